"""A Teilnahmewettbewerb of the demo city: requests are opened, one candidate is suitable, one late, one still open."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.demo_procedures import actor_of, prepared, publish
from app.house import House
from infra.fields.model import Edit
from procurement.model import CheckAnswer, Decision, Finding
from procurement.rules.procedure.facts import TextField
from procurement.services.intake.importing import GivenFile
from procurement.services.intake.opening import OpeningRecord
from procurement.services.participation.qualifying import Examined
from procurement.services.participation.recording import GivenRequest

CONTEST = "VG-2026-044"
REQUESTS_DUE = datetime(2026, 11, 3, 11, tzinfo=UTC)

_REASON = "§ 14 Abs. 3 Nr. 1 VgV: Verfügbare Lösungen sind an die Fachverfahren der Stadt anzupassen."
_ELIGIBILITY: dict[str, Any] = {
    "format": "pruefstand/eligibility/1",
    "least": 3,
    "most": 4,
    "scale": {"minimum": "0", "maximum": "10"},
    "criteria": [
        {
            "id": "E1",
            "kind": "A",
            "title": "Berufshaftpflicht über 3 Mio. Euro je Schadensfall",
            "evidence": "Bestätigung des Versicherers",
            "code": "slc-stand-ins",
        },
        {
            "id": "E2",
            "kind": "B",
            "title": "Vergleichbare Einführungen in Verwaltungen",
            "weight_percent": "60",
            "evidence": "Liste mit Ansprechpersonen",
            "code": "slc-abil-ref-services",
            "degrees": [{"points": "10", "label": "mehr als fünf"}, {"points": "0", "label": "keine"}],
        },
        {
            "id": "E3",
            "kind": "B",
            "title": "Fachkräfte für Barrierefreiheit",
            "weight_percent": "40",
            "code": "slc-abil-staff-qual",
        },
    ],
}
_CANDIDATES = (("Nordlicht Software eG", 50), ("Kommunal-IT Rhein GmbH", 20), ("Spätzug AG", -1))
"""Candidates with the hours between their request and its deadline."""
_NOTE = "Antrag, Anlage 2"


def publish_contest(house: House, document: dict[str, Any]) -> bool:
    """Publish the Teilnahmewettbewerb; False where there is one of this number already."""
    officer, releaser = actor_of("vergabestelle"), actor_of("vergabestelle2")
    procedure = prepared(house, officer, CONTEST, document, None, requests_due=REQUESTS_DUE)
    if procedure is None:
        return False
    slug = procedure.slug
    reason = Edit(field=TextField.KIND_REASON, value=_REASON, base_version=0)
    house.drafting.save_texts(officer, slug, [reason])
    procedure = house.drafting.save_eligibility(officer, slug, _version(house), _ELIGIBILITY)
    publish(house, officer, releaser, procedure)
    return True


def open_contest(house: House) -> None:
    """Open the requests, record them, and examine the first one."""
    officer, releaser = actor_of("vergabestelle"), actor_of("vergabestelle2")
    slug = CONTEST.lower()
    moment = REQUESTS_DUE + timedelta(minutes=10)
    record = OpeningRecord(opened_at=moment, first_person=officer.name, second_person=releaser.name)
    house.requesting.record_opening(officer, slug, _version(house), record)
    for name, hours in _CANDIDATES:
        files = (GivenFile(name="Eigenerklärung.txt", content=f"Eigenerklärung zur Eignung: {name}\n".encode()),)
        received = REQUESTS_DUE - timedelta(hours=hours)
        given = GivenRequest(candidate=name, received_at=received, files=files)
        house.requesting.add(officer, slug, _version(house), given)
    seen = house.qualifying.open(officer, slug)
    findings = {one.id: Finding(answer=CheckAnswer.MET, note=_NOTE) for one in seen.points}
    findings |= {name: Finding(points=Decimal(points), note=_NOTE) for name, points in (("E2", 8), ("E3", 6))}
    wish = Examined(version=seen.one(1).version, findings=findings, decision=Decision.ADMITTED)
    house.qualifying.examine(officer, slug, 1, wish)


def _version(house: House) -> int:
    return house.procedures.open(actor_of("vergabestelle"), CONTEST.lower()).procedure.version
