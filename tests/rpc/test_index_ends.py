"""What callers notice of an index whose process ends, or hangs."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import grpc
import pytest

from momentsearch import Client
from momentsearch.healthcheck import main as healthcheck
from momentsearch.v1 import media_pb2
from momentsearch_server import assembly
from momentsearch_server.assembly import App
from momentsearch_server.ingest import runner
from momentsearch_server.library import index_keeper
from momentsearch_server.library import library as library_module
from momentsearch_server.library.lite_process import child_of
from momentsearch_server.library.lite_pulse import LitePulse, Question
from momentsearch_server.library.vectors import MilvusIndex
from momentsearch_server.settings import Settings
from tests.library.mortal_index import MortalIndex, Mortals
from tests.rpc.conftest import Serve
from tests.rpc.support import ACTIVE, Calls, refused

UNDER_WAY = {media_pb2.MEDIA_STATE_QUEUED, media_pb2.MEDIA_STATE_INDEXING}


@pytest.fixture
def mortals(monkeypatch: pytest.MonkeyPatch) -> Mortals:
    made = Mortals()
    monkeypatch.setattr(library_module, "MilvusIndex", made)
    monkeypatch.setattr(runner, "BACK_OFF_SECONDS", 0.05)
    monkeypatch.setattr(index_keeper, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(index_keeper, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(index_keeper, "STEADY_SECONDS", 0.05)
    return made


@pytest.fixture
def served(serve: Serve, settings: Settings, mortals: Mortals) -> tuple[App, Calls]:
    return serve(replace(settings, exact_sample_limit=0), with_milvus=True)


def _eventually(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_media_that_meets_the_end_is_tried_again(
    served: tuple[App, Calls], mortals: Mortals, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, calls = served
    plain, ends = MortalIndex.insert, [1, 2]

    def insert(index: MortalIndex, *arguments: Any) -> None:
        if ends:
            ends.pop()
            index.die()
        plain(index, *arguments)

    monkeypatch.setattr(MortalIndex, "insert", insert)
    media_id = calls.import_("yellow.mp4").media.media_id
    *before, last = calls.watch(media_id)
    assert (last.state, last.failure.reason) == (ACTIVE, "")
    assert {media.state for media in before} <= UNDER_WAY
    assert len(mortals.opened) == 3
    assert calls.search("yellow").moments[0].media_id == media_id


def test_health_says_what_is_wrong_until_it_is_well(
    served: tuple[App, Calls], mortals: Mortals
) -> None:
    app, calls = served
    address = f"127.0.0.1:{app.port}"
    calls.indexed("yellow.mp4")
    before = calls.search("yellow")
    with Client(address) as client:
        mortals.refusing = 1_000_000
        mortals.living.die()
        _eventually(lambda: not client.server_status().serving)
        assert client.server_status().problem == "it cannot be opened"
        assert healthcheck([address], {}) == (
            f"momentsearch at {address} does not serve: it cannot be opened"
        )
        error = refused(lambda: calls.search("blue"))  # the answer to the other one is remembered
        assert (error.code, error.reason) == (grpc.StatusCode.UNAVAILABLE, "INDEX_UNAVAILABLE")
        assert "try again" in error.message
        assert len(calls.list()) == 1  # what needs no index is answered
        mortals.refusing = 0
        _eventually(lambda: client.server_status().serving)
        assert client.server_status().problem is None
    assert healthcheck([address], {}) is None
    assert calls.search("yellow") == before


def test_health_says_that_it_hangs_until_it_answers(
    serve: Serve, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Milvus Lite itself, stopped; it is killed when everybody has had a look."""
    monkeypatch.setattr(index_keeper, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(
        assembly, "LitePulse", lambda database: LitePulse(database, (Question("Connect", 50),))
    )
    plain_kill, plain_search = LitePulse.kill, MilvusIndex._search
    may_be_killed, is_asked = threading.Event(), threading.Event()

    def kill(pulse: LitePulse) -> bool:
        assert may_be_killed.wait(60)
        return plain_kill(pulse)

    def search(*arguments: Any) -> Any:
        is_asked.set()
        return plain_search(*arguments)

    app, calls = serve(replace(settings, exact_sample_limit=0), with_milvus=True)
    address = f"127.0.0.1:{app.port}"
    calls.indexed("yellow.mp4")
    before = calls.search("yellow")
    monkeypatch.setattr(LitePulse, "kill", kill)
    monkeypatch.setattr(MilvusIndex, "_search", search)
    child = child_of(settings.data_dir / "milvus.db")
    assert child is not None
    os.kill(child.pid, signal.SIGSTOP)
    with Client(address) as client, ThreadPoolExecutor(1) as pool:
        _eventually(lambda: not client.server_status().serving)
        problem = client.server_status().problem
        assert problem is not None
        assert "has not answered" in problem
        assert healthcheck([address], {}) == f"momentsearch at {address} does not serve: {problem}"
        answer = pool.submit(refused, lambda: calls.search("blue"))
        assert is_asked.wait(60)
        may_be_killed.set()
        error = answer.result()
        assert (error.code, error.reason) == (grpc.StatusCode.UNAVAILABLE, "INDEX_UNAVAILABLE")
        assert "try again" in error.message
        _eventually(lambda: client.server_status().serving)
    assert healthcheck([address], {}) is None
    assert calls.search("yellow") == before
