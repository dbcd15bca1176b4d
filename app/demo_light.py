"""Kurzbewertungen of the demo city: one that a second person signed, and one that waits for a signature."""

from collections.abc import Mapping

from app.demo_procedures import actor_of, edits_of
from app.demo_running import early
from app.house import House
from procurement.model import LightRoute, ShortAssessment

_SIGNED: Mapping[str, str] = {
    "bedarf": "Termine für Trauungen online vergeben. Vier Beschäftigte arbeiten damit.",
    "wert": "8.000",
    "name-1": "Terminwerk",
    "art-1": "quelloffen",
    "lizenz-1": "EUPL-1.2",
    "standards-1": "iCalendar, CalDAV",
    "preis-1": "8.000",
    "leistung-1": "7",
    "offen-1": "10",
    "name-2": "BuchFix",
    "art-2": "nicht-quelloffen",
    "lizenz-2": "Mietlizenz",
    "standards-2": "keine",
    "preis-2": "6.000",
    "leistung-2": "8",
    "offen-2": "2",
    "grund-2": "Keine offene Schnittstelle; Termine ließen sich nicht mitnehmen.",
    "gewicht-leistung": "30",
    "gewicht-offen": "20",
    "auswahl": "1",
    "begruendung": "Deckt den Bedarf, läuft auf eigenen Rechnern und liegt im Vergleich vorn.",
}
_WAITING: Mapping[str, str] = {
    "bedarf": "Formulare des Bürgeramts weiter betreiben, bis der Online-Dienst des Landes da ist.",
    "wert": "4.800",
    "bezug": "Vertrag F-2023-17, läuft am 31.12.2026 aus; Verlängerung um ein Jahr.",
    "name-1": "Formularwerk",
    "art-1": "quelloffen",
    "lizenz-1": "EUPL-1.2",
    "standards-1": "PDF, XML, REST",
    "suche": "Im Verzeichnis nach „Formular“ gesucht; ein Wechsel für ein Jahr lohnt nicht.",
    "auswahl": "1",
    "begruendung": "Ein Jahr überbrücken, ohne Daten umzuziehen.",
}


def add_short_assessments(house: House) -> None:
    """Write both where there is none yet."""
    writing, signing = early(house, 11, 20, 13), early(house, 11, 20, 14)
    office_head = actor_of("amtsleitung")
    if writing.light.light_desk.page(office_head).page.total:
        return
    signed = _handed_in(writing, "Terminbuchung für Trauungen", LightRoute.DIREKTAUFTRAG, _SIGNED)
    signing.light.light_signing.sign(office_head, signed.number, signed.version)
    _handed_in(early(house, 11, 20, 15), "Formulare des Bürgeramts, Verlängerung", LightRoute.RENEWAL, _WAITING)


def _handed_in(house: House, title: str, route: LightRoute, values: Mapping[str, str]) -> ShortAssessment:
    buyer = actor_of("fachamt")
    one = house.light.light_drafting.begin(buyer, title, route)
    held = house.light.light_desk.see(buyer, one.number).values
    house.light.light_drafting.save(buyer, one.number, edits_of(held, values))
    return house.light.light_signing.ask(buyer, one.number, one.version)
