"""Jobs and notices as pages: what is shown to whom, without a script and with one."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.jobs.model import Job, JobFailure, JobProgress, JobState
from infra.jobs.runner import Runner
from infra.notices.model import Notice, NoticeKind
from infra.notices.services import Notices
from infra.policy.table import Action
from tests.clients import TestClient
from tests.jobs import ADMINISTRATOR, AUDITOR
from tests.people import cookies
from tests.web.conftest import ORIGIN
from tests.web.page import Node, parse
from web import jobs as words
from web.notices import SENTENCES, sentence

Client = TestClient[ASGIApp]
As = Callable[[str], Client]


@pytest.fixture
def signed_in(house: House, running: Client) -> As:
    """Sign in as one of the demo people."""

    def sign_in(account: str) -> Client:
        running.cookies.clear()
        running.cookies.update(cookies(house, account))
        return running

    return sign_in


@pytest.fixture(autouse=True)
def nothing_left(house: House) -> None:
    """Do all jobs and mark all notices as read: these tests share one city."""
    while Runner(house.jobs).work_once():
        pass
    for person in (AUDITOR, ADMINISTRATOR):
        house.notices.mark_all_read(person)


def opened(client: Client, address: str, status: int = 200) -> Node:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:400]
    return parse(answer.text)


def sent(client: Client, address: str, status: int = 303) -> str:
    answer = client.post(address, headers={"Origin": ORIGIN}, follow_redirects=False)
    assert answer.status_code == status, answer.text[:400]
    return str(answer.headers.get("location", ""))


def while_running(house: House, look: Callable[[str], None], **progress: Any) -> int:  # noqa: ANN401 - as the job has it
    """Run a job that looks at its own page in its middle."""

    def work(context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        context.progress(**progress)
        runner.keep_once()
        look(f"/auftraege/{context.job}")
        return {"link": "/methoden"}

    runner = Runner(house.jobs)
    house.jobs.kinds["look"] = JobKind(name="look", action=Action.VERIFY_AUDIT_LOG, work=work, attempts=1)
    try:
        number = house.jobs.start(AUDITOR, "look").id
        assert runner.work_once()
    finally:
        del house.jobs.kinds["look"]
    return number


def test_an_auditor_proves_the_log_from_button_to_result(house: House, signed_in: As) -> None:
    client = signed_in("revision")
    form = opened(client, "/auftraege").one("form", action="/auftraege/pruefprotokoll")
    assert form.one("button").text == "Prüfprotokoll prüfen"
    address = sent(client, "/auftraege/pruefprotokoll")
    assert sent(client, "/auftraege/pruefprotokoll") == address
    assert "wartet" in opened(client, address).one("main").text
    assert Runner(house.jobs).work_once()
    page = opened(client, address).one("main")
    assert "Das Prüfprotokoll ist unverändert." in page.text
    assert page.all("progress") == []
    assert [node for node in page if "hx-get" in node.attrs] == []


def test_progress_is_an_element_that_asks_for_itself(house: House, signed_in: As) -> None:
    client, seen = signed_in("revision"), list[tuple[Node, Node]]()
    number = while_running(
        house,
        lambda address: seen.append((opened(client, address), opened(client, f"{address}/stand"))),
        done=300,
        total=1200,
        step="Einträge",
    )
    page, part = seen[0]
    for tree in (page.one("main"), part):
        assert tree.one("progress").attrs["value"] == "25"
        assert "300 von 1.200 (25 %): Einträge" in tree.text
        watched = tree.one("div", id="stand")
        assert watched.attrs["hx-get"] == f"/auftraege/{number}/stand"
        assert watched.attrs["hx-trigger"] == "every 750ms"
        assert tree.one("noscript").one("a", href=f"/auftraege/{number}").text == "Stand neu laden"
    assert part.all("html") == []
    over = opened(client, f"/auftraege/{number}/stand")
    assert "hx-get" not in over.one("div", id="stand").attrs
    assert over.one("a", href="/methoden").text == "Zum Ergebnis"


def test_progress_without_an_end_in_sight_has_no_value(house: House, signed_in: As) -> None:
    client, seen = signed_in("revision"), list[Node]()
    while_running(house, lambda address: seen.append(opened(client, address)), done=7)
    assert "value" not in seen[0].one("progress").attrs
    assert "Erledigt 7" in seen[0].one("main").text


def test_cancelling_and_cancelling_what_is_over(house: House, signed_in: As) -> None:
    client = signed_in("revision")
    address = sent(client, "/auftraege/pruefprotokoll")
    assert opened(client, address).one("form", action=f"{address}/abbrechen").text == "Auftrag abbrechen"
    for _ in range(2):
        assert sent(client, f"{address}/abbrechen") == address
    assert "abgebrochen" in opened(client, address).one("main").text
    assert not Runner(house.jobs).work_once()


def test_a_running_job_says_that_it_will_stop(house: House, signed_in: As) -> None:
    client, seen = signed_in("revision"), list[Node]()

    def cancel(address: str) -> None:
        sent(client, f"{address}/abbrechen")
        seen.append(opened(client, address))

    while_running(house, cancel, done=1)
    assert "beim nächsten Schritt abgebrochen" in seen[0].one("main").text
    assert [form for form in seen[0].all("form") if form.attrs["action"].endswith("/abbrechen")] == []


def test_everybody_sees_their_own_and_administrators_all(house: House, signed_in: As) -> None:
    address = sent(signed_in("revision"), "/auftraege/pruefprotokoll")
    Runner(house.jobs).work_once()
    assert opened(signed_in("verwaltung"), "/auftraege").all("a", href=address)
    other = signed_in("datenschutz")
    listed = opened(other, "/auftraege")
    assert listed.all("a", href=address) == listed.all("form", action="/auftraege/pruefprotokoll") == []
    assert "Es gibt noch keine Aufträge." in listed.one("main").text
    opened(other, address, 403)
    opened(other, f"{address}/stand", 403)
    sent(other, f"{address}/abbrechen", 403)
    sent(other, "/auftraege/pruefprotokoll", 403)


@pytest.mark.parametrize("number", ["999999", str(2**31), str(10**30)])
def test_what_is_not_there(signed_in: As, number: str) -> None:
    client = signed_in("revision")
    opened(client, f"/auftraege/{number}", 404)
    sent(client, f"/auftraege/{number}/abbrechen", 404)
    sent(client, f"/mitteilungen/{number}/gelesen", 404)
    assert client.get(f"/api/v1/jobs/{number}").json()["type"] == "/errors/jobs/job-not-found"
    read = client.post(f"/api/v1/notices/{number}/read")
    assert (read.status_code, read.json()["type"]) == (404, "/errors/notices/notice-not-found")


def test_the_list_of_jobs_goes_on(house: House, signed_in: As) -> None:
    client = signed_in("revision")
    for _ in range(26):
        house.jobs.start(AUDITOR, "verify-audit-log")
        Runner(house.jobs).work_once()
    first = opened(client, "/auftraege")
    assert len(first.one("tbody").all("tr")) == 25
    older = first.one("a", rel="next").attrs["href"]
    assert "Zu den neuesten" in opened(client, older).one("main").text
    assert "keine älteren Aufträge" in opened(client, "/auftraege?vor=1").one("main").text


def bell(tree: Node) -> str:
    (link,) = [link for link in tree.one("header").all("a") if "glocke" in link.classes]
    assert link.attrs["href"] == "/mitteilungen"
    return link.text


def test_the_head_counts_what_is_new_until_it_is_read(house: House, signed_in: As) -> None:
    client = signed_in("revision")
    assert bell(opened(client, "/methoden")) == "Mitteilungen"
    sent(client, "/auftraege/pruefprotokoll")
    Runner(house.jobs).work_once()
    with house.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
        Notices.tell(writing, str(AUDITOR.person), NoticeKind.ROLES_CHANGED)
    assert bell(opened(client, "/methoden")) == "Mitteilungen 2 neu"
    page = opened(client, "/mitteilungen").one("main")
    newest, second = page.all("li")[:2]
    assert "Ihre Rollen wurden geändert." in newest.text
    assert "Ihr Auftrag „Prüfprotokoll prüfen“ ist erledigt." in second.text
    assert second.all("a")[0].attrs["href"].startswith("/auftraege/")
    assert sent(client, newest.one("form").attrs["action"]) == "/mitteilungen"
    assert bell(opened(client, "/methoden")) == "Mitteilungen 1 neu"
    sent(client, "/mitteilungen/gelesen")
    after = opened(client, "/mitteilungen")
    assert bell(after) == "Mitteilungen"
    assert after.one("main").all("form") == []


def test_nobody_has_no_bell_and_errors_show_one_without_a_number(signed_in: As, running: Client) -> None:
    signed_in("revision")
    running.cookies.clear()
    assert "glocke" not in running.get("/methoden").text
    assert "glocke" in signed_in("revision").get("/auftraege/999999").text


def test_the_list_of_notices_goes_on(house: House, signed_in: As) -> None:
    with house.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
        for _ in range(26):
            Notices.tell(writing, str(AUDITOR.person), NoticeKind.ROLES_CHANGED)
    client = signed_in("revision")
    first = opened(client, "/mitteilungen")
    assert len(first.one("ol", aria_label="Mitteilungen, die neuesten zuerst").all("li")) == 25
    assert "Zu den neuesten" in opened(client, first.one("a", rel="next").attrs["href"]).one("main").text
    assert "keine älteren Mitteilungen" in opened(client, "/mitteilungen?vor=1").one("main").text


def test_the_interface_says_the_same(house: House, signed_in: As) -> None:
    client = signed_in("revision")
    number = int(sent(client, "/auftraege/pruefprotokoll").rsplit("/", 1)[1])
    assert client.get("/api/v1/jobs?limit=1").json()["items"][0]["id"] == number
    assert client.get(f"/api/v1/jobs/{number}").json()["state"] == "waiting"
    cancelled = client.post(f"/api/v1/jobs/{number}/cancel")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    again = client.post(f"/api/v1/jobs/{number}/cancel")
    assert (again.status_code, again.json()["type"]) == (409, "/errors/jobs/job-over")
    with house.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
        Notices.tell(writing, str(AUDITOR.person), NoticeKind.PRUEFVERMERK_COMPLETED, {"reference": "VG-1"}, "/")
    (newest,) = client.get("/api/v1/notices?limit=1").json()["items"]
    assert newest["properties"] == {"reference": "VG-1"}
    assert client.post(f"/api/v1/notices/{newest['id']}/read").status_code == 204
    assert client.get("/api/v1/notices?limit=1").json()["items"][0]["read_at"] is not None
    assert client.post("/api/v1/notices/read").status_code == 204
    running_cookies = dict(client.cookies)
    client.cookies.clear()
    assert {client.get(f"/api/v1/{one}").status_code for one in ("jobs", f"jobs/{number}", "notices")} == {401}
    client.cookies.update(running_cookies)


PROPERTIES = {
    "kind": "maintenance",
    "job": "1",
    "reference": "VG-2026-031",
    "number": "7",
    "stage": "in Prüfung",
    "party": "ADIT",
    "product": "Terminplaner",
    "end": "Ende des Vertrags",
    "day": "31.12.2027",
}


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_has_a_sentence(house: House, kind: NoticeKind) -> None:
    assert set(SENTENCES) == set(NoticeKind)
    now = house.transactions.clock.now()
    said = sentence(Notice(id=1, at=now, kind=kind, properties=PROPERTIES, link=None, read_at=None))
    assert said.endswith(".")
    assert "{" not in said


def test_every_kind_state_and_failure_has_its_words(house: House) -> None:
    assert set(house.jobs.kinds) <= set(words.KINDS)
    assert set(words.STATES) == set(JobState)
    assert set(words.FAILURES) == set(JobFailure)
    assert words.title("from-another-version") == "from-another-version"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-1, "0 Sek."), (59.9, "59 Sek."), (60, "1 Min. 0 Sek."), (3599, "59 Min. 59 Sek."), (7380, "2 Std. 3 Min.")],
)
def test_durations(seconds: float, said: str) -> None:
    assert words.duration(timedelta(seconds=seconds)) == said


def ended(
    house: House, failure: JobFailure | None, result: Mapping[str, Any] | None, kind: str = "verify-audit-log"
) -> Job:
    now = house.transactions.clock.now()
    return Job(
        id=1,
        kind=kind,
        owner=None,
        state=JobState.FAILED if failure else JobState.DONE,
        asked_at=now,
        not_before=now,
        started_at=now,
        finished_at=now,
        attempts=1,
        progress=JobProgress(done=5, total=4),
        result=result,
        failure=failure,
        is_cancel_requested=False,
    )


def test_outcomes(house: House) -> None:
    assert "Betreuung" in words.outcome(ended(house, JobFailure.DEFECT, None))
    assert words.outcome(ended(house, None, {"entries": 1, "holds": False})).startswith(
        "1\N{NO-BREAK SPACE}Eintrag geprüft: Das Prüfprotokoll wurde verändert."
    )
    assert words.outcome(ended(house, None, None, "maintenance")) == ""
    assert words.percent_done(ended(house, None, None)) == 100
