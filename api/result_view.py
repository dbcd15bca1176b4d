"""Prices and results of a procedure as the interface shows them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.fields import FieldView, field_view
from procurement.model import LotDraw, ProcedureStage
from procurement.services.bids.pricing import LotResult
from procurement.services.results.history import HistoryView
from procurement.services.results.results import ResultView


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawView:
    """How a tie is decided, and what came of it.

    Args:
        plan: ``pruefstand/losentscheid-plan/1``.
        plan_digest: ``sha256:…`` of it.
        planned_at: When it was fixed.
        outcome: ``pruefstand/losentscheid/1``; null until then.
    """

    plan: dict[str, Any]
    plan_digest: str
    planned_at: datetime
    outcome: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotResultView:
    """The result of a lot.

    Args:
        number: Number of the lot.
        title: What it is called.
        result: ``pruefstand/result/1``; null where something keeps it from being computed.
        tied: Bids on the first rank where there are several.
        proposed: Id of the bid to propose; null without one.
        draw: Decision by lot; null without one.
        evaluation: Name of the stored evaluation; null until the result is fixed.
    """

    number: int
    title: str
    result: dict[str, Any] | None
    tied: list[str]
    proposed: str | None
    draw: DrawView | None
    evaluation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureResultView:
    """The result of a procedure: as it would be fixed now, or as it was.

    Args:
        stage: How far the procedure is.
        lots: Results of the lots.
        faults: What keeps a result from being computed.
        tie_rule: Published rule for ties.
        proposal: The decision proposal, by the name of its field.
        others: Names of further stored evaluations of this reference number.
    """

    stage: ProcedureStage
    lots: list[LotResultView]
    faults: list[str]
    tie_rule: str
    proposal: dict[str, FieldView]
    others: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntryView:
    """One thing that happened.

    Args:
        sequence: Number in the audit log.
        at: When.
        actor: Id of the person.
        event: What happened.
        subject_kind: Kind of thing it happened to.
        subject_id: Its id.
        details: What changed, with ``before`` and ``after``.
        holds: The hash of the entry is that of what it says.
    """

    sequence: int
    at: datetime
    actor: str
    event: str
    subject_kind: str
    subject_id: str
    details: dict[str, Any]
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureHistoryView:
    """What happened to a procedure, the newest first.

    Args:
        entries: One page of it.
        following: ``before`` of the next page; null on the last one.
    """

    entries: list[HistoryEntryView]
    following: int | None


def result_view(view: ResultView) -> ProcedureResultView:
    """Return a result as it is shown."""
    stored = {number: one.slug for number, one in view.stored.items()}
    return ProcedureResultView(
        stage=view.procedure.stage,
        lots=[_lot(lot, stored) for lot in view.lots],
        faults=list(view.faults),
        tie_rule=view.tie_rule,
        proposal={name: field_view(held) for name, held in view.proposal.items()},
        others=[one.slug for one in view.others],
    )


def draw_view(draw: LotDraw) -> DrawView:
    """Return a decision by lot as it is shown."""
    return DrawView(
        plan=json.loads(draw.plan),
        plan_digest=draw.plan_digest,
        planned_at=draw.planned_at,
        outcome=json.loads(draw.outcome) if draw.outcome else None,
    )


def history_view(view: HistoryView) -> ProcedureHistoryView:
    """Return what happened as it is shown."""
    entries = [
        HistoryEntryView(
            sequence=one.sequence,
            at=one.at,
            actor=one.actor,
            event=one.event,
            subject_kind=one.subject.kind,
            subject_id=one.subject.id,
            details=dict(one.details),
            holds=one.sequence not in view.broken,
        )
        for one in view.page.entries
    ]
    return ProcedureHistoryView(entries=entries, following=view.page.following)


def _lot(lot: LotResult, stored: Mapping[int, str]) -> LotResultView:
    return LotResultView(
        number=lot.number,
        title=lot.title,
        result=dict(lot.result) if lot.result else None,
        tied=list(lot.tied),
        proposed=lot.first,
        draw=draw_view(lot.draw) if lot.draw else None,
        evaluation=stored.get(lot.number),
    )
