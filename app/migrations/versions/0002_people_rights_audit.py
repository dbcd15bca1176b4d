"""People, rights and the audit log; every row belongs to a city.

Revision ID: 0002
Revises: 0001
Create Date: 2026-11-22 03:06:41.496289
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "identity_city",
        sa.Column("id", AutoString(length=40), nullable=False),
        sa.Column("name", AutoString(length=120), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(id) > 0", name="ck_identity_city_id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", AutoString(length=40), nullable=False),
        sa.Column("event", AutoString(length=40), nullable=False),
        sa.Column("subject_kind", AutoString(length=40), nullable=False),
        sa.Column("subject_id", AutoString(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", AutoString(length=64), nullable=False),
        sa.Column("hash", AutoString(length=64), nullable=False),
        sa.CheckConstraint("length(hash) = 64 AND length(previous) = 64", name="ck_audit_entry_hashes"),
        sa.CheckConstraint("sequence > 0", name="ck_audit_entry_sequence"),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "sequence"),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_actor", ["city_id", "actor", "sequence"], unique=False)
        batch_op.create_index("ix_audit_entry_event", ["city_id", "event", "sequence"], unique=False)
        batch_op.create_index(
            "ix_audit_entry_subject", ["city_id", "subject_kind", "subject_id", "sequence"], unique=False
        )

    op.create_table(
        "identity_office",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("name", AutoString(length=120), nullable=False),
        sa.Column("is_dezernat", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("city_id", "id", name="uq_identity_office_city_id"),
        sa.UniqueConstraint("city_id", "name", name="uq_identity_office_name"),
    )
    op.create_table(
        "identity_sign_in_failure",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_digest", AutoString(length=64), nullable=False),
        sa.Column("address_digest", AutoString(length=64), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("identity_sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_identity_sign_in_failure_account_digest"), ["account_digest"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_identity_sign_in_failure_address_digest"), ["address_digest"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_identity_sign_in_failure_at"), ["at"], unique=False)

    op.create_table(
        "once_answer",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("key", AutoString(length=200), nullable=False),
        sa.Column("request_digest", AutoString(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("city_id", "person_id", "key"),
    )
    with op.batch_alter_table("once_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_once_answer_at"), ["at"], unique=False)

    op.create_table(
        "identity_person",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("id", AutoString(length=36), nullable=False),
        sa.Column("account", AutoString(length=120), nullable=False),
        sa.Column("name", AutoString(length=120), nullable=False),
        sa.Column("office_id", AutoString(length=36), nullable=True),
        sa.Column("password_hash", AutoString(length=255), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("totp_secret", AutoString(length=255), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "office_id"],
            ["identity_office.city_id", "identity_office.id"],
            name="fk_identity_person_office",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("city_id", "account", name="uq_identity_person_account"),
        sa.UniqueConstraint("city_id", "id", name="uq_identity_person_city_id"),
    )
    op.create_table(
        "identity_person_role",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "department",
                "procurement-officer",
                "evaluator",
                "adit",
                "digitaldezernat",
                "data-protection",
                "information-security",
                "magistrat",
                "auditor",
                "administrator",
                name="ck_identity_person_role_role",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_identity_person_role_person",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"],
            ["identity_city.id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "role"),
    )
    op.create_table(
        "identity_session",
        sa.Column("token_digest", AutoString(length=64), nullable=False),
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("person_id", AutoString(length=36), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id", "person_id"],
            ["identity_person.city_id", "identity_person.id"],
            name="fk_identity_session_person",
        ),
        sa.PrimaryKeyConstraint("token_digest"),
    )
    with op.batch_alter_table("identity_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_session_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_identity_session_seen_at"), ["seen_at"], unique=False)

    with op.batch_alter_table("procurement_evaluation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("city_id", AutoString(length=40), nullable=True))
    # Before there were cities there was the demo city alone.
    op.execute(
        "INSERT INTO identity_city (id, name, is_demo, added_at) "
        "SELECT 'musterstadt', 'Musterstadt', true, min(stored_at) FROM procurement_evaluation HAVING count(*) > 0"
    )
    op.execute("UPDATE procurement_evaluation SET city_id = 'musterstadt'")
    with op.batch_alter_table("procurement_evaluation", schema=None) as batch_op:
        batch_op.alter_column("city_id", existing_type=AutoString(length=40), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_procurement_evaluation_reference_lot_method"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_procurement_evaluation_slug"), type_="unique")
        batch_op.create_unique_constraint("uq_procurement_evaluation_slug", ["city_id", "slug"])
        batch_op.create_unique_constraint("uq_procurement_evaluation_place", ["city_id", "reference", "lot", "method"])
        batch_op.create_foreign_key("fk_procurement_evaluation_city", "identity_city", ["city_id"], ["id"])


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("procurement_evaluation", schema=None) as batch_op:
        batch_op.drop_constraint("fk_procurement_evaluation_city", type_="foreignkey")
        batch_op.drop_constraint("uq_procurement_evaluation_place", type_="unique")
        batch_op.drop_constraint("uq_procurement_evaluation_slug", type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_procurement_evaluation_slug"), ["slug"])
        batch_op.create_unique_constraint(
            batch_op.f("uq_procurement_evaluation_reference_lot_method"), ["reference", "lot", "method"]
        )
        batch_op.drop_column("city_id")

    with op.batch_alter_table("identity_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_session_seen_at"))
        batch_op.drop_index(batch_op.f("ix_identity_session_person_id"))

    op.drop_table("identity_session")
    op.drop_table("identity_person_role")
    op.drop_table("identity_person")
    with op.batch_alter_table("once_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_once_answer_at"))

    op.drop_table("once_answer")
    with op.batch_alter_table("identity_sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_sign_in_failure_at"))
        batch_op.drop_index(batch_op.f("ix_identity_sign_in_failure_address_digest"))
        batch_op.drop_index(batch_op.f("ix_identity_sign_in_failure_account_digest"))

    op.drop_table("identity_sign_in_failure")
    op.drop_table("identity_office")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject")
        batch_op.drop_index("ix_audit_entry_event")
        batch_op.drop_index("ix_audit_entry_actor")

    op.drop_table("audit_entry")
    op.drop_table("identity_city")
