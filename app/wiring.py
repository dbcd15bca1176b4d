"""Builds the parts of the house and hands them to each other. Nothing else looks for its own collaborators."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.migrations import is_current
from core.parameters import ParameterSet
from infra.clock import Clock, SystemClock
from infra.database import Database
from infra.parameters import load_data, load_parameters
from infra.settings import Settings
from procurement.services import Services


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database of the settings for one piece of work."""
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def build_services(database: Database, *, clock: Clock | None = None) -> Services:
    """Build the services on a database; without a clock they take the machine's."""
    return Services(
        database=database,
        clock=clock or SystemClock(),
        parameters=load_parameters("scoring"),
        product_names=ParameterSet.from_mapping(load_data("scoring", "produktnamen")),
    )


def schema_is_current(settings: Settings) -> bool:
    """Tell whether the database has the schema of this version."""
    with open_database(settings) as database:
        return is_current(database)
