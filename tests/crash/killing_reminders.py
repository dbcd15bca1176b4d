"""Kill the process that reminds of late answers at random moments. Run as a program, as ``killing`` is.

    python -m tests.crash.killing_reminders ADDRESS KILLS SEED

On two mornings every clock of some requests is late: the first day after it, and after the period of grace. The morning
job is killed so often as stated, started anew each time by a new process, and comes to its end in the last. Prints as
JSON what people were told and what the audit log says.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import select

from app.digitalcheck_wiring import reminders
from app.house import House
from app.wiring import build_house
from capacity.model import ReviewLight
from capacity.services import reminding
from capacity.tables.clocks import ReminderRow
from infra.audit.model import Event
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.jobs.runner import Runner
from infra.jobs.services import Jobs
from infra.notices.tables import NoticeRow
from tests.audit_lines import lines_of
from tests.capacity.test_requests import ADIT, MONDAY, in_review, submitted
from tests.fakes import StoppedClock
from tests.people import actor

plain_remind = reminding.remind_of
HANDED_IN, IN_REVIEW = 3, 3
MORNINGS = (timedelta(days=15), timedelta(days=23))
MOST_BEFORE, LONGEST_PAUSE = 5, 0.02
MINUTE = timedelta(minutes=1)
"""The next process looks when the lease of the one before is over."""


def prepared(address: str) -> House:
    """Return a house with requests that nobody answers."""
    database = Database(address)
    house = build_house(database, clock=StoppedClock(MONDAY))
    for number in range(HANDED_IN):
        submitted(house, f"Eingereicht {number}")
    for _ in range(IN_REVIEW):
        in_review(house)
    database.close()  # connections must not be shared with the children; they open their own
    return house


def work(house: House, moment: datetime) -> None:
    """Do what is due at a moment."""
    clock = house.transactions.clock
    clock.moment = moment  # type: ignore[attr-defined]  # a stopped clock
    runner = Runner(Jobs(house.transactions, [reminders(clock)]))
    runner.plan_once()
    while runner.work_once():
        pass


def telling(pipe: int, *given: Any) -> int:  # noqa: ANN401 - as ``remind_of`` is called
    """Do what a reminder does, and tell over the pipe that it is about to be committed."""
    sent = plain_remind(*given)
    os.write(pipe, b"\n")
    return sent


def remind(house: House, moment: datetime, pipe: int) -> None:
    """Do what is due at a moment, and tell over the pipe of each reminder."""
    reminding.remind_of = partial(telling, pipe)
    work(house, moment)


def child(act: Callable[[int], None], most: int | None, seconds: float) -> int:
    """Work in a process of its own, killed a little after it told of so many acts; return how many it told of."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            act(writing)
        finally:
            os._exit(0)
    os.close(writing)
    count = 0
    while (most is None or count < most) and os.read(reading, 1):
        count += 1
    if most is not None:
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(reading)
    return count


def told(house: House) -> dict[str, object]:
    """Return what was sent, noted and logged."""
    house.transactions.clock.moment = MONDAY + 2 * MORNINGS[-1]  # type: ignore[attr-defined]  # after all that happened
    with house.transactions.database.read(DEMO_CITY) as session:
        rows = session.exec(select(ReminderRow)).all()
        notices = [one.person_id for one in session.exec(select(NoticeRow)) if one.kind == "capacity-late"]
    logged = lines_of(house.transactions.database, DEMO_CITY)
    kinds = [one for one in logged if one["event"] == Event.CAPACITY_REMINDED]
    lines = [json.dumps([one["subject"], one["details"]], sort_keys=True) for one in kinds]
    by_person = Counter(notices)
    people = ("adit", "datenschutz", "sicherheit", "vergabestelle")
    names = {name: by_person[str(actor(name).person)] for name in people}
    silent = sum(
        review.light is ReviewLight.FEHLT
        for number in range(HANDED_IN + 1, HANDED_IN + IN_REVIEW + 1)
        for review in house.digital.request_desk.see(ADIT, number).reviews
    )
    return {
        "reminders": len(rows),
        "lines": len(lines),
        "different_lines": len(set(lines)),
        "notices": len(notices),
        "silent": silent,
        "holds": house.audit_log.verify(actor("revision")).holds,
        **names,
    }


def main(address: str, kills: int, seed: int) -> None:
    """Kill, look, print."""
    house, lives = prepared(address), random.Random(seed)  # noqa: S311 - when to kill
    begun = 0
    for morning in MORNINGS:
        moment = MONDAY + morning
        for _ in range(kills):
            act = partial(remind, house, moment)
            begun += child(act, lives.randint(1, MOST_BEFORE), lives.random() * LONGEST_PAUSE)
            moment += MINUTE
        begun += child(partial(remind, house, moment), None, 0)
        assert child(partial(remind, house, moment + MINUTE), None, 0) == 0  # nothing is left to do
    print(json.dumps({**told(house), "begun": begun}))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
