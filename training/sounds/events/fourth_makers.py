"""Means that the fourth set of ways shares: cadences, slow swells, narrow noise, delays."""

from collections.abc import Sequence

import numpy as np
import scipy.ndimage
import scipy.signal

from training.sounds.events.makers import between, chance, lowpassed, phase
from training.sounds.events.newest_makers import recorded
from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    clock,
    samples,
    sawtooth,
    unit_peak,
    unit_rms,
    wander,
)


def finished(rng: Rng, sound: Signal, *, noisiest: float = 0.2) -> Signal:
    """As a program writes it in a third of the cases, as somebody's recorder has it in the rest."""
    if chance(rng, 0.35):
        return unit_peak(sound).astype(np.float32)
    return recorded(rng, sound.astype(np.float32), noisiest=noisiest)


def cadence(rng: Rng, count: int, seconds: Sequence[float], *, edge: float = 0.004) -> Signal:
    """On and off by turns for `seconds`, over and over; it begins early in the first that is on."""
    bounds = np.cumsum(seconds)
    at = (clock(count) + np.float32(rng.uniform(0, min(seconds[0] * 0.8, 1)))) % bounds[-1]
    on = (np.searchsorted(bounds, at, side="right") % 2 == 0).astype(np.float32)
    return scipy.ndimage.uniform_filter1d(on, samples(edge), mode="nearest")


def swells(rng: Rng, count: int, *, period_seconds: float) -> Signal:
    """In [0, 1], rising and sinking about once in each period, in one of four forms."""
    turns = clock(count) / period_seconds
    turns = turns + wander(rng, count, rate_hz=0.2, low=-0.15, high=0.15) + rng.uniform()
    form = int(rng.integers(4))
    height: Signal
    if form == 0:  # a raised sine
        height = 0.5 - 0.5 * np.cos(2 * np.pi * turns)
    elif form == 1:  # a quick rise and a long fall
        part, rise = turns % 1, rng.uniform(0.08, 0.4)
        height = np.where(part < rise, part / rise, np.exp(-(part - rise) * rng.uniform(2, 5)))
    elif form == 2:  # two sines that drift apart
        other = np.cos(2 * np.pi * turns * rng.uniform(0.55, 0.8))
        height = np.clip(0.5 - 0.35 * np.cos(2 * np.pi * turns) + 0.25 * other, 0, 1)
    else:  # at random
        height = wander(rng, count, rate_hz=2 / period_seconds, low=0, high=1)
    smooth = scipy.ndimage.uniform_filter1d(height.astype(np.float32), samples(0.05))
    return np.clip(smooth, 0, 1)


def narrow(rng: Rng, centre_hz: Signal, *, width_hz: float) -> Signal:
    """Noise in a band `width_hz` wide around a centre that may move, in Hz at each sample."""
    count = len(centre_hz)
    turning = phase(centre_hz)
    slow = [lowpassed(lowpassed(_white(rng, count), width_hz), width_hz) for _ in range(2)]
    return unit_rms(slow[0] * np.cos(turning) - slow[1] * np.sin(turning))


def _white(rng: Rng, count: int) -> Signal:
    return rng.standard_normal(count, dtype=np.float32)


def delayed(sound: Signal, *, seconds: float, feedback: float) -> Signal:
    """With echoes of itself every `seconds`, each `feedback` times as strong: a cave, a pipe."""
    lag = samples(seconds)
    back = np.zeros(lag + 1)
    back[0], back[lag] = 1, -feedback
    if lag > 100:  # lfilter costs as much as the filter is long
        total, gain = sound.astype(np.float32).copy(), feedback
        for start in range(lag, len(sound), lag):
            if abs(gain) < 0.003:
                break
            total[start:] += sound[:-start] * np.float32(gain)
            gain *= feedback
        return total
    return np.asarray(scipy.signal.lfilter([1.0], back, sound)).astype(np.float32)


def timbre(rng: Rng) -> list[float]:
    """Amplitudes of the harmonics of some oscillator: sine, square, saw, organ or at random."""
    kind = int(rng.integers(5))
    if kind == 0:
        return [1.0]
    if kind == 1:
        return [1 / k if k % 2 else 0.0 for k in range(1, 24)]
    if kind == 2:
        return sawtooth(24, power=rng.uniform(0.6, 1.6))
    if kind == 3:
        return [1, rng.uniform(0, 0.8), rng.uniform(0, 0.5), rng.uniform(0, 0.3)]
    return (rng.uniform(0, 1, 12) / np.arange(1, 13) ** rng.uniform(0.2, 1.2)).tolist()


def pinged(rng: Rng, hz: float, *, fall: float, glide_to: float = 1.0) -> Signal:
    """A sine that fades, its pitch gliding to `glide_to` times itself as it does."""
    n = samples(min(fall * 6, 2.0))
    places = np.linspace(0, 1, n, dtype=np.float32)
    turns = np.cumsum(hz * np.exp(np.log(glide_to) * places), dtype=np.float64) / SAMPLE_RATE_HZ
    attack = np.minimum(places * n / max(samples(between(rng, 0.0003, 0.003)), 1), 1)
    tone = np.sin(2 * np.pi * turns) * np.exp(-clock(n) / fall) * attack
    return tone.astype(np.float32)
