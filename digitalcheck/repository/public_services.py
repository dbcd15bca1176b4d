"""Lists of Verwaltungsleistungen within one transaction."""

from dataclasses import fields, replace

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from core.listing import Page
from digitalcheck.repository.checks import folded
from digitalcheck.rules.public_services import PublicService, ServiceList
from digitalcheck.tables.public_services import ServiceListRow, ServiceRow
from infra.rows import add_many, city_of

_LIST = tuple(one.name for one in fields(ServiceList))


class ServiceRepository:
    """Lists as seen and added within one transaction; the one added last holds.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: ServiceList, services: tuple[PublicService, ...]) -> ServiceList:
        """Store a list and return it with its number."""
        values = {name: getattr(new, name) for name in _LIST if name != "id"}
        row = ServiceListRow.model_validate({"city_id": city_of(self._session), **values})
        self._session.add(row)
        self._session.flush()
        rows = [
            {"list_id": row.id, "key": one.key, "name": one.name, "search_text": folded(one.name)} for one in services
        ]
        add_many(self._session, ServiceRow, rows)
        return replace(new, id=int(row.id or 0))

    def current(self) -> ServiceList | None:
        """Return the list that holds; None before the first."""
        newest = select(ServiceListRow).order_by(col(ServiceListRow.id).desc()).limit(1)
        row = self._session.execute(newest).scalar_one_or_none()
        return None if row is None else ServiceList(**{name: getattr(row, name) for name in _LIST})

    def find(self, number: int, key: str) -> PublicService | None:
        """Return the service of a key in a list, or None."""
        here = col(ServiceRow.list_id) == number, col(ServiceRow.key) == key
        row = self._session.execute(select(ServiceRow).where(*here)).scalar_one_or_none()
        return None if row is None else PublicService(row.key, row.name)

    def search(self, number: int, text: str, *, page: int, size: int) -> Page[PublicService]:
        """Return one page of the services of a list in the order of their names.

        Args:
            number: The list.
            text: Words, all of which are in the name, or the first digits of the key.
            page: From 1.
            size: Of a page.
        """
        wanted = _matching(number, text)
        total = self._session.execute(select(func.count()).select_from(ServiceRow).where(*wanted)).scalar_one()
        found = select(col(ServiceRow.key), col(ServiceRow.name)).where(*wanted)
        ordered = found.order_by(col(ServiceRow.search_text), col(ServiceRow.key)).limit(size).offset((page - 1) * size)
        items = tuple(PublicService(key, name) for key, name in self._session.execute(ordered))
        return Page(items=items, page=page, size=size, total=total)


def _matching(number: int, text: str) -> list[ColumnElement[bool]]:
    here = col(ServiceRow.list_id) == number
    digits = "".join(text.split())
    if digits.isascii() and digits.isdigit():
        return [here, col(ServiceRow.key).startswith(digits, autoescape=True)]
    return [here, *(col(ServiceRow.search_text).contains(word, autoescape=True) for word in folded(text).split())]
