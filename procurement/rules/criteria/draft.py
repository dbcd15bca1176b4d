"""A draft of a catalogue: what people type, field by field, and the catalogue that it makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.errors import Fault
from procurement.rules.criteria import draft_lines as lines
from procurement.rules.criteria.catalogue import FORMAT

LONGEST = 20_000
_SHORT = 2_000

Json = Mapping[str, Any]
Texts = Mapping[str, str]


class DraftPart(StrEnum):
    """What of a draft is written: its head, a criterion, a clause. The value stands in addresses."""

    HEAD = "katalog"
    ENTRY = "kriterien"
    CLAUSE = "klauseln"


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a part: its key in the format, how a value of the format is typed and read."""

    key: str
    typed: Callable[[Any], str] = str
    read: Callable[[str], Any] = str.strip
    longest: int = LONGEST


_FIELDS: Mapping[DraftPart, Mapping[str, _Field]] = {
    DraftPart.HEAD: {
        "titel": _Field("title", longest=200),
        "lizenz": _Field("licence", longest=200),
        "gruppen": _Field("groups", lines.groups_typed, lines.groups_read),
    },
    DraftPart.ENTRY: {
        "bezeichnung": _Field("name", longest=_SHORT),
        "gruppe": _Field("group", longest=64),
        "art": _Field("kind", longest=1),
        "erwartung": _Field("description"),
        "grade": _Field("degrees", lines.degrees_typed, lines.degrees_read),
        "gewicht": _Field("weight_percent", lines.number_typed, lines.number_read, 20),
        "mindestpunkte": _Field("minimum_points", lines.number_typed, lines.number_read, 20),
        "nachweis": _Field("evidence"),
        "auftragsbezug": _Field("subject_link"),
        "rechtsgrundlage": _Field("sources", lines.sources_typed, lines.sources_read),
        "klauseln": _Field("clauses", "\n".join, str.split),
    },
    DraftPart.CLAUSE: {
        "titel": _Field("title", longest=200),
        "text": _Field("text", longest=_SHORT),
        "gueltig-ab": _Field("valid_from", lines.day_typed, lines.day_read, 20),
        "rechtsgrundlage": _Field("sources", lines.sources_typed, lines.sources_read),
    },
}
_LIST_OF = {DraftPart.ENTRY: "entries", DraftPart.CLAUSE: "clauses"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBase:
    """The stored version that a draft began with.

    Args:
        catalogue: Id of its catalogue.
        number: Its version.
    """

    catalogue: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDraft:
    """The next version of a catalogue while it is written.

    Args:
        catalogue: Id of the catalogue.
        version: Counts its changes, from 1; texts have versions of their own.
        base: What it began with; None for an empty one.
        entries: Ids of its criteria in their order.
        clauses: Ids of its clauses in their order.
        asked_by: Id of the person who asks for the release; None while nobody does.
        asked_at: When, UTC.
        asked_digest: Digest of what the release was asked for.
        handed_back: Why the release was handed back; empty once it is asked for anew.
        created_by: Id of the person who began it.
        changed_at: When it was changed last, UTC; saving a text does not count.
    """

    catalogue: str
    version: int
    base: DraftBase | None
    entries: tuple[str, ...]
    clauses: tuple[str, ...]
    asked_by: str | None
    asked_at: datetime | None
    asked_digest: str | None
    handed_back: str
    created_by: str
    changed_at: datetime

    def ids(self, part: DraftPart) -> tuple[str, ...]:
        """Return the ids of its criteria or clauses; that of its one head is empty."""
        return {DraftPart.HEAD: ("",), DraftPart.ENTRY: self.entries, DraftPart.CLAUSE: self.clauses}[part]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContent:
    """Everything that a draft says.

    Args:
        draft: Its order.
        base: The document that it began with; None for an empty one.
        typed: Texts that were typed, by part and id (that of the head is empty); what nobody typed is the base's.
    """

    draft: CatalogueDraft
    base: Json | None
    typed: Mapping[tuple[DraftPart, str], Texts]

    def texts(self, part: DraftPart, id_: str = "") -> dict[str, str]:
        """Return all fields of a part as they stand now."""
        return texts_of(part, _base_of(self.base, part, id_)) | dict(self.typed.get((part, id_), {}))


def field_lengths(part: DraftPart) -> dict[str, int]:
    """Return the fields of a part in the order of the form, with the most characters each holds."""
    return {name: one.longest for name, one in _FIELDS[part].items()}


def texts_of(part: DraftPart, raw: Json) -> dict[str, str]:
    """Return a head, criterion or clause of the format as people type it; empty fields where it says nothing."""
    return {name: one.typed(raw[one.key]) if one.key in raw else "" for name, one in _FIELDS[part].items()}


def base_texts(base: Json | None, part: DraftPart, id_: str) -> dict[str, str]:
    """Return the fields of a part as the base of a draft says them."""
    return texts_of(part, _base_of(base, part, id_))


def document_of_draft(content: DraftContent, head: Json, day: date) -> dict[str, Any]:
    """Return the JSON value ``pruefstand/criteria/1`` that a draft makes: whether it is one, ``parse_catalogue`` says.

    What nobody typed is taken from the base as it is, not by way of its text.

    Args:
        content: The draft.
        head: What is not typed: version, publisher, what it is based on.
        day: Day that the version bears.
    """
    draft = content.draft
    return {
        "format": FORMAT,
        "id": draft.catalogue,
        **_raw(content, DraftPart.HEAD, ""),
        **head,
        "date": day.isoformat(),
        "entries": [{"id": id_, **_raw(content, DraftPart.ENTRY, id_)} for id_ in draft.entries],
        "clauses": [{"id": id_, **_raw(content, DraftPart.CLAUSE, id_)} for id_ in draft.clauses],
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault of a draft is: the part, its id (empty for the head), and the field, where it has one."""

    part: DraftPart
    id: str = ""
    field: str = ""


def place_of(draft: CatalogueDraft, fault: Fault) -> Place:
    """Return the field that a JSON pointer into the document of a draft is about."""
    steps = fault.pointer.split("/")[1:]
    for part, name in _LIST_OF.items():
        if len(steps) > 1 and steps[0] == name and steps[1].isdigit():
            return Place(part, draft.ids(part)[int(steps[1])], _field(part, steps[2:]))
    return Place(DraftPart.HEAD, "", _field(DraftPart.HEAD, steps))


def _field(part: DraftPart, steps: Sequence[str]) -> str:
    return next((name for name, one in _FIELDS[part].items() if steps and one.key == steps[0]), "")


def _base_of(base: Json | None, part: DraftPart, id_: str) -> Json:
    if base is None:
        return {}
    if part is DraftPart.HEAD:
        return base
    return next((one for one in base.get(_LIST_OF[part], ()) if one["id"] == id_), {})


def _raw(content: DraftContent, part: DraftPart, id_: str) -> dict[str, Any]:
    base = _base_of(content.base, part, id_)
    typed = content.typed.get((part, id_), {})
    found: dict[str, Any] = {}
    for name, one in _FIELDS[part].items():
        given = base.get(one.key)
        said = "" if given is None else one.typed(given)
        text = typed.get(name, said)
        value = given if text == said else one.read(text)
        if value not in (None, "", []):
            found[one.key] = value
    return found
