"""Both databases behind one fixture: every test that takes it runs on a SQLite file and on PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.demo import add_people
from app.migrations import upgrade
from app.wiring import build_house
from infra.database import Database
from tests.fakes import StoppedClock


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Yield a database without any table."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'test.db'}")
        yield database
        database.close()
    else:
        yield request.getfixturevalue("empty_postgres")


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[Database]:
    """Yield a PostgreSQL database without any table."""
    database = Database(postgres_url)
    with database.maintain() as session:
        session.execute(text("DROP SCHEMA public CASCADE"))
        session.execute(text("CREATE SCHEMA public"))
    yield database
    database.close()


@pytest.fixture
def database(empty_database: Database) -> Database:
    """Return a database with the current schema, the demo city and its people, and no other rows."""
    upgrade(empty_database)
    add_people(build_house(empty_database, clock=StoppedClock(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))))
    return empty_database
