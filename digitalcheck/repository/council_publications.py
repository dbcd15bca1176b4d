"""What the council system shows of released sheets, within one transaction."""

from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from digitalcheck.rules.council.annex import CouncilPublication
from digitalcheck.rules.course.release import SheetVersion
from digitalcheck.tables.council import CouncilPublicationRow
from digitalcheck.tables.releases import ReleaseRow, SheetRow
from infra.rows import city_of

MOST_COMPARED = 500
"""Sheets that one reading compares, the newest first."""


class PublicationRepository:
    """What was seen, within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def awaiting(self) -> tuple[tuple[int, str], ...]:
        """Return number of the check and of the Vorlage of every released sheet that was not seen published."""
        seen = select(col(CouncilPublicationRow.check_id)).where(
            col(CouncilPublicationRow.state) == CouncilPublication.VEROEFFENTLICHT.value
        )
        public = select(col(SheetRow.check_id)).where(col(SheetRow.version) == SheetVersion.PUBLIC)
        wanted = (
            select(col(ReleaseRow.check_id), col(ReleaseRow.reference))
            .where(col(ReleaseRow.check_id).in_(public), col(ReleaseRow.check_id).not_in(seen))
            .order_by(col(ReleaseRow.check_id).desc())
            .limit(MOST_COMPARED)
        )
        return tuple((check, reference) for check, reference in self._session.execute(wanted))

    def of(self, check: int) -> tuple[CouncilPublication, datetime] | None:
        """Return what was seen of the sheet of a check and when; None where nobody has looked yet."""
        row = CouncilPublicationRow
        found = self._session.execute(
            select(col(row.state), col(row.seen_at)).where(col(row.check_id) == check)
        ).first()
        return None if found is None else (CouncilPublication(found[0]), found[1])

    def keep(self, check: int, state: CouncilPublication, at: datetime) -> CouncilPublication | None:
        """Store what was seen and return what was seen before; None where nobody had looked."""
        before = self.of(check)
        if before is None:
            row = CouncilPublicationRow(
                city_id=str(city_of(self._session)), check_id=check, state=state.value, seen_at=at
            )
            self._session.add(row)
            self._session.flush()
            return None
        change = update(CouncilPublicationRow).where(col(CouncilPublicationRow.check_id) == check)
        self._session.execute(change.values(state=state.value, seen_at=at).execution_options(synchronize_session=False))
        return before[0]
