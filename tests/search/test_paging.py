"""Page tokens keep their place, and refuse what is not theirs."""

from __future__ import annotations

import dataclasses

import pytest

from momentsearch_server import tokens
from momentsearch_server.errors import InvalidArgument, Reason
from momentsearch_server.search.moments import (
    MOST_MOMENTS,
    Moment,
    Presence,
    Ranking,
    SearchRequest,
)
from momentsearch_server.search.paging import (
    LEAST_WANTED,
    best_below,
    first_wanted,
    page_of,
    search_page,
)
from momentsearch_server.search.query import Term
from momentsearch_server.timespan import TimeSpan

REQUEST = SearchRequest("default", Term("a red car"), labels=(("a", "1"), ("b", "2")))


def moments(count: int) -> list[Moment]:
    """Two of each score, so that ties matter."""
    made = [
        Moment(f"m{k % 3}", TimeSpan(k * 10, k * 10 + 5), 9.0 - k // 2, 0.9, (), None)
        for k in range(count)
    ]
    return sorted(made, key=lambda moment: moment.order)


def walk(found: list[Moment], size: int) -> list[Moment]:
    seen: list[Moment] = []
    token = ""
    while True:
        page, token = page_of(found, REQUEST, token=token, size=size)
        seen += page
        if not token:
            return seen


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100])
def test_pages_together_are_the_whole_list_once(size: int) -> None:
    assert walk(moments(8), size) == moments(8)


def test_what_comes_and_goes_between_pages_repeats_and_loses_nothing() -> None:
    found = moments(8)
    first, token = page_of(found, REQUEST, token="", size=3)
    newcomer = Moment("new", TimeSpan(0, 5), 99.0, 0.9, (), None)
    changed = [newcomer, *(moment for moment in found if moment is not first[0])]
    second, _ = page_of(changed, REQUEST, token=token, size=100)
    assert second == found[3:]


@pytest.mark.parametrize("shift", [-0.7, 0.7])
def test_scores_that_shift_between_pages_repeat_and_lose_nothing(shift: float) -> None:
    found = moments(8)
    _, token = page_of(found, REQUEST, token="", size=3)
    shifted = [dataclasses.replace(moment, score=moment.score + shift) for moment in found]
    second, _ = page_of(shifted, REQUEST, token=token, size=100)
    assert second == shifted[3:]


def test_a_last_moment_that_went_leaves_its_place() -> None:
    found = moments(8)
    _, token = page_of(found, REQUEST, token="", size=3)
    second, _ = page_of([*found[:2], *found[3:]], REQUEST, token=token, size=100)
    assert second == found[3:]


def test_the_last_page_has_no_token() -> None:
    assert page_of(moments(4), REQUEST, token="", size=4)[1] == ""
    assert page_of([], REQUEST, token="", size=4) == ([], "")


@pytest.mark.parametrize("token", ["x", "!!!", "bm90IGpzb24=", "WzEsMl0=", "e30="])
def test_a_token_that_was_never_given_is_refused(token: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        page_of(moments(8), REQUEST, token=token, size=3)
    assert refused.value.reason is Reason.PAGE_TOKEN_INVALID


@pytest.mark.parametrize("place", [["9.0", "m", 0, 5], [9.0, "m", 5, 5], [9.0, "m", 0.0, 5.0]])
def test_a_token_that_was_made_up_is_refused(place: list[str | float]) -> None:
    token = tokens.encode(place, question=REQUEST)
    with pytest.raises(InvalidArgument) as refused:
        page_of(moments(8), REQUEST, token=token, size=3)
    assert refused.value.reason is Reason.PAGE_TOKEN_INVALID


def test_a_token_of_another_question_is_refused() -> None:
    _, token = page_of(moments(8), REQUEST, token="", size=3)
    other = dataclasses.replace(REQUEST, query=Term("a blue car"))
    with pytest.raises(InvalidArgument, match="another request"):
        page_of(moments(8), other, token=token, size=3)


@pytest.mark.parametrize(("count", "size"), [(8, 3), (300, 10), (300, 200), (2_500, 200)])
def test_pages_want_as_many_as_they_need(count: int, size: int) -> None:
    found, asked = moments(count), list[int]()

    def search(wanted: int) -> Ranking:
        asked.append(wanted)
        return Ranking(tuple(found[:wanted]), Presence.FOUND, 1, 0, 0, 0, True)

    seen: list[Moment] = []
    token = ""
    while True:
        _, page, token = search_page(search, REQUEST, token=token, size=size)
        seen += page
        if not token:
            break
        assert asked[-1] <= 4 * (len(seen) + 1) or asked[-1] == LEAST_WANTED
    assert seen == found[:MOST_MOMENTS]
    assert asked[0] == max(LEAST_WANTED, size + 1)


@pytest.mark.parametrize("size", [1, 31, 32, 200])
def test_the_first_page_takes_one_search(size: int) -> None:
    asked: list[int] = []

    def search(wanted: int) -> Ranking:
        asked.append(wanted)
        return Ranking(tuple(moments(300)[:wanted]), Presence.FOUND, 1, 0, 0, 0, True)

    _, page, token = search_page(search, REQUEST, token="", size=size)
    assert (list(page), bool(token)) == (moments(300)[:size], True)
    assert asked == [first_wanted(size)]


def test_candidates_are_less_confident_than_was_asked_for() -> None:
    """A media that came between two looks may hold a confident moment: that is no candidate."""
    asked = dataclasses.replace(REQUEST, minimum_confidence=0.9, group_by_media=True)
    newcomer = Moment("new", TimeSpan(0, 5), 9.0, 0.95, (), None)
    known = [Moment("m", TimeSpan(k, k + 1), 8.0 - k, 0.8 - k / 10, (), None) for k in range(5)]

    def search(request: SearchRequest, _wanted: int) -> Ranking:
        assert request == dataclasses.replace(asked, minimum_confidence=0.0)
        return Ranking((newcomer, *known), Presence.FOUND, 2, 0, 0, 0, True)

    assert best_below(search, asked, count=3) == known[:3]
    assert best_below(search, asked, count=100) == known


def test_no_candidates_cost_no_search() -> None:
    def search(_request: SearchRequest, _wanted: int) -> Ranking:
        raise AssertionError

    assert best_below(search, REQUEST, count=0) == ()


@pytest.mark.parametrize(
    ("confidence", "level"),
    [
        (0.0, "low"),
        (0.6999, "low"),
        (0.7, "medium"),
        (0.8999, "medium"),
        (0.9, "high"),
        (1, "high"),
    ],
)
def test_levels_begin_where_they_are_said_to(confidence: float, level: str) -> None:
    assert Moment("m", TimeSpan(0, 1), 0.0, confidence, (), None).confidence_level == level
