"""Media whose files are touched, exchanged, moved and lost after they were taken in."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from momentsearch_server.errors import CallOver, FailedPrecondition, Reason, ResourceExhausted
from momentsearch_server.ingest import files as files_module
from momentsearch_server.ingest import intake as intake_module
from momentsearch_server.ingest import look
from momentsearch_server.ingest.files import KnownFiles, Standing
from momentsearch_server.ingest.intake import Intake, UploadHeader
from momentsearch_server.ingest.look import Look
from momentsearch_server.ingest.places import Places
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Added, Media, MediaFacts
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.media.messages import GrabbedFrame
from momentsearch_server.media.sandbox import WorkerLimits
from tests.library.support import SPACE, timeline

FILM, OTHER = b"a film of the sea", b"a film of the zoo"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened, _ = Library.open(tmp_path / "data", index=ExactIndex())
    with opened:
        opened.register_space(SPACE)
        yield opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "films"
    folder.mkdir()
    return folder


@pytest.fixture
def files(library: Library) -> KnownFiles:
    return KnownFiles(library)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are read for their SHA-256, as they are."""
    read: list[Path] = []
    plain = files_module.size_and_sha256

    def counted(path: Path, *, is_wanted: Callable[[], bool] = lambda: True) -> tuple[int, str]:
        read.append(path)
        return plain(path, is_wanted=is_wanted)

    monkeypatch.setattr(files_module, "size_and_sha256", counted)
    monkeypatch.setattr(intake_module, "size_and_sha256", counted)
    return read


class Door:
    """What callers ask of an intake, in short."""

    def __init__(
        self, library: Library, root: Path, files: KnownFiles, *, queue_limit: int
    ) -> None:
        self.intake = Intake(
            library,
            media_roots=[root],
            maximum_upload_bytes=100,
            queue_limit=queue_limit,
            places=Places(3),
            files=files,
            wake=lambda: None,
        )

    def import_(self, path: Path, *, collection: str = "default") -> Added:
        return self.intake.import_file(str(path), collection=collection, title="", labels={})

    def upload(self, data: bytes, *, name: str = "sent.mp4") -> Added:
        sha256 = hashlib.sha256(data).hexdigest()
        return self.intake.upload(
            UploadHeader("default", name, "", {}, len(data), sha256), iter([data])
        )


@pytest.fixture
def door(library: Library, root: Path, files: KnownFiles) -> Door:
    return Door(library, root, files, queue_limit=10)


def _film(root: Path, name: str = "film.mp4", data: bytes = FILM) -> Path:
    path = root / name
    path.write_bytes(data)
    os.utime(path, ns=(0, 1_700_000_000_123_456_789))
    return path


def _touch(path: Path) -> int:
    """A new time of modification, and that alone."""
    mtime_ns = path.stat().st_mtime_ns + 1
    os.utime(path, ns=(0, mtime_ns))
    return mtime_ns


def _now(library: Library, media: Media) -> Media:
    return library.catalog.get_media(media.media_id)


# -- what stands where


def test_a_file_as_it_was_is_not_read(
    library: Library, root: Path, door: Door, files: KnownFiles, reads: list[Path]
) -> None:
    media = door.import_(_film(root)).media
    assert media.mtime_ns == 1_700_000_000_123_456_789
    reads.clear()
    assert files.standing(media) is Standing.SAME
    assert reads == []


def test_a_touched_file_is_read_once_and_is_the_same(
    library: Library, root: Path, door: Door, files: KnownFiles, reads: list[Path]
) -> None:
    path = _film(root)
    media = door.import_(path).media
    mtime_ns = _touch(path)
    reads.clear()
    assert files.standing(media) is Standing.SAME
    assert _now(library, media).mtime_ns == mtime_ns
    assert files.standing(_now(library, media)) is Standing.SAME
    assert reads == [path]


def test_another_file_of_the_same_size_is_noticed_and_read_once(
    library: Library, root: Path, door: Door, files: KnownFiles, reads: list[Path]
) -> None:
    path = _film(root)
    media = door.import_(path).media
    path.write_bytes(OTHER)
    reads.clear()
    assert [files.standing(media) for _ in range(3)] == [Standing.OTHER] * 3
    assert reads == [path]
    assert _now(library, media) == media
    _film(root)  # put back, with its time
    assert files.standing(media) is Standing.SAME
    assert reads == [path]


def test_a_file_of_another_size_is_not_read(
    library: Library, root: Path, door: Door, files: KnownFiles, reads: list[Path]
) -> None:
    path = _film(root)
    media = door.import_(path).media
    reads.clear()
    path.write_bytes(FILM + b"!")
    assert files.standing(media) is Standing.OTHER
    path.unlink()
    assert files.standing(media) is Standing.GONE
    path.mkdir()
    assert files.standing(media) is Standing.OTHER
    assert reads == []


def test_without_a_time_the_size_alone_tells(
    library: Library, root: Path, door: Door, files: KnownFiles, reads: list[Path]
) -> None:
    """As of media that an earlier version brought in."""
    path = _film(root)
    media = door.import_(path).media
    with library.catalog._database.write() as connection:
        connection.exec_driver_sql("UPDATE media SET mtime_ns = NULL")
    path.write_bytes(OTHER)
    reads.clear()
    assert files.standing(_now(library, media)) is Standing.SAME
    assert reads == []


def test_a_file_is_read_by_one_call_at_a_time_and_to_no_end_after_closing(
    library: Library,
    root: Path,
    door: Door,
    files: KnownFiles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = _film(root)
    media = door.import_(path).media
    _touch(path)
    plain, refusals = files_module.size_and_sha256, []

    def ask_meanwhile(path: Path, *, is_wanted: Callable[[], bool]) -> tuple[int, str]:
        with pytest.raises(ResourceExhausted, match="try again in 2 s") as caught:
            files.standing(media)
        refusals.append(caught.value.retry_after_seconds)
        files.close()
        return plain(path, is_wanted=is_wanted)

    monkeypatch.setattr(files_module, "size_and_sha256", ask_meanwhile)
    with pytest.raises(CallOver):
        files.standing(media)
    assert refusals == [2.0]
    monkeypatch.undo()
    with pytest.raises(CallOver):  # and not: is being compared
        files.standing(media)


# -- frames


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stands for the decoder: the files that frames are asked of."""
    asked: list[Path] = []

    def grab(path: Path, *_: object, **__: object) -> GrabbedFrame:
        asked.append(path)
        return GrabbedFrame(b"", 0, 1, 1)

    monkeypatch.setattr(look, "grab_frame", grab)
    return asked


def _activate(library: Library, media: Media) -> None:
    assert library.catalog.jobs.claim() is not None
    facts = MediaFacts("video", 5_000_000, {"picture": {"width": 10}})
    library.commit_media(media.media_id, [timeline(media.media_id)], facts)


def _frame(library: Library, files: KnownFiles, media: Media) -> None:
    Look(library, WorkerLimits(), 100, Places(1), files).frame(
        media.media_id, 0, max_side_px=100, on_start=lambda _cancel: None
    )


def test_frames_are_of_the_film_that_was_indexed(
    library: Library, root: Path, door: Door, files: KnownFiles, shown: list[Path]
) -> None:
    path = _film(root)
    media = door.import_(path).media
    _activate(library, media)
    _touch(path)
    _frame(library, files, media)
    assert shown == [path]
    path.write_bytes(OTHER)
    with pytest.raises(FailedPrecondition, match="remove the media and import it again") as caught:
        _frame(library, files, media)
    assert caught.value.reason is Reason.MEDIA_BYTES_CHANGED
    assert shown == [path]


# -- what comes in again


def test_both_places_are_there_and_the_first_one_stays(
    library: Library, root: Path, door: Door
) -> None:
    first = door.import_(_film(root)).media
    again = door.import_(_film(root, "copy.mp4"))
    assert again == Added(first, created=False)
    assert door.upload(FILM) == Added(first, created=False)


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(OTHER)])
def test_a_file_that_moved_is_found_at_its_new_place(  # noqa: PLR0917 - parameters, by name
    library: Library,
    root: Path,
    door: Door,
    files: KnownFiles,
    shown: list[Path],
    lose: Callable[[Path], object],
) -> None:
    old, new = _film(root), _film(root, "moved.mp4")
    media = door.import_(old).media
    _activate(library, media)
    lose(old)
    again = door.import_(new)
    assert (again.created, again.bytes_renewed) == (False, True)
    assert (again.media.media_id, again.media.path) == (media.media_id, str(new))
    assert again.media.source == str(new)
    assert again.media == _now(library, media)
    _frame(library, files, media)
    assert shown == [new]
    assert not door.import_(new).bytes_renewed


def test_the_same_place_again_only_tells_the_time(
    library: Library, root: Path, door: Door, reads: list[Path]
) -> None:
    path = _film(root)
    media = door.import_(path).media
    mtime_ns = _touch(path)
    reads.clear()
    again = door.import_(path)
    assert (again.created, again.bytes_renewed) == (False, False)
    assert _now(library, media).mtime_ns == mtime_ns
    assert reads == [path]


def test_uploaded_bytes_that_were_lost_are_replaced(
    library: Library, root: Path, door: Door, files: KnownFiles
) -> None:
    media = door.upload(FILM).media
    stored = library.media_path(media)
    for lose in (stored.unlink, lambda: stored.write_bytes(OTHER)):
        lose()
        again = door.upload(FILM, name="again.mp4")
        assert (again.created, again.bytes_renewed) == (False, True)
        assert again.media.media_id == media.media_id
        assert stored.read_bytes() == FILM
        assert files.standing(_now(library, media)) is Standing.SAME
        assert not door.upload(FILM).bytes_renewed
    library.remove_media(media.media_id)
    library.finish_removals()
    assert not stored.exists()


def test_an_upload_takes_the_place_of_an_import_and_back(
    library: Library, root: Path, door: Door
) -> None:
    path = _film(root)
    media = door.import_(path).media
    path.unlink()
    sent = door.upload(FILM)
    assert (sent.bytes_renewed, sent.media.owns_bytes, sent.media.source) == (
        True,
        True,
        "sent.mp4",
    )
    stored = library.media_path(sent.media)
    assert stored.read_bytes() == FILM
    stored.unlink()
    back = door.import_(_film(root))
    assert (back.bytes_renewed, back.media.owns_bytes) == (True, False)
    assert back.media.media_id == media.media_id
    library.remove_media(media.media_id)
    library.finish_removals()
    assert path.read_bytes() == FILM  # which is not the library's to remove


def test_a_place_that_another_call_has_just_renewed_stays(library: Library, root: Path) -> None:
    files = KnownFiles(library)
    door = Door(library, root, files, queue_limit=10)
    old, first, second = (_film(root, name) for name in ("old.mp4", "first.mp4", "second.mp4"))
    media = door.import_(old).media
    old.unlink()
    plain = library.add_import

    def renewed_before(*arguments: object, **named: object) -> Added:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(library, "add_import", plain)
            assert door.import_(first).bytes_renewed
        return plain(*arguments, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "add_import", renewed_before)
        assert not door.import_(second).bytes_renewed
    assert _now(library, media).path == str(first)


def test_sending_again_what_is_kept_leaves_its_time(
    library: Library, files: KnownFiles, door: Door, reads: list[Path]
) -> None:
    """Two that send the same at once: the second one's bytes replace the first one's."""
    media = door.upload(FILM).media
    upload = library.begin_upload(max_bytes=100)
    upload.append(FILM)
    received = upload.finish()
    os.utime(received.path, ns=(1, 1))
    library.add_upload(received, collection="default", title="", source="", labels={})
    assert files.standing(media) is Standing.SAME
    assert reads == []


# -- a full queue


def test_what_is_known_is_answered_by_a_full_queue(
    library: Library, root: Path, files: KnownFiles, reads: list[Path]
) -> None:
    path, moved = _film(root), _film(root, "moved.mp4")
    media = Door(library, root, files, queue_limit=1).import_(path).media
    full = Door(library, root, files, queue_limit=1)
    assert full.import_(path) == Added(media, created=False)
    path.unlink()
    assert full.import_(moved).bytes_renewed
    moved.unlink()
    assert full.upload(FILM).bytes_renewed

    reads.clear()
    longer, as_long = _film(root, "1", FILM + b"!"), _film(root, "2", OTHER)
    library.catalog.create_collection("zoo")
    for unknown, collection in ((longer, "default"), (as_long, "default"), (as_long, "zoo")):
        with pytest.raises(ResourceExhausted) as caught:
            full.import_(unknown, collection=collection)
        assert caught.value.reason is Reason.QUEUE_FULL
    assert reads == [as_long]  # the only one that could have been known
    assert len(library.catalog.list_media("default", page_size=9)) == 1


def test_a_full_queue_has_one_file_read_at_a_time(
    library: Library, root: Path, files: KnownFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _film(root)
    door = Door(library, root, files, queue_limit=1)
    door.import_(path)
    plain, reading, may_go_on = files_module.size_and_sha256, threading.Event(), threading.Event()

    def slowly(path: Path, *, is_wanted: Callable[[], bool]) -> tuple[int, str]:
        reading.set()
        assert may_go_on.wait(30)
        return plain(path, is_wanted=is_wanted)

    monkeypatch.setattr(intake_module, "size_and_sha256", slowly)
    answers: list[Added] = []
    first = threading.Thread(target=lambda: answers.append(door.import_(path)))
    first.start()
    assert reading.wait(30)
    with pytest.raises(ResourceExhausted) as caught:
        door.import_(path)
    assert caught.value.reason is Reason.QUEUE_FULL
    may_go_on.set()
    first.join()
    assert not answers[0].created
    assert not door.import_(path).created
