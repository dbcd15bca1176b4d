"""Whoever has to act next on a check is told, and whoever waits for the answer; nobody is told of their own steps."""

import pytest

from app.house import House
from app.wiring import build_house
from digitalcheck.rules.course.steps import CourseStep
from infra.database import Database
from infra.notices.model import NoticeKind
from infra.policy.model import Actor
from infra.settings import Settings
from tests.fakes import StoppedClock
from tests.people import actor
from tests.released_checks import (
    ADIT,
    ANSWERS,
    COMMITTEE,
    DEPARTMENT,
    DEZERNAT,
    ESTIMATE,
    HEAD,
    MAGISTRAT,
    NO_RELATION,
    NOW,
    begun,
    fill,
    released,
    step,
)

PRIVACY, SECURITY = actor("datenschutz"), actor("sicherheit")
EVERYBODY = (DEPARTMENT, HEAD, ADIT, PRIVACY, SECURITY, DEZERNAT, COMMITTEE, MAGISTRAT)


@pytest.fixture
def house(database: Database) -> House:
    address = database.engine.url.render_as_string(hide_password=False)
    return build_house(database, clock=StoppedClock(NOW), settings=Settings(DATABASE_URL=address))


def told(house: House) -> dict[Actor, list[NoticeKind]]:
    """Return what each was told about checks and has not read; it is read then."""
    found = {}
    for who in EVERYBODY:
        unread = [one.kind for one in house.notices.page(who).items if one.read_at is None]
        kinds = [one for one in unread if not one.startswith("capacity-")]
        if kinds:
            found[who] = kinds
            house.notices.mark_all_read(who)
    return found


def test_the_amtsleitung_is_told_once_it_can_sign(house: House) -> None:
    number = begun(house).number
    told(house)
    version = house.digital.checks.open(DEPARTMENT, number).check.version
    house.digital.handing.request(DEPARTMENT, number, version)
    assert told(house) == {}  # nothing is ready to be signed
    fill(house, number, ANSWERS)
    version = house.digital.checks.open(DEPARTMENT, number).check.version
    house.digital.handing.request(DEPARTMENT, number, version)
    assert told(house) == {HEAD: [NoticeKind.CHECK_TO_SIGN]}


def test_each_step_tells_whoever_acts_next(house: House) -> None:
    number = begun(house).number
    fill(house, number, ANSWERS)
    told(house)
    step(house, number, HEAD, CourseStep.SIGN)
    advising = [NoticeKind.CHECK_TO_ADVISE]
    assert told(house) == {ADIT: [NoticeKind.CHECK_TO_COSIGN], PRIVACY: advising, SECURITY: advising}
    step(house, number, ADIT, CourseStep.ASK_BACK, "Wer betreut die Termine danach?")
    assert told(house) == {DEPARTMENT: [NoticeKind.CHECK_ASKED_BACK], HEAD: [NoticeKind.CHECK_ASKED_BACK]}
    step(house, number, HEAD, CourseStep.SIGN)
    told(house)
    fill(house, number, ESTIMATE, ADIT)
    step(house, number, ADIT, CourseStep.COSIGN)
    assert told(house) == {DEZERNAT: [NoticeKind.CHECK_TO_RELEASE]}
    step(house, number, DEZERNAT, CourseStep.RELEASE)
    assert told(house) == {
        DEPARTMENT: [NoticeKind.CHECK_RELEASED],
        HEAD: [NoticeKind.CHECK_RELEASED],
        COMMITTEE: [NoticeKind.SHEET_TO_PUBLISH],
    }


def test_whoever_waits_is_told_that_a_check_was_replaced(house: House) -> None:
    number = released(house)
    later = released(house, "2026/0418")
    told(house)
    step(house, number, DEZERNAT, CourseStep.REPLACE, successor=later)
    assert told(house) == {DEPARTMENT: [NoticeKind.CHECK_REPLACED], HEAD: [NoticeKind.CHECK_REPLACED]}
    newest = house.notices.page(DEPARTMENT).items[0]
    assert (newest.link, newest.properties) == (f"/digital-checks/{number}/stand", {"reference": "2026/0417"})


def test_without_digital_relation_nobody_is_asked_to_cosign(house: House) -> None:
    number = begun(house, reference="").number
    fill(house, number, NO_RELATION)
    told(house)
    step(house, number, HEAD, CourseStep.SIGN)
    assert told(house) == {DEZERNAT: [NoticeKind.CHECK_TO_RELEASE]}
    assert house.notices.page(DEZERNAT).items[0].properties == {"reference": f"Nr. {number}"}
