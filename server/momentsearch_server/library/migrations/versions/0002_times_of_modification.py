"""Times of modification, and media found by their size"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("media", sa.Column("mtime_ns", sa.BigInteger(), nullable=True))
    op.create_index(
        op.f("ix_media_collection_size_bytes"), "media", ["collection", "size_bytes"], unique=False
    )
