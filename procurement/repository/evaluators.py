"""Who scores, and what they declared, within one transaction."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlmodel import Session, col

from infra.rows import city_of
from procurement.model import ConflictDeclaration, Evaluator
from procurement.tables import ConflictDeclarationRow, EvaluatorRow


class EvaluatorRepository:
    """Evaluators as seen and changed within one transaction. Whoever writes holds the procedure's row.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def evaluators(self, slug: str, publication: int, bid_round: int) -> tuple[Evaluator, ...]:
        """Return those appointed for a round, by lot and moment."""
        found = (
            select(EvaluatorRow)
            .where(
                col(EvaluatorRow.slug) == slug,
                col(EvaluatorRow.publication) == publication,
                col(EvaluatorRow.round) == bid_round,
            )
            .order_by(col(EvaluatorRow.lot), col(EvaluatorRow.appointed_at), col(EvaluatorRow.person_id))
        )
        rows = self._session.execute(found.execution_options(populate_existing=True)).scalars()
        return tuple(map(_evaluator, rows))

    def of_person(self, person: str) -> tuple[tuple[str, Evaluator], ...]:
        """Return what somebody is appointed for, each with the slug of its procedure."""
        found = select(EvaluatorRow).where(col(EvaluatorRow.person_id) == person).order_by(col(EvaluatorRow.slug))
        return tuple((row.slug, _evaluator(row)) for row in self._session.execute(found).scalars())

    def add(self, slug: str, evaluator: Evaluator) -> None:
        """Store an appointment."""
        values = {name.name: getattr(evaluator, name.name) for name in fields(evaluator) if name.name != "person"}
        row = {"city_id": city_of(self._session), "slug": slug, "person_id": evaluator.person, **values}
        self._session.add(EvaluatorRow.model_validate(row))
        self._session.flush()

    def remove(self, slug: str, evaluator: Evaluator) -> None:
        """Take an appointment back."""
        self._session.execute(delete(EvaluatorRow).where(*_of(slug, evaluator)))

    def hand_in(self, slug: str, evaluator: Evaluator, at: datetime) -> None:
        """Note that somebody has handed in the own sheet."""
        change = update(EvaluatorRow).where(*_of(slug, evaluator)).values(submitted_at=at)
        self._session.execute(change.execution_options(synchronize_session=False))

    def add_declaration(self, slug: str, declaration: ConflictDeclaration) -> None:
        """Store a declaration for good."""
        values = {name.name: getattr(declaration, name.name) for name in fields(declaration) if name.name != "person"}
        row = {"city_id": city_of(self._session), "slug": slug, "person_id": declaration.person, **values}
        self._session.add(ConflictDeclarationRow.model_validate(row))
        self._session.flush()

    def declarations(self, slug: str) -> tuple[ConflictDeclaration, ...]:
        """Return all declarations about the bids of a procedure, oldest first for each bid and person."""
        row = ConflictDeclarationRow
        found = select(row).where(col(row.slug) == slug).order_by(col(row.bid), col(row.person_id), col(row.number))
        return tuple(map(_declaration, self._session.execute(found).scalars()))

    def next_declaration(self, slug: str, bid: str, person: str) -> int:
        """Return the number that somebody's next declaration about a bid gets."""
        row = ConflictDeclarationRow
        here = (col(row.slug) == slug, col(row.bid) == bid, col(row.person_id) == person)
        return int(self._session.execute(select(func.max(col(row.number))).where(*here)).scalar_one() or 0) + 1


def _of(slug: str, evaluator: Evaluator) -> tuple[ColumnElement[bool], ...]:
    return (
        col(EvaluatorRow.slug) == slug,
        col(EvaluatorRow.publication) == evaluator.publication,
        col(EvaluatorRow.round) == evaluator.round,
        col(EvaluatorRow.lot) == evaluator.lot,
        col(EvaluatorRow.person_id) == evaluator.person,
    )


def _evaluator(row: EvaluatorRow) -> Evaluator:
    kept = {name.name: getattr(row, name.name) for name in fields(Evaluator) if name.name != "person"}
    return Evaluator(person=row.person_id, **kept)


def _declaration(row: ConflictDeclarationRow) -> ConflictDeclaration:
    kept = {name.name: getattr(row, name.name) for name in fields(ConflictDeclaration) if name.name != "person"}
    return ConflictDeclaration(person=row.person_id, **kept)
