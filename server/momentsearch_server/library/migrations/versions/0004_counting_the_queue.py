"""Jobs that wait are counted and found by an index alone"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_jobs_state_cancel_job_id"), "jobs", ["state", "cancel", "job_id"], unique=False
    )
    op.drop_index(op.f("ix_jobs_state_job_id"), table_name="jobs")
