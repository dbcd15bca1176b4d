"""Builds the parts of the house and hands them to each other. Nothing else looks for its own collaborators."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.jobs import kinds
from app.migrations import is_current
from core.parameters import ParameterSet
from infra.clock import Clock, SystemClock
from infra.database import Database
from infra.identity.sessions import Sessions
from infra.jobs.services import Jobs
from infra.notices.services import Notices
from infra.parameters import load_data, load_parameters
from infra.settings import Settings
from infra.transactions import Transactions
from procurement.services import Services


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
        jobs: Work in the background.
        notices: What people are told.
        procurement: Stored evaluations, and tools that store nothing.
    """

    transactions: Transactions
    sessions: Sessions
    jobs: Jobs
    notices: Notices
    procurement: Services

    def services(self) -> dict[str, object]:
        """Return what routes can ask for, by the name of their argument."""
        return {
            "sessions": self.sessions,
            "jobs": self.jobs,
            "notices": self.notices,
            "services": self.procurement,
        }


def build_house(database: Database, *, clock: Clock | None = None) -> House:
    """Build the services on a database; without a clock they take the machine's."""
    transactions = Transactions(database, clock or SystemClock())
    return House(
        transactions=transactions,
        sessions=Sessions(transactions),
        jobs=Jobs(transactions, kinds()),
        notices=Notices(transactions),
        procurement=Services(
            transactions=transactions,
            parameters=load_parameters("scoring"),
            product_names=ParameterSet.from_mapping(load_data("scoring", "produktnamen")),
        ),
    )


def schema_is_current(settings: Settings) -> bool:
    """Tell whether the database has the schema of this version."""
    with open_database(settings) as database:
        return is_current(database)
