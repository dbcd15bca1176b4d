"""A letter tells its reader everything about the own bid and nothing about a rival's; secrets are planted."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import to_text
from core.german import german_euro, german_number
from procurement.papers.award_letter import award_letter
from procurement.rules.award.bid_results import BidResult, Scored, bid_results
from procurement.rules.award.letters import Confidential, LeakKind, leaks, reasons_by_itself


def bid(name: str, price: str, points: str, reason: str, rank: int | None = 1, exclusion: str = "") -> BidResult:
    scored = Scored(title="Bedienung", points=points, maximum="10", reason=reason)
    return BidResult(
        bid=name,
        tenderer=name,
        rank=rank,
        price_eur=price,
        totals=(points,),
        scores=(scored,),
        exclusion=exclusion,
    )


OWN = bid("Nord GmbH", "100000.00", "7.5", "Die Hilfe ist unvollständig.", 2)
WINNER = bid("Süd AG", "90000.00", "8.25", "Die Hilfe deckt alle Abläufe ab.")
RIVAL = bid("Kanarienvogel eG", "123456.78", "6.37", "Der Export lässt Anlagen weg.", 3)
ABOUT = Confidential(own=OWN, rivals=(WINNER, RIVAL), winner="Süd AG")

texts = (
    st.text(alphabet="abcdefghijklmnop ", min_size=14, max_size=40).map(str.strip).filter(lambda one: len(one) >= 12)
)
prices = st.decimals(min_value=Decimal("1000.01"), max_value=Decimal("9999999.99"), places=2)
points = st.integers(min_value=1, max_value=998).map(lambda one: Decimal(one * 10 + 7) / 1000)


@st.composite
def contests(draw: st.DrawFn) -> list[BidResult]:
    count = draw(st.integers(min_value=2, max_value=5))
    return [
        bid(
            f"Bieter-{chr(65 + number)} {draw(st.sampled_from(('GmbH', 'AG', 'eG')))}",
            str(draw(prices)),
            str(draw(points)),
            f"{number}: {draw(texts)}",
            number + 1,
            draw(st.sampled_from(("", f"Ausschluss {number}: {draw(texts)}"))),
        )
        for number in range(count)
    ]


@given(contests())
def test_what_a_letter_says_by_itself_tells_nothing_of_rivals(bids: list[BidResult]) -> None:
    winner, *others = bids
    for own in others:
        rivals = tuple(one for one in bids if one is not own)
        text = f"{winner.tenderer} {reasons_by_itself(own)}"
        numbers = {own.price_eur, *own.totals}
        for rival in rivals:
            assert rival is winner or rival.tenderer not in text
            assert all(reason not in text for reason in rival.reasons)
            assert rival.price_eur in numbers or german_euro(rival.price_eur) not in text
            assert rival.totals[0] in numbers or german_number(rival.totals[0]) not in text
        assert leaks(text, Confidential(own=own, rivals=rivals, winner=winner.tenderer)) == ()
        assert all(reason in text for reason in own.reasons if own.exclusion == reason or not own.exclusion)


SECRETS: Mapping[LeakKind, Callable[[BidResult], str]] = {
    LeakKind.NAME: lambda rival: rival.tenderer,
    LeakKind.PRICE: lambda rival: german_euro(rival.price_eur),
    LeakKind.POINTS: lambda rival: german_number(rival.totals[0]),
    LeakKind.REASON: lambda rival: rival.reasons[0],
}


@given(contests(), st.sampled_from(sorted(SECRETS)), st.data())
def test_a_letter_about_an_annulment_tells_nothing_of_anybody_else(
    bids: list[BidResult], kind: LeakKind, data: st.DataObject
) -> None:
    """Everybody is a rival, who would have won too; whatever of them is planted in the reason is found."""
    reason = "Das Verfahren hat kein wirtschaftliches Ergebnis gebracht."
    for own in bids:
        rivals = tuple(one for one in bids if one is not own)
        about = Confidential(own=own, rivals=rivals, winner="")
        assert leaks(reason, about) == ()
        shown = to_text(award_letter(annulment(own, reason)))
        assert not any(secret(rival) in shown for rival in rivals for secret in SECRETS.values())
        secret = SECRETS[kind](data.draw(st.sampled_from(rivals)))
        if secret not in {german_euro(own.price_eur), *map(german_number, own.totals)}:
            assert kind in {one.kind for one in leaks(f"{reason} Siehe: {secret}", about)}


def annulment(own: BidResult, reason: str) -> dict[str, str]:
    said = dict.fromkeys(("lot", "winner", "advantages", "earliest"), "")
    about = {"reference": "VG-9", "title": "Videoberatung", "tenderer": own.tenderer, "bid": own.tenderer}
    return said | about | {"kind": "annulment", "law": "eu", "grounds": reason, "sent_on": "2026-11-23"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kanarienvogel eG war teurer.", LeakKind.NAME),
        ("KANARIENVOGEL  EG", LeakKind.NAME),
        ("ein anderes Angebot kostet 123.456,78 Euro", LeakKind.PRICE),
        ("123456.78 EUR", LeakKind.PRICE),
        ("123 456,78", LeakKind.PRICE),
        ("123\N{NO-BREAK SPACE}456,78", LeakKind.PRICE),
        ("123'456.78", LeakKind.PRICE),
        ("der Sieger liegt bei 90.000 Euro", LeakKind.PRICE),
        ("90000", LeakKind.PRICE),
        ("ein anderes erreichte 6,37 Punkte", LeakKind.POINTS),
        ("8.25 Punkte", LeakKind.POINTS),
        ("Anders als bei Ihnen: die hilfe deckt alle   Abläufe ab.", LeakKind.REASON),
    ],
)
def test_what_somebody_types_is_found_however_it_is_written(text: str, kind: LeakKind) -> None:
    assert [one.kind for one in leaks(text, ABOUT)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Süd AG erhält den Zuschlag; Nord GmbH nicht.",
        "Ihr Preis: 100.000,00 Euro, 7,5 von 10 Punkten.",
        "Die Hilfe ist unvollständig.",
        "am 04.12.2026, Rang 2, § 134 GWB",
    ],
)
def test_what_belongs_to_the_reader_is_no_secret(text: str) -> None:
    assert leaks(text, ABOUT) == ()


def test_a_stored_evaluation_is_read_bid_by_bid() -> None:
    document: dict[str, Any] = {
        "matrix": {
            "scale": {"maximum": "10"},
            "criteria": [
                {"id": "A1", "title": "Betrieb in der EU"},
                {"id": "F", "title": "Fach", "children": [{"id": "F1", "title": "Suche"}]},
            ],
        },
        "bids": [
            {"id": "1", "tenderer": "Nord", "price_gross_eur": "5.00", "consensus": {"F1": {"points": "10"}}},
            {"id": "2", "tenderer": "Süd", "price_gross_eur": "6.00", "scores": {"F1": {"points": "4", "reason": "R"}}},
            {"id": "3", "tenderer": "Ost"},
            {"id": "4", "tenderer": "West"},
        ],
    }
    excluded = [
        {"bid": "3", "criteria": ["A1"], "reason": None},
        {"bid": "4", "criteria": [], "reason": None},
    ]
    result = {"ranking": [{"bid": "1", "rank": 1, "total": "9.1"}, {"bid": "2", "rank": 2}], "excluded": excluded}

    found = bid_results(document, result)

    assert found["1"].totals == ("9.1",)
    assert [one.is_full for one in found["1"].scores] == [True]
    assert "volle Punktzahl" in reasons_by_itself(found["1"])
    assert reasons_by_itself(found["2"]).endswith("Suche: 4 von 10 Punkten. R")
    assert found["3"].exclusion == "Nicht erfüllt: Betrieb in der EU."
    assert "nimmt nicht an der Wertung teil" in reasons_by_itself(found["4"])
