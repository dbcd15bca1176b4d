"""Wrong attempts to open, through the services on both databases: every one is refused and written down.

``PRUEFSTAND_ATTEMPTS`` says how many are made; `make soak` makes 10,000. The rule alone is asked 10,000 times in every
run (``test_sealed_rules``).
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

from app.house import House
from app.wiring import build_house
from core.errors import PruefstandError
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.model import Actor
from infra.sealing import new_key
from procurement.model import ProcedureStage
from tests.audit_lines import lines_of
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import opened
from tests.sealed import (
    ASKER,
    AUDITOR,
    OCTOBER,
    RELEASER,
    SECOND_AUDITOR,
    SETTLED,
    THIRD,
    Sealed,
    at,
    claimed,
    handed_in,
    sealed,
)

ATTEMPTS = int(os.environ.get("PRUEFSTAND_ATTEMPTS", "30"))
ONE_US = timedelta(microseconds=1)
HOLDERS = (ASKER, RELEASER, THIRD, AUDITOR, SECOND_AUDITOR)
STRANGERS = tuple(map(actor, ("fachamt", "wertung", "adit", "verwaltung")))


def test_no_wrong_attempt_opens_and_each_leaves_its_line(demo_database: Database) -> None:
    house, chance = build_house(demo_database, clock=StoppedClock(OCTOBER)), Random(71)  # noqa: S311 - a seed
    world = sealed(house)
    handed_in(house, claimed(house, world))
    before = len(lines_of(demo_database, DEMO_CITY))
    told = Counter(ended(attempt(house, world, chance)) for _ in range(ATTEMPTS))

    assert told.keys() <= {"SealKeyWrongError", "SealedOpeningRefusedError", "AccessDeniedError"}
    assert len(told) == 3
    assert opened(house, world.slug).procedure.stage is ProcedureStage.PUBLISHED
    lines = Counter(one["event"] for one in lines_of(demo_database, DEMO_CITY)[before:])
    assert lines["access-denied"] == told["AccessDeniedError"]
    assert lines["sealed-opening-refused"] == ATTEMPTS - told["AccessDeniedError"]
    right = at(house, SETTLED).sealed.sealed_opening
    assert [right.show(one, world.slug, world.key(one)).bids for one in (RELEASER, ASKER)] == [None, 1]


def attempt(house: House, world: Sealed, chance: Random) -> Callable[[], object]:
    """Return an attempt that cannot succeed: a wrong key, too early, or by somebody who may not."""
    due = at(house, SETTLED).sealed.sealed_opening
    early = at(house, SETTLED - ONE_US).sealed.sealed_opening
    by, other = chance.sample(HOLDERS, 2)
    return chance.choice(
        (
            lambda: due.show(by, world.slug, wrong(world, chance, other)),
            lambda: early.show(by, world.slug, world.key(by)),
            lambda: due.show(chance.choice(STRANGERS), world.slug, world.key(by)),
        )
    )


def wrong(world: Sealed, chance: Random, other: Actor) -> str:
    """Return the key of somebody else, a new one, half of one, or none."""
    key = world.key(other)
    return chance.choice((key, new_key().secret, key[: chance.randrange(len(key))], key[::-1], ""))


def ended(call: Callable[[], object]) -> str:
    try:
        call()
    except PruefstandError as refused:
        return type(refused).__name__
    return "done"
