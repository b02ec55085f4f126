"""The thread that takes away what is left of removed media, and tries again where it cannot."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from momentsearch_server.errors import Reason, ServiceError
from momentsearch_server.library.library import Library
from momentsearch_server.pauses import doubled_seconds

_log = logging.getLogger(__name__)

# After the index, the catalog or a file refused: this long, then twice as long each time.
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
# One call of the index may take longer; the thread is then left to end with the process.
STOP_PATIENCE_SECONDS = 15.0


class Remover:
    """Runs ``Library.finish_removals`` whenever a removal has begun, until it is stopped.

    What waits is in the catalog: nothing is lost with this thread, and the next start finishes it.
    """

    def __init__(
        self, library: Library, *, on_failure: Callable[[Reason], None] = lambda _reason: None
    ) -> None:
        """Starts the thread. ``on_failure`` is told the reason code of each try that failed."""
        self._library = library
        self._on_failure = on_failure
        self._stopping = threading.Event()
        # What the log was told last; each failure is told once, until another one or none follows.
        self._told: str | None = None
        self._thread = threading.Thread(target=self._work, name="remove", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends after the part of a removal that is under way."""
        self._stopping.set()
        self._library.removal_begun.set()
        self._thread.join(STOP_PATIENCE_SECONDS)
        if self._thread.is_alive():
            _log.warning("a removal does not end; it is finished after the next start")

    def _work(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._library.removal_begun.wait()
            # Before the catalog is asked: a removal that begins meanwhile sets it again.
            self._library.removal_begun.clear()
            if self._finished():
                failures = 0
                continue
            self._library.removal_begun.set()
            # Other removals wait as well: each try may hold up whoever writes to the index.
            failures += 1
            self._stopping.wait(
                doubled_seconds(failures, first=FIRST_PAUSE_SECONDS, longest=LONGEST_PAUSE_SECONDS)
            )

    def _finished(self) -> bool:
        try:
            gone = self._library.finish_removals(go_on=lambda: not self._stopping.is_set())
        except Exception as error:  # it may be back in a moment; this thread must not end
            self._note(error)
            return False
        if self._told is not None:
            _log.info("removals go on again")
            self._told = None
        if gone:
            _log.info("%d removed media are wholly gone", len(gone))
        return True

    def _note(self, error: Exception) -> None:
        is_answer = isinstance(error, ServiceError)
        reason = error.reason if isinstance(error, ServiceError) else Reason.INTERNAL_ERROR
        self._on_failure(reason)
        # Two answers of one reason may differ in no more than a figure.
        told = reason.value if is_answer else repr(error)
        if told == self._told:
            return
        self._told = told
        _log.warning(
            "what is left of removed media stays for now, and is tried again within %.0f s: %s",
            LONGEST_PAUSE_SECONDS,
            error,
            exc_info=None if is_answer else error,
        )
