"""German words of requests for IT capacity on pages."""

from collections.abc import Mapping

from capacity.model import LiftGround, ReviewLight
from capacity.rules.course.wording import (
    LIGHTS,
    PARTIES,
    PROOFS,
    REVIEWS,
    STAGES,
    STEPS,
    reason_sentence,
)
from capacity.rules.form import FormPage, Unfilled
from capacity.services.desk import SeenClock
from web.formats import count

__all__ = ["LIGHTS", "PARTIES", "PROOFS", "REVIEWS", "STAGES", "STEPS", "reason_sentence"]

CLASSIFICATION, ASSESSMENT = "einordnung", "bewertung"
PAGES: Mapping[str, str] = {
    FormPage.STECKBRIEF.value: "Steckbrief",
    FormPage.NUTZEN.value: "Nutzen und Frist",
    FormPage.VORAUSSETZUNGEN.value: "Voraussetzungen",
    CLASSIFICATION: "Einordnung durch ADIT (Amt für Digitalisierung und IT) und Digitaldezernat",
    ASSESSMENT: "Bewertung nach sechs Kriterien",
}
FAULTS: Mapping[Unfilled, str] = {
    Unfilled.MISSING: "Diese Angabe fehlt noch.",
    Unfilled.NUMBER: "Bitte eine Zahl ab 0 eingeben, zum Beispiel 1.500 oder 2,5.",
    Unfilled.DAY: "Bitte einen Tag eingeben, zum Beispiel 31.01.2027.",
    Unfilled.CHOICE: "Bitte einen der angebotenen Werte wählen.",
    Unfilled.NUMBERS: "Bitte nur Nummern von IT-Anforderungen nennen, mit Komma getrennt.",
}
BADGES: Mapping[ReviewLight | None, str] = {
    ReviewLight.GRUEN: "success",
    ReviewLight.GELB: "warning",
    ReviewLight.ROT: "danger",
    ReviewLight.FEHLT: "danger",
    None: "info",
}
ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "stoerung": ("Etwas ist gestört", "Bitte melden Sie eine Störung dem Helpdesk. Sie wird dort sofort bearbeitet."),
    "bestellung": (
        "Etwas aus dem Katalog bestellen",
        "Geräte, Zugänge und vorhandene Programme bestellen Sie bitte im Katalog. Eine Anforderung ist nicht nötig.",
    ),
    "klein": (
        "Eine kleine Änderung",
        "Bis zwei Personentage, keine neuen Daten, kein Vertrag: Bitte beauftragen Sie Ihr Betreuungsteam direkt.",
    ),
}
"""What does not belong into the queue, and where it goes."""

GROUNDS: Mapping[LiftGround, str] = {
    LiftGround.DECISION: "Entscheidung des Digitaldezernats",
    LiftGround.RESOLUTION: "Beschluss des Magistrats",
}
REQUEST = "anforderung"


def left_words(seen: SeenClock) -> str:
    """Return how many working days are left, as words."""
    if seen.is_late:
        late = count(max(0, -seen.left), "Arbeitstag", "Arbeitstagen")
        return f"überschritten seit {late}" if seen.left < 0 else "überschritten"
    return f"noch {count(seen.left, 'Arbeitstag', 'Arbeitstage')}"
