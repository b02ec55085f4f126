"""Bytes that clients send: received under a temporary name, checked, then kept by their SHA-256."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from momentsearch_server.errors import DataLoss, InvalidArgument, Reason, ResourceExhausted
from momentsearch_server.library.timelines import sync_folder

_RETRY_AFTER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class ReceivedBytes:
    """An upload that is complete, checked and synced, still under its temporary name."""

    path: Path
    size_bytes: int
    sha256: str


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
            ResourceExhausted: the disk is full.
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
            ResourceExhausted: the disk is full.
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


def store_path(sha256: str) -> Path:
    """Where kept bytes lie, relative to the data directory: that may be moved as a whole."""
    return Path("uploads") / sha256[:2] / sha256


def keep(received: ReceivedBytes, data_dir: Path) -> Path:
    """Moves received bytes to their place for good; gives the path relative to ``data_dir``."""
    relative = store_path(received.sha256)
    target = data_dir / relative
    with _storage_errors():
        make_folder(target.parent)
        # The time of what it replaces, by which media know it whose bytes are these already.
        with suppress(FileNotFoundError):
            before = target.stat()
            os.utime(received.path, ns=(before.st_atime_ns, before.st_mtime_ns))
        received.path.replace(target)
        sync_folder(target.parent)
    return relative


def make_folder(folder: Path) -> None:
    """Makes a folder whose parent is there, and makes that last through a power failure."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


@contextmanager
def _storage_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise _storage_full("the disk of the data directory is full") from error


def _storage_full(message: str) -> ResourceExhausted:
    return ResourceExhausted(
        Reason.STORAGE_FULL,
        f"{message}; delete media or make room, then try again",
        retry_after_seconds=_RETRY_AFTER_SECONDS,
    )
