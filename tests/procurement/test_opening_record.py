"""The Öffnungsniederschrift: what it says, who gets it, that it never tells a price and never changes by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.house import House
from app.wiring import build_house
from core.document import to_text
from infra.audit.model import Event
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from procurement.errors import OpeningNotFoundError
from procurement.model import BidPlace, BidState, Decision, Opening, ProcedureStage
from procurement.papers import OpeningFacts, ReceivedBid, opening_record
from tests.audit_lines import lines_of
from tests.bids import DEADLINE, EVALUATOR, OPENED_AT, PRICES, appoint, at, bid_of, with_bids
from tests.fakes import StoppedClock
from tests.pdf_reader import Reader
from tests.people import actor
from tests.procedures import ASKER
from tests.results import put_into

AUDITOR = actor("revision")


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def opening_facts() -> OpeningFacts:
    """Return an opening with a bid of every state on two lots."""
    bids = [bid_of(number, f"Bieter {number}", ASKER, Decision.UNDECIDED, OPENED_AT) for number in range(1, 5)]
    bids = [replace(bid, state=state) for bid, state in zip(bids, BidState, strict=True)]
    late = replace(bids[1], received_at=DEADLINE + timedelta(seconds=1))
    other = replace(bids[0], place=BidPlace(publication=1, round=1, lot=2, number=1))
    opening = Opening(
        publication=1,
        round=1,
        opened_at=OPENED_AT,
        first_person="Erika Muster",
        second_person="Max Muster",
        note="Ohne Vorfall.",
        recorded_by="x",
        recorded_at=datetime(2026, 11, 10, 12, 0, tzinfo=UTC),
    )
    return OpeningFacts(
        reference="VG-9",
        title="Videoberatung",
        deadline=DEADLINE,
        opening=opening,
        recorder="Vera Vergabe",
        lots={1: "Software", 2: "Pflege"},
        bids=[ReceivedBid(bid=one, files=2) for one in (bids[0], late, *bids[2:], other)],
    )


def test_it_tells_who_opened_when_and_every_bid_with_its_state() -> None:
    text = to_text(opening_record(opening_facts()))

    assert text.startswith("Öffnungsniederschrift\n\nVergabeverfahren | VG-9\nGegenstand | Videoberatung\n")
    assert "Ende der Angebotsfrist | 10.11.2026, 12:00:00 Uhr\nGeöffnet | 10.11.2026, 12:05:00 Uhr\n" in text
    assert "Erste Person | Erika Muster\nZweite Person | Max Muster\n" in text
    assert "Festgehalten | 10.11.2026, 13:00:00 Uhr, Vera Vergabe\n\nBemerkung\n\nOhne Vorfall.\n" in text
    assert "• | eingegangen: 2\n• | verspätet: 1\n• | zurückgezogen: 1\n• | ersetzt: 1\n" in text
    assert "Los 1: Software\nAngebot 1 (Los 1) | Bieter 1 | 10.11.2026, 12:00:00 Uhr | eingegangen | 2\n" in text
    assert "Angebot 2 (Los 1) | Bieter 2 | 10.11.2026, 12:00:01 Uhr | verspätet | 2\n" in text
    assert f"Los 2: Pflege\nAngebot 1 (Los 2) | {opening_facts().bids[0].bid.receipt_digest}\n" in text


def test_a_later_round_has_no_planned_deadline_and_an_opening_without_bids_says_so() -> None:
    text = to_text(opening_record(replace(opening_facts(), deadline=None, bids=[])))

    assert "Ende der Angebotsfrist | bis zur Öffnung dieser Runde" in text
    assert "Es ist kein Angebot übernommen." in text


def test_officers_and_auditors_take_it_away_and_it_stays_the_same_file(house: House) -> None:
    slug = with_bids(house).slug
    appoint(house, slug, EVALUATOR)

    first = house.opening_paper.draw(ASKER, slug, 1, 1)
    put_into(house, slug, ProcedureStage.PRICING)
    later = at(house, datetime(2027, 3, 1, 9, 0, tzinfo=UTC)).opening_paper.draw(AUDITOR, slug, 1, 1)

    assert (first.name, first.data) == ("vg-9-fassung-1-runde-1-oeffnungsniederschrift.pdf", later.data)
    said = " ".join(Reader(first.data).texts())
    assert "Angebot 3" in said
    assert "1-1-1-3" not in said
    assert [price for price in PRICES if price[:-3] in said.replace(".", "")] == []
    written = lines_of(house.transactions.database, str(ASKER.city))
    assert len([one for one in written if one["event"] == Event.OPENING_EXPORTED]) == 2
    for person in (EVALUATOR, actor("fachamt")):
        with pytest.raises(AccessDeniedError):
            house.opening_paper.draw(person, slug, 1, 1)
    with pytest.raises(OpeningNotFoundError):
        house.opening_paper.draw(ASKER, slug, 1, 2)
