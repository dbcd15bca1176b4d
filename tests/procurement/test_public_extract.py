"""The extract for people outside the file: every word of every file is searched for planted secrets."""

import pytest

from app.house import House
from app.wiring import build_house
from core.german import german_euro
from core.numbers import decimal_string
from core.package import unpack
from infra.database import Database
from procurement.services.awarding import AwardPaper
from tests.awards import awarded
from tests.fakes import StoppedClock
from tests.pdf_reader import Reader
from tests.procurement.test_awards import DECIDED
from tests.results import ASKER, RELEASER


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


def told_to_outsiders(house: House) -> str:
    """Return every word of every file of the extract."""
    parts = unpack(house.award.award_papers.paper(ASKER, DECIDED, AwardPaper.EXTRACT).data)
    assert set(parts) == {"auszug.pdf", "fassung-1.json", "metadaten.json", "pruefsummen.sha256"}
    texts = [data.decode() for name, data in parts.items() if not name.endswith(".pdf")]
    return " ".join([*texts, *Reader(parts["auszug.pdf"]).texts()])
