"""The library: catalog, timelines and vector index in step. Nothing else changes two of them.

Order is what keeps them in step. Adding goes from what nobody looks at to what everybody looks at,
removing goes back::

    commit:  timelines synced -> rows in the index -> catalog says ACTIVE     (commit point)
    remove:  catalog says DELETING (commit point) -> rows -> timelines -> bytes -> catalog forgets
             (all but the first step by ``finish_removals``, some media at a time)
    rebuild: rows of a new table -> catalog names that table (commit point) -> old table dropped

A crash between two steps leaves something that nobody sees; ``recover`` takes it away at the next
start. Timelines are the truth and the index follows from them: where the two disagree, the rows of
the media in question are made anew, or else the whole index.

``Library`` says what is promised. How it is done: ``stores.py`` (what there is, and the lock),
``committing.py``, ``removing.py``, ``rebuilding.py`` and ``recovering.py``.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from momentsearch_server.errors import DataLoss, NotFound, Reason
from momentsearch_server.library import belonging, committing, rebuilding, recovering, removing
from momentsearch_server.library.catalog import DEFAULT_MAX_WAITING, Catalog, own_url
from momentsearch_server.library.data_lock import DataDirectoryLock, usable
from momentsearch_server.library.records import (
    Added,
    Media,
    MediaFacts,
    MediaState,
    NewMedia,
    Scope,
)
from momentsearch_server.library.recovering import RecoveryReport
from momentsearch_server.library.scopes import Scopes
from momentsearch_server.library.space_tables import SpaceTables
from momentsearch_server.library.stores import Stores
from momentsearch_server.library.timeline_files import TimelineFiles
from momentsearch_server.library.timelines import Timeline
from momentsearch_server.library.uploads import ReceivedBytes, Upload, Uploads
from momentsearch_server.library.vectors import MilvusIndex, RunHit, VectorIndex
from momentsearch_server.space import Space

_LOG = logging.getLogger(__name__)

DEFAULT_RESERVE_BYTES = 256 << 20


class Library:
    """Use ``Library.open``. All methods may be called from any thread; what changes timelines or
    index goes one at a time, while reading and searching go on."""

    def __init__(self, data_dir: Path, *, lock: DataDirectoryLock, stores: Stores) -> None:
        self.catalog = stores.catalog
        # Set when there is something for ``finish_removals``; whoever calls it clears it before.
        self.removal_begun = threading.Event()
        self._data_dir = data_dir
        self._lock = lock
        self._stores = stores
        self._scopes = Scopes(stores.catalog)
        self._is_closed = False

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
            FailedPrecondition: another process has the data directory, or another server the
                database, or the two are not of one library.
            Unavailable: the index does not answer.
        """
        data_dir = data_dir.absolute()
        with usable(data_dir):
            data_dir.mkdir(parents=True, exist_ok=True)
            lock = DataDirectoryLock(data_dir)
        opened: list[Callable[[], None]] = [lock.release]
        try:
            catalog = Catalog(catalog_url or own_url(data_dir), clock=clock)
            opened.append(catalog.close)
            with usable(data_dir):
                timelines = TimelineFiles(data_dir / "timelines")
                belonging.check(data_dir, catalog, timelines)
                uploads = Uploads(data_dir, catalog, reserve_bytes=reserve_bytes)
            uri = index_uri or str(data_dir / "milvus.db")
            tables = SpaceTables(
                catalog.identity.library_id, open_index=lambda: index or MilvusIndex(uri)
            )
            opened.append(tables.close)
            stores = Stores(catalog, timelines, tables, uploads, checkpoint)
            library = cls(data_dir, lock=lock, stores=stores)
            return library, recovering.recover(stores, removal_begun=library.removal_begun)
        except BaseException:
            for close in reversed(opened):
                close()
            raise

    def close(self) -> None:
        with self._stores.writes:
            self._is_closed = True
            self._stores.tables.close()
            self.catalog.close()
            self._lock.release()

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
        with self._stores.writes:
            self._stores.tables.prepare(self.catalog.register_space(space))

    # -- bytes

    def begin_upload(self, *, max_bytes: int, announced_bytes: int = 0) -> Upload:
        """A file on its way in; ``add_upload`` makes a media of it.

        Raises:
            ResourceExhausted: ``announced_bytes`` do not fit on the disk, beside what other uploads
                have announced and not yet brought.
        """
        return self._stores.uploads.begin(max_bytes=max_bytes, announced_bytes=announced_bytes)

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
        with self._stores.uploads.kept(received) as kept:
            new = NewMedia(
                collection=collection,
                title=title,
                source=source,
                path=kept.path,
                owns_bytes=True,
                size_bytes=received.size_bytes,
                content_sha256=received.sha256,
                mtime_ns=kept.mtime_ns,
                labels=labels,
            )
            return self._add(new, max_waiting, instead_of)

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
        with self._stores.writes:
            return committing.commit(self._stores, media_id, timelines, facts)

    def fail_media(self, media_id: str, reason: Reason, message: str) -> bool:
        """Marks a media FAILED and takes away what there is of its index; False for one that is
        being deleted or is gone, and has not failed."""
        with self._stores.writes:
            return committing.fail(self._stores, media_id, reason, message)

    def remove_media(self, media_id: str) -> None:
        """Removes a media, in whatever state it is: no listing, search or figure has it when this
        returns. ``finish_removals`` takes away the rest.

        Raises:
            NotFound: there is no such media.
        """
        self.catalog.removals.mark_media(media_id)
        self._stores.checkpoint("remove:marked")
        self.removal_begun.set()

    def remove_collection(self, name: str, *, force: bool = False) -> int:
        """Removes a collection, and with ``force`` its media, whose number it gives: as
        ``remove_media``, and the name is free. The default collection is there again, empty.

        Raises:
            NotFound: there is no such collection.
            FailedPrecondition: it has media, and ``force`` is not given.
        """
        removed = self.catalog.removals.mark_collection(name, force=force)
        self._stores.checkpoint("remove:marked")
        self.removal_begun.set()
        return removed

    def finish_removals(self, *, go_on: Callable[[], bool] = lambda: True) -> tuple[str, ...]:
        """Takes away what is left of removed media, until there is none or ``go_on`` says no; gives
        their ids. Commits and uploads wait for a part of it at most.

        Raises:
            Unavailable: index or catalog do not answer; call again later.
            OSError: files of a media cannot be removed; the others are gone.
        """
        return removing.finish(self._stores, go_on=go_on)

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
            found = self._stores.tables.search(
                space_id,
                scope.collection,
                queries,
                limit=limit,
                media_ids=None if scope.whole else part,
                excluded=sorted(left_out) if scope.whole else (),
                start_us=start_us,
                end_us=end_us,
            )
            # Rows of media that are not yet, or no longer, ACTIVE take places: ask without them.
            strange = {hit.media_id for hits in found for hit in hits} - within.keys()
            if not strange:
                return found
            left_out |= strange

    def read_timeline(self, media_id: str, space_id: str) -> Timeline:
        """A media's samples in a space, mapped into memory; see ``timelines.read_timeline``.

        Raises:
            NotFound: the media is not ACTIVE (any more), or not known in that space.
            DataLoss: the timeline is damaged.
            Unavailable: it cannot be read now.
        """
        try:
            return self._stores.timelines.read(media_id, space_id)
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
        return self._stores.tables.is_well()

    def reopen_index(self) -> None:
        """Opens the index anew, and puts it in order before it is searched. What changes the
        library waits meanwhile.

        Raises:
            Unavailable: it cannot be opened, or ends again; the next call begins anew.
        """
        with self._stores.writes:
            if self._is_closed:
                return
            self._stores.tables.reopen()
            mended, rebuilt = rebuilding.mend(self._stores)
            if mended or rebuilt:
                _LOG.warning("the index was put in order: media %s, spaces %s", mended, rebuilt)
            self._stores.tables.mark_whole()

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
        with self._stores.writes:
            rebuilding.rebuild(self._stores, space_ids, progress=progress)
