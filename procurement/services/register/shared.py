"""How services find an entry of the register, show it to the policy, and write what became of it."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from core.numbers import LARGEST_NUMBER
from infra.audit.model import Event, Subject
from infra.policy.decision import Resource
from infra.transactions import Reading, Writing, actor_id
from procurement.errors import RegisterEntryNotFoundError
from procurement.model import RegisterChange, RegisterEntry, RegisterFacts, RegisterOrigin
from procurement.repository import RegisterRepository

KIND = "register-entry"
_NAMES = tuple(one.name for one in fields(RegisterFacts))


def found(reading: Reading, number: int) -> RegisterEntry:
    """Return an entry.

    Raises:
        RegisterEntryNotFoundError: There is none of this number.
    """
    one = RegisterRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if one is None:
        raise RegisterEntryNotFoundError
    return one


def resource(reading: Reading, one: RegisterEntry) -> Resource:
    """Return an entry as the policy sees it."""
    return Resource(kind=KIND, id=str(one.number), city=reading.city, office=one.facts.office)


def subject_of(number: int) -> Subject:
    """Return how the audit log names an entry."""
    return Subject(kind=KIND, id=str(number))


def add(
    writing: Writing, facts: RegisterFacts, origin: RegisterOrigin, source: str | None = None, lot: int = 0
) -> RegisterEntry:
    """Store a new entry with its line of the audit log; the caller has checked what it says."""
    new = RegisterEntry(
        number=0,
        version=1,
        facts=facts,
        origin=origin,
        source=source,
        lot=lot,
        created_at=writing.now,
        changed_at=writing.now,
    )
    number = RegisterRepository(writing.session).add(new)
    told = {"product": facts.product, "origin": origin.value}
    writing.record(Event.REGISTER_ENTRY_ADDED, subject_of(number), after=told)
    return replace(new, number=number)


def change(writing: Writing, before: RegisterEntry, facts: RegisterFacts) -> RegisterEntry:
    """Store what an entry says now, what it said before, and the line of the audit log; the same again is no change.

    Raises:
        VersionConflictError: Somebody else was faster.
    """
    changes = {
        name: (text_of(getattr(before.facts, name)), text_of(getattr(facts, name)))
        for name in _NAMES
        if getattr(before.facts, name) != getattr(facts, name)
    }
    if not changes:
        return before
    after = replace(before, version=before.version + 1, facts=facts, changed_at=writing.now)
    repository = RegisterRepository(writing.session)
    repository.save(after, before.version)
    state = RegisterChange(
        version=after.version, changes=changes, changed_by=actor_id(writing.actor), changed_at=writing.now
    )
    repository.add_change(after.number, state)
    writing.record(
        Event.REGISTER_ENTRY_CHANGED,
        subject_of(after.number),
        before={name: pair[0] for name, pair in changes.items()},
        after={name: pair[1] for name, pair in changes.items()},
    )
    return after


def text_of(value: Any) -> str:  # noqa: ANN401 - any fact of an entry
    """Return a fact as it is kept among changes; empty where nothing was entered."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return value.isoformat() if isinstance(value, date) else str(value)
