"""Planted names and prices of sealed bids are looked for everywhere before the opening; a backup brings them after it.

``PRUEFSTAND_ACTS`` says how many acts are made; `make soak` makes 100,000.
"""

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from app.backup.make import make_backup
from app.backup.restore import restore_backup
from app.house import House
from app.migrations import METADATA
from app.wiring import build_house
from infra.database import Database
from infra.logging import configure
from infra.settings import Settings
from procurement.model import ProcedureStage
from procurement.rules.procedure.stages import Step
from procurement.services.sealed.codes import digest_of_code
from tests.applications import guarded
from tests.clients import TestClient
from tests.databases import demo_file
from tests.fakes import StoppedClock
from tests.procedures import opened, take
from tests.sealed import (
    ASKER,
    AUDITOR,
    DUE,
    OCTOBER,
    RELEASER,
    SECOND_AUDITOR,
    SETTLED,
    THIRD,
    Access,
    Sealed,
    at,
    claimed,
    handed_in,
    sealed,
)
from tests.sealed_watch import (
    NAME,
    ORIGIN,
    Watch,
    addresses_of,
    files_in,
    told_by_bytes,
    told_nothing,
    tried,
)

__all__ = ["demo_file"]
ACTS = int(os.environ.get("PRUEFSTAND_ACTS", "200"))
LOOK_EVERY, BACKUP_EVERY = 100, 5_000


@pytest.fixture
def watch(demo_file: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    clock = StoppedClock(OCTOBER)
    house = build_house(demo_file, clock=clock)
    world = sealed(house)
    (tmp_path / "zwischenablage").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "zwischenablage"))
    with TestClient(guarded(house, Settings()), base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.headers["Origin"] = ORIGIN
        codes = [claimed(house, world, number) for number in range(3)]
        folder = Path(str(demo_file.engine.url.database)).parent
        yield Watch(house, clock, client, world, folder, codes, addresses=addresses_of(demo_file, world.slug))


@pytest.fixture
def log() -> Iterator[None]:
    """Write the log of the service as it is written when it serves."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure()
    yield
    logging.captureWarnings(capture=False)
    root.handlers = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("log")
def test_before_the_opening_nothing_tells_of_a_bid_and_a_backup_brings_all(
    watch: Watch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = Random(71)  # noqa: S311 - a seed, so that a failure can be seen again
    watch.hand_in(watch.codes[0])
    for number in range(ACTS):
        tried(watch, chance)
        if number == ACTS // 2:  # the other half between the end of the period and the opening
            watch.hand_in(watch.codes[0])
            watch.until(max(watch.clock.moment, DUE))
        if number % LOOK_EVERY == 0:
            told_by_bytes(files_in(watch.folder))
            told_nothing("".join(capfd.readouterr()), "log")
        if number % BACKUP_EVERY == 0:
            told_by_bytes(entries(backup_of(watch.house, tmp_path / f"sicherung-{number}.zip")))
    assert watch.clock.moment < SETTLED
    backup = backup_of(watch.house, tmp_path / "sicherung.zip")
    told_by_bytes(entries(backup))
    told_by_bytes(files_in(watch.folder))
    told_nothing("".join(capfd.readouterr()), "log")
    assert restored(watch.world, backup, tmp_path) == sorted(watch.held.values()) != []


def backup_of(house: House, file: Path) -> Path:
    """Make a backup and return its file."""
    make_backup(house.transactions.database, file, OCTOBER, lambda _part, _done: None)
    return file


def entries(backup: Path) -> Iterator[bytes]:
    with ZipFile(backup) as archive:
        yield from map(archive.read, archive.namelist())


def restored(world: Sealed, backup: Path, folder: Path) -> list[str]:
    """Open the bids on a machine that has the backup and the two keys of people, and nothing else of the old one."""
    (folder / "anderswo").mkdir()
    other = Database(f"sqlite:///{folder / 'anderswo' / 'pruefstand.db'}")
    restore_backup(other, backup, OCTOBER, lambda _part, _done: None)
    house = at(build_house(other, clock=StoppedClock(SETTLED)), SETTLED)
    if opened(house, world.slug).procedure.stage is ProcedureStage.CHANGE:
        take(house, world.slug, Step.WITHDRAW_CHANGE)
    for one in (ASKER, RELEASER):
        house.sealed.sealed_opening.show(one, world.slug, world.key(one))
    names = sorted(one.bid.tenderer for one in house.bids.all(ASKER, world.slug).bids)
    other.close()
    return names


@pytest.mark.parametrize("lost", [(), (ASKER, RELEASER, THIRD)])
def test_after_a_loss_of_everything_a_backup_of_either_database_and_two_keys_bring_the_bids(
    database: Database, tmp_path: Path, lost: tuple[object, ...]
) -> None:
    """Without the keys of all officers the pair of the audit office opens in their place."""
    house = build_house(database, clock=StoppedClock(OCTOBER))
    world = sealed(house)
    handed_in(house, claimed(house, world), f"{NAME} GmbH")
    backup = backup_of(house, tmp_path / "sicherung.zip")
    told_by_bytes(entries(backup))
    other = Database(f"sqlite:///{tmp_path / 'anderswo.db'}")
    restore_backup(other, backup, OCTOBER, lambda _part, _done: None)

    there = at(build_house(other, clock=StoppedClock(SETTLED)), SETTLED)
    for one in (AUDITOR, SECOND_AUDITOR) if lost else (RELEASER, THIRD):
        there.sealed.sealed_opening.show(one, world.slug, world.key(one))

    assert [one.bid.tenderer for one in there.bids.all(ASKER, world.slug).bids] == [f"{NAME} GmbH"]
    other.close()


def test_a_slot_with_a_bid_looks_like_one_without(watch: Watch) -> None:
    database, intake = watch.house.transactions.database, "/vergabeverfahren/{slug}/annahme"
    pages = ((intake, "vergabestelle"), (intake, "revision"), ("/pruefprotokoll", "revision"))
    seen = [watch.ask(*page) for page in pages]
    rows, lines = rows_of(database), lengths(database)

    for code in watch.codes[:2]:
        watch.hand_in(code)

    now = rows_of(database)
    assert {name: count for name, count in now.items() if count != rows[name]} == {}
    assert lengths(database) == lines
    again = [watch.ask(*page) for page in pages]
    assert [len(one) for one in again] == [len(one) for one in seen]


def rows_of(database: Database) -> dict[str, int]:
    with database.maintain() as session:
        return {
            name: int(session.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in METADATA.tables.items()
        }


def lengths(database: Database) -> list[int]:
    slots = METADATA.tables["procurement_intake_slot"]
    with database.maintain() as session:
        return sorted(session.execute(select(func.length(slots.c.content))).scalars())


def test_what_was_changed_in_the_database_is_told_and_hides_no_other_bid(watch: Watch) -> None:
    """Whoever can write to the database can destroy a bid, but neither read nor forge nor move one unnoticed."""
    for code in watch.codes:
        watch.hand_in(code)
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
