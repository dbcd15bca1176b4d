"""Lots of a tender procedure: list, one lot, its Bewertungsmatrix from a file or changed by hand."""

import json
from typing import Any
from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.model import Procedure
from procurement.rules.procedure.stages import Step
from tests.clients import TestClient
from tests.documents import as_bytes, demo
from tests.people import OFFICER
from tests.procedures import opened, plan, prepared, published, take
from tests.web.conftest import Open
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
HOSTILE = '<script>alert("x")</script>'


def reference() -> str:
    return f"VG-{uuid4().hex[:8]}"


def lots(slug: str) -> str:
    return f"/vergabeverfahren/{slug}/lose"


def now(house: House, slug: str) -> Procedure:
    return opened(house, slug).procedure


def matrix_of(house: House, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(now(house, slug).lots[0].document or "{}")
    return found


def send(client: Client, address: str, **data: str) -> tuple[int, Node]:
    answer = client.post(address, data=data, follow_redirects=False)
    return answer.status_code, parse(answer.text) if answer.text else Node("none")


def form_at(tree: Node, ending: str) -> dict[str, str]:
    """Return the fields of a form as a browser would send them."""
    form = next(one for one in tree.all("form", method="post") if one.attrs["action"].endswith(ending))
    named = [one for one in form if one.attrs.get("name")]
    return {one.attrs["name"]: one.attrs.get("value", one.text) for one in named if one.attrs.get("type") != "file"}


def test_lots_are_added_renamed_and_removed(house: House, client: Client, page: Open) -> None:
    slug = house.drafting.create(OFFICER, reference(), plan()).slug
    assert "noch kein Los" in page(lots(slug)).text
    for title in (HOSTILE, "Zwei"):
        status, _ = send(client, lots(slug), **{**form_at(page(lots(slug)), "/lose"), "bezeichnung": title})
        assert status == 303
    main = page(lots(slug)).one("main")
    assert main.one("table").rows()[1:] == [
        ["1", HOSTILE, "Bewertungsmatrix fehlt noch"],
        ["2", "Zwei", "Bewertungsmatrix fehlt noch"],
    ]
    assert not main.all("script")

    one = f"{lots(slug)}/1"
    send(client, f"{one}/bezeichnung", **{**form_at(page(one), "/bezeichnung"), "bezeichnung": "Eins"})
    send(client, f"{lots(slug)}/2/entfernen", **form_at(page(f"{lots(slug)}/2"), "/entfernen"))

    assert [(lot.number, lot.title) for lot in now(house, slug).lots] == [(1, "Eins")]


@pytest.mark.parametrize(("version", "title", "status"), [(None, " ", 422), (None, "Gesamt", 422), ("1", "Neu", 409)])
def test_a_refused_title_stays_in_its_field(
    house: House, client: Client, version: str | None, title: str, status: int
) -> None:
    slug = prepared(house, reference()).slug
    before = now(house, slug)
    found, tree = send(client, lots(slug), version=version or str(before.version), bezeichnung=title)

    assert found == status
    assert tree.one(role="alert").text
    assert tree.one("input", id="bezeichnung").attrs["value"] == title
    assert now(house, slug) == before


def test_a_lot_shows_its_matrix_and_the_probe(house: House, page: Open) -> None:
    main = page(f"{lots(prepared(house, reference()).slug)}/1").one("main")
    rows = {row[0]: row[1:] for row in main.one(aria_labelledby="matrix").one("table").rows()[1:]}
    criterion = next(name for name in rows if name.startswith("F1 "))

    assert next(rows[name] for name in rows if name.startswith("A1 "))[0] == "A-Kriterium: muss erfüllt sein"
    assert next(rows[name] for name in rows if name.startswith("F "))[1] == "26 %"
    assert rows[criterion][0] == "B-Kriterium: wird bewertet"
    assert rows[criterion][2] != "–"
    assert main.one(aria_labelledby="kippen")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_downloaded_workbook_can_be_handed_in_again(house: House, client: Client, kind: str) -> None:
    slug = prepared(house, reference()).slug
    before = matrix_of(house, slug)
    file = client.get(f"{lots(slug)}/1/dateien/arbeitsmappe", params={"format": kind})
    assert file.headers["content-disposition"].endswith(f'.{kind}"')
    answer = client.post(f"{lots(slug)}/1/bewertungsmatrix", files={"datei": (f"m.{kind}", file.content)})
    assert answer.status_code == 200, parse(answer.text).one("main").text[:400]
    fields = form_at(parse(answer.text), "/bewertungsmatrix")
    assert send(client, f"{lots(slug)}/1/bewertungsmatrix", **fields)[0] == 303

    assert matrix_of(house, slug)["matrix"] == before["matrix"]


def test_nothing_is_stored_before_the_preview_is_confirmed_and_bids_stay_out(house: House, client: Client) -> None:
    slug = prepared(house, reference()).slug
    before, other = now(house, slug), demo("richtwert-erweitert")
    other["matrix"]["criteria"][0]["title"] = HOSTILE
    answer = client.post(f"{lots(slug)}/1/bewertungsmatrix", files={"datei": ("m.json", as_bytes(other))})
    tree = parse(answer.text)

    assert answer.status_code == 200
    assert "Angebote werden nicht übernommen" in tree.text
    assert HOSTILE in tree.one("main").text
    assert not tree.one("main").all("script")
    assert now(house, slug) == before
    fields = form_at(tree, "/bewertungsmatrix")
    assert send(client, f"{lots(slug)}/1/bewertungsmatrix", **fields)[0] == 303
    assert matrix_of(house, slug)["matrix"]["method"]["name"] == "richtwert_erweitert"
    assert matrix_of(house, slug)["bids"] == []

    status, tree = send(client, f"{lots(slug)}/1/bewertungsmatrix", **fields)
    assert status == 409, "the version of the preview is over"
    assert form_at(tree, "/bewertungsmatrix")["bewertungsmatrix"] == fields["bewertungsmatrix"]


def test_faults_of_a_file_are_listed_with_their_place_and_the_text_is_kept(house: House, client: Client) -> None:
    slug = prepared(house, reference()).slug
    wrong = demo() | {"bids": []}
    wrong["matrix"]["criteria"][3]["weight_percent"] = "27"
    answer = client.post(f"{lots(slug)}/1/bewertungsmatrix", data={"inhalt": json.dumps(wrong)})
    tree = parse(answer.text)

    assert answer.status_code == 422
    assert "/matrix/criteria" in tree.one(role="alert").text
    assert json.loads(tree.one("textarea", id="eingabe").text) == wrong
    assert client.post(f"{lots(slug)}/1/bewertungsmatrix", data={}).status_code == 422


def test_weights_and_texts_are_changed_by_hand(house: House, client: Client, page: Open) -> None:
    slug = prepared(house, reference()).slug
    address = f"{lots(slug)}/1/kriterien"
    fields = form_at(page(address), "/kriterien")
    changed = fields | {"gewicht-3": "25,5", "gewicht-4": "10,5", "titel-3": HOSTILE, "nachweis-0": ""}
    assert send(client, address, **changed)[0] == 303

    criteria = matrix_of(house, slug)["matrix"]["criteria"]
    assert (criteria[3]["weight_percent"], criteria[4]["weight_percent"]) == ("25.5", "10.5")
    assert criteria[3]["title"] == HOSTILE
    assert "evidence" not in criteria[0]
    assert HOSTILE in page(f"{lots(slug)}/1").text


@pytest.mark.parametrize(
    ("field", "typed", "marked"),
    [
        ("gewicht-3", "27", "gewicht-3"),
        ("gewicht-3", "viel", "gewicht-3"),
        ("gewicht-3-0", "", "gewicht-3-0"),
        ("gewicht-3-1", "99", "gewicht-3-0"),
        ("titel-4", " ", "titel-4"),
    ],
)
def test_a_fault_stands_at_its_field(
    house: House, client: Client, page: Open, field: str, typed: str, marked: str
) -> None:
    slug = prepared(house, reference()).slug
    address, before = f"{lots(slug)}/1/kriterien", now(house, slug)
    status, tree = send(client, address, **(form_at(page(address), "/kriterien") | {field: typed}))
    wrong = [one.attrs["id"] for one in tree.all(aria_invalid="true")]

    assert (status, now(house, slug)) == (422, before)
    assert wrong == [marked]
    assert tree.one(id=f"{marked}-fehler").text
    kept = tree.one(id=field)
    assert kept.attrs.get("value", kept.text).strip() == typed.strip()


def test_nothing_typed_is_lost_to_a_conflict(house: House, client: Client, page: Open) -> None:
    slug = prepared(house, reference()).slug
    address = f"{lots(slug)}/1/kriterien"
    first = form_at(page(address), "/kriterien")
    assert send(client, address, **(first | {"titel-3": "Von anderen"}))[0] == 303
    status, tree = send(client, address, **(first | {"titel-4": "Von mir"}))
    assert status == 409
    assert tree.one("textarea", id="titel-4").text == "Von mir"
    assert tree.one(id="titel-3-hinweis").text == "Jetzt gespeichert: Von anderen"

    status, tree = send(client, address, **(first | {"gliederung": "andere", "titel-4": HOSTILE}))
    assert status == 409
    assert HOSTILE in tree.one(role="alert").text


def test_what_is_decided_on_or_public_cannot_be_changed(house: House, client: Client, page: Open) -> None:
    slug, public = prepared(house, reference()).slug, published(house, reference()).slug
    fields = form_at(page(f"{lots(slug)}/1/kriterien"), "/kriterien")
    take(house, slug, Step.REQUEST_RELEASE)
    status, tree = send(client, f"{lots(slug)}/1/kriterien", **(fields | {"titel-3": "Zu spät"}))
    assert status == 409
    assert "Zu spät" in tree.one("main").text

    for address in (lots(slug), f"{lots(slug)}/1", lots(public), f"{lots(public)}/1", f"{lots(public)}/1/kriterien"):
        assert not [form for form in page(address).all("form", method="post") if "/lose" in form.attrs["action"]]


def test_lots_that_are_not_there(house: House, client: Client) -> None:
    slug = prepared(house, reference()).slug
    for address in (
        f"{lots(slug)}/2",
        f"{lots(slug)}/2/kriterien",
        f"{lots(slug)}/2/dateien/arbeitsmappe",
        lots("gibt-es-nicht"),
    ):
        assert client.get(address).status_code == 404, address
