"""Format ``pruefstand/council/1``: what was read of a council system, and looking things up in it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from core.errors import Fault, InputError
from core.validated import validated
from digitalcheck.rules.council.objects import (
    Address,
    CouncilConsultation,
    CouncilMeeting,
    CouncilOrganization,
    CouncilPaper,
    Line,
)
from digitalcheck.rules.council.reading import Raw, id_of, meeting_of, organization_of, paper_of
from scoring.fields import Format

FORMAT: Literal["pruefstand/council/1"] = "pruefstand/council/1"
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_BEFORE = re.compile(r"^(magistrats)?vorlagen?[ -]?(nr\.?|nummer)?:?", re.IGNORECASE)


class CouncilRegister(Format):
    """What was read so far. ``cursor`` says where to go on and belongs to whoever reads."""

    format: Literal["pruefstand/council/1"] = FORMAT
    system: Address
    name: Line = ""
    read_until: str = Field(default="", description="When the last page came, ISO 8601 in UTC; empty before the first.")
    cursor: dict[str, Any] | None = None
    organizations: dict[Address, CouncilOrganization] = Field(default_factory=dict)
    meetings: dict[Address, CouncilMeeting] = Field(default_factory=dict)
    papers: dict[Address, CouncilPaper] = Field(default_factory=dict)


_REGISTER = TypeAdapter(CouncilRegister)
_LISTS: Mapping[str, tuple[str, Callable[[Raw], Any]]] = {
    "organization": ("organizations", organization_of),
    "meeting": ("meetings", meeting_of),
    "paper": ("papers", paper_of),
}


def parse_register(raw: object) -> CouncilRegister:
    """Return the register in a JSON value.

    Raises:
        InputError: Every fault with its JSON pointer.
    """
    if not isinstance(raw, dict):
        raise InputError([Fault("object_expected", "")])
    return validated(_REGISTER, raw)


def taken_in(register: CouncilRegister, kind: str, objects: Iterable[Raw]) -> CouncilRegister:
    """Return the register with the objects of one page; the later copy of an object counts, a deleted one is gone.

    Args:
        register: What was read before.
        kind: Which list the page belongs to: ``organization``, ``meeting`` or ``paper``.
        objects: What stands on it.
    """
    name, read = _LISTS[kind]
    found: dict[str, Any] = dict(getattr(register, name))
    for raw in objects:
        value = read(raw)
        if value is None:
            found.pop(id_of(raw), None)
        else:
            found[value.id] = value
    return register.model_copy(update={name: found})


def reference_key(text: str) -> str:
    """Return a number of a proposal in the form that is compared: without capitals, spaces and kinds of dashes."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).strip()
    return "".join(_BEFORE.sub("", plain).split()).casefold()


def papers_with(register: CouncilRegister, reference: str) -> tuple[CouncilPaper, ...]:
    """Return the papers of a number, the newest first; cities use numbers again after an election."""
    key = reference_key(reference)
    found = [one for one in register.papers.values() if key and reference_key(one.reference) == key]
    return tuple(sorted(found, key=lambda one: (one.day is not None, one.day, one.id), reverse=True))


def meeting_for(register: CouncilRegister, consultation: CouncilConsultation) -> CouncilMeeting | None:
    """Return the meeting of a consultation.

    It is looked for by its place on an agenda first: some systems name the meeting by an id that no meeting has.
    """
    item = consultation.agenda_item
    on_agenda = next((one for one in register.meetings.values() if item and item in one.agenda_items), None)
    return on_agenda or register.meetings.get(consultation.meeting)
