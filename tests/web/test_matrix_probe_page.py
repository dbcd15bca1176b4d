"""The probe before there are bids: faults at the file, other weights carried by the form, nothing stored."""

import json
from typing import Any

import pytest
from litestar.types import ASGIApp

from procurement.services import Services
from procurement.services.exporting import WorkbookKind
from tests.clients import TestClient
from tests.factories import Json, as_bytes, bid, criterion, evaluation, sample
from tests.people import OFFICER
from tests.web.page import Node, parse

Client = TestClient[ASGIApp]

CRITERIA = [criterion("Q", "60"), criterion("P", "30"), criterion("O", "10", role="open_source")]
NUMBERS = {"0": "60", "1": "30", "2": "10"}


def matrix(**procedure: Any) -> Json:  # noqa: ANN401 - JSON
    """Return a matrix for which nobody has handed in a bid."""
    document = evaluation([], criteria=CRITERIA)
    del document["bids"]
    return {**document, "procedure": {**document["procedure"], **procedure}}


def with_bids() -> Json:
    bids = [bid("A", "100000", {"Q": "9", "P": "2", "O": "5"}), bid("B", "100000", {"Q": "2", "P": "9", "O": "5"})]
    return evaluation(bids, criteria=CRITERIA)


def send(client: Client, status: int = 200, **fields: str | bytes) -> Node:
    answer = client.post("/probe", files={name: (None, value) for name, value in fields.items()})
    assert answer.status_code == status, answer.text[:300]
    return parse(answer.text)


def paste(client: Client, document: Json, status: int = 200) -> Node:
    return send(client, status, inhalt=as_bytes(document))


def sent_again(client: Client, tree: Node, status: int = 200, **changed: str) -> Node:
    """Send the form of a page as a browser without scripts does, after typing something else."""
    form = tree.one("section", aria_labelledby="gewichte-titel").one("form")
    fields = {one.attrs["name"]: one.attrs["value"] for one in form.all("input")}
    return send(client, status, **fields | {name.replace("_", "-"): value for name, value in changed.items()})


def typed(tree: Node) -> dict[str, str]:
    return {
        one.attrs["name"].removeprefix("gewicht-"): one.attrs["value"]
        for one in tree.one("section", aria_labelledby="gewichte-titel").all("input", type="text")
    }


def test_a_matrix_without_bids_gets_its_report_and_sliders_for_everybody(client: Client) -> None:
    client.cookies.clear()
    tree = paste(client, matrix())

    assert "Weder die Datei noch diese Probe wurden gespeichert" in tree.text
    assert tree.one("section", aria_labelledby="befunde")
    assert tree.one("section", aria_labelledby="nachweis")
    assert typed(tree) == NUMBERS
    assert len(tree.all("input", type="range")) == 3


def test_an_empty_list_of_bids_is_no_fault(client: Client) -> None:
    assert typed(paste(client, {**matrix(), "bids": []})) == NUMBERS


def test_a_workbook_is_probed_too(client: Client, services: Services) -> None:
    workbook = services.empty_workbook(OFFICER, "preis_quotient", 1, WorkbookKind.ODS).data
    answer = client.post("/probe", files={"datei": ("matrix.ods", workbook), "inhalt": (None, "")})

    assert answer.status_code == 200
    assert "preis" in typed(parse(answer.text))


def test_other_weights_change_the_report_and_stay_in_the_form(client: Client) -> None:
    tree = sent_again(client, paste(client, matrix()), gewicht_0="20", gewicht_1="70")

    tried = tree.one("section", aria_labelledby="versuch")
    assert tried.all("table")[0].rows()[1:] == [
        ["Q – Kriterium Q", "60 %", "20 %"],
        ["P – Kriterium P", "30 %", "70 %"],
        ["O – Kriterium O", "10 %", "10 %"],
    ]
    assert "Die Datei enthält keine Angebote" in tried.text
    assert "70 %" in tree.one("section", aria_labelledby="einfluss-kopf").text
    assert typed(tree) == {"0": "20", "1": "70", "2": "10"}


def test_a_moved_slider_counts_without_a_script(client: Client) -> None:
    tree = sent_again(client, paste(client, matrix()), regler_0="50", regler_1="40")

    assert typed(tree) == {"0": "50", "1": "40", "2": "10"}


def test_nothing_is_lost_when_weights_do_not_add_up(client: Client) -> None:
    wrong = sent_again(client, paste(client, matrix()), 422, gewicht_0="61", gewicht_1="drei")

    assert wrong.one("head").one("title").text.startswith("Fehler: ")
    assert typed(wrong) == {"0": "61", "1": "drei", "2": "10"}
    assert "Bitte eine Zahl mit Komma" in wrong.one("p", id="gewicht-1-fehler").text
    right = sent_again(client, wrong, gewicht_1="29")
    assert right.one("section", aria_labelledby="versuch").all("table")[0].rows()[1] == [
        "Q – Kriterium Q",
        "60 %",
        "61 %",
    ]


def test_one_button_leads_back_to_the_weights_of_the_file(client: Client) -> None:
    tried = sent_again(client, paste(client, matrix()), gewicht_0="20", gewicht_1="70")
    back = sent_again(client, tried, eigene="1")

    assert typed(back) == NUMBERS
    assert not back.all("section", aria_labelledby="versuch")


def test_with_bids_both_rankings_stand_side_by_side(client: Client) -> None:
    tree = sent_again(client, paste(client, with_bids()), gewicht_0="20", gewicht_1="70")

    ranking = tree.one("section", aria_labelledby="versuch").all("table")[1].rows()
    assert ranking == [
        ["Rang in der Probe", "Angebot", "Rang in der Datei"],
        ["1", "Angebot B Bieter B", "2"],
        ["2", "Angebot A Bieter A", "1"],
    ]


def test_a_published_matrix_is_probed_but_not_weighed(client: Client) -> None:
    tree = paste(client, matrix(published=True))
    section = tree.one("section", aria_labelledby="gewichte-titel")

    assert "§ 127 Abs. 5 GWB" in section.text
    assert not section.all("input")
    carried = as_bytes(matrix(published=True)).decode()
    again = send(client, 200, bewertungsmatrix=carried, gewichte="1", **{"gewicht-0": "20", "gewicht-1": "70"})
    assert not again.all("section", aria_labelledby="versuch")


def test_a_broken_rule_is_a_finding(client: Client) -> None:
    document = matrix()
    document["matrix"]["criteria"] = [criterion("Q", "100")]

    assert "Verstoß" in paste(client, document).one("section", aria_labelledby="befunde").text


def test_faults_name_their_place_and_the_text_stays(client: Client) -> None:
    document = matrix()
    document["matrix"]["criteria"][0] = criterion("Q", "61")
    tree = paste(client, document, 422)

    assert "Die Gewichte ergeben 101 statt genau 100." in tree.one("div", role="alert").text
    assert json.loads(tree.one("textarea", id="eingabe").text) == document
    assert tree.one("head").one("title").text == "Fehler: Probe der Bewertungsmatrix – Prüfstand"


def test_the_refused_method_names_its_ruling(client: Client) -> None:
    document = matrix()
    document["matrix"]["method"] = {"name": "min_max"}

    assert "OLG Düsseldorf, 29.05.2024, Verg 35/23" in paste(client, document, 422).one("div", role="alert").text


def test_a_matrix_that_was_tampered_with_on_its_way_can_be_corrected(client: Client) -> None:
    tree = send(client, 422, bewertungsmatrix='{"format": "x"}', gewichte="1")

    assert tree.one("textarea", id="eingabe").text == '{"format": "x"}'


def test_nothing_chosen_is_a_fault_at_the_file(client: Client) -> None:
    answer = client.post("/probe", files={"datei": ("", b""), "inhalt": (None, " ")})

    assert answer.status_code == 422
    assert "Es fehlt eine Datei." in parse(answer.text).one("div", role="alert").text


def test_the_matrix_travels_as_text(client: Client) -> None:
    document = matrix(title='"><script>alert(1)</script>')
    tree = paste(client, document)

    carried = tree.one("input", name="bewertungsmatrix").attrs["value"]
    assert json.loads(carried)["procedure"]["title"] == document["procedure"]["title"]
    assert not tree.one("main").all("script")


def test_a_matrix_too_large_to_travel_is_probed_all_the_same(client: Client) -> None:
    document = matrix()
    children = [criterion(f"Q{number}", "0.5", evidence="x" * 9_600) for number in range(200)]
    document["matrix"]["criteria"] = [
        criterion("Q", "90", children=children),
        criterion("O", "10", role="open_source"),
    ]
    tree = paste(client, document)

    assert "Die Datei ist zu groß, um sie über diese Seite" in tree.text
    assert not tree.all("input", name="bewertungsmatrix")


@pytest.mark.parametrize("document", [matrix(), with_bids(), sample("preis_quotient"), {**sample(), "draft": True}])
def test_nothing_is_stored(client: Client, services: Services, document: Json) -> None:
    before = services.list_evaluations(OFFICER)
    sent_again(client, paste(client, document))

    assert services.list_evaluations(OFFICER) == before
