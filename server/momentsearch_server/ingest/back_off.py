"""How long to wait after the index or the disk failed, and not the media."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from momentsearch_server.pauses import doubled_seconds


@dataclass(frozen=True, slots=True)
class _Waiting:
    tries: int
    until: float


class BackOff:
    """Two waits, each twice as long after every failure.

    A job that failed is passed over for a while, so that the others go on where it fails alone (a
    recording that is too long for what is left of the disk). And whoever failed pauses, longer
    while nothing at all succeeds (the index is away), so that not every media is decoded in vain.
    What is remembered here is only when to try again: the jobs themselves wait in the catalog.

    May be used from several threads.
    """

    def __init__(
        self,
        *,
        first_seconds: float,
        longest_pause_seconds: float,
        longest_wait_seconds: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``longest_pause_seconds`` bounds the pauses, ``longest_wait_seconds`` a job's waits."""
        self._first_seconds = first_seconds
        self._longest_pause_seconds = longest_pause_seconds
        self._longest_wait_seconds = longest_wait_seconds
        self._now = now
        self._lock = threading.Lock()
        self._jobs: dict[str, _Waiting] = {}
        self._failures_in_a_row = 0

    def failed(self, job_id: str) -> float:
        """The job waits from now on; for how many seconds its thread should pause."""
        with self._lock:
            known = self._jobs.get(job_id)
            tries = 1 if known is None else known.tries + 1
            # A job waits longer than the pause after it, else it would be the first one again.
            seconds = doubled_seconds(
                tries + 1, first=self._first_seconds, longest=self._longest_wait_seconds
            )
            self._jobs[job_id] = _Waiting(tries, self._now() + seconds)
            self._failures_in_a_row += 1
            return doubled_seconds(
                self._failures_in_a_row,
                first=self._first_seconds,
                longest=self._longest_pause_seconds,
            )

    def succeeded(self, job_id: str) -> None:
        """The index and the disk took something."""
        with self._lock:
            self._failures_in_a_row = 0
            self._jobs.pop(job_id, None)

    def over(self, job_id: str) -> None:
        """The job came to another end, which says nothing of index and disk."""
        with self._lock:
            self._jobs.pop(job_id, None)

    def waiting(self) -> list[str]:
        """The jobs that are to be passed over now."""
        with self._lock:
            now = self._now()
            return [job_id for job_id, one in self._jobs.items() if one.until > now]
