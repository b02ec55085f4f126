"""A crash at each step of what changes a library, and what the next start makes of it.

Every step is tried twice: with a simulated crash and the index in memory, which is quick, and with
``kill -9`` of a process that has Milvus Lite for its index.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from momentsearch_server.library.committing import COMMIT_CHECKPOINTS, COMMITTED_CHECKPOINT
from momentsearch_server.library.library import Library
from momentsearch_server.library.rebuilding import REBUILD_CHECKPOINTS
from momentsearch_server.library.records import JobState, Media, MediaState
from momentsearch_server.library.recovering import RecoveryReport
from momentsearch_server.library.removing import REMOVE_CHECKPOINTS
from momentsearch_server.library.vectors import VectorIndex
from momentsearch_server.library.vectors_exact import ExactIndex
from tests.library import crash_driver
from tests.library.postgresql_server import PostgresqlServer
from tests.library.support import SOUND_SPACE, SPACE, unit_vectors

SPACES = (SPACE, SOUND_SPACE)

# (action, checkpoint, at which passing of it)
CRASHES = [
    *[("commit", name, 1) for name in (*COMMIT_CHECKPOINTS, COMMITTED_CHECKPOINT)],
    ("commit", "commit:timeline_written", 2),
    ("commit", "commit:rows_inserted", 2),
    *[("remove", name, 1) for name in REMOVE_CHECKPOINTS],
    ("remove_all", "remove:marked", 1),
    *[("remove_all", name, times) for name in REMOVE_CHECKPOINTS[1:] for times in (1, 2)],
    *[("rebuild", name, 1) for name in REBUILD_CHECKPOINTS],
    ("rebuild", "rebuild:media_inserted", 2),
    ("rebuild", "rebuild:switched", 2),
]
# Those of the real kills that also run when there is little time.
QUICK = [
    ("commit", "commit:rows_inserted", 2),
    ("commit", COMMITTED_CHECKPOINT, 1),
    ("remove", "remove:rows_removed", 1),
]


class _Crash(BaseException):
    """Not an Exception, so that nothing in between takes it for an ordinary failure."""


def _crash_in_memory(
    data_dir: Path, action: str, checkpoint: str, times: int, *, catalog_url: str | None = None
) -> VectorIndex:
    index = ExactIndex()
    with Library.open(data_dir, index=index, catalog_url=catalog_url)[0] as library:
        crash_driver.prepare(library)
    left = times

    def passed(name: str) -> None:
        nonlocal left
        left -= name == checkpoint
        if left == 0:
            raise _Crash

    library, _ = Library.open(data_dir, index=index, checkpoint=passed, catalog_url=catalog_url)
    with library, pytest.raises(_Crash):
        crash_driver.ACTIONS[action](library)
    return index


def _crash_for_real(data_dir: Path, action: str, checkpoint: str, times: int) -> None:
    arguments = [crash_driver.__file__, str(data_dir), action, checkpoint, str(times)]
    done = subprocess.run([sys.executable, *arguments], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def _check_recovered(
    library: Library, report: RecoveryReport, action: str, checkpoint: str
) -> None:
    _check_consistent(library)
    checks = {
        "commit": _check_after_commit,
        "remove": _check_after_removal,
        "remove_all": _check_after_removing_all,
        "rebuild": _check_after_rebuild,
    }
    checks[action](library, report, checkpoint)
    _check_consistent(library)


def _check_consistent(library: Library) -> None:
    """Index, timelines, bytes and catalog know the same media, and of each the same."""
    active = [library.catalog.find_media(m) for m in library.catalog.media_ids(MediaState.ACTIVE)]
    covered = {
        (media.media_id, coverage.space_id): coverage
        for media in active
        if media
        for coverage in media.spaces
    }
    files = {path.stem: path for path in library._data_dir.glob("timelines/*/*")}
    assert set(files) == {f"{media_id}.{space_id}" for media_id, space_id in covered}
    tables = library._stores.tables
    for space in SPACES:
        runs = {key: c.runs for key, c in covered.items() if key[1] == space.space_id}
        assert tables.count(space.space_id) == sum(runs.values())
        for (media_id, _), count in runs.items():
            assert tables.count(space.space_id, [media_id]) == count
            assert len(library.read_timeline(media_id, space.space_id)) == count
    known_tables = {table.name for table in tables._tables.values()}
    assert set(tables._index.tables()) == known_tables
    assert not list(library._data_dir.glob("uploads/incoming/*"))
    kept = {path.name for path in (library._data_dir / "uploads").glob("[0-9a-f][0-9a-f]/*")}
    assert kept == {Path(path).name for path in library.catalog.paths_in_use()}
    assert library.catalog.media_ids(MediaState.DELETING, MediaState.INDEXING) == []


def _titles(library: Library, *states: MediaState) -> dict[str, Media]:
    page = library.catalog.list_media("default", page_size=10, states=states)
    return {media.title: media for media in page}


def _check_found(library: Library, title: str, *, seed: int) -> None:
    """The media is the best for one of its own vectors."""
    query = unit_vectors(5, seed=seed)[:1]
    (hits,) = library.search_runs(library.scope("default"), SPACE.space_id, query, limit=1)
    assert hits[0].media_id == _titles(library)[title].media_id
    assert hits[0].similarity == pytest.approx(1, abs=1e-3)
    read = library.read_timeline(hits[0].media_id, SPACE.space_id)
    np.testing.assert_allclose(read.vectors[:5], unit_vectors(5, seed=seed), atol=1e-3)


def _check_after_commit(library: Library, report: RecoveryReport, checkpoint: str) -> None:
    _check_found(library, "first", seed=1)
    third = _titles(library)["third"]
    if checkpoint == COMMITTED_CHECKPOINT:
        assert report.requeued == ()
        assert third.state == MediaState.ACTIVE
        return
    assert report.requeued == (third.media_id,)
    assert third.state == MediaState.QUEUED
    assert third.media_id not in library.scope("default").media_ids
    job = library.catalog.jobs.get(third.media_id)
    assert (job.state, job.attempts, job.crashes) == (JobState.WAITING, 1, 1)
    # The second attempt finds fewer samples; nothing of the first may be left over.
    crash_driver.finish_job(library, third.media_id, count=4)
    assert _titles(library)["third"].spaces[0].samples == 4


def _check_after_removal(library: Library, report: RecoveryReport, checkpoint: str) -> None:
    assert len(report.removed) == (checkpoint != "remove:forgotten")
    assert set(_titles(library)) == {"first"}
    assert library.catalog.paths_in_use() == set()
    _check_found(library, "first", seed=1)


def _check_after_removing_all(library: Library, report: RecoveryReport, checkpoint: str) -> None:
    wholly_gone = {"remove:marked": {0}, "remove:forgotten": {1, 2}}.get(checkpoint, {0, 1})
    assert 2 - len(report.removed) in wholly_gone
    assert _titles(library) == {}
    assert library.catalog.paths_in_use() == set()
    assert library.catalog.get_collection("default").media_count == 0


def _check_after_rebuild(library: Library, report: RecoveryReport, checkpoint: str) -> None:
    assert report.rebuilt == ()
    assert set(_titles(library, MediaState.ACTIVE)) == {"first", "second"}
    _check_found(library, "first", seed=1)
    library.rebuild_index()
    _check_found(library, "first", seed=1)


@pytest.mark.parametrize(("action", "checkpoint", "times"), CRASHES)
def test_a_crash_in_memory(tmp_path: Path, action: str, checkpoint: str, times: int) -> None:
    index = _crash_in_memory(tmp_path / "data", action, checkpoint, times)
    library, report = Library.open(tmp_path / "data", index=index)
    with library:
        assert report.rebuilt == ()
        _check_recovered(library, report, action, checkpoint)


@pytest.mark.slow
@pytest.mark.parametrize(("action", "checkpoint", "times"), CRASHES)
def test_a_crash_with_the_catalog_in_postgresql(
    tmp_path: Path, postgresql: PostgresqlServer, action: str, checkpoint: str, times: int
) -> None:
    url = postgresql.new_database()
    data_dir = tmp_path / "data"
    index = _crash_in_memory(data_dir, action, checkpoint, times, catalog_url=url)
    library, report = Library.open(data_dir, index=index, catalog_url=url)
    with library:
        assert report.rebuilt == ()
        _check_recovered(library, report, action, checkpoint)


@pytest.mark.parametrize(
    ("action", "checkpoint", "times"),
    [pytest.param(*c, marks=[] if c in QUICK else [pytest.mark.slow]) for c in CRASHES],
)
def test_a_kill_for_real(tmp_path: Path, action: str, checkpoint: str, times: int) -> None:
    _crash_for_real(tmp_path / "data", action, checkpoint, times)
    library, report = Library.open(tmp_path / "data")
    with library:
        assert report.rebuilt == ()
        _check_recovered(library, report, action, checkpoint)
