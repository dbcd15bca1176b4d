"""Fields within one transaction."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, DateTime, bindparam, delete, func, or_, select, type_coerce, update
from sqlmodel import Session, col

from infra.fields.model import Edit, FieldValue, Record
from infra.fields.tables import FieldRow
from infra.rows import city_of


class FieldRepository:
    """Fields of the city that the session is open for.

    Args:
        session: The transaction; the caller commits it.
    """

    TABLE = str(FieldRow.__tablename__)
    """Name of the table, for those who count what they delete."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all_of(self, record: Record) -> dict[str, FieldValue]:
        """Return the fields of a record that were ever saved."""
        rows = self._session.execute(select(FieldRow).where(*_of(record))).scalars()
        return {row.field: _value(row) for row in rows}

    def all_under(self, kind: str, prefix: str, owner: str | None) -> dict[str, dict[str, FieldValue]]:
        """Return the fields of all records of an owner whose id begins with ``prefix``, by that id."""
        found: dict[str, dict[str, FieldValue]] = {}
        for record, field, value, version, by, at in self._session.execute(_ALL.where(*_under(kind, prefix, owner))):
            found.setdefault(record, {})[field] = FieldValue(value, version, by, _utc(at))
        return found

    def find(self, record: Record, field: str) -> tuple[FieldValue, str | None]:
        """Return what a field holds, and the form that saved it last."""
        row = self._session.execute(_FIND, _key(record, field)).one_or_none()
        if row is None:
            return FieldValue(), None
        held = FieldValue(value=row.value, version=row.version, changed_by=row.changed_by, changed_at=row.changed_at)
        return held, row.form

    def put(self, record: Record, edit: Edit, held: FieldValue) -> None:
        """Store what a field holds now; the caller has compared versions in the same transaction."""
        if held.version > 1:
            new = {f"new_{name}": value for name, value in {**held._asdict(), "form": edit.form}.items()}
            self._session.execute(_CHANGE, {**_key(record, edit.field), **new})
            return
        row = FieldRow.model_validate(
            {
                "city_id": city_of(self._session),
                "kind": record.kind,
                "record_id": record.id,
                "owner_id": record.owner,
                "field": edit.field,
                **held._asdict(),
                "form": edit.form,
            }
        )
        self._session.add(row)
        self._session.flush()

    def drop_under(self, kind: str, prefix: str, owner: str | None) -> None:
        """Forget the fields of all records of an owner whose id begins with ``prefix``."""
        self._session.execute(
            delete(FieldRow).where(*_under(kind, prefix, owner)).execution_options(synchronize_session=False)
        )

    def drop_all_of(self, kinds: Collection[str], thing: str) -> None:
        """Forget what everybody wrote about a thing: records of these kinds with its id, or an id below it."""
        gone = delete(FieldRow).where(*_about(kinds, thing))
        self._session.execute(gone.execution_options(synchronize_session=False))

    def count_all_of(self, kinds: Collection[str], thing: str) -> int:
        """Return how many fields ``drop_all_of`` would forget."""
        found = select(func.count()).select_from(FieldRow).where(*_about(kinds, thing))
        return int(self._session.execute(found).scalar_one())

    def drop(self, record: Record) -> None:
        """Forget all fields of a record, once it is frozen elsewhere."""
        self._session.execute(delete(FieldRow).where(*_of(record)))


def _of(record: Record) -> tuple[ColumnElement[bool], ...]:
    return (
        col(FieldRow.kind) == record.kind,
        col(FieldRow.record_id) == record.id,
        col(FieldRow.owner_id).is_not_distinct_from(record.owner),
    )


def _about(kinds: Collection[str], thing: str) -> tuple[ColumnElement[bool], ...]:
    record = col(FieldRow.record_id)
    here = or_(record == thing, record.startswith(f"{thing}/", autoescape=True))
    return col(FieldRow.kind).in_(sorted(kinds)), here


def _under(kind: str, prefix: str, owner: str | None) -> tuple[ColumnElement[bool], ...]:
    return (
        col(FieldRow.kind) == kind,
        col(FieldRow.record_id).startswith(prefix, autoescape=True),
        col(FieldRow.owner_id).is_not_distinct_from(owner),
    )


def _key(record: Record, field: str) -> dict[str, str | None]:
    return {"of_kind": record.kind, "of_record": record.id, "of_owner": record.owner, "of_field": field}


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _value(row: FieldRow) -> FieldValue:
    return FieldValue(value=row.value, version=row.version, changed_by=row.changed_by, changed_at=row.changed_at)


# Built once: these two run at every pause in somebody's typing.
_PLACE = (
    col(FieldRow.kind) == bindparam("of_kind"),
    col(FieldRow.record_id) == bindparam("of_record"),
    col(FieldRow.owner_id).is_not_distinct_from(bindparam("of_owner")),
    col(FieldRow.field) == bindparam("of_field"),
)
# A sheet has thousands of fields: their moments are read as the driver tells them, and set to UTC above.
_ALL = select(
    col(FieldRow.record_id),
    col(FieldRow.field),
    col(FieldRow.value),
    col(FieldRow.version),
    col(FieldRow.changed_by),
    type_coerce(col(FieldRow.changed_at), DateTime(timezone=True)),
)
_KEPT = ("value", "version", "changed_by", "changed_at", "form")
_FIND = select(*(col(getattr(FieldRow, name)) for name in _KEPT)).where(*_PLACE)
_CHANGE = (
    update(FieldRow)
    .where(*_PLACE)
    .values({name: bindparam(f"new_{name}") for name in _KEPT})
    .execution_options(synchronize_session=False)
)
