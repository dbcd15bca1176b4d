"""Places in the plan that somebody has set by hand, within one transaction."""

from dataclasses import fields
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlmodel import Session, col

from capacity.model import SetPlace
from capacity.tables.plan import SetPlaceRow
from infra.rows import add_many

_WEEKS = TypeAdapter(tuple[date, ...])
_PLAIN = tuple(one.name for one in fields(SetPlace) if one.name not in {"request", "weeks"})


class PlaceRepository:
    """The places of the city.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, *places: SetPlace) -> None:
        """Store places instead of those that the same requests had."""
        self._session.execute(
            delete(SetPlaceRow).where(col(SetPlaceRow.request_id).in_([one.request for one in places]))
        )
        rows = [
            {
                "request_id": one.request,
                "weeks": _WEEKS.dump_json(one.weeks).decode(),
                **{name: getattr(one, name) for name in _PLAIN},
            }
            for one in places
        ]
        add_many(self._session, SetPlaceRow, rows)

    def drop(self, request: int) -> None:
        """Let the place of a request follow from its rank again."""
        self._session.execute(delete(SetPlaceRow).where(col(SetPlaceRow.request_id) == request))

    def drop_scenario(self, scenario: int) -> None:
        """Let the places that came from a scenario follow from the ranks again."""
        self._session.execute(delete(SetPlaceRow).where(col(SetPlaceRow.scenario) == scenario))

    def find(self, request: int) -> SetPlace | None:
        """Return the place of a request; None where nobody has set it."""
        wanted = select(SetPlaceRow).where(col(SetPlaceRow.request_id) == request)
        row = self._session.execute(wanted).scalar_one_or_none()
        return None if row is None else _place(row)

    def weeks(self) -> dict[int, tuple[date, ...]]:
        """Return the Mondays that were set, by number of the request."""
        rows = self._session.execute(select(col(SetPlaceRow.request_id), col(SetPlaceRow.weeks)))
        return {number: _WEEKS.validate_json(weeks) for number, weeks in rows}


def _place(row: SetPlaceRow) -> SetPlace:
    plain = {name: getattr(row, name) for name in _PLAIN}
    return SetPlace(request=row.request_id, weeks=_WEEKS.validate_json(row.weeks), **plain)
