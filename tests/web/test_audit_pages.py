"""The audit log as the auditor sees it, and as nobody else does."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path

import pytest
from httpx import Response
from litestar.types import ASGIApp

from app.demo import demo_person
from app.house import House
from infra.audit.model import Entry, EntryQuery, Event, Subject
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from infra.identity.model import PersonDraft
from infra.identity.proving import Reason
from infra.identity.signing_in import Factors
from infra.identity.wording import ROLES
from infra.jobs.model import JobFailure
from infra.jobs.runner import Runner
from infra.oversight import verify_log
from infra.oversight.report import MOST_REPORTED, VERIFICATION
from infra.policy.decision import Denial
from infra.policy.model import Role, operator
from infra.policy.table import Action
from infra.settings import Settings
from procurement.model import EvaluationState
from procurement.services.exporting import ExportKind
from tests.applications import guarded
from tests.clients import TestClient
from tests.databases import with_people
from tests.jobs import AUDITOR
from tests.people import OPERATOR, actor, cookies
from tests.templates import Templates
from tests.watching import happen, watched
from tests.web.page import Node, parse
from tests.web.test_every_page import OWED
from web.events import EVENTS, FIELDS, UNREADABLE, event_name, value_name
from web.jobs import KINDS
from web.views.audit import entry_view
from web.views.audit_query import DAY_WRONG, NAMES, ORDER_WRONG, read_question

ORIGIN = "http://127.0.0.1:8000"
QUOTIENT = "vg-2026-031-preis-quotient"
NOTHING_ASKED = dict.fromkeys(NAMES, "")

As = Callable[[str], TestClient[ASGIApp]]


@pytest.fixture
def house(tmp_path: Path, templates: Templates) -> Iterator[House]:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    templates.copy("people", with_people, database)
    built = watched(database, tmp_path)
    built.procurement.load_demo(OPERATOR)
    yield built
    database.close()


@pytest.fixture
def as_(house: House) -> Iterator[As]:
    """Return a client in which the demo person has just signed in."""
    with TestClient(guarded(house, Settings()), base_url=ORIGIN, raise_server_exceptions=False) as client:

        def sign_in(account: str) -> TestClient[ASGIApp]:
            client.cookies.clear()
            client.cookies.update(cookies(house, account))
            return client

        yield sign_in


def opened(client: TestClient[ASGIApp], address: str, status: int = 200) -> Node:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return parse(answer.text)


def shown(tree: Node) -> list[str]:
    """Return what happened, entry by entry."""
    return [item.all("strong")[0].text for item in tree.all("li") if "protokoll__eintrag" in item.classes]


def record(house: House, event: Event, subject: Subject, **details: object) -> None:
    with house.transactions.write(OPERATOR, Action.MANAGE_CITY) as writing:
        writing.record(event, subject, **details)


@pytest.mark.parametrize("event", Event)
def test_every_event_has_words(event: Event) -> None:
    assert EVENTS[event]
    assert event_name(event.value) == EVENTS[event]


RECORDED: Mapping[str, Iterable[StrEnum | str]] = {
    "action": Action,
    "by": Factors,
    "kind": [*ExportKind, *KINDS],
    "reason": [*Denial, *Reason, *JobFailure, "confirmation"],
    "roles": Role,
    "state": EvaluationState,
}


@pytest.mark.parametrize(("field", "code"), [(field, str(code)) for field, some in RECORDED.items() for code in some])
def test_every_recorded_code_has_german_words(field: str, code: str) -> None:
    assert field in FIELDS
    assert value_name(field, code) != code


def test_a_code_means_what_its_field_says() -> None:
    assert value_name("by", "password") == "Kennwort"
    assert value_name("by", "password-and-code") == "Kennwort und zweiter Faktor"
    assert value_name("reason", "password") == "Kennwort falsch"
    assert value_name("by", "own") == "selbst"
    assert value_name("name", "draft") == "draft"


def test_every_kind_of_job_is_among_the_words(house: House) -> None:
    assert set(house.jobs.kinds) <= set(KINDS)


def test_an_unreadable_entry_is_called_so() -> None:
    assert event_name("") == UNREADABLE
    assert event_name("from-a-later-version") == "from-a-later-version"


def test_entries_are_told_in_words_with_before_and_after(house: House, as_: As) -> None:
    person = demo_person("wertung")
    roles = {
        "before": {"roles": ["evaluator"], "office": None},
        "after": {"roles": ["auditor", "adit"], "office": None},
    }
    record(house, Event.ROLES_CHANGED, Subject(kind="person", id=person), **roles, sessions_closed=2, mailed=True)
    tree = opened(as_("revision"), "/pruefprotokoll")
    newest = next(item for item in tree.all("li") if "protokoll__eintrag" in item.classes)

    assert shown(tree)[:2] == ["Rollen geändert", "Wertung gespeichert"]
    assert "Person Mira Novak" in newest.text
    assert "Betrieb (Befehlszeile oder Dienst)" in newest.text
    assert newest.one("table").rows() == [
        ["Angabe", "vorher", "nachher"],
        ["Rollen", ROLES[Role.EVALUATOR], f"{ROLES[Role.AUDITOR]}, {ROLES[Role.ADIT]}"],
    ]
    assert "Beendete Sitzungen: 2" in newest.text
    assert "Per E-Mail verschickt: ja" in newest.text


@pytest.mark.parametrize(
    "address",
    ["/pruefprotokoll", "/pruefprotokoll?von=x", "/pruefprotokoll/evaluation/vg-0", "/pruefprotokoll/pruefung/1"],
)
def test_pages_keep_what_every_page_owes(house: House, as_: As, address: str) -> None:
    happen(house, 2)
    house.jobs.start(AUDITOR, VERIFICATION)
    assert Runner(house.jobs).work_once()

    answer = as_("revision").get(address)
    assert answer.status_code in {200, 422}
    for owed in OWED:
        owed(parse(answer.text))


def test_people_who_are_gone_are_called_so(house: House, as_: As) -> None:
    record(house, Event.ACCOUNT_LOCKED, Subject(kind="person", id="0-gone"))
    tree = opened(as_("revision"), "/pruefprotokoll?ereignis=account-locked")

    assert shown(tree) == ["Konto gesperrt"]
    assert "Person unbekannte Person" in tree.one("main").text


def test_text_from_entries_is_escaped(house: House, as_: As) -> None:
    record(house, Event.CITY_ADDED, Subject(kind="<b>", id="a/b <i>"), before={"name": "<script>"}, after={"name": ""})
    tree = opened(as_("revision"), "/pruefprotokoll")

    assert "<script>" in tree.one("main").text
    assert not tree.one("main").all("script")
    address = next(link.attrs["href"] for link in tree.all("a") if "<i>" in link.text)
    assert shown(opened(as_("revision"), address)) == ["Stadt angelegt"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("ereignis=evaluation-stored", 2),
        ("ereignis=signed-in", 0),
        ("person=operator", 2),
        (f"person={demo_person('wertung')}", 0),
        ("person=unbekannt", 0),
        ("art=evaluation", 2),
        (f"art=evaluation&kennung={QUOTIENT}", 1),
        ("von=2026-11-21&bis=2026-11-21", 2),
        ("von=22.11.2026", 0),
        ("bis=20.11.2026", 0),
        ("vor=2", 1),
    ],
)
def test_filters(as_: As, asked: str, expected: int) -> None:
    tree = opened(as_("revision"), f"/pruefprotokoll?{asked}")

    assert len(shown(tree)) == expected
    assert ("Dazu gibt es keinen Eintrag." in tree.text) is (expected == 0)


def test_the_form_shows_what_was_asked(as_: As) -> None:
    tree = opened(as_("revision"), "/pruefprotokoll?ereignis=signed-in&person=weg&von=2026-11-01&kennung=%22x%22")

    assert tree.one("select", id="ereignis").one("option", selected="").text == "Angemeldet"
    assert tree.one("select", id="person").one("option", selected="").text == "unbekannte Person weg"
    assert tree.one("input", id="von").attrs["value"] == "2026-11-01"
    assert tree.one("input", id="kennung").attrs["value"] == '"x"'


@pytest.mark.parametrize(
    ("asked", "field", "text"),
    [
        ("von=gestern", "von", DAY_WRONG),
        ("bis=31.02.2026", "bis", DAY_WRONG),
        ("bis=0001-01-01", "bis", DAY_WRONG),
        ("von=2026-11-21&bis=2026-11-20", "bis", ORDER_WRONG),
    ],
)
def test_days_that_are_none_are_named_at_their_field(as_: As, asked: str, field: str, text: str) -> None:
    tree = opened(as_("revision"), f"/pruefprotokoll?{asked}", status=422)

    assert tree.one(id=f"{field}-fehler").text == text
    assert shown(tree) == []


def test_a_day_is_a_day_in_germany() -> None:
    query = read_question(NOTHING_ASKED | {"von": "2026-10-25", "bis": "2026-10-25"}, None).query

    assert query.since is not None
    assert query.until is not None
    assert query.since.astimezone(UTC) == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert query.until.astimezone(UTC) == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_pages_lead_on_to_older_entries_without_gap_or_repetition(house: House, as_: As) -> None:
    happen(house, 120)
    client, address, numbers = as_("revision"), "/pruefprotokoll?person=operator", list[int]()
    while address:
        tree = opened(client, address)
        numbers += [int(item.attrs["value"]) for item in tree.all("li") if "protokoll__eintrag" in item.classes]
        address = next((link.attrs["href"] for link in tree.all("a", rel="next")), "")

    assert numbers == list(range(122, 0, -1))


def test_everything_about_one_thing_is_one_page(house: House, as_: As) -> None:
    happen(house, 5)
    tree = opened(as_("revision"), "/pruefprotokoll/evaluation/vg-0")

    assert tree.one("h1").text == "Prüfprotokoll: Wertung vg-0"
    assert len(shown(tree)) == 2
    assert not tree.all("form", action="/pruefprotokoll")


def test_the_page_of_a_procedure_leads_there_for_those_who_may(as_: As) -> None:
    address = f"/pruefprotokoll/evaluation/{QUOTIENT}"
    for account, leads in (("revision", True), ("vergabestelle", False)):
        links = [link.attrs["href"] for link in opened(as_(account), f"/vergaben/{QUOTIENT}").all("a")]
        assert (address in links) is leads
        assert ("/pruefprotokoll" in links) is leads
    assert shown(opened(as_("revision"), address)) == ["Wertung gespeichert"]


def reported(house: House, client: TestClient[ASGIApp], start: str = "/pruefprotokoll") -> Node:
    """Press the button, let the job be done, and follow the links to what it has found."""
    form = opened(client, start).one("form", method="post", action="/auftraege/pruefprotokoll")
    assert form.one("button").text.endswith("rotokoll prüfen")
    answer = client.post(form.attrs["action"], headers={"Origin": ORIGIN}, follow_redirects=False)
    assert answer.status_code == 303
    address = answer.headers["Location"]
    assert Runner(house.jobs).work_once()
    (link,) = [link.attrs["href"] for link in opened(client, address).all("a") if link.text == "Zum Ergebnis"]
    return opened(client, link)


@pytest.mark.parametrize(("account", "start"), [("revision", "/pruefprotokoll"), ("verwaltung", "/auftraege")])
def test_the_log_is_verified_on_a_button(house: House, as_: As, account: str, start: str) -> None:
    house.audit_log.sign_checkpoints()
    tree = reported(house, as_(account), start)

    assert tree.one("h1").text == "Das Prüfprotokoll stimmt"
    assert "Prüfpunkte bezeugen das Protokoll bis Nr. 2" in tree.text
    newest = house.audit_log.page(OPERATOR, EntryQuery()).entries[0]
    assert (newest.event, newest.actor) == (Event.AUDIT_LOG_VERIFIED, demo_person(account))


def test_a_log_that_was_changed_is_shown_with_its_findings(house: House, as_: As) -> None:
    with house.transactions.database.maintain() as session:
        session.connection().exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        session.connection().exec_driver_sql("UPDATE audit_entry SET actor = 'x' WHERE sequence = 1")
    tree = reported(house, as_("revision"))

    assert tree.one("h1").text == "Das Prüfprotokoll wurde verändert"
    assert tree.one("table").rows()[1] == ["Eintrag Nr. 1", "Veränderung", "Suchfelder weichen vom Inhalt ab: actor."]


def test_many_findings_are_listed_in_part_and_counted(house: House, as_: As) -> None:
    happen(house, 60)
    with house.transactions.database.maintain() as session:
        session.connection().exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        session.connection().exec_driver_sql("UPDATE audit_entry SET actor = 'x'")
    tree = reported(house, as_("revision"))

    assert len(tree.one("table").rows()) == 1 + MOST_REPORTED
    assert "13 weitere Befunde sind nicht aufgeführt." in tree.one("main").text


def test_a_report_is_there_once_its_job_is_done_and_for_those_who_see_the_job(house: House, as_: As) -> None:
    client, number = as_("revision"), house.jobs.start(AUDITOR, VERIFICATION).id
    answer = client.get(f"/pruefprotokoll/pruefung/{number}", follow_redirects=False)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/auftraege/{number}")
    assert Runner(house.jobs).work_once()
    for account, status in (("revision", 200), ("verwaltung", 200), ("vergabestelle", 403)):
        opened(as_(account), f"/pruefprotokoll/pruefung/{number}", status)
    opened(as_("revision"), f"/pruefprotokoll/pruefung/{number + 1}", 404)


def test_an_unreadable_entry_does_not_stop_the_page(house: House, as_: As) -> None:
    with house.transactions.database.maintain() as session:
        session.connection().exec_driver_sql("DROP TRIGGER audit_entry_no_update")
        session.connection().exec_driver_sql("UPDATE audit_entry SET body = x'ff' WHERE sequence = 1")

    assert shown(opened(as_("revision"), "/pruefprotokoll"))[-1] == UNREADABLE


def test_the_log_can_be_taken_away_and_checked(house: House, as_: As, tmp_path: Path) -> None:
    client = as_("revision")
    answer = client.post("/pruefprotokoll/export", headers={"Origin": ORIGIN})
    file = tmp_path / "export.zip"
    file.write_bytes(answer.content)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="pruefprotokoll-musterstadt-3.zip"'
    assert BytesIO(answer.content).read(2) == b"PK"
    assert verify_log.main([str(file)]) == 0
    signed, exported = house.audit_log.page(OPERATOR, EntryQuery()).entries[:2]
    assert (exported.event, signed.event) == (Event.AUDIT_LOG_EXPORTED, Event.CHECKPOINT_SIGNED)
    assert exported.actor == signed.actor == demo_person("revision")


def test_the_program_that_checks_exports_is_for_everybody(as_: As) -> None:
    client = as_("wertung")
    client.cookies.clear()
    answer = client.get("/pruefprotokoll/pruefprogramm")

    assert answer.content == Path(verify_log.__file__).read_bytes()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="verify_log.py"'


@pytest.mark.parametrize("account", sorted(DEMO_PEOPLE.keys() - {"revision"}))
def test_nobody_else_reads_the_log_and_each_attempt_is_one_line(house: House, as_: As, account: str) -> None:
    client = as_(account)
    attempts: list[Callable[[], Response]] = [
        lambda: client.get("/pruefprotokoll"),
        lambda: client.get(f"/pruefprotokoll/evaluation/{QUOTIENT}"),
        lambda: client.post("/pruefprotokoll/export", headers={"Origin": ORIGIN}),
        *([] if account == "verwaltung" else [lambda: client.get("/pruefprotokoll/pruefung/1")]),
    ]
    for number, attempt in enumerate(attempts, 1):
        assert attempt().status_code == 403
        lines = house.audit_log.page(OPERATOR, EntryQuery(event="access-denied")).entries
        assert len(lines) == number
        assert {one.actor for one in lines} == {demo_person(account)}


def test_an_entry_without_changes_shows_none() -> None:
    entry = Entry(
        city=DEMO_CITY,
        sequence=1,
        at=datetime(2026, 11, 21, tzinfo=UTC),
        actor=str(operator(DEMO_CITY).person),
        event="signed-in",
        subject=Subject(kind="", id=""),
        details={"before": {"state": "draft"}, "after": {"state": "draft"}, "extra": {"a": [1]}},
        previous="",
        hash="",
    )
    view = entry_view(entry, {})

    assert view.changes == ()
    assert view.subject_address is None
    assert view.facts == (("extra", '{"a": [1]}'),)


def test_roles_before_and_after_are_shown_in_words(house: House, as_: As) -> None:
    administrator, person = actor("verwaltung"), demo_person("wertung")
    known = house.people.get(administrator, person)
    both = frozenset({Role.EVALUATOR, Role.DEPARTMENT})
    house.people.change(administrator, person, PersonDraft(name=known.name, roles=both, office=known.office))
    house.people.change(administrator, person, PersonDraft(name=known.name, roles=frozenset(), office=known.office))

    tree = opened(as_("revision"), "/pruefprotokoll?ereignis=roles-changed")
    newest, older = (entry_view(one, {}).changes for one in roles_changed(house))
    assert [(one.field, one.before, one.after) for one in newest] == [("Rollen", "Fachamt, Wertung", "–")]
    assert [(one.field, one.before, one.after) for one in older] == [("Rollen", "Wertung", "Fachamt, Wertung")]
    assert "Fachamt, Wertung" in tree.one("main").text


def roles_changed(house: House) -> tuple[Entry, ...]:
    return house.audit_log.page(OPERATOR, EntryQuery(event=Event.ROLES_CHANGED)).entries
