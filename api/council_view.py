"""The council system as the interface shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from litestar.status_codes import HTTP_202_ACCEPTED

from api.once import presented
from digitalcheck.rules.council.annex import CouncilPublication
from digitalcheck.rules.council.coverage import CoverageRow
from digitalcheck.rules.council.kept import CouncilReading, FoundPaper
from infra.jobs.model import Job, JobState
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """A reading of the council system.

    Args:
        begun_at: When it began, UTC.
        read_at: When the last page came, UTC.
        pages: Pages read.
        papers: Papers read.
        is_whole: The list of papers was read to its end.
        failure: Why the last attempt stopped; empty where none did.
    """

    begun_at: datetime
    read_at: datetime
    pages: int
    papers: int
    is_whole: bool
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """Proposals of a quarter and how many of them have a Digital-Check; ``quarter`` is null for those without a day."""

    quarter: str | None
    proposals: int
    with_check: int
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilView:
    """What is known of the council system; ``current`` is null before the first reading, ``running`` without one."""

    system: str | None
    current: ReadingView | None
    running: ReadingView | None
    coverage: list[CoverageView]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobStarted:
    """A job that reads."""

    job: int
    state: JobState


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeView:
    """A committee on the way of a proposal."""

    committee: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPaperView:
    """A paper and what it says of the head of its check.

    Args:
        id: Its address in the council system.
        kind: What it is called there.
        day: Its day.
        reference: Its number.
        title: What it is about.
        office: Office in charge; empty where the system does not name it.
        committees: Who deals with it.
        notes: What could not be taken over as it stands.
    """

    id: str
    kind: str
    day: date | None
    reference: str
    title: str
    office: str
    committees: list[CommitteeView]
    notes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """A field of a check that says something else than the council system."""

    field: str
    typed: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledHeadView:
    """What became of the head of a check: fields that were empty and are filled now, and those that differ."""

    paper: CouncilPaperView
    filled: list[str]
    differences: list[DifferenceView]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationStateView:
    """What the council system showed of the sheet of a check; both null where nobody has looked yet."""

    state: CouncilPublication | None
    seen_at: datetime | None


def reading_view(one: CouncilReading | None) -> ReadingView | None:
    """Return a reading; None where there is none."""
    if one is None:
        return None
    return ReadingView(
        begun_at=one.begun_at,
        read_at=one.read_at,
        pages=one.pages,
        papers=one.papers,
        is_whole=one.is_whole,
        failure=one.failure,
    )


def coverage_view(one: CoverageRow) -> CoverageView:
    """Return the share of a quarter."""
    share = f"{one.share.numerator}/{one.share.denominator}"
    return CoverageView(quarter=one.quarter or None, proposals=one.proposals, with_check=one.with_check, share=share)


def started(job: Job) -> KeptAnswer:
    """Return the answer about a job that was asked for."""
    return presented(JobStarted(job=job.id, state=job.state), status=HTTP_202_ACCEPTED)


def paper_view(one: FoundPaper) -> CouncilPaperView:
    """Return a paper."""
    return CouncilPaperView(
        id=one.paper.id,
        kind=one.paper.kind,
        day=one.paper.day,
        reference=one.head.vorlagen_nr,
        title=one.head.titel,
        office=one.head.amt,
        committees=[CommitteeView(committee=stop.gremium, day=stop.datum) for stop in one.head.gremienlauf],
        notes=[note.value for note in one.head.notes],
    )
