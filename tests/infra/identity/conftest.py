"""A house of its own for every test, with a clock that can be set and hashes that cost little."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY, demo_person
from infra.identity.model import Attempt
from infra.identity.passwords import Cost, Passwords
from infra.identity.repository import CredentialsRepository
from infra.policy.model import Actor
from infra.settings import Settings
from tests.audit_lines import Line, lines_of
from tests.databases import database, empty_database
from tests.fakes import StoppedClock

__all__ = ["database", "empty_database"]

CHEAP = Cost(passes=1, memory_kibibytes=8, lanes=1)
PASSWORD = "vier wörter und ein komma"
SECRET_KEY = "0123456789abcdef0123456789abcdef"


@dataclass
class World:
    """A house, its clock, and short ways to act in it."""

    house: House
    clock: StoppedClock

    def attempt(self, account: str = "vergabestelle", password: str = PASSWORD, **more: str | None) -> str:
        return self.house.sign_in.sign_in(Attempt(account=account, password=password, **more))  # type: ignore[arg-type]

    def signed_in(self, account: str) -> Actor:
        return self.house.sessions.actor(self.house.sessions.open(DEMO_CITY, demo_person(account)))

    def later(self, **span: float) -> None:
        self.clock.moment += timedelta(**span)

    def lines(self) -> list[Line]:
        return lines_of(self.house.transactions.database, DEMO_CITY)


def world_of(database: Database) -> World:
    clock = StoppedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    settings = Settings(secret_key=SECRET_KEY)  # type: ignore[arg-type]  # pydantic wraps it
    house = build_house(database, clock=clock, settings=settings, cost=CHEAP)
    cheap = Passwords(CHEAP).hash(PASSWORD)
    with database.write(DEMO_CITY) as session:
        for account in ("vergabestelle", "wertung", "verwaltung"):
            CredentialsRepository(session).set_password(demo_person(account), cheap)
    return World(house, clock)


@pytest.fixture
def world(database: Database) -> World:
    """Return a house on each database; officer, evaluator and administrator have ``PASSWORD``."""
    return world_of(database)


@pytest.fixture
def admin(world: World) -> Actor:
    return world.signed_in("verwaltung")
