"""Lists that the city edits, through the services on both databases; what requests hold stays what it was."""

from datetime import UTC, date, datetime

import pytest

from app.house import House
from app.wiring import build_house
from capacity.model import Choice, ChoiceList, RequestQuery
from capacity.rules.choices import FILTERS, LONGEST_VALUE, labels_of, offered
from capacity.rules.fields import ALL
from capacity.services.choosing import ChoiceWish
from core.errors import InputError
from infra.database import Database
from infra.fields.model import Edit
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from tests.audit_lines import lines_of
from tests.capacity.ranking import proposed
from tests.fakes import StoppedClock
from tests.people import actor

DEPARTMENT, HEAD, ADIT, DEZERNAT, OFFICER, AUDITOR, ADMINISTRATION = (
    actor(one) for one in ("fachamt", "amtsleitung", "adit", "dezernat", "vergabestelle", "revision", "verwaltung")
)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
FIELD, ROLE = ChoiceList.HANDLUNGSFELD, ChoiceList.ROLLE


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def enter(house: House, value: str, of: ChoiceList = FIELD, **days: date) -> Choice:
    return house.digital.request_choices.put(ADMINISTRATION, ChoiceWish(list=of, value=value, **days))


def classify(house: House, number: int, **values: str) -> None:
    held = house.digital.request_desk.see(ADIT, number).values
    edits = [Edit(field=name, value=one, base_version=held[name].version) for name, one in values.items()]
    house.digital.request_drafting.save(ADIT, number, edits)


def found(house: House, **labels: str) -> list[int]:
    query = RequestQuery(labels={name.replace("_", "-"): value for name, value in labels.items()})
    page = [one.number for one in house.digital.request_desk.page(ADIT, query).page.items]
    assert page == [one.number for one in house.digital.request_desk.stretch(ADIT, query).items]
    return page


def test_what_is_offered_depends_on_the_day() -> None:
    def entry(since: int, until: int | None) -> Choice:
        last = None if until is None else date(2026, 11, until)
        value = f"{since}-{until}"
        return Choice(list=FIELD, value=value, since=date(2026, 11, since), until=last, person="p", at=MONDAY)

    entries = [entry(1, 22), entry(1, 23), entry(23, None), entry(24, None)]
    assert offered(entries, date(2026, 11, 23))[FIELD] == ("1-23", "23-None")
    assert offered((), date(2026, 11, 23)) == dict.fromkeys(ChoiceList, ())


def test_every_filter_is_a_field_of_a_request() -> None:
    assert {one.value for one in FILTERS} == set(ChoiceList) - {ROLE}
    assert {one.value for one in FILTERS} <= ALL.keys()
    assert labels_of({"handlungsfeld": f"  {'x' * 300} "})["handlungsfeld"] == "x" * LONGEST_VALUE


def test_requests_are_found_by_what_they_hold_and_keep_it_when_the_list_changes(house: House) -> None:
    first, second = proposed(house, DEPARTMENT, "Bauakte"), proposed(house, DEPARTMENT, "Wohngeld")
    enter(house, "Prozesse")
    enter(house, "Steuerung", until=date(2026, 11, 23))
    classify(house, first, handlungsfeld="Prozesse", projektkategorie="Basis")
    classify(house, second, handlungsfeld="Prozesse ", dezernat="Dezernat I")
    assert found(house, handlungsfeld="Prozesse") == [second, first]
    assert found(house, handlungsfeld="Prozesse", projektkategorie="Basis") == [first]
    assert found(house, handlungsfeld="prozesse") == found(house, dezernat="%") == []
    assert house.digital.request_desk.see(ADIT, first).choices[FIELD] == ("Prozesse", "Steuerung")

    enter(house, "Prozesse", until=date(2026, 11, 23))
    house.transactions.clock.moment = MONDAY.replace(day=24)  # type: ignore[attr-defined]  # a stopped clock
    seen = house.digital.request_desk.see(ADIT, first)
    assert (seen.choices[FIELD], seen.values["handlungsfeld"].value) == ((), "Prozesse")
    house.digital.request_choices.drop(DEZERNAT, FIELD, "Prozesse")
    assert found(house, handlungsfeld="Prozesse") == [second, first]
    classify(house, first, handlungsfeld="")
    assert found(house, handlungsfeld="Prozesse") == [second]


def test_who_keeps_the_lists_and_what_is_told_of_it(house: House) -> None:
    for who in (DEPARTMENT, HEAD, OFFICER, AUDITOR):
        with pytest.raises(AccessDeniedError):
            house.digital.request_choices.put(who, ChoiceWish(list=ROLE, value="Leitung"))
        with pytest.raises(AccessDeniedError):
            house.digital.request_choices.drop(who, ROLE, "Leitung")
        with pytest.raises(AccessDeniedError):
            house.digital.request_choices.all(who)
    assert enter(house, "  Projekt \n leitung ", ROLE).value == "Projekt leitung"
    enter(house, "Fachverfahren", ROLE, since=date(2027, 1, 1))
    assert house.digital.supplying.roles(AUDITOR) == ("Projekt leitung",)
    assert [one.value for one in house.digital.request_choices.all(ADIT)] == ["Fachverfahren", "Projekt leitung"]
    for _ in range(2):
        house.digital.request_choices.drop(ADIT, ROLE, "Projekt leitung")
    lines = [one["event"] for one in lines_of(house.transactions.database, DEMO_CITY)]
    assert (lines.count("choice-entered"), lines.count("choice-removed")) == (2, 1)


@pytest.mark.parametrize(
    ("of", "value", "days", "pointer"),
    [
        (FIELD, " ", {}, "/value"),
        (FIELD, "x" * (LONGEST_VALUE + 1), {}, "/value"),
        (ROLE, "x" * 65, {}, "/value"),
        (ROLE, "Leitung; Technik", {}, "/value"),
        (FIELD, "Prozesse", {"until": date(2026, 11, 22)}, "/until"),
    ],
)
def test_what_cannot_be_an_entry(house: House, of: ChoiceList, value: str, days: dict[str, date], pointer: str) -> None:
    with pytest.raises(InputError) as caught:
        enter(house, value, of, **days)
    assert [one.pointer for one in caught.value.faults] == [pointer]
    assert house.digital.request_choices.all(ADIT) == ()
