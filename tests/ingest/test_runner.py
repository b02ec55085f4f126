"""The threads that index: with a real catalog, an index in memory, and written-down decodings."""

from __future__ import annotations

import errno
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from momentsearch_server.encoders.fake import fake_picture_encoder, fake_sound_encoder
from momentsearch_server.errors import (
    DataLoss,
    MediaRejected,
    Reason,
    ResourceExhausted,
    Unavailable,
)
from momentsearch_server.ingest import runner
from momentsearch_server.ingest.runner import Runner, Running
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import JobState, Media, MediaState, NewMedia
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.media.fake import FakeDecodeSession
from momentsearch_server.space import Modality
from tests.ingest.support import SECOND_US, frame, probe_of, window

ENCODERS = {Modality.PICTURE: fake_picture_encoder(), Modality.SOUND: fake_sound_encoder()}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened, _ = Library.open(tmp_path / "data", index=ExactIndex())
    with opened:
        for encoder in ENCODERS.values():
            opened.register_space(encoder.space)
        yield opened


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "BACK_OFF_SECONDS", 0.02)
    monkeypatch.setattr(runner, "IDLE_SECONDS", 0.05)
    monkeypatch.setattr(runner, "REPORT_PERIOD_SECONDS", 0.0)


def eventually(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def add(library: Library, folder: Path, name: str) -> str:
    path = folder / name
    path.write_bytes(name.encode())
    new = NewMedia(
        collection="default",
        title=name,
        source=name,
        path=str(path.resolve()),
        owns_bytes=False,
        size_bytes=len(name),
        content_sha256=hashlib.sha256(name.encode()).hexdigest(),
    )
    return library.add_import(new).media.media_id


def session() -> FakeDecodeSession:
    samples = [frame(0, "red"), frame(1, "blue"), window(0, "hum"), window(1, None)]
    return FakeDecodeSession(probe_of(duration_us=2 * SECOND_US), samples)


def open_plainly(_path: Path) -> FakeDecodeSession:
    return session()


@contextmanager
def running(
    library: Library,
    open_media: Callable[[Path], AbstractContextManager[Any]] = open_plainly,
    *,
    threads: int = 1,
    on_failure: Callable[[Reason], None] = lambda _reason: None,
) -> Iterator[Running]:
    started = Runner(library, ENCODERS, open_media, threads, on_failure).start()
    try:
        yield started
    finally:
        started.stop()


def settled(library: Library, media_id: str) -> Media:
    over = (MediaState.ACTIVE, MediaState.FAILED)
    eventually(lambda: library.catalog.get_media(media_id).state in over)
    return library.catalog.get_media(media_id)


def test_what_waits_is_indexed_oldest_first(library: Library, tmp_path: Path) -> None:
    ids = [add(library, tmp_path, f"{number}") for number in range(4)]
    opened: list[str] = []

    def open_media(path: Path) -> FakeDecodeSession:
        opened.append(path.name)
        return session()

    with running(library, open_media):
        for media_id in ids:
            media = settled(library, media_id)
            assert media.state is MediaState.ACTIVE
            assert {one.samples for one in media.spaces} == {1, 2}
    assert opened == ["0", "1", "2", "3"]


def test_several_at_once_each_once(library: Library, tmp_path: Path) -> None:
    ids = [add(library, tmp_path, f"{number}") for number in range(6)]
    together = threading.Barrier(3, timeout=10)
    opened: list[str] = []

    def open_media(path: Path) -> FakeDecodeSession:
        opened.append(path.name)
        together.wait()  # passes only where three are under way at the same time
        return session()

    with running(library, open_media, threads=3):
        assert {settled(library, media_id).state for media_id in ids} == {MediaState.ACTIVE}
    assert sorted(opened) == [f"{number}" for number in range(6)]


def test_waking_is_quicker_than_waiting(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "IDLE_SECONDS", 60.0)
    with running(library) as started:
        time.sleep(0.1)
        media_id = add(library, tmp_path, "film")
        started.wake()
        assert settled(library, media_id).state is MediaState.ACTIVE


def test_what_another_process_queued_is_found_without_being_woken(
    library: Library, tmp_path: Path
) -> None:
    with running(library):
        time.sleep(0.1)
        assert settled(library, add(library, tmp_path, "film")).state is MediaState.ACTIVE


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MediaRejected(Reason.NOT_MEDIA, "none"), Reason.NOT_MEDIA),
        (DataLoss(Reason.FILE_UNREADABLE, "lost"), Reason.FILE_UNREADABLE),
        (OSError(errno.EIO, "Input/output error"), Reason.INTERNAL_ERROR),
        (RuntimeError("a defect"), Reason.INTERNAL_ERROR),
        (MemoryError(), Reason.INTERNAL_ERROR),
    ],
)
@pytest.mark.parametrize("where", ["opening", "reading"])
def test_a_media_that_fails_alone(
    library: Library, tmp_path: Path, error: Exception, reason: Reason, where: str
) -> None:
    def open_media(path: Path) -> FakeDecodeSession:
        if path.name == "good":
            return session()
        if where == "opening":
            raise error
        return FakeDecodeSession(probe_of(), [frame(0, "red"), error])

    counted: list[Reason] = []
    bad, good = add(library, tmp_path, "bad"), add(library, tmp_path, "good")
    with running(library, open_media, on_failure=counted.append):
        assert settled(library, good).state is MediaState.ACTIVE
        media = settled(library, bad)
    assert media.failure is not None
    assert media.failure.reason == reason
    assert counted == [reason]
    assert "defect" not in media.failure.message
    assert library.catalog.jobs.get(bad).state is JobState.FAILED


@pytest.mark.parametrize(
    "error",
    [
        Unavailable(Reason.INDEX_UNAVAILABLE, "the index is away"),
        ResourceExhausted(Reason.STORAGE_FULL, "the disk is full", retry_after_seconds=1),
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OSError(errno.EROFS, "Read-only file system"),
        OSError(errno.EIO, "Input/output error"),
    ],
)
def test_what_is_no_fault_of_the_media_is_tried_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    plain, tries = library.commit_media, []

    def commit(*arguments: Any) -> Media:
        tries.append(arguments)
        if len(tries) < 4:
            raise error
        return plain(*arguments)

    monkeypatch.setattr(library, "commit_media", commit)
    media_id = add(library, tmp_path, "film")
    with running(library):
        assert settled(library, media_id).state is MediaState.ACTIVE
    assert len(tries) == 4
    assert library.catalog.jobs.get(media_id).attempts == 1


def test_a_disk_that_does_not_say_whether_the_file_is_there_is_waited_for(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share whose server is away for a moment: its media are not given up."""
    plain, asked = Path.stat, []
    media_id = add(library, tmp_path, "film")

    def stat(path: Path, **named: Any) -> Any:
        if path.name == "film" and len(asked) < 3:
            asked.append(path)
            raise OSError(errno.ESTALE, "Stale file handle")
        return plain(path, **named)

    monkeypatch.setattr(Path, "stat", stat)
    with running(library):
        assert settled(library, media_id).state is MediaState.ACTIVE
    assert len(asked) == 3


def test_one_that_the_index_or_the_disk_never_takes_holds_up_no_other(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough that the others' turn comes before its own does again.
    monkeypatch.setattr(runner, "BACK_OFF_SECONDS", 0.5)
    plain, tries = library.commit_media, []

    def commit(media_id: str, *arguments: Any) -> Media:
        if media_id == large:
            tries.append(media_id)
            raise OSError(errno.ENOSPC, "No space left on device")
        return plain(media_id, *arguments)

    monkeypatch.setattr(library, "commit_media", commit)
    large = add(library, tmp_path, "large")
    others = [add(library, tmp_path, f"{number}") for number in range(3)]
    with running(library):
        for media_id in others:
            assert settled(library, media_id).state is MediaState.ACTIVE
        eventually(lambda: len(tries) > 1)  # and it is tried again
    assert library.catalog.get_media(large).state is MediaState.QUEUED


def test_a_queue_that_cannot_be_looked_into_for_a_while(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, tries = library.catalog.jobs.claim, []

    def claim(passing_over: Any) -> Any:
        tries.append(1)
        if len(tries) < 4:
            raise OSError("the database is away")
        return plain(passing_over)

    monkeypatch.setattr(library.catalog.jobs, "claim", claim)
    media_id = add(library, tmp_path, "film")
    with running(library):
        assert settled(library, media_id).state is MediaState.ACTIVE


def test_a_claim_that_is_noted_but_not_answered_is_given_back(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the connection to the catalog breaks while it commits."""
    jobs = library.catalog.jobs
    plain, unanswered = jobs.claim, []

    def claim(passing_over: Any) -> Any:
        job = plain(passing_over)
        if job is not None and not unanswered:
            unanswered.append(job.media_id)
            raise OSError("the connection is gone")
        return job

    monkeypatch.setattr(jobs, "claim", claim)
    media_id = add(library, tmp_path, "film")
    with running(library):
        assert settled(library, media_id).state is MediaState.ACTIVE
    assert unanswered == [media_id]
    assert jobs.get(media_id).attempts == 1


def test_what_other_threads_are_at_is_no_stray(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim fails while a job is under way: that one is not begun a second time."""
    jobs = library.catalog.jobs
    plain, begun, go_on = jobs.claim, [], threading.Event()
    failed: list[int] = []

    def claim(passing_over: Any) -> Any:
        if begun and len(failed) < 3:
            failed.append(1)
            raise OSError("the database is away")
        return plain(passing_over)

    def open_media(path: Path) -> FakeDecodeSession:
        begun.append(path.name)
        go_on.wait(30)
        return session()

    monkeypatch.setattr(jobs, "claim", claim)
    slow = add(library, tmp_path, "slow")
    with running(library, open_media, threads=2):
        eventually(lambda: len(failed) == 3)
        other = add(library, tmp_path, "other")
        eventually(lambda: "other" in begun)
        go_on.set()
        assert settled(library, slow).state is MediaState.ACTIVE
        assert settled(library, other).state is MediaState.ACTIVE
    assert begun == ["slow", "other"]


def test_a_failure_that_cannot_be_noted_does_not_end_the_thread(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: Any) -> None:
        raise OSError("the database is away")

    def open_media(path: Path) -> FakeDecodeSession:
        if path.name == "bad":
            raise MediaRejected(Reason.NOT_MEDIA, "none")
        return session()

    monkeypatch.setattr(library, "fail_media", cannot)
    add(library, tmp_path, "bad")
    good = add(library, tmp_path, "good")
    with running(library, open_media):
        assert settled(library, good).state is MediaState.ACTIVE


def test_a_disk_that_is_full_for_a_while_leaves_no_media_behind(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full for the catalog too: neither progress nor a failure nor a release can be noted."""
    plain, full, refused = library.catalog._database.write, threading.Event(), []

    @contextmanager
    def write() -> Iterator[Any]:
        if full.is_set():
            refused.append(1)
            raise ResourceExhausted(Reason.STORAGE_FULL, "full", retry_after_seconds=60)
        with plain() as connection:
            yield connection

    def open_media(_path: Path) -> FakeDecodeSession:
        if not refused:
            full.set()
        return session()

    monkeypatch.setattr(library.catalog._database, "write", write)
    media_id = add(library, tmp_path, "film")
    with running(library, open_media):
        eventually(lambda: len(refused) > 3)  # progress, the release, and tries of it
        assert library.catalog.get_media(media_id).state is MediaState.INDEXING
        full.clear()
        assert settled(library, media_id).state is MediaState.ACTIVE
    assert library.catalog.jobs.get(media_id).attempts == 1


def test_progress_is_noted_and_never_more_than_all(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header says 2 s for each of two tracks; more comes than it says."""
    noted: list[tuple[int, int | None]] = []
    plain = library.catalog.jobs.set_progress

    def note(job_id: str, *, done_us: int, total_us: int | None) -> bool:
        noted.append((done_us, total_us))
        return plain(job_id, done_us=done_us, total_us=total_us)

    monkeypatch.setattr(library.catalog.jobs, "set_progress", note)
    samples = [frame(second, "red") for second in range(9)]
    media_id = add(library, tmp_path, "film")
    with running(
        library, lambda _: FakeDecodeSession(probe_of(duration_us=2 * SECOND_US), samples)
    ):
        settled(library, media_id)
    done = [one for one, _ in noted]
    assert done == sorted(done)
    assert done[0] == SECOND_US
    assert max(done) == 4 * SECOND_US
    assert {total for _, total in noted} == {4 * SECOND_US}


def test_progress_of_a_length_that_nobody_knows(library: Library, tmp_path: Path) -> None:
    media_id = add(library, tmp_path, "film")
    with running(library, lambda _: FakeDecodeSession(probe_of(), [frame(0, "red")])):
        settled(library, media_id)
    assert library.catalog.jobs.get(media_id).progress_total_us is None


def test_one_that_was_deleted_just_before_it_was_committed(
    library: Library, tmp_path: Path
) -> None:
    """It has not failed, either: nobody counts it."""
    counted: list[Reason] = []

    def open_media(path: Path) -> FakeDecodeSession:
        if path.name == "doomed":
            # After the last report: nothing but the commit itself can notice.
            return _Then(session(), lambda: library.catalog.removals.mark_media(doomed))  # type: ignore[return-value]
        return session()

    doomed, good = add(library, tmp_path, "doomed"), add(library, tmp_path, "good")
    with running(library, open_media, on_failure=counted.append):
        assert settled(library, good).state is MediaState.ACTIVE
    assert counted == []
    media = library.catalog.find_media(doomed)
    assert media is not None
    assert media.state is MediaState.DELETING
    assert list(library._data_dir.glob(f"timelines/*/{doomed}*")) == []


class _Then:
    """A session that does something at its very end."""

    def __init__(self, plain: FakeDecodeSession, then: Callable[[], object]) -> None:
        self.probe = plain.probe
        self._plain = plain
        self._then = then

    def __enter__(self) -> _Then:
        return self

    def __exit__(self, *_: object) -> None:
        self._then()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._plain)

    def cancel(self) -> None:
        self._plain.cancel()


def test_stopping_puts_the_work_back_to_the_front(library: Library, tmp_path: Path) -> None:
    under_way = threading.Event()

    class Endless(FakeDecodeSession):
        def __iter__(self) -> Iterator[Any]:
            while True:
                under_way.set()
                yield frame(0, "red")

    first, second = add(library, tmp_path, "first"), add(library, tmp_path, "second")
    with running(library, lambda _: Endless(probe_of(), [])):
        assert under_way.wait(10)
    for media_id in (first, second):
        assert library.catalog.get_media(media_id).state is MediaState.QUEUED
    job = library.catalog.jobs.claim()
    assert job is not None
    assert (job.media_id, job.attempts, job.crashes) == (first, 1, 0)


def test_a_thread_that_does_not_come_back_is_not_waited_for(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "STOP_PATIENCE_SECONDS", 0.1)
    opening, go_on = threading.Event(), threading.Event()

    def open_media(_path: Path) -> FakeDecodeSession:
        opening.set()
        go_on.wait(20)
        return session()

    add(library, tmp_path, "film")
    with running(library, open_media) as started:
        assert opening.wait(10)
        began = time.monotonic()
        started.stop()
        assert time.monotonic() - began < 5
        go_on.set()
        eventually(lambda: not any(thread.is_alive() for thread in started._threads))


def test_a_file_that_moves_while_it_is_indexed_is_read_at_its_new_place(
    library: Library, tmp_path: Path
) -> None:
    media_id = add(library, tmp_path, "film")
    media = library.catalog.get_media(media_id)
    new = NewMedia(
        collection="default",
        title="film",
        source="moved",
        path=str(tmp_path.resolve() / "moved"),
        owns_bytes=False,
        size_bytes=media.size_bytes,
        content_sha256=media.content_sha256,
    )
    opened: list[str] = []

    def open_media(path: Path) -> FakeDecodeSession:
        opened.append(path.name)
        if len(opened) == 1:
            path.rename(new.path)
            assert library.add_import(new, instead_of=media.path).bytes_renewed
        return session()

    with running(library, open_media):
        assert settled(library, media_id).state is MediaState.ACTIVE
    assert opened == ["film", "moved"]
