"""Builds the parts of the house and hands them to each other. Nothing else looks for its own collaborators."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.migrations import is_current
from core.parameters import ParameterSet
from infra.clock import Clock, SystemClock
from infra.database import Database
from infra.identity.sessions import Sessions
from infra.parameters import load_data, load_parameters
from infra.settings import Settings
from infra.transactions import Transactions
from procurement.rules.rulebook import Rulebook
from procurement.services import Services
from procurement.services.preparation import Preparation


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database of the settings for one piece of work."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """All services of one process.

    Args:
        transactions: What they all open their transactions with.
        sessions: Who is signed in.
        procurement: Stored evaluations, and tools that store nothing.
        preparation: What comes before a procedure; stores nothing.
    """

    transactions: Transactions
    sessions: Sessions
    procurement: Services
    preparation: Preparation

    def services(self) -> dict[str, object]:
        """Return what routes can ask for, by the name of their argument."""
        return {"sessions": self.sessions, "services": self.procurement, "preparation": self.preparation}


def build_house(database: Database, *, clock: Clock | None = None) -> House:
    """Build the services on a database; without a clock they take the machine's."""
    transactions = Transactions(database, clock or SystemClock())
    return House(
        transactions=transactions,
        sessions=Sessions(transactions),
        procurement=Services(
            transactions=transactions,
            parameters=load_parameters("scoring"),
            product_names=ParameterSet.from_mapping(load_data("scoring", "produktnamen")),
        ),
        preparation=Preparation(transactions=transactions, rulebook=load_rulebook()),
    )


def load_rulebook() -> Rulebook:
    """Read the dated data of procurement."""
    limits, periods, kinds, contracts = (
        load_data("procurement", name) for name in ("parameters", "fristen", "verfahrensarten", "evb_it")
    )
    return Rulebook.from_data(limits, periods, kinds, contracts)


def schema_is_current(settings: Settings) -> bool:
    """Tell whether the database has the schema of this version."""
    with open_database(settings) as database:
        return is_current(database)
