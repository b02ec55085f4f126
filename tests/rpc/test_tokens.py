"""Page tokens: what goes in comes out, for the same question only."""

from __future__ import annotations

import base64
import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest

from momentsearch_server import tokens
from momentsearch_server.errors import InvalidArgument, Reason


@pytest.mark.parametrize(
    "place",
    [
        ["name"],
        ["ünï/+=&", 3],
        [0.1 + 0.2, "id", 0, 2**53 + 1],
        [-0.0, math.pi * 1e-300, 5, 6],
        [datetime(2026, 2, 28, 23, 59, 59, 999_999, UTC), "id"],
    ],
)
def test_a_place_comes_back_exactly(place: list[str | int | float | datetime]) -> None:
    token = tokens.encode(place, question="q")
    assert tokens.decode(token, question="q", kinds=[type(part) for part in place]) == place
    assert token.isascii()
    assert "/" not in token
    assert "+" not in token


def test_the_first_page_has_no_place() -> None:
    assert tokens.decode("", question="q", kinds=(str,)) is None


@pytest.mark.parametrize(("question", "count"), [("other", 1), ("q", 2), ("q", 0)])
def test_another_question_or_kind_of_list(question: str, count: int) -> None:
    token = tokens.encode(["place"], question="q")
    with pytest.raises(InvalidArgument) as caught:
        tokens.decode(token, question=question, kinds=[str] * count)
    assert caught.value.reason == Reason.PAGE_TOKEN_INVALID
    assert caught.value.field == "page_token"


def test_the_same_question_has_the_same_token() -> None:
    assert tokens.encode([1], question=("a", 1)) == tokens.encode([1], question=("a", 1))


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        (1, str),
        ("1", int),
        (1.0, int),
        (True, int),
        ("1", float),
        (None, float),
        ([1], int),
        ("\ud800", str),
        ("a\0", str),
        (1, datetime),
        ("yesterday", datetime),
        ("2026-02-28T23:59:59", datetime),  # of no time zone
    ],
)
def test_a_part_of_another_type_is_not_ours(part: Any, kind: type) -> None:
    """The digest is no secret: tokens can be made up."""
    digest = json.loads(base64.urlsafe_b64decode(tokens.encode([], question="q")))[0]
    made_up = base64.urlsafe_b64encode(json.dumps([digest, part]).encode()).decode()
    with pytest.raises(InvalidArgument, match="not one that this server gave") as caught:
        tokens.decode(made_up, question="q", kinds=[kind])
    assert caught.value.reason == Reason.PAGE_TOKEN_INVALID
