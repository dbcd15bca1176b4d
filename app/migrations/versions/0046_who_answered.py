"""Whose answer ended a clock; what requests really took; promises; tiers of ranks. Decisions are found by their day.

Revision ID: 0046
Revises: 0045
Create Date: 2026-11-23 16:20:00
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

CLOCK = "capacity_clock"
PRIORITY, RANK = "capacity_priority", "ix_capacity_priority_rank"
ENDED = "ix_capacity_clock_ended"
BEFORE = ["city_id", "topic", "party", "was_missed", "used", "ended_on"]
ANSWERS = {
    "eingereicht": ("receive",),
    "vorpruefung": ("forward", "reject-formally", "merge"),
    "bewertung": ("propose",),
    "priorisiert": ("approve", "reserve", "defer", "reject", "rule", "rule-reserved", "rule-part"),
    "freigegeben": ("schedule", "start"),
    "abnahme": ("rework", "accept"),
}
"""Steps by which the party answered whose clock a stage had."""

_LAST = (
    "number = (SELECT max(c.number) FROM capacity_clock c WHERE c.city_id = capacity_clock.city_id "
    "AND c.request_id = capacity_clock.request_id AND c.topic = capacity_clock.topic)"
)
_SAME = "city_id = capacity_clock.city_id AND {0}.request_id = capacity_clock.request_id"
_IN_TIME = "substr(CAST({0} AS VARCHAR), 1, 10) <= CAST(capacity_clock.ended_on AS VARCHAR)"
_CHECKS = (
    f"UPDATE capacity_clock SET answered_by = (SELECT r.person FROM capacity_review r WHERE r.{_SAME.format('r')} "  # noqa: S608 - names from this file
    f"AND r.kind = capacity_clock.topic AND {_IN_TIME.format('r.at')}) WHERE ended_on IS NOT NULL AND {_LAST} "
    "AND topic IN ('datenschutz', 'sicherheit', 'organisation', 'architektur', 'vergabeweg')"
)
_QUESTIONS = (
    "UPDATE capacity_clock SET answered_by = (SELECT q.answered_by FROM capacity_question q "  # noqa: S608 - names from this file
    f"WHERE q.{_SAME.format('q')} AND 'question-' || CAST(q.number AS VARCHAR) = capacity_clock.topic "
    f"AND {_IN_TIME.format('q.answered_at')}) WHERE ended_on IS NOT NULL AND topic LIKE 'question-%'"
)


def upgrade() -> None:
    """Apply the change. Who answered before is known from the course, from statements and from questions.

    Each stay in a stage has one clock and one step that leaves it: the second belongs to the second. Of a check that
    was asked for twice, only the last statement is kept; who gave the first is unknown.
    """
    op.add_column(CLOCK, sa.Column("answered_by", AutoString(length=36), nullable=True))
    for topic, steps in ANSWERS.items():
        op.execute(_stage(topic, steps))
    op.execute(_CHECKS)
    op.execute(_QUESTIONS)
    op.drop_index(ENDED, table_name=CLOCK)
    op.create_index(ENDED, CLOCK, ["city_id", "ended_on", *BEFORE[1:-1], "answered_by"])
    op.create_index("ix_capacity_event_step", "capacity_event", ["city_id", "step", "at", "request_id"])
    _tiers()
    _of_requests(
        "capacity_spent",
        sa.Column("role", AutoString(length=64), nullable=False),
        sa.Column("days", AutoString(length=24), nullable=False),
        sa.Column("person", AutoString(length=36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
    )
    _of_requests(
        "capacity_promise",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
    )


def _tiers() -> None:
    """Order what waits long by its wait: a number instead of yes and no."""
    op.add_column(PRIORITY, sa.Column("tier", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE capacity_priority SET tier = CASE WHEN urgency = 'a' THEN 1000000 WHEN is_protected THEN waited_days "
        "ELSE 0 END"
    )
    op.drop_index(RANK, table_name=PRIORITY)
    op.drop_column(PRIORITY, "is_first_tier")
    op.create_index(RANK, PRIORITY, ["city_id", "is_proposed", "tier", "value", "request_id"])


def _of_requests(name: str, *columns: sa.Column[Any]) -> None:
    """Create a table about requests; its first column beside the request is part of the key."""
    op.create_table(
        name,
        sa.Column("city_id", AutoString(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["city_id"], ["identity_city.id"]),
        sa.ForeignKeyConstraint(["request_id"], ["capacity_request.id"]),
        sa.PrimaryKeyConstraint("request_id", columns[0].name),
    )


def downgrade() -> None:
    """Take the change back."""
    op.add_column(PRIORITY, sa.Column("is_first_tier", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE capacity_priority SET is_first_tier = (tier > 0)")
    op.drop_index(RANK, table_name=PRIORITY)
    op.drop_column(PRIORITY, "tier")
    op.create_index(RANK, PRIORITY, ["city_id", "is_proposed", "is_first_tier", "value", "request_id"])
    op.drop_table("capacity_promise")
    op.drop_table("capacity_spent")
    op.drop_index("ix_capacity_event_step", table_name="capacity_event")
    op.drop_index(ENDED, table_name=CLOCK)
    op.create_index(ENDED, CLOCK, BEFORE)
    op.drop_column(CLOCK, "answered_by")


def _stage(topic: str, steps: tuple[str, ...]) -> str:
    answers = ", ".join(f"'{one}'" for one in steps)
    left = (
        f"SELECT count(*) FROM capacity_event f WHERE f.{_SAME.format('f')} "  # noqa: S608 - names from this file
        "AND f.before = e.before AND f.number <= e.number AND f.step NOT IN ('lift', 'lift-resolved')"
    )
    stays = (
        f"SELECT count(*) FROM capacity_clock c WHERE c.{_SAME.format('c')} "  # noqa: S608 - names from this file
        "AND c.topic = capacity_clock.topic AND c.number <= capacity_clock.number"
    )
    return (
        f"UPDATE capacity_clock SET answered_by = (SELECT e.person FROM capacity_event e WHERE e.{_SAME.format('e')} "  # noqa: S608 - names from this file
        f"AND e.before = capacity_clock.topic AND e.step IN ({answers}) AND ({left}) = ({stays})) "
        f"WHERE ended_on IS NOT NULL AND topic = '{topic}'"
    )
