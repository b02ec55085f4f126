"""Why an instant of a media is not in the list: the steps of a search, until one drops it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Media, MediaState, Scope
from momentsearch_server.search import absence_words as words
from momentsearch_server.search.answers import Found, Segmented, TermCurve
from momentsearch_server.search.curves import Curve, cells_of, sample_at
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.explain import (
    candidate_at,
    parts_below,
    terms_present,
)
from momentsearch_server.search.explanation import Absence, Candidate, Fate, Outcome, Question
from momentsearch_server.search.outcomes import Outcomes
from momentsearch_server.search.paging import first_wanted
from momentsearch_server.search.plan import Plan, TermInSpace
from momentsearch_server.search.query import (
    AllOf,
    During,
    Query,
    Term,
    Then,
    can_be_answered,
    parts_of,
)
from momentsearch_server.space import Modality, Space

# Of several moments that an instant is in, the one that came furthest is told.
_FURTHEST_FIRST = (
    Outcome.PRESENT,
    Outcome.OUTRANKED,
    Outcome.BELOW_FLOOR,
    Outcome.UNPAIRED,
    Outcome.MERGED_INTO,
    Outcome.SUPPRESSED_BY,
)


def explain_absence(
    engine: SearchEngine, library: Library, question: Question, at_us: int
) -> Absence:
    """The first step that dropped an instant, or its place in the list.

    Raises ``NotFound`` (COLLECTION_NOT_FOUND).
    """

    def explained(scope: Scope) -> Absence:
        media = library.catalog.find_media(question.media_id)
        if media is None or media.collection != scope.collection:
            return words.unknown(question)
        if media.state is not MediaState.ACTIVE:
            return words.not_indexed(media)
        out = _filtered_out(question, media, scope, at_us)
        if out is not None:
            return out
        return _Search(engine, question, media, scope, at_us).absence()

    return engine.consistently(question.request, explained)


def _filtered_out(question: Question, media: Media, scope: Scope, at_us: int) -> Absence | None:
    request = question.request
    if request.media_ids and media.media_id not in request.media_ids:
        return words.not_among_ids(len(request.media_ids))
    missing = {key: value for key, value in request.labels if media.labels.get(key) != value}
    if missing:
        return words.other_labels(media, missing)
    if at_us < request.start_us or (request.end_us is not None and at_us >= request.end_us):
        return words.outside_part(request, at_us)
    if media.media_id not in scope.media_ids:  # became ACTIVE, or went, between two looks
        return words.not_indexed(media)
    return None


@dataclass(frozen=True)
class _Search:
    """One search, followed for one instant of one media that is in its scope."""

    engine: SearchEngine
    question: Question
    media: Media
    scope: Scope
    at_us: int

    def absence(self) -> Absence:
        plan, ranking = self.engine.explained(
            self.question.request, self.scope, first_wanted(self.question.shown_count)
        )
        present = terms_present(self.media.media_id, plan)
        query, indices = self.question.request.query, {term.term.index for term in present}
        if not can_be_answered(query, indices):
            return self._without_track(indices)
        found = self.engine.found(self.media.media_id, present, plan)
        outcomes = Outcomes(self.question, plan, ranking)
        is_candidate = self.media.media_id in plan.to_score
        # First: the cells of a moment of several texts may reach a little beyond the samples.
        if is_candidate and (of_moment := self._of_moments(plan, found, outcomes)):
            return of_moment
        curves = [self.engine.term_curve(term, self.media.media_id, plan) for term in present]
        if not _answerable_at(query, self._covered(curves)):
            return self._not_sampled(curves)
        if not is_candidate:
            return self._not_a_candidate(plan)
        return self._of_curves(found, outcomes)

    def _without_track(self, indices: Set[int]) -> Absence:
        """Of the terms whose lack leaves the query without an answer, the first."""
        term = next(_lacking(self.question.request.query, indices))
        spaces = self.engine.spaces_of(term, self.question.request)
        if not spaces:
            # Of one modality then: a server has an encoder of at least one.
            modality = term.modality or self.question.request.modalities[0]
            return words.no_encoder(modality, self._indexed_in(modality))
        found = [self._missing(space) for space in spaces]
        return min(found, key=lambda one: words.MISSING_FIRST.index(one.outcome))

    def _missing(self, space: Space) -> Absence:
        known = {one.space_id: one for one in self.media.spaces}
        coverage = known.get(space.space_id)
        if coverage is not None and coverage.silent_windows:
            return words.all_silent(coverage.silent_windows)
        others = [one for one in self._indexed_in(space.modality) if one != space.space_id]
        if others:
            return words.other_model(space, others)
        return words.no_such_track(self.media, space.modality)

    def _indexed_in(self, modality: Modality) -> list[str]:
        """The ids of the media's spaces of a modality, searched by the server or not."""
        ids = (one.space_id for one in self.media.spaces)
        return [one for one in ids if one.startswith(f"{modality}-")]

    def _covered(self, curves: Sequence[TermCurve]) -> Set[int]:
        """The terms that have a sample at the instant, in any space."""
        return {one.term.index for one in curves if _has_sample_at(one.curve, self.at_us)}

    def _not_sampled(self, curves: Sequence[TermCurve]) -> Absence:
        covered = self._covered(curves)
        lacking = {term.index for term in _lacking(self.question.request.query, covered)}
        missing = [one for one in curves if one.term.index in lacking]
        away = [_distance_us(one.curve, self.at_us) for one in missing if len(one.curve)]
        nearest_us = min(away, default=None)
        heard = all(one.space.modality is Modality.SOUND for one in missing)
        known = {one.space.space_id for one in missing}
        silent = sum(one.silent_windows for one in self.media.spaces if one.space_id in known)
        if heard and silent and self.at_us < (self.media.duration_us or 0):
            return words.silent_there(self.at_us, silent, nearest_us)
        return words.not_sampled(self.at_us, self.media.duration_us or 0, nearest_us)

    def _not_a_candidate(self, plan: Plan) -> Absence:
        """By the chosen space in which the media came nearest to the last one that was chosen."""
        gaps = []
        for term, found in plan.candidates:
            is_known = self.media.media_id in self.scope.samples[term.space_id]
            if is_known and self.media.media_id not in found.media_ids:
                own = self._best_similarity(term, self.media.media_id, plan)
                last_chosen = found.media_ids[-1:]  # none, where no run is in what is searched
                last = min((self._best_similarity(term, m, plan) for m in last_chosen), default=1.0)
                gaps.append((own - last, own, last, found, term))
        _, own, last, found, term = max(gaps, key=lambda gap: gap[0])
        return words.not_a_candidate(
            term.encoder.space.modality,
            own=own,
            last=last,
            chosen=len(found.media_ids),
            of=len(self.scope.media_in(term.space_id)),
        )

    def _best_similarity(self, term: TermInSpace, media_id: str, plan: Plan) -> float:
        similarities = self.engine.term_curve(term, media_id, plan).similarities
        return float(similarities.max()) if len(similarities) else -1.0

    def _of_moments(self, plan: Plan, found: Found, outcomes: Outcomes) -> Absence | None:
        """What became of the moment that the instant is in, of the whole query or else of one side;
        None where it is in none."""
        for fates in (
            outcomes.fates(found),
            *(outcomes.fates_of_part(part, found) for part in parts_below(found)),
        ):
            here = [fate for fate in fates if _is_in(self.at_us, fate)]
            if here:
                fate = min(here, key=lambda one: _FURTHEST_FIRST.index(one.outcome))
                shown = self.engine.with_best_frame(fate.moment, plan.terms, self.scope)
                return words.of_fate(fate, shown, self.question, outcomes.listing)
        return None

    def _of_curves(self, found: Found, outcomes: Outcomes) -> Absence:
        """Of an instant that no moment was made of: by the curve that says most for it."""
        cut = [(part, one) for part in (found, *parts_below(found)) for one in part.segmented]
        here = [
            _Here(part, one, sample, float(one.curve.values[sample]))
            for part, one in cut
            if (sample := one.segmentation.sample_at(self.at_us)) is not None
        ]
        if not here:  # several curves put together have a coarser grid than each has
            return words.not_sampled(self.at_us, self.media.duration_us or 0, None)
        here.sort(key=lambda one: -one.evidence)
        for one in here:
            places = one.cut.segmentation.around(self.at_us, self.at_us + 1)
            if places:
                candidate = candidate_at(one.cut, places[0])
                return _of_candidate(one, candidate, found, outcomes)
        return words.nothing_stands_out(here[0].evidence, here[0].levels)


@dataclass(frozen=True)
class _Here:
    """A curve that has a sample for the instant, and its evidence there."""

    part: Found
    cut: Segmented
    sample: int
    evidence: float

    @property
    def levels(self) -> Mapping[str, float]:
        return self.cut.segmentation.levels(self.sample)


def _of_candidate(here: _Here, candidate: Candidate, whole: Found, outcomes: Outcomes) -> Absence:
    """Of the best candidate that the instant is in."""
    if candidate.outcome is Outcome.OUTRANKED:
        return words.one_too_many(candidate, len(here.cut.segmentation.spans()))
    span = candidate.span.span if candidate.better is None else candidate.better
    became = outcomes.of_span(here.part, whole, span)
    if candidate.better is None:
        return words.beyond_its_ends(candidate, here.evidence, became)
    return words.weaker_candidate(candidate, candidate.better, became)


def _is_in(at_us: int, fate: Fate) -> bool:
    return fate.moment.span.start_us <= at_us < fate.moment.span.end_us


def _answerable_at(query: Query, covered: Set[int]) -> bool:
    """Whether a moment could be made of an instant at which these terms have samples. Of THEN and
    DURING one side is enough."""
    if isinstance(query, Then | During):
        return any(_answerable_at(part, covered) for part in parts_of(query))
    return can_be_answered(query, covered)


def _lacking(query: Query, present: Set[int]) -> Iterator[Term]:
    """The terms that a query cannot be answered without, and is."""
    if isinstance(query, Term):
        yield query
    for part in query.wanted if isinstance(query, AllOf) else parts_of(query):
        if not can_be_answered(part, present):
            yield from _lacking(part, present)


def _has_sample_at(curve: Curve, at_us: int) -> bool:
    return len(curve) > 0 and sample_at(cells_of(curve), at_us) is not None


def _distance_us(curve: Curve, at_us: int) -> int:
    """To the nearest instant that a sample stands for."""
    cells = cells_of(curve)
    return int(np.maximum(cells.starts_us - at_us, at_us - cells.ends_us).clip(min=0).min())
