"""What one person typed is never stored as another's who signed in in the same browser since."""

from collections.abc import Iterator

import pytest
from httpx import Response
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_PASSWORD, demo_person
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient
from tests.people import actor, cookies
from tests.web.page import parse

EVALUATION = "vg-2026-031-preis-quotient"
PAGE = f"/vergaben/{EVALUATION}/pruefvermerk"
TEXT = "Das habe ich festgestellt"
AUDITOR = actor("revision")
OTHER = demo_person("wertung")
Client = TestClient[ASGIApp]


@pytest.fixture
def house(demo_file: Database) -> House:
    return build_house(demo_file)


@pytest.fixture
def auditor(house: House) -> Iterator[Client]:
    session = cookies(house, "revision")
    with TestClient(guarded(house, Settings()), base_url="http://127.0.0.1:8000", cookies=session) as client:
        yield client


def stored(house: House) -> str:
    draft = house.audit_desk.open(AUDITOR, EVALUATION).draft
    assert draft is not None
    return draft["feststellung"].value


def post(client: Client, address: str, **fields: str) -> Response:
    return client.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=False)


def test_every_form_says_for_whom_it_was_shown(auditor: Client) -> None:
    forms = [form for form in parse(auditor.get(PAGE).text).all("form") if form.attrs.get("method") == "post"]
    assert len(forms) > 1
    assert {form.one("input", name="_person").attrs["value"] for form in forms} == {str(AUDITOR.person)}
    auditor.cookies.clear()
    assert 'name="_person"' not in auditor.get("/anmelden").text


def test_a_form_of_another_person_is_refused_and_stores_nothing(auditor: Client, house: House) -> None:
    refused = post(auditor, PAGE, feststellung=TEXT, _person=OTHER)
    assert refused.status_code == 409
    assert "andere Person angemeldet" in parse(refused.text).one("main").text
    assert stored(house) == ""
    assert post(auditor, PAGE, feststellung=TEXT, _person=str(AUDITOR.person)).status_code == 303
    assert stored(house) == TEXT


def test_a_field_that_saves_itself_is_refused_too(auditor: Client, house: House) -> None:
    address = f"/api/v1/evaluations/{EVALUATION}/pruefvermerk/fields/feststellung"
    headers = {"If-None-Match": "*", "Sec-Fetch-Site": "same-origin"}
    refused = auditor.patch(address, json={"value": TEXT}, headers={**headers, "Pruefstand-Person": OTHER})
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "other-person")
    assert stored(house) == ""
    own = {**headers, "Pruefstand-Person": str(AUDITOR.person)}
    assert auditor.patch(address, json={"value": TEXT}, headers=own).status_code == 200


def test_everybody_may_end_the_session_of_this_browser(auditor: Client) -> None:
    assert post(auditor, "/abmelden", _person=OTHER).headers["location"] == "/anmelden"


def test_nobody_is_shown_what_another_person_typed(auditor: Client) -> None:
    auditor.cookies.clear()
    refused = post(auditor, PAGE, feststellung=TEXT, _person=str(AUDITOR.person))
    assert refused.status_code == 401
    kept = parse(refused.text).one("main").all("input", name="gemerkt")[0].attrs["value"]

    def signed_in(account: str) -> str:
        auditor.cookies.clear()
        answer = post(auditor, "/anmelden", konto=account, kennwort=DEMO_PASSWORD, gemerkt=kept)
        return parse(answer.text).one("main").text

    assert TEXT in signed_in("revision")
    others = signed_in("wertung")
    assert "nicht von Ihnen" in others
    assert TEXT not in others
