"""German words about reusable criteria."""

from collections.abc import Mapping

from procurement.rules.criteria.changes import ChangeKind, Part
from scoring.model import CriterionKind

KINDS: Mapping[str, str] = {
    CriterionKind.A_KRITERIUM.value: "Ausschluss (A)",
    CriterionKind.B_KRITERIUM.value: "Bewertung (B)",
    CriterionKind.INFORMATION.value: "Information (I)",
}
CHANGES: Mapping[ChangeKind, tuple[str, str]] = {
    ChangeKind.ADDED: ("success", "neu"),
    ChangeKind.CHANGED: ("info", "geändert"),
    ChangeKind.REMOVED: ("warning", "entfallen"),
}
PARTS: Mapping[Part, str] = {
    Part.HEAD: "Katalog",
    Part.GROUP: "Gruppe",
    Part.ENTRY: "Kriterium",
    Part.CLAUSE: "Klausel",
}
FIELDS: Mapping[str, str] = {
    "clauses": "Klauseln",
    "date": "Datum",
    "degrees": "Erfüllungsgrade",
    "description": "Erwartung",
    "evidence": "Nachweis",
    "group": "Gruppe",
    "kind": "Art",
    "licence": "Lizenz",
    "name": "Name",
    "publisher": "Herausgeber",
    "role": "Rolle",
    "sources": "Quellen",
    "subject_link": "Auftragsbezug",
    "text": "Text",
    "title": "Titel",
    "valid_from": "Gültig ab",
}
