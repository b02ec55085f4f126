"""Uploads that go wrong leave nothing: no file, no media, and a reason."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from momentsearch.v1 import media_service_pb2 as pb
from momentsearch_server import assembly
from momentsearch_server.assembly import App
from momentsearch_server.rpc import streams
from momentsearch_server.settings import Settings
from tests.rpc.conftest import Serve, settings_for
from tests.rpc.support import (
    ACTIVE,
    Calls,
    Refusal,
    refusal,
    refused,
    upload_header,
)

DATA = os.urandom(100_000)


def chunk(data: bytes) -> pb.UploadMediaRequest:
    return pb.UploadMediaRequest(chunk=data)


def kept(app: App) -> list[Path]:
    """Every file of uploads, received or half received."""
    folder = app.library._data_dir / "uploads"
    return sorted(path for path in folder.rglob("*") if path.is_file())


def eventually(met: Callable[[], bool], *, seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline, "this did not come true in time"
        time.sleep(0.01)


@pytest.fixture
def nothing_left(shared: Calls, shared_app: App, collection: str) -> Iterator[None]:
    """After the test there is no file more than before, and no media in its collection."""
    before = kept(shared_app)
    yield
    eventually(lambda: kept(shared_app) == before)
    assert shared.list(collection=collection) == []


BROKEN: list[tuple[str, list[pb.UploadMediaRequest], grpc.StatusCode, str]] = [
    (
        "wrong checksum",
        [upload_header(DATA, content_sha256="0" * 64), chunk(DATA)],
        grpc.StatusCode.DATA_LOSS,
        "UPLOAD_CHECKSUM_MISMATCH",
    ),
    (
        "too few bytes",
        [upload_header(DATA), chunk(DATA[:-1])],
        grpc.StatusCode.DATA_LOSS,
        "UPLOAD_SIZE_MISMATCH",
    ),
    ("no bytes", [upload_header(DATA)], grpc.StatusCode.DATA_LOSS, "UPLOAD_SIZE_MISMATCH"),
    (
        "too many bytes",
        [upload_header(DATA), chunk(DATA), chunk(b"more")],
        grpc.StatusCode.INVALID_ARGUMENT,
        "UPLOAD_TOO_LARGE",
    ),
    (
        "a header in the middle",
        [upload_header(DATA), chunk(DATA[:10]), upload_header(DATA), chunk(DATA[10:])],
        grpc.StatusCode.INVALID_ARGUMENT,
        "UPLOAD_HEADER_REPEATED",
    ),
    (
        "an empty chunk at the end",
        [upload_header(DATA), chunk(DATA), chunk(b"")],
        grpc.StatusCode.INVALID_ARGUMENT,
        "FIELD_INVALID",
    ),
    (
        "an empty message",
        [upload_header(DATA), chunk(DATA[:10]), pb.UploadMediaRequest()],
        grpc.StatusCode.INVALID_ARGUMENT,
        "UPLOAD_HEADER_REPEATED",
    ),
]


@pytest.mark.parametrize(
    ("messages", "code", "reason"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
@pytest.mark.usefixtures("nothing_left")
def test_a_broken_upload_leaves_nothing(
    shared: Calls,
    collection: str,
    messages: list[pb.UploadMediaRequest],
    code: grpc.StatusCode,
    reason: str,
) -> None:
    mine = [pb.UploadMediaRequest.FromString(message.SerializeToString()) for message in messages]
    mine[0].header.collection = collection
    error = refused(lambda: shared.media.UploadMedia(iter(mine)))
    assert (error.code, error.reason, error.domain) == (code, reason, "momentsearch")


@pytest.mark.usefixtures("nothing_left")
def test_a_stream_that_the_client_breaks_off(
    shared: Calls, shared_app: App, collection: str
) -> None:
    before = len(kept(shared_app))
    half_sent, over = threading.Event(), threading.Event()

    def half() -> Iterator[pb.UploadMediaRequest]:
        yield upload_header(DATA, collection=collection)
        yield chunk(DATA[: len(DATA) // 2])
        half_sent.set()
        over.wait(30)

    call = shared.media.UploadMedia.future(half())
    assert half_sent.wait(10)
    eventually(lambda: len(kept(shared_app)) == before + 1)
    call.cancel()
    over.set()
    with pytest.raises(grpc.FutureCancelledError):
        call.result()


@pytest.mark.usefixtures("nothing_left")
def test_a_client_whose_deadline_passes(shared: Calls, collection: str) -> None:
    over = threading.Event()

    def slowly() -> Iterator[pb.UploadMediaRequest]:
        yield upload_header(DATA, collection=collection)
        yield chunk(DATA[:10])
        over.wait(30)

    with pytest.raises(grpc.RpcError) as caught:
        shared.media.UploadMedia(slowly(), timeout=0.5)
    over.set()
    assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


@pytest.mark.usefixtures("nothing_left")
def test_one_that_is_larger_than_the_server_takes(shared: Calls, collection: str) -> None:
    header = upload_header(DATA, collection=collection, size_bytes=(4 << 20) + 1)
    error = refused(lambda: shared.media.UploadMedia(iter([header])))
    assert (error.reason, error.field) == ("UPLOAD_TOO_LARGE", "header.size_bytes")
    assert "maximum_upload_mib" in error.message


def test_the_largest_chunk_is_taken(shared: Calls, collection: str) -> None:
    data = os.urandom(3 << 20)
    added = shared.upload(data, chunk_bytes=2 << 20, collection=collection)
    assert added.media.size_bytes == len(data)


def test_a_stream_of_single_bytes(shared: Calls, collection: str) -> None:
    data = os.urandom(500)
    assert shared.upload(data, chunk_bytes=1, collection=collection).media.size_bytes == 500


class _Disk(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.usefixtures("nothing_left")
def test_a_disk_that_has_no_room(
    shared: Calls, collection: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: _Disk(1 << 40, 1 << 40, 50_000))
    error = refused(lambda: shared.upload(DATA, collection=collection))
    assert (error.code, error.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "STORAGE_FULL")
    assert error.retry_seconds is not None
    assert error.retry_seconds > 0


@pytest.mark.usefixtures("nothing_left")
def test_a_disk_that_fills_up_meanwhile(
    shared: Calls, collection: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    error = refused(lambda: shared.upload(DATA, collection=collection))
    assert (error.code, error.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "STORAGE_FULL")


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Decoding waits until this is set."""
    go_on = threading.Event()
    plain = assembly.open_media

    def waiting(*arguments: Any, **named: Any) -> Any:
        go_on.wait(30)
        return plain(*arguments, **named)

    monkeypatch.setattr(assembly, "open_media", waiting)
    yield go_on
    go_on.set()


def test_a_full_queue_says_when_to_come_back(
    serve: Serve, tmp_path: Path, films: Path, idle: threading.Event
) -> None:
    app, calls = serve(settings_for(tmp_path / "data", films, queue_limit=1))
    first = calls.import_("yellow.mp4")
    eventually(lambda: calls.get(first.media.media_id).state != first.media.state)
    second = calls.import_("hushed.mp4")
    before = kept(app)
    errors: list[Refusal] = [
        refused(lambda: calls.import_("beeps.m4a")),
        refused(lambda: calls.upload(DATA)),
        # Before its bytes are sent, which would be in vain.
        refused(lambda: calls.media.UploadMedia(iter([upload_header(DATA)]), timeout=10)),
    ]
    for error in errors:
        assert (error.code, error.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "QUEUE_FULL")
        assert error.retry_seconds is not None
        assert error.retry_seconds > 0
    assert kept(app) == before
    idle.set()
    for added in (first, second):
        assert calls.watch(added.media.media_id)[-1].state == ACTIVE
    assert not calls.import_("beeps.m4a").already_existed


def test_what_was_kept_goes_with_its_media(shared: Calls, shared_app: App, collection: str) -> None:
    before = kept(shared_app)
    added = shared.upload(DATA, collection=collection)
    assert len(kept(shared_app)) == len(before) + 1
    shared.watch(added.media.media_id)
    shared.delete(added.media.media_id)
    eventually(lambda: kept(shared_app) == before)


def test_many_uploads_at_once(serve: Serve, settings: Settings) -> None:
    """More than are taken at once: the rest comes back when it is told to, and all arrive."""
    _, calls = serve(replace(settings, request_threads=4))

    def upload(number: int) -> str:
        while True:
            try:
                return calls.upload(DATA + bytes([number])).media.media_id
            except grpc.RpcError as error:
                told = refusal(error)
            assert (told.reason, told.retry_seconds) == ("TOO_MANY_UPLOADS", 2.0)
            time.sleep(0.05)

    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(upload, range(12)))) == 12


def silent_upload(calls: Calls, over: threading.Event) -> grpc.Future:
    """Sends what it is and then nothing, until the event or its call is over."""

    def messages() -> Iterator[pb.UploadMediaRequest]:
        yield upload_header(DATA)
        over.wait(60)

    return calls.media.UploadMedia.future(messages())


def test_silent_uploads_do_not_stop_the_server(serve: Serve, settings: Settings) -> None:
    """As many as there are threads: one is let in, and everybody else is still answered."""
    app, calls = serve(replace(settings, request_threads=4))
    over = threading.Event()
    try:
        first = silent_upload(calls, over)
        eventually(lambda: len(kept(app)) == 1)
        for _ in range(3):
            error = refused(silent_upload(calls, over).result)
            assert (error.code, error.reason, error.retry_seconds) == (
                grpc.StatusCode.RESOURCE_EXHAUSTED,
                "TOO_MANY_UPLOADS",
                2.0,
            )
        check = health_pb2_grpc.HealthStub(calls.channel).Check
        answer = check(health_pb2.HealthCheckRequest(), timeout=20)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
        first.cancel()
    finally:
        over.set()

    def is_let_in() -> bool:
        try:
            return bool(calls.upload(DATA).media.media_id)
        except grpc.RpcError:
            return False

    eventually(is_let_in)


def test_reflection_has_no_more_threads_than_uploads(serve: Serve, settings: Settings) -> None:
    """It is a stream of requests, too, and asks for no token."""
    _, calls = serve(replace(settings, request_threads=4))
    over = threading.Event()
    question = reflection_pb2.ServerReflectionRequest(list_services="")

    def silent() -> Iterator[reflection_pb2.ServerReflectionRequest]:
        yield question
        over.wait(60)

    ask = reflection_pb2_grpc.ServerReflectionStub(calls.channel).ServerReflectionInfo
    try:
        held = ask(silent())
        next(held)
        error = refused(lambda: list(ask(silent(), timeout=20)))
        assert error.reason == "TOO_MANY_UPLOADS"
        held.cancel()
    finally:
        over.set()


def test_an_upload_that_falls_silent_is_ended(
    serve: Serve, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "IDLE_SECONDS", 0.3)
    app, calls = serve(settings)
    over = threading.Event()
    try:
        error = refused(silent_upload(calls, over).result)
    finally:
        over.set()
    assert (error.code, error.reason, error.retry_seconds) == (
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        "UPLOAD_STALLED",
        2.0,
    )
    assert kept(app) == []


def test_watches_are_bounded_and_given_back(
    serve: Serve, settings: Settings, idle: threading.Event
) -> None:
    _, calls = serve(replace(settings, request_threads=4))
    media_id = calls.import_("yellow.mp4").media.media_id
    request = pb.WatchMediaRequest(media_id=media_id)
    watches = [calls.media.WatchMedia(request) for _ in range(2)]
    for watch in watches:
        next(watch)
    error = refused(lambda: list(calls.media.WatchMedia(request)))
    assert (error.code, error.reason) == (
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        "TOO_MANY_WATCHERS",
    )
    assert error.retry_seconds
    for watch in watches:
        watch.cancel()

    def may_watch() -> bool:
        try:
            next(calls.media.WatchMedia(request))
        except grpc.RpcError:
            return False
        return True

    eventually(may_watch)
