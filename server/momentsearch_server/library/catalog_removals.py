"""Media and collections on their way out.

To mark them is the commit point of a removal: from then on nothing but this module, and whoever
takes the rest of them away, sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from momentsearch_server.errors import FailedPrecondition, Reason
from momentsearch_server.library import catalog_collections
from momentsearch_server.library.catalog_engine import Database
from momentsearch_server.library.catalog_media import no_media
from momentsearch_server.library.catalog_schema import collections, jobs, media, media_spaces
from momentsearch_server.library.catalog_values import from_time
from momentsearch_server.library.records import LeavingMedia, MediaState


class Removals:
    """What is being removed from one catalog."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def mark_media(self, media_id: str) -> None:
        """Gone from view at once, its job cancelled.

        Raises:
            NotFound: there is no such media.
        """
        with self._database.write() as connection:
            catalog_collections.bump_revision_if_active(connection, media_id)
            if not _mark(connection, media.c.media_id == media_id, from_time(self._clock())):
                raise no_media(media_id)

    def mark_collection(self, name: str, *, force: bool) -> int:
        """A collection and its media, whose number this gives, are gone from view at once, and the
        name is free. The default collection is there again, empty.

        Raises:
            NotFound: there is no such collection.
            FailedPrecondition: it has media, and ``force`` is not given.
        """
        now = self._clock()
        with self._database.write() as connection:
            catalog_collections.check(connection, name)
            if not force:
                _check_empty(connection, name)
            marked = _mark(connection, media.c.collection == name, from_time(now))
            connection.execute(
                update(collections).where(collections.c.name == name).values(deleting=True)
            )
            if name == catalog_collections.DEFAULT_COLLECTION:
                catalog_collections.make(connection, name, now)
            catalog_collections.drop_empty(connection)
        return marked

    def waiting(self) -> list[LeavingMedia]:
        """All media that are marked, in order of their ids."""
        rows = select(func.coalesce(func.sum(media_spaces.c.runs), 0)).where(
            media_spaces.c.media_id == media.c.media_id
        )
        of_media = (media.c.media_id, media.c.collection, media.c.path, media.c.owns_bytes)
        query = (
            select(*of_media, rows.scalar_subquery())
            .where(media.c.state == MediaState.DELETING)
            .order_by(media.c.media_id)
        )
        with self._database.read() as connection:
            return [LeavingMedia(*row) for row in connection.execute(query)]

    def forget(self, media_ids: Sequence[str]) -> None:
        """Last step: the rows of marked media go, and those of deleted collections with their last
        media. At most some thousands at once."""
        with self._database.write() as connection:
            connection.execute(
                delete(media).where(
                    media.c.media_id.in_(media_ids), media.c.state == MediaState.DELETING
                )
            )
            catalog_collections.drop_empty(connection)


def _check_empty(connection: Connection, name: str) -> None:
    query = select(func.count()).select_from(media)
    held = connection.execute(query.where(media.c.collection == name, _not_marked())).scalar_one()
    if held:
        raise FailedPrecondition(
            Reason.COLLECTION_NOT_EMPTY,
            f"collection {name!r} has {held} media; delete them first, or say force",
        )


def _mark(connection: Connection, which: ColumnElement[bool], now_us: int) -> int:
    """How many were marked. Three statements, however many these are."""
    ids = select(media.c.media_id).where(which, _not_marked())
    connection.execute(update(jobs).where(jobs.c.media_id.in_(ids)).values(cancel=True))
    # No longer counted among what is indexed, either. How many rows there are is asked for later.
    connection.execute(
        update(media_spaces).where(media_spaces.c.media_id.in_(ids)).values(samples=0)
    )
    changed = connection.execute(
        update(media)
        .where(which, _not_marked())
        .values(state=MediaState.DELETING, update_time_us=now_us)
    )
    return changed.rowcount


def _not_marked() -> ColumnElement[bool]:
    return media.c.state != MediaState.DELETING
