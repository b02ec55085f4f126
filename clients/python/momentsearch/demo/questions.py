"""The questions asked, and the answers judged against the truth."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from momentsearch._sync.client import Client
from momentsearch.demo.truth import Question, TrueSpan
from momentsearch.results import Media, Moment, Presence

SHOWN_MOMENTS = 3
BAR_POINTS = 40
RIGHT_OVERLAP = 0.5
# Ten of twelve, and as large a part of any other number.
RIGHT_SHARE = 10 / 12


@dataclass(frozen=True)
class Answered:
    """A question with what the server said.

    ``overlap`` is the intersection over union of the first moment and the truth, in [0, 1]; None
    where there is no truth to overlap. ``rejected`` are the best candidates where nothing was
    confident enough.
    """

    question: Question
    presence: Presence
    moments: tuple[Moment, ...]
    rejected: tuple[Moment, ...]
    overlap: float | None
    is_right: bool
    seconds: float


@dataclass(frozen=True)
class Score:
    """``passed``: enough are right, and what is nowhere was always said to be nowhere."""

    right: int
    of: int
    passed: bool


def ask(client: Client, question: Question, media: Mapping[str, Media]) -> Answered:
    """Asks the server; ``media`` is by file name, for telling what the truth is about."""
    began = time.monotonic()
    result = client.search(
        question.text,
        page_size=SHOWN_MOMENTS,
        candidate_count=SHOWN_MOMENTS,
        curve_point_count=BAR_POINTS,
    )
    seconds = time.monotonic() - began
    overlap = first_overlap(result.moments, question.spans, media)
    return Answered(
        question=question,
        presence=result.presence,
        moments=result.moments,
        rejected=result.candidates,
        overlap=overlap,
        is_right=is_right(question, result.presence, overlap),
        seconds=seconds,
    )


def is_right(question: Question, presence: Presence, overlap: float | None) -> bool:
    """What is nowhere must be said to be nowhere; else the first moment must be the right one."""
    if question.is_absent:
        return presence is Presence.NOT_FOUND
    return overlap is not None and overlap >= RIGHT_OVERLAP


def score(answered: Sequence[Answered]) -> Score:
    right = sum(answer.is_right for answer in answered)
    absent_right = all(answer.is_right for answer in answered if answer.question.is_absent)
    enough = right >= math.ceil(RIGHT_SHARE * len(answered) - 1e-9)
    return Score(right=right, of=len(answered), passed=enough and absent_right)


def first_overlap(
    moments: Sequence[Moment], spans: Sequence[TrueSpan], media: Mapping[str, Media]
) -> float | None:
    """Of the first moment with the span that it overlaps most; None without either."""
    if not moments or not spans:
        return None
    return max(overlap(moments[0], span, media) for span in spans)


def overlap(moment: Moment, span: TrueSpan, media: Mapping[str, Media]) -> float:
    """Intersection over union, in [0, 1]; in another media 0, in the same still 1."""
    if media[span.file_name].media_id != moment.media_id:
        return 0.0
    if span.end_seconds <= span.start_seconds:
        return 1.0
    shared = min(moment.end_seconds, span.end_seconds) - max(
        moment.start_seconds, span.start_seconds
    )
    length = moment.span.duration_seconds + span.end_seconds - span.start_seconds
    return max(0.0, shared) / (length - max(0.0, shared))
