"""Bytes that clients send: received under a temporary name, checked, then kept by their SHA-256."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from momentsearch_server.errors import (
    DataLoss,
    InvalidArgument,
    Reason,
    ResourceExhausted,
    ServiceError,
    Unavailable,
)
from momentsearch_server.library.catalog import Catalog
from momentsearch_server.library.timelines import TEMPORARY_SUFFIX, make_folder, sync_folder

_FOLDER = "uploads"
_RETRY_AFTER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class ReceivedBytes:
    """An upload that is complete, checked and synced, still under its temporary name."""

    path: Path
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptBytes:
    """``path`` is relative to the data directory, ``mtime_ns`` the file's time of modification."""

    path: str
    mtime_ns: int


class Room:
    """What is free on the disk of a folder, less what uploads have announced and not yet brought.

    May be used from several threads.
    """

    def __init__(self, folder: Path, *, reserve_bytes: int) -> None:
        """``reserve_bytes`` of the disk are never given out."""
        self._folder = folder
        self._reserve_bytes = reserve_bytes
        self._lock = threading.Lock()
        self._awaited_bytes = 0

    def take(self, needed_bytes: int) -> None:
        """Keeps room for so many bytes until ``give_back``.

        Raises:
            ResourceExhausted: less than the reserve would be left.
        """
        with self._lock:
            free_bytes = shutil.disk_usage(self._folder).free
            if free_bytes - self._awaited_bytes - needed_bytes < self._reserve_bytes:
                raise _storage_full(
                    f"{needed_bytes} bytes are needed and {free_bytes} are free on the disk of the "
                    f"data directory, of which {self._reserve_bytes} are kept in reserve and "
                    f"{self._awaited_bytes} for uploads under way"
                )
            self._awaited_bytes += needed_bytes

    def give_back(self, count_bytes: int) -> None:
        """Of what was taken: these are on the disk now, or do not come."""
        with self._lock:
            self._awaited_bytes -= count_bytes


class Upload:
    """One file on its way in. For one thread; ends with ``finish`` or ``abort``."""

    def __init__(self, path: Path, *, max_bytes: int, room: Room, announced_bytes: int) -> None:
        """Creates ``path``; more than ``max_bytes`` are refused.

        Raises:
            ResourceExhausted: there is no room for ``announced_bytes``.
            Unavailable: the disk does not take it for another reason.
        """
        room.take(announced_bytes)
        self._room = room
        self._awaited_bytes = announced_bytes
        self._path = path
        self._max_bytes = max_bytes
        self._size_bytes = 0
        self._digest = hashlib.sha256()
        try:
            with _storage_errors():
                self._file = path.open("xb")
        except BaseException:
            self._await_less(announced_bytes)
            raise

    def append(self, chunk: bytes) -> None:
        """
        Raises:
            InvalidArgument: the file gets larger than is allowed.
            ResourceExhausted, Unavailable: as ``Uploads.kept``.
        """
        self._size_bytes += len(chunk)
        if self._size_bytes > self._max_bytes:
            raise InvalidArgument(
                Reason.UPLOAD_TOO_LARGE,
                f"the upload exceeds {self._max_bytes} bytes, the most that is taken",
                field="chunk",
            )
        self._digest.update(chunk)
        with _storage_errors():
            self._file.write(chunk)
        self._await_less(len(chunk))

    def finish(self, *, size_bytes: int | None = None, sha256: str | None = None) -> ReceivedBytes:
        """Checks what arrived against what was announced, and syncs it; aborts if it differs.

        Raises:
            DataLoss: size or checksum is another.
            ResourceExhausted, Unavailable: as ``Uploads.kept``.
        """
        try:
            self._check(size_bytes, sha256)
            with _storage_errors():
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
        except BaseException:
            self.abort()
            raise
        self._await_less(self._awaited_bytes)
        return ReceivedBytes(self._path, self._size_bytes, self._digest.hexdigest())

    def abort(self) -> None:
        """Leaves nothing behind. Calling again, or after ``finish``, is harmless but final."""
        try:
            self._file.close()
        except OSError:  # what was buffered no longer fits on the disk, and is not wanted
            pass
        finally:
            self._await_less(self._awaited_bytes)
            self._path.unlink(missing_ok=True)

    def _await_less(self, count_bytes: int) -> None:
        # More may come than was announced.
        brought = min(count_bytes, self._awaited_bytes)
        self._awaited_bytes -= brought
        self._room.give_back(brought)

    def _check(self, size_bytes: int | None, sha256: str | None) -> None:
        if size_bytes is not None and size_bytes != self._size_bytes:
            raise DataLoss(
                Reason.UPLOAD_SIZE_MISMATCH,
                f"{self._size_bytes} bytes arrived where {size_bytes} were announced; upload again",
            )
        found = self._digest.hexdigest()
        if sha256 is not None and sha256.lower() != found:
            raise DataLoss(
                Reason.UPLOAD_CHECKSUM_MISMATCH,
                f"what arrived has SHA-256 {found} where {sha256} was announced; upload again",
            )


class Uploads:
    """The uploads of one library, under way and kept.

    Kept bytes lie at a path that is made of their SHA-256, and media with the same bytes share
    them. A lock is held from the moment that bytes are put there until the catalog says whose they
    are, and whenever they are removed because it says that they are nobody's.
    """

    def __init__(self, data_dir: Path, catalog: Catalog, *, reserve_bytes: int) -> None:
        """Makes the folders. ``reserve_bytes`` of the disk are never filled.

        Raises:
            OSError: they cannot be made.
        """
        self._data_dir = data_dir
        self._catalog = catalog
        self._room = Room(data_dir, reserve_bytes=reserve_bytes)
        self._lock = threading.Lock()
        self._incoming = data_dir / _FOLDER / "incoming"
        for folder in (data_dir / _FOLDER, self._incoming):
            make_folder(folder)

    def begin(self, *, max_bytes: int, announced_bytes: int) -> Upload:
        """See ``Library.begin_upload``."""
        path = self._incoming / f"{secrets.token_hex(16)}{TEMPORARY_SUFFIX}"
        return Upload(path, max_bytes=max_bytes, room=self._room, announced_bytes=announced_bytes)

    @contextmanager
    def kept(self, received: ReceivedBytes) -> Iterator[KeptBytes]:
        """Moves received bytes to their place for good. At the end they go where the catalog does
        not say, by then, that a media owns them.

        Raises:
            ResourceExhausted: the disk is full.
            Unavailable: it does not take them for another reason.
        """
        with self._lock:
            try:
                kept = self._keep(received)
            except ServiceError:
                with suppress(OSError):  # of which the start would remove it
                    received.path.unlink(missing_ok=True)
                raise
            try:
                yield kept
            finally:
                self._drop_unowned(kept.path)

    def drop_unowned(self, path: str) -> None:
        """Removes kept bytes (``KeptBytes.path``) that no media owns."""
        with self._lock:
            self._drop_unowned(path)

    def leftovers(self) -> Iterator[Path]:
        """Files that nothing knows, where no upload is under way."""
        yield from self._incoming.iterdir()
        owned = self._catalog.paths_in_use()
        for path in (self._data_dir / _FOLDER).glob("[0-9a-f][0-9a-f]/*"):
            if str(path.relative_to(self._data_dir)) not in owned:
                yield path

    def _keep(self, received: ReceivedBytes) -> KeptBytes:
        # Relative to the data directory: that may be moved as a whole.
        relative = Path(_FOLDER) / received.sha256[:2] / received.sha256
        target = self._data_dir / relative
        with _storage_errors():
            make_folder(target.parent)
            # The time of what it replaces, by which media know it whose bytes are these already.
            with suppress(FileNotFoundError):
                before = target.stat()
                os.utime(received.path, ns=(before.st_atime_ns, before.st_mtime_ns))
            received.path.replace(target)
            sync_folder(target.parent)
        return KeptBytes(str(relative), target.stat().st_mtime_ns)

    def _drop_unowned(self, path: str) -> None:
        if not self._catalog.is_path_owned(path):
            (self._data_dir / path).unlink(missing_ok=True)


@contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _storage_full("the disk of the data directory is full") from error
        raise Unavailable(
            Reason.STORAGE_UNAVAILABLE,
            f"the data directory cannot be written now ({error.strerror}): see that its disk is "
            "well and not read-only, then try again",
        ) from error


def _storage_full(message: str) -> ResourceExhausted:
    return ResourceExhausted(
        Reason.STORAGE_FULL,
        f"{message}; delete media or make room, then try again",
        retry_after_seconds=_RETRY_AFTER_SECONDS,
    )
