"""What the fourth ways are made of: a string's loop, plucks, filters that move, clean edges."""

from collections.abc import Sequence

import numpy as np
import scipy.signal

from training.sounds.instruments.newer_tones import Array, low_passed
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, samples, unit_peak

_DIRECT = 120
"""Below so many samples of delay, one filter of that order is quicker than a turn at a time."""
_BLOCK = 128


def looped(
    push: Signal, hz: float, count: int, *, lasts: float, dullness: float, stiffness: float = 0.0
) -> Signal:
    """What comes of `push` on a string: a delay whose end goes through a filter to its start.

    It falls by 1/e in `lasts` seconds; `dullness` in [0, .5] takes the highs sooner, `stiffness`
    in [0, .6) sends them round faster, so that the partials are stretched. In tune to a cent up to
    2 kHz: a last all-pass makes up for the part of a sample.
    """
    period = SAMPLE_RATE_HZ / hz
    above, below = np.array([1 - dullness, dullness]), np.ones(1)
    if stiffness and period > 60:
        for _ in range(4):
            above = np.convolve(above, [-stiffness, 1])
            below = np.convolve(below, [1, -stiffness])
    turn = 2 * np.pi / period
    late = -np.angle(scipy.signal.freqz(above, below, [turn])[1][0]) % (2 * np.pi) / turn
    whole = max(2, int(period - late - 0.3))
    part = period - late - whole
    pass_all = np.sin((1 - part) * turn / 2) / np.sin((1 + part) * turn / 2)
    above = np.convolve(above, [pass_all, 1]) * np.exp(-1 / (lasts * hz))
    below = np.convolve(below, [1, pass_all])
    start = np.zeros(count)
    start[: len(push)] = push[:count]
    if whole < _DIRECT:
        loop = np.zeros(whole + len(above))
        loop[: len(below)] = below
        loop[whole:] -= above
        return np.asarray(scipy.signal.lfilter(below, loop, start), np.float32)
    state = np.zeros(max(len(above), len(below)) - 1)
    for at in range(whole, count, whole):
        end = min(at + whole, count)
        back, state = scipy.signal.lfilter(above, below, start[at - whole : end - whole], zi=state)
        start[at:end] += back
    return start.astype(np.float32)


def pluck(
    rng: Rng, hz: float, *, place: float, soft_hz: float, noisy: float, weight: float = 5.0
) -> Signal:
    """The push of a finger or a pick at `place` of the string's length, without its mean.

    From a smooth pulse (`noisy` 0) to a turn of noise (1), softened above `soft_hz`; `weight` is
    how much more there is of the first partial, as a string that is pulled aside has. What runs to
    the near end comes back upside down: the partials with a node at `place` are missing.
    """
    period = max(8, round(SAMPLE_RATE_HZ / hz))
    turn = np.zeros(3 * period, np.float32)
    turn[0] = 1 - noisy
    grain = rng.standard_normal(period)
    turn[:period] += noisy * (grain - grain.mean()) / period**0.5
    turn = low_passed(turn, max(soft_hz, 0.7 * hz))
    turn = turn + np.float32(weight) * low_passed(turn, hz)
    late = max(1, round(place * period))
    turn[late:] -= turn[:-late].copy()
    return (turn - turn.mean()).astype(np.float32)


def hammer(hz: float, *, place: float, contact_seconds: float) -> Signal:
    """The push of a felt hammer: half a turn of a sine, squared, and what the near end returns."""
    period = SAMPLE_RATE_HZ / hz
    count = max(4, min(samples(contact_seconds), round(0.6 * period)))
    felt = np.sin(np.pi * np.arange(count) / count) ** 2
    late = max(1, round(place * period))
    push = np.zeros(count + late)
    push[:count] += felt
    push[late:] -= felt
    return push.astype(np.float32)


def bodied(tone: Signal, modes_hz: Sequence[float] | Array, *, sharp: float, wet: float) -> Signal:
    """`tone` with what a box of these modes (Q `sharp`) adds to it."""
    total = tone / max(float(np.abs(tone).max()), 1e-9)
    dry = total
    for mode in modes_hz:
        above, below = scipy.signal.iirpeak(mode, sharp, fs=SAMPLE_RATE_HZ)
        total = total + wet * scipy.signal.lfilter(above, below, dry)
    return unit_peak(np.asarray(total, np.float32))


def swept(tone: Signal, cut_hz: Signal, resonance: float, *, twice: bool = False) -> Signal:
    """Through a resonant low pass, or two, whose `cut_hz` `[n]` is set anew every 2.7 ms."""
    result = np.asarray(tone, np.float64).copy()
    cuts = np.clip(cut_hz[::_BLOCK], 30, 0.42 * SAMPLE_RATE_HZ)
    resonance = resonance**0.5 if twice else resonance
    turns = 2 * np.pi * cuts / SAMPLE_RATE_HZ
    side = np.sin(turns) / (2 * resonance)
    cos = np.cos(turns)
    above = np.stack([(1 - cos) / 2, 1 - cos, (1 - cos) / 2], axis=1) / (1 + side)[:, None]
    below = np.stack([1 + side, -2 * cos, 1 - side], axis=1) / (1 + side)[:, None]
    for _ in range(2 if twice else 1):
        state = np.zeros(2)
        for number, (over, under) in enumerate(zip(above, below, strict=True)):
            part = slice(number * _BLOCK, (number + 1) * _BLOCK)
            result[part], state = scipy.signal.lfilter(over, under, result[part], zi=state)
    return result.astype(np.float32)


def turned(pitch: float | Signal, count: int, *, start: float = 0.0) -> Signal:
    """Turns of an oscillator of this pitch in Hz (or one for each sample) since its start."""
    if isinstance(pitch, float | int):
        return start + np.arange(count) * (pitch / SAMPLE_RATE_HZ)
    return start + np.cumsum(pitch, dtype=np.float64) / SAMPLE_RATE_HZ


def clean_saw(turns: Signal) -> Signal:
    """A saw in [-1, 1] whose jumps are rounded over two samples, so that little is mirrored."""
    step = np.maximum(np.gradient(turns), 1e-6)
    place = turns % 1
    early = np.minimum(place / step, 1) - 1
    late = np.maximum((place - 1) / step, -1) + 1
    return 2 * place - 1 + early**2 - late**2


def clean_pulse(turns: Signal, width: float | Signal) -> Signal:
    """A pulse that is up for `width` of a turn, without its mean, as two saws."""
    return 0.5 * (clean_saw(turns) - clean_saw(turns - width))


def chorused(tone: Signal, *, rate_hz: float, milliseconds: float, wet: float) -> Signal:
    """`tone` with its own echo a few ms late, sooner and later `rate_hz` times a second."""
    time = np.arange(len(tone))
    swing = 1 + 0.5 * np.sin(2 * np.pi * rate_hz / SAMPLE_RATE_HZ * time)
    late = milliseconds * SAMPLE_RATE_HZ / 1_000 * swing
    return (tone + wet * np.interp(time - late, time, tone, left=0.0)).astype(np.float32)
