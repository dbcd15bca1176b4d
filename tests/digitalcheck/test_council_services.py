"""Council system and agendas through the services, on both databases, with the jobs that read."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from digitalcheck.errors import (
    AgendaNotFoundError,
    CheckNotFoundError,
    CouncilMissingError,
    CouncilPaperNotFoundError,
)
from digitalcheck.rules.council.annex import CouncilPublication
from digitalcheck.rules.council.coverage import CoverageRow
from digitalcheck.rules.council.head import HeadDifference
from digitalcheck.rules.course.release import SheetForm, SheetVersion
from digitalcheck.services.agendas import NewAgenda
from digitalcheck.services.filling import NewCheck
from infra.database import Database
from infra.fields.model import Edit
from infra.identity.demo import DEMO_CITY
from infra.jobs.model import Job, JobState
from infra.jobs.runner import Runner
from infra.oparl.server import CouncilServer
from infra.policy.decision import AccessDeniedError
from tests.audit_lines import lines_of
from tests.council import SYSTEM, Way, council_server, rubin, served
from tests.fakes import StoppedClock
from tests.people import actor
from tests.released_checks import released

ADIT, DEZERNAT, DEPARTMENT, MAGISTRAT = (actor(one) for one in ("adit", "dezernat", "fachamt", "magistrat"))
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Town:
    """The invented system, and whether the settings name it."""

    way: Way
    pages: dict[str, Any]
    system: str | None = SYSTEM
    served: list[str] = field(default_factory=list)

    def system_of(self, city: str) -> str | None:
        return self.system if city == DEMO_CITY else None

    def opened(self, system: str) -> AbstractContextManager[CouncilServer]:
        self.served.append(system)
        return nullcontext(council_server(self.way))


@pytest.fixture
def town() -> Iterator[Town]:
    pages = rubin()
    with served(pages) as address:
        yield Town(Way(address), pages)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def house(database: Database, town: Town, clock: StoppedClock) -> House:
    return build_house(database, clock=clock, systems=town)


def read(house: House) -> Job:
    """Have the system read and return the job as it ended."""
    job = house.digital.council_desk.start(ADIT)
    assert Runner(house.jobs).work_once()
    return house.jobs.get(ADIT, job.id)


def test_a_system_is_read_and_looked_up(house: House) -> None:
    desk = house.digital.council_desk
    assert read(house).result == {"link": "/ratsinformation", "papers": 5}
    state = desk.state(DEPARTMENT)
    (found,) = desk.find(DEPARTMENT, "Vorlage Nr. 2026 - 0003")

    assert state.system == SYSTEM
    assert state.running is None
    assert state.current is not None
    assert (state.current.name, state.current.papers, state.current.pages, state.current.is_whole) == (
        "Musterstadt",
        5,
        7,
        True,
    )
    assert state.coverage == (CoverageRow("2026-Q1", 3, 2), CoverageRow("2026-Q2", 2, 1))
    assert desk.state(DEPARTMENT, ["antrag"]).coverage == ()
    assert found.head.fields() == {
        "vorlagen_nr": "2026-0003",
        "titel": "Vorlage über 3",
        "amt": "Amt für Mobilität",
        "gremienlauf": [{"gremium": "Haupt- und Finanzausschuss", "datum": "2026-12-02"}],
    }
    assert desk.find(DEPARTMENT, "Vorlage Nr.") == ()
    assert [line["event"] for line in lines_of(house.transactions.database, DEMO_CITY)] == ["council-read"]


def test_an_interrupted_reading_goes_on_and_the_old_state_stays(house: House, town: Town, clock: StoppedClock) -> None:
    read(house)
    page = town.pages.pop("/oparl/paper/page/3")
    job = read(house)
    state = house.digital.council_desk.state(ADIT)

    assert job.state is JobState.WAITING
    assert state.current is not None
    assert state.current.papers == 5
    assert state.running is not None
    assert (state.running.papers, state.running.failure) == (4, "status: 404")

    town.pages["/oparl/paper/page/3"] = page
    town.way.asked.clear()
    clock.moment += timedelta(hours=1)
    assert Runner(house.jobs).work_once()
    after = house.digital.council_desk.state(ADIT)
    assert town.way.asked == ["rat.example.org/oparl/paper/page/3"]
    assert after.running is None
    assert after.current is not None
    assert after.current.id > state.current.id
    assert after.current.papers == 5


@pytest.mark.parametrize("passed", [timedelta(days=3), timedelta(0)])
def test_a_reading_that_is_old_or_of_another_system_begins_anew(
    house: House, town: Town, clock: StoppedClock, passed: timedelta
) -> None:
    page = town.pages.pop("/oparl/paper/page/3")
    read(house)
    town.pages["/oparl/paper/page/3"] = page
    if not passed:
        town.pages["/oparl/neu"] = town.pages["/oparl/system"]
        town.system = SYSTEM.replace("system", "neu")
    clock.moment += passed + timedelta(hours=1)
    town.way.asked.clear()
    assert Runner(house.jobs).work_once()
    assert len(town.way.asked) == 9
    current = house.digital.council_desk.state(ADIT).current
    assert current is not None
    assert current.system == town.system


def test_what_is_gone_from_a_later_page_is_gone(house: House, town: Town) -> None:
    first = town.pages["/oparl/paper"]["data"][0]
    later = {**first, "name": "Neuer Titel"}
    town.pages["/oparl/paper/page/3"]["data"] += [later, {"id": first["id"].replace("/1", "/2"), "deleted": True}]
    read(house)

    desk = house.digital.council_desk
    assert [one.head.titel for one in desk.find(ADIT, "2026-0001")] == ["Neuer Titel"]
    assert desk.find(ADIT, "2026-0002") == ()


def test_without_a_system_nothing_is_read(house: House, town: Town) -> None:
    town.system = None
    with pytest.raises(CouncilMissingError):
        house.digital.council_desk.start(ADIT)
    with pytest.raises(AccessDeniedError):
        house.digital.council_desk.start(DEPARTMENT)
    assert house.digital.council_desk.state(ADIT).system is None
    assert town.served == []


def begun(house: House, reference: str, title: str = "Parken") -> int:
    return house.digital.filling.create(DEPARTMENT, NewCheck(title=title, reference=reference)).number


def test_the_head_of_a_check_is_filled_where_it_is_empty(house: House) -> None:
    read(house)
    number = begun(house, " 2026 – 0003")
    filled = house.digital.council_desk.fill_head(DEPARTMENT, number)
    head = house.digital.checks.open(DEPARTMENT, number).judgement.check.head

    assert filled.filled == ("gremienlauf",)
    assert filled.differences == (HeadDifference("titel", "Parken", "Vorlage über 3"),)
    assert head.titel == "Parken"
    assert [(one.gremium, one.datum) for one in head.gremienlauf] == [("Haupt- und Finanzausschuss", date(2026, 12, 2))]

    again = house.digital.council_desk.fill_head(DEPARTMENT, number)
    assert again.filled == ()
    typed = Edit(field="gremienlauf", value="Ortsbeirat", base_version=1)
    house.digital.filling.save(DEPARTMENT, number, [typed])
    kept = house.digital.council_desk.fill_head(DEPARTMENT, number)
    assert [one.field for one in kept.differences] == ["titel", "gremienlauf"]


def test_a_head_is_filled_only_by_whom_it_belongs_to(house: House) -> None:
    read(house)
    known, unknown, unnamed = begun(house, "2026-0003"), begun(house, "9"), begun(house, "")
    desk = house.digital.council_desk

    with pytest.raises(AccessDeniedError):
        desk.fill_head(ADIT, known)
    for number in (unknown, unnamed):
        with pytest.raises(CouncilPaperNotFoundError):
            desk.fill_head(DEPARTMENT, number)
    with pytest.raises(CheckNotFoundError):
        desk.fill_head(DEPARTMENT, 99)


def test_a_released_sheet_is_seen_published_by_its_bytes(house: House, town: Town) -> None:
    """The committee office puts the file on the proposal; one night it is another one, the next the right one."""
    number = released(house)
    reference = house.digital.sheet_desk.release(DEPARTMENT, number).reference
    pdf = house.digital.sheet_desk.file(DEPARTMENT, number, SheetVersion.PUBLIC, SheetForm.PDF).data
    desk, papers = house.digital.council_desk, town.pages["/oparl/paper/page/3"]["data"]
    assert desk.publication(DEPARTMENT, number) is None

    states = []
    for name, annex in ((reference, b"%PDF other"), (reference, None), (reference, pdf), ("2026-9", b"")):
        papers[0]["reference"] = name
        town.pages.pop("/oparl/file/5a.pdf", None)
        town.pages |= {} if annex is None else {"/oparl/file/5a.pdf": annex}
        read(house)
        seen = desk.publication(DEPARTMENT, number)
        states.append(seen and seen.state)

    assert states == [
        CouncilPublication.ABWEICHEND,
        CouncilPublication.UNVERGLICHEN,
        CouncilPublication.VEROEFFENTLICHT,
        CouncilPublication.VEROEFFENTLICHT,
    ], "what was seen published is not looked for again"
    told = [one for one in lines_of(house.transactions.database, DEMO_CITY) if one["event"] == "sheet-seen-in-council"]
    assert len(told) == 3


def test_a_sheet_that_is_not_there_is_told_only_where_all_was_read(house: House, town: Town) -> None:
    number = released(house)
    town.pages["/oparl/paper"]["links"]["next"] = "https://other.example.org/2"
    read(house)
    assert house.digital.council_desk.publication(DEPARTMENT, number) is None

    town.pages["/oparl/paper"]["links"]["next"] = "/oparl/paper/page/2"
    read(house)
    seen = house.digital.council_desk.publication(DEPARTMENT, number)
    assert seen is not None
    assert (seen.state, seen.seen_at) == (CouncilPublication.NICHT_GEFUNDEN, NOW)


PASTED = "1. Vorlage 2026-0417 Parken\n2. Vorlage 2026-0001 Kita\n3. Verschiedenes"


def agenda(content: bytes = PASTED.encode(), name: str = "41. Sitzung", file: str = "") -> NewAgenda:
    return NewAgenda(name=name, day=date(2026, 12, 2), content=content, file=file)


def test_an_agenda_is_imported_and_shows_its_checks(house: House) -> None:
    number = begun(house, "Vorlage Nr. 2026 - 0417")
    imported = house.digital.agendas.add(DEZERNAT, agenda())
    opened = house.digital.agendas.open(MAGISTRAT, imported.kept.id)

    assert [one.text for one in imported.agenda.left_out] == ["3. Verschiedenes"]
    assert [(one.entry.title, one.check.number if one.check else None) for one in opened.places] == [
        ("Parken", number),
        ("Kita", None),
    ]
    assert opened.places[0].check is not None
    assert opened.places[0].check.status == "entwurf"
    assert lines_of(house.transactions.database, DEMO_CITY)[-1]["event"] == "agenda-imported"


def test_a_later_import_takes_the_place_of_an_earlier_one(house: House) -> None:
    first = house.digital.agendas.add(DEZERNAT, agenda()).kept
    other = house.digital.agendas.add(DEZERNAT, agenda(name="42. Sitzung")).kept
    table = "Betreff;Vorlage\nSchule;2026-0009\n".encode("cp1252")
    second = house.digital.agendas.add(DEZERNAT, agenda(table, file="Tagesordnung.csv")).kept
    page = house.digital.agendas.page(MAGISTRAT, size=1)

    assert [one.id for one in page.items] == [second.id]
    assert page.total == 2
    assert [one.id for one in house.digital.agendas.page(MAGISTRAT, page=2, size=1).items] == [other.id]
    assert not house.digital.agendas.open(MAGISTRAT, first.id).kept.is_current
    assert house.digital.agendas.open(MAGISTRAT, second.id).kept.source == "Tagesordnung.csv"


def test_a_workbook_is_read_through_the_gate(house: House) -> None:
    book, file = openpyxl.Workbook(), BytesIO()
    for row in (["TOP", "Vorlage", "Betreff"], [1, "2026-0417", "Parken"]):
        book.active.append(row)
    book.save(file)
    kept = house.digital.agendas.add(DEZERNAT, agenda(file.getvalue(), file="to.xlsx")).kept

    assert kept.entries == 1


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (agenda(b"Verschiedenes"), "agenda_empty"),
        (agenda(b"\xff\xfe"), "not_utf8"),
        (agenda(name=" \n"), "agenda_name"),
        (agenda(name="x" * 201), "agenda_name"),
        (agenda(b"a;b\n1;2\n", file="to.csv"), "agenda_columns"),
        (agenda(b"PK\x03\x04", file="to.xlsx"), "file_damaged"),
    ],
)
def test_what_is_no_agenda_is_refused(house: House, new: NewAgenda, fault: str) -> None:
    with pytest.raises(InputError) as error:
        house.digital.agendas.add(DEZERNAT, new)

    assert error.value.faults[0].type == fault
    assert house.digital.agendas.page(MAGISTRAT).total == 0


def test_agendas_are_for_those_who_may_see_them(house: House) -> None:
    kept = house.digital.agendas.add(DEZERNAT, agenda()).kept
    for who, what in (
        (DEPARTMENT, house.digital.agendas.page),
        (MAGISTRAT, lambda one: house.digital.agendas.add(one, agenda())),
    ):
        with pytest.raises(AccessDeniedError):
            what(who)
    for number in (kept.id + 1, 0, 2**40):
        with pytest.raises(AgendaNotFoundError):
            house.digital.agendas.open(MAGISTRAT, number)
