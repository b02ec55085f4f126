"""What the newer ways are made of: banks of sines by frames, damping, knocks, bends, cabinets."""

from collections.abc import Sequence

import numpy as np
import scipy.signal
from numpy.typing import NDArray

from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Response,
    Rng,
    Signal,
    burst,
    clock,
    samples,
    unit_peak,
)

Array = NDArray[np.float64]

FRAME = 128
"""Samples between two values of an envelope of `bank`, 2.7 ms."""
HIGHEST_HZ = 15_000


def frames(count: int) -> Array:
    """Seconds at which `bank` wants gains for `count` samples, as a column `[frames + 1, 1]`."""
    return np.arange(-(-count // FRAME) + 1, dtype=np.float64)[:, None] * (FRAME / SAMPLE_RATE_HZ)


def bank(hz: Array, gains: Array, count: int, *, phases: Array | float = 0.0) -> Signal:
    """Sines `[k]`, each with its own envelope `[frames + 1, k]`, straight between frames.

    `phases` are in radians; those above 15 kHz are left out. A sine in a frame is a rotation of
    the sine at the frame's start, so that all of them are two products of matrices.
    """
    heard = np.abs(hz) < HIGHEST_HZ
    hz, gains = hz[heard], np.broadcast_to(gains, (gains.shape[0], len(heard)))[:, heard]
    phases = np.broadcast_to(phases, heard.shape)[heard]
    starts = frames(count)[:-1] * hz % 1 * (2 * np.pi) + phases
    turns = 2 * np.pi / SAMPLE_RATE_HZ * hz[:, None] * np.arange(FRAME)
    inner = np.concatenate([np.cos(turns), np.sin(turns)]).astype(np.float32)
    outer = np.concatenate([np.sin(starts), np.cos(starts)], axis=1).astype(np.float32)
    level = np.concatenate([gains, gains], axis=1).astype(np.float32)
    ramp = np.arange(FRAME, dtype=np.float32) / np.float32(FRAME)
    total = (outer * level[:-1]) @ inner + ramp * ((outer * np.diff(level, axis=0)) @ inner)
    return total.reshape(-1)[:count]


def ranks(hz: float, most: int, *, highest_hz: float = 12_000) -> Array:
    """1, 2, 3 … of the harmonics of `hz` that are worth making, `most` at most."""
    return np.arange(1, max(2, min(most, int(highest_hz / hz)) + 1), dtype=np.float64)


def stretched(rank: Array, stiffness: float) -> Array:
    """Partials of a stiff string as multiples of the first."""
    return rank * np.sqrt((1 + stiffness * rank**2) / (1 + stiffness))


def risen(count: int, seconds: float) -> Signal:
    """A raised-cosine rise from nothing, and 1 from then on."""
    places = np.minimum(clock(count) / np.float32(max(seconds, 1e-4)), 1)
    return (0.5 - 0.5 * np.cos(np.float32(np.pi) * places)).astype(np.float32)


def damped(count: int, seconds: float, within: float) -> Signal:
    """1 while the key is down for `seconds`, then a fall by 1/e `within` seconds, to nothing."""
    past = np.maximum(clock(count) - np.float32(seconds), 0)
    end = np.minimum(np.arange(count, 0, -1, dtype=np.float32) / np.float32(240), 1)
    return (np.exp(-past / np.float32(within)) * end).astype(np.float32)


def held(seconds: float, within: float, *, most: float = 4.5) -> int:
    """Samples of a note that is damped `within` seconds after `seconds`, 0.3 s at least."""
    return samples(float(np.clip(seconds + 4 * within, 0.3, most)))


def added(tone: Signal, other: Signal, *, level: float, at_seconds: float = 0.0) -> Signal:
    """`tone` with `other` on top, at `level` of the tone's peak; what lies past the end is cut."""
    start = min(int(at_seconds * SAMPLE_RATE_HZ), len(tone) - 1)
    end = min(len(tone), start + len(other))
    result = tone.copy()
    peak = float(np.max(np.abs(tone)))
    result[start:end] += unit_peak(other)[: end - start] * np.float32(level * peak)
    return result


def knock(
    rng: Rng, modes_hz: Sequence[float] | Array, *, lasts: float, seconds: float = 0.45
) -> Signal:
    """A board or a box that is hit: its modes, the higher the shorter, in random phases."""
    hz = np.asarray(modes_hz, np.float64)
    count = samples(seconds)
    falls = lasts * (hz.min() / hz) ** 0.5
    gains = rng.uniform(0.3, 1.0, len(hz)) * np.exp(-frames(count) / falls)
    tone = bank(hz, gains, count, phases=rng.uniform(0, 2 * np.pi, len(hz)))
    return tone * risen(count, 0.001) * damped(count, seconds, 0.01)


def scrape(rng: Rng, response: Response, *, lasts: float) -> Signal:
    """A short noise: a finger, a pick, a key."""
    return burst(rng, lasts * 5, response, decay_seconds=lasts)


def bent(tone: Signal, ratio: Signal) -> Signal:
    """`tone` read at a speed of `ratio`, for small glides and vibrato; the end may be held."""
    places = np.cumsum(ratio, dtype=np.float64) - ratio[0]
    return np.interp(places, np.arange(len(tone)), tone, right=0.0).astype(np.float32)


def low_passed(signal: Signal, cut_hz: float, *, order: int = 1) -> Signal:
    """Through a Butterworth low pass, with its delay, as circuits and programs have it."""
    cut = min(cut_hz, 0.45 * SAMPLE_RATE_HZ)
    sections = scipy.signal.butter(order, cut, fs=SAMPLE_RATE_HZ, output="sos")
    return scipy.signal.sosfilt(sections, signal).astype(np.float32)


def resonances(hz: Array, centres_hz: Array, widths_hz: Array | float, floor: float) -> Array:
    """Gain at each of `hz` (any shape) of a body with these modes over a constant `floor`."""
    apart = (hz[..., None] - centres_hz) / widths_hz
    return floor + np.sum(1 / (1 + apart**2), axis=-1)


def resonant_low_pass(hz: Array, cut_hz: Array | float, resonance: float, poles: int = 2) -> Array:
    """Gain of a filter of 12 dB an octave for each two poles, with its peak at `cut_hz`."""
    ratio = hz / cut_hz
    peaked = 1 / np.sqrt((1 - ratio**2) ** 2 + (ratio / resonance) ** 2)
    return np.asarray(peaked / (1 + ratio**2) ** ((poles - 2) / 2))


def between(rng: Rng, low: float, high: float) -> float:
    """Log-uniform between two positive ends."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def turning(
    tone: Signal, *, rate_hz: float, cents: float, swing: float, start: float = 0.0
) -> Signal:
    """Pitch by `cents` and loudness by the share `swing` up and down, `rate_hz` times a second."""
    turn = np.sin(np.float32(2 * np.pi * rate_hz) * clock(len(tone)) + np.float32(start))
    moved = bent(tone, (1 + cents / 1_731 * turn).astype(np.float32)) if cents else tone
    return (moved * (1 + np.float32(swing) * turn)).astype(np.float32)
