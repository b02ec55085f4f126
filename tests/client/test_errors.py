from collections.abc import Callable
from typing import Any

import grpc
import pytest

import momentsearch
from tests.client.fake_server import Failure, FakeServer

CODES = grpc.StatusCode


@pytest.mark.parametrize(
    ("code", "error_class"),
    [
        (CODES.INVALID_ARGUMENT, momentsearch.InvalidArgumentError),
        (CODES.OUT_OF_RANGE, momentsearch.OutOfRangeError),
        (CODES.NOT_FOUND, momentsearch.NotFoundError),
        (CODES.ALREADY_EXISTS, momentsearch.AlreadyExistsError),
        (CODES.FAILED_PRECONDITION, momentsearch.FailedPreconditionError),
        (CODES.PERMISSION_DENIED, momentsearch.PermissionDeniedError),
        (CODES.UNAUTHENTICATED, momentsearch.UnauthenticatedError),
        (CODES.RESOURCE_EXHAUSTED, momentsearch.ResourceExhaustedError),
        (CODES.DEADLINE_EXCEEDED, momentsearch.DeadlineExceededError),
        (CODES.DATA_LOSS, momentsearch.DataLossError),
        (CODES.CANCELLED, momentsearch.RequestCancelledError),
        (CODES.UNIMPLEMENTED, momentsearch.UnimplementedError),
        (CODES.INTERNAL, momentsearch.InternalServerError),
        (CODES.UNKNOWN, momentsearch.InternalServerError),
        (CODES.ABORTED, momentsearch.InternalServerError),
    ],
)
def test_each_status_has_its_class(
    client: Any, server: FakeServer, code: grpc.StatusCode, error_class: type[Exception]
) -> None:
    server.library.failures["GetMedia"] = [Failure(code, "in words", "SOME_REASON")]
    with pytest.raises(momentsearch.MomentSearchError) as caught:
        client.get_media("m1")
    assert type(caught.value) is error_class
    assert caught.value.reason == "SOME_REASON"
    assert caught.value.message == "in words"
    assert str(caught.value) == "in words [SOME_REASON]"


def test_metadata_and_the_offending_field_come_along(client: Any, server: FakeServer) -> None:
    server.library.failures["SearchMoments"] = [
        Failure(
            CODES.INVALID_ARGUMENT,
            reason="FIELD_INVALID",
            metadata={"limit": "1000"},
            field_path="query.text.text",
        )
    ]
    with pytest.raises(momentsearch.InvalidArgumentError) as caught:
        client.search(" ")
    assert caught.value.metadata == {"limit": "1000"}
    assert caught.value.field == "query.text.text"


def test_a_full_queue_says_when_to_come_back(client: Any, server: FakeServer) -> None:
    server.library.failures["ImportMedia"] = [
        Failure(CODES.RESOURCE_EXHAUSTED, reason="QUEUE_FULL", retry_after_seconds=2.5)
    ]
    with pytest.raises(momentsearch.ResourceExhaustedError) as caught:
        client.import_media("/films/a.mp4")
    assert caught.value.retry_after_seconds == 2.5


def test_reasons_of_another_domain_are_not_ours(client: Any, server: FakeServer) -> None:
    server.library.failures["GetMedia"] = [
        Failure(CODES.NOT_FOUND, reason="NO_ROUTE", domain="proxy.example")
    ]
    with pytest.raises(momentsearch.NotFoundError) as caught:
        client.get_media("m1")
    assert caught.value.reason == "NOT_FOUND"


def test_a_server_that_is_not_there_is_unavailable(connect: Any) -> None:
    client = connect(address="localhost:1")
    with pytest.raises(momentsearch.UnavailableError) as caught:
        client.get_media("m1")
    assert caught.value.reason == "UNAVAILABLE"
    assert len(client.clock.slept) == 3


CALLS: dict[str, Callable[[Any], object]] = {
    "get_media": lambda client: client.get_media("m1"),
    "list_media": lambda client: client.list_media(),
    "watch": lambda client: client.watch("m1"),
    "server_status": lambda client: client.server_status(),
    "wait_until_serving": lambda client: client.wait_until_serving(timeout_seconds=1),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_calls_after_closing_raise_no_grpc_error(
    client: Any, call: Callable[[Any], object]
) -> None:
    client.close_client()
    with pytest.raises(ValueError, match="the client is closed: make another one"):
        call(client)


def test_an_asyncio_client_is_made_where_a_loop_runs(server: FakeServer) -> None:
    with pytest.raises(RuntimeError, match="make it in a coroutine, or use Client"):
        momentsearch.AsyncClient(server.address)


WRONG: dict[str, tuple[type[Exception], str, Callable[[Any], object]]] = {
    "ids": (
        TypeError,
        r"media_ids is 'm1': pass several, as in \['m1'\]",
        lambda client: client.search("a", media_ids="m1"),
    ),
    "modalities": (
        TypeError,
        "modalities is 'picture': pass several",
        lambda client: client.search("a", modalities="picture"),
    ),
    "modality": (
        ValueError,
        "modality is 'smell', expected one of picture, sound",
        lambda client: client.search("a", modalities=["smell"]),
    ),
    "states": (
        TypeError,
        "states is 'active': pass several",
        lambda client: client.list_media(states="active"),
    ),
    "state": (
        ValueError,
        "state is 'unknown', expected one of queued, indexing, active, failed, deleting",
        lambda client: client.list_media(states=[momentsearch.MediaState.UNKNOWN]),
    ),
    "labels": (
        TypeError,
        "labels are text for text, and here are 'year': 1962",
        lambda client: client.search("a", labels={"year": 1962}),
    ),
    "labels of an import": (
        TypeError,
        "labels are text for text",
        lambda client: client.import_media("/films/a.mp4", labels={"year": 1962}),
    ),
    "bytes": (
        TypeError,
        "got bytes: expected a path, or a file open for reading bytes",
        lambda client: client.upload_media(b"RIFF", file_name="a.wav"),
    ),
}


@pytest.mark.parametrize(("kind", "words", "call"), WRONG.values(), ids=WRONG)
def test_arguments_of_the_wrong_kind_say_what_was_expected(
    client: Any, kind: type[Exception], words: str, call: Callable[[Any], object]
) -> None:
    with pytest.raises(kind, match=words):
        call(client)
