"""Rubrics, statements of bids, effects of answers and decisions on points within one transaction; nothing changes."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from fractions import Fraction
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from infra.rows import CityOwned, city_of
from procurement.model import AnswerEffect, BidStatement, PointsDecision, RubricVersion, Said
from procurement.repository.versions import add_version, newest_version, version_page
from procurement.tables import AnswerEffectRow, BidStatementRow, PointsDecisionRow, RubricRow

Row = TypeVar("Row", bound=CityOwned)
_FRACTIONS = ("least", "most", "points")


class RubricRepository:
    """Rubrics as seen and added within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, rubric: RubricVersion) -> RubricVersion:
        """Store a version under the next number and return it. The caller has made sure that its name is free."""
        return _rubric(add_version(self._session, RubricRow, rubric))

    def find(self, number: int) -> RubricVersion | None:
        """Return the version of a number, or None."""
        return self._first(col(RubricRow.number) == number)

    def named(self, version: str) -> RubricVersion | None:
        """Return the version of a name, or None."""
        return self._first(col(RubricRow.version) == version)

    def page(self, *, before: int | None, size: int) -> tuple[RubricVersion, ...]:
        """Return versions, the newest first: at most one more than ``size``, all with a number below ``before``."""
        return tuple(map(_rubric, version_page(self._session, RubricRow, before=before, size=size)))

    def _first(self, condition: ColumnElement[bool]) -> RubricVersion | None:
        row = newest_version(self._session, RubricRow, condition)
        return None if row is None else _rubric(row)


class OpennessRepository:
    """What was read in bids and decided about points, within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_statement(self, slug: str, statement: BidStatement) -> BidStatement:
        """Store a statement under the next number of the procedure and return it."""
        values = asdict(statement) | {"said": json.dumps(asdict(statement.said))}
        return _statement(self._add(BidStatementRow, slug, values))

    def statements(self, slug: str) -> tuple[BidStatement, ...]:
        """Return the statements of all bids of a procedure, the oldest first."""
        return tuple(map(_statement, self._all(BidStatementRow, slug)))

    def add_effect(self, slug: str, effect: AnswerEffect) -> AnswerEffect:
        """Store the effect of an answer under the next number of the procedure and return it."""
        return _effect(self._add(AnswerEffectRow, slug, asdict(effect)))

    def effects(self, slug: str) -> tuple[AnswerEffect, ...]:
        """Return the effects of answers on all bids of a procedure, the oldest first."""
        return tuple(map(_effect, self._all(AnswerEffectRow, slug)))

    def add_decision(self, slug: str, decision: PointsDecision) -> PointsDecision:
        """Store a decision under the next number of the procedure and return it."""
        values = asdict(decision) | {name: str(getattr(decision, name)) for name in _FRACTIONS}
        return _decision(self._add(PointsDecisionRow, slug, values))

    def decisions(self, slug: str, *, person: str | None = None) -> tuple[PointsDecision, ...]:
        """Return the decisions about all bids of a procedure, the oldest first; with ``person`` theirs alone."""
        found = map(_decision, self._all(PointsDecisionRow, slug))
        return tuple(one for one in found if person is None or one.person == person)

    def _add(self, table: type[Row], slug: str, values: Mapping[str, object]) -> Row:
        columns: Any = table
        of_it = select(func.max(columns.number)).where(col(columns.slug) == slug)
        number = (self._session.execute(of_it).scalar_one() or 0) + 1
        whole = {**values, "city_id": city_of(self._session), "slug": slug, "number": number}
        self._session.add(row := table.model_validate(whole))
        self._session.flush()
        return row

    def _all(self, table: type[Row], slug: str) -> tuple[Row, ...]:
        columns: Any = table
        of_it = select(table).where(col(columns.slug) == slug).order_by(col(columns.number))
        return tuple(self._session.execute(of_it).scalars())


def _values(row: CityOwned, model: type[Any]) -> dict[str, Any]:
    return {one.name: getattr(row, one.name) for one in fields(model)}


def _rubric(row: RubricRow) -> RubricVersion:
    return RubricVersion(**_values(row, RubricVersion))


def _statement(row: BidStatementRow) -> BidStatement:
    return BidStatement(**{**_values(row, BidStatement), "said": Said(**json.loads(row.said))})


def _effect(row: AnswerEffectRow) -> AnswerEffect:
    return AnswerEffect(**_values(row, AnswerEffect))


def _decision(row: PointsDecisionRow) -> PointsDecision:
    exact = {name: Fraction(getattr(row, name)) for name in _FRACTIONS}
    return PointsDecision(**{**_values(row, PointsDecision), **exact})
