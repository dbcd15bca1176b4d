"""Publication of a tender with a Digital-Check: only the agreement of its capacity request has a say."""

from datetime import date

import pytest

from app.house import House
from app.wiring import build_house
from capacity.model import RequestStage
from capacity.rules.course.steps import RequestStep
from capacity.services.gathering import StepWish
from infra.audit.model import EntryQuery
from infra.database import Database
from infra.settings import Settings
from procurement.model import ProcedureStage
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure.wording import reason_sentence
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import RELEASER, prepared, take
from tests.procurement.test_tendering import AUDITOR, OFFICER, signed
from tests.released_checks import NOW

DEZERNAT, ADIT = actor("dezernat"), actor("adit")
UNTIL = date(2027, 3, 31)


@pytest.fixture
def house(database: Database) -> House:
    address = database.engine.url.render_as_string(hide_password=False)
    return build_house(database, clock=StoppedClock(NOW), settings=Settings(DATABASE_URL=address))


def linked(house: House, check: int, reference: str) -> tuple[str, int]:
    """Return the name of a complete procedure that is linked to a check, and the number of its request."""
    slug = prepared(house, reference).slug
    request = house.digital.check_linking.link(OFFICER, check, slug).request
    assert request is not None
    return slug, request


def decide(house: House, request: int, step: RequestStep) -> None:
    version = house.digital.capacity_requests.get(DEZERNAT, request).version
    wish = StepWish(step=step, version=version, reason="So entschieden.", until=UNTIL, line="Ausnahme.")
    house.digital.request_course.take(DEZERNAT, request, wish)


def refused(house: House, slug: str, step: Step) -> list[str]:
    with pytest.raises(StepNotPossibleError) as caught:
        take(house, slug, step)
    assert all(reason_sentence(one) for one in caught.value.reasons)
    return [one.type for one in caught.value.reasons]


def test_a_tender_is_published_once_its_request_is_agreed_or_an_exception_holds(house: House) -> None:
    check = signed(house)
    slug, request = linked(house, check, "VG-2026-801")
    assert refused(house, slug, Step.REQUEST_RELEASE) == ["capacity-awaited"]
    decide(house, request, RequestStep.REJECT)
    assert refused(house, slug, Step.REQUEST_RELEASE) == ["capacity-missing"]

    decide(house, request, RequestStep.LIFT)
    take(house, slug, Step.REQUEST_RELEASE)
    assert take(house, slug, Step.RELEASE, RELEASER).stage is ProcedureStage.PUBLISHED


def test_a_failed_tender_gives_its_slot_back_once_no_other_goes_on(house: House) -> None:
    check = signed(house)
    slug, request = linked(house, check, "VG-2026-802")
    decide(house, request, RequestStep.RULE)
    other, _ = linked(house, check, "VG-2026-803")
    for one in (slug, other):
        take(house, one, Step.REQUEST_RELEASE)
        take(house, one, Step.RELEASE, RELEASER)

    take(house, slug, Step.ANNUL, reason="Kein wirtschaftliches Angebot")
    assert house.digital.capacity_requests.get(ADIT, request).stage is RequestStage.EINGEPLANT
    take(house, other, Step.ANNUL, reason="Kein wirtschaftliches Angebot")

    freed = house.digital.capacity_requests.get(ADIT, request)
    assert (freed.stage, freed.until) == (RequestStage.BLOCKIERT, None)
    last = house.digital.request_desk.see(ADIT, request).events[-1]
    assert last.reason == "Vergabeverfahren VG-2026-803 aufgehoben"
    newest = house.audit_log.page(AUDITOR, EntryQuery()).entries[0]
    assert f"'freed_request': {request}" in str(newest.details["after"])
    again, _ = linked(house, check, "VG-2026-804")
    assert take(house, again, Step.REQUEST_RELEASE).stage is ProcedureStage.RELEASE_REQUESTED
