"""An index whose process goes on running and answers no more."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import grpc
import pytest

from momentsearch_server.errors import Reason, Unavailable
from momentsearch_server.library import index_keeper, lite_process, lite_pulse, vectors
from momentsearch_server.library import library as library_module
from momentsearch_server.library.index_keeper import IndexKeeper
from momentsearch_server.library.library import Library
from momentsearch_server.library.lite_process import child_of
from momentsearch_server.library.lite_pulse import QUESTIONS, LitePulse, Question
from momentsearch_server.library.vectors import IndexRow, IndexTable, MilvusIndex
from tests.library.mortal_index import Mortals
from tests.library.support import SPACE, commit, unit_vectors
from tests.library.test_index_keeper import eventually

QUERY = unit_vectors(5, seed=1)[:1]
DATABASE = Path("milvus.db")


def stop_lite_in_its_tracks(database: Path) -> None:
    child = child_of(database)
    assert child is not None
    os.kill(child.pid, signal.SIGSTOP)


# -- the rule, with answers that come when the test says so; its clock is the looks


class Process:
    """Stands for a process and for gRPC; ``silent`` methods are asked and not answered."""

    def __init__(self) -> None:
        self.address: str | None = "unix:first"
        self.silent: set[str] = set()
        self.code = grpc.StatusCode.OK
        self.asked: list[str] = []
        self.open: list[str] = []

    def insecure_channel(self, address: str, **_: Any) -> Any:
        self.open.append(address)

        def unary_unary(path: str) -> Any:
            method = path.rpartition("/")[2]
            return SimpleNamespace(future=lambda *_, **__: self._answer(method))

        return SimpleNamespace(unary_unary=unary_unary, close=lambda: self.open.remove(address))

    def _answer(self, method: str) -> Any:
        self.asked.append(method)
        return SimpleNamespace(done=lambda: method not in self.silent, code=lambda: self.code)


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Process:
    made = Process()
    monkeypatch.setattr(lite_pulse, "lite_address", lambda _database: made.address)
    monkeypatch.setattr(grpc, "insecure_channel", made.insecure_channel)
    return made


QUICK, LOCKED = QUESTIONS


def _looks(pulse: LitePulse, times: int) -> set[str | None]:
    return {pulse.look() for _ in range(times)}


def test_one_that_answers_has_nothing_wrong(process: Process) -> None:
    assert _looks(LitePulse(DATABASE), 2 * LOCKED.looks) == {None}
    assert set(process.asked) == {"Connect", "ShowCollections"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_that_does_not_answer_for_too_long(process: Process, question: Question) -> None:
    pulse = LitePulse(DATABASE)
    pulse.look()
    process.silent = {question.method}
    before = process.asked.count(question.method)
    assert _looks(pulse, question.looks) == {None}
    assert process.asked.count(question.method) == before, "one question at a time"
    (problem,) = _looks(pulse, 3)
    seconds = {"Connect": 30, "ShowCollections": 300}[question.method]
    assert problem is not None
    assert f"has not answered for {seconds} s" in problem
    process.silent = set()
    assert pulse.look() is None


def test_one_that_is_late_again_and_again_is_only_busy(process: Process) -> None:
    pulse = LitePulse(DATABASE)
    for _ in range(5):
        process.silent = {QUICK.method}
        assert _looks(pulse, QUICK.looks) == {None}
        process.silent = set()
        assert pulse.look() is None


def test_what_an_answer_is(process: Process) -> None:
    pulse = LitePulse(DATABASE)
    process.code = grpc.StatusCode.UNIMPLEMENTED
    assert _looks(pulse, 2 * QUICK.looks) == {None}
    process.code = grpc.StatusCode.UNAVAILABLE
    assert _looks(pulse, QUICK.looks) == {None}
    assert pulse.look() is not None


def test_each_process_begins_anew(process: Process) -> None:
    pulse = LitePulse(DATABASE)
    process.silent = {QUICK.method}
    assert _looks(pulse, QUICK.looks + 1) != {None}
    process.address = "unix:second"
    assert _looks(pulse, QUICK.looks) == {None}
    assert set(process.open) == {"unix:second"}
    process.address = None
    assert _looks(pulse, 2 * QUICK.looks) == {None}
    assert process.open == []


# -- what the keeper makes of it


class FakePulse:
    """``problem`` is what the next looks find, until a kill ends the index."""

    def __init__(self, mortals: Mortals) -> None:
        self.problem: str | None = None
        self.is_mortal = True
        self.killed = 0
        self.is_closed = threading.Event()
        self._mortals = mortals

    def look(self) -> str | None:
        return self.problem

    def kill(self) -> bool:
        self.killed += 1
        if self.is_mortal:
            self.problem = None
            self._mortals.living.die()
        return self.is_mortal

    def close(self) -> None:
        self.is_closed.set()


@pytest.fixture
def mortals(monkeypatch: pytest.MonkeyPatch) -> Mortals:
    made = Mortals()
    monkeypatch.setattr(library_module, "MilvusIndex", made)
    monkeypatch.setattr(index_keeper, "LOOK_SECONDS", 0.005)
    monkeypatch.setattr(index_keeper, "FIRST_PAUSE_SECONDS", 0.001)
    return made


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened, _ = Library.open(tmp_path / "data")
    with opened:
        opened.register_space(SPACE)
        yield opened


def _found(library: Library) -> list[tuple[str, int]]:
    (hits,) = library.search_runs(library.scope("default"), SPACE.space_id, QUERY, limit=20)
    return [(hit.media_id, hit.start_us) for hit in hits]


def test_a_hang_is_told_ended_and_over(mortals: Mortals, library: Library) -> None:
    commit(library, "film", seed=1)
    before = _found(library)
    told: list[str | None] = []
    pulse = FakePulse(mortals)
    keeper = IndexKeeper(library, pulse=pulse, on_problem=told.append)
    for times in (1, 2):
        pulse.problem = "no answer"
        eventually(lambda times=times: len(told) == 2 * times)  # type: ignore[misc]
    keeper.stop()
    assert told == ["no answer; its process is killed and started again", None] * 2
    assert (pulse.killed, len(mortals.opened)) == (2, 3)
    assert _found(library) == before
    assert pulse.is_closed.is_set()


def test_hangs_are_counted_as_ends(mortals: Mortals, library: Library) -> None:
    told: list[str | None] = []
    pulse = FakePulse(mortals)

    def hang_again(_index: object) -> None:
        pulse.problem = "no answer"

    mortals.on_open = hang_again
    mortals.living.die()
    keeper = IndexKeeper(library, pulse=pulse, on_problem=told.append)
    patience = index_keeper.STARTS_IN_PATIENCE
    eventually(lambda: f"the index has ended {patience} times in a row" in told)
    keeper.stop()
    assert told.count(None) == patience - 2  # not after the first start, nor after the last one


def test_a_hang_that_cannot_be_ended_stays_told(mortals: Mortals, library: Library) -> None:
    told: list[str | None] = []
    pulse = FakePulse(mortals)
    pulse.is_mortal, pulse.problem = False, "no answer"
    keeper = IndexKeeper(library, pulse=pulse, on_problem=told.append)
    eventually(lambda: pulse.killed > 3)
    assert len(mortals.opened) == 1
    last = "no answer, and its process cannot be killed: see the disk"
    assert told == ["no answer; its process is killed and started again", last]
    pulse.is_mortal = True
    eventually(lambda: len(told) == 3)
    keeper.stop()
    assert told[2] is None


def test_a_hang_is_told_until_a_start_succeeds(mortals: Mortals, library: Library) -> None:
    told: list[str | None] = []
    pulse = FakePulse(mortals)
    mortals.refusing, pulse.problem = 2, "no answer"
    keeper = IndexKeeper(library, pulse=pulse, on_problem=told.append)
    eventually(lambda: None in told)
    keeper.stop()
    assert told == ["no answer; its process is killed and started again", None]
    assert mortals.refusing == 0


# -- Milvus Lite itself


def test_a_call_that_lite_does_not_answer_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, table = MilvusIndex(str(tmp_path / "milvus.db")), IndexTable("t", "ab" * 32, 8)
    index.prepare(table)
    stop_lite_in_its_tracks(tmp_path / "milvus.db")
    monkeypatch.setattr(vectors, "_CALL_TIMEOUT_SECONDS", 0.1)
    for call in (
        lambda: index.search(table, "a", QUERY, limit=1),
        lambda: index.insert(table, [IndexRow(1, "a", "m", 0, 1, QUERY[0])]),
        lambda: index.count(table),
    ):
        with pytest.raises(Unavailable, match="it is busy, or hangs") as caught:
            call()
        assert caught.value.reason is Reason.INDEX_UNAVAILABLE
    assert index.is_alive()
    assert lite_process.kill_lite(tmp_path / "milvus.db")
    assert not index.is_alive()
    index.close()


def test_lite_that_hangs_is_started_again_with_all_that_it_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_keeper, "LOOK_SECONDS", 0.02)
    database = tmp_path / "data" / "milvus.db"
    told: list[str | None] = []
    with Library.open(tmp_path / "data")[0] as library:
        library.register_space(SPACE)
        ids = {commit(library, f"film {seed}", seed=seed) for seed in range(3)}
        before = _found(library)
        # Four seconds: what is started again may be slow to answer on a busy machine.
        pulse = LitePulse(database, (Question("Connect", looks=200),))
        keeper = IndexKeeper(library, pulse=pulse, on_problem=told.append)
        stop_lite_in_its_tracks(database)
        # Both are under way when it is killed; a commit has the lock that a start waits for.
        with pytest.raises(Unavailable, match="try again"):
            commit(library, "meanwhile", seed=6)
        eventually(lambda: None in told)
        assert _found(library) == before
        ids.add(commit(library, "one more", seed=7))
        assert {media_id for media_id, _ in _found(library)} == ids
        keeper.stop()
    assert len(told) == 2
