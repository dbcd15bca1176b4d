"""Openness of bids through the services on both databases: rubric, signals, answers that only take, decisions."""

import json
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from infra.audit.model import Event
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from licensing.assess.evidence import EvidenceState, Signal
from procurement.errors import (
    AnswerRaisesPointsError,
    EvidenceClosedError,
    InquiryNotFoundError,
    NoRubricError,
    ProcedureFrozenError,
    RubricNotFoundError,
    RubricVersionTakenError,
    SheetHandedInError,
    SuggestionChangedError,
)
from procurement.model import EvidenceKind, InquiryKind, ProcedureStage, Said
from procurement.services.evidence.files import NewEvidence
from procurement.services.openness import DecisionWish, EffectWish, StatementWish
from procurement.services.openness.gathering import BidOpenness
from procurement.services.score_fields import POINTS
from tests.audit_lines import lines_of
from tests.bids import ASKER, EVALUATOR, with_bids
from tests.evidence import drafted, judged
from tests.fakes import StoppedClock
from tests.openness import (
    BIDS,
    CRITERION,
    LICENCE,
    MIT,
    OFFER,
    PRICES,
    answered_inquiry,
    awaiting,
    judge_files,
    state_licence,
    with_open_bids,
    with_rubric,
)
from tests.people import actor
from tests.procedures import prepared
from tests.sheets import SECOND, hand_in, stage

AUDITOR = actor("revision")


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def changed(house: House, **changes: object) -> dict[str, Any]:
    return deepcopy(dict(house.rubrics.shipped)) | changes


def known(house: House, slug: str, bid: str = BIDS[0]) -> BidOpenness:
    return house.openness_desk.open(ASKER, slug, bid).known


def state_of(found: BidOpenness, signal: Signal) -> EvidenceState:
    return next(one.evidence.state for one in found.suggestion.signals if one.evidence.signal is signal)


def test_a_version_of_a_rubric_never_changes(house: House) -> None:
    first = with_rubric(house)

    assert with_rubric(house) == first
    with pytest.raises(RubricVersionTakenError):
        house.rubrics.add(ASKER, changed(house, title="Anders"))
    second = house.rubrics.add(ASKER, changed(house, version="2", title="Anders"))
    assert (first.number, second.number) == (1, 2)
    page = house.rubrics.page(ASKER, size=1)
    assert ([one.number for one in page.items], page.before) == ([2], 2)
    assert [one.number for one in house.rubrics.page(EVALUATOR, before=2).items] == [1]
    assert house.rubrics.open(EVALUATOR, 2).rubric.title == "Anders"
    with pytest.raises(RubricNotFoundError):
        house.rubrics.open(ASKER, 3)
    with pytest.raises(AccessDeniedError):
        house.rubrics.add(EVALUATOR, changed(house, version="3"))


def test_a_rubric_without_the_anchors_of_evidence_is_refused(house: House) -> None:
    document = changed(house, version="2")
    document["signals"][1]["anchors"][0]["id"] = "anders"
    with pytest.raises(InputError) as refused:
        house.rubrics.add(ASKER, document)
    assert [one.type for one in refused.value.faults] == ["rubric_anchor_missing"]


def test_a_lot_takes_a_rubric_for_a_criterion_of_the_open_source_group(house: House) -> None:
    rubric, found = with_rubric(house), prepared(house)
    for criterion in ("O", "S1", "nichts"):
        with pytest.raises(InputError):
            house.rubrics.take(ASKER, found.slug, found.version, 1, (criterion, rubric.number))
    taken = house.rubrics.take(ASKER, found.slug, found.version, 1, (CRITERION, rubric.number))
    chosen = taken.lots[0].terms.rubric
    assert chosen is not None
    assert (chosen.criterion, chosen.digest, dict(chosen.document)) == (CRITERION, rubric.digest, house.rubrics.shipped)
    dropped = house.rubrics.take(ASKER, found.slug, taken.version, 1, None)
    assert dropped.lots[0].terms.rubric is None


def test_the_publication_freezes_the_rubric_with_its_lot(house: House) -> None:
    found = awaiting(house)
    publication = house.procedures.publications(ASKER, found.slug)[0]
    lot = json.loads(publication.document)["lots"][0]

    assert lot["rubric"]["criterion"] == CRITERION
    assert lot["rubric"]["document"] == house.rubrics.shipped
    with pytest.raises(ProcedureFrozenError):
        house.rubrics.take(ASKER, found.slug, found.version, 1, None)


def test_nothing_is_suggested_without_a_published_rubric(house: House) -> None:
    found = with_bids(house)
    with pytest.raises(NoRubricError):
        house.openness_desk.open(ASKER, found.slug, BIDS[0])
    assert house.openness_desk.beside(ASKER, found.slug, 1, CRITERION) is None


def test_signals_are_drawn_from_the_bid(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR).slug
    assert known(house, slug).points == (Fraction(0), Fraction(10))

    state_licence(house, slug)
    assert state_of(known(house, slug), Signal.LICENCE) is EvidenceState.DECLARED
    judge_files(house, slug)
    found = known(house, slug)
    assert state_of(found, Signal.LICENCE) is EvidenceState.PROVEN
    assert found.suggestion.components is not None
    assert found.facts.late_files == ()
    assert known(house, slug, BIDS[1]).points == (Fraction(0), Fraction(10))


def test_a_file_that_came_later_counts_for_nothing(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR).slug
    state_licence(house, slug, expression="Apache-2.0")
    before = known(house, slug)
    analysis = drafted(house, ASKER, slug, BIDS[0])
    text = NewEvidence(name="LICENSE-neu", kind=EvidenceKind.LICENCE_TEXT, licence="Apache-2.0")
    judged(house, ASKER, house.evidence_files.add(ASKER, analysis.id, analysis.version, text, MIT.encode() + b"\n"))
    after = known(house, slug)
    assert after.facts.late_files == ("LICENSE-neu",)
    assert (after.seal, after.points) == (before.seal, before.points)


@pytest.mark.parametrize(
    ("said", "file", "place", "fault"),
    [
        (Said(expression="MIT"), "fremd.pdf", "S. 1", "statement_file"),
        (Said(expression="MIT"), PRICES, "S. 1", "statement_file"),
        (Said(expression="MIT"), OFFER, " ", "statement_place"),
        (Said(), OFFER, "S. 1", "statement_licence"),
        (Said(promise="erfunden"), OFFER, "S. 1", "statement_promise"),
        (Said(promise="osi_promised", denied=True), OFFER, "S. 1", "statement_both"),
    ],
)
def test_a_statement_points_to_a_file_of_the_bid(house: House, said: Said, file: str, place: str, fault: str) -> None:
    slug = with_open_bids(house, EVALUATOR).slug
    with pytest.raises(InputError) as refused:
        house.openness_noting.note(ASKER, slug, BIDS[0], StatementWish(Signal.LICENCE, said, file, place))
    assert [one.type for one in refused.value.faults] == [fault]


def test_a_promise_scores_by_its_published_anchor(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR).slug
    wish = StatementWish(Signal.LICENCE, Said(promise="osi_promised"), OFFER, "S. 4")
    house.openness_noting.note(EVALUATOR, slug, BIDS[0], wish)
    found = next(one for one in known(house, slug).suggestion.signals if one.evidence.signal is Signal.LICENCE)
    assert found.least == found.most == 14


def test_no_kind_of_answer_raises_points(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR).slug
    state_licence(house, slug)
    question = answered_inquiry(house, slug, InquiryKind.QUESTION)
    clarified = answered_inquiry(house, slug)
    more = EffectWish(clarified, Signal.LICENCE, EvidenceState.PROVEN, "osi")
    less = EffectWish(clarified, Signal.LICENCE, EvidenceState.ABSENT)
    for wish in (
        more,
        EffectWish(clarified, Signal.SOURCE, EvidenceState.DECLARED, "same_version"),
        EffectWish(question, Signal.LICENCE, EvidenceState.ABSENT),
    ):
        with pytest.raises(AnswerRaisesPointsError):
            house.openness_noting.note_effect(ASKER, slug, BIDS[0], wish)
    with pytest.raises(InquiryNotFoundError):
        house.openness_noting.note_effect(ASKER, slug, BIDS[1], less)
    house.openness_noting.note_effect(ASKER, slug, BIDS[0], less)
    assert state_of(known(house, slug), Signal.LICENCE) is EvidenceState.ABSENT
    with pytest.raises(AnswerRaisesPointsError):
        house.openness_noting.note_effect(ASKER, slug, BIDS[0], more)


def test_an_evaluator_accepts_or_overrules_with_a_reason(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR, SECOND).slug
    state_licence(house, slug, expression="BUSL-1.1")
    seal = known(house, slug).seal
    with pytest.raises(InputError) as refused:
        house.openness_deciding.decide(EVALUATOR, slug, 1, DecisionWish(bid=BIDS[0], seal=seal, points="9"))
    assert [one.type for one in refused.value.faults] == ["decision_reason"]
    wish = DecisionWish(bid=BIDS[0], seal=seal, points="9", reason="Die Schutzfrist ist abgelaufen.")
    overruled = house.openness_deciding.decide(EVALUATOR, slug, 1, wish)
    assert not overruled.is_accepted
    with pytest.raises(InputError):  # within the span, which evidence left open
        house.openness_deciding.decide(SECOND, slug, 1, DecisionWish(bid=BIDS[0], seal=seal, points="6"))
    wish = DecisionWish(bid=BIDS[0], seal=seal, points="6", reason="Schnittstellen sind offen.")
    assert house.openness_deciding.decide(SECOND, slug, 1, wish).is_accepted
    assert house.sheets.open(EVALUATOR, slug, 1).cells[BIDS[0], CRITERION].text(POINTS) == "9"
    assert house.sheets.open(SECOND, slug, 1).cells[BIDS[0], CRITERION].text(POINTS) == "6"
    told = [one for one in lines_of(house.transactions.database, DEMO_CITY) if one["event"] == Event.POINTS_DECIDED]
    assert len(told) == 2
    assert "Schutzfrist" not in json.dumps(told, ensure_ascii=False)


def test_nobody_decides_on_what_has_changed(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR).slug
    seal = known(house, slug).seal
    state_licence(house, slug)
    with pytest.raises(SuggestionChangedError):
        house.openness_deciding.decide(EVALUATOR, slug, 1, DecisionWish(bid=BIDS[0], seal=seal, points="3"))


def test_nobody_sees_a_foreign_decision_before_single_scoring_is_over(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR, SECOND).slug
    seal = known(house, slug).seal
    house.openness_deciding.decide(
        EVALUATOR, slug, 1, DecisionWish(bid=BIDS[0], seal=seal, points="5", reason="Quelltext gesehen.")
    )
    for reader in (SECOND, ASKER, AUDITOR):
        assert house.openness_desk.compare(reader, slug, 1).decisions == {}
    assert list(house.openness_desk.compare(EVALUATOR, slug, 1).decisions) == [(BIDS[0], EVALUATOR.person)]
    for person in (EVALUATOR, SECOND):
        hand_in(house, slug, person)
    with pytest.raises(SheetHandedInError):
        house.openness_deciding.decide(EVALUATOR, slug, 1, DecisionWish(bid=BIDS[0], seal=seal, points="5"))
    stage(house, slug, ProcedureStage.CONSENSUS)
    for reader in (SECOND, ASKER, AUDITOR):
        assert list(house.openness_desk.compare(reader, slug, 1).decisions) == [(BIDS[0], EVALUATOR.person)]


def test_only_those_who_may_read_bids_see_signals(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR).slug
    for stranger in (SECOND, actor("fachamt"), actor("verwaltung")):
        with pytest.raises(AccessDeniedError):
            house.openness_desk.open(stranger, slug, BIDS[0])
        with pytest.raises(AccessDeniedError):
            house.openness_desk.compare(stranger, slug, 1)
    with pytest.raises(AccessDeniedError):
        house.openness_deciding.decide(ASKER, slug, 1, DecisionWish(bid=BIDS[0], seal="", points="5"))
    with pytest.raises(AccessDeniedError):
        state_licence_as_auditor(house, slug)


def state_licence_as_auditor(house: House, slug: str) -> None:
    wish = StatementWish(Signal.LICENCE, Said(expression="MIT"), LICENCE, "S. 1")
    house.openness_noting.note(AUDITOR, slug, BIDS[0], wish)


def test_nothing_is_noted_once_the_quality_is_fixed(house: House) -> None:
    slug = with_open_bids(house, EVALUATOR).slug
    stage(house, slug, ProcedureStage.QUALITY_FIXED)
    with pytest.raises(EvidenceClosedError):
        state_licence(house, slug)


def test_a_prepared_procedure_without_the_right_to_prepare(house: House) -> None:
    found = prepared(house)
    with pytest.raises(AccessDeniedError) as denied:
        house.rubrics.take(EVALUATOR, found.slug, found.version, 1, None)
    assert denied.value.action is Action.PREPARE_PROCEDURE
