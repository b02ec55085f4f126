"""One owner for a data directory at a time."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from momentsearch_server.errors import FailedPrecondition, Reason, SettingsError

FILE_NAME = "LOCK"


class DataDirectoryLock:
    """Held from making it until ``release``, or until the process ends however it ends.

    The kernel frees it with the process, so that nothing is left to clean up after a crash. A
    child made by a bare fork would hold it too: start children by exec or spawn.

    Raises:
        FailedPrecondition: somebody holds it; the message says who.
    """

    def __init__(self, data_dir: Path) -> None:
        self._file: IO[str] = (data_dir / FILE_NAME).open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(self._file)
            self._file.close()
            raise FailedPrecondition(
                Reason.DATA_DIRECTORY_IN_USE,
                f"the data directory {data_dir} is in use by {holder}; stop that server, or give "
                "this one a directory of its own",
            ) from None
        _sign(self._file)

    def release(self) -> None:
        self._file.close()


@contextmanager
def usable(data_dir: Path) -> Iterator[None]:
    """Raises ``SettingsError`` where the system does not let a data directory be used."""
    try:
        yield
    except OSError as error:
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"the data directory {str(data_dir)!r} cannot be used ({error.strerror}): expected a "
            "folder on a disk with room, which this user may write to; the setting is --data-dir",
        ) from error


def _sign(file: IO[str]) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    file.truncate(0)
    json.dump({"pid": os.getpid(), "host": socket.gethostname(), "since": since}, file)
    file.flush()


def _holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        signed = json.load(file)
        return f"process {signed['pid']} on {signed['host']} since {signed['since']}"
    except (ValueError, KeyError):  # it is signing just now
        return "another process"
