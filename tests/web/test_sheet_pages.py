"""Single scoring on pages: matrix, Wertungstisch, handing in; without a script, with hostile names, without prices."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.model import Decision, ProcedureStage
from tests.bids import EVALUATOR, PRICES, appoint, with_bids
from tests.clients import TestClient
from tests.people import cookies
from tests.sheets import FIRST_BID, cell, scoring, write_all
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def evaluator(house: House, running: Client) -> Iterator[Client]:
    running.cookies.clear()
    running.cookies.update(cookies(house, "wertung"))
    yield running
    running.cookies.clear()


def reference() -> str:
    return f"VG-{uuid4().hex[:8]}"


def address(slug: str, more: str = "") -> str:
    return f"/vergabeverfahren/{slug}/wertung{more}"


def opened(client: Client, where: str, status: int = 200) -> Node:
    answer = client.get(where)
    assert answer.status_code == status, answer.text[:500]
    return parse(answer.text)


def form(tree: Node) -> dict[str, str]:
    """Return the fields of the form of a page as a browser would send them."""
    found = next(one for one in tree.one("main").all("form", method="post"))
    inputs = {one.attrs["name"]: one.attrs.get("value", "") for one in found.all("input")}
    return inputs | {one.attrs["name"]: one.text for one in found.all("textarea")}


def send(client: Client, where: str, **data: str) -> tuple[int, Node]:
    answer = client.post(where, data=data, follow_redirects=False)
    return answer.status_code, parse(answer.text) if answer.text else Node("none")


def test_the_matrix_takes_points_without_a_script(house: House, evaluator: Client) -> None:
    slug = scoring(house, reference()).slug
    lots = opened(evaluator, address(slug)).one("main")
    assert address(slug, "/1") in {one.attrs["href"] for one in lots.all("a")}
    tree = opened(evaluator, address(slug, "/1"))
    table = tree.one("table")
    headings = {one.attrs["id"]: one.text for one in table.all("th") if "id" in one.attrs}
    first = table.one("input", name=f"punkte-{FIRST_BID}-1")
    label = [headings[one] for one in first.attrs["aria-labelledby"].split()]

    assert (label[0].split()[0], label[1]) == ("F1", "Alpha GmbH")
    assert "0 von 39" in tree.text
    assert send(evaluator, address(slug, "/1"), **form(tree), schritt="speichern")[0] == 303
    typed = form(tree) | {f"punkte-{FIRST_BID}-1": "8", f"punkte-{FIRST_BID}-2": "99"}
    assert send(evaluator, address(slug, "/1"), **typed)[0] == 303
    again = opened(evaluator, address(slug, "/1"))
    assert again.one("input", name=f"punkte-{FIRST_BID}-1").attrs["value"] == "8"
    assert again.one(id=f"punkte-{FIRST_BID}-1-fehlt").text == "Begründung und Fundstelle fehlt"
    assert again.one("input", name=f"punkte-{FIRST_BID}-2").attrs["aria-invalid"] == "true"


def test_a_conflict_shows_both_values(house: House, evaluator: Client) -> None:
    slug = scoring(house, reference()).slug
    tree = opened(evaluator, address(slug, "/1"))
    name = f"punkte-{FIRST_BID}-1"
    house.sheets.change(EVALUATOR, slug, 1, cell(FIRST_BID, "F1", "punkte", "8", form="anderer Reiter"))
    status, refused = send(evaluator, address(slug, "/1"), **(form(tree) | {name: "3"}))

    assert status == 409
    assert refused.one("input", name=name).attrs["value"] == "3"
    assert refused.one("td", data_feld=name).one("blockquote").text == "8"
    mine = form(refused) | {"entscheidung": f"meine-{name}"}
    assert send(evaluator, address(slug, "/1"), **mine)[0] == 303
    assert house.sheets.open(EVALUATOR, slug, 1).cells[FIRST_BID, "F1"].text("punkte") == "3"


def test_the_desk_shows_what_is_expected_and_warns(house: House, evaluator: Client) -> None:
    slug = scoring(house, reference()).slug
    tree = opened(evaluator, address(slug, "/1/F1"))
    main = tree.one("main")
    assert main.one(id="erwartung")
    assert [one.attrs["href"] for one in main.all("a", rel="next")] == [address(slug, "/1/F2")] * 2
    assert not main.all("a", rel="prev")
    same = {f"was-steht-wo-1-1-1-{bid}-1": "Kapitel 3." for bid in (1, 2)}
    typed = form(tree) | same | {"punkte-1-1-1-1-1": "8", "punkte-1-1-1-2-1": "4"}
    assert send(evaluator, address(slug, "/1/F1"), **typed)[0] == 303
    warned = opened(evaluator, address(slug, "/1/F1")).one("main")
    assert "Alpha GmbH (Angebot 1) und Beta AG (Angebot 2) steht derselbe Befund" in warned.text
    assert warned.one("textarea", name="was-steht-wo-1-1-1-1-1").text == "Kapitel 3."
    too_long = form(tree) | {"quelle-1-1-1-1-1": "x" * 500}
    status, refused = send(evaluator, address(slug, "/1/F1"), **too_long)
    assert (status, len(refused.one("input", name="quelle-1-1-1-1-1").attrs["value"])) == (422, 500)


def test_a_sheet_is_handed_in_once_and_only_whole(house: House, evaluator: Client) -> None:
    slug = scoring(house, reference()).slug
    write_all(house, slug)
    house.sheets.save(EVALUATOR, slug, 1, [cell("1-1-1-2", "F2", "quelle", "", 1)])
    only = opened(evaluator, address(slug, "/1?offen=ja"))
    assert [row[0].split()[0] for row in only.one("table").rows()[1:]] == ["F2"]
    submitted = {**form(opened(evaluator, address(slug, "/1"))), "schritt": "abgeben"}
    status, refused = send(evaluator, address(slug, "/1"), **submitted)
    assert status == 409
    missing = refused.one(aria_labelledby="fehlt").one("li")
    assert missing.text.endswith("Beta AG: Fundstelle")
    assert missing.one("a").attrs["href"] == address(slug, "/1/F2#angebot-1-1-1-2-2")
    desk = opened(evaluator, address(slug, "/1/F2"))
    assert desk.one(id="angebot-1-1-1-2-2").tag == "fieldset"

    house.sheets.save(EVALUATOR, slug, 1, [cell("1-1-1-2", "F2", "quelle", "S. 2", 2)])
    assert send(evaluator, address(slug, "/1"), **submitted)[0] == 303
    done = opened(evaluator, address(slug, "/1"))
    assert "Abgegeben am" in done.one("main").text
    assert not done.one("main").all("input", type="text")
    assert "Kapitel 3 zu F1" in opened(evaluator, address(slug, "/1/F1")).one("main").text
    assert send(evaluator, address(slug, "/1"), **submitted)[0] == 409


def test_hostile_names_stay_text_and_prices_stay_away(house: House, evaluator: Client) -> None:
    slug = with_bids(
        house,
        reference(),
        stage=ProcedureStage.SCORING,
        decision=Decision.ADMITTED,
        tenderers=(HOSTILE, "B", "C"),
    ).slug
    appoint(house, slug, EVALUATOR)
    for more in ("", "/1", "/1/F1"):
        answer = evaluator.get(address(slug, more))
        main = parse(answer.text).one("main")
        assert not main.all("script")
        assert (HOSTILE in main.text) == bool(more)
        assert not [price for price in PRICES if price.split(".")[0] in answer.text.replace(".", "")]


@pytest.mark.parametrize("account", ["vergabestelle", "revision", "wertung2", "verwaltung"])
def test_nobody_else_sees_a_sheet(house: House, running: Client, account: str) -> None:
    slug = scoring(house, reference()).slug
    running.cookies.clear()
    running.cookies.update(cookies(house, account))
    for more in ("", "/1", "/1/F1"):
        assert running.get(address(slug, more)).status_code == 403


def test_criteria_and_lots_that_are_none_are_not_found(house: House, evaluator: Client) -> None:
    slug = scoring(house, reference()).slug
    opened(evaluator, address(slug, "/1/gibt-es-nicht"), 404)
    opened(evaluator, address(slug, "/7"), 403)
