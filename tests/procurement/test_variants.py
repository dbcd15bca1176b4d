"""Variants (Nebenangebote) from the preparation to the result, through the services on both databases."""

import json
from dataclasses import replace

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from infra.database import Database
from infra.spreadsheet.xlsx_writer import write_xlsx
from procurement.errors import LotNotFoundError, ProcedureFrozenError
from procurement.model import CheckAnswer, Decision, Procedure, ProcedureStage, VariantTerms
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.procedure.notice import PriceKind, WeightUnit
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.services.examination import Finding, Verdict
from procurement.services.intake.importing import GivenBid
from procurement.services.intake.opening import OpeningRecord
from procurement.services.procedures import Wish
from tests.bid_files import alone, sheet
from tests.bids import AUTUMN, DEADLINE, OPENED_AT, at
from tests.fakes import StoppedClock
from tests.procedures import ASKER, RELEASER, opened, plan, prepared, take

TERMS = VariantTerms(
    requirements=("Betrieb in der EU", "  ", "\u200b", "Export <b>offen</b>"), scoring="Wie Hauptangebote."
)
HOSTILE = '=HYPERLINK("x")<script>'


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def published(autumn: House, terms: VariantTerms | None) -> Procedure:
    """Return a published procedure whose only lot says this about variants."""
    found = prepared(autumn, "VG-9")
    found = autumn.drafting.save_plan(ASKER, found.slug, found.version, plan(bid_deadline=DEADLINE))
    autumn.variant_setting.set_variants(ASKER, found.slug, found.version, 1, terms)
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    return take(autumn, found.slug, Step.RELEASE, RELEASER)


def with_opening(house: House, terms: VariantTerms | None) -> Procedure:
    """Return the same with its opening recorded."""
    found = published(at(house, AUTUMN), terms)
    record = OpeningRecord(opened_at=OPENED_AT, first_person="Erika Muster", second_person="Max Muster")
    return house.bid_opening.record(ASKER, found.slug, found.version, record)


def imported(house: House, procedure: Procedure, *rows: tuple[str, str]) -> Procedure:
    """Take bids over from a list of bidder and name of the variant."""
    listed = [(*alone(bieter=tenderer, eingang="10.11.2026 11:05:09"), variant) for tenderer, variant in rows]
    data = write_xlsx(sheet(listed))
    seal = house.bid_import.preview(ASKER, procedure.slug, data).seal
    return house.bid_import.confirm(ASKER, procedure.slug, procedure.version, data, seal).procedure


def examine(house: House, slug: str, bid: str, *findings: tuple[str, CheckAnswer]) -> None:
    house.examining.note_all(
        ASKER, slug, bid, [Finding(item=item, answer=answer, note="S. 3", version=0) for item, answer in findings]
    )


def admit(house: House, slug: str, bid: str) -> Decision:
    one = house.examining.open(ASKER, slug).one(bid).bid
    wish = Verdict(decision=Decision.ADMITTED, reason="geprüft", version=one.version)
    return house.examining.decide(ASKER, slug, bid, wish).decision


def test_what_is_said_about_variants_is_published_and_then_fixed(house: House) -> None:
    autumn = at(house, AUTUMN)
    found = prepared(autumn, "VG-8")
    setting = autumn.variant_setting
    with pytest.raises(InputError) as refused:
        setting.set_variants(ASKER, found.slug, found.version, 1, VariantTerms(requirements=(" ",), scoring=""))
    assert {one.pointer for one in refused.value.faults} == {"/requirements", "/scoring"}
    with pytest.raises(LotNotFoundError):
        setting.set_variants(ASKER, found.slug, found.version, 7, TERMS)
    found = setting.set_variants(ASKER, found.slug, found.version, 1, TERMS)
    autumn.drafting.save_plan(ASKER, found.slug, found.version, plan(bid_deadline=DEADLINE))
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    found = take(autumn, found.slug, Step.RELEASE, RELEASER)
    with pytest.raises(ProcedureFrozenError):
        setting.set_variants(ASKER, found.slug, found.version, 1, None)

    lot = json.loads(autumn.procedures.publication(ASKER, found.slug, 1).document)["lots"][0]
    assert lot["variants"]["requirements"] == ["Betrieb in der EU", "Export <b>offen</b>"]
    notice = autumn.procedures.notices(ASKER, found.slug, 1, PriceKind.PRICE, WeightUnit.PERCENT)[0].notice
    assert "- Export <b>offen</b>\n" in notice.text
    assert '<cbc:VariantConstraintCode listName="permission">allowed</cbc:VariantConstraintCode>' in notice.xml


def test_admitting_variants_no_longer_is_an_essential_change(house: House) -> None:
    autumn = at(house, AUTUMN)
    found = published(autumn, TERMS)
    take(autumn, found.slug, Step.START_CHANGE, reason="Nebenangebote nicht mehr")
    found = opened(autumn, found.slug).procedure
    assert found.lots[0].terms.variants == replace(TERMS, requirements=("Betrieb in der EU", "Export <b>offen</b>"))
    later = plan(bid_deadline=DEADLINE.replace(month=12))
    found = autumn.drafting.save_plan(ASKER, found.slug, found.version, later)
    autumn.variant_setting.set_variants(ASKER, found.slug, found.version, 1, None)
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    take(autumn, found.slug, Step.RELEASE, RELEASER)
    changed = [one for one in autumn.procedures.differences(ASKER, found.slug, 2) if "variants" in one.path]
    assert [one.essential for one in changed] == [True]
    notice = autumn.procedures.notices(ASKER, found.slug, 2, PriceKind.PRICE, WeightUnit.PERCENT)[0].notice
    assert "Nebenangebote sind nicht zugelassen" in notice.text
    assert ">not-allowed<" in notice.xml


def test_a_variant_is_a_bid_of_its_own_and_meets_every_requirement(house: House) -> None:
    procedure = with_opening(house, TERMS)
    slug = procedure.slug
    procedure = imported(house, procedure, ("Alpha GmbH", ""), ("Alpha GmbH", HOSTILE), ("Beta AG", "Allein"))
    main, variant, lonely = (one.bid for one in house.bids.all(ASKER, slug).bids)
    assert [main.title, variant.title] == ["Alpha GmbH", f"Alpha GmbH (Nebenangebot: {HOSTILE})"]
    given = GivenBid(lot=1, tenderer="ALPHA GmbH", received_at=variant.received_at, variant=HOSTILE.upper())
    with pytest.raises(InputError) as taken:
        house.bid_import.add(ASKER, slug, procedure.version, given)
    assert [one.type for one in taken.value.faults] == ["bid_known"]
    house.stepping.take(ASKER, slug, Wish(step=Step.START_EXAMINATION, version=procedure.version))

    examined = house.examining.open(ASKER, slug)
    assert [one.main_bid and one.main_bid.id for one in examined.bids] == [None, main.id, None]
    assert [one.proposal and one.proposal.code for one in examined.bids] == [None, None, "unadmitted_variant"]
    assert len(examined.one(variant.id).points) == len(examined.one(main.id).points) + 2
    answers = [(one.id, CheckAnswer.MET) for one in examined.one(variant.id).points if one.id != "n:2"]
    examine(house, slug, variant.id, *answers)
    with pytest.raises(ExaminationRefusedError) as refused:
        admit(house, slug, variant.id)
    assert [one.type for one in refused.value.reasons][-1] == "variant-below"
    examine(house, slug, variant.id, ("n:2", CheckAnswer.MET))
    assert admit(house, slug, variant.id) is Decision.ADMITTED
    examine(house, slug, lonely.id, ("n:1", CheckAnswer.MET), ("n:2", CheckAnswer.MET))
    with pytest.raises(ExaminationRefusedError) as refused:
        admit(house, slug, lonely.id)
    assert [one.type for one in refused.value.reasons] == ["variant-alone"]


def test_an_admitted_variant_that_fails_afterwards_is_not_scored(house: House) -> None:
    procedure = imported(house, with_opening(house, TERMS), ("Alpha GmbH", ""), ("Alpha GmbH", "Mietmodell"))
    slug = procedure.slug
    house.stepping.take(ASKER, slug, Wish(step=Step.START_EXAMINATION, version=procedure.version))
    variant = house.bids.all(ASKER, slug).bids[1].bid
    examine(house, slug, variant.id, ("n:1", CheckAnswer.MET), ("n:2", CheckAnswer.MET))
    admit(house, slug, variant.id)
    unmet = Finding(item="n:2", answer=CheckAnswer.NOT_MET, note="doch nicht", version=1)
    for finding, is_fallen in ((unmet, True), (replace(unmet, answer=CheckAnswer.MET, version=2), False)):
        house.examining.note(ASKER, slug, variant.id, finding)
        with pytest.raises(StepNotPossibleError) as refused:
            take(house, slug, Step.START_SCORING)
        told = [one.properties for one in refused.value.reasons if one.type == "variant-fallen"]
        assert told == [{"bid": variant.title}] * is_fallen


def test_a_variant_of_a_lot_that_admits_none_leaves_by_its_code(house: House) -> None:
    procedure = with_opening(house, None)
    procedure = imported(house, procedure, ("Alpha GmbH", ""), ("Alpha GmbH", "Mietmodell"))
    slug = procedure.slug
    house.stepping.take(ASKER, slug, Wish(step=Step.START_EXAMINATION, version=procedure.version))
    examined = house.examining.open(ASKER, slug).bids[1]
    assert (examined.is_unadmitted, examined.proposal and examined.proposal.code) == (True, "unadmitted_variant")
    with pytest.raises(ExaminationRefusedError) as refused:
        admit(house, slug, examined.bid.id)
    assert "variant-not-admitted" in [one.type for one in refused.value.reasons]
    assert examined.proposal
    assert examined.proposal.reason == "Für Los 1 sind keine Nebenangebote zugelassen."
    wish = Verdict(
        decision=Decision.EXCLUDED,
        code=examined.proposal.code,
        reason=examined.proposal.reason,
        version=examined.bid.version,
    )
    assert house.examining.decide(ASKER, slug, examined.bid.id, wish).decision is Decision.EXCLUDED
    assert opened(house, slug).procedure.stage is ProcedureStage.EXAMINATION
