"""Digital-Checks on their way from draft to released sheet, through the services."""

from datetime import UTC, datetime

from app.house import House
from digitalcheck.model import StoredCheck
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.services.course import StepWish
from digitalcheck.services.filling import NewCheck
from infra.fields.model import Edit, Saved
from infra.policy.model import Actor
from tests.people import actor

DEPARTMENT, HEAD, ADIT, DEZERNAT, COMMITTEE, MAGISTRAT = (
    actor(one) for one in ("fachamt", "amtsleitung", "adit", "dezernat", "gremien", "magistrat")
)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PUBLIC_URL = "https://pruefstand.example.org"
ANSWERS = {
    "V1": "ja",
    "V2": "nein",
    "V3": "nein",
    "V4": "ja",
    "V5": "nein",
    "A2": "Termine lassen sich online vereinbaren und absagen.",
    "gremienlauf": "Magistrat; 09.12.2026\nStadtverordnetenversammlung; 17.12.2026",
    "K1.1.role": "schulung",
    "K1.1.quarter": "2027-Q1",
    "K1.1.days_to": "2",
    "K2.reason": "Die Anfrage ist gestellt.",
    "K2.owner": "ADIT",
    "K3": "900",
}
ESTIMATE = {
    "K1.adit-1.role": "systemtechnik",
    "K1.adit-1.quarter": "2027-Q1",
    "K1.adit-1.days_to": "3",
    "stellungnahme": "Machbar im ersten Quartal.",
}
NO_RELATION = {f"V{number}": "nein" for number in range(1, 6)} | {
    "negative_reason": "Es geht allein um die Benennung eines Platzes."
}


def begun(house: House, reference: str = "2026/0417", title: str = "Terminvergabe im Bürgeramt") -> StoredCheck:
    """Begin a check that says nothing yet."""
    new = NewCheck(title=title, reference=reference, dezernat="Dezernat IV")
    return house.digital.filling.create(DEPARTMENT, new)


def fill(house: House, number: int, values: dict[str, str], who: Actor = DEPARTMENT) -> None:
    """Save fields as somebody who saw the newest of each."""
    held = house.digital.checks.open(who, number).values
    edits = [Edit(field=name, value=one, base_version=held[name].version) for name, one in values.items()]
    assert all(isinstance(one, Saved) for one in house.digital.filling.save(who, number, edits).values())


def complete(house: House, number: int) -> None:
    """Give every answer that is missing: the first one offered, then reasons and who is in charge."""
    opened = house.digital.checks.open(DEPARTMENT, number)
    for missing in opened.judgement.missing:
        question = opened.catalogue.question(missing.question)
        field = question.field(missing.field) if question else None
        if field is not None and missing.field not in {"until", "reason", "owner"}:
            name = missing.question if missing.field == "value" else f"{missing.question}.{missing.field}"
            fill(house, number, {name: field.options[0].code if field.options else "2"})
    for missing in house.digital.checks.open(DEPARTMENT, number).judgement.missing:
        if missing.field in {"until", "reason", "owner"}:
            fill(house, number, {f"{missing.question}.reason": "Wird geklärt.", f"{missing.question}.owner": "ADIT"})


def step(
    house: House, number: int, who: Actor, step: CourseStep, reason: str = "", successor: int | None = None
) -> StoredCheck:
    """Take a step as somebody who saw the newest version."""
    version = house.digital.course.see(ADIT, number).opened.check.version
    wish = StepWish(step=step, version=version, reason=reason, successor=successor)
    return house.digital.course.take(who, number, wish)


def signed(house: House, reference: str = "2026/0417", title: str = "Terminvergabe im Bürgeramt") -> int:
    """Return the number of a check that the Amtsleitung signed."""
    number = begun(house, reference, title).number
    fill(house, number, ANSWERS)
    step(house, number, HEAD, CourseStep.SIGN)
    return number


def cosigned(house: House, reference: str = "2026/0417", title: str = "Terminvergabe im Bürgeramt") -> int:
    """Return the number of a check that ADIT cosigned as well."""
    number = signed(house, reference, title)
    fill(house, number, ESTIMATE, ADIT)
    step(house, number, ADIT, CourseStep.COSIGN)
    return number


def released(house: House, reference: str = "2026/0417", title: str = "Terminvergabe im Bürgeramt") -> int:
    """Return the number of a released check."""
    number = cosigned(house, reference, title)
    step(house, number, DEZERNAT, CourseStep.RELEASE)
    return number
