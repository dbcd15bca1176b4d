"""What every page owes its readers: a title, landmarks, headings in order, labelled tables, no dead link."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import urldefrag

import pytest
from litestar.types import ASGIApp

from app.house import House
from tests.clients import TestClient
from tests.every_route import route_fits
from tests.pages import NO_PAGES
from tests.web.conftest import Open, walking
from tests.web.page import Node, parse

QUOTIENT = "/vergaben/vg-2026-031-preis-quotient"
EXTENDED = "/vergaben/vg-2026-031-richtwert-erweitert"
PREPARED = (
    "/werkzeuge/verfahrensart?berechnen=1&tag=30.11.2026&art=buy&los1-einmalig=12.000"
    "&los1-monatlich=900&los1-monatlich-unbefristet=ja"
)
PAGES = (
    "/",
    "/?suche=video",
    "/?suche=nichts",
    "/?seite=3",
    QUOTIENT,
    EXTENDED,
    f"{QUOTIENT}/angebote/A",
    f"{QUOTIENT}/angebote/D",
    f"{EXTENDED}/angebote/C",
    f"{QUOTIENT}/angebote/A/kriterien/F1",
    f"{EXTENDED}/angebote/D/kriterien/U1",
    f"{QUOTIENT}/stabilitaet",
    f"{EXTENDED}/stabilitaet",
    f"{QUOTIENT}/probe",
    f"{EXTENDED}/probe",
    f"{QUOTIENT}/probe?methode=preis_festbereich",
    f"{QUOTIENT}/probe?methode=festpreis&angaben=1&umrechnen=ja",
    "/standards",
    "/standards/odf",
    "/standards/odf/lose",
    "/vergabeverfahren/vg-2026-047/lose/1/standards?suche=odf",
    "/vergabeverfahren/vg-2026-047/lose/1/standards?klausel=STD-DOKUMENTE",
    "/methoden",
    "/methoden/richtwert_erweitert",
    "/methoden/min_max",
    f"{QUOTIENT}/probe?gewichte=1&gewicht-3=30&gewicht-4=10&gewicht-5=8&gewicht-6=10&gewicht-7=2&gewicht-preis=40",
    "/pruefen",
    "/bekanntmachung",
    "/probe",
    "/pruefpaket",
    "/vergaben/neu",
    "/vergaben/vorlage",
    "/werkzeuge/verfahrensart",
    PREPARED,
    f"{PREPARED}&lose=2&los2-einmalig=200.000",
    "/hilfe",
    "/hilfe/arbeitsmappe",
    "/hilfe/wertung-lesen",
    "/hilfe/anmelden",
    "/hilfe/verwaltung",
    "/hilfe/auftraege",
    "/auftraege",
    "/mitteilungen",
    "/barrierefreiheit",
    "/konto",
    "/konto/passwort",
    "/konto/zweiter-faktor",
    "/vergabeverfahren",
    "/vergabeverfahren?suche=nichts",
    "/vergabeverfahren?seite=9",
    "/vergabeverfahren/neu",
    "/vergabeverfahren/vg-2026-047",
    "/vergabeverfahren/vg-2026-048",
    "/vergabeverfahren/vg-2026-047/bedarf",
    "/vergabeverfahren/vg-2026-048/bedarf",
    "/vergabeverfahren/vg-2026-047/angaben",
    "/vergabeverfahren/vg-2026-048/angaben",
    "/vergabeverfahren/vg-2026-047/lose",
    "/vergabeverfahren/vg-2026-047/lose/1",
    "/vergabeverfahren/vg-2026-047/lose/1/kriterien",
    "/vergabeverfahren/vg-2026-048/lose/1",
    "/vergabeverfahren/vg-2026-047/freigabe",
    "/vergabeverfahren/vg-2026-048/freigabe",
    "/vergabeverfahren/vg-2026-048/fassungen",
    "/vergabeverfahren/vg-2026-047/fassungen",
    "/vergabeverfahren/vg-2026-048/bekanntmachung",
    "/vergabeverfahren/vg-2026-047/bekanntmachung",
)
HEADINGS = ("h1", "h2", "h3", "h4")


def opened(client: TestClient[ASGIApp], address: str) -> Node:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return parse(answer.text)


def crawled(page: Callable[[str], Node]) -> dict[str, Node]:
    """Open everything that can be reached by links, but one bid's criteria stand for all."""
    waiting, seen = ["/"], dict[str, Node]()
    while waiting:
        address = urldefrag(waiting.pop())[0]
        if address in seen or not address.startswith("/") or address.startswith(("/static", "/api")):
            continue
        if "/kriterien/" in address and sum("/kriterien/" in one for one in seen) > 12:
            continue
        if any(route_fits(one, address) for one in NO_PAGES):
            continue
        seen[address] = page(address)
        waiting += [link.attrs["href"] for link in seen[address].all("a")]
    return seen


def test_every_link_leads_somewhere(untouched: House) -> None:
    """What other tests left behind may lead to what they took away again: notices stay."""
    with walking(untouched, "vergabestelle") as client:
        seen = crawled(lambda address: opened(client, address))

    assert {"/", QUOTIENT, f"{QUOTIENT}/probe", "/methoden/festpreis", "/hilfe/wertung-lesen"} <= seen.keys()


def anchors_exist(tree: Node) -> None:
    ids = {node.attrs["id"] for node in tree if "id" in node.attrs}
    for link in tree.all("a"):
        assert not link.attrs["href"].startswith("#") or link.attrs["href"][1:] in ids, link.attrs["href"]


def has_its_frame(tree: Node) -> None:
    assert tree.one("html").attrs["lang"] == "de"
    assert tree.one("head").one("title").text.endswith(" – Prüfstand")
    assert tree.one("main").attrs["id"] == "inhalt"
    assert tree.one("header").one("nav").attrs["aria-label"] == "Hauptmenü"
    assert tree.one("footer").one("a", href="/barrierefreiheit").text == "Erklärung zur Barrierefreiheit"
    first_link = tree.one("body").all("a")[0]
    assert (first_link.text, first_link.attrs["href"]) == ("Zum Inhalt springen", "#inhalt")


def headings_go_down_one_level_at_a_time(tree: Node) -> None:
    levels = [int(node.tag[1]) for node in tree if node.tag in HEADINGS]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def ids_are_unique_and_references_hold(tree: Node) -> None:
    ids = Counter(node.attrs["id"] for node in tree if "id" in node.attrs)
    referred = {
        one
        for node in tree
        for name in ("aria-labelledby", "aria-describedby", "for")
        for one in node.attrs.get(name, "").split()
    }

    assert [name for name, times in ids.items() if times > 1] == []
    assert referred <= ids.keys()


def columns(row: Node) -> int:
    return sum(int(cell.attrs.get("colspan", "1")) for cell in row if cell.tag in {"td", "th"})


def tables_name_themselves_and_their_headers(tree: Node) -> None:
    main = tree.one("main")
    documented = [table for text in main.all() if "fliesstext" in text.classes for table in text.all("table")]
    for table in main.all("table"):
        assert table in documented or table.all("caption"), table.text[:80]
        assert all(header.attrs.get("scope") in {"col", "row"} for header in table.all("th"))
        assert len({columns(row) for row in table.all("tr")}) == 1, "rows differ in their number of columns"


def controls_have_labels(tree: Node) -> None:
    labelled = {label.attrs["for"] for label in tree.all("label")}

    for control in tree:
        if control.tag in {"input", "select", "textarea"} and control.attrs.get("type") != "hidden":
            assert control.attrs["id"] in labelled
        if control.tag == "button":
            assert control.text


def drawings_are_described_or_hidden(tree: Node) -> None:
    for drawing in tree.all("svg"):
        if drawing.attrs.get("role") == "img":
            assert drawing.all("title")[0].text
            assert drawing.all("desc")[0].text
        else:
            hidden = "aria-hidden" in drawing.attrs or drawing.attrs.get("focusable") == "false"
            assert hidden


def nothing_needs_inline_code(tree: Node) -> None:
    for node in tree:
        assert node.tag != "style"
        assert "style" not in node.attrs
        assert not [name for name in node.attrs if name.startswith("on")]
        if node.tag == "script":
            assert node.attrs["src"].startswith(("/static/vendor/htmx/", "/static/js/"))
            assert node.text == ""


OWED = (
    has_its_frame,
    headings_go_down_one_level_at_a_time,
    ids_are_unique_and_references_hold,
    anchors_exist,
    tables_name_themselves_and_their_headers,
    controls_have_labels,
    drawings_are_described_or_hidden,
    nothing_needs_inline_code,
)


@pytest.fixture(scope="module")
def titles() -> dict[str, str]:
    """Return what the pages that were opened call themselves, by their address."""
    return {}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_what_it_owes(page: Open, titles: dict[str, str], address: str) -> None:
    tree = page(address)
    titles[address] = tree.one("head").one("title").text
    for owed in OWED:
        owed(tree)


def test_titles_tell_pages_apart(page: Open, titles: dict[str, str]) -> None:
    found = Counter(
        titles.get(address) or page(address).one("head").one("title").text for address in PAGES if "?" not in address
    )

    assert [title for title, times in found.items() if times > 1] == []


def test_the_menu_says_where_the_reader_is(page: Open) -> None:
    menu = page("/methoden").one("nav", aria_label="Hauptmenü")

    assert [link.text for link in menu.all("a", aria_current="page")] == ["Wertungsmethoden"]
    assert [link.text for link in page(QUOTIENT).one("nav", aria_label="Hauptmenü").all("a", aria_current="true")] == [
        "Wertungen"
    ]
