"""Pages of released Digital-Checks: the course, the meeting, and whether a sheet is genuine."""

from collections.abc import Callable
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from digitalcheck.rules.course.release import SheetForm, SheetVersion
from infra.identity.demo import DEMO_CITY
from tests.clients import TestClient
from tests.people import cookies
from tests.released_checks import DEPARTMENT, begun, cosigned, released, signed
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
As = Callable[[str | None], Client]


@pytest.fixture
def as_person(house: House, running: Client) -> As:
    def enter(account: str | None) -> Client:
        running.cookies.clear()
        if account:
            running.cookies.update(cookies(house, account))
        return running

    return enter


def page(client: Client, address: str, status: int = 200) -> Node:
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == status, answer.text[:400]
    return parse(answer.text).one("main")


def sent(client: Client, address: str, **data: str) -> Any:  # noqa: ANN401 - httpx' answer
    return client.post(address, data=data, follow_redirects=False)


def version_on(main: Node) -> str:
    return main.all("input", name="version")[0].attrs["value"]


def test_a_draft_tells_its_office_head_what_is_missing(house: House, as_person: As) -> None:
    number = begun(house).number
    main = page(as_person("amtsleitung"), f"/digital-checks/{number}/stand")
    assert "Ob das Vorhaben Digitalbezug hat, ist noch offen." in main.text
    assert "Es ist noch kein Schritt getan" in main.text
    assert not main.all("form")


def test_a_query_needs_a_reason_and_keeps_what_was_typed(house: House, as_person: As) -> None:
    number = signed(house)
    client = as_person("adit")
    address = f"/digital-checks/{number}/stand"
    main = page(client, address)
    empty = sent(client, f"{address}/rueckfrage", version=version_on(main), grund=" ")
    assert empty.status_code == 422
    assert "Bitte schreiben Sie, was noch zu klären ist." in parse(empty.text).one("main").text
    late = sent(client, f"{address}/rueckfrage", version="1", grund="Wer <b>betreut</b> das?")
    assert (late.status_code, parse(late.text).one("textarea").text.strip()) == (409, "Wer <b>betreut</b> das?")
    assert sent(client, f"{address}/rueckfrage", version=version_on(main), grund="Wer betreut das?").status_code == 303
    shown = page(as_person("fachamt"), f"{address}?geaendert=ja")
    assert "Wer betreut das?" in shown.one("tbody").text
    assert "Stand jetzt: in Rückfrage." in shown.text


def test_a_released_check_shows_codes_and_its_paragraph(house: House, as_person: As) -> None:
    number = cosigned(house, "2026/0500")
    client = as_person("dezernat")
    address = f"/digital-checks/{number}/stand"
    assert sent(client, f"{address}/freigeben", version=version_on(page(client, address))).status_code == 303
    release = house.digital.sheet_desk.release(DEPARTMENT, number)
    main = page(as_person("fachamt"), address)
    assert release.paragraph.replace("\N{NO-BREAK SPACE}", " ") in main.text
    assert all(one.code in main.text for one in release.sheets)
    file = client.get(f"/digital-checks/{number}/uebersicht/internal.pdf")
    assert (file.status_code, file.headers["content-disposition"]) == (
        200,
        'attachment; filename="digital-check-2026-0500-intern.pdf"',
    )
    unknown = sent(
        as_person("dezernat"), f"{address}/ersetzen", version=version_on(page(client, address)), nachfolger="99999"
    )
    assert unknown.status_code == 422
    assert "Einen Digital-Check Nr. 99999 gibt es nicht." in parse(unknown.text).one("main").text


def test_the_magistrat_reads_and_the_committee_office_publishes(house: House, as_person: As) -> None:
    number = released(house, "2026/0501", "Ampeln <script>")
    main = page(as_person("magistrat"), "/sitzung?tag=2026-12-09")
    assert "Sitzung des Magistrats am 09.12.2026" in main.one("h1").text
    assert "Ampeln <script>" in main.all("tbody")[0].text  # a second one tells what other agendas wait for
    assert not main.all("button", text="Veröffentlichen")
    assert as_person("magistrat").get("/sitzung/uebersichten?tag=2026-12-09").content[:5] == b"%PDF-"
    assert "keine Vorlage" in page(as_person("magistrat"), "/sitzung?tag=2026-12-09&rot=ja").text
    for odd in ("tag=gestern", "abstimmung=quatsch&dezernat=%00", "seite=9"):
        page(as_person("magistrat"), f"/sitzung?{odd}")
    led = sent(as_person("gremien"), f"/digital-checks/{number}/veroeffentlichung", tag="2026-12-09")
    assert (led.status_code, led.headers["location"]) == (303, "/sitzung?tag=2026-12-09")
    assert "öffentlich seit" in page(as_person("gremien"), "/sitzung?tag=2026-12-09").text


def test_everybody_checks_a_sheet_without_signing_in(house: House, as_person: As) -> None:
    number = released(house, "2026/0502")
    found = house.digital.sheet_desk.release(DEPARTMENT, number).sheet(SheetVersion.PUBLIC)
    assert found is not None
    client = as_person(None)
    led = client.get("/pruefcode", params={"pruefcode": f" {found.code.lower()} "}, follow_redirects=False)
    assert led.status_code == 303
    main = page(client, led.headers["location"])
    assert "Diese Übersicht ist echt" in main.one("h1").text
    assert "noch nicht öffentlich" in main.text
    assert "2026/0502" not in main.text
    unknown = page(client, f"/pruefcode/{DEMO_CITY}/0000-0000-0000")
    assert "nicht bekannt" in unknown.one("h1").text
    file = house.digital.sheet_desk.file(DEPARTMENT, number, SheetVersion.PUBLIC, SheetForm.PDF)
    checked = client.post("/pruefcode", files=[("datei", (file.name, file.data))])
    assert "Byte für Byte" in parse(checked.text).one("main").text
    for name, data, sentence in (("leer.pdf", b"", "Prüfcode ein"), ("bild.png", b"\x89PNG", "PDF-Datei")):
        refused = client.post("/pruefcode", files=[("datei", (name, data))])
        assert refused.status_code == 422
        assert sentence in parse(refused.text).one("main").text
    assert client.get(f"/pruefcode/{DEMO_CITY}/{found.code}/public.pdf").status_code == 404
