"""The invented demo city: its offices, its people and its worked examples. Loading it twice changes nothing."""

from app.demo_procedures import add_procedures
from app.wiring import House
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
from infra.policy.model import operator
from procurement.model import EvaluationRecord

__all__ = ["add_people", "demo_person", "load_demo"]


def load_demo(house: House) -> tuple[EvaluationRecord, ...]:
    """Add what is missing: the city, its people, its procedures; and store its examples."""
    add_people(house)
    add_procedures(house)
    return house.procurement.load_demo(operator(DEMO_CITY))


def add_people(house: House) -> None:
    """Add the city, its offices and its people where they are missing. All sign in with the published password."""
    with house.transactions.database.write(DEMO_CITY) as session:
        identity, now = IdentityRepository(session), house.transactions.clock.now()
        if not identity.has_city(DEMO_CITY):
            identity.add_city(DEMO_CITY, DEMO_CITY_NAME, is_demo=True, at=now)
        for key, office in DEMO_OFFICES.items():
            if identity.office(demo_office(key)) is None:
                identity.add_office(demo_office(key), office.name, is_dezernat=office.is_dezernat)
        for account, person in DEMO_PEOPLE.items():
            if not identity.has_person(demo_person(account)):
                identity.add_person(
                    demo_person(account),
                    account,
                    person.name,
                    person.roles,
                    at=now,
                    office=demo_office(person.office),
                    password_hash=DEMO_PASSWORD_HASH,
                )
