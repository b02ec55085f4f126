"""Means that several ways of making a sound share: throats, pulses, gates, repetition."""

from collections.abc import Callable, Sequence

import numpy as np
import scipy.ndimage
import scipy.signal
from numpy.typing import NDArray

from training.sounds.signals import (
    SAMPLE_RATE_HZ,
    Rng,
    Signal,
    clock,
    glide,
    noise,
    samples,
    unit_peak,
    unit_rms,
    wander,
)

Spectrum = Callable[[NDArray[np.float32]], NDArray[np.floating]]
"""Loudness of a harmonic at each moment, from its frequency in Hz at that moment."""


def chance(rng: Rng, share: float) -> bool:
    """True in `share` of the cases."""
    return bool(rng.uniform() < share)


def between(rng: Rng, low: float, high: float) -> float:
    """A number whose logarithm is evenly spread: for frequencies and durations."""
    return float(low * (high / low) ** rng.uniform())


def repeated(
    rng: Rng,
    count: int,
    make: Callable[[], Signal],
    *,
    pause: tuple[float, float],
    kinds: int = 3,
    rarely: float = 0.3,
    softest: float = 0.5,
) -> Signal:
    """What `make` makes, again and again with pauses between.

    In `rarely` of the cases the pauses are so long that five seconds hold one or two.
    """
    seconds = count / SAMPLE_RATE_HZ
    pool = [make() for _ in range(kinds)]
    longest = max(map(len, pool)) / SAMPLE_RATE_HZ
    if chance(rng, rarely) and longest < 2.2:
        pause = (3.0 - longest, 3.9 - longest)
    at, starts, grains = rng.uniform(0, min(0.25, seconds / 4)), [], []
    while at < seconds:
        grain = pool[int(rng.integers(kinds))]
        starts.append(samples(at))
        grains.append(grain * np.float32(rng.uniform(softest, 1)))
        at += len(grain) / SAMPLE_RATE_HZ + rng.uniform(*pause)
    total = np.zeros(count, dtype=np.float32)
    for start, grain in zip(starts, grains, strict=True):
        end = min(count, start + len(grain))
        total[start:end] += grain[: max(0, end - start)]
    return total


def slide(hertz: Sequence[float], count: int, times: Sequence[float] | None = None) -> Signal:
    """A pitch through `hertz`, straight on a scale of octaves but for rounded corners."""
    octaves = glide(np.log(np.asarray(hertz)).tolist(), count, times)
    if len(hertz) > 2:
        octaves = scipy.ndimage.uniform_filter1d(octaves, count // 7 + 1, mode="nearest")
    return np.exp(octaves)


def phase(pitch: Signal) -> Signal:
    """Radians so far, of a tone at `pitch`; kept small so that float32 suffices."""
    turns = np.cumsum(pitch, dtype=np.float64) / SAMPLE_RATE_HZ
    return (2 * np.pi * (turns % 64)).astype(np.float32)


def modulated(pitch: Signal, *, ratio: float, index: float | Signal) -> Signal:
    """Frequency modulation: a tone whose phase is shaken by another, `ratio` times as high."""
    turns = np.cumsum(pitch, dtype=np.float64) / SAMPLE_RATE_HZ
    shaking = np.sin((2 * np.pi * ((turns * ratio) % 1)).astype(np.float32))
    return np.sin((2 * np.pi * (turns % 1)).astype(np.float32) + index * shaking)


def additive(pitch: Signal, spectrum: Spectrum, *, highest_hz: float = 9_000) -> Signal:
    """A sum of harmonics, each as loud as `spectrum` has it where it is."""
    step = 64
    turn = np.exp(1j * phase(pitch)).astype(np.complex64)
    power = turn.copy()
    total = np.zeros(len(pitch), dtype=np.float32)
    coarse = np.arange(0, len(pitch) + step, step)
    places, sparse = np.arange(len(pitch)), pitch[np.minimum(coarse, len(pitch) - 1)]
    for rank in range(1, int(highest_hz / max(float(pitch.min()), 50)) + 1):
        hz = sparse * rank
        gain = np.where(hz < 15_000, spectrum(hz), 0)
        total += power.imag * np.interp(places, coarse, gain).astype(np.float32)
        power *= turn
    return unit_peak(total)


def peaks(
    centres_hz: Sequence[float | Signal],
    widths_hz: Sequence[float],
    *,
    floor: float = 0.02,
    slope: float = 0.5,
) -> Spectrum:
    """A spectrum of resonances, over a floor that falls as frequency to the power `-slope`.

    A centre may move: given as a few values, it goes through them over the length of the tone.
    """

    def gain(hz: NDArray[np.float32]) -> NDArray[np.floating]:
        total = np.full_like(hz, floor)
        for centre, width in zip(centres_hz, widths_hz, strict=True):
            moving = np.atleast_1d(np.asarray(centre, dtype=np.float32))
            total += 1 / (1 + ((hz - glide(moving.tolist(), len(hz))) / width) ** 2)
        return total * (200 / hz) ** slope

    return gain


def pulses(rng: Rng, pitch: Signal, *, jitter: float = 0.0, shimmer: float = 0.0) -> Signal:
    """Single-sample impulses, `pitch` a second, uneven in time and in strength."""
    turns = np.cumsum(pitch, dtype=np.float64) / SAMPLE_RATE_HZ + rng.uniform()
    where = np.flatnonzero(np.diff(np.floor(turns), prepend=np.floor(turns[0])))
    off = rng.normal(0, 1, len(where)) * jitter * SAMPLE_RATE_HZ / pitch[where]
    train = np.zeros(len(pitch), dtype=np.float32)
    strengths = np.maximum(1 + shimmer * rng.normal(0, 1, len(where)), 0.05)
    np.add.at(train, np.clip(where + off.astype(np.int64), 0, len(pitch) - 1), strengths)
    return train


def resonated(
    signal: Signal,
    centres_hz: Sequence[float],
    widths_hz: Sequence[float],
    gains: Sequence[float] | None = None,
) -> Signal:
    """Through resonators side by side, each of gain 1 at its centre unless `gains` says else."""
    total = np.zeros(len(signal), dtype=np.float32)
    for hz, width, gain in zip(centres_hz, widths_hz, gains or [1.0] * 99, strict=False):
        pole = np.exp(-np.pi * width / SAMPLE_RATE_HZ)
        back = [1, -2 * pole * np.cos(2 * np.pi * hz / SAMPLE_RATE_HZ), pole**2]
        ahead = (1 - pole**2) / 2 * gain
        total += _run([ahead, 0, -ahead], back, signal)
    return total


def lowpassed(signal: Signal, hz: float) -> Signal:
    """Through one pole: 6 dB an octave above `hz`."""
    pole = float(np.exp(-2 * np.pi * hz / SAMPLE_RATE_HZ))
    return _run([1 - pole], [1, -pole], signal)


def highpassed(signal: Signal, hz: float) -> Signal:
    """What `lowpassed` leaves out."""
    return signal - lowpassed(signal, hz)


def _run(ahead: Sequence[float], back: Sequence[float], signal: Signal) -> Signal:
    # As float64, since a narrow resonance low down would be lost in float32.
    return np.asarray(scipy.signal.lfilter(ahead, back, signal.astype(np.float64))).astype(
        np.float32
    )


def impulses(
    rng: Rng, count: int, *, rate_hz: float, spread: float = 0.8, density: Signal | None = None
) -> Signal:
    """Single-sample clicks at random instants, more of them where `density` is high."""
    number = max(1, int(rng.poisson(rate_hz * count / SAMPLE_RATE_HZ)))
    if density is None:
        where = rng.integers(0, count, number)
    else:
        total = np.cumsum(density, dtype=np.float64)
        where = np.searchsorted(total, rng.uniform(0, total[-1], number))
    train = np.zeros(count, dtype=np.float32)
    strengths = rng.lognormal(0, spread, number) * rng.choice([-1, 1], number)
    np.add.at(train, np.minimum(where, count - 1), strengths.astype(np.float32))
    return train


def gate(
    count: int, *, period_seconds: float, duty: float, phase: float = 0.0, edge: float = 0.005
) -> Signal:
    """On for `duty` of each period and off for the rest, with soft edges."""
    on = ((clock(count) / period_seconds + phase) % 1) < duty
    return scipy.ndimage.uniform_filter1d(on.astype(np.float32), samples(edge), mode="nearest")


def lfo(rng: Rng, count: int, *, rate_hz: float, low: float, high: float) -> Signal:
    """A sine between `low` and `high`, from a random point of its cycle."""
    turns = clock(count) * np.float32(rate_hz) + np.float32(rng.uniform())
    return (low + (high - low) * (0.5 - 0.5 * np.cos(2 * np.pi * turns))).astype(np.float32)


def triangle(rng: Rng, count: int, *, rate_hz: float, low: float, high: float) -> Signal:
    """Straight up and straight down between `low` and `high`."""
    turns = (clock(count) * np.float32(rate_hz) + np.float32(rng.uniform())) % 1
    return (low + (high - low) * (1 - np.abs(2 * turns - 1))).astype(np.float32)


def rest(seconds: float) -> Signal:
    """Nothing, for a while."""
    return np.zeros(samples(seconds), dtype=np.float32)


def roughness(rng: Rng, count: int, amount: float) -> Signal:
    """A factor close to 1, for a pitch or a loudness that is not steady."""
    return 1 + wander(rng, count, rate_hz=rng.uniform(25, 60), low=-amount, high=amount)


def pulsed_throat(
    rng: Rng, pitch: Signal, centres_hz: Sequence[float], *, jitter: float, breath: float
) -> Signal:
    """Pulses of the vocal folds and breath, through resonators."""
    train = lowpassed(pulses(rng, pitch, jitter=jitter, shimmer=jitter * 3), 1_500)
    air = noise(rng, len(pitch)) * np.float32(breath)
    widths = [hz * 0.12 + 60 for hz in centres_hz]
    return unit_peak(resonated(unit_rms(train) + air, centres_hz, widths, [1, 0.7, 0.4, 0.3]))
