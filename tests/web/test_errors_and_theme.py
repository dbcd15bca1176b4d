"""Errors are German pages that give nothing away; the theme is the only thing a browser remembers."""

import logging
from collections.abc import Iterator
from typing import NoReturn

import pytest
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from api.problems import to_problem
from app.house import House
from core.errors import Fault, InputError, Severity, VersionConflictError
from infra.database import Database, DatabaseUnavailableError
from infra.fields.model import FieldTooLongError, UnknownFieldError
from infra.identity.errors import LastAdministratorError, PersonNotFoundError
from infra.jobs.errors import JobOverError
from infra.policy.decision import AccessDeniedError, Denial
from infra.policy.table import Action
from infra.settings import Settings
from procurement.errors import MatrixPublishedError
from tests.applications import guarded
from tests.clients import TestClient
from tests.people import cookies
from tests.web.conftest import ORIGIN, Open
from tests.web.page import parse

Client = TestClient[ASGIApp]


@pytest.fixture
def broken(house: House, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Yield a client of an application whose database fails with the given error."""

    def fail(_database: Database, _city: str | None = None) -> NoReturn:
        raise request.param

    officer = cookies(house, "vergabestelle")
    monkeypatch.setattr(Database, "read", fail)
    application = guarded(house, Settings())
    with TestClient(application, base_url=ORIGIN, cookies=officer, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/nix", 404, "Diese Seite gibt es nicht"),
        ("/vergaben", 404, "Diese Seite gibt es nicht"),
        ("/hilfe/index", 404, "Diese Seite gibt es nicht"),
        ("/hilfe/..%2f..%2fREADME", 404, "Diese Seite gibt es nicht"),
        ("/methoden/nix", 404, "Diese Seite gibt es nicht"),
        ("/static/nix.css", 404, "Diese Seite gibt es nicht"),
        ("/?seite=0", 400, "Diese Anfrage ist nicht verständlich"),
        ("/?seite=x", 400, "Diese Anfrage ist nicht verständlich"),
        (f"/?suche={'x' * 201}", 400, "Diese Anfrage ist nicht verständlich"),
    ],
)
def test_wrong_addresses(page: Open, address: str, status: int, title: str) -> None:
    tree = page(address, status)

    assert tree.one("h1").text == title
    assert tree.one("main").one("a", href="/").text == "Zur Startseite"


def test_an_unknown_address_says_nothing_about_who_asks(page: Open) -> None:
    assert page("/nix", 404).one("header").one("a", href="/konto").text == "Mein Konto"


def test_a_wrong_method(client: Client) -> None:
    answer = client.post("/hilfe")

    assert answer.status_code == 405
    assert parse(answer.text).one("h1").text == "So lässt sich diese Seite nicht aufrufen"


@pytest.mark.parametrize("broken", [RuntimeError("geheim: Bieter X")], indirect=True)
def test_a_defect_tells_only_its_reference(broken: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = broken.get("/")

    assert answer.status_code == 500
    tree = parse(answer.text)
    assert tree.one("h1").text == "In Prüfstand ist ein Fehler aufgetreten"
    assert "geheim" not in answer.text
    assert tree.one("main").one("code").text in caplog.text


@pytest.mark.parametrize("broken", [DatabaseUnavailableError("weg")], indirect=True)
def test_a_silent_database(broken: Client) -> None:
    answer = broken.get("/")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert parse(answer.text).one("h1").text == "Prüfstand antwortet gerade nicht"
    assert "Die Datenbank antwortet gerade nicht." in parse(answer.text).one("main").text


REFUSALS = (
    AccessDeniedError(Action.READ_EVALUATION, Denial.OTHER_CITY),
    AccessDeniedError(Action.READ_EVALUATION, Denial.ROLE),
    HTTPException(status_code=415),
    HTTPException(status_code=418),
    MatrixPublishedError("VG-1"),
    JobOverError(),
    UnknownFieldError("x"),
    FieldTooLongError("x", 5),
    PersonNotFoundError(),
    LastAdministratorError(),
    RecursionError(),
    InputError([Fault("method_unlawful", "/a", Severity.FORBIDDEN, legal_source="§ 1")]),
)


@pytest.mark.parametrize("broken", REFUSALS, indirect=True, ids=lambda error: type(error).__name__)
def test_pages_and_interface_agree_on_the_status(broken: Client, request: pytest.FixtureRequest) -> None:
    error = request.node.callspec.params["broken"]
    answer = broken.get("/")

    assert answer.status_code == to_problem(error).status
    assert 400 <= answer.status_code < 500
    assert "Kennung" not in parse(answer.text).one("main").text


@pytest.mark.parametrize("broken", [AccessDeniedError(Action.READ_EVALUATION, Denial.OTHER_CITY)], indirect=True)
def test_what_belongs_to_another_city_does_not_exist(broken: Client) -> None:
    main = parse(broken.get("/").text).one("main")

    assert main.one("h1").text == "Diese Seite gibt es nicht"
    assert "Prüfprotokoll" not in main.text


@pytest.mark.parametrize("broken", [VersionConflictError(3)], indirect=True)
def test_a_form_that_came_too_late_is_a_conflict(broken: Client) -> None:
    """A form names its version in a field: there is no precondition that could fail."""
    answer = broken.get("/")

    assert answer.status_code == 409
    assert parse(answer.text).one("h1").text == "Das wurde inzwischen geändert"


def test_pages_carry_the_strict_policy_and_are_not_kept(client: Client) -> None:
    headers = client.get("/").headers

    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "set-cookie" not in headers


def test_static_files_may_be_kept_because_their_address_changes(client: Client) -> None:
    tree = parse(client.get("/").text)
    sheets = [node.attrs["href"] for node in tree.all("link", rel="stylesheet")]

    assert len(sheets) == 5
    for address in [*sheets, *(node.attrs["src"] for node in tree.all("script"))]:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert len(address.partition("?v=")[2]) == 12


@pytest.mark.parametrize(("choice", "attribute"), [("dunkel", "dark"), ("hell", "light")])
def test_a_chosen_theme_is_remembered(client: Client, choice: str, attribute: str) -> None:
    answer = client.post("/darstellung", data={"darstellung": choice, "zurueck": "/hilfe"}, follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/hilfe"
    cookie = answer.headers["set-cookie"].lower()
    assert f"darstellung={choice}" in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "secure" not in cookie
    tree = parse(client.get("/hilfe").text)
    assert tree.one("html").attrs["data-kern-theme"] == attribute
    assert [node.text for node in tree.all("button", aria_pressed="true")] == [choice]


def test_the_systems_look_forgets_the_choice(client: Client) -> None:
    client.post("/darstellung", data={"darstellung": "dunkel", "zurueck": "/"})
    answer = client.post("/darstellung", data={"darstellung": "system", "zurueck": "/"}, follow_redirects=False)

    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert "data-kern-theme" not in parse(client.get("/").text).one("html").attrs


def test_tls_makes_the_cookie_secure(house: House) -> None:
    with TestClient(guarded(house, Settings()), base_url="https://127.0.0.1") as client:
        answer = client.post("/darstellung", data={"darstellung": "hell"}, follow_redirects=False)

    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "back", ["//boese.example", "https://boese.example/", "/\\boese.example", "", "javascript:alert(1)"]
)
def test_nobody_is_led_astray(client: Client, back: str) -> None:
    answer = client.post("/darstellung", data={"darstellung": "hell", "zurueck": back}, follow_redirects=False)

    assert answer.headers["location"] == "/"


def test_a_foreign_cookie_value_changes_nothing(client: Client) -> None:
    client.cookies.set("darstellung", '"><script>')

    assert "data-kern-theme" not in parse(client.get("/").text).one("html").attrs


def test_the_switch_leads_back_to_where_the_reader_was(page: Open) -> None:
    assert page("/?suche=a%26b").one("input", name="zurueck").attrs["value"] == "/?suche=a%26b"
