"""A rubric is refused with every fault; suggestions are exact and never take a point for what is unclear."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from app.openness_wiring import openness_rubric
from core.errors import InputError
from infra.parameters import load_data
from licensing.assess.answers import AnswerKind
from licensing.assess.evidence import EvidenceState, Signal, SignalEvidence
from licensing.assess.questions import questions
from licensing.assess.rubric_check import counted_twice
from licensing.assess.suggestion import ComponentShare, EvidenceNotOfRubricError, is_promise, suggest
from licensing.judgement import LicenceCounts
from licensing.proof import Proof
from tests.factories import Json

NOTHING = Fraction(0)
PROOF = (Proof("angebot.pdf", "sha256:" + "0" * 64),)


def delivered() -> Json:
    raw: Json = load_data("licensing", "rubric")
    return raw


def weigh(raw: Json, place: int, weight: object) -> None:
    raw["signals"][place]["weight_percent"] = weight


def call(raw: Json, signal: int, anchor: int, **values: object) -> None:
    raw["signals"][signal]["anchors"][anchor] |= values


SUSTAINED = {
    "id": "S7",
    "weight_percent": 0,
    "anchors": [
        {"id": "kept", "kind": "fact", "percent": 100, "title": "Gepflegt"},
        {"id": "none", "kind": "fact", "percent": 0, "title": "Nichts"},
    ],
}


def sustain_by_fact(raw: Json) -> None:
    weigh(raw, 0, 30)
    raw["signals"].append(SUSTAINED | {"weight_percent": 5})


FAULTY: list[tuple[Callable[[Json], object], list[tuple[str, str]]]] = [
    (lambda raw: weigh(raw, 0, "34.999999999"), [("rubric_sum", "/signals")]),
    (lambda raw: weigh(raw, 0, 36), [("rubric_sum", "/signals")]),
    (lambda raw: call(raw, 0, 1, percent=101), [("rubric_percent", "/signals/0/anchors/1/percent")]),
    (lambda raw: call(raw, 0, 1, percent=50.5), [("format_value_error", "/signals/0/anchors/1/percent")]),
    (lambda raw: call(raw, 0, 1, id="osi"), [("rubric_anchor_twice", "/signals/0/anchors/1/id")]),
    (lambda raw: call(raw, 0, 2, percent=61), [("rubric_anchor_order", "/signals/0/anchors/2/percent")]),
    (lambda raw: call(raw, 0, 0, percent=90), [("rubric_anchor_ends", "/signals/0/anchors")]),
    (lambda raw: call(raw, 0, 0, title="Mit API"), [("rubric_counted_elsewhere", "/signals/0/anchors/0/title")]),
    (lambda raw: call(raw, 1, 0, title="Güte der SBOM"), [("rubric_counted_elsewhere", "/signals/1/anchors/0/title")]),
    (lambda raw: raw.update(format="x"), [("format_literal_error", "/format")]),
    (lambda raw: raw.update(more=1), [("format_extra_forbidden", "/more")]),
    (lambda raw: raw["signals"][0].update(id="S5"), [("format_enum", "/signals/0/id")]),
    (lambda raw: raw["signals"][0].update(id="S2"), [("rubric_signal_twice", "/signals/1/id")]),
    (
        lambda raw: (
            raw["signals"][0].update(weight_percent=30),
            raw["signals"].append(SUSTAINED | {"weight_percent": 5}),
        ),
        [("rubric_promise_only", "/signals/5/weight_percent")],
    ),
]


@pytest.mark.parametrize(("change", "faults"), FAULTY)
def test_a_faulty_rubric_is_refused_with_its_places(
    change: Callable[[Json], object], faults: list[tuple[str, str]]
) -> None:
    raw = delivered()
    change(raw)
    with pytest.raises(InputError) as refused:
        openness_rubric(raw)

    found = [(one.type, one.pointer) for one in refused.value.faults]
    assert found[: len(faults)] == faults


def test_sustainability_counts_only_as_a_promise() -> None:
    raw = delivered()
    raw["signals"].append(SUSTAINED)
    assert openness_rubric(raw).share(Signal.SUSTAINABILITY, EvidenceState.PROVEN, "kept") == (NOTHING, NOTHING)

    promised = [{**SUSTAINED["anchors"][0], "kind": "promise"}, SUSTAINED["anchors"][1]]  # type: ignore[index]
    raw["signals"][-1] = {**SUSTAINED, "weight_percent": 5, "anchors": promised}
    weigh(raw, 0, 30)
    rubric = openness_rubric(raw)
    assert is_promise(rubric, SignalEvidence(Signal.SUSTAINABILITY, EvidenceState.PROVEN, "kept", PROOF))
    assert not is_promise(rubric, SignalEvidence(Signal.LICENCE, EvidenceState.PROVEN, "osi", PROOF))
    assert not is_promise(rubric, SignalEvidence(Signal.LICENCE, EvidenceState.ABSENT))


def test_the_checksum_is_of_the_content() -> None:
    raw = delivered()
    assert openness_rubric(raw).sha256 == openness_rubric().sha256
    raw["title"] = "Anders"
    assert openness_rubric(raw).sha256 != openness_rubric().sha256


def test_a_signal_scored_elsewhere_is_named() -> None:
    others = [("U1", Signal.COHERENCE), ("U2", Signal.SUSTAINABILITY)]

    assert [one.pointer for one in counted_twice(openness_rubric(), others)] == ["/criteria/U1"]


def test_what_is_unknown_is_a_range_and_a_question_and_no_deduction() -> None:
    rubric = openness_rubric()
    known = [
        SignalEvidence(Signal.LICENCE, EvidenceState.PROVEN, "osi", PROOF),
        SignalEvidence(Signal.SOURCE, EvidenceState.DECLARED, "same_version", PROOF),
        SignalEvidence(Signal.REUSE, EvidenceState.ABSENT),
    ]
    found = suggest(rubric, known, ComponentShare.of(LicenceCounts(osi=6, permissive=7, proprietary=1, unknown=2)))

    assert (found.least, found.most) == (Fraction(45), Fraction(80))
    assert found.open == (Signal.OPEN_CORE, Signal.COHERENCE)
    asked = questions(found, load_data("licensing", "openness"))
    declared = [one.evidence.signal for one in found.signals if one.evidence.state is EvidenceState.DECLARED]
    assert [one.signal for one in asked if one.state is EvidenceState.UNKNOWN] == list(found.open)
    assert [one.signal for one in asked if one.state is EvidenceState.DECLARED] == declared != []
    assert {one.kind for one in asked} == {AnswerKind.CLARIFICATION}
    assert {one.why for one in asked if one.state is EvidenceState.UNKNOWN} == {"nothing_said"}
    assert all(one.text.endswith("?") for one in asked)
    assert found.points(Fraction(10), Fraction(1)) == (Fraction(4), Fraction(8))
    assert found.points(Fraction(10), Fraction(1, 2)) == (Fraction(9, 2), Fraction(8))
    assert found.components is not None
    assert (found.components.percent, found.components.unknown) == (Fraction(75), 2)
    assert suggest(rubric, known).least == found.least, "components give no points"


def test_evidence_that_does_not_fit_is_an_error() -> None:
    osi = SignalEvidence(Signal.LICENCE, EvidenceState.PROVEN, "osi", PROOF)
    for wrong in ([osi, osi], [SignalEvidence(Signal.LICENCE, EvidenceState.PROVEN, "ready", PROOF)]):
        with pytest.raises(EvidenceNotOfRubricError):
            suggest(openness_rubric(), wrong)
    for state in (EvidenceState.PROVEN, EvidenceState.DECLARED):
        with pytest.raises(ValueError, match="needs an anchor and a proof"):
            SignalEvidence(Signal.LICENCE, state, "osi")
