"""The thread that finishes removals: with a real catalog, and an index in memory that refuses."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from momentsearch_server.errors import Reason, Unavailable
from momentsearch_server.ingest import remover
from momentsearch_server.ingest.remover import Remover
from momentsearch_server.library import removing as removing_module
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import MediaState
from momentsearch_server.library.vectors import IndexTable
from momentsearch_server.library.vectors_exact import ExactIndex
from tests.ingest.test_runner import eventually
from tests.library.support import SPACE, commit


class Refusing(ExactIndex):
    """Raises these, one at each removal of rows, before it works; ``at_each`` is called first."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[Exception] = []
        self.at_each: Callable[[], None] = lambda: None

    def remove_media(self, table: IndexTable, collection: str, media_ids: Sequence[str]) -> None:
        self.at_each()
        if self.errors:
            raise self.errors.pop(0)
        super().remove_media(table, collection, media_ids)


def away(message: str = "the index is away") -> Unavailable:
    return Unavailable(Reason.INDEX_UNAVAILABLE, message)


@pytest.fixture
def index() -> Refusing:
    return Refusing()


@pytest.fixture
def library(tmp_path: Path, index: Refusing) -> Iterator[Library]:
    opened, _ = Library.open(tmp_path / "data", index=index)
    with opened:
        opened.register_space(SPACE)
        yield opened


@contextmanager
def removing(
    library: Library, on_failure: Callable[[Reason], None] = lambda _reason: None
) -> Iterator[Remover]:
    started = Remover(library, on_failure=on_failure)
    try:
        yield started
    finally:
        started.stop()
        assert not started._thread.is_alive()


def pauses_of(started: Remover, monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """Filled with the pauses that it makes, which take no time."""
    pauses: list[float | None] = []

    def wait(seconds: float | None = None) -> bool:
        pauses.append(seconds)
        return False

    monkeypatch.setattr(started._stopping, "wait", wait)
    return pauses


def is_idle(library: Library) -> bool:
    return library.catalog.removals.waiting() == []


def rows(library: Library) -> int:
    return library._stores.tables.count(SPACE.space_id)


def test_it_tries_again_until_the_index_is_back(
    library: Library,
    index: Refusing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    kept, *gone = [commit(library, f"film {seed}", seed=seed) for seed in range(4)]
    index.errors = [away(f"after {number} ms") for number in range(9)]
    counted: list[Reason] = []
    with removing(library, counted.append) as started:
        pauses = pauses_of(started, monkeypatch)
        for media_id in gone:
            library.remove_media(media_id)
        assert library.scope("default").media_ids == (kept,)
        eventually(lambda: is_idle(library))
        assert rows(library) == 5
        assert len(list(library._data_dir.glob("timelines/*/*"))) == 1
        assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
        assert counted == [Reason.INDEX_UNAVAILABLE] * 9
        assert caplog.text.count("stays for now") == 1
        eventually(lambda: "removals go on again" in caplog.text)
        # What comes after a success begins with the shortest pause, and is told again.
        index.errors = [away()]
        library.remove_media(kept)
        eventually(lambda: is_idle(library))
        assert pauses[9:] == [1]
        assert caplog.text.count("stays for now") == 2
        assert "Traceback" not in caplog.text


def test_another_failure_is_told_and_the_same_one_is_not(
    library: Library,
    index: Refusing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    media_id = commit(library, "film", seed=1)
    secret = ZeroDivisionError("a defect")
    full = Unavailable(Reason.CATALOG_UNAVAILABLE, "the catalog is away")
    index.errors = [away(), away(), secret, secret, secret, away(), full, full]
    counted: list[Reason] = []
    with removing(library, counted.append) as started:
        pauses_of(started, monkeypatch)
        library.remove_media(media_id)
        eventually(lambda: is_idle(library))
    assert counted == [
        *[Reason.INDEX_UNAVAILABLE] * 2,
        *[Reason.INTERNAL_ERROR] * 3,
        Reason.INDEX_UNAVAILABLE,
        *[Reason.CATALOG_UNAVAILABLE] * 2,
    ]
    told = [record.getMessage().rpartition(": ")[2] for record in caplog.records]
    assert told == ["the index is away", "a defect", "the index is away", "the catalog is away"]
    assert caplog.text.count("Traceback") == 1


def test_a_stop_does_not_wait_for_a_pause(
    library: Library, index: Refusing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remover, "FIRST_PAUSE_SECONDS", 3600.0)
    media_id = commit(library, "film", seed=1)
    index.errors = [away()]
    counted: list[Reason] = []
    with removing(library, counted.append):
        library.remove_media(media_id)
        eventually(lambda: counted != [])
    assert library.catalog.media_ids(MediaState.DELETING) == [media_id]


def test_a_stop_in_the_middle_is_finished_by_the_next_start(
    tmp_path: Path, index: Refusing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removing_module, "REMOVED_AT_ONCE", 2)
    under_way, may_go_on = threading.Event(), threading.Event()

    def at_each() -> None:
        under_way.set()
        assert may_go_on.wait(60)

    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        ids = [commit(library, f"film {seed}", seed=seed) for seed in range(5)]
        index.at_each = at_each
        with removing(library) as started:
            assert library.remove_collection("default", force=True) == 5
            assert under_way.wait(60)
            stopping = threading.Thread(target=started.stop)
            stopping.start()
            eventually(started._stopping.is_set)
            may_go_on.set()
            stopping.join()
        assert library.catalog.media_ids(MediaState.DELETING) == ids[2:]
    library, report = Library.open(tmp_path, index=index)
    with library:
        assert report.removed == tuple(ids[2:])
        assert (rows(library), report.mended, report.rebuilt) == (0, (), ())
        assert not list(library._data_dir.glob("timelines/*/*"))


def test_a_file_that_cannot_be_removed_holds_up_no_other_media(
    tmp_path: Path,
    index: Refusing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Nor the next start."""
    counted: list[Reason] = []
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        ids = [commit(library, f"film {seed}", seed=seed) for seed in range(3)]
        (stuck,) = library._data_dir.glob(f"timelines/*/{ids[1]}.*")
        stuck.unlink()
        stuck.mkdir()
        with removing(library, counted.append) as started:
            pauses = pauses_of(started, monkeypatch)
            library.remove_collection("default", force=True)
            eventually(lambda: len(pauses) > 2)
            assert [one.media_id for one in library.catalog.removals.waiting()] == [ids[1]]
            assert rows(library) == 0
            assert caplog.text.count("stays for now") == 1
            assert str(stuck) in caplog.text
    with Library.open(tmp_path, index=index)[0] as library:
        assert not is_idle(library)
        stuck.rmdir()
        with removing(library, counted.append):  # which nobody wakes
            eventually(lambda: is_idle(library))
    assert set(counted) == {Reason.INTERNAL_ERROR}
