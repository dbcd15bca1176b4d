"""The rules once more, as slowly and plainly as the handbooks tell them: fractions, recursion, no shared code."""

from fractions import Fraction
from statistics import median
from typing import Any

Json = dict[str, Any]
Row = tuple[Fraction, Fraction, dict[str, Fraction]]
"""Leistungspunkte, price, and the part of each main group."""


def points_of(node: Json, scores: Json) -> Fraction:
    """Return the weighted mean of a node's points."""
    children = [child for child in node.get("children", []) if child["kind"] == "B"]
    if not children:
        return Fraction(scores[node["id"]]["points"])
    return sum((Fraction(child["weight_percent"]) / 100 * points_of(child, scores) for child in children), Fraction(0))


def all_nodes(nodes: list[Json]) -> list[Json]:
    """Return every node of a tree."""
    return [found for node in nodes for found in (node, *all_nodes(node.get("children", [])))]


def row_of(matrix: Json, bid: Json) -> Row:
    """Return what the methods need to know of a bid."""
    groups = [node for node in matrix["criteria"] if node["kind"] == "B"]
    whole = sum(Fraction(group["weight_percent"]) for group in groups)
    scores = bid.get("consensus") or bid["scores"]
    parts = {g["id"]: 100 * Fraction(g["weight_percent"]) / whole * points_of(g, scores) for g in groups}
    return sum(parts.values(), Fraction(0)), Fraction(bid["price_gross_eur"]), parts


def stays(matrix: Json, bid: Json) -> bool:
    """Tell whether the bid takes part in the ranking."""
    if "exclusion" in bid or not all(bid["a_criteria"].values()):
        return False
    scores = bid.get("consensus") or bid["scores"]
    for node in all_nodes(matrix["criteria"]):
        if "minimum_points" in node and points_of(node, scores) < Fraction(node["minimum_points"]):
            return False
    return row_of(matrix, bid)[0] >= Fraction(matrix.get("minimum_leistungspunkte", "0"))


def half_up(value: Fraction, digits: int) -> Fraction:
    """Round a value that is not negative."""
    return Fraction(int(value * 10**digits + Fraction(1, 2)), 10**digits)


def richtwert(method: Json, rows: list[Row]) -> list[tuple[Any, ...]]:
    """Return the comparable values of the ratio methods."""
    if method["name"] == "richtwert_verschoben":
        return [((points + Fraction(method["shift"])) / price,) for points, price, _ in rows]
    if method["name"] == "richtwert_exponent":
        a = Fraction(method["exponent"])
        return [(points**a.numerator / price ** (a.denominator - a.numerator),) for points, price, _ in rows]
    ratios = [points / price for points, price, _ in rows]
    if method["name"] == "richtwert_einfach":
        return [(z,) for z in ratios]
    bound = max(ratios) - max(ratios) * Fraction(method["band_percent"]) / 100
    wanted = method["decision_criterion"]
    decisive = [{"leistungspunkte": row[0], "price": -row[1], **row[2]}[wanted] for row in rows]
    return [(1, key, z) if z >= bound else (0, z) for z, key in zip(ratios, decisive, strict=True)]


def gewichtet(method: Json, rows: list[Row]) -> list[tuple[Any, ...]]:
    """Return the index of the weighted ratio methods."""
    if method["name"] == "gewichtet_median":
        quality, price = median(row[0] for row in rows), median(row[1] for row in rows)
    else:
        quality, price = Fraction(method["reference_quality"]), Fraction(method["reference_price_eur"])
    g, h = Fraction(method["weight_quality_percent"]) / 100, Fraction(method["weight_price_percent"]) / 100
    return [(g * points / quality - h * euro / price,) for points, euro, _ in rows]


def preis(matrix: Json, rows: list[Row]) -> list[tuple[Any, ...]]:
    """Return the total of the methods that weight the price in the tree."""
    method, full = matrix["method"], Fraction(matrix["method"].get("price_points_maximum", "100"))
    weight, lowest = Fraction(matrix["price"]["weight_percent"]) / 100, min(row[1] for row in rows)
    totals: list[tuple[Any, ...]] = []
    for points, price, _ in rows:
        if method["name"] == "preis_quotient":
            given = full * lowest / price
        elif method["name"] == "preis_linear":
            zero = Fraction(method.get("zero_at", "2"))
            given = max(Fraction(0), full * (zero - price / lowest) / (zero - 1))
        else:
            best, worst = Fraction(method["best_price_eur"]), Fraction(method["worst_price_eur"])
            given = min(full, max(Fraction(0), full * (worst - price) / (worst - best)))
        if "rounding" in method:
            given = half_up(given, method["rounding"]["digits"])
        quality = points / Fraction(matrix["scale"]["maximum"])
        totals.append(((1 - weight) * quality + weight * 100 * given / full,))
    return totals


def ranking(document: Json) -> dict[str, int]:
    """Return the rank of every bid that stays: one more than the number of better ones."""
    matrix = document["matrix"]
    name = matrix["method"]["name"]
    bids = [bid for bid in document["bids"] if stays(matrix, bid)]
    rows = [row_of(matrix, bid) for bid in bids]
    if not rows:
        return {}
    if name == "festpreis":
        values: list[tuple[Any, ...]] = [(points,) for points, _, _ in rows]
    elif name == "niedrigster_preis":
        values = [(-price,) for _, price, _ in rows]
    elif name.startswith("richtwert"):
        values = richtwert(matrix["method"], rows)
    else:
        values = gewichtet(matrix["method"], rows) if name.startswith("gewichtet") else preis(matrix, rows)
    return {bid["id"]: 1 + sum(other > own for other in values) for bid, own in zip(bids, values, strict=True)}
