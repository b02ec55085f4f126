"""Building blocks of synthesised sound: noise, tones, envelopes, grains.

Every signal is `[n]`, mono, 48 kHz: float32, but for `wander` and what it has been multiplied with,
which are float64 until `unit_peak` makes float32 of them. Everything random comes from the
generator that is handed in, so that a seed fixes a sound to the sample.
"""

from collections.abc import Callable, Sequence

import numpy as np
import scipy.fft
import scipy.signal
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 48_000

Signal = NDArray[np.floating]
Rng = np.random.Generator
Response = Callable[[NDArray[np.float32]], NDArray[np.floating]]
"""Gain of a filter at each frequency in Hz."""


def samples(seconds: float) -> int:
    """Number of samples, at least one."""
    return max(1, round(seconds * SAMPLE_RATE_HZ))


def clock(count: int) -> Signal:
    """Seconds since the start, for each sample."""
    return np.arange(count, dtype=np.float32) / np.float32(SAMPLE_RATE_HZ)


def noise(rng: Rng, count: int, response: Response | None = None) -> Signal:
    """Gaussian noise of unit RMS, white or with the gain `response` over frequency."""
    if response is None:
        return rng.standard_normal(count, dtype=np.float32)
    length = scipy.fft.next_fast_len(count, real=True)
    bins = np.fft.rfftfreq(length, 1 / SAMPLE_RATE_HZ).astype(np.float32)
    parts = rng.standard_normal((2, len(bins)), dtype=np.float32)
    spectrum = (parts[0] + 1j * parts[1]) * response(bins)
    shaped = scipy.fft.irfft(spectrum.astype(np.complex64), length)[:count]
    return unit_rms(shaped)


def band(low_hz: float, high_hz: float, *, steepness: float = 2.0) -> Response:
    """A smooth band pass; the gain falls by `6 * steepness` dB for each octave outside."""

    def gain(hz: NDArray[np.float32]) -> NDArray[np.float32]:
        safe = np.maximum(hz, 1.0)
        lower = 1 / (1 + (low_hz / safe) ** (2 * steepness))
        upper = 1 / (1 + (safe / high_hz) ** (2 * steepness))
        return np.sqrt(lower * upper).astype(np.float32)

    return gain


def tilted(response: Response, *, db_per_octave: float) -> Response:
    """`response` with a slope, 0 dB at 1 kHz."""

    def gain(hz: NDArray[np.float32]) -> NDArray[np.float32]:
        octaves = np.log2(np.maximum(hz, 20.0) / 1_000)
        tilt = 10 ** (db_per_octave * octaves / 20)
        return (response(hz) * tilt).astype(np.float32)

    return gain


def filtered(signal: Signal, response: Response) -> Signal:
    """`signal` through a zero-phase filter. Wraps round at the ends: fade short signals."""
    length = scipy.fft.next_fast_len(len(signal), real=True)
    bins = np.fft.rfftfreq(length, 1 / SAMPLE_RATE_HZ).astype(np.float32)
    spectrum = scipy.fft.rfft(signal, length) * response(bins)
    return scipy.fft.irfft(spectrum, length)[: len(signal)].astype(np.float32)


def formants(centres_hz: Sequence[float], widths_hz: Sequence[float], floor: float) -> Response:
    """Resonances as of a throat or a wooden body, over a constant `floor`."""

    def gain(hz: NDArray[np.float32]) -> NDArray[np.float32]:
        total = np.full_like(hz, floor)
        for centre, width in zip(centres_hz, widths_hz, strict=True):
            total += 1 / (1 + ((hz - centre) / width) ** 2)
        return total

    return gain


def wander(rng: Rng, count: int, *, rate_hz: float, low: float, high: float) -> Signal:
    """A smooth random curve in [low, high] that turns about `rate_hz` times a second."""
    points = max(4, int(count / SAMPLE_RATE_HZ * rate_hz) + 3)
    values = rng.uniform(low, high, points).astype(np.float32)
    where = np.linspace(0, points - 1.001, count, dtype=np.float32)
    index = where.astype(np.int32)
    fraction = where - index
    eased = fraction * fraction * (3 - 2 * fraction)
    return values[index] * (1 - eased) + values[index + 1] * eased


def wave(
    frequency_hz: float | Signal, count: int, harmonics: Sequence[float], *, phase: float = 0.0
) -> Signal:
    """A periodic tone with the given amplitudes of harmonics; those past 16 kHz are left out.

    Read from a single-cycle table, which costs the same for one harmonic as for forty.
    """
    highest_hz = float(np.max(frequency_hz))
    usable = [a for k, a in enumerate(harmonics, 1) if k * highest_hz < 16_000] or [harmonics[0]]
    table = _cycle(usable)
    step = np.full(count, frequency_hz) if np.isscalar(frequency_hz) else np.asarray(frequency_hz)
    turns = np.cumsum(step, dtype=np.float64) / SAMPLE_RATE_HZ + phase
    return table[(turns * len(table)).astype(np.int64) & (len(table) - 1)]


def _cycle(harmonics: Sequence[float], size: int = 4096) -> Signal:
    spectrum = np.zeros(size // 2 + 1, dtype=np.complex64)
    spectrum[1 : len(harmonics) + 1] = -1j * np.asarray(harmonics) * size / 2
    return np.fft.irfft(spectrum, size).astype(np.float32)


def sawtooth(count: int = 30, *, power: float = 1.0) -> list[float]:
    """Amplitudes of `count` harmonics that fall as `k ** -power`."""
    return [k**-power for k in range(1, count + 1)]


def odd(count: int = 30, *, power: float = 1.0) -> list[float]:
    """As `sawtooth`, with the odd harmonics only: hollow, as a square wave or a reed."""
    return [k**-power if k % 2 else 0.0 for k in range(1, count + 1)]


def glide(values: Sequence[float], count: int, times: Sequence[float] | None = None) -> Signal:
    """Straight lines through `values`, evenly spaced or at `times` in [0, 1]."""
    places = np.linspace(0, 1, len(values)) if times is None else np.asarray(times)
    return np.interp(np.linspace(0, 1, count), places, values).astype(np.float32)


def decay(count: int, *, attack_seconds: float, decay_seconds: float) -> Signal:
    """A linear rise, then an exponential fall to 1/e in each `decay_seconds`."""
    seconds = clock(count)
    rise = np.minimum(seconds / max(attack_seconds, 1e-5), 1)
    fall = np.exp(-np.maximum(seconds - attack_seconds, 0) / decay_seconds)
    return (rise * fall).astype(np.float32)


def swell(count: int, *, attack: float, release: float) -> Signal:
    """Raised-cosine rise over the first `attack` and fall over the last `release` (fractions)."""
    places = np.linspace(0, 1, count, dtype=np.float32)
    rise = np.clip(places / max(attack, 1e-4), 0, 1)
    fall = np.clip((1 - places) / max(release, 1e-4), 0, 1)
    return np.sin(rise * np.pi / 2) ** 2 * np.sin(fall * np.pi / 2) ** 2


def place(
    count: int, starts: Sequence[int] | NDArray[np.int64], grains: Sequence[Signal]
) -> Signal:
    """The sum of `grains`, each from its own start; what lies past the end is cut."""
    total = np.zeros(count, dtype=np.float32)
    for start, grain in zip(starts, grains, strict=True):
        if 0 <= start < count:
            end = min(count, int(start) + len(grain))
            total[start:end] += grain[: end - int(start)]
    return total


def onsets(
    rng: Rng, count: int, *, gap_seconds: tuple[float, float], first_seconds: float = 0.25
) -> NDArray[np.int64]:
    """Starts of repetitions with random gaps, the first within `first_seconds` of the start."""
    seconds = count / SAMPLE_RATE_HZ
    many = int(seconds / gap_seconds[0]) + 2
    gaps = rng.uniform(*gap_seconds, many)
    gaps[0] = rng.uniform(0, min(first_seconds, seconds / 4))
    starts = np.cumsum(gaps)
    return (starts[starts < seconds] * SAMPLE_RATE_HZ).astype(np.int64)


def beat(rng: Rng, count: int, *, period_seconds: float, jitter: float = 0.0) -> NDArray[np.int64]:
    """Starts of regular repetitions; `jitter` is the standard deviation as part of the period."""
    many = int(count / SAMPLE_RATE_HZ / period_seconds) + 2
    ideal = (np.arange(many) + rng.uniform(0, 0.3)) * period_seconds
    moved = ideal + rng.normal(0, 1, many) * jitter * period_seconds
    starts = np.sort((np.maximum(moved, 0) * SAMPLE_RATE_HZ).astype(np.int64))
    return starts[starts < count]


def scatter(rng: Rng, count: int, grain: Signal, *, rate_hz: float, spread: float = 0.8) -> Signal:
    """`grain` at random instants, `rate_hz` a second, with log-normal loudness."""
    number = max(1, int(rng.poisson(rate_hz * count / SAMPLE_RATE_HZ)))
    impulses = np.zeros(count, dtype=np.float32)
    strengths = rng.lognormal(0, spread, number) * rng.choice([-1, 1], number)
    np.add.at(impulses, rng.integers(0, count, number), strengths.astype(np.float32))
    return scipy.signal.oaconvolve(impulses, grain)[:count].astype(np.float32)


def burst(rng: Rng, seconds: float, response: Response, *, decay_seconds: float) -> Signal:
    """A short noise that starts at once and dies away: a click, a clap, a crack."""
    count = samples(seconds)
    return noise(rng, count, response) * decay(
        count, attack_seconds=0.0005, decay_seconds=decay_seconds
    )


def ring(partials_hz: Sequence[float], decays_seconds: Sequence[float], seconds: float) -> Signal:
    """Struck resonances, each with its own decay, the first ones loudest."""
    count = samples(seconds)
    time = clock(count)
    total = np.zeros(count, dtype=np.float32)
    for rank, (hz, fall) in enumerate(zip(partials_hz, decays_seconds, strict=True)):
        total += np.sin(2 * np.pi * hz * time) * np.exp(-time / fall) / (1 + 0.35 * rank)
    return total * np.minimum(time / 0.001, 1)


def echoed(rng: Rng, signal: Signal, *, seconds: float, wet: float) -> Signal:
    """`signal` in a room whose echo falls by 60 dB in `seconds`."""
    count = samples(seconds)
    tail = noise(rng, count, band(150, 6_000, steepness=1)) * 10 ** (-3 * clock(count) / seconds)
    tail *= wet / np.sqrt(np.sum(tail**2))
    tail[0] += 1
    return scipy.signal.oaconvolve(signal, tail)[: len(signal)].astype(np.float32)


def unit_rms(signal: Signal) -> Signal:
    """Scaled to RMS 1; digital silence stays as it is."""
    rms = float(np.sqrt(np.mean(np.square(signal))))
    return (signal / rms).astype(np.float32) if rms > 0 else signal.astype(np.float32)


def unit_peak(signal: Signal, peak: float = 1.0) -> Signal:
    """Scaled so that the largest magnitude is `peak`; digital silence stays as it is."""
    largest = float(np.max(np.abs(signal)))
    return (signal * (peak / largest)).astype(np.float32) if largest > 0 else signal
