"""Holds, disposal of files and proofs of deletion within one transaction."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlmodel import Session, col

from core.listing import Page, Stretch, stretch_of
from infra.rows import city_of
from procurement.errors import PlaceNotFoundError
from procurement.model import DisposalProof, Disposition, Hold
from procurement.repository.searching import folded
from procurement.tables import SEARCHED, DisposalRow, DispositionRow, HoldRow


class DisposalRepository:
    """The end of files as seen and changed within one transaction. Whoever writes holds the procedure's row.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def holds(self, slug: str) -> tuple[Hold, ...]:
        """Return all holds on a file, oldest first, lifted ones too."""
        found = select(HoldRow).where(col(HoldRow.slug) == slug).order_by(col(HoldRow.number))
        rows = self._session.execute(found.execution_options(populate_existing=True)).scalars()
        return tuple(Hold(**_values(Hold, row)) for row in rows)

    def add_hold(self, slug: str, hold: Hold) -> None:
        """Store a new hold."""
        self._session.add(HoldRow.model_validate(self._of(slug, _values(Hold, hold))))
        self._session.flush()

    def lift(self, slug: str, hold: Hold) -> None:
        """Store that a hold was lifted."""
        here = (col(HoldRow.slug) == slug, col(HoldRow.number) == hold.number)
        lifted = {"lifted_by": hold.lifted_by, "lifted_at": hold.lifted_at, "lift_note": hold.lift_note}
        change = update(HoldRow).where(*here).values(**lifted)
        self._session.execute(change.execution_options(synchronize_session=False))

    def disposition(self, slug: str) -> Disposition:
        """Return how far the disposal of a file is."""
        found = select(DispositionRow).where(col(DispositionRow.slug) == slug)
        row = self._session.execute(found.execution_options(populate_existing=True)).scalar_one_or_none()
        return Disposition() if row is None else Disposition(**_values(Disposition, row))

    def put(self, slug: str, disposition: Disposition) -> None:
        """Store how far it is; the caller has compared versions."""
        values = _values(Disposition, disposition)
        if disposition.version == 1:
            self._session.add(DispositionRow.model_validate(self._of(slug, values)))
            self._session.flush()
            return
        change = update(DispositionRow).where(col(DispositionRow.slug) == slug).values(**values)
        self._session.execute(change.execution_options(synchronize_session=False))

    def add_proof(self, proof: DisposalProof) -> None:
        """Store a proof for good; from now on, and not before, triggers let the rows of the file go."""
        values = _values(DisposalProof, proof) | {"search_text": folded(proof.reference)[:SEARCHED]}
        self._session.add(DisposalRow.model_validate(self._of(proof.slug, values)))
        self._session.flush()

    def proof(self, slug: str) -> DisposalProof | None:
        """Return the proof of a deletion, or None."""
        found = select(DisposalRow).where(col(DisposalRow.slug) == slug)
        row = self._session.execute(found).scalar_one_or_none()
        return None if row is None else DisposalProof(**_values(DisposalProof, row))

    def page(self, text: str, *, page: int, size: int) -> Page[DisposalProof]:
        """Return one page of proofs whose number holds the words, newest first."""
        where = _matching(text)
        total = self._session.execute(select(func.count()).select_from(DisposalRow).where(*where)).scalar_one()
        order = select(DisposalRow).where(*where).order_by(col(DisposalRow.decided_at).desc(), col(DisposalRow.slug))
        rows = self._session.execute(order.limit(size).offset((page - 1) * size)).scalars()
        items = tuple(DisposalProof(**_values(DisposalProof, row)) for row in rows)
        return Page(items=items, page=page, size=size, total=total)

    def stretch(self, text: str, *, after: str | None, size: int) -> Stretch[DisposalProof]:
        """Return the proofs that come after one in the same list as ``page``.

        Raises:
            PlaceNotFoundError: This list has no proof of that name.
        """
        row, where = DisposalRow, _matching(text)
        if after is not None:
            here = self._session.execute(select(row).where(*where, col(row.slug) == after)).scalar_one_or_none()
            if here is None:
                raise PlaceNotFoundError
            at_once = and_(col(row.decided_at) == here.decided_at, col(row.slug) > here.slug)
            where.append(or_(col(row.decided_at) < here.decided_at, at_once))
        order = select(row).where(*where).order_by(col(row.decided_at).desc(), col(row.slug)).limit(size + 1)
        found = [DisposalProof(**_values(DisposalProof, one)) for one in self._session.execute(order).scalars()]
        return stretch_of(found, size, lambda one: one.slug)

    def _of(self, slug: str, values: Mapping[str, Any]) -> dict[str, Any]:
        return {"city_id": city_of(self._session), **values, "slug": slug}


def _values(model: type[Any], one: Any) -> dict[str, Any]:  # noqa: ANN401 - a value or a row of any of the three
    return {name.name: getattr(one, name.name) for name in fields(model)}


def _matching(text: str) -> list[ColumnElement[bool]]:
    return [col(DisposalRow.search_text).contains(one, autoescape=True) for one in folded(text).split()]
