"""German sentences about lists of Verwaltungsleistungen."""

from collections.abc import Mapping

from core.errors import Fault
from core.german import german_date
from digitalcheck.rules.public_services import PublicService, ServiceList
from digitalcheck.rules.service_key import service_key

NO_LIST = (
    "Es ist keine Liste der Verwaltungsleistungen eingelesen. Bis dahin sieht Prüfstand nur nach der Form des "
    "Schlüssels; einlesen können ADIT (Amt für Digitalisierung und IT) und Digitaldezernat."
)
FAULTS: Mapping[str, str] = {
    "services_name": "Bitte einen Namen der Liste mit höchstens {maximum} Zeichen angeben.",
    "services_columns": (
        "Es fehlt eine Zeile mit den Überschriften „LeiKa-Schlüssel“ und „Leistungsbezeichnung“. Bitte ergänzen."
    ),
    "services_empty": (
        "Es wurde keine Leistung gefunden. Jede braucht einen Schlüssel mit 14 Ziffern, der mit 99 beginnt. Zeigt die "
        "Tabelle ihn gerundet (9,9E+13), bitte die Spalte als Text speichern."
    ),
    "services_too_many": "Die Liste hat mehr als {maximum} Leistungen. Bitte nur den Leistungskatalog einlesen.",
}


def services_sentence(fault: Fault) -> str:
    """Return the German sentence for a fault of a list; nothing for any other."""
    sentence = FAULTS.get(fault.type)
    return sentence.format_map(fault.properties) if sentence else ""


def list_name(kept: ServiceList) -> str:
    """Return how a list is called in a sentence."""
    return f"Liste „{kept.name}“, Stand {german_date(kept.dated)}"


def service_note(kept: ServiceList | None, service: PublicService | None, typed: str) -> str:
    """Return what is known of the key that somebody typed.

    Args:
        kept: The list that holds; None where the city imported none.
        service: The service of the key in it, if it has one.
        typed: What was typed.
    """
    if kept is None:
        return NO_LIST
    if service is not None:
        return f"{service.name} ({list_name(kept)})"
    if service_key(typed):
        return f"Diesen Schlüssel kennt die {list_name(kept)}, nicht. Bitte prüfen Sie die Ziffern."
    return f"Wörter oder Ziffern eingeben: Vorschläge kommen aus der {list_name(kept)}."
