"""The extract for people outside the file: every word of every file is searched for planted secrets."""

import json
from datetime import date

import pytest

from app.house import House
from app.wiring import build_house
from core.german import german_euro
from core.numbers import decimal_string
from core.package import unpack
from infra.database import Database
from procurement.model import ObjectionOutcome, ProcedureStage
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure.wording import STAGES
from procurement.services.awarding import AwardPaper, ObjectionAnswer
from tests.awards import awarded, checked
from tests.fakes import StoppedClock
from tests.pdf_reader import Reader
from tests.procurement.test_awards import DECIDED, FIXED, ruege
from tests.results import ASKER, RELEASER, take_result

_FAR = [STAGES[one] for one in ProcedureStage if one not in {ProcedureStage.AWARDED, ProcedureStage.ANNULLED}]


@pytest.fixture
def house(award_database: Database, clock: StoppedClock) -> House:
    return build_house(award_database, clock=clock)


def test_the_extract_tells_outsiders_nothing_of_rivals_people_or_reasons(house: House) -> None:
    before = told_to_outsiders(house)
    opened = house.award.award_desk.open(ASKER, DECIDED)
    lot = opened.known.lots[0]
    assert lot.winner is not None
    winner, price = lot.winner.tenderer, lot.results[lot.winner.id].price_eur
    assert winner not in before
    then = awarded(house, DECIDED)
    told = told_to_outsiders(then)
    assert f"Auftrag an {winner}" in told
    assert "5 Angebote eingegangen" in told
    secrets = {price, german_euro(price), german_euro(opened.known.value), decimal_string(opened.known.value)}
    secrets |= {bid.tenderer for bid in lot.others}
    for result in lot.results.values():
        secrets |= {*result.reasons, *(one for one in result.totals if len(one) > len("100.0"))}
        secrets |= {result.price_eur, german_euro(result.price_eur)} if result.price_eur else set()
    secrets |= {ASKER.name, RELEASER.name, opened.known.text("begruendung"), opened.known.text("entscheidung")}
    assert len(secrets) > 15
    assert [one for one in sorted(secrets) if one in told or one in before] == []


def test_before_the_award_outsiders_read_only_that_the_procedure_is_running(house: House) -> None:
    """Not that a result is fixed, not that a decision is asked for, and not whether somebody complained."""
    quiet = told_to_outsiders(house, FIXED)
    for slug in (FIXED, DECIDED):
        recorded = house.award.objections.record(ASKER, slug, ruege(text="gerügt", known_on=date(2026, 11, 18)))
        day = date(2026, 11, 20)
        answer = ObjectionAnswer(outcome=ObjectionOutcome.REFUSED, answer="Wir helfen nicht ab.", answered_on=day)
        house.award.objections.answer(ASKER, slug, recorded.number, 1, answer)
    assert told_to_outsiders(house, FIXED) == quiet

    checked(house, FIXED)
    take_result(house, FIXED, Step.REQUEST_AWARD)
    for slug in (FIXED, DECIDED):
        told = told_to_outsiders(house, slug)
        assert "Das Vergabeverfahren läuft." in told
        assert [one for one in _FAR if f" {one} " in told] == []
        assert "Rügen und Nachprüfungen –" in told
        assert json.loads(parts_of(house, slug)["metadaten.json"])["stage"] == "running"

    then = awarded(house, DECIDED)
    assert "Rügen und Nachprüfungen 1" in told_to_outsiders(then)
    assert json.loads(parts_of(then, DECIDED)["metadaten.json"])["stage"] == "awarded"


def parts_of(house: House, slug: str) -> dict[str, bytes]:
    return unpack(house.award.award_papers.paper(ASKER, slug, AwardPaper.EXTRACT).data)


def told_to_outsiders(house: House, slug: str = DECIDED) -> str:
    """Return every word of every file of the extract."""
    parts = parts_of(house, slug)
    assert set(parts) == {"auszug.pdf", "fassung-1.json", "metadaten.json", "pruefsummen.sha256"}
    texts = [data.decode() for name, data in parts.items() if not name.endswith(".pdf")]
    return " ".join([*texts, *Reader(parts["auszug.pdf"]).texts()])
