"""No moment is better than its bound, whatever the query; and the bound is not far above."""

from __future__ import annotations

import math

import numpy as np
import pytest

from momentsearch_server.search.answers import TermCurve, found_in
from momentsearch_server.search.bound import NOTHING, Reach, best_possible
from momentsearch_server.search.confidence import gained, surest
from momentsearch_server.search.curves import Curve, Null
from momentsearch_server.search.fusion import CONSTANTS
from momentsearch_server.search.moments import SearchRequest
from momentsearch_server.search.query import AllOf, AnyOf, During, Not, Query, Term, Then
from momentsearch_server.space import Modality, Space

SPACES = (Space(Modality.PICTURE, "p", "ab" * 32, 8), Space(Modality.SOUND, "s", "cd" * 32, 8))
A, B = Term("a", index=0), Term("b", index=1)
QUERIES: list[Query] = [
    A,
    Term("a", weight=3.0),
    Term("a", weight=0.3),
    AllOf((A, B)),
    AllOf((A, Not(B))),
    AnyOf((A, Term("b", weight=2.0, index=1))),
    Then(A, B),
    During(A, AnyOf((A, B))),
]


def confidence(peak: float) -> float:
    return 1 / (1 + math.exp(2 - peak))


def term_curve(term: Term, space: Space, *, negated: bool, seed: int) -> TermCurve:
    """Shots of a few samples, some of them far above the background."""
    rng = np.random.default_rng(seed)
    values = np.repeat(rng.normal(size=60) * rng.choice([1, 4], size=60), 4) + rng.normal(size=240)
    edges = np.arange(241, dtype=np.int64) * 1_000_000
    centre = float(np.median(values))
    null = Null(centre, centre + 2)
    return TermCurve(
        term=term,
        negated=negated,
        space=space,
        curve=Curve(values, edges[:-1], edges[1:], null),
        similarities=values,
        shown_at_us=edges[:-1],
        confidence=confidence,
    )


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_no_moment_is_better_than_its_bound(query: Query) -> None:
    slack = []
    for seed in range(40):
        negated = isinstance(query, AllOf) and bool(query.unwanted)
        terms = [query] if isinstance(query, Term) else [A, B]
        if isinstance(query, AnyOf):
            terms = [A, Term("b", weight=2.0, index=1)]
        curves = [
            term_curve(term, space, negated=negated and term is B, seed=100 * seed + 10 * k + n)
            for n, space in enumerate(SPACES)
            for k, term in enumerate(terms)
        ]
        found = found_in("m", query, curves, SearchRequest("c", query)).moments
        bound = best_possible(query, [reach(one) for one in curves])
        assert all(moment.score <= bound.score for moment in found)
        assert all(moment.confidence <= bound.confidence for moment in found)
        slack += [bound.score - moment.score for moment in found[:1]]
    assert min(slack) < (4.0 if "Not" in repr(query) else 1.0)


def reach(curve: TermCurve) -> Reach:
    if curve.negated:
        return Reach(curve.term, curve.space, curve.curve.null)
    evidence = float(curve.curve.values.max())
    return Reach(curve.term, curve.space, curve.curve.null, evidence, confidence(evidence))


def test_a_term_without_samples_is_not_there() -> None:
    there = [Reach(A, SPACES[0], Null(), 3.0, 0.9)]
    assert best_possible(AllOf((A, B)), there) == NOTHING
    assert best_possible(Then(A, B), there) == NOTHING
    either, one = best_possible(AnyOf((A, B)), there), best_possible(A, there)
    assert either.score == pytest.approx(one.score - gained(2))
    assert either.confidence == pytest.approx(surest([one.confidence, 0.0]))
    assert best_possible(A, []) == NOTHING


def test_of_two_spaces_either_may_lead() -> None:
    """The one is surer, the other stands out further: a moment's score and confidence may each be
    the best of a different one."""
    likely = Reach(A, SPACES[0], Null(centre=1.0), 1.0, 0.9)
    far = Reach(A, SPACES[1], Null(centre=-60.0), 3.0, 0.7)
    bound = best_possible(A, [likely, far])
    assert bound.confidence >= best_possible(A, [likely]).confidence
    assert bound.score >= best_possible(A, [far]).score
    assert bound == best_possible(A, [far, likely])


def test_whichever_leads_where_both_agree() -> None:
    """At its best the picture would lead; where it is a little less sure the sound does, which
    stands out further."""
    seen = Reach(A, SPACES[0], Null(), 0.0, 1 / (1 + math.exp(-0.1)))
    heard = Reach(A, SPACES[1], Null(centre=-60.0), 3.0, 1 / (1 + math.exp(-2.0)))
    both = CONSTANTS.agreement + CONSTANTS.share * (0.1 + 2.0)
    assert best_possible(A, [seen, heard]).score == pytest.approx(both + CONSTANTS.contrast * 63)


def test_nothing_is_certain_of_what_was_not_asked() -> None:
    unknown = [Reach(A, space, Null(), math.inf, 1.0) for space in SPACES]
    assert best_possible(A, unknown).score == math.inf
