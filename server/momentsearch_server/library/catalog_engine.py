"""The catalog's database: connections, transactions, migrations."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from momentsearch_server.errors import (
    FailedPrecondition,
    Reason,
    ResourceExhausted,
    SettingsError,
    Unavailable,
)

_BUSY_TIMEOUT_MS = 30_000
_POSTGRES_DISK_FULL = "53100"
_POSTGRES_LOCK_NOT_GIVEN = "55P03"
_TAKING_TIMEOUT_MS = 5_000
_FULL_RETRY_SECONDS = 60.0
# The first half of the number of the lock that a server holds in PostgreSQL: "mome".
_LOCK_CLASS = 0x6D6F6D65
_THE_SETTING = "the setting is `database`, nothing means SQLite in the data directory"


class Database:
    """Reads side by side, writes one at a time.

    SQLite allows one writer: waiting for a lock in this process is quicker and fairer than
    SQLite's own retries. One process owns a library, so that this lock is enough elsewhere too; in
    PostgreSQL, which others reach, what says so is a lock that its one writing connection holds.
    """

    def __init__(self, url: str, *, named_by: str = _THE_SETTING) -> None:
        """Opens the database at ``url`` (``sqlite:///FILE`` or ``postgresql+DRIVER://…``) and
        brings its tables up to date. ``named_by`` ends the message where that cannot be done.

        Raises:
            SettingsError: that cannot be done.
            FailedPrecondition: another server has this PostgreSQL database.
        """
        self._write_lock = threading.Lock()
        with _refusals(url, named_by):
            self._reading, self._writing = _engines(url)
            try:
                with self._transaction() as connection:
                    migrate(connection)
            except BaseException:
                self.close()
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view for as long as it is open.

        Raises:
            ResourceExhausted: the disk is full.
            Unavailable: the database does not answer as it should.
        """
        with _answering(), self._reading.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: durable when the block ends, undone when it raises. Keep it short.

        Raises as ``read`` does.
        """
        with _answering(), self._transaction() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._write_lock, self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        self._reading.dispose()
        self._writing.dispose()


@contextmanager
def _answering() -> Iterator[None]:
    """What goes wrong with the database and not with what is asked of it: a full disk, a lock that
    is not given, a server that is away."""
    try:
        yield
    except OperationalError as error:
        if _is_disk_full(error):
            # Deleting media does not help: that has to be noted there too.
            raise ResourceExhausted(
                Reason.STORAGE_FULL,
                "the disk of the catalog's database is full; make room there, then try again",
                retry_after_seconds=_FULL_RETRY_SECONDS,
            ) from error
        raise Unavailable(
            Reason.CATALOG_UNAVAILABLE,
            f"the catalog's database does not answer as it should ({error.orig}); see that its "
            "disk or its server is well, then try again",
        ) from error


def _is_disk_full(error: OperationalError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_FULL or _has_state(error.orig, _POSTGRES_DISK_FULL)


def _has_state(error: BaseException | None, state: str) -> bool:
    """Drivers of PostgreSQL have SQLSTATE under one of two names."""
    return state in {getattr(error, name, None) for name in ("sqlstate", "pgcode")}


@contextmanager
def _refusals(url: str, named_by: str) -> Iterator[None]:
    """What a driver says when it is missing, finds no server, or no database of ours."""
    try:
        yield
    except (SQLAlchemyError, CommandError, ImportError) as error:
        why = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise SettingsError(
            Reason.SETTING_INVALID,
            f"the catalog's database {without_password(url)} cannot be opened ({why}): see that "
            "it is there, that its driver is installed (in a checkout of the repository, "
            f"pip install '.[postgresql]'), and that no later version made it; {named_by}",
        ) from error


def without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "(not a URL)"


def migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _engines(url: str) -> tuple[Engine, Engine]:
    """What reads and what writes."""
    kind = make_url(url).get_backend_name()
    if kind == "sqlite":
        engine = create_engine(url, pool_size=16, max_overflow=16)
        _prepare_sqlite(engine)
        return engine, engine.execution_options(momentsearch_writes=True)
    if kind == "postgresql":
        # A look at each connection before it is used: so a restart of the server costs no call.
        reading = create_engine(
            url,
            pool_size=16,
            max_overflow=16,
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
        ).execution_options(postgresql_readonly=True)
        writing = create_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True)
        event.listen(writing, "connect", _take_postgresql)
        return reading, writing
    raise ArgumentError(f"{kind!r} is neither sqlite nor postgresql")


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _configure(dbapi_connection: Any, _record: Any) -> None:
        # The driver would begin transactions at moments of its own; we begin them below.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        # FULL: a commit is on the disk before it returns, so that power loss takes nothing
        # that was acknowledged. NORMAL would only survive the process.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer that began as a reader could find, too late, that somebody wrote meanwhile.
        writes = connection.get_execution_options().get("momentsearch_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _take_postgresql(connection: Any, _record: Any) -> None:
    """Takes this database, or its schema where several libraries share one, for as long as this
    connection lives: when another server has it, that may be one which was killed just now."""
    cursor = connection.cursor()
    try:
        # Of a machine that is gone without a word, PostgreSQL gives up the connection in a minute.
        cursor.execute("SET tcp_keepalives_idle = 30")
        cursor.execute("SET tcp_keepalives_interval = 10")
        cursor.execute("SET tcp_keepalives_count = 3")
        # Nor does any later write wait longer for what somebody else has locked.
        cursor.execute(f"SET lock_timeout = {_TAKING_TIMEOUT_MS}")
        cursor.execute(f"SELECT pg_advisory_lock({_LOCK_CLASS}, hashtext(current_schema()))")
        cursor.close()
        connection.commit()
    except Exception as error:
        connection.close()  # which SQLAlchemy leaves to the garbage collector
        if not _has_state(error, _POSTGRES_LOCK_NOT_GIVEN):
            raise
        raise FailedPrecondition(
            Reason.CATALOG_IN_USE,
            "another server has the catalog's database; stop that one, or give this one a "
            "database of its own",
        ) from error
