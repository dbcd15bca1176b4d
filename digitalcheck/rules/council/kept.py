"""What a city keeps: readings of its council system, and agendas that were imported."""

from dataclasses import dataclass
from datetime import date, datetime

from digitalcheck.rules.council.agenda import AgendaEntry
from digitalcheck.rules.council.coverage import CoverageRow
from digitalcheck.rules.council.head import FoundHead
from digitalcheck.rules.council.objects import CouncilPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilReading:
    """One reading of a council system, from its first page to its last.

    Args:
        id: Its number.
        system: Address of the system.
        name: Name of the body that was read, e.g. the city.
        begun_at: When it began.
        read_at: When the last page came.
        finished_at: When it was over; None while it goes on.
        pages: Pages read.
        papers: Papers read.
        is_whole: The list of papers was read to its end.
        failure: Why the last attempt stopped, as ``unreadable_sentence`` takes it; empty where none did.
    """

    id: int
    system: str
    name: str
    begun_at: datetime
    read_at: datetime
    finished_at: datetime | None = None
    pages: int = 0
    papers: int = 0
    is_whole: bool = False
    failure: str = ""


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper with what it says of the head of its check."""

    paper: CouncilPaper
    head: FoundHead


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilState:
    """What a city knows of its council system.

    Args:
        system: Its address; None where the settings name none.
        current: The newest reading that is over; None before the first.
        running: The reading that goes on; None where none does.
        coverage: Share of proposals with a check, from the current reading.
    """

    system: str | None
    current: CouncilReading | None
    running: CouncilReading | None
    coverage: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAgenda:
    """An agenda that was imported.

    Args:
        id: Its number.
        name: What the meeting is called.
        day: Day of the meeting.
        source: Name of the file; empty where it was pasted.
        digest: Checksum of what was imported.
        imported_by: Id of the person.
        imported_at: When.
        entries: How many proposals it has.
        is_current: No later import took its place.
    """

    id: int
    name: str
    day: date
    source: str
    digest: str
    imported_by: str
    imported_at: datetime
    entries: int
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class CheckMark:
    """As much of a check as stands beside its proposal on an agenda."""

    number: int
    reference: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class AgendaPlace:
    """A proposal on an agenda with its check; None where there is none of its number."""

    entry: AgendaEntry
    check: CheckMark | None
