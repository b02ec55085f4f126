"""Queries as values and as text: what parses, what it means, and where what does not goes wrong."""

from __future__ import annotations

import random
from typing import Any

import pytest

import momentsearch
from momentsearch import (
    AllOf,
    AnyOf,
    During,
    Modality,
    Not,
    Query,
    QuerySyntaxError,
    Text,
    Then,
    parse_query,
)
from momentsearch.v1 import common_pb2
from tests.client.fake_server import FakeServer

A, B, C = Text("a"), Text("b"), Text("c")

GOOD: list[tuple[str, Query]] = [
    ('"a"', A),
    ('  "a"  ', A),
    ('"a" AND "b"', A & B),
    ('"a"AND"b"', A & B),
    ('"a" AND "b" AND "c"', AllOf((A, B, C))),
    ('"a" AND ("b" AND "c")', AllOf((A, B, C))),
    ('"a" OR "b" OR "c"', AnyOf((A, B, C))),
    ('"a" OR "b" AND "c"', A | (B & C)),
    ('("a" OR "b") AND "c"', (A | B) & C),
    ('"a" NOT "b"', A & ~B),
    ('"a" AND NOT "b"', A & ~B),
    ('NOT "b" AND "a"', ~B & A),
    ('"a" NOT "b" NOT "c"', A & ~B & ~C),
    ('"a" NOT "b" AND "c"', A & ~B & C),
    ('"a" NOT ("b" OR "c")', A & ~(B | C)),
    ('"a" NOT ("b" NOT "c")', A & ~(B & ~C)),
    ('"a" THEN "b"', A.then(B)),
    ('"a" THEN<10s "b"', A.then(B, within_seconds=10)),
    ('"a" THEN <1m30s "b"', A.then(B, within_seconds=90)),
    ('"a" THEN<500ms "b"', A.then(B, within_seconds=0.5)),
    ('"a" THEN<1h "b"', A.then(B, within_seconds=3600)),
    ('"a" THEN "b" THEN "c"', A.then(B).then(C)),
    ('"a" THEN ("b" THEN "c")', A.then(B.then(C))),
    ('"a" OR "b" THEN "c"', (A | B).then(C)),
    ('"a" DURING "b" AND "c"', A.during(B & C)),
    ('("a" DURING "b") THEN "c"', A.during(B).then(C)),
    ('sound:"a" AND picture: "b"', Text("a", "sound") & Text("b", "picture")),
    ('"a"^2 OR "b"^0.5', Text("a", weight=2) | Text("b", weight=0.5)),
    (r'"say \"hi\" \\ bye"', Text('say "hi" \\ bye')),
    ('"rain AND (snow) sound:^2"', Text("rain AND (snow) sound:^2")),
    (
        '"applause" THEN<10s "a person bows" NOT "slide"',
        Text("applause").then(Text("a person bows") & ~Text("slide"), within_seconds=10),
    ),
]


@pytest.mark.parametrize(("text", "query"), GOOD, ids=[text for text, _ in GOOD])
def test_what_a_text_means(text: str, query: Query) -> None:
    assert parse_query(text) == query
    assert parse_query(str(query)) == query


@pytest.mark.parametrize(
    "words",
    [
        "a red car in the snow",
        "rock and roll or not",
        "it's 3 < x",
        "STOP sign",
        "NOTHING but ORANGES",
        "stage-AND-screen",
        "soundtrack: violins",
        " spaces stay ",
        "",
    ],
)
def test_plain_words_stay_one_text(words: str) -> None:
    assert parse_query(words) == Text(words)


BAD = [
    ("rain AND", 0, "double quotes"),
    ("rain AND snow", 0, "put double quotes around all of them"),
    ("a car (red)", 0, "double quotes"),
    ("rain^2", 0, "double quotes"),
    ("AND", 0, "double quotes"),
    ('"rain" AND', 10, "double quotes"),
    ('"rain" and "snow"', 7, "in capitals: AND"),
    ('"rain" or "snow"', 7, "in capitals: OR"),
    ('"rain" "snow"', 7, "AND, OR, NOT, THEN, DURING or the end"),
    ('"rain" snow', 7, "AND, OR, NOT, THEN, DURING or the end"),
    ('"rain" AND AND "snow"', 11, "double quotes"),
    ('"rain" AND OR "snow"', 11, "double quotes"),
    ("sound:rain", 6, "double quotes"),
    ("sound:", 6, "double quotes"),
    ('Sound:"rain"', 0, "picture: or sound:"),
    ('"a" AND music:"rain"', 8, "picture: or sound:"),
    ('sound:("a" OR "b")', 6, "double quotes"),
    ('"rain', 0, "ends with a double quote"),
    ('"a" AND "rain', 8, "ends with a double quote"),
    ('""', 0, "words between"),
    ('"a" AND "  "', 8, "words between"),
    (r'"a\b"', 3, "backslash"),
    ("“rain” AND “snow”", 0, "straight"),
    ("()", 1, "double quotes"),
    ('("a"', 4, '")"'),
    ('("a" and "b")', 5, "in capitals: AND"),
    ('"a")', 3, "the end"),
    ('NOT "a"', 0, "something wanted"),
    ('"a" OR NOT "b"', 7, "something wanted"),
    ('"a" OR (NOT "b" NOT "c")', 8, "something wanted"),
    ('"a" NOT NOT "b"', 8, "double quotes"),
    ('"a"^0', 4, "above 0"),
    ('"a"^x', 4, "above 0"),
    ('"a"^-1', 4, "above 0"),
    ('"a"^', 4, "above 0"),
    ('"a"^2^3', 5, "the end"),
    ('("a" OR "b")^2', 12, "weights are of descriptions"),
    ('"a" THEN<10 "b"', 9, "duration"),
    ('"a" THEN<0s "b"', 9, "duration"),
    ('"a" THEN<-1s "b"', 9, "duration"),
    ('"a" THEN<s "b"', 9, "duration"),
    ('"a" THEN< 10s "b"', 9, "duration"),
    ('"a" THEN<30s1m "b"', 9, "duration"),
    ('"a" THEN<10s', 12, "double quotes"),
    ('"a" <10s "b"', 4, "only after THEN"),
    ('"a" AND<10s "b"', 7, "only after THEN"),
    ('("a" THEN "b") AND "c"', 0, "no THEN or DURING within"),
    ('"c" OR ("a" DURING "b")', 7, "no THEN or DURING within"),
    ('"c" NOT ("a" THEN "b")', 8, "no THEN or DURING within"),
    ('"a" THEN "b" DURING "c"', 13, "parentheses"),
    ('"a" DURING "b" THEN "c"', 15, "parentheses"),
    ('"a" DURING "b" DURING "c"', 15, "parentheses"),
    ("(" * 100_000, 32, "at most 32"),
    ('"a"' + ' THEN "a"' * 100, 297, "at most 32"),
]


@pytest.mark.parametrize(("text", "position", "expected"), BAD, ids=[b[0][:30] for b in BAD])
def test_what_is_wrong_is_pointed_at(text: str, position: int, expected: str) -> None:
    with pytest.raises(QuerySyntaxError) as refused:
        parse_query(text)
    error = refused.value
    assert (error.query, error.position) == (text, position)
    assert expected in error.expected
    assert error.found == "the end" or error.found.strip("'\"“")[:1] in text[position:] + " "
    assert f"offset {position}" in str(error)


def test_every_tree_survives_its_own_text() -> None:
    chance = random.Random(20)
    for _ in range(2_000):
        query = random_moments(chance, depth=3)
        assert parse_query(str(query)) == query, str(query)


def test_nothing_that_is_typed_raises_anything_else() -> None:
    chance = random.Random(21)
    pieces = ['"', '"a"', "AND ", "OR ", "NOT ", "THEN", "DURING ", "<10s ", "^2", "(", ")", "and "]
    pieces += ["sound:", "x", "\\", " ", "“", "<", "^", "1"]
    for _ in range(5_000):
        text = "".join(chance.choices(pieces, k=chance.randrange(12)))
        try:
            query = parse_query(text)
        except QuerySyntaxError as error:
            position = error.position
        else:
            position = 0
            assert not text.strip() or parse_query(str(query)) == query
        assert 0 <= position <= len(text)


def random_moments(chance: random.Random, *, depth: int) -> Query:
    """THEN and DURING, above everything else."""
    kind = chance.randrange(4) if depth else 3
    if kind < 2:
        first, second = (random_moments(chance, depth=depth - 1) for _ in range(2))
        gap = chance.choice(
            [None, chance.randrange(1, 10**9) / 1e6, float(chance.randrange(1, 99))]
        )
        return Then(first, second, gap) if kind else During(first, second)
    return random_evidence(chance, depth=depth)


def random_evidence(chance: random.Random, *, depth: int) -> Query:
    kind = chance.randrange(3) if depth else 2
    if kind == 2:
        words = "".join(chance.choices('ab "\\()^<:é雨', k=6)) + "x"
        modality = chance.choice([None, Modality.PICTURE, Modality.SOUND])
        return Text(words, modality, chance.choice([1.0, 2.0, 0.5, chance.uniform(0.1, 10)]))
    parts = [random_evidence(chance, depth=depth - 1) for _ in range(chance.randrange(2, 4))]
    if kind == 1:
        return AnyOf(tuple(parts))
    parts += [Not(random_evidence(chance, depth=depth - 1)) for _ in range(chance.randrange(3))]
    chance.shuffle(parts)
    return AllOf(tuple(parts))


def test_operators_of_python_that_would_lose_a_part_are_refused() -> None:
    with pytest.raises(TypeError, match="not with `and`"):
        A and B  # noqa: B018
    with pytest.raises(TypeError, match="not with `and`"):
        not A  # noqa: B018
    with pytest.raises(TypeError):
        A & "b"  # type: ignore[operator]
    with pytest.raises(TypeError):
        A | "b"  # type: ignore[operator]


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf")])
def test_a_weight_is_above_0(weight: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Text("a", weight=weight)
    with pytest.raises(ValueError, match="above 0"):
        A.then(B, within_seconds=weight)


def test_values_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="picture or sound"):
        Text("a", modality="smell")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least two"):
        AllOf((A,))
    with pytest.raises(ValueError, match="at least two"):
        AnyOf(())


# As they are sent and come back


def test_a_tree_and_its_text_are_sent_alike(client: Any, server: FakeServer) -> None:
    tree = (Text("rain", "sound", weight=2) & Text("a car") & ~Text("snow")).then(
        Text("night") | Text("dusk"), within_seconds=1.5
    )
    client.search(tree)
    client.search(str(tree))
    list(client.search_pages(tree))
    first, *others = server.library.requests["SearchMoments"]
    assert all(other.query == first.query for other in others)
    then = first.query.then
    assert then.within.ToMicroseconds() == 1_500_000
    rain, car, snow = then.first.all_of.queries
    assert rain.text.text == "rain"
    assert rain.text.modality == common_pb2.MODALITY_SOUND
    assert rain.text.weight == 2
    assert not car.text.HasField("weight")
    assert snow.negation.query.text.text == "snow"
    assert [query.text.text for query in then.second.any_of.queries] == ["night", "dusk"]
    client.search(A.during(B))
    during = server.library.requests["SearchMoments"][-1].query.during
    assert (during.inner.text.text, during.outer.text.text) == ("a", "b")


def test_a_text_that_cannot_be_read_is_not_sent(client: Any, server: FakeServer) -> None:
    for call in (client.search, client.search_pages, client.search_all):
        with pytest.raises(QuerySyntaxError):
            call('"rain" and "snow"')
    assert server.library.calls["SearchMoments"] == 0


def test_what_is_no_query_is_not_sent(client: Any, server: FakeServer) -> None:
    with pytest.raises(TypeError, match="begins with Text"):
        client.search(17)
    assert server.library.calls["SearchMoments"] == 0


def test_evidence_says_which_text_it_is_of() -> None:
    fields = momentsearch.SpaceEvidence.__dataclass_fields__
    assert {"term_index", "term_text", "negated"} <= set(fields)
