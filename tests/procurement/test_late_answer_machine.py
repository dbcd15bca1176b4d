"""No path from a late answer to more points, through the services: two bids of the same content, one of them is asked.

Whatever the bid says is noted for both; only the asked one is sent inquiries, answers in time or late, and has effects
noted of what it answered. It never gets more than its twin, neither what is certain nor what is possible.
``PRUEFSTAND_ACTS`` sets how many acts are tried at least.
"""

import os
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.demo import add_people
from app.migrations import upgrade
from app.openness_wiring import openness_rubric
from app.wiring import build_house
from infra.database import Database
from licensing.assess.evidence import EvidenceState, Signal
from procurement.errors import AnswerRaisesPointsError, InquiryNotFoundError
from procurement.model import InquiryKind, Said
from procurement.services.examination import InquiryWish, Reply
from procurement.services.openness import EffectWish, StatementWish
from tests.bids import ASKER, EVALUATOR
from tests.fakes import StoppedClock
from tests.openness import BIDS, OFFER, with_open_bids
from tests.templates import Templates

ACTS = int(os.environ.get("PRUEFSTAND_ACTS", "40"))
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ASKED, TWIN = BIDS
AS_SET = settings(
    max_examples=4,
    stateful_step_count=12,
    deadline=None,
    derandomize="PRUEFSTAND_ACTS" not in os.environ,  # who asks for more asks for others
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
RUBRIC = openness_rubric()
STATEMENTS = [
    *((Signal.LICENCE, Said(expression=one)) for one in ("MIT", "BUSL-1.1", "AGPL-3.0-only OR LicenseRef-firma")),
    *((one, Said(denied=True)) for one in (Signal.LICENCE, Signal.SOURCE, Signal.OPEN_CORE, Signal.REUSE)),
    *(
        (one.signal, Said(promise=anchor.id))
        for one in RUBRIC.signals
        for anchor in one.anchors
        if anchor.kind.value == "promise"
    ),
    (Signal.OPEN_CORE, Said(open=9)),
    (Signal.OPEN_CORE, Said(open=3, closed=5, unknown=1)),
    (Signal.SOURCE, Said()),
    (Signal.REUSE, Said()),
]
EFFECTS = [
    (one.signal, state, anchor.id) for one in RUBRIC.signals for anchor in one.anchors for state in EvidenceState
]
Effect = tuple[Signal, EvidenceState, str]
KINDS = [InquiryKind.CLARIFICATION] * 3 + [InquiryKind.QUESTION]


def with_twins(database: Database) -> None:
    """Fill a database with a procedure whose two bids came with the same files."""
    upgrade(database)
    house = build_house(database, clock=StoppedClock(NOW))
    add_people(house)
    with_open_bids(house, EVALUATOR)


class LateAnswers(RuleBasedStateMachine):
    """A bid that is asked, and its twin that nobody asks."""

    templates: Templates
    seen: Counter[str]

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(f"sqlite:///{Path(self.folder.name) / 'test.db'}")
        self.templates.copy("with_twins", with_twins, self.database)
        self.clock = StoppedClock(NOW)
        self.answers: list[tuple[int, bool]] = []
        self.house, self.slug = build_house(self.database, clock=self.clock), "vg-9"

    @rule(statement=st.sampled_from(STATEMENTS))
    def read_in_both(self, statement: tuple[Signal, Said]) -> None:
        """Note what both bids say: reading may begin or go on after an answer came."""
        signal, said = statement
        for bid in BIDS:
            wish = StatementWish(signal=signal, said=said, file=OFFER, place="Abschnitt 3")
            self.house.openness_noting.note(ASKER, self.slug, bid, wish)
        self.seen["noted"] += 1

    @rule(kind=st.sampled_from(KINDS), late=st.booleans(), effect=st.sampled_from(EFFECTS))
    def exchange(self, kind: InquiryKind, late: bool, effect: Effect) -> None:  # noqa: FBT001 - drawn
        """Ask, let the bidder answer in time or late, and try to have the answer count."""
        due = None if kind is InquiryKind.QUESTION else self.clock.now() + timedelta(days=1)
        wish = InquiryWish(kind=kind, bids=(ASKED,), subject="Offenheit", text="Welche Lizenz?", due_at=due)
        (asked,) = self.house.inquiring.ask(ASKER, self.slug, wish)
        self.clock.moment += timedelta(days=2 if late else 0)
        reply = Reply(text="Alles quelloffen, Anlage neu.", answered_at=self.clock.now())
        self.house.inquiring.answer(ASKER, self.slug, asked.number, asked.version, reply)
        self.answers.append((asked.number, late and due is not None))
        self._try(self.answers[-1], effect)

    @precondition(lambda self: self.answers)
    @rule(effect=st.sampled_from(EFFECTS), data=st.data())
    def try_again(self, effect: Effect, data: st.DataObject) -> None:
        """Try to have any answer count for more, perhaps after more was read in the bid."""
        self._try(data.draw(st.sampled_from(self.answers)), effect)

    def _try(self, answer: tuple[int, bool], effect: Effect) -> None:
        number, came_late = answer
        try:
            self.house.openness_noting.note_effect(ASKER, self.slug, ASKED, EffectWish(number, *effect))
        except AnswerRaisesPointsError:
            assert not came_late
            self.seen["refused"] += 1
        except InquiryNotFoundError:
            assert came_late
            self.seen["too late"] += 1
        else:
            assert not came_late
            self.seen["counted"] += 1

    @invariant()
    def the_asked_one_has_no_more_than_its_twin(self) -> None:
        if hasattr(self, "house"):
            asked, twin = (self.house.openness_desk.open(ASKER, self.slug, one).known.points for one in BIDS)
            assert asked[0] <= twin[0]
            assert asked[1] <= twin[1]

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.database.close()
            self.folder.cleanup()


def test_no_path_from_an_answer_to_more_points(templates: Templates) -> None:
    LateAnswers.templates, LateAnswers.seen = templates, Counter()
    while LateAnswers.seen.total() < ACTS:
        run_state_machine_as_test(LateAnswers, settings=AS_SET)
    assert LateAnswers.seen.keys() >= {"noted", "refused", "too late", "counted"}
    print(dict(LateAnswers.seen))  # noqa: T201 - for docs/proof.md
