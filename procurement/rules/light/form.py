"""The form of a Kurzbewertung: one page, short fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from procurement.model import LightRoute

MOST_OPTIONS = 3
"""How many products one page holds side by side."""

TITLE, ROUTE, NEED, VALUE, REFERENCE = "titel", "weg", "bedarf", "wert", "bezug"
SEARCHED, PERFORMANCE_WEIGHT, OPEN_WEIGHT = "suche", "gewicht-leistung", "gewicht-offen"
CHOSEN, REASON, DEVIATION, ESTIMATE = "auswahl", "begruendung", "abweichung", "schaetzung"
LONGEST_TITLE = 100
_SHORT = 20


class Openness(StrEnum):
    """Whether a product comes with an open-source licence."""

    OPEN = "quelloffen"
    CLOSED = "nicht-quelloffen"


OPENNESS: Mapping[str, str] = {Openness.OPEN.value: "quelloffen", Openness.CLOSED.value: "nicht quelloffen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LightField:
    """A field of the form.

    Args:
        name: Name in addresses and forms.
        label: German label.
        hint: What belongs there; may be empty.
        longest: Most characters.
        options: Values to choose from with their words; empty for text.
    """

    name: str
    label: str
    hint: str = ""
    longest: int = _SHORT
    options: tuple[tuple[str, str], ...] = ()

    @property
    def is_long(self) -> bool:
        """It takes more than a line."""
        return self.longest > _LONG


_LONG = 100
ROUTES: Mapping[str, str] = {
    LightRoute.DIREKTAUFTRAG.value: "Direktauftrag",
    LightRoute.IN_HOUSE.value: "In-house (zum Beispiel ekom21)",
    LightRoute.CALL_OFF.value: "Abruf aus einem Rahmenvertrag",
    LightRoute.EFA.value: "Nachnutzung nach „Einer für Alle“ (EfA)",
    LightRoute.RENEWAL.value: "Verlängerung eines Vertrags",
}
HEAD = (
    LightField(name=TITLE, label="Was wird beschafft?", longest=LONGEST_TITLE),
    LightField(name=ROUTE, label="Weg", hint="Auf welchem Weg kommt die Software?", options=tuple(ROUTES.items())),
    LightField(name=NEED, label="Bedarf", hint="Wofür wird sie gebraucht, und von wem? Zwei Sätze.", longest=240),
    LightField(
        name=VALUE, label="Geschätzter Wert in Euro", hint="Netto, über die ganze Laufzeit, zum Beispiel 8.500."
    ),
    LightField(
        name=REFERENCE,
        label="Worauf stützt sich der Weg?",
        hint="Rahmenvertrag, Beteiligung, Online-Dienst oder Vertrag mit Nummer und Ende; beim Direktauftrag leer.",
        longest=_LONG,
    ),
)
_OF_OPTION = (
    LightField(name="name", label="Produkt", longest=60),
    LightField(
        name="art",
        label="Quelloffen (Open Source)?",
        hint="Steht der Quelltext unter freier Lizenz?",
        options=tuple(OPENNESS.items()),
    ),
    LightField(name="lizenz", label="Lizenz", hint="Zum Beispiel EUPL-1.2 oder Mietlizenz.", longest=60),
    LightField(name="standards", label="Offene Standards und Schnittstellen", hint="Oder „keine“.", longest=80),
    LightField(name="preis", label="Angebotspreis in Euro", hint="Netto; leer, wenn es kein Angebot gibt."),
    LightField(name="leistung", label="Punkte für Leistung", hint="0 bis 10; nur, wenn zwei Angebote vorliegen."),
    LightField(name="offen", label="Punkte für Open Source", hint="0 bis 10; nur, wenn zwei Angebote vorliegen."),
    LightField(name="grund", label="Warum nicht gewählt?", hint="Bleibt beim gewählten Produkt leer.", longest=_LONG),
)
SEARCH = (
    LightField(
        name=SEARCHED,
        label="Suche nach Alternativen",
        hint="Nur nötig, wenn oben kein zweites oder kein quelloffenes Produkt steht: Wo wurde gesucht, warum passt "
        "nichts?",
        longest=140,
    ),
)
WEIGHTS = (
    LightField(name=PERFORMANCE_WEIGHT, label="Gewicht der Leistung in Prozent"),
    LightField(name=OPEN_WEIGHT, label="Gewicht von Open Source in Prozent"),
)
END = (
    LightField(
        name=CHOSEN,
        label="Gewählt wird",
        hint="Eines der Produkte oben.",
        options=tuple((str(one), f"Produkt {one}") for one in range(1, MOST_OPTIONS + 1)),
    ),
    LightField(name=REASON, label="Begründung", hint="Warum dieses Produkt auf diesem Weg? Zwei Sätze.", longest=240),
    LightField(
        name=DEVIATION,
        label="Grund für eine Abweichung vom Vergleich",
        hint="Nur nötig, wenn nicht das Angebot mit den meisten Punkten gewählt wird.",
        longest=140,
    ),
    LightField(
        name=ESTIMATE,
        label="Grund für ein Angebot über der Wertgrenze",
        hint="Nur nötig, wenn das gewählte Angebot über der Wertgrenze liegt, der geschätzte Wert aber nicht: Wie kam "
        "die Schätzung zustande?",
        longest=140,
    ),
)


def option_fields(number: int) -> tuple[LightField, ...]:
    """Return the fields of a product, by its number from 1."""
    return tuple(
        LightField(
            name=f"{one.name}-{number}", label=one.label, hint=one.hint, longest=one.longest, options=one.options
        )
        for one in _OF_OPTION
    )


FIELDS: Mapping[str, LightField] = {
    one.name: one
    for part in (HEAD, *(option_fields(number) for number in range(1, MOST_OPTIONS + 1)), SEARCH, WEIGHTS, END)
    for one in part
}
"""All fields by their names, in the order of the page."""
