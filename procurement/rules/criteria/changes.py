"""What changed between two versions of a catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from procurement.rules.criteria.catalogue import Catalogue, document_of


class ChangeKind(StrEnum):
    """What happened to a part of the catalogue."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Part(StrEnum):
    """What a change is about."""

    HEAD = "head"
    GROUP = "groups"
    ENTRY = "entries"
    CLAUSE = "clauses"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field before and after, as texts.

    Args:
        field: Name of the field in the format.
        before: Its text before; empty where there was none.
        after: Its text after; empty where there is none.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChange:
    """What happened to one group, criterion, clause or the head.

    Args:
        part: What it is about.
        kind: What happened.
        id: Id of the part; that of the catalogue for the head.
        title: What it is called, after the change where there is one.
        fields: Changed fields; empty for what was added or removed.
    """

    part: Part
    kind: ChangeKind
    id: str
    title: str
    fields: tuple[FieldChange, ...] = ()


def changes(before: Catalogue, after: Catalogue) -> tuple[CatalogueChange, ...]:
    """Return what changed: head, groups, criteria, clauses, each in the order of the newer version, removals last."""
    old, new = document_of(before), document_of(after)
    found = list(_head(old, new))
    for part in (Part.GROUP, Part.ENTRY, Part.CLAUSE):
        found += _parts(part, old.get(part.value, []), new.get(part.value, []))
    return tuple(found)


def _head(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[CatalogueChange]:
    names = ("title", "date", "licence", "publisher", "based_on")
    if fields := _fields({name: old.get(name) for name in names}, {name: new.get(name) for name in names}):
        yield CatalogueChange(part=Part.HEAD, kind=ChangeKind.CHANGED, id=new["id"], title=new["title"], fields=fields)


def _parts(part: Part, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[CatalogueChange]:
    before, after = {one["id"]: one for one in old}, {one["id"]: one for one in new}
    for id_, one in after.items():
        if id_ not in before:
            yield CatalogueChange(part=part, kind=ChangeKind.ADDED, id=id_, title=_title(one))
        elif fields := _fields(before[id_], one):
            yield CatalogueChange(part=part, kind=ChangeKind.CHANGED, id=id_, title=_title(one), fields=fields)
    for id_, one in before.items():
        if id_ not in after:
            yield CatalogueChange(part=part, kind=ChangeKind.REMOVED, id=id_, title=_title(one))


def _title(one: Mapping[str, Any]) -> str:
    return str(one.get("name") or one.get("title"))


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    names = [*new, *(name for name in old if name not in new)]
    return tuple(
        FieldChange(field=name, before=_text(old.get(name)), after=_text(new.get(name)))
        for name in names
        if old.get(name) != new.get(name)
    )


def _text(value: object) -> str:
    """Return a value of the format as people read it: lists line by line."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " · ".join(str(one) for one in value.values() if one)
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    return str(value)
