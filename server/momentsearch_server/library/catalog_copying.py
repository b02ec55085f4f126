"""A whole catalog into another database, row by row."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from momentsearch_server.errors import FailedPrecondition, Reason
from momentsearch_server.library.catalog_engine import Database, without_password
from momentsearch_server.library.catalog_schema import library, media, metadata

_ROWS_AT_ONCE = 1_000


def copy(source: Database, url: str) -> int:
    """All of ``source`` into the database at ``url``, as having moved once more; how many media
    that are.

    What an earlier move of this library left there is replaced. All of it is one transaction.

    Raises:
        SettingsError: the database at ``url`` cannot be opened.
        FailedPrecondition: it has another library, or is ``source`` itself, or a server has it, or
            it refuses what is in the catalog.
        ResourceExhausted: its disk is full.
        Unavailable: either database does not answer as it should.
    """
    target = Database(url, named_by="where the catalog is to move is said with --to")
    try:
        with source.read() as reading, target.write() as writing:
            _check_free(reading, writing, url)
            try:
                _copy_rows(reading, writing)
            except OperationalError:
                raise
            except DBAPIError as error:
                raise FailedPrecondition(
                    Reason.CATALOG_NOT_MOVED,
                    f"{without_password(url)} refuses what is in the catalog "
                    f"({str(error.orig).splitlines()[0]}). Nothing was changed",
                ) from error
            writing.execute(update(library).values(moves=library.c.moves + 1))
            return writing.execute(select(func.count()).select_from(media)).scalar_one()
    finally:
        target.close()


def _check_free(reading: Connection, writing: Connection, url: str) -> None:
    """Nothing is there, or what an earlier move of this very library left behind."""
    own = reading.execute(select(library)).one()
    there = writing.execute(select(library)).first()
    if there is None:
        return
    if there.library_id != own.library_id:
        raise FailedPrecondition(
            Reason.CATALOG_NOT_MOVED,
            f"{without_password(url)} has the catalog of another library, {there.library_id}: name "
            "a database that is empty. Nothing was changed",
        )
    if there.moves == own.moves:
        raise FailedPrecondition(
            Reason.CATALOG_NOT_MOVED,
            f"{without_password(url)} has this catalog already: name the database that it is to "
            "move to. Nothing was changed",
        )


def _copy_rows(reading: Connection, writing: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        writing.execute(delete(table))
    for table in metadata.sorted_tables:
        rows = reading.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
        for some in rows.mappings().partitions():
            writing.execute(insert(table), [dict(row) for row in some])
