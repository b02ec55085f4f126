"""Calls of one message that do not send it: they do not keep the others from being answered.

gRPC's server has a thread wait for the message of each call, for as long as the caller likes, and
asks for a token after that. So as many silent callers as there are threads would stop it for
everybody, health checks included.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import grpc

from momentsearch_server.rpc.handlers import within

# Of the silent calls beyond the bound, those that have been so for this long are ended.
PATIENCE_SECONDS = 1.0


class SilenceInterceptor(grpc.ServerInterceptor):  # type: ignore[misc]  # grpc has no types
    """Ends silent calls, the longest silent first, while more than ``most`` of them wait.

    It makes calls of one message calls of a stream, of which it takes the first: gRPC's own wait
    comes before any code that could end it. To be the first interceptor, or what those before it
    refuse waits in gRPC's way.
    """

    def __init__(self, most: int) -> None:
        self._silent = _Silent(most)

    def intercept_service(self, continuation: Callable[..., Any], details: Any) -> Any:
        handler = continuation(details)
        if handler is None or handler.request_streaming:
            return handler

        @contextmanager
        def first(messages: Iterator[Any], context: grpc.ServicerContext) -> Iterator[Any]:
            with self._silent.waited_for(context):
                message = next(messages, None)
            if message is None:
                # As gRPC ends a call of one message that has none.
                problem = f"{details.method} takes exactly one message"
                context.abort(grpc.StatusCode.UNIMPLEMENTED, problem)
            yield message

        return within(handler, first, from_stream=True)


class _Silent:
    """The calls of which the message is waited for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._since: dict[grpc.ServicerContext, float] = {}  # the longest silent first
        self._look: threading.Timer | None = None

    @contextmanager
    def waited_for(self, context: grpc.ServicerContext) -> Iterator[None]:
        with self._lock:
            self._since[context] = time.monotonic()
            self._look_if_too_many()
        try:
            yield
        finally:
            with self._lock:
                del self._since[context]

    def _look_if_too_many(self) -> None:
        """By a thread of its own: those of the calls may all be waiting."""
        if len(self._since) > self._most and self._look is None:
            self._look = threading.Timer(PATIENCE_SECONDS, self._end_longest)
            self._look.daemon = True
            self._look.start()

    def _end_longest(self) -> None:
        with self._lock:
            self._look = None
            too_many = max(0, len(self._since) - self._most)
            begun_by = time.monotonic() - PATIENCE_SECONDS
            ended = [context for context, since in self._since.items() if since <= begun_by]
            self._look_if_too_many()
        for context in ended[:too_many]:
            context.cancel()
