"""So many calls at once for what takes a thread for long, and so many more that wait for them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from momentsearch_server.errors import Reason, ResourceExhausted

RETRY_SECONDS = 2.0


class Places:
    """``count`` places, which calls of different kinds may share.

    ``waiting`` more calls wait in their threads for a place; what comes beyond is refused.
    """

    def __init__(self, count: int, *, waiting: int = 0) -> None:
        self._most = count + waiting
        self._room = threading.Semaphore(self._most)
        self._free = threading.Semaphore(count)

    @contextmanager
    def taken(self, reason: Reason, doing: str) -> Iterator[None]:
        """One place for as long as this is entered; ``doing`` is what all these calls are at.

        Raises:
            ResourceExhausted: with ``reason``, when every place is taken, to wait in as well.
        """
        if not self._room.acquire(blocking=False):
            raise ResourceExhausted(
                reason,
                f"{self._most} calls are {doing} already, as many as this server takes at once; "
                f"try again in {RETRY_SECONDS:g} s",
                retry_after_seconds=RETRY_SECONDS,
            )
        try:
            with self._free:
                yield
        finally:
            self._room.release()
