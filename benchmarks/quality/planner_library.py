"""A large library that is made up of a small one: real encoder vectors, copied with differences.

Scenes are drawn and sounds synthesised as for training (from seeds of their own) and encoded a few
times each, at different instants. A media is a row of shots; a shot is one scene as this media
shows it: mixed with another scene, shifted by what the whole media has in common, and a little
different in each sample. Few scenes are frequent and most are rare, as things are.

Everything is committed as ingestion commits it: timelines, rows in Milvus and the catalog.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import MediaFacts, NewMedia
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.space import Modality, Space
from training.pictures.captions import captions
from training.pictures.dataset import Recipe, framed_at
from training.pictures.degrade import degrade
from training.sounds.captions import Clip, caption
from training.sounds.signals import SAMPLE_RATE_HZ
from training.sounds.synthesis import sample_music, synthesise_event, synthesise_music
from training.sounds.vocabulary import EVENTS

Vectors = NDArray[np.float32]

COLLECTION = "default"
# Instants of a scene that are encoded; samples of a shot lie between them.
INSTANTS = 3
PICTURE_SCENES = 1_200
SOUND_SCENES = 400
# Popularity of the scene of rank r is 1 / (r + this).
POPULARITY_OFFSET = 20
SCENES_PER_MEDIA = 12

SECONDS_MEDIAN, SECONDS_SPREAD = 180.0, 1.3
SECONDS_RANGE = (20.0, 4 * 3600.0)
SHOT_SECONDS = {Modality.PICTURE: 6.0, Modality.SOUND: 15.0}
# Sampling as the server's settings have it by default, in microseconds.
STEP_US = {Modality.PICTURE: 1_000_000, Modality.SOUND: 2_500_000}
LENGTH_US = {Modality.PICTURE: 1_000_000, Modality.SOUND: 5_000_000}
# Shares of media that have no picture, and of the others that have no sound.
WITHOUT = {Modality.PICTURE: 0.1, Modality.SOUND: 0.2}

# How copies differ: up to so much of another scene, and norms of what is added.
MOST_MIXED = 0.6
MEDIA_SHIFT = 0.2
SAMPLE_NOISE = 0.1
# Labels by which a part of the library is chosen: each value has one media in so many.
LABELS = {"half": 2, "tenth": 10, "fiftieth": 50}


@dataclass(frozen=True)
class Scenes:
    """What one space is made of. ``vectors`` float32 ``[scenes, INSTANTS, dim]`` unit norm;
    ``texts[i]`` describes scene ``i``."""

    space: Space
    vectors: Vectors
    texts: Sequence[str]


def picture_scenes(encoder: Encoder, *, count: int, seed: int) -> Scenes:
    """Drawn scenes at instants one second apart, each degraded as real pictures are."""
    recipe = Recipe(seed=seed, mixed=count - count // 4, single=count // 4)
    vectors, texts = [], []
    for index in range(count):
        framed, rng = framed_at(recipe, index)
        drawn = [degrade(framed.squeezed(float(second)), rng) for second in range(INSTANTS)]
        vectors.append(encoder.encode_samples(drawn))
        texts.append(captions(framed.scene, rng, 1)[0].text)
    return Scenes(encoder.space, np.stack(vectors), texts)


def sound_scenes(encoder: Encoder, *, count: int, seed: int) -> Scenes:
    """Events and pieces of music, in windows that overlap by half."""
    window, hop = (
        SAMPLE_RATE_HZ * us // 1_000_000
        for us in (LENGTH_US[Modality.SOUND], STEP_US[Modality.SOUND])
    )
    seconds = (window + hop * (INSTANTS - 1)) / SAMPLE_RATE_HZ
    vectors, texts = [], []
    for index in range(count):
        rng = np.random.default_rng((seed, index))
        if index % 2:
            name = [*EVENTS][index // 2 % len(EVENTS)]
            clip, sound = Clip((name,)), synthesise_event(name, rng, duration_seconds=seconds)
        else:
            music = sample_music(rng)
            clip = Clip((music,))
            sound = synthesise_music(music, rng, duration_seconds=seconds)
        windows = [sound[hop * k : hop * k + window] for k in range(INSTANTS)]
        vectors.append(encoder.encode_samples(windows))
        texts.append(caption(clip, rng).text)
    return Scenes(encoder.space, np.stack(vectors), texts)


def made_up_library(
    folder: Path,
    encoders: Mapping[Modality, Encoder],
    *,
    sample_count: int,
    scene_share: float,
    seed: int,
    index_uri: str | None = None,
) -> tuple[Library, Mapping[Modality, Scenes], dict[str, float]]:
    """An open library in ``folder``, the one that is there already if there is one; what it is made
    of; and the seconds that committing took. ``index_uri``: as for ``Library.open``."""
    scenes = _kept_scenes(folder / "scenes.npz", encoders, scene_share, seed)
    library, _ = Library.open(folder / "library", index_uri=index_uri)
    for encoder in encoders.values():
        library.register_space(encoder.space)
    figures = folder / "made.json"
    if not figures.exists():
        spaces = {kind: found.space for kind, found in scenes.items()}
        made, spent = made_up_media(scenes, sample_count=sample_count, seed=seed + 2), 0.0
        for number, media in enumerate(made):
            began = time.monotonic()
            commit(library, media, spaces, number)
            spent += time.monotonic() - began
        figures.write_text(json.dumps({"commit_seconds": round(spent, 1)}))
    return library, scenes, json.loads(figures.read_text())


def _kept_scenes(
    path: Path, encoders: Mapping[Modality, Encoder], share: float, seed: int
) -> Mapping[Modality, Scenes]:
    if not path.exists():
        pictures, sounds = encoders[Modality.PICTURE], encoders[Modality.SOUND]
        made = {
            Modality.PICTURE: picture_scenes(
                pictures, count=round(PICTURE_SCENES * share), seed=seed
            ),
            Modality.SOUND: sound_scenes(sounds, count=round(SOUND_SCENES * share), seed=seed + 1),
        }
        arrays: dict[str, NDArray[Any]] = {
            kind.value: found.vectors for kind, found in made.items()
        }
        arrays |= {f"{kind.value}_texts": np.array(found.texts) for kind, found in made.items()}
        np.savez(path, allow_pickle=False, **arrays)
    kept = np.load(path)
    return {
        kind: Scenes(
            encoder.space, kept[kind.value], [str(text) for text in kept[f"{kind.value}_texts"]]
        )
        for kind, encoder in encoders.items()
    }


@dataclass(frozen=True)
class MadeUp:
    """One media's samples: float16 ``[n, dim]`` by modality, at STEP_US from each other."""

    duration_us: int
    vectors: Mapping[Modality, NDArray[np.float16]]


def made_up_media(
    scenes: Mapping[Modality, Scenes], *, sample_count: int, seed: int
) -> Iterator[MadeUp]:
    """Media until there are ``sample_count`` samples in all."""
    left, number = sample_count, 0
    while left > 0:
        rng = np.random.default_rng((seed, number))
        media = _media(scenes, rng)
        number += 1
        left -= sum(len(vectors) for vectors in media.vectors.values())
        yield media


def _media(scenes: Mapping[Modality, Scenes], rng: np.random.Generator) -> MadeUp:
    seconds = np.clip(SECONDS_MEDIAN * rng.lognormal(sigma=SECONDS_SPREAD), *SECONDS_RANGE)
    left_out = next((kind for kind in scenes if rng.random() < WITHOUT[kind]), None)
    duration_us = round(seconds * 1_000_000)
    return MadeUp(
        duration_us,
        {
            kind: _samples(scenes[kind], kind, max(1, duration_us // STEP_US[kind]), rng)
            for kind in scenes
            if kind is not left_out
        },
    )


def _samples(
    scenes: Scenes, kind: Modality, count: int, rng: np.random.Generator
) -> NDArray[np.float16]:
    shown = _chosen(len(scenes.vectors), SCENES_PER_MEDIA, rng)
    shift = _noise((scenes.space.dim,), MEDIA_SHIFT, rng)
    shots, made = [], 0
    while made < count:
        length = 1 + rng.geometric(STEP_US[kind] / 1e6 / SHOT_SECONDS[kind])
        shots.append(_shot(scenes.vectors, shown, min(length, count - made), rng))
        made += len(shots[-1])
    samples = np.concatenate(shots) + shift
    samples += _noise(samples.shape, SAMPLE_NOISE, rng)
    return _unit(samples).astype(np.float16)


def _shot(
    vectors: Vectors, shown: NDArray[np.intp], length: int, rng: np.random.Generator
) -> Vectors:
    """One scene, mixed with another one of the whole world, from its first instant to its last."""
    scene, share = vectors[rng.choice(shown)], MOST_MIXED * rng.random()
    mixed = _unit((1 - share) * scene + share * vectors[rng.integers(len(vectors))])
    place = np.linspace(0, INSTANTS - 1, length)
    before = np.minimum(place.astype(np.intp), INSTANTS - 2)
    after = (place - before)[:, np.newaxis]
    between: Vectors = _unit((1 - after) * mixed[before] + after * mixed[before + 1])
    return between


def _chosen(count: int, wanted: int, rng: np.random.Generator) -> NDArray[np.intp]:
    weights = 1 / (np.arange(count) + POPULARITY_OFFSET)
    return rng.choice(count, size=wanted, p=weights / weights.sum())


def _noise(shape: tuple[int, ...], norm: float, rng: np.random.Generator) -> Vectors:
    """Of about this norm, in all directions alike."""
    return (rng.standard_normal(shape) * norm / np.sqrt(shape[-1])).astype(np.float32)


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return unit.astype(np.float32)


def commit(library: Library, media: MadeUp, spaces: Mapping[Modality, Space], number: int) -> str:
    """As ingestion ends: the media queued, claimed and committed with its timelines."""
    new = NewMedia(
        collection=COLLECTION,
        title=f"made up {number}",
        source=f"{number}.mp4",
        path=f"/made-up/{number}.mp4",
        owns_bytes=False,
        size_bytes=1,
        content_sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        labels={name: str(number % count) for name, count in LABELS.items()},
    )
    media_id = library.add_import(new).media.media_id
    job = library.catalog.jobs.claim()
    if job is None or job.media_id != media_id:
        raise RuntimeError(f"the job of media {number} was not there to be claimed")
    timelines = [
        _timeline(media_id, spaces[kind], kind, vectors) for kind, vectors in media.vectors.items()
    ]
    library.commit_media(media_id, timelines, MediaFacts("video", media.duration_us))
    return media_id


def _timeline(
    media_id: str, space: Space, kind: Modality, vectors: NDArray[np.float16]
) -> Timeline:
    starts_us = np.arange(len(vectors), dtype=np.int64) * STEP_US[kind]
    return Timeline(
        media_id=media_id,
        space_id=space.space_id,
        vectors=vectors,
        starts_us=starts_us,
        ends_us=starts_us + LENGTH_US[kind],
        shown_at_us=starts_us + LENGTH_US[kind] // 2,
    )
