"""Pages of open standards: filter, look up, take a clause into a lot, have a file looked at, take it away again."""

from typing import Any

from litestar.types import ASGIApp

from app.house import House
from infra.jobs.runner import Runner
from tests.artefacts import odt, pdf, zipped
from tests.clients import TestClient
from tests.people import OFFICER, cookies
from tests.procedures import prepared
from tests.web.conftest import Open
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
PROBES = "/standards/pruefung"


def signed_in(house: House, running: Client, account: str = "vergabestelle") -> Client:
    running.cookies.clear()
    running.cookies.update(cookies(house, account))
    return running


def rows(main: Node) -> list[str]:
    return [one.text for one in main.one("tbody").all("tr")]


def probed(house: House, client: Client, *files: tuple[str, bytes]) -> Any:  # noqa: ANN401 - httpx' answer
    given = [("dateien", one) for one in files] or [("dateien", ("", b""))]
    answer = client.post(PROBES, files=given, follow_redirects=False)
    while Runner(house.jobs).work_once():
        pass
    return answer


def test_the_list_is_filtered_by_the_address(page: Open) -> None:
    main = page("/standards").one("main")
    assert len(rows(main)) == 25
    assert len(rows(page("/standards?seite=2").one("main"))) == 25
    found = rows(page("/standards?suche=odt&bereich=document").one("main"))
    assert len(found) == 1
    assert found[0].endswith("offen")
    assert all("eingeschränkt" in one for one in rows(page("/standards?offenheit=restricted").one("main")))
    assert "Dazu steht kein Standard" in page("/standards?suche=nichts").one("main").text
    for odd in ("bereich=x", "offenheit=x", "stelle=x", "suche=%00"):
        page(f"/standards?{odd}")
    page("/standards?seite=0", 400)


def test_a_standard_says_why_it_is_open_or_what_is_missing(page: Open) -> None:
    main = page("/standards/odf").one("main")
    assert "Alle Anforderungen beider Begriffsbestimmungen sind erfüllt." in main.text
    sources = [one.attrs["href"] for one in main.all("a") if one.attrs["href"].startswith("https://")]
    assert sources
    assert "gelesen am" in main.text
    assert "oder gleichwertig" in main.text
    assert "Entscheiden würde:" in page("/standards/icalendar").one("main").text
    page("/standards/nichts", 404)


def test_a_clause_goes_from_the_standard_into_a_lot(house: House, running: Client, page: Open) -> None:
    procedure = prepared(house, "VG-9")
    own = f"/vergabeverfahren/{procedure.slug}/lose/1"
    links = [one.attrs["href"] for one in page("/standards/odf/lose?suche=VG-9").one("main").all("a")]
    assert f"{own}/standards?suche=odf" in links
    offered = page(f"{own}/standards?suche=odf").one("main")
    assert any(one.attrs["href"] == f"{own}/standards?klausel=STD-ODF-ALLEIN" for one in offered.all("a"))
    client = signed_in(house, running)
    form = {"version": str(procedure.version), "klausel": "STD-ODF-ALLEIN", "nummer": "OS1", "gruppe": ""}
    form["gewicht"] = ""
    nothing = client.post(f"{own}/standards", data=form, follow_redirects=False)
    assert nothing.status_code == 422
    assert "erfüllt sein muss oder bewertet" in nothing.text
    assert 'value="OS1"' in nothing.text
    wrong = client.post(f"{own}/standards", data={**form, "art": "B", "gewicht": "x"}, follow_redirects=False)
    assert wrong.status_code == 422
    taken = client.post(f"{own}/standards", data={**form, "art": "A"}, follow_redirects=False)
    assert (taken.status_code, taken.headers["location"]) == (303, f"{own}?geaendert=ja")
    stale = client.post(f"{own}/standards", data={**form, "art": "A", "nummer": "OS2"}, follow_redirects=False)
    assert stale.status_code == 409
    lot = page(own).one("main").text
    assert "oder gleichwertig" in lot
    assert "Offene Standards" in lot
    clauses = page(f"{own}/klauseln?suche=iCalendar").one("main")
    assert 0 < len(clauses.all("input", name="klausel")) < 20
    assert "weitere Klauseln passen" in page(f"{own}/klauseln").one("main").text


def test_a_file_is_looked_at_and_everything_is_said(house: House, running: Client, page: Open) -> None:
    client = signed_in(house, running)
    lie = pdf("<a:part>2</a:part><a:conformance>A</a:conformance>", sound=False)
    answer = probed(house, client, ("<b>lüge</b>.pdf", lie))
    address = str(answer.headers["location"])
    assert (answer.status_code, address.startswith(f"{PROBES}/")) == (303, True)
    main = page(address).one("main")
    assert "PDF/A" in main.text
    assert "nicht eingehalten" in main.text
    assert "Nachweis durch einen Validator (veraPDF)" in main.text
    assert "sha256:" in main.text
    assert not main.all("b")
    assert "lüge" in rows(page(PROBES).one("main"))[0]
    assert "Ergebnis anzeigen" in page(f"{address}/stand").text
    deleted = client.post(f"{address}/loeschen", follow_redirects=False)
    assert (deleted.status_code, deleted.headers["location"]) == (303, PROBES)
    page(address, 404)


def test_several_files_lead_to_the_list_and_none_back_to_the_form(house: House, running: Client) -> None:
    client = signed_in(house, running)
    answer = probed(house, client, ("a.odt", odt()), ("b.odt", zipped({"a.txt": "x"})))
    assert (answer.status_code, answer.headers["location"]) == (303, PROBES)
    empty = probed(house, client)
    assert empty.status_code == 422
    assert "mindestens eine Datei" in parse(empty.text).one("main").text
    assert OFFICER.person
