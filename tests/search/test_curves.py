"""Curves: which instant belongs to which sample, and drawing them with few points."""

from __future__ import annotations

import math
import sys

import numpy as np
import pytest

from momentsearch_server.search.curves import Curve, cells_of, resample

SECOND_US = 1_000_000


def curve(values: list[float], starts: list[float], ends: list[float]) -> Curve:
    return Curve(
        np.array(values, dtype=np.float64),
        np.array(np.round(np.array(starts) * SECOND_US), dtype=np.int64),
        np.array(np.round(np.array(ends) * SECOND_US), dtype=np.int64),
    )


def seconds(times: np.ndarray) -> list[float]:
    return [float(time) / SECOND_US for time in times]


def test_pictures_on_a_grid_keep_their_spans() -> None:
    cells = cells_of(curve([1, 2, 3], [0, 1, 2], [1, 2, 3]))
    assert seconds(cells.starts_us) == [0, 1, 2]
    assert seconds(cells.ends_us) == [1, 2, 3]
    assert cells.joined.tolist() == [True, True]


def test_windows_that_overlap_share_evenly() -> None:
    cells = cells_of(curve([1, 2, 3], [0, 2.5, 5], [5, 7.5, 10]))
    assert seconds(cells.starts_us) == [0, 3.75, 6.25]
    assert seconds(cells.ends_us) == [3.75, 6.25, 10]
    assert cells.joined.tolist() == [True, True]


def test_what_is_not_there_is_nobodys() -> None:
    """Windows from 5 to 12.5 s are missing, as silence is."""
    cells = cells_of(curve([1, 2, 3, 4], [0, 2.5, 15, 17.5], [5, 7.5, 20, 22.5]))
    assert cells.joined.tolist() == [True, False, True]
    assert seconds(cells.ends_us)[1] == 7.5
    assert seconds(cells.starts_us)[2] == 15
    assert seconds(cells.starts_us)[0] == 0
    assert seconds(cells.ends_us)[3] == 22.5


def test_a_frame_that_is_missing_is_no_gap_and_two_are() -> None:
    one = cells_of(curve([1, 2, 3, 4], [0, 1, 3, 4], [1, 2, 4, 5]))
    assert one.joined.tolist() == [True, True, True]
    two = cells_of(curve([1, 2, 3, 4], [0, 1, 4, 5], [1, 2, 5, 6]))
    assert two.joined.tolist() == [True, False, True]


def test_a_window_that_is_missing_was_silent() -> None:
    """That from 5 to 10 s: nothing was heard from 7.5 to 10."""
    cells = cells_of(curve([1, 2, 3, 4], [0, 2.5, 7.5, 10], [5, 7.5, 12.5, 15]))
    assert cells.joined.tolist() == [True, False, True]


def test_sounds_of_two_seconds_in_silence_are_not_one() -> None:
    """Each is in two windows, cut to what is heard, so that the usual spacing is a pause."""
    cells = cells_of(curve([1, 1, 2, 2, 3], [7, 7, 20, 20, 33], [9, 9, 22, 22, 35]))
    assert cells.joined.tolist() == [True, False, True, False]
    assert seconds(cells.starts_us)[2:4] == [20, 21]
    assert seconds(cells.ends_us)[2:4] == [21, 22]


def test_windows_cut_to_one_span_have_even_parts_of_it() -> None:
    cells = cells_of(curve([1, 2, 3, 4], [6, 6, 6, 20], [9, 9, 9, 22]))
    assert seconds(cells.starts_us) == [6, 7, 8, 20]
    assert seconds(cells.ends_us) == [7, 8, 9, 22]


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_samples_to_share(count: int) -> None:
    cells = cells_of(curve([1.0] * count, [2.0] * count, [3.0] * count))
    assert seconds(cells.starts_us) == [2.0] * count
    assert len(cells.joined) == 0


def test_cells_never_overlap_and_never_run_backwards() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        starts = np.sort(rng.integers(0, 100, 12)).astype(np.float64)
        ends = starts + rng.integers(1, 6, 12)  # some cut short by silence
        cells = cells_of(curve([0.0] * 12, list(starts), list(ends)))
        assert (cells.ends_us >= cells.starts_us).all()
        assert (cells.starts_us[1:] >= cells.ends_us[:-1]).all()


def drawn(values: list[float], *, points: int, start: float = 0, end: float = 4) -> list[float]:
    count = len(values)
    plain = curve(values, list(range(count)), list(range(1, count + 1)))
    return resample(
        plain,
        start_us=round(start * SECOND_US),
        end_us=round(end * SECOND_US),
        point_count=points,
    ).tolist()


def test_as_many_points_as_samples() -> None:
    assert drawn([1, 5, 2, 3], points=4) == [1, 5, 2, 3]


def test_the_highest_is_never_lost() -> None:
    assert drawn([1, 5, 2, 3], points=2) == [5, 3]
    assert drawn([1, 5, 2, 3], points=1) == [5]
    assert drawn([-3, -5, -2, -1], points=1) == [-1]


def test_more_points_than_samples() -> None:
    assert drawn([1, 5, 2, 3], points=8) == [1, 1, 5, 5, 2, 2, 3, 3]


def test_only_a_part_is_drawn() -> None:
    assert drawn([1, 5, 2, 3], points=2, start=1, end=3) == [5, 2]


def test_nothing_where_there_is_no_sample() -> None:
    points = drawn([1, 5], points=4)
    assert points[:2] == [1, 5]
    assert np.isnan(points[2:]).all()
    with_gap = curve([1, 2, 3, 4], [0, 1, 8, 9], [1, 2, 9, 10])
    points = resample(with_gap, start_us=0, end_us=10 * SECOND_US, point_count=10).tolist()
    assert points[:2] == [1, 2]
    assert np.isnan(points[2:8]).all()
    assert points[8:] == [3, 4]


def test_drawing_nothing() -> None:
    assert np.isnan(drawn([], points=3)).all()
    assert np.isnan(drawn([1, 2], points=3, start=4, end=4)).all()


def drawn_one_by_one(curve: Curve, start_us: int, end_us: int, count: int) -> np.ndarray:
    """What ``resample`` says, sample by sample."""
    points = np.full(count, np.nan, dtype=np.float32)
    cells = cells_of(curve)
    scale = count / (end_us - start_us)
    for value, start, end in zip(curve.values, cells.starts_us, cells.ends_us, strict=True):
        first, last = math.floor((start - start_us) * scale), math.ceil((end - start_us) * scale)
        part = points[max(0, first) : max(0, min(count, last))]
        np.fmax(part, np.float32(value), out=part)
    return points


@pytest.mark.parametrize("length", [1, 2.5, 7.5], ids=["apart", "touching", "overlapping"])
@pytest.mark.parametrize("kept", [1.0, 0.4], ids=["whole", "gaps"])
@pytest.mark.parametrize("samples", [1, 2, 3, 50, 400])
def test_drawing_at_once_is_as_sample_by_sample(samples: int, kept: float, length: float) -> None:
    rng = np.random.default_rng([samples, int(kept * 10), int(length * 10)])
    starts = np.arange(samples) * 2.5 + rng.uniform(0, 0.1, samples)
    starts = starts[rng.random(samples) <= kept]
    values = rng.standard_normal(len(starts))
    values[rng.random(len(starts)) < 0.1] = np.nan
    made = curve(list(values), list(starts), list(starts + length))
    whole_us = round(samples * 2.5 * SECOND_US)
    for start_us, end_us in (
        (0, whole_us),
        (whole_us // 3, whole_us // 2),
        (whole_us, 2 * whole_us),
    ):
        for count in (1, 7, 200):
            points = resample(made, start_us=start_us, end_us=end_us, point_count=count)
            assert points.dtype == np.float32
            np.testing.assert_array_equal(points, drawn_one_by_one(made, start_us, end_us, count))


def test_drawing_many_samples_takes_no_step_for_each() -> None:
    starts_us = np.arange(3_000, dtype=np.int64) * SECOND_US
    many = Curve(np.zeros(3_000), starts_us, starts_us + SECOND_US)
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        resample(many, start_us=0, end_us=3_000 * SECOND_US, point_count=200)
    finally:
        sys.setprofile(None)
    assert calls < 1_000
