"""Two cities with a row in every table, made from the tables' own description: new tables need nothing here."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Enum, Integer, LargeBinary, Table, insert
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from app.migrations import CITY_TABLES, METADATA, upgrade
from infra.database import Database

OURS, THEIRS = "astadt", "bstadt"
MOMENT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ELSEWHERE = frozenset(("procurement_disposal", name) for name in ("slug", "reference"))  # of a file that is gone
SECOND = frozenset(
    {"decided_by", "released_by", "second_person", "partner"}
)  # somebody else than the column before names
EXACT = frozenset(
    {"points", "days", "days_from", "days_to", "fte", "budget_eur", "eur_per_day"}
)  # text that is read back as a decimal
EMPTY = frozenset({"exclusion_code", "outcome_reason"})  # a row that was not decided on has none
HASHES = {64: ("digest", "hash", "previous"), 71: ("digest", "likeness")}  # lengths that check constraints ask for


def with_two_cities(database: Database) -> None:
    """Bring an empty database up to date and put rows of two cities into every table."""
    upgrade(database)
    fill(database, OURS, THEIRS)


def fill(database: Database, *cities: str) -> None:
    """Put one row of each city into every table."""
    with database.maintain() as session:
        for city in cities:
            for number, table in enumerate(METADATA.sorted_tables):
                session.connection().execute(insert(table), [row(table, city, number)])


def mark(city: str) -> str:
    """Return the text that stands in all text columns of a city, and nowhere else."""
    return f"{city}-marke"


def row(table: Table, city: str, number: int) -> dict[str, Any]:
    """Return a row of a city; numbers of the other city's rows differ."""
    offset = 1 if city == OURS else 2
    return {column.name: _value(table, column, city, 10 * _place(column, number) + offset) for column in table.columns}


def _place(column: Column[Any], number: int) -> int:
    """Return the place of the table whose number a column holds: its own, or that of the row it points to."""
    targets = [key.column for key in column.foreign_keys]
    return _place(targets[0], METADATA.sorted_tables.index(targets[0].table)) if targets else number


def _value(table: Table, column: Column[Any], city: str, number: int) -> object:
    if column.name == "city_id" or (table.name, column.name) == ("identity_city", "id"):
        return city
    number = number % 100 if column.name.endswith("_percent") else number
    kind = _plain(column.type)
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class)) if kind.enum_class else kind.enums[0]
    simple: list[tuple[type[TypeEngine[Any]], object]] = [
        (Boolean, False),
        (Integer, number),
        (DateTime, MOMENT),
        (Date, date(2026, 11, 21)),
        (LargeBinary, mark(city).encode()),
        (JSON, {"marke": mark(city)}),
    ]
    for type_, value in simple:
        if isinstance(kind, type_):
            return value
    return _text(table, column, city)


def _text(table: Table, column: Column[Any], city: str) -> str:
    """Return the mark, as long as a digest where the column holds one."""
    if column.name in EXACT:
        return "1"
    length = getattr(_plain(column.type), "length", None)
    words = HASHES.get(length or 0, ())
    if column.name in EMPTY:
        return ""
    if column.name in SECOND or (table.name, column.name) in ELSEWHERE:
        return f"{mark(city)}-2"
    return mark(city).ljust(length, "0") if length and any(word in column.name for word in words) else mark(city)


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


__all__ = ["CITY_TABLES", "MOMENT", "OURS", "THEIRS", "fill", "mark", "row"]
