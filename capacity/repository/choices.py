"""Lists of the city and what requests hold of them, within one transaction."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlmodel import Session, col

from capacity.model import Choice, ChoiceList
from capacity.tables.choices import ChoiceRow, LabelRow
from infra.rows import add_many


class ChoiceRepository:
    """What one chooses from.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Choice, ...]:
        """Return all entries, also those that are offered no more, by list and value."""
        wanted = select(ChoiceRow).order_by(col(ChoiceRow.list), col(ChoiceRow.value))
        return tuple(
            Choice(list=row.list, value=row.value, since=row.since, until=row.until, person=row.person, at=row.at)
            for row in self._session.execute(wanted).scalars()
        )

    def put(self, choice: Choice) -> None:
        """Store an entry as it became."""
        self.drop(choice.list, choice.value)
        names = ("list", "value", "since", "until", "person", "at")
        add_many(self._session, ChoiceRow, [{name: getattr(choice, name) for name in names}])

    def drop(self, of: ChoiceList, value: str) -> None:
        """Take an entry away; requests keep what they hold."""
        here = (col(ChoiceRow.list) == of, col(ChoiceRow.value) == value)
        self._session.execute(delete(ChoiceRow).where(*here))

    def put_labels(self, request: int, labels: Mapping[str, str]) -> None:
        """Store by field what a request holds; what is empty is left out."""
        self._session.execute(delete(LabelRow).where(col(LabelRow.request_id) == request))
        rows = ({"request_id": request, "field": name, "value": value} for name, value in labels.items() if value)
        add_many(self._session, LabelRow, rows)
