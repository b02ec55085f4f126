"""Recall of rows is counted as it says."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.quality.planner_rows import recall_of_rows
from momentsearch_server.library.vectors import RunHit

EXACT = np.array([0.1, 0.9, 0.5, 0.8, 0.7], dtype=np.float32)


def hit(similarity: float, start_us: int = 0) -> RunHit:
    return RunHit("m", start_us, start_us + 1, similarity)


@pytest.mark.parametrize(
    ("given", "recall"),
    [
        ([0.9, 0.8, 0.7, 0.5], 1),
        ([0.9, 0.8, 0.5, 0.1], 0.75),
        ([0.5, 0.1], 0.25),
        ([0.1], 0),
        ([], 0),
    ],
)
def test_a_row_counts_where_it_belongs_to_the_nearest(given: list[float], recall: float) -> None:
    hits = [hit(similarity, place) for place, similarity in enumerate(given)]
    assert recall_of_rows(hits, EXACT, 4) == recall


def test_a_row_counts_once() -> None:
    assert recall_of_rows([hit(0.9), hit(0.9)], EXACT, 2) == 0.5


def test_of_fewer_rows_than_the_limit_all_are_wanted() -> None:
    assert recall_of_rows([hit(0.9, 0), hit(0.1, 1)], EXACT, 64) == 0.4
