"""How a probe reads: values, sentences, places and counter-examples of every method, as approved line by line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.parameters import ParameterSet
from infra.parameters import load_data
from scoring.intake import parse_evaluation
from scoring.matrix_check import ProductNames, probe
from scoring.methods import METHODS
from tests.factories import DAY, Json, bid, criterion, exempt, house_rules, method
from tests.scoring.matrix_probe import matrix, written

APPROVED = Path(__file__).resolve().parents[1] / "approved" / "probes.txt"
BEYOND = {"format", "reference", "method_choice", "digest"}
"""The same in every report, or compared elsewhere."""


def whole(name: str, price: str = "40") -> list[Json]:
    """Return two groups to which every text is written."""
    quality = 90 - int(price) if METHODS[name].weights_price_in_tree else 90
    return [written("Q", str(quality)), written("O", "10", role="open_source")]


def plain(name: str, **fields: object) -> Json:
    document = matrix(method(name, **fields), whole(name))
    return exempt(document) if name == "niedrigster_preis" else document


def with_bids(name: str, quality: str = "5.5", **fields: object) -> Json:
    """Return four bids with half points, an uneven cent in the middle, and one at more than twice the price."""
    document = matrix(method(name, **fields), whole(name), scale={"minimum": "0", "maximum": "10", "step": "0.5"})
    bids = [
        bid("A", "250000", {"Q": "5.5", "O": "10"}),
        bid("B", "120000", {"Q": "5.5", "O": "0.5"}),
        bid("C", "123456.78", {"Q": quality, "O": "5"}),
        bid("D", "123456.77", {"Q": "5.5", "O": "5"}),
    ]
    return {**document, "bids": bids}


def bare() -> Json:
    """Return a published matrix without any of the texts that a criterion should have."""
    criteria = [criterion("A1", kind="A"), criterion("Q", "94.5"), criterion("O", "5.5", role="open_source")]
    document = matrix("preis_quotient", criteria, price={"weight_percent": "0.000000001"})
    criteria[1]["weight_percent"] = "94.499999999"
    document["procedure"] |= {"published": True, "lot": "Los 1", "estimated_value_net_eur": "250000"}
    return document


def demanding() -> Json:
    """Return a matrix of groups, half points, degrees, minimum points and a criterion without weight."""
    below = [
        written("Q1", "60", degrees=[], minimum_points="5"),
        written("Q2", "20", degrees=[{"points": "4", "label": "ja"}]),
        written("Q3", "20", degrees=[]),
    ]
    groups = [
        criterion("Q", "70", children=below, minimum_points="6"),
        written("Z", "0"),
        written("M", "10", minimum_points="10"),
        written("O", "20", role="open_source", degrees=[]),
    ]
    scale = {"minimum": "0", "maximum": "10", "step": "0.5"}
    return {
        **matrix("richtwert_erweitert", groups, scale=scale, minimum_leistungspunkte="700"),
        "draft": True,
        "bids": [bid("A", "900", {"Q1": "10", "Q2": "4", "Z": "5", "M": "10"})],
    }


def forbidden() -> Json:
    """Return a matrix that rules forbid and whose minima no bid can reach."""
    low = [{"points": "1", "label": "ja"}, {"points": "2", "label": "sehr"}]
    groups = [written("Q", "95", degrees=low, minimum_points="2.5"), written("O", "5", role="open_source")]
    wide = method("richtwert_erweitert", band_percent="25.5", decision_criterion="leistungspunkte")
    return matrix(wide, groups, minimum_leistungspunkte="240.000000001")


def named() -> Json:
    """Return criteria whose texts name products, twice, and with the words that save them."""
    texts = [
        "Texte in MS Office und Microsoft Teams. Oder gleichwertig.",
        "Microsoft Azure oder ein gleichwertiger Dienst; auch in Teams und Access",
        "MS Teams, MS Teams oder gleichwertig",
    ]
    weights = ("50", "40", "10")
    groups = [
        written(f"N{n}", weight, evidence=text, title="Windows")
        for n, (weight, text) in enumerate(zip(weights, texts, strict=True))
    ]
    groups[2]["role"] = "open_source"
    return matrix(criteria=groups)


def only_open_source() -> Json:
    criteria = [written("O", "30", role="open_source", title="Quelltext wie bei Linux")]
    document = matrix("preis_linear", criteria, price={"weight_percent": "70"})
    document["matrix"]["method"]["zero_at"] = "2.5"
    return exempt(document)


def light_criteria() -> Json:
    """Return a matrix of ten criteria of different weight in the deciding group, on a fine scale."""
    leaves = [written(f"L{weight}", str(weight), degrees=[]) for weight in range(19, 0, -2)]
    groups = [criterion("Q", "80", children=leaves), written("O", "20", role="open_source", degrees=[])]
    scale = {"minimum": "1", "maximum": "5", "step": "0.25"}
    return matrix(method("richtwert_erweitert", band_percent="2", decision_criterion="Q"), groups, scale=scale)


def coarse(name: str, maximum: str, price: str, scale: str, **fields: object) -> Json:
    """Return a matrix with so few price points that only the raster can find a counter-example."""
    chosen = method(name, price_points_maximum=maximum, rounding=ROUNDED, **fields)
    groups = [written("Q", str(90 - int(price)), degrees=[]), written("O", "10", role="open_source", degrees=[])]
    return matrix(chosen, groups, scale={"minimum": "0", "maximum": scale}, price={"weight_percent": price})


WITH_BIDS = ("richtwert_einfach", "gewichtet_median", "preis_quotient", "preis_linear", "preis_festbereich")
ROUNDED = {"mode": "half_up", "digits": 0}
BOUNDS = {"best_price_eur": "90000", "worst_price_eur": "270000"}
DOCUMENTS: dict[str, Json] = {
    **{name: plain(name) for name in METHODS},
    **{f"{name}, bids": with_bids(name, "9") for name in WITH_BIDS},
    "richtwert_einfach, equal points": with_bids("richtwert_einfach"),
    "richtwert_erweitert, price": plain("richtwert_erweitert", band_percent="7", decision_criterion="price"),
    "richtwert_erweitert, main group": plain("richtwert_erweitert", band_percent="10", decision_criterion="O"),
    "gewichtet_median, quality alone": plain(
        "gewichtet_median", weight_quality_percent="100", weight_price_percent="0"
    ),
    "preis_quotient, rounded": plain("preis_quotient", rounding=ROUNDED, price_points_maximum="20"),
    "preis_linear, rounded": plain("preis_linear", rounding=ROUNDED, price_points_maximum="10", zero_at="3"),
    "preis_festbereich, other bounds": plain("preis_festbereich", **BOUNDS),
    "preis_linear, raster 2": coarse("preis_linear", "2", "20", "1", zero_at="2"),
    "preis_linear, raster 5": coarse("preis_linear", "5", "20", "3", zero_at="1.2"),
    "preis_quotient, raster 1": coarse("preis_quotient", "1", "85", "5"),
    "preis_quotient, raster 2": coarse("preis_quotient", "2", "85", "10"),
    "preis_quotient, no example": coarse("preis_quotient", "1", "1", "1"),
    "bare": bare(),
    "demanding": demanding(),
    "forbidden": forbidden(),
    "named": named(),
    "only open source": only_open_source(),
    "light criteria": light_criteria(),
}


def lines(value: object, place: str = "") -> Iterator[str]:
    """Yield every value of a report with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lines(inner, f"{place}/{key}") if place or key not in BEYOND else ()
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for index, inner in enumerate(value):
            yield from lines(inner, f"{place}/{index}")
    else:
        yield f"{place} = {value}".rstrip().replace("\n", "\\n")


def probed(name: str) -> list[str]:
    names = ProductNames.on(ParameterSet.from_mapping(load_data("scoring", "produktnamen")), DAY)
    evaluation = parse_evaluation(DOCUMENTS[name], bids_required=False)
    return [f"{name}:", *lines(probe(evaluation, house_rules(), names))]


def approved() -> dict[str, list[str]]:
    blocks = APPROVED.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.splitlines()[0].removesuffix(":"): block.splitlines() for block in blocks}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_probe_reads_as_approved(name: str) -> None:
    assert probed(name) == approved()[name]


def test_nothing_else_is_approved() -> None:
    assert approved().keys() == DOCUMENTS.keys()
