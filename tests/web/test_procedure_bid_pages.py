"""Pages of opened bids: opening, import with preview, by hand, list, one bid, files."""

import re
from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.services.intake.opening import OpeningRecord
from tests.bid_files import LATE, PRICE_TEXT, alone, archive, csv, row, whole, xlsx
from tests.bids import OPENED_AT, awaiting_bids
from tests.clients import TestClient
from tests.people import cookies
from tests.procedures import ASKER
from tests.web.conftest import Open
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
HOSTILE = '<script>alert("x")</script>'
EURO = "123.456,78"


@pytest.fixture
def slug(house: House) -> str:
    return awaiting_bids(house, f"VG-{uuid4().hex[:8]}").slug


@pytest.fixture
def open_slug(house: House, slug: str) -> str:
    version = house.procedures.open(ASKER, slug).procedure.version
    record = OpeningRecord(opened_at=OPENED_AT, first_person="Erika Muster", second_person="Max Muster")
    house.bid_opening.record(ASKER, slug, version, record)
    return slug


def bids(slug: str) -> str:
    return f"/vergabeverfahren/{slug}/angebote"


def fields(tree: Node, ending: str) -> dict[str, str]:
    """Return the fields of a form as a browser would send them."""
    form = next(one for one in tree.all("form", method="post") if one.attrs["action"].endswith(ending))
    found = dict[str, str]()
    for one in form:
        name, kind = one.attrs.get("name"), one.attrs.get("type", "")
        if not name or kind == "file" or (kind in {"radio", "checkbox"} and "checked" not in one.attrs):
            continue
        options = one.all("option")
        chosen = [option for option in options if "selected" in option.attrs] or options
        found[name] = chosen[0].attrs["value"] if options else one.attrs.get("value", one.text)
    return found


def send(client: Client, address: str, data: dict[str, str], file: bytes | None = None) -> tuple[int, Node]:
    files = None if file is None else {"datei": ("angebote.zip", file)}
    answer = client.post(address, data=data, files=files, follow_redirects=False)
    return answer.status_code, parse(answer.text) if answer.text else Node("none")


def without_chance(page: str, slug: str) -> str:
    """Return what a page says without the digits that chance draws: checksums and the procedure's name."""
    text = parse(page).one("main").text
    return re.sub(rf"\b[0-9a-f]{{64}}\b|{re.escape(slug)}", "", text, flags=re.IGNORECASE)


def test_an_opening_is_recorded_and_shown(client: Client, page: Open, slug: str) -> None:
    address = f"{bids(slug)}/oeffnung"
    assert "noch kein Angebot" in page(bids(slug)).one("main").text
    form = fields(page(address), "/oeffnung") | {"person-1": HOSTILE, "person-2": "Max Muster", "bemerkung": "Nichts."}
    assert (form["oeffnung-tag"], form["oeffnung-uhrzeit"]) == ("10.11.2026", "12:00")
    assert send(client, address, form)[0] == 303

    main = page(bids(slug)).one("main")
    assert f"{HOSTILE} und Max Muster" in main.text
    assert not main.all("script")
    assert "ist festgehalten" in page(address).one("main").text
    status, tree = send(client, address, form)
    assert (status, "inzwischen geändert" in tree.one(role="alert").text) == (409, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person-2": " ERIKA muster"}, "person-2"),
        ({"oeffnung-uhrzeit": "11:59"}, "oeffnung-tag"),
        ({"oeffnung-uhrzeit": "25:00"}, "oeffnung-uhrzeit"),
        ({"oeffnung-tag": "gestern"}, "oeffnung-tag"),
        ({"oeffnung-tag": "25.10.2026", "oeffnung-uhrzeit": "2:30"}, "oeffnung-uhrzeit"),
    ],
)
def test_a_wrong_opening_stays_in_its_form(
    client: Client, page: Open, slug: str, changes: dict[str, str], field: str
) -> None:
    form = fields(page(f"{bids(slug)}/oeffnung"), "/oeffnung")
    typed = form | {"person-1": "Erika Muster", "person-2": "Max Muster", "bemerkung": "Lange Bemerkung"} | changes
    status, tree = send(client, f"{bids(slug)}/oeffnung", typed)

    assert status == 422
    assert tree.one("a", href=f"#{field}").text
    assert tree.one("input", id=field).attrs["aria-invalid"] == "true"
    assert fields(tree, "/oeffnung") == {**typed, "bemerkung": "Lange Bemerkung"}


def test_the_preview_stores_nothing_and_wants_the_same_file_again(client: Client, page: Open, open_slug: str) -> None:
    address = f"{bids(open_slug)}/uebernehmen"
    status, tree = send(client, address, {}, whole())
    assert status == 200
    assert EURO in tree.one("table").text.replace("\N{NO-BREAK SPACE}", " ")
    form = fields(tree, "/uebernehmen")
    assert set(form) == {"_person", "version", "siegel"}
    assert "noch kein Angebot" in page(bids(open_slug)).one("main").text

    status, tree = send(client, address, form, csv(alone()))
    assert (status, "nicht die Datei der Vorschau" in tree.one(role="alert").text) == (409, True)
    assert send(client, address, form, b"")[0] == 422
    assert send(client, address, form, whole())[0] == 303
    rows = page(bids(open_slug)).one("main").all("table")[0].rows()[1:]
    assert [(line[1], line[2], line[4]) for line in rows] == [
        ("1", "Alpha GmbH", "eingegangen"),
        ("2", "Beta AG", "eingegangen"),
    ]


def test_faults_stand_with_sheet_and_cell(client: Client, open_slug: str) -> None:
    bad = xlsx(alone(los="9", stand="offen"), alone(eingang="x"))
    status, tree = send(client, f"{bids(open_slug)}/uebernehmen", {}, bad)

    assert status == 422
    assert [one.text for one in tree.one(id="fehler").all("code")] == ["Angebote!D2", "Angebote!C3"]


def test_late_bids_and_hostile_names_are_shown_as_they_are(client: Client, page: Open, open_slug: str) -> None:
    files = [("a/x\u202efdp.exe", b"x"), (f"a/{HOSTILE}.pdf", b"y"), ("a/preis.txt", PRICE_TEXT)]
    data = archive(files, row(bieter=f"=1+1 {HOSTILE}", ordner="a", eingang=LATE))
    status, tree = send(client, f"{bids(open_slug)}/uebernehmen", {}, data)
    text = tree.one("main").text

    assert status == 200
    assert "verspätet" in text
    assert "x{U+202E}fdp.exe" in text
    assert not tree.one("main").all("script")
    assert send(client, f"{bids(open_slug)}/uebernehmen", fields(tree, "/uebernehmen"), data)[0] == 303
    one = page(f"{bids(open_slug)}/1-1-1-1").one("main")
    assert HOSTILE in one.one("h1").text
    assert not one.all("script")
    for link in [link.attrs["href"] for link in one.all("a") if "/dateien/" in link.attrs["href"]]:
        sent = client.get(link)
        assert sent.status_code == 200
        assert sent.headers["content-disposition"].startswith("attachment;")


def test_a_bid_is_taken_over_by_hand_and_its_state_changed(client: Client, page: Open, open_slug: str) -> None:
    address = f"{bids(open_slug)}/neu"
    typed = fields(page(address), "/neu") | {"los": "1", "bieter": "Gamma eG", "eingang": "10.11.2026 11:05:09"}
    status, tree = send(client, address, typed | {"preis-geheim": "viel", "eingang": "morgen"})
    assert status == 422
    assert {one.attrs["id"] for one in tree.all("input", aria_invalid="true")} == {"preis-geheim", "eingang"}
    assert tree.one("input", id="bieter").attrs["value"] == "Gamma eG"
    files = [("dateien", ("a.pdf", b"a")), ("dateien", ("b.pdf", b"b")), ("preisdateien", ("119.000 Euro.pdf", b"p"))]
    done = client.post(address, data=typed | {"preis-geheim": "119.000"}, files=files, follow_redirects=False)
    assert done.status_code == 303, done.text

    one = f"{bids(open_slug)}/1-1-1-1"
    main = page(one).one("main")
    assert [line[0] for line in main.one("table").rows()[1:]] == ["Preisdatei 1.pdf", "a.pdf", "b.pdf"]
    assert "119.000,00" in main.text
    form = fields(page(one), "/stand")
    assert send(client, f"{one}/stand", form | {"stand": "withdrawn", "grund": " "})[0] == 422
    assert send(client, f"{one}/stand", form | {"stand": "withdrawn", "grund": "Schreiben"})[0] == 303
    assert send(client, f"{one}/stand", form | {"stand": "received", "grund": "Schreiben"})[0] == 409
    assert "zurückgezogen" in page(one).one("main").text


def test_others_see_that_a_price_is_locked_and_evaluators_nothing(
    house: House, running: Client, client: Client, open_slug: str
) -> None:
    tree = send(client, f"{bids(open_slug)}/uebernehmen", {}, whole())[1]
    send(client, f"{bids(open_slug)}/uebernehmen", fields(tree, "/uebernehmen"), whole())
    for account, status in (("vergabestelle2", 200), ("revision", 200), ("wertung", 403), ("fachamt", 403)):
        running.cookies.clear()
        running.cookies.update(cookies(house, account))
        for address in (bids(open_slug), f"{bids(open_slug)}/1-1-1-1"):
            answer = running.get(address)
            assert answer.status_code == status
            assert "123" not in without_chance(answer.text, open_slug), "not even the thousands of the price"
            assert ("verschlossen, bis" in answer.text) == (status == 200)
        locked = running.get(f"{bids(open_slug)}/1-1-1-1/dateien/Preisdatei%25201.txt")
        assert locked.status_code == 403
        assert PRICE_TEXT not in locked.content


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_the_empty_list_can_be_taken_away(client: Client, open_slug: str, kind: str) -> None:
    file = client.get(f"{bids(open_slug)}/vorlage", params={"format": kind})

    assert file.headers["content-disposition"] == f'attachment; filename="angebote.{kind}"'
    status, tree = send(client, f"{bids(open_slug)}/uebernehmen", {}, file.content)
    assert (status, "enthält kein Angebot" in tree.one(id="fehler").text) == (422, True)


def test_two_envelopes_are_chosen_with_the_plan_and_published(house: House, client: Client, page: Open) -> None:
    made = house.drafting.create(
        ASKER, f"VG-{uuid4().hex[:8]}", house.procedures.open(ASKER, "vg-2026-047").procedure.plan
    )
    address = f"/vergabeverfahren/{made.slug}/angaben"
    box = page(address).one("input", id="zwei-umschlaege")
    assert "checked" not in box.attrs
    form = fields(page(address), "/angaben")
    assert send(client, address, form | {"zwei-umschlaege": "ja"})[0] == 303
    assert house.procedures.open(ASKER, made.slug).procedure.plan.two_envelopes
    assert "checked" in page(address).one("input", id="zwei-umschlaege").attrs
    form = fields(page(address), "/angaben")
    assert form.pop("zwei-umschlaege") == "ja"
    send(client, address, form)
    assert not house.procedures.open(ASKER, made.slug).procedure.plan.two_envelopes


def test_a_published_version_says_that_prices_stay_locked(page: Open, slug: str) -> None:
    assert "bleiben verschlossen" in page(f"/vergabeverfahren/{slug}/fassungen").one("main").text


def test_the_overview_leads_to_what_is_to_be_done_with_bids(house: House, page: Open, slug: str) -> None:
    overview = page(f"/vergabeverfahren/{slug}").one("main")
    assert overview.one("a", href=f"{bids(slug)}/oeffnung").text == "Öffnung der Angebote festhalten"
    version = house.procedures.open(ASKER, slug).procedure.version
    record = OpeningRecord(opened_at=OPENED_AT, first_person="Erika Muster", second_person="Max Muster")
    house.bid_opening.record(ASKER, slug, version, record)
    links = {link.attrs["href"]: link.text for link in page(f"/vergabeverfahren/{slug}").one("main").all("a")}

    assert f"{bids(slug)}/oeffnung" not in links
    assert links[bids(slug)] in {"Angebote", "Zu den Angeboten"}
