"""The register as a calendar, for programs that show what ends when beside everything else."""

from dataclasses import dataclass

from infra.clock import official_day
from infra.policy.decision import scopes
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from procurement.model import RegisterQuery
from procurement.repository import RegisterRepository
from procurement.services.register.tables import MOST_WRITTEN


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCalendar:
    """Gives the calendar.

    Args:
        transactions: Opens the register to those who may read it.
        public_url: Address of this service for everybody; None where it has none.
    """

    transactions: Transactions
    public_url: str | None = None

    def calendar(self, actor: Actor) -> bytes:
        """Return what ends of the products in use that the actor may read, of as many as a table holds.

        Raises:
            AccessDeniedError: The actor reads nothing of the register.
        """
        from procurement.papers.register_calendar import register_calendar  # noqa: PLC0415 - the library is loaded with the first calendar only

        with self.transactions.read(actor, Action.READ_REGISTER) as reading:
            seen = scopes(actor, Action.READ_REGISTER)
            now = self.transactions.clock.now()
            query = RegisterQuery(ending_by=official_day(now))
            found = RegisterRepository(reading.session).stretch(query, seen, after=None, size=MOST_WRITTEN)
            return register_calendar(str(actor.city), found.items, now, self.public_url)
