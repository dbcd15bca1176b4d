"""Linking an existing procedure to its Digital-Check, and taking that back while nothing is published."""

from dataclasses import dataclass

from core.parameters import ParameterSet
from digitalcheck.services import shared as checks
from infra.audit.model import Event
from infra.clock import official_day
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import CheckLinkedError, CheckNotLinkedError, ProcedureFrozenError, ProcedureNotFoundError
from procurement.model import Procedure
from procurement.repository import CheckLinkRepository, ProcedureRepository
from procurement.services.linked_checks import LinkedCheck, linked_check, name_check, unname_check
from procurement.services.procedures.editing import held, named, require_editable, subject_of

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLinking:
    """Links procedures that are there already.

    Nothing that was typed into the procedure changes: only the texts that name the check are filled where they are
    empty.

    Args:
        transactions: Opens both to those who may.
        figures: The dated figures of the Digital-Check.
    """

    transactions: Transactions
    figures: ParameterSet

    def link(self, actor: Actor, check: int, slug: str, once: Once | None = None) -> LinkedCheck:
        """Link a procedure, by its name in addresses, to a check.

        Raises:
            CheckNotFoundError: There is no check of this number.
            CheckClosedError: The Amtsleitung has not signed it, or another one has taken its place.
            ProcedureNotFoundError: There is no procedure of this name.
            CheckLinkedError: The procedure is linked to a check already.
            ProcedureFrozenError: It was published, or in its stage nothing changes.
            AccessDeniedError: It is not theirs to do.
        """
        with self.transactions.write(actor, Action.TENDER_CHECK, once) as writing:
            return writing.done(self._linked(writing, check, held(writing, slug)))

    def link_reference(self, actor: Actor, check: int, reference: str, once: Once | None = None) -> LinkedCheck:
        """Link a procedure, by its reference number, to a check; raises as ``link``."""
        with self.transactions.write(actor, Action.TENDER_CHECK, once) as writing:
            procedure = ProcedureRepository(writing.session).find_reference(reference.strip())
            if procedure is None:
                raise ProcedureNotFoundError(reference.strip())
            return writing.done(self._linked(writing, check, held(writing, procedure.slug)))

    def unlink(self, actor: Actor, slug: str, reason: str, once: Once | None = None) -> Procedure:
        """Take the link of a procedure back; why stands in the audit log.

        Raises:
            InputError: The reason says nothing or is too long.
            CheckNotLinkedError: It is linked to no check.
            ProcedureFrozenError: It was published, or in its stage nothing changes.
            ProcedureNotFoundError: There is no procedure of this name.
            AccessDeniedError: It is not theirs to do.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            procedure = held(writing, slug)
            _require_unpublished(writing, procedure)
            links = CheckLinkRepository(writing.session)
            number = links.check_of(slug)
            if number is None:
                raise CheckNotLinkedError(slug)
            why = named(reason, "/reason", LONGEST_REASON)
            links.remove(slug)
            unname_check(writing, slug, linked_check(writing, number, self.figures, official_day(writing.now)))
            changed = {"before": {"check": number}, "after": {"check": None, "reason": why}}
            writing.record(Event.PROCEDURE_CHANGED, subject_of(procedure), **changed)
            return writing.done(procedure)

    def _linked(self, writing: Writing, number: int, procedure: Procedure) -> LinkedCheck:
        checks.require(writing, Action.TENDER_CHECK, checks.found(writing, number))
        _require_unpublished(writing, procedure)
        links = CheckLinkRepository(writing.session)
        if links.check_of(procedure.slug) is not None:
            raise CheckLinkedError(procedure.slug)
        links.add(procedure.slug, number, str(writing.actor.person), writing.now)
        check = linked_check(writing, number, self.figures, official_day(writing.now))
        name_check(writing, procedure.slug, check)
        changed: dict[str, dict[str, object]] = {"before": {"check": None}, "after": {"check": number}}
        writing.record(Event.PROCEDURE_CHANGED, subject_of(procedure), **changed)
        return check


def _require_unpublished(writing: Writing, procedure: Procedure) -> None:
    require_editable(writing, procedure)
    if procedure.publications:
        raise ProcedureFrozenError(procedure.slug)
