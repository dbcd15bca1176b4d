"""Both databases behind one fixture: every test that takes it runs on a SQLite file and on PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from app.demo import load_demo
from app.migrations import upgrade
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import (
    DEMO_CITY,
    DEMO_CITY_NAME,
    DEMO_OFFICES,
    DEMO_PASSWORD_HASH,
    DEMO_PEOPLE,
    demo_office,
    demo_person,
)
from infra.identity.repository import IdentityRepository
from tests.fakes import StoppedClock
from tests.templates import Templates

ADDED = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LOADED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """Yield a database without any table; checkpoints of its log are kept as long as it is."""
    monkeypatch.setenv("PRUEFSTAND_CHECKPOINT_FOLDER", str(tmp_path / "pruefpunkte"))
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'test.db'}")
        yield database
        database.close()
    else:
        yield request.getfixturevalue("empty_postgres")


@pytest.fixture
def empty_postgres(request: pytest.FixtureRequest, postgres_url: str) -> Iterator[Database]:
    """Yield a PostgreSQL database without any table; what a copy is about to replace anyway is left there."""
    database, asked = Database(postgres_url), set(request.node.fixturenames)
    if "empty_postgres" in asked or not asked & {"database", "demo_database"}:
        with database.maintain() as session:
            session.execute(text("DROP SCHEMA public CASCADE"))
            session.execute(text("CREATE SCHEMA public"))
    yield database
    database.close()


@pytest.fixture
def database(empty_database: Database, templates: Templates) -> Database:
    """Return a database with the current schema, the demo city and its people, and no other rows."""
    templates.copy("people", with_people, empty_database)
    return empty_database


@pytest.fixture
def demo_database(empty_database: Database, templates: Templates) -> Database:
    """Return a database with the current schema, the demo city, its people and all its examples."""
    templates.copy("demo", with_demo, empty_database)
    return empty_database


@pytest.fixture
def demo_file(tmp_path: Path, templates: Templates) -> Iterator[Database]:
    """Yield the same as a SQLite file, for tests that need no other."""
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    templates.copy("demo", with_demo, database)
    yield database
    database.close()


def with_people(database: Database) -> None:
    """Bring an empty database up to date and add the people of the demo city."""
    upgrade(database)
    add_people_unrecorded(database)


def with_demo(database: Database) -> None:
    """Bring an empty database up to date and load the demo city at a fixed moment."""
    with_people(database)
    load_demo(build_house(database, clock=StoppedClock(LOADED)))


def add_people_unrecorded(database: Database) -> None:
    """Add what ``app.demo.add_people`` adds but for its lines in the audit log: tests count theirs from one."""
    with database.write(DEMO_CITY) as session:
        identity = IdentityRepository(session)
        identity.add_city(DEMO_CITY, DEMO_CITY_NAME, is_demo=True, at=ADDED)
        for key, office in DEMO_OFFICES.items():
            identity.add_office(demo_office(key), office.name, is_dezernat=office.is_dezernat)
        for account, person in DEMO_PEOPLE.items():
            identity.add_person(
                demo_person(account),
                account,
                person.name,
                person.roles,
                at=ADDED,
                office=demo_office(person.office),
                password_hash=DEMO_PASSWORD_HASH,
            )
