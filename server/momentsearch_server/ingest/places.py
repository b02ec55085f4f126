"""So many calls at once for what takes a thread for long; nobody waits in a thread for a place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from momentsearch_server.errors import Reason, ResourceExhausted

RETRY_SECONDS = 2.0


class Places:
    """``count`` places, which calls of different kinds may share."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._free = threading.Semaphore(count)

    @contextmanager
    def taken(self, reason: Reason, doing: str) -> Iterator[None]:
        """One place for as long as this is entered; ``doing`` is what all these calls are at.

        Raises:
            ResourceExhausted: with ``reason``, when every place is taken.
        """
        if not self._free.acquire(blocking=False):
            raise ResourceExhausted(
                reason,
                f"{self._count} calls are {doing} already, as many as this server takes at once; "
                f"try again in {RETRY_SECONDS:g} s",
                retry_after_seconds=RETRY_SECONDS,
            )
        try:
            yield
        finally:
            self._free.release()
