"""Rows of collections, within the caller's transaction.

A name is free as soon as its collection is deleted. The row stays, marked, for as long as media of
it are on their way out; whoever makes a collection of that name gets the row anew, and nothing that
is asked about a collection looks at media on their way out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from momentsearch_server.errors import NotFound, Reason
from momentsearch_server.library.catalog_schema import collections, media
from momentsearch_server.library.catalog_values import from_time, to_time
from momentsearch_server.library.records import Collection, MediaState

DEFAULT_COLLECTION = "default"


def make(connection: Connection, name: str, now: datetime) -> bool:
    """An empty collection; False, and nothing done, where there is one of that name."""
    now_us = from_time(now)
    row = connection.execute(select(collections).where(collections.c.name == name)).first()
    if row is None:
        # The first revision is the time: a collection that is made again under its old name begins
        # beyond all that is remembered of the old one.
        values = {"name": name, "create_time_us": now_us, "revision": now_us}
        connection.execute(insert(collections).values(values))
    elif row.deleting:
        connection.execute(
            update(collections)
            .where(collections.c.name == name)
            .values(create_time_us=now_us, revision=max(now_us, row.revision + 1), deleting=False)
        )
    return row is None or bool(row.deleting)


def check(connection: Connection, name: str) -> None:
    """
    Raises:
        NotFound: there is no such collection.
    """
    revision(connection, name)


def revision(connection: Connection, name: str) -> int:
    """
    Raises:
        NotFound: there is no such collection.
    """
    query = select(collections.c.revision).where(collections.c.name == name, _living())
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise no_collection(name)
    return int(found)


def bump_revision_if_active(connection: Connection, media_id: str) -> None:
    """For a media that becomes ACTIVE, ceases to be, or has other labels: call it while it is
    ACTIVE. Of other media a search sees nothing, and each revision is a scope read anew."""
    name = select(media.c.collection).where(
        media.c.media_id == media_id, media.c.state == MediaState.ACTIVE
    )
    connection.execute(
        update(collections)
        .where(collections.c.name == name.scalar_subquery())
        .values(revision=collections.c.revision + 1)
    )


def drop_empty(connection: Connection) -> None:
    """Rows of deleted collections of which no media is left."""
    held = select(media.c.media_id).where(media.c.collection == collections.c.name).exists()
    connection.execute(delete(collections).where(collections.c.deleting.is_(True), ~held))


def counted() -> Select[tuple[Any, ...]]:
    """Rows of all collections for ``from_row``."""
    held = select(func.count()).select_from(media).where(media.c.collection == collections.c.name)
    return select(
        collections,
        held.where(media.c.state != MediaState.DELETING).scalar_subquery().label("media_count"),
        held.where(media.c.state == MediaState.ACTIVE)
        .scalar_subquery()
        .label("active_media_count"),
    ).where(_living())


def from_row(row: Row[Any]) -> Collection:
    return Collection(
        name=row.name,
        create_time=to_time(row.create_time_us),
        revision=row.revision,
        media_count=row.media_count,
        active_media_count=row.active_media_count,
    )


def no_collection(name: str) -> NotFound:
    return NotFound(Reason.COLLECTION_NOT_FOUND, f"there is no collection {name!r}")


def _living() -> Any:
    return collections.c.deleting.is_(False)
