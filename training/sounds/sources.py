"""Single sounds to train from: rendered once, kept as spectrograms, mixed anew for every batch."""

import hashlib
import json
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable
from training.sounds import recordings, vocabulary
from training.sounds.captions import Source
from training.sounds.degradations import (
    at_a_low_rate,
    at_another_speed,
    clipped,
    coded,
    distant,
    equalised,
    reverberated,
)
from training.sounds.features import HOP, MEL_BANDS, decibels, mel_power
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, band, noise, tilted
from training.sounds.synthesis import Music, sample_music, synthesise_event, synthesise_music

SOURCE_SECONDS = 8.0
"""Longer than a window, so that a window may be cut from anywhere in it."""
SOURCE_FRAMES = int(SOURCE_SECONDS * SAMPLE_RATE_HZ) // HOP + 1
MUSIC_SHARE = 0.45
NOISES = 96
VOICES = 32
VARIATIONS = 12
"""How many different sources are made of each recording."""
CHANGES = (
    (at_another_speed, 0.4),
    (equalised, 0.15),
    (reverberated, 0.2),
    (distant, 0.06),
    (clipped, 0.06),
    (at_a_low_rate, 0.06),
    (coded, 0.12),
)
"""What is done to a share of the sources that cannot be done to their spectrograms later."""
SPEED_SHARE_OF_MUSIC = 0.12
"""Few, because another speed is another key, by up to a semitone and a third."""
_BLOCK = 100  # sources rendered by one task of the pool


def _no_mels() -> NDArray[np.float16]:
    return np.empty((0, SOURCE_FRAMES, MEL_BANDS), np.float16)


@dataclass(frozen=True)
class Recipe:
    """The first `count` sources of a seed, `music_share` of them music.

    They are made in the first `ways` sets of ways: 1, 2 with the newer ones, 3 with the newest, 4
    with the fourth.
    """

    seed: int
    count: int
    ways: int = 1
    music_share: float = MUSIC_SHARE


@dataclass(frozen=True)
class Sources:
    """What was synthesised, and after it what was made of recordings, which may be none.

    `mels` is float16 `[count, frames, bands]` in dB, on disk; `what` has one entry for each, and
    one for each of `recorded_mels`.
    """

    what: list[Source]
    mels: NDArray[np.float16]
    noises: NDArray[np.float16]
    recorded_mels: NDArray[np.float16] = field(default_factory=_no_mels)

    def mel(self, index: int) -> NDArray[np.float16]:
        """float16 `[frames, bands]` of one source."""
        synthesised = len(self.mels)
        if index < synthesised:
            return self.mels[index]
        return self.recorded_mels[index - synthesised]

    def is_recorded(self, index: int) -> bool:
        """Whether it was made of a recording."""
        return index >= len(self.mels)


def describe(rng: Rng, *, music_share: float = MUSIC_SHARE) -> Source:
    """What the next source is: music, or an event, all alike often."""
    if rng.uniform() < music_share:
        return sample_music(rng)
    return str(rng.choice(list(vocabulary.EVENTS)))


def synthesise(source: Source, rng: Rng, *, duration_seconds: float, ways: int = 1) -> Signal:
    """The source as sound, in one of the first `ways` sets of ways."""
    if isinstance(source, Music):
        return synthesise_music(source, rng, duration_seconds=duration_seconds, ways=ways)
    return synthesise_event(source, rng, duration_seconds=duration_seconds, ways=ways)


def _render(recipe: Recipe, index: int) -> NDArray[np.float16]:
    """One source as decibels; some of them played faster, in a room or through a codec."""
    rng = np.random.default_rng([recipe.seed, index])
    source = describe(rng, music_share=recipe.music_share)
    sound = synthesise(source, rng, duration_seconds=SOURCE_SECONDS, ways=recipe.ways)
    for change, share in CHANGES:
        retuned = change is at_another_speed and isinstance(source, Music)
        if rng.uniform() < (SPEED_SHARE_OF_MUSIC if retuned else share):
            sound = change(sound, rng)
    return decibels(mel_power(sound)).astype(np.float16)


def _render_noise(seed: int, index: int) -> NDArray[np.float16]:
    """Background noise at full scale, from white to brown, with a hum in some."""
    rng = np.random.default_rng([seed, 1_000_000_000, index])
    count = int(SOURCE_SECONDS * SAMPLE_RATE_HZ)
    hiss = noise(rng, count, tilted(band(20, 20_000), db_per_octave=rng.uniform(-7, 1)))
    if rng.uniform() < 0.3:
        hum_hz = rng.choice([50, 60])
        hiss = hiss + noise(rng, count, band(hum_hz * 0.99, hum_hz * 3.01, steepness=4))
    return decibels(mel_power(hiss)).astype(np.float16)


def _render_voices(seed: int, index: int) -> NDArray[np.float16]:
    """People who talk at once, for a background; noise where nobody has taught them to."""
    try:
        from training.sounds.babble import babble
    except ImportError:
        return _render_noise(seed, NOISES + index)
    rng = np.random.default_rng([seed, 1_000_000_001, index])
    count = int(SOURCE_SECONDS * SAMPLE_RATE_HZ)
    return decibels(mel_power(babble(rng, count, int(rng.integers(3, 9))))).astype(np.float16)


def _render_block(recipe: Recipe, start: int) -> NDArray[np.float16]:
    torch.set_num_threads(1)
    stop = min(start + _BLOCK, recipe.count)
    return np.stack([_render(recipe, index) for index in range(start, stop)])


def load_or_render(
    folder: Path,
    recipe: Recipe,
    *,
    processes: int = 1,
    recorded: Sequence[recordings.Recording] = (),
) -> Sources:
    """The sources of `recipe`, from `folder` or rendered into it, and `recorded` ones.

    A source depends on the recipe's seed and shares and its own number alone, so that neither the
    number of processes nor `count` changes any of them. What was rendered by other code is
    rendered anew.
    """
    path = folder / f"sources-{recipe.seed}-{recipe.count}.npy"
    done = path.with_suffix(".json")
    made_by = json.dumps({**asdict(recipe), "code": _code_digest()})
    if not done.exists() or done.read_text() != made_by:
        folder.mkdir(parents=True, exist_ok=True)
        _render_all(path, recipe, processes=processes)
        done.write_text(made_by)
    what = [
        describe(np.random.default_rng([recipe.seed, index]), music_share=recipe.music_share)
        for index in range(recipe.count)
    ]
    noises = [_render_noise(recipe.seed, index) for index in range(NOISES)]
    noises += [_render_voices(recipe.seed, index) for index in range(VOICES)]
    return Sources(
        what=what + [one.event for one in recorded for _ in range(VARIATIONS)],
        mels=np.load(path, mmap_mode="r"),
        noises=np.stack(noises),
        recorded_mels=render_recordings(recorded, seed=recipe.seed, processes=processes),
    )


def render_recordings(
    recorded: Sequence[recordings.Recording], *, seed: int, processes: int = 1
) -> NDArray[np.float16]:
    """`VARIATIONS` of each recording, as decibels."""
    if not recorded:
        return _no_mels()
    with _pool(processes) as pool:
        varied = pool.map(_variations, recorded, range(len(recorded)), [seed] * len(recorded))
        return np.concatenate([*varied])


def _variations(recording: recordings.Recording, number: int, seed: int) -> NDArray[np.float16]:
    torch.set_num_threads(1)
    sound = recordings.load(recording)
    mels = []
    for variation in range(VARIATIONS):
        rng = np.random.default_rng([seed, 1_000_000_002, number, variation])
        varied = recordings.varied(sound, rng, duration_seconds=SOURCE_SECONDS)
        mels.append(decibels(mel_power(varied)).astype(np.float16))
    return np.stack(mels)


def _code_digest() -> str:
    """Of all modules that decide what a source sounds like."""
    here = Path(__file__).parent
    names = ("signals", "synthesis", "music", "degradations", "features", "sources", "vocabulary")
    files = [here / f"{name}.py" for name in names]
    files += sorted([*(here / "events").glob("*.py"), *(here / "instruments").glob("*.py")])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _render_all(path: Path, recipe: Recipe, *, processes: int) -> None:
    shape = (recipe.count, SOURCE_FRAMES, MEL_BANDS)
    mels = np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=shape)
    starts = range(0, recipe.count, _BLOCK)
    with _pool(processes) as pool:
        jobs = [pool.submit(_render_block, recipe, start) for start in starts]
        for start, job in zip(starts, jobs, strict=True):
            mels[start : start + _BLOCK] = job.result()
    mels.flush()


def _pool(processes: int) -> ProcessPoolExecutor:
    """Of fresh processes, because forking one in which torch has started threads may hang."""
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, fresh, initializer=ensure_importable)
