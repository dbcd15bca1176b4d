"""A round in which the Digitaldezernat decides on the requests that wait: what lay before it, what it decided."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RoundKind(StrEnum):
    """How often: every month all requests, every week the small ones."""

    MONAT = "monat"
    WOCHE = "woche"


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityRound:
    """A round as it was opened; what lay before it never changes.

    Args:
        number: Its number; 0 before it is stored.
        kind: How often.
        day: Its day.
        basis: What lay before it: a document, as text.
        opened_by: Id of the person.
        opened_at: When, UTC.
    """

    number: int
    kind: RoundKind
    day: date
    basis: str
    opened_by: str
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRecord:
    """What a round resolved, for good.

    Args:
        round: Number of the round.
        document: The minutes: a document, as text.
        digest: SHA-256 of the document.
        closed_by: Id of the person.
        closed_at: When, UTC.
    """

    round: int
    document: str
    digest: str
    closed_by: str
    closed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEffort:
    """Person-days of a role in a quarter, as text.

    Args:
        role: The role.
        quarter: As ``2027-Q1``.
        days: Person-days, a decimal number.
    """

    role: str
    quarter: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """A request as it lay before a round.

    Args:
        rank: Its rank among all that wait.
        number: Its number.
        title: What it is about.
        office: Name of its office.
        urgency: Its class; empty while nobody has decided.
        score: Points from the criteria, a decimal number.
        index: Ranking index, a decimal number.
        is_set: Its rank was set by hand.
        is_protected: It stands under Wartezeitschutz.
        efforts: What it asks for, upper ends.
        before: Its rank in the round before; None where it was not in it.
    """

    rank: int
    number: int
    title: str
    office: str
    urgency: str
    score: str
    index: str
    is_set: bool
    is_protected: bool
    efforts: tuple[RoundEffort, ...]
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLoad:
    """A request that waits as well, but is decided in another round.

    Args:
        rank: Its rank among all that wait.
        number: Its number.
        efforts: What it asks for, upper ends.
    """

    rank: int
    number: int
    efforts: tuple[RoundEffort, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBasis:
    """What lay before a round.

    Args:
        kind: How often.
        day: Its day, ISO.
        total: How many requests waited in all.
        left: What could still be planned of each role and quarter.
        rows: The requests, the first rank first.
        gone: Numbers of requests that the round before had and this one has not.
        others: Requests with a rank that are decided in another round and count for what fits, the first rank first.
    """

    kind: str
    day: str
    total: int
    left: tuple[RoundEffort, ...]
    rows: tuple[RoundRow, ...]
    gone: tuple[int, ...]
    others: tuple[RoundLoad, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDecision:
    """A decision of the Digitaldezernat in a round.

    Args:
        number: Number of the request.
        title: What it is about.
        rank: Its rank before the round; None where it was decided beside the order.
        step: What was decided.
        reason: Why.
        person: Name of who decided.
        at: When, ISO, UTC.
        displaced: Numbers of requests with a better rank that waited for the same role and quarter and got nothing.
    """

    number: int
    title: str
    rank: int | None
    step: str
    reason: str
    person: str
    at: str
    displaced: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMinutes:
    """The minutes of a round.

    Args:
        number: Number of the round.
        basis: What lay before it.
        decisions: What was decided, oldest first.
        undecided: Numbers of the requests that wait on.
        note: What else was said.
        chair: Name of who closed it.
        opened_at: When, ISO, UTC.
        closed_at: When, ISO, UTC.
    """

    number: int
    basis: RoundBasis
    decisions: tuple[RoundDecision, ...]
    undecided: tuple[int, ...]
    note: str
    chair: str
    opened_at: str
    closed_at: str
