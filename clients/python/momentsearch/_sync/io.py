"""What differs between asyncio and threads by more than a keyword. `_async/io.py` is its twin."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import grpc

from momentsearch._connection import CHANNEL_OPTIONS, Connection

T = TypeVar("T")


class Clock(Protocol):
    """Time and chance, so that tests can do without both."""

    def now(self) -> float:
        """Seconds that never go back."""

    def jitter(self) -> float:
        """By chance, in [0, 1)."""

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> float:
        return time.monotonic()

    def jitter(self) -> float:
        return random.random()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def open_channel(connection: Connection) -> Any:
    if connection.credentials is None:
        return grpc.insecure_channel(connection.address, options=CHANNEL_OPTIONS)
    return grpc.secure_channel(connection.address, connection.credentials, options=CHANNEL_OPTIONS)


def run_blocking(function: Callable[..., T], *args: Any) -> T:
    """Nobody else is held up here."""
    return function(*args)


def call_with_metadata(method: Any, request: Any, **options: Any) -> tuple[Any, Any]:
    """The response, and the metadata that the server sent ahead of it."""
    response, call = method.with_call(request, **options)
    return response, call.initial_metadata()
