"""What the tables of this package share."""

from enum import Enum

from sqlalchemy import Enum as EnumColumn
from sqlalchemy import ForeignKeyConstraint

from core.digest import LENGTH as DIGEST_LENGTH

SEARCHED = 600  # PostgreSQL indexes at most 2,704 bytes of a text
_WORD = 60


def values(enumeration: type[Enum]) -> list[str]:
    """Return the words of an enumeration as they are stored."""
    return [member.value for member in enumeration]


def enumerated(enumeration: type[Enum], name: str, length: int = _WORD) -> EnumColumn:
    """Return the type of a column that holds one of these words, with its check on both databases."""
    return EnumColumn(
        enumeration, name=name, native_enum=False, values_callable=values, create_constraint=True, length=length
    )


def of_procedure(table: str) -> ForeignKeyConstraint:
    """Return the reference of a table's rows to their procedure."""
    return ForeignKeyConstraint(
        ["city_id", "slug"],
        ["procurement_procedure.city_id", "procurement_procedure.slug"],
        name=f"fk_{table}_procedure",
    )


def of_bid(table: str) -> ForeignKeyConstraint:
    """Return the reference of a table's rows to their bid."""
    return ForeignKeyConstraint(
        ["city_id", "slug", "bid"],
        [f"procurement_bid.{name}" for name in ("city_id", "slug", "bid")],
        name=f"fk_{table}_bid",
    )


def is_digest(*columns: str) -> str:
    """Return the condition that columns hold ``sha256:…``."""
    return " AND ".join(f"length({name}) = {DIGEST_LENGTH}" for name in columns)
