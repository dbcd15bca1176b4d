"""Releasing and changing a procedure at the same moment: what is published is what two people have seen.

``PRUEFSTAND_RACES`` says how many rounds each pair runs; `make soak` runs 200.
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import PruefstandError
from infra.database import Database
from infra.fields.model import Edit
from procurement.model import ProcedureStage
from procurement.rules.procedure.stages import Step
from procurement.services.procedures import Wish
from tests.barrier.test_lost_updates import together
from tests.fakes import StoppedClock
from tests.procedures import ASKER, RELEASER, opened, plan, prepared, take

ROUNDS = int(os.environ.get("PRUEFSTAND_RACES", "5"))

Call = Callable[[], object]


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))


def raced(*calls: Call) -> list[str]:
    """Let calls begin at the same moment and return how each ended."""

    def tell(number: int) -> str:
        try:
            calls[number]()
        except PruefstandError as refused:
            return type(refused).__name__
        return "done"

    return together(len(calls), tell)


def release(house: House, slug: str) -> Call:
    """Return the release of what the releaser sees now."""
    seen = opened(house, slug, RELEASER)
    wish = Wish(step=Step.RELEASE, version=seen.procedure.version, seen=seen.facts.content_digest)
    return lambda: house.stepping.take(RELEASER, slug, wish)


def request(house: House, slug: str) -> Call:
    seen = opened(house, slug)
    wish = Wish(step=Step.REQUEST_RELEASE, version=seen.procedure.version, seen=seen.facts.content_digest)
    return lambda: house.stepping.take(ASKER, slug, wish)


def save_text(house: House, slug: str) -> Call:
    edit = Edit(field="klauseln", value="untergeschoben", base_version=1)
    return lambda: house.drafting.change_text(ASKER, slug, edit)


def save_plan(house: House, slug: str) -> Call:
    version = opened(house, slug).procedure.version
    return lambda: house.drafting.save_plan(RELEASER, slug, version, plan(title="Anders"))


def test_a_release_and_taking_it_back_exclude_each_other(house: House) -> None:
    for number in range(ROUNDS):
        slug = prepared(house, f"VG-{number}").slug
        asked = take(house, slug, Step.REQUEST_RELEASE)
        seal = opened(house, slug).facts.content_digest

        def take_back(slug: str = slug, version: int = asked.version) -> None:
            wish = Wish(step=Step.HAND_BACK, version=version, reason="doch anders")
            house.stepping.take(ASKER, slug, wish)
            save_text(house, slug)()

        told = raced(release(house, slug), take_back, save_text(house, slug))
        now = opened(house, slug)
        assert Counter(told[:2]) == {"done": 1, "VersionConflictError": 1}
        assert (told[0] == "done") == (now.procedure.stage is ProcedureStage.PUBLISHED) == (len(now.publications) == 1)
        if told[0] == "done":
            assert told[2] == "ProcedureFrozenError"
            assert "untergeschoben" not in now.publications[0].document
            assert asked.asked_digest == seal


def test_many_releases_publish_once(house: House) -> None:
    for number in range(ROUNDS):
        slug = prepared(house, f"VG-{number}").slug
        take(house, slug, Step.REQUEST_RELEASE)
        told = Counter(raced(*[release(house, slug)] * 6))
        assert told == {"done": 1, "VersionConflictError": 5}
        assert len(opened(house, slug).publications) == 1


def test_what_is_asked_for_is_what_was_seen(house: House) -> None:
    for number in range(ROUNDS):
        slug = prepared(house, f"VG-{number}").slug
        asked, saved, planned = raced(request(house, slug), save_text(house, slug), save_plan(house, slug))
        now = opened(house, slug)
        if asked == "done":
            assert (saved, planned) == ("ProcedureFrozenError", "VersionConflictError")
            assert now.procedure.asked_digest == now.facts.content_digest
        else:
            assert {asked} <= {"VersionConflictError", "ContentChangedError"}
            assert (saved, now.procedure.stage) == ("done", ProcedureStage.PREPARATION)
