"""What people do: read a result to the bottom, probe another method, check a file, switch the theme."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.architecture.sources import ROOT
from tests.e2e.conftest import OpenContext, watched
from tests.factories import as_bytes, bid, criterion, evaluation, sample

pytestmark = pytest.mark.e2e

QUOTIENT = "/vergaben/vg-2026-031-preis-quotient"
WITHOUT_SCRIPT = pytest.mark.parametrize("context", [True, False], ids=["with script", "without script"], indirect=True)


@pytest.fixture
def context(open_context: OpenContext, request: pytest.FixtureRequest) -> BrowserContext:
    return open_context(java_script_enabled=request.param)


@WITHOUT_SCRIPT
def test_from_the_list_down_to_one_criterion(context: BrowserContext) -> None:
    page, complaints = watched(context)
    page.goto("/")
    page.get_by_label("Vergabenummer, Los oder Titel").fill("quotient-gibt-es-nicht")
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_text("gibt es keine Wertung")).to_be_visible()
    page.get_by_label("Vergabenummer, Los oder Titel").fill("VG-2026-031")
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_role("status")).to_have_text("2\N{NO-BREAK SPACE}Wertungen zu „VG-2026-031“")
    page.get_by_role("link", name="VG-2026-031 nach der Methode Preisquotient").click()
    expect(page.get_by_role("heading", name="Angebot A (Bieter A) ist auf Rang 1.")).to_be_visible()
    page.get_by_role("row", name="1 Angebot A").get_by_role("link", name="Angebot A").first.click()
    expect(page.get_by_text("PP = 100 · 189.210,00")).to_be_visible()
    page.get_by_role("link", name="F1 – Warteschlange").click()
    expect(page.get_by_text("Warteraum mit Platzanzeige")).to_be_visible()
    page.get_by_role("navigation", name="Sie sind hier").get_by_role("link", name="VG-2026-031").click()
    page.get_by_role("link", name="Stabilität der Wertung").click()
    expect(page.get_by_text("nie ein Grund, veröffentlichte Gewichte")).to_be_visible()
    assert complaints == []


@WITHOUT_SCRIPT
def test_the_same_criteria_under_another_method(context: BrowserContext) -> None:
    page, complaints = watched(context)
    page.goto(f"{QUOTIENT}/probe")
    page.get_by_text("Weitere Methoden").click()
    page.get_by_label("Lineare Interpolation mit festen Preisgrenzen").check()
    page.get_by_role("button", name="Methode übernehmen").click()
    page.get_by_label("Preis mit voller Punktzahl in Euro").fill("150.000")
    page.get_by_role("button", name="Probe starten").click()
    fault = page.get_by_role("alert").get_by_role("link", name="Preis mit null Punkten in Euro: Bitte ausfüllen.")
    fault.click()
    field = page.get_by_label("Preis mit null Punkten in Euro")
    expect(page).to_have_url(re.compile("#schlechtester_preis$"))
    expect(page.get_by_label("Preis mit voller Punktzahl in Euro")).to_have_value("150.000")
    field.fill("300.000")
    page.get_by_role("button", name="Probe starten").click()
    expect(page.get_by_role("heading", name="Was für diese Probe geändert wurde")).to_be_visible()
    expect(page.get_by_text("Nein.")).to_be_visible()
    assert [one for one in complaints if "status of 422" not in one] == []


@WITHOUT_SCRIPT
def test_checking_a_file(context: BrowserContext, tmp_path: Path) -> None:
    page, complaints = watched(context)
    document = sample()
    document["matrix"]["criteria"][0]["weight_percent"] = "89"
    page.goto("/pruefen")
    page.get_by_label("oder Inhalt einfügen").fill(json.dumps(document))
    page.get_by_role("button", name="Prüfen und werten").click()
    page.get_by_role("alert").get_by_role("link", name="Die Gewichte ergeben 99 statt genau 100.").first.click()
    expect(page.get_by_label("oder Inhalt einfügen")).to_have_value(json.dumps(document))
    good = tmp_path / "wertung.json"
    good.write_bytes(as_bytes(sample()))
    page.get_by_label("Wertungsdatei wählen").set_input_files(good)
    page.get_by_role("button", name="Prüfen und werten").click()
    expect(page.get_by_text("Nichts gespeichert")).to_be_visible()
    page.get_by_text("Angebot B – Bieter B").click()
    expect(page.locator("#angebot-B").get_by_text("Kennzahl Z", exact=True)).to_be_visible()
    assert [one for one in complaints if "status of 422" not in one] == []


@WITHOUT_SCRIPT
def test_the_theme_is_switched_and_kept(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/hilfe")
    light = background(page)
    page.get_by_role("button", name="dunkel").click()
    expect(page).to_have_url(re.compile("/hilfe$"))
    expect(page.locator("html")).to_have_attribute("data-kern-theme", "dark")
    page.wait_for_load_state()
    assert background(page) != light
    page.goto("/methoden")
    expect(page.get_by_role("button", name="dunkel", pressed=True)).to_be_visible()
    page.get_by_role("button", name="wie System").click()
    expect(page.get_by_role("button", name="wie System", pressed=True)).to_be_visible()
    assert [cookie["name"] for cookie in context.cookies()] == ["pruefstand"]


def background(page: Page) -> str:
    colour: str = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    return colour


def test_searching_while_typing_keeps_the_focus_and_is_announced(open_context: OpenContext) -> None:
    page, complaints = watched(open_context())
    page.goto("/")
    field = page.get_by_label("Vergabenummer, Los oder Titel")
    field.press_sequentially("nichts da")

    expect(page.get_by_role("status")).to_have_text("0\N{NO-BREAK SPACE}Wertungen zu „nichts da“")
    expect(field).to_be_focused()
    page.wait_for_url("**/?suche=nichts+da")
    assert complaints == []


def test_the_keyboard_reaches_everything_in_reading_order(open_context: OpenContext) -> None:
    page = open_context().new_page()
    for address in ("/", QUOTIENT, f"{QUOTIENT}/probe", "/pruefen"):
        page.goto(address)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
        assert page.get_by_role("link", name="Zum Inhalt springen").bounding_box()["y"] >= 0  # type: ignore[index]
        wanted = page.evaluate(FOCUSABLE)
        reached = [page.evaluate(FOCUSED)]
        for _ in range(wanted - 1):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(FOCUSED))
        assert len({one["number"] for one in reached}) == wanted, address
        assert [one["number"] for one in reached] == sorted(one["number"] for one in reached), address
        assert [one["html"] for one in reached if not one["outlined"]] == [], address


def test_a_group_of_the_menu_folds_up_when_the_reader_turns_away(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto("/methoden")
    group, place = page.locator("summary", has_text="Werkzeuge"), page.get_by_role("link", name="Prüfpaket", exact=True)
    expect(group).to_have_attribute("aria-current", "true")
    expect(place).to_be_hidden()
    group.focus()
    page.keyboard.press("Enter")
    expect(place).to_be_visible()
    page.keyboard.press("Escape")
    expect(place).to_be_hidden()
    expect(group).to_be_focused()
    page.keyboard.press("Space")
    expect(place).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(place).to_be_hidden()


# Of a group of radio buttons the keyboard reaches one; what lies in a closed <details> is not there.
FOCUSABLE = """() => {
  const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const all = [...document.querySelectorAll(kinds)].filter(e => e.checkVisibility());
  const radios = all.filter(e => e.type === 'radio');
  window.order = all;
  return all.length - radios.length + new Set(radios.map(e => e.name)).size;
}"""
FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const outlined = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none';
  return {number: window.order.indexOf(e), outlined, html: e.outerHTML.slice(0, 120)};
}"""


def test_the_skip_link_leads_to_the_content(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto(QUOTIENT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


STORING = """
import sys
from app.wiring import build_house, open_database
from infra.identity.demo import DEMO_CITY
from infra.policy.model import operator
from infra.settings import Settings
with open_database(Settings()) as database:
    build_house(database).procurement.store_evaluation(operator(DEMO_CITY), sys.stdin.buffer.read())
"""


def test_identifiers_that_look_like_addresses(open_context: OpenContext, environment: dict[str, str]) -> None:
    odd = '../"#?%2F&ö'
    points = {odd[:-1]: "8", "O": "6"}
    document = evaluation(
        [bid(odd, "100000.00", points), bid("..", "110000.00", points)],
        criteria=[criterion(odd[:-1], "90"), criterion("O", "10", role="open_source")],
    )
    document["procedure"]["reference"] = "SELTSAM-1"
    subprocess.run([sys.executable, "-c", STORING], cwd=ROOT, env=environment, input=as_bytes(document), check=True)
    page = open_context().new_page()
    page.goto("/vergaben/seltsam-1-richtwert-einfach")

    links = page.locator("main a[href*='/angebote/']").evaluate_all("all => [...new Set(all.map(a => a.href))]")
    assert len(links) == 6
    for link in links:
        answer = page.goto(link)
        assert answer is not None
        assert answer.status == 200, link


def test_a_foreign_page_cannot_send_the_form(open_context: OpenContext, origin: str) -> None:
    page = open_context().new_page()
    page.route("http://boese.test/", lambda route: route.fulfill(content_type="text/html", body=foreign_form(origin)))
    page.goto("http://boese.test/")
    page.get_by_role("button").click()

    expect(page.get_by_role("heading", name="Diese Anfrage kam von einer fremden Seite")).to_be_visible()


def foreign_form(origin: str) -> str:
    return f'<form method="post" action="{origin}/pruefen"><input name="inhalt" value="x"><button>los</button></form>'
