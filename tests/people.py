"""Demo people for tests: as whom to act, and their sessions."""

from app.demo import demo_person
from app.house import House
from infra.identity.demo import DEMO_CITY, DEMO_CITY_NAME, DEMO_PEOPLE, demo_office
from infra.policy.model import Actor, operator

OPERATOR = operator(DEMO_CITY)


def actor(account: str) -> Actor:
    """Return a demo person as an actor, without looking into a database."""
    person = DEMO_PEOPLE[account]
    return Actor(
        city=DEMO_CITY,
        person=demo_person(account),
        name=person.name,
        office=demo_office(person.office),
        roles=person.roles,
        city_name=DEMO_CITY_NAME,
    )


OFFICER = actor("vergabestelle")


def cookies(house: House, account: str) -> dict[str, str]:
    """Open a session for a demo person and return its cookie."""
    return {"pruefstand": house.sessions.open(DEMO_CITY, demo_person(account))}
