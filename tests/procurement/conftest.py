"""Services on both databases, at a fixed moment."""

from datetime import UTC, datetime

import pytest

from app.wiring import build_house
from infra.database import Database
from procurement.services import Services
from tests.awards import with_awards
from tests.databases import database, demo_database, empty_database, empty_postgres
from tests.fakes import StoppedClock
from tests.templates import Templates

__all__ = ["clock", "database", "demo_database", "empty_database", "empty_postgres", "services"]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC))


@pytest.fixture
def services(database: Database, clock: StoppedClock) -> Services:
    return build_house(database, clock=clock).procurement


@pytest.fixture
def award_database(empty_database: Database, templates: Templates) -> Database:
    """Return a database with procedures on their way to the award."""
    templates.copy("awards", with_awards, empty_database)
    return empty_database
