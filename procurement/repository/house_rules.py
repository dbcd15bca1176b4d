"""Rules of the house for licences within one transaction: versions come and never change."""

from dataclasses import fields
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from procurement.model import HouseRulesVersion
from procurement.repository.versions import add_version, newest_version, version_page
from procurement.tables import HouseRulesRow

_FIELDS = tuple(one.name for one in fields(HouseRulesVersion))
_NEWEST = col(HouseRulesRow.number).desc()


class HouseRulesRepository:
    """Versions as seen and added within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, rules: HouseRulesVersion) -> HouseRulesVersion:
        """Store a version under the next number and return it. The caller has made sure that its name is free."""
        return _version(add_version(self._session, HouseRulesRow, rules))

    def find(self, number: int) -> HouseRulesVersion | None:
        """Return the version of a number, or None."""
        return self._first(col(HouseRulesRow.number) == number)

    def named(self, version: str) -> HouseRulesVersion | None:
        """Return the version of a name, or None."""
        return self._first(col(HouseRulesRow.version) == version)

    def newest(self, day: date) -> HouseRulesVersion | None:
        """Return the newest version whose day has come, or None."""
        return self._first(col(HouseRulesRow.valid_from) <= day)

    def before(self, number: int) -> HouseRulesVersion | None:
        """Return the version before a number, or None."""
        return self._first(col(HouseRulesRow.number) < number)

    def names(self, most: int) -> tuple[str, ...]:
        """Return the names of the newest versions, the newest first."""
        return tuple(self._session.execute(select(col(HouseRulesRow.version)).order_by(_NEWEST).limit(most)).scalars())

    def page(self, *, before: int | None, size: int) -> tuple[HouseRulesVersion, ...]:
        """Return versions, the newest first: at most one more than ``size``, all with a number below ``before``."""
        return tuple(map(_version, version_page(self._session, HouseRulesRow, before=before, size=size)))

    def _first(self, condition: ColumnElement[bool]) -> HouseRulesVersion | None:
        row = newest_version(self._session, HouseRulesRow, condition)
        return None if row is None else _version(row)


def _version(row: HouseRulesRow) -> HouseRulesVersion:
    return HouseRulesVersion(**{name: getattr(row, name) for name in _FIELDS})
