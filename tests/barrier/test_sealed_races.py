"""Handing in, opening, extending and withdrawing at the same moment: what was taken in time is opened, nothing else.

``PRUEFSTAND_RACES`` says how many rounds each pair runs; `make soak` runs 200.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from procurement.model import Procedure
from procurement.rules.procedure.stages import Step
from procurement.services.procedures import Wish
from tests.barrier.test_procedure_races import ROUNDS, Call, raced
from tests.fakes import StoppedClock
from tests.procedures import ASKER, RELEASER, opened
from tests.sealed import DUE, OCTOBER, SETTLED, THIRD, Sealed, at, claimed, handed_in, intake_of, keys_of, with_people


@dataclass
class World:
    """Procedures with sealed intakes, one for each round, and keys made once."""

    house: House
    keys: dict[str, str] = field(repr=False)

    def sealed(self, number: int) -> Sealed:
        return intake_of(self.house, f"VG-{number}", self.keys)

    def ready(self, number: int) -> Sealed:
        """Return one whose first officer is there to open."""
        world = self.sealed(number)
        self.opening(world, ASKER)()
        return world

    def opening(self, world: Sealed, by: object = RELEASER) -> Call:
        one = RELEASER if by is RELEASER else THIRD if by is THIRD else ASKER
        return lambda: at(self.house, SETTLED).sealed.sealed_opening.show(one, world.slug, world.key(one))

    def bids(self, world: Sealed) -> list[str]:
        return [one.bid.tenderer for one in at(self.house, SETTLED).bids.all(ASKER, world.slug).bids]


@pytest.fixture
def world(database: Database) -> World:
    house = build_house(database, clock=StoppedClock(OCTOBER))
    with_people(house)
    return World(house, keys_of(house, ASKER, RELEASER, THIRD))


def handing_in(house: House, code: str, tenderer: str) -> Callable[[], object]:
    return lambda: handed_in(house, code, tenderer, moment=DUE)


def test_a_bid_at_the_last_moment_and_the_opening(world: World) -> None:
    """A receipt is never given for what the opening does not bring, and an opened intake takes nothing."""
    for number in range(ROUNDS):
        one = world.ready(number)
        code = claimed(world.house, one)
        handed_in(world.house, claimed(world.house, one, 1), "Beta AG")

        taken, first, second = raced(
            handing_in(world.house, code, "Alpha GmbH"), world.opening(one), world.opening(one, THIRD)
        )

        assert sorted((first, second)) in (["SealedOpeningRefusedError", "done"], ["StepNotPossibleError", "done"])
        assert sorted(world.bids(one)) == (["Alpha GmbH", "Beta AG"] if taken == "done" else ["Beta AG"])


def test_withdrawing_and_the_opening(world: World) -> None:
    for number in range(ROUNDS):
        one = world.ready(number)
        code = claimed(world.house, one)
        handed_in(world.house, code)
        door = at(world.house, DUE).sealed.handing_in

        withdrawn, opened_now = raced(lambda d=door, c=code: d.withdraw(DEMO_CITY, c), world.opening(one))  # type: ignore[misc]

        assert opened_now == "done"
        assert world.bids(one) == ([] if withdrawn == "done" else ["Alpha GmbH"])


def test_changing_the_deadline_and_a_bid_or_the_opening(world: World) -> None:
    """A change that begins before the deadline never meets an opening; bids are taken by the published deadline."""
    for number in range(ROUNDS):
        one = world.sealed(number)
        code = claimed(world.house, one)
        before = opened(at(world.house, DUE), one.slug).procedure

        changed, taken, early = raced(
            _change(world, before), handing_in(world.house, code, "Alpha GmbH"), world.opening(one)
        )

        assert (taken, early) == ("done", "done")  # the key was shown: present, nothing opened
        assert changed in {"done", "StepNotPossibleError"}
        assert world.bids(one) == []


def test_one_link_is_used_up_once(world: World) -> None:
    for number in range(ROUNDS):
        one = world.sealed(number)
        told = raced(*[lambda w=one: claimed(world.house, w) for _ in range(3)])
        assert sorted(told) == ["AccessCodeWrongError", "AccessCodeWrongError", "done"]


def _change(world: World, before: Procedure) -> Call:
    wish = Wish(step=Step.START_CHANGE, version=before.version, reason="Frist verlängern")
    return lambda: at(world.house, OCTOBER).stepping.take(ASKER, before.slug, wish)
