"""Rules from a curve to ranked spans, to be compared with the one that the server has.

Each takes a curve and gives ``(start, end, score)`` in seconds, best first. They are written to be
read, not to be fast: those over all windows are O(n^2) and refuse long curves. Their constants are
the published ones; nothing here was fitted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.changes import borders
from benchmarks.quality.labels import ScoredWindow
from benchmarks.quality.states import otsu, two_states
from momentsearch_server.search.curves import Curve, Floats, cells_of
from momentsearch_server.search.segmentation import segment
from momentsearch_server.timespan import MICROSECONDS_PER_SECOND, us_to_seconds

Indices = NDArray[np.int64]
Rule = Callable[[Curve], list[ScoredWindow]]

LISTED = 10
LONGEST_FOR_ALL_WINDOWS = 400
LEVEL_COUNT = 40
DRAWS = 64
# Of the drawn runs that compete: those drawn most often.
MOST_DRAWN = 200
MOST_PIECES = 12


@dataclass(frozen=True)
class Windows:
    """Candidates: samples ``[first, stop)`` and their scores."""

    firsts: Indices
    stops: Indices
    scores: Floats


def server(curve: Curve) -> list[ScoredWindow]:
    """What the server does, overlapping spans included."""
    return _of_server(curve, most_overlap=None)


def server_disjoint(curve: Curve) -> list[ScoredWindow]:
    """What the server's answers are made of."""
    return _of_server(curve, most_overlap=0.0)


def _of_server(curve: Curve, *, most_overlap: float | None) -> list[ScoredWindow]:
    options = {} if most_overlap is None else {"most_overlap": most_overlap}
    return [
        (us_to_seconds(s.span.start_us), us_to_seconds(s.span.end_us), s.score)
        for s in segment(curve, most=LISTED, **options)
    ]


def mean_windows(curve: Curve) -> list[ScoredWindow]:
    """The mean of every window: its best is always a single sample."""
    windows = _all_windows(curve.values)
    lengths = windows.stops - windows.firsts
    return _listed(curve, _with(windows, _sums(curve.values, windows) / lengths))


def watershed(curve: Curve) -> list[ScoredWindow]:
    """Runs above many levels by their mean."""
    windows = _level_sets(curve.values)
    lengths = windows.stops - windows.firsts
    return _listed(curve, _with(windows, _sums(curve.values, windows) / lengths))


def viterbi(curve: Curve) -> list[ScoredWindow]:
    """The likeliest sequence of two states with normal values, which change once in ten samples."""
    states = two_states(curve.values)
    if states is None:
        return []
    return _listed(curve, _excess(curve.values, _runs(states.likeliest()), otsu(curve.values)))


def expected_iou(curve: Curve) -> list[ScoredWindow]:
    """Runs of sequences of the same two states, drawn as often as they are likely, by the IoU that
    each may expect with the nearest run of another draw."""
    states = two_states(curve.values)
    if states is None:
        return []
    drawn = states.drawn(DRAWS, seed=0)
    runs = _runs(np.concatenate([drawn, np.zeros((1, DRAWS), dtype=bool)]).T.ravel())
    draw, place = np.divmod(runs.firsts, len(drawn) + 1)
    pairs = np.stack([place, place + runs.stops - runs.firsts], axis=1)
    candidates, often = np.unique(pairs, axis=0, return_counts=True)
    candidates = candidates[np.argsort(-often, kind="stable")[:MOST_DRAWN]]
    first_of_draw = np.flatnonzero(np.diff(draw, prepend=-1))
    nearest = [
        np.maximum.reduceat(_ious(candidate, pairs), first_of_draw) for candidate in candidates
    ]
    expected = np.array([ious.sum() / DRAWS for ious in nearest])
    return _listed(curve, Windows(candidates[:, 0], candidates[:, 1], expected))


def _ious(one: Indices, those: Indices) -> Floats:
    """Of one window ``[2]`` with each of ``[n, 2]``, all ``[first, stop)``; float64 ``[n]``."""
    common = np.minimum(one[1], those[:, 1]) - np.maximum(one[0], those[:, 0])
    common = np.maximum(common, 0)
    ious: Floats = common / (one[1] - one[0] + those[:, 1] - those[:, 0] - common)
    return ious


def change_points(curve: Curve) -> list[ScoredWindow]:
    """One to a few neighbouring pieces between changes of the mean, by their sum above 0.4 of the
    way from the mean to the highest piece's."""
    pieces = borders(curve.values)
    ways = range(1, min(MOST_PIECES, len(pieces) - 1) + 1)
    if not ways:
        return []
    firsts, stops = (
        np.concatenate(parts) for parts in ([pieces[:-k] for k in ways], [pieces[k:] for k in ways])
    )
    fitted = np.repeat(np.diff(_running(curve.values)[pieces]) / np.diff(pieces), np.diff(pieces))
    windows = Windows(firsts, stops, np.zeros(len(firsts)))
    return _listed(curve, _excess(fitted, windows, _level(fitted, 0.4)))


def max_sum(curve: Curve) -> list[ScoredWindow]:
    """Again and again the interval with the largest sum above half way from mean to maximum."""
    values = curve.values
    gains = values - (values.mean() + values.max()) / 2
    found: list[tuple[int, int, float]] = []
    for _ in range(LISTED):
        sums = np.concatenate([[0.0], np.cumsum(gains)])
        rises = sums - np.minimum.accumulate(sums)
        stop = int(rises.argmax())
        if rises[stop] <= 0:
            break
        first = int(sums[:stop].argmin())
        found.append((first, stop, float(rises[stop])))
        gains[first:stop] = -1e9
    firsts, stops, scores = (
        (np.array(column) for column in zip(*found, strict=True))
        if found
        else (np.empty(0, int), np.empty(0, int), np.empty(0))
    )
    return _listed(curve, Windows(firsts, stops, scores))


def otsu_runs(curve: Curve) -> list[ScoredWindow]:
    """Runs above Otsu's threshold by their sum above it."""
    threshold = otsu(curve.values)
    return _listed(curve, _excess(curve.values, _runs(curve.values > threshold), threshold))


def excess_sum(curve: Curve) -> list[ScoredWindow]:
    """All windows by their sum above 0.4 of the way from mean to maximum."""
    return _listed(
        curve, _excess(curve.values, _all_windows(curve.values), _level(curve.values, 0.4))
    )


def excess_sum_smoothed(curve: Curve) -> list[ScoredWindow]:
    """The same on the curve smoothed over three; the mean of the sums above 0.3, 0.4 and 0.5 is
    the sum above 0.4."""
    smooth = smoothed(curve.values)
    return _listed(curve, _excess(smooth, _all_windows(smooth), _level(smooth, 0.4)))


def level_contrast(curve: Curve) -> list[ScoredWindow]:
    """Runs above many levels by inside less outside, times a power of length."""
    return _listed(curve, _contrast(curve.values), overlap=0.7)


def edge_contrast(curve: Curve) -> list[ScoredWindow]:
    """Excess sum, smoothed, plus 0.3 of the rise at the start and the fall at the end."""
    smooth = smoothed(curve.values)
    windows = _excess(smooth, _all_windows(smooth), _level(smooth, 0.4))
    return _listed(curve, _with(windows, windows.scores + 0.3 * _edges(smooth, windows)))


def otsu_then_contrast(curve: Curve) -> list[ScoredWindow]:
    """The first of Otsu's runs, then what level contrast finds."""
    first = otsu_runs(curve)[:1]
    return first + [window for window in level_contrast(curve) if window[:2] != first[0][:2]][:9]


def before(curve: Curve) -> list[ScoredWindow]:
    """What the server did before, but for its interpolated ends and its bounds on the floor: around
    each peak, highest first, down to 0.45 of its height over the median; by the mean above the
    median times ``sqrt(l / (l + 1))``."""
    smooth = smoothed(curve.values, share=0.25)
    floor = float(np.median(smooth))
    taken = np.zeros(len(smooth), dtype=bool)
    found: list[tuple[int, int, float]] = []
    for peak in np.argsort(-smooth, kind="stable"):
        if taken[peak] or len(found) == 4 * LISTED:
            continue
        free = (smooth > floor + 0.45 * (smooth[peak] - floor)) & ~taken
        first, stop = _around(free, int(peak))
        taken[first:stop] = True
        length = stop - first
        height = float(smooth[first:stop].mean()) - floor
        found.append((first, stop, height * (length / (length + 1)) ** 0.5))
    firsts, stops, scores = (np.array(column) for column in zip(*found, strict=True))
    return _listed(curve, Windows(firsts, stops, scores))


def _around(free: NDArray[np.bool_], peak: int) -> tuple[int, int]:
    before_peak = np.flatnonzero(~free[:peak])
    after_peak = np.flatnonzero(~free[peak + 1 :])
    first = int(before_peak[-1]) + 1 if len(before_peak) else 0
    return first, peak + 1 + int(after_peak[0]) if len(after_peak) else len(free)


RULES: dict[str, Rule] = {
    "mean of windows": mean_windows,
    "watershed, mean": watershed,
    "Viterbi, two states": viterbi,
    "expected IoU, two states": expected_iou,
    "change points": change_points,
    "max-sum interval": max_sum,
    "Otsu runs, excess sum": otsu_runs,
    "excess sum at 0.4": excess_sum,
    "excess sum, smoothed over 3": excess_sum_smoothed,
    "level sets, contrast": level_contrast,
    "Otsu first, then contrast": otsu_then_contrast,
    "excess sum and edges, smoothed": edge_contrast,
    "the server before": before,
    "the server, disjoint": server_disjoint,
    "the server": server,
}
QUADRATIC = {
    "mean of windows",
    "excess sum at 0.4",
    "excess sum, smoothed over 3",
    "excess sum and edges, smoothed",
}


def smoothed(values: Floats, *, share: float = 1.0) -> Floats:
    """Each value with ``share`` of its neighbours; 1 is the mean of three."""
    sums, weights = values.astype(np.float64).copy(), np.ones(len(values))
    sums[1:] += share * values[:-1]
    weights[1:] += share
    sums[:-1] += share * values[1:]
    weights[:-1] += share
    mean: Floats = sums / weights
    return mean


def _level(values: Floats, share: float) -> float:
    mean = float(values.mean())
    return mean + share * (float(values.max()) - mean)


def _runs(inside: NDArray[np.bool_]) -> Windows:
    steps = np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8))
    firsts, stops = np.flatnonzero(steps > 0), np.flatnonzero(steps < 0)
    return Windows(firsts, stops, np.zeros(len(firsts)))


def _level_sets(values: Floats) -> Windows:
    low, high = float(values.min()), float(values.max())
    levels = low + (high - low) * (np.arange(LEVEL_COUNT) + 0.5) / LEVEL_COUNT
    runs = [_runs(values > level) for level in levels]
    pairs = np.unique(np.concatenate([np.stack([r.firsts, r.stops], axis=1) for r in runs]), axis=0)
    return Windows(pairs[:, 0], pairs[:, 1], np.zeros(len(pairs)))


def _all_windows(values: Floats) -> Windows:
    if len(values) > LONGEST_FOR_ALL_WINDOWS:
        raise ValueError(
            f"{len(values)} samples have too many windows; {LONGEST_FOR_ALL_WINDOWS} are the most"
        )
    firsts, lasts = np.triu_indices(len(values))
    return Windows(firsts, lasts + 1, np.zeros(len(firsts)))


def _sums(values: Floats, windows: Windows) -> Floats:
    running = _running(values)
    sums: Floats = running[windows.stops] - running[windows.firsts]
    return sums


def _running(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _with(windows: Windows, scores: Floats) -> Windows:
    return Windows(windows.firsts, windows.stops, scores)


def _excess(values: Floats, windows: Windows, level: float) -> Windows:
    """Those whose sum above ``level`` is more than nothing."""
    scores = _sums(values - level, windows)
    chosen = scores > 0
    return Windows(windows.firsts[chosen], windows.stops[chosen], scores[chosen])


def _contrast(values: Floats) -> Windows:
    windows, count = _level_sets(values), len(values)
    lengths = windows.stops - windows.firsts
    inside = _sums(values, windows)
    outside = (values.sum() - inside) / np.maximum(1, count - lengths)
    shape = (lengths * (count - lengths) / count) ** 0.35
    return _with(windows, (inside / lengths - outside) * shape)


def _edges(values: Floats, windows: Windows) -> Floats:
    """Rise and fall between the means of two samples on both sides; 0 at the ends."""
    running, count = _running(values), len(values)

    def mean(low: Indices, high: Indices) -> Floats:
        low, high = np.maximum(low, 0), np.minimum(high, count)
        means: Floats = (running[high] - running[low]) / np.maximum(1, high - low)
        return means

    firsts, stops = windows.firsts, windows.stops
    rise = mean(firsts, firsts + 2) - mean(firsts - 2, firsts)
    fall = mean(stops - 2, stops) - mean(stops, stops + 2)
    return np.where(firsts > 0, rise, 0) + np.where(stops < count, fall, 0)


def _listed(curve: Curve, windows: Windows, *, overlap: float = 0.5) -> list[ScoredWindow]:
    """The best in seconds, none overlapping a better one by more than ``overlap``."""
    cells = cells_of(curve)
    order = np.argsort(-windows.scores, kind="stable")
    starts = cells.starts_us[windows.firsts[order]] / MICROSECONDS_PER_SECOND
    ends, scores = (
        cells.ends_us[windows.stops[order] - 1] / MICROSECONDS_PER_SECOND,
        windows.scores[order],
    )
    listed: list[ScoredWindow] = []
    left = np.arange(len(order))
    while len(left) and len(listed) < LISTED:
        best = left[0]
        listed.append((float(starts[best]), float(ends[best]), float(scores[best])))
        common = np.minimum(ends[left], ends[best]) - np.maximum(starts[left], starts[best])
        union = (ends[left] - starts[left]) + (ends[best] - starts[best]) - common
        left = left[1:][(common <= overlap * union)[1:]]
    return listed
