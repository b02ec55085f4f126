"""Which paths may be imported, without a server around."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from momentsearch_server.errors import (
    CallOver,
    FailedPrecondition,
    InvalidArgument,
    MediaRejected,
    NotFound,
    PermissionDenied,
    Reason,
    ResourceExhausted,
    ServiceError,
    Unavailable,
)
from momentsearch_server.ingest import intake as intake_module
from momentsearch_server.ingest.files import KnownFiles, size_and_sha256, status_of
from momentsearch_server.ingest.intake import Intake, UploadHeader, resolve_under_roots
from momentsearch_server.ingest.places import Places
from momentsearch_server.library.library import Library
from momentsearch_server.library.vectors_exact import ExactIndex


@pytest.fixture
def roots(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "one", tmp_path / "two"
    for root in (one, two):
        (root / "sub").mkdir(parents=True)
        (root / "both.mp4").write_text(root.name)
    (one / "first.mp4").touch()
    (two / "sub" / "second.mp4").touch()
    (tmp_path / "outside.mp4").touch()
    return one, two


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("first.mp4", "one/first.mp4"),
        ("sub/second.mp4", "two/sub/second.mp4"),
        ("both.mp4", "one/both.mp4"),
        ("sub/../first.mp4", "one/first.mp4"),
        ("first.mp4/", "one/first.mp4"),
        ("../one/first.mp4", "one/first.mp4"),
        ("{}/two/both.mp4", "two/both.mp4"),
        ("{}/one/../two/both.mp4", "two/both.mp4"),
    ],
)
def test_found(roots: tuple[Path, Path], tmp_path: Path, path: str, found: str) -> None:
    assert resolve_under_roots(path.format(tmp_path), roots) == tmp_path / found


@pytest.mark.parametrize(
    ("path", "error", "reason"),
    [
        ("../outside.mp4", PermissionDenied, Reason.PATH_OUTSIDE_MEDIA_ROOTS),
        ("../one.mp4", PermissionDenied, Reason.PATH_OUTSIDE_MEDIA_ROOTS),
        ("{}/outside.mp4", PermissionDenied, Reason.PATH_OUTSIDE_MEDIA_ROOTS),
        ("{}/one-more/x.mp4", PermissionDenied, Reason.PATH_OUTSIDE_MEDIA_ROOTS),
        ("/", PermissionDenied, Reason.PATH_OUTSIDE_MEDIA_ROOTS),
        ("~/x.mp4", NotFound, Reason.PATH_NOT_FOUND),
        ("FIRST.MP4", NotFound, Reason.PATH_NOT_FOUND),
        ("first.mp4/x", NotFound, Reason.PATH_NOT_FOUND),
        ("x" * 5000, NotFound, Reason.PATH_NOT_FOUND),
        ("sub", InvalidArgument, Reason.PATH_NOT_A_FILE),
        ("", InvalidArgument, Reason.PATH_NOT_A_FILE),
        ("fir\0st.mp4", InvalidArgument, Reason.FIELD_INVALID),
    ],
)
def test_refused(
    roots: tuple[Path, Path],
    tmp_path: Path,
    path: str,
    error: type[ServiceError],
    reason: Reason,
) -> None:
    with pytest.raises(error) as caught:
        resolve_under_roots(path.format(tmp_path), roots)
    assert caught.value.reason == reason


def test_no_roots(tmp_path: Path) -> None:
    with pytest.raises(FailedPrecondition, match="--media-roots"):
        resolve_under_roots(str(tmp_path), ())


def test_a_folder_that_may_not_be_entered(
    roots: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", forbidden)
    with pytest.raises(PermissionDenied) as caught:
        resolve_under_roots("sub/second.mp4", roots)
    assert caught.value.reason == Reason.FILE_UNREADABLE


@pytest.mark.parametrize(
    ("patched", "name", "asking"),
    [
        (Path, "exists", lambda file, root: resolve_under_roots(file.name, (root,))),
        (Path, "stat", lambda file, _root: status_of(file)),
        (os, "open", lambda file, _root: size_and_sha256(file)),
    ],
)
def test_a_disk_that_does_not_answer(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    patched: object,
    name: str,
    asking: Callable[[Path, Path], object],
) -> None:
    """Says nothing of the file, and is no defect of the server."""

    def stale(*_: object, **_named: object) -> None:
        raise OSError(errno.ESTALE, "Stale file handle")

    file = tmp_path / "film"
    file.touch()
    monkeypatch.setattr(patched, name, stale)
    with pytest.raises(Unavailable, match=r"\(Stale file handle\)") as caught:
        asking(file, tmp_path)
    assert caught.value.reason == Reason.STORAGE_UNAVAILABLE


def test_size_and_checksum(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    (tmp_path / "film").write_bytes(data)
    assert size_and_sha256(tmp_path / "film") == (len(data), hashlib.sha256(data).hexdigest())


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotFound):
        size_and_sha256(tmp_path / "pipe")
    with pytest.raises(NotFound):
        size_and_sha256(tmp_path / "absent")


def test_reading_ends_when_it_is_not_wanted(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(bytes(3 << 20))
    answers = iter([True, False])
    with pytest.raises(CallOver):
        size_and_sha256(tmp_path / "film", is_wanted=lambda: next(answers))


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _overwrite(path: Path) -> None:
    """As many bytes, and the time of modification set back."""
    before = path.stat()
    with path.open("r+b") as file:
        file.write(b"other")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("write", [_grow, _overwrite])
def test_a_file_that_is_being_written_is_noticed(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    """A download, for one; what has been read is no file that ever was."""
    path = tmp_path / "film"
    path.write_bytes(bytes(3 << 20))
    os.utime(path, (1, 1))
    before = path.stat().st_ctime_ns

    def is_wanted() -> bool:
        while path.stat().st_ctime_ns == before:  # some file systems count in ticks
            write(path)
        return True

    with pytest.raises(MediaRejected, match="still being written: import it again later") as caught:
        size_and_sha256(path, is_wanted=is_wanted)
    assert caught.value.reason is Reason.MEDIA_BYTES_CHANGED


def _intake(library: Library, roots: tuple[Path, Path], *, queue_limit: int) -> Intake:
    return Intake(
        library,
        media_roots=roots,
        maximum_upload_bytes=100,
        queue_limit=queue_limit,
        places=Places(1),
        files=KnownFiles(library),
        wake=lambda: None,
    )


def test_nothing_is_read_for_a_full_queue(
    roots: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object, **__: object) -> None:
        raise AssertionError("the file was read")

    monkeypatch.setattr(intake_module, "size_and_sha256", read)
    with Library.open(tmp_path / "data", index=ExactIndex())[0] as library:
        intake = _intake(library, roots, queue_limit=0)
        with pytest.raises(ResourceExhausted) as caught:
            intake.import_file("both.mp4", collection="default", title="", labels={})
    assert caught.value.reason is Reason.QUEUE_FULL


def test_nothing_that_comes_in_makes_the_collection_be_counted(
    roots: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting looks at every media of the collection; whether it exists is one row."""

    def count(_name: str) -> None:
        raise AssertionError("the whole collection was counted")

    def header(collection: str) -> UploadHeader:
        sha256 = hashlib.sha256(b"film").hexdigest()
        return UploadHeader(collection, "film.mp4", "film", {}, size_bytes=4, content_sha256=sha256)

    with Library.open(tmp_path / "data", index=ExactIndex())[0] as library:
        monkeypatch.setattr(library.catalog, "get_collection", count)
        intake = _intake(library, roots, queue_limit=10)
        for collection, found in (("default", True), ("none", False)):
            for add in (
                lambda name: intake.upload(header(name), iter([b"film"])),
                lambda name: intake.import_file("both.mp4", collection=name, title="", labels={}),
            ):
                if found:
                    assert add(collection).created
                else:
                    with pytest.raises(NotFound, match="collection"):
                        add(collection)
