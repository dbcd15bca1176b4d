"""The shared collection of checked numbers, computed by the functions that score."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from scoring.methods import PreisLinear, PreisMethod, PreisQuotient
from tests.factories import Json, bid, criterion, evaluation, exempt, method, outcome_of, result_of

NUMBERS: dict[str, Any] = json.loads((Path(__file__).parent / "scoring.json").read_text(encoding="utf-8"))
TENTHS = {"minimum": "0", "maximum": "10", "step": "0.1"}


def by_id(section: str) -> dict[str, Json]:
    return {entry["id"]: entry for entry in NUMBERS[section]}


def price_method(formula: str, maximum: int) -> PreisMethod:
    if formula == "ufab2":
        return PreisQuotient(name="preis_quotient", price_points_maximum=Decimal(maximum))
    assert formula == "lin2"
    return PreisLinear(name="preis_linear", price_points_maximum=Decimal(maximum))


@pytest.mark.parametrize("key", by_id("prices"))
def test_price_points(key: str) -> None:
    entry = by_id("prices")[key]
    points = price_method(entry["f"], entry["max"]).price_points([Fraction(entry["pmin"]), Fraction(entry["p"])])

    assert points == [Fraction(entry["max"]), Fraction(entry["out"])]


def ratio_document(entry: Json, name: str, **fields: object) -> Json:
    bids = []
    for key, (points, price) in entry["bids"].items():
        given = str(Decimal(points) / 100)
        bids.append(bid(key, str(price), {"Q": given, "O": given}))
    return evaluation(bids, method(name, display_factor=entry["factor"], **fields), scale=TENTHS)


@pytest.mark.parametrize("key", by_id("richtwert"))
def test_ratios_and_bands(key: str) -> None:
    entry = by_id("richtwert")[key]
    plain = result_of(ratio_document(entry, "richtwert_einfach"))

    assert {row["bid"]: Decimal(row["kennzahl_z"] or "") for row in plain["ranking"]} == {
        key: Decimal(value) for key, value in entry["Z"].items()
    }
    assert plain["winner"] == entry["einfach"]
    for band in entry["erweitert"]:
        for name, expected in (("leistungspunkte", band["maxL"]), ("price", band["minP"])):
            fields = {"band_percent": str(band["s"]), "decision_criterion": name}
            result = result_of(ratio_document(entry, "richtwert_erweitert", **fields))
            assert result["winner"] == expected
            assert {row["bid"] for row in result["ranking"] if row["in_band"]} == set(band["in"])


def test_the_unlawful_method_of_the_collection_is_the_only_flip_not_computed() -> None:
    assert [entry["id"] for entry in NUMBERS["flips"] if entry["f"] != "ufab2"] == ["F3"]
    assert by_id("flips")["F3"]["f"] == "minmax"


def test_flip_of_the_quotient() -> None:
    entry = by_id("flips")["F1"]
    quality, price = entry["w"]
    criteria = [criterion("Q", str(quality - 10)), criterion("O", "10", role="open_source")]

    def totals(bids: dict[str, list[int]]) -> dict[str, Fraction]:
        rows = [bid(k, str(p), {"Q": str(Decimal(q) / 10), "O": str(Decimal(q) / 10)}) for k, (q, p) in bids.items()]
        document = evaluation(rows, "preis_quotient", criteria, price={"weight_percent": str(price)})
        return {row["bid"]: Fraction(row["exact"]) for row in result_of(document)["ranking"]}

    assert totals(entry["two"]) == {key: Fraction(value) for key, value in entry["before"].items()}
    assert totals({**entry["two"], "C": entry["C"]}) == {key: Fraction(value) for key, value in entry["after"].items()}


@pytest.mark.parametrize("key", by_id("tree"))
def test_criteria_tree(key: str) -> None:
    entry = by_id("tree")[key]
    criteria, points = [], {}
    for group, body in enumerate(entry["groups"]):
        children = []
        for index, (weight, value) in enumerate(body["k"]):
            children.append(criterion(f"{group}.{index}", str(weight)))
            points[f"{group}.{index}"] = str(value)
        role = {"role": "open_source"} if body["w"] == 10 else {}
        criteria.append(criterion(f"G{group}", str(body["w"]), children=children, **role))
    outcome = outcome_of(evaluation([bid("A", "100000", points)], criteria=criteria))

    [row] = outcome.points.rows
    assert [span.mean(row, outcome.points.denominator) for span in outcome.grid.groups] == [
        Fraction(value) for value in entry["sub"]
    ]
    assert outcome.valuation.field.leistungspunkte == [100 * Fraction(entry["total10"])]


def tipping(weights: dict[str, str]) -> Json:
    """Rank the two bids of the tipping example by points alone under other weights."""
    [entry] = NUMBERS["tipping"]
    criteria = [
        criterion(key, weight, **({"role": "open_source"} if key == "OSS" else {})) for key, weight in weights.items()
    ]
    bids = [bid(key, "1", {name: str(value) for name, value in entry[key].items()}) for key in "AB"]
    return dict(result_of(exempt(evaluation(bids, "festpreis", criteria))))


def test_tipping_scores_and_where_they_tip() -> None:
    [entry] = NUMBERS["tipping"]
    percent = {key: Decimal(value) * 100 for key, value in entry["w"].items()}
    published = tipping({key: str(value) for key, value in percent.items()})

    assert {row["bid"]: Fraction(row["exact"]) / 100 for row in published["ranking"]} == {
        key: Fraction(value) for key, value in entry["score"].items()
    }
    assert percent["Preis"] + 100 * Decimal(entry["delta"]["Preis"].split("/")[0]) / 20 == 25
    assert tipping({"Preis": "25", "Q": "62.5", "OSS": "12.5"})["tie"]
    assert tipping({"Preis": "24", "Q": "63.333333333", "OSS": "12.666666667"})["winner"] == "A"
    assert tipping({"Preis": "44", "Q": "55", "OSS": "1"})["winner"] == "A"
