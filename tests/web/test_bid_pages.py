"""From a rank down to one bid's one criterion."""

from collections.abc import Callable

from tests.factories import Json, bid, evaluation, sample
from tests.web.conftest import Open

Store = Callable[[Json, str], str]

QUOTIENT = "/vergaben/vg-2026-031-preis-quotient"
EXTENDED = "/vergaben/vg-2026-031-richtwert-erweitert"


def test_the_steps_of_a_bid_have_their_numbers_put_in(page: Open) -> None:
    steps = page(f"{QUOTIENT}/angebote/A").one("section", aria_labelledby="rechenweg")

    assert [node.text for node in steps.all("p", class_="rechnung__name")] == [
        "Leistungspunkte",
        "Leistung auf 0 bis 100",
        "Preispunkte",
        "Gesamtpunkte",
    ]
    assert "PP = PPmax · Pmin / P" in steps.text
    assert "PP = 100 · 189.210,00 € / 214.200,00 € = 88,333" in steps.text
    assert "kaufmännisch gerundet auf 3 Nachkommastellen" in steps.text
    assert "exakt: 51502/625" in steps.text


def test_the_steps_of_a_ratio_method(page: Open) -> None:
    text = page(f"{EXTENDED}/angebote/A").one("section", aria_labelledby="rechenweg").text

    assert "Z = 776,25 / 214.200,00 € = 0,00362395" in text
    assert "Zgrenze = 0,00362395 · (1 − 0,06)" in text


def test_an_excluded_bid_says_why_and_keeps_its_points(page: Open) -> None:
    tree = page(f"{QUOTIENT}/angebote/D")

    assert tree.one("h2", id="rechenweg").text == "Warum das Angebot nicht gewertet wird"
    assert "Nicht in der Wertung: Mindestpunkte nicht erreicht (U1)" in tree.text
    assert tree.one("section", aria_labelledby="punkte").one("table").rows()[5][1] == "3 von 10"


def test_answers_to_a_criteria_stand_with_their_reason(page: Open) -> None:
    rows = page(f"{QUOTIENT}/angebote/E").one("section", aria_labelledby="a-kriterien").one("table").rows()

    assert rows[2][1] == "nicht erfüllt"
    assert rows[2][2].startswith("Teilnahme nur mit installierter App")


def test_one_criterion_level_by_level(page: Open) -> None:
    tree = page(f"{QUOTIENT}/angebote/A/kriterien/F1")

    assert tree.one("section", aria_labelledby="gewicht").one("table").rows()[1:] == [
        ["F – Fachlichkeit", "26 % von 60 %", "43,333 %", "13/30"],
        ["F1 – Warteschlange für spontane Beratungen", "30 %", "13 %", "13/100"],
    ]
    text = tree.one("section", aria_labelledby="rechnung").text
    assert "100 · 13 % · 8 = 104" in text
    assert "104 / 10 · 60 % = 6,24" in text
    assert "exakt: 156/25" in text
    assert "13,257 %" in text
    assert "Warteraum mit Platzanzeige" in tree.one("section", aria_labelledby="begruendung").text
    assert len(tree.one("section", aria_labelledby="vergleich").one("table").rows()) == 5


def test_a_criterion_of_an_excluded_bid_counts_for_nothing(page: Open) -> None:
    text = page(f"{QUOTIENT}/angebote/D/kriterien/U1").text

    assert "4 – nicht erreicht" in text
    assert "diese Punkte zählen für keinen Rang" in text


def test_a_missing_score_of_a_draft(page: Open, store: Store) -> None:
    document = sample()
    document["draft"] = True
    del document["bids"][0]["scores"]["O"]
    address = store(document, "LUECKE-1")

    assert "noch keine Punkte" in page(f"{address}/angebote/A/kriterien/O").text
    assert "fehlen" in page(f"{address}/angebote/A").one("section", aria_labelledby="punkte").text


def test_degrees_and_full_points_are_told(page: Open, store: Store) -> None:
    document = evaluation([bid("A", "100.00", {"Q": "10", "O": "6"}), bid("B", "90.00", {"Q": "9", "O": "6"})])
    document["bids"][0]["scores"]["Q"] = {"points": "10", "source": "Konzept S. 3"}
    degree = {"points": "10", "label": "vollständig", "text": "alle Anforderungen belegt"}
    document["matrix"]["criteria"][0]["degrees"] = [degree]
    document["matrix"]["criteria"][0]["evidence"] = "Konzept"
    text = page(store(document, "GRAD-1") + "/angebote/A/kriterien/Q").text

    assert "vollständig: alle Anforderungen belegt" in text
    assert "volle Punktzahl" in text
    assert "Konzept S. 3" in text


def test_the_price_sheet_is_shown_line_by_line(page: Open, store: Store) -> None:
    document = sample()
    once = {"item": "Lizenz", "quantity": "1", "unit_price_eur": "100000", "vat_percent": "19"}
    monthly = {
        "item": "Betrieb",
        "quantity": "2",
        "unit_price_eur": "10.5",
        "vat_percent": "19",
        "period": "month",
        "periods": 48,
    }
    option = {
        "item": "Schulung",
        "quantity": "1",
        "unit_price_eur": "500",
        "vat_percent": "19",
        "option": True,
        "scored": False,
    }
    document["bids"][0].update(price_sheet=[once, monthly, option], price_gross_eur="120199.52")
    rows = (
        page(store(document, "BLATT-X") + "/angebote/A")
        .one("section", aria_labelledby="preisblatt")
        .one("table")
        .rows()
    )

    assert rows[2] == ["Betrieb", "2", "10,50 €", "Monate: 48", "19 %", "ja"]
    assert rows[3][-1] == "nein (Option)"


def test_what_does_not_exist(page: Open) -> None:
    assert "enthält kein Angebot „Z“." in page(f"{QUOTIENT}/angebote/Z", 404).text
    assert "enthält kein bewertetes Kriterium „F“." in page(f"{QUOTIENT}/angebote/A/kriterien/F", 404).text
    assert "Das Vergabeverfahren „nix“ gibt es hier nicht." in page("/vergaben/nix", 404).text
