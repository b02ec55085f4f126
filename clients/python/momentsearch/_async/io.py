"""What differs between asyncio and threads by more than a keyword. `_sync/io.py` is its twin."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from grpc import aio

from momentsearch._connection import CHANNEL_OPTIONS, Connection

T = TypeVar("T")


class AsyncClock(Protocol):
    """Time and chance, so that tests can do without both."""

    def now(self) -> float:
        """Seconds that never go back."""

    def jitter(self) -> float:
        """By chance, in [0, 1)."""

    async def sleep(self, seconds: float) -> None: ...


class AsyncSystemClock:
    def now(self) -> float:
        return time.monotonic()

    def jitter(self) -> float:
        return random.random()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def open_channel(connection: Connection) -> Any:
    """Bound to the event loop that runs; raises ``RuntimeError`` where none does."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(
            "an AsyncClient belongs to the event loop in which it is made, and none runs here: "
            "make it in a coroutine, or use Client"
        ) from None
    if connection.credentials is None:
        return aio.insecure_channel(connection.address, options=CHANNEL_OPTIONS)
    return aio.secure_channel(connection.address, connection.credentials, options=CHANNEL_OPTIONS)


async def run_blocking(function: Callable[..., T], *args: Any) -> T:
    """What reads files runs in a thread, so that it does not hold up everybody else."""
    return await asyncio.to_thread(function, *args)


async def call_with_metadata(method: Any, request: Any, **options: Any) -> tuple[Any, Any]:
    """The response, and the metadata that the server sent ahead of it."""
    call = method(request, **options)
    return await call, await call.initial_metadata()
