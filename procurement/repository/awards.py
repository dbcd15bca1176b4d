"""Awards, letters and objections within one transaction."""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import func, select, update
from sqlmodel import Session, SQLModel, col

from infra.rows import city_of
from procurement.model import AwardEntry, AwardLetter, Objection
from procurement.tables import AwardEntryRow, AwardLetterRow, ObjectionRow

Kept = TypeVar("Kept")


class AwardRepository:
    """Awards as seen and changed within one transaction. Whoever writes holds the procedure's row.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_entry(self, slug: str, entry: AwardEntry) -> None:
        """Store what was decided, for good."""
        self._add(AwardEntryRow, slug, entry)

    def entries(self, slug: str) -> tuple[AwardEntry, ...]:
        """Return what was decided about the award of a procedure, oldest first."""
        return tuple(_read(AwardEntry, row) for row in self._rows(AwardEntryRow, slug))

    def add_letter(self, slug: str, letter: AwardLetter) -> None:
        """Store a letter for good."""
        self._add(AwardLetterRow, slug, letter)

    def letters(self, slug: str) -> tuple[AwardLetter, ...]:
        """Return the letters of a procedure, oldest first."""
        return tuple(_read(AwardLetter, row) for row in self._rows(AwardLetterRow, slug))

    def add_objection(self, slug: str, objection: Objection) -> None:
        """Store an objection."""
        self._add(ObjectionRow, slug, objection)

    def objections(self, slug: str) -> tuple[Objection, ...]:
        """Return the objections of a procedure, oldest first."""
        return tuple(_read(Objection, row) for row in self._rows(ObjectionRow, slug))

    def close_objection(self, slug: str, objection: Objection) -> None:
        """Store how an objection ended."""
        here = (col(ObjectionRow.slug) == slug, col(ObjectionRow.number) == objection.number)
        change = update(ObjectionRow).where(*here)
        self._session.execute(
            change.values(
                outcome=objection.outcome,
                answer=objection.answer,
                answered_on=objection.answered_on,
                version=objection.version,
            ).execution_options(synchronize_session=False)
        )

    def next_number(self, table: str, slug: str) -> int:
        """Return the number that the next ``entry``, ``letter`` or ``objection`` of a procedure gets."""
        row = _TABLES[table]
        found = select(func.coalesce(func.max(row.number), 0)).where(row.slug == slug)
        return int(self._session.execute(found).scalar_one()) + 1

    def _add(self, row: type[SQLModel], slug: str, one: Any) -> None:  # noqa: ANN401 - any of the three
        values = {name.name: getattr(one, name.name) for name in fields(one)}
        self._session.add(row.model_validate({"city_id": city_of(self._session), "slug": slug, **values}))
        self._session.flush()

    def _rows(self, row: Any, slug: str) -> list[Any]:  # noqa: ANN401 - any of the three
        found = select(row).where(row.slug == slug).order_by(row.number)
        return list(self._session.execute(found.execution_options(populate_existing=True)).scalars())


_TABLES: dict[str, Any] = {"entry": AwardEntryRow, "letter": AwardLetterRow, "objection": ObjectionRow}


def _read(model: type[Kept], row: Any) -> Kept:  # noqa: ANN401 - any of the three
    return model(**{name.name: getattr(row, name.name) for name in fields(model)})  # type: ignore[arg-type]
