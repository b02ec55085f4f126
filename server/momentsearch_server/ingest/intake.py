"""How media come in and go: imports by path, uploads, removals."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from momentsearch_server.errors import (
    FailedPrecondition,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    Reason,
    ResourceExhausted,
)
from momentsearch_server.ingest.files import (
    KnownFiles,
    Standing,
    not_now,
    size_and_sha256,
    status_of,
    unreadable,
)
from momentsearch_server.ingest.places import Places
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Added, Media, NewMedia


@dataclass(frozen=True)
class UploadHeader:
    """What a client says about a file before it sends it. ``content_sha256`` is lower case."""

    collection: str
    file_name: str
    title: str
    labels: Mapping[str, str]
    size_bytes: int
    content_sha256: str


class Intake:
    """``places`` bounds the imports that are being read. ``wake`` is called when there is something
    new to index."""

    def __init__(
        self,
        library: Library,
        *,
        media_roots: Sequence[Path],
        maximum_upload_bytes: int,
        queue_limit: int,
        places: Places,
        files: KnownFiles,
        wake: Callable[[], None],
    ) -> None:
        self._library = library
        self._roots = tuple(media_roots)
        self._maximum_upload_bytes = maximum_upload_bytes
        self._queue_limit = queue_limit
        self._places = places
        self._files = files
        self._reading_for_a_full_queue = threading.Lock()
        self._wake = wake

    def import_file(
        self,
        path: str,
        *,
        collection: str,
        title: str,
        labels: Mapping[str, str],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Added:
        """Queues a file under a media root, which stays where it is; safe once this returns.

        Where the collection has its bytes already, and they are gone from where they were, this is
        their place from now on. All of it is read. ``is_wanted`` is asked meanwhile, and reading
        ends when it says no.

        Raises:
            PermissionDenied: the path leads out of every media root.
            NotFound: there is nothing, or no such collection.
            InvalidArgument: it is not a regular file.
            MediaRejected: it is being written to.
            ResourceExhausted: the queue is full, or too many files are being read.
            Unavailable: it cannot be read now.
            CallOver: it is not wanted any more.
        """
        self._library.catalog.check_collection(collection)
        found = resolve_under_roots(path, self._roots)
        status = status_of(found)
        with (
            self._worth_reading(collection, status.st_size),
            self._places.taken(Reason.TOO_MANY_IMPORTS, "sending or importing"),
        ):
            size_bytes, sha256 = size_and_sha256(found, is_wanted=is_wanted)
            known = self._library.catalog.find_by_content(collection, sha256)
            lost = self._lost_place(known, found, status.st_mtime_ns)
        added = self._library.add_import(
            NewMedia(
                collection=collection,
                title=title,
                source=path,
                path=str(found),
                owns_bytes=False,
                size_bytes=size_bytes,
                content_sha256=sha256,
                mtime_ns=status.st_mtime_ns,
                labels=labels,
            ),
            max_waiting=self._queue_limit,
            instead_of=lost,
        )
        self._wake()
        return added

    @contextmanager
    def _worth_reading(self, collection: str, size_bytes: int) -> Iterator[None]:
        """Reading may take minutes: not for a media that would be turned away.

        Only one that is known needs no room. So while the queue is full, files are read that are
        as large as a media of the collection, and one at a time.

        Raises:
            ResourceExhausted: the queue is full.
        """
        catalog = self._library.catalog
        try:
            catalog.jobs.check_room(self._queue_limit)
        except ResourceExhausted:
            if not catalog.whereabouts.has_size(collection, size_bytes):
                raise
            if not self._reading_for_a_full_queue.acquire(blocking=False):
                raise
            try:
                yield
            finally:
                self._reading_for_a_full_queue.release()
        else:
            yield

    def _lost_place(self, known: Media | None, found: Path, mtime_ns: int) -> str | None:
        """Where the bytes of a media should be and are not; ``found`` has just been read, and has
        them."""
        if known is None:
            return None
        if self._library.media_path(known) == found:
            self._library.catalog.whereabouts.remember_mtime(known, mtime_ns)
            return None
        return None if self._files.standing(known) is Standing.SAME else known.path

    def upload(self, header: UploadHeader, chunks: Iterator[bytes]) -> Added:
        """Stores and queues a file; safe once this returns. Nothing is left of a broken stream.

        A file that the collection has already is answered before its bytes are read, unless they
        are gone from where they were: then these take their place.

        Raises:
            InvalidArgument: larger than is taken, or than was announced.
            DataLoss: size or checksum differ from the header's.
            NotFound: there is no such collection.
            ResourceExhausted: the queue or the disk is full.
            Unavailable: the disk does not take it for another reason.
        """
        self._library.catalog.check_collection(header.collection)
        known = self._library.catalog.find_by_content(header.collection, header.content_sha256)
        if known is not None and self._files.standing(known) is Standing.SAME:
            return Added(known, created=False)
        if header.size_bytes > self._maximum_upload_bytes:
            raise InvalidArgument(
                Reason.UPLOAD_TOO_LARGE,
                f"header.size_bytes is {header.size_bytes}, expected at most "
                f"{self._maximum_upload_bytes} (the server's setting maximum_upload_mib)",
                field="header.size_bytes",
            )
        if known is None:
            self._library.catalog.jobs.check_room(self._queue_limit)
        upload = self._library.begin_upload(
            max_bytes=header.size_bytes, announced_bytes=header.size_bytes
        )
        try:
            for chunk in chunks:
                upload.append(chunk)
            received = upload.finish(size_bytes=header.size_bytes, sha256=header.content_sha256)
        except BaseException:
            upload.abort()
            raise
        added = self._library.add_upload(
            received,
            collection=header.collection,
            title=header.title,
            source=header.file_name,
            labels=header.labels,
            max_waiting=self._queue_limit,
            instead_of=None if known is None else known.path,
        )
        self._wake()
        return added

    def remove(self, media_id: str) -> None:
        """Gone from every search when this returns; indexing under way ends by itself."""
        self._library.remove_media(media_id)


def resolve_under_roots(path: str, roots: Sequence[Path]) -> Path:
    """The real place of a regular file under one of ``roots``, links followed.

    Whether something exists outside the roots is not given away. Raises as ``import_file`` does.
    """
    if not roots:
        raise FailedPrecondition(
            Reason.PATH_OUTSIDE_MEDIA_ROOTS,
            "this server imports no files by path: start it with --media-roots FOLDER, or upload",
        )
    if "\0" in path:
        raise InvalidArgument(
            Reason.FIELD_INVALID, "path has a NUL character, expected a file's path", field="path"
        )
    places = [real for root in roots if (real := _inside(root, path)) is not None]
    if not places:
        raise PermissionDenied(
            Reason.PATH_OUTSIDE_MEDIA_ROOTS,
            f"{path!r} is not under one of the server's media roots: move or link the folder "
            "there, or upload the file",
        )
    existing = [place for place in places if _exists(place)]
    if not existing:
        raise NotFound(Reason.PATH_NOT_FOUND, f"there is no file {path!r} under the media roots")
    if not existing[0].is_file():
        raise InvalidArgument(
            Reason.PATH_NOT_A_FILE,
            f"{path!r} is not a file: import the files in a folder one by one",
            field="path",
        )
    return existing[0]


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # no such file can be
            return False
        if isinstance(error, PermissionError):
            raise unreadable(place) from error
        raise not_now(place, error) from error


def _inside(root: Path, path: str) -> Path | None:
    """``path``, taken as under ``root`` when it is relative; None where it leads out of it."""
    try:
        real = (root / path).resolve()
    except (OSError, RuntimeError):  # a loop of links
        return None
    return real if real.is_relative_to(root.resolve()) else None
