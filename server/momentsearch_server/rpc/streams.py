"""Calls whose requests are a stream, uploads above all: so many at once, and none silent for long.

Each takes a thread for as long as its caller likes. Were there no bound, as many silent callers as
there are threads would keep the server from answering anybody, health checks included.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from typing import Any

import grpc

from momentsearch_server.errors import Reason, ResourceExhausted, ServiceError
from momentsearch_server.ingest.places import RETRY_SECONDS, Places
from momentsearch_server.ingest.read_ahead import read_ahead
from momentsearch_server.rpc.handlers import within
from momentsearch_server.rpc.status import abort

# A chunk of a mebibyte takes as long at 70 kbit/s.
IDLE_SECONDS = 120.0


class StreamInterceptor(grpc.ServerInterceptor):  # type: ignore[misc]  # grpc has no types
    """Lets as many such calls in as ``places`` has room for, of all methods together, and ends
    silent ones."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def intercept_service(self, continuation: Callable[..., Any], details: Any) -> Any:
        handler = continuation(details)
        if handler is None or not handler.request_streaming:
            return handler

        @contextmanager
        def bounded(requests: Iterator[Any], context: grpc.ServicerContext) -> Iterator[Any]:
            try:
                with (
                    self._places.taken(Reason.TOO_MANY_UPLOADS, "sending or importing"),
                    closing(_prompt(requests)) as prompt,
                ):
                    yield prompt
            except ServiceError as error:  # nothing of a method of ours: those have been told
                abort(context, details.method, error)

        return within(handler, bounded)


def _prompt(requests: Iterator[Any]) -> Generator[Any, None, None]:
    """The requests, as long as each comes in time."""
    try:
        # gRPC's iterator waits for a request without end; a thread that waits in its stead is left
        # behind, and ends with the call.
        yield from read_ahead(requests, most=1, patience_seconds=IDLE_SECONDS)
    except TimeoutError as error:
        raise ResourceExhausted(
            Reason.UPLOAD_STALLED,
            f"nothing was sent for {IDLE_SECONDS:g} s, so the call was ended; begin again",
            retry_after_seconds=RETRY_SECONDS,
        ) from error
