"""Kill people at work on procedures at random moments and look at what is left. Run as a program, as ``killing`` is.

    python -m tests.crash.killing_acts ADDRESS KILLS SEED

A child takes bids over, saves a sheet and fixes the quality of one procedure after another; each is confirmed once it
is committed. Then everything confirmed is there, and nothing is half there: a bid with its price and its line in the
log, a sheet as somebody saved it, a fixed quality with all its points, its line, and no draft beside it.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from app.demo import add_people
from app.house import House
from app.migrations import upgrade
from app.wiring import build_house
from infra.audit.model import Event
from infra.audit.repository import AuditRepository
from infra.audit.tables import AuditRow
from infra.audit.verification import ChainCheck
from infra.database import Database
from infra.fields.tables import FieldRow
from infra.identity.demo import DEMO_CITY
from procurement.model import CONSENSUS, ProcedureStage
from procurement.rules.procedure.stages import Step
from procurement.services.intake.importing import GivenBid
from procurement.services.procedures import Wish
from procurement.services.score_fields import FOUND, JOINT
from procurement.tables import BidPriceRow, BidRow, FrozenScoreRow, ProcedureRow
from tests.bids import DEADLINE, EVALUATOR, TENDERERS, with_bids
from tests.copies import Original
from tests.crash.killing import BATCH, Figures, is_whole, killed_writer
from tests.fakes import StoppedClock
from tests.procedures import ASKER, opened
from tests.sheets import FIRST_BID, agree_all, cell, consensus, scoring

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
IMPORTED, SCORED, AGREED = "vg-1", "vg-2", "vg-3"
LONGEST_LIFE = 2.0
LOT = 1


def act(house: House, run: int, number: int) -> str:
    """Do the next of the three acts and return what is confirmed of it."""
    return (take_over, save, fix)[number % 3](house, run, number)


def take_over(house: House, run: int, number: int) -> str:
    given = GivenBid(lot=LOT, tenderer=f"Bieter {run} {number}", received_at=DEADLINE, gross_eur="1.00")
    done = house.bid_import.add(ASKER, IMPORTED, opened(house, IMPORTED).procedure.version, given)
    return f"bid:{done.bids[0].id}"


def save(house: House, run: int, number: int) -> str:
    held = house.sheets.open(EVALUATOR, SCORED, LOT).cells[FIRST_BID, "F1"].field(FOUND)
    wish = cell(FIRST_BID, "F1", FOUND, f"gelesen {run} {number}", held.version)
    return f"version:{house.sheets.change(EVALUATOR, SCORED, LOT, wish).version}"


def fix(house: House, run: int, number: int) -> str:
    slug = Original(house, AGREED).copy(f"{run}-{number}")
    version = opened(house, slug).procedure.version
    house.stepping.take(ASKER, slug, Wish(step=Step.FIX_QUALITY, version=version))
    return f"fixed:{slug}"


def prepared(address: str) -> House:
    """Set the database up; what children need is loaded by then."""
    database = Database(address)
    upgrade(database)
    house = build_house(database, clock=StoppedClock(NOW))
    add_people(house)
    with_bids(house, IMPORTED.upper())
    scoring(house, SCORED.upper())
    consensus(house, AGREED.upper())
    agree_all(house, AGREED)
    for number in range(3):
        act(house, 0, number)
    database.close()  # connections must not be shared with the children; they open their own
    return house


@dataclass(frozen=True)
class Left:
    """What is there after a kill.

    Args:
        there: What could be confirmed.
        version: Of the sheet's field.
        half: Things of which only a part is there.
    """

    there: frozenset[str]
    version: int
    half: int

    def lost(self, confirmed: Iterable[str]) -> int:
        """Return how much of what was confirmed is missing."""
        versions = {f"version:{number}" for number in range(1, self.version + 1)}
        return len(set(confirmed) - self.there - versions)


def left(session: Session) -> Left:
    """Return what is there."""
    told = list(session.exec(select(AuditRow.event, AuditRow.subject_id)))
    bids = set(session.exec(select(BidRow.bid).where(col(BidRow.slug) == IMPORTED)))
    prices = set(session.exec(select(BidPriceRow.bid).where(col(BidPriceRow.slug) == IMPORTED)))
    versions = list(session.exec(select(FieldRow.version).where(col(FieldRow.field) == FOUND)))
    stages = session.exec(select(ProcedureRow.slug, ProcedureRow.stage))
    fixed = {slug for slug, stage in stages if stage is ProcedureStage.QUALITY_FIXED}
    points = Counter(session.exec(select(FrozenScoreRow.slug).where(col(FrozenScoreRow.person_id) == CONSENSUS)))
    joint = session.exec(select(FieldRow.record_id).where(col(FieldRow.kind) == JOINT.kind))
    half = (
        len(bids ^ prices),
        abs(told.count((Event.BIDS_IMPORTED, IMPORTED)) + len(TENDERERS) - len(bids)),
        len(fixed ^ {slug for event, slug in told if event == Event.QUALITY_FIXED}),
        len(fixed ^ points.keys()),
        len(set(points.values())) - 1,
        len(fixed & {one.partition("/")[0] for one in joint}),
    )
    there = frozenset({f"bid:{one}" for one in bids} | {f"fixed:{one}" for one in fixed})
    return Left(there, max(versions), sum(half))


class Look:
    """Looks at the database as a new process does.

    Args:
        address: The database.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._check = ChainCheck(DEMO_CITY)

    def again(self) -> tuple[Left, bool]:
        """Return what is left, and whether file and chain are whole."""
        database = Database(self._address)
        with database.read(DEMO_CITY) as session:
            log = AuditRepository(session)
            while batch := log.batch(self._check.head or None, BATCH):
                for entry in batch:
                    self._check.add(entry)
            found = left(session)
        whole = self._check.finish().holds and is_whole(database)
        database.close()
        return found, whole


def kill_many(address: str, kills: int, seed: int) -> Figures:
    """Kill so many people one after another and count."""
    house, look = prepared(address), Look(address)
    lives, figures, confirmed = random.Random(seed), Figures(), set[str]()  # noqa: S311 - when to kill
    begun = time.perf_counter()
    for run in range(1, kills + 1):
        confirmed |= killed_writer(house, run, lives.random() * LONGEST_LIFE, act)
        found, is_whole_now = look.again()
        figures.kills += 1
        figures.lost += found.lost(confirmed)
        figures.half += found.half
        figures.broken += not is_whole_now
    figures.confirmed = len(confirmed)
    figures.seconds = round(time.perf_counter() - begun, 1)
    return figures


def main(arguments: list[Any]) -> None:
    address, kills, seed = arguments
    print(json.dumps(asdict(kill_many(address, int(kills), int(seed)))))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(sys.argv[1:])
