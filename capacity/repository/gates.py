"""Decisions that open the gates for requests, within one transaction."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlmodel import Session, col, select

from capacity.model import GateLift
from capacity.tables.gates import GateLiftRow
from infra.rows import city_of

_NAMES = tuple(one.name for one in fields(GateLift))


class GateRepository:
    """Lifts as stored; they come and never change.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, request: int, lift: GateLift) -> None:
        """Store a lift for good."""
        values: dict[str, Any] = {name: getattr(lift, name) for name in _NAMES}
        row = GateLiftRow.model_validate({"city_id": city_of(self._session), "request_id": request, **values})
        self._session.add(row)
        self._session.flush()

    def of(self, request: int) -> tuple[GateLift, ...]:
        """Return the lifts of a request, oldest first."""
        wanted = select(GateLiftRow).where(col(GateLiftRow.request_id) == request)
        return tuple(_lift(row) for row in self._session.exec(wanted.order_by(col(GateLiftRow.number))))

    def latest(self, most: int) -> tuple[tuple[int, GateLift], ...]:
        """Return the latest lifts of the city with the number of their request, newest first.

        Args:
            most: How many at most.
        """
        newest = (col(GateLiftRow.at).desc(), col(GateLiftRow.request_id).desc(), col(GateLiftRow.number).desc())
        rows: Iterable[GateLiftRow] = self._session.exec(select(GateLiftRow).order_by(*newest).limit(most))
        return tuple((row.request_id, _lift(row)) for row in rows)


def _lift(row: GateLiftRow) -> GateLift:
    return GateLift(**{name: getattr(row, name) for name in _NAMES})
