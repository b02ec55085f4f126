"""When a failed call is tried again, and after how long. Pure: clock and chance are handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from momentsearch.errors import (
    DeadlineExceededError,
    MomentSearchError,
    ResourceExhaustedError,
    UnavailableError,
)

# Room on the server's disk does not come from waiting.
_WAITING_DOES_NOT_HELP = frozenset({"STORAGE_FULL"})


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When calls are tried again.

    UNAVAILABLE is retried, up to ``max_attempts`` times in all, for calls that change nothing
    when they are repeated. The pause doubles from ``initial_backoff_seconds`` up to
    ``max_backoff_seconds``, each time shortened by chance to between a half and the whole, so
    that many clients do not come back at once.

    With ``wait_when_busy``, a call that the server turns away for now (RESOURCE_EXHAUSTED with a
    delay: its queue is full) is repeated after just that delay, as often as it takes; the time
    waited like this does not count towards ``timeout_seconds``. ``on_wait`` is told each error
    that is waited out, and for how many seconds.
    """

    max_attempts: int = 4
    initial_backoff_seconds: float = 0.2
    max_backoff_seconds: float = 5.0
    wait_when_busy: bool = False
    on_wait: Callable[[MomentSearchError, float], None] | None = None

    def __post_init__(self) -> None:
        if self.max_attempts < 1:
            raise ValueError(f"max_attempts must be at least 1, not {self.max_attempts}")


class Attempts:
    """The attempts of one call: how many there were, and how much of its time is left."""

    def __init__(
        self, policy: RetryPolicy, *, repeatable: bool, now: float, timeout_seconds: float | None
    ) -> None:
        self._policy = policy
        self._repeatable = repeatable
        self._deadline = None if timeout_seconds is None else now + timeout_seconds
        self._failed = 0

    def remaining_seconds(self, now: float) -> float | None:
        """What is left until the deadline, at least 0; None for a call without one."""
        return None if self._deadline is None else max(self._deadline - now, 0.0)

    def progressed(self) -> None:
        """Something arrived: attempts are counted anew."""
        self._failed = 0

    def pause_seconds(self, error: MomentSearchError, *, now: float, jitter: float) -> float:
        """How long to wait before the next attempt. ``jitter`` is in [0, 1).

        Raises ``error`` where there shall be none.
        """
        self._failed += 1
        pause = self._busy_pause(error)
        if pause is None:
            pause = self._backoff(error, now=now, jitter=jitter)
        elif self._deadline is not None:
            self._deadline += pause
        if self._policy.on_wait is not None:
            self._policy.on_wait(error, pause)
        return pause

    def _busy_pause(self, error: MomentSearchError) -> float | None:
        if not isinstance(error, ResourceExhaustedError) or not self._policy.wait_when_busy:
            return None
        return None if error.reason in _WAITING_DOES_NOT_HELP else error.retry_after_seconds

    def _backoff(self, error: MomentSearchError, *, now: float, jitter: float) -> float:
        if not self._repeatable or not isinstance(error, UnavailableError):
            raise error
        if self._failed >= self._policy.max_attempts:
            raise error
        longest = self._policy.initial_backoff_seconds * 2.0 ** (self._failed - 1)
        pause = min(longest, self._policy.max_backoff_seconds) * (0.5 + 0.5 * jitter)
        remaining = self.remaining_seconds(now)
        if remaining is not None and pause >= remaining:
            raise error
        return pause


def deadline_exceeded(what: str, timeout_seconds: float) -> DeadlineExceededError:
    """For a wait that the client itself gives up."""
    message = f"{what} within {timeout_seconds:g} s"
    return DeadlineExceededError(message, reason="DEADLINE_EXCEEDED")
