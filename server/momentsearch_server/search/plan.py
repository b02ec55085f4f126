"""What a search scores: which terms in which spaces, and of which media."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.encoders.encoder import Encoder
from momentsearch_server.library.records import Scope
from momentsearch_server.search.bound import Bound, Reach, best_possible
from momentsearch_server.search.candidates import Best, Candidates
from momentsearch_server.search.evidence import Calibrated
from momentsearch_server.search.moments import SearchRequest
from momentsearch_server.search.query import Term, can_be_answered

# A run's row is less similar than its best sample: see ``library/runs.py``.
RUN_HIDES = 0.02
# As many ids as an index is told at once; with more of them it is quicker to pass over others.
MOST_LISTED_IDS = 10_000


@dataclass(frozen=True)
class TermInSpace:
    """One term in one space: its vector, float32 ``[dim]``, and what its similarities are worth; it
    is asked in ``space_count`` spaces. ``words_read`` is told (``reading``) where it stands alone
    and spaces compete for it."""

    term: Term
    negated: bool
    encoder: Encoder
    vector: NDArray[np.float32]
    calibrated: Calibrated
    space_count: int = 1
    words_read: float = 1.0

    @property
    def space_id(self) -> str:
        return self.encoder.space.space_id

    def chosen_of(self, scope: Scope) -> int:
        """Of how many samples the best is taken. What is negated is read where other terms are
        found, so of one: in a large library it would seem an accident everywhere."""
        return 1 if self.negated else scope.sample_count(self.space_id)

    def confidence(self, peak_evidence: float, scope: Scope) -> float:
        """How sure it is, in [0, 1], that the best of ``chosen_of`` samples is no accident."""
        return self.calibrated.confidence(
            peak_evidence, sample_count=self.chosen_of(scope), space_count=self.space_count
        )


@dataclass(frozen=True)
class Plan:
    """What a search for the best ``wanted`` moments scores: of each media in ``to_score`` these
    terms. ``candidates`` has every term that is not negated, in each space where it is looked for.
    ``best`` has the moments that were found while planning; None where the whole scope is to be
    scored."""

    request: SearchRequest
    scope: Scope
    wanted: int
    terms: Sequence[TermInSpace]
    candidates: Sequence[tuple[TermInSpace, Candidates]] = ()
    to_score: Mapping[str, Sequence[TermInSpace]] = field(default_factory=dict)
    best: Best | None = None

    @property
    def wanted_terms(self) -> Sequence[TermInSpace]:
        return [term for term in self.terms if not term.negated]

    def media_in(self, term: TermInSpace) -> Mapping[str, int]:
        """How many samples each media has that a term can be found in."""
        return self.scope.samples[term.space_id]


def whole(plan: Plan) -> Plan:
    """With every media of the scope."""
    candidates = [
        (term, Candidates(plan.scope.media_in(term.space_id), exhaustive=True))
        for term in plan.wanted_terms
    ]
    media_ids = dict.fromkeys(media_id for _, found in candidates for media_id in found.media_ids)
    return dataclasses.replace(plan, candidates=candidates, to_score=to_score(plan, media_ids))


def to_score(plan: Plan, media_ids: Iterable[str]) -> Mapping[str, list[TermInSpace]]:
    """Of these media those that may hold an answer, and in each the terms to score."""
    found = {media_id: terms_in(media_id, plan) for media_id in media_ids}
    return {media_id: terms for media_id, terms in found.items() if terms}


def terms_in(media_id: str, plan: Plan) -> list[TermInSpace]:
    """All that have samples there; none where the query cannot do without one that has not."""
    found = [term for term in plan.terms if media_id in plan.media_in(term)]
    if can_be_answered(plan.request.query, {term.term.index for term in found}):
        return found
    return []


def answerable_in(space_id: str, plan: Plan) -> Set[str]:
    """The media of a space that have every track that the query cannot do without.

    A million media are told apart by a few operations on whole sets.
    """
    here = plan.scope.samples[space_id].keys()
    if _suffice([space_id], plan):
        return here
    others = {term.space_id for term in plan.terms} - {space_id}
    found: set[str] = set()
    for count in range(1, len(others) + 1):
        for more in itertools.combinations(sorted(others), count):
            if _suffice([space_id, *more], plan):
                in_all = here & plan.scope.samples[more[0]].keys()
                for one in more[1:]:
                    in_all &= plan.scope.samples[one].keys()
                found = found | in_all if found else in_all
    return found


def _suffice(space_ids: Sequence[str], plan: Plan) -> bool:
    """Whether a media that has samples in these spaces can be answered."""
    present = {term.term.index for term in plan.terms if term.space_id in space_ids}
    return can_be_answered(plan.request.query, present)


def is_anything_answerable(plan: Plan) -> bool:
    """Whether the scope has a media that may hold an answer, scored or not."""
    spaces = dict.fromkeys(term.space_id for term in plan.wanted_terms)
    return bool(plan.to_score) or any(answerable_in(space_id, plan) for space_id in spaces)


def scope_to_ask(space_id: str, answerable: Set[str], plan: Plan) -> Scope:
    """What the index is asked for: the answerable media by their ids where those are few, or where
    it is told ids anyway; else the scope as it is, where others will be among the answers."""
    scope = plan.scope
    if len(answerable) == len(scope.samples[space_id]):
        return scope
    if scope.whole and len(answerable) > MOST_LISTED_IDS:
        return scope
    counts = scope.samples[space_id]
    samples = {space_id: {media_id: counts[media_id] for media_id in sorted(answerable)}}
    return dataclasses.replace(scope, whole=False, samples=samples)


def bound_beyond(plan: Plan, last: Sequence[float]) -> Bound:
    """Of media that have no run more similar than ``last``, for each of the wanted terms."""
    reaches = [
        reach_of(term, similarity + RUN_HIDES, plan)
        for term, similarity in zip(plan.wanted_terms, last, strict=True)
    ]
    reaches += [reach_of(term, 0.0, plan) for term in plan.terms if term.negated]
    return best_possible(plan.request.query, reaches)


def reach_of(term: TermInSpace, similarity: float, plan: Plan) -> Reach:
    space, null = term.encoder.space, term.calibrated.null
    if term.negated:
        return Reach(term.term, space, null)
    evidence = float(term.calibrated.evidence(np.array(similarity)))
    return Reach(term.term, space, null, evidence, term.confidence(evidence, plan.scope))
