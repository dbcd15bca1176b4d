"""Lists of procedures as their readers may know them."""

import json
from dataclasses import replace

from infra.policy.decision import decide
from infra.policy.table import Action
from infra.transactions import Reading
from procurement.model import ProcedureStage, ProcedureSummary
from procurement.repository import ProcedureRepository
from procurement.rules.procedure.publication import restore


def as_known(reading: Reading, items: tuple[ProcedureSummary, ...]) -> tuple[ProcedureSummary, ...]:
    """Return procedures of a list as the reader may know them.

    Whoever may read only what is published sees title, kind and deadline as they were published last, not as somebody
    is changing them: a deadline that is known early is an advantage.
    """
    if decide(reading.actor, Action.READ_PROCEDURE) is None:
        return items
    repository = ProcedureRepository(reading.session)
    return tuple(one if one.stage is ProcedureStage.PUBLISHED else _as_published(repository, one) for one in items)


def _as_published(repository: ProcedureRepository, summary: ProcedureSummary) -> ProcedureSummary:
    last = repository.publications(summary.slug)[-1]
    plan = restore(json.loads(last.document), json.loads(last.internal)).plan
    return replace(summary, title=plan.title, kind=plan.kind, bid_deadline=plan.bid_deadline)
