"""Curves in, spans out, on plain numbers."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from momentsearch_server.search.curves import Curve, cells_of, resample
from momentsearch_server.search.segmentation import segment
from momentsearch_server.timespan import TimeSpan, seconds_to_us


def frames(values: list[float], *, spacing_seconds: float = 1.0) -> Curve:
    """A curve over pictures on a grid: spans that touch."""
    edges = np.array([seconds_to_us(k * spacing_seconds) for k in range(len(values) + 1)])
    return Curve(np.array(values, dtype=np.float64), edges[:-1], edges[1:])


def windows(values: list[float], *, window_seconds: float = 5.0, hop_seconds: float = 2.5) -> Curve:
    """A curve over windows of sound, which overlap."""
    starts = np.array([seconds_to_us(k * hop_seconds) for k in range(len(values))])
    return Curve(np.array(values, dtype=np.float64), starts, starts + seconds_to_us(window_seconds))


def seconds(start: float, end: float) -> TimeSpan:
    return TimeSpan(seconds_to_us(start), seconds_to_us(end))


def test_a_clean_step_gives_the_borders_between_its_frames() -> None:
    curve = frames([0, 0, 0, 8, 8, 8, 8, 0, 0, 0])
    assert segment(curve)[0].span == seconds(3, 7)


def test_one_frame_is_not_widened_by_the_smoothing() -> None:
    curve = frames([0] * 10 + [8] + [0] * 10)
    assert [scored.span for scored in segment(curve)] == [seconds(10, 11)]


def test_half_windows_put_the_end_where_the_sound_ends() -> None:
    # Sound from 10 s to 20 s: the windows that begin at 7.5 s and 17.5 s hold half of it.
    curve = windows([0, 0, 0, 4, 8, 8, 8, 4, 0, 0, 0])
    assert segment(curve)[0].span == seconds(10, 20)


def test_two_peaks_are_never_chained_across_a_gap() -> None:
    curve = frames([0, 0, 9, 9, 9, 1, 9, 9, 9, 0, 0])
    assert sorted(scored.span for scored in segment(curve)) == [seconds(2, 5), seconds(6, 9)]


def test_unsampled_time_ends_a_span() -> None:
    curve = windows([8, 8, 8, 8])
    late = curve.starts_us + np.array([0, 0, seconds_to_us(30), seconds_to_us(30)])
    gapped = Curve(curve.values, late, late + seconds_to_us(5))
    first, second = sorted(scored.span for scored in segment(gapped))
    assert first.end_us <= seconds_to_us(7.5)
    assert second.start_us >= seconds_to_us(35)


def test_a_weaker_moment_of_a_long_media_is_found_like_the_first() -> None:
    values = [0.0] * 10_800
    values[400:410] = [12.0] * 10
    values[9_000:9_010] = [4.0] * 10
    spans = [scored.span for scored in segment(frames(values))[:2]]
    assert spans == [seconds(400, 410), seconds(9_000, 9_010)]


def test_a_steady_moment_outranks_a_stray_frame() -> None:
    curve = frames([0] * 5 + [7.0] + [0] * 10 + [7.0] * 6 + [0] * 5)
    assert segment(curve)[0].span == seconds(16, 22)


@pytest.mark.parametrize("low", [0.0, -3.0])
def test_nothing_above_the_background_gives_the_best_there_is(low: float) -> None:
    (only,) = segment(frames([0.2 + low, -0.4 + low, 0.1 + low, 0.4 + low, -1.0 + low]))
    assert only.peak_index in (0, 3)
    assert 0 <= only.score < 0.5


def test_an_empty_curve_gives_nothing() -> None:
    assert segment(frames([])) == []


def test_a_still_is_one_span() -> None:
    (only,) = segment(frames([6.0]))
    assert only.span == seconds(0, 1)
    assert only.peak == 6.0


def test_spans_are_disjoint_and_ordered_by_score() -> None:
    rng = np.random.default_rng(7)
    spans = segment(frames(list(rng.normal(size=2_000) * 2)), most=50)
    assert len(spans) == 50
    assert all(a.score >= b.score for a, b in itertools.pairwise(spans))
    in_time = sorted(scored.span for scored in spans)
    assert all(a.end_us <= b.start_us for a, b in itertools.pairwise(in_time))


def test_the_peak_lies_in_its_span() -> None:
    curve = frames([0, 1, 3, 9, 6, 1, 0])
    (only,) = segment(curve)
    assert only.peak_index == 3
    assert only.span.start_us <= seconds_to_us(3.5) < only.span.end_us


@pytest.mark.parametrize("count", [1, 2, 7])
def test_cells_cover_the_timeline_without_overlap(count: int) -> None:
    curve = windows([0.0] * count)
    cells = cells_of(curve)
    assert cells.starts_us[0] == 0
    assert cells.ends_us[-1] == curve.ends_us[-1]
    assert (cells.ends_us[:-1] == cells.starts_us[1:]).all()


def test_resampling_takes_the_highest_and_leaves_silence_open() -> None:
    curve = frames([1, 5, 2, 2])
    points = resample(curve, start_us=0, end_us=seconds_to_us(6), point_count=3)
    assert points[:2].tolist() == [5, 2]
    assert np.isnan(points[2])


def test_a_media_that_matches_throughout_is_one_moment() -> None:
    (only,) = segment(frames([7.0, 8.0, 7.5, 8.0, 7.0, 8.0]))
    assert only.span == seconds(0, 6)
    assert only.score > 4


def test_a_still_keeps_all_of_its_score() -> None:
    (only,) = segment(frames([6.0]))
    assert only.score == pytest.approx(6.0 * 0.5**0.5)
