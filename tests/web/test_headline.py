"""Who is first and why, for every method and for results without a first."""

import pytest

from scoring.methods import METHODS
from tests.factories import Json, bid, evaluation, exempt, method, outcome_of, sample
from web.views.headline import headline

A_HIGHER_Z = [bid("A", "100000.00", {"Q": "8", "O": "8"}), bid("B", "105000.00", {"Q": "8", "O": "10"})]


def text_of(document: Json) -> str:
    said = headline(outcome_of(document))
    return " ".join([said.answer, *said.reasons])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("richtwert_einfach", "Es bietet die meisten Leistungspunkte je Euro: Kennzahl Z = 4.105,263."),
        ("richtwert_verschoben", "die höchste Kennzahl Z"),
        ("richtwert_exponent", "die höchste Kennzahl Z"),
        ("gewichtet_referenzwert", "die höchste gewichtete Kennzahl"),
        ("gewichtet_median", "die höchste gewichtete Kennzahl"),
        ("preis_quotient", "von 100 die meisten Gesamtpunkte"),
        ("preis_linear", "aus dem Preis"),
        ("preis_festbereich", "aus der Leistung"),
        ("festpreis", "780 die meisten Leistungspunkte; der Preis steht fest."),
        ("niedrigster_preis", "den niedrigsten Preis; allein der Preis entscheidet."),
    ],
)
def test_the_reason_fits_the_method(name: str, words: str) -> None:
    assert words in text_of(sample(name))
    assert "ist auf Rang 1." in text_of(sample(name))


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_a_reason_that_names_rank_two_or_the_band(name: str) -> None:
    text = text_of(sample(name))

    assert "Rang 2 hat Angebot" in text or "Schwankungsbereich" in text


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        ("leistungspunkte", "darin entscheiden die Leistungspunkte, und die meisten hat Angebot B mit 820."),
        ("price", "darin entscheidet der Preis, und den niedrigsten hat Angebot A mit 100.000,00\N{NO-BREAK SPACE}€."),
        ("O", "die Hauptgruppe „Kriterium O“, und die meisten Punkte hat Angebot B mit 100."),
        ("Q", "worin mehrere gleich sind, und danach die höhere Kennzahl Z: die von Angebot A."),
    ],
)
def test_the_decision_in_the_band_is_told(criterion: str, words: str) -> None:
    document = evaluation(A_HIGHER_Z, method("richtwert_erweitert", decision_criterion=criterion))

    assert words in text_of(document)


def test_a_winner_with_the_lower_kennzahl_is_explained() -> None:
    document = evaluation(A_HIGHER_Z, method("richtwert_erweitert"))

    assert "Die höchste Kennzahl Z hat Angebot A mit 8.000." in text_of(document)


def test_alone_in_the_band() -> None:
    bids = [bid("A", "100000.00", {"Q": "8", "O": "8"}), bid("B", "200000.00", {"Q": "8", "O": "8"})]

    assert "Kein anderes Angebot erreicht" in text_of(evaluation(bids, method("richtwert_erweitert")))


def test_a_tie_names_the_first_and_leaves_it_open() -> None:
    bids = [bid(name, "100000.00", {"Q": "8", "O": "8"}) for name in "BAC"]
    said = headline(outcome_of(evaluation(bids)))

    assert said.answer == "Gleichstand auf Rang 1: Angebote A, B und C."
    assert not said.decided


def test_a_single_bid() -> None:
    document = evaluation([bid("A", "100000.00", {"Q": "8", "O": "8"})])

    assert "Es ist das einzige Angebot in der Wertung." in text_of(document)


def test_no_bid_left() -> None:
    document = sample()
    for one in document["bids"]:
        one["exclusion"] = {"code": "late", "reason": "zu spät"}

    assert text_of(document).startswith("Kein Angebot ist in der Wertung.")


def test_a_zero_value_has_no_percentage() -> None:
    bids = [bid("A", "100000.00", {"Q": "0", "O": "0"}), bid("B", "90000.00", {"Q": "0", "O": "0"})]
    document = exempt(evaluation(bids, method("gewichtet_referenzwert")))

    assert text_of(document).endswith("Rang 2 hat Angebot A.")
