"""The files that media are read from: what is in them, and whether that is still the same."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from momentsearch_server.errors import (
    CallOver,
    MediaRejected,
    NotFound,
    PermissionDenied,
    Reason,
    ResourceExhausted,
    Unavailable,
)
from momentsearch_server.ingest.places import RETRY_SECONDS
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Media

_HASHED_AT_ONCE_BYTES = 1 << 20
_OTHERS_KEPT = 1024


class Standing(Enum):
    """What is at the place of a media's bytes: these, others, or nothing that can be had."""

    SAME = auto()
    OTHER = auto()
    GONE = auto()


class KnownFiles:
    """Tells whether the bytes of media are still where the catalog says, by their size and time of
    modification.

    Only a file whose time is another than the remembered one is read. What that shows is
    remembered: the new time in the catalog, where the bytes are the same; here, where they are not.
    Catalogs that are older than the times have none, and these media are told by size alone.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._read_now: set[str] = set()
        self._others: OrderedDict[str, tuple[int, ...]] = OrderedDict()

    def close(self) -> None:
        """Reading that is under way ends with ``CallOver``."""
        self._closed.set()

    def standing(self, media: Media) -> Standing:
        """A file that has to be read is read to its end even when its caller leaves, so that a
        large one is not begun again and again; call it with a place that bounds such calls.

        Raises:
            ResourceExhausted: another call is reading this file for the same reason.
            PermissionDenied: it cannot be read.
            CallOver: this was closed.
        """
        path = self._library.media_path(media)
        try:
            status = path.stat()
        except OSError:
            return Standing.GONE
        if not stat.S_ISREG(status.st_mode) or status.st_size != media.size_bytes:
            return Standing.OTHER
        if media.mtime_ns in (None, status.st_mtime_ns):
            return Standing.SAME
        if self._others.get(media.media_id) == _version(status):
            return Standing.OTHER
        with self._reading(media.media_id):
            return self._compared(media, path)

    def _compared(self, media: Media, path: Path) -> Standing:
        try:
            status = path.stat()
            sha256 = size_and_sha256(path, is_wanted=lambda: not self._closed.is_set())[1]
        except (NotFound, FileNotFoundError):
            return Standing.GONE
        except MediaRejected:  # it is being written to
            return Standing.OTHER
        if sha256 == media.content_sha256:
            self._library.catalog.whereabouts.remember_mtime(media, status.st_mtime_ns)
            return Standing.SAME
        with self._lock:
            self._others[media.media_id] = _version(status)
            if len(self._others) > _OTHERS_KEPT:
                self._others.popitem(last=False)
        return Standing.OTHER

    @contextmanager
    def _reading(self, media_id: str) -> Iterator[None]:
        with self._lock:
            if media_id in self._read_now:
                raise ResourceExhausted(
                    Reason.TOO_MANY_LOOKS,
                    f"the file of media {media_id!r} was touched, and is being compared with what "
                    f"was indexed; try again in {RETRY_SECONDS:g} s",
                    retry_after_seconds=RETRY_SECONDS,
                )
            self._read_now.add(media_id)
        try:
            yield
        finally:
            with self._lock:
                self._read_now.remove(media_id)


def status_of(path: Path) -> os.stat_result:
    """
    Raises:
        NotFound: there is no such file.
        PermissionDenied: it cannot be looked at.
        Unavailable: it cannot be now.
    """
    with _telling(path):
        return path.stat()


def size_and_sha256(path: Path, *, is_wanted: Callable[[], bool] = lambda: True) -> tuple[int, str]:
    """Of a regular file; a pipe or device that has taken its place since is not read.

    Raises ``MediaRejected`` where it was written to meanwhile, ``CallOver`` once ``is_wanted`` says
    no (it is asked at every mebibyte), and what ``status_of`` does.
    """
    with _telling(path):
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise NotFound(Reason.PATH_NOT_FOUND, f"{str(path)!r} is no longer a file")
            digest = hashlib.sha256()
            while block := file.read(_HASHED_AT_ONCE_BYTES):
                if not is_wanted():
                    raise CallOver
                digest.update(block)
            if _version(os.fstat(descriptor)) != _version(before):
                raise MediaRejected(
                    Reason.MEDIA_BYTES_CHANGED,
                    f"{str(path)!r} is still being written: import it again later",
                )
            return before.st_size, digest.hexdigest()


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise unreadable(path) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(Reason.PATH_NOT_FOUND, f"there is no file {str(path)!r}") from error
    except OSError as error:
        raise not_now(path, error) from error


def _version(status: os.stat_result) -> tuple[int, int, int]:
    """Another one after every write. Programs may set the time of modification back, but not that
    of change (ctime)."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def not_now(path: Path, error: OSError) -> Unavailable:
    """Says nothing of the file: a disk or a network that is away, no file descriptors left."""
    return Unavailable(
        Reason.STORAGE_UNAVAILABLE,
        f"the file {str(path)!r} cannot be read now ({error.strerror}): see that its disk is well, "
        "then try again",
    )


def unreadable(path: Path) -> PermissionDenied:
    return PermissionDenied(
        Reason.FILE_UNREADABLE,
        f"the server's user may not read {str(path)!r}: change its permissions",
    )
