"""What happens to a media while it is being indexed: removal, stops, and files that change."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import pytest

from momentsearch.v1 import collection_service_pb2 as collection_pb
from momentsearch.v1 import media_pb2
from momentsearch.v1 import media_service_pb2 as pb
from momentsearch_server import assembly
from momentsearch_server.assembly import App
from momentsearch_server.errors import Reason, Unavailable
from momentsearch_server.ingest import remover, runner
from momentsearch_server.library.records import MediaState
from momentsearch_server.media.messages import Progress
from momentsearch_server.media.probe import MediaKind, Probe
from momentsearch_server.settings import Settings
from tests.rpc.conftest import Serve
from tests.rpc.support import ACTIVE, FAILED, Calls, refused
from tests.rpc.test_metrics import ANY_PORT, figures
from tests.rpc.test_uploads import eventually

INDEXING = media_pb2.MEDIA_STATE_INDEXING
QUEUED = media_pb2.MEDIA_STATE_QUEUED


class Slowly:
    """Lets every decoding go on sample by sample, as the test allows it."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.under_way = threading.Event()

    @contextmanager
    def open_media(self, *arguments: Any, **named: Any) -> Iterator[Any]:
        with self._plain(*arguments, **named) as session:
            yield _SlowSession(session, self)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._plain = assembly.open_media
        monkeypatch.setattr(assembly, "open_media", self.open_media)


class _SlowSession:
    def __init__(self, session: Any, slowly: Slowly) -> None:
        self.probe = session.probe
        self._session = session
        self._slowly = slowly

    def __iter__(self) -> Iterator[Any]:
        for message in self._session:
            self._slowly.under_way.set()
            while not self._slowly.may_go_on.wait(0.05):
                yield Progress("scan", 0, None)  # as a decoder does that is busy
            yield message

    def cancel(self) -> None:
        self._session.cancel()
        self._slowly.may_go_on.set()


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slowly]:
    slow = Slowly()
    slow.install(monkeypatch)
    yield slow
    slow.may_go_on.set()


def files_of(app: App, media_id: str) -> list[Path]:
    return [path for path in app.library._data_dir.rglob("*") if media_id in path.name]


def is_idle(app: App) -> bool:
    busy = (MediaState.QUEUED, MediaState.INDEXING, MediaState.DELETING)
    return app.library.catalog.media_ids(*busy) == []


def test_removal_while_it_is_being_indexed(
    slowly: Slowly, app: App, calls: Calls, films: Path
) -> None:
    data = (films / "red_then_blue.mp4").read_bytes()
    media_id = calls.upload(data).media.media_id
    assert slowly.under_way.wait(20)
    assert calls.get(media_id).state == INDEXING
    watching = calls.media.WatchMedia(pb.WatchMediaRequest(media_id=media_id))
    next(watching)
    calls.delete(media_id)
    gone = refused(lambda: calls.get(media_id))
    assert gone.reason == "MEDIA_NOT_FOUND"
    assert f"{media_id!r}: ListMedia shows what there is" in gone.message
    assert refused(lambda: list(watching)).reason == "MEDIA_NOT_FOUND"
    assert calls.list() == []
    # It ends by itself, without being allowed to go on.
    eventually(lambda: app._running._sessions == [])
    eventually(lambda: is_idle(app))
    assert files_of(app, media_id) == []
    assert [path for path in (app.library._data_dir / "uploads").rglob("*") if path.is_file()] == []
    slowly.may_go_on.set()
    again = calls.upload(data)
    assert not again.already_existed
    assert calls.watch(again.media.media_id)[-1].state == ACTIVE
    assert {moment.media_id for moment in calls.search("red").moments} == {again.media.media_id}


def test_removal_of_a_collection_while_it_is_being_indexed(
    slowly: Slowly, app: App, calls: Calls
) -> None:
    calls.collections.CreateCollection(collection_pb.CreateCollectionRequest(name="doomed"))
    media_ids = [
        calls.import_(name, collection="doomed").media.media_id
        for name in ("red_then_blue.mp4", "yellow.mp4")
    ]
    assert slowly.under_way.wait(20)
    plain = collection_pb.DeleteCollectionRequest(name="doomed")
    error = refused(lambda: calls.collections.DeleteCollection(plain))
    assert error.code is grpc.StatusCode.FAILED_PRECONDITION
    assert error.reason == "COLLECTION_NOT_EMPTY"
    forced = collection_pb.DeleteCollectionRequest(name="doomed", force=True)
    assert calls.collections.DeleteCollection(forced).removed_media_count == 2
    eventually(lambda: app._running._sessions == [])
    eventually(lambda: is_idle(app))
    for media_id in media_ids:
        assert files_of(app, media_id) == []
        assert refused(lambda media_id=media_id: calls.get(media_id)).reason == "MEDIA_NOT_FOUND"  # type: ignore[misc]
    assert (
        refused(lambda: calls.search("red", collection="doomed")).reason == "COLLECTION_NOT_FOUND"
    )


def test_the_default_collection_is_always_there(calls: Calls) -> None:
    calls.indexed("yellow.mp4")
    request = collection_pb.DeleteCollectionRequest(name="default", force=True)
    assert calls.collections.DeleteCollection(request).removed_media_count == 1
    get = collection_pb.GetCollectionRequest(name="default")
    assert calls.collections.GetCollection(get).collection.media_count == 0
    assert calls.indexed("yellow.mp4")["yellow.mp4"].state == ACTIVE


def test_a_stop_while_indexing_puts_it_back(
    serve: Serve, settings: Settings, slowly: Slowly
) -> None:
    app, calls = serve(settings)
    ids = [calls.import_(name).media.media_id for name in ("red_then_blue.mp4", "yellow.mp4")]
    assert slowly.under_way.wait(20)
    started = time.monotonic()
    app.stop()
    assert time.monotonic() - started < 8
    slowly.may_go_on.set()
    app, calls = serve(settings)
    for media_id in ids:
        media = calls.watch(media_id)[-1]
        assert (media.state, media.media_id) == (ACTIVE, media_id)
        job = app.library.catalog.jobs.get(media_id)
        assert (job.attempts, job.crashes) == (1, 0)
    assert calls.search("the blue part").moments[0].media_id == ids[0]


def test_a_stop_does_not_wait_for_a_silent_decoder(
    serve: Serve, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent, cancelled = threading.Event(), threading.Event()
    plain = assembly.open_media

    class Silent:
        def __init__(self, session: Any) -> None:
            self.probe = session.probe

        def __iter__(self) -> Iterator[Any]:
            silent.set()
            cancelled.wait(60)
            raise runner.DecodingCancelled
            yield

        def cancel(self) -> None:
            cancelled.set()

    @contextmanager
    def open_media(*arguments: Any, **named: Any) -> Iterator[Silent]:
        with plain(*arguments, **named) as session:
            yield Silent(session)

    monkeypatch.setattr(assembly, "open_media", open_media)
    app, calls = serve(settings)
    media_id = calls.import_("yellow.mp4").media.media_id
    assert silent.wait(20)
    started = time.monotonic()
    app.stop()
    assert time.monotonic() - started < 8
    monkeypatch.setattr(assembly, "open_media", plain)
    _, calls = serve(settings)
    assert calls.watch(media_id)[-1].state == ACTIVE


def test_what_was_indexed_is_there_after_a_restart(serve: Serve, settings: Settings) -> None:
    app, calls = serve(settings)
    media = calls.indexed("red_then_blue.mp4", "beeps.m4a")
    before = calls.search("red hum", page_size=200, curve_point_count=9)
    app.stop()
    app, calls = serve(settings)
    after = calls.search("red hum", page_size=200, curve_point_count=9)
    assert before.SerializeToString(deterministic=True) == after.SerializeToString(
        deterministic=True
    )
    assert [calls.get(one.media_id) for one in media.values()] == list(media.values())


def test_pending_media_are_counted(slowly: Slowly, calls: Calls) -> None:
    slowly.may_go_on.set()
    calls.indexed("yellow.mp4")
    slowly.may_go_on.clear()
    slowly.under_way.clear()
    ids = [calls.import_(name).media.media_id for name in ("hushed.mp4", "beeps.m4a")]
    assert slowly.under_way.wait(20)
    answer = calls.search("yellow")
    assert answer.scope.pending_media_count == 2
    assert answer.scope.media_count == 1
    collection = calls.collections.GetCollection(collection_pb.GetCollectionRequest(name="default"))
    assert collection.collection.media_count == 3
    assert collection.collection.active_media_count == 1
    for rpc, request in (
        (calls.media.GetFrame, pb.GetFrameRequest(media_id=ids[0])),
        (calls.media.GetWaveform, pb.GetWaveformRequest(media_id=ids[1])),
    ):
        error = refused(lambda rpc=rpc, request=request: rpc(request))  # type: ignore[misc]
        assert error.code is grpc.StatusCode.FAILED_PRECONDITION
        assert error.reason == "MEDIA_NOT_ACTIVE"
    slowly.may_go_on.set()
    assert calls.watch(ids[0])[-1].state == calls.watch(ids[1])[-1].state == ACTIVE
    assert calls.search("yellow").scope.pending_media_count == 0


@pytest.fixture
def own_film(films: Path) -> Iterator[Path]:
    path = Path(shutil.copy(films / "red_then_blue.mp4", films / "own.mp4"))
    yield path
    path.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    path.unlink()


def _shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1000])


def _rewrite(path: Path) -> None:
    """As long as before, and as old as before for whoever believes the time of modification."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _lead_away(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("yellow.mp4"))


Change = tuple[Callable[[Path], None], str]
CHANGES: list[Change] = [
    (_remove, "FILE_DISAPPEARED"),
    (_shorten, "MEDIA_BYTES_CHANGED"),
    (_rewrite, "MEDIA_BYTES_CHANGED"),
    (_lead_away, "MEDIA_BYTES_CHANGED"),
]


@pytest.mark.parametrize("change", CHANGES, ids=[change.__name__ for change, _ in CHANGES])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_file_that_changes(  # noqa: PLR0917 - fixtures, which pytest gives by name
    slowly: Slowly, app: App, calls: Calls, own_film: Path, when: str, change: Change
) -> None:
    alter, reason = change
    if when == "before":
        busy = calls.import_("hushed.mp4").media.media_id
        assert slowly.under_way.wait(20)
        media_id = calls.import_("own.mp4").media.media_id
        alter(own_film)
        slowly.may_go_on.set()
        assert calls.watch(busy)[-1].state == ACTIVE
    else:
        media_id = calls.import_("own.mp4").media.media_id
        assert slowly.under_way.wait(20)
        alter(own_film)
        slowly.may_go_on.set()
    media = calls.watch(media_id)[-1]
    assert (media.state, media.failure.reason) == (FAILED, reason)
    assert files_of(app, media_id) == []


def test_a_file_that_was_only_touched(slowly: Slowly, calls: Calls, own_film: Path) -> None:
    media_id = calls.import_("own.mp4").media.media_id
    assert slowly.under_way.wait(20)
    own_film.touch()
    slowly.may_go_on.set()
    assert calls.watch(media_id)[-1].state == ACTIVE


@pytest.fixture
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """For servers that are started afterwards."""
    monkeypatch.setattr(runner, "BACK_OFF_SECONDS", 0.05)
    monkeypatch.setattr(remover, "FIRST_PAUSE_SECONDS", 0.05)


@pytest.mark.usefixtures("_little_patience")
def test_an_index_that_does_not_answer_makes_media_wait(
    app: App, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = app.library._stores.tables._index
    plain, tries = index.insert, []

    def insert(*arguments: Any) -> None:
        tries.append(arguments)
        if len(tries) < 4:
            raise Unavailable(Reason.INDEX_UNAVAILABLE, "the index does not answer")
        plain(*arguments)

    monkeypatch.setattr(index, "insert", insert)
    media_id = calls.import_("yellow.mp4").media.media_id
    seen = calls.watch(media_id)
    assert seen[-1].state == ACTIVE
    assert {media.state for media in seen} <= {QUEUED, INDEXING, ACTIVE}
    assert len(tries) == 4
    assert calls.search("yellow").moments[0].media_id == media_id


@pytest.mark.usefixtures("_little_patience")
def test_an_index_that_does_not_answer_holds_up_no_removal(
    serve: Serve, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, calls = serve(replace(settings, metrics_listen=ANY_PORT))
    media_id = calls.indexed("yellow.mp4")["yellow.mp4"].media_id
    old = calls.indexed("red_then_blue.mp4")["red_then_blue.mp4"].media_id
    index = app.library._stores.tables._index
    plain, is_away, tries = index.remove_media, True, []

    def remove_media(*arguments: Any) -> None:
        tries.append(arguments)
        if is_away:
            raise Unavailable(Reason.INDEX_UNAVAILABLE, "the index does not answer")
        plain(*arguments)

    monkeypatch.setattr(index, "remove_media", remove_media)
    calls.delete(media_id)
    assert [one.media_id for one in calls.list()] == [old]
    assert {one.media_id for one in calls.search("yellow").moments} <= {old}
    request = collection_pb.DeleteCollectionRequest(name="default", force=True)
    assert calls.collections.DeleteCollection(request).removed_media_count == 1
    # As if there had never been anything.
    new = calls.indexed("yellow.mp4")["yellow.mp4"]
    assert new.state == ACTIVE
    assert new.media_id != media_id
    assert calls.search("yellow").moments[0].media_id == new.media_id
    eventually(lambda: len(tries) > 2)
    told = figures(app.metrics_port)
    assert told["momentsearch_media{deleting}"] == 2
    assert told["momentsearch_removals_failed_total{INDEX_UNAVAILABLE}"] > 1
    samples = [n for name, n in told.items() if name.startswith("momentsearch_samples")]
    assert sum(samples) == sum(coverage.sample_count for coverage in new.coverage)
    is_away = False
    eventually(lambda: is_idle(app))
    assert files_of(app, media_id) == files_of(app, old) == []
    assert calls.search("yellow").moments[0].media_id == new.media_id


def test_an_index_that_does_not_answer_a_search(
    serve: Serve, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, calls = serve(replace(settings, exact_sample_limit=0))
    calls.indexed("yellow.mp4")

    def search(*_: Any, **__: Any) -> None:
        raise Unavailable(Reason.INDEX_UNAVAILABLE, "the index does not answer")

    monkeypatch.setattr(app.library._stores.tables._index, "search", search)
    error = refused(lambda: calls.search("yellow"))
    assert (error.code, error.reason) == (grpc.StatusCode.UNAVAILABLE, "INDEX_UNAVAILABLE")


def test_the_next_media_is_indexed_after_one_that_fails_unexpectedly(
    app: App, calls: Calls, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plain = runner.index

    def index(media_id: str, probe: Probe, *arguments: Any, **named: Any) -> Any:
        if probe.kind is MediaKind.SOUND:
            raise ZeroDivisionError("a secret of the house")
        return plain(media_id, probe, *arguments, **named)

    monkeypatch.setattr(runner, "index", index)
    media = calls.indexed("beeps.m4a", "yellow.mp4")
    assert media["yellow.mp4"].state == ACTIVE
    failed = media["beeps.m4a"]
    assert (failed.state, failed.failure.reason) == (FAILED, "INTERNAL_ERROR")
    assert "secret" not in failed.failure.message
    assert "a secret of the house" in caplog.text
    assert is_idle(app)
