"""Reading Digital-Checks."""

from dataclasses import dataclass

from core.listing import Page, Stretch
from core.parameters import ParameterSet
from digitalcheck.model import CheckQuery, CheckStep, StoredCheck
from digitalcheck.repository import CheckRepository
from digitalcheck.services.shared import OpenedCheck, opened, readable
from infra.clock import official_day
from infra.identity.model import Office
from infra.identity.repository import IdentityRepository
from infra.policy.decision import scopes
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """Reading checks.

    Args:
        transactions: Opens them to those who may read them.
        figures: The dated figures of the Digital-Check.
    """

    transactions: Transactions
    figures: ParameterSet

    def page(self, actor: Actor, query: CheckQuery, *, page: int = 1, size: int = 25) -> Page[StoredCheck]:
        """Return one page of the checks the actor may read, newest first; filtered in the database."""
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            seen = scopes(actor, Action.READ_CHECK)
            return CheckRepository(reading.session).page(query, seen, page=page, size=size)

    def stretch(
        self, actor: Actor, query: CheckQuery, *, after: int | None = None, size: int = 50
    ) -> Stretch[StoredCheck]:
        """Return the checks after a place of the same list.

        Raises:
            CheckPlaceNotFoundError: The list has no check of this number.
        """
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            seen = scopes(actor, Action.READ_CHECK)
            return CheckRepository(reading.session).stretch(query, seen, after=after, size=size)

    def offices(self, actor: Actor) -> tuple[Office, ...]:
        """Return the offices of the city."""
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            return IdentityRepository(reading.session).offices()

    def open(self, actor: Actor, number: int) -> OpenedCheck:
        """Return a check with all that follows from it today.

        Raises:
            CheckNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        day = official_day(self.transactions.clock.now())
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            return opened(reading, readable(reading, number), self.figures, day)

    def steps(self, actor: Actor, number: int) -> tuple[CheckStep, ...]:
        """Return the steps of a check from state to state, oldest first; errors as above."""
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            return CheckRepository(reading.session).steps(readable(reading, number).number)
