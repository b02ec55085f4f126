"""The made-up library is what it says, and recall is counted as it says."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.quality.planner import recall_of
from benchmarks.quality.planner_library import INSTANTS, Scenes, made_up_media
from momentsearch_server.library.runs import find_runs
from momentsearch_server.search.moments import Moment
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan

DIM = 64


def scenes(kind: Modality, seed: int) -> Scenes:
    rng = np.random.default_rng(seed)
    middles = rng.standard_normal((100, 1, DIM))
    vectors = middles + 0.1 * rng.standard_normal((100, INSTANTS, DIM))
    unit = vectors / np.linalg.norm(vectors, axis=2, keepdims=True)
    return Scenes(Space(kind, "made up", "ab" * 32, DIM), unit.astype(np.float32), [""] * 100)


BOTH = {kind: scenes(kind, seed) for seed, kind in enumerate(Modality)}


def test_media_are_always_the_same_and_differ_from_each_other() -> None:
    one, other = ([*made_up_media(BOTH, sample_count=5_000, seed=3)] for _ in range(2))
    assert len(one) > 3
    assert sum(len(v) for media in one for v in media.vectors.values()) >= 5_000
    for made, again in zip(one, other, strict=True):
        assert made.vectors.keys() == again.vectors.keys()
        assert all(np.array_equal(made.vectors[k], again.vectors[k]) for k in made.vectors)
    firsts = {media.vectors[kind][0].tobytes() for media in one for kind in media.vectors}
    assert len(firsts) == sum(len(media.vectors) for media in one)


def test_shots_are_runs_of_similar_samples() -> None:
    media = next(made_up_media({Modality.PICTURE: BOTH[Modality.PICTURE]}, sample_count=1, seed=3))
    vectors = media.vectors[Modality.PICTURE]
    assert np.linalg.norm(vectors.astype(np.float32), axis=1) == pytest.approx(1, abs=0.01)
    starts_us = np.arange(len(vectors), dtype=np.int64) * 1_000_000
    runs = find_runs(vectors, starts_us, starts_us + 1_000_000)
    assert 2 < len(vectors) / len(runs) < 8


def moment(media_id: str, start: int, end: int) -> Moment:
    return Moment(media_id, TimeSpan(start, end), 1.0, 0.9, (), None)


def test_a_moment_counts_as_found_where_half_of_the_union_overlaps() -> None:
    exact = [moment("a", 0, 10), moment("b", 0, 10), moment("c", 0, 10), moment("d", 0, 10)]
    answer = [
        moment("a", 0, 10),
        moment("b", 5, 10),  # exactly half
        moment("c", 6, 10),
        moment("e", 0, 10),
    ]
    assert recall_of(answer, exact) == 0.5


def test_only_the_first_ten_count() -> None:
    exact = [moment(f"m{k}", 0, 10) for k in range(12)]
    answer = [moment("other", 0, 10), *exact]
    assert recall_of(answer, exact) == 0.9
