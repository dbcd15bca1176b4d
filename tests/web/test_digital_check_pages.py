"""Digital-Checks without a script: the Vorprüfung, the pages of the form, conflicts, what follows; nothing is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient
from tests.people import cookies
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
FULL, BEGUN = "/digital-checks/1", "/digital-checks/2"


@pytest.fixture
def own_house(demo_file: Database) -> House:
    return build_house(demo_file)


@pytest.fixture
def client(own_house: House) -> Iterator[Client]:
    with TestClient(guarded(own_house, Settings()), base_url="http://127.0.0.1:8000") as running:
        sign_in(running, own_house, "fachamt")
        yield running


def sign_in(client: Client, house: House, account: str) -> None:
    client.cookies.clear()
    client.cookies.update(cookies(house, account))


def show(client: Client, address: str) -> Node:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return parse(answer.text)


def send(client: Client, address: str, **fields: Any) -> tuple[int, str, Node]:  # noqa: ANN401 - texts, and lists of ticks
    """Send a form; return status, address of the page that comes, and the page."""
    answer = client.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=False)
    if answer.status_code == 303:
        onward = answer.headers["location"]
        return 303, onward, show(client, onward)
    return answer.status_code, address, parse(answer.text)


def test_the_precheck_takes_one_form_and_five_buttons(client: Client) -> None:
    status, address, tree = send(client, "/digital-checks/neu", titel="Parkscheine am Telefon")
    assert (status, tree.one("h1").text[:24]) == (303, "Wird für das Vorhaben So")
    check = address.rsplit("/", 1)[0]
    for at, answer in enumerate(("nein", "nein", "nein", "nein", "nein"), 1):
        assert address == f"{check}/V{at}"
        assert [one.attrs["value"] for one in tree.all("button", name="antwort")] == ["ja", "nein", "unsicher"]
        status, address, tree = send(client, address, antwort=answer, fassung="0")
    base = check.removesuffix("/vorpruefung")
    assert address == f"{base}/ausfuellen/kopf"  # a negative result wants its reason
    reason = "Es geht um Papierscheine, die unverändert bleiben."
    send(client, address, negative_reason=reason, **{"negative_reason-fassung": "0"})
    assert reason in show(client, f"{base}/pruefen").one("section", aria_labelledby="negativ").text


def test_a_new_check_needs_a_title_and_a_known_earlier_one(client: Client) -> None:
    status, _, tree = send(client, "/digital-checks/neu", titel=" ", frueherer="")
    assert (status, "Bitte etwas angeben" in tree.one("p", id="titel-fehler").text) == (422, True)
    for unknown in ("99", "x", "99999999999"):
        status, _, tree = send(client, "/digital-checks/neu", titel="Bleibt stehen", frueherer=unknown)
        assert status == 422
        assert "gibt es hier nicht" in tree.one("p", id="frueherer-fehler").text
        assert tree.one("input", id="titel").attrs["value"] == "Bleibt stehen"


def test_answers_are_taken_over_and_confirmed_by_sending_the_page(client: Client) -> None:
    _, address, _ = send(client, "/digital-checks/neu", titel="Noch einmal", frueherer="1")
    base = address.removesuffix("/vorpruefung/V1")
    for at in range(1, 6):
        send(client, f"{base}/vorpruefung/V{at}", antwort="ja", fassung="0")
    page = f"{base}/ausfuellen/C-1"
    tree = show(client, page)
    assert "Übernommen." in tree.text
    ticked = [one.attrs["value"] for one in tree.all("input", name="C1") if "checked" in one.attrs]
    assert ticked == ["schalter", "telefon"]
    sent: dict[str, str | list[str]] = {
        "C1": ticked,
        "C1-fassung": "1",
        "C2": ["test", "gespraeche"],
        "C2-fassung": "1",
    }
    assert send(client, page, **sent)[0] == 303
    assert "Übernommen." not in show(client, page).text


def test_what_cannot_be_read_stays_where_it_was_typed(client: Client) -> None:
    page = f"{FULL}/ausfuellen/L-1"
    version = show(client, page).one("input", name="L1-fassung").attrs["value"]
    send(client, page, L1="im Frühjahr", **{"L1-fassung": version})
    tree = show(client, page)
    assert tree.one("input", id="L1").attrs["value"] == "im Frühjahr"
    assert "Bitte einen Tag eingeben" in tree.one("p", id="L1-fehler").text
    assert (
        "L1: Bitte einen Tag eingeben" in show(client, f"{FULL}/pruefen").one("section", aria_labelledby="offen").text
    )


def test_a_conflict_of_one_field_leaves_the_others_saved(client: Client) -> None:
    page = f"{FULL}/ausfuellen/E-2"
    status, _, tree = send(client, page, **{"E4": [], "E4-fassung": "0", "E5": "nein", "E5-fassung": "1"})
    assert status == 409
    assert "Hier wurde inzwischen etwas anderes gespeichert" in tree.one("div", id="fehler").text
    assert [one.attrs["value"] for one in show(client, page).all("input", name="E5") if "checked" in one.attrs] == [
        "nein"
    ]


def test_new_questions_come_before_the_next_section(client: Client) -> None:
    page = f"{FULL}/ausfuellen/I-1"
    _, address, tree = send(client, page, I1="vorschlag", **{"I1-fassung": "0"})
    assert address == page
    assert tree.one("section", aria_labelledby="frage-I2")


def test_each_sees_the_fields_that_are_theirs_as_fields(client: Client, own_house: House) -> None:
    statement, rows = f"{FULL}/ausfuellen/stellungnahme", f"{FULL}/ausfuellen/K-1"
    assert not show(client, statement).all("textarea")
    sign_in(client, own_house, "adit")
    assert show(client, statement).one("textarea", id="stellungnahme")
    tree = show(client, rows)
    assert tree.one("select", id="K1.adit-1.role")
    assert not tree.all("select", id="K1.1.role")
    assert send(client, statement, stellungnahme="Geht im Sommer.", **{"stellungnahme-fassung": "0"})[0] == 303
    sign_in(client, own_house, "sicherheit")
    assert show(client, f"{FULL}/ausfuellen/G-1").all("input", name="G1")
    assert client.get("/digital-checks/neu").status_code == 403


def test_what_the_queue_answers_is_explained_here(client: Client) -> None:
    page = f"{FULL}/ausfuellen/K-1"
    assert not show(client, page).all("input", name="K2")
    sent = {
        "K2.reason": "Die Anforderung läuft.",
        "K2.reason-fassung": "0",
        "K2.owner": "ADIT",
        "K2.owner-fassung": "0",
    }
    assert send(client, page, **sent)[0] == 303
    assert "K2" not in show(client, f"{FULL}/pruefen").one("section", aria_labelledby="offen").text


def test_the_list_is_filtered_by_state_and_words(client: Client) -> None:
    tree = show(client, "/digital-checks?stand=entwurf&suche=meldestelle")
    assert [row[0] for row in tree.one("table").rows()[1:]] == ["Neue Öffnungszeiten der Meldestelle"]
    assert "Dazu gibt es keinen" in show(client, "/digital-checks?stand=ersetzt").text
    assert client.get(f"{BEGUN}/ausfuellen/Z-9").status_code == 404


def test_the_capacity_request_is_kept_up_with_the_check(client: Client) -> None:
    version = show(client, f"{FULL}/pruefen").one("input", name="fassung").attrs["value"]
    assert send(client, f"{FULL}/kapazitaet", fassung=version)[0] == 303
    status, _, tree = send(client, f"{FULL}/kapazitaet", fassung=version)
    assert status == 409
    assert "inzwischen geändert" in tree.one("main").text
