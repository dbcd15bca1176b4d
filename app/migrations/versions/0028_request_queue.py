"""The queue of requests for IT capacity: where they stand, their course, checks, questions and proofs.

Revision ID: 0028
Revises: 0027
Create Date: 2026-11-23 05:30:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# fmt: off
STAGES = (
    "entwurf", "eingereicht", "vorpruefung", "pruefung", "bewertung",
    "priorisiert", "vorbehalt", "freigegeben", "eingeplant", "blockiert",
    "in-umsetzung", "abnahme", "abgeschlossen", "zurueckgestellt", "abgelehnt",
    "zurueckgezogen", "zusammengefuehrt", "abgebrochen",
)
# fmt: on


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "capacity_dependency",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("on_request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["on_request_id"],
            ["capacity_request.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id", "on_request_id"),
    )
    op.create_table(
        "capacity_event",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", AutoString(length=20), nullable=False),
        sa.Column(
            "before",
            sa.Enum(
                *STAGES,
                name="ck_capacity_event_before",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                *STAGES,
                name="ck_capacity_event_after",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", AutoString(length=500), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id", "number"),
    )
    op.create_table(
        "capacity_proof",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "vvt",
                "avv",
                "dsfa",
                "schulung",
                "uebergabe",
                name="ck_capacity_proof_kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("is_needed", sa.Boolean(), nullable=False),
        sa.Column("reference", AutoString(length=500), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id", "kind"),
    )
    op.create_table(
        "capacity_question",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "asker",
            sa.Enum(
                "fachamt",
                "adit",
                "dezernat",
                "datenschutz",
                "sicherheit",
                "vergabe",
                name="ck_capacity_question_asker",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "party",
            sa.Enum(
                "fachamt",
                "adit",
                "dezernat",
                "datenschutz",
                "sicherheit",
                "vergabe",
                name="ck_capacity_question_party",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", AutoString(length=2000), nullable=False),
        sa.Column("paused", sa.Integer(), nullable=True),
        sa.Column("asked_by", AutoString(length=36), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", AutoString(length=2000), nullable=False),
        sa.Column("answered_by", AutoString(length=36), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id", "number"),
    )
    op.create_table(
        "capacity_review",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "datenschutz",
                "sicherheit",
                "organisation",
                "architektur",
                "vergabeweg",
                name="ck_capacity_review_kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "light",
            sa.Enum(
                "gruen",
                "gelb",
                "rot",
                "fehlt",
                name="ck_capacity_review_light",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("note", AutoString(length=2000), nullable=False),
        sa.Column("condition", AutoString(length=500), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id", "kind"),
    )
    op.create_table(
        "capacity_standing",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                *STAGES,
                name="ck_capacity_standing_stage",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("proposed_by", AutoString(length=36), nullable=True),
        sa.Column("window_from", sa.Date(), nullable=True),
        sa.Column("resubmit_on", sa.Date(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("search_text", AutoString(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id"),
    )
    op.create_index("ix_capacity_standing_stage", "capacity_standing", ["city_id", "stage", "request_id"], unique=False)
    op.create_table(
        "capacity_word",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("word", AutoString(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["capacity_request.id"],
        ),
        sa.PrimaryKeyConstraint("request_id", "word"),
    )
    op.create_index("ix_capacity_word_word", "capacity_word", ["city_id", "word", "request_id"], unique=False)
    # Requests came from Digital-Checks alone, and what was promised tells where they stand.
    op.execute(
        "INSERT INTO capacity_standing (city_id, request_id, stage, created_at, search_text) "
        "SELECT city_id, id, CASE state WHEN 'keine' THEN 'abgelehnt' WHEN 'gestellt' THEN 'eingereicht' "
        "WHEN 'teilweise' THEN 'freigegeben' WHEN 'vorbehalt' THEN 'vorbehalt' ELSE 'eingeplant' END, "
        "changed_at, lower(title) FROM capacity_request"
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_capacity_word_word", table_name="capacity_word")
    op.drop_table("capacity_word")
    op.drop_index("ix_capacity_standing_stage", table_name="capacity_standing")
    op.drop_table("capacity_standing")
    op.drop_table("capacity_review")
    op.drop_table("capacity_question")
    op.drop_table("capacity_proof")
    op.drop_table("capacity_event")
    op.drop_table("capacity_dependency")
