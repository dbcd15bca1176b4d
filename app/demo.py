"""The invented demo city: its offices, its people and its worked examples. Loading it twice changes nothing."""

from app.demo_checks import add_checks
from app.demo_light import add_short_assessments
from app.demo_meetings import add_last_meeting, add_next_meeting
from app.demo_procedures import actor_of, add_procedures
from app.demo_queue import add_queue
from app.demo_register import add_register
from app.demo_running import add_running_procedures, founding
from app.house import House
from core.errors import PruefstandError
from infra.audit.model import Event, Subject
from infra.identity.demo import (
    DEMO_CITY,
    DEMO_CITY_NAME,
    DEMO_OFFICES,
    DEMO_PASSWORD_HASH,
    DEMO_PEOPLE,
    demo_office,
    demo_person,
)
from infra.identity.fields import refuse, roles_refusal
from infra.identity.repository import IdentityRepository
from infra.policy.decision import Resource
from infra.policy.model import operator
from infra.policy.table import Action
from infra.transactions import Writing
from procurement.model import EvaluationRecord
from procurement.rules.criteria.draft import DraftBase
from procurement.rules.criteria.model import CatalogueSummary

__all__ = ["NotInventedError", "add_people", "demo_person", "load_criteria", "load_demo", "load_running"]


OWN_CATALOGUE = "software-musterstadt"


class NotInventedError(PruefstandError):
    """A real city has the id of the demo city: nobody with a published password may come into it.

    Args:
        city: The id.
    """

    def __init__(self, city: str) -> None:
        super().__init__(city)
        self.city = city


def load_demo(house: House) -> tuple[EvaluationRecord, ...]:
    """Add what is missing: the city, its people, its procedures; and store its examples.

    Raises:
        NotInventedError: There is a real city of this id; nothing is written.
    """
    add_people(house)
    add_procedures(house)
    add_checks(house)
    return house.procurement.load_demo(operator(DEMO_CITY))


def load_running(house: House) -> None:
    """Add where it is missing what began before today: people, procedures, the queue, Kurzbewertungen, meetings.

    Raises:
        NotInventedError: There is a real city of this id; nothing is written.
    """
    add_people(founding(house))
    add_running_procedures(house)
    add_last_meeting(house)
    add_queue(house)
    add_next_meeting(house)
    add_short_assessments(house)
    add_register(house)


def load_criteria(house: House) -> CatalogueSummary:
    """Import the catalogue of criteria that comes with the program where the city has no version of it.

    An officer of the demo city begins one of its own with it.
    """
    shipped = house.criteria.load_shipped(operator(DEMO_CITY))
    officer = actor_of("vergabestelle")
    if not house.catalogue_drafts.drafts(officer) and OWN_CATALOGUE not in house.criteria.own(officer):
        base = DraftBase(catalogue=shipped.catalogue, number=shipped.number)
        house.catalogue_drafting.start(officer, OWN_CATALOGUE, base)
    return shipped


def add_people(house: House) -> None:
    """Add the city, its offices and its people where they are missing. All sign in with the published password.

    Raises:
        NotInventedError: There is a real city of this id; nothing is written.
    """
    with house.transactions.write(operator(DEMO_CITY), Action.ADD_CITY) as writing:
        for action in (Action.MANAGE_CITY, Action.MANAGE_PEOPLE):
            writing.require(action, Resource(kind="city", id=DEMO_CITY, city=writing.city))
        identity = IdentityRepository(writing.session)
        _add_city(writing, identity)
        _add_offices(writing, identity)
        _add_people(writing, identity)


def _add_city(writing: Writing, identity: IdentityRepository) -> None:
    city = identity.city(DEMO_CITY)
    if city is None:
        identity.add_city(DEMO_CITY, DEMO_CITY_NAME, is_demo=True, at=writing.now)
        after = {"name": DEMO_CITY_NAME, "is_demo": True}
        writing.record(Event.CITY_ADDED, Subject(kind="city", id=DEMO_CITY), after=after)
    elif not city.is_demo:
        raise NotInventedError(DEMO_CITY)


def _add_offices(writing: Writing, identity: IdentityRepository) -> None:
    for key, office in DEMO_OFFICES.items():
        if identity.office(demo_office(key)) is None:
            identity.add_office(demo_office(key), office.name, is_dezernat=office.is_dezernat)
            after = {"name": office.name, "is_dezernat": office.is_dezernat}
            writing.record(Event.OFFICE_ADDED, Subject(kind="office", id=demo_office(key)), after=after)


def _add_people(writing: Writing, identity: IdentityRepository) -> None:
    for account, person in DEMO_PEOPLE.items():
        key, office = demo_person(account), demo_office(person.office)
        refuse({"roles": roles_refusal(person.roles)})
        if not identity.has_person(key):
            identity.add_person(
                key,
                account,
                person.name,
                person.roles,
                at=writing.now,
                office=office,
                password_hash=DEMO_PASSWORD_HASH,
            )
            after = {"roles": sorted(role.value for role in person.roles), "office": office}
            writing.record(Event.PERSON_ADDED, Subject(kind="person", id=key), after=after)
