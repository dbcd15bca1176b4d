"""Rows that are versions of what a city decides on for itself: they come, are counted from 1 and never change."""

from dataclasses import asdict
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from infra.rows import CityOwned, city_of

Row = TypeVar("Row", bound=CityOwned)


def add_version(session: Session, table: type[Row], version: Any) -> Row:  # noqa: ANN401 - the model of the table's rows
    """Store a version under the next number and return its row. The caller has made sure that its name is free."""
    newest = session.execute(select(func.max(_number(table)))).scalar_one()
    values = asdict(version) | {"number": (newest or 0) + 1, "city_id": city_of(session)}
    session.add(row := table.model_validate(values))
    session.flush()
    return row


def newest_version(session: Session, table: type[Row], condition: ColumnElement[bool]) -> Row | None:
    """Return the newest version that a condition holds for, or None."""
    wanted = select(table).where(condition).order_by(_number(table).desc()).limit(1)
    return session.execute(wanted).scalar_one_or_none()


def version_page(session: Session, table: type[Row], *, before: int | None, size: int) -> tuple[Row, ...]:
    """Return versions, the newest first: at most one more than ``size``, all with a number below ``before``."""
    wanted = select(table).order_by(_number(table).desc()).limit(size + 1)
    if before is not None:
        wanted = wanted.where(_number(table) < before)
    return tuple(session.execute(wanted).scalars())


def _number(table: type[CityOwned]) -> Any:  # noqa: ANN401 - a column of integers that each of these tables has
    columns: Any = table
    return col(columns.number)
