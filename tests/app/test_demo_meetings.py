"""The meetings of the demo city: made once, by the people whose part it is, and told in order."""

from datetime import date

import pytest

from app.demo import add_people
from app.demo_meetings import LAST, NEXT, add_last_meeting, add_next_meeting
from app.demo_running import founding
from app.house import House
from app.wiring import build_house
from digitalcheck.model import CheckQuery, Headline
from digitalcheck.services.meetings import MeetingFilter, ReadMeeting
from infra.database import Database
from tests.databases import database, empty_database, empty_postgres
from tests.people import actor

__all__ = ["database", "empty_database", "empty_postgres"]

DEPARTMENT, MAGISTRAT = actor("fachamt"), actor("magistrat")


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database)


def read(house: House, day: date) -> ReadMeeting:
    return house.digital.meetings.read(MAGISTRAT, day, MeetingFilter())


def test_both_meetings_are_loaded_once(house: House) -> None:
    add_people(founding(house))
    for _ in range(2):
        add_last_meeting(house)
        add_next_meeting(house)

    assert house.digital.checks.page(DEPARTMENT, CheckQuery()).total == 5
    last, coming = read(house, LAST), read(house, NEXT)
    assert [one.published_at is not None for one in last.releases.items] == [True]
    assert [(one.reference, one.headline, one.reds) for one in coming.releases.items] == [
        ("M-2026-0791", Headline.ABGESTIMMT, 0),
        ("M-2026-0798", None, 0),
        ("M-2026-0803", Headline.ABSTIMMUNG_LAEUFT, 2),
    ]
    assert [(one.entry.number, one.check is not None) for one in coming.waiting] == [("5", True), ("6", False)]
    assert house.digital.meetings.collection(MAGISTRAT, NEXT).data.startswith(b"%PDF")
    assert house.audit_log.verify(actor("revision")).holds
