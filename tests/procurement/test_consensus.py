"""Consensus: all sheets side by side, joint points with a common reason, fixed for good."""

import json

import pytest

from app.house import House
from app.wiring import build_house
from infra.audit.model import Event
from infra.database import Database
from infra.fields.model import Conflict, FieldConflictError
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from procurement.errors import BidNotFoundError, CriterionNotFoundError, PointsDifferError, ProcedureFrozenError
from procurement.model import ConflictDeclaration, ProcedureStage
from procurement.repository import EvaluatorRepository, ScoreRepository
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.services.bids.consensus import freeze_consensus
from procurement.services.score_fields import JOINT, POINTS, REASON, SOURCE
from tests.audit_lines import lines_of
from tests.bids import EVALUATOR
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, opened, take
from tests.sheets import FIRST_BID, SECOND, agree_all, cell, consensus, stage

CELLS = 39  # three bids on thirteen criteria


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


@pytest.mark.parametrize(("points", "discuss"), [(("8", "8"), False), (("5", "8"), False), (("4", "8"), True)])
def test_the_spread_is_shown_and_marked(house: House, points: tuple[str, str], *, discuss: bool) -> None:
    slug = consensus(house, points=points).slug
    table = house.agreeing.open(ASKER, slug, 1)
    found = table.agreement(FIRST_BID, "F1")

    assert found is not None
    assert (str(found.lowest), str(found.highest), found.discuss) == (*points, discuss)
    assert table.evaluators == ("Mira Novak", "Piet Jansen")
    assert [one.name for one in table.singles[FIRST_BID, "F1"]] == ["Mira Novak", "Piet Jansen"]
    assert table.is_open


def test_two_people_see_both_values(house: House) -> None:
    slug = consensus(house).slug
    house.agreeing.change(ASKER, slug, 1, cell(FIRST_BID, "F1", POINTS, "7"))
    with pytest.raises(FieldConflictError) as refused:
        house.agreeing.change(EVALUATOR, slug, 1, cell(FIRST_BID, "F1", POINTS, "6"))
    assert refused.value.now.value == "7"
    outcomes = house.agreeing.save(EVALUATOR, slug, 1, [cell(FIRST_BID, "F1", POINTS, "6")])
    assert isinstance(outcomes[FIRST_BID, "F1", POINTS], Conflict)
    assert house.agreeing.change(EVALUATOR, slug, 1, cell(FIRST_BID, "F1", POINTS, "6", 1)).version == 2


def test_a_suggestion_is_only_what_all_agree_on(house: House) -> None:
    agreed, apart = consensus(house, "VG-8").slug, consensus(house, "VG-9", ("7", "8")).slug
    wish = cell(FIRST_BID, "F1", POINTS, "")

    assert house.agreeing.take_over(EVALUATOR, agreed, 1, wish).value == "8"
    with pytest.raises(PointsDifferError):
        house.agreeing.take_over(EVALUATOR, apart, 1, wish)
    fields = house.agreeing.open(ASKER, agreed, 1, "F1").fields(FIRST_BID, "F1")
    assert {name: one.value for name, one in fields.items()} == {POINTS: "8", REASON: "", SOURCE: ""}


def test_whoever_has_a_conflict_is_neither_counted_nor_shown(house: House) -> None:
    slug = consensus(house, points=("4", "8")).slug
    with house.transactions.write(ASKER, Action.MANAGE_EVALUATORS) as writing:
        declaration = ConflictDeclaration(
            bid=FIRST_BID,
            person=str(SECOND.person),
            number=2,
            has_conflict=True,
            text="Nebentätigkeit",
            declared_at=writing.now,
        )
        EvaluatorRepository(writing.session).add_declaration(slug, declaration)
    table = house.agreeing.open(ASKER, slug, 1)
    found = table.agreement(FIRST_BID, "F1")

    assert table.evaluators == ("Mira Novak",)
    assert found is not None
    assert str(found.points) == "4"
    for call in (lambda: house.agreeing.open(SECOND, slug, 1), lambda: house.agreeing.save(SECOND, slug, 1, [])):
        with pytest.raises(AccessDeniedError):
            call()


def test_fixing_the_quality_freezes_the_joint_points(house: House, database: Database) -> None:
    slug = consensus(house).slug
    agree_all(house, slug, leave_out=[(FIRST_BID, "F1")])
    with pytest.raises(StepNotPossibleError) as refused:
        take(house, slug, Step.FIX_QUALITY)
    assert [one.type for one in refused.value.reasons] == ["consensus-missing"]

    agree_all(house, slug)
    take(house, slug, Step.FIX_QUALITY)
    table = house.agreeing.open(ASKER, slug, 1)
    with house.transactions.read(ASKER, Action.READ_SCORES) as reading:
        joint = ScoreRepository(reading.session).joint(slug)
        assert JOINT.values_under(reading, f"{slug}/") == {}
    entries = lines_of(database, DEMO_CITY)
    (entry,) = [one for one in entries if one["event"] == Event.QUALITY_FIXED]
    after = entry["details"]["after"]

    assert (len(joint), after["count"], str(after["scores"])[:7]) == (CELLS, CELLS, "sha256:")
    assert "Gemeinsam" not in json.dumps(entry)
    assert table.fields(FIRST_BID, "F1")[REASON].value == "Gemeinsam."
    assert not table.is_open
    with pytest.raises(ProcedureFrozenError):
        house.agreeing.change(ASKER, slug, 1, cell(FIRST_BID, "F1", POINTS, "1"))


def test_a_further_round_keeps_what_was_written_before(house: House) -> None:
    slug = consensus(house).slug
    with house.transactions.write(ASKER, Action.FIX_QUALITY) as writing:
        JOINT.save(writing, JOINT.record(f"{slug}/1-2-1-1/F1"), cell("1-2-1-1", "F1", POINTS, "3").edit)
    agree_all(house, slug)
    with house.transactions.write(ASKER, Action.FIX_QUALITY) as writing:
        told = freeze_consensus(writing, opened(house, slug).procedure)
        assert told["count"] == CELLS
        assert list(JOINT.values_under(writing, f"{slug}/")) == [f"{slug}/1-2-1-1/F1"]


@pytest.mark.parametrize("account", ["revision", "fachamt", "verwaltung"])
def test_others_agree_on_nothing(house: House, account: str) -> None:
    slug = consensus(house).slug
    with pytest.raises(AccessDeniedError):
        house.agreeing.change(actor(account), slug, 1, cell(FIRST_BID, "F1", POINTS, "1"))


def test_the_auditor_reads_the_consensus(house: House) -> None:
    slug = consensus(house).slug
    _, (table,) = house.agreeing.lots(actor("revision"), slug)
    assert not table.is_open


def test_only_what_is_scored_is_agreed_on(house: House) -> None:
    slug = consensus(house).slug
    for wish, error in (
        (cell("1-1-1-9", "F1", POINTS, "8"), BidNotFoundError),
        (cell(FIRST_BID, "A1", POINTS, "8"), CriterionNotFoundError),
    ):
        with pytest.raises(error):
            house.agreeing.change(ASKER, slug, 1, wish)
    stage(house, slug, ProcedureStage.SCORING)
    with pytest.raises(ProcedureFrozenError):
        house.agreeing.change(ASKER, slug, 1, cell(FIRST_BID, "F1", POINTS, "8"))
