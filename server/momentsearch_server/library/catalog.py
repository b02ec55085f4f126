"""The catalog: collections, media, spaces and jobs in a SQL database.

With ``catalog_*.py`` beside it, the only place that knows SQL. Whatever takes the timelines or the
vector index along goes through ``library.py`` and is marked as such here.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    func,
    insert,
    select,
    tuple_,
    update,
)

from momentsearch_server.errors import (
    AlreadyExists,
    FailedPrecondition,
    InvalidArgument,
    Reason,
)
from momentsearch_server.library import (
    catalog_collections,
    catalog_copying,
    catalog_jobs,
    catalog_media,
)
from momentsearch_server.library.catalog_collections import DEFAULT_COLLECTION
from momentsearch_server.library.catalog_engine import Database
from momentsearch_server.library.catalog_jobs import Jobs
from momentsearch_server.library.catalog_removals import Removals
from momentsearch_server.library.catalog_schema import (
    collections,
    library,
    media,
    media_spaces,
    spaces,
)
from momentsearch_server.library.catalog_values import (
    from_time,
    notes_to_json,
)
from momentsearch_server.library.catalog_whereabouts import Whereabouts
from momentsearch_server.library.ids import new_id
from momentsearch_server.library.records import (
    Added,
    Collection,
    Identity,
    Media,
    MediaFacts,
    MediaState,
    NewMedia,
    Scope,
    SpaceCoverage,
    SpaceRecord,
)
from momentsearch_server.space import Modality, Space

DEFAULT_MAX_WAITING = 1_000
_COLLECTION_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?")


def own_url(data_dir: Path) -> str:
    """Of the SQLite in a data directory, where no other database is named."""
    return f"sqlite:///{data_dir / 'catalog.db'}"


class Catalog:
    """All methods may be called from any thread; each is one transaction."""

    def __init__(self, url: str, *, clock: Callable[[], datetime] | None = None) -> None:
        """``url`` as SQLAlchemy writes it; ``clock`` gives the time in UTC."""
        self._database = Database(url)
        self._clock = clock or (lambda: datetime.now(UTC))
        self.jobs = Jobs(self._database, self._clock)
        self.removals = Removals(self._database, self._clock)
        self.whereabouts = Whereabouts(self._database, self._clock)
        self.identity = self._ensure_identity()
        self.ensure_default_collection()

    def close(self) -> None:
        self._database.close()

    # -- collections

    def create_collection(self, name: str) -> Collection:
        """
        Raises:
            InvalidArgument: the name is not 1 to 63 of a-z, 0-9, ``-`` and ``_``.
            AlreadyExists: the name is taken.
        """
        if not _COLLECTION_NAME.fullmatch(name):
            raise InvalidArgument(
                Reason.FIELD_INVALID,
                f"{name!r} is no name for a collection: 1 to 63 characters of a-z, 0-9, '-' and "
                "'_' are, with a letter or digit at either end",
                field="name",
            )
        with self._database.write() as connection:
            if not catalog_collections.make(connection, name, self._clock()):
                raise AlreadyExists(
                    Reason.COLLECTION_EXISTS, f"there is a collection {name!r} already"
                )
        return self.get_collection(name)

    def ensure_default_collection(self) -> None:
        """There always is one."""
        with self._database.write() as connection:
            catalog_collections.make(connection, DEFAULT_COLLECTION, self._clock())

    def get_collection(self, name: str) -> Collection:
        """
        Raises:
            NotFound: there is no such collection.
        """
        query = catalog_collections.counted().where(collections.c.name == name)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise catalog_collections.no_collection(name)
        return catalog_collections.from_row(row)

    def check_collection(self, name: str) -> None:
        """Whether a collection is there. Counts nothing, as ``get_collection`` does.

        Raises:
            NotFound: there is no such collection.
        """
        with self._database.read() as connection:
            catalog_collections.check(connection, name)

    def list_collections(self, *, page_size: int, after: str | None = None) -> list[Collection]:
        """The next ``page_size`` collections by name, after the one named ``after``."""
        query = catalog_collections.counted().order_by(collections.c.name).limit(page_size)
        if after is not None:
            query = query.where(collections.c.name > after)
        with self._database.read() as connection:
            return [catalog_collections.from_row(row) for row in connection.execute(query)]

    # -- media

    def add_media(self, new: NewMedia, *, max_waiting: int = DEFAULT_MAX_WAITING) -> Added:
        """Queues a media for indexing, or gives the one that has the same bytes.

        One that failed is tried again: same media id, with the path, source and title given now.

        Raises:
            NotFound: there is no such collection.
            ResourceExhausted: the queue is full; nothing was added.
        """
        now = self._clock()
        with self._database.write() as connection:
            catalog_collections.check(connection, new.collection)
            known = connection.execute(catalog_media.with_bytes_of(new)).first()
            if known is not None and known.state != MediaState.FAILED:
                return Added(catalog_media.by_id(connection, known.media_id), created=False)
            media_id = new_id(now) if known is None else known.media_id
            if known is None:
                catalog_media.add(connection, media_id, new, from_time(now))
            else:
                catalog_media.requeue(connection, media_id, new, from_time(now))
            catalog_media.replace_labels(connection, media_id, new.labels)
            catalog_jobs.enqueue(connection, media_id, now=now, max_waiting=max_waiting)
            return Added(catalog_media.by_id(connection, media_id), created=True)

    def get_media(self, media_id: str) -> Media:
        """
        Raises:
            NotFound: there is no such media, or it is being deleted.
        """
        with self._database.read() as connection:
            found = catalog_media.by_id(connection, media_id)
        if found.state == MediaState.DELETING:
            raise catalog_media.no_media(media_id)
        return found

    def find_media(self, media_id: str) -> Media | None:
        """A media in whatever state, also while it is being deleted."""
        with self._database.read() as connection:
            found = catalog_media.load(
                connection, select(media).where(media.c.media_id == media_id)
            )
        return found[0] if found else None

    def find_by_content(self, collection: str, content_sha256: str) -> Media | None:
        """The media that these bytes would be, unless it failed: those are tried again."""
        query = select(media).where(
            media.c.collection == collection,
            media.c.content_sha256 == content_sha256,
            # Said as the partial index says it, or SQLite goes through the whole collection.
            catalog_media.not_deleting(),
            media.c.state != MediaState.FAILED,
        )
        with self._database.read() as connection:
            found = catalog_media.load(connection, query)
        return found[0] if found else None

    def pending_media_count(self, collection: str) -> int:
        """How many media of a collection wait or are being indexed."""
        query = (
            select(func.count())
            .select_from(media)
            .where(
                media.c.collection == collection,
                media.c.state.in_([MediaState.QUEUED, MediaState.INDEXING]),
            )
        )
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def media_by_state(self) -> dict[MediaState, int]:
        """How many media of all collections are in each state; states without any are left out."""
        query = select(media.c.state, func.count()).group_by(media.c.state)
        with self._database.read() as connection:
            return {MediaState(state): count for state, count in connection.execute(query)}

    def samples_by_space(self) -> dict[str, int]:
        """Samples of the media of all collections in each space that was ever used."""
        query = select(media_spaces.c.space_id, func.sum(media_spaces.c.samples)).group_by(
            media_spaces.c.space_id
        )
        with self._database.read() as connection:
            known = dict.fromkeys(connection.execute(select(spaces.c.space_id)).scalars(), 0)
            return known | {space_id: int(n) for space_id, n in connection.execute(query)}

    def list_media(
        self,
        collection: str,
        *,
        page_size: int,
        after: tuple[datetime, str] | None = None,
        states: Iterable[MediaState] = (),
        labels: Mapping[str, str] | None = None,
    ) -> list[Media]:
        """The next ``page_size`` media by create time and id, after ``(create_time, media_id)``.

        ``states``: any of these (none given: all). ``labels``: all of these, equal.

        Raises:
            NotFound: there is no such collection.
        """
        query = select(media).where(media.c.collection == collection, catalog_media.not_deleting())
        query = query.where(*catalog_media.has_labels(labels or {}))
        if wanted := list(states):
            query = query.where(media.c.state.in_(wanted))
        if after is not None:
            key = tuple_(media.c.create_time_us, media.c.media_id)
            query = query.where(key > tuple_(from_time(after[0]), after[1]))
        query = query.order_by(media.c.create_time_us, media.c.media_id).limit(page_size)
        with self._database.read() as connection:
            catalog_collections.check(connection, collection)
            return catalog_media.load(connection, query)

    def update_media(
        self,
        media_id: str,
        *,
        title: str | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Media:
        """Sets what is given; ``labels`` replaces all labels.

        Raises:
            NotFound: there is no such media.
        """
        values: dict[str, Any] = {} if title is None else {"title": title}
        with self._database.write() as connection:
            row = catalog_media.change(connection, media_id, from_time(self._clock()), **values)
            if row is None:
                raise catalog_media.no_media(media_id)
            if labels is not None and catalog_media.replace_labels(connection, media_id, labels):
                catalog_collections.bump_revision_if_active(connection, media_id)
            return catalog_media.by_id(connection, media_id)

    def activate(
        self, media_id: str, facts: MediaFacts, coverage: Iterable[SpaceCoverage]
    ) -> Media:
        """The commit point of ``Library.commit_media``: from here on the media is found.

        Raises:
            FailedPrecondition: it is not INDEXING any more: deleted or failed meanwhile.
        """
        now_us = from_time(self._clock())
        with self._database.write() as connection:
            row = catalog_media.change(
                connection,
                media_id,
                now_us,
                only_state=MediaState.INDEXING,
                state=MediaState.ACTIVE,
                kind=facts.kind,
                duration_us=facts.duration_us,
                tracks_json=json.dumps(facts.tracks),
                notes_json=notes_to_json(facts.notes),
                active_time_us=now_us,
            )
            if row is None:
                raise FailedPrecondition(
                    Reason.MEDIA_NOT_ACTIVE,
                    f"media {media_id!r} is not being indexed any more, so its index is dropped",
                )
            catalog_media.replace_coverage(connection, media_id, coverage)
            catalog_jobs.finish(connection, media_id, now_us)
            catalog_collections.bump_revision_if_active(connection, media_id)
            return catalog_media.by_id(connection, media_id)

    def fail(self, media_id: str, reason: Reason, message: str) -> bool:
        """Marks a media and its job FAILED; False for one that is being deleted or is gone, to
        which nothing happens."""
        with self._database.write() as connection:
            now_us = from_time(self._clock())
            catalog_collections.bump_revision_if_active(connection, media_id)
            failed = catalog_jobs.fail_media(connection, media_id, reason, message, now_us)
            catalog_media.replace_coverage(connection, media_id, ())
            return failed

    def media_ids(self, *states: MediaState, collection: str | None = None) -> list[str]:
        """Ids of all media in these states, in order of their ids."""
        conditions: list[ColumnElement[bool]] = [media.c.state.in_(states)]
        if collection is not None:
            conditions.append(media.c.collection == collection)
        with self._database.read() as connection:
            return catalog_media.ids_where(connection, *conditions)

    def media_by_collection(self, *states: MediaState) -> dict[str, list[str]]:
        """Ids of all media in these states, in the collections that have any."""
        query = select(media.c.collection, media.c.media_id).where(media.c.state.in_(states))
        found: dict[str, list[str]] = defaultdict(list)
        with self._database.read() as connection:
            for row in connection.execute(query):
                found[row.collection].append(row.media_id)
        return dict(found)

    def paths_in_use(self, *, owned: bool = True) -> set[str]:
        """Where the bytes of media lie, those on their way out included."""
        query = select(media.c.path).where(media.c.owns_bytes.is_(owned)).distinct()
        with self._database.read() as connection:
            return set(connection.execute(query).scalars())

    def is_path_owned(self, path: str) -> bool:
        """Whether a media owns the bytes at ``path`` that is not on its way out."""
        query = select(media.c.media_id).where(
            media.c.path == path, media.c.owns_bytes.is_(True), catalog_media.not_deleting()
        )
        with self._database.read() as connection:
            return connection.execute(query.limit(1)).first() is not None

    # -- spaces

    def register_space(self, space: Space) -> SpaceRecord:
        """
        Raises:
            FailedPrecondition: the id is known with another fingerprint or dimension.
        """
        with self._database.write() as connection:
            known = _space_record(connection, space.space_id)
            if known is None:
                connection.execute(insert(spaces).values(_space_values(space)))
                return SpaceRecord(space, generation=1)
        if (known.space.fingerprint, known.space.dim) != (space.fingerprint, space.dim):
            raise FailedPrecondition(
                Reason.SPACE_MISMATCH,
                f"space {space.space_id} is known with fingerprint {known.space.fingerprint} and "
                f"dimension {known.space.dim}; this encoder has {space.fingerprint} and "
                f"{space.dim}: use the encoder that the library was made with",
            )
        return known

    def spaces(self) -> list[SpaceRecord]:
        with self._database.read() as connection:
            rows = connection.execute(select(spaces).order_by(spaces.c.space_id))
            return [_space(row) for row in rows]

    def set_generation(self, space_id: str, generation: int, runs: Mapping[str, int]) -> None:
        """The commit point of ``Library.rebuild_index``: another build is the living one.

        ``runs``: how many rows each media has in it.
        """
        with self._database.write() as connection:
            connection.execute(
                update(spaces).where(spaces.c.space_id == space_id).values(generation=generation)
            )
            for media_id, count in runs.items():
                connection.execute(
                    update(media_spaces)
                    .where(media_spaces.c.media_id == media_id, media_spaces.c.space_id == space_id)
                    .values(runs=count)
                )

    def active_coverage(self, space_id: str) -> list[tuple[str, str, SpaceCoverage]]:
        """``(collection, media_id, coverage)`` of every ACTIVE media in a space, by id."""
        query = (
            select(media.c.collection, media_spaces)
            .join(media_spaces, media_spaces.c.media_id == media.c.media_id)
            .where(media.c.state == MediaState.ACTIVE, media_spaces.c.space_id == space_id)
            .order_by(media.c.media_id)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [(row.collection, row.media_id, catalog_media.coverage_of(row)) for row in rows]

    def has_active_coverage(self) -> bool:
        """Whether any ACTIVE media is known in any space, and has a timeline there."""
        query = (
            select(media_spaces.c.media_id)
            .join(media, media_spaces.c.media_id == media.c.media_id)
            .where(media.c.state == MediaState.ACTIVE)
            .limit(1)
        )
        with self._database.read() as connection:
            return connection.execute(query).first() is not None

    # -- search

    def revision(self, collection: str) -> int:
        """
        Raises:
            NotFound: there is no such collection.
        """
        with self._database.read() as connection:
            return catalog_collections.revision(connection, collection)

    def scope(
        self,
        collection: str,
        *,
        media_ids: Sequence[str] | None = None,
        labels: Mapping[str, str] | None = None,
    ) -> Scope:
        """The ACTIVE media of a collection that the filters leave, as of one revision.

        ``media_ids``: only these, as far as they are there (None: all; empty: none).

        Raises:
            NotFound: there is no such collection.
        """
        conditions = [
            media.c.collection == collection,
            media.c.state == MediaState.ACTIVE,
            *catalog_media.has_labels(labels or {}),
        ]
        with self._database.read() as connection:
            revision = catalog_collections.revision(connection, collection)
            ids, samples = catalog_media.scope_rows(connection, conditions, media_ids)
        return Scope(
            collection=collection,
            revision=revision,
            whole=media_ids is None and not labels,
            media_ids=ids,
            samples=samples,
        )

    def copy_to(self, url: str) -> int:
        """See ``catalog_copying.copy``: the copy's identity is this one's, moved."""
        return catalog_copying.copy(self._database, url)

    def _ensure_identity(self) -> Identity:
        now = self._clock()
        with self._database.write() as connection:
            known = connection.execute(select(library)).one_or_none()
            if known is not None:
                return Identity(known.library_id, known.moves)
            library_id = new_id(now)
            connection.execute(
                insert(library).values(library_id=library_id, create_time_us=from_time(now))
            )
            return Identity(library_id)


# -- spaces


def _space_values(space: Space) -> dict[str, object]:
    return {
        "space_id": space.space_id,
        "modality": space.modality,
        "encoder": space.encoder,
        "fingerprint": space.fingerprint,
        "dim": space.dim,
    }


def _space_record(connection: Connection, space_id: str) -> SpaceRecord | None:
    row = connection.execute(select(spaces).where(spaces.c.space_id == space_id)).first()
    return None if row is None else _space(row)


def _space(row: Row[Any]) -> SpaceRecord:
    space = Space(Modality(row.modality), row.encoder, row.fingerprint, row.dim)
    return SpaceRecord(space, row.generation)
