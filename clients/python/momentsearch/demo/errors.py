"""What can go wrong around the demonstration itself."""

from __future__ import annotations


class DemoError(Exception):
    """The demonstration cannot go on; the message says why and what to do."""


class ServerDidNotStartError(DemoError):
    """``log_tail`` is the end of what the server had to say."""

    def __init__(self, message: str, *, log_tail: str) -> None:
        super().__init__(f"{message}\n{log_tail}" if log_tail else message)
        self.log_tail = log_tail
