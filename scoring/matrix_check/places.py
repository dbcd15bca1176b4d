"""Places of findings in German: people know criteria and entries by name, programs by their JSON pointer."""

from collections.abc import Mapping, Sequence
from typing import Any

from scoring.checks.tree import criterion_pointer
from scoring.model import Matrix

_FIELDS = {
    "title": "Titel",
    "kind": "A/B/I",
    "weight_percent": "Gewicht",
    "minimum_points": "Minimum",
    "expectation": "Erwartung",
    "evidence": "Nachweis",
    "subject_link": "Auftragsbezug",
    "role": "Open Source",
    "degrees": "Erfüllungsgrade",
    "children": "Kriterien darunter",
}
_ELSEWHERE = {
    "/matrix/criteria": "Hauptgruppen",
    "/matrix/method": "Wertungsmethode",
    "/matrix/minimum_leistungspunkte": "Mindestzahl der Leistungspunkte",
    "/matrix/price": "Gewicht des Preises",
    "/matrix/scale": "Punkteskala",
    "/procedure/open_source_exemption": "Begründung der Ausnahme vom Kriterium Open Source",
    "/procedure": "Angaben zum Vergabeverfahren",
    "/bids": "Angebote",
}
WHOLE = "Bewertungsmatrix"


def criterion_names(matrix: Matrix) -> dict[str, str]:
    """Return the number of each criterion by its JSON pointer."""
    return {criterion_pointer(path): node.id for path, node in matrix.walk()}


def criterion_names_in(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the number of each criterion of a valid document by its JSON pointer."""
    names: dict[str, str] = {}
    waiting: list[tuple[str, Sequence[Any]]] = [("/matrix/criteria", document["matrix"]["criteria"])]
    for above, nodes in waiting:
        for index, node in enumerate(nodes):
            names[f"{above}/{index}"] = node["id"]
            waiting.append((f"{above}/{index}/children", node.get("children") or ()))
    return names


def place_name(place: str, names: Mapping[str, str]) -> str:
    """Return what people call the place of a JSON pointer.

    Args:
        place: The pointer.
        names: Number of each criterion by its pointer.
    """
    inside = place
    while inside and inside not in names and inside not in _ELSEWHERE:
        inside = inside.rpartition("/")[0]
    if inside not in names:
        return _ELSEWHERE.get(inside, WHOLE)
    field = _FIELDS.get(place[len(inside) + 1 :].partition("/")[0])
    return f"Kriterium {names[inside]}, {field}" if field else f"Kriterium {names[inside]}"
