"""The library: catalog, timelines and vector index in step. Nothing else writes to two of them.

Order is what keeps them in step. Adding goes from what nobody looks at to what everybody looks at,
removing goes back::

    commit:  timelines synced -> rows in the index -> catalog says ACTIVE     (commit point)
    remove:  catalog says DELETING (commit point) -> rows -> timelines -> bytes -> catalog forgets
             (all but the first step by ``finish_removals``, some media at a time)
    rebuild: rows of a new table -> catalog names that table (commit point) -> old table dropped

A crash between two steps leaves something that nobody sees; ``recover`` takes it away at the next
start. Timelines are the truth and the index follows from them: where the two disagree, the rows of
the media in question are made anew, or else the whole index.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import (
    DataLoss,
    FailedPrecondition,
    NotFound,
    Reason,
    Unavailable,
)
from momentsearch_server.library import uploads
from momentsearch_server.library.catalog import DEFAULT_MAX_WAITING, Catalog
from momentsearch_server.library.data_lock import DataDirectoryLock, usable
from momentsearch_server.library.records import (
    Added,
    LeavingMedia,
    Media,
    MediaFacts,
    MediaState,
    NewMedia,
    Scope,
    SpaceCoverage,
    SpaceRecord,
)
from momentsearch_server.library.runs import index_rows
from momentsearch_server.library.scopes import Scopes
from momentsearch_server.library.timelines import (
    TEMPORARY_SUFFIX,
    Timeline,
    read_timeline,
    verify_timeline,
    write_timeline,
)
from momentsearch_server.library.uploads import ReceivedBytes, Room, Upload, make_folder
from momentsearch_server.library.vectors import (
    IndexTable,
    MilvusIndex,
    RunHit,
    VectorIndex,
)
from momentsearch_server.space import Space

_LOG = logging.getLogger(__name__)

DEFAULT_RESERVE_BYTES = 256 << 20
# With one expression for the index, and in one transaction; see ``_parts``.
REMOVED_AT_ONCE = 500
ROWS_REMOVED_AT_ONCE = 20_000
_TIMELINE_SUFFIX = ".safetensors"

# Where a crash leaves things in a state of their own, in order; see ``Library.open``.
COMMIT_CHECKPOINTS = ("commit:begun", "commit:timeline_written", "commit:rows_inserted")
COMMITTED_CHECKPOINT = "commit:active"
REMOVE_CHECKPOINTS = (
    "remove:marked",
    "remove:rows_removed",
    "remove:timelines_removed",
    "remove:bytes_removed",
    "remove:forgotten",
)
REBUILD_CHECKPOINTS = ("rebuild:media_inserted", "rebuild:switched", "rebuild:old_dropped")


@dataclass(frozen=True, slots=True)
class RecoveryReport:
    """What opening a library found unfinished or damaged, by media or space id."""

    requeued: tuple[str, ...]
    given_up: tuple[str, ...]
    removed: tuple[str, ...]
    lost: tuple[str, ...]
    mended: tuple[str, ...]
    rebuilt: tuple[str, ...]


class Library:
    """Use ``Library.open``. All methods may be called from any thread; what changes timelines or
    index goes one at a time, while reading and searching go on."""

    def __init__(
        self,
        data_dir: Path,
        *,
        lock: DataDirectoryLock,
        catalog: Catalog,
        open_index: Callable[[], VectorIndex],
        checkpoint: Callable[[str], None],
        reserve_bytes: int,
    ) -> None:
        self.catalog = catalog
        self._data_dir = data_dir
        self._lock = lock
        self._open_index = open_index
        self._checkpoint = checkpoint
        self._room = Room(data_dir, reserve_bytes=reserve_bytes)
        self._tables: Mapping[str, IndexTable] = {}
        # Set when there is something for ``finish_removals``; whoever calls it clears it before.
        self.removal_begun = threading.Event()
        self._writes = threading.RLock()
        self._bytes = threading.Lock()
        self._scopes = Scopes(catalog)
        self._index_is_whole = True
        self._is_closed = False
        with usable(data_dir):
            for folder in (self._timelines, data_dir / "uploads", self._incoming):
                make_folder(folder)
        self._index = open_index()

    @classmethod
    def open(
        cls,
        data_dir: Path,
        *,
        catalog_url: str | None = None,
        index_uri: str | None = None,
        index: VectorIndex | None = None,
        checkpoint: Callable[[str], None] = lambda _name: None,
        clock: Callable[[], datetime] | None = None,
        reserve_bytes: int = DEFAULT_RESERVE_BYTES,
    ) -> tuple[Library, RecoveryReport]:
        """Takes the data directory, brings the catalog up to date, and recovers from a crash.

        ``catalog_url``: SQLAlchemy's, by default SQLite in the data directory. ``index_uri``: see
        ``MilvusIndex``, by default Milvus Lite in the data directory; ``index`` takes its place in
        tests. ``checkpoint`` is called with a name at each step at which a crash would matter.
        ``reserve_bytes`` of the disk are never filled by uploads.

        Raises:
            SettingsError: the data directory cannot be made or written to, or the database opened.
            FailedPrecondition: another process has the data directory.
            Unavailable: the index does not answer.
        """
        data_dir = data_dir.absolute()
        with usable(data_dir):
            data_dir.mkdir(parents=True, exist_ok=True)
            lock = DataDirectoryLock(data_dir)
        opened: list[Callable[[], None]] = [lock.release]
        try:
            catalog = Catalog(catalog_url or f"sqlite:///{data_dir / 'catalog.db'}", clock=clock)
            opened.append(catalog.close)
            uri = index_uri or str(data_dir / "milvus.db")
            library = cls(
                data_dir,
                lock=lock,
                catalog=catalog,
                open_index=lambda: index or MilvusIndex(uri),
                checkpoint=checkpoint,
                reserve_bytes=reserve_bytes,
            )
            opened.append(library._close_index)
            return library, library._recover()
        except BaseException:
            for close in reversed(opened):
                close()
            raise

    def close(self) -> None:
        with self._writes:
            self._is_closed = True
            self._close_index()
            self.catalog.close()
            self._lock.release()

    def _close_index(self) -> None:
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- spaces

    def register_space(self, space: Space) -> None:
        """Makes room for an encoder's vectors; before any commit or search in that space.

        Raises:
            FailedPrecondition: catalog or index know the space with another fingerprint.
        """
        with self._writes:
            record = self.catalog.register_space(space)
            self._prepare(record)

    # -- bytes

    def begin_upload(self, *, max_bytes: int, announced_bytes: int = 0) -> Upload:
        """A file on its way in; ``add_upload`` makes a media of it.

        Raises:
            ResourceExhausted: ``announced_bytes`` do not fit on the disk, beside what other uploads
                have announced and not yet brought.
        """
        path = self._incoming / f"{secrets.token_hex(16)}{TEMPORARY_SUFFIX}"
        return Upload(path, max_bytes=max_bytes, room=self._room, announced_bytes=announced_bytes)

    def add_upload(
        self,
        received: ReceivedBytes,
        *,
        collection: str,
        title: str,
        source: str,
        labels: Mapping[str, str],
        max_waiting: int = DEFAULT_MAX_WAITING,
        instead_of: str | None = None,
    ) -> Added:
        """Keeps the bytes and queues the media; bytes that are not needed go.

        ``instead_of``: a media that has these bytes already should have them at this path of its,
        and has not. They are needed then, and no other path is given up for them.

        Raises:
            NotFound: there is no such collection.
            ResourceExhausted: the queue is full.
        """
        with self._bytes:
            relative = uploads.keep(received, self._data_dir)
            new = NewMedia(
                collection=collection,
                title=title,
                source=source,
                path=str(relative),
                owns_bytes=True,
                size_bytes=received.size_bytes,
                content_sha256=received.sha256,
                mtime_ns=(self._data_dir / relative).stat().st_mtime_ns,
                labels=labels,
            )
            try:
                return self._add(new, max_waiting, instead_of)
            finally:
                self._drop_unowned(str(relative))

    def add_import(
        self,
        new: NewMedia,
        *,
        max_waiting: int = DEFAULT_MAX_WAITING,
        instead_of: str | None = None,
    ) -> Added:
        """Queues a media whose bytes stay where they are. ``instead_of`` and what is raised as with
        ``add_upload``."""
        return self._add(new, max_waiting, instead_of)

    def _add(self, new: NewMedia, max_waiting: int, instead_of: str | None) -> Added:
        added = self.catalog.add_media(new, max_waiting=max_waiting)
        if added.created or instead_of is None:
            return added
        renewed = self.catalog.whereabouts.move(added.media, new, instead_of=instead_of)
        media = self.catalog.find_media(added.media.media_id) or added.media
        return Added(media, created=False, bytes_renewed=renewed)

    def media_path(self, media: Media) -> Path:
        """Where the bytes of a media lie."""
        # Joining an absolute path, as an imported media has, gives that path.
        return self._data_dir / media.path

    # -- commit and remove

    def commit_media(
        self, media_id: str, timelines: Sequence[Timeline], facts: MediaFacts
    ) -> Media:
        """Makes an INDEXING media ACTIVE; when this returns it is found, and stays so.

        One timeline for each space that the media is known in, which may be empty (a track of
        digital silence). When this raises, nothing is visible; ``fail_media`` tidies up.

        Raises:
            FailedPrecondition: the media was deleted meanwhile, or is not being indexed.
            ValueError: a timeline is malformed, or of another media or an unknown space.
            Unavailable: the index does not answer.
        """
        with self._writes:
            media = self._indexing(media_id)
            for timeline in timelines:
                self._check_belongs(media, timeline)
            self._checkpoint("commit:begun")
            for timeline in timelines:
                self._write(timeline)
            coverage = [self._insert(media, timeline, facts) for timeline in timelines]
            committed = self.catalog.activate(media_id, facts, coverage)
            self._checkpoint(COMMITTED_CHECKPOINT)
            return committed

    def fail_media(self, media_id: str, reason: Reason, message: str) -> bool:
        """Marks a media FAILED and takes away what there is of its index; False for one that is
        being deleted or is gone, and has not failed."""
        with self._writes:
            media = self.catalog.find_media(media_id)
            if media is None:
                return False
            failed = self.catalog.fail(media_id, reason, message)
            try:
                self._remove_rows(media.collection, [media_id])
            except Unavailable as error:
                # Rows of a media that is not ACTIVE are never shown, and the next start finds
                # that there are too many, and takes them away.
                _LOG.warning("rows of failed media %s stay for now: %s", media_id, error)
            self._remove_timelines(media_id)
            return failed

    def remove_media(self, media_id: str) -> None:
        """Removes a media, in whatever state it is: no listing, search or figure has it when this
        returns. ``finish_removals`` takes away the rest.

        Raises:
            NotFound: there is no such media.
        """
        self.catalog.removals.mark_media(media_id)
        self._checkpoint("remove:marked")
        self.removal_begun.set()

    def remove_collection(self, name: str, *, force: bool = False) -> int:
        """Removes a collection, and with ``force`` its media, whose number it gives: as
        ``remove_media``, and the name is free. The default collection is there again, empty.

        Raises:
            NotFound: there is no such collection.
            FailedPrecondition: it has media, and ``force`` is not given.
        """
        removed = self.catalog.removals.mark_collection(name, force=force)
        self._checkpoint("remove:marked")
        self.removal_begun.set()
        return removed

    def finish_removals(self, *, go_on: Callable[[], bool] = lambda: True) -> tuple[str, ...]:
        """Takes away what is left of removed media, until there is none or ``go_on`` says no; gives
        their ids. Commits and uploads wait for a part of it at most.

        Raises:
            Unavailable: index or catalog do not answer; call again later.
            OSError: files of a media cannot be removed; the others are gone.
        """
        gone: list[str] = []
        refused: list[OSError] = []
        for part in _parts(self.catalog.removals.waiting()):
            if not go_on():
                break
            gone += self._finish_removal(part, refused)
        if refused:
            raise refused[0]
        return tuple(gone)

    # -- search

    def scope(
        self,
        collection: str,
        *,
        media_ids: Sequence[str] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Scope:
        """``Catalog.scope``, remembered for as long as its revision lasts."""
        return self._scopes.get(collection, media_ids=media_ids, labels=labels)

    def search_runs(
        self,
        scope: Scope,
        space_id: str,
        queries: NDArray[np.float32],
        *,
        limit: int,
        excluded: Collection[str] = (),
        start_us: int = 0,
        end_us: int | None = None,
    ) -> list[list[RunHit]]:
        """The most similar runs within a scope for each query, best first, at most ``limit``.

        ``queries`` float32 ``[q, dim]``, unit norm. Runs of ``excluded`` media, and those that do
        not reach into ``[start_us, end_us)``, are left out before they are counted.

        Raises:
            FailedPrecondition: the space is not registered.
            Unavailable: the index does not answer.
        """
        within = scope.samples.get(space_id, {})
        if not within:
            return [[] for _ in queries]
        left_out = frozenset(excluded)
        while True:
            part = [] if scope.whole else [one for one in within if one not in left_out]
            found = self._search_index(
                space_id,
                partial(
                    self._index.search,
                    collection=scope.collection,
                    queries=queries,
                    limit=limit,
                    media_ids=None if scope.whole else part,
                    excluded=sorted(left_out) if scope.whole else (),
                    start_us=start_us,
                    end_us=end_us,
                ),
            )
            # Rows of media that are not yet, or no longer, ACTIVE take places: ask without them.
            strange = {hit.media_id for hits in found for hit in hits} - within.keys()
            if not strange:
                return found
            left_out |= strange

    def _search_index(
        self, space_id: str, search: Callable[[IndexTable], list[list[RunHit]]]
    ) -> list[list[RunHit]]:
        table = self._table(space_id)
        if not self._index_is_whole:
            raise Unavailable(
                Reason.INDEX_UNAVAILABLE,
                "the index was opened again and is being compared with the timelines; try again "
                "in a few seconds",
            )
        try:
            return search(table)
        except Unavailable:
            if self._table(space_id) == table:
                raise
            # A rebuild dropped the table between the two lines above; its successor is there.
            return search(self._table(space_id))

    def read_timeline(self, media_id: str, space_id: str) -> Timeline:
        """A media's samples in a space, mapped into memory; see ``timelines.read_timeline``.

        Raises:
            NotFound: the media is not ACTIVE (any more), or not known in that space.
            DataLoss: the timeline is damaged.
        """
        try:
            return read_timeline(self._timeline_path(media_id, space_id))
        except DataLoss:
            media = self.catalog.get_media(media_id)
            known = {coverage.space_id for coverage in media.spaces}
            if media.state == MediaState.ACTIVE and space_id in known:
                raise
            message = f"media {media_id!r} has no timeline in space {space_id}"
            raise NotFound(Reason.NO_SUCH_TRACK, message) from None

    # -- an index whose process ends

    def is_index_well(self) -> bool:
        """False once its process has ended, until ``reopen_index`` has done its work."""
        return self._index_is_whole and self._index.is_alive()

    def reopen_index(self) -> None:
        """Opens the index anew, and puts it in order before it is searched. What changes the
        library waits meanwhile.

        Raises:
            Unavailable: it cannot be opened, or ends again; the next call begins anew.
        """
        with self._writes:
            if self._is_closed:
                return
            self._index_is_whole = False
            self._index.close()
            self._index = self._open_index()
            for table in self._tables.values():
                self._index.prepare(table)
            mended, rebuilt = self._mend_index()
            if mended or rebuilt:
                _LOG.warning("the index was put in order: media %s, spaces %s", mended, rebuilt)
            self._index_is_whole = True

    # -- rebuild

    def rebuild_index(
        self,
        space_ids: Sequence[str] | None = None,
        *,
        progress: Callable[[str, int, int], None] = lambda _space_id, _done, _total: None,
    ) -> None:
        """Makes the index of spaces (None: of all) anew from the timelines.

        The old one answers until the new one is whole; a crash leaves the old one. ``progress`` is
        called with a space id, media done, and media in all. A media whose timeline turns out to
        be damaged becomes FAILED, with the reason.

        Raises:
            FailedPrecondition: a space is not known.
            Unavailable: the index does not answer; the old one stays.
        """
        with self._writes:
            known = {record.space.space_id: record for record in self.catalog.spaces()}
            for space_id in known if space_ids is None else space_ids:
                if space_id not in known:
                    raise _unknown_space(space_id)
                self._rebuild(known[space_id], progress)

    def _rebuild(self, record: SpaceRecord, progress: Callable[[str, int, int], None]) -> None:
        space_id = record.space.space_id
        old, new = self._table_of(record), self._table_of(record, record.generation + 1)
        self._index.drop(new.name)  # what an earlier rebuild left when it was interrupted
        self._index.prepare(new)
        covered = self.catalog.active_coverage(space_id)
        runs: dict[str, int] = {}
        for done, (collection, media_id, _) in enumerate(covered):
            progress(space_id, done, len(covered))
            runs |= self._insert_again(new, space_id, collection, media_id)
            self._checkpoint("rebuild:media_inserted")
        self.catalog.set_generation(space_id, record.generation + 1, runs)
        self._tables = {**self._tables, space_id: new}
        self._checkpoint("rebuild:switched")
        self._index.drop(old.name)
        self._checkpoint("rebuild:old_dropped")
        progress(space_id, len(covered), len(covered))

    def _insert_again(
        self, table: IndexTable, space_id: str, collection: str, media_id: str
    ) -> dict[str, int]:
        """How many rows the media got; nothing when its timeline is damaged."""
        try:
            timeline = verify_timeline(self._timeline_path(media_id, space_id))
        except DataLoss as error:
            _LOG.error("media %s is marked as failed: %s", media_id, error)
            self.fail_media(media_id, error.reason, error.message)
            return {}
        rows = list(index_rows(timeline, collection))
        self._index.insert(table, rows)
        return {media_id: len(rows)}

    # -- steps of a commit

    def _indexing(self, media_id: str) -> Media:
        media = self.catalog.find_media(media_id)
        if media is None or media.state != MediaState.INDEXING:
            state = "gone" if media is None else media.state
            raise FailedPrecondition(
                Reason.MEDIA_NOT_ACTIVE, f"media {media_id!r} is {state}, not being indexed"
            )
        return media

    def _check_belongs(self, media: Media, timeline: Timeline) -> None:
        if timeline.media_id != media.media_id:
            raise ValueError(f"a timeline of {timeline.media_id} for media {media.media_id}")
        dim = self._table(timeline.space_id).dim
        if timeline.vectors.shape[1:] != (dim,):
            raise ValueError(
                f"vectors {list(timeline.vectors.shape)} for a space of dimension {dim}"
            )

    def _write(self, timeline: Timeline) -> None:
        path = self._timeline_path(timeline.media_id, timeline.space_id)
        make_folder(path.parent)
        write_timeline(path, timeline)
        self._checkpoint("commit:timeline_written")

    def _insert(self, media: Media, timeline: Timeline, facts: MediaFacts) -> SpaceCoverage:
        rows = list(index_rows(timeline, media.collection))
        self._index.insert(self._table(timeline.space_id), rows)
        self._checkpoint("commit:rows_inserted")
        silent = facts.silent_windows.get(timeline.space_id, 0)
        return SpaceCoverage(timeline.space_id, len(timeline), silent, len(rows))

    # -- steps of a removal; each may be repeated

    def _finish_removal(self, leaving: Sequence[LeavingMedia], refused: list[OSError]) -> list[str]:
        """Ids of those that are gone; errors about the files of the others go to ``refused``."""
        of_collection: dict[str, list[str]] = defaultdict(list)
        for one in leaving:
            of_collection[one.collection].append(one.media_id)
        # A commit that was under way when they were marked is over once this has the lock; none
        # begins any more.
        with self._writes:
            for collection, media_ids in of_collection.items():
                self._remove_rows(collection, media_ids)
        self._checkpoint("remove:rows_removed")
        gone: list[str] = []
        for one in leaving:
            try:
                self._remove_timelines(one.media_id)
                self._checkpoint("remove:timelines_removed")
                if one.owns_bytes:
                    with self._bytes:
                        self._drop_unowned(one.path)
                self._checkpoint("remove:bytes_removed")
            except OSError as error:
                refused.append(error)
            else:
                gone.append(one.media_id)
        self.catalog.removals.forget(gone)
        self._checkpoint("remove:forgotten")
        return gone

    def _remove_rows(self, collection: str, media_ids: Sequence[str]) -> None:
        for table in self._tables.values():
            self._index.remove_media(table, collection, media_ids)

    def _remove_timelines(self, media_id: str) -> None:
        # Not synced: a file that a power failure brings back is not known, and goes at the start.
        for path in self._shard(media_id).glob(f"{media_id}.*"):
            path.unlink(missing_ok=True)

    def _drop_unowned(self, relative: str) -> None:
        """Removes kept bytes that no media owns. Call with ``_bytes`` held."""
        if not self.catalog.is_path_owned(relative):
            (self._data_dir / relative).unlink(missing_ok=True)

    # -- recovery

    def _recover(self) -> RecoveryReport:
        with self._writes:
            self._open_tables()
            # What was being indexed starts from nothing, so that no sample of a first attempt
            # stays behind when the second one finds fewer. Before the jobs wait again: a crash
            # in between must lead back here.
            for media_id in self.catalog.media_ids(MediaState.INDEXING):
                if (media := self.catalog.find_media(media_id)) is not None:
                    self._remove_rows(media.collection, [media_id])
            requeued, given_up = self.catalog.jobs.requeue_interrupted()
            removed = self._recover_removals()
            self._remove_leftover_files()
            lost = tuple(self._fail_lost())
            mended, rebuilt = self._mend_index()
            return RecoveryReport(
                requeued=tuple(requeued),
                given_up=tuple(given_up),
                removed=removed,
                lost=lost,
                mended=mended,
                rebuilt=rebuilt,
            )

    def _open_tables(self) -> None:
        for record in self.catalog.spaces():
            self._prepare(record)
        living = {table.name for table in self._tables.values()}
        for name in self._index.tables():
            if name.startswith(self._table_prefix) and name not in living:
                self._index.drop(name)

    def _recover_removals(self) -> tuple[str, ...]:
        try:
            return self.finish_removals()
        except OSError as error:  # which nobody sees, and is no reason not to start
            _LOG.warning("what is left of removed media stays for now: %s", error)
            self.removal_begun.set()
            return ()

    def _remove_leftover_files(self) -> None:
        """Nothing is being written while a library opens, so what is not known is left over."""
        active = set(self.catalog.media_ids(MediaState.ACTIVE))
        for path in self._timelines.glob("*/*"):
            is_known = path.name.split(".")[0] in active
            if not is_known or path.suffix != _TIMELINE_SUFFIX:
                _remove_leftover(path)
        for path in self._incoming.iterdir():
            _remove_leftover(path)
        owned = self.catalog.paths_in_use()
        for path in (self._data_dir / "uploads").glob("[0-9a-f][0-9a-f]/*"):
            if str(path.relative_to(self._data_dir)) not in owned:
                _remove_leftover(path)

    def _fail_lost(self) -> Iterator[str]:
        for record in self.catalog.spaces():
            space_id = record.space.space_id
            for _, media_id, coverage in self.catalog.active_coverage(space_id):
                try:
                    timeline = read_timeline(self._timeline_path(media_id, space_id))
                    _check_length(timeline, coverage)
                except DataLoss as error:
                    _LOG.error("media %s is marked as failed: %s", media_id, error)
                    self.fail_media(media_id, error.reason, error.message)
                    yield media_id

    def _mend_index(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Media whose rows were made anew, and spaces of which all were.

        Every step is for what the one before leaves differing, since it costs more.
        """
        mended: dict[str, None] = {}
        rebuilt: list[str] = []
        for space_id in [record.space.space_id for record in self.catalog.spaces()]:
            if self._has_its_rows(space_id):
                continue
            self._remove_rows_of_others(space_id)
            if self._has_its_rows(space_id):
                continue
            mended |= dict.fromkeys(self._insert_differing(space_id))
            if self._has_its_rows(space_id):
                continue
            _LOG.warning("the index of space %s is made anew", space_id)
            self.rebuild_index([space_id])
            rebuilt.append(space_id)
        return tuple(mended), tuple(rebuilt)

    def _has_its_rows(self, space_id: str) -> bool:
        covered = self.catalog.active_coverage(space_id)
        expected = sum(coverage.runs for _, _, coverage in covered)
        found = self._index.count(self._table(space_id))
        if found != expected:
            _LOG.warning(
                "the index of space %s has %d rows where the timelines make %d",
                space_id,
                found,
                expected,
            )
        return found == expected

    def _remove_rows_of_others(self, space_id: str) -> None:
        """What is left of media that failed, are on their way out, or went back into the queue,
        without an index that answered. None is being committed now."""
        others = self.catalog.media_by_collection(*(set(MediaState) - {MediaState.ACTIVE}))
        for collection, media_ids in others.items():
            self._index.remove_media(self._table(space_id), collection, media_ids)

    def _insert_differing(self, space_id: str) -> Iterator[str]:
        """The media that have not as many rows as their timelines make. None of an index that is
        empty: there it is all of them, and to make it anew is quicker."""
        table = self._table(space_id)
        if self._index.count(table) == 0:
            return
        for collection, media_id, coverage in self.catalog.active_coverage(space_id):
            if self._index.count(table, media_id) != coverage.runs:
                self._index.remove_media(table, collection, [media_id])
                if self._insert_again(table, space_id, collection, media_id):
                    yield media_id

    # -- places and names

    @property
    def _timelines(self) -> Path:
        return self._data_dir / "timelines"

    @property
    def _incoming(self) -> Path:
        return self._data_dir / "uploads" / "incoming"

    def _shard(self, media_id: str) -> Path:
        # The last characters are random, where the first ones tell the time.
        return self._timelines / media_id[-2:]

    def _timeline_path(self, media_id: str, space_id: str) -> Path:
        return self._shard(media_id) / f"{media_id}.{space_id}{_TIMELINE_SUFFIX}"

    @property
    def _table_prefix(self) -> str:
        # Several libraries may share one Milvus.
        return f"momentsearch_{self.catalog.library_id}_"

    def _table_of(self, record: SpaceRecord, generation: int | None = None) -> IndexTable:
        space = record.space
        build = record.generation if generation is None else generation
        name = f"{self._table_prefix}{space.space_id.replace('-', '_')}_{build}"
        return IndexTable(name, space.fingerprint, space.dim)

    def _prepare(self, record: SpaceRecord) -> None:
        table = self._table_of(record)
        self._index.prepare(table)
        self._tables = {**self._tables, record.space.space_id: table}

    def _table(self, space_id: str) -> IndexTable:
        if space_id not in self._tables:
            raise _unknown_space(space_id)
        return self._tables[space_id]


def _parts(leaving: Iterable[LeavingMedia]) -> Iterator[list[LeavingMedia]]:
    """Small enough for commits to wait for, and for the index to answer in time."""
    part: list[LeavingMedia] = []
    rows = 0
    for one in leaving:
        if part and (len(part) == REMOVED_AT_ONCE or rows + one.rows > ROWS_REMOVED_AT_ONCE):
            yield part
            part, rows = [], 0
        part.append(one)
        rows += one.rows
    if part:
        yield part


def _remove_leftover(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        _LOG.warning("a file that nothing knows cannot be removed: %s", error)


def _unknown_space(space_id: str) -> FailedPrecondition:
    return FailedPrecondition(
        Reason.SPACE_MISMATCH, f"the library knows no space {space_id}; register its encoder first"
    )


def _check_length(timeline: Timeline, coverage: SpaceCoverage) -> None:
    if len(timeline) != coverage.samples:
        raise DataLoss(
            Reason.FILE_UNREADABLE,
            f"the timeline of media {timeline.media_id} in space {timeline.space_id} has "
            f"{len(timeline)} samples where {coverage.samples} were committed",
        )
