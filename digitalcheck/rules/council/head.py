"""The head of a check from a paper: number, title, office and the committees in their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from digitalcheck.rules.council.objects import CouncilConsultation, CouncilPaper
from digitalcheck.rules.council.register import CouncilRegister, meeting_for

LONGEST_NUMBER, LONGEST_TITLE, LONGEST_OFFICE, LONGEST_COMMITTEE, MOST_COMMITTEES = 60, 150, 120, 200, 6
"""As the head of a check takes them."""


class HeadNote(StrEnum):
    """What of a paper could not be taken over as it stands."""

    COMMITTEE_UNKNOWN = "committee_unknown"
    MORE_COMMITTEES = "more_committees"
    OFFICE_UNKNOWN = "office_unknown"
    TITLE_SHORTENED = "title_shortened"


@dataclass(frozen=True, slots=True)
class Stop:
    """A committee on the way of a proposal, with its day where that is known."""

    gremium: str
    datum: date | None


@dataclass(frozen=True, slots=True)
class FoundHead:
    """What a paper says of the head.

    Args:
        vorlagen_nr: Number of the proposal.
        titel: Its title.
        amt: Office in charge; empty where the system does not name it.
        gremienlauf: Committees by day, those without a day last.
        notes: What was not taken over as it stands.
    """

    vorlagen_nr: str
    titel: str
    amt: str
    gremienlauf: tuple[Stop, ...]
    notes: tuple[HeadNote, ...]

    def fields(self) -> dict[str, Any]:
        """Return what is known in the form of the head of a check."""
        way = [
            {"gremium": one.gremium} | ({"datum": one.datum.isoformat()} if one.datum else {})
            for one in self.gremienlauf
        ]
        found = {"vorlagen_nr": self.vorlagen_nr, "titel": self.titel, "amt": self.amt, "gremienlauf": way}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class HeadDifference:
    """A field that says something else in the check than in the council system."""

    field: str
    typed: Any
    found: Any


def head_of(register: CouncilRegister, paper: CouncilPaper) -> FoundHead:
    """Return what a paper says of the head of its check.

    Args:
        register: What was read of the council system.
        paper: One of its papers.
    """
    stops = [_stop(register, one) for one in paper.consultations]
    known = sorted((one for one in stops if one.gremium), key=lambda one: (one.datum is None, one.datum or date.min))
    once = tuple(dict.fromkeys(known))
    offices = [register.organizations[one].name for one in paper.offices if one in register.organizations]
    title = _shortened(paper.name)
    notes = (
        (HeadNote.TITLE_SHORTENED, title != paper.name),
        (HeadNote.OFFICE_UNKNOWN, bool(paper.offices) and not offices),
        (HeadNote.COMMITTEE_UNKNOWN, len(known) < len(stops)),
        (HeadNote.MORE_COMMITTEES, len(once) > MOST_COMMITTEES),
    )
    return FoundHead(
        vorlagen_nr=paper.reference[:LONGEST_NUMBER],
        titel=title,
        amt=offices[0][:LONGEST_OFFICE] if offices else "",
        gremienlauf=once[:MOST_COMMITTEES],
        notes=tuple(note for note, holds in notes if holds),
    )


def filled_head(
    typed: Mapping[str, Any], found: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[HeadDifference, ...]]:
    """Return a head with its empty fields filled; what somebody typed stays, and where it differs it is told.

    Args:
        typed: The head of the check as it stands.
        found: What the council system says, by the same names.
    """
    head, differences = dict(typed), []
    for name, value in found.items():
        own = head.get(name)
        if own in (None, "", [], ()):
            head[name] = value
        elif own != value:
            differences.append(HeadDifference(name, own, value))
    return head, tuple(differences)


def _stop(register: CouncilRegister, consultation: CouncilConsultation) -> Stop:
    meeting = meeting_for(register, consultation)
    named = (*consultation.organizations, *(meeting.organizations if meeting else ()))
    names = [register.organizations[one].name for one in named if one in register.organizations]
    name = names[0] if names else meeting.name if meeting else ""
    return Stop(name[:LONGEST_COMMITTEE], meeting.day if meeting else None)


def _shortened(title: str) -> str:
    """Return a title that fits the head, cut between words and marked as cut."""
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[: LONGEST_TITLE - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:–-") + "…"
