"""Telling people what they have to do about requests."""

from capacity.model import CapacityRequest, Party
from capacity.services.shared import ROLES, address
from infra.identity.repository import IdentityRepository
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.policy.model import Role
from infra.transactions import Writing


def tell(writing: Writing, request: CapacityRequest, party: Party, kind: NoticeKind, **more: str) -> None:
    """Tell those who speak for a party; whoever does something is not told of it."""
    people = set(_people(writing, request, party)) - {writing.actor.person}
    _tell(writing, request, people, kind, more)


def remind(writing: Writing, request: CapacityRequest, party: Party, words: str) -> None:
    """Remind a party and, for a department, the head of its office."""
    people = set(_people(writing, request, party))
    if party is Party.FACHAMT:
        people |= set(_of_office(writing, Role.OFFICE_HEAD, request.demand.office))
    _tell(writing, request, people, NoticeKind.CAPACITY_LATE, {"party": words})


def _tell(writing: Writing, request: CapacityRequest, people: set[str], kind: NoticeKind, more: dict[str, str]) -> None:
    for person in sorted(people):
        Notices.tell(writing, person, kind, {"number": str(request.number), **more}, address(request.number))


def _people(writing: Writing, request: CapacityRequest, party: Party) -> list[str]:
    if party is Party.FACHAMT:
        return _of_office(writing, Role.DEPARTMENT, request.demand.office)
    return IdentityRepository(writing.session).people_with(ROLES[party])


def _of_office(writing: Writing, role: Role, office: str) -> list[str]:
    identity = IdentityRepository(writing.session)
    people = ((one, identity.person(one)) for one in identity.people_with(role))
    return [one for one, person in people if person is not None and person.office == office]
