"""Builds the parts of the house and hands them to each other. Nothing else looks for its own collaborators."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.alternative_wiring import about_alternatives
from app.audit_wiring import audit_log
from app.council_wiring import ListedSystems
from app.digitalcheck_wiring import digital_house, own_kinds
from app.evidence_wiring import about_evidence, evidence_work
from app.house import House
from app.jobs import kinds
from app.migrations import is_current
from app.openness_wiring import about_openness
from app.people_wiring import about_people
from app.procurement_wiring import about_procurement
from app.queue_wiring import queue_house, queue_mail
from app.register_wiring import register_alarms
from app.standard_services_wiring import about_standards, standard_examining
from digitalcheck.services.council.reading import CouncilSystems
from infra.clock import Clock, SystemClock
from infra.database import Database
from infra.identity.passwords import Cost
from infra.identity.repository import still_there
from infra.jobs.services import Jobs
from infra.notices.services import Notices
from infra.readiness import Readiness
from infra.secrets import Secrets, secrets_of
from infra.settings import Settings
from infra.transactions import Transactions
from infra.uploads.model import UploadLimits
from infra.uploads.services import Uploads


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database of the settings for one piece of work."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def build_house(
    database: Database,
    *,
    clock: Clock | None = None,
    settings: Settings | None = None,
    cost: Cost | None = None,
    systems: CouncilSystems | None = None,
) -> House:
    """Build the services on a database.

    Args:
        database: Where everything is kept.
        clock: Tells the time; without one the machine's.
        settings: Of this process; without them those of the environment.
        cost: What a password hash costs; without it the usual one.
        systems: Ways to council systems; without them those of the settings.
    """
    transactions = Transactions(database, clock or SystemClock(), still_there)
    settings = settings or Settings(DATABASE_URL=database.engine.url.render_as_string())
    secrets = secrets_of(database, settings)
    mail, examining = queue_mail(transactions, settings), standard_examining(secrets, settings)
    log, work = audit_log(transactions, secrets, settings), evidence_work(secrets, settings, transactions.clock)
    uploads, systems = Uploads(transactions, secrets, upload_limits(settings)), systems or ListedSystems(settings)
    about_bids = about_procurement(transactions, secrets, settings.public_url)
    single = (examining.kind(), mail.kind(), register_alarms(transactions.clock).kind())
    jobs = Jobs(transactions, (*kinds(log), *work.kinds, *own_kinds(systems, transactions.clock), *single))
    digital = digital_house(transactions, jobs, systems, secrets, settings.public_url)
    return House(
        **_platform(transactions, secrets),
        jobs=jobs,
        uploads=uploads,
        audit_log=log,
        queue=queue_house(transactions, digital.request_desk, mail),
        digital=digital,
        **(about_bids | about_people(transactions, secrets, settings, cost)),
        **about_alternatives(transactions, uploads),
        **about_openness(transactions),
        **about_evidence(transactions, work, jobs, about_bids["bids"], uploads),
        standards=about_standards(transactions, examining, jobs, uploads, about_bids),
    )


def _platform(transactions: Transactions, secrets: Secrets) -> dict[str, Any]:
    """Return what all rooms stand on, by the name of the field."""
    return {
        "transactions": transactions,
        "secrets": secrets,
        "notices": Notices(transactions),
        "readiness": Readiness(transactions.database, is_current),
    }


def upload_limits(settings: Settings) -> UploadLimits:
    """Return how much one person may upload."""
    return UploadLimits(file_bytes=settings.max_file_bytes, day_bytes=settings.max_daily_bytes)


def schema_is_current(settings: Settings) -> bool:
    """Tell whether the database has the schema of this version."""
    with open_database(settings) as database:
        return is_current(database)


def has_demo_city(settings: Settings) -> bool:
    """Tell whether the database holds an invented city, whose people sign in with a published password."""
    with open_database(settings) as database:
        return any(city.is_demo for city in build_house(database, settings=settings).cities.all())


def require_secret(settings: Settings) -> None:
    """Read the secret of this instance, or make it, before anybody needs it to sign in.

    Raises:
        SecretKeyFileError: It cannot be read or made.
    """
    with open_database(settings) as database:
        secrets_of(database, settings).key("start")
