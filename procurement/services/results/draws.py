"""Deciding a tie on the first rank: first how, then what came of it; neither changes afterwards."""

import json
from dataclasses import dataclass

from infra.audit.model import Event
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import AlreadyDrawnError, DrawNotPlannedError, DrawPlannedError, NoTieError
from procurement.model import LotDraw, Procedure
from procurement.repository import EvaluatorRepository, ExaminationRepository, ScoreRepository
from procurement.rules.procedure.lot_decision import (
    DrawOutcome,
    DrawPlan,
    FixedPlan,
    checked_plan,
    outcome_document,
    plan_document,
)
from procurement.rules.procedure.publication import canonical, digest_of
from procurement.services.bids.pricing import LotResult, Pricing
from procurement.services.procedures.editing import subject_of
from procurement.services.results.shared import priced, require_prices


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Where ties are decided.

    Args:
        transactions: Opens procedures to those who may judge prices.
        pricing: Computes who is tied.
    """

    transactions: Transactions
    pricing: Pricing

    def plan(self, actor: Actor, slug: str, lot: int, wanted: DrawPlan, once: Once | None = None) -> LotDraw:
        """Fix how the tie on a lot is decided, before anybody knows for whom.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Prices are not judged now.
            NoTieError: Nothing is tied, or a price is to be clarified first.
            DrawPlannedError: It is fixed already.
            InputError: The plan does not hold what it has to.

        Legal source:
            OLG Hamburg, 20.03.2020, 1 Verg 1/19
        """
        with self.transactions.write(actor, Action.JUDGE_PRICES, once) as writing:
            procedure = priced(writing, Action.JUDGE_PRICES, slug)
            if _draw(writing, procedure, lot) is not None:
                raise DrawPlannedError(lot)
            tied = self._tied(writing, procedure, lot)
            checked = checked_plan(wanted, _involved(writing, procedure), writing.now)
            place = {"reference": procedure.reference, "publication": procedure.publications, "round": procedure.round}
            names = {bid["id"]: bid["tenderer"] for bid in tied.document["bids"] if bid["id"] in tied.tied}
            document = canonical(plan_document(checked, {**place, "lot": lot}, names))
            draw = LotDraw(
                publication=procedure.publications,
                round=procedure.round,
                lot=lot,
                plan=document,
                plan_digest=digest_of(document),
                planned_by=str(actor.person),
                planned_at=writing.now,
                outcome=None,
                drawn_at=None,
            )
            ScoreRepository(writing.session).plan_draw(slug, draw)
            after = {"lot": lot, "kind": checked.kind.value, "digest": draw.plan_digest}
            writing.record(Event.LOT_DRAW_PLANNED, subject_of(procedure), after=after)
            return writing.done(draw)

    def record(self, actor: Actor, slug: str, lot: int, outcome: DrawOutcome, once: Once | None = None) -> LotDraw:
        """Record what came of it; an electronic draw is recomputed from the published value.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Prices are not judged now.
            DrawNotPlannedError: How it is decided is not fixed yet.
            AlreadyDrawnError: It is decided.
            InputError: The outcome is none of the plan.
        """
        with self.transactions.write(actor, Action.JUDGE_PRICES, once) as writing:
            procedure = priced(writing, Action.JUDGE_PRICES, slug)
            draw = _draw(writing, procedure, lot)
            if draw is None:
                raise DrawNotPlannedError(lot)
            if draw.outcome is not None:
                raise AlreadyDrawnError(lot)
            fixed = FixedPlan(document=json.loads(draw.plan), digest=draw.plan_digest, planned_at=draw.planned_at)
            document = canonical(outcome_document(fixed, outcome, _name(writing), writing.now))
            ScoreRepository(writing.session).record_draw(slug, draw, document, outcome.drawn_at)
            after = {"lot": lot, "digest": digest_of(document), "order": json.loads(document)["order"]}
            writing.record(Event.LOT_DRAWN, subject_of(procedure), after=after)
            recorded = _draw(writing, procedure, lot)
            if recorded is None:
                raise AssertionError("the row was changed a moment ago")
            return writing.done(recorded)

    def _tied(self, writing: Writing, procedure: Procedure, lot: int) -> LotResult:
        """Return a lot whose first rank is tied and about whose prices nothing is left to decide."""
        computed = self.pricing.compute(writing, procedure)
        require_prices(writing, procedure, computed.bids)
        found = next((one for one in computed.lots if one.number == lot), None)
        place = (procedure.publications, procedure.round)
        awaited = ExaminationRepository(writing.session).open_inquiries(procedure.slug, *place)
        if found is None or not found.tied or computed.low(open_only=True) or awaited:
            raise NoTieError(lot)
        return found


def _draw(writing: Writing, procedure: Procedure, lot: int) -> LotDraw | None:
    draws = ScoreRepository(writing.session).draws(procedure.slug, procedure.publications, procedure.round)
    return next((one for one in draws if one.lot == lot), None)


def _involved(writing: Writing, procedure: Procedure) -> list[str]:
    """Return the names of all evaluators of the round and of whoever records."""
    appointed = EvaluatorRepository(writing.session).evaluators(procedure.slug, procedure.publications, procedure.round)
    people = {one.person for one in appointed} | {str(writing.actor.person)}
    return list(IdentityRepository(writing.session).names(people).values())


def _name(writing: Writing) -> str:
    person = str(writing.actor.person)
    return IdentityRepository(writing.session).names({person}).get(person, "")
