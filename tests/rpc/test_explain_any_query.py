"""Queries made at random: whatever a search lists, explaining says of it that it is listed."""

from __future__ import annotations

import random

import pytest

from momentsearch._convert import query_message
from momentsearch.query import AllOf, AnyOf, During, Not, Query, Text, Then
from momentsearch.results import Modality
from momentsearch.v1 import explain_service_pb2 as pb
from momentsearch.v1 import search_service_pb2 as search_pb
from momentsearch.v1.media_pb2 import Media
from tests.rpc.support import DEADLINE_SECONDS, Calls, seconds, span_seconds
from tests.rpc.test_explain import explained

WORDS = ("red", "blue", "green", "purple", "yellow", "tone", "hum", "beep", "whistle")
QUERIES = 20


def any_text(chance: random.Random) -> Text:
    words = " ".join(chance.sample(WORDS, chance.choice([1, 1, 2])))
    modality = chance.choice([None, None, Modality.PICTURE, Modality.SOUND])
    return Text(words, modality, chance.choice([1.0, 1.0, 2.0, 0.5]))


def any_joined(chance: random.Random, depth: int = 0) -> Query:
    kind = chance.random()
    if kind < 0.5 or depth > 2:
        return any_text(chance)
    first, second = any_joined(chance, depth + 1), any_joined(chance, depth + 1)
    if kind < 0.7:
        return AllOf((first, second))
    return AnyOf((first, second)) if kind < 0.85 else AllOf((first, Not(any_text(chance))))


def any_search(chance: random.Random) -> search_pb.SearchMomentsRequest:
    query, kind = any_joined(chance), chance.random()
    if kind < 0.2:
        query = Then(query, any_joined(chance), within_seconds=chance.choice([None, 2.0, 8.0]))
    elif kind < 0.4:
        query = During(query, any_joined(chance))
    part = search_pb.MediaFilter()
    if chance.random() < 0.3:
        start = chance.uniform(0, 15)
        part.start_offset.CopyFrom(seconds(start))
        part.end_offset.CopyFrom(seconds(start + chance.uniform(0.5, 10)))
    return search_pb.SearchMomentsRequest(
        collection="library",
        query=query_message(query),
        filter=part,
        page_size=200,
        group_by_media=chance.random() < 0.2,
        minimum_confidence=chance.choice([0.0, 0.0, 0.5]),
    )


@pytest.mark.parametrize("seed", range(3))
def test_what_is_listed_is_present_and_nothing_else_is(
    shared: Calls, library: dict[str, Media], seed: int
) -> None:
    chance = random.Random(seed)
    listed_count = 0
    for _ in range(QUERIES):
        search = any_search(chance)
        moments = shared.search_service.SearchMoments(search, timeout=DEADLINE_SECONDS).moments
        for media in library.values():
            spans = {
                rank: span_seconds(moment)
                for rank, moment in enumerate(moments, start=1)
                if moment.media_id == media.media_id
            }
            span = chance.choice([(0.0, 21.0), *spans.values()])
            at = round(chance.uniform(*span), 3)
            here = [rank for rank, (start, end) in spans.items() if start <= at < end]
            request = pb.ExplainAbsenceRequest(
                search=search, media_id=media.media_id, offset=seconds(at)
            )
            absence = shared.explain.ExplainAbsence(request, timeout=DEADLINE_SECONDS)
            assert absence.rank == (here[0] if here else 0)
            assert (absence.outcome == pb.OUTCOME_PRESENT) == bool(here)
            whole = explained(shared, search, media.media_id, at, at + 2).steps[0]
            near = {rank for rank, (start, end) in spans.items() if start < at + 2 and end > at}
            assert {one.rank for one in whole.moments if one.rank} == near
            listed_count += len(near)
    assert listed_count > QUERIES  # else the instants were chosen badly
