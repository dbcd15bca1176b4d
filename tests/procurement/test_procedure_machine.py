"""Random acts of random people on one procedure, from its deadline on: nobody ever gets further than the rules say.

``PRUEFSTAND_ACTS`` sets how many acts are tried at least; ``make soak`` tries 100,000. Most examples mix meddling with
the right next act, so that they come far; what an act may do is told here a second time, as plainly as possible.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.demo import add_people
from app.house import House
from app.migrations import upgrade
from app.wiring import build_house
from core.errors import PruefstandError
from infra.database import Database
from infra.policy.model import NOBODY, Actor, Role
from infra.policy.table import Action
from procurement.model import RESULT_STANDS, Bid, Decision, FrozenScore, LetterKind, ProcedureStage
from procurement.repository import ScoreRepository
from procurement.rules.procedure.stages import TRANSITIONS, Step, steps_from
from procurement.services.awarding import LettersWish
from procurement.services.score_fields import FOUND
from tests import participation
from tests.awards import checked, today
from tests.bids import awaiting_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, RELEASER
from tests.templates import Templates
from tests.whole_way import EVALUATORS, LOT, PRICES, Way

ACTS = int(os.environ.get("PRUEFSTAND_ACTS", "300"))
EACH = 30
"""Rules of one example: many let one person act, some let several act one after the other."""

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
AS_SET = settings(
    max_examples=20,
    stateful_step_count=EACH,
    deadline=None,
    derandomize="PRUEFSTAND_ACTS" not in os.environ,  # who asks for more asks for others
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink an example of this kind takes hours
)
STRANGERS = tuple(actor(account) for account in ("fachamt", "revision", "verwaltung", "adit", "magistrat"))
PEOPLE = (ASKER, RELEASER, *EVALUATORS, *STRANGERS, NOBODY)
UNLOCKED = frozenset({ProcedureStage.PRICING, ProcedureStage.RESULT_REQUESTED}) | RESULT_STANDS
SHARED = frozenset({ProcedureStage.CONSENSUS, ProcedureStage.QUALITY_FIXED}) | UNLOCKED
TWO_PEOPLE = frozenset({Step.RELEASE, Step.INVITE, Step.UNLOCK_PRICES, Step.FIX_RESULT, Step.DECIDE_AWARD})

Act = Callable[["Play", Actor], None]


@dataclass
class Play:
    """A procedure that people act on."""

    way: Way
    stage: ProcedureStage

    @property
    def house(self) -> House:
        return self.way.house

    @property
    def bids(self) -> tuple[Bid, ...]:
        return self.way.bids


def is_officer(one: Actor) -> bool:
    return Role.PROCUREMENT_OFFICER in one.roles


def import_bid(play: Play, by: Actor) -> None:
    name, price = list(PRICES.items())[len(play.bids) % len(PRICES)]
    play.way.add_bid(name, price, by)
    assert is_officer(by)
    assert play.stage is ProcedureStage.OPENED


def examine(play: Play, by: Actor) -> None:
    for bid in play.bids:
        before = play.way.checks(bid)
        play.way.examine(bid, by)  # each point is refused for itself; what is there already counts as written
        assert is_officer(by)
        assert play.stage is ProcedureStage.EXAMINATION or play.way.checks(bid) == before


def admit(play: Play, by: Actor) -> None:
    for bid in play.bids:
        play.way.decide(bid, Decision.ADMITTED, by)
        assert is_officer(by)
        assert play.stage is ProcedureStage.EXAMINATION


def exclude(play: Play, by: Actor) -> None:
    (bid, *_) = play.bids or (None,)
    if bid is not None:
        play.way.decide(bid, Decision.EXCLUDED, by, "vgv-57-1-5", "Preisangaben fehlen")
        assert is_officer(by)


def appoint(play: Play, by: Actor) -> None:
    for one in EVALUATORS:
        play.way.appoint(one, by)
        assert is_officer(by)


def declare(play: Play, by: Actor) -> None:
    play.way.declare(by)
    assert by in EVALUATORS


def declare_conflict(play: Play, by: Actor) -> None:
    play.way.declare(by, has_conflict=True)
    assert by in EVALUATORS


def score(play: Play, by: Actor) -> None:
    play.way.score(by)
    assert by in EVALUATORS
    assert play.stage is ProcedureStage.SCORING


def hand_in(play: Play, by: Actor) -> None:
    play.way.hand_in(by)
    assert by in EVALUATORS
    assert play.stage is ProcedureStage.SCORING


def agree(play: Play, by: Actor) -> None:
    play.way.agree(by)
    assert is_officer(by) or by in EVALUATORS
    assert play.stage is ProcedureStage.CONSENSUS


def read_prices(play: Play, by: Actor) -> None:
    for bid in play.bids:
        play.house.bids.price(by, play.way.slug, bid.id)
        was_imported_by_them = bid.imported_by == by.person
        assert was_imported_by_them or (play.stage in UNLOCKED and (is_officer(by) or Role.AUDITOR in by.roles))


def read_own_sheet(play: Play, by: Actor) -> None:
    sheet = play.house.sheets.open(by, play.way.slug, LOT)
    texts = {cell.text(FOUND) for cell in sheet.cells.values()} - {""}
    assert by in EVALUATORS
    assert all(by.name in text for text in texts)


def read_all_sheets(play: Play, by: Actor) -> None:
    play.house.agreeing.open(by, play.way.slug, LOT)
    assert play.stage in SHARED
    assert is_officer(by) or Role.AUDITOR in by.roles or by in EVALUATORS


def open_bids(play: Play, by: Actor) -> None:
    play.way.record_opening(by)
    assert is_officer(by)
    assert play.stage in {ProcedureStage.PUBLISHED, ProcedureStage.INVITED}


def open_requests(play: Play, by: Actor) -> None:
    participation.open_requests(play.house, play.way.slug, by)
    assert is_officer(by)
    assert play.stage is ProcedureStage.PUBLISHED


def add_requests(play: Play, by: Actor) -> None:
    for candidate in PRICES:
        participation.add(play.house, play.way.slug, candidate, by=by)
        assert is_officer(by)
        assert play.stage is ProcedureStage.PARTICIPATION


def examine_requests(play: Play, by: Actor) -> None:
    for one in play.house.qualifying.open(ASKER, play.way.slug).requests:
        participation.examine(play.house, play.way.slug, one.number, ("7", "8"), by)
        assert is_officer(by)
        assert play.stage is ProcedureStage.PARTICIPATION


def read_requests(play: Play, by: Actor) -> None:
    play.house.qualifying.open(by, play.way.slug)
    assert is_officer(by) or Role.AUDITOR in by.roles


def check_award(play: Play, by: Actor) -> None:
    checked(play.house, play.way.slug, by)
    assert is_officer(by)
    assert play.stage is ProcedureStage.RESULT_FIXED


def send_letters(play: Play, by: Actor) -> None:
    wish = LettersWish(kind=LetterKind.BEFORE_AWARD, sent_on=today(play.house), is_electronic=True)
    play.house.award.letters.send(by, play.way.slug, wish)
    assert is_officer(by)
    assert play.stage is ProcedureStage.AWARD_DECIDED


def read_award(play: Play, by: Actor) -> None:
    play.house.award.award_desk.open(by, play.way.slug)
    assert is_officer(by) or Role.AUDITOR in by.roles
    assert play.stage in RESULT_STANDS


def stepping(step: Step) -> Act:
    def take(play: Play, by: Actor) -> None:
        asked = play.way.procedure.asked_by
        play.way.step(step, by, "aus einem Grund")
        assert is_officer(by)
        assert step not in TWO_PEOPLE or by.person != asked

    return take


ACTED: dict[str, Act] = {
    one.__name__: one
    for one in (
        open_requests,
        add_requests,
        examine_requests,
        read_requests,
        open_bids,
        import_bid,
        examine,
        admit,
        exclude,
        appoint,
        declare,
        declare_conflict,
        score,
        hand_in,
        agree,
        read_prices,
        read_own_sheet,
        read_all_sheets,
        check_award,
        send_letters,
        read_award,
    )
}
STEPS: dict[str, Act] = {
    step.value: stepping(step) for step in Step if step not in {Step.OPEN_BIDS, Step.OPEN_REQUESTS}
}
ENDS = frozenset({Step.ANNUL.value, Step.RESET.value})
NEXT: dict[ProcedureStage, tuple[tuple[str, Actor], ...]] = {
    ProcedureStage.PUBLISHED: (("open_requests", ASKER), ("open_bids", ASKER)),
    ProcedureStage.PARTICIPATION: (
        ("add_requests", ASKER),
        ("examine_requests", RELEASER),
        (Step.REQUEST_SELECTION.value, ASKER),
    ),
    ProcedureStage.SELECTION_REQUESTED: ((Step.INVITE.value, RELEASER),),
    ProcedureStage.INVITED: (("open_bids", ASKER),),
    ProcedureStage.OPENED: (("import_bid", ASKER), ("import_bid", ASKER), (Step.START_EXAMINATION.value, RELEASER)),
    ProcedureStage.EXAMINATION: (
        ("appoint", ASKER),
        ("declare", EVALUATORS[0]),
        ("declare", EVALUATORS[1]),
        ("examine", ASKER),
        ("admit", ASKER),
        (Step.START_SCORING.value, ASKER),
    ),
    ProcedureStage.SCORING: (
        ("declare", EVALUATORS[0]),
        ("declare", EVALUATORS[1]),
        ("score", EVALUATORS[0]),
        ("hand_in", EVALUATORS[0]),
        ("score", EVALUATORS[1]),
        ("hand_in", EVALUATORS[1]),
        (Step.START_CONSENSUS.value, ASKER),
    ),
    ProcedureStage.CONSENSUS: (("agree", EVALUATORS[1]), (Step.FIX_QUALITY.value, ASKER)),
    ProcedureStage.QUALITY_FIXED: ((Step.UNLOCK_PRICES.value, RELEASER),),
    ProcedureStage.PRICING: ((Step.REQUEST_RESULT.value, ASKER),),
    ProcedureStage.RESULT_REQUESTED: ((Step.FIX_RESULT.value, RELEASER),),
    ProcedureStage.RESULT_FIXED: (("check_award", ASKER), (Step.REQUEST_AWARD.value, ASKER)),
    ProcedureStage.AWARD_REQUESTED: ((Step.DECIDE_AWARD.value, RELEASER),),
    ProcedureStage.AWARD_DECIDED: (("send_letters", ASKER), (Step.AWARD.value, ASKER)),
}
INVITING = frozenset({ProcedureStage.PARTICIPATION, ProcedureStage.SELECTION_REQUESTED, ProcedureStage.INVITED})
ALLOWED = {(one.source, one.target) for one in TRANSITIONS}


class ProcedureMachine(RuleBasedStateMachine):
    """One procedure, many hands."""

    templates: Templates
    tried = 0

    @initialize(with_requests=st.booleans())
    def begin(self, with_requests: bool = False) -> None:  # noqa: FBT001, FBT002 - hypothesis hands it in
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(f"sqlite:///{Path(self.folder.name) / 'test.db'}")
        make = with_waiting_requests if with_requests else with_waiting_procedure
        self.templates.copy(make.__name__, make, self.database)
        self.clock = StoppedClock(NOW)
        house = build_house(self.database, clock=self.clock)
        self.play = Play(Way(house, "vg-9"), ProcedureStage.PUBLISHED)
        self.frozen: frozenset[FrozenScore] = frozenset()

    @rule(name=st.sampled_from([*ACTED, *STEPS]), by=st.sampled_from(PEOPLE))
    def meddle(self, name: str, by: Actor) -> None:
        """Let anybody try anything; ending the procedure is tried by strangers alone, or little would follow."""
        if name not in ENDS or not is_officer(by):
            self._act({**ACTED, **STEPS}[name], by)

    @rule(others_first=st.booleans())
    def go_on(self, others_first: bool = False) -> None:  # noqa: FBT001, FBT002 - hypothesis hands it in
        """Let the right people do the right thing, perhaps after everybody else has tried the step."""
        for name, by in NEXT.get(self.play.stage, ()):
            for other in PEOPLE if others_first and name in STEPS else ():
                if other != by:
                    self._act(STEPS[name], other)
            self._act({**ACTED, **STEPS}[name], by)

    @rule(by=st.sampled_from((ASKER, RELEASER, ASKER, RELEASER, *PEOPLE)))
    def press(self, by: Actor) -> None:
        """Let one person, mostly an officer, try every step of the stage but to end it."""
        for one in steps_from(self.play.stage):
            if one.step.value in STEPS and one.step.value not in ENDS:
                self._act(STEPS[one.step.value], by)

    @rule(step=st.sampled_from(sorted(ENDS)), by=st.sampled_from((ASKER, RELEASER)))
    def end(self, step: str, by: Actor) -> None:
        """Reset or annul, once there is a result: from there on nothing but that is left."""
        if self.play.stage in RESULT_STANDS:
            self._act(STEPS[step], by)

    @invariant()
    def nothing_fixed_changes(self) -> None:
        if not hasattr(self, "play"):
            return
        with self.play.house.transactions.read(ASKER, Action.READ_PROCEDURE) as reading:
            now = frozenset(ScoreRepository(reading.session).scores(self.play.way.slug))
        assert self.frozen <= now
        self.frozen = now

    def teardown(self) -> None:
        if hasattr(self, "play"):
            assert self.play.house.audit_log.verify(actor("revision"), checkpoints=Path(self.folder.name)).holds
            self.database.close()
            self.folder.cleanup()

    def _act(self, act: Act, by: Actor) -> None:
        type(self).tried += 1
        before = self.play.stage
        with suppress(PruefstandError):  # refused, as most of it has to be
            act(self.play, by)
        procedure = self.play.way.procedure
        self.play.stage = procedure.stage
        if procedure.stage is ProcedureStage.INVITED and procedure.bids_due:
            self.clock.moment = max(self.clock.moment, procedure.bids_due + timedelta(hours=1))
        if act is send_letters:
            self.clock.moment += timedelta(days=11)
        assert before is self.play.stage or (before, self.play.stage) in ALLOWED


def with_waiting_procedure(database: Database) -> None:
    upgrade(database)
    house = build_house(database, clock=StoppedClock(NOW))
    add_people(house)
    awaiting_bids(house)


def with_waiting_requests(database: Database) -> None:
    upgrade(database)
    house = build_house(database, clock=StoppedClock(NOW))
    add_people(house)
    participation.published(house, most=5)


@pytest.mark.long
def test_nobody_gets_further_than_the_rules_say(templates: Templates) -> None:
    ProcedureMachine.templates, ProcedureMachine.tried = templates, 0
    while ProcedureMachine.tried < ACTS:
        run_state_machine_as_test(ProcedureMachine, settings=AS_SET)
    print(f"{ProcedureMachine.tried} acts")  # noqa: T201 - for docs/proof.md


@pytest.mark.parametrize("with_requests", [False, True])
def test_the_right_people_come_to_the_end(templates: Templates, with_requests: bool) -> None:  # noqa: FBT001 - a case
    """Otherwise the machine would try its acts on a procedure that never moves."""
    ProcedureMachine.templates = templates
    machine, seen = ProcedureMachine(), list[ProcedureStage]()
    machine.begin(with_requests)
    while machine.play.stage not in seen:
        seen.append(machine.play.stage)
        machine.go_on()
    machine.teardown()

    way = [stage for stage in NEXT if with_requests or stage not in INVITING]
    assert seen == [*way, ProcedureStage.AWARDED]
