"""Kill writers at random moments and look at what is left. Run as a program: it forks, which a test runner must not.

    python -m tests.crash.killing ADDRESS KILLS SEED

A child, forked from this warm process, stores evaluations through the service layer and confirms each over a pipe once
it is committed. It is killed with SIGKILL at a random moment. Then everything confirmed is there, every evaluation has
its audit line and every line its evaluation, the chain holds and SQLite finds its file whole. Prints figures as JSON.
"""

import json
import os
import random
import signal
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from app.demo import add_people
from app.house import House
from app.migrations import upgrade
from app.wiring import build_house
from infra.audit.model import Event
from infra.audit.repository import AuditRepository
from infra.audit.tables import AuditRow
from infra.audit.verification import ChainCheck
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.model import operator
from procurement.tables import EvaluationRow
from tests.factories import as_bytes, sample

Write = Callable[[House, int, int], str]
"""Writes something in the given run, the given time, and returns what is confirmed once it is committed."""

LONGEST_LIFE_WRITES = 5
WARMING = 6
BATCH = 1_000


@dataclass
class Figures:
    """What happened.

    Args:
        kills: Writers killed.
        confirmed: Evaluations they had confirmed.
        unconfirmed: Evaluations that were committed while the confirmation was cut off: allowed, since nobody was told.
        lost: Confirmed evaluations that are missing.
        half: Evaluations without audit line, or lines without evaluation.
        broken: How often the chain did not hold or the file was damaged.
        seconds: How long it took.
    """

    kills: int = 0
    confirmed: int = 0
    unconfirmed: int = 0
    lost: int = 0
    half: int = 0
    broken: int = 0
    seconds: float = 0.0


def stored(house: House, reference: str) -> tuple[str, float]:
    """Store an evaluation; return its name and how long that took."""
    document, begun = sample(), time.perf_counter()
    data = as_bytes({**document, "procedure": {**document["procedure"], "reference": reference}})
    slug = house.procurement.store_evaluation(operator(DEMO_CITY), data).summary.slug
    return slug, time.perf_counter() - begun


def store_next(house: House, run: int, number: int) -> str:
    """Store an evaluation and return what is confirmed of it."""
    return stored(house, f"KILL {run} {number}")[0]


def write_on(house: House, pipe: int, run: int, write: Write) -> None:
    """Write and confirm until the end comes from outside."""
    number = 0
    with house.transactions.database.read():
        pass
    os.write(pipe, b"\n")
    while True:
        number += 1
        os.write(pipe, f"{write(house, run, number)}\n".encode())


def killed_writer(house: House, run: int, life: float, write: Write = store_next) -> set[str]:
    """Return what a writer confirmed before it was killed; its life counts from its first connection."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write_on(house, writing, run, write)
        finally:
            os._exit(1)
    os.close(writing)
    os.read(reading, 1)
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        confirmed, _, _cut_off = pipe.read().rpartition(b"\n")
    return set(confirmed.decode().split())


class Look:
    """What was there so far, so that each look costs only what is new."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._check = ChainCheck(DEMO_CITY)
        self.stored: set[str] = set()
        self.logged: set[str] = set()

    def again(self) -> bool:
        """Look at the database as a new process does, and tell whether file and chain are whole."""
        database = Database(self._address)
        with database.read(DEMO_CITY) as session:
            self.stored = set(session.exec(select(EvaluationRow.slug)))
            lines = select(AuditRow.subject_id).where(
                col(AuditRow.event) == Event.EVALUATION_STORED, col(AuditRow.sequence) > self._check.head
            )
            self.logged |= set(session.exec(lines))
            log = AuditRepository(session)
            while batch := log.batch(self._check.head or None, BATCH):
                for entry in batch:
                    self._check.add(entry)
        whole = self._check.finish().holds and is_whole(database)
        database.close()
        return whole


def is_whole(database: Database) -> bool:
    """Tell whether SQLite finds its file whole."""
    if database.backend != "sqlite":
        return True
    with database.maintain(read_only=True) as session:
        return session.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]


def prepared(address: str) -> tuple[House, float]:
    """Set the database up and warm this process: the children inherit what is loaded. Tell how long a write takes."""
    database = Database(address)
    upgrade(database)
    house = build_house(database)
    add_people(house)
    seconds = [stored(house, f"WARM {number}")[1] for number in range(WARMING)]
    database.close()  # connections must not be shared with the children; they open their own
    return house, statistics.median(seconds[1:])


def kill_many(address: str, kills: int, seed: int) -> Figures:
    """Kill so many writers one after another and count."""
    house, write_seconds = prepared(address)
    lives, look, figures, confirmed = random.Random(seed), Look(address), Figures(), set[str]()  # noqa: S311 - when to kill
    begun, lived, pace = time.perf_counter(), 0.0, write_seconds
    for run in range(kills):
        life = lives.random() * LONGEST_LIFE_WRITES * pace
        confirmed |= killed_writer(house, run, life)
        figures.kills += 1
        lived += life
        # Beside other work a write takes longer than it did while warming; each life ended within one more write.
        pace = max(write_seconds, lived / (len(confirmed) + figures.kills))
        figures.broken += not look.again()
        figures.lost += len(confirmed - look.stored)
        figures.half += len(look.stored ^ look.logged)
    figures.confirmed = len(confirmed)
    figures.unconfirmed = len(look.stored - confirmed) - WARMING
    figures.seconds = round(time.perf_counter() - begun, 1)
    return figures


def main(arguments: list[Any]) -> None:
    address, kills, seed = arguments
    print(json.dumps(asdict(kill_many(address, int(kills), int(seed)))))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(sys.argv[1:])
