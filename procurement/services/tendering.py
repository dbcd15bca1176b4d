"""From the Digital-Check to the tender procedure: a draft with the facts of the check, and the way back to it."""

from dataclasses import dataclass
from datetime import date

from core.parameters import ParameterSet
from digitalcheck.model import CheckStatus
from digitalcheck.rules.purchase import Purchase, purchase_of
from digitalcheck.rules.wording import headline_words
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
from procurement.services.procedures.drafting import Beginning, begun


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedCheck:
    """As much of a check as a procedure tells, and whoever may begin one from it.

    Args:
        number: Its number.
        title: What it is about.
        reference: Number of the Magistratsvorlage; empty while there is none.
        status: How far it has come.
        headline: Whether it is agreed, in words; empty without digital relation.
        office: Id of the office that proposes.
        office_name: What that is called.
        purchase: What it says about buying; None where nothing is bought any more.
        procedures: The procedures that began from it.
    """

    number: int
    title: str
    reference: str
    status: CheckStatus
    headline: str
    office: str
    office_name: str
    purchase: Purchase | None
    procedures: tuple[LinkedProcedure, ...]


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
            return writing.done(procedure)

    def check_of(self, actor: Actor, slug: str) -> LinkedCheck | None:
        """Return the check that a procedure began from; None where it began from none.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_PROCEDURE) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_PROCEDURE, resource(reading, procedure))
            number = CheckLinkRepository(reading.session).check_of(procedure.slug)
            return None if number is None else self._linked(reading, number)

    def procedures(self, actor: Actor, check: int) -> tuple[LinkedProcedure, ...]:
        """Return the procedures that began from a check.

        Raises:
            CheckNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            return CheckLinkRepository(reading.session).procedures_of(checks.readable(reading, check).number)

    def _offered(self, reading: Reading, number: int) -> LinkedCheck:
        checks.require(reading, Action.TENDER_CHECK, checks.found(reading, number))
        linked = self._linked(reading, number)
        if linked.purchase is None:
            raise NothingToBuyError
        return linked

    def _linked(self, reading: Reading, number: int) -> LinkedCheck:
        opened = checks.opened(reading, checks.found(reading, number), self.figures, self._day())
        check = opened.check
        return LinkedCheck(
            number=check.number,
            title=check.title,
            reference=check.reference,
            status=check.status,
            headline=headline_words(opened.judgement) or "",
            office=check.office,
            office_name=opened.office,
            purchase=purchase_of(opened.judgement),
            procedures=CheckLinkRepository(reading.session).procedures_of(number),
        )

    def _day(self) -> date:
        return official_day(self.transactions.clock.now())
