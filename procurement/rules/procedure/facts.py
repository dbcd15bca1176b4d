"""What is known about a procedure at one moment: all that guards may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.errors import Fault
from core.legal import LegalSource
from core.parameters import DatedParameter
from procurement.model import ProcedureStage, ProcedureType
from procurement.rules.estimated_value import EstimatedValue
from procurement.rules.periods import Period, Stage
from procurement.rules.procedure.agreement import AgreementFacts
from procurement.rules.procedure.award_facts import AwardFacts
from procurement.rules.procedure.bid_facts import BidFacts
from procurement.rules.procedure.changes import Change
from procurement.rules.procedure.participation_facts import ParticipationFacts
from procurement.rules.procedure_kind import KindOption, Suggestion


class TextField(StrEnum):
    """Texts of a procedure; the value is the name of the field in forms and addresses."""

    SUBJECT = "gegenstand"
    KIND_REASON = "verfahrensart-begruendung"
    OPEN_SOURCE_CHECK = "open-source-alternativen"
    CLAUSES = "klauseln"
    TIE_RULE = "gleichstandsregel"
    PRESENTATION = "teststellung"
    DIGITAL_CHECK = "digital-check"
    CAPACITY = "kapazitaetszusage"


class LinkKind(StrEnum):
    """What a procedure can be bound to; a reference in words until it is read from there."""

    DIGITAL_CHECK = "digital-check"
    CAPACITY = "capacity"


LINKS: Mapping[TextField, LinkKind] = {
    TextField.DIGITAL_CHECK: LinkKind.DIGITAL_CHECK,
    TextField.CAPACITY: LinkKind.CAPACITY,
}
"""Texts that refer to something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a step is not possible: a fact with its properties; the German sentence stands in ``wording``.

    Args:
        type: Slug of the reason.
        properties: Values for the sentence.
        source: Rule that it comes from; None where it is no matter of law.
        fault: What is wrong with the Bewertungsmatrix of a lot, where that is the reason.
    """

    type: str
    properties: Mapping[str, str] = field(default_factory=dict)
    source: LegalSource | None = None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFacts:
    """One lot.

    Args:
        title: What it is called.
        has_matrix: It has a Bewertungsmatrix.
        faults: What is wrong with that, or forbidden.
    """

    title: str
    has_matrix: bool
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline.

    Args:
        moment: When it ends, UTC.
        day: That day in Germany.
    """

    moment: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What was released before.

    Args:
        deadline: Deadline of the first stage as it is public; None where there is none.
        extension: Days by which an essential change extends it.
        earliest: First day on which it may end after an essential change; None without a deadline.
    """

    deadline: Deadline | None
    extension: DatedParameter
    earliest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What guards decide on.

    Args:
        stage: How far the procedure is.
        now: The moment, UTC.
        actor: Id of the person who wants to take the step; None for the operator.
        asked_by: Id of the person who asks for the release.
        asked_digest: Digest of what the release was asked for.
        content_digest: Digest of what would be released now; None while that cannot be made.
        lots: In the order of their numbers.
        priced_lots: Names of the lots in the estimate; None while there is none.
        estimate: Estimated value; None without a need, or without thresholds for the day.
        suggestion: What that value admits; None with it, and for a value of 0.
        kind: Kind of procedure that was chosen.
        written: Texts that say something.
        deadlines: Those that were set.
        periods: Minimum periods of the kind, counted from the day of publication.
        released: What was released before; None before the first publication.
        changes: How the present state differs from it.
        invitation: Minimum period of an invitation that is sent today; None where none is sent in this stage.
        was_reset: The bids on what is public were opened, and the procedure was reset to before its publication.
        about_bids: What is known about the bids.
        participation: What is known about the Teilnahmewettbewerb.
        award: What is known about the award.
        agreement: How the capacity request of the linked check stands; None where no check is linked.
    """

    stage: ProcedureStage
    now: datetime
    actor: str | None = None
    asked_by: str | None = None
    asked_digest: str | None = None
    content_digest: str | None = None
    lots: tuple[LotFacts, ...] = ()
    priced_lots: tuple[str, ...] | None = None
    estimate: EstimatedValue | None = None
    suggestion: Suggestion | None = None
    kind: ProcedureType | None = None
    written: frozenset[TextField] = frozenset()
    deadlines: Mapping[Stage, Deadline] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    released: Released | None = None
    changes: tuple[Change, ...] = ()
    invitation: Period | None = None
    was_reset: bool = False
    about_bids: BidFacts = field(default_factory=BidFacts)
    participation: ParticipationFacts = field(default_factory=ParticipationFacts)
    award: AwardFacts = field(default_factory=AwardFacts)
    agreement: AgreementFacts | None = None

    @property
    def option(self) -> KindOption | None:
        """The chosen kind as the estimated value admits it; None where it does not, or nothing is known."""
        options = self.suggestion.options if self.suggestion else ()
        return next((one for one in options if one.row.kind is self.kind), None)

    @property
    def first_deadline(self) -> Deadline | None:
        """The deadline that whoever reads the notice has to keep: that of the first stage."""
        return self.deadlines.get(self.periods[0].stage) if self.periods else None
