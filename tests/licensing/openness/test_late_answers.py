"""No path from a late answer leads to more points, whatever is answered, in which order, and in how many rounds."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.openness_wiring import openness_rubric
from licensing.assess.answers import (
    AnswerKind,
    NotAfterDeadlineError,
    Round,
    Standing,
    answered,
    negotiated,
    submitted,
)
from licensing.assess.evidence import EvidenceState, Signal, SignalEvidence
from licensing.assess.suggestion import suggest
from licensing.proof import Proof

RUBRIC = openness_rubric()
DEADLINE = datetime(2026, 11, 2, 11, tzinfo=UTC)
PROOF = (Proof("angebot.pdf", "sha256:" + "0" * 64),)
ANYTHING = st.sampled_from(
    [
        SignalEvidence(one.signal, state, anchor.id, PROOF)
        for one in RUBRIC.signals
        for anchor in one.anchors
        for state in EvidenceState
    ]
    + [SignalEvidence(Signal.SUSTAINABILITY, EvidenceState.UNKNOWN)]
)


def worth(standing: Standing) -> tuple[Fraction, Fraction]:
    found = suggest(RUBRIC, standing.evidence.values())
    return found.least, found.most


class Answers(RuleBasedStateMachine):
    """A bid, its deadline, and everything that people may send before and after."""

    def __init__(self) -> None:
        super().__init__()
        self.now = DEADLINE - timedelta(hours=2)
        self.standing = Standing(Round(1, DEADLINE), {})
        self.at_deadline = worth(self.standing)
        self.refused = 0

    @initialize(evidence=st.lists(ANYTHING, max_size=5))
    def hand_in(self, evidence: list[SignalEvidence]) -> None:
        for one in evidence:
            self.standing = submitted(self.standing, one, self.now)
        self.at_deadline = worth(self.standing)

    @rule(minutes=st.sampled_from([1, 60, 121]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(evidence=ANYTHING)
    def submit(self, evidence: SignalEvidence) -> None:
        in_time = self.now <= self.standing.round.deadline
        try:
            self.standing = submitted(self.standing, evidence, self.now)
        except NotAfterDeadlineError:
            assert not in_time
        else:
            assert in_time
            self.at_deadline = worth(self.standing)

    @precondition(lambda self: self.now > self.standing.round.deadline)
    @rule(evidence=ANYTHING, kind=st.sampled_from(AnswerKind))
    def answer(self, evidence: SignalEvidence, kind: AnswerKind) -> None:
        before = worth(self.standing)
        try:
            self.standing = answered(self.standing, kind, evidence, RUBRIC)
        except NotAfterDeadlineError:
            assert worth(self.standing) == before
        else:
            assert kind is AnswerKind.CLARIFICATION

    @rule(hours=st.integers(-3, 3), number=st.integers(1, 4), in_negotiation=st.booleans())
    def negotiate(self, hours: int, number: int, in_negotiation: bool) -> None:  # noqa: FBT001 - drawn
        following = Round(number, self.now + timedelta(hours=hours), in_negotiation)
        try:
            self.standing = negotiated(self.standing, following, self.now)
        except NotAfterDeadlineError:
            return
        assert in_negotiation
        assert hours > 0

    @invariant()
    def nothing_rose_after_the_deadline(self) -> None:
        least, most = worth(self.standing)
        assert least <= self.at_deadline[0]
        assert most <= self.at_deadline[1]


TestAnswers = Answers.TestCase
TestAnswers.settings = settings(max_examples=60, stateful_step_count=25)


def test_a_clarification_can_show_that_a_claim_was_wrong() -> None:
    claimed = SignalEvidence(Signal.LICENCE, EvidenceState.DECLARED, "osi", PROOF)
    standing = Standing(Round(1, DEADLINE), {Signal.LICENCE: claimed})

    after = answered(standing, AnswerKind.CLARIFICATION, SignalEvidence(Signal.LICENCE, EvidenceState.ABSENT), RUBRIC)

    assert after.evidence[Signal.LICENCE].why == "clarified"
    assert worth(after) < worth(standing)
