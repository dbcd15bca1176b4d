"""Two acts on one procedure at the same moment: it ends as if one had come after the other, and both are told so.

What may come out is not written down here: each pair is tried in both orders on copies first. ``PRUEFSTAND_RACES``
says how many rounds each pair runs; `make soak` runs 200. ``pytest -s`` prints the figures of docs/proof.md.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import PruefstandError
from infra.database import Database
from infra.fields.model import Conflict, Edit
from infra.policy.model import Actor
from procurement.model import BidState, Decision, ProcedureStage
from procurement.rules.procedure.stages import Step, transition
from procurement.services.examination.declaring import Declaration
from procurement.services.examination.examined import Verdict
from procurement.services.intake.changing import NewState
from procurement.services.intake.importing import GivenBid
from procurement.services.intake.opening import OpeningRecord
from procurement.services.procedures import Wish
from procurement.services.score_fields import POINTS, PROPOSED
from tests.barrier.test_lost_updates import together
from tests.bids import AUTUMN, DEADLINE, EVALUATOR, OPENED_AT, appoint, at, awaiting_bids, with_bids
from tests.copies import Original, picture
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, RELEASER, opened, published
from tests.results import in_pricing, settle_low, take_result
from tests.sheets import FIRST_BID, SECOND, agree_all, cell, consensus, hand_in, scoring, write_all

ROUNDS = int(os.environ.get("PRUEFSTAND_RACES", "1"))
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
LOT = 1

Call = Callable[[], object]
Act = Callable[[House, str], Call]
"""Looks at a procedure as somebody sees it, and returns what they do then."""


def step(step: Step, by: Actor = ASKER) -> Act:
    def look(house: House, slug: str) -> Call:
        seen = opened(house, slug, by)
        found = transition(seen.procedure.stage, step)
        reason = "aus einem Grund" if found and found.needs_reason else ""
        wish = Wish(step=step, version=seen.procedure.version, seen=seen.seal_for(step), reason=reason)
        return lambda: house.stepping.take(by, slug, wish)

    return look


def record(by: Actor = ASKER) -> Act:
    told = OpeningRecord(opened_at=OPENED_AT, first_person="Erika Muster", second_person="Max Muster")

    def look(house: House, slug: str) -> Call:
        version = opened(house, slug).procedure.version
        return lambda: house.bid_opening.record(by, slug, version, told)

    return look


def take_over(house: House, slug: str) -> Call:
    version = opened(house, slug).procedure.version
    given = GivenBid(lot=LOT, tenderer="Delta KG", received_at=DEADLINE, gross_eur="1.00")
    return lambda: house.bid_import.add(ASKER, slug, version, given)


def withdraw(house: House, slug: str) -> Call:
    version = next(one.bid.version for one in house.bids.all(ASKER, slug).current)
    state = NewState(version=version, state=BidState.WITHDRAWN, reason="Schreiben")
    return lambda: house.bid_changes.set_state(ASKER, slug, FIRST_BID, state)


def exclude(house: House, slug: str) -> Call:
    version = next(one.bid.version for one in house.bids.all(ASKER, slug).current)
    verdict = Verdict(decision=Decision.EXCLUDED, code="vgv-57-1-5", reason="Preisangaben fehlen", version=version)
    return lambda: house.examining.decide(ASKER, slug, FIRST_BID, verdict)


def declare_conflict(house: House, slug: str) -> Call:
    wanted = [Declaration(bid=FIRST_BID, has_conflict=True, text="Beteiligung")]
    return lambda: house.declaring.declare(EVALUATOR, slug, wanted)


def appoint_third(house: House, slug: str) -> Call:
    return lambda: house.staffing.appoint(ASKER, slug, LOT, str(actor("fachamt").person))


def score(points: str) -> Act:
    def look(house: House, slug: str) -> Call:
        version = house.sheets.open(EVALUATOR, slug, LOT).cells[FIRST_BID, "F1"].field(POINTS).version
        edits = [cell(FIRST_BID, "F1", POINTS, points, version)]
        return lambda: _kept(house.sheets.save(EVALUATOR, slug, LOT, edits))

    return look


def hand_sheet_in(house: House, slug: str) -> Call:
    return lambda: house.sheets.hand_in(EVALUATOR, slug, LOT)


def agree(points: str, by: Actor) -> Act:
    def look(house: House, slug: str) -> Call:
        held = house.agreeing.open(by, slug, LOT).fields(FIRST_BID, "F1")
        edits = [cell(FIRST_BID, "F1", POINTS, points, held[POINTS].version)]
        return lambda: _kept(house.agreeing.save(by, slug, LOT, edits))

    return look


def read_price(house: House, slug: str) -> Call:
    return lambda: house.bids.price(RELEASER, slug, FIRST_BID)


def propose(house: House, slug: str) -> Call:
    edits = [Edit(field=PROPOSED, value="Zuschlag auf Rang 1", base_version=0)]
    return lambda: _kept(house.results.save_proposal(ASKER, slug, edits))


class ConflictShownError(PruefstandError):
    """Both values were shown."""


def _kept(outcomes: Mapping[Any, object]) -> None:
    if any(isinstance(one, Conflict) for one in outcomes.values()):
        raise ConflictShownError


def not_due(house: House) -> str:
    return published(at(house, AUTUMN), "VG-9").slug


def due(house: House) -> str:
    return awaiting_bids(house).slug


def changing(house: House) -> str:
    """Return one whose change was begun before the deadline, which is over now."""
    slug = awaiting_bids(house).slug
    before = at(house, AUTUMN)
    step(Step.START_CHANGE)(before, slug)()
    return slug


def imported(house: House) -> str:
    return with_bids(house).slug


def examined(house: House) -> str:
    slug = with_bids(house, stage=ProcedureStage.EXAMINATION, decision=Decision.ADMITTED).slug
    appoint(house, slug, EVALUATOR, SECOND)
    return slug


def scored(house: House) -> str:
    slug = scoring(house, "VG-9", EVALUATOR, SECOND).slug
    write_all(house, slug)
    hand_in(house, slug, SECOND)
    return slug


def handed_in(house: House) -> str:
    slug = scored(house)
    house.sheets.hand_in(EVALUATOR, slug, LOT)
    return slug


def agreed(house: House) -> str:
    slug = consensus(house).slug
    agree_all(house, slug)
    return slug


def quality_fixed(house: House) -> str:
    slug = agreed(house)
    step(Step.FIX_QUALITY)(house, slug)()
    return slug


def priced(house: House) -> str:
    slug = in_pricing(house).slug
    settle_low(house, slug)
    return slug


@dataclass(frozen=True)
class Scene:
    """A stage, and what people may want to do there at the same moment.

    Args:
        begin: Brings a procedure there.
        pairs: What races.
        then: What is done with each copy before: what is sealed with its own name.
        moment: Now.
    """

    begin: Callable[[House], str]
    pairs: Mapping[str, tuple[Act, Act]]
    then: Act | None = None
    moment: datetime = NOW


ANNUL, RESET = step(Step.ANNUL), step(Step.RESET, RELEASER)
UNLOCK, FIX = step(Step.UNLOCK_PRICES, RELEASER), step(Step.FIX_RESULT, RELEASER)
SCENES: Mapping[str, Scene] = {
    "extending": Scene(
        not_due,
        {
            "extend, extend": (step(Step.START_CHANGE), step(Step.START_CHANGE, RELEASER)),
            "extend, annul": (step(Step.START_CHANGE), step(Step.ANNUL, RELEASER)),
        },
        moment=AUTUMN,
    ),
    "deadline over": Scene(
        due,
        {"open, open": (record(), record(RELEASER)), "open, annul": (record(), step(Step.ANNUL, RELEASER))},
    ),
    "extension given up": Scene(
        changing,
        {
            "back to published, open": (step(Step.WITHDRAW_CHANGE), record(RELEASER)),
            "ask for the extension, give it up": (
                step(Step.REQUEST_RELEASE),
                step(Step.WITHDRAW_CHANGE, RELEASER),
            ),
        },
    ),
    "importing": Scene(
        imported,
        {
            "import, import": (take_over, take_over),
            "import, begin to examine": (take_over, step(Step.START_EXAMINATION, RELEASER)),
            "withdraw a bid, begin to examine": (withdraw, step(Step.START_EXAMINATION, RELEASER)),
            "import, reset": (take_over, RESET),
            "import, annul": (take_over, ANNUL),
        },
    ),
    "examining": Scene(
        examined,
        {
            "exclude, begin to score": (exclude, step(Step.START_SCORING, RELEASER)),
            "declare a conflict, begin to score": (declare_conflict, step(Step.START_SCORING)),
            "appoint, begin to score": (appoint_third, step(Step.START_SCORING, RELEASER)),
            "exclude, reset": (exclude, RESET),
        },
    ),
    "scoring": Scene(
        scored,
        {
            "score, score": (score("3"), score("4")),
            "score, hand in": (score("3"), hand_sheet_in),
            "hand in, begin the consensus": (hand_sheet_in, step(Step.START_CONSENSUS)),
            "exclude, hand in": (exclude, hand_sheet_in),
            "declare a conflict, hand in": (declare_conflict, hand_sheet_in),
            "score, reset": (score("3"), RESET),
            "hand in, annul": (hand_sheet_in, ANNUL),
        },
    ),
    "all handed in": Scene(
        handed_in,
        {
            "begin the consensus, score": (step(Step.START_CONSENSUS), score("3")),
            "begin the consensus, exclude": (step(Step.START_CONSENSUS), exclude),
        },
    ),
    "agreeing": Scene(
        agreed,
        {
            "agree, agree otherwise": (agree("3", ASKER), agree("4", EVALUATOR)),
            "agree otherwise, fix the quality": (agree("3", EVALUATOR), step(Step.FIX_QUALITY)),
            "fix the quality, fix the quality": (step(Step.FIX_QUALITY), step(Step.FIX_QUALITY, RELEASER)),
            "fix the quality, exclude": (step(Step.FIX_QUALITY, RELEASER), exclude),
            "fix the quality, reset": (step(Step.FIX_QUALITY), RESET),
        },
    ),
    "unlocking": Scene(
        quality_fixed,
        {
            "unlock, unlock": (UNLOCK, UNLOCK),
            "unlock, read a price": (UNLOCK, read_price),
            "unlock, agree otherwise": (UNLOCK, agree("3", EVALUATOR)),
            "unlock, reset": (UNLOCK, step(Step.RESET)),
            "unlock, annul": (UNLOCK, ANNUL),
        },
    ),
    "asking for the result": Scene(
        priced,
        {
            "ask, ask": (step(Step.REQUEST_RESULT), step(Step.REQUEST_RESULT, RELEASER)),
            "ask, propose": (step(Step.REQUEST_RESULT), propose),
            "ask, exclude": (step(Step.REQUEST_RESULT), exclude),
            "ask, reset": (step(Step.REQUEST_RESULT), RESET),
        },
    ),
    "fixing the result": Scene(
        priced,
        {
            "fix, fix": (FIX, FIX),
            "fix, hand back": (FIX, step(Step.HAND_BACK_RESULT)),
            "fix, exclude": (FIX, exclude),
            "fix, propose": (FIX, propose),
            "fix, reset": (FIX, step(Step.RESET)),
            "fix, annul": (FIX, ANNUL),
        },
        then=lambda house, slug: lambda: take_result(house, slug, Step.REQUEST_RESULT),
    ),
}

Told = tuple[str, str, Mapping[str, Any]]


@dataclass(frozen=True)
class Race:
    """Two acts on copies of one procedure."""

    house: House
    original: Original
    scene: Scene
    acts: tuple[Act, Act]

    def begin(self) -> tuple[str, list[Call]]:
        slug = self.original.copy()
        if self.scene.then:
            self.scene.then(self.house, slug)()
        return slug, [act(self.house, slug) for act in self.acts]

    def one_by_one(self, order: tuple[int, int]) -> Told:
        """Both have looked before either of them acts."""
        slug, calls = self.begin()
        told = {number: outcome(calls[number]) for number in order}
        return told[0], told[1], picture(self.house, slug)

    def at_once(self, last: int) -> Told:
        """Whoever comes to the barrier last goes on first, more often than not."""
        slug, calls = self.begin()
        told = together(2, lambda number: outcome(calls[number if last else 1 - number]))
        first, second = told if last else told[::-1]
        return first, second, picture(self.house, slug)


def outcome(call: Call) -> str:
    try:
        call()
    except PruefstandError as refused:
        return type(refused).__name__
    return "done"


@pytest.mark.parametrize("name", SCENES)
def test_two_acts_at_once_end_as_one_after_the_other(database: Database, tmp_path: Path, name: str) -> None:
    scene = SCENES[name]
    house = build_house(database, clock=StoppedClock(scene.moment))
    original = Original(house, scene.begin(house))
    first_won = 0

    for pair, acts in scene.pairs.items():
        race = Race(house, original, scene, acts)
        in_order = race.one_by_one((0, 1))
        assert "done" in {*in_order[:2]}, f"{pair}: nobody can do anything"
        reverse: Told | None = None
        for number in range(ROUNDS):
            came = race.at_once(number % 2)
            first_won += came == in_order
            if came != in_order:
                reverse = reverse or race.one_by_one((1, 0))
                assert came == reverse, pair

    told = f"{database.backend}, {name}: {len(scene.pairs)} pairs × {ROUNDS}, the first act won {first_won}"
    print(told)  # noqa: T201 - see above
    assert house.audit_log.verify(actor("revision"), checkpoints=tmp_path).holds
