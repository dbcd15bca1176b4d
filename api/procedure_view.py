"""A tender procedure as the interface shows it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.fields import FieldView, field_view
from api.lot_view import LotView, lot_view
from procurement.model import (
    Procedure,
    ProcedureStage,
    ProcedureType,
    PublicVersion,
)
from procurement.rules.procedure.changes import Change, ChangeKind
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure.wording import STAGES, STEPS, change_sentence, reason_sentence
from procurement.services.procedures import OpenedProcedure, StepOffer


@dataclass(frozen=True, slots=True, kw_only=True)
class HindranceView:
    """One reason why a step is not possible.

    Args:
        type: Slug of the reason.
        text: German sentence.
        legal_source: Rule that it comes from, where one does.
    """

    type: str
    text: str
    legal_source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step that the present stage knows.

    Args:
        step: Its code.
        title: Its German name.
        target: Stage it leads to.
        needs_reason: It is taken only with a written reason.
        needs_deadline: It is taken only with a deadline for bids.
        possible: You can take it now.
        hindrances: Everything that stands against it.
    """

    step: Step
    title: str
    target: ProcedureStage
    needs_reason: bool
    needs_deadline: bool
    possible: bool
    hindrances: list[HindranceView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureView:
    """A tender procedure with what can be done with it.

    Args:
        slug: Stable name in addresses.
        reference: Reference number (Vergabenummer).
        stage: How far it is.
        stage_text: The same in German.
        version: Counts its changes, from 1; texts have versions of their own.
        title: What is bought.
        office: Id of the office that needs it.
        kind: Kind of procedure.
        bid_deadline: Moment up to which bids are accepted.
        participation_deadline: The same for requests to participate.
        round: Round of offers, from 1.
        round_deadline: Deadline of this round, as its invitation set it; null where ``bid_deadline`` holds.
        two_envelopes: Prices stay locked until the quality evaluation is fixed.
        need: ``pruefstand/need/1``; null until it is saved.
        eligibility: ``pruefstand/eligibility/1``; null until it is saved.
        selection_seal: Digest of the choice of candidates as it follows now; null before requests are open.
        texts: By the name of their field.
        lots: In the order of their numbers.
        estimated_value_net_eur: Estimated value, as far as it can be computed.
        seal: Digest of what would be published now: asking for a release and releasing name it.
        publications: Number of published versions.
        reason: Why it is changed, or was ended.
        handed_back: Why its release was handed back last.
        steps: Every step that the stage knows.
    """

    slug: str
    reference: str
    stage: ProcedureStage
    stage_text: str
    version: int
    title: str
    office: str | None
    kind: ProcedureType | None
    bid_deadline: datetime | None
    participation_deadline: datetime | None
    round: int
    round_deadline: datetime | None
    two_envelopes: bool
    need: dict[str, Any] | None
    eligibility: dict[str, Any] | None
    selection_seal: str | None
    texts: dict[str, FieldView]
    lots: list[LotView]
    estimated_value_net_eur: str | None
    seal: str | None
    publications: int
    reason: str
    handed_back: str
    steps: list[StepView]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureReceipt:
    """What became of a procedure.

    Args:
        slug: Its name in addresses.
        reference: Its reference number.
        stage: How far it is now.
        version: Its version now.
        lots: Numbers of its lots.
    """

    slug: str
    reference: str
    stage: ProcedureStage
    version: int
    lots: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationView:
    """A published version.

    Args:
        number: Counts the versions, from 1.
        digest: ``sha256:…`` of the document.
        published_at: When.
        reason: Why it replaces the one before.
        document: ``pruefstand/publication/1``.
    """

    number: int
    digest: str
    published_at: datetime
    reason: str
    document: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One difference between two published versions.

    Args:
        kind: What happened.
        path: Where: keys, and names of entries of lists, from the outside in.
        text: German sentence.
        essential: It makes bidders calculate anew; the period had to be extended.
    """

    kind: ChangeKind
    path: list[str]
    text: str
    essential: bool


def procedure_view(opened: OpenedProcedure) -> ProcedureView:
    """Return a procedure as it is shown."""
    procedure, plan, estimate = opened.procedure, opened.procedure.plan, opened.facts.estimate
    return ProcedureView(
        slug=procedure.slug,
        reference=procedure.reference,
        stage=procedure.stage,
        stage_text=STAGES[procedure.stage],
        version=procedure.version,
        title=plan.title,
        office=plan.office,
        kind=plan.kind,
        bid_deadline=plan.bid_deadline,
        participation_deadline=plan.participation_deadline,
        round=procedure.round,
        round_deadline=procedure.round_deadline,
        two_envelopes=plan.two_envelopes,
        need=json.loads(procedure.need) if procedure.need else None,
        eligibility=json.loads(procedure.eligibility) if procedure.eligibility else None,
        selection_seal=opened.facts.participation.digest,
        texts={name.value: field_view(held) for name, held in opened.texts.items()},
        lots=[lot_view(lot) for lot in procedure.lots],
        estimated_value_net_eur=str(estimate.value) if estimate else None,
        seal=opened.facts.content_digest,
        publications=procedure.publications,
        reason=procedure.reason,
        handed_back=procedure.handed_back,
        steps=[_step(offer) for offer in opened.steps],
    )


def receipt(procedure: Procedure) -> ProcedureReceipt:
    """Return what became of a procedure."""
    return ProcedureReceipt(
        slug=procedure.slug,
        reference=procedure.reference,
        stage=procedure.stage,
        version=procedure.version,
        lots=[lot.number for lot in procedure.lots],
    )


def publication_view(version: PublicVersion) -> PublicationView:
    """Return a published version as it is shown."""
    document: dict[str, Any] = json.loads(version.document)
    return PublicationView(
        number=version.number,
        digest=version.digest,
        published_at=version.published_at,
        reason=version.reason,
        document=document,
    )


def change_view(change: Change) -> ChangeView:
    """Return a difference as it is shown."""
    return ChangeView(
        kind=change.kind, path=list(change.path), text=change_sentence(change), essential=change.essential
    )


def _step(offer: StepOffer) -> StepView:
    return StepView(
        step=offer.step,
        title=STEPS[offer.step],
        target=offer.target,
        needs_reason=offer.needs_reason,
        needs_deadline=offer.needs_deadline,
        possible=offer.is_possible,
        hindrances=[_hindrance(reason) for reason in offer.hindrances],
    )


def _hindrance(reason: Reason) -> HindranceView:
    source = str(reason.source) if reason.source else None
    return HindranceView(type=reason.type, text=reason_sentence(reason), legal_source=source)
