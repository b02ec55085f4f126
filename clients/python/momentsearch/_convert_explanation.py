"""Messages of the ExplainService to the client's own values, and back."""

from __future__ import annotations

from momentsearch import _convert, explanation
from momentsearch.v1 import explain_service_pb2 as pb
from momentsearch.v1 import search_service_pb2

_OUTCOMES = {
    pb.Outcome.Value(f"OUTCOME_{outcome.value}"): outcome
    for outcome in explanation.Outcome
    if outcome is not explanation.Outcome.UNKNOWN
}


def moment_request(
    search: search_service_pb2.SearchMomentsRequest,
    *,
    media_id: str,
    span: tuple[float, float],
    samples: tuple[float, float] | None,
    picture_width: int,
) -> pb.ExplainMomentRequest:
    start_seconds, end_seconds = span
    request = pb.ExplainMomentRequest(
        search=search,
        media_id=media_id,
        start_offset=_convert.seconds_to_duration(start_seconds),
        end_offset=_convert.seconds_to_duration(end_seconds),
        picture_width=picture_width,
    )
    if samples is not None:
        first_seconds, last_seconds = samples
        request.samples_start_offset.CopyFrom(_convert.seconds_to_duration(first_seconds))
        request.samples_end_offset.CopyFrom(_convert.seconds_to_duration(last_seconds))
    return request


def absence_request(
    search: search_service_pb2.SearchMomentsRequest, *, media_id: str, at_seconds: float
) -> pb.ExplainAbsenceRequest:
    return pb.ExplainAbsenceRequest(
        search=search, media_id=media_id, offset=_convert.seconds_to_duration(at_seconds)
    )


def absence(message: pb.ExplainAbsenceResponse) -> explanation.Absence:
    return explanation.Absence(
        outcome=_outcome(message.outcome),
        message=message.message,
        next_step=message.next_step,
        figures=dict(message.figures),
        moment=_convert.moment(message.moment) if message.HasField("moment") else None,
        rank=message.rank,
        better=_convert.moment(message.better) if message.HasField("better") else None,
        better_rank=message.better_rank,
    )


def explanation_(message: pb.ExplainMomentResponse) -> explanation.Explanation:
    return explanation.Explanation(
        title=message.title,
        minimum_confidence=message.minimum_confidence,
        terms=tuple(_term(term) for term in message.terms),
        steps=tuple(_step(step) for step in message.steps),
        picture=message.picture or None,
    )


def _outcome(number: int) -> explanation.Outcome:
    return _OUTCOMES.get(number, explanation.Outcome.UNKNOWN)


def _term(message: pb.ExplainedTerm) -> explanation.ExplainedTerm:
    has_stage = message.HasField("candidate_stage")
    return explanation.ExplainedTerm(
        term_index=message.term_index,
        term_text=message.term_text,
        negated=message.negated,
        weight=message.weight,
        space_id=message.space_id,
        modality=_convert.modality(message.modality),
        encoder=message.encoder,
        scored=message.scored,
        candidate_stage=_stage(message.candidate_stage) if has_stage else None,
        calibration=dict(message.calibration),
        samples=tuple(_sample(sample) for sample in message.samples),
        read_text=message.read_text or message.term_text,  # an older server says nothing
    )


def _stage(message: pb.CandidateStage) -> explanation.CandidateStage:
    return explanation.CandidateStage(
        exhaustive=message.exhaustive,
        rank=message.rank,
        candidate_count=message.candidate_count,
        media_count=message.media_count,
    )


def _sample(message: pb.ExplainedSample) -> explanation.ExplainedSample:
    return explanation.ExplainedSample(
        span=_convert.span(message.start_offset, message.end_offset),
        similarity=message.similarity,
        evidence=message.evidence,
        confidence=message.confidence,
    )


def _step(message: pb.ExplainedStep) -> explanation.ExplainedStep:
    return explanation.ExplainedStep(
        kind=message.kind,
        term_indices=tuple(message.term_indices),
        curves=tuple(_curve(curve) for curve in message.curves),
        moments=tuple(_moment(moment) for moment in message.moments),
    )


def _curve(message: pb.SegmentedCurve) -> explanation.SegmentedCurve:
    return explanation.SegmentedCurve(
        space_id=message.space_id,
        levels=dict(message.levels),
        candidate_count=message.candidate_count,
        candidates=tuple(_candidate(candidate) for candidate in message.candidates),
        samples=tuple(_sample(sample) for sample in message.samples),
    )


def _candidate(message: pb.SpanCandidate) -> explanation.SpanCandidate:
    has_better = message.HasField("better_start_offset")
    better = _convert.span(message.better_start_offset, message.better_end_offset)
    return explanation.SpanCandidate(
        span=_convert.span(message.start_offset, message.end_offset),
        score=message.score,
        peak_evidence=message.peak_evidence,
        outcome=_outcome(message.outcome),
        better=better if has_better else None,
    )


def _moment(message: pb.ExplainedMoment) -> explanation.ExplainedMoment:
    return explanation.ExplainedMoment(
        moment=_convert.moment(message.moment),
        outcome=_outcome(message.outcome),
        rank=message.rank,
        better=_convert.moment(message.better) if message.HasField("better") else None,
        better_rank=message.better_rank,
    )
