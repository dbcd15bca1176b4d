"""The result of a procedure: as it would be fixed now, as it was fixed, and what is proposed to decide."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.parameters import ParameterSet
from infra.clock import official_day
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldValue, Saved
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.model import RESULT_STANDS, EvaluationSummary, Procedure, ProcedureStage
from procurement.repository import BidRepository, EvaluationRepository, ProcedureRepository, ScoreRepository
from procurement.rules.procedure.lot_decision import first_drawn
from procurement.services.bids.pricing import LotResult, Pricing
from procurement.services.procedures.shared import found, resource
from procurement.services.results.prices import PRICED
from procurement.services.results.shared import priced, published_of, require_prices, stored_of
from procurement.services.score_fields import PROPOSAL, proposal_id
from procurement.services.scoring import recompute, result_of
from scoring.house_rules import HouseRules


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """Everything a page about the result needs.

    Args:
        procedure: The procedure.
        lots: Results of the lots: as they would be fixed, or as they were.
        stored: The stored evaluation of each lot by its number; empty until the result is fixed.
        others: What else is stored under this reference number: rounds that do not rank, what was replaced, files.
        faults: German sentences about what keeps a result from being computed.
        tie_rule: Published rule for ties.
        proposal: The decision proposal.
        may_write: The actor may judge, draw and propose now.
        names: Names of people by id.
    """

    procedure: Procedure
    lots: tuple[LotResult, ...]
    stored: Mapping[int, EvaluationSummary]
    others: tuple[EvaluationSummary, ...]
    faults: tuple[str, ...]
    tie_rule: str
    proposal: Mapping[str, FieldValue]
    may_write: bool
    names: Mapping[str, str]

    @property
    def is_there(self) -> bool:
        """The procedure has come far enough for a result."""
        return self.procedure.stage in PRICED


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Reads results and writes what is proposed.

    Args:
        transactions: Opens them to those who may see prices.
        pricing: Computes them.
        parameters: Dated numbers of scoring.
    """

    transactions: Transactions
    pricing: Pricing
    parameters: ParameterSet

    def open(self, actor: Actor, slug: str) -> ResultView:
        """Return the result of a procedure; nothing of it before prices are unlocked.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: A price is locked.
        """
        with self.transactions.read(actor, Action.READ_PRICES) as reading:
            procedure = found(reading, slug)
            reading.require(
                Action.READ_SCORES if procedure.stage in PRICED else Action.READ_PROCEDURE, resource(reading, procedure)
            )
            everything = EvaluationRepository(reading.session).of_reference(procedure.reference)
            stored = stored_of(reading, procedure) if procedure.stage in RESULT_STANDS else {}
            lots, faults = self._lots(reading, procedure, stored)
            fixed = {one.slug for one in stored.values()}
            people = {one for lot in lots if lot.draw for one in (lot.draw.planned_by,)}
            return ResultView(
                procedure=procedure,
                lots=lots,
                stored=stored,
                others=tuple(one for one in everything if one.slug not in fixed),
                faults=faults,
                tie_rule=published_of(reading, procedure).get("tie_rule", ""),
                proposal=PROPOSAL.values(reading, PROPOSAL.record(proposal_id(procedure))),
                may_write=procedure.stage is ProcedureStage.PRICING
                and decide(actor, Action.FIX_RESULT, resource(reading, procedure)) is None,
                names=IdentityRepository(reading.session).names(people),
            )

    def procedure_of(self, actor: Actor, summary: EvaluationSummary) -> str | None:
        """Return the name of the procedure whose fixed result an evaluation is, to those who may read it; else None."""
        if decide(actor, Action.READ_PROCEDURE) is not None:
            return None
        with self.transactions.read(actor, Action.READ_PROCEDURE) as reading:
            procedure = ProcedureRepository(reading.session).find_reference(summary.reference)
            if procedure is None or decide(actor, Action.READ_PROCEDURE, resource(reading, procedure)) is not None:
                return None
            is_fixed = procedure.stage in RESULT_STANDS
            known = {one.slug for one in stored_of(reading, procedure).values()} if is_fixed else set()
            return procedure.slug if summary.slug in known else None

    def save_proposal(self, actor: Actor, slug: str, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save the decision proposal, and return how it ended.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Its result is asked for, fixed, or not there yet.
            UnknownFieldError: A proposal has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.FIX_RESULT) as writing:
            procedure = priced(writing, Action.FIX_RESULT, slug)
            return {edit.field: _save(writing, procedure, edit) for edit in edits}

    def change_proposal(self, actor: Actor, slug: str, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field of the decision proposal.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Its result is asked for, fixed, or not there yet.
            UnknownFieldError: A proposal has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.FIX_RESULT, once) as writing:
            outcome = _save(writing, priced(writing, Action.FIX_RESULT, slug), edit)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def _lots(
        self, reading: Reading, procedure: Procedure, stored: Mapping[int, EvaluationSummary]
    ) -> tuple[tuple[LotResult, ...], tuple[str, ...]]:
        if procedure.stage not in PRICED:
            return (), ()
        place = (procedure.publications, procedure.round)
        require_prices(reading, procedure, BidRepository(reading.session).bids(procedure.slug, *place))
        if procedure.stage in RESULT_STANDS:
            return tuple(self._fixed(reading, procedure, *one) for one in sorted(stored.items())), ()
        computed = self.pricing.compute(reading, procedure)
        missing = (
            f"{bid.title}: Der Preis fehlt oder ist ungültig." for bid in computed.bids if bid.id in computed.unpriced
        )
        return computed.lots, (*missing, *computed.faults, *(fault for lot in computed.lots for fault in lot.faults))

    def _fixed(self, reading: Reading, procedure: Procedure, number: int, summary: EvaluationSummary) -> LotResult:
        """Return a lot's result as it was stored, with the numbers of that day."""
        record = EvaluationRepository(reading.session).find(summary.slug)
        if record is None:
            raise AssertionError("it was listed a moment ago")
        draws = ScoreRepository(reading.session).draws(procedure.slug, procedure.publications, procedure.round)
        draw = next((one for one in draws if one.lot == number), None)
        lot = next(one for one in published_of(reading, procedure)["lots"] if one["number"] == number)
        fixed = LotResult(
            number=number,
            title=lot["title"],
            document=json.loads(record.document),
            outcome=recompute(record, HouseRules.on(self.parameters, official_day(summary.stored_at))),
            result=result_of(record),
            draw=draw,
        )
        outcome = json.loads(draw.outcome) if draw and draw.outcome else None
        return replace(fixed, drawn=first_drawn(outcome, fixed.tied)) if fixed.tied else fixed


def _save(writing: Writing, procedure: Procedure, edit: Edit) -> Saved | Conflict:
    return PROPOSAL.save(writing, PROPOSAL.record(proposal_id(procedure)), edit)
