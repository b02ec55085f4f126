"""Notices that the process of the embedded index has ended or hangs, and has it started again."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from momentsearch_server.errors import ServiceError
from momentsearch_server.library.library import Library
from momentsearch_server.library.lite_pulse import LOOK_SECONDS, Pulse
from momentsearch_server.pauses import doubled_seconds

_LOG = logging.getLogger(__name__)

# Between two starts, twice as long each time; the first is made at once.
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
# After so many starts in a row the server says that it does not serve, and goes on trying.
STARTS_IN_PATIENCE = 6
# An index that has been well for so long begins to be counted anew.
STEADY_SECONDS = 60.0
STOP_PATIENCE_SECONDS = 15.0


class IndexKeeper:
    """A thread, from being made until ``stop``.

    ``on_problem`` is told what is wrong as soon as the process is found to hang, or once patience
    with one that ends is at its end. It is told None when the index answers again: after a hang at
    once, else when it has been well for a while. It is called from this thread.

    ``pulse``: of the process that the library's index runs in; None for one that is not ours. The
    keeper closes it.
    """

    def __init__(
        self,
        library: Library,
        *,
        pulse: Pulse | None,
        on_problem: Callable[[str | None], None],
    ) -> None:
        self._library = library
        self._pulse = pulse
        self._on_problem = on_problem
        self._hangs = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="index-keeper", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """A start that is under way is waited for; closing the library waits for its end, too."""
        self._stopping.set()
        self._thread.join(STOP_PATIENCE_SECONDS)

    def _keep(self) -> None:
        starts, last_start = 0, 0.0
        while not self._stopping.wait(LOOK_SECONDS):
            if self._library.is_index_well():
                if self._end_if_hung():
                    continue
                if starts and time.monotonic() - last_start >= STEADY_SECONDS:
                    if starts >= STARTS_IN_PATIENCE:
                        self._on_problem(None)
                    starts = 0
                continue
            if starts and self._stopping.wait(
                doubled_seconds(starts, first=FIRST_PAUSE_SECONDS, longest=LONGEST_PAUSE_SECONDS)
            ):
                break
            starts += 1
            problem = self._start()
            last_start = time.monotonic()
            if starts >= STARTS_IN_PATIENCE:
                self._on_problem(problem or f"the index has ended {starts} times in a row")
            elif self._hangs and problem is None:
                self._on_problem(None)
            self._hangs = self._hangs and problem is not None
        if self._pulse is not None:
            self._pulse.close()

    def _end_if_hung(self) -> bool:
        """Whether it hangs. Its end is then found as any other is, and counted as one."""
        if self._pulse is None or (problem := self._pulse.look()) is None:
            return False
        is_new, self._hangs = not self._hangs, True
        if is_new:
            _LOG.error("%s; its process is killed", problem)
            self._on_problem(f"{problem}; its process is killed and started again")
        if not self._pulse.kill() and is_new:
            _LOG.error("the process of the index cannot be killed: it waits for the system")
            self._on_problem(f"{problem}, and its process cannot be killed: see the disk")
        return True

    def _start(self) -> str | None:
        """What is wrong; None where the index answers."""
        _LOG.error("the process of the index has ended; it is started again")
        try:
            self._library.reopen_index()
        except ServiceError as error:
            _LOG.error("the index cannot be started again yet: %s", error)
            return error.message
        except Exception as error:  # whatever it is, this thread must not end
            _LOG.exception("the index cannot be started again yet")
            return f"the index cannot be started again ({type(error).__name__})"
        _LOG.warning("the index answers again")
        return None
