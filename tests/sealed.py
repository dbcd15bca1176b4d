"""Procedures with a sealed intake for tests, and the people who hold its keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.identity.repository import IdentityRepository
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from procurement.model import Procedure, ProcedureType
from procurement.rules.procedure.stages import Step
from procurement.services.intake.importing import GivenFile
from procurement.services.sealed import HandIn, IntakeSize, Receipt
from procurement.services.sealed.codes import Access
from tests.bids import AUTUMN
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, RELEASER, need, plan, prepared, take

DUE = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
SETTLED = DUE + timedelta(minutes=1)
OCTOBER = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
AUDITOR = actor("revision")
THIRD = actor("vergabestelle3")
SECOND_AUDITOR = Actor(
    city=DEMO_CITY,
    person="00000000-0000-4000-8000-000000000004",
    name="Zweite Revision",
    roles=frozenset({Role.AUDITOR}),
)
SMALL = IntakeSize(slots=4, mib=1)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A published procedure with a sealed intake.

    Args:
        slug: Its name.
        keys: Secret keys by id of their person.
        links: Codes of its links.
    """

    slug: str
    keys: Mapping[str, str] = field(repr=False)
    links: tuple[str, ...] = field(repr=False)

    def key(self, one: Actor) -> str:
        """Return somebody's secret key."""
        return self.keys[str(one.person)]


def at(house: House, moment: datetime) -> House:
    """Return services on the same database at another moment; the last ones are kept, since making them takes long."""
    return _at(house.transactions.database, moment)


@lru_cache(maxsize=8)
def _at(database: Database, moment: datetime) -> House:
    return build_house(database, clock=StoppedClock(moment))


def awaiting_sealed_bids(house: House, reference: str = "VG-9", due: datetime = DUE) -> Procedure:
    """Return a procedure below the threshold, published in autumn."""
    autumn = at(house, AUTUMN)
    found = prepared(autumn, reference)
    found = autumn.drafting.save_need(ASKER, found.slug, found.version, need("100000"))
    kind = ProcedureType.OEFFENTLICHE_AUSSCHREIBUNG
    planned = plan(kind=kind, bid_deadline=due, two_envelopes=True)
    autumn.drafting.save_plan(ASKER, found.slug, found.version, planned)
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    return take(autumn, found.slug, Step.RELEASE, RELEASER)


def with_people(house: House) -> None:
    """Add a second auditor: the demo city has three officers and one."""
    with house.transactions.write(actor("verwaltung"), Action.MANAGE_PEOPLE) as writing:
        one = SECOND_AUDITOR
        IdentityRepository(writing.session).add_person(
            str(one.person), "revision2", one.name, one.roles, at=writing.now
        )


def keys_of(house: House, *people: Actor) -> dict[str, str]:
    """Make and confirm keys; return their secret halves by id of the person."""
    keys = {}
    for one in people:
        keys[str(one.person)] = house.sealed.seal_keys.make(one)
        house.sealed.seal_keys.confirm(one, keys[str(one.person)])
    return keys


def sealed(house: House, reference: str = "VG-9", *, escrow: bool = False, due: datetime = DUE) -> Sealed:
    """Return a procedure with an intake: of three officers, or of two and a pair of auditors."""
    with_people(house)
    officers = (ASKER, RELEASER) if escrow else (ASKER, RELEASER, THIRD)
    return intake_of(house, reference, keys_of(house, *officers, AUDITOR, SECOND_AUDITOR), due)


def intake_of(house: House, reference: str, keys: Mapping[str, str], due: datetime = DUE) -> Sealed:
    """Return another procedure with an intake for keys that were made before."""
    slug = awaiting_sealed_bids(house, reference, due).slug
    done = at(house, OCTOBER).sealed.setting_up.set_up(ASKER, slug, SMALL)
    return Sealed(slug, keys, done.links)


def claimed(house: House, world: Sealed, number: int = 0, moment: datetime = OCTOBER) -> str:
    """Use a link up and return the bidder's code."""
    return at(house, moment).sealed.handing_in.claim(DEMO_CITY, world.links[number])


def handed_in(
    house: House,
    code: str,
    tenderer: str = "Alpha GmbH",
    price: str = "100000.00",
    moment: datetime = OCTOBER,
    content: bytes = b"Konzept",
) -> Receipt:
    """Hand a bid in."""
    return at(house, moment).sealed.handing_in.hand_in(DEMO_CITY, offer(code, tenderer, price, content))


def offer(code: str, tenderer: str = "Alpha GmbH", price: str = "100000.00", content: bytes = b"Konzept") -> HandIn:
    """Return a bid with a file with and one without the price."""
    files = [GivenFile(name="konzept.pdf", content=content), GivenFile(name="preis.pdf", content=b"1", with_price=True)]
    return HandIn(code=code, lot=1, tenderer=tenderer, gross_eur=price, files=files)


__all__ = ["ASKER", "AUDITOR", "DUE", "RELEASER", "SECOND_AUDITOR", "SETTLED", "THIRD", "Access", "at"]
