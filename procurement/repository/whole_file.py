"""Everything that is stored about a procedure, found by what refers to it, so that no table is forgotten."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Select, delete, func, select
from sqlmodel import Session, SQLModel

from infra.fields.repository import FieldRepository
from infra.rows import CityOwned
from procurement.tables import EvaluationRow, ProcedureRow

FIELD_KINDS = frozenset(
    {
        "procedure",
        "alternative",
        "examination-draft",
        "score",
        "consensus",
        "decision-proposal",
        "award",
        "award-letter",
        "vergabevermerk",
    }
)
"""Kinds of records whose id begins with the procedure's name in addresses; a test holds them against all kinds."""
OF_EVALUATION = "pruefvermerk"
"""Kind of records whose id begins with the name of a stored evaluation."""
_ROOTS: dict[type[SQLModel], str] = {ProcedureRow: "slug", EvaluationRow: "reference"}


class WholeFile:
    """The file of one procedure within one transaction.

    Args:
        session: The transaction; the caller commits it.
        slug: Name of the procedure.
        reference: Its number.
    """

    def __init__(self, session: Session, slug: str, reference: str) -> None:
        self._session = session
        self._slug, self._reference = slug, reference

    def rows(self) -> dict[str, int]:
        """Return how many rows each table holds of it; tables without one are missing."""
        counted = {}
        for row in tables_of_file():
            found = select(func.count()).select_from(row).where(self._where(row))
            if number := int(self._session.execute(found).scalar_one()):
                counted[str(row.__tablename__)] = number
        fields = FieldRepository(self._session)
        if written := sum(fields.count_all_of(kinds, thing) for kinds, thing in self._written()):
            counted[fields.TABLE] = written
        return counted

    def delete(self) -> None:
        """Delete all of it; triggers refuse that where no proof of the deletion is stored yet."""
        fields = FieldRepository(self._session)
        for kinds, thing in self._written():
            fields.drop_all_of(kinds, thing)
        for row in tables_of_file():
            gone = delete(row).where(self._where(row))
            self._session.execute(gone.execution_options(synchronize_session=False))

    def _written(self) -> list[tuple[frozenset[str], str]]:
        """Return the kinds of fields that belong to it, each with the name that their records begin with."""
        found = select(EvaluationRow.slug).where(self._where(EvaluationRow))  # type: ignore[call-overload]  # a column
        evaluations = [str(one) for one in self._session.execute(found).scalars()]
        return [(FIELD_KINDS, self._slug), *((frozenset({OF_EVALUATION}), one) for one in evaluations)]

    def _where(self, row: Any) -> ColumnElement[bool]:  # noqa: ANN401 - any table class
        if row in _ROOTS:
            mine: ColumnElement[bool] = getattr(row, _ROOTS[row]) == (
                self._slug if row is ProcedureRow else self._reference
            )
            return mine
        own, parent, theirs = _reference(row)
        above: Select[Any] = select(getattr(parent, theirs)).where(self._where(parent))
        within: ColumnElement[bool] = getattr(row, own).in_(above)
        return within


@cache
def tables_of_file() -> tuple[Any, ...]:
    """Return the tables that hold something of a procedure, in an order in which their rows can be deleted."""
    by_name = {str(row.__tablename__): row for row in CityOwned.__subclasses__()}
    found: dict[str, Any] = {str(row.__tablename__): row for row in _ROOTS}
    for table in SQLModel.metadata.sorted_tables:
        if table.name in by_name and any(one.referred_table.name in found for one in table.foreign_key_constraints):
            found[table.name] = by_name[table.name]
    order = [table.name for table in SQLModel.metadata.sorted_tables if table.name in found]
    return tuple(found[name] for name in reversed(order))


@cache
def _reference(row: Any) -> tuple[str, Any, str]:  # noqa: ANN401 - any table class
    """Return how a table refers to one above it: the first column that is not the city, that table, its column.

    Straight to the procedure where there is a choice: a question to bidders may be about no bid, and there may be none.
    """
    above = {str(one.__tablename__): one for one in tables_of_file()}
    table = SQLModel.metadata.tables[str(row.__tablename__)]
    constraint: ForeignKeyConstraint = min(
        (one for one in table.foreign_key_constraints if one.referred_table.name in above),
        key=lambda one: (one.referred_table.name != ProcedureRow.__tablename__, str(one.name)),
    )
    name = constraint.referred_table.name
    pair = next(one for one in constraint.elements if one.parent.name != "city_id")
    return str(pair.parent.name), above[name], str(pair.column.name)
