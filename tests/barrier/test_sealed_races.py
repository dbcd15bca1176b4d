"""Handing in, opening, extending and withdrawing at the same moment: what was taken in time is opened, nothing else.

``PRUEFSTAND_RACES`` says how many rounds each pair runs; `make soak` runs 200.
"""

import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.model import Actor
from procurement.model import ProcedureStage
from procurement.rules.procedure.stages import Step
from procurement.services.procedures import Wish
from tests.barrier.test_procedure_races import Call, raced
from tests.fakes import StoppedClock
from tests.procedures import ASKER, RELEASER, opened, take
from tests.sealed import (
    DUE,
    OCTOBER,
    SETTLED,
    THIRD,
    Sealed,
    at,
    claimed,
    handed_in,
    intake_of,
    keys_of,
    offer,
    with_people,
)

ROUNDS = int(os.environ.get("PRUEFSTAND_RACES", "2"))
LATER = DUE + timedelta(days=14)
ONE_US = timedelta(microseconds=1)


@dataclass
class World:
    """Procedures with sealed intakes, one for each round, and keys made once.

    Args:
        house: Services in October.
        keys: Secret keys by id of their person.
    """

    house: House
    keys: dict[str, str] = field(repr=False)

    def at(self, moment: datetime) -> House:
        """Return the services at a moment; asked for before a race, so that all begin at once."""
        return at(self.house, moment)

    def sealed(self, number: int) -> Sealed:
        return intake_of(self.house, f"VG-{number}", self.keys)

    def ready(self, number: int) -> Sealed:
        """Return one whose first officer is there to open."""
        world = self.sealed(number)
        self.opening(world, ASKER)()
        return world

    def opening(self, world: Sealed, by: Actor = RELEASER) -> Call:
        door, key = self.at(SETTLED).sealed.sealed_opening, world.key(by)
        return lambda: door.show(by, world.slug, key)

    def handing_in(self, code: str, tenderer: str = "Alpha GmbH", moment: datetime = DUE) -> Call:
        door, given = self.at(moment).sealed.handing_in, offer(code, tenderer)
        return lambda: door.hand_in(DEMO_CITY, given)

    def withdrawing(self, code: str) -> Call:
        door = self.at(DUE).sealed.handing_in
        return lambda: door.withdraw(DEMO_CITY, code)

    def changing(self, world: Sealed) -> Call:
        """Return the start of a change at the last moment that allows one."""
        house = self.at(DUE - ONE_US)
        version = opened(house, world.slug).procedure.version
        wish = Wish(step=Step.START_CHANGE, version=version, reason="Frist verlängern")
        return lambda: house.stepping.take(ASKER, world.slug, wish)

    def extending(self, world: Sealed) -> Call:
        """Return the release of a longer period at the last moment that allows it."""
        house, slug = self.at(DUE - ONE_US), world.slug
        changed = take(house, slug, Step.START_CHANGE, reason="Frist verlängern")
        house.drafting.save_plan(ASKER, slug, changed.version, replace(changed.plan, bid_deadline=LATER))
        take(house, slug, Step.REQUEST_RELEASE)
        seen = opened(house, slug, RELEASER)
        wish = Wish(step=Step.RELEASE, version=seen.procedure.version, seen=seen.facts.content_digest)
        return lambda: house.stepping.take(RELEASER, slug, wish)

    def bids(self, world: Sealed) -> list[str]:
        return sorted(one.bid.tenderer for one in self.at(SETTLED).bids.all(ASKER, world.slug).bids)


@pytest.fixture
def world(database: Database) -> World:
    house = build_house(database, clock=StoppedClock(OCTOBER))
    with_people(house)
    return World(house, keys_of(house, ASKER, RELEASER, THIRD))


def test_a_bid_at_the_last_moment_and_the_opening(world: World) -> None:
    """A receipt is never given for what the opening does not bring, and an opened intake takes nothing."""
    for number in range(ROUNDS):
        one = world.ready(number)
        code = claimed(world.house, one)
        handed_in(world.house, claimed(world.house, one, 1), "Beta AG")

        taken, first, second = raced(world.handing_in(code), world.opening(one), world.opening(one, THIRD))

        assert sorted((first, second)) in (["SealedOpeningRefusedError", "done"], ["StepNotPossibleError", "done"])
        assert taken in {"done", "BidRefusedLateError"}
        assert world.bids(one) == (["Alpha GmbH", "Beta AG"] if taken == "done" else ["Beta AG"])


def test_withdrawing_and_the_opening(world: World) -> None:
    for number in range(ROUNDS):
        one = world.ready(number)
        code = claimed(world.house, one)
        handed_in(world.house, code)

        withdrawn, opened_now = raced(world.withdrawing(code), world.opening(one))

        assert opened_now == "done"
        assert withdrawn in {"done", "BidRefusedLateError"}
        assert world.bids(one) == ([] if withdrawn == "done" else ["Alpha GmbH"])


def test_changing_the_deadline_and_the_opening(world: World) -> None:
    """Whichever comes first keeps the other out: nothing is changed that is open, nothing opened that is changed."""
    for number in range(ROUNDS):
        one = world.ready(number)
        handed_in(world.house, claimed(world.house, one))

        changed, opened_now = raced(world.changing(one), world.opening(one))

        assert sorted((changed, opened_now)) in (["StepNotPossibleError", "done"], ["VersionConflictError", "done"])
        assert world.bids(one) == (["Alpha GmbH"] if opened_now == "done" else [])


def test_a_longer_period_and_a_bid_and_the_opening(world: World) -> None:
    """A bid after the old deadline is taken once the new one is published; the old one opens nothing, either way."""
    for number in range(ROUNDS):
        one = world.ready(number)
        code = claimed(world.house, one)

        extended, taken, opened_now = raced(
            world.extending(one), world.handing_in(code, moment=DUE + ONE_US), world.opening(one)
        )

        assert extended == "done"
        assert taken in {"done", "BidRefusedLateError"}
        assert opened_now in {"StepNotPossibleError", "SealedOpeningRefusedError"}
        assert world.bids(one) == []
        assert procedure_of(world, one) == (ProcedureStage.PUBLISHED, LATER)


def test_one_link_is_used_up_once(world: World) -> None:
    for number in range(ROUNDS):
        one = world.sealed(number)
        door = world.at(OCTOBER).sealed.handing_in
        told = raced(*[partial(door.claim, DEMO_CITY, one.links[0])] * 3)
        assert sorted(told) == ["AccessCodeWrongError", "AccessCodeWrongError", "done"]


def procedure_of(world: World, one: Sealed) -> tuple[ProcedureStage, datetime | None]:
    found = opened(world.house, one.slug).procedure
    return found.stage, found.plan.bid_deadline
