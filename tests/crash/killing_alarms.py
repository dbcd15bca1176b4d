"""Kill the process that gives alarms of the contract register at random moments. Run as a program, as ``killing`` is.

    python -m tests.crash.killing_alarms ADDRESS KILLS SEED

On three mornings contract and support of some products are so near to their end that an alarm is due: 18, 12 and 6
months before. The morning job is killed so often as stated, started anew each time by a new process, and comes to its
end in the last. Prints as JSON what people were told, which checks were opened and what the audit log says.
"""

import json
import os
import random
import sys
from collections import Counter
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from sqlmodel import select

from app.demo import add_people
from app.house import House
from app.migrations import upgrade
from app.register_wiring import register_alarms
from app.wiring import build_house
from infra.audit.model import Event
from infra.database import Database
from infra.identity.demo import DEMO_CITY, demo_office
from infra.jobs.runner import Runner
from infra.jobs.services import Jobs
from infra.notices.tables import NoticeRow
from procurement.model import RegisterFacts
from procurement.services.register import alarming
from procurement.tables.register import AlternativeCheckRow, RegisterAlarmRow
from tests.audit_lines import lines_of
from tests.crash.killing_reminders import LONGEST_PAUSE, MINUTE, MOST_BEFORE, child
from tests.fakes import StoppedClock
from tests.people import actor

plain_warn = alarming.warn
PRODUCTS = 4
TOLD = ("adit", "vergabestelle", "vergabestelle2", "vergabestelle3", "fachamt", "amtsleitung")
ENDS_ON = date(2028, 6, 30)
MORNINGS = tuple(datetime(*day, 8, tzinfo=UTC) for day in ((2026, 12, 30), (2027, 6, 30), (2027, 12, 30)))
BEFORE, AFTERWARDS = datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2027, 12, 31, 9, tzinfo=UTC)


def prepared(address: str) -> House:
    """Return a house with products whose contract and support end."""
    database = Database(address)
    upgrade(database)
    house = build_house(database, clock=StoppedClock(BEFORE))
    add_people(house)
    for number in range(PRODUCTS):
        facts = RegisterFacts(
            product=f"Produkt {number}",
            office=demo_office("buergeramt"),
            contract_end=ENDS_ON,
            support_end=ENDS_ON,
        )
        house.register.register_keeping.add(actor("adit"), facts)
    database.close()  # connections must not be shared with the children; they open their own
    return house


def telling(pipe: int, *given: Any) -> bool:  # noqa: ANN401 - as ``warn`` is called
    """Give an alarm, and tell over the pipe that it is about to be committed."""
    is_given = plain_warn(*given)
    os.write(pipe, b"\n")
    return is_given


def work(house: House, moment: datetime, pipe: int) -> None:
    """Do what is due at a moment."""
    alarming.warn = partial(telling, pipe)
    clock = house.transactions.clock
    clock.moment = moment  # type: ignore[attr-defined]  # a stopped clock
    runner = Runner(Jobs(house.transactions, [register_alarms(clock).kind()]))
    runner.plan_once()
    while runner.work_once():
        pass


def told(house: House) -> dict[str, object]:
    """Return what was given, opened, told and logged."""
    house.transactions.clock.moment = AFTERWARDS  # type: ignore[attr-defined]  # after all that happened
    with house.transactions.database.read(DEMO_CITY) as session:
        alarms = len(session.exec(select(RegisterAlarmRow)).all())
        checks = len(session.exec(select(AlternativeCheckRow)).all())
        people = Counter(one.person_id for one in session.exec(select(NoticeRow)) if one.kind == "register-ending")
    logged = lines_of(house.transactions.database, DEMO_CITY)
    lines = [
        json.dumps([one["subject"], one["details"]], sort_keys=True)
        for one in logged
        if one["event"] == Event.REGISTER_ALARM_GIVEN
    ]
    names = {name: people[str(actor(name).person)] for name in TOLD}
    return {
        "alarms": alarms,
        "checks": checks,
        "lines": len(lines),
        "different_lines": len(set(lines)),
        **names,
        "others": people.total() - sum(names.values()),
        "holds": house.audit_log.verify(actor("revision")).holds,
    }


def main(address: str, kills: int, seed: int) -> None:
    """Kill, look, print."""
    house, lives = prepared(address), random.Random(seed)  # noqa: S311 - when to kill
    begun = 0
    for morning in MORNINGS:
        moment = morning
        for _ in range(kills):
            act = partial(work, house, moment)
            begun += child(act, lives.randint(1, MOST_BEFORE), lives.random() * LONGEST_PAUSE)
            moment += MINUTE
        begun += child(partial(work, house, moment), None, 0)
        assert child(partial(work, house, moment + MINUTE), None, 0) == 0  # nothing is left to do
    print(json.dumps({**told(house), "begun": begun}))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
