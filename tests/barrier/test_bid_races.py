"""Opening, taking over and examining bids at the same moment: one opening, and no bid behind the examination's back.

``PRUEFSTAND_RACES`` says how many rounds each pair runs; `make soak` runs 200.
"""

from collections import Counter
from datetime import UTC, datetime

import pytest

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.policy.model import Actor
from procurement.model import BidState, ProcedureStage
from procurement.rules.procedure.stages import Step
from procurement.services.intake.changing import NewState
from procurement.services.intake.importing import GivenBid
from procurement.services.intake.opening import OpeningRecord
from procurement.services.procedures import Wish
from tests.barrier.test_procedure_races import ROUNDS, Call, raced
from tests.bids import DEADLINE, OPENED_AT, awaiting_bids
from tests.fakes import StoppedClock
from tests.procedures import ASKER, RELEASER, opened

RECORD = OpeningRecord(opened_at=OPENED_AT, first_person="Erika Muster", second_person="Max Muster")
WITHDRAWN = NewState(version=1, state=BidState.WITHDRAWN, reason="Schreiben")


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))


def add(house: House, slug: str, version: int, tenderer: str) -> Call:
    given = GivenBid(lot=1, tenderer=tenderer, received_at=DEADLINE, gross_eur="1.00")
    return lambda: house.bid_import.add(ASKER, slug, version, given)


def record(house: House, slug: str, version: int, by: Actor) -> Call:
    return lambda: house.bid_opening.record(by, slug, version, RECORD)


def with_one_bid(house: House, reference: str) -> tuple[str, int]:
    before = awaiting_bids(house, reference)
    version = house.bid_opening.record(ASKER, before.slug, before.version, RECORD).version
    done = house.bid_import.add(
        ASKER, before.slug, version, GivenBid(lot=1, tenderer="Alpha GmbH", received_at=DEADLINE)
    )
    return before.slug, done.procedure.version


def test_bids_are_opened_once(house: House) -> None:
    for number in range(ROUNDS):
        before = awaiting_bids(house, f"VG-{number}")
        slug, version = before.slug, before.version
        calls = [record(house, slug, version, by) for by in (ASKER, RELEASER, ASKER)]
        told = Counter(raced(*calls))

        assert told == {"done": 1, "VersionConflictError": 2}
        assert len(house.bids.all(ASKER, slug).openings) == 1
        assert opened(house, slug).procedure.stage is ProcedureStage.OPENED


def test_no_bid_comes_in_or_changes_once_the_examination_has_begun(house: House) -> None:
    for number in range(ROUNDS):
        slug, version = with_one_bid(house, f"VG-{number}")
        wish = Wish(step=Step.START_EXAMINATION, version=version)

        def begin(slug: str = slug, wish: Wish = wish) -> None:
            house.stepping.take(RELEASER, slug, wish)

        def withdraw(slug: str = slug) -> None:
            house.bid_changes.set_state(ASKER, slug, "1-1-1-1", WITHDRAWN)

        begun, added, withdrawn = raced(begin, add(house, slug, version, "Beta AG"), withdraw)
        now = house.bids.all(ASKER, slug)
        states = [one.bid.state for one in now.bids]

        assert sorted((begun, added)) in (
            ["VersionConflictError", "done"],
            ["StepNotPossibleError", "done"],
        )
        assert (len(states) == 2) == (added == "done")
        assert (states[0] is BidState.WITHDRAWN) == (withdrawn == "done")
        if begun == "done":
            assert any(state is BidState.RECEIVED for state in states)
            assert withdrawn == "BidsNotAcceptedError"
