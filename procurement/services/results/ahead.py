"""Computes the result of a round before the step that needs it opens its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.transactions import Transactions
from procurement.repository import ProcedureRepository
from procurement.rules.procedure.evaluation_document import put_aside
from procurement.rules.procedure.stages import Step, transition
from procurement.services.bids.ahead import remembering
from procurement.services.finding import resource
from procurement.services.naming import is_slug
from procurement.services.procedures.reading import ACTIONS
from procurement.services.results.fixing import Fixing

COMPUTING = frozenset({Step.REQUEST_RESULT, Step.FIX_RESULT, Step.NEXT_ROUND})
"""Steps that look at the result of the round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputingAhead:
    """Computes for steps that look at a result; to be held open around their transaction.

    Args:
        transactions: Opens procedures to those who may take the step.
        fixing: Computes and scores.
    """

    transactions: Transactions
    fixing: Fixing

    @contextmanager
    def __call__(self, actor: Actor, slug: str, step: Step) -> Iterator[None]:
        """Remember what was computed while the block is open; what it then refuses is the step's own to say."""
        if step not in COMPUTING or not is_slug(slug):
            yield
            return
        with remembering():
            self._compute(actor, slug, step)
            yield

    def _compute(self, actor: Actor, slug: str, step: Step) -> None:
        with self.transactions.read(actor, ACTIONS[step]) as reading:
            procedure = ProcedureRepository(reading.session).find(slug)
            if procedure is None or transition(procedure.stage, step) is None:
                return
            if decide(reading.actor, ACTIONS[step], resource(reading, procedure)) is not None:
                return
            lots = self.fixing.pricing.compute(reading, procedure).lots
        place = (procedure.publications, procedure.round)
        for lot in lots:
            if lot.outcome is not None and step is not Step.REQUEST_RESULT:
                document = lot.document if step is Step.FIX_RESULT else put_aside(lot.document, *place)
                self.fixing.scored(document)
