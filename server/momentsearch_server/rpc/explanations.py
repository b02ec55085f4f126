"""Explanations to messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from momentsearch.v1 import explain_service_pb2 as pb
from momentsearch.v1 import search_service_pb2
from momentsearch_server.errors import NotFound
from momentsearch_server.library.catalog import Catalog
from momentsearch_server.rpc import convert
from momentsearch_server.search.answers import TermCurve
from momentsearch_server.search.curves import Curve
from momentsearch_server.search.explanation import (
    Absence,
    Candidate,
    CandidateStage,
    ExplainedCurve,
    ExplainedStep,
    ExplainedTerm,
    Explanation,
    Fate,
    Outcome,
    Question,
)
from momentsearch_server.search.moments import Moment
from momentsearch_server.search.query import AllOf, AnyOf, During, Not, Query, Term, Then, terms_of

_OUTCOMES = {outcome: pb.Outcome.Value(f"OUTCOME_{outcome.value}") for outcome in Outcome}
_KINDS: dict[type[Query], str] = {
    Term: "text",
    AllOf: "all_of",
    AnyOf: "any_of",
    Not: "negation",
    Then: "then",
    During: "during",
}


class Messages:
    """Of one answer. Looks up the titles of the media that its moments are in."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def explanation(
        self, explanation: Explanation, question: Question, title: str, picture: bytes
    ) -> pb.ExplainMomentResponse:
        return pb.ExplainMomentResponse(
            title=title,
            minimum_confidence=question.request.minimum_confidence,
            terms=[_to_term(term) for term in explanation.terms],
            steps=[self._step(step) for step in explanation.steps],
            picture=picture,
        )

    def absence(self, absence: Absence) -> pb.ExplainAbsenceResponse:
        fate = absence.fate
        return pb.ExplainAbsenceResponse(
            outcome=_OUTCOMES[absence.outcome],
            message=absence.message,
            next_step=absence.next_step,
            figures=absence.figures,
            moment=self._moment(None if fate is None else fate.moment),
            rank=0 if fate is None else fate.rank,
            better=self._moment(absence.better),
            better_rank=absence.better_rank,
        )

    def _step(self, step: ExplainedStep) -> pb.ExplainedStep:
        cut = zip(step.found.segmented, step.curves, strict=True)
        return pb.ExplainedStep(
            kind=_KINDS[type(step.found.query)],
            term_indices=[term.index for term in terms_of(step.found.query)],
            curves=[_to_curve(one.sources, one.curve, explained) for one, explained in cut],
            moments=[self._fate(fate) for fate in step.fates],
        )

    def _fate(self, fate: Fate) -> pb.ExplainedMoment:
        return pb.ExplainedMoment(
            moment=self._moment(fate.moment),
            outcome=_OUTCOMES[fate.outcome],
            rank=fate.rank,
            better=self._moment(fate.better),
            better_rank=fate.better_rank,
        )

    def _moment(self, moment: Moment | None) -> search_service_pb2.Moment | None:
        """None also for one of a media that was removed meanwhile."""
        if moment is None:
            return None
        try:
            return convert.to_moment(moment, self._catalog.get_media(moment.media_id))
        except NotFound:
            return None


def _to_term(explained: ExplainedTerm) -> pb.ExplainedTerm:
    curve = explained.curve
    return pb.ExplainedTerm(
        term_index=curve.term.index,
        term_text=curve.term.text,
        read_text=explained.read_text,
        negated=curve.negated,
        weight=curve.term.weight,
        space_id=curve.space.space_id,
        modality=convert.MODALITIES[curve.space.modality],
        encoder=curve.space.encoder,
        scored=explained.scored,
        candidate_stage=_to_stage(explained.stage),
        calibration=explained.calibration,
        samples=_samples_of_term(curve, explained.samples),
    )


def _to_stage(stage: CandidateStage | None) -> pb.CandidateStage | None:
    if stage is None:
        return None
    return pb.CandidateStage(
        exhaustive=stage.exhaustive,
        rank=stage.rank,
        candidate_count=stage.candidate_count,
        media_count=stage.media_count,
    )


def _samples_of_term(found: TermCurve, indices: Sequence[int]) -> Iterator[pb.ExplainedSample]:
    for index in indices:
        similarity = float(found.similarities[index])
        evidence = float(found.curve.values[index])
        yield _to_sample(found.curve, index, similarity, found.confidence(evidence))


def _to_sample(
    curve: Curve, index: int, similarity: float = 0.0, confidence: float = 0.0
) -> pb.ExplainedSample:
    return pb.ExplainedSample(
        start_offset=convert.to_duration(int(curve.starts_us[index])),
        end_offset=convert.to_duration(int(curve.ends_us[index])),
        similarity=similarity,
        evidence=float(curve.values[index]),
        confidence=confidence,
    )


def _to_curve(
    sources: Sequence[TermCurve], curve: Curve, explained: ExplainedCurve
) -> pb.SegmentedCurve:
    spaces = {one.space.space_id for one in sources}
    return pb.SegmentedCurve(
        space_id=spaces.pop() if len(sources) == 1 else "",
        levels=explained.levels,
        candidate_count=explained.candidate_count,
        candidates=[_to_candidate(one) for one in explained.candidates],
        samples=(_to_sample(curve, index) for index in explained.samples),
    )


def _to_candidate(candidate: Candidate) -> pb.SpanCandidate:
    message = pb.SpanCandidate(
        start_offset=convert.to_duration(candidate.span.span.start_us),
        end_offset=convert.to_duration(candidate.span.span.end_us),
        score=candidate.span.score,
        peak_evidence=candidate.span.peak,
        outcome=_OUTCOMES[candidate.outcome],
    )
    if candidate.better is not None:
        message.better_start_offset.CopyFrom(convert.to_duration(candidate.better.start_us))
        message.better_end_offset.CopyFrom(convert.to_duration(candidate.better.end_us))
    return message
