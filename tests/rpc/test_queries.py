"""Trees of operators over a real channel: what they find, and how wrong ones are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration

from momentsearch._convert import query_message
from momentsearch.query_text import parse_query
from momentsearch.v1 import common_pb2
from momentsearch.v1 import search_service_pb2 as pb
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.errors import InvalidArgument
from momentsearch_server.rpc.questions import from_query
from momentsearch_server.search.query import AllOf, AnyOf, Not, Term, Then
from momentsearch_server.space import Modality
from tests.rpc.conftest import Serve, settings_for
from tests.rpc.support import DEADLINE_SECONDS, Calls, in_seconds, refused, seconds, span_seconds

PICTURE, SOUND = common_pb2.MODALITY_PICTURE, common_pb2.MODALITY_SOUND


def text(words: str = "red", **fields: Any) -> pb.Query:
    return pb.Query(text=pb.TextQuery(text=words, **fields))


def all_of(*queries: pb.Query) -> pb.Query:
    return pb.Query(all_of=pb.AllOfQuery(queries=queries))


def any_of(*queries: pb.Query) -> pb.Query:
    return pb.Query(any_of=pb.AnyOfQuery(queries=queries))


def negation(query: pb.Query | None = None) -> pb.Query:
    return pb.Query(negation=pb.NotQuery(query=query))


def then(first: pb.Query, second: pb.Query, within: Duration | None = None) -> pb.Query:
    return pb.Query(then=pb.ThenQuery(first=first, second=second, within=within))


def during(inner: pb.Query, outer: pb.Query) -> pb.Query:
    return pb.Query(during=pb.DuringQuery(inner=inner, outer=outer))


def nested(levels: int) -> pb.Query:
    """So many levels, in which AND and OR take turns."""
    query = text()
    for level in range(levels - 1):
        query = (any_of if level % 2 else all_of)(query, text())
    return query


def search(calls: Calls, query: pb.Query | str, **fields: Any) -> pb.SearchMomentsResponse:
    message = query_message(parse_query(query)) if isinstance(query, str) else query
    request = pb.SearchMomentsRequest(query=message, **{"collection": "library", **fields})
    return calls.search_service.SearchMoments(request, timeout=DEADLINE_SECONDS)


# What they find: red 0-6 s, blue 6-14, green 14-20; a tone 0-6, silence, a whistle 15.5-20


@pytest.fixture
def film(library: dict[str, Media]) -> str:
    return library["red_then_blue.mp4"].media_id


def first_of(calls: Calls, query: str, film: str, **fields: Any) -> pb.Moment:
    moment = search(calls, query, **fields).moments[0]
    assert moment.media_id == film
    return moment


def test_seen_and_heard_at_once(shared: Calls, film: str) -> None:
    moment = first_of(shared, 'picture:"green" AND sound:"whistle"', film)
    start, end = span_seconds(moment)
    assert 14 <= start <= 16.5
    assert end == pytest.approx(20, abs=0.5)
    said = {(e.term_index, e.term_text, e.modality, e.negated) for e in moment.evidence}
    assert said == {(0, "green", PICTURE, False), (1, "whistle", SOUND, False)}
    assert start <= in_seconds(moment.best_frame_offset) < end
    sides = ('picture:"green"', 'sound:"whistle"')
    assert moment.confidence > min(first_of(shared, one, film).confidence for one in sides)


def test_and_needs_no_modality(shared: Calls, film: str) -> None:
    moment = first_of(shared, '"green" AND "whistle"', film)
    assert {(e.term_text, e.modality) for e in moment.evidence} == {
        ("green", PICTURE),
        ("whistle", SOUND),
    }


def test_and_of_what_is_never_at_once_is_less_sure(shared: Calls, film: str) -> None:
    together = search(shared, 'picture:"green" AND sound:"whistle"').moments[0]
    apart = search(shared, 'picture:"red" AND sound:"whistle"').moments
    assert all(moment.confidence < together.confidence for moment in apart)


def test_either_of_two(shared: Calls, library: dict[str, Media], film: str) -> None:
    moments = search(shared, 'picture:"blue" OR picture:"yellow"').moments
    assert {moment.media_id for moment in moments[:2]} == {film, library["yellow.mp4"].media_id}


def test_what_is_negated_comes_last(shared: Calls, library: dict[str, Media], film: str) -> None:
    plain = search(shared, '"blue" OR "yellow"').moments
    moments = search(shared, '("blue" OR "yellow") NOT "yellow"', page_size=50).moments
    assert moments[0].media_id == film
    yellow = library["yellow.mp4"].media_id
    before = next(m for m in plain if m.media_id == yellow)
    after = next((m for m in moments if m.media_id == yellow), None)
    assert after is None or after.confidence < before.confidence


def test_one_after_the_other(shared: Calls, film: str) -> None:
    moment = first_of(shared, '"red" THEN<2s "blue"', film)
    assert span_seconds(moment) == pytest.approx((0, 14), abs=0.51)
    assert {e.term_index for e in moment.evidence} >= {0, 1}
    far = search(shared, 'picture:"red" THEN<2s picture:"green"').moments
    assert all(m.confidence < moment.confidence for m in far)
    assert span_seconds(first_of(shared, '"red" THEN "green"', film)) == pytest.approx(
        (0, 20), abs=0.51
    )


def test_one_within_the_other(shared: Calls, film: str) -> None:
    moment = first_of(shared, 'sound:"whistle" DURING picture:"green"', film)
    assert span_seconds(moment)[0] == pytest.approx(15.5, abs=2.6)
    outside = search(shared, 'sound:"whistle" DURING picture:"red"').moments
    assert all(other.confidence < moment.confidence for other in outside)


def test_curves_are_of_their_own_texts(shared: Calls, film: str) -> None:
    moment = first_of(shared, 'picture:"red" THEN<2s picture:"blue"', film, curve_point_count=20)
    curves = {e.term_text: list(e.curve.points) for e in moment.evidence}
    assert max(range(20), key=curves["red"].__getitem__) < 6
    assert 6 <= max(range(20), key=curves["blue"].__getitem__) < 14


def test_only_a_part_is_searched(shared: Calls, film: str) -> None:
    part = pb.MediaFilter(start_offset=seconds(8), end_offset=seconds(12))
    moment = first_of(shared, 'picture:"blue" NOT "red"', film, filter=part)
    assert span_seconds(moment) == (8, 12)


def test_what_no_media_could_answer_is_an_empty_scope(
    shared: Calls, library: dict[str, Media]
) -> None:
    silent = pb.MediaFilter(media_ids=[library["yellow.mp4"].media_id])
    answer = search(shared, 'picture:"yellow" AND sound:"hum"', filter=silent)
    assert answer.presence == pb.PRESENCE_EMPTY_SCOPE
    assert search(shared, 'picture:"yellow" OR sound:"hum"', filter=silent).moments


def test_the_same_tree_in_other_words_is_the_same_question(shared: Calls, film: str) -> None:
    for one, other in [
        (all_of(text()), text()),
        (any_of(text()), text()),
        (all_of(all_of(text(), text("blue")), text("tone")),
         all_of(text(), text("blue"), text("tone"))),
        (all_of(text(weight=1.0), text("blue")), all_of(text(), text("blue"))),
        (then(text(), text("blue")), then(text(), text("blue"), seconds(3600))),
    ]:  # fmt: skip
        assert search(shared, one) == search(shared, other)


def test_pages_of_a_tree_and_tokens_of_another(shared: Calls, film: str) -> None:
    query = '"red" OR "blue" OR "green"'
    whole = search(shared, query, page_size=100).moments
    seen, token = [], ""
    while True:
        page = search(shared, query, page_size=1, page_token=token)
        seen += page.moments
        token = page.next_page_token
        if not token:
            break
    assert seen == list(whole)
    assert len(seen) > 2
    token = search(shared, query, page_size=1).next_page_token
    for other in ('"red" OR "green" OR "blue"', '"red" AND "blue" AND "green"'):
        error = refused(lambda other=other: search(shared, other, page_token=token))  # type: ignore[misc]
        assert error.reason == "PAGE_TOKEN_INVALID"


def test_candidates_are_those_of_any_wanted_text(serve: Serve, tmp_path: Path, films: Path) -> None:
    """Where the index is asked for one media of each text, and for none of a negated one.

    A few rows more than one media's come with each answer, so that others may be among them.
    """
    few = settings_for(tmp_path / "data", films, exact_sample_limit=0, candidate_media=1)
    _, calls = serve(few)
    ids = {
        name.partition(".")[0]: media.media_id
        for name, media in calls.indexed("red_then_blue.mp4", "yellow.mp4", "beeps.m4a").items()
    }
    for query, expected in {
        'picture:"yellow" OR sound:"hum"': {"yellow", "beeps"},
        'picture:"yellow" NOT sound:"hum"': {"yellow"},
        'picture:"green" AND sound:"whistle"': {"red_then_blue"},
        'picture:"red" THEN picture:"blue"': {"red_then_blue"},
    }.items():
        answer = search(calls, query, collection="default", page_size=50)
        assert {ids[name] for name in expected} <= {moment.media_id for moment in answer.moments}
        assert answer.moments[0].media_id in {ids[name] for name in expected}
    negated = search(calls, 'picture:"yellow" NOT sound:"hum"', collection="default", page_size=50)
    assert ids["beeps"] not in {moment.media_id for moment in negated.moments}


def test_values_at_their_limits_are_taken(shared: Calls, film: str) -> None:
    search(shared, nested(8))
    search(shared, any_of(*[text("t" * 1000, weight=w) for w in (0.1, 10)] * 8))
    search(shared, then(text(), text(), Duration(nanos=1_000)))


# How wrong ones are refused


LONG, NOTHING = text("t" * 1001), pb.Query()
BAD: list[tuple[pb.Query, str, str]] = [
    (all_of(), "query.all_of.queries", "missing"),
    (any_of(), "query.any_of.queries", "missing"),
    (all_of(text(), NOTHING), "query.all_of.queries[1].kind", "text, all_of, any_of"),
    (any_of(NOTHING), "query.any_of.queries[0].kind", "missing"),
    (all_of(text(), text(" ")), "query.all_of.queries[1].text.text", "missing"),
    (any_of(text(), LONG), "query.any_of.queries[1].text.text", "at most 1000"),
    (negation(text()), "query.negation", "not directly within an all_of"),
    (any_of(text(), negation(text())), "query.any_of.queries[1].negation", "X NOT Y"),
    (all_of(negation(text())), "query.all_of.queries", "negations only"),
    (all_of(text(), negation()), "query.all_of.queries[1].negation.query.kind", "missing"),
    (all_of(text(), negation(negation(text()))),
     "query.all_of.queries[1].negation.query.negation", "not directly within an all_of"),
    (then(negation(text()), text()), "query.then.first.negation", "not directly"),
    (then(text(), NOTHING), "query.then.second.kind", "missing"),
    (then(text(), text(), Duration()), "query.then.within", "0 s"),
    (then(text(), text(), seconds(-1)), "query.then.within", "-1 s"),
    (then(text(), text(), seconds(3600.001)), "query.then.within", "at most 3600 s"),
    (during(NOTHING, text()), "query.during.inner.kind", "missing"),
    (during(text(), NOTHING), "query.during.outer.kind", "missing"),
    (all_of(text(), then(text(), text())), "query.all_of.queries[1].then", "above them"),
    (any_of(text(), during(text(), text())), "query.any_of.queries[1].during", "above them"),
    (text(modality=9), "query.text.modality", "is 9"),  # type: ignore[list-item]
    *[(text(weight=weight), "query.text.weight", str(weight))
      for weight in (0.0, -1.0, 0.09, 10.5, float("nan"), float("inf"))],
    (nested(9), "query" + ".any_of.queries[0].all_of.queries[0]" * 4, "9 levels"),
    (any_of(*[text(str(n)) for n in range(17)]), "query.any_of.queries[16].text", "at most 16"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "field", "said"), BAD, ids=[f"{b[1]}-{b[2]}" for b in BAD])
def test_a_wrong_tree_is_refused_where_it_is_wrong(query: pb.Query, field: str, said: str) -> None:
    with pytest.raises(InvalidArgument) as error:
        from_query(query)
    assert said in error.value.message
    assert error.value.field == field


def test_refusals_reach_the_client(shared: Calls, library: dict[str, Media]) -> None:
    for query, field, said in BAD:
        error = refused(lambda query=query: search(shared, query))  # type: ignore[misc]
        assert error.code is grpc.StatusCode.INVALID_ARGUMENT
        assert error.domain == "momentsearch"
        assert said in error.message
        assert error.field == field


def test_a_kind_of_a_newer_client_is_refused(shared: Calls, library: dict[str, Media]) -> None:
    newer = pb.Query.FromString(b"\x9a\x06\x02\x0a\x00")  # field 99
    error = refused(lambda: search(shared, all_of(text(), newer)))
    assert (error.code, error.field) == (
        grpc.StatusCode.INVALID_ARGUMENT,
        "query.all_of.queries[1].kind",
    )


def test_a_modality_that_the_request_does_not_ask_for(
    shared: Calls, library: dict[str, Media]
) -> None:
    query = all_of(text(), text(modality=PICTURE))
    error = refused(lambda: search(shared, query, modalities=[SOUND]))
    assert error.field == "query.all_of.queries[1].text.modality"
    assert error.message.startswith(f"{error.field} is 'picture', expected sound")


def test_a_tree_becomes_values() -> None:
    query = query_message(parse_query('sound:"a"^2 AND ("b" OR "c") NOT "d"'))
    assert from_query(query) == AllOf(
        (
            Term("a", Modality.SOUND, 2.0, 0),
            AnyOf((Term("b", index=1), Term("c", index=2))),
            Not(Term("d", index=3)),
        )
    )
    assert from_query(then(text("a"), text("b"), seconds(1.5))) == Then(
        Term("a"), Term("b", index=1), 1_500_000
    )
