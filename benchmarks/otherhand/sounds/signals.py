"""Building blocks of synthesised sound: float64 ``[n]``, mono, 48 kHz."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

import numpy as np
import scipy.signal
from numpy.typing import ArrayLike, NDArray

SAMPLE_RATE_HZ = 48_000
SECONDS = 5
LENGTH = SECONDS * SAMPLE_RATE_HZ

Signal = NDArray[np.float64]
Rng = np.random.Generator
Formant = tuple[float | Signal, float, float]
"""Centre in Hz, fixed or for each sample; bandwidth in Hz; amplitude."""


def samples(seconds: float) -> int:
    return int(seconds * SAMPLE_RATE_HZ)


def clock(count: int) -> Signal:
    """Seconds since the start."""
    return np.arange(count) / SAMPLE_RATE_HZ


def progress(count: int) -> Signal:
    """From 0 to 1."""
    return np.arange(count) / count


def total(parts: Iterable[Signal]) -> Signal:
    return reduce(np.add, parts)


def normalised(signal: Signal) -> Signal:
    """With a peak of 1."""
    return np.asarray(signal / np.abs(signal).max())


def unit_deviation(signal: Signal) -> Signal:
    return np.asarray(signal / signal.std())


def band_pass(signal: Signal, low_hz: float, high_hz: float, order: int = 2) -> Signal:
    return _butterworth(signal, [low_hz, min(high_hz, 23_500)], "bandpass", order)


def low_pass(signal: Signal, hz: float, order: int = 2) -> Signal:
    return _butterworth(signal, hz, "lowpass", order)


def high_pass(signal: Signal, hz: float, order: int = 2) -> Signal:
    return _butterworth(signal, hz, "highpass", order)


def _butterworth(signal: Signal, hz: float | list[float], kind: str, order: int) -> Signal:
    sections = scipy.signal.butter(order, hz, kind, fs=SAMPLE_RATE_HZ, output="sos")
    return np.asarray(scipy.signal.sosfilt(sections, signal))


def filtered(numerator: ArrayLike, denominator: ArrayLike, signal: Signal) -> Signal:
    return np.asarray(scipy.signal.lfilter(numerator, denominator, signal))


def resonate(signal: Signal, hz: float, bandwidth_hz: float) -> Signal:
    radius = np.exp(-np.pi * bandwidth_hz / SAMPLE_RATE_HZ)
    turn = 2 * np.pi * hz / SAMPLE_RATE_HZ
    return filtered([1 - radius], [1, -2 * radius * np.cos(turn), radius * radius], signal)


def lingering(pulse_train: Signal, seconds: float) -> Signal:
    """Each pulse dies away to 1/e in that time."""
    return filtered([1], [1, -np.exp(-1 / (seconds * SAMPLE_RATE_HZ))], pulse_train)


def pink(rng: Rng, count: int) -> Signal:
    """Noise of unit deviation whose power falls by 3 dB an octave."""
    return _coloured(rng, count, np.sqrt)


def brown(rng: Rng, count: int) -> Signal:
    """Noise of unit deviation whose power falls by 6 dB an octave."""
    return _coloured(rng, count, lambda hz: hz)


def _coloured(rng: Rng, count: int, loss: Callable[[Signal], Signal]) -> Signal:
    spectrum = np.fft.rfft(rng.standard_normal(count))
    hz = np.maximum(np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ), 20)
    return unit_deviation(np.fft.irfft(spectrum / loss(hz), count))


def wander(rng: Rng, count: int, rate_hz: float, low: float = 0.0, high: float = 1.0) -> Signal:
    """A smooth curve between two values that turns about `rate_hz` times a second."""
    knots = max(4, int(count / SAMPLE_RATE_HZ * rate_hz) + 4)
    values = rng.uniform(low, high, knots)
    along = np.linspace(0, knots - 1, count)
    left = np.clip(along.astype(int), 0, knots - 2)
    share = along - left
    share = share * share * (3 - 2 * share)
    return np.asarray(values[left] * (1 - share) + values[left + 1] * share)


def phase(hz: Signal) -> Signal:
    """Of an oscillator with that frequency at each sample, in radians."""
    return 2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ


def sawtooth(hz: Signal) -> Signal:
    along = np.cumsum(hz) / SAMPLE_RATE_HZ
    return filtered([0.5, 0.5], [1], 2 * (along % 1) - 1)


def pulses(hz: Signal) -> Signal:
    """One sample of 1 at the start of each period, and 0 between."""
    return np.diff(np.floor(np.cumsum(hz) / SAMPLE_RATE_HZ), prepend=0)


def strike(count: int, attack_seconds: float, decay_seconds: float) -> Signal:
    """An envelope that rises in a straight line and then dies away."""
    at = clock(count)
    rise = np.minimum(1, at / max(attack_seconds, 1e-4))
    return np.asarray(rise * np.exp(-np.maximum(0, at - attack_seconds) / decay_seconds))


def fade(signal: Signal, in_seconds: float = 0.01, out_seconds: float = 0.01) -> Signal:
    faded = signal.copy()
    first, last = max(1, samples(in_seconds)), max(1, samples(out_seconds))
    faded[:first] *= np.linspace(0, 1, first)
    faded[-last:] *= np.linspace(1, 0, last)
    return faded


def add(sound: Signal, part: Signal, at_seconds: float) -> None:
    """Mixes a part into a sound; what would lie before its start or behind its end is cut off."""
    start = samples(at_seconds)
    if start < 0:
        part, start = part[-start:], 0
    if start < len(sound):
        part = part[: len(sound) - start]
        sound[start : start + len(part)] += part


def modal(hz: ArrayLike, decay_seconds: ArrayLike, amplitudes: ArrayLike, seconds: float) -> Signal:
    """What is struck once and rings in its own modes."""
    at = clock(samples(seconds))
    modes = zip(np.asarray(hz), np.asarray(decay_seconds), np.asarray(amplitudes), strict=True)
    return total(a * np.sin(2 * np.pi * f * at) * np.exp(-at / d) for f, d, a in modes)


def room(rng: Rng, sound: Signal, seconds: float, wet: float) -> Signal:
    """With the reverberation of a room, as loud as `wet`."""
    count = samples(seconds)
    response = rng.standard_normal(count) * np.exp(-6.9 * np.arange(count) / count)
    response = low_pass(response, 6000)
    response /= np.sqrt((response**2).sum())
    return np.asarray(sound + wet * scipy.signal.fftconvolve(sound, response)[: len(sound)])


def voice(rng: Rng, hz: Signal, formants: Sequence[Formant], breath: float) -> Signal:
    """Pulses of a glottis and some breath through formants."""
    source = np.cumsum(pulses(hz) - hz / SAMPLE_RATE_HZ)
    source = source - filtered([0.002], [1, -0.998], source)
    source = np.diff(source, prepend=0) * 0.6 + 0.2 * source
    source = source + breath * rng.standard_normal(len(hz))
    return total(
        amplitude * _formant(source, centre, bandwidth) for centre, bandwidth, amplitude in formants
    )


def _formant(source: Signal, centre: float | Signal, bandwidth: float) -> Signal:
    if isinstance(centre, np.ndarray):
        hop = 1200
        ahead = np.minimum(np.arange(len(centre)) + hop, len(centre) - 1)
        return sweep(source, centre[ahead], bandwidth, hop=hop, tail=1500)
    return resonate(source, centre, bandwidth)


def sweep(source: Signal, centre_hz: Signal, bandwidth_hz: float, *, hop: int, tail: int) -> Signal:
    """A resonance that moves: overlapping pieces, each with its own centre and time to ring on."""
    count = len(source)
    swept = np.zeros(count)
    for start in range(0, count, hop):
        end = min(count, start + 2 * hop)
        piece = np.zeros(min(count, end + tail) - start)
        piece[: end - start] = source[start:end] * np.bartlett(2 * hop)[: end - start]
        swept[start : start + len(piece)] += resonate(piece, centre_hz[start], bandwidth_hz)
    return swept
