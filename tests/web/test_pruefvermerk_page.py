"""The Prüfvermerk without a script: saving, conflicts, faults; nothing typed is lost."""

from collections.abc import Iterator

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

PAGE = "/vergaben/vg-2026-031-preis-quotient/pruefvermerk"
Client = TestClient[ASGIApp]


@pytest.fixture
def own_house(demo_file: Database) -> House:
    """Return a house of its own: completing cannot be taken back."""
    return build_house(demo_file)


@pytest.fixture
def auditor(own_house: House) -> Iterator[Client]:
    application, session = guarded(own_house, Settings()), cookies(own_house, "revision")
    with TestClient(application, base_url="http://127.0.0.1:8000", cookies=session) as client:
        yield client


def send(client: Client, **fields: str) -> tuple[int, Node]:
    answer = client.post(PAGE, data=fields, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=False)
    if answer.status_code == 303:
        return 303, parse(client.get(answer.headers["location"]).text)
    return answer.status_code, parse(answer.text)


def value(tree: Node, field: str) -> str:
    return "".join(piece for piece in tree.one("textarea", id=field).children if isinstance(piece, str)).strip("\n")


def version(tree: Node, field: str) -> str:
    return tree.one("input", name=f"{field}-fassung").attrs["value"]


def test_saving_all_fields_with_the_button(auditor: Client) -> None:
    status, tree = send(auditor, feststellung="Zeile 1\r\nZeile 2", beleg="S. 3", schritt="speichern")
    assert status == 303
    assert value(tree, "feststellung") == "Zeile 1\nZeile 2"
    assert (version(tree, "feststellung"), version(tree, "empfehlung")) == ("1", "0")
    assert "gespeichert am" in tree.one("p", id="feststellung-stand").text


def test_a_conflict_shows_both_texts_and_offers_a_choice(auditor: Client) -> None:
    send(auditor, feststellung="aus Fenster 1")
    status, tree = send(auditor, feststellung="aus Fenster 2", **{"feststellung-fassung": "0"})
    assert status == 409
    assert value(tree, "feststellung") == "aus Fenster 2"
    assert tree.all("blockquote")[0].text == "aus Fenster 1"
    assert tree.one("div", id="fehler").text.startswith("Nicht alles ist gespeichert")
    mine = {"feststellung": "aus Fenster 2", "feststellung-fassung": version(tree, "feststellung")}
    assert value(send(auditor, **mine, entscheidung="meine-feststellung")[1], "feststellung") == "aus Fenster 2"


def test_the_other_text_can_be_taken(auditor: Client) -> None:
    send(auditor, feststellung="aus Fenster 1")
    _, tree = send(auditor, feststellung="aus Fenster 2", beleg="neu")
    seen = {"feststellung-fassung": version(tree, "feststellung"), "beleg-fassung": version(tree, "beleg")}
    status, after = send(
        auditor, feststellung="aus Fenster 2", beleg="neu, weiter", entscheidung="andere-feststellung", **seen
    )
    assert (status, value(after, "feststellung"), value(after, "beleg")) == (303, "aus Fenster 1", "neu, weiter")


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"feststellung": " ", "schritt": "abschliessen"}, "feststellung", "Bitte schreiben Sie eine Feststellung"),
        ({"feststellung": "ja", "beleg": "x" * 20_001}, "beleg", "höchstens 20000 Zeichen"),
    ],
)
def test_faults_stand_at_the_field_and_the_text_stays(
    auditor: Client, sent: dict[str, str], field: str, words: str
) -> None:
    status, tree = send(auditor, **sent)
    assert status == 422
    assert words in tree.one("p", id=f"{field}-fehler").text
    assert tree.one("textarea", id=field).attrs["aria-invalid"] == "true"
    assert value(tree, field) == sent[field]


def test_completed_everybody_allowed_reads_it_and_nobody_changes_it(auditor: Client, own_house: House) -> None:
    status, tree = send(auditor, feststellung="<b>Keine</b> Beanstandung", schritt="abschliessen")
    assert status == 303
    assert not tree.all("textarea")
    assert "<b>Keine</b> Beanstandung" in tree.one("article").text
    assert send(auditor, feststellung="doch", schritt="speichern")[0] == 409
    auditor.cookies.clear()
    auditor.cookies.update(cookies(own_house, "vergabestelle"))
    tree = parse(auditor.get(PAGE).text)
    assert "Tomasz Zieliński" in tree.one("article").text
    assert not tree.all("form", action=PAGE)


def test_a_conflict_stops_the_completion(auditor: Client) -> None:
    send(auditor, feststellung="eins")
    status, tree = send(auditor, feststellung="zwei", schritt="abschliessen")
    assert status == 409
    assert tree.all("textarea")
