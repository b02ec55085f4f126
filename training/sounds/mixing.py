"""Training windows made on the fly: mixtures, sequences and gaps, as a service will cut them.

All is done on mel powers, where sounds add, a room is a decay in time, and a loudspeaker is a gain
for each band. That is a thousand times cheaper than doing it to waveforms, so that no window is
ever seen twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.signal
from numpy.typing import NDArray

from training.sounds.captions import Clip
from training.sounds.features import MEL_BANDS, WINDOW_FRAMES, Mel, decibels
from training.sounds.signals import Rng
from training.sounds.sources import SOURCE_FRAMES, Sources

LATEST_CROP = SOURCE_FRAMES - WINDOW_FRAMES


@dataclass(frozen=True)
class Mixing:
    """Shares of the kinds of windows, and of what is done to them."""

    together: float = 0.30
    in_sequence: float = 0.18
    gapped: float = 0.15
    repeated: float = 0.06
    clean: float = 0.30  # of all windows: nothing done but loudness
    reverberated: float = 0.35
    equalised: float = 0.6
    narrowed: float = 0.12
    noisy: float = 0.6
    coded: float = 0.4


@dataclass(frozen=True)
class Window:
    """What is heard in it, and its decibels `[frames, bands]`."""

    clip: Clip
    decibels: Mel


def windows(sources: Sources, rng: Rng, mixing: Mixing) -> Iterator[Window]:
    """Endless windows; the sources come round in a new order each time."""
    order = _endless_order(len(sources.what), rng)
    while True:
        yield _window(sources, order, rng, mixing)


def _endless_order(count: int, rng: Rng) -> Iterator[int]:
    while True:
        yield from rng.permutation(count).tolist()


def _window(sources: Sources, order: Iterator[int], rng: Rng, mixing: Mixing) -> Window:
    first = next(order)
    kind = rng.uniform()
    if kind < mixing.together + mixing.in_sequence:
        second = _another(sources, order, first)
        in_sequence = kind >= mixing.together
        join = _sequence if in_sequence else _mixture
        clip = Clip((sources.what[first], sources.what[second]), in_sequence=in_sequence)
        if not in_sequence and "silence" in clip.parts:  # a mixture with silence is the other part
            clip = Clip(tuple(part for part in clip.parts if part != "silence"))
        power = join(sources, first, second, rng)
    else:
        clip, power = Clip((sources.what[first],)), _crop(sources, first, rng)
        if kind < mixing.together + mixing.in_sequence + mixing.gapped:
            power = _gapped(power, rng)
    quiet = clip.parts == ("silence",)
    if rng.uniform() >= mixing.clean:
        power = _degraded(power, sources.noises, rng, mixing)
    if rng.uniform() < mixing.repeated:
        power = _repeated_and_padded(power, frames=int(rng.integers(100, WINDOW_FRAMES)))
    gain_db = rng.uniform(-4, 4) if quiet else rng.uniform(-30, 3)
    return Window(clip, decibels(power * np.float32(10 ** (gain_db / 10))))


def _another(sources: Sources, order: Iterator[int], first: int) -> int:
    """A source that is something else, and music at most once."""
    for index in order:
        one, other = sources.what[first], sources.what[index]
        if one != other and (isinstance(one, str) or isinstance(other, str)):
            return index
    raise AssertionError("the order is endless")


def _crop(sources: Sources, index: int, rng: Rng, heard: slice = slice(0, WINDOW_FRAMES)) -> Mel:
    """Power in a random window of a source, chosen so that something sounds in frames `heard`."""
    best, best_power = None, -1.0
    mels = sources.mels[index]
    for _ in range(3):
        start = int(rng.integers(LATEST_CROP + 1))
        crop = np.power(10.0, mels[start : start + WINDOW_FRAMES].astype(np.float32) / 10)
        within = float(crop[heard].mean())
        if within > 0.4 * float(crop.mean()):
            return crop.astype(np.float32)
        if within > best_power:
            best, best_power = crop.astype(np.float32), within
    assert best is not None
    return best


def _mixture(sources: Sources, first: int, second: int, rng: Rng) -> Mel:
    """Both at once, the second as loud or up to 12 dB softer, by mean power."""
    front, back = _crop(sources, first, rng), _crop(sources, second, rng)
    if sources.what[first] == "silence" or sources.what[second] == "silence":
        return front + back
    softer_db = rng.uniform(0, 12)
    return front + back * _level(back, front, softer_db)


def _level(quieter: Mel, louder: Mel, difference_db: float) -> np.float32:
    ratio = float(louder.mean()) / max(float(quieter.mean()), 1e-12)
    return np.float32(ratio * 10 ** (-difference_db / 10))


def _sequence(sources: Sources, first: int, second: int, rng: Rng) -> Mel:
    """One, then the other, with a short fade between, each at least 1.4 s long."""
    turn = int(rng.integers(140, WINDOW_FRAMES - 140))
    before = _crop(sources, first, rng, slice(0, turn))
    after = _crop(sources, second, rng, slice(turn, WINDOW_FRAMES))
    if "silence" not in (sources.what[first], sources.what[second]):
        after = after * _level(after, before, rng.uniform(-8, 8))
    rise = np.clip((np.arange(WINDOW_FRAMES) - turn) / rng.integers(1, 40) + 0.5, 0, 1)
    rise = rise.astype(np.float32)[:, None]
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
    if rng.uniform() < mixing.noisy:
        power = power + _noise(noises, rng, level=float(power.mean()))
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
    """Nothing above a band that lies between about 2.5 and 6.5 kHz."""
    cut = rng.integers(80, 118)
    return np.where(np.arange(MEL_BANDS) < cut, 1, 10 ** (-rng.uniform(2, 7))).astype(np.float32)


def _noise(noises: NDArray[np.float16], rng: Rng, *, level: float) -> Mel:
    """Recorded noise 8 to 45 dB below the mean power."""
    start = int(rng.integers(LATEST_CROP + 1))
    chosen = noises[rng.integers(len(noises)), start : start + WINDOW_FRAMES].astype(np.float32)
    noise = np.power(10.0, chosen / 10).astype(np.float32)
    return noise * np.float32(level / noise.mean() * 10 ** (-rng.uniform(8, 45) / 10))


def _coded(power: Mel, rng: Rng) -> Mel:
    """Codecs drop what the ear would not miss: what is far below the loudest band of its frame."""
    threshold = power.max(axis=1, keepdims=True) * 10 ** (-rng.uniform(35, 65) / 10)
    kept = np.float32(10 ** (-rng.uniform(0.5, 3)))
    return np.where(power < threshold, power * kept, power).astype(np.float32)
