"""What this package tells about tender procedures."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from procurement.model.lot_terms import LotTerms


class Regime(StrEnum):
    """Law that a procedure follows: from the EU threshold on the VgV, below it UVgO and the law of the Land."""

    EU = "eu"
    NATIONAL = "national"


class ProcedureType(StrEnum):
    """Kind of procedure (BT-105); those of EU law by their eForms code."""

    OPEN = "open"
    RESTRICTED = "restricted"
    NEGOTIATED_WITH_CALL = "neg-w-call"
    NEGOTIATED_WITHOUT_CALL = "neg-wo-call"
    COMPETITIVE_DIALOGUE = "comp-dial"
    INNOVATION_PARTNERSHIP = "innovation"
    OEFFENTLICHE_AUSSCHREIBUNG = "oeffentliche-ausschreibung"
    BESCHRAENKTE_AUSSCHREIBUNG_MIT = "beschraenkte-ausschreibung-mit-teilnahmewettbewerb"
    BESCHRAENKTE_AUSSCHREIBUNG_OHNE = "beschraenkte-ausschreibung-ohne-teilnahmewettbewerb"
    VERHANDLUNGSVERGABE_MIT = "verhandlungsvergabe-mit-teilnahmewettbewerb"
    VERHANDLUNGSVERGABE_OHNE = "verhandlungsvergabe-ohne-teilnahmewettbewerb"
    DIREKTAUFTRAG = "direktauftrag"


class ProcedureStage(StrEnum):
    """How far a tender procedure is. What each stage allows is data: ``procurement.rules.procedure.stages``."""

    PREPARATION = "preparation"
    RELEASE_REQUESTED = "release-requested"
    ABANDONED = "abandoned"
    PUBLISHED = "published"
    CHANGE = "change"
    CHANGE_REQUESTED = "change-requested"
    PARTICIPATION = "participation"
    SELECTION_REQUESTED = "selection-requested"
    INVITED = "invited"
    OPENED = "opened"
    EXAMINATION = "examination"
    SCORING = "scoring"
    CONSENSUS = "consensus"
    QUALITY_FIXED = "quality-fixed"
    PRICING = "pricing"
    RESULT_REQUESTED = "result-requested"
    RESULT_FIXED = "result-fixed"
    AWARD_REQUESTED = "award-requested"
    AWARD_DECIDED = "award-decided"
    AWARDED = "awarded"
    ANNULLED = "annulled"


RESULT_STANDS = frozenset(
    {
        ProcedureStage.RESULT_FIXED,
        ProcedureStage.AWARD_REQUESTED,
        ProcedureStage.AWARD_DECIDED,
        ProcedureStage.AWARDED,
    }
)
"""Stages in which the result is fixed and counts."""

DOCUMENTED = RESULT_STANDS | {ProcedureStage.ANNULLED}
"""Stages in which there is a Vergabevermerk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePlan:
    """What an officer decides about a procedure as a whole.

    Args:
        title: What is bought.
        office: Id of the office that needs it; None where none is named.
        kind: Kind of procedure; None until one is chosen.
        bid_deadline: Moment up to which bids are accepted, UTC; None until one is set.
        participation_deadline: The same for requests to participate, where the kind has them.
        two_envelopes: Prices stay locked until the quality evaluation is fixed.
    """

    title: str
    office: str | None = None
    kind: ProcedureType | None = None
    bid_deadline: datetime | None = None
    participation_deadline: datetime | None = None
    two_envelopes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One lot; a procedure without lots is one.

    Args:
        number: 1 to 50, in the order of the procurement documents.
        title: What this lot is.
        document: Its Bewertungsmatrix as canonical JSON ``pruefstand/evaluation/1`` without bids; None until set.
        terms: Where its criteria come from, its clauses and its contract.
    """

    number: int
    title: str
    document: str | None = None
    terms: LotTerms = field(default_factory=LotTerms)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSummary:
    """One line of the list of tender procedures.

    Args:
        slug: Stable name in addresses.
        reference: Reference number (Vergabenummer), unique in the city.
        title: What is bought.
        stage: How far it is.
        office: Id of the office that needs it, if any.
        kind: Kind of procedure, once chosen.
        bid_deadline: Moment up to which bids are accepted, UTC.
        publications: Number of published versions.
        changed_at: When it was changed last, UTC; saving a text field does not count.
    """

    slug: str
    reference: str
    title: str
    stage: ProcedureStage
    office: str | None
    kind: ProcedureType | None
    bid_deadline: datetime | None
    publications: int
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A tender procedure (Vergabeverfahren) as it stands.

    Args:
        slug: Stable name in addresses.
        reference: Reference number (Vergabenummer), unique in the city.
        stage: How far it is.
        version: Counts its changes, from 1; texts have versions of their own.
        plan: What was decided about it as a whole.
        lots: In the order of their numbers.
        need: Canonical JSON of ``pruefstand/need/1``; None until it is saved. Internal.
        eligibility: Canonical JSON of ``pruefstand/eligibility/1``; None until it is saved.
        asked_by: Id of the person who asks for the release; None while nobody does.
        asked_at: When, UTC.
        asked_digest: Seal of what the release was asked for.
        publications: Number of published versions.
        round: Round of offers, from 1; only negotiated procedures come to a second one.
        round_deadline: Deadline of the present round, UTC, as its invitation set it; None where that of the plan holds.
        opened: Number of the published version whose bids were opened last; None before the first opening.
        reason: Why it is changed, or was ended; empty where neither is so.
        handed_back: Why the release was handed back; empty once it is asked for anew.
        created_by: Id of the person who created it.
        created_at: When, UTC.
        changed_at: When it was changed last, UTC.
    """

    slug: str
    reference: str
    stage: ProcedureStage
    version: int
    plan: ProcedurePlan
    lots: tuple[Lot, ...]
    need: str | None
    eligibility: str | None
    asked_by: str | None
    asked_at: datetime | None
    asked_digest: str | None
    publications: int
    round: int
    round_deadline: datetime | None
    opened: int | None
    reason: str
    handed_back: str
    created_by: str
    created_at: datetime
    changed_at: datetime

    @property
    def bids_due(self) -> datetime | None:
        """Moment up to which bids of the present round are accepted, UTC; None until one is set."""
        return self.round_deadline or self.plan.bid_deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedProcedure:
    """As much of a procedure as the Digital-Check tells that it began from.

    Args:
        slug: Stable name in addresses.
        reference: Reference number (Vergabenummer).
        stage: How far it is.
    """

    slug: str
    reference: str
    stage: ProcedureStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One published version; it never changes.

    Args:
        number: Counts the versions of a procedure, from 1.
        document: Canonical JSON (RFC 8785) of ``pruefstand/publication/1``: what everybody may read.
        digest: ``sha256:…`` of the document.
        internal: Canonical JSON of ``pruefstand/publication-internal/1``: estimated value and reasons.
        internal_digest: ``sha256:…`` of the internal part.
        asked_by: Id of the person who asked for the release.
        released_by: Id of another person, who released it.
        published_at: When, UTC.
        reason: Why this version replaces the one before; empty for the first.
    """

    number: int
    document: str
    digest: str
    internal: str
    internal_digest: str
    asked_by: str
    released_by: str
    published_at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicVersion:
    """What everybody may know of a published version.

    Args:
        number: Counts the versions of a procedure, from 1.
        document: Canonical JSON (RFC 8785) of ``pruefstand/publication/1``.
        digest: ``sha256:…`` of the document.
        published_at: When, UTC.
        reason: Why it replaces the one before; empty for the first.
    """

    number: int
    document: str
    digest: str
    published_at: datetime
    reason: str
