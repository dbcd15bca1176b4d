"""Sentences about Kurzbewertungen."""

from collections.abc import Mapping

from procurement.model import ShortAssessmentStage

FAULTS: Mapping[str, str] = {
    "light_missing": "Bitte füllen Sie das Feld „{field}“ aus.",
    "light_value": "Bitte geben Sie einen Betrag in Euro an, der größer als 0 ist, zum Beispiel 8.500.",
    "light_reference": "Bitte nennen Sie, worauf sich der Weg stützt: {reference}.",
    "light_limit": "Der Wert liegt über {limit} ({source}). Bitte wählen Sie einen anderen Weg oder legen Sie ein "
    "Vergabeverfahren an.",
    "light_searched": "Oben steht kein zweites oder kein quelloffenes Produkt. Bitte schreiben Sie, wo gesucht wurde.",
    "light_points": "Bitte geben Sie Punkte von 0 bis {maximum} an; es liegen mindestens zwei Angebote vor.",
    "light_share": "Open Source zählt mindestens {least} %, weil zwei Angebote vorliegen.",
    "light_weights": "Bitte geben Sie der Leistung ein Gewicht über 0 % und lassen Sie etwas für den Preis.",
    "light_chosen": "Bitte wählen Sie eines der Produkte, die oben einen Namen haben.",
    "light_reason": "Bitte schreiben Sie, warum „{name}“ nicht gewählt ist.",
    "light_deviation": "Gewählt ist nicht das Angebot mit den meisten Punkten. Bitte schreiben Sie, warum.",
    "light_estimate": "Das gewählte Angebot liegt über {limit} ({source}), der geschätzte Wert nicht. Bitte schreiben "
    "Sie, wie die Schätzung zustande kam.",
    "light_full": "Alle {maximum} Plätze sind belegt. Bitte leeren Sie zuerst den Namen eines Produkts.",
    "light_handed_back": "Bitte schreiben Sie in höchstens {maximum} Zeichen, was zu ändern ist.",
    "light_title": "Bitte schreiben Sie in höchstens {maximum} Zeichen, was beschafft wird.",
    "light_route": "Bitte wählen Sie einen Weg.",
}
"""Sentence of each fault."""

CHANGED = (
    "Was hier steht, ist nicht mehr das, was gezeichnet wurde. Bitte verwenden Sie es nicht und wenden Sie sich an die "
    "Verwaltung von Prüfstand."
)
"""Of something signed whose checksum does not match."""

STAGES: Mapping[ShortAssessmentStage, str] = {
    ShortAssessmentStage.DRAFT: "Entwurf",
    ShortAssessmentStage.ASKED: "wartet auf Zeichnung",
    ShortAssessmentStage.SIGNED: "gezeichnet",
}
