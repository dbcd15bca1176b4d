"""German words of the pages about the award."""

from collections.abc import Mapping

from procurement.model import AwardKind, ObjectionKind, ObjectionOutcome
from procurement.papers.award_letter import TITLES as LETTERS
from procurement.rules.award.answers import DONE, NOT_NEEDED
from procurement.rules.award.letters import LeakKind
from procurement.rules.award.vermerk import ITEMS

__all__ = ["ENTRIES", "FIELDS", "LABELS", "LEAKS", "LETTERS", "OBJECTIONS", "OUTCOMES", "STATES", "WAYS"]

STATES = ((DONE, "erledigt"), (NOT_NEEDED, "nicht anzuwenden"), ("", "offen"))
WAYS = (("elektronisch", "elektronisch, per Fax oder Vergabeplattform"), ("post", "mit der Post"))
ENTRIES: Mapping[AwardKind, str] = {
    AwardKind.DECISION: "über den Zuschlag entschieden",
    AwardKind.AWARD: "Zuschlag erteilt",
}
OBJECTIONS: Mapping[ObjectionKind, str] = {
    ObjectionKind.RUEGE: "Rüge",
    ObjectionKind.REVIEW: "Nachprüfung vor der Vergabekammer",
}
OUTCOMES: Mapping[ObjectionOutcome, str] = {
    ObjectionOutcome.OPEN: "offen",
    ObjectionOutcome.REMEDIED: "abgeholfen",
    ObjectionOutcome.REFUSED: "nicht abgeholfen",
    ObjectionOutcome.WITHDRAWN: "zurückgenommen",
}
LEAKS: Mapping[LeakKind, str] = {
    LeakKind.NAME: "den Namen eines anderen Unternehmens",
    LeakKind.PRICE: "den Preis eines anderen Angebots",
    LeakKind.POINTS: "Punkte eines anderen Angebots",
    LeakKind.REASON: "eine Begründung zu einem anderen Angebot",
}
_SENT = "versandt"
_ADDITION = "Ergänzung in Worten; was gespeichert ist, steht von selbst im Vermerk."
LABELS: Mapping[str, tuple[str, str]] = {
    "begruendung": ("Begründung des Zuschlags", "Warum erhalten diese Bieter den Zuschlag?"),
    "entscheidung": (
        "Tag und Zeichen der Entscheidung",
        "Wenn Dezernat oder Magistrat entscheidet: zum Beispiel „Magistrat, 02.12.2026, M-2026-311“.",
    ),
    "gruende": ("Gründe im Schreiben", "Leer gelassen, gilt der Vorschlag unten. Nichts über andere Angebote."),
    "vorteile": (
        "Merkmale und Vorteile des erfolgreichen Angebots",
        "Nur für eine Auskunft auf Verlangen. Ohne Preise und Punkte.",
    ),
    "aufhebungsgruende": (
        "Gründe im Schreiben",
        "Leer gelassen, gilt der Grund der Aufhebung. Nichts über Angebote anderer.",
    ),
    "vertragsende": ("Ende des Vertrags", "Zum Beispiel 31.12.2030. Danach richtet sich, wie lange die Akte bleibt."),
    **{item.field: (f"{item.number}. {item.title}", _ADDITION) for item in ITEMS},
}
"""Label and hint of each field."""
FIELDS: Mapping[str, str] = {name: label for name, (label, _) in LABELS.items()} | {
    "bieter": "Bieter",
    "betreff": "Betreff",
    "text": "Text",
    "erkannt": "Erkannt am",
    "eingang": "Eingang",
    "antwort": "Antwort",
    "beantwortet": "Antwort erhalten am",
    _SENT: "Versandt am",
}
"""Labels of fields in which people write."""
