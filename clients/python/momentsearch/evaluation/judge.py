"""Answers held against the labels: what is right of each, and the figures of all."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from momentsearch.evaluation.ask import Answer
from momentsearch.evaluation.detection import (
    Bin,
    Detection,
    Verdict,
    calibration_bins,
    calibration_error,
    detection,
)
from momentsearch.evaluation.labels import Prediction, Query, ScoredWindow, Window
from momentsearch.evaluation.resolve import STILL_WINDOW, Label
from momentsearch.evaluation.scorer import (
    CLIP_SECONDS,
    THRESHOLDS,
    Figures,
    average_precisions,
    first_iou,
    score,
)
from momentsearch.query import Text
from momentsearch.query_text import parse_query
from momentsearch.results import EvidenceCurve, MediaKind, Moment, Presence

RIGHT_OVERLAP = 0.5
# Media of one question are laid end to end on one timeline, this far apart.
_APART_SECONDS = float(2**24)
# In a media that the question is not about: overlaps nothing.
_ELSEWHERE = (-1.0, -1.0)


@dataclass(frozen=True)
class Judged:
    """One answer and what is right of it.

    ``is_right``: the first moment overlaps a true one by half or more (intersection over union; a
    still is right as a whole); of what is absent, that the server says so. ``first_iou`` and
    ``average_precision`` (over the thresholds of mAP) are in [0, 1], None of what is absent and
    within a still. ``media_place`` is the place of the first moment in a media of the question,
    from 1, None where none of the list is.
    """

    labels: tuple[Label, ...]
    answer: Answer
    is_right: bool
    best_confidence: float
    first_iou: float | None
    average_precision: float | None
    media_place: int | None
    query: Query
    prediction: Prediction

    @property
    def is_absent(self) -> bool:
        return self.query.absent

    @property
    def has_spans(self) -> bool:
        return self.first_iou is not None


@dataclass(frozen=True)
class ScopeFigures:
    """The figures of one way of asking. All are per cent but those that ``Detection`` excepts.

    ``by_modality`` has ``picture``, ``sound`` and ``both``, as far as there are any.
    """

    by_length: Mapping[str, Figures]
    by_modality: Mapping[str, Figures]
    right_media_first: float
    right_media_in_list: float
    detection: Detection
    calibration_error: float
    calibration_bins: tuple[Bin, ...]
    median_seconds: float


def judge(labels: Sequence[Label], answer: Answer, *, within: bool) -> Judged:
    """``labels`` are all those of one question: within a media one, over all media any number."""
    places = {
        label.media.media_id: _APART_SECONDS * place
        for place, label in enumerate(labels)
        if label.media is not None
    }
    query = _joined_query(labels, places)
    windows = tuple(_window(moment, places) for moment in answer.moments)
    absent, still_alone = query.absent, within and labels[0].is_still
    overlap = first_iou(windows, query.windows) if query.windows else 0.0
    has_spans = not (absent or still_alone)
    return Judged(
        labels=tuple(labels),
        answer=answer,
        is_right=answer.presence is not Presence.FOUND if absent else overlap >= RIGHT_OVERLAP,
        best_confidence=max((moment.confidence for moment in answer.moments), default=0.0),
        first_iou=overlap if has_spans else None,
        average_precision=(
            statistics.fmean(average_precisions(windows, query.windows, THRESHOLDS))
            if has_spans
            else None
        ),
        media_place=_media_place(answer.moments, places),
        query=query,
        prediction=Prediction(query.qid, windows, _saliency(labels[0], answer) if within else ()),
    )


def figures(judged: Sequence[Judged]) -> ScopeFigures:
    with_spans = [one for one in judged if one.has_spans]
    present = [one for one in judged if not one.is_absent]
    verdicts = [
        Verdict(not one.is_absent, one.best_confidence, one.answer.presence is Presence.FOUND)
        for one in judged
    ]
    bins = calibration_bins(
        [
            (one.answer.moments[0].confidence, one.is_right and not one.is_absent)
            for one in judged
            if one.answer.moments
        ]
    )
    return ScopeFigures(
        by_length=_scored(with_spans),
        by_modality=_by_modality(with_spans),
        right_media_first=_per_cent(one.media_place == 1 for one in present),
        right_media_in_list=_per_cent(one.media_place is not None for one in present),
        detection=detection(verdicts),
        calibration_error=calibration_error(bins),
        calibration_bins=tuple(bins),
        median_seconds=(
            statistics.median(one.answer.seconds for one in judged) if judged else math.nan
        ),
    )


def _joined_query(labels: Sequence[Label], places: Mapping[str, float]) -> Query:
    first = labels[0].query
    windows = [
        (start + places[label.media.media_id], end + places[label.media.media_id])
        for label in labels
        if label.media is not None
        for start, end in _true_windows(label)
    ]
    saliency = first.saliency if len(labels) == 1 else None
    return Query(
        qid=first.qid,
        text=first.text,
        vid=first.vid,
        duration_seconds=None,
        windows=tuple(dict.fromkeys(windows)),
        modality=first.modality,
        absent=first.absent,
        saliency=saliency,
    )


def _true_windows(label: Label) -> Sequence[Window]:
    return [STILL_WINDOW] if label.is_still and label.query.windows else label.query.windows


def _window(moment: Moment, places: Mapping[str, float]) -> ScoredWindow:
    offset = places.get(moment.media_id)
    if offset is None:
        return (*_ELSEWHERE, moment.score)
    start, end = moment.start_seconds, moment.end_seconds
    if moment.media_kind is MediaKind.STILL:
        start, end = STILL_WINDOW
    return offset + start, offset + end, moment.score


def _media_place(moments: Sequence[Moment], places: Mapping[str, float]) -> int | None:
    found = (place for place, moment in enumerate(moments, 1) if moment.media_id in places)
    return next(found, None)


def _scored(judged: Sequence[Judged]) -> Mapping[str, Figures]:
    return score([one.query for one in judged], [one.prediction for one in judged])


def _by_modality(judged: Sequence[Judged]) -> dict[str, Figures]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.query.modality or "both", []).append(one)
    return {name: _scored(groups[name])["full"] for name in sorted(groups)}


def _per_cent(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return 100 * sum(listed) / len(listed) if listed else math.nan


# The curve by clips of two seconds, for HIT@1


def _saliency(label: Label, answer: Answer) -> tuple[float, ...]:
    """Of a query that is one description: of several, none of the curves is that of the whole."""
    if not isinstance(parse_query(label.query.text), Text) or label.is_still:
        return ()
    by_space: dict[str, EvidenceCurve] = {}
    for moment in answer.moments:
        for evidence in moment.evidence:
            if evidence.curve is not None:
                by_space.setdefault(evidence.space_id, evidence.curve)
    clips = [_clips(curve) for curve in by_space.values() if curve.points]
    longest = max(map(len, clips), default=0)
    padded = [[*values, *[-math.inf] * (longest - len(values))] for values in clips]
    joined = tuple(max(values) for values in zip(*padded, strict=True))
    return joined if any(map(math.isfinite, joined)) else ()


def _clips(curve: EvidenceCurve) -> list[float]:
    """The highest point of each clip: of those whose middle it holds, else the one at its own."""
    start, step = curve.span.start_seconds, curve.span.duration_seconds / len(curve.points)
    count = max(1, math.ceil(curve.span.end_seconds / CLIP_SECONDS - 1e-9))
    values = [-math.inf] * count
    for index, point in enumerate(curve.points):
        clip = int((start + (index + 0.5) * step) / CLIP_SECONDS)
        values[min(clip, count - 1)] = max(values[min(clip, count - 1)], _known(point))
    if step > CLIP_SECONDS:
        for clip in range(count):
            index = int(((clip + 0.5) * CLIP_SECONDS - start) / step)
            values[clip] = _known(curve.points[max(0, min(index, len(curve.points) - 1))])
    return values


def _known(point: float) -> float:
    return -math.inf if math.isnan(point) else point
