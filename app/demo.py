"""The invented demo city: its people and its worked examples. Loading it twice changes nothing."""

from uuid import NAMESPACE_URL, uuid5

from app.wiring import House
from infra.identity.demo import DEMO_CITY, DEMO_CITY_NAME, DEMO_PEOPLE
from infra.identity.repository import IdentityRepository
from infra.policy.model import operator
from procurement.model import ProcedureRecord


def demo_person(account: str) -> str:
    """Return the id of a demo person: the same on every machine."""
    return str(uuid5(NAMESPACE_URL, f"{DEMO_CITY}/{account}"))


def load_demo(house: House) -> tuple[ProcedureRecord, ...]:
    """Add the city and its people where they are missing; store the examples that are not stored yet."""
    add_people(house)
    return house.procurement.load_demo(operator(DEMO_CITY))


def add_people(house: House) -> None:
    """Add the city and its people where they are missing."""
    with house.transactions.database.write(DEMO_CITY) as session:
        identity, now = IdentityRepository(session), house.transactions.clock.now()
        if not identity.has_city(DEMO_CITY):
            identity.add_city(DEMO_CITY, DEMO_CITY_NAME, is_demo=True, at=now)
        for account, person in DEMO_PEOPLE.items():
            if identity.actor(DEMO_CITY, demo_person(account)) is None:
                identity.add_person(demo_person(account), account, person.name, person.roles, at=now)
