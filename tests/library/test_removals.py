"""Collections removed some media at a time, while others read and write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from momentsearch_server.errors import NotFound, Reason, ResourceExhausted, Unavailable
from momentsearch_server.library import catalog_schema as schema
from momentsearch_server.library import removing
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import MediaState, SpaceCoverage
from momentsearch_server.library.vectors import IndexTable, VectorIndex
from momentsearch_server.library.vectors_exact import ExactIndex
from tests.library.support import (
    FACTS,
    SPACE,
    commit,
    insert_rows,
    new_media,
    timeline,
    unit_vectors,
)


class Held(ExactIndex):
    """Counts removals; while one is under way, ``meanwhile`` is called."""

    def __init__(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.meanwhile = meanwhile
        self.removals: list[int] = []

    def remove_media(self, table: IndexTable, collection: str, media_ids: Sequence[str]) -> None:
        self.removals.append(len(media_ids))
        self.meanwhile()
        super().remove_media(table, collection, media_ids)


def upload(library: Library, content: bytes, *, collection: str = "default") -> str:
    receiving = library.begin_upload(max_bytes=100)
    receiving.append(content)
    added = library.add_upload(
        receiving.finish(), collection=collection, title="film", source="film.mp4", labels={}
    )
    return added.media.media_id


def fill(library: Library, count: int, *, collection: str) -> None:
    """ACTIVE media in the catalog, copies of one, in one transaction: quickly made."""
    first = library.catalog.find_media(commit(library, "first", seed=0, collection=collection))
    assert first is not None
    ids = [f"{number:026}" for number in range(1, count)]
    of_first = schema.media.c.media_id == first.media_id
    covered = SpaceCoverage(SPACE.space_id, samples=5, silent_windows=0, runs=5)
    with library.catalog._database.write() as connection:
        row = connection.execute(select(schema.media).where(of_first)).one()._asdict()
        copies = [{**row, "media_id": one, "content_sha256": one} for one in ids]
        connection.execute(insert(schema.media), copies)
        coverage = [{"media_id": one, **asdict(covered)} for one in ids]
        connection.execute(insert(schema.media_spaces), coverage)


def test_others_write_while_a_large_collection_goes(tmp_path: Path) -> None:
    count = 2_100
    acknowledged: list[str] = []
    committed: list[str] = []

    def meanwhile() -> None:
        """In another thread, as another call is; it must be over before the removal goes on."""
        number = len(acknowledged)
        with ThreadPoolExecutor(1) as pool:
            added = pool.submit(library.add_import, new_media(f"import {number}"))
            acknowledged.append(added.result(60).media.media_id)
            uploaded = pool.submit(upload, library, f"upload {number}".encode())
            acknowledged.append(uploaded.result(60))

    def hook(name: str) -> None:
        if name == "remove:rows_removed":  # between two parts
            media_id = acknowledged[len(committed)]
            with ThreadPoolExecutor(1) as pool:
                assert pool.submit(library.catalog.jobs.claim).result(60)
                commit_it = (media_id, [timeline(media_id)], FACTS)
                pool.submit(library.commit_media, *commit_it).result(60)
            committed.append(media_id)

    index = Held(meanwhile)
    library, _ = Library.open(tmp_path, index=index, checkpoint=hook)
    with library:
        library.register_space(SPACE)
        library.catalog.create_collection("zoo")
        fill(library, count, collection="zoo")
        assert library.remove_collection("zoo", force=True) == count
        assert library.catalog.samples_by_space() == {SPACE.space_id: 0}
        library.catalog.create_collection("zoo")
        assert len(library.finish_removals()) == count
        assert index.removals == [500, 500, 500, 500, 100]
        assert len(committed) == 5
        assert len(acknowledged) == 10
        assert library.catalog.media_ids(MediaState.DELETING) == []
        assert set(library.scope("default").media_ids) == set(committed)
        assert library.catalog.get_collection("zoo").media_count == 0


def open_exact(_data_dir: Path) -> VectorIndex | None:
    return Held()


def open_milvus(_data_dir: Path) -> VectorIndex | None:
    return None  # which is Milvus Lite


@pytest.mark.parametrize("open_index", [open_exact, open_milvus])
def test_searches_see_nothing_of_what_is_deleted(
    tmp_path: Path, open_index: Callable[[Path], VectorIndex | None]
) -> None:
    """Not before its rows are gone, either: a name that is used again has its own media only."""
    library, _ = Library.open(tmp_path, index=open_index(tmp_path))
    query = unit_vectors(5, seed=0)[:1]
    over = threading.Event()

    def search(collection: str) -> list[set[str]]:
        seen = []
        while not over.is_set():
            try:
                scope = library.scope(collection)
            except NotFound:
                seen.append(set())
                continue
            (hits,) = library.search_runs(scope, SPACE.space_id, query, limit=3)
            seen.append({*scope.media_ids, *(hit.media_id for hit in hits)})
        return seen

    with library:
        library.register_space(SPACE)
        library.catalog.create_collection("zoo")
        old = {
            commit(library, f"film {seed}", seed=seed, collection=name)
            for name in ("zoo", "default")
            for seed in range(6)
        }
        for name in ("zoo", "default"):
            assert library.remove_collection(name, force=True) == 6
        with ThreadPoolExecutor(2) as pool:
            searching = [pool.submit(search, name) for name in ("zoo", "default")]
            try:
                library.catalog.create_collection("zoo")
                new = {
                    name: commit(library, "film 9", seed=0, collection=name)
                    for name in ("zoo", "default")
                }
                for name, media_id in new.items():
                    (hits,) = library.search_runs(
                        library.scope(name), SPACE.space_id, query, limit=50
                    )
                    assert {hit.media_id for hit in hits} == {media_id}
                assert set(library.finish_removals()) == old
            finally:
                over.set()
            for one in searching:
                assert one.result(60)
                assert all(found <= set(new.values()) for found in one.result())
        assert library._stores.tables.count(SPACE.space_id) == 10


def test_media_of_many_rows_go_fewer_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(removing, "ROWS_REMOVED_AT_ONCE", 12)
    index = Held()
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        for number, count in enumerate([5, 5, 3, 12, 40, 1, 2]):
            media_id = library.add_import(new_media(f"film {number}")).media.media_id
            assert library.catalog.jobs.claim()
            library.commit_media(media_id, [timeline(media_id, count=count)], FACTS)
        library.remove_collection("default", force=True)
        assert library.catalog.samples_by_space() == {SPACE.space_id: 0}
        assert len(library.finish_removals()) == 7
        assert index.removals == [2, 1, 1, 1, 2]
        assert index.count(library._stores.tables.of(SPACE.space_id)) == 0


def test_media_on_their_way_out_take_no_room_in_the_queue(library: Library) -> None:
    library.catalog.create_collection("zoo")
    library.add_import(new_media("film", collection="zoo"), max_waiting=1)
    with pytest.raises(ResourceExhausted):
        library.add_import(new_media("film"), max_waiting=1)
    library.remove_collection("zoo", force=True)
    assert library.add_import(new_media("film"), max_waiting=1).created


def test_bytes_that_leave_with_two_collections_go(library: Library) -> None:
    library.catalog.create_collection("zoo")
    for name in ("zoo", "default"):
        upload(library, b"film", collection=name)
    library.remove_collection("zoo", force=True)
    library.finish_removals()
    assert len(list(library._data_dir.glob("uploads/??/*"))) == 1
    library.catalog.create_collection("zoo")
    upload(library, b"film", collection="zoo")
    # Of one file, both at once.
    library.remove_collection("zoo", force=True)
    library.remove_collection("default", force=True)
    assert len(library.finish_removals()) == 2
    assert not list(library._data_dir.glob("uploads/??/*"))


def test_bytes_that_come_again_while_they_leave_stay(tmp_path: Path) -> None:
    index = Held()
    library, _ = Library.open(tmp_path, index=index)
    with library:
        library.register_space(SPACE)
        upload(library, b"film")
        library.remove_collection("default", force=True)
        again: list[str] = []
        index.meanwhile = lambda: again.append(upload(library, b"film"))
        assert len(library.finish_removals()) == 1
        media = library.catalog.get_media(again[0])
        assert library.media_path(media).read_bytes() == b"film"


def test_rows_of_a_media_that_was_being_committed_go_too(tmp_path: Path) -> None:
    """The index is away in the middle, and the removal is tried again."""
    index = Held()
    library, _ = Library.open(tmp_path, index=index)

    def away() -> None:
        raise Unavailable(Reason.INDEX_UNAVAILABLE, "away")

    with library:
        library.register_space(SPACE)
        media_id = library.add_import(new_media("film")).media.media_id
        assert library.catalog.jobs.claim()
        insert_rows(library, timeline(media_id))
        library.remove_media(media_id)
        index.meanwhile = away
        with pytest.raises(Unavailable):
            library.finish_removals()
        assert index.count(library._stores.tables.of(SPACE.space_id)) == 5
        index.meanwhile = lambda: None
        assert library.finish_removals() == (media_id,)
        assert index.count(library._stores.tables.of(SPACE.space_id)) == 0
