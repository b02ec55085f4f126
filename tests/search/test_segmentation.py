"""Curves in, spans out, on plain numbers."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from momentsearch_server.search.curves import Curve, Null, cells_of, resample
from momentsearch_server.search.segmentation import ScoredSpan, segment
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


def disjoint(curve: Curve) -> list[ScoredSpan]:
    """As a list of answers shows them."""
    return segment(curve, most_overlap=0.0)


def test_a_clean_step_gives_the_borders_between_its_frames() -> None:
    curve = frames([0, 0, 0, 8, 8, 8, 8, 0, 0, 0])
    assert segment(curve)[0].span == seconds(3, 7)


def test_one_frame_is_not_widened_by_the_smoothing() -> None:
    curve = frames([0] * 10 + [8] + [0] * 10)
    assert [scored.span for scored in disjoint(curve)] == [seconds(10, 11)]


def test_half_windows_put_the_end_where_the_sound_ends() -> None:
    # Sound from 10 s to 20 s: the windows that begin at 7.5 s and 17.5 s hold half of it.
    curve = windows([0, 0, 0, 4, 8, 8, 8, 4, 0, 0, 0])
    assert segment(curve)[0].span == seconds(10, 20)


def test_windows_that_say_all_or_nothing_end_where_their_neighbours_do_not_reach() -> None:
    # In the window that begins at 7.5 s, and not before 10 s, where the last one without it ends;
    # nor after 15 s, where the next one without it begins.
    curve = windows([0, 0, 0, 8, 8, 8, 0, 0, 0])
    assert segment(curve)[0].span == seconds(11.25, 13.75)


def test_what_is_heard_in_one_window_alone_is_in_its_middle() -> None:
    assert segment(windows([0, 0, 0, 0, 8, 0, 0, 0, 0]))[0].span == seconds(11.25, 13.75)


def test_a_step_between_half_and_all_puts_the_ends_in_between() -> None:
    soft, sharp = 7.5 + 2.5 * 4 / 6, 11.25
    span = segment(windows([0, 0, 0, 6, 8, 8, 8, 6, 0, 0, 0]))[0].span
    assert span.start_us == pytest.approx(seconds_to_us((soft + sharp) / 2), abs=1)
    assert span.start_us + span.end_us == seconds_to_us(30)


def test_a_step_is_as_sharp_where_a_curve_is_noisy() -> None:
    """Smoothed as what is found is, a step would be spread over two windows more: 2.8 s."""
    errors = []
    for seed in range(40):
        values = np.zeros(40)
        values[20:24] = 8.0
        values += np.random.default_rng(seed).normal(scale=1.0, size=40)
        span = segment(windows(list(values)))[0].span
        errors += [span.start_us - seconds_to_us(53.75), span.end_us - seconds_to_us(58.75)]
    assert np.mean(np.abs(errors)) < seconds_to_us(1.2)


def heard_in_windows(sounds: list[tuple[float, float]], until: float) -> list[tuple[float, float]]:
    """Windows of 5 s every 2.5 s, without the silence at their ends, and none that is silent."""
    found = []
    for start in np.arange(0, until, 2.5):
        heard = [
            (max(begin, start), min(end, start + 5))
            for begin, end in sounds
            if begin < start + 5 and end > start
        ]
        if heard:
            found.append((heard[0][0], heard[-1][1]))
    return found


@pytest.mark.parametrize("event", [(12.0, 17.0), (11.0, 17.2), (13.1, 19.0)])
def test_where_silence_ends_what_is_heard_begins(event: tuple[float, float]) -> None:
    spans = heard_in_windows([(0.0, 8.0), event, (22.0, 60.0)], 60)
    starts, ends = (
        np.array([seconds_to_us(at) for at in side]) for side in zip(*spans, strict=True)
    )
    values = [8.0 if start < event[1] and end > event[0] else 0.0 for start, end in spans]
    assert segment(Curve(np.array(values), starts, ends))[0].span == seconds(*event)


def test_two_peaks_are_never_chained_across_a_gap() -> None:
    curve = frames([0, 0, 9, 9, 9, 1, 9, 9, 9, 0, 0])
    assert sorted(scored.span for scored in segment(curve)) == [seconds(2, 5), seconds(6, 9)]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("gap_samples", [1, 2, 4])
def test_noise_does_not_chain_two_peaks_across_a_gap(gap_samples: int, seed: int) -> None:
    values = np.zeros(75)
    values[20:30] = 5.0
    values[30 + gap_samples : 40 + gap_samples] = 5.0
    values += np.random.default_rng(seed).normal(scale=0.25, size=75)
    gap = seconds(30, 30 + gap_samples)
    found = [scored.span for scored in segment(frames(list(values)))]
    assert not any(span.start_us < gap.start_us and gap.end_us < span.end_us for span in found)
    assert found[0].iou(seconds(20, 30)) > 0.7 or found[0].duration_us >= seconds_to_us(8)


def test_a_dip_that_stays_high_does_not_end_a_moment() -> None:
    curve = frames([0.0] * 20 + [6, 6, 6, 4, 6, 6, 6] + [0.0] * 20)
    assert segment(curve)[0].span == seconds(20, 27)


def test_a_missing_sample_is_no_gap_and_two_are() -> None:
    values = [0.0] * 10 + [8.0] * 10 + [0.0] * 10
    for missing, expected in (([14], 10), ([14, 15], 4)):
        there = np.setdiff1d(np.arange(30), missing)
        whole = frames(values)
        curve = Curve(whole.values[there], whole.starts_us[there], whole.ends_us[there])
        assert segment(curve)[0].span.duration_us == seconds_to_us(expected)


def test_unequal_spacing_counts_time_and_not_samples() -> None:
    # Five samples within one second against three that stand for two seconds each.
    edges = [0, 2, 4, 6, 8, 8.2, 8.4, 8.6, 8.8, 9, 11, 13, 15, 17, 19, 21, 23, 25]
    values = np.array([0, 0, 0, 0, 6, 6, 6, 6, 6, 0, 0, 6, 6, 6, 0, 0, 0], dtype=np.float64)
    bounds = np.array([seconds_to_us(edge) for edge in edges])
    best, second = segment(Curve(values, bounds[:-1], bounds[1:]))[:2]
    assert best.span == seconds(13, 19)
    assert second.span.iou(seconds(8, 9)) > 0.5


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


@pytest.mark.parametrize("minutes", [3, 30, 180])
def test_a_moment_of_ten_seconds_is_the_same_in_three_minutes_and_in_three_hours(
    minutes: int,
) -> None:
    values = np.random.default_rng(3).normal(scale=0.5, size=60 * minutes)
    values[100:110] += 6.0
    best = segment(frames(list(values)))[0]
    assert best.span.iou(seconds(100, 110)) > 0.8


def test_a_weak_moment_beside_a_strong_one_is_found() -> None:
    values = [0.0] * 75
    values[20:30] = [20.0] * 10
    values[60:65] = [2.0] * 5
    assert seconds(60, 65) in [scored.span for scored in segment(frames(values))[:2]]


@pytest.mark.parametrize(("scale", "shift"), [(1e-3, 0.0), (250.0, 0.0), (0.01, -7.0), (1.0, 1.5)])
def test_scale_and_origin_of_the_values_do_not_move_spans(scale: float, shift: float) -> None:
    values = np.random.default_rng(11).normal(size=75)
    values[30:42] += 3.0
    expected = [scored.span for scored in segment(frames(list(values)))]
    moved = segment(frames(list(values * scale + shift)))
    assert [scored.span for scored in moved] == expected


@pytest.mark.parametrize("values", [[0.0], [7.0, 8.0, 7.5, 8.0], [0, 1, 6, 6, 5, 0, 0, 2, 3, 1]])
@pytest.mark.parametrize(("scale", "shift"), [(0.25, 0.0), (1.0, -6.0), (2.0, 1.5), (0.5, -40.0)])
def test_in_another_unit_with_its_own_null_nothing_changes(
    values: list[float], scale: float, shift: float
) -> None:
    """Of a still, of what matches throughout, and of what does not: scores change their unit."""
    curve = dataclasses.replace(frames(values), null=Null(-0.5, 1.5))
    null = Null(-0.5 * scale + shift, 1.5 * scale + shift)
    moved = segment(dataclasses.replace(curve, values=curve.values * scale + shift, null=null))
    before = segment(curve)
    assert before[0].score > 0
    assert [one.span for one in moved] == [one.span for one in before]
    assert [one.score for one in moved] == pytest.approx([scale * one.score for one in before])


def test_equals_come_in_the_order_of_time() -> None:
    values = [0.0] * 60
    for start in (10, 25, 40):
        values[start : start + 5] = [4.0] * 5
    spans = [scored.span for scored in segment(frames(values))]
    assert spans[:3] == [seconds(10, 15), seconds(25, 30), seconds(40, 45)]


@pytest.mark.parametrize("seed", range(3))
def test_no_two_overlap_more_than_is_allowed(seed: int) -> None:
    values = np.cumsum(np.random.default_rng(seed).normal(size=200))
    for most_overlap in (0.0, 0.5, 0.7):
        found = segment(frames(list(values)), most_overlap=most_overlap)
        pairs = itertools.combinations([scored.span for scored in found], 2)
        assert all(one.iou(other) <= most_overlap for one, other in pairs)


def test_scores_are_not_negative_and_never_rise_down_the_list() -> None:
    for seed in range(5):
        values = np.random.default_rng(seed).normal(size=75) - 1
        scores = [scored.score for scored in segment(frames(list(values)))]
        assert scores == sorted(scores, reverse=True)
        assert min(scores) >= 0


def test_a_flat_curve_has_one_span_and_no_score() -> None:
    (only,) = segment(frames([0.0] * 40))
    assert only.score == 0


def test_boundaries_are_better_than_the_spacing() -> None:
    errors = []
    for tenth in range(10):
        start, end = 30 + tenth / 10, 45.5 + tenth / 10
        middles = np.arange(75) + 0.5
        values = np.where((middles >= start) & (middles < end), 5.0, 0.0)
        span = segment(frames(list(values)))[0].span
        errors += [abs(span.start_us / 1e6 - start), abs(span.end_us / 1e6 - end)]
    assert np.mean(errors) <= 0.26  # a quarter of the spacing: what pictures can tell at most


@pytest.mark.parametrize("low", [0.0, -3.0])
def test_nothing_above_the_background_gives_the_best_there_is(low: float) -> None:
    only, *_ = disjoint(frames([0.2 + low, -0.4 + low, 0.1 + low, 0.4 + low, -1.0 + low]))
    assert only.peak_index in (0, 3)
    assert 0 <= only.score < 0.5


@pytest.mark.parametrize("seed", range(20))
def test_windows_cut_by_silence_in_any_way_give_spans(seed: int) -> None:
    """Windows of 5 s every 2.5 s, without the silence at their ends, most of them with one span."""
    rng = np.random.default_rng(seed)
    sounds = np.cumsum(rng.uniform(0.1, 9, 40))
    spans = heard_in_windows([(float(a), float(b)) for a, b in sounds.reshape(-1, 2)], sounds[-1])
    starts, ends = (
        np.array([seconds_to_us(at) for at in side]) for side in zip(*spans, strict=True)
    )
    found = disjoint(Curve(rng.normal(size=len(starts)).round(), starts, ends))
    assert found
    assert all(np.isfinite(one.score) and one.span.duration_us > 0 for one in found)


def test_a_window_may_end_before_the_one_before_it() -> None:
    """As where one recording ends and another begins."""
    spans = [
        (0, 2.5),
        (5.1, 9.3),
        (5.1, 6.47),
        (7.9, 12.1),
        (10.7, 14.9),
        (13.5, 17.7),
        (16.3, 20.5),
    ]
    starts, ends = (
        np.array([seconds_to_us(at) for at in side]) for side in zip(*spans, strict=True)
    )
    cells = cells_of(Curve(np.zeros(len(spans)), starts, ends))
    assert (cells.ends_us >= cells.starts_us).all()
    assert (cells.starts_us[1:] >= cells.ends_us[:-1]).all()
    for loud in range(len(spans)):
        found = disjoint(Curve(np.eye(len(spans))[loud] * 5, starts, ends))
        assert all(np.isfinite(one.score) and one.span.duration_us > 0 for one in found)


def test_an_empty_curve_gives_nothing() -> None:
    assert segment(frames([])) == []


def test_a_still_is_one_span() -> None:
    (only,) = segment(frames([6.0]))
    assert only.span == seconds(0, 1)
    assert only.peak == 6.0


def test_spans_are_disjoint_and_ordered_by_score() -> None:
    rng = np.random.default_rng(7)
    curve = frames(list(rng.normal(size=2_000) * 2))
    spans = segment(curve, most=50, most_overlap=0.0)
    assert len(spans) == 50
    assert all(a.score >= b.score for a, b in itertools.pairwise(spans))
    in_time = sorted(scored.span for scored in spans)
    assert all(a.end_us <= b.start_us for a, b in itertools.pairwise(in_time))


def test_the_peak_lies_in_its_span() -> None:
    curve = frames([0, 1, 3, 9, 6, 1, 0])
    (only,) = disjoint(curve)
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
    (only,) = disjoint(frames([7.0, 8.0, 7.5, 8.0, 7.0, 8.0]))
    assert only.span == seconds(0, 6)
    assert only.score > 4


def test_a_still_keeps_all_of_its_score() -> None:
    (only,) = segment(frames([6.0]))
    assert only.score == pytest.approx(6.0 * 0.5**0.5)
