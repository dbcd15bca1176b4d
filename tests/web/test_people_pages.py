"""Managing people in the browser."""

import pytest
from litestar.types import ASGIApp

from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE, demo_office, demo_person
from infra.policy.model import Role
from tests.clients import TestClient
from tests.infra.identity.conftest import World
from tests.web.page import parse
from tests.web.test_signin import COOKIE, client, world

__all__ = ["client", "world"]

Client = TestClient[ASGIApp]
WERTUNG = f"/verwaltung/personen/{demo_person('wertung')}"


@pytest.fixture
def office(client: Client, world: World) -> Client:
    """Return a client in which the administrator is signed in."""
    client.cookies.set(COOKIE, world.house.sessions.open(DEMO_CITY, demo_person("verwaltung")))
    return client


def test_list_search_and_pages(office: Client) -> None:
    tree = parse(office.get("/verwaltung/personen").text)
    assert len(tree.one("table").all("tr")) == 1 + len(DEMO_PEOPLE)
    assert tree.one("p", role="status").text == f"{len(DEMO_PEOPLE)} Personen"
    found = parse(office.get("/verwaltung/personen?suche=NOVAK").text)
    assert [link.text for link in found.one("table").all("a")] == ["Mira Novak"]
    assert "keine Person" in office.get("/verwaltung/personen?suche=nix").text
    assert office.get("/verwaltung/personen?seite=0").status_code == 400


def test_adding_shows_the_password_once(office: Client, world: World) -> None:
    form = {"konto": "neu", "name": "Neu Mann", "rolle": ["adit", "unsinn"], "amt": demo_office("adit"), "id": "x"}
    tree = parse(office.post("/verwaltung/personen/neu", data=form).text)
    password = tree.one("code").text
    token = world.attempt("neu", password)

    assert world.house.sessions.actor(token).roles == {Role.ADIT}
    assert password not in office.get("/verwaltung/personen?suche=neu").text
    assert office.post("/verwaltung/personen/neu", data=form).status_code == 422


def test_changing_with_an_old_version_is_refused(office: Client, world: World) -> None:
    tree = parse(office.get(WERTUNG).text)
    form = {"name": "Mira Nowak", "version": tree.one("input", name="version").attrs["value"], "rolle": "auditor"}
    assert office.post(WERTUNG, data=form).status_code == 303
    again = office.post(WERTUNG, data={**form, "name": "X"})
    assert again.status_code == 409
    assert "schneller" in again.text
    assert world.signed_in("wertung").roles == {Role.AUDITOR}


def test_no_field_but_those_of_the_form_is_stored(office: Client, world: World) -> None:
    admin = world.signed_in("verwaltung")
    before = world.house.people.get(admin, demo_person("wertung"))
    sent = {"name": before.name, "rolle": "evaluator", "amt": before.office or ""}
    extra = {
        "id": "x",
        "account": "x",
        "konto": "x",
        "city_id": "neustadt",
        "password_hash": "x",
        "must_change_password": "1",
        "totp_secret": "x",
        "is_locked": "1",
        "added_at": "2020-01-01",
        "search_text": "x",
    }
    assert office.post(WERTUNG, data={**sent, **extra}).status_code == 303
    after = world.house.people.get(admin, demo_person("wertung"))
    assert (after.account, after.is_locked, after.password_due, after.has_second_factor, after.added_at) == (
        before.account,
        False,
        False,
        False,
        before.added_at,
    )


def test_locking_recovering_and_the_last_administrator(office: Client, world: World) -> None:
    token = world.attempt("wertung")
    assert office.post(f"{WERTUNG}/sperren").status_code == 303
    assert not world.house.sessions.actor(token).is_known
    assert "Gesperrt" in office.get(WERTUNG).text
    assert office.post(f"{WERTUNG}/entsperren").status_code == 303
    password = parse(office.post(f"{WERTUNG}/wiederherstellen").text).one("code").text
    assert world.attempt("wertung", password)
    me = f"/verwaltung/personen/{demo_person('verwaltung')}"
    answer = office.post(f"{me}/sperren")
    assert answer.status_code == 409
    assert "letzte Person" in answer.text
    assert office.get("/verwaltung/personen/nix").status_code == 404


@pytest.mark.parametrize(
    ("address", "roles", "words"),
    [
        (f"/verwaltung/personen/{demo_person('verwaltung')}", ["auditor"], "Die eigenen Rollen kann niemand ändern."),
        (WERTUNG, ["administrator", "evaluator"], "sieht keine Angebote"),
        ("/verwaltung/personen/neu", ["administrator", "auditor"], "sieht keine Angebote"),
    ],
)
def test_roles_that_are_refused_are_told_at_the_roles(
    office: Client, address: str, roles: list[str], words: str
) -> None:
    answer = office.post(address, data={"name": "Wer", "konto": "neu", "rolle": roles})
    assert answer.status_code == 422
    tree = parse(answer.text)
    assert words in tree.one("p", id="rollen-fehler").text
    assert tree.one("div", id="fehler").one("a", href="#rollen")


def test_offices(office: Client) -> None:
    assert office.post("/verwaltung/aemter", data={"name": "Grünflächenamt"}).status_code == 303
    assert office.post("/verwaltung/aemter", data={"name": "Grünflächenamt"}).status_code == 422
    tree = parse(office.get("/verwaltung/aemter").text)
    address = next(link.attrs["href"] for link in tree.one("table").all("a") if link.text == "Grünflächenamt")
    form = {"name": "Dezernat IV", "dezernat": "ja", "version": "1"}
    assert office.post(address, data={**form, "name": ""}).status_code == 422
    assert office.post(address, data=form).status_code == 303
    assert office.post(address, data=form).status_code == 409
    assert ["Dezernat IV", "Dezernat"] in parse(office.get("/verwaltung/aemter").text).one("table").rows()
    assert office.get("/verwaltung/aemter/nix").status_code == 404


def test_the_auditor_reads_and_changes_nothing(client: Client, world: World) -> None:
    client.cookies.set(COOKIE, world.house.sessions.open(DEMO_CITY, demo_person("revision")))
    for address in ("/verwaltung/personen", "/verwaltung/aemter", WERTUNG):
        tree = parse(client.get(address).text)
        assert tree.one("main").all("form", method="post") == []
    assert client.get("/verwaltung/personen/neu").status_code == 403
    assert client.post(f"{WERTUNG}/sperren").status_code == 403


@pytest.mark.parametrize("account", ["vergabestelle", "adit", "magistrat"])
def test_everybody_else_sees_no_people(client: Client, world: World, account: str) -> None:
    client.cookies.set(COOKIE, world.house.sessions.open(DEMO_CITY, demo_person(account)))
    assert client.get("/verwaltung/personen").status_code == 403
    assert "Verwaltung" not in [link.text for link in parse(client.get("/hilfe").text).one("nav").all("a")]
