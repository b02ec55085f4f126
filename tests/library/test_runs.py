from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from momentsearch_server.library.runs import DEFAULT_THRESHOLD, Runs, find_runs
from tests.library.support import unit_vectors

SECOND = 1_000_000


def _angles(*degrees: float) -> NDArray[np.float32]:
    """Unit vectors in the plane, at these angles."""
    radians = np.radians(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def _runs(vectors: NDArray[np.float32], starts_seconds: list[float] | None = None) -> Runs:
    seconds = range(len(vectors)) if starts_seconds is None else starts_seconds
    starts = np.array([round(second * SECOND) for second in seconds], dtype=np.int64)
    return find_runs(vectors, starts, starts + SECOND)


def _spans(runs: Runs) -> list[tuple[int, int]]:
    return list(zip(runs.firsts.tolist(), runs.lasts.tolist(), strict=True))


def test_nearly_equal_neighbours_share_a_run() -> None:
    assert _spans(_runs(_angles(0, 5, 3, 90, 92, 0))) == [(0, 2), (3, 4), (5, 5)]


def test_a_slow_drift_is_not_chained() -> None:
    # Each step of 4 degrees is far above the threshold; the whole turn is 120 degrees.
    runs = _runs(_angles(*range(0, 121, 4)))
    reach_degrees = np.degrees(np.arccos(DEFAULT_THRESHOLD))
    assert all(4 * (last - first) <= reach_degrees for first, last in _spans(runs))
    assert len(runs) == 7


def test_members_lie_within_the_threshold_of_their_first_sample() -> None:
    steps = unit_vectors(500, seed=3, dim=16)
    walk = np.cumsum(steps * 0.12, axis=0) + unit_vectors(1, seed=4, dim=16)
    vectors = (walk / np.linalg.norm(walk, axis=1, keepdims=True)).astype(np.float32)
    runs = _runs(vectors)
    assert 1 < len(runs) < 500
    for first, last in _spans(runs):
        assert np.all(vectors[first : last + 1] @ vectors[first] >= DEFAULT_THRESHOLD - 1e-6)


def test_every_sample_is_in_exactly_one_run() -> None:
    spans = _spans(_runs(unit_vectors(50, seed=1)))
    assert [i for first, last in spans for i in range(first, last + 1)] == list(range(50))


def test_a_gap_in_time_ends_a_run() -> None:
    assert _spans(_runs(_angles(0, 0, 0), [0, 1, 5])) == [(0, 1), (2, 2)]


def test_overlapping_windows_are_neighbours() -> None:
    starts = np.array([0, 2.5, 5]) * SECOND
    runs = find_runs(
        _angles(0, 0, 0), starts.astype(np.int64), starts.astype(np.int64) + 5 * SECOND
    )
    assert _spans(runs) == [(0, 2)]


def test_the_vector_is_the_normalised_mean() -> None:
    runs = _runs(_angles(0, 10, 80))
    np.testing.assert_allclose(runs.vectors, _angles(5, 80), atol=1e-6)
    assert runs.vectors.dtype == np.float32


def test_no_samples_make_no_runs() -> None:
    runs = _runs(np.zeros((0, 8), dtype=np.float32))
    assert len(runs) == 0
    assert runs.vectors.shape == (0, 8)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_precision_of_the_timeline_does_not_matter(dtype: type[np.floating]) -> None:
    vectors = _angles(0, 5, 3, 90, 92, 0).astype(dtype)
    starts = np.arange(6, dtype=np.int64) * SECOND
    assert _spans(find_runs(vectors, starts, starts + SECOND)) == [(0, 2), (3, 4), (5, 5)]
