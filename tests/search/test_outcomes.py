"""What became of each side of a THEN or DURING, on plain moments."""

from __future__ import annotations

from collections.abc import Sequence

from momentsearch_server.library.records import Scope
from momentsearch_server.search import absence_words
from momentsearch_server.search.answers import Found
from momentsearch_server.search.explanation import Fate, Outcome, Question
from momentsearch_server.search.moments import (
    Moment,
    Presence,
    Ranking,
    SearchRequest,
    SpaceEvidence,
)
from momentsearch_server.search.outcomes import Outcomes
from momentsearch_server.search.plan import Plan
from momentsearch_server.search.query import LONGEST_GAP_US, During, Query, Term, Then
from momentsearch_server.search.sequences import followed, inside
from momentsearch_server.space import Modality, Space
from momentsearch_server.timespan import TimeSpan, seconds_to_us

PICTURE = Space(Modality.PICTURE, "p", "0" * 64, 8)
A, B, C = (Term(text, index=index) for index, text in enumerate("abc"))


def moment(term: Term, start: float, end: float, score: float) -> Moment:
    span = TimeSpan(seconds_to_us(start), seconds_to_us(end))
    said = SpaceEvidence(
        PICTURE, span, span.start_us, 0.1, score, score, 0.5, term.index, term.text
    )
    return Moment("m", span, score, 0.5, (said,), None)


def then(first: Found, second: Found, *, within: float = 3600, most: int = 20) -> Found:
    pairs = followed(first.moments, second.moments, within_us=seconds_to_us(within))
    return Found(
        Then(first.query, second.query, LONGEST_GAP_US),
        pairs.kept[:most],
        pairs.suppressed,
        pairs.kept[most:],
        parts=(first, second),
    )


def during(inner: Found, outer: Found) -> Found:
    within = inside(inner.moments, outer.moments)
    query = During(inner.query, outer.query)
    return Found(query, within.kept, within.suppressed, parts=(inner, outer))


def outcomes(whole: Found) -> tuple[Outcomes, Question]:
    """Of a search that lists every moment that was kept."""
    question = Question(SearchRequest("default", whole.query), "m", 10)
    scope = Scope("default", 1, True, ("m",), {})
    plan = Plan(question.request, scope, 32, (), to_score={"m": ()})
    ranking = Ranking(tuple(whole.moments), Presence.FOUND, 1, 1, 1, 1, exhaustive=True)
    return Outcomes(question, plan, ranking), question


def fates(part: Found, whole: Found) -> list[Fate]:
    return list(outcomes(whole)[0].fates_of_part(part, whole))


def said(fate: Fate, whole: Found) -> str:
    told, question = outcomes(whole)
    return absence_words.of_fate(fate, fate.moment, question, told.listing).message


def single(query: Query, *moments: Moment) -> Found:
    return Found(query, list(moments))


def kinds(told: Sequence[Fate]) -> list[Outcome]:
    return [one.outcome for one in told]


def test_a_side_whose_pair_gave_way_to_a_better_one() -> None:
    """Both go with the same second; the pairs overlap, and the stronger one stays."""
    strong, weak, alone = moment(A, 14, 19, 3), moment(A, 5, 10, 2), moment(A, 50, 55, 1)
    firsts, seconds = single(A, strong, weak, alone), single(B, moment(B, 30, 36, 5))
    whole = then(firsts, seconds)
    told = fates(firsts, whole)
    assert kinds(told) == [Outcome.MERGED_INTO, Outcome.SUPPRESSED_BY, Outcome.UNPAIRED]
    (kept,) = whole.moments
    assert [one.better for one in told] == [kept, kept, None]
    assert told[1].better_rank == 1
    assert told[1].pair == whole.suppressed[0].moment
    assert "0:00:05.0 to 0:00:10.0 went into 0:00:05.0 to 0:00:36.0" in said(told[1], whole)
    assert "the better moment 0:00:14.0 to 0:00:36.0" in said(told[1], whole)


def test_a_pair_that_shares_a_side_with_the_better_one_is_no_part_of_it() -> None:
    firsts = single(A, moment(A, 14, 19, 3), moment(A, 5, 10, 2))
    whole = then(firsts, single(B, moment(B, 30, 36, 5)))
    assert whole.suppressed[0].moment.evidence[0] in whole.moments[0].evidence
    told = list(outcomes(whole)[0].fates(whole))
    assert kinds(told) == [Outcome.PRESENT, Outcome.SUPPRESSED_BY]


def test_a_side_whose_pair_is_one_too_many() -> None:
    firsts = single(A, moment(A, 0, 2, 3), moment(A, 10, 12, 2))
    whole = then(firsts, single(B, moment(B, 3, 5, 3), moment(B, 13, 15, 2)), within=2, most=1)
    told = fates(firsts, whole)
    assert kinds(told) == [Outcome.MERGED_INTO, Outcome.OUTRANKED]
    assert (told[1].pair, told[1].better) == (whole.beyond[0], whole.moments[0])
    assert "went into 0:00:10.0 to 0:00:15.0" in said(told[1], whole)


def test_a_side_of_a_side() -> None:
    """(A THEN B) THEN C: the outermost pair that it went into counts."""
    first, late = moment(A, 0, 2, 3), moment(A, 20, 22, 2)
    firsts = single(A, first, late, moment(A, 30, 32, 1))
    inner = then(firsts, single(B, moment(B, 3, 5, 3), moment(B, 23, 25, 2)), within=2)
    whole = then(inner, single(C, moment(C, 6, 8, 3)), within=5)
    assert [len(one.moments) for one in (inner, whole)] == [2, 1]
    told = fates(firsts, whole)
    # The second has its B, and no C; the third not even that.
    assert kinds(told) == [Outcome.MERGED_INTO, Outcome.UNPAIRED, Outcome.UNPAIRED]
    assert told[0].better == whole.moments[0]


def test_a_side_whose_pair_was_dropped_below_the_whole() -> None:
    firsts = single(A, moment(A, 14, 19, 3), moment(A, 5, 10, 2))
    inner = then(firsts, single(B, moment(B, 30, 36, 5)))
    whole = then(inner, single(C, moment(C, 40, 42, 3)))
    told = fates(firsts, whole)
    assert kinds(told) == [Outcome.MERGED_INTO, Outcome.SUPPRESSED_BY]
    assert told[1].better == inner.moments[0]


def test_the_weaker_of_two_that_an_inner_one_lies_in() -> None:
    strong, weak = moment(B, 0, 6, 3), moment(B, 4, 10, 2)
    outers = single(B, strong, weak)
    whole = during(single(A, moment(A, 4, 6, 4)), outers)
    assert [set(one.evidence) >= set(strong.evidence) for one in whole.moments] == [True]
    told = fates(outers, whole)
    assert kinds(told) == [Outcome.MERGED_INTO, Outcome.SUPPRESSED_BY]
    assert told[1].better == whole.moments[0]
