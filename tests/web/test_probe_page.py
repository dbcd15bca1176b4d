"""The probe: findings, flip danger, influence – and the same criteria under another method, stated openly."""

from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.intake import parse_evaluation
from scoring.methods import METHODS
from tests.factories import METHOD_FIELDS, criterion, evaluation, sample
from tests.web.conftest import Open
from tests.web.page import Node
from web.method_fields import FIELDS, complaint, read_field
from web.views.rematrix import with_method

QUOTIENT = "/vergaben/vg-2026-031-preis-quotient/probe"
EXTENDED = "/vergaben/vg-2026-031-richtwert-erweitert/probe"
ANSWERS = {
    "schwankungsbereich": "6",
    "entscheidungskriterium": "F",
    "preisgewicht": "40",
    "rundung": "3",
    "verschiebung": "100",
    "exponent": "2/3",
    "gewicht_leistung": "60",
    "gewicht_preis": "40",
    "referenz_leistung": "700",
    "referenz_preis": "210.000,00",
    "null_ab": "2",
    "bester_preis": "100.000",
    "schlechtester_preis": "300.000",
    "umrechnen": "ja",
}


def asked(base: str, method: str, **typed: str) -> str:
    return f"{base}?{urlencode({'methode': method, 'angaben': '1', **typed})}"


def faults(tree: Node) -> list[str]:
    return [link.text for link in tree.one("div", role="alert").all("a")]


def test_the_stored_matrix_is_probed_at_once(page: Open) -> None:
    tree = page(QUOTIENT)

    assert [node.attrs["value"] for node in tree.all("input", type="radio") if "checked" in node.attrs] == [
        "preis_quotient"
    ]
    assert "Ja, und zwar mit genau dieser Bewertungsmatrix." in tree.one("section", aria_labelledby="kippen").text
    assert "genau 100 %" in tree.one("section", aria_labelledby="summen").text
    assert "Nachweis nicht benannt: 13 Kriterien" in tree.one("section", aria_labelledby="befunde").text
    influence = tree.one("section", aria_labelledby="einfluss-kopf").one("table").rows()
    assert influence[1] == ["F1 – Warteschlange für spontane Beratungen", "7,8 %", "8 bis 10", "5,306 %", "4.835,31 €"]
    assert influence[-1][0] == "Preis"


def test_four_methods_come_first_and_the_rest_folded(page: Open) -> None:
    form = page(QUOTIENT).one("fieldset", id="methode")
    folded = [node.attrs["value"] for node in form.one("details").all("input")]
    everything = [node.attrs["value"] for node in form.all("input")]

    assert everything[:4] == ["richtwert_einfach", "richtwert_erweitert", "preis_quotient", "festpreis"]
    assert folded == everything[4:]
    assert set(everything) == set(METHODS)


def test_a_method_asks_its_questions_before_anything_is_computed(page: Open) -> None:
    tree = page(f"{QUOTIENT}?methode=preis_festbereich")

    assert tree.one("input", id="preisgewicht").attrs["value"] == "40"
    assert tree.one("input", id="bester_preis").attrs["value"] == ""
    assert "open" in tree.one("fieldset", id="methode").one("details").attrs
    assert "Noch nicht geprüft" in tree.text
    assert not tree.all("section", aria_labelledby="befunde")


def test_stored_answers_are_offered_again(page: Open) -> None:
    tree = page(f"{EXTENDED}?methode=richtwert_erweitert")

    assert tree.one("input", id="schwankungsbereich").attrs["value"] == "6"
    assert [node.text for node in tree.one("select").all("option") if "selected" in node.attrs] == ["Leistungspunkte"]
    assert page(f"{QUOTIENT}?methode=preis_quotient").one("input", id="rundung").attrs["value"] == "3"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("base", [QUOTIENT, EXTENDED])
def test_every_method_can_be_probed(page: Open, base: str, method: str) -> None:
    tree = page(asked(base, method, **ANSWERS))

    assert METHODS[method].title in tree.one("section", aria_labelledby="geaendert").text
    assert tree.one("section", aria_labelledby="befunde")


def test_weights_are_fitted_only_after_consent(page: Open) -> None:
    refused = page(asked(QUOTIENT, "festpreis"), 422)
    allowed = page(asked(QUOTIENT, "festpreis", umrechnen="ja"))

    assert "Die Hauptgruppen ergeben zusammen 60 %, nötig sind 100 %." in faults(refused)[0]
    assert refused.one("input", id="umrechnen").attrs["aria-invalid"] == "true"
    statement = allowed.one("section", aria_labelledby="geaendert")
    assert "von 40 % auf 0 %" in statement.text
    assert "auf drei Nachkommastellen gerundet" in statement.text
    assert statement.one("table").rows()[1] == ["F – Fachlichkeit", "26 %", "43,333 %"]


def test_fitting_that_comes_out_even_is_not_called_rounded(page: Open) -> None:
    statement = page(asked(EXTENDED, "preis_quotient", preisgewicht="40", umrechnen="ja")).one(
        "section", aria_labelledby="geaendert"
    )

    assert "gerundet" not in statement.text
    assert statement.one("table").rows()[1] == ["F – Fachlichkeit", "45 %", "27 %"]
    assert "Open Source hat 6 %" in page(asked(EXTENDED, "preis_quotient", preisgewicht="40", umrechnen="ja")).text


def test_the_same_price_weight_needs_no_fitting(page: Open) -> None:
    tree = page(asked(QUOTIENT, "preis_linear", preisgewicht="40", null_ab="2", rundung=""))

    assert not tree.all("input", id="umrechnen")
    assert "umgerechnet" not in tree.text


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"preisgewicht": "abc"}, "Gewicht des Preises in Prozent: Bitte eine Zahl mit Komma eingeben"),
        ({"preisgewicht": ""}, "Gewicht des Preises in Prozent: Bitte ausfüllen."),
        ({"preisgewicht": "100"}, "Gewicht des Preises in Prozent: Bitte eine Zahl größer als 0 und kleiner als 100"),
        ({"preisgewicht": "-5"}, "Gewicht des Preises in Prozent: Bitte eine Zahl größer als 0 und kleiner als 100"),
        ({"rundung": "12"}, "Nachkommastellen der Preispunkte: Bitte eine ganze Zahl von 0 bis 9"),
        ({"null_ab": "1"}, "Null Punkte ab dem Vielfachen des niedrigsten Preises: Der Wert muss größer als 1 sein."),
    ],
)
def test_faults_stand_at_their_field(page: Open, typed: dict[str, str], fault: str) -> None:
    answers = {"preisgewicht": "40", "null_ab": "2", "rundung": "3", **typed}
    tree = page(asked(QUOTIENT, "preis_linear", **answers), 422)
    (name, value), *_ = typed.items()

    assert faults(tree)[0].startswith(fault)
    assert tree.one("div", role="alert").all("a")[0].attrs["href"] == f"#{name}"
    assert tree.one("input", id=name).attrs["aria-invalid"] == "true"
    assert tree.one("input", id=name).attrs["value"] == value
    assert fault.partition(": ")[2] in tree.one("p", id=f"{name}-fehler").text


def test_faults_of_the_whole_method_stand_at_its_first_field(page: Open) -> None:
    bounds = page(
        asked(QUOTIENT, "preis_festbereich", preisgewicht="40", bester_preis="3", schlechtester_preis="2"), 422
    )
    sums = page(asked(EXTENDED, "gewichtet_median", gewicht_leistung="60", gewicht_preis="50"), 422)

    assert "Die Preisgrenzen passen nicht" in bounds.one("p", id="bester_preis-fehler").text
    assert "ergeben 110 statt genau 100" in sums.one("p", id="gewicht_leistung-fehler").text


def test_a_rule_becomes_a_finding(page: Open) -> None:
    tree = page(asked(EXTENDED, "richtwert_erweitert", schwankungsbereich="12", entscheidungskriterium="price"))

    assert "Der Schwankungsbereich von 12 % ist zu weit" in tree.one("section", aria_labelledby="befunde").text
    assert "Verstoß" in tree.text


def test_an_unknown_method_shows_the_stored_one(page: Open) -> None:
    assert "Preisquotient" in page(f"{QUOTIENT}?methode=min_max").one("head").one("title").text


@given(
    weights=st.lists(st.integers(1, 10**6), min_size=1, max_size=9),
    price=st.decimals(Decimal("0.001"), Decimal("99.999"), places=3),
)
def test_fitted_weights_sum_to_exactly_what_the_price_leaves(weights: list[int], price: Decimal) -> None:
    total = sum(weights)
    shares = [Fraction(weight * 10**6 // total, 10**4) for weight in weights]
    shares[0] += 100 - sum(shares)
    groups = [criterion(f"G{number}", f"{float(one):.4f}") for number, one in enumerate(shares)]
    document = evaluation(sample()["bids"], criteria=groups)

    changed, rescaling = with_method(document, "preis_quotient", {"preisgewicht": str(price)})

    assert rescaling is not None
    assert sum(group.after for group in rescaling.groups) + Fraction(price) == 100
    for group in rescaling.groups:
        assert abs(group.after - group.before * (100 - Fraction(price)) / 100) < Fraction(1, 1000)
    assert changed["matrix"]["price"]["weight_percent"] == format(price.normalize(), "f")


@pytest.mark.parametrize("method", METHODS)
def test_answers_become_the_fields_of_the_format(method: str) -> None:
    answers = {field.name: read_field(field, ANSWERS[field.name]) or "" for field in FIELDS[method]}
    changed, _ = with_method(
        sample(), method, {**answers, "entscheidungskriterium": "O"} if "entscheidungskriterium" in answers else answers
    )

    assert parse_evaluation(changed).matrix.method.name == method
    assert METHOD_FIELDS[method].keys() <= changed["matrix"]["method"].keys()


def test_optional_answers_may_be_empty() -> None:
    rounding = next(field for field in FIELDS["preis_quotient"] if field.optional)

    assert complaint(rounding, " ") is None
    assert complaint(rounding, "x") is not None
