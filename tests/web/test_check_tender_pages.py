"""Beginning a tender procedure from a Digital-Check on its page, without a script."""

from collections.abc import Callable

import pytest
from litestar.types import ASGIApp

from app.house import House
from tests.clients import TestClient
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
    assert [one.attrs["name"] for one in form.all("form")[0].all("input", type="text")] == ["vergabenummer"]
    refused = officer.post(address, data={"vergabenummer": " "})
    assert (refused.status_code, "Nichts ist gespeichert" in refused.text) == (422, True)
    led = officer.post(address, data={"vergabenummer": "VG-2026-811"}, follow_redirects=False)
    assert led.status_code == 303
    shown = parse(officer.get(led.headers["location"]).text).one("section", aria_labelledby="digital-check").text
    assert f"Digital-Check Nr. {number}: Terminvergabe im Bürgeramt (Vorlage 2026/0700)" in shown
    assert "15" in shown
    taken = officer.post(address, data={"vergabenummer": "VG-2026-811"})
    assert (taken.status_code, "Diese Vergabenummer ist vergeben" in taken.text) == (422, True)
    assert "Verbunden:" in taken.text
    department = as_person("fachamt")
    assert "VG-2026-811" in parse(department.get(f"/digital-checks/{number}").text).one("main").text
    assert department.get(address).status_code == 403


def test_an_existing_procedure_is_linked_and_unlinked_from_both_sides(house: House, as_person: As) -> None:
    number, officer = signed(house), as_person("vergabestelle")
    address, procedure = f"/digital-checks/{number}/vergabe", "/vergabeverfahren/vg-2026-047/digital-check"
    nowhere = officer.post(f"{address}/verbinden", data={"vorhandene": "VG-0"})
    assert (nowhere.status_code, 'value="VG-0"' in nowhere.text) == (422, True)
    published = officer.post(f"{address}/verbinden", data={"vorhandene": "VG-2026-048"})
    assert (published.status_code, "ist veröffentlicht" in published.text) == (422, True)
    led = officer.post(f"{address}/verbinden", data={"vorhandene": "VG-2026-047"}, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, address)
    assert "VG-2026-047" in parse(officer.get(address).text).one("main").text
    again = officer.post(procedure, data={"digital-check": str(number)})
    assert (again.status_code, "schon mit einem Digital-Check verbunden" in again.text) == (422, True)

    unsaid = officer.post(f"{procedure}/loesen", data={"grund": " "})
    assert (unsaid.status_code, "Bitte etwas angeben" in unsaid.text) == (422, True)
    assert officer.post(f"{procedure}/loesen", data={"grund": "Verwechselt"}, follow_redirects=False).status_code == 303
    assert "Mit einem Digital-Check verbinden" in officer.get("/vergabeverfahren/vg-2026-047").text
    gone = officer.post(f"{procedure}/loesen", data={"grund": "Noch einmal"})
    assert (gone.status_code, "inzwischen gelöst" in gone.text) == (422, True)

    for wrong in ("", "x", "9999"):
        refused = officer.post(procedure, data={"digital-check": wrong})
        assert (refused.status_code, "gibt es hier nicht" in refused.text) == (422, True)
    back = officer.post(procedure, data={"digital-check": str(number)}, follow_redirects=False)
    shown = parse(officer.get(back.headers["location"]).text).one("section", aria_labelledby="digital-check").text
    assert f"Digital-Check Nr. {number}: Terminvergabe im Bürgeramt" in shown
    assert as_person("fachamt").post(f"{procedure}/loesen", data={"grund": "Nein"}).status_code == 403
