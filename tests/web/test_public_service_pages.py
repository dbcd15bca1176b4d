"""Verwaltungsleistungen on pages and through the interface, without a script: import, search, what a check says."""

from base64 import b64encode
from collections.abc import Callable, Iterator

import pytest
from litestar.types import ASGIApp

from app.house import House
from tests.clients import TestClient
from tests.people import cookies
from tests.released_checks import begun, fill
from tests.web.conftest import walking
from tests.web.page import parse

Client = TestClient[ASGIApp]
As = Callable[[str], Client]
TABLE = (
    "LeiKa-Schlüssel;Leistungsbezeichnung\n99000000000001;Marktstand <b>anmelden</b>\n"
    "99000000000002;Hund anmelden\n;Zwischentitel\n"
)
ADDRESS = "/verwaltungsleistungen"


@pytest.fixture
def house(untouched: House) -> House:
    return untouched


@pytest.fixture
def as_person(house: House) -> Iterator[As]:
    with walking(house, "fachamt") as client:

        def enter(account: str) -> Client:
            client.cookies.clear()
            client.cookies.update(cookies(house, account))
            return client

        yield enter


def test_a_list_is_imported_searched_and_named_in_a_check(house: House, as_person: As) -> None:
    number = begun(house, "2026/0711").number
    fill(house, number, {"V2": "ja", "B1": "leika", "B1.key": "99000000000001"})
    form = f"/digital-checks/{number}/ausfuellen/B-1"
    assert "Es ist keine Liste der Verwaltungsleistungen eingelesen" in as_person("fachamt").get(form).text

    dezernat, file = as_person("dezernat"), {"datei": ("leika.csv", TABLE.encode("cp1252"), "text/csv")}
    typed = {"name": "Auszug", "stand": "morgen"}
    refused = dezernat.post(f"{ADDRESS}/neu", data=typed, files=file)
    assert (refused.status_code, 'value="morgen"' in refused.text) == (422, True)
    none = dezernat.post(f"{ADDRESS}/neu", data=typed | {"stand": "01.10.2026"}, files={"datei": ("", b"")})
    assert (none.status_code, "Bitte wählen Sie eine Datei." in none.text) == (422, True)
    wrong = dezernat.post(
        f"{ADDRESS}/neu", data=typed | {"stand": "01.10.2026"}, files={"datei": ("a.csv", b"a;b\n1;2\n")}
    )
    assert (wrong.status_code, "Es fehlt eine Zeile mit den Überschriften" in wrong.text) == (422, True)
    read = dezernat.post(f"{ADDRESS}/neu", data=typed | {"stand": "01.10.2026"}, files=file)
    assert "Leistungen gelesen" in read.text
    assert "Zwischentitel" in read.text

    department = as_person("fachamt")
    shown = parse(department.get(f"{ADDRESS}?suche=MARKT+anm").text).one("table")
    assert ("99000000000001" in shown.text, "99000000000002" in shown.text) == (True, False)
    assert (
        "Marktstand <b>anmelden</b> (Liste „Auszug“, Stand 01.10.2026)"
        in parse(department.get(form).text).one("main").text
    )
    options = parse(department.get(f"{ADDRESS}/vorschlaege", params={"B1.key": "hund"}).text).all("option")
    assert [(one.attrs["value"], one.text) for one in options] == [("99000000000002", "Hund anmelden")]
    assert parse(department.get(f"{ADDRESS}/vorschlaege").text).all("option") == []
    assert department.post(f"{ADDRESS}/neu", data=typed, files=file).status_code == 403


def test_programs_import_and_search(as_person: As) -> None:
    dezernat = as_person("dezernat")
    wish = {"name": "Auszug", "dated": "2026-10-01", "file": "leika.csv", "content": b64encode(TABLE.encode()).decode()}
    made = dezernat.post("/api/v1/public-services", json=wish)
    assert made.status_code == 201
    assert (made.json()["list"]["services"], made.json()["left_out_count"]) == (2, 1)
    found = dezernat.get("/api/v1/public-services", params={"search": "9900000000000"}).json()
    assert (found["list"]["dated"], found["total"], found["items"][0]["key"]) == ("2026-10-01", 2, "99000000000002")
    refused = dezernat.post("/api/v1/public-services", json=wish | {"content": b64encode(b"a;b\n").decode()})
    assert refused.status_code == 422
    assert "LeiKa-Schlüssel" in refused.text
    assert as_person("fachamt").post("/api/v1/public-services", json=wish).status_code == 403
