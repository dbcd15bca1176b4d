"""Released Digital-Checks with their sheets. Roles of whoever signs for an office, and of the committee office.

Revision ID: 0023
Revises: 0022
Create Date: 2026-11-23 01:55:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FROZEN = {
    "digitalcheck_release": ("check_id",),
    "digitalcheck_committee": ("check_id", "number"),
    "digitalcheck_sheet": ("check_id", "version"),
    "digitalcheck_sheet_file": ("check_id", "version", "form"),
    "digitalcheck_sheet_publication": ("check_id",),
    "digitalcheck_replacement": ("check_id",),
}
"""Tables whose rows come and never change, with their keys. Whoever rebuilds one on SQLite makes its triggers again."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"
_ROLES = (
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
)
_NEW_ROLES = ("office-head", "committee-office")
_ROLE_CHECK = "ck_identity_person_role_role"


def upgrade() -> None:
    """Apply the change."""
    _allow_roles((*_ROLES, *_NEW_ROLES))
    op.create_table(
        "digitalcheck_release",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("title", AutoString(length=150), nullable=False),
        sa.Column("reference", AutoString(length=60), nullable=False),
        sa.Column("dezernat", AutoString(length=80), nullable=False),
        sa.Column("office", AutoString(length=120), nullable=False),
        sa.Column("catalogue", AutoString(length=100), nullable=False),
        sa.Column("depth", _one_of("ck_digitalcheck_release_depth", "negativ", "kurz", "voll"), nullable=False),
        sa.Column(
            "headline",
            _one_of(
                "ck_digitalcheck_release_headline",
                "abgestimmt",
                "abgestimmt_vorbehaltlich",
                "abstimmung_laeuft",
                "nicht_abgestimmt",
            ),
            nullable=True,
        ),
        sa.Column("reds", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("released_by", AutoString(length=36), nullable=False),
        sa.Column("released_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(digest) = 71", name="ck_digitalcheck_release_digest"),
        sa.CheckConstraint("reds >= 0", name="ck_digitalcheck_release_reds"),
        sa.ForeignKeyConstraint(["check_id"], ["digitalcheck_check.id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("check_id"),
    )
    op.create_table(
        "digitalcheck_committee",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("committee", AutoString(length=200), nullable=False),
        sa.Column("committee_key", AutoString(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["check_id"], ["digitalcheck_release.check_id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("check_id", "number"),
    )
    op.create_index("ix_digitalcheck_committee_day", "digitalcheck_committee", ["city_id", "committee_key", "day"])
    op.create_table(
        "digitalcheck_sheet",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("version", _one_of("ck_digitalcheck_sheet_version", "public", "internal"), nullable=False),
        sa.Column("code", AutoString(length=14), nullable=False),
        sa.Column("digest", AutoString(length=71), nullable=False),
        sa.Column("pdf_digest", AutoString(length=71), nullable=False),
        sa.Column("likeness", AutoString(length=71), nullable=False),
        sa.CheckConstraint(
            "length(digest) = 71 AND length(pdf_digest) = 71 AND length(likeness) = 71",
            name="ck_digitalcheck_sheet_digest",
        ),
        sa.ForeignKeyConstraint(["check_id"], ["digitalcheck_release.check_id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("check_id", "version"),
        sa.UniqueConstraint("city_id", "code", name="uq_digitalcheck_sheet_code"),
    )
    op.create_index("ix_digitalcheck_sheet_pdf", "digitalcheck_sheet", ["city_id", "pdf_digest"])
    op.create_index("ix_digitalcheck_sheet_likeness", "digitalcheck_sheet", ["city_id", "likeness"])
    op.create_table(
        "digitalcheck_sheet_file",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("version", _one_of("ck_digitalcheck_sheet_file_version", "public", "internal"), nullable=False),
        sa.Column("form", _one_of("ck_digitalcheck_sheet_file_form", "pdf", "json", "html", "txt"), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id", "version"],
            ["digitalcheck_sheet.check_id", "digitalcheck_sheet.version"],
            name="fk_digitalcheck_sheet_file_sheet",
        ),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("check_id", "version", "form"),
    )
    op.create_table(
        "digitalcheck_sheet_publication",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("published_by", AutoString(length=36), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["digitalcheck_release.check_id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("check_id"),
    )
    op.create_table(
        "digitalcheck_replacement",
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("successor", sa.Integer(), nullable=False),
        sa.Column("replaced_by", AutoString(length=36), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["digitalcheck_release.check_id"]),
        sa.ForeignKeyConstraint(["successor"], ["digitalcheck_release.check_id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("check_id"),
    )
    for table in FROZEN:
        for statement in _sqlite(table) if op.get_context().dialect.name == "sqlite" else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    for table in reversed(FROZEN):
        op.drop_table(table)
        if op.get_context().dialect.name != "sqlite":
            op.execute(f"DROP FUNCTION {table}_refuse()")
    op.execute("DELETE FROM identity_person_role WHERE role IN ('office-head', 'committee-office')")
    _allow_roles(_ROLES)


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def _allow_roles(roles: tuple[str, ...]) -> None:
    """Change which roles there can be. SQLite forgets the check when the table is copied, others drop it by name."""
    named = ", ".join(f"'{role}'" for role in roles)
    with op.batch_alter_table("identity_person_role", recreate="auto") as batch:
        if op.get_context().dialect.name != "sqlite":
            batch.drop_constraint(_ROLE_CHECK, type_="check")
        batch.create_check_constraint(_ROLE_CHECK, f"role IN ({named})")


def _sqlite(table: str) -> tuple[str, ...]:
    same = " AND ".join(f"{key} = NEW.{key}" for key in FROZEN[table])
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {_REFUSE}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {_REFUSE}",
        # INSERT OR REPLACE deletes without asking the trigger above.
        (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"  # noqa: S608 - names from this file
            f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {_REFUSE}"
        ),
    )


def _postgresql(table: str) -> tuple[str, ...]:
    return (
        (
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'what is recorded does not change'; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
        ),
        (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
        ),
    )
