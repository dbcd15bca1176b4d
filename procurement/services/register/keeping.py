"""Keeping the register: new entries, changes, what an alternative check comes to."""

from dataclasses import dataclass, replace
from typing import Any

from core.errors import Fault, InputError, VersionConflictError
from infra.audit.model import Event
from infra.fields.services import plain_text
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing, actor_id
from procurement.errors import AlternativeCheckDecidedError, AlternativeCheckNotFoundError
from procurement.model import AlternativeCheck, CheckOutcome, RegisterEntry, RegisterFacts, RegisterOrigin
from procurement.repository import RegisterRepository
from procurement.rules.register.checking import LONGEST, LONGEST_REASON, entry_faults
from procurement.services.register.shared import add, change, found, resource, subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWish:
    """What somebody says that an alternative check comes to.

    Args:
        outcome: What follows.
        reason: Why.
    """

    outcome: CheckOutcome
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterKeeping:
    """Keeps the register.

    Args:
        transactions: Opens it to those who keep it.
    """

    transactions: Transactions

    def add(self, actor: Actor, facts: RegisterFacts, once: Once | None = None) -> RegisterEntry:
        """Enter a product.

        Raises:
            InputError: Something is missing or does not fit.
        """
        with self.transactions.write(actor, Action.KEEP_REGISTER, once) as writing:
            return writing.done(add(writing, _checked(writing, facts), RegisterOrigin.HAND))

    def change(
        self, actor: Actor, number: int, version: int, facts: RegisterFacts, once: Once | None = None
    ) -> RegisterEntry:
        """Change an entry.

        Args:
            actor: Who.
            number: Its number.
            version: Its version as it was seen.
            facts: What it says now, whole.
            once: Key of the request.

        Raises:
            RegisterEntryNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has changed it.
            InputError: Something is missing or does not fit.
        """
        with self.transactions.write(actor, Action.KEEP_REGISTER, once) as writing:
            one = found(writing, number)
            writing.require(Action.KEEP_REGISTER, resource(writing, one))
            if one.version != version:
                raise VersionConflictError(one.version)
            return writing.done(change(writing, one, _checked(writing, facts)))

    def decide(
        self, actor: Actor, number: int, check: int, wish: CheckWish, once: Once | None = None
    ) -> AlternativeCheck:
        """Decide what an alternative check comes to; that stays.

        Raises:
            RegisterEntryNotFoundError: There is none of this number.
            AlternativeCheckNotFoundError: It has no such check.
            AlternativeCheckDecidedError: Somebody has decided on it.
            InputError: The reason says nothing or is too long.
        """
        with self.transactions.write(actor, Action.KEEP_REGISTER, once) as writing:
            one = found(writing, number)
            writing.require(Action.KEEP_REGISTER, resource(writing, one))
            repository = RegisterRepository(writing.session)
            known = next((each for each in repository.checks(number) if each.number == check), None)
            if known is None:
                raise AlternativeCheckNotFoundError
            if known.outcome is not None:
                raise AlternativeCheckDecidedError
            decided = replace(
                known,
                outcome=wish.outcome,
                reason=_reason(wish.reason),
                decided_by=actor_id(writing.actor),
                decided_at=writing.now,
            )
            repository.put_check(number, decided)
            told = {"check": check, "outcome": wish.outcome.value, "reason": decided.reason}
            writing.record(Event.ALTERNATIVE_CHECK_DECIDED, subject_of(number), after=told)
            return writing.done(decided)


def _checked(writing: Writing, facts: RegisterFacts) -> RegisterFacts:
    texts: dict[str, Any] = {name: " ".join(plain_text(getattr(facts, name)).split()) for name in LONGEST}
    bare = replace(facts, **texts)
    faults = list(entry_faults(bare))
    if bare.office is not None and IdentityRepository(writing.session).office(bare.office) is None:
        faults.append(Fault("register_office", "/office"))
    if faults:
        raise InputError(faults)
    return bare


def _reason(typed: str) -> str:
    text = plain_text(typed).strip()
    if not text or len(text) > LONGEST_REASON:
        raise InputError([Fault("register_reason", "/reason", properties={"maximum": str(LONGEST_REASON)})])
    return text
