"""Training windows made on the fly: mixtures, sequences and gaps, as a service will cut them.

All is done on mel powers, where sounds add, a room is a decay in time, and a loudspeaker is a gain
for each band. That is a thousand times cheaper than doing it to waveforms, so that no window is
ever seen twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import scipy.signal
from numpy.typing import NDArray

from training.sounds.captions import Clip, Source
from training.sounds.features import MEL_BANDS, WINDOW_FRAMES, Mel, band_widths_hz, decibels
from training.sounds.signals import Rng
from training.sounds.sources import SOURCE_FRAMES, Sources

LATEST_CROP = SOURCE_FRAMES - WINDOW_FRAMES
WHOLE = slice(0, WINDOW_FRAMES)
AMBIENCES = (
    "rain",
    "wind",
    "sea waves",
    "fire crackling",
    "applause",
    "crickets",
    "engine",
    "train",
    "helicopter",
    "birds chirping",
)
"""What goes on and on, so that something else may be heard in front of it or under it."""


@dataclass(frozen=True)
class Mixing:
    """Shares of the kinds of windows, and of what is done to them."""

    recorded: float = 0.14  # first sources that are real recordings, where there are any
    together: float = 0.22
    in_sequence: float = 0.14
    under_ambience: float = 0.14
    gapped: float = 0.12
    repeated: float = 0.06
    clean: float = 0.30  # of all windows: nothing done but loudness
    reverberated: float = 0.35
    equalised: float = 0.6
    narrowed: float = 0.15
    clipped: float = 0.08
    noisy: float = 0.6
    very_noisy: float = 0.15  # of the noisy ones
    coded: float = 0.4
    masked: float = 0.4  # of windows that begin with a recording


@dataclass(frozen=True)
class Window:
    """What is heard in it, and its decibels `[frames, bands]`."""

    clip: Clip
    decibels: Mel


def windows(sources: Sources, rng: Rng, mixing: Mixing) -> Iterator[Window]:
    """Endless windows; the sources come round in a new order each time."""
    order = _endless_order(sources, rng, mixing.recorded)
    while True:
        yield _window(sources, order, rng, mixing)


def _endless_order(sources: Sources, rng: Rng, recorded_share: float) -> Iterator[int]:
    """Synthesised sources in turn, among them recorded ones in a turn of their own."""
    count = len(sources.mels)
    synthesised = _endless_turns(0, count, rng)
    recorded = _endless_turns(count, len(sources.what), rng)
    share = recorded_share if len(sources.what) > count else 0.0
    while True:
        yield next(recorded if rng.uniform() < share else synthesised)


def _endless_turns(start: int, stop: int, rng: Rng) -> Iterator[int]:
    while True:
        yield from (start + rng.permutation(stop - start)).tolist()


def _window(sources: Sources, order: Iterator[int], rng: Rng, mixing: Mixing) -> Window:
    first = next(order)
    clip, power = _heard(sources, order, first, rng, mixing)
    if sources.is_recorded(first) and rng.uniform() < mixing.masked:
        power = _masked(power, rng)
    quiet = clip.parts == ("silence",)
    if rng.uniform() >= mixing.clean:
        power = _degraded(power, sources.noises, rng, mixing)
    if rng.uniform() < mixing.repeated:
        power = _repeated_and_padded(power, frames=int(rng.integers(100, WINDOW_FRAMES)))
    gain_db = rng.uniform(-4, 4) if quiet else _gain_db(rng)
    return Window(clip, decibels(power * np.float32(10 ** (gain_db / 10))))


def _gain_db(rng: Rng) -> float:
    """Mostly as loud as recordings are; one in fifteen nearly silent."""
    return float(rng.uniform(-45, -30) if rng.uniform() < 0.07 else rng.uniform(-30, 3))


def _heard(
    sources: Sources, order: Iterator[int], first: int, rng: Rng, mixing: Mixing
) -> tuple[Clip, Mel]:
    """What a window is made of, before anything happens to it."""
    kind = rng.uniform()
    for share, made in (
        (mixing.under_ambience, _under_ambience),
        (mixing.together, _two_together),
        (mixing.in_sequence, _two_in_sequence),
    ):
        if kind < share:
            return made(sources, order, first, rng)
        kind -= share
    power = _crop(sources, first, rng)
    if kind < mixing.gapped:
        power = _gapped(power, rng)
    return Clip((sources.what[first],)), power


def _two_together(sources: Sources, order: Iterator[int], first: int, rng: Rng) -> tuple[Clip, Mel]:
    second = _another(sources, order, first)
    parts: tuple[Source, ...] = (sources.what[first], sources.what[second])
    if "silence" in parts:  # a mixture with silence is the other part
        parts = tuple(part for part in parts if part != "silence")
    return Clip(parts), _mixture(sources, first, second, rng)


def _two_in_sequence(
    sources: Sources, order: Iterator[int], first: int, rng: Rng
) -> tuple[Clip, Mel]:
    second = _another(sources, order, first)
    clip = Clip((sources.what[first], sources.what[second]), in_sequence=True)
    return clip, _sequence(sources, first, second, rng)


def _under_ambience(
    sources: Sources, order: Iterator[int], first: int, rng: Rng
) -> tuple[Clip, Mel]:
    """An event 0 to 11 dB below something that goes on, whichever of the two came first."""

    def fits(front: Source, back: Source) -> bool:
        return front not in (*AMBIENCES, "silence") and back in AMBIENCES and not _is_music(front)

    one = sources.what[first]
    if one == "silence" or _is_music(one):
        return _two_together(sources, order, first, rng)
    for index in order:
        other = sources.what[index]
        if fits(one, other) or fits(other, one):
            break
    front, back = (first, index) if fits(one, other) else (index, first)
    loud, faint = _crop(sources, back, rng), _crop(sources, front, rng)
    power = loud + faint * _level(faint, loud, rng.uniform(0, 11))
    return Clip((sources.what[back], sources.what[front])), power


def _is_music(source: Source) -> bool:
    return not isinstance(source, str)


def _another(sources: Sources, order: Iterator[int], first: int) -> int:
    """A source that is something else, and music at most once."""
    for index in order:
        one, other = sources.what[first], sources.what[index]
        if one != other and (isinstance(one, str) or isinstance(other, str)):
            return index
    raise AssertionError("the order is endless")


def _crop(sources: Sources, index: int, rng: Rng, heard: slice = WHOLE) -> Mel:
    """Power in a random window of a source, chosen so that something sounds in frames `heard`."""
    mel = sources.mel(index)
    best, best_power = None, -1.0
    for _ in range(3):
        start = int(rng.integers(LATEST_CROP + 1))
        crop = _power(mel[start : start + WINDOW_FRAMES])
        within = float(crop[heard].mean())
        if heard == WHOLE or within > 0.4 * float(crop.mean()):
            return crop
        if within > best_power:
            best, best_power = crop, within
    assert best is not None
    return best


def _power(mel: NDArray[np.float16]) -> Mel:
    """From decibels, looked up: many times faster than to convert and to raise to a power."""
    return _powers()[np.ascontiguousarray(mel).view(np.uint16)]


@cache
def _powers() -> NDArray[np.float32]:
    """Of each of the 65,536 numbers of half precision, as decibels."""
    every = np.arange(2**16, dtype=np.uint16).view(np.float16).astype(np.float64)
    bounded = np.clip(np.nan_to_num(every, nan=-100.0), -100, 100)
    return (10 ** (bounded / 10)).astype(np.float32)


def _mixture(sources: Sources, first: int, second: int, rng: Rng) -> Mel:
    """Both at once, the second as loud or up to 12 dB softer, by mean power."""
    front, back = _crop(sources, first, rng), _crop(sources, second, rng)
    if sources.what[first] == "silence" or sources.what[second] == "silence":
        return front + back
    softer_db = rng.uniform(0, 12)
    return front + back * _level(back, front, softer_db)


def _level(quieter: Mel, louder: Mel, difference_db: float) -> np.float32:
    """What brings one to so many dB below the other, by power over the whole spectrum."""
    widths = band_widths_hz()
    ratio = float((louder @ widths).mean()) / max(float((quieter @ widths).mean()), 1e-9)
    return np.float32(ratio * 10 ** (-difference_db / 10))


def _sequence(sources: Sources, first: int, second: int, rng: Rng) -> Mel:
    """One, then the other, with a short fade between, each at least 1.4 s long."""
    turn = int(rng.integers(140, WINDOW_FRAMES - 140))
    before = _crop(sources, first, rng, slice(0, turn))
    after = _crop(sources, second, rng, slice(turn, WINDOW_FRAMES))
    if "silence" not in (sources.what[first], sources.what[second]):
        after = after * _level(after, before, rng.uniform(-8, 8))
    slope = np.clip((np.arange(WINDOW_FRAMES) - turn) / rng.integers(1, 40) + 0.5, 0, 1)
    rise = slope.astype(np.float32)[:, None]
    return before * (1 - rise) + after * rise


def _gapped(power: Mel, rng: Rng) -> Mel:
    """The sound begins late or ends early: 1 to 3.5 s of nothing before or after it."""
    gap = int(rng.integers(100, 350))
    cut = power.copy()
    if rng.uniform() < 0.5:
        cut[:gap] = 0
        cut[gap:] = power[: WINDOW_FRAMES - gap]
    else:
        cut[WINDOW_FRAMES - gap :] = 0
    return cut


def _repeated_and_padded(power: Mel, *, frames: int) -> Mel:
    """As the extractor does with less than a window: whole repetitions, then digital silence."""
    repeats = WINDOW_FRAMES // frames
    padded = np.zeros_like(power)
    padded[: frames * repeats] = np.tile(power[:frames], (repeats, 1))
    return padded


def _degraded(power: Mel, noises: NDArray[np.float16], rng: Rng, mixing: Mixing) -> Mel:
    if rng.uniform() < mixing.reverberated:
        power = _reverberated(power, rng)
    if rng.uniform() < mixing.equalised:
        power = power * _equaliser(rng)
    if rng.uniform() < mixing.clipped:
        power = _clipped(power, rng)
    if rng.uniform() < mixing.noisy:
        below_db = (-2, 8) if rng.uniform() < mixing.very_noisy else (8, 45)
        power = power + _noise(noises, rng, level=float(power.mean()), below_db=below_db)
    if rng.uniform() < mixing.narrowed:
        power = power * _narrow(rng)
    if rng.uniform() < mixing.coded:
        power = _coded(power, rng)
    return power


def _reverberated(power: Mel, rng: Rng) -> Mel:
    """An echo that falls by 60 dB in .3 to 1.6 s, 1 to 12 dB below the direct sound in all."""
    per_frame = 10 ** (-6 / (rng.uniform(0.3, 1.6) * 100))
    wet = 10 ** (-rng.uniform(1, 12) / 10)
    echo = scipy.signal.lfilter(
        np.array([wet * (1 - per_frame)], np.float32),
        np.array([1, -per_frame], np.float32),
        power,
        axis=0,
    )
    return power + echo.astype(np.float32)


def _equaliser(rng: Rng) -> Mel:
    """A smooth gain over the bands, up to 9 dB either way."""
    gains_db = np.interp(np.arange(MEL_BANDS), np.linspace(0, MEL_BANDS, 7), rng.uniform(-9, 9, 7))
    return (10 ** (gains_db / 10)).astype(np.float32)


def _narrow(rng: Rng) -> Mel:
    """Nothing above a band that lies between about 2.5 and 6.5 kHz: hardly anything, or zeros."""
    cut = rng.integers(80, 118)
    return np.where(np.arange(MEL_BANDS) < cut, 1, 10 ** (-rng.uniform(2, 10))).astype(np.float32)


def _clipped(power: Mel, rng: Rng) -> Mel:
    """Loud frames are held down, and what is cut off them returns as a hiss over all bands."""
    level = power.mean(axis=1, keepdims=True)
    most = np.float32(level.max() * 10 ** (-rng.uniform(3, 14) / 10))
    kept = np.minimum(1, most / np.maximum(level, np.float32(1e-12)))
    tilt = 10 ** (-np.linspace(0, rng.uniform(0.5, 2), MEL_BANDS))
    hiss = level * kept * (1 - kept) * tilt.astype(np.float32) * 10 ** (-rng.uniform(8, 22) / 10)
    return (power * kept + hiss).astype(np.float32)


def _masked(power: Mel, rng: Rng) -> Mel:
    """A few bands, or a short time, are missing (after Park et al. 2019)."""
    masked = power.copy()
    least = np.float32(1e-7 * float(power.max()))
    width = int(rng.integers(4, 20))
    start = int(rng.integers(MEL_BANDS - width))
    masked[:, start : start + width] *= np.float32(1e-3)
    length = int(rng.integers(10, 80))
    start = int(rng.integers(WINDOW_FRAMES - length))
    masked[start : start + length] = np.minimum(masked[start : start + length], least)
    return masked


def _noise(
    noises: NDArray[np.float16], rng: Rng, *, level: float, below_db: tuple[float, float]
) -> Mel:
    """Noise or voices in the background, so far below the mean power."""
    start = int(rng.integers(LATEST_CROP + 1))
    noise = _power(noises[rng.integers(len(noises)), start : start + WINDOW_FRAMES])
    return noise * np.float32(level / noise.mean() * 10 ** (-rng.uniform(*below_db) / 10))


def _coded(power: Mel, rng: Rng) -> Mel:
    """Codecs drop what the ear would not miss: what is far below the loudest band of its frame."""
    threshold = power.max(axis=1, keepdims=True) * 10 ** (-rng.uniform(35, 65) / 10)
    kept = np.float32(10 ** (-rng.uniform(0.5, 3)))
    return np.where(power < threshold, power * kept, power).astype(np.float32)
