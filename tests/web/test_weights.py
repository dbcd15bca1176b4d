"""Trying weights: exactly 100, sliders without a script, the ranking beside the stored one, never once published."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from procurement.errors import MatrixPublishedError
from procurement.services import Services
from tests.factories import Json, bid, criterion, evaluation, sample
from tests.people import OFFICER
from tests.web.conftest import Open
from tests.web.page import Node

EXTENDED = "/vergaben/vg-2026-031-richtwert-erweitert"
QUOTIENT = "/vergaben/vg-2026-031-preis-quotient"
STORED = {"3": "45", "4": "20", "5": "15", "6": "10", "7": "10"}

Store = Callable[[Json, str], str]


def asked(address: str, weights: dict[str, str], **more: str) -> str:
    query = {f"gewicht-{name}": value for name, value in weights.items()}
    return f"{address}/probe?{urlencode({'gewichte': '1', **query, **more})}"


def tried(tree: Node) -> list[list[str]]:
    return tree.one("section", aria_labelledby="versuch").all("table")[1].rows()[1:]


def test_the_form_has_a_slider_and_a_number_for_every_weight(page: Open) -> None:
    form = page(f"{QUOTIENT}/probe").one("section", aria_labelledby="gewichte-titel").one("form")

    assert form.attrs["method"] == "get"
    sliders = {one.attrs["name"]: one.attrs["value"] for one in form.all("input", type="range")}
    numbers = {one.attrs["name"]: one.attrs["value"] for one in form.all("input", type="text")}
    assert sliders == {
        "regler-3": "26",
        "regler-4": "10",
        "regler-5": "8",
        "regler-6": "10",
        "regler-7": "6",
        "regler-preis": "40",
    }
    assert numbers.keys() == {name.replace("regler", "gewicht") for name in sliders}
    assert form.one("output").text == "100 %"
    assert "preis" not in {
        one.attrs["name"].partition("-")[2] for one in page(f"{EXTENDED}/probe").all("input", type="range")
    }


def test_other_weights_give_their_ranking_and_their_probe(page: Open, store: Store) -> None:
    bids = [bid("A", "100000", {"Q": "9", "P": "2", "O": "5"}), bid("B", "100000", {"Q": "2", "P": "9", "O": "5"})]
    criteria = [criterion("Q", "60"), criterion("P", "30"), criterion("O", "10", role="open_source")]
    address = store(evaluation(bids, criteria=criteria), "GEWICHT-1")
    tree = page(asked(address, {"0": "20", "1": "70", "2": "10"}))

    assert "Probe, nichts gespeichert" in tree.text
    assert tried(tree) == [["1", "Angebot B Bieter B", "2"], ["2", "Angebot A Bieter A", "1"]]
    weights = tree.one("section", aria_labelledby="versuch").all("table")[0].rows()
    assert weights[1] == ["Q – Kriterium Q", "60 %", "20 %"]
    assert "20 %" in tree.one("section", aria_labelledby="einfluss-kopf").text
    assert "Angebot A (Bieter A) ist auf Rang 1." in page(address).text


def test_the_price_moves_too(page: Open) -> None:
    weights = {"3": "16", "4": "10", "5": "8", "6": "10", "7": "6", "preis": "50"}
    tree = page(asked(QUOTIENT, weights))

    assert tree.one("section", aria_labelledby="versuch").all("table")[0].rows()[-1] == ["Preis", "40 %", "50 %"]


@pytest.mark.parametrize(("last", "total"), [("9", "99"), ("10,5", "100,5"), ("11", "101")])
def test_a_sum_other_than_100_is_a_fault_and_nothing_is_renormalised(page: Open, last: str, total: str) -> None:
    tree = page(asked(EXTENDED, STORED | {"7": last}), 422)

    fault = f"Die Gewichte ergeben {total} statt genau 100."
    assert fault in tree.one("div", role="alert").text
    assert fault in tree.one("p", id="gewichte-fehler").text
    assert tree.one("output").text == f"{total} %"
    assert tree.one("input", id="gewicht-7").attrs["value"] == last
    assert not tree.all("section", aria_labelledby="versuch")
    assert tree.one("head").one("title").text.startswith("Fehler: ")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", "Bitte ausfüllen."),
        ("viel", "Bitte eine Zahl mit Komma"),
        ("1e2", "Bitte eine Zahl"),
        ("<b>", "Bitte eine Zahl"),
    ],
)
def test_faults_stand_at_their_field(page: Open, typed: str, text: str) -> None:
    tree = page(asked(EXTENDED, STORED | {"5": typed}), 422)

    field = tree.one("input", id="gewicht-5")
    assert (field.attrs["value"], field.attrs["aria-invalid"]) == (typed, "true")
    assert text in tree.one("p", id="gewicht-5-fehler").text
    assert "gewicht-5-fehler" in field.attrs["aria-describedby"]
    assert tree.one("div", role="alert").one("a").attrs["href"] == "#gewicht-5"


def test_a_weight_out_of_range_is_refused_at_its_field(page: Open) -> None:
    tree = page(asked(EXTENDED, STORED | {"3": "-45", "4": "110"}), 422)

    assert "muss zwischen 0 und 100 liegen" in tree.one("p", id="gewicht-3-fehler").text


def test_without_a_script_a_moved_slider_counts(page: Open) -> None:
    shown = {f"vorher-{name}": value for name, value in STORED.items()}
    sliders = {f"regler-{name}": value for name, value in STORED.items()}
    moved = sliders | {"regler-3": "50.3817", "regler-4": "14.9"}
    tree = page(asked(EXTENDED, STORED, **shown, **moved))

    rows = tree.one("section", aria_labelledby="versuch").all("table")[0].rows()
    assert [row[2] for row in rows[1:]] == ["50 %", "15 %", "15 %", "10 %", "10 %"]


def test_a_changed_number_goes_before_the_slider(page: Open) -> None:
    shown = {f"vorher-{name}": value for name, value in STORED.items()}
    sliders = {f"regler-{name}": "99" for name in ("3", "4")}
    tree = page(asked(EXTENDED, STORED | {"3": "44,5", "4": "20,5"}, **shown, **sliders))

    rows = tree.one("section", aria_labelledby="versuch").all("table")[0].rows()
    assert [row[2] for row in rows[1:3]] == ["44,5 %", "20,5 %"]


@pytest.mark.parametrize("slider", ["NaN", "1e99", "-5", "9" * 150])
def test_a_slider_that_is_none_is_ignored(page: Open, slider: str) -> None:
    page(asked(EXTENDED, STORED, **{"vorher-3": "45", "regler-3": slider}))


def test_a_broken_rule_is_a_finding_not_a_refusal(page: Open) -> None:
    tree = page(asked(EXTENDED, STORED | {"6": "5", "7": "15"}))

    assert "Verstoß" in tree.one("section", aria_labelledby="befunde").text


def test_a_draft_shows_no_ranking(page: Open, store: Store) -> None:
    address = store({**sample(), "draft": True}, "GEWICHT-2")
    section = page(asked(address, {"0": "80", "1": "20"})).one("section", aria_labelledby="versuch")

    assert len(section.all("table")) == 1
    assert "erst, wenn das Ergebnis feststeht" in section.text


def test_after_publication_weights_are_only_shown(page: Open, store: Store, services: Services) -> None:
    document = sample()
    document["procedure"]["published"] = True
    address = store(document, "GEWICHT-3")

    for shown in (f"{address}/probe", asked(address, {"0": "80", "1": "20"})):
        tree = page(shown)
        section = tree.one("section", aria_labelledby="gewichte-titel")
        assert "§ 127 Abs. 5 GWB" in section.text
        assert not section.all("input")
        assert not tree.all("section", aria_labelledby="versuch")
    with pytest.raises(MatrixPublishedError):
        services.try_weights(OFFICER, address.rpartition("/")[2], {"Q": "80", "O": "20"})


def test_titles_are_escaped_and_many_groups_are_declined(page: Open, store: Store) -> None:
    document = sample()
    document["matrix"]["criteria"][0]["title"] = '<script>"x"</script>'
    tree = page(f"{store(document, 'GEWICHT-4')}/probe")
    assert '<script>"x"</script>' in tree.one("label", for_="gewicht-0").text

    points = {f"Q{number}": "5" for number in range(60)} | {"O": "5"}
    criteria = [*(criterion(name, "1.5") for name in points if name != "O"), criterion("O", "10", role="open_source")]
    address = store(evaluation([bid("A", "1", points)], criteria=criteria), "GEWICHT-5")
    assert "zu viele Hauptgruppen" in page(f"{address}/probe?gewichte=1").text


def test_nothing_is_stored(page: Open, services: Services) -> None:
    before = services.get_evaluation(OFFICER, "vg-2026-031-richtwert-erweitert")
    page(asked(EXTENDED, STORED | {"3": "40", "4": "25"}))

    assert services.get_evaluation(OFFICER, "vg-2026-031-richtwert-erweitert") == before
    assert json.loads(before.document)["matrix"]["criteria"][3]["weight_percent"] == "45"
