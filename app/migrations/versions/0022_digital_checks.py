"""Digital-Checks as they are worked on, catalogues a city published, and requests for IT capacity.

Revision ID: 0022
Revises: 0016
Create Date: 2026-11-23 01:50:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "digitalcheck_questions",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(length=100), nullable=False),
        sa.Column("title", AutoString(length=400), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("published_by", AutoString(length=40), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(digest) = 71", name="ck_digitalcheck_questions_digest"),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("city_id", "name", name="uq_digitalcheck_questions_name"),
    )
    op.create_table(
        "capacity_request",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", AutoString(length=36), nullable=False),
        sa.Column("title", AutoString(length=150), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "keine",
                "gestellt",
                "teilweise",
                "vorbehalt",
                "zugesagt",
                name="ck_capacity_request_state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("go_live", sa.Date(), nullable=True),
        sa.Column("cost_once_eur", AutoString(length=24), nullable=True),
        sa.Column("cost_yearly_eur", AutoString(length=24), nullable=True),
        sa.Column("cost_total_eur", AutoString(length=24), nullable=True),
        sa.Column("reason", AutoString(length=500), nullable=False),
        sa.Column("decided_by", AutoString(length=36), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("handed_in_by", AutoString(length=36), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_capacity_request_version"),
        sa.ForeignKeyConstraint(
            ["city_id", "office_id"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_capacity_request_office",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_capacity_request_office", "capacity_request", ["city_id", "office_id", "id"], unique=False)
    op.create_table(
        "capacity_effort",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("role", AutoString(length=64), nullable=False),
        sa.Column("quarter", AutoString(length=24), nullable=False),
        sa.Column("days_from", AutoString(length=24), nullable=False),
        sa.Column("days_to", AutoString(length=24), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id", "number"),
    )
    op.create_table(
        "digitalcheck_check",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", AutoString(length=36), nullable=False),
        sa.Column("title", AutoString(length=150), nullable=False),
        sa.Column("reference", AutoString(length=60), nullable=False),
        sa.Column("search_text", AutoString(length=260), nullable=False),
        sa.Column("catalogue", AutoString(length=100), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "entwurf",
                "gezeichnet",
                "rueckfrage",
                "mitgezeichnet",
                "freigegeben",
                "ersetzt",
                name="ck_digitalcheck_check_status",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("copied_from", sa.Integer(), nullable=True),
        sa.Column("prefilled", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("created_by", AutoString(length=36), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version > 0", name="ck_digitalcheck_check_version"),
        sa.ForeignKeyConstraint(
            ["city_id", "office_id"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_digitalcheck_check_office",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_digitalcheck_check_city", "digitalcheck_check", ["city_id", "id"], unique=False)
    op.create_index("ix_digitalcheck_check_office", "digitalcheck_check", ["city_id", "office_id", "id"], unique=False)
    op.create_table(
        "digitalcheck_step",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "before",
            sa.Enum(
                "entwurf",
                "gezeichnet",
                "rueckfrage",
                "mitgezeichnet",
                "freigegeben",
                "ersetzt",
                name="ck_digitalcheck_step_before",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "entwurf",
                "gezeichnet",
                "rueckfrage",
                "mitgezeichnet",
                "freigegeben",
                "ersetzt",
                name="ck_digitalcheck_step_after",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", AutoString(length=500), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["digitalcheck_check.id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("check_id", "number"),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("digitalcheck_step")
    op.drop_index("ix_digitalcheck_check_office", table_name="digitalcheck_check")
    op.drop_index("ix_digitalcheck_check_city", table_name="digitalcheck_check")
    op.drop_table("digitalcheck_check")
    op.drop_table("capacity_effort")
    op.drop_index("ix_capacity_request_office", table_name="capacity_request")
    op.drop_table("capacity_request")
    op.drop_table("digitalcheck_questions")
