"""The words of requests as one text each, with a full-text index on SQLite.

Revision ID: 0050
Revises: 0048
Create Date: 2026-11-23 17:00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0050"
down_revision = "0048"
branch_labels = None
depends_on = None

TEXT, WORD, INDEX = "capacity_text", "capacity_word", "capacity_text_index"
CARRIED = {
    "sqlite": """INSERT INTO capacity_text (city_id, request_id, words)
      SELECT city_id, request_id, replace(replace(replace(group_concat(word, ' '), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')
      FROM capacity_word GROUP BY city_id, request_id""",
    "postgresql": """INSERT INTO capacity_text (city_id, request_id, words)
      SELECT city_id, request_id, replace(replace(replace(string_agg(word, ' '), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')
      FROM capacity_word GROUP BY city_id, request_id""",
}
INDEXED = (
    # A restore takes away the tables that the code knows of, and leaves this one.
    "DROP TABLE IF EXISTS capacity_text_index",
    """CREATE VIRTUAL TABLE capacity_text_index USING fts5(words, content='capacity_text', content_rowid='request_id',
      tokenize="unicode61 remove_diacritics 0 tokenchars '_'")""",
    """CREATE TRIGGER capacity_text_index_insert AFTER INSERT ON capacity_text BEGIN
      INSERT INTO capacity_text_index (rowid, words) VALUES (new.request_id, new.words);
    END""",
    """CREATE TRIGGER capacity_text_index_delete AFTER DELETE ON capacity_text BEGIN
      INSERT INTO capacity_text_index (capacity_text_index, rowid, words) VALUES ('delete', old.request_id, old.words);
    END""",
    """CREATE TRIGGER capacity_text_index_update AFTER UPDATE ON capacity_text BEGIN
      INSERT INTO capacity_text_index (capacity_text_index, rowid, words) VALUES ('delete', old.request_id, old.words);
      INSERT INTO capacity_text_index (rowid, words) VALUES (new.request_id, new.words);
    END""",
)


def upgrade() -> None:
    """Apply the change; until a form is saved again, beginnings of its words stand for them."""
    op.create_table(
        TEXT,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("words", AutoString(length=2460), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id"),
    )
    dialect = op.get_context().dialect.name
    if dialect == "sqlite":
        for statement in INDEXED:
            op.execute(statement)
    op.execute(CARRIED[dialect])
    op.drop_index("ix_capacity_word_word", table_name=WORD)
    op.drop_table(WORD)


def downgrade() -> None:
    """Take the change back; words are found again once their form is saved."""
    op.create_table(
        WORD,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("word", AutoString(length=16), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id", "word"),
    )
    op.create_index("ix_capacity_word_word", WORD, ["city_id", "word", "request_id"])
    op.drop_table(TEXT)
    if op.get_context().dialect.name == "sqlite":
        op.execute(f"DROP TABLE {INDEX}")
