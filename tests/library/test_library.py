"""Catalog, timelines and index together, without crashes; for those see ``test_crashes``."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from momentsearch_server.errors import (
    DataLoss,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
    Reason,
    ResourceExhausted,
    SettingsError,
    Unavailable,
)
from momentsearch_server.library.library import Library
from momentsearch_server.library.records import Added, MediaFacts, MediaState, Scope
from momentsearch_server.library.uploads import Upload
from momentsearch_server.library.vectors import IndexRow, IndexTable
from momentsearch_server.library.vectors_exact import ExactIndex
from momentsearch_server.space import Modality, Space
from tests.library.support import (
    FACTS,
    SOUND_SPACE,
    SPACE,
    commit,
    insert_rows,
    new_media,
    timeline,
    unit_vectors,
)


def _rows(library: Library, space: Space = SPACE) -> int:
    return library._stores.tables.count(space.space_id)


def _start(library: Library, text: str) -> str:
    """A media that is being indexed."""
    media_id = library.add_import(new_media(text)).media.media_id
    assert library.catalog.jobs.claim() is not None
    return media_id


def _upload(library: Library, content: bytes, *, collection: str = "default") -> Added:
    upload = library.begin_upload(max_bytes=1000, announced_bytes=len(content))
    upload.append(content)
    received = upload.finish(size_bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    return library.add_upload(
        received, collection=collection, title="t", source="t.mp4", labels={"a": "b"}
    )


# -- commit


def test_a_committed_media_is_found(library: Library) -> None:
    media_id = commit(library, "film", seed=1)
    media = library.catalog.get_media(media_id)
    assert media.state == MediaState.ACTIVE
    (coverage,) = media.spaces
    assert (coverage.samples, coverage.runs) == (5, 5)
    (hits,) = library.search_runs(
        library.scope("default"), SPACE.space_id, unit_vectors(5, seed=1)[3:4], limit=2
    )
    assert (hits[0].media_id, hits[0].start_us, hits[0].end_us) == (media_id, 3_000_000, 4_000_000)
    read = library.read_timeline(media_id, SPACE.space_id)
    np.testing.assert_array_equal(read.vectors, timeline(media_id, seed=1).vectors)


def test_equal_samples_share_a_row_that_spans_them(library: Library) -> None:
    media_id = _start(library, "film")
    samples = timeline(media_id, count=6)
    still = replace(samples, vectors=np.repeat(samples.vectors[:2], 3, axis=0))
    media = library.commit_media(media_id, [still], FACTS)
    assert (media.spaces[0].samples, media.spaces[0].runs) == (6, 2)
    query = unit_vectors(1, seed=0)
    (hits,) = library.search_runs(library.scope("default"), SPACE.space_id, query, limit=2)
    assert (hits[0].start_us, hits[0].end_us) == (0, 3_000_000)


def test_a_track_of_silence_is_known_and_empty(library: Library) -> None:
    library.register_space(SOUND_SPACE)
    media_id = _start(library, "film")
    facts = MediaFacts("video", 5_000_000, silent_windows={SOUND_SPACE.space_id: 4})
    silent = timeline(media_id, count=0, space=SOUND_SPACE)
    media = library.commit_media(media_id, [timeline(media_id), silent], facts)
    by_space = {coverage.space_id: coverage for coverage in media.spaces}
    assert by_space[SOUND_SPACE.space_id].silent_windows == 4
    assert len(library.read_timeline(media_id, SOUND_SPACE.space_id)) == 0
    scope = library.scope("default")
    assert scope.media_in(SOUND_SPACE.space_id) == ()
    query = unit_vectors(2, seed=0)
    assert library.search_runs(scope, SOUND_SPACE.space_id, query, limit=5) == [[], []]


def test_what_is_malformed_is_not_committed(library: Library) -> None:
    media_id = _start(library, "film")
    wide = replace(SPACE, dim=16)
    for bad, message in (
        (timeline("other"), "other"),
        (timeline(media_id, space=wide), "dimension 8"),
        (replace(timeline(media_id), vectors=timeline(media_id).vectors * 2), "unit norm"),
    ):
        with pytest.raises(ValueError, match=message):
            library.commit_media(media_id, [bad], FACTS)
    with pytest.raises(FailedPrecondition, match="no space"):
        library.commit_media(media_id, [timeline(media_id, space=SOUND_SPACE)], FACTS)
    assert library.scope("default").media_ids == ()
    assert _rows(library) == 0


def test_only_what_is_being_indexed_is_committed(library: Library) -> None:
    active = commit(library, "active", seed=1)
    waiting = library.add_import(new_media("waiting")).media.media_id
    for media_id, state in ((waiting, "QUEUED"), (active, "ACTIVE"), ("none", "gone")):
        with pytest.raises(FailedPrecondition, match=state):
            library.commit_media(media_id, [timeline(media_id)], FACTS)


def test_a_media_that_is_not_active_is_never_shown(library: Library) -> None:
    shown = commit(library, "film", seed=1)
    hidden = _start(library, "hidden")
    library._stores.timelines.write(timeline(hidden, seed=2))
    insert_rows(library, timeline(hidden, seed=2))
    assert _rows(library) == 10
    scope = library.scope("default")
    assert scope.media_ids == (shown,)
    # Its rows, which are the nearest, take no places.
    (hits,) = library.search_runs(scope, SPACE.space_id, unit_vectors(5, seed=2)[:1], limit=3)
    assert [hit.media_id for hit in hits] == [shown] * 3


@pytest.mark.parametrize("filtered", [False, True])
def test_runs_can_be_asked_for_without_some_media(library: Library, filtered: bool) -> None:
    media = [commit(library, f"film {seed}", seed=seed) for seed in range(4)]
    query = unit_vectors(5, seed=0)[:1]
    scope = library.scope("default", media_ids=media[:3] if filtered else None)
    (hits,) = library.search_runs(
        scope, SPACE.space_id, query, limit=100, excluded=[media[0]], start_us=3_000_000
    )
    assert {hit.media_id for hit in hits} == set(media[1:3] if filtered else media[1:])
    assert {hit.start_us for hit in hits} == {3_000_000, 4_000_000}
    everything = scope.media_ids
    assert library.search_runs(scope, SPACE.space_id, query, limit=100, excluded=everything) == [[]]


def test_a_failed_media_leaves_nothing_but_its_reason(library: Library) -> None:
    media_id = _start(library, "film")
    library._stores.timelines.write(timeline(media_id))
    insert_rows(library, timeline(media_id))
    library.fail_media(media_id, Reason.UNDECODABLE, "no")
    media = library.catalog.get_media(media_id)
    assert (media.state, media.failure and media.failure.message) == (MediaState.FAILED, "no")
    assert _rows(library) == 0
    assert not list(library._data_dir.glob("timelines/*/*"))
    with pytest.raises(NotFound):
        library.read_timeline(media_id, SPACE.space_id)


class _Unreachable(ExactIndex):
    """Answers until it is switched off."""

    off = False

    def insert(self, table: IndexTable, rows: object) -> None:
        self._answer()
        super().insert(table, rows)  # type: ignore[arg-type]

    def remove_media(self, table: IndexTable, collection: str, media_ids: Sequence[str]) -> None:
        self._answer()
        super().remove_media(table, collection, media_ids)

    def _answer(self) -> None:
        if self.off:
            raise Unavailable(Reason.INDEX_UNAVAILABLE, "off")


def test_an_index_that_stops_answering_loses_nothing(tmp_path: Path) -> None:
    index = _Unreachable()
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        kept = commit(library, "kept", seed=1)
        gone = commit(library, "gone", seed=2)
        waiting = _start(library, "waiting")
        index.off = True
        with pytest.raises(Unavailable):
            library.commit_media(waiting, [timeline(waiting)], FACTS)
        library.fail_media(waiting, Reason.INDEX_UNAVAILABLE, "off")
        assert library.catalog.get_media(waiting).state == MediaState.FAILED
        library.remove_media(gone)
        with pytest.raises(Unavailable):
            library.finish_removals()
        assert library.scope("default").media_ids == (kept,)
        index.off = False
    library, report = Library.open(tmp_path, index=index)
    with library:
        assert report.removed == (gone,)
        assert _rows(library) == 5
        assert library.scope("default").media_ids == (kept,)


def test_rows_that_an_absent_index_kept_are_no_reason_to_make_it_anew(tmp_path: Path) -> None:
    """Half committed when it went away: one media failed then, another waits to be tried again."""
    index = _Unreachable()
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        kept = commit(library, "kept", seed=1)
        failed, waiting = _start(library, "failed"), _start(library, "waiting")
        for media_id in (failed, waiting):
            insert_rows(library, timeline(media_id, seed=2))
        index.off = True
        assert library.fail_media(failed, Reason.INTERNAL_ERROR, "no")
        library.catalog.jobs.release(library.catalog.jobs.get(waiting).job_id)
        index.off = False
        assert _rows(library) == 15
        tables = index.tables()
    library, report = Library.open(tmp_path, index=index)
    with library:
        assert (report.mended, report.rebuilt) == ((), ())
        assert _rows(library) == 5
        assert index.tables() == tables
        assert library.scope("default").media_ids == (kept,)


def test_only_the_media_that_lack_rows_get_them_again(tmp_path: Path) -> None:
    index = ExactIndex()
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        ids = [commit(library, f"film {seed}", seed=seed) for seed in range(3)]
        index.remove_media(library._stores.tables.of(SPACE.space_id), "default", [ids[1]])
        tables = index.tables()
    library, report = Library.open(tmp_path, index=index)
    with library:
        assert (report.mended, report.rebuilt) == ((ids[1],), ())
        assert index.tables() == tables
        (hits,) = library.search_runs(
            library.scope("default"), SPACE.space_id, unit_vectors(5, seed=1)[:1], limit=1
        )
        assert hits[0].media_id == ids[1]


def test_rows_are_counted_for_many_media_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of 40 lacks its rows: it is found by halves, and not by asking for each."""
    index, asked = ExactIndex(), []
    plain = ExactIndex.count

    def count(self: ExactIndex, table: IndexTable, media_ids: Sequence[str] | None = None) -> int:
        asked.append(media_ids)
        return plain(self, table, media_ids)

    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        ids = [commit(library, f"film {seed}", seed=seed) for seed in range(40)]
        index.remove_media(library._stores.tables.of(SPACE.space_id), "default", [ids[17]])
    monkeypatch.setattr(ExactIndex, "count", count)
    library, report = Library.open(tmp_path, index=index)
    with library:
        assert report.mended == (ids[17],)
    assert len([some for some in asked if some is not None]) < 14


def test_rows_that_belong_to_nobody_make_it_anew(tmp_path: Path) -> None:
    index = ExactIndex()
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        commit(library, "film", seed=1)
        stray = IndexRow(7, "default", "stranger", 0, 1_000_000, unit_vectors(1, seed=3)[0])
        index.insert(library._stores.tables.of(SPACE.space_id), [stray])
    library, report = Library.open(tmp_path, index=index)
    with library:
        assert (report.mended, report.rebuilt) == ((), (SPACE.space_id,))
        assert _rows(library) == 5


# -- remove


def test_a_removed_media_is_gone_everywhere(library: Library) -> None:
    stays = commit(library, "stays", seed=1)
    goes = commit(library, "goes", seed=2)
    before = library.scope("default")
    library.remove_media(goes)
    assert library.scope("default").media_ids == (stays,)
    with pytest.raises(NotFound):
        library.catalog.get_media(goes)
    assert library.finish_removals() == (goes,)
    assert library.finish_removals() == ()
    assert _rows(library) == 5
    assert len(list(library._data_dir.glob("timelines/*/*"))) == 1
    with pytest.raises(NotFound):
        library.read_timeline(goes, SPACE.space_id)
    with pytest.raises(NotFound):
        library.remove_media(goes)
    # A search that began before sees one media less, not an error.
    query = unit_vectors(1, seed=2)
    assert len(library.search_runs(before, SPACE.space_id, query, limit=10)[0]) == 5


def test_deleting_while_indexing_wins(library: Library) -> None:
    media_id = _start(library, "film")
    library.remove_media(media_id)
    with pytest.raises(FailedPrecondition, match="DELETING"):
        library.commit_media(media_id, [timeline(media_id)], FACTS)
    library.fail_media(media_id, Reason.INTERNAL_ERROR, "too late")
    library.finish_removals()
    assert library.catalog.find_media(media_id) is None
    assert _rows(library) == 0


def test_deleting_in_the_middle_of_a_commit_wins(tmp_path: Path) -> None:
    removals: list[threading.Thread] = []

    def hook(name: str) -> None:
        if name == "commit:rows_inserted":
            library.remove_media(media_id)
            removal = threading.Thread(target=library.finish_removals)
            removals.append(removal)
            removal.start()

    library, _ = Library.open(tmp_path, index=ExactIndex(), checkpoint=hook)
    with library:
        library.register_space(SPACE)
        media_id = _start(library, "film")
        with pytest.raises(FailedPrecondition):
            library.commit_media(media_id, [timeline(media_id)], FACTS)
        removals[0].join()
        assert library.catalog.find_media(media_id) is None
        assert _rows(library) == 0
        assert not list(library._data_dir.glob("timelines/*/*"))


def test_a_collection_goes_with_its_media(library: Library) -> None:
    library.catalog.create_collection("zoo")
    commit(library, "film", seed=1, collection="zoo")
    other = commit(library, "film", seed=1)
    with pytest.raises(FailedPrecondition):
        library.remove_collection("zoo")
    assert library.remove_collection("zoo", force=True) == 1
    with pytest.raises(NotFound):
        library.scope("zoo")
    assert len(library.finish_removals()) == 1
    assert library.scope("default").media_ids == (other,)
    assert _rows(library) == 5
    library.catalog.create_collection("zoo")


# -- bytes


def test_uploaded_bytes_are_kept_and_go_with_the_media(library: Library) -> None:
    added = _upload(library, b"film")
    media = added.media
    assert (media.size_bytes, media.owns_bytes) == (4, True)
    assert library.media_path(media).read_bytes() == b"film"
    assert not list(library._data_dir.glob("uploads/incoming/*"))
    library.remove_media(media.media_id)
    library.finish_removals()
    assert not library.media_path(media).exists()


def test_the_same_upload_again_is_the_same_media(library: Library) -> None:
    first, again = _upload(library, b"film"), _upload(library, b"film")
    assert (first.created, again.created) == (True, False)
    assert again.media == first.media
    assert library.media_path(first.media).read_bytes() == b"film"


def test_collections_share_bytes_until_the_last_one_goes(library: Library) -> None:
    library.catalog.create_collection("zoo")
    one, other = _upload(library, b"film").media, _upload(library, b"film", collection="zoo").media
    assert library.media_path(one) == library.media_path(other)
    library.remove_media(one.media_id)
    library.finish_removals()
    assert library.media_path(other).read_bytes() == b"film"
    library.remove_media(other.media_id)
    library.finish_removals()
    assert not library.media_path(other).exists()


def test_an_upload_of_what_was_imported_keeps_no_bytes(library: Library) -> None:
    content = b"film"
    imported = new_media("film", content_sha256=hashlib.sha256(content).hexdigest())
    media = library.add_import(imported).media
    assert _upload(library, content).media == media
    assert not list((library._data_dir / "uploads").glob("??/*"))


def test_an_upload_that_is_not_taken_leaves_nothing(library: Library) -> None:
    upload = library.begin_upload(max_bytes=10)
    upload.append(b"film")
    with pytest.raises(NotFound):
        library.add_upload(upload.finish(), collection="none", title="", source="", labels={})
    upload = library.begin_upload(max_bytes=10)
    received = upload.finish()
    with pytest.raises(ResourceExhausted):
        library.add_upload(
            received, collection="default", title="", source="", labels={}, max_waiting=0
        )
    assert not [path for path in (library._data_dir / "uploads").rglob("*") if path.is_file()]


def test_a_disk_that_takes_no_more_writing_is_said(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    for what, patched in (("fsync", os), ("replace", Path)):
        with monkeypatch.context() as patch:
            patch.setattr(patched, what, refuse)
            with pytest.raises(Unavailable, match=r"\(Read-only file system\)") as caught:
                _upload(library, b"film")
        assert caught.value.reason == Reason.STORAGE_UNAVAILABLE
        assert not [path for path in (library._data_dir / "uploads").rglob("*") if path.is_file()]
    assert _upload(library, b"film").created


def test_wrong_bytes_are_refused(library: Library) -> None:
    upload = library.begin_upload(max_bytes=10)
    upload.append(b"film")
    with pytest.raises(DataLoss) as caught:
        upload.finish(sha256="0" * 64)
    assert caught.value.reason == Reason.UPLOAD_CHECKSUM_MISMATCH
    upload = library.begin_upload(max_bytes=10)
    upload.append(b"film")
    with pytest.raises(DataLoss) as caught:
        upload.finish(size_bytes=5)
    assert caught.value.reason == Reason.UPLOAD_SIZE_MISMATCH
    upload = library.begin_upload(max_bytes=10)
    with pytest.raises(InvalidArgument) as too_large:
        upload.append(b"x" * 11)
    assert too_large.value.reason == Reason.UPLOAD_TOO_LARGE
    upload.abort()
    assert not list(library._data_dir.glob("uploads/incoming/*"))


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    library, _ = Library.open(tmp_path, index=ExactIndex(), reserve_bytes=1 << 60)
    with library, pytest.raises(ResourceExhausted) as caught:
        library.begin_upload(max_bytes=10, announced_bytes=10)
    assert caught.value.reason == Reason.STORAGE_FULL


def test_uploads_side_by_side_leave_the_reserve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Room for 1000 bytes, and two of 600 that are announced before either comes."""
    library, _ = Library.open(tmp_path, index=ExactIndex(), reserve_bytes=5000)
    incoming = tmp_path / "uploads" / "incoming"

    def usage(_path: Path) -> SimpleNamespace:
        return SimpleNamespace(free=6000 - sum(one.stat().st_size for one in incoming.iterdir()))

    def begin(announced_bytes: int) -> Upload:
        return library.begin_upload(max_bytes=10_000, announced_bytes=announced_bytes)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    with library:
        first = begin(600)
        with pytest.raises(ResourceExhausted, match="600 for uploads under way"):
            begin(600)
        begin(400).abort()
        first.append(b"x" * 500)
        first._file.flush()
        with pytest.raises(ResourceExhausted):
            begin(401)  # 500 are there, 100 are still to come
        first.append(b"x" * 400)  # more than was announced
        first.finish().path.unlink()
        begin(1000).abort()
        wrong = begin(1000)
        with pytest.raises(DataLoss):
            wrong.finish(size_bytes=1000)
        monkeypatch.setattr(Path, "open", _disk_full)
        with pytest.raises(ResourceExhausted, match="is full"):
            begin(1000)
        monkeypatch.undo()
        monkeypatch.setattr(shutil, "disk_usage", usage)
        begin(1000).abort()


def _disk_full(*_: object, **_named: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_disk_that_fills_up_is_said(library: Library) -> None:
    upload = library.begin_upload(max_bytes=1 << 30)
    upload._file.close()
    upload._file = Path("/dev/full").open("wb")  # noqa: SIM115 - the upload closes it
    with pytest.raises(ResourceExhausted) as caught:
        upload.append(b"x" * (1 << 20))
    assert caught.value.reason == Reason.STORAGE_FULL
    upload.abort()
    assert not list(library._data_dir.glob("uploads/incoming/*"))


def test_a_data_directory_may_be_moved(tmp_path: Path) -> None:
    index = ExactIndex()
    with Library.open(tmp_path / "here", index=index)[0] as library:
        library.register_space(SPACE)
        media = _upload(library, b"film").media
    (tmp_path / "here").rename(tmp_path / "there")
    with Library.open(tmp_path / "there", index=index)[0] as library:
        assert library.media_path(library.catalog.get_media(media.media_id)).read_bytes() == b"film"


# -- one library


@dataclass(frozen=True)
class _Parted:
    """A library with its catalog elsewhere: what ``Library.open`` takes, and its one media."""

    data_dir: Path
    catalog_url: str
    index: ExactIndex
    media_id: str

    def open(self, **changes: Any) -> Library:
        asked = {"data_dir": self.data_dir, "catalog_url": self.catalog_url, "index": self.index}
        return Library.open(**{**asked, **changes})[0]

    def check_unharmed(self) -> None:
        with self.open() as library:
            assert library.catalog.get_media(self.media_id).state is MediaState.ACTIVE
            assert len(library.read_timeline(self.media_id, SPACE.space_id)) > 0


@pytest.fixture
def parted(tmp_path: Path) -> _Parted:
    index, url = ExactIndex(), f"sqlite:///{tmp_path / 'catalog.db'}"
    with Library.open(tmp_path / "data", index=index, catalog_url=url)[0] as library:
        library.register_space(SPACE)
        return _Parted(tmp_path / "data", url, index, commit(library, "film", seed=1))


def _refused(opening: Callable[[], Library]) -> str:
    with pytest.raises(FailedPrecondition, match="Nothing was changed") as caught:
        opening()
    assert caught.value.reason == Reason.LIBRARY_MISMATCH
    return caught.value.message


def test_a_data_directory_and_a_catalog_of_two_libraries_are_refused(
    parted: _Parted, tmp_path: Path
) -> None:
    """Either would lose all that it has: files that are not known, media without their files."""
    other_url, other_dir = f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other"
    parted.open(data_dir=other_dir, catalog_url=other_url, index=ExactIndex()).close()
    assert "is of library" in _refused(lambda: parted.open(catalog_url=other_url))
    assert "is of library" in _refused(lambda: parted.open(data_dir=other_dir))
    parted.check_unharmed()


def test_a_disk_that_is_not_mounted(parted: _Parted, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    said = _refused(lambda: parted.open(data_dir=empty))
    assert "its disk is mounted" in said
    parted.check_unharmed()
    _give_up(said)
    with parted.open(data_dir=empty) as library:
        assert library.catalog.get_media(parted.media_id).state is MediaState.FAILED


def _give_up(said: str) -> None:
    """Does what the message says for where the timelines are lost for good."""
    written = re.search(r"write (\S+) into (\S+):", said)
    assert written is not None
    Path(written[2]).write_text(written[1])


def test_a_disk_of_the_timelines_alone_that_is_not_mounted(parted: _Parted) -> None:
    timelines, away = parted.data_dir / "timelines", parted.data_dir / "away"
    timelines.rename(away)
    said = _refused(parted.open)
    assert _refused(parted.open) == said  # a second start does no harm, either
    timelines.rmdir()  # the bare mount point
    away.rename(timelines)
    parted.check_unharmed()
    shutil.rmtree(timelines)
    _give_up(_refused(parted.open))
    with parted.open() as library:
        assert library.catalog.get_media(parted.media_id).state is MediaState.FAILED
    parted.open().close()  # which asks no more


def test_an_empty_database_beside_a_library(parted: _Parted, tmp_path: Path) -> None:
    empty_url = f"sqlite:///{tmp_path / 'typo.db'}"
    assert "is of library" in _refused(lambda: parted.open(catalog_url=empty_url))
    (parted.data_dir / "LIBRARY").unlink()
    said = _refused(lambda: parted.open(catalog_url=empty_url))
    assert "see that it is the right database" in said
    parted.check_unharmed()
    assert (parted.data_dir / "LIBRARY").exists()  # as it was before there were such files


# -- one owner


def test_a_second_owner_is_told_who_is_first(tmp_path: Path) -> None:
    with Library.open(tmp_path, index=ExactIndex())[0]:
        signed = json.loads((tmp_path / "LOCK").read_text())
        with pytest.raises(FailedPrecondition) as caught:
            Library.open(tmp_path, index=ExactIndex())
        assert caught.value.reason == Reason.DATA_DIRECTORY_IN_USE
        assert f"process {os.getpid()} on {signed['host']} since {signed['since']}" in str(
            caught.value
        )
    with Library.open(tmp_path, index=ExactIndex())[0]:
        pass


@pytest.mark.parametrize("name", ["file/data", "x" * 300, "taken"])
def test_a_data_directory_that_cannot_be_made(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "taken").touch()
    data_dir = tmp_path / name
    with pytest.raises(SettingsError, match="--data-dir") as caught:
        Library.open(data_dir, index=ExactIndex())
    assert isinstance(caught.value.__cause__, OSError)
    assert f"{str(data_dir)!r} cannot be used ({caught.value.__cause__.strerror})" in str(
        caught.value
    )


@pytest.mark.parametrize("where", ["LOCK", "uploads"])
def test_a_data_directory_that_cannot_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """As on a file system that is read-only."""
    plain_open, plain_mkdir = Path.open, Path.mkdir

    def refuse(path: Path) -> None:
        if path.name == where:
            raise OSError(errno.EROFS, "Read-only file system")

    def open_file(path: Path, *rest: Any, **named: Any) -> Any:
        refuse(path)
        return plain_open(path, *rest, **named)

    def mkdir(path: Path, *rest: Any, **named: Any) -> None:
        refuse(path)
        plain_mkdir(path, *rest, **named)

    monkeypatch.setattr(Path, "open", open_file)
    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(SettingsError, match=r"\(Read-only file system\).*--data-dir"):
        Library.open(tmp_path, index=ExactIndex())


def test_opening_that_fails_lets_go(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(Unavailable):
            Library.open(tmp_path, index_uri="http://127.0.0.1:1")


# -- opening again


def test_an_index_that_was_lost_is_made_anew(tmp_path: Path) -> None:
    with Library.open(tmp_path, index=ExactIndex())[0] as library:
        library.register_space(SPACE)
        media_id = commit(library, "film", seed=1)
    library, report = Library.open(tmp_path, index=ExactIndex())
    with library:
        assert report.rebuilt == (SPACE.space_id,)
        query = unit_vectors(1, seed=1)
        (hits,) = library.search_runs(library.scope("default"), SPACE.space_id, query, limit=1)
        assert hits[0].media_id == media_id


def test_a_damaged_embedded_index_says_what_to_do_and_that_helps(tmp_path: Path) -> None:
    with Library.open(tmp_path, index=ExactIndex())[0] as library:
        library.register_space(SPACE)
        media_id = commit(library, "film", seed=1)
    damaged = tmp_path / "milvus.db"
    damaged.write_bytes(b"no database" * 1000)
    with pytest.raises(Unavailable, match="move this file away while the server is stopped") as no:
        Library.open(tmp_path)
    assert repr(str(damaged)) in no.value.message
    assert "damaged" in no.value.message
    damaged.rename(tmp_path / "away")
    library, report = Library.open(tmp_path)
    with library:
        assert report.rebuilt == (SPACE.space_id,)
        query = unit_vectors(1, seed=1)
        (hits,) = library.search_runs(library.scope("default"), SPACE.space_id, query, limit=1)
        assert hits[0].media_id == media_id


@pytest.mark.parametrize("damage", ["missing", "truncated", "another"])
def test_a_media_whose_timeline_is_lost_says_so(tmp_path: Path, damage: str) -> None:
    index = ExactIndex()
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        good, bad = commit(library, "good", seed=1), commit(library, "bad", seed=2)
        path = library._stores.timelines.path(bad, SPACE.space_id)
        if damage == "missing":
            path.unlink()
        elif damage == "truncated":
            path.write_bytes(path.read_bytes()[:-8])
        else:
            library._stores.timelines.write(timeline(bad, count=3))
        if damage != "another":
            with pytest.raises(DataLoss):
                library.read_timeline(bad, SPACE.space_id)
    library, report = Library.open(tmp_path, index=index)
    with library:
        assert report.lost == (bad,)
        failed = library.catalog.get_media(bad)
        assert failed.state == MediaState.FAILED
        assert failed.failure is not None
        assert failed.failure.message
        assert library.scope("default").media_ids == (good,)
        assert _rows(library) == 5
        # The same bytes again heal it.
        again = library.add_import(new_media("bad"))
        assert (again.media.media_id, again.created) == (bad, True)


def _cut_off(monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    """No file of these can be opened: the disk that they are on does not answer."""
    plain = Path.open

    def open_file(path: Path, *rest: Any, **named: Any) -> Any:
        if path == files:
            raise OSError(errno.EIO, "Input/output error")
        return plain(path, *rest, **named)

    monkeypatch.setattr(Path, "open", open_file)


def test_a_timeline_that_cannot_be_read_once_is_not_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither at a start nor by a rebuild: what is read again later may be all right."""
    index = ExactIndex()
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        commit(library, "other", seed=1)
        media_id = commit(library, "film", seed=2)
        path = library._stores.timelines.path(media_id, SPACE.space_id)
        with monkeypatch.context() as patch:
            _cut_off(patch, path)
            with pytest.raises(Unavailable, match="cannot be read now"):
                library.read_timeline(media_id, SPACE.space_id)
            with pytest.raises(Unavailable, match="cannot be read now"):
                library.rebuild_index()
        assert len(library.scope("default").media_ids) == 2
        library.rebuild_index()
    with monkeypatch.context() as patch:
        _cut_off(patch, path)
        with pytest.raises(Unavailable, match="cannot be read now"):
            Library.open(tmp_path, index=index)
    library, report = Library.open(tmp_path, index=index)
    with library:
        assert (report.lost, report.rebuilt) == ((), ())
        assert library.catalog.get_media(media_id).state is MediaState.ACTIVE
        assert len(library.read_timeline(media_id, SPACE.space_id)) == 5


def test_a_media_fails_although_its_timelines_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    index = ExactIndex()
    with Library.open(tmp_path, index=index)[0] as library:
        library.register_space(SPACE)
        media_id = _start(library, "film")
        library._stores.timelines.write(timeline(media_id))
        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", refuse)
            assert library.fail_media(media_id, Reason.UNDECODABLE, "no")
        assert library.catalog.get_media(media_id).state is MediaState.FAILED
        assert len(list(tmp_path.glob("timelines/*/*"))) == 1
    with Library.open(tmp_path, index=index)[0]:
        assert not list(tmp_path.glob("timelines/*/*"))


def test_other_libraries_in_the_same_index_are_left_alone(tmp_path: Path) -> None:
    index = ExactIndex()
    for name in ("one", "two", "one"):
        with Library.open(tmp_path / name, index=index)[0] as library:
            library.register_space(SPACE)
            if not library.scope("default").media_ids:
                commit(library, "film", seed=1)
            assert _rows(library) == 5
    assert len(index.tables()) == 2


def test_an_encoder_that_changed_is_refused(library: Library) -> None:
    other = Space(Modality.PICTURE, "test", SPACE.fingerprint[:12] + "0" * 52, SPACE.dim)
    with pytest.raises(FailedPrecondition) as caught:
        library.register_space(other)
    assert caught.value.reason == Reason.SPACE_MISMATCH


# -- rebuild


def test_a_rebuild_makes_the_same_index(library: Library) -> None:
    library.register_space(SOUND_SPACE)
    for number in range(4):
        commit(library, f"film {number}", seed=number)
    scope = library.scope("default")
    query = unit_vectors(3, seed=9)
    before = library.search_runs(scope, SPACE.space_id, query, limit=50)
    seen: list[tuple[str, int, int]] = []
    twice = [SPACE.space_id, SPACE.space_id]  # made anew once: the second would drop the first
    library.rebuild_index(twice, progress=lambda *step: seen.append(step))
    assert seen == [(SPACE.space_id, done, 4) for done in range(5)]
    assert library.search_runs(scope, SPACE.space_id, query, limit=50) == before
    assert len(library._stores.tables._index.tables()) == 2
    with pytest.raises(FailedPrecondition):
        library.rebuild_index(["picture-none"])


def test_a_rebuild_finds_damage_that_opening_cannot(library: Library) -> None:
    good, bad = commit(library, "good", seed=1), commit(library, "bad", seed=2)
    path = library._stores.timelines.path(bad, SPACE.space_id)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    library.rebuild_index()
    failed = library.catalog.get_media(bad)
    assert failed.failure is not None
    assert "checksum" in failed.failure.message
    assert library.scope("default").media_ids == (good,)
    assert _rows(library) == 5


def test_searching_goes_on_during_a_rebuild(tmp_path: Path) -> None:
    with Library.open(tmp_path)[0] as library:
        library.register_space(SPACE)
        media_id = commit(library, "film", seed=1)
        query = unit_vectors(1, seed=1)
        done = threading.Event()

        def search() -> int:
            searches = 0
            while not done.is_set():
                scope = library.scope("default")
                (hits,) = library.search_runs(scope, SPACE.space_id, query, limit=1)
                assert hits[0].media_id == media_id
                searches += 1
            return searches

        with ThreadPoolExecutor(2) as pool:
            searching = [pool.submit(search) for _ in range(2)]
            try:
                for _ in range(3):
                    library.rebuild_index()
            finally:
                done.set()
            assert all(future.result() > 0 for future in searching)


# -- search


def test_a_scope_is_remembered_until_something_changes(library: Library) -> None:
    first = commit(library, "film", seed=1)
    scope = library.scope("default", labels={"a": "b"})
    assert library.scope("default", labels={"a": "b"}) is scope
    assert scope.media_ids == ()
    library.catalog.update_media(first, labels={"a": "b"})
    assert library.scope("default", labels={"a": "b"}).media_ids == (first,)


def test_searches_that_miss_a_scope_together_read_it_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(library, "film", seed=1)
    plain, second = library.catalog.scope, threading.Event()
    readers: list[threading.Thread] = []

    def read(*arguments: Any, **named: Any) -> Scope:
        readers.append(threading.current_thread())
        if len(readers) > 1:
            second.set()
        second.wait(0.3)  # in vain, unless another reads the same meanwhile
        return plain(*arguments, **named)

    monkeypatch.setattr(library.catalog, "scope", read)
    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(library.scope, "default") for _ in range(4)]
        scopes = [future.result() for future in found]
    assert len(readers) == 1
    assert all(scope is scopes[0] for scope in scopes)


def test_a_search_stays_in_its_scope(library: Library) -> None:
    ids = [commit(library, f"film {number}", seed=number) for number in range(4)]
    query = unit_vectors(1, seed=2)
    for wanted in (ids[:1], ids[1:3], []):
        scope = library.scope("default", media_ids=wanted)
        (hits,) = library.search_runs(scope, SPACE.space_id, query, limit=100)
        assert {hit.media_id for hit in hits} == set(wanted)


def test_reading_goes_on_while_others_commit_and_remove(library: Library) -> None:
    commit(library, "stays", seed=0)
    done = threading.Event()

    def read() -> int:
        reads = 0
        while not done.is_set():
            scope = library.scope("default")
            for hits in library.search_runs(
                scope, SPACE.space_id, unit_vectors(2, seed=0), limit=9
            ):
                for hit in hits:
                    try:
                        assert len(library.read_timeline(hit.media_id, SPACE.space_id)) == 5
                    except NotFound:  # removed since
                        assert hit.media_id not in library.scope("default").media_ids
            reads += 1
        return reads

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read) for _ in range(3)]
        try:
            for number in range(20):
                library.remove_media(commit(library, f"film {number}", seed=number))
                library.finish_removals()
        finally:
            done.set()
        assert all(future.result() > 0 for future in reading)
