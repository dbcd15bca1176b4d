"""Beginning a tender procedure from a Digital-Check on its page, without a script."""

from collections.abc import Callable

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from app.house import House
from tests.people import cookies
from tests.procurement.test_tendering import signed
from tests.web.page import parse

Client = TestClient[ASGIApp]
As = Callable[[str], Client]


@pytest.fixture
def as_person(house: House, running: Client) -> As:
    def enter(account: str) -> Client:
        running.cookies.clear()
        running.cookies.update(cookies(house, account))
        return running

    return enter


def test_an_officer_types_the_number_and_nothing_else(house: House, as_person: As) -> None:
    number = signed(house)
    address, officer = f"/digital-checks/{number}/vergabe", as_person("vergabestelle")
    form = parse(officer.get(address).text).one("main")
    assert "12.000,00" in form.text
    assert [one.attrs["name"] for one in form.one("form").all("input", type="text")] == ["vergabenummer"]
    refused = officer.post(address, data={"vergabenummer": " "})
    assert (refused.status_code, "nicht angelegt" in refused.text) == (422, True)
    led = officer.post(address, data={"vergabenummer": "VG-2026-811"}, follow_redirects=False)
    assert led.status_code == 303
    shown = parse(officer.get(led.headers["location"]).text).one("section", aria_labelledby="digital-check").text
    assert f"Digital-Check Nr. {number}: Terminvergabe im Bürgeramt (Vorlage 2026/0700)" in shown
    assert "15" in shown
    taken = officer.post(address, data={"vergabenummer": "VG-2026-811"})
    assert (taken.status_code, "Diese Vergabenummer ist vergeben" in taken.text) == (422, True)
    assert "Schon angelegt:" in taken.text
    department = as_person("fachamt")
    assert "VG-2026-811" in parse(department.get(f"/digital-checks/{number}").text).one("main").text
    assert department.get(address).status_code == 403
