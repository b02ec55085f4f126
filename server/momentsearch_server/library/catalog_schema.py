"""The catalog's tables. Every change here goes with a migration in ``migrations/versions``.

Times are integer microseconds: since 1970 UTC for ``…_time_us``, of media time for the others.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# One row: which library this is. Names in a Milvus that several libraries share start with it.
library = Table(
    "library",
    metadata,
    Column("library_id", String(26), primary_key=True),
    Column("create_time_us", BigInteger, nullable=False),
    # How often the catalog moved to another database: only the last one is the library's.
    Column("moves", Integer, nullable=False, server_default=text("0")),
)

collections = Table(
    "collections",
    metadata,
    Column("name", String(63), primary_key=True),
    Column("create_time_us", BigInteger, nullable=False),
    # Grows with every change of which media are ACTIVE, or of the labels of one that is.
    Column("revision", BigInteger, nullable=False, server_default=text("0")),
    Column("deleting", Boolean, nullable=False, server_default=text("false")),
)

spaces = Table(
    "spaces",
    metadata,
    Column("space_id", String(63), primary_key=True),
    Column("modality", String(16), nullable=False),
    Column("encoder", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("dim", Integer, nullable=False),
    # Which build of the vector index is the living one; a rebuild makes the next and switches.
    Column("generation", Integer, nullable=False, server_default=text("1")),
)

media = Table(
    "media",
    metadata,
    Column("media_id", String(26), primary_key=True),
    Column("collection", ForeignKey("collections.name"), nullable=False),
    Column("title", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("kind", String(16)),
    Column("duration_us", BigInteger),
    Column("size_bytes", BigInteger, nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("owns_bytes", Boolean, nullable=False),
    # Of the file at the path, when its bytes were last known to be these.
    Column("mtime_ns", BigInteger),
    Column("tracks_json", Text, nullable=False),
    Column("notes_json", Text, nullable=False),
    Column("failure_reason", String(64)),
    Column("failure_message", Text),
    Column("create_time_us", BigInteger, nullable=False),
    Column("update_time_us", BigInteger, nullable=False),
    Column("active_time_us", BigInteger),
    CheckConstraint(
        "state IN ('QUEUED', 'INDEXING', 'ACTIVE', 'FAILED', 'DELETING')", name="state"
    ),
    # Same bytes once in a collection; a media on its way out does not stand in the way.
    Index(
        "uq_media_collection_content_sha256",
        "collection",
        "content_sha256",
        unique=True,
        sqlite_where=text("state <> 'DELETING'"),
        postgresql_where=text("state <> 'DELETING'"),
    ),
    Index(None, "collection", "create_time_us", "media_id"),
    Index(None, "collection", "state"),
    Index(None, "collection", "size_bytes"),
    Index(None, "path"),
)

media_labels = Table(
    "media_labels",
    metadata,
    Column("media_id", ForeignKey("media.media_id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(63), primary_key=True),
    Column("value", String(255), nullable=False),
    Index(None, "key", "value", "media_id"),
)

media_spaces = Table(
    "media_spaces",
    metadata,
    Column("media_id", ForeignKey("media.media_id", ondelete="CASCADE"), primary_key=True),
    Column("space_id", ForeignKey("spaces.space_id"), primary_key=True),
    Column("samples", Integer, nullable=False),
    Column("silent_windows", Integer, nullable=False),
    Column("runs", Integer, nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    # Ids are sorted by time, so the oldest job has the least id.
    Column("job_id", String(26), primary_key=True),
    Column("media_id", ForeignKey("media.media_id", ondelete="CASCADE"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    # How often the whole server died while it worked on this job.
    Column("crashes", Integer, nullable=False, server_default=text("0")),
    Column("progress_done_us", BigInteger, nullable=False, server_default=text("0")),
    Column("progress_total_us", BigInteger),
    Column("error_reason", String(64)),
    Column("error_message", Text),
    Column("cancel", Boolean, nullable=False, server_default=text("false")),
    Column("create_time_us", BigInteger, nullable=False),
    Column("update_time_us", BigInteger, nullable=False),
    CheckConstraint("state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')", name="state"),
    Index(None, "state", "cancel", "job_id"),
    Index(None, "media_id"),
)
