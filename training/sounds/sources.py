"""Single sounds to train from: rendered once, kept as spectrograms, mixed anew for every batch."""

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from momentsearch_server.encoders.torchaudio_cpu import ensure_importable
from training.sounds import vocabulary
from training.sounds.captions import Source
from training.sounds.degradations import at_another_speed, coded, reverberated
from training.sounds.features import HOP, MEL_BANDS, decibels, mel_power
from training.sounds.signals import SAMPLE_RATE_HZ, Rng, Signal, band, noise, tilted
from training.sounds.synthesis import Music, sample_music, synthesise_event, synthesise_music

SOURCE_SECONDS = 8.0
"""Longer than a window, so that a window may be cut from anywhere in it."""
SOURCE_FRAMES = int(SOURCE_SECONDS * SAMPLE_RATE_HZ) // HOP + 1
MUSIC_SHARE = 0.42
NOISES = 96


@dataclass(frozen=True)
class Sources:
    """What was rendered. `mels` is float16 `[count, frames, bands]` in dB, on disk."""

    what: list[Source]
    mels: NDArray[np.float16]
    noises: NDArray[np.float16]


def describe(rng: Rng) -> Source:
    """What the next source is: music, or an event, all alike often."""
    if rng.uniform() < MUSIC_SHARE:
        return sample_music(rng)
    return str(rng.choice(list(vocabulary.EVENTS)))


def synthesise(source: Source, rng: Rng, *, duration_seconds: float) -> Signal:
    """The source as sound."""
    if isinstance(source, Music):
        return synthesise_music(source, rng, duration_seconds=duration_seconds)
    return synthesise_event(source, rng, duration_seconds=duration_seconds)


def _render(seed: int, index: int) -> NDArray[np.float16]:
    """One source as decibels; some of them played faster, in a room or through a codec."""
    rng = np.random.default_rng([seed, index])
    source = describe(rng)
    sound = synthesise(source, rng, duration_seconds=SOURCE_SECONDS)
    for change, share in ((at_another_speed, 0.4), (reverberated, 0.2), (coded, 0.25)):
        if rng.uniform() < share:
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


def _render_block(seed: int, start: int, stop: int) -> NDArray[np.float16]:
    torch.set_num_threads(1)
    return np.stack([_render(seed, index) for index in range(start, stop)])


def load_or_render(folder: Path, *, seed: int, count: int, processes: int = 1) -> Sources:
    """The first `count` sources of `seed`, from `folder` or rendered into it.

    A source depends on the seed and its own number alone, so that neither the number of processes
    nor `count` changes any of them.
    """
    path = folder / f"sources-{seed}-{count}.npy"
    done = path.with_suffix(".json")
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _render_all(path, seed=seed, count=count, processes=processes)
        done.write_text(json.dumps({"seed": seed, "count": count}))
    what = [describe(np.random.default_rng([seed, index])) for index in range(count)]
    noises = np.stack([_render_noise(seed, index) for index in range(NOISES)])
    return Sources(what=what, mels=np.load(path, mmap_mode="r"), noises=noises)


def _render_all(path: Path, *, seed: int, count: int, processes: int, block: int = 100) -> None:
    shape = (count, SOURCE_FRAMES, MEL_BANDS)
    mels = np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=shape)
    starts = range(0, count, block)
    # Fresh processes, because forking one in which torch has started threads may hang.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, fresh, initializer=ensure_importable) as pool:
        jobs = [pool.submit(_render_block, seed, s, min(s + block, count)) for s in starts]
        for start, job in zip(starts, jobs, strict=True):
            mels[start : start + block] = job.result()
    mels.flush()
