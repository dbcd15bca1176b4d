"""German words about reusable criteria."""

from collections.abc import Mapping

from procurement.rules.criteria.changes import ChangeKind, Part
from procurement.rules.criteria.draft import DraftPart
from procurement.rules.criteria.draft_lines import STATUS
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
    "based_on": "Beruht auf",
    "clauses": "Klauseln",
    "date": "Datum",
    "degrees": "Erfüllungsgrade",
    "description": "Erwartung",
    "evidence": "Nachweis",
    "group": "Gruppe",
    "kind": "Art",
    "licence": "Lizenz",
    "minimum_points": "Mindestpunkte",
    "name": "Name",
    "publisher": "Herausgeber",
    "role": "Rolle",
    "sources": "Quellen",
    "subject_link": "Auftragsbezug",
    "text": "Text",
    "title": "Titel",
    "valid_from": "Gültig ab",
    "weight_percent": "Gewicht (Vorschlag)",
}
_SOURCES = (
    "Rechtsgrundlage und Quellen",
    "Eine Zeile je Quelle: Fundstelle | Stand der Prüfung | Tag | Anmerkung. Stand der Prüfung: "
    + ", ".join(f"„{word}“" for word in STATUS.values())
    + ". Nur die Fundstelle ist nötig.",
)
DRAFT_TEXTS: Mapping[DraftPart, Mapping[str, tuple[str, str]]] = {
    DraftPart.HEAD: {
        "titel": ("Titel", "So heißt der Katalog in Listen und Dateien."),
        "lizenz": ("Lizenz", "SPDX-Kennung, unter der andere Städte die Texte nutzen dürfen, zum Beispiel CC0-1.0."),
        "gruppen": (
            "Gruppen",
            "Eine Zeile je Gruppe: Kennung | Titel. Bei der Gruppe des Kriteriums Open Source folgt | Open Source.",
        ),
    },
    DraftPart.ENTRY: {
        "bezeichnung": ("Bezeichnung", "Wie das Kriterium in der Bewertungsmatrix heißt."),
        "gruppe": ("Gruppe", "Gruppen legen Sie beim Katalog an."),
        "art": ("Art", "A schließt aus, B wird bewertet, I informiert nur."),
        "erwartung": ("Erwartung", "Was erwartet wird und warum."),
        "grade": (
            "Erfüllungsgrade",
            "Nur bei B. Eine Zeile je Grad, aufsteigend: Punkte | Grad | Bedeutung. Ganze Punkte von 0 bis 10.",
        ),
        "gewicht": ("Gewicht in Prozent (Vorschlag)", "Nur bei B: Anteil an seiner Gruppe. Kann leer bleiben."),
        "mindestpunkte": ("Mindestpunkte (Vorschlag)", "Nur bei B: Angebote darunter scheiden aus. Kann leer bleiben."),
        "nachweis": ("Nachweis", "Was Bieter dazu vorlegen."),
        "auftragsbezug": ("Vorschlag zum Auftragsbezug", "Wie das Kriterium mit dem Auftrag zusammenhängt."),
        "rechtsgrundlage": _SOURCES,
        "klauseln": ("Klauseln", "Kennungen der Klauseln dieses Katalogs, die dazugehören; eine je Zeile."),
    },
    DraftPart.CLAUSE: {
        "titel": ("Titel", "Wovon die Klausel handelt."),
        "text": ("Wortlaut", "So kommt der Text in Leistungsbeschreibung oder Vertrag."),
        "gueltig-ab": ("Gültig ab", "Tag, zum Beispiel 01.03.2026."),
        "rechtsgrundlage": _SOURCES,
    },
}
"""Label and hint of each field of a draft."""
DRAFT_PARTS: Mapping[DraftPart, str] = {
    DraftPart.HEAD: "Katalog",
    DraftPart.ENTRY: "Kriterium",
    DraftPart.CLAUSE: "Klausel",
}
