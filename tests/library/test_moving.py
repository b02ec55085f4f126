"""The catalog moves to another database: all of it, and at no time are there two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.pool import NullPool

from momentsearch_server.errors import FailedPrecondition, Reason, ServiceError, SettingsError
from momentsearch_server.library import belonging
from momentsearch_server.library.catalog import Catalog
from momentsearch_server.library.catalog_schema import library, metadata
from momentsearch_server.library.library import Library
from momentsearch_server.library.moving import move_catalog
from momentsearch_server.library.records import MediaState
from momentsearch_server.library.vectors_exact import ExactIndex
from tests.library.postgresql_server import PostgresqlServer
from tests.library.support import SPACE, commit, new_media


class Moved:
    """A library of three media in all states, and what opens it with one catalog or another."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir, self.index = data_dir, ExactIndex()
        with self.open() as opened:
            opened.register_space(SPACE)
            self.media_id = commit(opened, "film", seed=1)
            opened.catalog.update_media(self.media_id, labels={"who": "Zoë", "what": ""})
            waiting = new_media("waiting", title="Заголовок")
            opened.catalog.add_media(waiting)
            opened.catalog.create_collection("empty")
            failed = opened.catalog.add_media(new_media("failed")).media
            opened.catalog.fail(failed.media_id, Reason.UNDECODABLE, "it's broken; really")
        self.own_url = f"sqlite:///{data_dir / 'catalog.db'}"

    def open(self, url: str | None = None) -> Library:
        return Library.open(self.data_dir, catalog_url=url, index=self.index)[0]

    def move(self, url: str, *, of: str | None = None) -> int:
        return move_catalog(self.data_dir, catalog_url=of, url=url)

    def check_unharmed(self, url: str | None = None) -> None:
        with self.open(url) as opened:
            assert opened.catalog.get_media(self.media_id).state is MediaState.ACTIVE
            assert len(opened.read_timeline(self.media_id, SPACE.space_id)) > 0


@pytest.fixture
def moved(tmp_path: Path) -> Moved:
    return Moved(tmp_path / "data")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of an empty database to move to."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.db'}"
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.new_database()


def _rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Of every table but the library's own."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table is not library
        }


def _refusal(doing: Callable[[], object]) -> ServiceError:
    with pytest.raises(FailedPrecondition, match="Nothing was changed") as caught:
        doing()
    return caught.value


def test_all_of_it_moves(moved: Moved, url: str) -> None:
    before = _rows(moved.own_url)
    assert moved.move(url) == 3
    assert _rows(url) == before
    assert all(before[name] for name in before), "a table that nothing was in shows nothing"
    moved.check_unharmed(url)


def test_what_it_was_in_is_refused_from_then_on(moved: Moved, url: str) -> None:
    moved.move(url)
    for doing in (moved.open, lambda: moved.move(url)):
        refusal = _refusal(doing)
        assert refusal.reason == Reason.LIBRARY_MISMATCH
        assert "has moved" in refusal.message
    moved.check_unharmed(url)


def test_it_may_move_on_and_back(moved: Moved, url: str, tmp_path: Path) -> None:
    """What is there of the time before it left is replaced."""
    moved.move(url)
    with moved.open(url) as opened:
        added = opened.catalog.add_media(new_media("added in between")).media
    assert moved.move(moved.own_url, of=url) == 4
    _refusal(lambda: moved.open(url))
    with moved.open() as opened:
        assert opened.catalog.get_media(added.media_id) == added
        name = opened.catalog.identity
    assert (name.moves, str(name)) == (2, f"{name.library_id}.2")
    assert (moved.data_dir / belonging.FILE_NAME).read_text() == f"{name}\n"


def test_a_move_that_was_cut_off_changed_nothing_and_can_be_begun_again(
    moved: Moved, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(belonging, "write", die)
    with pytest.raises(KeyboardInterrupt):
        moved.move(url)
    monkeypatch.undo()
    assert "has moved" in _refusal(lambda: moved.open(url)).message
    with moved.open() as opened:
        opened.catalog.add_media(new_media("after it"))
    assert moved.move(url) == 4
    moved.check_unharmed(url)


def test_a_database_that_is_taken(moved: Moved, url: str) -> None:
    """Of another library, and that of this one, under whatever name."""
    Catalog(url).close()
    refusal = _refusal(lambda: moved.move(url))
    assert refusal.reason == Reason.CATALOG_NOT_MOVED
    assert "of another library" in refusal.message
    refusal = _refusal(lambda: moved.move(moved.own_url))
    assert "has this catalog already" in refusal.message
    moved.check_unharmed()


def test_a_catalog_that_goes_with_no_library_does_not_move(moved: Moved, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    with pytest.raises(SettingsError, match="has no library"):
        move_catalog(tmp_path / "nowhere", catalog_url=None, url=url)
    assert not (tmp_path / "nowhere").exists()
    with pytest.raises(SettingsError, match=r"cannot be opened.*is said with --to"):
        moved.move("mysql://nobody@localhost/x")
    with moved.open(), pytest.raises(FailedPrecondition) as caught:
        moved.move(url)
    assert caught.value.reason == Reason.DATA_DIRECTORY_IN_USE
    moved.check_unharmed()


@pytest.mark.slow
def test_what_postgresql_refuses_leaves_both_as_they_were(
    moved: Moved, postgresql: PostgresqlServer
) -> None:
    """SQLite kept NUL characters before they were refused at the door."""
    with moved.open() as opened:
        opened.catalog.add_media(new_media("nul", title="a\0b"))
    url = postgresql.new_database()
    refusal = _refusal(lambda: moved.move(url))
    assert refusal.reason == Reason.CATALOG_NOT_MOVED
    assert "NUL" in refusal.message
    assert not any(_rows(url).values())
    moved.check_unharmed()
