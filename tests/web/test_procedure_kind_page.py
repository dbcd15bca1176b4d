"""Finding the kind of procedure: a public form by GET, every fault at its field, the words of the interface."""

from urllib.parse import urlencode

import pytest
from litestar.types import ASGIApp

from procurement.services import Services
from tests.clients import TestClient
from tests.people import OFFICER
from tests.web.conftest import Open
from tests.web.page import Node, parse

ADDRESS = "/werkzeuge/verfahrensart"
PLAIN = {
    "berechnen": "1",
    "lose": "1",
    "tag": "30.11.2026",
    "art": "cloud",
    "elektronisch": "ja",
    "los1-einmalig": "12.000,00",
    "los1-einmalig-grund": "Markterkundung <b>",
    "los1-monatlich": "2.500",
    "los1-monatlich-unbefristet": "ja",
    "los1-ausstieg": "8000",
}


def asked(**changes: str | None) -> str:
    typed = PLAIN | {name.replace("_", "-"): value for name, value in changes.items()}
    return f"{ADDRESS}?{urlencode({name: value for name, value in typed.items() if value is not None})}"


def faults(tree: Node) -> dict[str, str]:
    """Return the listed faults by the input that they lead to."""
    links = tree.one("div", role="alert").all("a")
    return {link.attrs["href"].removeprefix("#"): link.text for link in links}


def test_the_form_is_public_starts_with_today_and_asks_nothing_yet(client: TestClient[ASGIApp]) -> None:
    client.cookies.clear()
    answer = client.get(ADDRESS)
    tree = parse(answer.text)

    assert answer.status_code == 200
    assert tree.one("main").one("form").attrs["method"] == "get"
    assert tree.one("input", id="tag").attrs["value"] == "21.11.2026"
    assert "checked" in tree.one("input", id="elektronisch").attrs
    assert "checked" not in tree.one("input", id="dringend").attrs
    assert not tree.all("div", role="alert")
    assert not tree.all("section", aria_labelledby="ergebnis")


def test_the_report_shows_value_kinds_periods_and_contracts(page: Open, services: Services) -> None:
    before = services.list_evaluations(OFFICER).total
    tree = page(asked())

    answer = tree.one("section", aria_labelledby="ergebnis").text
    assert "Geschätzter Auftragswert: 140.000,00 € netto." in answer
    assert "Es gilt Landesrecht (HVTG mit UVgO)." in answer
    assert "Zuerst in Betracht: Öffentliche Ausschreibung." in answer
    assert "Cloud: Software als Dienst (SaaS); Angebote werden elektronisch angenommen." in answer
    rows = tree.one("section", aria_labelledby="wert").one("table").rows()
    assert rows[1][::3] == ["Einmalige Kosten", "12.000,00 €"]
    assert rows[1][2] == "Markterkundung <b>"
    assert "48-fache Monatswert: 2.500,00 € × 48 Monate = 120.000,00 €" in rows[2][1]
    assert "Nicht jeder Betrag ist begründet." in tree.one("section", aria_labelledby="wert").text
    assert "Verhandlungsvergabe" in tree.one("section", aria_labelledby="abweichend").text
    assert "EVB-IT Cloud" in tree.one("section", aria_labelledby="vertraege").text
    assert services.list_evaluations(OFFICER).total == before


def test_an_unchecked_limit_says_so_and_what_is_announced_is_not_applied(page: Open) -> None:
    tree = page(asked(los1_monatlich="1.000"))

    answer = tree.one("section", aria_labelledby="ergebnis")
    assert "antwort--offen" in answer.classes
    assert "Nicht geprüft" not in answer.text.split("Zuerst in Betracht")[0]
    assert "nicht geprüft, Stand 11.02.2026; bitte die Vergabestelle fragen" in answer.text
    assert "Angekündigt ist ein Direktauftrag bis 100.000,00 €." in tree.text


def test_above_the_threshold_periods_have_dates(page: Open) -> None:
    tree = page(asked(los1_einmalig="100.000", tag="04.03.2026"))

    assert "Es gilt die VgV." in tree.text
    kinds = tree.one("section", aria_labelledby="arten").text
    assert "Angebotsfrist: frühestens bis 07.04.2026, 24 Uhr" in kinds
    assert "03.04.2026 (Karfreitag), 04.04.2026 (Samstag), 05.04.2026 (Sonntag), 06.04.2026 (Ostermontag)" in kinds


def test_lots_are_added_and_summed(page: Open) -> None:
    more = page(asked(berechnen=None, weiteres="1"))
    names = {node.attrs["name"] for node in more.all("input")}
    assert {"los2-einmalig", "los1-name"} <= names
    assert more.one("input", id="los1-einmalig").attrs["value"] == "12.000,00"
    assert more.one("input", name="lose").attrs["value"] == "2"
    assert not more.all("div", role="alert")

    tree = page(asked(lose="3", los3_einmalig="100.000", los3_name="Schulung"))
    assert "140.000,00 € + 100.000,00 € = 240.000,00 € netto" in tree.text
    assert [table.one("caption").text for table in tree.one("section", aria_labelledby="wert").all("table")] == [
        "Los 1",
        "Schulung",
    ]
    assert "Kein Los liegt unter 80.000,00 €" in tree.one("section", aria_labelledby="kleine-lose").text


def test_the_number_of_lots_is_bounded(page: Open) -> None:
    tree = page(asked(lose="99"))

    assert len([node for node in tree.all("input") if node.attrs.get("name", "").endswith("-name")]) == 10
    assert not [node for node in tree.all("button") if node.attrs.get("name") == "weiteres"]


@pytest.mark.parametrize(
    ("changes", "name", "text"),
    [
        ({"tag": "gestern"}, "tag", "Bitte einen Tag eingeben"),
        ({"tag": "01.01.2028"}, "tag", "Für den 01.01.2028 ist kein EU-Schwellenwert hinterlegt."),
        ({"art": "raten"}, "art", "Bitte eine Art wählen."),
        ({"los1_einmalig": "viel"}, "los1-einmalig", "Bitte einen Betrag eingeben"),
        ({"los1_einmalig": "-5"}, "los1-einmalig", "darf nicht negativ sein"),
        ({"los1_einmalig": "1,005"}, "los1-einmalig", "höchstens zwei Nachkommastellen"),
        ({"los1_einmalig": ""}, "los1-einmalig", "Bitte ausfüllen."),
        ({"los1_monatlich_monate": "12"}, "los1-monatlich-monate", "entweder Monate angeben oder „unbefristet“"),
        ({"los1_monatlich_unbefristet": None}, "los1-monatlich-monate", "entweder Monate angeben"),
        ({"los1_verlaengerung": "100"}, "los1-verlaengerung-monate", "um wie viele Monate"),
        ({"los1_verlaengerung": "1", "los1_verlaengerung_monate": "x"}, "los1-verlaengerung-monate", "ganze Zahl"),
        ({"los1_verlaengerung": "1", "los1_verlaengerung_monate": "601"}, "los1-verlaengerung-monate", "höchstens 600"),
    ],
)
def test_faults_stand_at_their_field_and_the_input_is_kept(
    page: Open, changes: dict[str, str | None], name: str, text: str
) -> None:
    tree = page(asked(**changes), 422)

    assert list(faults(tree)) == [name]
    assert text in faults(tree)[name]
    assert text in tree.one("p", id=f"{name}-fehler").text
    wrong = next(node for node in tree if node.attrs.get("id") == name)
    assert wrong.attrs["aria-invalid"] == "true"
    assert f"{name}-fehler" in wrong.attrs["aria-describedby"]
    typed = changes.get(name.replace("-", "_"), "")
    assert wrong.tag == "select" or wrong.attrs["value"] == typed
    assert tree.one("head").one("title").text.startswith("Fehler: ")
    assert not tree.all("section", aria_labelledby="ergebnis")


def test_all_faults_are_told_at_once(page: Open) -> None:
    tree = page(asked(tag="x", art="", los1_einmalig="1,005", los1_ausstieg="y"), 422)

    assert set(faults(tree)) == {"tag", "art", "los1-einmalig", "los1-ausstieg"}


def test_nothing_typed_is_a_fault_too(page: Open) -> None:
    tree = page(f"{ADDRESS}?berechnen=1", 422)

    assert faults(tree)["los1-einmalig"] == "Einmalige Kosten: Bitte mindestens einen Betrag angeben."
    assert set(faults(tree)) == {"tag", "art", "los1-einmalig"}


def test_zeros_alone_are_a_fault(page: Open) -> None:
    tree = page(f"{ADDRESS}?berechnen=1&tag=2026-11-30&art=buy&los1-einmalig=0", 422)

    assert "über 0 Euro" in faults(tree)["los1-einmalig"]


def test_page_and_interface_say_the_same(page: Open, client: TestClient[ASGIApp]) -> None:
    line = {"kind": "one-off", "amount_net_eur": "60000", "reason": "Angebot"}
    need = {"publication_day": "2026-11-30", "purchase": "buy", "lots": [{"name": "Auftrag", "lines": [line]}]}
    report = client.post("/api/v1/procedure-kind", json=need).json()
    typed = {"berechnen": "1", "tag": "2026-11-30", "art": "buy", "elektronisch": "ja"}
    query = urlencode(typed | {"los1-einmalig": "60000", "los1-einmalig-grund": "Angebot"})
    text = page(f"{ADDRESS}?{query}").text

    said = [report["value"]["text"], report["threshold"]["text"], report["threshold"]["announced"]]
    said += report["value"]["notices"]
    for kind in report["kinds"]:
        said += [kind["title"], kind["text"], kind["caution"] or "", *kind["conditions"], *kind["cases"]]
        said += [source["text"] for source in kind["sources"]]
    assert [sentence for sentence in said if sentence not in text] == []
