"""What a run's row hides of its best sample, on two short recorded films."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.quality.runs import hidden
from tests.benchmarks.film_corpus import recorded_films


def test_one_row_for_each_sample_hides_nothing() -> None:
    space = recorded_films().spaces["picture"]
    differences, share = hidden(space, [0, 1], threshold=1.1)
    assert differences.shape == (len(space.term_vectors), 2)
    assert share == 1.0
    assert np.abs(differences).max() < 1e-3  # kept in half precision, which is not of unit norm


def test_longer_runs_hide_more() -> None:
    space = recorded_films().spaces["picture"]
    every, one_row = (hidden(space, [0], threshold=threshold) for threshold in (0.95, -1.0))
    assert every[1] > one_row[1] == 1 / (space.offsets[1] - space.offsets[0])
    part = space.samples_of(0)
    vectors = space.vectors[part].astype(np.float64)
    mean = vectors.mean(axis=0) / np.linalg.norm(vectors.mean(axis=0))
    best = (space.term_vectors @ vectors.T).max(axis=1)
    assert one_row[0][:, 0] == pytest.approx(best - space.term_vectors @ mean, abs=1e-3)
    assert one_row[0].max() > every[0].max()
