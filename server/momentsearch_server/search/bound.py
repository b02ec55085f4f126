"""The best that a moment can be of which only the similarities are bounded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from momentsearch_server.search.compose import (
    combined,
    combined_confidence,
    weighted,
    weighted_confidences,
)
from momentsearch_server.search.confidence import least_sure, lost
from momentsearch_server.search.curves import Null
from momentsearch_server.search.fusion import CONSTANTS, fuse, score
from momentsearch_server.search.moments import SpaceEvidence
from momentsearch_server.search.query import AllOf, AnyOf, During, Query, Term, Then, terms_of
from momentsearch_server.space import Space
from momentsearch_server.timespan import TimeSpan


@dataclass(frozen=True)
class Reach:
    """The most that one term may say, in one space, of any sample of a media. A negated term is at
    best not there at all: -inf, 0."""

    term: Term
    space: Space
    null: Null
    evidence: float = -math.inf
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Bound:
    score: float
    confidence: float


NOTHING = Bound(-math.inf, 0.0)


def best_possible(query: Query, reaches: Iterable[Reach]) -> Bound:
    """What no moment of a media is better than whose terms stay within their reaches.

    A span's strength is a mean of evidence above a floor that is never below the null's centre,
    weighted by less than 1: what its best sample has above that centre is always more.
    """
    by_term: dict[int, list[Reach]] = {term.index: [] for term in terms_of(query)}
    for reach in reaches:
        by_term[reach.term.index].append(reach)
    return _best_possible(query, by_term)


def _best_possible(query: Query, by_term: Mapping[int, Sequence[Reach]]) -> Bound:
    match query:
        case Term(index=index):
            return _of_spaces(by_term[index])
        case AllOf() | AnyOf():
            return _of_one_curve(query, by_term)
        case Then(first, second):
            return _both(_best_possible(first, by_term), _best_possible(second, by_term))
        case During(inner, outer):
            return _both(_best_possible(inner, by_term), _best_possible(outer, by_term))
    raise TypeError(f"{type(query).__name__} stands only within AllOf")


def _of_spaces(reaches: Sequence[Reach]) -> Bound:
    """Whichever space leads, and whichever is the surest: those need not be the same."""
    evidence = [_as_evidence(reach) for reach in reaches]
    # Which one leads where both agree is not decided by what they reach at most.
    either = [replace(CONSTANTS, lead=lead) for lead in (-math.inf, math.inf)]
    fused = [fuse("", evidence, constants) for constants in either]
    moments = [moment for one in fused for moment in one.kept]
    moments += [dropped.moment for one in fused for dropped in one.suppressed]
    if not moments:
        return NOTHING
    return Bound(max(one.score for one in moments), max(one.confidence for one in moments))


def _as_evidence(reach: Reach) -> SpaceEvidence:
    """As if its best sample were a whole span, at the same instants in each space."""
    evidence, centre = weighted(np.array([reach.evidence, reach.null.centre]), reach.term.weight)
    return SpaceEvidence(
        space=reach.space,
        span=TimeSpan(0, 1),
        peak_us=0,
        similarity=0.0,
        peak=reach.evidence,
        score=max(0.0, float(evidence - centre)),
        confidence=reach.confidence,
    )


def _of_one_curve(query: Query, by_term: Mapping[int, Sequence[Reach]]) -> Bound:
    own = {term.index: by_term[term.index] for term in terms_of(query)}
    evidence = {
        index: np.array(max((reach.evidence for reach in found), default=-math.inf))
        for index, found in own.items()
    }
    sure = {
        index: max((reach.confidence for reach in found), default=0.0)
        for index, found in own.items()
    }
    confidence = combined_confidence(query, sure)
    highest = float(combined(query, evidence))
    if highest == -math.inf:
        return NOTHING
    as_weighted = combined_confidence(query, weighted_confidences(query, sure))
    return Bound(score(as_weighted, max(0.0, highest - _lowest_null(own))), confidence)


def _lowest_null(by_term: Mapping[int, Sequence[Reach]]) -> float:
    """Which nulls are joined, and how, depends on the tracks that a media has: less than the lowest
    of any term, less what any negated one takes away, it never is."""
    reaches = [reach for found in by_term.values() for reach in found]
    centres = [float(weighted(np.array(reach.null.centre), reach.term.weight)) for reach in reaches]
    return min(centres) - max(0.0, *centres)


def _both(one: Bound, other: Bound) -> Bound:
    """As THEN and DURING put two moments together."""
    sides = (one.confidence, other.confidence)
    return Bound(min(one.score, other.score) + lost(len(sides)), least_sure(sides))
