"""Openings, bids, their sealed prices and files within one transaction."""

from dataclasses import fields

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import Session, col

from core.errors import VersionConflictError
from infra.rows import city_of
from procurement.model import PARTICIPATION_ROUND, Bid, BidFile, BidPlace, Opening
from procurement.tables import BidFileRow, BidPriceRow, BidRow, OpeningRow


class BidRepository:
    """Bids as seen and changed within one transaction. Whoever writes holds the procedure's row.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_opening(self, slug: str, opening: Opening) -> None:
        """Store the opening of a round for good."""
        values = {name.name: getattr(opening, name.name) for name in fields(opening)}
        self._session.add(OpeningRow.model_validate({"city_id": city_of(self._session), "slug": slug, **values}))
        self._session.flush()

    def openings(self, slug: str) -> tuple[Opening, ...]:
        """Return the openings of a procedure, oldest first."""
        rows = self._session.execute(
            select(OpeningRow)
            .where(col(OpeningRow.slug) == slug)
            .order_by(col(OpeningRow.publication), col(OpeningRow.round))
        ).scalars()
        return tuple(Opening(**{name.name: getattr(row, name.name) for name in fields(Opening)}) for row in rows)

    def openings_of_bids(self, slug: str) -> tuple[Opening, ...]:
        """Return the same without those of requests to participate."""
        return tuple(one for one in self.openings(slug) if one.round != PARTICIPATION_ROUND)

    def add(self, slug: str, bid: Bid) -> None:
        """Store a new bid."""
        place = {name.name: getattr(bid.place, name.name) for name in fields(BidPlace)}
        values = {name.name: getattr(bid, name.name) for name in fields(bid) if name.name != "place"}
        row = {"city_id": city_of(self._session), "slug": slug, "bid": bid.id, **place, **values}
        self._session.add(BidRow.model_validate(row))
        self._session.flush()

    def change(self, slug: str, before: Bid, after: Bid) -> Bid:
        """Store a bid as it became and return it with its new version.

        Raises:
            VersionConflictError: Somebody else has changed it since.
        """
        values = {name: getattr(after, name) for name in _CHANGED}
        here = (*_of(slug, before.id), col(BidRow.version) == before.version)
        change = update(BidRow).where(*here).values(**values, version=before.version + 1)
        done = self._session.execute(change.execution_options(synchronize_session=False))
        found = self.find(slug, before.id)
        if done.rowcount != 1 or found is None:  # type: ignore[attr-defined]  # a cursor's result
            raise VersionConflictError(found.version if found else 0)
        return found

    def find(self, slug: str, bid: str) -> Bid | None:
        """Return a bid, or None."""
        found = select(BidRow).where(*_of(slug, bid)).execution_options(populate_existing=True)
        row = self._session.execute(found).scalar_one_or_none()
        return None if row is None else _bid(row)

    def bids(self, slug: str, publication: int, bid_round: int) -> tuple[Bid, ...]:
        """Return the bids of a round in the order of lots and numbers."""
        return tuple(
            bid for bid in self.all_bids(slug) if (bid.place.publication, bid.place.round) == (publication, bid_round)
        )

    def all_bids(self, slug: str) -> tuple[Bid, ...]:
        """Return the bids of every publication and round."""
        order = (BidRow.publication, BidRow.round, BidRow.lot, BidRow.number)
        found = select(BidRow).where(col(BidRow.slug) == slug).order_by(*map(col, order))
        rows = self._session.execute(found.execution_options(populate_existing=True)).scalars()
        return tuple(map(_bid, rows))

    def next_number(self, slug: str, publication: int, bid_round: int, lot: int) -> int:
        """Return the number that the next bid of a lot gets."""
        place = (
            col(BidRow.slug) == slug,
            col(BidRow.publication) == publication,
            col(BidRow.round) == bid_round,
            col(BidRow.lot) == lot,
        )
        last = self._session.execute(select(func.max(col(BidRow.number))).where(*place)).scalar_one()
        return int(last or 0) + 1

    def set_price(self, slug: str, bid: str, sealed: str) -> None:
        """Store the sealed price of a bid."""
        city = str(city_of(self._session))
        self._session.merge(BidPriceRow(city_id=city, slug=slug, bid=bid, sealed=sealed))
        self._session.flush()

    def prices(self, slug: str) -> dict[str, str]:
        """Return the sealed prices of a procedure by the id of their bid."""
        found = select(col(BidPriceRow.bid), col(BidPriceRow.sealed)).where(col(BidPriceRow.slug) == slug)
        return {row.bid: row.sealed for row in self._session.execute(found)}

    def add_file(self, slug: str, bid: str, file: BidFile, sealed: str) -> None:
        """Store a file of a bid with its sealed content."""
        values = {name.name: getattr(file, name.name) for name in fields(file)}
        row = {"city_id": city_of(self._session), "slug": slug, "bid": bid, **values, "sealed": sealed}
        added = BidFileRow.model_validate(row)
        self._session.add(added)
        self._session.flush()
        self._session.expunge(added)

    def files(self, slug: str, bid: str) -> tuple[BidFile, ...]:
        """Return what is known about the files of a bid, by name; contents are not read."""
        columns = [col(getattr(BidFileRow, name.name)) for name in fields(BidFile)]
        here = (col(BidFileRow.slug) == slug, col(BidFileRow.bid) == bid)
        rows = self._session.execute(select(*columns).where(*here).order_by(col(BidFileRow.name)))
        return tuple(BidFile(**row._mapping) for row in rows)  # noqa: SLF001 - the public name of a row's columns

    def sealed_file(self, slug: str, bid: str, name: str) -> str | None:
        """Return the sealed content of a file, or None."""
        here = (col(BidFileRow.slug) == slug, col(BidFileRow.bid) == bid, col(BidFileRow.name) == name)
        return self._session.execute(select(col(BidFileRow.sealed)).where(*here)).scalar_one_or_none()


_CHANGED = ("state", "decision", "exclusion_code", "exclusion_reason", "admission_reason")


def _of(slug: str, bid: str) -> tuple[ColumnElement[bool], ...]:
    return (col(BidRow.slug) == slug, col(BidRow.bid) == bid)


def _bid(row: BidRow) -> Bid:
    place = BidPlace(**{name.name: getattr(row, name.name) for name in fields(BidPlace)})
    kept = {name.name: getattr(row, name.name) for name in fields(Bid) if name.name != "place"}
    return Bid(place=place, **kept)
