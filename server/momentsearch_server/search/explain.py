"""How one media was scored: the search's own steps, taken again for it and told."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from momentsearch_server.errors import FailedPrecondition, InvalidArgument, Reason
from momentsearch_server.library.records import Scope
from momentsearch_server.search.answers import Found, Segmented
from momentsearch_server.search.curves import Curve
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.explanation import (
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
from momentsearch_server.search.outcomes import Outcomes
from momentsearch_server.search.paging import first_wanted
from momentsearch_server.search.plan import Plan, TermInSpace
from momentsearch_server.search.query import Term
from momentsearch_server.timespan import TimeSpan

# An answer with so many may take 3.5 MB; gRPC's clients take 4 MiB unless told otherwise.
MOST_SAMPLES = 60_000
MOST_CANDIDATES = 50


def explain_moment(
    engine: SearchEngine,
    question: Question,
    span: TimeSpan,
    *,
    samples_start_us: int = 0,
    samples_end_us: int | None = None,
) -> Explanation:
    """How the media was scored, and what became of it within ``span``.

    Samples are given from ``samples_start_us`` to ``samples_end_us`` (None: to the end).

    Raises ``NotFound`` (COLLECTION_NOT_FOUND), ``FailedPrecondition`` (MEDIA_FILTERED_OUT) and
    ``InvalidArgument`` (EXPLANATION_TOO_LARGE).
    """

    def explained(scope: Scope) -> Explanation:
        if question.media_id not in scope.media_ids:
            raise FailedPrecondition(
                Reason.MEDIA_FILTERED_OUT,
                f"the search's filter leaves media {question.media_id!r} out; ExplainAbsence says "
                "by what, or search without the filter",
            )
        plan, ranking = engine.explained(
            question.request, scope, first_wanted(question.shown_count)
        )
        part = TimeSpan(samples_start_us, samples_end_us or np.iinfo(np.int64).max)
        terms = list(_terms(engine, question, plan, part))
        found = engine.found(question.media_id, terms_present(question.media_id, plan), plan)
        steps = list(_steps(found, Outcomes(question, plan, ranking), span, part))
        _check_size(terms, steps)
        return Explanation(ranking, terms, [_with_frames(engine, s, plan) for s in steps])

    return engine.consistently(question.request, explained)


def terms_present(media_id: str, plan: Plan) -> list[TermInSpace]:
    """The terms in those spaces in which a media has samples: what is scored in it, or would be."""
    return [term for term in plan.terms if media_id in plan.scope.samples[term.space_id]]


def _terms(
    engine: SearchEngine, question: Question, plan: Plan, part: TimeSpan
) -> Iterator[ExplainedTerm]:
    media_id = question.media_id
    for term in terms_present(media_id, plan):
        curve = engine.term_curve(term, media_id, plan)
        yield ExplainedTerm(
            curve=curve,
            read_text=term.encoder.read_part(term.term.text),
            scored=media_id in plan.to_score,
            stage=_stage(term, media_id, plan),
            calibration=_calibration(term, plan.scope),
            samples=_samples_in(curve.curve, part),
        )


def _stage(term: TermInSpace, media_id: str, plan: Plan) -> CandidateStage | None:
    for one, found in plan.candidates:
        if one is term:
            ids = found.media_ids
            ranked = not found.exhaustive and media_id in ids
            return CandidateStage(
                exhaustive=found.exhaustive,
                rank=ids.index(media_id) + 1 if ranked else 0,
                candidate_count=len(ids),
                media_count=len(plan.scope.media_in(term.space_id)),
            )
    return None


def _calibration(term: TermInSpace, scope: Scope) -> Mapping[str, float]:
    """The figures of the null, and how similarities become evidence and confidence."""
    calibrated = term.calibrated
    count = term.chosen_of(scope)
    figures = {"gain": calibrated.gain, "offset": calibrated.offset}
    figures |= {"sample_count": float(count), "space_count": float(term.space_count)}
    figures["chance"] = calibrated.chance(count, term.space_count)
    figures["words_read"] = term.words_read
    return {**_numbers(calibrated.background), **figures}


def _numbers(value: object) -> Mapping[str, float]:
    """The number fields of a dataclass, by name."""
    assert dataclasses.is_dataclass(value)
    named = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    return {name: float(number) for name, number in named if isinstance(number, int | float)}


def _samples_in(curve: Curve, part: TimeSpan) -> Sequence[int]:
    within = (curve.ends_us > part.start_us) & (curve.starts_us < part.end_us)
    return [int(index) for index in np.flatnonzero(within)]


def _steps(
    found: Found, outcomes: Outcomes, span: TimeSpan, part: TimeSpan
) -> Iterator[ExplainedStep]:
    yield _step(found, outcomes.fates(found), span, part)
    for one in parts_below(found):
        yield _step(one, outcomes.fates_of_part(one, found), span, part)


def parts_below(found: Found) -> Iterator[Found]:
    """What THEN and DURING stand over, in reading order, each before its own parts."""
    for part in found.parts:
        yield part
        yield from parts_below(part)


def _step(found: Found, fates: Iterable[Fate], span: TimeSpan, part: TimeSpan) -> ExplainedStep:
    return ExplainedStep(
        found=found,
        curves=[_curve(found, one, span, part) for one in found.segmented],
        fates=[fate for fate in fates if fate.moment.span.overlap_us(span)],
    )


def _curve(found: Found, one: Segmented, span: TimeSpan, part: TimeSpan) -> ExplainedCurve:
    cut = one.segmentation
    places = cut.around(span.start_us, span.end_us)
    sample = cut.sample_at(span.middle_us)
    as_sampled = isinstance(found.query, Term) and found.query.weight == 1
    return ExplainedCurve(
        candidate_count=len(places),
        candidates=[candidate_at(one, place) for place in places[:MOST_CANDIDATES]],
        levels={} if sample is None else cut.levels(sample),
        samples=[] if as_sampled else _samples_in(one.curve, part),
    )


def candidate_at(one: Segmented, place: int) -> Candidate:
    cut = one.segmentation
    span, better = cut.candidate(place), cut.better(place)
    if better is not None:
        return Candidate(span, Outcome.SUPPRESSED_BY, cut.candidate(better).span)
    outcome = Outcome.PRESENT if cut.is_kept(place) else Outcome.OUTRANKED
    return Candidate(span, outcome, None)


def _check_size(terms: Sequence[ExplainedTerm], steps: Sequence[ExplainedStep]) -> None:
    curves = [curve for step in steps for curve in step.curves]
    counts = [len(one.samples) for one in terms] + [len(one.samples) for one in curves]
    if sum(counts) > MOST_SAMPLES:
        raise InvalidArgument(
            Reason.EXPLANATION_TOO_LARGE,
            f"samples_end_offset leaves {sum(counts)} samples of {sum(map(bool, counts))} curves, "
            f"expected at most {MOST_SAMPLES}: ask for a part, with samples_start_offset and "
            "samples_end_offset",
            field="samples_end_offset",
        )


def _with_frames(engine: SearchEngine, step: ExplainedStep, plan: Plan) -> ExplainedStep:
    """Moments as they are listed name the picture that shows them; so do these."""
    fates = [
        dataclasses.replace(
            fate, moment=engine.with_best_frame(fate.moment, plan.terms, plan.scope)
        )
        for fate in step.fates
    ]
    return dataclasses.replace(step, fates=fates)
