"""What the Magistrat reads: proposals of the agenda in its order, those without a released check named."""

from datetime import date

import pytest

from app.house import House
from app.wiring import build_house
from digitalcheck.services.agendas import NewAgenda
from digitalcheck.services.meetings import MeetingFilter, ReadMeeting
from infra.database import Database
from infra.settings import Settings
from tests.fakes import StoppedClock
from tests.released_checks import COMMITTEE, MAGISTRAT, NOW, begun, released

EARLIER, MEETING = date(2026, 12, 2), date(2026, 12, 9)
AGENDA = """Nummer;Vorlage;Betreff;Amt
1;2026/0420;Neue Fahrräder;Ordnungsamt
2;2026/0500;Platz vor dem Bahnhof;Tiefbauamt
3;2026/0417;Terminvergabe;Bürgeramt
4;2026/0600;Satzung über Sondernutzungen;Rechtsamt
"""


@pytest.fixture
def house(database: Database) -> House:
    address = database.engine.url.render_as_string(hide_password=False)
    return build_house(database, clock=StoppedClock(NOW), settings=Settings(DATABASE_URL=address))


def imported(house: House, day: date, text: str = AGENDA) -> None:
    house.digital.agendas.add(COMMITTEE, NewAgenda(name="Magistrat", day=day, content=text.encode(), file="t.csv"))


def read(house: House, day: date | None = None, **wanted: object) -> ReadMeeting:
    return house.digital.meetings.read(MAGISTRAT, day, MeetingFilter(**wanted))  # type: ignore[arg-type]  # by name


def test_an_agenda_tells_order_and_gaps_of_a_meeting(house: House) -> None:
    first, second = released(house, "2026/0417"), released(house, "2026/0420")
    draft = begun(house, "2026/0600").number
    imported(house, EARLIER)

    seen = read(house)

    assert (seen.day, seen.days) == (EARLIER, (MEETING, EARLIER))  # the checks themselves name the later day
    assert [one.check for one in seen.releases.items] == [second, first]
    assert [(one.entry.reference, one.check and one.check.number) for one in seen.waiting] == [
        ("2026/0500", None),
        ("2026/0600", draft),
    ]
    assert sum(seen.lines.values()) == 2
    assert read(house, with_reds=True).waiting == seen.waiting
    assert [one.check for one in read(house, MEETING).releases.items] == [first, second]
    assert read(house, MEETING).waiting == ()
    assert len(house.digital.meetings.collection(MAGISTRAT, EARLIER).data) > 0


def test_only_the_newest_import_of_a_meeting_counts(house: House) -> None:
    imported(house, EARLIER)
    imported(house, EARLIER, "Nummer;Vorlage;Betreff\n1;2026/0999;Nur noch diese\n")

    assert [one.entry.reference for one in read(house).waiting] == ["2026/0999"]
