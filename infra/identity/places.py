"""Managing cities and offices."""

import re
from dataclasses import dataclass
from uuid import uuid4

from core.errors import VersionConflictError
from core.listing import Stretch, stretch_of
from infra.audit.model import Event, Subject
from infra.identity.errors import CityNotFoundError, OfficeNotFoundError, Refusal
from infra.identity.fields import name_refusal, refuse
from infra.identity.model import City, Office
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import Resource
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions

_CITY_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,39}", re.ASCII)
_ID = re.compile(r"[0-9a-f-]{36}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cities:
    """The cities of the instance, as the door shows them to whoever wants to sign in.

    Args:
        transactions: Opens the database.
    """

    transactions: Transactions

    def all(self) -> tuple[City, ...]:
        """Return all cities."""
        with self.transactions.database.read() as session:
            return IdentityRepository(session).cities()

    def only(self, asked: str | None) -> str:
        """Return the id of the city that is meant: the one asked for, or the only one.

        Raises:
            CityNotFoundError: There is no such city, or there are several.
        """
        ids = [city.id for city in self.all()]
        if asked in ids:
            return str(asked)
        if asked is None and len(ids) == 1:
            return ids[0]
        raise CityNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """Adding a city: no route can ask for it.

    Args:
        transactions: Opens the database.
    """

    transactions: Transactions

    def add(self, actor: Actor, city: str, name: str) -> City:
        """Add a city.

        Args:
            actor: The operator at work for the city that is to be.
            city: Its id.
            name: As shown on pages.

        Raises:
            FieldsRefusedError: Id or name cannot be stored as they are.
        """
        fits = _CITY_ID.fullmatch(city) is not None
        refuse({"id": None if fits else Refusal.CHARACTERS, "name": name_refusal(name)})
        with self.transactions.write(actor, Action.ADD_CITY) as writing:
            writing.require(Action.ADD_CITY, Resource(kind="city", id=city, city=city))
            identity = IdentityRepository(writing.session)
            refuse({"id": Refusal.TAKEN if identity.city(city) else None})
            identity.add_city(city, name.strip(), is_demo=False, at=writing.now)
            writing.record(Event.CITY_ADDED, Subject(kind="city", id=city), after={"name": name.strip()})
        return City(id=city, name=name.strip(), is_demo=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """The Ämter and Dezernate of a city.

    Args:
        transactions: Opens the city's rows.
    """

    transactions: Transactions

    def all(self, actor: Actor) -> tuple[Office, ...]:
        """Return all offices: each Dezernat before the Ämter, in the order of their names."""
        with self.transactions.read(actor, Action.READ_CITY) as reading:
            return IdentityRepository(reading.session).offices()

    def walk(self, actor: Actor, *, after: str | None, size: int) -> Stretch[Office]:
        """Return the offices of the same list that come after the one with the id ``after``.

        Raises:
            OfficeNotFoundError: There is none of this id.
        """
        with self.transactions.read(actor, Action.READ_CITY) as reading:
            identity = IdentityRepository(reading.session)
            place = None if after is None else _existing(identity, after)
            found = identity.offices_after(place, size + 1)
            return stretch_of(found, size, lambda one: one.id)

    def get(self, actor: Actor, office: str) -> Office:
        """Return an office.

        Raises:
            OfficeNotFoundError: There is none of this id.
        """
        with self.transactions.read(actor, Action.READ_CITY) as reading:
            return _existing(IdentityRepository(reading.session), office)

    def add(self, actor: Actor, name: str, *, is_dezernat: bool, once: Once | None = None) -> Office:
        """Add an office.

        Raises:
            FieldsRefusedError: The name cannot be stored, or there is an office of this name.
        """
        refuse({"name": name_refusal(name)})
        with self.transactions.write(actor, Action.MANAGE_CITY, once) as writing:
            identity, office = IdentityRepository(writing.session), str(uuid4())
            refuse({"name": _taken(identity, name.strip(), but="")})
            identity.add_office(office, name.strip(), is_dezernat=is_dezernat)
            after = {"name": name.strip(), "is_dezernat": is_dezernat}
            writing.record(Event.OFFICE_ADDED, Subject(kind="office", id=office), after=after)
            return writing.done(_existing(identity, office))

    def change(
        self,
        actor: Actor,
        office: str,
        *,
        name: str,
        is_dezernat: bool,
        expected_version: int | None = None,
        once: Once | None = None,
    ) -> Office:
        """Rename an office, or make it a Dezernat.

        Raises:
            FieldsRefusedError: The name cannot be stored, or there is another office of this name.
            OfficeNotFoundError: There is none of this id.
            VersionConflictError: Somebody else has changed it since.
        """
        refuse({"name": name_refusal(name)})
        with self.transactions.write(actor, Action.MANAGE_CITY, once) as writing:
            identity = IdentityRepository(writing.session)
            before = _existing(identity, office, expected_version)
            refuse({"name": _taken(identity, name.strip(), but=office)})
            if (name.strip(), is_dezernat) == (before.name, before.is_dezernat):
                return writing.done(before)
            identity.change_office(office, name=name.strip(), is_dezernat=is_dezernat)
            after = _existing(identity, office)
            facts = {"before": _facts(before), "after": _facts(after)}
            writing.record(Event.OFFICE_CHANGED, Subject(kind="office", id=office), **facts)
            return writing.done(after)


def _facts(office: Office) -> dict[str, object]:
    return {"name": office.name, "is_dezernat": office.is_dezernat}


def _taken(identity: IdentityRepository, name: str, *, but: str) -> Refusal | None:
    taken = any(office.name == name and office.id != but for office in identity.offices())
    return Refusal.TAKEN if taken else None


def _existing(identity: IdentityRepository, office: str, expected_version: int | None = None) -> Office:
    found = identity.office(office) if _ID.fullmatch(office) else None
    if found is None:
        raise OfficeNotFoundError
    if expected_version is not None and expected_version != found.version:
        raise VersionConflictError(found.version)
    return found
