"""The end of what a child process writes to its standard error."""

from __future__ import annotations

import threading
from typing import IO

_BYTES_KEPT = 8192


class Complaints:
    """Reads a pipe to its end in a thread of its own.

    Only the last bytes are kept, so that a flood neither blocks the child nor grows here.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._tail = b""
        self._thread = threading.Thread(target=self._read, name="complaints", daemon=True)
        self._thread.start()

    def lines(self) -> list[str]:
        """To be called after ``close``. The first may have lost its beginning."""
        text = self._tail.decode("utf-8", "replace")
        return [line.strip() for line in text.splitlines() if line.strip()]

    def close(self) -> None:
        """Waits for the pipe's end: every process that holds it must have ended."""
        self._thread.join()
        self._pipe.close()

    def _read(self) -> None:
        while chunk := self._pipe.read1(_BYTES_KEPT):  # type: ignore[attr-defined]  # a BufferedReader
            self._tail = (self._tail + chunk)[-_BYTES_KEPT:]
