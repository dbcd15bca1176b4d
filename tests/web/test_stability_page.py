"""Stability is an internal note: intervals, smallest changes, removals, and a simulation named as one."""

from collections.abc import Callable

from tests.factories import Json, bid, evaluation
from tests.web.conftest import Open

QUOTIENT = "/vergaben/vg-2026-031-preis-quotient/stabilitaet"


def test_it_says_what_it_must_not_be_used_for(page: Open) -> None:
    text = page(QUOTIENT).text

    assert "Interner Vermerk" in text
    assert "nie ein Grund, veröffentlichte Gewichte oder vergebene Punkte zu ändern" in text
    assert "nicht in Schreiben an Bieter" in text


def test_intervals_stand_in_chart_and_table(page: Open) -> None:
    shown = page(QUOTIENT).one("section", aria_labelledby="gewichte-kopf")
    rows = {row[0]: row[1:] for row in shown.one("table").rows()}

    assert rows["F Fachlichkeit"] == ["26 %", "nie", "31,429 %"]
    assert rows["Preis"] == ["40 %", "26,492 %", "58,008 %"]
    assert rows["F1 Warteschlange für spontane Beratungen"] == ["30 %", "bleibt immer allein auf Rang 1"]
    assert "Preis: Gewicht 40 %, stabil 26,492 % bis 58,008 %" in shown.one("svg").one("desc").text


def test_smallest_changes_are_sentences(page: Open) -> None:
    text = page(QUOTIENT).one("section", aria_labelledby="kleinste").text

    lost = "wäre Angebot A nicht mehr allein auf Rang 1."
    assert f"Erhielte Angebot A beim Kriterium F1 5 statt 8 Punkte, {lost}" in text
    assert f"Läge der Preis von Angebot A bei 224.513,65 € statt 214.200,00 € (4,815 %), {lost}" in text


def test_a_change_that_only_brings_a_tie_is_told_as_what_it_is(page: Open, store: Callable[[Json, str], str]) -> None:
    bids = [bid("A", "100000.00", {"Q": "8", "O": "5"}), bid("B", "100000.00", {"Q": "7", "O": "5"})]
    tree = page(store(evaluation(bids), "PATT-1") + "/stabilitaet")

    score = tree.one("section", aria_labelledby="kleinste").all("dd")[0].text
    assert score.startswith("Erhielte Angebot A beim Kriterium Q 7 statt 8 Punkte, wäre Angebot A nicht mehr allein")
    assert "anderes Angebot" not in tree.one("main").text


def test_removals_and_simulation(page: Open) -> None:
    tree = page(QUOTIENT)

    assert tree.one("section", aria_labelledby="wegfall").one("table").rows()[1:] == [
        ["Angebot B", "bleibt gleich", "bleibt gleich"],
        ["Angebot C", "bleibt gleich", "bleibt gleich"],
    ]
    simulated = tree.one("section", aria_labelledby="raenge-kopf")
    assert "nur ein Anhalt" in simulated.text
    assert "100.000-mal zugleich um bis zu 10 % ihres Werts" in simulated.text
    assert simulated.one("table").rows()[1][0] == "Angebot A"


def test_a_tie_has_no_intervals(page: Open, store: Callable[[Json, str], str]) -> None:
    bids = [bid(name, "100000.00", {"Q": "8", "O": "8"}) for name in "AB"]
    text = page(store(evaluation(bids), "GLEICH-1") + "/stabilitaet").text

    assert "Für diese Wertung gibt es keine Bereiche" in text
    assert "Es ist kein Angebot allein auf Rang 1. Darum gibt es keinen Vorsprung" in text
    assert "Keine Änderung" not in text
    assert "Gleichstand" in page("/?suche=gleich-1").one("table").text


def test_a_single_bid_has_nothing_to_lose_against(page: Open, store: Callable[[Json, str], str]) -> None:
    document = evaluation([bid("A", "100000.00", {"Q": "8", "O": "8"})])

    text = page(store(document, "EINS-1") + "/stabilitaet").text

    assert "Es gibt kein unterlegenes Angebot" in text
    assert "Keine Änderung eines einzigen Preises nimmt Angebot A den alleinigen Rang 1." in text
