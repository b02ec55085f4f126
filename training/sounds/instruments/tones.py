"""What several instruments are made of: plucked loops, partials, envelopes, modulation."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Response,
    Rng,
    Signal,
    burst,
    clock,
    decay,
    samples,
    swell,
    wave,
)

Numbers = Sequence[float] | NDArray[np.floating] | NDArray[np.integer]


def looped_string(
    rng: Rng, hz: float, count: int, *, lasts_seconds: float, dullness: float, softness: int = 1
) -> Signal:
    """Noise that goes round a loop and loses its highs (Karplus and Strong 1983).

    `dullness` in (0, .5] is how fast the highs go; `softness` is the width in samples over which
    the pluck is smoothed. The loop is a whole number of samples and is resampled to the pitch.
    """
    period = max(8, round(SAMPLE_RATE_HZ / hz))
    row = rng.uniform(-1, 1, period).astype(np.float32)
    for width in (softness, softness):
        row = _smoothed(row, width)
    loss = np.float32(np.exp(-1 / (lasts_seconds * hz)))
    turns = int(count / SAMPLE_RATE_HZ * hz) + 3
    rows = np.empty((turns, period), np.float32)
    for turn in range(turns):
        rows[turn] = row
        row = loss * ((1 - dullness) * row + dullness * np.roll(row, 1))
    places = np.arange(count) * (hz * period / SAMPLE_RATE_HZ)
    return np.interp(places, np.arange(rows.size), rows.reshape(-1)).astype(np.float32)


def _smoothed(row: Signal, width: int) -> Signal:
    """A circular moving average, without its mean."""
    total = sum((np.roll(row, shift) for shift in range(width)), np.zeros_like(row))
    return (total - total.mean()) / np.float32(width)


def partials(
    hz: float,
    count: int,
    *,
    ratios: Numbers,
    gains: Numbers,
    lasts_seconds: Numbers,
) -> Signal:
    """Sines that die away, each in its own time; those above 14 kHz are left out."""
    time = clock(count)
    total = np.zeros(count, np.float32)
    for ratio, gain, lasts in zip(ratios, gains, lasts_seconds, strict=True):
        if ratio * hz < 14_000:
            phase = np.float32(2 * np.pi * ratio * hz) * time
            total += np.float32(gain) * np.sin(phase) * np.exp(-time / np.float32(lasts))
    return total * np.minimum(time / np.float32(0.002), 1)


def modulated(hz: float, count: int, *, ratio: float, index: Signal | float) -> Signal:
    """A sine whose phase swings with another's (Chowning 1973)."""
    turn = np.float32(2 * np.pi * hz) * clock(count)
    return np.sin(turn + index * np.sin(np.float32(ratio) * turn)).astype(np.float32)


def adsr(
    count: int, *, attack: float, decay_seconds: float, sustain: float, release: float
) -> Signal:
    """Straight lines up, down to `sustain`, along, and down to nothing; times in seconds."""
    end = count / SAMPLE_RATE_HZ
    attack, release = min(attack, end / 3), min(release, end / 3)
    fall = min(decay_seconds, max(1e-3, end - attack - release))
    corners = [0, attack, attack + fall, max(end - release, attack + fall), end + 1e-6]
    return np.interp(clock(count), corners, [0, 1, sustain, sustain, 0]).astype(np.float32)


def shaken(hz: float, count: int, *, rate_hz: float, depth: float, after: float = 0.2) -> Signal:
    """A pitch with a vibrato that sets in over the first `after` seconds."""
    time = clock(count)
    grown = np.minimum(time / np.float32(after), 1) * np.float32(depth)
    return (hz * (1 + grown * np.sin(np.float32(2 * np.pi * rate_hz) * time))).astype(np.float32)


def struck(
    hz: float, seconds: float, colour: Sequence[float], *, lasts_seconds: float, attack: float
) -> Signal:
    """A periodic tone that rises at once and dies away, and is damped at its end."""
    count = samples(seconds)
    tone = wave(hz, count, colour) * decay(
        count, attack_seconds=attack, decay_seconds=lasts_seconds
    )
    return tone * swell(count, attack=0, release=0.15)


def with_click(rng: Rng, tone: Signal, response: Response, *, level: float, lasts: float) -> Signal:
    """`tone` with a short noise at its start: a pick, a hammer, a key."""
    click = burst(rng, lasts * 5, response, decay_seconds=lasts)
    click *= np.float32(level * float(np.max(np.abs(tone)))) / max(float(np.abs(click).max()), 1e-9)
    end = min(len(click), len(tone))
    tone[:end] += click[:end]
    return tone


def ringing(seconds: float, least: float, most: float, factor: float = 1.25) -> float:
    """For how long a note is let ring."""
    return float(np.clip(seconds * factor, least, most))
