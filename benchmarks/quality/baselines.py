"""What the server is compared with: nearest frames as usually done, and chance."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.answers import Found
from benchmarks.quality.films.recorded import Recorded, RecordedSpace

NEAREST = 20
LISTED = 10


def nearest_frames(
    space: RecordedSpace, vector: NDArray[np.float32], media: Sequence[int]
) -> list[Found]:
    """Usual practice: the samples that a vector database gives as nearest, neighbours merged, each
    run scored by its mean cosine, best first.

    ``vector`` float32 ``[dim]``. The search is exact, as no database's is better than.
    """
    chosen = [np.arange(space.offsets[k], space.offsets[k + 1]) for k in media]
    samples = np.concatenate(chosen)
    cosines = space.vectors[samples].astype(np.float32) @ vector
    best = np.sort(np.argsort(-cosines, kind="stable")[:NEAREST])
    if not len(best):
        return []
    owner = np.concatenate([np.full(len(c), k) for c, k in zip(chosen, media, strict=True)])
    joined = (np.diff(best) == 1) & (np.diff(owner[best]) == 0)
    runs = np.split(best, np.flatnonzero(~joined) + 1)
    found = [_run(space, samples[run], cosines[run], int(owner[run[0]])) for run in runs]
    return sorted(found, key=lambda one: -one.score)[:LISTED]


def _run(
    space: RecordedSpace, samples: NDArray[np.int64], cosines: NDArray[np.float32], media: int
) -> Found:
    peak = samples[int(cosines.argmax())]
    return Found(
        media=media,
        start=float(space.starts_us[samples[0]]) / 1e6,
        end=float(space.ends_us[samples].max()) / 1e6,
        score=float(cosines.mean()),
        confidence=float("nan"),
        peak_seconds=float(space.shown_at_us[peak]) / 1e6,
    )


def chance(
    recorded: Recorded, qid: str, media: Sequence[int], lengths: Sequence[float]
) -> list[Found]:
    """Spans anywhere, as long as true ones are (``lengths`` in seconds); the same for the same
    query."""
    rng = np.random.default_rng(zlib.crc32(f"chance {qid}".encode()))
    durations = np.array([recorded.media[k].duration_seconds for k in media])
    found = []
    for _ in range(LISTED):
        which = int(rng.choice(len(media), p=durations / durations.sum()))
        length = min(float(rng.choice(lengths)), float(durations[which]))
        start = float(rng.uniform(0, durations[which] - length))
        number = float(rng.random())
        found.append(Found(media[which], start, start + length, number, number, start + length / 2))
    return sorted(found, key=lambda one: -one.score)
