"""Who answered before clocks noted it: the migration finds out from course, statements and questions."""

from datetime import date

from sqlalchemy import select
from sqlmodel import col

from app.house import House
from app.migrations import downgrade, upgrade
from app.wiring import build_house
from capacity.model import Party
from capacity.tables.clocks import ClockRow
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from tests.capacity.test_requests import ADIT, DEPARTMENT, DEZERNAT, MONDAY, PRIVACY, fill, reviewed, submitted, take
from tests.capacity.test_requests import T as Step
from tests.fakes import StoppedClock


def answered(house: House) -> list[tuple[int, int, str, str | None]]:
    keys = (col(ClockRow.request_id), col(ClockRow.number), col(ClockRow.topic), col(ClockRow.answered_by))
    wanted = select(*keys).where(col(ClockRow.ended_on).is_not(None)).order_by(keys[0], keys[1])
    with house.transactions.database.read(DEMO_CITY) as session:
        return [(request, number, topic, person) for request, number, topic, person in session.execute(wanted)]


def test_the_migration_finds_who_answered(database: Database) -> None:
    house = build_house(database, clock=StoppedClock(MONDAY))
    twice, withdrawn, ruled, asked = reviewed(house), submitted(house), submitted(house), submitted(house)
    take(house, twice, Step.ASSESS, ADIT)
    fill(house, twice, ADIT, aufwand="Projektleitung; 2027-Q1; 10; 15")
    for step, who in (
        (Step.DEFER, DEZERNAT),
        (Step.RESUME, ADIT),
        (Step.PROPOSE, ADIT),
        (Step.APPROVE, DEZERNAT),
        (Step.SCHEDULE, ADIT),
    ):
        take(house, twice, step, who, day=date(2027, 1, 4))
    take(house, withdrawn, Step.WITHDRAW, DEPARTMENT)
    take(house, ruled, Step.RULE, DEZERNAT)
    told, untold = (house.digital.request_discussion.ask(ADIT, asked, Party.FACHAMT, one) for one in ("Wozu?", "Wann?"))
    house.digital.request_discussion.answer(DEPARTMENT, asked, told.number, "Für Termine.")
    take(house, asked, Step.WITHDRAW, DEPARTMENT)
    noted = answered(house)
    assert {one.person for one in (ADIT, DEPARTMENT, DEZERNAT, PRIVACY)} | {None} <= {one[3] for one in noted}
    assert [person for _, _, topic, person in noted if topic == "bewertung"] == [None, ADIT.person]
    assert [one[3] for one in noted if one[2] == f"question-{untold.number}"] == [None]

    downgrade(database, "0043")
    upgrade(database)

    assert answered(house) == noted
