"""How often the catalog moved to another database"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "library", sa.Column("moves", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
