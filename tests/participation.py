"""Teilnahmewettbewerbe for tests: published in autumn, so that their deadline is over on the day of the tests."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.house import House
from infra.fields.model import Edit
from infra.policy.model import Actor
from procurement.model import BidState, CheckAnswer, Decision, Finding, Procedure, ProcedureType
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.stages import Step
from procurement.services.intake.opening import OpeningRecord
from procurement.services.participation.qualifying import Examined
from procurement.services.participation.recording import GivenRequest
from procurement.services.procedures import Wish
from tests.bids import AUTUMN, at
from tests.procedures import ASKER, RELEASER, opened, plan, prepared, take

REQUESTS_DUE = datetime(2026, 10, 12, 10, 0, tzinfo=UTC)
BIDS_DUE = datetime(2026, 12, 21, 11, 0, tzinfo=UTC)
OPENED = OpeningRecord(
    opened_at=REQUESTS_DUE + timedelta(minutes=5), first_person="Erika Muster", second_person="Max Muster"
)
POINTS: Mapping[str, tuple[str, str]] = {
    "Alpha GmbH": ("10", "9"),
    "Beta AG": ("8", "8"),
    "Gamma eG": ("6", "7"),
    "Delta KG": ("7", "6"),
}
"""Points on both scored criteria of those who are suitable; the last two are equal."""


def eligibility(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return an eligibility matrix with one A criterion and two scored ones of equal weight."""
    return {
        "format": "pruefstand/eligibility/1",
        "least": 3,
        "most": 3,
        "scale": {"minimum": "0", "maximum": "10"},
        "criteria": [
            {"id": "E1", "kind": "A", "title": "Haftpflichtversicherung über 3 Mio. Euro", "evidence": "Bescheinigung"},
            {"id": "E2", "kind": "B", "title": "Referenzen", "weight_percent": "50"},
            {
                "id": "E3",
                "kind": "B",
                "title": "Fachkräfte",
                "weight_percent": "50",
                "degrees": [{"points": "10", "label": "mehr als fünf"}, {"points": "0", "label": "keine"}],
            },
        ],
        **changes,
    }


def drafted(house: House, reference: str = "VG-9") -> Procedure:
    """Return a procedure with a Teilnahmewettbewerb that lacks nothing but its eligibility matrix."""
    found = prepared(house, reference)
    planned = plan(
        kind=ProcedureType.NEGOTIATED_WITH_CALL,
        bid_deadline=None,
        participation_deadline=REQUESTS_DUE,
        two_envelopes=True,
    )
    found = house.drafting.save_plan(ASKER, found.slug, found.version, planned)
    edit = Edit(field=TextField.KIND_REASON, value="Anpassung verfügbarer Lösungen.", base_version=0)
    house.drafting.save_texts(ASKER, found.slug, [edit])
    return found


def published(house: House, reference: str = "VG-9", *, most: int = 3) -> str:
    """Return the name of a published procedure whose deadline for requests is over at the moment of ``house``."""
    autumn = at(house, AUTUMN)
    found = drafted(autumn, reference)
    autumn.drafting.save_eligibility(ASKER, found.slug, found.version, eligibility(most=most))
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    return take(autumn, found.slug, Step.RELEASE, RELEASER).slug


def open_requests(house: House, slug: str, by: Actor = ASKER) -> None:
    house.requesting.record_opening(by, slug, opened(house, slug).procedure.version, OPENED)


def add(house: House, slug: str, candidate: str, *, late: bool = False, by: Actor = ASKER) -> int:
    received = REQUESTS_DUE + timedelta(seconds=1 if late else 0)
    given = GivenRequest(candidate=candidate, received_at=received, state=BidState.RECEIVED)
    return house.requesting.add(by, slug, opened(house, slug).procedure.version, given).number


def findings(house: House, slug: str, points: tuple[str, str] | None) -> dict[str, Finding]:
    """Return findings that meet every point, with these points."""
    seen = house.qualifying.open(ASKER, slug)
    met = {one.id: Finding(answer=CheckAnswer.MET, note="Blatt 2") for one in seen.points}
    scored = {"E2": points[0], "E3": points[1]} if points else {}
    return met | {name: Finding(points=Decimal(one), note="Anlage 3") for name, one in scored.items()}


def examine(house: House, slug: str, number: int, points: tuple[str, str], by: Actor = ASKER) -> None:
    """Find a candidate suitable."""
    version = house.qualifying.open(ASKER, slug).one(number).version
    wish = Examined(version=version, findings=findings(house, slug, points), decision=Decision.ADMITTED)
    house.qualifying.examine(by, slug, number, wish)


def examined(house: House, reference: str = "VG-9") -> str:
    """Return a procedure whose four suitable candidates are examined; the third place is tied."""
    slug = published(house, reference)
    open_requests(house, slug)
    for candidate, points in POINTS.items():
        examine(house, slug, add(house, slug, candidate), points)
    return slug


def choose(house: House, slug: str, by: Actor = ASKER) -> Procedure:
    """Ask another person to confirm the choice."""
    seen = opened(house, slug, by)
    seal = seen.seal_for(Step.REQUEST_SELECTION)
    wish = Wish(step=Step.REQUEST_SELECTION, version=seen.procedure.version, seen=seal, bid_deadline=BIDS_DUE)
    return house.stepping.take(by, slug, wish)


def invite(house: House, slug: str, by: Actor = RELEASER) -> Procedure:
    seen = opened(house, slug, by)
    wish = Wish(step=Step.INVITE, version=seen.procedure.version, seen=seen.seal_for(Step.INVITE))
    return house.stepping.take(by, slug, wish)


def invited(house: House, reference: str = "VG-9") -> str:
    """Return a procedure whose three best candidates are invited."""
    slug = examined(house, reference)
    house.qualifying.draw(ASKER, slug, [3], "Zettel, gezogen von Mira Novak.")
    choose(house, slug)
    return invite(house, slug).slug
