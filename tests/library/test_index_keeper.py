"""An index whose process ends under the library."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from momentsearch_server.errors import Reason, Unavailable
from momentsearch_server.library import index_keeper
from momentsearch_server.library import library as library_module
from momentsearch_server.library.index_keeper import IndexKeeper
from momentsearch_server.library.library import Library
from momentsearch_server.library.lite_process import child_of
from momentsearch_server.library.records import MediaState
from momentsearch_server.library.vectors import IndexRow, IndexTable, MilvusIndex, VectorIndex
from tests.library.mortal_index import MortalIndex, Mortals
from tests.library.support import FACTS, SPACE, commit, new_media, timeline, unit_vectors

TABLE = IndexTable("t", "ab" * 32, 8)
QUERY = unit_vectors(5, seed=1)[:1]


def kill_lite(database: Path) -> None:
    """As the system would that is short of memory; returns once it is dead."""
    child = child_of(database)
    assert child is not None
    os.kill(child.pid, signal.SIGKILL)
    child.wait(10)


def _open_lite(database: Path) -> tuple[VectorIndex, Callable[[], None]]:
    return MilvusIndex(str(database)), lambda: kill_lite(database)


@pytest.mark.parametrize("opening", [Mortals().open_mortal, _open_lite], ids=["mortal", "lite"])
def test_what_an_index_held_is_in_the_one_that_is_opened_after_its_end(
    opening: Callable[[Path], tuple[VectorIndex, Callable[[], None]]], tmp_path: Path
) -> None:
    database = tmp_path / "milvus.db"
    index, end = opening(database)
    index.prepare(TABLE)
    index.insert(TABLE, [IndexRow(1, "a", "m", 0, 1, QUERY[0])])
    assert index.is_alive()
    end()
    assert not index.is_alive()
    for call in (
        lambda: index.search(TABLE, "a", QUERY, limit=1),
        lambda: index.insert(TABLE, [IndexRow(2, "a", "n", 0, 1, QUERY[0])]),
        lambda: index.remove_media(TABLE, "a", ["m"]),
        lambda: index.count(TABLE),
        lambda: index.prepare(TABLE),
    ):
        with pytest.raises(Unavailable, match="try again") as caught:
            call()
        assert caught.value.reason is Reason.INDEX_UNAVAILABLE
    index.close()
    index, _ = opening(database)
    assert index.is_alive()
    index.prepare(TABLE)
    ((hit,),) = index.search(TABLE, "a", QUERY, limit=5)
    assert (hit.media_id, index.count(TABLE)) == ("m", 1)
    index.close()
    assert not index.is_alive()


@pytest.fixture
def mortals(monkeypatch: pytest.MonkeyPatch) -> Mortals:
    made = Mortals()
    monkeypatch.setattr(library_module, "MilvusIndex", made)
    return made


@pytest.fixture
def library(tmp_path: Path, mortals: Mortals) -> Iterator[Library]:
    opened, _ = Library.open(tmp_path / "data")
    with opened:
        opened.register_space(SPACE)
        yield opened


def _found(library: Library) -> list[tuple[str, int, float]]:
    (hits,) = library.search_runs(library.scope("default"), SPACE.space_id, QUERY, limit=20)
    return [(hit.media_id, hit.start_us, hit.similarity) for hit in hits]


def test_what_was_acknowledged_is_found_as_before(library: Library, mortals: Mortals) -> None:
    ids = {commit(library, f"film {seed}", seed=seed) for seed in range(3)}
    before = _found(library)
    assert {media_id for media_id, _, _ in before} == ids
    mortals.living.die()
    assert not library.is_index_well()
    with pytest.raises(Unavailable):
        _found(library)
    library.reopen_index()
    assert library.is_index_well()
    assert _found(library) == before
    assert len(mortals.opened) == 2


def test_rows_that_went_with_it_are_made_anew_before_anybody_searches(
    library: Library, mortals: Mortals
) -> None:
    tables = library._stores.tables
    for seed in range(3):
        commit(library, f"film {seed}", seed=seed)
    before = _found(library)
    refused: list[Reason] = []

    def lose_rows(index: MortalIndex) -> None:
        index._rows.clear()
        index._known.clear()
        searching.start()

    def search() -> None:
        while not tables._tables or mortals.living is not tables._index:
            time.sleep(0.001)
        with pytest.raises(Unavailable, match="try again") as caught:
            _found(library)
        refused.append(caught.value.reason)
        may_go_on.set()

    # The comparison is held up until somebody has searched in the midst of it.
    may_go_on, searching = threading.Event(), threading.Thread(target=search)
    mortals.on_open = lose_rows
    plain = library.catalog.active_coverage

    def covered(space_id: str) -> object:
        assert may_go_on.wait(30)
        return plain(space_id)

    mortals.living.die()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library.catalog, "active_coverage", covered)
        library.reopen_index()
    searching.join()
    assert refused == [Reason.INDEX_UNAVAILABLE]
    assert _found(library) == before


def test_what_was_half_committed_leaves_no_rows_and_can_be_tried_again(
    library: Library, mortals: Mortals
) -> None:
    kept = commit(library, "kept", seed=1)
    media_id = library.add_import(new_media("half")).media.media_id
    assert library.catalog.jobs.claim() is not None
    with pytest.MonkeyPatch.context() as patch:

        def die_then(*_: object) -> None:
            mortals.living.die()
            raise Unavailable(Reason.INDEX_UNAVAILABLE, "it has just ended")

        patch.setattr(library.catalog, "activate", die_then)
        with pytest.raises(Unavailable):
            library.commit_media(media_id, [timeline(media_id, seed=2)], FACTS)
    tables = library._stores.tables
    table = tables.of(SPACE.space_id)
    library.reopen_index()
    # Of the media that was kept, and in the same table.
    assert tables._index.count(table) == 5
    assert {hit for hit, _, _ in _found(library)} == {kept}
    library.commit_media(media_id, [timeline(media_id, seed=2)], FACTS)
    assert library.catalog.get_media(media_id).state is MediaState.ACTIVE
    assert {hit for hit, _, _ in _found(library)} == {kept, media_id}


def test_a_library_that_is_closed_opens_no_index(tmp_path: Path, mortals: Mortals) -> None:
    library, _ = Library.open(tmp_path / "data")
    library.close()
    library.reopen_index()
    assert len(mortals.opened) == 1


# -- the thread


@pytest.fixture
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_keeper, "LOOK_SECONDS", 0.005)
    monkeypatch.setattr(index_keeper, "FIRST_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(index_keeper, "STEADY_SECONDS", 0.05)


def eventually(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.usefixtures("_little_patience")
def test_an_end_is_noticed_and_passes_without_a_word(library: Library, mortals: Mortals) -> None:
    commit(library, "film", seed=1)
    before, told = _found(library), []
    keeper = IndexKeeper(library, pulse=None, on_problem=told.append)
    for count in (2, 3):
        mortals.living.die()
        eventually(lambda count=count: len(mortals.opened) == count)  # type: ignore[misc]
        eventually(library.is_index_well)
        assert _found(library) == before
    keeper.stop()
    assert told == []
    mortals.living.die()
    time.sleep(0.05)
    assert len(mortals.opened) == 3


@pytest.mark.usefixtures("_little_patience")
def test_one_that_cannot_be_started_is_told_until_it_is_well_again(
    library: Library, mortals: Mortals
) -> None:
    commit(library, "film", seed=1)
    before = _found(library)
    told: list[str | None] = []
    mortals.refusing = index_keeper.STARTS_IN_PATIENCE + 2
    mortals.living.die()
    keeper = IndexKeeper(library, pulse=None, on_problem=told.append)
    eventually(lambda: None in told)
    keeper.stop()
    *problems, last = told
    # The start that succeeds is told of, too: it may end again at once.
    assert (len(problems), last) == (4, None)
    assert problems[0] == "it cannot be opened"
    assert _found(library) == before


@pytest.mark.usefixtures("_little_patience")
def test_one_that_ends_after_every_start_is_told(
    library: Library, mortals: Mortals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_keeper, "STEADY_SECONDS", 60.0)
    told: list[str | None] = []
    keeper = IndexKeeper(library, pulse=None, on_problem=told.append)

    def one_more_end() -> bool:
        if library.is_index_well():
            mortals.living.die()
        return bool(told)

    eventually(one_more_end)
    keeper.stop()
    assert told[0] == f"the index has ended {index_keeper.STARTS_IN_PATIENCE} times in a row"


@pytest.mark.usefixtures("_little_patience")
def test_a_defect_does_not_end_the_watch(
    library: Library, mortals: Mortals, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, defects = library.reopen_index, [RuntimeError("a defect")]

    def reopen() -> None:
        if defects:
            raise defects.pop()
        plain()

    monkeypatch.setattr(library, "reopen_index", reopen)
    mortals.living.die()
    keeper = IndexKeeper(library, pulse=None, on_problem=lambda _problem: None)
    eventually(library.is_index_well)
    keeper.stop()
    assert defects == []


def test_lite_is_started_again_with_all_that_it_held(tmp_path: Path) -> None:
    database = tmp_path / "data" / "milvus.db"
    with Library.open(tmp_path / "data")[0] as library:
        library.register_space(SPACE)
        ids = {commit(library, f"film {seed}", seed=seed) for seed in range(3)}
        before = _found(library)
        keeper = IndexKeeper(library, pulse=None, on_problem=lambda _problem: None)
        for _ in range(2):
            kill_lite(database)
            eventually(library.is_index_well)
            after = _found(library)
            assert [hit[:2] for hit in after] == [hit[:2] for hit in before]
            np.testing.assert_allclose([hit[2] for hit in after], [hit[2] for hit in before])
        ids.add(commit(library, "one more", seed=7))
        assert {media_id for media_id, _, _ in _found(library)} == ids
        keeper.stop()
