"""Means that the newer ways share: a filter that moves, and sounds that overlap."""

from collections.abc import Callable

import numpy as np

from training.sounds.events.makers import lowpassed
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal


def swept(signal: Signal, corner_hz: Signal) -> Signal:
    """Through a low-pass of 12 dB an octave whose corner moves, in Hz at each sample.

    Made of fixed filters, two thirds of an octave to two octaves apart, mixed as the corner has it.
    """
    low, high = float(corner_hz.min()), float(corner_hz.max())
    number = int(np.clip(np.ceil(np.log2(high / low) * 1.5), 1, 7)) + 1
    places = np.log(corner_hz / low) / max(np.log(high / low), 1e-6) * (number - 1)
    total = np.zeros(len(signal), dtype=np.float32)
    for rank, hz in enumerate(np.geomspace(low, max(high, low * 1.001), number)):
        share = np.clip(1 - np.abs(places - rank), 0, 1)
        total += lowpassed(lowpassed(signal, float(hz)), float(hz)) * share.astype(np.float32)
    return total


def overlapping(
    rng: Rng,
    count: int,
    make: Callable[[], Signal],
    *,
    every_seconds: tuple[float, float],
    kinds: int = 3,
    softest: float = 0.5,
) -> Signal:
    """What `make` makes, again and again: one may begin before the last has ended.

    The first may have begun before the start, as when a recording is cut out of a longer one.
    """
    pool = [make() for _ in range(kinds)]
    total = np.zeros(count, dtype=np.float32)
    at = -rng.uniform(0, 0.8) * len(pool[0]) / SAMPLE_RATE_HZ
    while (start := round(at * SAMPLE_RATE_HZ)) < count:
        grain = pool[int(rng.integers(kinds))] * np.float32(rng.uniform(softest, 1))
        skipped, end = max(0, -start), min(count, start + len(grain))
        if end > start + skipped:
            total[start + skipped : end] += grain[skipped : end - start]
        at += rng.uniform(*every_seconds)
    return total


def ever(sound: Signal) -> Callable[[], Signal]:
    """Makes this sound each time."""
    return lambda: sound
