from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, NullPool, create_engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from momentsearch_server.errors import (
    AlreadyExists,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
    Reason,
    ResourceExhausted,
    SettingsError,
    Unavailable,
)
from momentsearch_server.library import catalog_engine
from momentsearch_server.library.catalog import Catalog
from momentsearch_server.library.catalog_schema import metadata
from momentsearch_server.library.records import (
    JobState,
    Media,
    MediaFacts,
    MediaState,
    Note,
    Scope,
    SpaceCoverage,
)
from momentsearch_server.space import Modality, Space
from tests.library.postgresql_server import PostgresqlServer
from tests.library.support import FACTS, SOUND_SPACE, SPACE, new_media


class _Clock:
    """Each look at it is a second later than the one before."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        with self._lock:
            self.now += timedelta(seconds=1)
            return self.now


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'catalog.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest) -> str:
    """Of an empty database of either kind: they do the same."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def catalog(url: str) -> Iterator[Catalog]:
    opened = Catalog(url, clock=_Clock())
    opened.register_space(SPACE)
    yield opened
    opened.close()


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """Beside the catalog, in one transaction."""
    with create_engine(url, poolclass=NullPool).begin() as connection:
        yield connection


def _add(catalog: Catalog, text: str, **changes: Any) -> Media:
    return catalog.add_media(new_media(text, **changes)).media


def _activate(catalog: Catalog, text: str, *, samples: int = 3, **changes: Any) -> str:
    media_id = _add(catalog, text, **changes).media_id
    assert catalog.jobs.claim() is not None
    catalog.activate(media_id, FACTS, [SpaceCoverage(SPACE.space_id, samples, 1, 2)])
    return media_id


# -- the database


def test_migrations_make_the_schema_that_the_code_means(url: str, catalog: Catalog) -> None:
    with _connected(url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_catalog_of_the_first_version_keeps_its_media(url: str) -> None:
    with _connected(url) as connection:
        config = Config()
        migrations = Path(catalog_engine.__file__).parent / "migrations"
        config.set_main_option("script_location", str(migrations))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in (
            "INSERT INTO collections (name, create_time_us) VALUES ('zoo', 1)",
            "INSERT INTO media (media_id, collection, title, state, size_bytes, content_sha256,"
            " source, path, owns_bytes, tracks_json, notes_json, create_time_us, update_time_us)"
            " VALUES ('m', 'zoo', 'Film', 'ACTIVE', 100, 'ab', 'f', '/f', false, '{}', '[]', 1, 1)",
            "INSERT INTO media_labels VALUES ('m', 'place', 'zoo')",
        ):
            connection.execute(text(statement))
    catalog = Catalog(url)
    media = catalog.get_media("m")
    assert (media.title, media.mtime_ns, media.labels) == ("Film", None, {"place": "zoo"})
    catalog.whereabouts.remember_mtime(media, 1_700_000_000_123_456_789)
    assert catalog.get_media("m").mtime_ns == 1_700_000_000_123_456_789
    assert catalog.whereabouts.has_size("zoo", 100)
    assert not catalog.whereabouts.has_size("zoo", 101)
    catalog.close()


def test_opening_again_keeps_what_was_there(url: str, catalog: Catalog) -> None:
    media = _add(catalog, "film", labels={"place": "zoo"})
    catalog.close()
    again = Catalog(url)
    assert again.identity == catalog.identity
    assert again.get_media(media.media_id) == media
    again.close()


def test_commits_are_synced_in_a_write_ahead_log(sqlite_url: str) -> None:
    catalog = Catalog(sqlite_url)
    with catalog._database.read() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }
    catalog.close()


def test_a_transaction_that_raises_leaves_nothing(catalog: Catalog) -> None:
    with pytest.raises(ResourceExhausted):
        catalog.add_media(new_media("film"), max_waiting=0)
    assert catalog.list_media("default", page_size=10) == []


def test_the_state_of_a_media_is_one_of_the_five(catalog: Catalog) -> None:
    _add(catalog, "film")
    with pytest.raises(IntegrityError), catalog._database.write() as connection:
        connection.execute(text("UPDATE media SET state = 'ELSE'"))


# -- collections


def test_the_default_collection_is_there(catalog: Catalog) -> None:
    assert catalog.get_collection("default").media_count == 0


def test_collections_are_listed_by_pages(catalog: Catalog) -> None:
    for name in ("zoo", "a", "b-1"):
        catalog.create_collection(name)
    first = catalog.list_collections(page_size=3)
    assert [one.name for one in first] == ["a", "b-1", "default"]
    rest = catalog.list_collections(page_size=3, after=first[-1].name)
    assert [one.name for one in rest] == ["zoo"]


def test_a_name_is_taken_once(catalog: Catalog) -> None:
    catalog.create_collection("zoo")
    with pytest.raises(AlreadyExists) as caught:
        catalog.create_collection("zoo")
    assert caught.value.reason == Reason.COLLECTION_EXISTS


@pytest.mark.parametrize("name", ["", "-a", "a-", "Zoo", "a b", 'a"', "ä", "a" * 64, "a\n"])
def test_a_bad_name_is_refused(catalog: Catalog, name: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        catalog.create_collection(name)
    assert caught.value.field == "name"


def test_an_unknown_collection_is_not_found(catalog: Catalog) -> None:
    for call in (
        lambda: catalog.get_collection("zoo"),
        lambda: catalog.list_media("zoo", page_size=1),
        lambda: catalog.scope("zoo"),
        lambda: catalog.revision("zoo"),
        lambda: _add(catalog, "film", collection="zoo"),
        lambda: catalog.removals.mark_collection("zoo", force=True),
    ):
        with pytest.raises(NotFound) as caught:
            call()
        assert caught.value.reason == Reason.COLLECTION_NOT_FOUND


def test_a_collection_with_media_is_deleted_only_by_force(catalog: Catalog) -> None:
    media = _add(catalog, "film")
    with pytest.raises(FailedPrecondition) as caught:
        catalog.removals.mark_collection("default", force=False)
    assert caught.value.reason == Reason.COLLECTION_NOT_EMPTY
    assert catalog.get_media(media.media_id).state == MediaState.QUEUED
    assert catalog.removals.mark_collection("default", force=True) == 1
    with pytest.raises(NotFound):
        catalog.get_media(media.media_id)
    assert [one.media_id for one in catalog.removals.waiting()] == [media.media_id]


def test_the_name_of_a_deleted_collection_is_free_while_its_media_go(catalog: Catalog) -> None:
    for number in range(3):
        old = catalog.create_collection("zoo")
        media_id = _activate(catalog, f"film {number}", collection="zoo")
        before = catalog.revision("zoo")
        assert catalog.removals.mark_collection("zoo", force=True) == 1
        assert [one.name for one in catalog.list_collections(page_size=10)] == ["default"]
        with pytest.raises(NotFound):
            catalog.get_collection("zoo")
        new = catalog.create_collection("zoo")
        assert new.create_time > old.create_time
        assert (new.media_count, new.active_media_count) == (0, 0)
        # Of what is remembered by revision, nothing is taken for the new one's.
        assert new.revision > before
        assert catalog.scope("zoo").media_ids == ()
        # The same bytes come in anew.
        assert _add(catalog, f"film {number}", collection="zoo").media_id != media_id
        assert catalog.removals.mark_collection("zoo", force=True) == 1
    assert len(catalog.removals.waiting()) == 6
    catalog.removals.forget([one.media_id for one in catalog.removals.waiting()])
    assert catalog.removals.waiting() == []
    catalog.create_collection("zoo")


def test_a_name_that_is_used_again_outlives_the_media_of_the_old_one(catalog: Catalog) -> None:
    for name in ("zoo", "default"):
        if name != "default":
            catalog.create_collection(name)
        leaving = _add(catalog, "film", collection=name).media_id
        assert catalog.removals.mark_collection(name, force=True) == 1
        if name != "default":
            catalog.create_collection(name)
        kept = _add(catalog, "film", collection=name)
        catalog.removals.forget([leaving, kept.media_id])  # of which one is not marked
        assert catalog.list_media(name, page_size=10) == [kept]


def test_the_default_collection_is_made_anew_when_it_is_deleted(catalog: Catalog) -> None:
    _activate(catalog, "film")
    old = catalog.get_collection("default")
    for count in (1, 0):
        assert catalog.removals.mark_collection("default", force=True) == count
        new = catalog.get_collection("default")
        assert (new.media_count, new.active_media_count) == (0, 0)
        assert new.revision > old.revision
        assert new.create_time > old.create_time
        old = new


# -- media


def test_a_new_media_waits(catalog: Catalog) -> None:
    added = catalog.add_media(new_media("film", labels={"b": "2", "a": "1"}))
    assert added.created
    media = added.media
    assert media.state == MediaState.QUEUED
    assert dict(media.labels) == {"a": "1", "b": "2"}
    assert media.create_time.microsecond == 678901
    assert (media.kind, media.failure, media.spaces, media.active_time) == (None, None, (), None)
    assert catalog.get_media(media.media_id) == media
    assert catalog.jobs.get(media.media_id).state == JobState.WAITING


def test_ids_sort_by_time(catalog: Catalog) -> None:
    ids = [_add(catalog, str(number)).media_id for number in range(5)]
    assert ids == sorted(ids)
    assert all(len(media_id) == 26 for media_id in ids)


def test_the_same_bytes_are_there_once_in_a_collection(catalog: Catalog) -> None:
    media = _add(catalog, "film")
    again = catalog.add_media(new_media("film", title="other", labels={"a": "b"}))
    assert not again.created
    assert again.media == media
    catalog.create_collection("zoo")
    assert _add(catalog, "film", collection="zoo").media_id != media.media_id
    assert [catalog.jobs.claim() is not None for _ in range(3)] == [True, True, False]


def test_two_at_once_get_the_same_media(catalog: Catalog) -> None:
    barrier = threading.Barrier(8)

    def add() -> tuple[str, bool]:
        barrier.wait()
        added = catalog.add_media(new_media("film"))
        return added.media.media_id, added.created

    with ThreadPoolExecutor(8) as pool:
        results = [future.result() for future in [pool.submit(add) for _ in range(8)]]
    assert len({media_id for media_id, _ in results}) == 1
    assert sum(created for _, created in results) == 1


def test_failed_bytes_are_tried_again_under_the_same_id(catalog: Catalog) -> None:
    media = _add(catalog, "film")
    catalog.jobs.claim()
    catalog.fail(media.media_id, Reason.UNDECODABLE, "no")
    failed = catalog.get_media(media.media_id)
    assert failed.failure == Note(Reason.UNDECODABLE, "no")
    assert catalog.jobs.get(media.media_id).error == failed.failure
    again = catalog.add_media(new_media("film", path="/elsewhere/film.mp4"))
    assert again.created
    assert again.media.media_id == media.media_id
    assert (again.media.state, again.media.failure) == (MediaState.QUEUED, None)
    assert again.media.path == "/elsewhere/film.mp4"
    job = catalog.jobs.claim()
    assert job is not None
    assert (job.attempts, job.error) == (1, None)


def test_bytes_on_their_way_out_can_come_again(catalog: Catalog) -> None:
    media = _add(catalog, "film")
    catalog.removals.mark_media(media.media_id)
    assert _add(catalog, "film").media_id != media.media_id


def test_media_are_listed_by_pages_that_stay(catalog: Catalog) -> None:
    ids = [_add(catalog, str(number)).media_id for number in range(7)]
    seen: list[str] = []
    after = None
    while page := catalog.list_media("default", page_size=3, after=after):
        seen += [media.media_id for media in page]
        after = (page[-1].create_time, page[-1].media_id)
        if len(seen) == 3:
            catalog.removals.mark_media(ids[0])
            ids.append(_add(catalog, "late").media_id)
    assert seen == ids


def test_media_are_listed_by_what_they_are(catalog: Catalog) -> None:
    film = _activate(catalog, "Film 100%", labels={"place": "zoo", "year": "2026"})
    song = _add(catalog, "song_1", labels={"place": "zoo"}).media_id

    def listed(**filters: Any) -> list[str]:
        found = catalog.list_media("default", page_size=10, **filters)
        return [media.media_id for media in found]

    assert listed() == [film, song]
    assert listed(states=[MediaState.ACTIVE]) == [film]
    assert listed(states=[MediaState.ACTIVE, MediaState.QUEUED]) == [film, song]
    assert listed(labels={"place": "zoo"}) == [film, song]
    assert listed(labels={"place": "zoo", "year": "2026"}) == [film]
    assert listed(labels={"place": "2026"}) == []


def test_title_and_labels_are_updated(catalog: Catalog) -> None:
    media = _add(catalog, "film", labels={"a": "1"})
    renamed = catalog.update_media(media.media_id, title="New")
    assert (renamed.title, dict(renamed.labels)) == ("New", {"a": "1"})
    assert renamed.update_time > media.update_time
    labelled = catalog.update_media(media.media_id, labels={"b": "2"})
    assert (labelled.title, dict(labelled.labels)) == ("New", {"b": "2"})
    assert catalog.update_media(media.media_id, labels={}).labels == {}
    with pytest.raises(NotFound):
        catalog.update_media("none", title="x")


def test_an_active_media_says_what_is_known(catalog: Catalog) -> None:
    media_id = _add(catalog, "film").media_id
    catalog.jobs.claim()
    notes = (Note(Reason.SILENT, "no sound"), Note(Reason.TRUNCATED, "cut"))
    facts = MediaFacts("video", 5_000_000, {"picture": {"width": 3}}, notes)
    coverage = SpaceCoverage(SPACE.space_id, 5, 2, 3)
    media = catalog.activate(media_id, facts, [coverage])
    assert media.state == MediaState.ACTIVE
    assert (media.kind, media.duration_us) == ("video", 5_000_000)
    assert media.tracks == {"picture": {"width": 3}}
    assert media.notes == notes
    assert media.spaces == (coverage,)
    assert media.active_time == media.update_time
    assert catalog.jobs.get(media_id).state == JobState.DONE


def test_only_an_indexing_media_becomes_active(catalog: Catalog) -> None:
    media_id = _add(catalog, "film").media_id
    with pytest.raises(FailedPrecondition):
        catalog.activate(media_id, FACTS, [])
    catalog.jobs.claim()
    catalog.removals.mark_media(media_id)
    with pytest.raises(FailedPrecondition):
        catalog.activate(media_id, FACTS, [])
    assert catalog.find_media(media_id).state == MediaState.DELETING  # type: ignore[union-attr]


def test_a_deleting_media_is_gone_from_view(catalog: Catalog) -> None:
    media_id = _activate(catalog, "film")
    catalog.removals.mark_media(media_id)
    for call in (catalog.get_media, catalog.removals.mark_media):
        with pytest.raises(NotFound):
            call(media_id)
    assert catalog.list_media("default", page_size=10) == []
    assert catalog.scope("default").media_ids == ()
    assert catalog.get_collection("default").media_count == 0
    catalog.removals.forget([media_id])
    assert catalog.find_media(media_id) is None


def test_a_media_that_is_not_deleting_is_not_dropped(catalog: Catalog) -> None:
    media_id = _activate(catalog, "film")
    catalog.removals.forget([media_id])
    assert catalog.get_media(media_id).state == MediaState.ACTIVE


# -- jobs


def test_jobs_are_claimed_oldest_first_and_once(catalog: Catalog) -> None:
    ids = [_add(catalog, str(number)).media_id for number in range(20)]
    claimed: list[str] = []
    with ThreadPoolExecutor(4) as pool:
        futures = [pool.submit(catalog.jobs.claim) for _ in range(25)]
        jobs = [job for future in futures if (job := future.result()) is not None]
    claimed = [job.media_id for job in jobs]
    assert sorted(claimed) == ids
    assert all(job.state == JobState.RUNNING and job.attempts == 1 for job in jobs)
    assert catalog.get_media(ids[0]).state == MediaState.INDEXING


def test_the_oldest_job_is_first(catalog: Catalog) -> None:
    ids = [_add(catalog, str(number)).media_id for number in range(3)]
    claimed = [job.media_id for job in (catalog.jobs.claim() for _ in ids) if job]
    assert claimed == ids
    assert catalog.jobs.claim() is None


def test_progress_is_kept_until_it_is_done(catalog: Catalog) -> None:
    media_id = _add(catalog, "film").media_id
    job = catalog.jobs.claim()
    assert job is not None
    assert (job.progress_done_us, job.progress_total_us) == (0, None)
    assert catalog.jobs.set_progress(job.job_id, done_us=3, total_us=10)
    known = catalog.jobs.get(media_id)
    assert (known.progress_done_us, known.progress_total_us) == (3, 10)
    catalog.activate(media_id, FACTS, [])
    assert catalog.jobs.get(media_id).progress_done_us == 10
    assert not catalog.jobs.set_progress(job.job_id, done_us=5, total_us=10)


def test_deleting_cancels_the_job(catalog: Catalog) -> None:
    media_id = _add(catalog, "film").media_id
    other_id = _add(catalog, "other").media_id
    job = catalog.jobs.claim()
    assert job is not None
    assert catalog.jobs.set_progress(job.job_id, done_us=1, total_us=None)
    catalog.removals.mark_media(media_id)
    assert not catalog.jobs.set_progress(job.job_id, done_us=1, total_us=None)
    catalog.removals.forget([media_id])
    assert not catalog.jobs.set_progress(job.job_id, done_us=1, total_us=None)
    catalog.removals.mark_media(other_id)
    assert catalog.jobs.claim() is None


def test_the_queue_is_bounded(catalog: Catalog) -> None:
    catalog.add_media(new_media("a"), max_waiting=2)
    catalog.add_media(new_media("b"), max_waiting=2)
    with pytest.raises(ResourceExhausted) as caught:
        catalog.add_media(new_media("c"), max_waiting=2)
    assert caught.value.reason == Reason.QUEUE_FULL
    assert caught.value.retry_after_seconds > 0
    assert not catalog.add_media(new_media("a"), max_waiting=2).created
    catalog.jobs.claim()
    assert catalog.add_media(new_media("c"), max_waiting=2).created


def _plans(catalog: Catalog, ask: Callable[[], object]) -> list[str]:
    """How SQLite comes by the rows of all that ``ask`` reads."""
    asked: list[tuple[str, Any]] = []

    def note(_: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    reading = catalog._database._reading
    event.listen(reading, "before_cursor_execute", note)
    ask()
    event.remove(reading, "before_cursor_execute", note)
    with reading.connect() as connection:
        explained = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            for statement, values in asked
            if statement.startswith("SELECT")
        ]
    return [row.detail for rows in explained for row in rows]


def test_what_every_addition_asks_is_found_by_an_index(tmp_path: Path) -> None:
    """Or to fill a library takes time that grows with its square."""
    catalog = Catalog(f"sqlite:///{tmp_path / 'catalog.db'}")
    known = _add(catalog, "a")
    plans = _plans(catalog, lambda: catalog.find_by_content("default", known.content_sha256))
    (of_media,) = [plan for plan in plans if plan.startswith("SEARCH media USING INDEX uq_")]
    assert "content_sha256=?" in of_media
    plans = _plans(catalog, lambda: catalog.jobs.check_room(10))
    assert any("jobs USING COVERING INDEX" in plan and "cancel=?" in plan for plan in plans)
    catalog.close()


def test_a_released_job_is_first_again_and_its_attempt_does_not_count(catalog: Catalog) -> None:
    first = _add(catalog, "a").media_id
    _add(catalog, "b")
    job = catalog.jobs.claim()
    assert job is not None
    catalog.jobs.release(job.job_id)
    assert catalog.get_media(first).state == MediaState.QUEUED
    again = catalog.jobs.claim()
    assert again is not None
    assert (again.media_id, again.attempts, again.crashes) == (first, 1, 0)


def test_a_job_that_kills_the_server_is_given_up(catalog: Catalog) -> None:
    poison = _add(catalog, "poison").media_id
    _add(catalog, "good")
    for _ in range(2):
        catalog.jobs.claim()
        assert catalog.jobs.requeue_interrupted() == ([poison], [])
        assert catalog.get_media(poison).state == MediaState.QUEUED
    job = catalog.jobs.claim()
    assert job is not None
    assert (job.media_id, job.attempts, job.crashes) == (poison, 3, 2)
    assert catalog.jobs.requeue_interrupted() == ([], [poison])
    failed = catalog.get_media(poison)
    assert failed.state == MediaState.FAILED
    assert failed.failure is not None
    assert failed.failure.reason == Reason.INTERNAL_ERROR
    assert "3 times" in failed.failure.message
    good = catalog.jobs.claim()
    assert good is not None
    assert good.media_id != poison


# -- spaces and scope


def test_a_space_keeps_its_fingerprint(catalog: Catalog) -> None:
    assert catalog.register_space(SPACE).generation == 1
    other = Space(Modality.PICTURE, "test", SPACE.fingerprint[:12] + "0" * 52, SPACE.dim)
    with pytest.raises(FailedPrecondition) as caught:
        catalog.register_space(other)
    assert caught.value.reason == Reason.SPACE_MISMATCH
    assert [record.space for record in catalog.spaces()] == [SPACE]


def test_the_scope_is_the_active_media_that_filters_leave(catalog: Catalog) -> None:
    zoo = _activate(catalog, "zoo", samples=3, labels={"place": "zoo"})
    sea = _activate(catalog, "sea", samples=4, labels={"place": "sea"})
    dark = _activate(catalog, "dark", samples=0)
    _add(catalog, "waiting", labels={"place": "zoo"})
    whole = catalog.scope("default")
    assert whole.whole
    assert whole.media_ids == (zoo, sea, dark)
    assert whole.media_in(SPACE.space_id) == (zoo, sea)
    assert whole.sample_count(SPACE.space_id) == 7
    assert whole.sample_count("sound-0") == 0
    by_label = catalog.scope("default", labels={"place": "zoo"})
    assert not by_label.whole
    assert by_label.media_ids == (zoo,)
    by_id = catalog.scope("default", media_ids=[sea, "unknown", sea])
    assert by_id.media_ids == (sea,)
    assert catalog.scope("default", media_ids=[]).media_ids == ()
    assert catalog.scope("default", media_ids=[sea], labels={"place": "zoo"}).media_ids == ()


def test_samples_in_scope_are_summed_once() -> None:
    """A search asks for them with every media that it scores."""

    class Counts(dict[str, int]):
        sums = 0

        def values(self) -> Any:
            self.sums += 1
            return super().values()

    counts = Counts(a=3, b=4)
    scope = Scope("default", 1, whole=True, media_ids=("a", "b"), samples={"picture-0": counts})
    assert [scope.sample_count("picture-0") for _ in range(3)] == [7, 7, 7]
    assert counts.sums == 1


def test_media_and_samples_of_all_collections_are_counted(catalog: Catalog) -> None:
    assert catalog.media_by_state() == {}
    assert catalog.samples_by_space() == {SPACE.space_id: 0}
    catalog.register_space(SOUND_SPACE)
    catalog.create_collection("others")
    _activate(catalog, "film", samples=3)
    _activate(catalog, "other film", samples=4, collection="others")
    leaving = _activate(catalog, "a third", samples=5)
    catalog.removals.mark_media(leaving)
    _add(catalog, "waiting")
    assert catalog.media_by_state() == {
        MediaState.ACTIVE: 2,
        MediaState.DELETING: 1,
        MediaState.QUEUED: 1,
    }
    assert catalog.samples_by_space() == {SPACE.space_id: 7, SOUND_SPACE.space_id: 0}
    catalog.removals.mark_collection("others", force=True)
    assert catalog.samples_by_space() == {SPACE.space_id: 3, SOUND_SPACE.space_id: 0}


def test_more_ids_than_a_statement_takes(catalog: Catalog) -> None:
    media_id = _activate(catalog, "film")
    ids = [f"{number:026}" for number in range(40_000)]
    assert catalog.scope("default", media_ids=[*ids, media_id]).media_ids == (media_id,)


def test_the_revision_grows_with_what_a_search_could_notice(catalog: Catalog) -> None:
    zoo = catalog.create_collection("zoo").revision
    revisions = [catalog.revision("default")]

    def changed() -> bool:
        revisions.append(catalog.revision("default"))
        return revisions[-1] > revisions[-2]

    media_id = _add(catalog, "film").media_id
    catalog.jobs.claim()
    assert not changed()
    catalog.activate(media_id, FACTS, [])
    assert changed()
    catalog.update_media(media_id, labels={"a": "b"})
    assert changed()
    catalog.removals.mark_media(media_id)
    assert changed()
    catalog.removals.forget([media_id])
    assert not changed()
    lost = _activate(catalog, "lost")
    assert changed()
    catalog.fail(lost, Reason.FILE_DISAPPEARED, "its timeline is gone")
    assert changed()
    assert catalog.revision("zoo") == zoo


def test_the_revision_stays_where_a_search_would_find_the_same(catalog: Catalog) -> None:
    """Each new revision makes the next search read of every media of the collection."""
    media_id = _activate(catalog, "film", labels={"a": "b"})
    before = catalog.revision("default")
    catalog.update_media(media_id, title="another")
    catalog.update_media(media_id, title="a third", labels={"a": "b"})
    failing = _add(catalog, "failing").media_id
    catalog.update_media(failing, labels={"c": "d"})
    catalog.jobs.claim()
    catalog.fail(failing, Reason.UNDECODABLE, "no")
    catalog.removals.mark_media(failing)
    catalog.removals.mark_media(_add(catalog, "unwanted").media_id)
    assert catalog.revision("default") == before
    assert catalog.scope("default").media_ids == (media_id,)
    assert catalog.get_media(media_id).title == "a third"


def test_reading_goes_on_while_others_write(catalog: Catalog) -> None:
    ids = [_activate(catalog, str(number)) for number in range(5)]
    stop = threading.Event()

    def read() -> int:
        reads = 0
        while not stop.is_set():
            scope = catalog.scope("default")
            assert len(scope.media_in(SPACE.space_id)) == len(scope.media_ids)
            reads += 1
        return reads

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        try:
            for number in range(30):
                catalog.update_media(ids[number % 5], title=str(number))
                _activate(catalog, f"more-{number}")
        finally:
            stop.set()
        assert all(reader.result() > 0 for reader in readers)


# -- a database in trouble


def test_a_full_disk_is_said_and_passes(sqlite_url: str) -> None:
    catalog = Catalog(sqlite_url)
    engine = catalog._database._reading
    pages = "PRAGMA max_page_count = {}"

    def limit(connection: Any, *_: object) -> None:
        connection.execute(pages.format(1))  # as many as there are already

    event.listen(engine, "checkout", limit)
    large = new_media("large", labels={f"label{n}": "x" * 500 for n in range(200)})
    with pytest.raises(ResourceExhausted) as caught:
        catalog.add_media(large)
    assert caught.value.reason == Reason.STORAGE_FULL
    assert catalog.get_collection("default").media_count == 0
    event.remove(engine, "checkout", limit)
    with catalog._database.read() as connection:
        connection.exec_driver_sql(pages.format(1 << 30))
    assert catalog.add_media(large).media.state is MediaState.QUEUED
    catalog.close()


def test_a_lock_that_is_not_given_is_said(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog_engine, "_BUSY_TIMEOUT_MS", 10)
    catalog = Catalog(sqlite_url)
    other = sqlite3.connect(tmp_path / "catalog.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="locked") as caught:
        catalog.create_collection("films")
    assert caught.value.reason == Reason.CATALOG_UNAVAILABLE
    other.close()
    catalog.create_collection("films")
    catalog.close()


@pytest.mark.parametrize("name", ["sqlstate", "pgcode"])
def test_a_full_disk_of_postgresql_is_known(name: str) -> None:
    class DiskFull(Exception):
        pass

    setattr(DiskFull, name, "53100")
    with pytest.raises(ResourceExhausted), catalog_engine._answering():
        raise OperationalError("INSERT", {}, DiskFull())


# -- a PostgreSQL server, which others reach too


@pytest.fixture
def shared_url(postgresql: PostgresqlServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of a database for which nobody waits long."""
    monkeypatch.setattr(catalog_engine, "_TAKING_TIMEOUT_MS", 100)
    return postgresql.new_database()


@pytest.mark.slow
def test_a_database_has_one_server_and_a_schema_each(shared_url: str) -> None:
    catalog = Catalog(shared_url)
    with pytest.raises(FailedPrecondition, match="another server") as caught:
        Catalog(shared_url)
    assert caught.value.reason == Reason.CATALOG_IN_USE
    with _connected(shared_url) as connection:
        connection.execute(text("CREATE SCHEMA other"))
    neighbour = Catalog(f"{shared_url}?options=-csearch_path%3Dother")
    assert neighbour.identity != catalog.identity
    neighbour.close()
    _add(catalog, "film")
    catalog.close()
    again = Catalog(shared_url)
    assert again.identity == catalog.identity
    again.close()


@pytest.mark.slow
def test_a_database_that_is_restarted_is_gone_on_with(
    postgresql: PostgresqlServer, shared_url: str
) -> None:
    catalog = Catalog(shared_url)
    first = _add(catalog, "film")
    postgresql.stop()
    with pytest.raises(Unavailable) as caught:
        catalog.get_media(first.media_id)
    assert caught.value.reason == Reason.CATALOG_UNAVAILABLE
    with pytest.raises(Unavailable):
        _add(catalog, "second")
    postgresql.start()
    assert catalog.get_media(first.media_id) == first
    assert [job.media_id for job in [catalog.jobs.claim()] if job] == [first.media_id]
    with pytest.raises(FailedPrecondition):  # it is still this one's
        Catalog(shared_url)
    # A restart during which another server came first.
    postgresql.stop()
    postgresql.start()
    thief = Catalog(shared_url)
    with pytest.raises(FailedPrecondition, match="another server"):
        _add(catalog, "third")
    assert catalog.get_media(first.media_id).title == first.title
    thief.close()
    assert _add(catalog, "third").state is MediaState.QUEUED
    catalog.close()


@pytest.mark.slow
def test_a_lock_that_postgresql_does_not_give_is_said(shared_url: str) -> None:
    catalog = Catalog(shared_url)
    with _connected(shared_url) as other:
        other.execute(text("LOCK TABLE collections"))
        with pytest.raises(Unavailable, match="lock timeout"):
            catalog.create_collection("films")
    catalog.create_collection("films")
    catalog.close()


def test_other_databases_are_refused() -> None:
    with pytest.raises(SettingsError, match="neither sqlite nor postgresql"):
        Catalog("mysql://root@127.0.0.1/library")
