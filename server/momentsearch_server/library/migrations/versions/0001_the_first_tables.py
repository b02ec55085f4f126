"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collections",
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("create_time_us", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("deleting", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_collections")),
    )
    op.create_table(
        "library",
        sa.Column("library_id", sa.String(length=26), nullable=False),
        sa.Column("create_time_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("library_id", name=op.f("pk_library")),
    )
    op.create_table(
        "spaces",
        sa.Column("space_id", sa.String(length=63), nullable=False),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("encoder", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("dim", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("space_id", name=op.f("pk_spaces")),
    )
    op.create_table(
        "media",
        sa.Column("media_id", sa.String(length=26), nullable=False),
        sa.Column("collection", sa.String(length=63), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("duration_us", sa.BigInteger(), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("owns_bytes", sa.Boolean(), nullable=False),
        sa.Column("tracks_json", sa.Text(), nullable=False),
        sa.Column("notes_json", sa.Text(), nullable=False),
        sa.Column("failure_reason", sa.String(length=64), nullable=True),
        sa.Column("failure_message", sa.Text(), nullable=True),
        sa.Column("create_time_us", sa.BigInteger(), nullable=False),
        sa.Column("update_time_us", sa.BigInteger(), nullable=False),
        sa.Column("active_time_us", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('QUEUED', 'INDEXING', 'ACTIVE', 'FAILED', 'DELETING')",
            name=op.f("ck_media_state"),
        ),
        sa.ForeignKeyConstraint(
            ["collection"], ["collections.name"], name=op.f("fk_media_collection")
        ),
        sa.PrimaryKeyConstraint("media_id", name=op.f("pk_media")),
    )
    op.create_index(
        op.f("ix_media_collection_create_time_us_media_id"),
        "media",
        ["collection", "create_time_us", "media_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_media_collection_state"), "media", ["collection", "state"], unique=False
    )
    op.create_index(op.f("ix_media_path"), "media", ["path"], unique=False)
    op.create_index(
        "uq_media_collection_content_sha256",
        "media",
        ["collection", "content_sha256"],
        unique=True,
        sqlite_where=sa.text("state <> 'DELETING'"),
        postgresql_where=sa.text("state <> 'DELETING'"),
    )

    op.create_table(
        "jobs",
        sa.Column("job_id", sa.String(length=26), nullable=False),
        sa.Column("media_id", sa.String(length=26), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("crashes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("progress_done_us", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("progress_total_us", sa.BigInteger(), nullable=True),
        sa.Column("error_reason", sa.String(length=64), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("cancel", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("create_time_us", sa.BigInteger(), nullable=False),
        sa.Column("update_time_us", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')", name=op.f("ck_jobs_state")
        ),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.media_id"], name=op.f("fk_jobs_media_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_media_id"), "jobs", ["media_id"], unique=False)
    op.create_index(op.f("ix_jobs_state_job_id"), "jobs", ["state", "job_id"], unique=False)

    op.create_table(
        "media_labels",
        sa.Column("media_id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=63), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"],
            ["media.media_id"],
            name=op.f("fk_media_labels_media_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("media_id", "key", name=op.f("pk_media_labels")),
    )
    op.create_index(
        op.f("ix_media_labels_key_value_media_id"),
        "media_labels",
        ["key", "value", "media_id"],
        unique=False,
    )

    op.create_table(
        "media_spaces",
        sa.Column("media_id", sa.String(length=26), nullable=False),
        sa.Column("space_id", sa.String(length=63), nullable=False),
        sa.Column("samples", sa.Integer(), nullable=False),
        sa.Column("silent_windows", sa.Integer(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"],
            ["media.media_id"],
            name=op.f("fk_media_spaces_media_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.space_id"], name=op.f("fk_media_spaces_space_id")
        ),
        sa.PrimaryKeyConstraint("media_id", "space_id", name=op.f("pk_media_spaces")),
    )
