"""Pages of open-source products and of the alternatives of a procedure."""

from collections.abc import Iterator

import pytest
from litestar.types import ASGIApp

from app.house import House
from tests.clients import TestClient
from tests.licensing.openness.test_alternatives import FORMS
from tests.people import actor, cookies
from tests.procedures import ASKER, prepared, published
from tests.web.conftest import walking
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
HEAD = {"sammlung": "openCode", "stand-tag": "01.11.2026"}
OTHER = FORMS.replace("Formularwerk", "Antragswerk <b>").replace("formularwerk", "antragswerk")


@pytest.fixture
def client(house: House, running: Client) -> Client:
    running.cookies.clear()
    running.cookies.update(cookies(house, "vergabestelle"))
    return running


def main_of(client: Client, address: str) -> Node:
    answer = client.get(address)
    assert answer.status_code == 200
    return parse(answer.text).one("main")


def imported(client: Client, *files: tuple[str, str]) -> None:
    given = [("dateien", (name, text.encode())) for name, text in files]
    answer = client.post("/produkte/sammlungen", data=HEAD, files=given, follow_redirects=False)
    assert answer.status_code == 303, parse(answer.text).one("main").text


@pytest.fixture
def alone(untouched: House) -> Iterator[Client]:
    """Return a client of a city that has no other products."""
    with walking(untouched, "vergabestelle") as own:
        yield own


def test_a_collection_is_imported_and_found(alone: Client) -> None:
    client = alone
    imported(client, ("a.yml", FORMS), ("b.yml", OTHER), ("c.yml", "- 1"))
    main = main_of(client, "/produkte/sammlungen")
    assert "openCode" in main.text
    assert "kein Eintrag" in main.text
    assert "2 Produkte" in main_of(client, "/produkte?suche=antr%C3%A4ge&kategorie=workflow-management").text
    assert "Dazu gibt es kein Produkt" in main_of(client, "/produkte?suche=raumfahrt").text
    links = main_of(client, "/produkte").one("tbody").all("a")
    assert [one.text for one in links] == ["Antragswerk <b>", "Formularwerk"], "by name"
    product = main_of(client, links[0].attrs["href"])
    assert "EUPL-1.2" in product.text
    assert client.get("/produkte/999999").status_code == 404


def test_a_large_collection_arrives_in_pieces(client: Client, house: House) -> None:
    person, content = actor("vergabestelle"), FORMS.encode()
    upload = house.uploads.begin(person, "a.yml", len(content), "sammlung")
    assert "Noch nicht vollständig" in main_of(client, "/produkte/sammlungen").text
    early = client.post("/produkte/sammlungen", data=HEAD | {"hochgeladen": upload.id})
    assert (early.status_code, "noch nicht vollständig angekommen" in early.text) == (422, True)
    house.uploads.append(person, upload.id, 0, content)
    form = main_of(client, "/produkte/sammlungen")
    assert form.one("input", name="hochgeladen").attrs["value"] == upload.id
    assert form.all("form", method="post")[0].attrs["data-hochladen"] == "/api/v1/uploads"
    sent = client.post("/produkte/sammlungen", data=HEAD | {"hochgeladen": upload.id})
    assert (sent.status_code, "Die Sammlung ist übernommen." in sent.text) == (200, True)
    again = client.post("/produkte/sammlungen", data=HEAD | {"hochgeladen": upload.id})
    assert (again.status_code, "nicht mehr da" in again.text) == (422, True)


def test_what_is_wrong_with_a_collection_stands_at_its_field(client: Client) -> None:
    answer = client.post("/produkte/sammlungen", data=HEAD | {"stand-tag": "gestern"}, files={"dateien": ("", b"")})
    main = parse(answer.text).one("main")
    assert answer.status_code == 422
    assert main.one("input", id="sammlung").attrs["value"] == "openCode"
    assert main.one("input", id="stand-tag").attrs["aria-invalid"] == "true"
    assert "Bitte wählen Sie mindestens eine Datei." in main.text
    other = client.post("/produkte/sammlungen", data=HEAD, files={"dateien": ("x.docx", b"x")})
    assert (other.status_code, "Verstanden werden publiccode.yml" in other.text) == (422, True)


def test_alternatives_are_weighed_up_without_a_script(client: Client, house: House) -> None:
    imported(client, ("a.yml", FORMS))
    own = f"/vergabeverfahren/{prepared(house, 'ALT-1', ASKER).slug}/alternativen"
    seen = main_of(client, f"{own}?suche=Antr%C3%A4ge+ausf%C3%BCllen")
    product = seen.all("input", name="produkt")[0].attrs["value"]
    kept = client.post(f"{own}/suchen", data={"suche": "Anträge ausfüllen"})
    assert "„Anträge ausfüllen“, 1 gefunden" in kept.text
    listed = parse(client.post(f"{own}/aufnehmen", data={"produkt": product, "suche": ""}).text).one("main")
    assert listed.one("textarea", id="grund-1").text.strip() == ""
    twice = client.post(f"{own}/aufnehmen", data={"produkt": product, "suche": "Anträge"})
    assert (twice.status_code, "steht schon auf der Liste" in twice.text, "auf der Liste" in twice.text) == (
        409,
        True,
        True,
    )
    early = client.post(f"{own}/pruefung", data={"wahl": "vorschlag", "open-source-alternativen-fassung": "1"})
    assert (early.status_code, "fehlt noch die Beurteilung" in early.text) == (422, True)
    fields = {"stand-1": "rejected", "stand-1-fassung": "0", "grund-1": "Kann keine Termine.", "grund-1-fassung": "0"}
    judged = client.post(f"{own}/1", data=fields)
    assert "verworfen. Kann keine Termine." in judged.text
    stale = client.post(f"{own}/1", data=fields | {"grund-1": "Anders."})
    assert (stale.status_code, "inzwischen an anderer Stelle geändert" in stale.text) == (409, True)
    assert "Anders." in stale.text
    version = parse(judged.text).one("input", name="open-source-alternativen-fassung").attrs["value"]
    body = {"wahl": "vorschlag", "open-source-alternativen": "", "open-source-alternativen-fassung": version}
    done = parse(client.post(f"{own}/pruefung", data=body).text).one("main")
    assert "verworfen. Kann keine Termine." in done.one("textarea", id="open-source-alternativen").text
    lost = client.post(f"{own}/pruefung", data=body | {"wahl": "", "open-source-alternativen": "Mein Text"})
    assert (lost.status_code, "Mein Text" in lost.text) == (409, True)


def test_a_search_is_narrowed_to_a_category_and_kept(client: Client, house: House) -> None:
    imported(client, ("a.yml", FORMS))
    own = f"/vergabeverfahren/{prepared(house, 'ALT-4', ASKER).slug}/alternativen"
    narrowed = main_of(client, f"{own}?kategorie=workflow-management")
    assert "1 Produkt in der Kategorie „workflow-management“" in narrowed.text
    assert narrowed.one("option", selected="").text == "workflow-management"
    kept = client.post(f"{own}/suchen", data={"suche": "", "kategorie": "workflow-management"})
    assert "allem der Kategorie „workflow-management“, 1 gefunden" in kept.text


def test_a_product_is_entered_by_hand_and_taken_away(client: Client, house: House) -> None:
    own = f"/vergabeverfahren/{prepared(house, 'ALT-2', ASKER).slug}/alternativen"
    wrong = client.post(f"{own}/eintragen", data={"name": "", "adresse": "x", "quelle": "Messe"})
    main = parse(wrong.text).one("main")
    assert (wrong.status_code, main.one("input", id="quelle").attrs["value"]) == (422, "Messe")
    assert "Bitte nennen Sie das Produkt." in main.text
    assert "Handwerk" in client.post(f"{own}/eintragen", data={"name": "Handwerk"}).text
    assert "noch kein Produkt aufgenommen" in client.post(f"{own}/1/entfernen").text
    paper = client.get(f"{own}/dateien/unterlage.pdf")
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")


def test_what_is_published_is_read_only(client: Client, house: House) -> None:
    own = f"/vergabeverfahren/{published(house, 'ALT-3').slug}/alternativen"
    assert not main_of(client, own).all("form", method="post")
    late = client.post(f"{own}/eintragen", data={"name": "x"})
    assert (late.status_code, "lässt sich gerade nicht ändern" in late.text) == (409, True)
