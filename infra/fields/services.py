"""Saving and reading fields: the building block of every form that must not lose what somebody typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from infra.fields.model import (
    Conflict,
    Edit,
    FieldRule,
    FieldTooLongError,
    FieldValue,
    OtherOwnerError,
    Record,
    Saved,
    UnknownFieldError,
)
from infra.fields.repository import FieldRepository
from infra.transactions import Reading, Writing, actor_id


@dataclass(frozen=True, slots=True)
class FieldStore:
    """The fields of one kind of record.

    Who may use a record is the policy's to say: the domain asks it before it comes here. Audit entries are the
    domain's as well; it may write one for many changes.

    Args:
        kind: Kind of record, 1 to 40 characters.
        rules: Its fields, in the order of the form.
    """

    kind: str
    rules: tuple[FieldRule, ...]

    def record(self, record_id: str, owner: str | None = None) -> Record:
        """Return a record of this kind; with ``owner`` it is a draft for this person's eyes only."""
        return Record(kind=self.kind, id=record_id, owner=owner)

    def values(self, reading: Reading, record: Record) -> Mapping[str, FieldValue]:
        """Return all fields in the order of the form; those never saved are empty, at version 0."""
        _check_owner(reading, record)
        known = FieldRepository(reading.session).all_of(record)
        return {rule.name: known.get(rule.name, FieldValue()) for rule in self.rules}

    def values_under(
        self, reading: Reading, prefix: str, owner: str | None = None
    ) -> Mapping[str, Mapping[str, FieldValue]]:
        """Return what was saved of all records whose id begins with ``prefix``, by that id; the rest is not there."""
        _check_owner(reading, self.record(prefix, owner))
        return FieldRepository(reading.session).all_under(self.kind, prefix, owner)

    def save(self, writing: Writing, record: Record, edit: Edit) -> Saved | Conflict:
        """Save a field unless somebody else changed it in between; what is there already counts as saved.

        Raises:
            UnknownFieldError: Records of this kind have no such field.
            FieldTooLongError: The text is too long.
        """
        _check_owner(writing, record)
        edit = self.checked(edit)
        repository = FieldRepository(writing.session)
        now, form = repository.find(record, edit.field)
        if now.value == edit.value:
            return Saved(now)
        own = form is not None and form == edit.form
        if now.version != edit.base_version and not own:
            return Conflict(now)
        changed_by = actor_id(writing.actor)
        held = FieldValue(value=edit.value, version=now.version + 1, changed_by=changed_by, changed_at=writing.now)
        repository.put(record, edit, held)
        return Saved(held)

    def checked(self, edit: Edit) -> Edit:
        """Return a wish as it would be stored.

        Raises:
            UnknownFieldError: Records of this kind have no such field.
            FieldTooLongError: The text is too long.
        """
        rule = next((one for one in self.rules if one.name == edit.field), None)
        if rule is None:
            raise UnknownFieldError(edit.field)
        value = plain_text(edit.value)
        if len(value) > rule.longest:
            raise FieldTooLongError(rule.name, rule.longest)
        return replace(edit, value=value)

    def drop(self, writing: Writing, record: Record) -> None:
        """Forget the fields of a record, once it is frozen elsewhere."""
        _check_owner(writing, record)
        FieldRepository(writing.session).drop(record)

    def drop_under(self, writing: Writing, prefix: str, owner: str | None = None) -> None:
        """Forget the fields of all records whose id begins with ``prefix``, once they are frozen elsewhere."""
        _check_owner(writing, self.record(prefix, owner))
        FieldRepository(writing.session).drop_under(self.kind, prefix, owner)


def plain_text(value: str) -> str:
    """Return a text as both databases hold it; a form sends other line ends than a script, which is no change."""
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _check_owner(reading: Reading, record: Record) -> None:
    if record.owner is not None and record.owner != reading.actor.person:
        raise OtherOwnerError(record.kind)
