"""The register of contracts and systems through the services on both databases: kept, warned about, read as a table."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.demo_procedures import edits_of
from app.house import House
from app.register_wiring import load_alarm_months, register_alarms
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.database import Database
from infra.identity.demo import DEMO_CITY, demo_office
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor, operator
from infra.policy.table import Action
from procurement.errors import (
    AlternativeCheckDecidedError,
    AlternativeCheckNotFoundError,
    PlaceNotFoundError,
    RegisterEntryNotFoundError,
)
from procurement.model import (
    BrowserUse,
    CheckOutcome,
    EndKind,
    LicenceKind,
    LightRoute,
    RegisterEntry,
    RegisterFacts,
    RegisterOrigin,
    RegisterView,
)
from procurement.papers.register_calendar import register_calendar
from procurement.repository import RegisterRepository
from procurement.rules.light.form import FIELDS
from procurement.rules.light.renewal import prefilled
from procurement.rules.register.checking import LONGEST
from procurement.rules.register.ends import AlarmMonths
from procurement.services.alternatives.catalogue import NewCollection
from procurement.services.register.alarming import KIND, warn
from procurement.services.register.keeping import CheckWish
from procurement.services.register.tables import RegisterTableKind
from tests.audit_lines import lines_of
from tests.fakes import StoppedClock
from tests.light import ONE
from tests.people import OFFICER, actor

ADIT, DEPARTMENT, HEAD, AUDITOR, EVALUATOR = (
    actor(one) for one in ("adit", "fachamt", "amtsleitung", "revision", "wertung")
)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
OFFICE = str(DEPARTMENT.office)
FACTS = RegisterFacts(
    product="Terminplaner 4",
    purpose="Termine online vergeben",
    office=OFFICE,
    supplier="Softwarehaus Nord GmbH",
    contract="V-2024-17",
    licence_kind=LicenceKind.RENTED,
    licence="EUPL-1.2",
    browser=BrowserUse.PARTLY,
    product_version="4.2",
    contract_end=date(2027, 11, 30),
    notice_months=3,
)
CATALOGUE = (
    b"Produkt;Adresse;Lizenz;Kurzbeschreibung;Kategorien\n"
    b"Terminwerk;https://forge.example.org/t;MIT;Termine online;buchung\n"
)


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(NOW))


def on(house: House, day: date) -> House:
    moment = datetime(day.year, day.month, day.day, 6, 0, tzinfo=UTC)
    return build_house(house.transactions.database, clock=StoppedClock(moment))


def alarmed(house: House, day: date) -> int:
    """Do what the job of a morning does, and return how many alarms it gave."""
    later = on(house, day)
    months = AlarmMonths.on(load_alarm_months(), day)
    with later.transactions.read(operator(DEMO_CITY), Action.WATCH_REGISTER) as reading:
        repository = RegisterRepository(reading.session)
        near = [
            (number, kind) for kind in EndKind for number in repository.ending(kind, months.horizon(day), months.last)
        ]
    given = 0
    for number, kind in near:
        with later.transactions.write(operator(DEMO_CITY), Action.WATCH_REGISTER) as writing:
            given += warn(writing, number, kind, months)
    return given


def told(house: House, person: Actor) -> list[str]:
    page = house.notices.page(person)
    return [one.properties["day"] for one in page.items if one.kind == "register-ending"]


def test_an_entry_is_kept_with_every_change(house: House, database: Database) -> None:
    one = house.register.register_keeping.add(OFFICER, replace(FACTS, product="  Terminplaner\t4 "))
    changed = replace(FACTS, browser=BrowserUse.YES, contract_end=date(2028, 11, 30))
    after = house.register.register_keeping.change(ADIT, one.number, 1, changed)
    same = house.register.register_keeping.change(ADIT, one.number, 2, changed)

    seen = house.register.register_desk.see(AUDITOR, one.number)
    assert (one.facts, after.version, same.version) == (FACTS, 2, 2)
    assert seen.entry.facts == changed
    assert [change.changes for change in seen.changes] == [
        {"browser": ("teilweise", "ja"), "contract_end": ("2027-11-30", "2028-11-30")}
    ]
    assert seen.names[seen.changes[0].changed_by]
    assert seen.notice_by == date(2028, 8, 30)
    assert seen.licence is not None
    assert (seen.licence.expression, seen.licence.osi) == ("EUPL-1.2", "yes")
    events = [line["event"] for line in lines_of(database, DEMO_CITY) if line["subject"]["kind"] == "register-entry"]
    assert events == ["register-entry-added", "register-entry-changed"]
    with pytest.raises(VersionConflictError):
        house.register.register_keeping.change(ADIT, one.number, 1, FACTS)
    with pytest.raises(RegisterEntryNotFoundError):
        house.register.register_keeping.change(ADIT, 4711, 1, FACTS)


def test_who_reads_and_who_keeps(house: House) -> None:
    own = house.register.register_keeping.add(OFFICER, FACTS)
    other = house.register.register_keeping.add(ADIT, replace(FACTS, product="Anderes", office=demo_office("adit")))
    desk, keeping = house.register.register_desk, house.register.register_keeping

    for person in (DEPARTMENT, HEAD):
        assert [one.number for one in desk.page(person, desk.query()).page.items] == [own.number]
        assert not desk.see(person, own.number).may_keep
        with pytest.raises(AccessDeniedError):
            desk.see(person, other.number)
        with pytest.raises(AccessDeniedError):
            keeping.change(person, own.number, 1, FACTS)
    assert [one.number for one in desk.page(AUDITOR, desk.query()).page.items] == [other.number, own.number]
    with pytest.raises(AccessDeniedError):
        desk.page(EVALUATOR, desk.query())
    with pytest.raises(AccessDeniedError):
        keeping.add(AUDITOR, FACTS)


def test_the_database_filters(house: House) -> None:
    desk, keeping = house.register.register_desk, house.register.register_keeping
    ending = keeping.add(OFFICER, replace(FACTS, contract_end=date(2027, 5, 23)))
    later = keeping.add(OFFICER, replace(FACTS, product="Später", contract_end=date(2027, 5, 24), supplier=""))
    dated = RegisterFacts(product="Faxserver", office=OFFICE, is_legacy=True, switch_off=date(2028, 1, 1))
    legacy = keeping.add(OFFICER, dated)
    undated = keeping.add(OFFICER, replace(dated, product="Großrechner", switch_off=None, browser=BrowserUse.NO))
    gone = keeping.add(OFFICER, replace(FACTS, product="Vorbei", out_of_use=date(2026, 1, 1)))

    def numbers(words: str = "", **more: object) -> list[int]:
        return [one.number for one in desk.page(ADIT, desk.query(words, **more)).page.items]

    assert numbers() == [undated.number, legacy.number, later.number, ending.number]
    assert numbers(view=RegisterView.ENDING) == [ending.number]
    assert numbers(view=RegisterView.LEGACY) == [undated.number, legacy.number]
    assert numbers(view=RegisterView.UNDATED_LEGACY) == [undated.number]
    assert numbers(view=RegisterView.INCOMPLETE) == [undated.number, legacy.number, later.number]
    assert numbers(view=RegisterView.OUT_OF_USE) == [gone.number]
    assert numbers(view=RegisterView.CHECK_OPEN) == []
    assert numbers(browser=BrowserUse.NO) == [undated.number]
    assert numbers(office=OFFICE, words="nord TERMINE") == [ending.number]
    assert numbers("großrechner") == [undated.number]
    some, _ = desk.stretch(ADIT, desk.query(), after=None, size=2)
    rest, _ = desk.stretch(ADIT, desk.query(), after=int(some.last or 0), size=2)
    assert [one.number for one in (*some.items, *rest.items)] == numbers()
    with pytest.raises(PlaceNotFoundError):
        desk.stretch(ADIT, desk.query(), after=gone.number, size=2)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"product": " "}, ("register_product", "/product")),
        ({"note": "x" * 501}, ("register_long", "/note")),
        ({"support_end": date(1989, 12, 31)}, ("register_day", "/support_end")),
        ({"notice_months": 61}, ("register_notice", "/notice_months")),
        ({"contract_end": None}, ("register_notice_alone", "/notice_months")),
        ({"switch_off": date(2027, 1, 1)}, ("register_switch_off", "/switch_off")),
        ({"office": "kein-amt"}, ("register_office", "/office")),
    ],
)
def test_what_no_entry_says(house: House, wrong: dict[str, object], fault: tuple[str, str]) -> None:
    with pytest.raises(InputError) as refused:
        house.register.register_keeping.add(OFFICER, replace(FACTS, **wrong))  # type: ignore[arg-type]

    assert [(one.type, one.pointer) for one in refused.value.faults] == [fault]


def test_each_alarm_is_given_once_and_opens_one_check(house: House, database: Database) -> None:
    collection = NewCollection(source="Verzeichnis", dated=date(2026, 11, 1), files=[("produkte.csv", CATALOGUE)])
    house.product_catalogue.import_collection(ADIT, collection)
    one = house.register.register_keeping.add(OFFICER, FACTS)

    days = [date(2026, 5, 29), date(2026, 5, 30), date(2026, 5, 31), date(2026, 11, 29), date(2026, 11, 30)]
    assert [alarmed(house, day) for day in days] == [0, 1, 0, 0, 1]
    assert [alarmed(house, day) for day in (date(2027, 5, 29), date(2027, 5, 30), date(2027, 12, 24))] == [0, 1, 0]

    seen = house.register.register_desk.see(DEPARTMENT, one.number)
    assert [alarm.months for alarm in seen.alarms] == [6, 12, 18]
    assert [(check.number, check.kind, check.found, check.outcome) for check in seen.checks] == [
        (1, EndKind.CONTRACT, 1, None)
    ]
    assert dict(seen.checks[0].sources) == {"Verzeichnis": date(2026, 11, 1)}
    assert seen.found is not None
    assert [hit.product.name for _, hit in seen.found.hits] == ["Terminwerk"]
    for person in (OFFICER, ADIT, DEPARTMENT, HEAD):
        assert told(house, person) == ["30.11.2027"] * 3
    assert told(house, AUDITOR) == []
    events = [line["event"] for line in lines_of(database, DEMO_CITY)]
    assert events.count("register-alarm-given") == 3


def test_a_late_entry_is_told_once_and_a_new_end_anew(house: House) -> None:
    keeping = house.register.register_keeping
    one = keeping.add(OFFICER, replace(FACTS, contract_end=date(2026, 1, 31), support_end=date(2027, 1, 31)))
    assert alarmed(house, date(2026, 11, 24)) == 2
    assert alarmed(house, date(2026, 11, 25)) == 0

    keeping.change(OFFICER, one.number, 1, replace(FACTS, contract_end=date(2027, 1, 31), support_end=None))
    assert alarmed(house, date(2026, 11, 26)) == 1
    keeping.change(OFFICER, one.number, 2, replace(FACTS, out_of_use=date(2026, 11, 26), contract_end=date(2027, 2, 1)))
    assert alarmed(house, date(2026, 11, 27)) == 0
    checks = house.register.register_desk.see(ADIT, one.number).checks
    assert [(check.number, check.kind, check.ends_on.isoformat()) for check in checks] == [
        (3, EndKind.CONTRACT, "2027-01-31"),
        (2, EndKind.SUPPORT, "2027-01-31"),
        (1, EndKind.CONTRACT, "2026-01-31"),
    ]


def test_a_check_is_decided_once(house: House) -> None:
    one = house.register.register_keeping.add(OFFICER, FACTS)
    alarmed(house, date(2026, 11, 30))
    keeping, wish = house.register.register_keeping, CheckWish(outcome=CheckOutcome.TENDER, reason=" Zu teuer. ")
    with pytest.raises(InputError):
        keeping.decide(ADIT, one.number, 1, replace(wish, reason=" "))
    with pytest.raises(AlternativeCheckNotFoundError):
        keeping.decide(ADIT, one.number, 2, wish)
    with pytest.raises(AccessDeniedError):
        keeping.decide(DEPARTMENT, one.number, 1, wish)

    decided = keeping.decide(ADIT, one.number, 1, wish)

    assert (decided.outcome, decided.reason, decided.decided_by) == (CheckOutcome.TENDER, "Zu teuer.", ADIT.person)
    with pytest.raises(AlternativeCheckDecidedError):
        keeping.decide(ADIT, one.number, 1, wish)
    seen = house.register.register_desk.see(ADIT, one.number)
    assert (seen.checks, seen.found) == ((decided,), None)


def test_the_job_is_planned_every_day(house: House) -> None:
    kind = register_alarms(house.transactions.clock).kind()

    assert (kind.name, kind.action) == (KIND, Action.WATCH_REGISTER)
    assert kind.daily_at is not None


def test_a_signed_page_stands_in_the_register(house: House) -> None:
    drafting, signing = house.light.light_drafting, house.light.light_signing
    one = drafting.begin(DEPARTMENT, ONE["titel"], LightRoute(ONE["weg"]))
    held = house.light.light_desk.see(DEPARTMENT, one.number).values
    drafting.save(DEPARTMENT, one.number, edits_of(held, ONE))
    asked = signing.ask(DEPARTMENT, one.number, one.version)
    signing.sign(HEAD, one.number, asked.version)

    [entry] = house.register.register_desk.page(DEPARTMENT, house.register.register_desk.query()).page.items
    assert (entry.origin, entry.source, entry.facts.office) == (
        RegisterOrigin.SHORT_ASSESSMENT,
        str(one.number),
        DEPARTMENT.office,
    )
    assert entry.facts.product == ONE[f"name-{ONE['auswahl']}"]
    assert entry.facts.licence == ONE[f"lizenz-{ONE['auswahl']}"]


def test_a_table_goes_out_and_comes_back(house: House) -> None:
    keeping, tables, desk = (
        house.register.register_keeping,
        house.register.register_tables,
        house.register.register_desk,
    )
    one = keeping.add(OFFICER, replace(FACTS, note="=SUMME(A1)"))
    for kind in RegisterTableKind:
        file = tables.written(DEPARTMENT, desk.query(), kind)
        assert file.name == f"vertragsregister.{kind}"
        same = tables.take(OFFICER, file.data)
        assert (same.added, same.changed, same.same) == (0, 0, 1)

    office = desk.page(ADIT, desk.query()).offices[OFFICE]
    rows = (
        "Nr.;Fassung;Produkt;Version;Verantwortliches Amt;Läuft im Browser;Altsystem;Abschaltung am\n"
        f"{one.number};1;Terminplaner 4;5.0;{office};ja;nein;\n"
        ";;Faxserver;;;nein;ja;31.12.2027\n"
    )
    taken = tables.take(ADIT, rows.encode())

    assert (taken.added, taken.changed, taken.same) == (1, 1, 0)
    fax, planner = desk.page(ADIT, desk.query()).page.items
    assert planner.facts == replace(FACTS, note="=SUMME(A1)", product_version="5.0", browser=BrowserUse.YES)
    assert fax.facts == RegisterFacts(
        product="Faxserver", browser=BrowserUse.NO, is_legacy=True, switch_off=date(2027, 12, 31)
    )
    assert fax.origin is RegisterOrigin.TABLE


def test_a_table_comes_in_whole_or_not_at_all(house: House) -> None:
    one = house.register.register_keeping.add(OFFICER, FACTS)
    rows = (
        "Nr.;Fassung;Produkt;Verantwortliches Amt;Ende des Vertrags;Kündigungsfrist in Monaten;Läuft im Browser\n"
        f"{one.number};2;A;;;;\n4711;1;B;;;;\n;;;Mondamt;gestern;bald;vielleicht\n;;Gut;;;;\n"
    )

    with pytest.raises(InputError) as refused:
        house.register.register_tables.take(ADIT, rows.encode())

    assert {(fault.type, fault.pointer) for fault in refused.value.faults} == {
        ("register_day", "/4/Ende des Vertrags"),
        ("register_notice", "/4/Kündigungsfrist in Monaten"),
        ("register_choice", "/4/Läuft im Browser"),
    }
    readable = rows.replace("gestern;bald;vielleicht", ";;")
    with pytest.raises(InputError) as refused:
        house.register.register_tables.take(ADIT, readable.encode())
    assert {(fault.type, fault.pointer) for fault in refused.value.faults} == {
        ("register_version", "/2/Fassung"),
        ("register_number", "/3/Nr."),
        ("register_product", "/4/Produkt"),
        ("register_office", "/4/Verantwortliches Amt"),
    }
    assert house.register.register_desk.see(ADIT, one.number).entry.version == 1


def test_what_was_told_does_not_change(house: House, database: Database) -> None:
    one = house.register.register_keeping.add(OFFICER, FACTS)
    house.register.register_keeping.change(OFFICER, one.number, 1, replace(FACTS, note="neu"))
    alarmed(house, date(2026, 11, 30))

    for table in ("procurement_register_change", "procurement_register_alarm"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET entry_id = entry_id"):  # noqa: S608
            with pytest.raises(DatabaseError), database.maintain() as session:
                session.connection().execute(text(statement))


def test_a_kurzbewertung_begins_with_what_the_register_knows(house: House) -> None:
    keeping, drafting, desk = house.register.register_keeping, house.light.light_drafting, house.light.light_desk
    number = keeping.add(ADIT, FACTS).number
    one = drafting.begin(DEPARTMENT, "Terminplaner verlängern", LightRoute.RENEWAL, entry=number)
    values = {name: held.value for name, held in desk.see(DEPARTMENT, one.number).values.items() if held.value}
    assert values == {
        "titel": "Terminplaner verlängern",
        "weg": "verlaengerung",
        "bedarf": "Termine online vergeben",
        "bezug": "Vertrag V-2024-17, Vertragsende 30.11.2027",
        "name-1": "Terminplaner 4",
        "lizenz-1": "EUPL-1.2",
        "gewicht-leistung": "30",
        "gewicht-offen": "10",
    }
    assert begun_about(house) == [number]

    elsewhere = keeping.add(ADIT, replace(FACTS, office=demo_office("adit"))).number
    with pytest.raises(AccessDeniedError):
        drafting.begin(DEPARTMENT, "Fremdes", LightRoute.RENEWAL, entry=elsewhere)
    with pytest.raises(RegisterEntryNotFoundError):
        drafting.begin(DEPARTMENT, "Nichts", LightRoute.RENEWAL, entry=99)
    assert begun_about(house) == [number]


def begun_about(house: House) -> list[object]:
    """Return which entries Kurzbewertungen were begun about, as the audit log tells it."""
    lines = lines_of(house.transactions.database, DEMO_CITY)
    return [one["details"]["after"]["register_entry"] for one in lines if one["event"] == "short-assessment-begun"]


def test_what_the_register_knows_is_cut_to_the_form() -> None:
    widest: dict[str, Any] = {name: "x" * longest for name, longest in LONGEST.items()}
    texts = prefilled(replace(FACTS, **widest, licence_kind=LicenceKind.OPEN_SOURCE))
    assert {name: len(text) for name, text in texts.items() if name != "art-1"} == {
        name: min(longest, FIELDS[name].longest)
        for name, longest in {"bedarf": 200, "bezug": 999, "name-1": 120, "lizenz-1": 200}.items()
    }
    assert texts["art-1"] == "quelloffen"
    assert prefilled(RegisterFacts(product="Nur ein Name")) == {"name-1": "Nur ein Name"}


def test_a_calendar_tells_ends_and_notice_of_what_its_reader_sees(house: House) -> None:
    keeping, calendar = house.register.register_keeping, house.register.register_calendar
    number = keeping.add(ADIT, replace(FACTS, support_end=date(2027, 2, 28))).number
    elsewhere = replace(FACTS, product="Fremdplan", office=demo_office("adit"), contract_end=None, notice_months=None)
    keeping.add(ADIT, replace(elsewhere, is_legacy=True, switch_off=date(2028, 1, 31)))
    keeping.add(ADIT, replace(FACTS, product="Altplan", out_of_use=date(2026, 1, 1)))

    own = events(calendar.calendar(DEPARTMENT))
    assert own == {
        "Ende des Vertrags: Terminplaner 4": date(2027, 11, 30),
        "Ende der Unterstützung: Terminplaner 4": date(2027, 2, 28),
        "Spätestens kündigen: Terminplaner 4": date(2027, 8, 30),
    }
    assert events(calendar.calendar(ADIT)) == own | {"Abschaltung: Fremdplan": date(2028, 1, 31)}
    (notice,) = [one for one in read(calendar.calendar(DEPARTMENT)) if "kündigen" in str(one["summary"])]
    assert (notice["dtend"].dt, str(notice["uid"])) == (
        date(2027, 8, 31),
        f"register-{number}-kuendigung@{DEMO_CITY}.pruefstand.invalid",
    )
    assert str(notice["description"]) == "Vertrag V-2024-17, Auftragnehmer Softwarehaus Nord GmbH"
    with pytest.raises(AccessDeniedError):
        calendar.calendar(EVALUATOR)


def test_a_calendar_links_where_the_service_has_an_address() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    entry = RegisterEntry(
        number=7, version=1, facts=FACTS, origin=RegisterOrigin.HAND, source=None, lot=0, created_at=now, changed_at=now
    )
    for public_url, links in ((None, set()), ("https://p.example.org", {"https://p.example.org/vertragsregister/7"})):
        found = read(register_calendar("a", [entry], now, public_url))
        assert {str(one["url"]) for one in found if "url" in one} == links


def read(data: bytes) -> list[Any]:
    """Return the entries of a calendar."""
    return Calendar.from_ical(data).walk("VEVENT")


def events(data: bytes) -> dict[str, date]:
    """Return the days of a calendar by what they say."""
    return {str(one["summary"]): one["dtstart"].dt for one in read(data)}
