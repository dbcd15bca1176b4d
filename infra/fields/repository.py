"""Fields within one transaction."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from infra.fields.model import Edit, FieldValue, Record
from infra.fields.tables import FieldRow
from infra.rows import city_of


class FieldRepository:
    """Fields of the city that the session is open for.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def all_of(self, record: Record) -> dict[str, FieldValue]:
        """Return the fields of a record that were ever saved."""
        rows = self._session.exec(select(FieldRow).where(*_of(record)))
        return {row.field: _value(row) for row in rows}

    def find(self, record: Record, field: str) -> tuple[FieldValue, str | None]:
        """Return what a field holds, and the form that saved it last."""
        row = self._session.exec(select(FieldRow).where(*_of(record), col(FieldRow.field) == field)).one_or_none()
        return (FieldValue(), None) if row is None else (_value(row), row.form)

    def put(self, record: Record, edit: Edit, *, version: int, changed_by: str, at: datetime) -> FieldValue:
        """Store a field; the caller has compared versions in the same transaction."""
        row = FieldRow(
            city_id=str(city_of(self._session)),
            kind=record.kind,
            record_id=record.id,
            field=edit.field,
            owner_id=record.owner,
            value=edit.value,
            version=version,
            changed_by=changed_by,
            changed_at=at,
            form=edit.form,
        )
        self._session.merge(row)
        self._session.flush()
        return _value(row)

    def drop(self, record: Record) -> None:
        """Forget all fields of a record, once it is frozen elsewhere."""
        self._session.execute(delete(FieldRow).where(*_of(record)))


def _of(record: Record) -> tuple[object, ...]:
    return (
        col(FieldRow.kind) == record.kind,
        col(FieldRow.record_id) == record.id,
        col(FieldRow.owner_id).is_not_distinct_from(record.owner),
    )


def _value(row: FieldRow) -> FieldValue:
    return FieldValue(value=row.value, version=row.version, changed_by=row.changed_by, changed_at=row.changed_at)
