"""Kill the process that sends the daily mail at random moments. Run as a program, as ``killing`` is.

    python -m tests.crash.killing_mails ADDRESS KILLS SEED

On some mornings answers wait for everybody who ordered the mail. The morning job is killed so often as stated while it
sends to a mail server of this program, started anew each time by a new process, and comes to its end in the last.
Prints as JSON how many mails came for whom, and who was told that nobody knows of theirs.
"""

import json
import os
import random
import re
import sys
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlmodel import select

from app.house import House
from app.wiring import build_house
from core.german import german_date
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.jobs.runner import Runner
from infra.jobs.services import Jobs
from infra.mail import Encryption
from infra.notices.tables import NoticeRow
from infra.settings import Settings
from tests.capacity.test_requests import MONDAY, in_review, submitted
from tests.crash.killing_reminders import LONGEST_PAUSE, MINUTE, child
from tests.fakes import StoppedClock
from tests.infra.test_mail import PostOffice
from tests.people import actor

PEOPLE = ("adit", "datenschutz", "sicherheit", "vergabestelle", "vergabestelle2", "vergabestelle3")
HANDED_IN, IN_REVIEW = 2, 2
MORNINGS = tuple(MONDAY + timedelta(days=days) for days in (1, 2))
MOST_BEFORE = 2
"""Most mails between two deaths: then each morning has enough left to die at."""


def prepared(address: str, office: PostOffice) -> House:
    """Return a house where answers wait for people who ordered the mail."""
    database = Database(address)
    settings = Settings(DATABASE_URL=address, smtp=office.address)
    house = build_house(database, clock=StoppedClock(MONDAY), settings=settings)
    for number in range(HANDED_IN):
        submitted(house, f"Eingereicht {number}")
    for _ in range(IN_REVIEW):
        in_review(house)
    for name in PEOPLE:
        house.queue.subscribing.set_address(actor(name), f"{name}@musterstadt.de")
    database.close()  # connections must not be shared with the children; they open their own
    return house


def send(house: House, moment: datetime, pipe: int) -> None:
    """Send what is due at a moment, and tell over the pipe of each mail before it goes."""
    mailer = house.queue.subscribing.mailer
    assert mailer is not None
    plain = mailer.send

    def telling(*given: Any) -> None:  # noqa: ANN401 - as ``send`` is called
        os.write(pipe, b"\n")
        plain(*given)

    mailer.send = telling  # type: ignore[assignment,method-assign]  # in this process alone
    house.transactions.clock.moment = moment  # type: ignore[attr-defined]  # a stopped clock
    runner = Runner(Jobs(house.transactions, [house.queue.subscribing.kind()]))
    runner.plan_once()
    while runner.work_once():
        pass


def told(house: House) -> Counter[tuple[str, str]]:
    """Return who was told how often that nobody knows of their mail of a day."""
    with house.transactions.database.read(DEMO_CITY) as session:
        rows = [one for one in session.exec(select(NoticeRow)) if one.kind == "queue-mail-unsure"]
    names = {str(actor(name).person): name for name in PEOPLE}
    return Counter((names[one.person_id], one.properties["day"]) for one in rows)


def lines_twice(office: PostOffice) -> int:
    """Return how many requests stand in a mail more than once."""
    twice = 0
    for one in office.mails:
        text = one.get_payload(decode=True)
        assert isinstance(text, bytes)
        named = Counter(re.findall(r"^Nr\. \d+.*?Was: [^\n]+", text.decode(), re.MULTILINE | re.DOTALL))
        twice += sum(count - 1 for count in named.values()) + (not named)
    return twice


def figures(address: str, kills: int, lives: random.Random, office: PostOffice) -> dict[str, int]:
    """Kill and look."""
    house = prepared(address, office)
    came, begun = Counter[tuple[str, str]](), 0
    for morning in MORNINGS:
        moment, before = morning, len(office.mails)
        for number in range(kills):  # the first kill comes at once, when the mail has hardly begun to go
            act, pause = partial(send, house, moment), lives.random() * LONGEST_PAUSE
            begun += child(act, lives.randint(1, MOST_BEFORE), pause if number else 0)
            moment += MINUTE
        begun += child(partial(send, house, moment), None, 0)
        assert child(partial(send, house, moment + MINUTE), None, 0) == 0  # nothing is left to do
        of_day = german_date(morning.date())
        came.update((str(one["To"]).partition("@")[0], of_day) for one in office.mails[before:])
    asked, unsure = {(name, german_date(day.date())) for name in PEOPLE for day in MORNINGS}, told(house)
    return {
        "asked": len(asked),
        "begun": begun,
        "came": sum(came.values()),
        "twice": sum(count > 1 for count in came.values()),
        "lines_twice": lines_twice(office),
        "unsure": sum(unsure.values()),
        "told_twice": sum(count > 1 for count in unsure.values()),
        "silent": len(asked - came.keys() - unsure.keys()),
        "others": len((came.keys() | unsure.keys()) - asked),
    }


def main(address: str, kills: int, seed: int) -> None:
    """Kill, look, print."""
    with closing(PostOffice(Encryption.NONE)) as office:
        lives = random.Random(seed)  # noqa: S311 - when to kill
        print(json.dumps(figures(address, kills, lives, office)))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
