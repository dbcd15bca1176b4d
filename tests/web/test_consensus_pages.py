"""The consensus on pages: spread, single scores side by side, joint points, suggestions; closed before its stage."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from litestar.types import ASGIApp

from app.house import House
from procurement.rules.procedure.stages import Step
from tests.clients import TestClient
from tests.people import cookies
from tests.procedures import ASKER, take
from tests.sheets import FIRST_BID, agree_all, cell, consensus, scoring
from tests.web.page import parse
from tests.web.test_sheet_pages import form, opened, send

Client = TestClient[ASGIApp]
SignedIn = Callable[[str], Client]


@pytest.fixture
def signed_in(house: House, running: Client) -> Iterator[SignedIn]:
    def sign_in(account: str) -> Client:
        running.cookies.clear()
        running.cookies.update(cookies(house, account))
        return running

    yield sign_in
    running.cookies.clear()


def reference() -> str:
    return f"VG-{uuid4().hex[:8]}"


def address(slug: str, more: str = "") -> str:
    return f"/vergabeverfahren/{slug}/konsens{more}"


def test_the_overview_marks_what_lies_apart(house: House, signed_in: SignedIn) -> None:
    slug = consensus(house, reference(), ("4", "8")).slug
    main = opened(signed_in("vergabestelle"), address(slug)).one("main")
    row = main.one("table").rows()[1]

    assert "Mira Novak, Piet Jansen" in main.text
    assert row[1] == "einzeln: 4 bis 8 besprechen gemeinsam: offen"
    assert address(slug, "/1/F1") in {one.attrs["href"] for one in main.all("a")}


def test_evaluators_write_joint_points_and_see_both_values(house: House, signed_in: SignedIn) -> None:
    slug = consensus(house, reference(), ("7", "8")).slug
    client, name = signed_in("wertung2"), f"begruendung-{FIRST_BID}-1"
    tree = opened(client, address(slug, "/1/F1"))
    assert {"Mira Novak: 7 Punkte", "Piet Jansen: 8 Punkte"} <= {one.text for one in tree.one("main").all("p")}
    assert not tree.one("main").all("button", value=f"vorschlag-{FIRST_BID}")
    typed = form(tree) | {name: "Gemeinsam.", f"punkte-{FIRST_BID}-1": "7"}
    assert send(client, address(slug, "/1/F1"), **typed)[0] == 303
    stale = form(tree) | {name: "Anders.", "formular": "anderes"}
    status, refused = send(client, address(slug, "/1/F1"), **stale)
    assert status == 409
    assert "Gemeinsam." in refused.one(data_feld=name).one("blockquote").text
    assert refused.one("textarea", name=name).text == "Anders."


def test_a_suggestion_copies_points_and_a_frozen_reason(house: House, signed_in: SignedIn) -> None:
    slug = consensus(house, reference()).slug
    client = signed_in("vergabestelle")
    tree = opened(client, address(slug, "/1/F1"))
    suggestion = tree.one("button", value=f"vorschlag-{FIRST_BID}")
    assert suggestion.text == "Vorschlag übernehmen: 8 Punkte"
    assert send(client, address(slug, "/1/F1"), **form(tree), uebernehmen=suggestion.attrs["value"])[0] == 303
    tree = opened(client, address(slug, "/1/F1"))
    assert tree.one("input", name=f"punkte-{FIRST_BID}-1").attrs["value"] == "8"
    assert tree.one("textarea", name=f"begruendung-{FIRST_BID}-1").text == ""
    assert send(client, address(slug, "/1/F1"), **form(tree), uebernehmen=f"grund-{FIRST_BID}-1")[0] == 303
    tree = opened(client, address(slug, "/1/F1"))
    assert "Kapitel 3 zu F1" in tree.one("textarea", name=f"begruendung-{FIRST_BID}-1").text
    assert tree.one("input", name=f"quelle-{FIRST_BID}-1").attrs["value"] == "Angebot S. 12"
    apart = consensus(house, reference(), ("7", "8")).slug
    tree = opened(client, address(apart, "/1/F1"))
    status, _ = send(client, address(apart, "/1/F1"), **form(tree), uebernehmen=f"vorschlag-{FIRST_BID}")
    assert status == 409


def test_equal_reasons_with_different_points_stand_out(house: House, signed_in: SignedIn) -> None:
    slug = consensus(house, reference()).slug
    agree_all(house, slug)
    house.agreeing.save(ASKER, slug, 1, [cell(FIRST_BID, "F1", "punkte", "2", 1)])
    main = opened(signed_in("vergabestelle"), address(slug, "/1/F1")).one("main")
    assert "derselbe Befund, aber es sind verschiedene Punkte" in main.text


def test_after_fixing_it_is_read_only(house: House, signed_in: SignedIn) -> None:
    slug = consensus(house, reference()).slug
    agree_all(house, slug)
    take(house, slug, Step.FIX_QUALITY)
    client = signed_in("revision")
    assert "einzeln: 8 gemeinsam: 7" in opened(client, address(slug)).one("main").text
    main = opened(client, address(slug, "/1/F1")).one("main")
    assert "Gemeinsam." in main.text
    assert not main.all("form")
    assert signed_in("vergabestelle").post(address(slug, "/1/F1"), data={}).status_code == 409


@pytest.mark.parametrize("account", ["vergabestelle", "revision", "wertung", "wertung2", "verwaltung"])
def test_nobody_reads_sheets_before_the_consensus(house: House, signed_in: SignedIn, account: str) -> None:
    slug = scoring(house, reference()).slug
    client = signed_in(account)
    for more in ("", "/1/F1"):
        answer = client.get(address(slug, more))
        assert answer.status_code == 403
        assert "Kapitel 3" not in parse(answer.text).text
