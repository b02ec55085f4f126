from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from momentsearch_server.media.grid import sampling_spans
from momentsearch_server.timespan import TimeSpan


def spans(start_us: int, end_us: int, rate: Fraction | int = 1) -> list[tuple[int, int]]:
    found = sampling_spans(TimeSpan(start_us, end_us), frames_per_second=Fraction(rate))
    return [(span.start_us, span.end_us) for span in found]


def test_cells_of_a_second_the_last_cut_at_the_end() -> None:
    assert spans(0, 2_400_000) == [(0, 1_000_000), (1_000_000, 2_000_000), (2_000_000, 2_400_000)]


def test_nothing_before_the_first_picture() -> None:
    assert spans(8_333_008, 8_733_008) == [(8_333_008, 8_733_008)]
    assert spans(10_600_000, 11_200_000) == [(10_600_000, 11_000_000), (11_000_000, 11_200_000)]


def test_an_end_on_the_grid_makes_no_empty_span() -> None:
    assert spans(0, 1_000_000) == [(0, 1_000_000)]
    assert spans(1_000_000, 2_000_000) == [(1_000_000, 2_000_000)]


def test_thirds_do_not_drift() -> None:
    found = spans(0, 3_600_000_000, 3)
    assert len(found) == 3 * 3600
    assert found[1] == (333_333, 666_667)
    assert found[-1] == (3_599_666_667, 3_600_000_000)


@pytest.mark.parametrize("rate", [Fraction(1, 3), Fraction(1), Fraction(7), Fraction(30000, 1001)])
@pytest.mark.parametrize(
    ("start_us", "end_us"), [(0, 1), (66_667, 12_345_678), (999_999, 5_000_001)]
)
def test_every_part_of_the_track_is_in_one_span(rate: Fraction, start_us: int, end_us: int) -> None:
    found = spans(start_us, end_us, rate)
    assert found[0][0] == start_us
    assert found[-1][1] == end_us
    assert all(before[1] == after[0] for before, after in pairwise(found))


def test_a_track_of_days_from_its_start_costs_nothing_before_it() -> None:
    start_us = 1_700_000_000_000_000
    assert spans(start_us + 250_000, start_us + 500_000) == [
        (start_us + 250_000, start_us + 500_000)
    ]
