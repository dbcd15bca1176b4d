"""Builds the parts of the house and hands them to each other. Nothing else looks for its own collaborators."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.migrations import is_current
from core.parameters import ParameterSet
from infra.clock import Clock, SystemClock
from infra.database import Database
from infra.identity.sessions import Sessions
from infra.mail import Mailer
from infra.oversight.folder import CheckpointFolder
from infra.oversight.keys import Keys
from infra.oversight.service import AuditLog, Posting
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
        procurement: Stored evaluations, and tools that store nothing.
        audit_log: What happened, and whether the log of it is whole.
    """

    transactions: Transactions
    sessions: Sessions
    procurement: Services
    audit_log: AuditLog

    def services(self) -> dict[str, object]:
        """Return what routes can ask for, by the name of their argument."""
        return {"sessions": self.sessions, "services": self.procurement, "audit_log": self.audit_log}


def build_house(database: Database, *, clock: Clock | None = None, settings: Settings | None = None) -> House:
    """Build the services on a database; without a clock they take the machine's, without settings the environment's."""
    transactions = Transactions(database, clock or SystemClock())
    settings = settings or Settings(DATABASE_URL=database.engine.url.render_as_string())
    return House(
        transactions=transactions,
        sessions=Sessions(transactions),
        procurement=Services(
            transactions=transactions,
            parameters=load_parameters("scoring"),
            product_names=ParameterSet.from_mapping(load_data("scoring", "produktnamen")),
        ),
        audit_log=audit_log(transactions, settings),
    )


def audit_log(transactions: Transactions, settings: Settings) -> AuditLog:
    """Build the audit log's services."""
    posting = None
    if settings.smtp and settings.checkpoint_mail:
        posting = Posting(Mailer(settings.smtp, settings.mail_sender), settings.checkpoint_mail)
    keys, folder = Keys(settings.key_folder), CheckpointFolder(settings.checkpoint_folder)
    return AuditLog(transactions, keys, folder, posting)


def schema_is_current(settings: Settings) -> bool:
    """Tell whether the database has the schema of this version."""
    with open_database(settings) as database:
        return is_current(database)
