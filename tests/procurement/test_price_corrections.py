"""Correcting prices: once they are unlocked, by two people, computed, both values kept, and told where they count."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from app.house import House
from app.wiring import build_house
from core.cells import Cell, CellKind, Sheet, Workbook
from core.document import to_text
from core.errors import InputError, VersionConflictError
from infra.audit.model import Event
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.spreadsheet.xlsx_writer import write_xlsx
from procurement.errors import NothingToCorrectError, ProcedureFrozenError, SamePersonDecidesError
from procurement.model import ProcedureStage
from procurement.papers import score_sheet
from procurement.repository import BidRepository
from procurement.rules.bids.price_lines import HEADINGS
from procurement.rules.procedure.stages import Step
from procurement.services.intake.importing import GivenBid
from procurement.services.intake.opening import OpeningRecord
from procurement.services.results import CorrectionDecision
from scoring.result import build_result
from scoring.workbook.build import evaluation_workbook
from scoring.workbook.read import parse_evaluation_workbook
from tests.audit_lines import lines_of
from tests.bid_files import alone
from tests.bid_files import sheet as list_of
from tests.bids import DEADLINE, OPENED_AT, awaiting_bids
from tests.factories import outcome_of
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, RELEASER
from tests.results import in_pricing, put_into, settle_low, take_result

WRONG: tuple[Mapping[str, Any], ...] = (
    {
        "item": "Lizenz =1+1",
        "quantity": "10",
        "unit_price_eur": "18000",
        "period": "once",
        "periods": 1,
        "vat_percent": "19",
        "stated_gross_eur": "200000.00",
    },
)
STATED, CORRECTED = "200000.00", "214200.00"
"""10 · 18,000 € plus 19 % are 214,200 €; the bidder wrote 200,000 €."""
BID = "1-1-1-1"


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def decide(house: House, slug: str, who: Actor, number: int, *, is_accepted: bool) -> None:
    house.correcting.decide(who, slug, BID, CorrectionDecision(number=number, is_accepted=is_accepted))


def wrong(house: House) -> str:
    return in_pricing(house, prices={"A": STATED}, sheets={"A": WRONG}).slug


def test_two_people_correct_a_price_and_the_result_says_so(house: House) -> None:
    slug = wrong(house)
    (line,) = [one for one in house.price_desk.open(ASKER, slug).lines if one.has_fault]
    assert [(one.position, one.item) for one in line.check.faults] == [(1, "Lizenz =1+1")]  # type: ignore[union-attr]
    assert house.price_desk.open(ASKER, slug).faults

    house.correcting.ask(ASKER, slug, BID, 0, "10 Lizenzen zu 18.000 Euro")
    with pytest.raises(SamePersonDecidesError):
        decide(house, slug, ASKER, 1, is_accepted=True)
    assert any("zweite Person" in one for one in house.price_desk.open(ASKER, slug).faults)
    decide(house, slug, RELEASER, 1, is_accepted=True)
    settle_low(house, slug)
    take_result(house, slug, Step.REQUEST_RESULT)
    take_result(house, slug, Step.FIX_RESULT, RELEASER)

    (lot,) = house.results.open(ASKER, slug).lots
    bid = next(one for one in lot.document["bids"] if one["id"] == BID)
    assert (bid["price_gross_eur"], bid["price_correction"]["stated_gross_eur"]) == (CORRECTED, STATED)
    assert "stated_gross_eur" not in bid["price_sheet"][0]
    assert lot.outcome is not None
    assert lot.result is not None
    text = to_text(score_sheet(lot.outcome, lot.result))
    assert "Berichtigte Preise" in text
    assert "200.000,00 € | 214.200,00 € | Der Einzelpreis ist maßgebend; Vorgabe der Stadt" in text
    assert "10 Lizenzen zu 18.000 Euro" in text
    assert "Der Preis ist rechnerisch berichtigt: 214200,00 statt 200000,00 Euro (Der Einzel" in text
    assert house.bids.price(ASKER, slug, BID).gross_eur == STATED


def test_the_log_names_the_act_without_numbers(house: House) -> None:
    slug = wrong(house)
    house.correcting.ask(ASKER, slug, BID, 0, "statt 200000 richtig 214200")
    decide(house, slug, RELEASER, 1, is_accepted=False)
    house.correcting.ask(RELEASER, slug, BID, 1, "noch einmal")
    decide(house, slug, ASKER, 2, is_accepted=True)

    about = {Event.PRICE_CORRECTION_ASKED, Event.PRICE_CORRECTION_REFUSED, Event.PRICE_CORRECTED}
    written = [one for one in lines_of(house.transactions.database, str(ASKER.city)) if one["event"] in about]
    assert [one["event"] for one in written] == [
        "price-correction-asked",
        "price-correction-refused",
        "price-correction-asked",
        "price-corrected",
    ]
    assert [number for number in ("200000", "214200") if number in str(written)] == []


def test_nothing_is_corrected_before_unlocking_after_asking_for_the_result_or_where_all_is_right(house: House) -> None:
    slug = wrong(house)
    with pytest.raises(NothingToCorrectError):
        house.correcting.ask(ASKER, slug, "1-1-1-2", 0, "Grund")
    with pytest.raises(NothingToCorrectError):
        decide(house, slug, RELEASER, 1, is_accepted=True)
    with pytest.raises(VersionConflictError):
        house.correcting.ask(ASKER, slug, BID, 4, "Grund")
    with pytest.raises(InputError):
        house.correcting.ask(ASKER, slug, BID, 0, " ")
    for person in (actor("wertung"), actor("revision")):
        with pytest.raises(AccessDeniedError):
            house.correcting.ask(person, slug, BID, 0, "Grund")
    for stage in (ProcedureStage.CONSENSUS, ProcedureStage.QUALITY_FIXED, ProcedureStage.RESULT_REQUESTED):
        put_into(house, slug, stage)
        with pytest.raises(ProcedureFrozenError):
            house.correcting.ask(ASKER, slug, BID, 0, "Grund")
    put_into(house, slug, ProcedureStage.QUALITY_FIXED)
    assert house.price_desk.open(ASKER, slug).lines == ()


def test_a_list_brings_price_sheets_with_every_fault_at_its_cell(house: House) -> None:

    def given(*lines: tuple[str, ...]) -> bytes:
        cells = {
            (at, column): Cell(CellKind.TEXT, text)
            for at, line in enumerate((HEADINGS, *lines))
            for column, text in enumerate(line)
            if text
        }
        listed = list_of([alone(preis="200000")])
        return write_xlsx(Workbook((*listed.sheets, Sheet("Preisblatt", cells))))

    procedure = awaiting_bids(house)
    two = OpeningRecord(opened_at=OPENED_AT, first_person="Erika Muster", second_person="Max Muster")
    procedure = house.bid_opening.record(ASKER, procedure.slug, procedure.version, two)
    right = ("2", "Lizenz", "10", "18000", "einmalig", "1", "19", "", "", "200000")
    bad = given(right, ("9", *right[1:]), ("2", "", "x", *right[3:]), ("2", *right[1:4], "täglich", *right[5:]))
    with pytest.raises(InputError) as refused:
        house.bid_import.preview(ASKER, procedure.slug, bad)
    assert {(one.type, one.pointer) for one in refused.value.faults} >= {
        ("price_line_row", "Preisblatt!A3"),
        ("workbook_not_number", "Preisblatt!C4"),
        ("price_line_field", "Preisblatt!E5"),
    }

    data = given(right)
    seal = house.bid_import.preview(ASKER, procedure.slug, data).seal
    (bid,) = house.bid_import.confirm(ASKER, procedure.slug, procedure.version, data, seal).bids
    assert house.bids.price(ASKER, procedure.slug, bid.id).price_sheet[0]["stated_gross_eur"] == STATED.removesuffix(
        ".00"
    )
    line = dict(WRONG[0]) | {"quantity": "x"}
    by_hand = GivenBid(lot=1, tenderer="Beta", received_at=DEADLINE, gross_eur="1.00", price_sheet=[line])
    with pytest.raises(InputError) as refused:
        house.bid_import.add(ASKER, procedure.slug, procedure.version + 1, by_hand)
    assert [one.pointer for one in refused.value.faults] == ["/price_sheet/0/quantity"]


def test_papers_and_workbooks_keep_what_was_decided_about_a_bid(house: House) -> None:
    slug = wrong(house)
    with house.transactions.write(ASKER, Action.EXAMINE_BIDS) as writing:
        repository = BidRepository(writing.session)
        before = next(one for one in repository.all_bids(slug) if one.id == BID)
        repository.change(slug, before, replace(before, admission_reason="=1+1 <b>Nachweis</b>"))
    house.correcting.ask(ASKER, slug, BID, 0, "Grund")
    decide(house, slug, RELEASER, 1, is_accepted=True)
    (lot,) = house.results.open(ASKER, slug).lots
    outcome = outcome_of(dict(lot.document))

    read = parse_evaluation_workbook(evaluation_workbook(outcome.evaluation, outcome.rules))
    assert read.evaluation.bids[0].price_correction == outcome.evaluation.bids[0].price_correction
    assert read.evaluation.bids[0].admission_reason == "=1+1 <b>Nachweis</b>"
    assert "| =1+1 <b>Nachweis</b>" in to_text(score_sheet(outcome, build_result(outcome)))
