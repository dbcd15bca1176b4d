"""From the Digital-Check to the tender procedure: a draft with the facts of the check, and the way back to it."""

from dataclasses import dataclass
from datetime import date

from core.parameters import ParameterSet
from digitalcheck.services import shared as checks
from infra.clock import official_day
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import NothingToBuyError
from procurement.model import LinkedProcedure, Lot, Procedure, ProcedurePlan
from procurement.repository import CheckLinkRepository
from procurement.rules.first_need import first_need, lot_name
from procurement.services.finding import found, resource
from procurement.services.linked_checks import LinkedCheck, check_of, linked_check, name_check
from procurement.services.procedures.drafting import Beginning, begun


@dataclass(frozen=True, slots=True, kw_only=True)
class Tendering:
    """Begins procedures from checks.

    Args:
        transactions: Opens both to those who may.
        figures: The dated figures of the Digital-Check.
    """

    transactions: Transactions
    figures: ParameterSet

    def offer(self, actor: Actor, check: int) -> LinkedCheck:
        """Return what a procedure would begin with.

        Raises:
            CheckNotFoundError: There is none of this number.
            CheckClosedError: The Amtsleitung has not signed it, or another one has taken its place.
            AccessDeniedError: It is not theirs to do.
            NothingToBuyError: The check says that nothing is bought.
        """
        with self.transactions.read(actor, Action.TENDER_CHECK) as reading:
            return self._offered(reading, check)

    def begin(self, actor: Actor, check: int, reference: str, once: Once | None = None) -> Procedure:
        """Begin a procedure with the facts of a check.

        Raises:
            InputError: The reference number says nothing or is too long.
            ReferenceTakenError: The city has another one of this reference number. Else as ``offer``.
        """
        with self.transactions.write(actor, Action.TENDER_CHECK, once) as writing:
            linked = self._offered(writing, check)
            purchase = linked.purchase
            if purchase is None:
                raise AssertionError("what buys nothing was refused before")
            procedure = begun(
                writing,
                Beginning(
                    reference=reference,
                    plan=ProcedurePlan(title=purchase.title, office=linked.office),
                    lots=(Lot(number=1, title=lot_name(purchase)),),
                    need=first_need(purchase, check, self._day()),
                    check=check,
                ),
            )
            writing.require(Action.PREPARE_PROCEDURE, resource(writing, procedure))
            CheckLinkRepository(writing.session).add(procedure.slug, check, str(writing.actor.person), writing.now)
            name_check(writing, procedure.slug, linked)
            return writing.done(procedure)

    def check_of(self, actor: Actor, slug: str) -> LinkedCheck | None:
        """Return the check that a procedure is linked to; None where it is linked to none.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_PROCEDURE) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_PROCEDURE, resource(reading, procedure))
            return check_of(reading, procedure.slug, self.figures, self._day())

    def procedures(self, actor: Actor, check: int) -> tuple[LinkedProcedure, ...]:
        """Return the procedures that a check is linked to.

        Raises:
            CheckNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            return CheckLinkRepository(reading.session).procedures_of(checks.readable(reading, check).number)

    def _offered(self, reading: Reading, number: int) -> LinkedCheck:
        checks.require(reading, Action.TENDER_CHECK, checks.found(reading, number))
        linked = linked_check(reading, number, self.figures, self._day())
        if linked.purchase is None:
            raise NothingToBuyError
        return linked

    def _day(self) -> date:
        return official_day(self.transactions.clock.now())
