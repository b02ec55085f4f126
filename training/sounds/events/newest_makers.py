"""Means that the newest ways share: what a recorder adds, struck things, streams of events."""

from collections.abc import Callable

import numpy as np

from training.sounds.events.makers import between, chance, lowpassed
from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    band,
    clock,
    echoed,
    noise,
    place,
    samples,
    tilted,
    unit_peak,
    wander,
    wave,
)


def recorded(rng: Rng, sound: Signal, *, noisiest: float = 0.3) -> Signal:
    """As somebody's recorder has it: near or far, in a room or not, with what else is in the air.

    The noise is at most `noisiest` times as strong as the sound (RMS); often there is none.
    """
    count = len(sound)
    if chance(rng, 0.35):  # distance, a wall, or a cheap microphone
        sound = lowpassed(lowpassed(sound, hz := between(rng, 1_200, 9_000)), hz * 2)
    if chance(rng, 0.35):
        sound = echoed(rng, sound, seconds=between(rng, 0.15, 1.8), wet=rng.uniform(0.1, 0.7))
    sound = unit_peak(sound)
    if chance(rng, 0.25):
        return sound.astype(np.float32)
    level = float(np.sqrt(np.mean(np.square(sound)))) * between(rng, 0.005, noisiest)
    bed = noise(rng, count, tilted(band(20, 16_000, steepness=1), db_per_octave=-rng.uniform(0, 9)))
    if chance(rng, 0.2):  # gusts on the microphone
        gusts = wander(rng, count, rate_hz=2, low=0, high=1) ** 2
        bed += noise(rng, count, band(15, between(rng, 60, 250))) * gusts.astype(np.float32)
    if chance(rng, 0.15):
        bed += wave(float(rng.choice([50.0, 60.0, 100.0, 120.0])), count, [1, 0.5, 0.4, 0.2])
    return (sound + bed * np.float32(level)).astype(np.float32)


def struck(rng: Rng, hz: float, *, fall: float, snap: float, drop: float = 1.0) -> Signal:
    """A damped sine that sinks from `drop` times its pitch, with a spike of noise at the start."""
    n = samples(min(fall * 7, 1.5))
    seconds = clock(n)
    pitch = hz * (1 + (drop - 1) * np.exp(-seconds / (fall * 0.3)))
    tone = wave(pitch.astype(np.float32), n, [1.0]) * np.exp(-seconds / fall)
    spike = rng.standard_normal(n, dtype=np.float32) * np.exp(-seconds / 0.0015)
    return unit_peak((tone + spike * np.float32(snap)) * np.minimum((n - np.arange(n)) / 200, 1))


def stream(
    rng: Rng,
    count: int,
    make: Callable[[], Signal],
    *,
    period: float,
    jitter: float = 0.0,
    softest: float = 0.6,
    kinds: int = 4,
) -> Signal:
    """What `make` makes, one every `period` seconds from start to start, each a little off."""
    pool = [make() for _ in range(kinds)]
    number = int(count / SAMPLE_RATE_HZ / period) + 2
    first = rng.uniform(0, min(period, 0.25))
    at = first + (np.arange(number) + rng.normal(0, 1, number) * jitter) * period
    starts = np.maximum(at * SAMPLE_RATE_HZ, 0).astype(np.int64)
    loudness = rng.uniform(softest, 1, number).astype(np.float32)
    return place(count, starts, [pool[k % kinds] * g for k, g in enumerate(loudness)])
