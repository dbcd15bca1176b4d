"""Signing in and out in the browser, and what is kept when a session ends."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from httpx import Response
from litestar.types import ASGIApp

from app.demo import add_people
from app.migrations import upgrade
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PASSWORD, DEMO_PEOPLE, demo_person
from infra.policy.model import operator
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient
from tests.infra.identity.conftest import PASSWORD, SECRET_KEY, World, world_of
from tests.templates import Templates
from tests.web.conftest import ORIGIN
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
COOKIE = "pruefstand"


@pytest.fixture
def world(tmp_path: Path, templates: Templates) -> Iterator[World]:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    templates.copy("recorded people", with_recorded_people, database)
    yield world_of(database)
    database.close()


def with_recorded_people(database: Database) -> None:
    upgrade(database)
    add_people(build_house(database))


@pytest.fixture
def client(world: World) -> Iterator[Client]:
    settings = Settings(secret_key=SECRET_KEY)  # type: ignore[arg-type]  # pydantic wraps it
    with TestClient(guarded(world.house, settings), base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.headers["Origin"] = ORIGIN
        client.follow_redirects = False
        yield client


def sign_in(client: Client, account: str = "vergabestelle", password: str = PASSWORD, **more: str) -> Response:
    return client.post("/anmelden", data={"konto": account, "kennwort": password, **more})


def heading(answer: Response) -> str:
    return parse(answer.text).one("h1").text


def test_signing_in_leads_on_and_the_cookie_is_out_of_reach(client: Client) -> None:
    answer = sign_in(client, weiter="/hilfe?a=b")

    assert (answer.status_code, answer.headers["location"]) == (303, "/hilfe?a=b")
    cookie = answer.headers["set-cookie"]
    assert re.match(r"pruefstand=musterstadt\.[\w-]{43}; ", cookie)
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert not {"Secure", "Domain"} & set(cookie.split("; "))
    assert "Max-Age" not in cookie
    assert parse(client.get("/hilfe").text).one("header").one("a", href="/konto").text == "Mein Konto: Jonas Keller"


def test_over_tls_the_cookie_is_bound_to_host_and_tls(world: World) -> None:
    origin = "https://127.0.0.1"
    with TestClient(guarded(world.house, Settings()), base_url=origin) as client:
        client.headers["Origin"] = origin
        answer = client.post("/anmelden", data={"konto": "vergabestelle", "kennwort": PASSWORD}, follow_redirects=False)
        assert answer.headers["set-cookie"].startswith("__Host-pruefstand=musterstadt.")
        assert "Secure" in answer.headers["set-cookie"]
        client.cookies.set("pruefstand", client.cookies["__Host-pruefstand"])
        del client.cookies["__Host-pruefstand"]
        assert client.get("/konto", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("back", ["//boese.example", "https://boese.example", "/\\boese.example", "javascript:x"])
def test_nobody_is_led_astray(client: Client, back: str) -> None:
    assert parse(client.get("/anmelden", params={"weiter": back}).text).all("input", name="weiter", value="")
    assert sign_in(client, weiter=back).headers["location"] == "/"


def test_a_planted_token_is_never_adopted(client: Client, world: World) -> None:
    planted = "musterstadt." + "A" * 43
    client.cookies.set(COOKIE, planted)
    answer = sign_in(client)
    issued = answer.cookies[COOKIE]

    assert issued != planted
    assert not world.house.sessions.actor(planted).is_known
    assert world.house.sessions.actor(issued).is_known
    client.cookies.clear()
    client.cookies.set(COOKIE, issued)
    sign_in(client)
    assert not world.house.sessions.actor(issued).is_known


@pytest.mark.parametrize("value", ["%C4%80", "x" * 3000, "%00", '"><script>', "musterstadt."])
def test_odd_cookies_are_nobodys(client: Client, value: str) -> None:
    client.headers["Cookie"] = f"{COOKIE}={value}"
    answer = client.get("/konto")

    assert (answer.status_code, answer.headers["location"]) == (303, "/anmelden?weiter=%2Fkonto")
    assert "set-cookie" not in client.get("/").headers


def test_signing_out(client: Client, world: World) -> None:
    sign_in(client)
    token = client.cookies[COOKIE]
    answer = client.post("/abmelden")

    assert (answer.status_code, answer.headers["location"]) == (303, "/anmelden")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert not world.house.sessions.actor(token).is_known
    assert client.post("/abmelden").status_code == 303


@pytest.mark.parametrize(("account", "password"), [("vergabestelle", "falsch"), ("niemand", PASSWORD)])
def test_a_refusal_does_not_say_why_and_keeps_the_account(client: Client, account: str, password: str) -> None:
    answer = sign_in(client, account, password)

    assert answer.status_code == 422
    tree = parse(answer.text)
    assert "Konto, Kennwort und Code" in tree.one("div", id="fehler").text
    assert tree.one("input", id="konto").attrs["value"] == account
    assert tree.one("input", id="kennwort").attrs["value"] == ""
    assert "set-cookie" not in answer.headers


def test_after_too_many_failures_the_page_says_how_long_to_wait(client: Client) -> None:
    for _ in range(5):
        assert sign_in(client, password="falsch").status_code == 422
    answer = sign_in(client)

    assert answer.status_code == 429
    assert 890 <= int(answer.headers["retry-after"]) <= 901
    assert "Bitte warten Sie 15 Minuten" in parse(answer.text).one("div", id="fehler").text


def test_a_second_factor_from_the_page_to_the_sign_in_and_away_again(client: Client, world: World) -> None:
    sign_in(client)
    page = parse(client.get("/konto/zweiter-faktor").text)
    app = pyotp.TOTP(page.one("code").text.replace(" ", ""))
    assert page.one("img").attrs["src"].startswith("data:image/svg+xml")
    assert page.one("img").attrs["alt"]
    form = {"angebot": page.one("input", name="angebot").attrs["value"], "kennwort": PASSWORD}
    wrong = client.post("/konto/zweiter-faktor", data={**form, "code": "12345"})
    assert wrong.status_code == 422
    assert parse(wrong.text).one("code").text == page.one("code").text
    assert client.post("/konto/zweiter-faktor", data={**form, "code": app.at(world.clock.moment)}).status_code == 303
    client.post("/abmelden")
    world.later(seconds=60)
    assert sign_in(client).status_code == 422
    assert sign_in(client, code=app.at(world.clock.moment)).status_code == 303
    world.later(seconds=60)
    assert "Zweiten Faktor entfernen" in client.get("/konto/zweiter-faktor").text
    answer = client.post(
        "/konto/zweiter-faktor/entfernen", data={"kennwort": PASSWORD, "code": app.at(world.clock.moment)}
    )
    assert answer.status_code == 303
    client.post("/abmelden")
    assert sign_in(client).status_code == 303


def test_an_old_password_leads_to_a_new_one_before_anything_else(client: Client, world: World) -> None:
    access = world.house.people.recover(world.signed_in("verwaltung"), demo_person("vergabestelle"))
    answer = sign_in(client, password=access.one_time_password, weiter="/vergaben/neu")
    assert answer.headers["location"] == "/konto/passwort"
    before = len(world.lines())
    for address in ("/vergaben/neu", "/vergaben/x", "/verwaltung/personen"):
        assert client.get(address).headers["location"] == "/konto/passwort"
    assert len(world.lines()) == before
    new = "ein ganz neues kennwort"
    form = {"altes_kennwort": access.one_time_password, "neues_kennwort": new, "wiederholung": new}
    assert client.post("/konto/passwort", data={**form, "wiederholung": "anders"}).status_code == 422
    token = client.cookies[COOKIE]
    assert client.post("/konto/passwort", data=form).status_code == 303
    assert client.cookies[COOKIE] != token
    assert client.get("/vergaben/neu").status_code == 200


def test_opening_a_page_without_a_session_leads_to_the_sign_in_and_back(client: Client) -> None:
    answer = client.get("/vergaben/neu?a=b")

    assert (answer.status_code, answer.headers["location"]) == (303, "/anmelden?weiter=%2Fvergaben%2Fneu%3Fa%3Db")
    form = parse(client.get(answer.headers["location"]).text).one("main").all("form")[0]
    assert form.one("input", name="weiter").attrs["value"] == "/vergaben/neu?a=b"


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Sec-Fetch-Dest": "empty"}])
def test_a_script_is_told_that_the_session_has_ended(client: Client, headers: dict[str, str]) -> None:
    answer = client.get("/vergaben/neu", headers=headers)

    assert (answer.status_code, answer.headers["pruefstand-anmeldung"]) == (401, "/anmelden")


FIELDS = {"name": "Grün & <b>fett</b>\nzweite Zeile", "konto": "neu", "rolle": ["adit", "department"]}


def ended(client: Client, world: World, address: str = "/verwaltung/personen/neu", **send: object) -> Response:
    sign_in(client, "verwaltung")
    world.clock.moment += timedelta(hours=1)
    return client.post(address, **{"data": FIELDS, **send})  # type: ignore[arg-type]


def hidden(form: Node) -> list[tuple[str, str]]:
    return [(node.attrs["name"], node.attrs["value"]) for node in form.all("input", type="hidden")]


def test_what_was_typed_survives_the_end_of_the_session(client: Client, world: World) -> None:
    refused = ended(client, world)
    assert (refused.status_code, heading(refused)) == (401, "Anmelden")
    assert world.house.people.page(world.signed_in("verwaltung"), "neu", page=1, size=1).total == 0
    carried = dict(hidden(parse(refused.text).one("main").all("form")[0]))
    wrong = sign_in(client, "verwaltung", "falsch", **carried)
    again = dict(hidden(parse(wrong.text).one("main").all("form")[0]))
    assert again == carried
    shown = parse(sign_in(client, "verwaltung", **again).text)
    assert "Lea Brandt" in shown.one("main").text
    form = shown.one("main").one("form")
    assert form.attrs["action"] == "/verwaltung/personen/neu"
    texts = shown.one("section", aria_labelledby="texte")
    assert [one.text for one in texts.all("h3")] == ["Name", "Konto"]
    assert [one.text for one in texts.all("div", role="group")] == ["Grün & <b>fett</b> zweite Zeile", "neu"]
    assert "department" not in texts.text
    assert hidden(form) == [
        ("_person", demo_person("verwaltung")),
        ("name", FIELDS["name"]),
        ("konto", "neu"),
        ("rolle", "adit"),
        ("rolle", "department"),
    ]
    fields: dict[str, object] = {"name": "Grün", "konto": "neu", "rolle": ["adit", "department"]}
    assert client.post(form.attrs["action"], data=fields).status_code == 200


def test_passwords_are_never_carried(client: Client, world: World) -> None:
    answer = ended(client, world, "/konto/passwort", data={"altes_kennwort": PASSWORD, "neues_kennwort": "geheim!"})

    assert answer.status_code == 401
    assert PASSWORD not in answer.text
    assert "geheim!" not in answer.text


def test_files_are_named_as_lost(client: Client, world: World) -> None:
    answer = ended(client, world, files={"datei": ("meine mappe.xlsx", b"x" * 1000)}, data={"wort": "bleibt"})

    text = parse(answer.text).one("main").text
    assert "meine mappe.xlsx" in text
    carried = dict(hidden(parse(answer.text).one("main").all("form")[0]))
    assert parse(sign_in(client, "verwaltung", **carried).text).one("main").one("form").attrs["enctype"]


def test_too_much_is_said_to_be_too_much(client: Client, world: World) -> None:
    answer = ended(client, world, data={"wertung": "x" * 2_100_000})

    assert answer.status_code == 401
    assert "zu groß" in parse(answer.text).one("main").text
    assert len(answer.text) < 60_000


@pytest.mark.parametrize(
    "carried",
    [
        '{"address":"//boese.example","fields":[],"files":[],"is_multipart":false,"is_cut":false}',
        '{"address":"javascript:alert(1)","fields":[],"files":[],"is_multipart":false,"is_cut":false}',
        '{"address":"/","fields":[["a"]],"files":[],"is_multipart":false,"is_cut":false}',
        '{"address":"/"}',
        "kein json",
        "[]",
    ],
)
def test_what_comes_back_is_checked_like_anything_from_outside(client: Client, carried: str) -> None:
    answer = sign_in(client, gemerkt=carried)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_a_form_of_another_site_is_not_kept(client: Client) -> None:
    answer = client.post("/verwaltung/aemter", data={"name": "untergeschoben"}, headers={"Origin": "https://x.example"})

    assert answer.status_code == 403
    assert "untergeschoben" not in answer.text


def test_a_session_without_a_word_on_its_origin_is_refused(client: Client) -> None:
    sign_in(client)
    del client.headers["Origin"]

    assert client.post("/konto/sitzungen").status_code == 403
    assert client.post("/konto/sitzungen", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_demo_people_sign_in_by_one_button_where_all_is_invented(client: Client, world: World) -> None:
    page = parse(client.get("/anmelden").text)
    rows = page.one("table").all("form")
    assert len(rows) == len(DEMO_PEOPLE)
    assert dict(hidden(rows[0]))["kennwort"] == DEMO_PASSWORD
    assert client.post("/anmelden", data=dict(hidden(rows[0]))).status_code == 303
    client.post("/abmelden")
    world.house.founding.add(operator("neustadt"), "neustadt", "Neustadt")
    page = parse(client.get("/anmelden").text)
    assert page.all("table") == []
    assert DEMO_PASSWORD not in client.get("/anmelden").text
    assert [one.text for one in page.one("select", id="stadt").all("option")] == ["Musterstadt", "Neustadt"]
    assert sign_in(client).status_code == 422
    assert sign_in(client, stadt=DEMO_CITY).status_code == 303


@pytest.mark.parametrize("account", DEMO_PEOPLE)
def test_everybody_lands_on_a_page_that_shows_what_they_may_do(client: Client, world: World, account: str) -> None:
    client.cookies.set(COOKIE, world.house.sessions.open(DEMO_CITY, demo_person(account)))
    before = len(world.lines())
    answer = client.get("/")
    assert answer.status_code == 200
    tree = parse(answer.text)
    assert tree.one("header").one("form", action="/abmelden").one("button").text == "Abmelden"
    assert "Musterstadt" in tree.one("header").text
    for link in tree.one("header").all("a") + tree.one("main").all("a"):
        if not link.attrs["href"].startswith(("#", "/vergaben/vg")):
            assert client.get(link.attrs["href"]).status_code == 200, link.attrs["href"]
    assert len(world.lines()) == before


def test_nobody_known_sees_public_tools_and_the_way_in(client: Client) -> None:
    tree = parse(client.get("/").text)

    assert [link.text for link in tree.one("nav", aria_label="Hauptmenü").all("a")] == [
        "Standards",
        "Datei prüfen",
        "Bewertungsmatrix",
        "Prüfpaket",
        "Übersicht prüfen",
        "Wertungsmethoden",
        "Hilfe",
    ]
    assert tree.one("main").one("a", href="/anmelden").text == "Anmelden"


def test_nothing_typed_as_a_password_is_logged(client: Client, world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sign_in(client)
        sign_in(client, password="ein-anderes-geheimnis")
        sign_in(client, account="ins-falsche-feld-getippt")
        client.post("/konto/passwort", data={"altes_kennwort": "noch-ein-geheimnis", "neues_kennwort": "x"})
    told = caplog.text + str(world.lines())

    for secret in (PASSWORD, "ein-anderes-geheimnis", "ins-falsche-feld-getippt", "noch-ein-geheimnis"):
        assert secret not in told
    assert client.cookies[COOKIE] not in told


def test_what_was_typed_survives_a_recovered_account(client: Client, world: World) -> None:
    sign_in(client, "wertung")
    access = world.house.people.recover(world.signed_in("verwaltung"), demo_person("wertung"))
    refused = client.post("/verwaltung/personen/neu", data=FIELDS)
    assert refused.status_code == 401
    carried = dict(hidden(parse(refused.text).one("main").all("form")[0]))

    due = sign_in(client, "wertung", access.one_time_password, **carried)
    assert heading(due) == "Kennwort ändern"
    new = "ein ganz neues kennwort"
    form = {"altes_kennwort": access.one_time_password, "neues_kennwort": new, "wiederholung": new}
    kept = {"gemerkt": parse(due.text).one("input", name="gemerkt").attrs["value"]}
    wrong = client.post("/konto/passwort", data={**form, **kept, "wiederholung": "anders"})
    assert parse(wrong.text).one("input", name="gemerkt").attrs["value"] == kept["gemerkt"]
    shown = client.post("/konto/passwort", data={**form, **kept})
    assert heading(shown) == "Ihre Eingaben sind noch da"
    assert ("name", FIELDS["name"]) in hidden(parse(shown.text).one("main").one("form"))
    assert new not in shown.text
    assert client.get("/konto").status_code == 200
