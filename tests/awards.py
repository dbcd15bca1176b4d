"""Procedures on their way from the fixed result to the award, for tests."""

from datetime import UTC, date, datetime, timedelta

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.fields.model import Edit
from infra.policy.model import Actor
from procurement.model import AwardLetter, LetterKind, Procedure
from procurement.rules.award.answers import DONE
from procurement.rules.procedure.stages import Step
from procurement.services.awarding import LettersWish
from procurement.services.awarding.fields import EVIDENCE, REASON, RESOLUTION, STATE
from tests.bids import at
from tests.databases import with_demo
from tests.fakes import StoppedClock
from tests.results import ASKER, RELEASER, fixed, in_pricing, take_result

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def edit(field: str, value: str, version: int = 0) -> Edit:
    return Edit(field=field, value=value, base_version=version)


def checked(house: House, slug: str, by: Actor = ASKER) -> None:
    """Write everything that two people decide on."""
    gates = house.award.award_desk.open(by, slug).known.gates
    edits = [edit(one.gate.id + STATE, DONE) for one in gates]
    edits += [edit(one.gate.id + EVIDENCE, "Akte Blatt 12") for one in gates]
    edits += [edit(REASON, "Höchste Punktzahl nach der Matrix."), edit(RESOLUTION, "Magistrat, 20.11.2026, M-2026-311")]
    house.award.award_desk.save(by, slug, edits)


def decided(house: House, reference: str = "VG-9") -> Procedure:
    """Return a procedure about whose award two officers have decided."""
    slug = fixed(house, reference).slug
    checked(house, slug)
    take_result(house, slug, Step.REQUEST_AWARD)
    return take_result(house, slug, Step.DECIDE_AWARD, RELEASER)


def today(house: House) -> date:
    return house.transactions.clock.now().date()


def sent(house: House, slug: str, kind: LetterKind = LetterKind.BEFORE_AWARD) -> tuple[AwardLetter, ...]:
    """Record that all letters went out electronically today."""
    return house.award.letters.send(ASKER, slug, LettersWish(kind=kind, sent_on=today(house), is_electronic=True))


def later(house: House, days: int) -> House:
    return at(house, house.transactions.clock.now() + timedelta(days=days))


def awarded(house: House, slug: str) -> House:
    """Send all letters of a procedure, wait, award the contract; return services on that day."""
    sent(house, slug)
    then = later(house, 11)
    take_result(then, slug, Step.AWARD)
    return then


def with_awards(database: Database) -> None:
    """Fill a database with the demo city and procedures on their way: VG-7 priced, VG-8 fixed, VG-9 decided on."""
    with_demo(database)
    house = build_house(database, clock=StoppedClock(NOW))
    in_pricing(house, "VG-7")
    fixed(house, "VG-8")
    decided(house, "VG-9")
