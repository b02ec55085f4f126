"""The same tests for both clients: the asyncio one is driven from ordinary functions."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from typing import Any

import pytest

import momentsearch
from tests.client.fake_server import FakeServer


class FakeClock:
    """Time passes only by sleeping; ``slept`` is for how long. Chance always says a half."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> float:
        return 1_000.0 + sum(self.slept)

    def jitter(self) -> float:
        return 0.5

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class AsyncFakeClock(FakeClock):
    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        self.slept.append(seconds)


class SyncDriver:
    """Calls methods of ``Client``; what they iterate over comes as a list."""

    def __init__(self, **options: Any) -> None:
        self.clock = FakeClock()
        self.client = momentsearch.Client(**{"clock": self.clock, **options})

    def close_client(self) -> None:
        """The client alone; ``close`` ends the test's own loop as well."""
        self.client.close()

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            result = getattr(self.client, name)(*arguments, **options)
            return list(result) if inspect.isgenerator(result) else result

        return call


class AsyncDriver:
    """The same for ``AsyncClient``, on an event loop of its own."""

    def __init__(self, **options: Any) -> None:
        self.clock = AsyncFakeClock()
        self.loop = asyncio.new_event_loop()
        try:
            self.client = self.loop.run_until_complete(self._make(options))
        except ValueError:
            self.loop.close()
            raise

    async def _make(self, options: dict[str, Any]) -> momentsearch.AsyncClient:
        return momentsearch.AsyncClient(**{"clock": self.clock, **options})

    def close_client(self) -> None:
        self.loop.run_until_complete(self.client.close())

    def __getattr__(self, name: str) -> Any:
        async def run(*arguments: Any, **options: Any) -> Any:
            result = getattr(self.client, name)(*arguments, **options)
            return [item async for item in result] if inspect.isasyncgen(result) else await result

        def call(*arguments: Any, **options: Any) -> Any:
            return self.loop.run_until_complete(run(*arguments, **options))

        return call

    def close(self) -> None:
        self.loop.run_until_complete(self.client.close())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.fixture
def server() -> Iterator[FakeServer]:
    server = FakeServer()
    yield server
    server.stop()


@pytest.fixture(params=[SyncDriver, AsyncDriver], ids=["sync", "asyncio"])
def connect(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Makes a client with the options given; closed at the end of the test."""
    drivers = []

    def connect(**options: Any) -> Any:
        drivers.append(request.param(**options))
        return drivers[-1]

    yield connect
    for driver in drivers:
        driver.close()


@pytest.fixture
def client(connect: Any, server: FakeServer) -> Any:
    return connect(address=server.address)
