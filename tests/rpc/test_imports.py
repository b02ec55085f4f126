"""Imports by path: what lies under a media root, and nothing else."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from momentsearch.v1 import media_service_pb2 as pb
from momentsearch_server.errors import CallOver
from momentsearch_server.ingest import intake
from momentsearch_server.settings import Settings
from tests.rpc.conftest import Serve, settings_for
from tests.rpc.support import ACTIVE, FAILED, Calls, refused

DENIED = grpc.StatusCode.PERMISSION_DENIED
OUTSIDE = "PATH_OUTSIDE_MEDIA_ROOTS"


@pytest.fixture
def inside(films: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder of this test's own under the media root."""
    folder = films / "".join(c for c in request.node.name if c.isalnum())[:60]
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def outside(tmp_path: Path, films: Path) -> Path:
    """A film that no root has."""
    return Path(shutil.copy(films / "yellow.mp4", tmp_path / "secret.mp4"))


def test_by_absolute_path(shared: Calls, collection: str, films: Path) -> None:
    path = str(films / "yellow.mp4")
    media = shared.indexed(path, collection=collection)[path]
    assert (media.state, media.title, media.source) == (ACTIVE, "yellow.mp4", path)


@pytest.mark.parametrize("path", ["./yellow.mp4", "nowhere/../yellow.mp4", ".//yellow.mp4"])
def test_ways_to_write_the_same(shared: Calls, collection: str, path: str) -> None:
    assert shared.import_(path, collection=collection).media.title == "yellow.mp4"


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "../",
        "../secret.mp4",
        "a/../../secret.mp4",
        "/etc/passwd",
        "/",
        "//etc/passwd",
        "/dev/zero",
    ],
)
def test_out_of_the_roots(shared: Calls, collection: str, path: str) -> None:
    error = refused(lambda: shared.import_(path, collection=collection))
    assert (error.code, error.reason) == (DENIED, OUTSIDE)


def test_what_is_outside_is_not_given_away(shared: Calls, collection: str, outside: Path) -> None:
    there = refused(lambda: shared.import_(str(outside), collection=collection))
    absent = refused(lambda: shared.import_(f"{outside}.none", collection=collection))
    assert (there.code, there.reason) == (absent.code, absent.reason) == (DENIED, OUTSIDE)
    assert there.message.replace(str(outside), "") == absent.message.replace(f"{outside}.none", "")


def test_a_link_that_leads_out(shared: Calls, collection: str, inside: Path, outside: Path) -> None:
    (inside / "link.mp4").symlink_to(outside)
    (inside / "folder").symlink_to(outside.parent)
    for path in (inside / "link.mp4", inside / "folder" / outside.name):
        error = refused(lambda path=path: shared.import_(str(path), collection=collection))  # type: ignore[misc]
        assert (error.code, error.reason) == (DENIED, OUTSIDE)


def test_a_link_that_stays_inside(
    shared: Calls, collection: str, inside: Path, films: Path
) -> None:
    (inside / "link.mp4").symlink_to(films / "yellow.mp4")
    path = str((inside / "link.mp4").relative_to(films))
    media = shared.indexed(path, collection=collection)[path]
    assert (media.state, media.title) == (ACTIVE, "link.mp4")


def test_links_in_a_circle(shared: Calls, collection: str, inside: Path) -> None:
    (inside / "a").symlink_to(inside / "b")
    (inside / "b").symlink_to(inside / "a")
    error = refused(lambda: shared.import_(str(inside / "a"), collection=collection))
    assert error.code in (grpc.StatusCode.NOT_FOUND, DENIED)
    assert error.reason in ("PATH_NOT_FOUND", OUTSIDE)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file(shared: Calls, collection: str, inside: Path, make: object) -> None:
    path = inside / "thing"
    make(path)  # type: ignore[operator]
    for name in (str(path), f"{path}/"):
        error = refused(lambda name=name: shared.import_(name, collection=collection))  # type: ignore[misc]
        assert error.code is grpc.StatusCode.INVALID_ARGUMENT
        assert (error.reason, error.field) == ("PATH_NOT_A_FILE", "path")


def test_a_root_itself(shared: Calls, collection: str, films: Path) -> None:
    for path in (".", str(films)):
        error = refused(lambda path=path: shared.import_(path, collection=collection))  # type: ignore[misc]
        assert error.reason == "PATH_NOT_A_FILE"


def test_nothing_there(shared: Calls, collection: str) -> None:
    for path in ("absent.mp4", "yellow.mp4/inner.mp4", "no/such/folder.mp4", " "):
        error = refused(lambda path=path: shared.import_(path, collection=collection))  # type: ignore[misc]
        assert (error.code, error.reason) == (grpc.StatusCode.NOT_FOUND, "PATH_NOT_FOUND")


def test_what_may_not_be_read(
    shared: Calls, collection: str, inside: Path, films: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a stand-in for the system's refusal: nothing is refused to root."""
    path = Path(shutil.copy(films / "yellow.mp4", inside / "locked.mp4"))
    plain = os.open

    def refuse(name: object, *arguments: object, **named: object) -> int:
        if str(name) == str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return plain(name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    error = refused(lambda: shared.import_(str(path), collection=collection))
    assert (error.code, error.reason) == (DENIED, "FILE_UNREADABLE")


@pytest.mark.parametrize(
    "name",
    ["ünïcode 漢字 🎬.mp4", "new\nline.mp4", "quo'te\".mp4", " spaces .mp4", "$(rm x);`x`.mp4",
     "-dash.mp4", "per%20cent.mp4", "concat:a|b.mp4", "back\\slash.mp4", "%d.mp4",
     "x" * 251 + ".mp4"],
    ids=lambda name: repr(name[:12]),
)  # fmt: skip
def test_names_as_they_come(
    shared: Calls, collection: str, inside: Path, films: Path, name: str
) -> None:
    shutil.copy(films / "yellow.mp4", inside / name)
    path = f"{inside.name}/{name}"
    media = shared.indexed(path, collection=collection)[path]
    assert (media.state, media.source) == (ACTIVE, path)
    assert media.title == name


def test_an_empty_file_fails_with_a_reason(shared: Calls, collection: str, inside: Path) -> None:
    (inside / "empty.mp4").touch()
    path = f"{inside.name}/empty.mp4"
    media = shared.indexed(path, collection=collection)[path]
    assert (media.state, media.failure.reason) == (FAILED, "EMPTY_FILE")
    uploaded = refused(lambda: shared.upload(b"", collection=collection))
    assert (uploaded.reason, uploaded.message) == ("EMPTY_FILE", media.failure.message)


def test_no_roots_at_all(serve: Serve, tmp_path: Path, films: Path) -> None:
    _, calls = serve(settings_for(tmp_path / "data", films, media_roots=()))
    error = refused(lambda: calls.import_(str(films / "yellow.mp4")))
    assert (error.code, error.reason) == (grpc.StatusCode.FAILED_PRECONDITION, OUTSIDE)
    assert "--media-roots" in error.message


def test_several_roots(serve: Serve, tmp_path: Path, films: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(films / "beeps.m4a", other / "only here.m4a")
    linked = tmp_path / "linked"
    linked.symlink_to(other)
    _, calls = serve(settings_for(tmp_path / "data", films, media_roots=(films, linked)))
    for path in ("yellow.mp4", "only here.m4a", str(linked / "only here.m4a")):
        assert calls.import_(path).media.media_id
    assert calls.import_(str(other / "only here.m4a")).already_existed


def test_files_that_are_read_do_not_stop_the_server(
    serve: Serve, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is read, whoever else brings something comes back later, and the rest is answered."""
    plain, started, go_on = intake.size_and_sha256, threading.Event(), threading.Event()

    def slowly(path: Path, *, is_wanted: Callable[[], bool]) -> tuple[int, str]:
        started.set()
        assert go_on.wait(30)
        return plain(path, is_wanted=is_wanted)

    monkeypatch.setattr(intake, "size_and_sha256", slowly)
    _, calls = serve(replace(settings, request_threads=4))
    try:
        first = calls.media.ImportMedia.future(pb.ImportMediaRequest(path="yellow.mp4"))
        assert started.wait(30)
        for _ in range(3):
            error = refused(lambda: calls.import_("beeps.m4a"))
            assert (error.code, error.reason, error.retry_seconds) == (
                grpc.StatusCode.RESOURCE_EXHAUSTED,
                "TOO_MANY_IMPORTS",
                2.0,
            )
        assert refused(lambda: calls.upload(b"film")).reason == "TOO_MANY_UPLOADS"
        check = health_pb2_grpc.HealthStub(calls.channel).Check
        answer = check(health_pb2.HealthCheckRequest(), timeout=20)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
    finally:
        go_on.set()
    assert first.result(timeout=30).media.media_id
    assert calls.import_("beeps.m4a").media.media_id


def test_a_film_that_was_renamed_and_one_put_in_its_place(
    shared: Calls, collection: str, inside: Path, films: Path
) -> None:
    film = Path(shutil.copy(films / "yellow.mp4", inside / "film.mp4"))
    path = str(film.relative_to(films))
    media = shared.indexed(path, collection=collection)[path]
    frame = pb.GetFrameRequest(media_id=media.media_id)
    before = shared.media.GetFrame(frame)

    renamed = film.rename(inside / "renamed.mp4")
    assert refused(lambda: shared.media.GetFrame(frame)).reason == "FILE_DISAPPEARED"
    film.write_bytes(bytes(renamed.stat().st_size))
    error = refused(lambda: shared.media.GetFrame(frame))
    assert (error.code, error.reason) == (
        grpc.StatusCode.FAILED_PRECONDITION,
        "MEDIA_BYTES_CHANGED",
    )

    again = shared.import_(str(renamed), collection=collection)
    assert (again.already_existed, again.bytes_renewed) == (True, True)
    assert (again.media.media_id, again.media.source) == (media.media_id, str(renamed))
    assert shared.media.GetFrame(frame) == before
    os.utime(renamed, ns=(1, 1))
    assert shared.media.GetFrame(frame) == before
    assert not shared.import_(str(renamed), collection=collection).bytes_renewed


def test_reading_ends_with_the_call(
    serve: Serve,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ended = threading.Event()

    def endlessly(_: Path, *, is_wanted: Callable[[], bool]) -> tuple[int, str]:
        for _ in range(3000):
            if not is_wanted():
                ended.set()
                raise CallOver
            time.sleep(0.01)
        raise AssertionError("was wanted for half a minute")

    monkeypatch.setattr(intake, "size_and_sha256", endlessly)
    app, calls = serve(settings)
    request = pb.ImportMediaRequest(path="yellow.mp4")
    with caplog.at_level(logging.ERROR):
        error = refused(lambda: calls.media.ImportMedia(request, timeout=0.3))
        assert error.code is grpc.StatusCode.DEADLINE_EXCEEDED
        assert ended.wait(60)
        app.stop()  # no call is under way after it
    assert not caplog.records
