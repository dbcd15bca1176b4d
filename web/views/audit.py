"""Entries of the audit log as pages show them: who, what, when, before and after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from infra.audit.model import Entry, Event
from web import addresses
from web.events import ACTORS, FIELDS, GONE, event_name, subject_name, value_name

NOTHING = "–"
_PERSON, _STATE = "person", "state"
_ABOUT_BIDS = frozenset({"bid", "bids", "order", "proposed"})
_NO_BIDS: Mapping[str, str] = MappingProxyType({})
_ABOUT: Mapping[str, str] = {Event.ROLES_CHANGED: "roles"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after.

    Args:
        field: Its German name.
        before: Its value before.
        after: Its value after.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry.

    Args:
        sequence: Its number.
        at: When.
        actor: Id of whoever did it.
        actor_name: Their name.
        event: What happened.
        subject: What it happened to.
        subject_address: Page of everything that happened to it; None where it names nothing.
        changes: What changed.
        facts: What else is known: label and value.
        hash: Its hash.
    """

    sequence: int
    at: datetime
    actor: str
    actor_name: str
    event: str
    subject: str
    subject_address: str | None
    changes: tuple[Change, ...]
    facts: tuple[tuple[str, str], ...]
    hash: str


def entry_view(entry: Entry, people: Mapping[str, str], bids: Mapping[str, str] = _NO_BIDS) -> EntryView:
    """Return an entry with the names of people put in; without the name of a person who is gone.

    Args:
        entry: The entry.
        people: Names of people by id.
        bids: What bids are called, by id; where it is not known, their ids stand there.
    """
    before, after = (_fields(entry.event, entry.details.get(name)) for name in ("before", "after"))
    names = sorted(before.keys() | after.keys())
    rest = {name: value for name, value in entry.details.items() if name not in ("before", "after")}
    subject = entry.subject
    return EntryView(
        sequence=entry.sequence,
        at=entry.at,
        actor=entry.actor,
        actor_name=actor_name(entry.actor, people),
        event=event_name(entry.event),
        subject=_bid_title(subject.id, bids) or subject_title(subject.kind, subject.id, people),
        subject_address=addresses.audited(subject.kind, subject.id) if subject.kind and subject.id else None,
        changes=tuple(
            Change(FIELDS.get(name, name), _value(name, before.get(name), bids), _value(name, after.get(name), bids))
            for name in names
            if before.get(name) != after.get(name)
        ),
        facts=tuple((FIELDS.get(name, name), _value(name, value, bids)) for name, value in sorted(rest.items())),
        hash=entry.hash,
    )


def actor_name(actor: str, people: Mapping[str, str]) -> str:
    """Return the name of whoever did something."""
    return ACTORS.get(actor) or people.get(actor, GONE)


def subject_title(kind: str, identifier: str, people: Mapping[str, str]) -> str:
    """Return what something happened to, people by their names."""
    named = people.get(identifier, GONE) if kind == _PERSON else value_name(kind, identifier)
    return f"{subject_name(kind)} {named}".strip()


def _fields(event: str, value: object) -> Mapping[str, object]:
    """Return fields by name; a state told without a field, as roles are, gets the name of what the event is about."""
    if value is None or isinstance(value, dict):
        return value or {}
    return {_ABOUT.get(event, _STATE): value}


def _bid_title(identifier: str, bids: Mapping[str, str]) -> str:
    """Return what the bid is called that an entry is about; empty for anything else."""
    return bids.get(identifier.rpartition("/")[2], "") if "/" in identifier else ""


def _value(field: str, value: object, bids: Mapping[str, str]) -> str:
    match value:
        case None | "":
            return NOTHING
        case bool():
            return "ja" if value else "nein"
        case str():
            return bids.get(value, value) if field in _ABOUT_BIDS else value_name(field, value)
        case list():
            return ", ".join(_value(field, part, bids) for part in value) or NOTHING
        case {"bid": str(bid), **more}:
            return f"{bids.get(bid, bid)} {json.dumps(more, ensure_ascii=False) if more else ''}".strip()
        case _:
            return json.dumps(value, ensure_ascii=False)
