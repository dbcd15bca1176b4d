"""A sealed intake goes with its whole file once the deletion is proven, and not before, on both databases."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from procurement.model import ArchiveAnswer
from procurement.repository import WholeFile
from procurement.rules.procedure.stages import Step
from procurement.services.disposal import OfferWish, ReplyWish
from tests.fakes import StoppedClock
from tests.procedures import ASKER, RELEASER, take
from tests.sealed import OCTOBER, SETTLED, THIRD, at, claimed, handed_in, intake_of, keys_of, with_people

TABLES = ("sealed_intake", "seal_wrap", "intake_slot", "seal_presence", "sealed_opening")
OVER, DAY = datetime(2031, 1, 7, 9, tzinfo=UTC), date(2031, 1, 7)


def test_an_intake_goes_with_its_file_and_leaves_others_alone(database: Database) -> None:
    house = build_house(database, clock=StoppedClock(OCTOBER))
    with_people(house)
    keys = keys_of(house, ASKER, RELEASER, THIRD)
    gone, stays = intake_of(house, "VG-9", keys), intake_of(house, "VG-10", keys)
    handed_in(house, claimed(house, gone))
    due = at(house, SETTLED)
    for one in (ASKER, RELEASER):
        due.sealed.sealed_opening.show(one, gone.slug, gone.key(one))
    due.sealed.sealed_opening.show(ASKER, stays.slug, stays.key(ASKER))
    take(due, gone.slug, Step.ANNUL, reason="Kein wirtschaftliches Ergebnis")
    before, other = rows(database, gone.slug, "VG-9"), rows(database, stays.slug, "VG-10")
    assert set(TABLES) - before.keys() == {"seal_presence"}
    assert set(TABLES) - other.keys() == {"sealed_opening"}

    for table in ("sealed_intake", "seal_wrap", "sealed_opening"):
        for statement in (f"DELETE FROM procurement_{table}", f"UPDATE procurement_{table} SET number = 2"):  # noqa: S608
            with pytest.raises(DatabaseError), database.write(DEMO_CITY) as session:
                session.connection().execute(text(statement))
    then = at(house, OVER)
    desk = then.award.disposal_desk
    desk.offer(ASKER, gone.slug, 0, OfferWish(day=DAY, note="Anbietung"))
    desk.reply(ASKER, gone.slug, 1, ReplyWish(answer=ArchiveAnswer.DECLINED, day=DAY, note="Kein Archivwert"))
    then.award.file_deleting.ask(ASKER, gone.slug, 2)
    then.award.file_deleting.delete(RELEASER, gone.slug, 3)

    assert rows(database, gone.slug, "VG-9") == {}
    assert rows(database, stays.slug, "VG-10") == other
    assert still_opens(then, stays.slug, stays.key(RELEASER))


def rows(database: Database, slug: str, reference: str) -> dict[str, int]:
    """Return how many rows the tables of intakes hold of a file."""
    with database.read(DEMO_CITY) as session:
        found = WholeFile(session, slug, reference).rows()
    return {table: found[f"procurement_{table}"] for table in TABLES if f"procurement_{table}" in found}


def still_opens(house: House, slug: str, key: str) -> bool:
    """Tell whether the first person can still come to open an intake that stays."""
    return house.sealed.sealed_opening.show(RELEASER, slug, key).until is not None
