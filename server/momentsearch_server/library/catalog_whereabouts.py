"""Where the bytes of media lie, and how they look from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update

from momentsearch_server.library.catalog_engine import Database
from momentsearch_server.library.catalog_schema import media
from momentsearch_server.library.catalog_values import from_time
from momentsearch_server.library.records import Media, MediaState, NewMedia


class Whereabouts:
    """Of one catalog. Whatever writes or removes the bytes themselves is in ``uploads.py``."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def move(self, known: Media, new: NewMedia, *, instead_of: str) -> bool:
        """From now on the media has its bytes where ``new`` has them. False where it is being
        deleted, or has them elsewhere than at ``instead_of`` by now; then nothing happens."""
        with self._database.write() as connection:
            moved = connection.execute(
                update(media)
                .where(
                    media.c.media_id == known.media_id,
                    media.c.path == instead_of,
                    media.c.content_sha256 == new.content_sha256,
                    media.c.state != MediaState.DELETING,
                )
                .values(
                    path=new.path,
                    owns_bytes=new.owns_bytes,
                    source=new.source,
                    mtime_ns=new.mtime_ns,
                    update_time_us=from_time(self._clock()),
                )
                .returning(media.c.media_id)
            )
            return moved.first() is not None

    def remember_mtime(self, known: Media, mtime_ns: int) -> None:
        """The file was written to at this time, and has the media's bytes all the same."""
        if known.mtime_ns == mtime_ns:
            return
        with self._database.write() as connection:
            connection.execute(
                update(media)
                .where(media.c.media_id == known.media_id, media.c.path == known.path)
                .values(mtime_ns=mtime_ns)
            )

    def has_size(self, collection: str, size_bytes: int) -> bool:
        """Whether the bytes of any media of a collection are so many, which has not failed."""
        query = select(media.c.media_id).where(
            media.c.collection == collection,
            media.c.size_bytes == size_bytes,
            media.c.state.not_in([MediaState.DELETING, MediaState.FAILED]),
        )
        with self._database.read() as connection:
            return connection.execute(query.limit(1)).first() is not None
