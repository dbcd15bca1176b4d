"""Single sheets: alone, complete, frozen; nobody reads a draft, nobody scores early, late or with a conflict."""

from dataclasses import replace

import pytest

from app.house import House
from app.wiring import build_house
from infra.audit.model import Event
from infra.database import Database
from infra.fields.model import Conflict, FieldConflictError, FieldTooLongError, Saved, UnknownFieldError
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError, Denial
from infra.policy.table import Action
from procurement.errors import (
    BidNotFoundError,
    CriterionNotFoundError,
    LotNotFoundError,
    ProcedureFrozenError,
    ProcedureNotFoundError,
    SheetHandedInError,
    SheetIncompleteError,
)
from procurement.model import BidState, ConflictDeclaration, Decision, ProcedureStage
from procurement.repository import BidRepository, EvaluatorRepository, ScoreRepository
from procurement.rules.sheet import Gap
from procurement.services.score_fields import CONSEQUENCE, FOUND, POINTS, SHEET, SOURCE
from tests.audit_lines import lines_of
from tests.bids import EVALUATOR, appoint, with_bids
from tests.fakes import StoppedClock
from tests.people import OPERATOR, actor
from tests.procedures import ASKER
from tests.sheets import FIRST_BID, SECOND, cell, hand_in, scoring, stage, whole, write_all

CELLS = 39  # three bids on thirteen criteria


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def test_what_is_typed_is_there_again(house: House) -> None:
    slug = scoring(house).slug
    house.sheets.save(EVALUATOR, slug, 1, [cell(FIRST_BID, "F1", POINTS, "8"), cell(FIRST_BID, "F1", SOURCE, "S. 12")])
    sheet = house.sheets.open(EVALUATOR, slug, 1)

    assert len(sheet.cells) == CELLS
    assert sheet.cells[FIRST_BID, "F1"].text(POINTS) == "8"
    assert sheet.missing[0].gaps == (Gap.REASON,)
    assert len(sheet.missing) == CELLS
    assert (sheet.is_open, sheet.submitted_at) == (True, None)


def test_two_tabs_of_one_evaluator_see_both_values_and_no_false_alarm(house: House) -> None:
    slug = scoring(house).slug
    change = house.sheets.change
    assert change(EVALUATOR, slug, 1, cell(FIRST_BID, "F1", POINTS, "8", form="eins")).version == 1
    assert change(EVALUATOR, slug, 1, cell(FIRST_BID, "F1", POINTS, "9", form="eins")).version == 2  # its own save
    with pytest.raises(FieldConflictError) as refused:
        change(EVALUATOR, slug, 1, cell(FIRST_BID, "F1", POINTS, "3", form="zwei"))
    assert refused.value.now.value == "9"
    outcomes = house.sheets.save(
        EVALUATOR, slug, 1, [cell(FIRST_BID, "F1", POINTS, "3"), cell(FIRST_BID, "F1", SOURCE, "S. 1")]
    )
    assert isinstance(outcomes[FIRST_BID, "F1", POINTS], Conflict)
    assert isinstance(outcomes[FIRST_BID, "F1", SOURCE], Saved)


def test_two_evaluators_write_about_the_same_bid_at_once(house: House) -> None:
    slug = scoring(house, "VG-9", EVALUATOR, SECOND).slug
    for one, points in ((EVALUATOR, "8"), (SECOND, "3"), (EVALUATOR, "7")):
        held = house.sheets.open(one, slug, 1).cells[FIRST_BID, "F1"].field(POINTS)
        house.sheets.change(one, slug, 1, cell(FIRST_BID, "F1", POINTS, points, held.version))
    found = [house.sheets.open(one, slug, 1).cells[FIRST_BID, "F1"].text(POINTS) for one in (EVALUATOR, SECOND)]
    assert found == ["7", "3"]
    write_all(house, slug, SECOND, "3")
    hand_in(house, slug)
    assert house.sheets.open(SECOND, slug, 1).cells[FIRST_BID, "F2"].text(POINTS) == "3"


def test_nobody_reads_the_draft_of_somebody_else(house: House) -> None:
    slug = scoring(house, "VG-9", EVALUATOR, SECOND).slug
    write_all(house, slug)
    other = house.sheets.open(SECOND, slug, 1)

    assert {value.value for found in other.cells.values() for value in found.fields.values()} == {""}
    for somebody in (ASKER, actor("revision"), actor("verwaltung"), OPERATOR):
        with pytest.raises(AccessDeniedError):
            house.sheets.open(somebody, slug, 1)
    for somebody in (ASKER, actor("revision"), SECOND):
        with pytest.raises(AccessDeniedError) as refused:
            house.agreeing.open(somebody, slug, 1)
        assert refused.value.denial is Denial.LOCKED


def test_a_handed_in_sheet_stays_closed_to_others_before_the_consensus(house: House) -> None:
    slug = scoring(house, "VG-9", EVALUATOR, SECOND).slug
    hand_in(house, slug)
    for somebody in (ASKER, actor("revision"), SECOND, EVALUATOR):
        with pytest.raises(AccessDeniedError) as refused:
            house.agreeing.open(somebody, slug, 1)
        assert refused.value.denial is Denial.LOCKED


def test_handing_in_freezes_and_tells_no_points(house: House, database: Database) -> None:
    slug = scoring(house).slug
    write_all(house, slug)
    done = house.sheets.hand_in(EVALUATOR, slug, 1)
    sheet = house.sheets.open(EVALUATOR, slug, 1)

    assert (done.count, sheet.submitted_at, sheet.is_open) == (CELLS, done.submitted_at, False)
    assert sheet.cells[FIRST_BID, "F1"].text(FOUND) == f"Kapitel 3 zu F1 von {FIRST_BID}"
    assert sheet.cells[FIRST_BID, "F1"].text(CONSEQUENCE) == "Erfüllt."
    assert sheet.missing == ()
    with house.transactions.read(EVALUATOR, Action.SCORE_BIDS) as reading:
        assert SHEET.values_under(reading, f"{slug}/", EVALUATOR.person) == {}
    entries = lines_of(database, DEMO_CITY)
    (entry,) = [one for one in entries if one["event"] == Event.SCORES_HANDED_IN]
    assert entry["details"] == {"after": {"lot": 1, "round": 1, "scores": done.digest, "count": CELLS}}
    for call in (write_all, hand_in):
        with pytest.raises(SheetHandedInError):
            call(house, slug)


@pytest.mark.parametrize(
    ("field", "text", "gap"), [(POINTS, "11", Gap.POINTS), (POINTS, "2,5", Gap.POINTS), (SOURCE, " ", Gap.SOURCE)]
)
def test_only_a_complete_sheet_is_handed_in(house: House, field: str, text: str, gap: Gap) -> None:
    slug = scoring(house).slug
    write_all(house, slug)
    house.sheets.save(EVALUATOR, slug, 1, [cell(FIRST_BID, "F2", field, text, 1)])

    (missing,) = house.sheets.open(EVALUATOR, slug, 1).missing
    assert (missing.bid, missing.criterion, missing.gaps) == (FIRST_BID, "F2", (gap,))
    with pytest.raises(SheetIncompleteError) as refused:
        house.sheets.hand_in(EVALUATOR, slug, 1)
    assert refused.value.properties == {"count": "1"}


def test_full_points_need_a_reason_too(house: House) -> None:
    slug = scoring(house).slug
    write_all(house, slug, points="10")
    empty = [
        replace(one, edit=replace(one.edit, value="", base_version=1)) for one in whole(FIRST_BID, "F1", "10")[1:4]
    ]
    house.sheets.save(EVALUATOR, slug, 1, empty)

    assert [one.gaps for one in house.sheets.open(EVALUATOR, slug, 1).missing] == [(Gap.REASON,)]


def test_nothing_is_scored_in_another_stage(house: House) -> None:
    slug = scoring(house).slug
    for target in ProcedureStage:
        if target is ProcedureStage.SCORING:
            continue
        stage(house, slug, target)
        with pytest.raises(ProcedureFrozenError):
            house.sheets.change(EVALUATOR, slug, 1, cell(FIRST_BID, "F1", POINTS, "8"))
        with pytest.raises(ProcedureFrozenError):
            house.sheets.hand_in(EVALUATOR, slug, 1)


@pytest.mark.parametrize("declare", [True, False])
def test_no_access_without_declaration_or_with_a_conflict(house: House, *, declare: bool) -> None:
    slug = with_bids(house, stage=ProcedureStage.SCORING, decision=Decision.ADMITTED).slug
    appoint(house, slug, EVALUATOR, declare=declare)
    if declare:
        declared_at = house.transactions.clock.now()
        with house.transactions.write(ASKER, Action.MANAGE_EVALUATORS) as writing:
            declaration = ConflictDeclaration(
                bid=FIRST_BID,
                person=str(EVALUATOR.person),
                number=2,
                has_conflict=True,
                text="Verwandt.",
                declared_at=declared_at,
            )
            EvaluatorRepository(writing.session).add_declaration(slug, declaration)
    _, (lot,) = house.sheets.lots(EVALUATOR, slug)

    assert not lot.is_accessible
    with pytest.raises(AccessDeniedError) as refused:
        house.sheets.open(EVALUATOR, slug, 1)
    assert refused.value.denial is Denial.OTHER_PERSON
    with pytest.raises(AccessDeniedError):
        house.sheets.change(EVALUATOR, slug, 1, cell(FIRST_BID, "F1", POINTS, "8"))


def test_only_scored_bids_and_criteria_take_points(house: House) -> None:
    slug = scoring(house).slug
    with house.transactions.write(ASKER, Action.EXAMINE_BIDS) as writing:
        repository = BidRepository(writing.session)
        late = repository.find(slug, FIRST_BID)
        assert late is not None
        repository.change(slug, late, replace(late, state=BidState.LATE))
    assert {bid for bid, _ in house.sheets.open(EVALUATOR, slug, 1).cells} == {"1-1-1-2", "1-1-1-3"}
    for wish, error in (
        (cell(FIRST_BID, "F1", POINTS, "8"), BidNotFoundError),
        (cell("1-1-1-2", "A1", POINTS, "8"), CriterionNotFoundError),
        (cell("1-1-1-2", "F1", "begruendung", "8"), UnknownFieldError),
        (cell("1-1-1-2", "F1", POINTS, "8" * 30), FieldTooLongError),
    ):
        with pytest.raises(error):
            house.sheets.change(EVALUATOR, slug, 1, wish)


def test_who_is_not_appointed_sees_nothing(house: House) -> None:
    slug = scoring(house).slug
    for call in (lambda: house.sheets.lots(SECOND, slug), lambda: house.sheets.open(SECOND, slug, 1)):
        with pytest.raises(AccessDeniedError):
            call()
    with pytest.raises(AccessDeniedError):
        house.sheets.open(EVALUATOR, slug, 2)
    with pytest.raises(ProcedureNotFoundError):
        house.sheets.open(EVALUATOR, "gibt-es-nicht", 1)
    with pytest.raises((LotNotFoundError, AccessDeniedError)):
        house.agreeing.open(ASKER, slug, 9)


def test_frozen_points_are_kept_exactly(house: House) -> None:
    slug = scoring(house).slug
    hand_in(house, slug)
    with house.transactions.read(EVALUATOR, Action.SCORE_BIDS) as reading:
        scores = ScoreRepository(reading.session).scores(slug, person=EVALUATOR.person, criterion="F1")
    assert [str(one.points) for one in scores] == ["8", "8", "8"]
    assert scores[0].reason.split("\n")[0] == "Was steht wo?"
