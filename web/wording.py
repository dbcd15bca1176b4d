"""German words that only pages need: labels of codes. Sentences of results stand in ``scoring.wording``."""

from core.legal import VerificationStatus
from procurement.model import EvaluationState
from scoring.methods import METHODS
from scoring.wording import exclusion_ground

__all__ = ["FIELDS", "PRICE", "PRUEFVERMERK", "STATES", "VERIFICATION", "exclusion_ground", "method_title"]

STATES = {EvaluationState.DRAFT: "vorläufig", EvaluationState.FINAL: "gewertet"}
VERIFICATION = {
    VerificationStatus.VERIFIED: "am Wortlaut geprüft",
    VerificationStatus.SECONDARY: "aus zweiter Hand gelesen, Original zu prüfen",
    VerificationStatus.UNVERIFIED: "noch nicht geprüft",
    VerificationStatus.HOUSE_RULE: "eigene Festlegung der Stadt",
}
PRICE = "Preis"
PRUEFVERMERK = {
    "feststellung": ("Feststellung", "Was haben Sie geprüft, was haben Sie festgestellt?"),
    "beleg": ("Beleg", "Worauf stützen Sie das? Zum Beispiel Datei, Seite, Zeile im Prüfprotokoll."),
    "empfehlung": ("Empfehlung", "Was empfehlen Sie? Kann leer bleiben."),
}
"""Label and hint of each field of a Prüfvermerk."""
FIELDS = {
    "name": "Name",
    "konto": "Konto",
    "inhalt": "Eingefügter Inhalt",
    "aktenzeichen": "Aktenzeichen",
    "titel": "Gegenstand",
    "grund": "Grund",
    "bezeichnung": "Bezeichnung",
} | {name: label for name, (label, _) in PRUEFVERMERK.items()}
"""Labels of fields in which people write, by their name in forms. A form carries others that only machines read."""


def method_title(name: str) -> str:
    """Return the German name of a method; one of an older version shows its name in the format."""
    method = METHODS.get(name)
    return method.title if method else name
