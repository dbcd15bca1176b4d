"""Handing in what a check needs: the capacity request is made from the same facts, and kept up with them."""

from dataclasses import dataclass, replace

from capacity.model import CapacityRequest
from capacity.services import hand_in
from capacity.services.carrying import carry_over
from core.parameters import ParameterSet
from digitalcheck.model import StoredCheck
from digitalcheck.repository import CheckRepository
from digitalcheck.rules.course.steps import CourseStep, hindrances
from digitalcheck.rules.demand import demand_of, request_form_of
from digitalcheck.services.facts import facts_of
from digitalcheck.services.shared import held, opened
from digitalcheck.services.telling import tell_ready
from infra.clock import official_day
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """Asks for capacity.

    Args:
        transactions: Opens checks to those who may ask.
        figures: The dated figures of the Digital-Check.
    """

    transactions: Transactions
    figures: ParameterSet

    def request(self, actor: Actor, number: int, version: int, once: Once | None = None) -> CapacityRequest:
        """Hand in what a check needs, or what has become of it; the Amtsleitung is told where it can sign.

        Raises:
            CheckNotFoundError: There is none of this number.
            CheckClosedError: In its state the proposing office changes nothing.
            AccessDeniedError: It is not theirs.
            VersionConflictError: Somebody else has changed it.
        """
        with self.transactions.write(actor, Action.WRITE_CHECK, once) as writing:
            check = held(writing, number, Action.WRITE_CHECK, version)
            request = requested(writing, check, self.figures)
            seen = opened(writing, check, self.figures, official_day(writing.now))
            if not hindrances(facts_of(writing, seen, (), None), CourseStep.SIGN):
                tell_ready(writing, check)
            return writing.done(request)


def requested(writing: Writing, check: StoredCheck, figures: ParameterSet) -> CapacityRequest:
    """Store the capacity request of a check that the caller holds."""
    judgement = opened(writing, check, figures, official_day(writing.now)).judgement
    request = hand_in(writing, demand_of(judgement, check.office), check.request)
    carry_over(writing, request.number, request_form_of(judgement))
    if check.request is None:
        CheckRepository(writing.session).save(replace(check, request=request.number))
    return request
