"""Explaining with the embedded pair and rendered films: what fakes do not know of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from momentsearch.v1 import explain_service_pb2 as pb
from momentsearch.v1.media_pb2 import Media
from momentsearch_server.assembly import App
from momentsearch_server.encoders.pairs import load_pair
from tests.rpc.conftest import settings_for
from tests.rpc.support import DEADLINE_SECONDS, Calls, seconds, span_seconds
from tests.rpc.test_explain import explained_as_found, found_by, search_of
from training.films.plan import Film, generator, plan_library
from training.films.render import render_film
from training.films.truth import answers, queries_of

FILMS = 3
FILM_SECONDS = 40.0
QUESTIONS = 12


@pytest.fixture(scope="module")
def planned() -> list[Film]:
    return plan_library(4, count=FILMS, duration_seconds=FILM_SECONDS)


@pytest.fixture(scope="module")
def calls(planned: list[Film], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calls]:
    """A server with the embedded pair, which may read the films."""
    folder: Path = tmp_path_factory.mktemp("planned")
    for film in planned:
        render_film(film, folder / film.file_name, frames_per_second=2)
    pair = load_pair("embedded", "embedded", device="cpu", threads=1)
    app = App(settings_for(folder / "data", folder), pair.by_modality)
    with grpc.insecure_channel(f"127.0.0.1:{app.port}") as channel:
        opened = Calls(channel)
        yield opened
    app.stop()


@pytest.fixture(scope="module")
def library(calls: Calls, planned: list[Film]) -> dict[str, Media]:
    """File name to media."""
    return calls.indexed(*(film.file_name for film in planned))


@pytest.fixture(scope="module")
def questions(planned: list[Film]) -> list[str]:
    """Some that the films answer, some that they do not, and operators over both."""
    plain = [f'"{query.text}"' for query in queries_of(planned, generator(4, 2), count=QUESTIONS)]
    composed = [
        f"{first} {operator} {second}"
        for operator, first, second in zip(
            ("AND", "OR", "NOT", "THEN<20s", "DURING"), plain, plain[1:], strict=False
        )
    ]
    return plain + composed


@pytest.mark.slow
def test_every_number_is_the_one_that_the_search_has(
    calls: Calls, library: dict[str, Media], questions: list[str]
) -> None:
    found = [
        explained_as_found(calls, search_of(question, collection="default", page_size=20))
        for question in questions
    ]
    assert sum(found) > 5 * len(questions)


@pytest.mark.slow
def test_what_is_true_and_not_found_has_a_reason(
    calls: Calls, library: dict[str, Media], planned: list[Film]
) -> None:
    """Each question asked with the server's floor, and explained in the middle of its truth."""
    outcomes = set()
    for query in queries_of(planned, generator(4, 3), count=4 * QUESTIONS):
        search = search_of(f'"{query.text}"', collection="default", minimum_confidence=0.9)
        moments = found_by(calls, search)
        for answer in answers(query, planned):
            middle = (answer.start_seconds + answer.end_seconds) / 2
            media_id = library[answer.file_name].media_id
            request = pb.ExplainAbsenceRequest(
                search=search, media_id=media_id, offset=seconds(middle)
            )
            told = calls.explain.ExplainAbsence(request, timeout=DEADLINE_SECONDS)
            is_listed = [
                rank
                for rank, one in enumerate(moments, start=1)
                if one.media_id == media_id
                and span_seconds(one)[0] <= middle < span_seconds(one)[1]
            ]
            assert (told.outcome == pb.OUTCOME_PRESENT) == bool(is_listed)
            assert told.rank == (is_listed[0] if is_listed else 0)
            assert told.outcome != pb.OUTCOME_UNSPECIFIED
            outcomes.add(told.outcome)
    assert pb.OUTCOME_PRESENT in outcomes
    assert len(outcomes) > 1
