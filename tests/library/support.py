"""Media with made-up vectors, and the steps that bring one into a library."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.library.library import Library
from momentsearch_server.library.records import MediaFacts, NewMedia
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.space import Modality, Space

SPACE = Space(Modality.PICTURE, "test", "ab" * 32, 8)
SOUND_SPACE = Space(Modality.SOUND, "test", "cd" * 32, 8)


def new_media(text: str = "film", *, collection: str = "default", **changes: Any) -> NewMedia:
    values: dict[str, Any] = {
        "collection": collection,
        "title": text,
        "source": f"{text}.mp4",
        "path": f"/media/{text}.mp4",
        "owns_bytes": False,
        "size_bytes": 100,
        "content_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "labels": {},
    }
    return NewMedia(**{**values, **changes})


def unit_vectors(count: int, *, seed: int, dim: int = 8) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((count, dim))
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit.astype(np.float32)


def timeline(media_id: str, *, count: int = 5, seed: int = 0, space: Space = SPACE) -> Timeline:
    starts = np.arange(count, dtype=np.int64) * 1_000_000
    return Timeline(
        media_id=media_id,
        space_id=space.space_id,
        vectors=unit_vectors(count, seed=seed, dim=space.dim).astype(np.float16),
        starts_us=starts,
        ends_us=starts + 1_000_000,
        shown_at_us=starts + 500_000,
    )


FACTS = MediaFacts(kind="video", duration_us=5_000_000, tracks={"picture": {"width": 320}})


def insert_rows(library: Library, committed: Timeline) -> None:
    """Those that a commit puts into the index, in the default collection; nothing else of it."""
    tables = library._stores.tables
    tables.insert(tables.of(committed.space_id), committed, "default")


def commit(library: Library, text: str, *, seed: int, collection: str = "default") -> str:
    """Adds a media, claims its job and commits it; gives its id."""
    media_id = library.add_import(new_media(text, collection=collection)).media.media_id
    job = library.catalog.jobs.claim()
    assert job is not None
    assert job.media_id == media_id
    library.commit_media(media_id, [timeline(media_id, seed=seed)], FACTS)
    return media_id
