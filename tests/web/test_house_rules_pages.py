"""Pages of the rules of the house for licences: read, change with and without a mistake, compare, take home."""

from collections.abc import Iterator

import pytest
from litestar.types import ASGIApp

from app.house import House
from tests.clients import TestClient
from tests.evidence import drafted, judged, with_list
from tests.people import OFFICER
from tests.web.conftest import walking
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]


@pytest.fixture
def officer(untouched: House) -> Iterator[Client]:
    with walking(untouched, "vergabestelle") as client:
        yield client


def main_of(client: Client, address: str) -> Node:
    return parse(client.get(address).text).one("main")


def text_in(main: Node) -> str:
    """Return what stands in the field, every line of it."""
    return "".join(map(str, main.one("textarea", id="eingabe").children)).lstrip("\n")


def changed(text: str) -> str:
    """Return rules under another name, which hold on the day of the demo city."""
    return text.replace('version: "1"', 'version: "2026-12"').replace(
        "valid_from: 2026-11-22", "valid_from: 2026-11-01"
    )


def test_rules_are_changed_in_a_page_with_a_mistake_and_without(officer: Client) -> None:
    assert "Es gilt: Fassung 1, mitgeliefert" in main_of(officer, "/hausregeln").text
    typed = text_in(main_of(officer, "/hausregeln/neu"))
    text = changed(typed)
    wrong = text.replace("ruling: allow", "ruling: alow", 1) + "# <b>Notiz</b>\n"
    refused = officer.post("/hausregeln/neu", data={"inhalt": wrong}, files={"datei": ("", b"")})
    page = parse(refused.text).one("main")
    line = next(at for at, one in enumerate(wrong.splitlines(), 1) if "alow" in one)

    assert refused.status_code == 422
    assert f"Stelle: Zeile {line}, /rules/0/ruling" in page.text
    assert "Zulässig ist: 'allow', 'review' oder 'deny'." in page.text
    assert text_in(page) == wrong
    assert "<b>Notiz" not in refused.text
    same = officer.post("/hausregeln/neu", data={"inhalt": typed + "# mehr\n"}, files={"datei": ("", b"")})
    assert "Die Fassung „1“ gibt es schon" in parse(same.text).one("main").text

    done = officer.post("/hausregeln/neu", files={"datei": ("regeln.yaml", text.encode())}, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/hausregeln/1?geaendert=ja")
    seen = main_of(officer, "/hausregeln/1").text
    assert "Diese Fassung gilt." in seen
    assert 'neu: version: "2026-12"' in seen
    assert 'entfallen: version: "1"' in seen
    assert officer.get("/hausregeln/1/datei").content == text.encode()
    assert "gilt" in main_of(officer, "/hausregeln").one("tbody").text
    assert officer.get("/hausregeln/7").status_code == 404


def test_a_result_says_by_which_version_and_that_another_holds_now(untouched: House, officer: Client) -> None:
    analysis = judged(untouched, OFFICER, with_list(untouched, OFFICER, drafted(untouched, OFFICER)))
    address = f"/analysen/{analysis.id}"
    assert "Hausregeln: Fassung 1 (mitgeliefert)" in main_of(officer, address).text
    assert "Jetzt gilt" not in main_of(officer, address).text
    shipped = untouched.house_rules.reader.shipped.text
    untouched.house_rules.add(OFFICER, changed(shipped).encode())
    told = main_of(officer, address).text
    assert "Jetzt gilt Fassung 2026-12; dieses Ergebnis bleibt, wie es war." in told
    assert [one.text for one in main_of(officer, address).one("select", id="regeln").all("option")] == [
        "die jeweils geltende Fassung",
        "2026-12",
        "1",
    ]


def test_who_reads_evidence_reads_rules_and_only_officers_change_them(untouched: House) -> None:
    with walking(untouched, "fachamt") as client:
        assert "Neue Fassung" not in main_of(client, "/hausregeln").text
        assert "Neue Fassung" not in main_of(client, "/hausregeln/0").text
        assert client.get("/hausregeln/neu").status_code == 403
    with walking(untouched, "magistrat") as client:
        assert client.get("/hausregeln").status_code == 403
