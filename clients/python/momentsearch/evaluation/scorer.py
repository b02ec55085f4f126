"""How well predicted spans match the true ones: R1, mAP and HIT@1.

The metrics are those of QVHighlights (``standalone_eval`` of Moment-DETR, Lei et al. 2021), so that
figures compare with published ones:

- R1 takes the first prediction of the list and its best true window.
- mAP takes the first ten of the list, sorts them by score (stable), and matches each to the best
  true window that no earlier one has taken, if they overlap enough. Precision is interpolated at
  all points of recall; the mean is over queries, then over the thresholds 0.50 to 0.95.
- HIT@1 asks whether the highest clip of the curve, the first of equals, is relevant.

Absent queries have no true window and take no part. All figures are per cent, 0 to 100.
"""

from __future__ import annotations

import dataclasses
import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from momentsearch.evaluation.labels import LabelError, Prediction, Query, ScoredWindow, Window

THRESHOLDS = tuple(round(0.5 + 0.05 * step, 2) for step in range(10))
COUNTED_PREDICTIONS = 10
CLIP_SECONDS = 2.0
# What an annotator calls a clip that is very good.
RELEVANT_CLIP_SCORE = 4


@dataclass(frozen=True)
class Figures:
    """Per cent over ``query_count`` queries; nan where there are none (HIT@1: or no curves)."""

    query_count: int
    r1_at_50: float
    r1_at_70: float
    map_at_50: float
    map_at_75: float
    map_average: float
    hit_at_1: float


# Lengths of true windows in seconds, more than the first and at most the second.
BUCKETS = {
    "full": (0.0, math.inf),
    "short": (0.0, 10.0),
    "middle": (10.0, 30.0),
    "long": (30.0, math.inf),
}


def score(queries: Sequence[Query], predictions: Iterable[Prediction]) -> dict[str, Figures]:
    """Figures by bucket of length, in the order of ``BUCKETS``.

    A bucket keeps the true windows of its lengths and the queries that have any; their predictions
    stay as they are. Raises ``LabelError`` where a query has no prediction (an empty list is one)
    or a prediction no query.
    """
    answers = {prediction.qid: prediction for prediction in predictions}
    _check_same(queries, answers)
    return {name: _figures(_kept(queries, *bounds), answers) for name, bounds in BUCKETS.items()}


def iou(one: Window | ScoredWindow, other: Window) -> float:
    """Intersection over union in time; 0 for two empty spans."""
    overlap = max(0.0, min(one[1], other[1]) - max(one[0], other[0]))
    union = (one[1] - one[0]) + (other[1] - other[0]) - overlap
    return overlap / union if union > 0 else 0.0


def average_precisions(
    windows: Sequence[ScoredWindow], truths: Sequence[Window], thresholds: Sequence[float]
) -> list[float]:
    """In [0, 1] for each threshold of overlap; ``truths`` has at least one."""
    counted = sorted(windows[:COUNTED_PREDICTIONS], key=lambda window: -window[2])
    overlaps = [[iou(window, truth) for truth in truths] for window in counted]
    return [_average_precision(_hits(overlaps, at), len(truths)) for at in thresholds]


def _check_same(queries: Sequence[Query], answers: Mapping[str, Prediction]) -> None:
    asked = {query.qid for query in queries}
    for query in queries:
        if query.qid not in answers:
            raise LabelError(
                f"qid {query.qid!r} has no prediction; write an empty list where nothing was found"
            )
    for qid in answers:
        if qid not in asked:
            raise LabelError(f"the prediction of qid {qid!r} answers no query of the labels")


def _kept(queries: Sequence[Query], over: float, at_most: float) -> list[Query]:
    cut = (
        dataclasses.replace(
            query, windows=tuple(w for w in query.windows if over < w[1] - w[0] <= at_most)
        )
        for query in queries
    )
    return [query for query in cut if query.windows]


def _figures(queries: Sequence[Query], answers: Mapping[str, Prediction]) -> Figures:
    firsts = [first_iou(answers[query.qid].windows, query.windows) for query in queries]
    precisions = [
        average_precisions(answers[query.qid].windows, query.windows, THRESHOLDS)
        for query in queries
    ]
    nothing = [math.nan] * len(THRESHOLDS)
    by_threshold = [statistics.fmean(at) for at in zip(*precisions, strict=True)] or nothing
    return Figures(
        query_count=len(queries),
        r1_at_50=_percentage(first >= 0.5 for first in firsts),
        r1_at_70=_percentage(first >= 0.7 for first in firsts),
        map_at_50=100 * by_threshold[THRESHOLDS.index(0.5)],
        map_at_75=100 * by_threshold[THRESHOLDS.index(0.75)],
        map_average=100 * statistics.fmean(by_threshold),
        hit_at_1=_percentage(
            _is_hit(query, answers[query.qid].saliency)
            for query in queries
            if answers[query.qid].saliency
        ),
    )


def _percentage(hits: Iterable[bool]) -> float:
    listed = list(hits)
    return 100 * sum(listed) / len(listed) if listed else math.nan


def first_iou(windows: Sequence[ScoredWindow], truths: Sequence[Window]) -> float:
    """Of the first prediction with its best truth; 0 without a prediction."""
    return max(iou(windows[0], truth) for truth in truths) if windows else 0.0


def _hits(overlaps: Sequence[Sequence[float]], threshold: float) -> list[bool]:
    """Whether each prediction finds a free true window: the one it overlaps most, of equals the
    last, as the reference implementation's reversed sort has it."""
    taken: set[int] = set()
    hits = []
    for row in overlaps:
        free = [k for k, overlap in enumerate(row) if overlap >= threshold and k not in taken]
        if free:
            taken.add(max(free, key=lambda k: (row[k], k)))
        hits.append(bool(free))
    return hits


def _average_precision(hits: Sequence[bool], truth_count: int) -> float:
    """The area under precision over recall, with precision made non-increasing from the right.

    Recall moves only at hits, each of which adds one share of the true windows; between two hits
    precision only falls, so that hits are all that has to be looked at.
    """
    found, best, area = sum(hits), 0.0, 0.0
    for place in range(len(hits), 0, -1):
        if hits[place - 1]:
            best = max(best, found / place)
            area += best
            found -= 1
    return area / truth_count


def _is_hit(query: Query, saliency: Sequence[float]) -> bool:
    """By the annotators' scores where the set has them, else by the middle of the clip."""
    clip = max(range(len(saliency)), key=saliency.__getitem__)  # the first of equals
    if query.saliency is not None:
        return max(query.saliency.get(clip, (0,)), default=0) >= RELEVANT_CLIP_SCORE
    middle = (clip + 0.5) * CLIP_SECONDS
    return any(start <= middle < end for start, end in query.windows)
