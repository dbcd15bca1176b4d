"""When the file of a procedure may be offered to the archive, and when it may be deleted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.legal import LegalSource, VerificationStatus
from core.parameters import ParameterSet
from procurement.model import Disposition
from procurement.rules.award.retention import Retention, retention

ARCHIVE_OFFER = LegalSource(
    "§ 4 HArchivG",
    VerificationStatus.UNVERIFIED,
    "Anbietung an das Archiv vor der Löschung; Wortlaut nicht gelesen",
    date(2026, 11, 23),
)

AFTER_ANNULMENT = LegalSource(
    "Hausregel zur Aufbewahrung nach einer Aufhebung",
    VerificationStatus.HOUSE_RULE,
    "§ 8 Abs. 4 VgV zählt ab dem Zuschlag; ohne Zuschlag zählt dieselbe Zeit ab der Aufhebung, das ist eine Festlegung",
    date(2026, 11, 23),
)


class Blocker(StrEnum):
    """What keeps a file from being deleted."""

    NOT_ENDED = "not-ended"
    CONTRACT_END_MISSING = "contract-end-missing"
    STILL_KEPT = "still-kept"
    HELD = "held"
    OBJECTION_OPEN = "objection-open"
    NOT_OFFERED = "not-offered"
    NOT_ANSWERED = "not-answered"


OF_TIME = frozenset({Blocker.NOT_ENDED, Blocker.CONTRACT_END_MISSING, Blocker.STILL_KEPT})
"""What also keeps it from being offered to the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalFacts:
    """What is known of the end of a file.

    Args:
        today: The day in Germany.
        awarded_on: Day of the award; None where there was none.
        annulled_on: Day of the annulment; None where there was none.
        contract_ends: Last day of the contract; None while nobody knows it.
        open_holds: Holds that nobody has lifted.
        open_objections: Rügen and reviews that nobody has answered.
        disposition: How far offer and answer are.
    """

    today: date
    awarded_on: date | None
    annulled_on: date | None
    contract_ends: date | None
    open_holds: int
    open_objections: int
    disposition: Disposition

    @property
    def ended_on(self) -> date | None:
        """Day from which the shortest time counts; None while the procedure goes on."""
        return self.awarded_on or self.annulled_on


def kept(facts: DisposalFacts, parameters: ParameterSet) -> Retention | None:
    """Return until when a file is kept; None while that cannot be said.

    A contract keeps its file to its end; without a known end nothing is said. An annulled procedure has no contract:
    the same time counts from the annulment, which is a rule of the house.

    Raises:
        ParameterNotValidError: No entry covers the day.

    Legal source:
        § 8 Abs. 4 VgV, § 6 Abs. 2 UVgO
    """
    if facts.ended_on is None or (facts.awarded_on is not None and facts.contract_ends is None):
        return None
    return retention(facts.ended_on, facts.contract_ends if facts.awarded_on else None, parameters)


def grounds(facts: DisposalFacts, until: Retention) -> LegalSource:
    """Return what a file is kept by: the law after an award, a rule of the house after an annulment."""
    return until.length.source if facts.awarded_on else AFTER_ANNULMENT


def blockers(facts: DisposalFacts, parameters: ParameterSet) -> tuple[Blocker, ...]:
    """Return everything that keeps a file from being deleted; nothing means that two people may delete it.

    Raises:
        ParameterNotValidError: No entry covers the day.

    Legal source:
        § 8 Abs. 4 VgV, § 6 Abs. 2 UVgO; § 4 HArchivG for the offer to the archive
    """
    return (*_of_time(facts, parameters), *_of_people(facts))


def _of_time(facts: DisposalFacts, parameters: ParameterSet) -> Iterator[Blocker]:
    if facts.ended_on is None:
        yield Blocker.NOT_ENDED
    elif (until := kept(facts, parameters)) is None:
        yield Blocker.CONTRACT_END_MISSING
    elif facts.today <= until.last:
        yield Blocker.STILL_KEPT


def _of_people(facts: DisposalFacts) -> Iterator[Blocker]:
    if facts.open_holds:
        yield Blocker.HELD
    if facts.open_objections:
        yield Blocker.OBJECTION_OPEN
    if facts.disposition.offered_on is None:
        yield Blocker.NOT_OFFERED
    elif facts.disposition.answer is None:
        yield Blocker.NOT_ANSWERED
