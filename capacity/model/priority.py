"""What decides the order of requests: class and six criteria."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class UrgencyClass(StrEnum):
    """Internal urgency of a request: A law or contract with a date, B operation and security, C everything else."""

    A = "a"
    B = "b"
    C = "c"


class PriorityCriterion(StrEnum):
    """What a request is judged by."""

    NUTZEN = "nutzen"
    ENTLASTUNG = "entlastung"
    PFLICHT = "pflicht"
    ABLOESUNG = "abloesung"
    STRATEGIE = "strategie"
    REIFE = "reife"


CLASS_A = 10**6
"""Tier of what law or contract demands: above any number of days that somebody has waited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All that the priority of a request is computed from.

    Args:
        anchors: 0, 3, 6 or 10 for each criterion; None where nobody knows yet.
        urgency: Its class; None while nobody has decided, which counts as C.
        waits_since: Day on which it was handed in first.
        due: Day on which it is needed; None where there is none.
        days_by_role: Person-days by role, upper ends.
    """

    anchors: Mapping[PriorityCriterion, int | None]
    urgency: UrgencyClass | None
    waits_since: date
    due: date | None
    days_by_role: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPriority:
    """The priority of a request as a day knows it, with every factor; whole numbers, so that equal stays equal.

    Args:
        anchors: Anchor of each criterion; None where nobody knows.
        urgency: Class; None while nobody has decided.
        score_tenths: Tenths of a point from the criteria, 0 to 1000.
        known_percent: Weight of the criteria that are known, 0 to 100.
        waited_days: Calendar days since it was handed in.
        ageing_tenths: Tenths of a point for waiting.
        is_protected: It has waited so long that those that wait shorter do not pass it (Wartezeitschutz).
        slack_weeks: Full weeks until its date; None without one.
        closeness_milli: Thousandths by which the date raises the index, from 1000.
        effort_centi: Hundredths of a person-day, each role counted by its share of the bottleneck; from 100.
        as_of: The day.
    """

    anchors: Mapping[PriorityCriterion, int | None]
    urgency: UrgencyClass | None
    score_tenths: int
    known_percent: int
    waited_days: int
    ageing_tenths: int
    is_protected: bool
    slack_weeks: int | None
    closeness_milli: int
    effort_centi: int
    as_of: date

    @property
    def tier(self) -> int:
        """What is ranked first: class A, then what is protected by its long wait in the order of waiting, then all."""
        if self.urgency is UrgencyClass.A:
            return CLASS_A
        return self.waited_days if self.is_protected else 0

    @property
    def drive(self) -> int:
        """Ten-millionths by which each point counts: closeness divided by effort."""
        return self.closeness_milli * 1_000_000 // self.effort_centi

    @property
    def value(self) -> int:
        """What is ranked within the tier: hundred-millionths of the ranking index."""
        return (self.score_tenths + self.ageing_tenths) * self.drive


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRank:
    """A rank that the Digitaldezernat has set by hand.

    Args:
        request: Number of the request.
        rank: The rank, from 1.
        reason: Why.
        person: Id of the person.
        at: When, UTC.
    """

    request: int
    rank: int
    reason: str
    person: str
    at: datetime
