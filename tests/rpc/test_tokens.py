"""Page tokens: what goes in comes out, for the same question only."""

from __future__ import annotations

import math

import pytest

from momentsearch_server import tokens
from momentsearch_server.errors import InvalidArgument, Reason


@pytest.mark.parametrize(
    "place",
    [["name"], ["ünï/+=&", 3], [0.1 + 0.2, "id", 0, 2**53 + 1], [-0.0, math.pi * 1e-300, 5, 6]],
)
def test_a_place_comes_back_exactly(place: list[str | int | float]) -> None:
    token = tokens.encode(place, question="q")
    assert tokens.decode(token, question="q", length=len(place)) == place
    assert token.isascii()
    assert "/" not in token
    assert "+" not in token


def test_the_first_page_has_no_place() -> None:
    assert tokens.decode("", question="q", length=3) is None


@pytest.mark.parametrize(("question", "length"), [("other", 1), ("q", 2), ("q", 0)])
def test_another_question_or_kind_of_list(question: str, length: int) -> None:
    token = tokens.encode(["place"], question="q")
    with pytest.raises(InvalidArgument) as caught:
        tokens.decode(token, question=question, length=length)
    assert caught.value.reason == Reason.PAGE_TOKEN_INVALID
    assert caught.value.field == "page_token"


def test_the_same_question_has_the_same_token() -> None:
    assert tokens.encode([1], question=("a", 1)) == tokens.encode([1], question=("a", 1))
