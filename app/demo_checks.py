"""Digital-Checks of the invented demo city: one in full, and one that has just begun."""

from app.demo_procedures import actor_of
from app.house import House
from digitalcheck.model import CheckQuery
from digitalcheck.services.filling import NewCheck
from infra.fields.model import Edit

_REFERENCE = "M-2026-0815"
_FULL = {
    "V1": "ja",
    "V2": "ja",
    "V3": "ja",
    "V4": "ja",
    "V5": "ja",
    "gremienlauf": "Magistrat; 15.12.2026\nStadtverordnetenversammlung; 28.01.2027",
    "A2": "Termine im Bürgeramt lassen sich online buchen, auch per Video. Das Gespräch gibt es weiter vor Ort.",
    "A3": "buerger beschaeftigte",
    "B1": "intern",
    "B1.key": "Terminvergabe im Bürgeramt",
    "B2": "2.0/2",
    "B3": "2.0/4",
    "B4": "keine",
    "C1": "schalter telefon",
    "C2": "test gespraeche",
    "D1": "nein",
    "D2": "Terminverwaltung",
    "D2.system_kind": "fachverfahren",
    "D2.filing": "geplant",
    "D2.until": "30.06.2027",
    "D2.reason": "Die Schnittstelle zur E-Akte wird mit der Einführung gebaut.",
    "E1": "passt_nicht",
    "E1.reason": "Die vorhandene Lösung kennt keine Videogespräche.",
    "E1.owner": "Bürgeramt",
    "E2": "kaufen",
    "E3": "kriterium",
    "E3.percent": "10",
    "E4": "schnittstelle export ausstieg",
    "E5": "ja",
    "F1": "ja",
    "K1.1.role": "fachamt",
    "K1.1.quarter": "2027-Q1",
    "K1.1.days_from": "8",
    "K1.1.days_to": "12",
    "K3": "18.000",
    "K3.yearly": "6.000",
    "L1": "01.02.2027",
    "L1.go_live": "30.09.2027",
    "L2": "dienstleister",
    "L2.responsible": "Bürgeramt",
}
_BEGUN = {"V1": "nein", "V2": "ja", "V3": "unsicher"}


def add_checks(house: House) -> None:
    """Add them where the city does not know the number of the full one; both belong to the Bürgeramt."""
    person, digital = actor_of("fachamt"), house.digital
    if digital.checks.page(person, CheckQuery(text=_REFERENCE), size=1).total:
        return
    full = digital.filling.create(
        person,
        NewCheck(
            title="Videoberatung und Termine im Bürgeramt",
            reference=_REFERENCE,
            dezernat="Dezernat für Digitalisierung und Bürgerservice",
        ),
    )
    digital.filling.save(
        person, full.number, [Edit(field=name, value=text, base_version=0) for name, text in _FULL.items()]
    )
    version = digital.checks.open(person, full.number).check.version
    digital.handing.request(person, full.number, version)
    begun = digital.filling.create(person, NewCheck(title="Neue Öffnungszeiten der Meldestelle"))
    digital.filling.save(
        person, begun.number, [Edit(field=name, value=text, base_version=0) for name, text in _BEGUN.items()]
    )
