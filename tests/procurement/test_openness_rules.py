"""Openness as pure rules: repositories verify and never replace; no path from a late answer leads to more points."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.openness_wiring import InstalledLicences, openness_rubric
from core.document import to_text
from licensing.assess.evidence import EvidenceState, Signal
from licensing.proof import Proof
from licensing.repository.facts import LicenceTextFacts, PublicCodeFacts, RepositoryFacts, ShownFacts
from licensing.repository.reuse import ReuseResult, ReuseState
from licensing.repository.snapshot import Origin, Tag
from licensing.texts.comparing import TextState
from procurement.model import AnswerEffect, BidFile, BidStatement, EvidenceKind, FileVerdict, Said
from procurement.papers import openness_annex, openness_workbook
from procurement.rules.openness.deciding import decision_faults
from procurement.rules.openness.deriving import evidence_of, suggestion_of
from procurement.rules.openness.facts import OpennessFacts, facts_of, repository_fact
from tests.openness import openness_report

RUBRIC = openness_rubric()
DEADLINE = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
DIGEST, LATE = "sha256:" + 64 * "0", "sha256:" + 64 * "1"
OFFER = BidFile(name="angebot.pdf", size=1, digest=DIGEST, with_price=False)
ANSWER = Proof("Anfrage 1", LATE, "Antwort")
SAID = {
    Signal.LICENCE: Said(expression="EUPL-1.2"),
    Signal.SOURCE: Said(),
    Signal.OPEN_CORE: Said(open=3, closed=1),
    Signal.REUSE: Said(),
}
SNAPSHOT = RepositoryFacts(
    url="https://gitlab.example.org/stadt/muster",
    place="Abschnitt 4",
    product="",
    offered="2.4.1",
    licence="EUPL-1.2",
    taken_at=DEADLINE + timedelta(days=2),
    origin=Origin.FETCHED,
    reference="v2.4.1",
    digest=DIGEST,
    tags=(Tag("v2.4.1", "a" * 40, DEADLINE - timedelta(days=9)),),
    shown=ShownFacts(
        files=9,
        publiccode=PublicCodeFacts(
            proof=Proof("publiccode.yml", DIGEST), is_valid=True, faults=(), version="2.4.1", licence="EUPL-1.2"
        ),
        reuse=ReuseResult(ReuseState.COMPLETE, 9, 9, (), (), (), ()),
        contributing=Proof("CONTRIBUTING.md", DIGEST),
        texts=(LicenceTextFacts(licence="EUPL-1.2", proof=Proof("LICENSE", DIGEST), state=TextState.SAME),),
    ),
    archive=Proof("muster.zip", LATE),
)


def statement(signal: Signal, said: Said | None = None, osi: str = "yes") -> BidStatement:
    return BidStatement(
        number=1,
        bid="1-1-1-1",
        signal=signal,
        said=said or SAID[signal],
        osi=osi if signal is Signal.LICENCE else "",
        lists="",
        file=OFFER.name,
        digest=DIGEST,
        place="S. 1",
        noted_by="x",
        noted_at=DEADLINE,
    )


def verdict(name: str, digest: str) -> FileVerdict:
    return FileVerdict(
        place=1,
        file=1,
        name=name,
        kind=EvidenceKind.BILL,
        member="",
        digest=digest,
        is_read=True,
        format="list",
        spec_version="",
        components=2,
        counts={},
        columns=None,
    )


def bill(*answers: str) -> dict[str, Any]:
    licences = {"osi": 1, "permissive": 2, "unknown": 0}
    return {"expressions": [], "licences": licences, "compatibility": [{"answer": one} for one in answers]}


def effect(signal: Signal, state: EvidenceState, anchor: str) -> AnswerEffect:
    return AnswerEffect(
        number=1,
        bid="1-1-1-1",
        inquiry=1,
        signal=signal,
        state=state,
        anchor=anchor if state in {EvidenceState.PROVEN, EvidenceState.DECLARED} else "",
        answer_digest=LATE,
        noted_by="x",
        noted_at=DEADLINE,
    )


EFFECTS = st.sampled_from(
    [
        effect(one.signal, state, anchor.id)
        for one in RUBRIC.signals
        for anchor in one.anchors
        for state in EvidenceState
    ]
)


def states(facts: OpennessFacts) -> dict[str, str]:
    return {one.signal.value: one.state.value for one in evidence_of(facts, RUBRIC).values()}


def test_a_snapshot_verifies_what_the_bid_says() -> None:
    stated = {signal: statement(signal) for signal in SAID}
    alone = facts_of(stated, [OFFER], [])
    assert states(alone) == {"S1": "declared", "S2": "declared", "S3": "declared", "S4": "unknown", "S6": "declared"}
    named = [(Proof("Angebot", DIGEST, "Abschnitt 4"), SNAPSHOT)]
    shown = facts_of(stated, [OFFER], [], repository_fact(named, DEADLINE))
    assert states(shown) == {"S1": "proven", "S2": "proven", "S3": "declared", "S4": "unknown", "S6": "proven"}
    unsaid = facts_of({}, [OFFER], [], repository_fact([], DEADLINE))
    assert set(states(unsaid).values()) == {"unknown"}


@pytest.mark.parametrize(
    "other",
    [
        replace(SNAPSHOT, offered="2.5"),
        replace(SNAPSHOT, tags=(Tag("v2.4.1", "a" * 40, DEADLINE + timedelta(seconds=1)),)),
    ],
)
def test_a_snapshot_of_another_state_proves_nothing(other: RepositoryFacts) -> None:
    found = repository_fact([(Proof("Angebot", DIGEST), other)], DEADLINE)
    assert (found.verified, found.texts, found.reuse) == (None, (), None)
    both = repository_fact([(Proof("Angebot", DIGEST), SNAPSHOT), (Proof("Angebot", DIGEST), None)], DEADLINE)
    assert both.verified is None


def test_a_bill_that_did_not_come_with_the_bid_is_told_and_left_out() -> None:
    own = facts_of({}, [OFFER], [(verdict("liste.csv", DIGEST), bill("yes", "unclear"))])
    late = facts_of({}, [OFFER], [(verdict("neu.csv", LATE), bill("yes"))])
    assert (states(own)["S4"], own.late_files) == ("proven", ())
    assert (states(late)["S4"], late.components, late.late_files) == ("unknown", None, ("neu.csv",))
    assert own.components is not None
    assert own.components.percent == 50


@pytest.mark.parametrize(
    ("points", "reason", "fault"),
    [
        (None, "", "decision_points"),
        (3, "", "decision_reason"),
        (3, " \n", "decision_reason"),
        (5, "", "decision_reason"),  # evidence left open which of them
        (5, "Weil.", ""),
        (3, "Weil.", ""),
    ],
)
def test_whoever_leaves_the_suggestion_says_why(points: Any, reason: str, fault: str) -> None:  # noqa: ANN401
    found = decision_faults(points, Fraction(4), Fraction(6), reason)
    assert [one.type for one in found] == ([fault] if fault else [])


def test_the_very_points_suggested_need_no_reason() -> None:
    assert decision_faults(Decimal(5), Fraction(5), Fraction(5), "") == ()


def test_what_the_osi_says_comes_with_the_version_of_its_list() -> None:
    licences = InstalledLicences()
    assert [licences.osi(one)[0] for one in ("EUPL-1.2", "BUSL-1.1", "irgendwas")] == ["yes", "no", "unknown"]
    assert "spdx" in licences.osi("EUPL-1.2")[1].lower()


def test_annex_and_workbook_say_the_same_about_an_open_signal() -> None:
    report = openness_report()
    text = to_text(openness_annex(report))
    for told in (
        "0 bis 3,5",
        "0 bis 35",
        "offen",
        "neu.csv",
        "angenommen",
        "=Alpha <b>",
        "keine Stückliste im Angebot",
    ):
        assert told in text
    compared = openness_workbook(report).sheets[0]
    assert compared.cells[0, 0].value == "Signal"
    assert "offen: 0 bis 35" in {cell.value for cell in compared.cells.values()}
    signals = openness_workbook(report).sheets[1]
    assert [signals.cells[1, at].value for at in (5, 6)] == [0, 35]
    assert all(cell.formula is None for cell in compared.cells.values())


class LateAnswers(RuleBasedStateMachine):
    """A bid whose deadline is over, and everything that may be noted about it afterwards."""

    @initialize(signals=st.sets(st.sampled_from(sorted(SAID))), proven=st.booleans())
    def hand_in(self, signals: set[Signal], proven: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        named = [(Proof("Angebot", DIGEST), SNAPSHOT)] if proven else []
        self.stated = {one: statement(one) for one in signals}
        self.repository = repository_fact(named, DEADLINE)
        self.judged: list[tuple[FileVerdict, dict[str, Any]]] = []
        self.effects: list[AnswerEffect] = []
        self.best = self.worth()

    def worth(self) -> tuple[Fraction, Fraction]:
        facts = facts_of(self.stated, [OFFER], self.judged, self.repository)
        found = suggestion_of(facts, self.effects, {1: ANSWER}, RUBRIC, DEADLINE)
        return found.least, found.most

    @rule(one=EFFECTS)
    def answer(self, one: AnswerEffect) -> None:
        self.effects.append(one)

    @rule(answer=st.sampled_from(["yes", "no", "unclear"]))
    def add_a_bill_later(self, answer: str) -> None:
        self.judged.append((verdict("neu.csv", LATE), bill(answer)))

    @invariant()
    def nothing_rises(self) -> None:
        now = self.worth()
        assert now[0] <= self.best[0]
        assert now[1] <= self.best[1]
        self.best = now


TestLateAnswers = LateAnswers.TestCase
TestLateAnswers.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
