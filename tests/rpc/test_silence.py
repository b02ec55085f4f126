"""Calls that are begun and say nothing, against a server of four threads."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from momentsearch.v1 import media_service_pb2 as pb
from momentsearch_server.rpc import silence
from momentsearch_server.settings import Settings
from tests.rpc.conftest import Serve
from tests.rpc.support import Calls

GET = "/momentsearch.v1.MediaService/GetMedia"
WATCH = "/momentsearch.v1.MediaService/WatchMedia"
CHECK = "/grpc.health.v1.Health/Check"
TOKEN = "correct horse battery"


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """Set when the silent callers of a test may go."""
    event = threading.Event()
    yield event
    event.set()


def silent_call(
    channel: grpc.Channel, method: str, over: threading.Event, *, then: bytes | None = None
) -> grpc.Future:
    """Sends nothing until ``over``, and after that ``then``; bytes in and out."""

    def messages() -> Iterator[bytes]:
        over.wait(60)
        if then is not None:
            yield then

    if method == WATCH:
        return channel.stream_stream(method)(messages())
    return channel.stream_unary(method).future(messages())


def is_serving(calls: Calls) -> bool:
    check = health_pb2_grpc.HealthStub(calls.channel).Check
    answer = check(health_pb2.HealthCheckRequest(), timeout=30)
    return bool(answer.status == health_pb2.HealthCheckResponse.SERVING)


@pytest.mark.parametrize("method", [GET, WATCH, CHECK])
@pytest.mark.parametrize("token", [None, TOKEN])
def test_more_silent_calls_than_threads_stop_nobody(
    serve: Serve,
    settings: Settings,
    over: threading.Event,
    method: str,
    token: str | None,
) -> None:
    """Nor where they have no token, which is asked for after the message."""
    changes = {}
    if token is not None:
        changes["token_file"] = settings.data_dir.with_name("token")
        changes["token_file"].write_text(token)
    _, calls = serve(replace(settings, request_threads=4, **changes))
    silent = [silent_call(calls.channel, method, over) for _ in range(9)]
    assert is_serving(calls)
    for call in silent:
        call.cancel()


def test_few_silent_calls_may_take_their_time(
    serve: Serve, settings: Settings, over: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence, "PATIENCE_SECONDS", 0.02)
    _, calls = serve(replace(settings, request_threads=4))
    asking = health_pb2.HealthCheckRequest().SerializeToString()
    slow = [silent_call(calls.channel, CHECK, over, then=asking) for _ in range(2)]
    for _ in range(5):
        time.sleep(0.05)
        assert is_serving(calls)
    over.set()
    serving = health_pb2.HealthCheckResponse.SERVING
    for call in slow:
        answer = health_pb2.HealthCheckResponse.FromString(call.result(timeout=30))
        assert answer.status == serving


@pytest.mark.parametrize("method", [GET, WATCH])
def test_a_call_without_its_message(calls: Calls, method: str) -> None:
    calling = calls.channel.stream_stream(method)(iter(()), timeout=30)
    with pytest.raises(grpc.RpcError) as caught:
        next(calling)
    assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
    assert "exactly one message" in caught.value.details()


@pytest.mark.parametrize("method", [GET, WATCH])
def test_a_message_that_is_none(
    calls: Calls, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    calling = calls.channel.stream_stream(method)(iter([b"\xff\xff\xff"]), timeout=30)
    with caplog.at_level(logging.CRITICAL, "grpc"), pytest.raises(grpc.RpcError) as caught:
        next(calling)
    assert caught.value.code() is grpc.StatusCode.INTERNAL
    assert is_serving(calls)


def test_only_the_first_message_counts(calls: Calls) -> None:
    asking = pb.GetMediaRequest(media_id="none").SerializeToString()
    calling = calls.channel.stream_stream(GET)(iter([asking, asking]), timeout=30)
    with pytest.raises(grpc.RpcError) as caught:
        next(calling)
    assert caught.value.code() is grpc.StatusCode.NOT_FOUND
