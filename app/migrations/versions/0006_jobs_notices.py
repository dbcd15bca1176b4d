"""Jobs, their queue, notices.

Revision ID: 0006
Revises: 0005
Create Date: 2026-11-22 03:45:12.207514
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "job",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(length=40), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=True),
        sa.Column("key", AutoString(length=80), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column(
            "state", _words("waiting", "running", "done", "failed", "cancelled", name="ck_job_state"), nullable=False
        ),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=True),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("step", AutoString(length=200), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column(
            "failure", _words("defect", "gave-up", "not-allowed", "unknown-kind", name="ck_job_failure"), nullable=True
        ),
        sa.Column("is_cancel_requested", sa.Boolean(), nullable=False),
        sa.CheckConstraint("done >= 0 AND (total IS NULL OR total >= 0)", name="ck_job_progress"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "person_id"], ["identity_person.city_id", "identity_person.id"], name="fk_job_person"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("city_id", "key", name="uq_job_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_city", "job", ["city_id", "id"])
    op.create_index("ix_job_person", "job", ["city_id", "person_id", "id"])
    op.create_index("ix_job_finished", "job", ["city_id", "finished_at"])
    op.create_table(
        "job_queue",
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("token", AutoString(length=36), nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_job_queue_job"),
        sa.PrimaryKeyConstraint("job_id"),
    )
    op.create_index("ix_job_queue_due", "job_queue", ["due_at"])
    op.create_table(
        "notice",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("kind", AutoString(length=40), nullable=False),
        sa.Column("properties", sa.JSON(), nullable=False),
        sa.Column("link", AutoString(length=200), nullable=True),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(
            ["city_id", "person_id"], ["identity_person.city_id", "identity_person.id"], name="fk_notice_person"
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notice_person", "notice", ["city_id", "person_id", "id"])
    op.create_index("ix_notice_unread", "notice", ["city_id", "person_id", "read_at"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("notice")
    op.drop_table("job_queue")
    op.drop_table("job")


def _words(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)
