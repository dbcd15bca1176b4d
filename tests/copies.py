"""Copies of one procedure with everything that belongs to it: bringing each about through the services takes long."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert, or_, select
from sqlmodel import SQLModel

from app.house import House
from infra.identity.demo import DEMO_CITY
from procurement.services.bids.prices import PriceBox

_TABLES = SQLModel.metadata.tables
_PROCEDURES, _FIELDS, _LOG = (_TABLES[one] for one in ("procurement_procedure", "field_value", "audit_entry"))
_EVALUATIONS = {"procurement_evaluation", "procurement_pruefvermerk"}
_PARTS = tuple(
    one
    for one in SQLModel.metadata.sorted_tables
    if one.name.startswith("procurement_") and "slug" in one.c and one.name not in _EVALUATIONS | {_PROCEDURES.name}
)
_SECRET = frozenset({"sealed", "receipt_digest"})
"""Sealed anew each time, with the name of the procedure."""

_OWN = frozenset({"id", "slug", "reference", "search_text", "record_id"}) | _SECRET


class Original:
    """A procedure to copy.

    Args:
        house: Services.
        slug: Its name.
    """

    def __init__(self, house: House, slug: str) -> None:
        self._house = house
        self.slug = slug
        self._copies = 0

    def copy(self, name: str | None = None) -> str:
        """Copy it and return the name of the copy; its prices open as those of the original do."""
        self._copies += 1
        slug = f"{self.slug}-k{name or self._copies}"
        with self._house.transactions.database.write(DEMO_CITY) as session:
            connection = session.connection()
            for table in (_PROCEDURES, *_PARTS):
                rows = [self._renamed(table, row, slug) for row in _rows(connection, table, self.slug)]
                if rows:
                    connection.execute(insert(table), rows)
            if fields := [self._renamed(_FIELDS, row, slug) for row in _fields(connection, self.slug)]:
                connection.execute(insert(_FIELDS), fields)
        return slug

    def _renamed(self, table: Table, row: Mapping[str, Any], slug: str) -> dict[str, Any]:
        new = {name: value for name, value in row.items() if name != "id"}
        if "record_id" in new:
            return new | {"record_id": new["record_id"].replace(self.slug, slug, 1)}
        if table is _PROCEDURES:
            new |= {"reference": slug.upper(), "search_text": slug}
        if table.name == "procurement_bid_price":
            box, place = PriceBox(self._house.secrets), (row["city_id"], self.slug, row["bid"])
            new |= {"sealed": box.seal(row["city_id"], slug, row["bid"], box.unseal(*place, row["sealed"]))}
        return new | {"slug": slug}


def picture(house: House, slug: str) -> Mapping[str, Any]:
    """Return what is stored about a procedure, but for its name and what is sealed, and what the log tells of it."""
    with house.transactions.database.read(DEMO_CITY) as session:
        connection = session.connection()
        found = {
            table.name: sorted(_plain(row) for row in _rows(connection, table, slug))
            for table in (_PROCEDURES, *_PARTS)
        }
        found["fields"] = sorted(
            str((row["record_id"].replace(slug, ""), row["field"], row["value"], row["version"]))
            for row in _fields(connection, slug)
        )
        told = select(_LOG.c.event).where(_LOG.c.subject_id == slug).order_by(_LOG.c.sequence)
        return {**found, "log": [str(event) for event in connection.execute(told).scalars()]}


def _plain(row: Mapping[str, Any]) -> str:
    return str(sorted((name, str(value)) for name, value in row.items() if name not in _OWN))


def _rows(connection: Connection, table: Table, slug: str) -> list[Mapping[str, Any]]:
    return [dict(row) for row in connection.execute(select(table).where(table.c.slug == slug)).mappings()]


def _fields(connection: Connection, slug: str) -> list[Mapping[str, Any]]:
    name = _FIELDS.c.record_id
    here = or_(name == slug, name.startswith(f"{slug}/", autoescape=True))
    return [dict(row) for row in connection.execute(select(_FIELDS).where(here)).mappings()]
