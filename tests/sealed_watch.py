"""A procedure with sealed bids: what everybody can try there, and what must not be told of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from litestar.types import ASGIApp

from app.house import House
from core.errors import PruefstandError
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from infra.sealing import new_key
from procurement.rules.procedure.stages import Step
from procurement.services.intake.opening import OpeningRecord
from procurement.services.sealed.codes import Access
from tests.clients import TestClient
from tests.every_route import QUERY, all_routes, common, filled, names_in
from tests.fakes import StoppedClock
from tests.people import cookies
from tests.procedures import opened, take
from tests.sealed import ASKER, AUDITOR, DUE, RELEASER, SETTLED, SMALL, THIRD, Sealed

ORIGIN = "http://127.0.0.1:8000"
DOOR = "/angebotsabgabe/musterstadt"
NAME, PRICE, CONTENT, FILE = "Kanarienvogel", "987654.32", b"KANARIENINHALT", "kanarienangebot.pdf"
CANARIES = (NAME, PRICE, "987.654,32", CONTENT.decode(), "kanarienangebot", "kanarienpreis")
SEARCHED = ("/", "/vergabeverfahren", "/pruefprotokoll", "/it-kapazitaet", "/api/v1/procedures", "/api/v1/audit-log")
LAST_MOMENT = SETTLED - timedelta(microseconds=1)
EVERYBODY = (None, *DEMO_PEOPLE)


class CanaryToldError(AssertionError):
    """Something of a sealed bid was told."""


def told_nothing(text: str, where: str = "") -> None:
    """Fail where a text has anything of a bid in it."""
    if found := [one for one in CANARIES if one in text]:
        raise CanaryToldError(f"{found} at {where}")


def addresses_of(database: Database, slug: str) -> tuple[str, ...]:
    """Return an address of every route that is read, about this procedure where it is about one."""
    found = []
    for route in all_routes():
        if route.method != "GET":
            continue
        named = {one: _first(database, one) for one in route.parameters if common(route, one) is None}
        names = named | {"procedure": slug, "bid": "1-1-1-1", "file_name": "konzept.pdf"}
        found += [filled(route, names), filled(route, names, QUERY)]
    return (*found, *(f"{one}?suche=kanarienvogel&search=kanarienvogel" for one in SEARCHED))


def _first(database: Database, parameter: str) -> str:
    return next(iter(names_in(database, DEMO_CITY, parameter)), "1")


@dataclass
class Watch:
    """A procedure with sealed bids.

    Args:
        house: Services.
        clock: Theirs.
        client: Their application.
        world: The procedure.
        folder: Where the database lies.
        codes: Codes of bidders.
        held: What lies in the slot of each code, as its bidder knows.
        addresses: What is read.
        sessions: Cookies by account, as long as the clock stands.
    """

    house: House
    clock: StoppedClock
    client: TestClient[ASGIApp]
    world: Sealed
    folder: Path
    codes: list[str] = field(default_factory=list)
    held: dict[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)

    def ask(self, address: str, account: str | None) -> str:
        """Return everything that an answer tells."""
        self._enter(account)
        answer = self.client.get(address.format(slug=self.world.slug), follow_redirects=False)
        if answer.status_code >= 500 and answer.status_code != 503:
            raise CanaryToldError(f"{answer.status_code} at {address}")
        return answer.text + str(answer.headers)

    def hand_in(self, code: str, name: str = NAME) -> None:
        """Hand a bid in as its bidder does; the receipt names the bidder's own files and nothing else of the bid."""
        data = {"code-geheim": code, "los": "1", "bieter": name, "preis-geheim": "987.654,32", "wahl": "abgeben"}
        files = [("dateien", (FILE, CONTENT)), ("preisdateien", ("kanarienpreis.txt", PRICE.encode()))]
        self._enter(None)
        answer = self.client.post(DOOR, data=data, files=files)
        if "ist eingegangen" in answer.text:
            self.held[code] = name
            told_nothing(answer.text.replace(FILE, "").replace("kanarienpreis.txt", ""), "receipt")
        elif self.clock.moment <= DUE or answer.status_code != 409:
            raise CanaryToldError(f"a bid in time was answered with {answer.status_code}")

    def withdraw(self, code: str) -> None:
        """Take a bid back as its bidder does."""
        self._enter(None)
        answer = self.client.post(DOOR, data={"code-geheim": code, "wahl": "zurueckziehen"})
        if answer.status_code == 200:
            self.held.pop(code, None)
        told_nothing(answer.text, "withdrawal")

    def go_on(self, chance: Random) -> None:
        """Let time pass; the minute before the opening is the last."""
        left = max((LAST_MOMENT - self.clock.moment) / 200, timedelta(0))
        self.clock.moment = min(self.clock.moment + left * chance.random(), LAST_MOMENT)
        self.sessions.clear()

    def until(self, moment: datetime) -> None:
        """Let it be a moment."""
        self.clock.moment = moment
        self.sessions.clear()

    def _enter(self, account: str | None) -> None:
        self.client.cookies.clear()
        if account:
            if account not in self.sessions:
                self.sessions[account] = cookies(self.house, account)
            self.client.cookies.update(self.sessions[account])


def tried(watch: Watch, chance: Random) -> None:
    """Try one thing of all that can be tried at any moment, by anybody; a refusal tells nothing either."""
    kinds = (_read, _read, _read, _read, _bid, _bid, _key, _officers, _time)
    try:
        chance.choice(kinds)(watch, chance)
    except PruefstandError as refused:
        told_nothing(repr(refused) + str(refused), "refusal")


def _read(watch: Watch, chance: Random) -> None:
    address, account = chance.choice(watch.addresses), chance.choice(EVERYBODY)
    told_nothing(watch.ask(address, account), f"{address} for {account}")


def _bid(watch: Watch, chance: Random) -> None:
    code, number = chance.choice(watch.codes), chance.randrange(1_000)
    doors = watch.house.sealed.handing_in
    chance.choice(
        (
            partial(watch.hand_in, code, f"{NAME} {number} GmbH"),
            partial(watch.hand_in, code, f"{NAME} {number} GmbH"),
            partial(watch.withdraw, code),
            partial(doors.look, DEMO_CITY, code, Access.CODE),
            partial(doors.claim, DEMO_CITY, chance.choice(watch.world.links[:3])),
        )
    )()


def _key(watch: Watch, chance: Random) -> None:
    door, secrets = watch.house.sealed.sealed_opening, [*watch.world.keys.values(), new_key().secret, "", "AGE"]
    by = chance.choice((ASKER, RELEASER, THIRD, AUDITOR))
    right = partial(door.show, by, watch.world.slug, watch.world.key(by))
    wrong = partial(door.show, by, watch.world.slug, chance.choice(secrets))
    chance.choice((right, wrong, partial(door.leave, by, watch.world.slug)))()


def _officers(watch: Watch, chance: Random) -> None:
    house, slug = watch.house, watch.world.slug
    record = OpeningRecord(opened_at=watch.clock.moment, first_person="Erika Muster", second_person="Max Muster")

    def told() -> None:
        told_nothing(repr(house.sealed.setting_up.see(ASKER, slug)), "services")
        told_nothing(repr(house.bids.all(AUDITOR, slug)), "services")

    acts: tuple[Callable[[], object], ...] = (
        told,
        lambda: take(house, slug, Step.START_CHANGE, reason="Frist"),
        lambda: take(house, slug, Step.WITHDRAW_CHANGE),
        lambda: take(house, slug, Step.OPEN_BIDS),
        lambda: house.bid_opening.record(ASKER, slug, opened(house, slug).procedure.version, record),
        lambda: house.sealed.setting_up.set_up(ASKER, slug, SMALL),
    )
    chance.choice(acts)()


def _time(watch: Watch, chance: Random) -> None:
    watch.go_on(chance)


def files_in(folder: Path) -> Iterator[bytes]:
    """Yield what lies in a folder: database, its log, and everything beside it."""
    yield from (file.read_bytes() for file in folder.rglob("*") if file.is_file())


def told_by_bytes(contents: Iterator[bytes]) -> None:
    """Fail where anything of a bid lies in clear."""
    for content in contents:
        if found := [one for one in CANARIES if one.encode() in content]:
            raise CanaryToldError(f"{found} in a file")
