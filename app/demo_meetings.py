"""Meetings of the Magistrat in the demo city: what one has dealt with, and what the next one will read.

Like the procedures with bids it happened on fixed days in the past, by the services and the people whose part it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.demo_procedures import actor_of, edits_of
from app.demo_running import early
from app.house import House
from capacity.model import CapacityState
from core.german import german_date
from digitalcheck.model import CheckQuery
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.services.agendas import NewAgenda
from digitalcheck.services.course import StepWish
from digitalcheck.services.filling import NewCheck
from digitalcheck.services.meetings import MAGISTRAT
from infra.policy.model import Actor

LAST, NEXT = date(2026, 11, 11), date(2026, 12, 9)
"""Days of the meetings."""
UNTIL = date(2027, 6, 30)
"""Last day of the capacity that is promised."""

_DEZERNAT = "Dezernat für Digitalisierung und Bürgerservice"
_AGENDA = """TOP 1 Begrüßung und Feststellung der Beschlussfähigkeit
TOP 2 M-2026-0791 Anmeldung zu Ferienangeboten online
TOP 3 M-2026-0798 Benennung des Platzes am Stadtarchiv
TOP 4 M-2026-0803 Selbstbedienung für Passbilder und Ausweise im Bürgeramt
TOP 5 M-2026-0807 Bescheide des Bürgeramts auf digitalem Weg zustellen
TOP 6 M-2026-0811 Neue Bestuhlung der Wartebereiche
TOP 7 Verschiedenes
"""
_SHORT = {
    "V1": "ja",
    "V2": "nein",
    "V3": "nein",
    "V4": "ja",
    "V5": "nein",
    "K1.1.role": "fachamt",
    "K1.1.quarter": "2027-Q1",
    "K1.1.days_from": "3",
    "K1.1.days_to": "4",
    "K2.reason": "Die Anfrage ist gestellt.",
    "K2.owner": "Amt für Digitalisierung und IT (ADIT)",
}
_HOLIDAYS = _SHORT | {
    "A2": "Familien melden Kinder online zu Ferienangeboten an und zahlen dort. Am Schalter geht es wie bisher.",
    "K3": "4.800",
    "K3.yearly": "900",
}
_LETTERS = _SHORT | {
    "A2": "Bescheide kommen auf Wunsch in das digitale Postfach statt als Brief.",
    "K3": "3.200",
}
_BOOKS = _SHORT | {
    "A2": "Beurkundungen werden vor Ort am Bildschirm unterschrieben statt auf Papier.",
    "K3": "6.500",
}
_PICTURES = {
    "V1": "ja",
    "V2": "ja",
    "V3": "ja",
    "V4": "ja",
    "V5": "ja",
    "A2": "Passbilder und Unterschriften entstehen am Gerät im Bürgeramt und gehen ohne Papier in das Fachverfahren.",
    "A3": "buerger beschaeftigte",
    "B1": "keine",
    "B1.reason": "Der Schlüssel wird mit der Organisationsabteilung bestimmt.",
    "B1.owner": "Organisationsabteilung",
    "B2": "2.0/2",
    "B3": "2.0/5",
    "B3.reason": "Die Abholung bleibt vor Ort.",
    "B3.owner": "Bürgeramt",
    "B4": "befristet",
    "B4.kinds": "unterschrift",
    "B4.until": "31.12.2027",
    "B4.trigger": "Die Empfangsbestätigung wird elektronisch, sobald das Fachverfahren sie annimmt.",
    "B4.reason": "Die Empfangsbestätigung bleibt vorerst auf Papier.",
    "C1": "schalter telefon",
    "C2": "test gespraeche",
    "D1": "nein",
    "D2": "Pass- und Ausweisverfahren",
    "D2.system_kind": "fachverfahren",
    "D2.filing": "geplant",
    "D2.until": "30.06.2027",
    "D2.reason": "Die Schnittstelle zur E-Akte wird mit der Einführung gebaut.",
    "D3": "keine",
    "D3.reason": "Es fallen nur personenbezogene Daten an.",
    "E1": "genutzt",
    "E2": "saas",
    "E3": "nicht_bewertet",
    "E3.reason": "Der Rahmenvertrag des Landes lässt keine Auswahl zu.",
    "E3.until": "31.03.2027",
    "E4": "schnittstelle ausstieg",
    "E4.reason": "Ein Export in offenem Format ist angefragt.",
    "E4.owner": "Amt für Digitalisierung und IT (ADIT)",
    "E5": "nein",
    "E5.reason": "Kamera und Unterschriftenfeld brauchen Treiber des Herstellers.",
    "E5.owner": "Amt für Digitalisierung und IT (ADIT)",
    "F1": "besonders",
    "F2": "bis",
    "F2.processor": "liegt_vor",
    "F2.until": "28.02.2027",
    "F2.reason": "Der Eintrag im Verzeichnis ist vorbereitet.",
    "F3": "vertraulich",
    "F3.reason": "Die Prüfung läuft.",
    "F3.owner": "Behördliche Datenschutzbeauftragte",
    "G1": "festgestellt",
    "G1.confidentiality": "hoch",
    "G1.risk_analysis": "ja",
    "G2": "ja",
    "H1": "vor_abnahme",
    "H1.reason": "Der Hersteller liefert seinen Bericht mit den Geräten.",
    "H1.until": "30.04.2027",
    "I1": "nein",
    "K1.1.role": "fachamt",
    "K1.1.quarter": "2027-Q1",
    "K1.1.days_from": "12",
    "K1.1.days_to": "16",
    "K2.reason": "Die Anfrage ist gestellt.",
    "K2.owner": "Amt für Digitalisierung und IT (ADIT)",
    "K3": "38.000",
    "K3.yearly": "9.600",
    "K3.years": "5",
    "K4": "gedeckt",
    "K4.account": "1220100",
    "K4.budget_year": "2027",
    "K4.mip": "nicht_investiv",
    "L1": "11.01.2027",
    "L1.go_live": "31.08.2027",
    "L2": "dienstleister",
    "L2.responsible": "Bürgeramt",
    "L3": "endet",
    "L3.system": "Passbilder auf Papier",
    "L3.until": "31.12.2027",
}
_NAMING = {f"V{number}": "nein" for number in range(1, 6)} | {
    "negative_reason": "Ein Platz erhält einen Namen; Straßenverzeichnis und Karten folgen dem üblichen Ablauf."
}
_ESTIMATE = {
    "K1.adit-1.role": "systemtechnik",
    "K1.adit-1.quarter": "2027-Q1",
    "K1.adit-1.days_from": "4",
    "K1.adit-1.days_to": "6",
}


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A proposal with its check.

    Args:
        reference: Its number.
        title: What it is about.
        answers: What the department answers.
        statement: What ADIT says; empty where there is nothing for ADIT to say.
        decided: What the Digitaldezernat promises; None where that is still open.
        is_released: The Dezernat has released the check.
    """

    reference: str
    title: str
    answers: Mapping[str, str]
    statement: str = ""
    decided: CapacityState | None = None
    is_released: bool = True


_PAST = _Proposal(
    "M-2026-0755",
    "Unterschriften am Bildschirm im Standesamt",
    _BOOKS,
    "Machbar mit den vorhandenen Geräten.",
    CapacityState.ZUGESAGT,
)
_COMING = (
    _Proposal(
        "M-2026-0791",
        "Anmeldung zu Ferienangeboten online",
        _HOLIDAYS,
        "Machbar im ersten Quartal mit dem vorhandenen Formulardienst.",
        CapacityState.ZUGESAGT,
    ),
    _Proposal("M-2026-0798", "Benennung des Platzes am Stadtarchiv", _NAMING),
    _Proposal(
        "M-2026-0803",
        "Selbstbedienung für Passbilder und Ausweise im Bürgeramt",
        _PICTURES,
        "Geräte und Netz sind machbar. Ob die Einführung neben der E-Akte Platz hat, entscheidet die nächste Runde.",
    ),
    _Proposal(
        "M-2026-0807",
        "Bescheide des Bürgeramts auf digitalem Weg zustellen",
        _LETTERS,
        is_released=False,
    ),
)


def add_last_meeting(house: House) -> None:
    """Add what the last meeting has dealt with where the city does not know it; its people are there."""
    if not _knows(house, _PAST):
        _take_along(house, 5, 13, (_PAST,), LAST)


def add_next_meeting(house: House) -> None:
    """Publish what the last meeting has dealt with, and add the next one where the city does not know it."""
    if _knows(house, _COMING[0]):
        return
    past = house.digital.checks.page(actor_of("fachamt"), CheckQuery(text=_PAST.reference), size=1).items[0]
    early(house, 11, 20).digital.sheet_desk.publish(actor_of("gremien"), past.number)
    _take_along(house, 20, 9, _COMING, NEXT)
    name = f"Sitzung des Magistrats am {german_date(NEXT)}"
    new = NewAgenda(name=name, day=NEXT, content=_AGENDA.encode())
    early(house, 11, 20, 12).digital.agendas.add(actor_of("gremien"), new)


def _knows(house: House, proposal: _Proposal) -> bool:
    query = CheckQuery(text=proposal.reference)
    return house.digital.checks.page(actor_of("fachamt"), query, size=1).total > 0


def _take_along(house: House, day: int, hour: int, proposals: Sequence[_Proposal], meeting: date) -> None:
    """Take checks as far as they go on a day of November: signed, cosigned and released an hour after each other."""
    writing, assessing, releasing = (early(house, 11, day, hour + later) for later in range(3))
    numbers = [_signed(writing, proposal, meeting) for proposal in proposals]
    going_on = [(number, one) for number, one in zip(numbers, proposals, strict=True) if one.is_released]
    for number, proposal in going_on:
        _assess(assessing, number, proposal.statement)
    for number, proposal in going_on:
        _decide(releasing, number, proposal.decided)
        _take(releasing, actor_of("dezernat"), number, CourseStep.RELEASE)


def _signed(house: House, proposal: _Proposal, meeting: date) -> int:
    person = actor_of("fachamt")
    new = NewCheck(title=proposal.title, reference=proposal.reference, dezernat=_DEZERNAT)
    number = house.digital.filling.create(person, new).number
    _fill(house, person, number, {**proposal.answers, "gremienlauf": f"{MAGISTRAT}; {german_date(meeting)}"})
    _take(house, actor_of("amtsleitung"), number, CourseStep.SIGN)
    return number


def _assess(house: House, number: int, statement: str) -> None:
    if statement:
        _fill(house, actor_of("adit"), number, _ESTIMATE | {"stellungnahme": statement})
        _take(house, actor_of("adit"), number, CourseStep.COSIGN)


def _decide(house: House, number: int, state: CapacityState | None) -> None:
    request = house.digital.checks.open(actor_of("dezernat"), number).request
    if state is None or request is None:
        return
    reason = "Der Aufwand ist gering und passt in das erste Quartal."
    house.digital.capacity_requests.decide(
        actor_of("dezernat"), request.number, request.version, state, until=UNTIL, reason=reason
    )


def _fill(house: House, who: Actor, number: int, values: Mapping[str, str]) -> None:
    held = house.digital.checks.open(who, number).values
    house.digital.filling.save(who, number, edits_of(held, values))


def _take(house: House, who: Actor, number: int, step: CourseStep) -> None:
    version = house.digital.course.see(who, number).opened.check.version
    house.digital.course.take(who, number, StepWish(step=step, version=version))
