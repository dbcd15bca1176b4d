"""A matrix to start from: main groups as software tenders have them, with the open-source criterion in its place."""

from typing import Any

from scoring.intake import parse_evaluation
from scoring.methods import METHODS
from scoring.model import FORMAT, Evaluation

START_METHODS = tuple(name for name, method in METHODS.items() if method.offered_first)
"""Methods for which a start is offered: those the interface offers first."""

_PRICE_PERCENT = "40"
_PARAMETERS: dict[str, dict[str, Any]] = {
    "richtwert_erweitert": {"band_percent": "5", "decision_criterion": "leistungspunkte"},
    "preis_quotient": {"rounding": {"mode": "half_up", "digits": 3}},
}
_ASKED = (
    ("A1", "Betrieb und Datenhaltung ausschließlich in der EU oder im EWR", "Eigenerklärung mit Standorten"),
    ("A2", "Barrierefreiheit nach EN 301 549 oder gleichwertig", "Konformitätsbericht"),
    ("A3", "Auftragsverarbeitung nach Art. 28 DSGVO", "Vertragsentwurf"),
)
_GROUPS = (
    (
        "F",
        "Fachlichkeit",
        "45",
        "25",
        (("F1", "Fachliche Anforderung 1", "60"), ("F2", "Fachliche Anforderung 2", "40")),
    ),
    (
        "U",
        "Bedienung und Barrierefreiheit",
        "20",
        "10",
        (("U1", "Geprüfte Barrierefreiheit", "60"), ("U2", "Bedienbarkeit", "40")),
    ),
    (
        "S",
        "Offene Standards und Schnittstellen",
        "15",
        "10",
        (("S1", "Dokumentierte offene Schnittstelle", "50"), ("S2", "Export aller Daten und Ausstiegsplan", "50")),
    ),
    (
        "O",
        "Open Source",
        "10",
        "10",
        (
            ("O1", "Quelloffene Lizenz", "40"),
            ("O2", "Öffentlicher Quellcode", "30"),
            ("O3", "Lizenzlage der Bestandteile", "30"),
        ),
    ),
    ("D", "Einführung und Schulung", "10", "5", (("D1", "Einführungskonzept", "60"), ("D2", "Schulungskonzept", "40"))),
)


def start_evaluation(method: str) -> Evaluation:
    """Return an evaluation without bids whose matrix fulfils all checks and is meant to be rewritten.

    Args:
        method: One of ``START_METHODS``.
    """
    with_price = METHODS[method].weights_price_in_tree
    criteria = [{"id": id_, "title": title, "kind": "A", "evidence": proof} for id_, title, proof in _ASKED]
    matrix: dict[str, Any] = {
        "method": {"name": method, **_PARAMETERS.get(method, {})},
        "scale": {"minimum": "0", "maximum": "10"},
        "criteria": [*criteria, *(_group(group, with_price=with_price) for group in _GROUPS)],
    }
    if with_price:
        matrix["price"] = {"weight_percent": _PRICE_PERCENT}
    head = {"reference": "Aktenzeichen eintragen", "title": "Gegenstand der Beschaffung eintragen"}
    document = {"format": FORMAT, "procedure": head, "matrix": matrix, "bids": []}
    return parse_evaluation(document, bids_required=False)


def _group(group: tuple[str, str, str, str, tuple[tuple[str, str, str], ...]], *, with_price: bool) -> dict[str, Any]:
    id_, title, alone, beside_price, below = group
    children = [{"id": child, "title": name, "kind": "B", "weight_percent": weight} for child, name, weight in below]
    role = {"role": "open_source"} if id_ == "O" else {}
    weight = beside_price if with_price else alone
    return {"id": id_, "title": title, "kind": "B", "weight_percent": weight, "children": children, **role}
