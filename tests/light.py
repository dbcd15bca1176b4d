"""What people write into a Kurzbewertung: one product, or two offers."""

from datetime import date

from app.light_wiring import load_light_book
from procurement.papers import LightFacts
from procurement.rules.light.form import FIELDS
from procurement.rules.light.judging import judge

DAY = date(2026, 11, 23)

ONE = {
    "titel": "Terminbuchung für das Standesamt",
    "weg": "direktauftrag",
    "bedarf": "Termine online vergeben. 4 Beschäftigte arbeiten damit.",
    "wert": "8.500",
    "name-1": "Terminwerk",
    "art-1": "quelloffen",
    "lizenz-1": "EUPL-1.2",
    "standards-1": "iCalendar, CalDAV",
    "suche": "Im Verzeichnis nach „Termin“ gesucht; kein zweites passt.",
    "auswahl": "1",
    "begruendung": "Deckt den Bedarf und läuft auf eigenen Rechnern.",
}
"""A Direktauftrag of a single open-source product."""

TWO = {
    **{name: text for name, text in ONE.items() if name != "suche"},
    "preis-1": "8.000",
    "leistung-1": "7",
    "offen-1": "10",
    "name-2": "BookIt",
    "art-2": "nicht-quelloffen",
    "lizenz-2": "Mietlizenz",
    "standards-2": "keine",
    "preis-2": "6.000",
    "leistung-2": "8",
    "offen-2": "2",
    "grund-2": "Keine offene Schnittstelle.",
    "gewicht-leistung": "30",
    "gewicht-offen": "20",
}
"""Two offers: 7·3 + 10·2 + 75·0,5 = 78,5 against 8·3 + 2·2 + 100·0,5 = 78."""


def light_facts(values: dict[str, str], *, signed: bool = False) -> LightFacts:
    """Return what the paper tells of these fields."""
    return LightFacts(
        number=7,
        office="Standesamt",
        day=DAY,
        values=values,
        judgement=judge(values, load_light_book(), DAY),
        asked_by="Kim Muster",
        signed_by="Sascha Beispiel" if signed else "",
        digest="sha256:" + "0" * 64 if signed else "",
    )


def fullest() -> dict[str, str]:
    """Return a form whose fields hold as much as they can."""
    sentence = "Ein langer Satz über Software mit Wörtern wie Schnittstellenbeschreibung. "
    written = {name: (sentence * 10)[: one.longest] for name, one in FIELDS.items()}
    numbers = {"wert": "10.000", "weg": "abruf", "auswahl": "1", "gewicht-leistung": "30", "gewicht-offen": "20"}
    for place in range(1, 4):
        numbers |= {f"preis-{place}": f"{9 - place}.999,99", f"leistung-{place}": "9,5", f"offen-{place}": "7,5"}
        numbers[f"art-{place}"] = "nicht-quelloffen"
    return written | numbers
