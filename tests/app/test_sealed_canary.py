"""Planted names and prices of sealed bids are looked for everywhere before the opening; a backup brings them after it.

``PRUEFSTAND_CANARY`` says how many acts are made; `make soak` makes 100,000.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from litestar.types import ASGIApp
from sqlalchemy import func, select

from app.backup.make import make_backup
from app.backup.restore import restore_backup
from app.house import House
from app.migrations import METADATA
from app.wiring import build_house
from core.errors import PruefstandError
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from infra.settings import Settings
from procurement.services.sealed.codes import digest_of_code
from tests.applications import guarded
from tests.clients import TestClient
from tests.databases import demo_file
from tests.fakes import StoppedClock
from tests.people import cookies
from tests.sealed import ASKER, AUDITOR, OCTOBER, RELEASER, SETTLED, Access, Sealed, at, claimed, sealed

__all__ = ["demo_file"]
ACTS = int(os.environ.get("PRUEFSTAND_CANARY", "20"))
ORIGIN = "http://127.0.0.1:8000"
NAME, PRICE, CONTENT, FILE = "Kanarienvogel", "987654.32", b"KANARIENINHALT", "kanarienangebot.pdf"
CANARIES = (NAME, PRICE, "987.654,32", CONTENT.decode(), "kanarienangebot")
BEFORE = (
    "/",
    "/?suche=kanarienvogel",
    "/vergabeverfahren",
    "/vergabeverfahren?suche=kanarienvogel",
    "/vergabeverfahren/{slug}",
    "/vergabeverfahren/{slug}/annahme",
    "/vergabeverfahren/{slug}/angebote",
    "/vergabeverfahren/{slug}/angebote/1-1-1-1",
    "/vergabeverfahren/{slug}/angebote/oeffnung",
    "/vergabeverfahren/{slug}/angebote/uebernehmen",
    "/vergabeverfahren/{slug}/pruefung",
    "/vergabeverfahren/{slug}/preise",
    "/vergabeverfahren/{slug}/verlauf",
    "/vergabeverfahren/{slug}/zuschlag",
    "/vergabeverfahren/{slug}/fassungen/1/runden/1/niederschrift",
    "/konto/siegelschluessel",
    "/mitteilungen",
    "/auftraege",
    "/pruefprotokoll",
    "/api/v1/procedures/{slug}",
    "/api/v1/procedures/{slug}/bids",
    "/api/v1/procedures/{slug}/history",
    "/api/v1/audit-log",
    "/angebotsabgabe/musterstadt",
    "/angebotsabgabe/musterstadt/{link}",
)


@dataclass
class Watch:
    """A procedure with sealed bids and everybody who may come near it.

    Args:
        house: Services.
        client: Its application.
        world: The procedure.
        folder: Where the database lies.
        codes: Codes of bidders.
    """

    house: House
    client: TestClient[ASGIApp]
    world: Sealed
    folder: Path
    codes: list[str] = field(default_factory=list)

    def ask(self, address: str, account: str | None) -> str:
        """Return everything that an answer tells."""
        self.client.cookies.clear()
        if account:
            self.client.cookies.update(cookies(self.house, account))
        wanted = address.format(slug=self.world.slug, link=self.world.links[-1])
        answer = self.client.get(wanted, follow_redirects=False)
        assert answer.status_code < 500, wanted
        return answer.text + str(answer.headers)


@pytest.fixture
def watch(demo_file: Database) -> Iterator[Watch]:
    house = build_house(demo_file, clock=StoppedClock(OCTOBER))
    world = sealed(house)
    application = guarded(house, Settings())
    with TestClient(application, base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.headers["Origin"] = ORIGIN
        file = Path(str(demo_file.engine.url.database))
        yield Watch(house, client, world, file.parent, [claimed(house, world, number) for number in range(3)])


def told_nothing(text: str) -> None:
    assert not [one for one in CANARIES if one in text]


def hand_in(watch: Watch, code: str) -> None:
    """Hand a bid in as its bidder does; the receipt names the bidder's own files and nothing else of the bid."""
    data = {"code-geheim": code, "los": "1", "bieter": f"{NAME} GmbH", "preis-geheim": "987.654,32", "wahl": "abgeben"}
    files = [("dateien", (FILE, CONTENT)), ("preisdateien", ("kanarienpreis.txt", PRICE.encode()))]
    answer = watch.client.post("/angebotsabgabe/musterstadt", data=data, files=files)
    assert "ist eingegangen" in answer.text
    told_nothing(answer.text.replace(FILE, ""))


def acts(watch: Watch, chance: Random) -> tuple[Callable[[], object], ...]:
    """Return what can be tried at any moment."""
    keys, sealed_house = watch.world.keys, watch.house.sealed
    accounts = (None, *DEMO_PEOPLE)
    return (
        lambda: hand_in(watch, chance.choice(watch.codes)),
        lambda: sealed_house.handing_in.withdraw(DEMO_CITY, chance.choice(watch.codes)),
        lambda: sealed_house.handing_in.look(DEMO_CITY, chance.choice(watch.codes), Access.LINK),
        lambda: sealed_house.sealed_opening.show(ASKER, watch.world.slug, chance.choice(list(keys.values()))),
        lambda: sealed_house.sealed_opening.show(AUDITOR, watch.world.slug, watch.world.key(AUDITOR)),
        *[lambda: told_nothing(watch.ask(chance.choice(BEFORE), chance.choice(accounts)))] * 5,
    )


def rows_of(database: Database) -> dict[str, int]:
    with database.maintain() as session:
        return {
            name: int(session.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in METADATA.tables.items()
        }


def test_before_the_opening_nothing_tells_of_a_bid_and_a_backup_brings_all(
    watch: Watch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hand_in(watch, watch.codes[0])
    chance = Random(71)  # noqa: S311 - a seed, so that a failure can be seen again
    for _ in range(ACTS):
        try:
            chance.choice(acts(watch, chance))()
        except PruefstandError as refused:
            told_nothing(repr(refused))
    hand_in(watch, watch.codes[0])
    watch.house.sealed.handing_in.withdraw(DEMO_CITY, watch.codes[1])
    watch.house.sealed.handing_in.withdraw(DEMO_CITY, watch.codes[2])
    backup = tmp_path / "sicherung.zip"
    make_backup(watch.house.transactions.database, backup, OCTOBER, lambda _part, _done: None)

    told_nothing("".join(capfd.readouterr()))
    contents = [file.read_bytes() for file in watch.folder.rglob("*") if file.is_file()]
    with ZipFile(backup) as archive:
        contents += [archive.read(name) for name in archive.namelist()]
    assert not [one for one in CANARIES if any(one.encode() in content for content in contents)]
    assert restored(watch, backup, tmp_path) == [f"{NAME} GmbH"]


def restored(watch: Watch, backup: Path, folder: Path) -> list[str]:
    """Open the bids on a machine that has the backup and the two keys of people, and nothing else of the old one."""
    other = Database(f"sqlite:///{folder / 'anderswo' / 'pruefstand.db'}")
    (folder / "anderswo").mkdir()
    restore_backup(other, backup, OCTOBER, lambda _part, _done: None)
    house = at(build_house(other, clock=StoppedClock(SETTLED)), SETTLED)
    for one in (ASKER, RELEASER):
        house.sealed.sealed_opening.show(one, watch.world.slug, watch.world.key(one))
    names = [one.bid.tenderer for one in house.bids.all(ASKER, watch.world.slug).bids]
    other.close()
    return names


def test_a_slot_with_a_bid_looks_like_one_without(watch: Watch) -> None:
    database, intake = watch.house.transactions.database, "/vergabeverfahren/{slug}/annahme"
    pages = ((intake, "vergabestelle"), (intake, "revision"), ("/pruefprotokoll", "revision"))
    seen = [watch.ask(*page) for page in pages]
    rows, lines = rows_of(database), lengths(database)

    for code in watch.codes[:2]:
        hand_in(watch, code)

    now = rows_of(database)
    assert {name: count for name, count in now.items() if count != rows[name]} == {}
    assert lengths(database) == lines
    again = [watch.ask(*page) for page in pages]
    assert [len(one) for one in again] == [len(one) for one in seen]


def lengths(database: Database) -> list[int]:
    slots = METADATA.tables["procurement_intake_slot"]
    with database.maintain() as session:
        return sorted(session.execute(select(func.length(slots.c.content))).scalars())


def test_what_was_changed_in_the_database_is_told_and_hides_no_other_bid(watch: Watch) -> None:
    """Whoever can write to the database can destroy a bid, but neither read nor forge nor move one unnoticed."""
    for code in watch.codes:
        hand_in(watch, code)
    slots = METADATA.tables["procurement_intake_slot"]
    with watch.house.transactions.database.maintain() as session:
        kept = session.execute(select(slots.c.slot, slots.c.access, slots.c.content)).all()
        full = [one for one in kept if one.access in accesses(watch)]
        session.execute(slots.update().where(slots.c.slot == full[0].slot).values(content=full[1].content))
        session.execute(slots.update().where(slots.c.slot == full[2].slot).values(content=full[2].content[::-1]))

    opening = at(watch.house, SETTLED).sealed
    for one in (ASKER, RELEASER):
        opening.sealed_opening.show(one, watch.world.slug, watch.world.key(one))
    seen = opening.setting_up.see(ASKER, watch.world.slug).opening
    assert seen is not None
    assert (seen.bids, seen.unreadable) == (1, 2)
    assert "2 Plätze waren" in at(watch.house, SETTLED).bids.all(ASKER, watch.world.slug).openings[0].note


def accesses(watch: Watch) -> set[str]:
    return {digest_of_code(Access.CODE, code) for code in watch.codes}
