"""Checks are drawn by chance, count what was missed in proportion, and never fail a search."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar, cast

import pytest

from momentsearch_server.errors import Reason, Unavailable
from momentsearch_server.library.records import Scope
from momentsearch_server.search.engine import SearchEngine
from momentsearch_server.search.moments import Moment, Presence, Ranking, SearchRequest
from momentsearch_server.search.plan import Plan
from momentsearch_server.search.query import Term
from momentsearch_server.search.recall_check import MOST_MEDIA, RecallCheck, RecallCounts
from momentsearch_server.timespan import TimeSpan

Answer = TypeVar("Answer")
REQUEST = SearchRequest("default", Term("a red car"))


def moment(media_id: str, score: float) -> Moment:
    return Moment(media_id, TimeSpan(0, 1), score, 0.9, (), None)


def ranking(moments: Sequence[Moment] = (), *, exhaustive: bool = False) -> Ranking:
    return Ranking(tuple(moments), Presence.FOUND, 1, 0, 0, 0, exhaustive)


@dataclass
class FakeEngine:
    """Media with one moment each, of which the ``scored`` ones were candidates."""

    scores: Mapping[str, float]
    scored: Sequence[str]
    sample_count: int = 100
    error: Unavailable | None = None
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def consistently(self, request: SearchRequest, answer: Callable[[Scope], Answer]) -> Answer:
        assert self.may_go_on.wait(10)
        if self.error:
            raise self.error
        samples = {"space": dict.fromkeys(self.scores, self.sample_count)}
        return answer(Scope(request.collection, 1, True, tuple(self.scores), samples))

    def plan(self, request: SearchRequest, scope: Scope, wanted: int) -> Plan:
        return Plan(request, scope, wanted, (), to_score=dict.fromkeys(self.scored, ()))

    def ranking(self, _plan: Plan) -> Ranking:
        found = [moment(one, self.scores[one]) for one in self.scored]
        return ranking(sorted(found, key=lambda one: one.order))

    def shown(self, media_id: str, _plan: Plan) -> list[Moment]:
        return [moment(media_id, self.scores[media_id])]


@contextmanager
def checking(engine: FakeEngine, *, share: float = 1.0) -> Iterator[RecallCheck]:
    check = RecallCheck(cast(SearchEngine, engine), share=share, rng=random.Random(1))
    try:
        yield check
    finally:
        engine.may_go_on.set()
        check.close()


def counted(engine: FakeEngine) -> RecallCounts:
    with checking(engine) as check:
        check.consider(REQUEST, ranking())
    return check.counts


def near(count: int) -> dict[str, float]:
    return {f"m{k:04}": 1 - k / count for k in range(count)}


def test_what_was_left_out_and_is_worse_is_not_missed() -> None:
    scores = near(500)
    counts = counted(FakeEngine(scores, [*scores][:50]))
    assert counts == RecallCounts(1, 10, 0.0, MOST_MEDIA)


def test_where_all_that_was_left_out_is_looked_at_the_recall_is_exact() -> None:
    scores = near(100)
    left_out = ["m0003", "m0007", "m0050"]
    counts = counted(FakeEngine(scores, [one for one in scores if one not in left_out]))
    assert counts == RecallCounts(1, 10, 2.0, 3)


def test_the_estimate_is_right_in_the_mean() -> None:
    """Three of the first ten are among 400 that were left out; a check looks at 64 of them."""
    scores = near(450)
    left_out = {"m0001", "m0004", "m0008", *[*scores][53:]}
    engine = FakeEngine(scores, [one for one in scores if one not in left_out])
    engine.may_go_on.set()
    totals = RecallCounts()
    for seed in range(400):
        check = RecallCheck(cast(SearchEngine, engine), share=1.0, rng=random.Random(seed))
        check.consider(REQUEST, ranking())
        check.close()
        totals += check.counts
    assert totals.missed_moments / totals.checks == pytest.approx(3.0, abs=0.6)


def test_long_media_are_fewer() -> None:
    scores = near(500)
    counts = counted(FakeEngine(scores, [*scores][:50], sample_count=90_000))
    assert counts.media_scored == 3


def test_exhaustive_answers_and_those_that_are_not_drawn_are_not_checked() -> None:
    engine = FakeEngine(near(100), ["m0000"])
    engine.may_go_on.set()
    with checking(engine) as check:
        check.consider(REQUEST, ranking(exhaustive=True))
    assert check.counts.checks == 0
    with checking(engine, share=0.0) as check:
        for _ in range(100):
            check.consider(REQUEST, ranking())
    assert check.counts.checks == 0


def test_one_check_at_a_time() -> None:
    engine = FakeEngine(near(100), ["m0000"])
    with checking(engine) as check:
        for _ in range(5):
            check.consider(REQUEST, ranking())
    assert check.counts.checks == 1


def test_a_check_that_fails_counts_for_nothing_and_another_may_follow() -> None:
    engine = FakeEngine(near(100), ["m0000"])
    engine.error = Unavailable(Reason.INDEX_UNAVAILABLE, "the index is away")
    assert counted(engine).checks == 0
    engine.error = None
    assert counted(engine).checks == 1
