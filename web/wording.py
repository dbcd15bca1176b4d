"""German words that only pages need: labels of codes. Sentences of results stand in ``scoring.wording``."""

from collections.abc import Mapping

from core.legal import VerificationStatus
from procurement.model import EvaluationState
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.wording import TEXT_FIELDS
from scoring.methods import METHODS
from scoring.wording import exclusion_ground
from web.award_words import FIELDS as AWARD_FIELDS
from web.criteria import DRAFT_TEXTS
from web.register_words import FIELDS as REGISTER_FIELDS

__all__ = [
    "FIELDS",
    "PARAMETERS",
    "PRICE",
    "PRICE_TEXTS",
    "PROCEDURE_TEXTS",
    "PROPOSAL",
    "PRUEFVERMERK",
    "STATES",
    "VERIFICATION",
    "exclusion_ground",
    "method_title",
]

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
PROPOSAL = {
    "entscheidungsvorschlag": (
        "Entscheidungsvorschlag",
        "Auf welches Angebot soll der Zuschlag gehen, und warum? Bei mehreren Losen zu jedem Los.",
    ),
}
"""Label and hint of the decision proposal."""
PRICE_TEXTS = {
    "frage": "Frage an den Bieter",
    "frist-tag": "Antwort bis, Tag",
    "frist-uhrzeit": "Antwort bis, Uhrzeit",
    "antwort": "Antwort des Bieters",
    "begruendung": "Begründung",
    "ablauf": "Ablauf",
    "personen": "Wer zieht",
    "ereignis": "Öffentliches Ereignis",
    "reihenfolge": "Reihenfolge",
    "wert": "Veröffentlichter Wert",
    "am-tag": "Tag",
    "am-uhrzeit": "Uhrzeit",
    "niederschrift": "Niederschrift",
}
"""Labels of what is written about prices and ties."""
PROCEDURE_TEXTS = {
    name.value: (TEXT_FIELDS[name], hint)
    for name, hint in {
        TextField.SUBJECT: "Was wird beschafft, für wen, in welchem Umfang? Wird veröffentlicht.",
        TextField.KIND_REASON: (
            "Nur nötig, wenn die gewählte Verfahrensart eine Begründung braucht: Welcher Fall liegt vor, und warum? "
            "Bleibt intern."
        ),
        TextField.OPEN_SOURCE_CHECK: (
            "Welche quelloffenen Lösungen gibt es, was leisten sie, und was folgt daraus für diese Beschaffung? "
            "Bleibt intern."
        ),
        TextField.CLAUSES: "Was der Vertrag dazu verlangt. Kann leer bleiben. Wird veröffentlicht.",
        TextField.TIE_RULE: (
            "Was gilt, wenn zwei Angebote gleich abschneiden? Zum Beispiel der niedrigere Preis, dann das Los. "
            "Wird veröffentlicht."
        ),
        TextField.PRESENTATION: (
            "Nur mit Teststellung oder Präsentation: Ablauf, Aufgaben und Dauer, für alle Bieter gleich. "
            "Wird veröffentlicht."
        ),
        TextField.DIGITAL_CHECK: (
            "Bezug auf den Digital-Check, zum Beispiel Vorlagennummer und Datum. Kann leer bleiben. Bleibt intern."
        ),
        TextField.CAPACITY: (
            "Bezug auf die Zusage von IT-Kapazität: wer hat wann was zugesagt? Kann leer bleiben. Bleibt intern."
        ),
    }.items()
}
"""Label and hint of each text of a procedure."""
FIELDS = {
    "name": "Name",
    "konto": "Konto",
    "inhalt": "Eingefügter Inhalt",
    "aktenzeichen": "Aktenzeichen",
    "vergabenummer": "Vergabenummer",
    "titel": "Titel",
    "grund": "Grund",
    "bezeichnung": "Bezeichnung",
    "bieter": "Bieter",
    "eingang": "Eingang",
    "person-1": "Erste Person",
    "person-2": "Zweite Person",
    "bemerkung": "Bemerkung",
    "oeffnung-tag": "Tag der Öffnung",
    "oeffnung-uhrzeit": "Uhrzeit der Öffnung",
    "zulassung": "Begründung der Zulassung",
    "ausschluss": "Begründung des Ausschlusses",
    "betreff": "Betreff",
    "text": "Text der Anfrage",
    "allein": "Warum nicht alle aufgefordert werden",
    "antwort": "Antwort",
    "adresse": "E-Mail-Adresse",
    "frist-tag": "Frist, Tag",
    "frist-uhrzeit": "Frist, Uhrzeit",
    "eingang-tag": "Eingang, Tag",
    "eingang-uhrzeit": "Eingang, Uhrzeit",
} | {name: label for name, (label, _) in (PRUEFVERMERK | PROCEDURE_TEXTS | PROPOSAL).items()}
FIELDS |= {name: label for name, label in AWARD_FIELDS.items() if name not in FIELDS}
FIELDS |= PRICE_TEXTS
FIELDS |= {name: label for fields in DRAFT_TEXTS.values() for name, (label, _) in fields.items() if name not in FIELDS}
FIELDS |= {name: label for name, label in REGISTER_FIELDS.items() if name not in FIELDS}
"""Labels of fields in which people write, by their name in forms. A form carries others that only machines read."""


def method_title(name: str) -> str:
    """Return the German name of a method; one of an older version shows its name in the format."""
    method = METHODS.get(name)
    return method.title if method else name


PARAMETERS: Mapping[str, str] = {
    "open_source_share": "Anteil des Kriteriums Open Source",
    "band_percent_maximum": "größter zulässiger Schwankungsbereich",
}
"""Dated numbers that a publication names."""
