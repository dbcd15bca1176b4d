"""Who ever wrote in a Kurzbewertung: fields keep only whoever wrote last. The list grows and never changes.

Revision ID: 0044
Revises: 0043
Create Date: 2026-11-23 16:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

ASSESSMENT, WRITER = "procurement_short_assessment", "procurement_short_assessment_writer"
KEYS = {WRITER: ("assessment_id", "person")}
"""Tables whose rows come and never change. Whoever rebuilds one on SQLite makes its triggers again."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'what is recorded does not change'); END"


def upgrade() -> None:
    """Apply the change. Of what is there, whoever is still known to have had a hand in it counts as a writer."""
    op.create_table(
        WRITER,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("person", AutoString(length=40), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], [f"{ASSESSMENT}.id"]),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.PrimaryKeyConstraint("assessment_id", "person"),
    )
    # The audit log knows every hand-in, also those that were handed back.
    op.execute(
        f"INSERT INTO {WRITER} (city_id, assessment_id, person, since) "  # noqa: S608 - names from this file
        "SELECT a.city_id, a.id, w.person, MIN(w.at) FROM ("
        f"SELECT city_id, CAST(id AS VARCHAR(20)) AS record, created_by AS person, created_at AS at FROM {ASSESSMENT} "
        "UNION ALL "
        f"SELECT city_id, CAST(id AS VARCHAR(20)), asked_by, asked_at FROM {ASSESSMENT} WHERE asked_by IS NOT NULL "
        "UNION ALL "
        "SELECT city_id, record_id, changed_by, changed_at FROM field_value WHERE kind = 'short-assessment' "
        "UNION ALL "
        "SELECT city_id, subject_id, actor, at FROM audit_entry WHERE subject_kind = 'short-assessment' "
        "AND event IN ('short-assessment-begun', 'short-assessment-asked')"
        f") AS w JOIN {ASSESSMENT} AS a ON a.city_id = w.city_id AND CAST(a.id AS VARCHAR(20)) = w.record "
        "GROUP BY a.city_id, a.id, w.person"
    )
    for table, key in KEYS.items():
        for statement in _sqlite(table, key) if op.get_context().dialect.name == "sqlite" else _postgresql(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table(WRITER)
    if op.get_context().dialect.name != "sqlite":
        op.execute(f"DROP FUNCTION {WRITER}_refuse()")


def _sqlite(table: str, key: tuple[str, ...]) -> tuple[str, ...]:
    same = " AND ".join(f"{one} = NEW.{one}" for one in key)
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
