"""The score sheet says everything that decided, and nothing about the stability of the result."""

import json
from pathlib import Path

import pytest

from core.document import Density, Document, Run, Table, plain, reading_order, runs, to_text
from core.figure import Figure, Label
from infra.pdf.columns import column_widths
from infra.pdf.look import LOOKS
from infra.pdf.typeset import longest_word, natural_width
from procurement.papers import score_sheet
from scoring.methods import METHODS
from scoring.result import build_result
from scoring.robustness import stability
from tests.documents import demo
from tests.factories import Json, bid, copy_of, criterion, evaluation, exempt, outcome_of, sample

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "procurement" / "data" / "demo"
APPROVED = ROOT / "tests" / "approved"
STYLE = LOOKS[Density.NORMAL].table
A4_TEXT, GAP = 477.0, 10.0
"""Width of the text on a page and between two columns, in points."""
NAMES = ["videoberatung.preis-quotient", "videoberatung.richtwert-erweitert"]


def sheet(document: Json) -> Document:
    outcome = outcome_of(document)
    return score_sheet(outcome, build_result(outcome))


def text(document: Json) -> str:
    return to_text(sheet(document))


@pytest.mark.parametrize("name", NAMES)
def test_the_sheet_of_the_demo_tender_is_as_approved(name: str) -> None:
    document = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))

    assert text(document) == (APPROVED / f"{name}.wertungsuebersicht.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_a_sheet(name: str) -> None:
    document = sample(name)
    outcome = outcome_of(document)
    result = build_result(outcome)
    paper = text(document)

    assert METHODS[name].title in paper
    assert METHODS[name].formula in paper
    assert result["digest"] in paper
    assert f"Auf Rang 1 steht Angebot {result['winner']}" in paper
    for entry in result["ranking"]:
        assert f"\n{entry['rank']} | {entry['bid']} | " in paper


def test_the_part_of_the_price_is_named_in_german() -> None:
    figures = [block for block in sheet(sample("preis_quotient")).blocks if isinstance(block, Figure)]
    labels = {shape.text for figure in figures for shape in figure.shapes if isinstance(shape, Label)}

    assert "Preis" in labels
    assert "price" not in labels


@pytest.mark.parametrize("name", NAMES)
def test_the_calculation_tells_a_groups_points_from_its_contribution(name: str) -> None:
    document = json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8"))

    assert "L = L_F + L_U + L_S + L_O + L_D" in text(document)
    assert "wie L_F, sind deren Leistungspunkte" in text(document)


def test_every_rounded_number_of_a_calculation_is_marked() -> None:
    criteria = [criterion(name, "30") for name in ("Q", "R", "S")] + [criterion("O", "10", role="open_source")]
    document = evaluation([bid("A", "5", {"Q": "8", "R": "7", "S": "9", "O": "1"})], "preis_quotient", criteria)
    for node, weight in zip(document["matrix"]["criteria"], ("20", "20", "20", "10"), strict=True):
        node["weight_percent"] = weight
    document["matrix"]["price"] = {"weight_percent": "30"}

    assert "≈ 228,571428571 + ≈ 200 + " not in text(document)
    assert "≈ 228,571428571 + 200 + ≈ 257,142857143 + ≈ 14,285714286 | = 700" in text(document)


@pytest.mark.parametrize("name", METHODS)
def test_no_title_of_the_ranking_is_broken_inside_a_word(name: str) -> None:
    document = sample(name)
    for one in document["bids"]:
        one["price_gross_eur"] = "19500238.55"
    table = next(block for block in sheet(document).blocks if isinstance(block, Table))
    widths = column_widths(table, STYLE, A4_TEXT - GAP * len(table.columns))

    for column, width in zip(table.columns, widths, strict=True):
        assert longest_word((Run(column.title, strong=True),), STYLE) <= width + 0.01, column.title
        if column.title == "Bieter":
            assert natural_width(runs("Bieter A"), STYLE) <= width


def test_a_draft_says_what_counts_for_missing_points() -> None:
    paper = text({**sample(), "draft": True})

    assert paper.count("Wo der Konsens fehlt, zählt der Mittelwert der Einzelwertungen") == 2
    assert "Fehlende Punkte zählen als 0" not in paper


def test_robustness_never_reaches_the_sheet() -> None:
    outcome = outcome_of(demo())
    robustness = stability(outcome, samples=100)

    assert score_sheet(outcome, build_result(outcome, robustness)) == score_sheet(outcome, build_result(outcome))
    assert "Stabilität" not in to_text(score_sheet(outcome, build_result(outcome, robustness)))


def test_a_draft_says_so_everywhere() -> None:
    paper = sheet(copy_of(sample()) | {"draft": True})

    assert paper.title.endswith("(vorläufig)")
    assert "VORLÄUFIG" in paper.header
    assert "Vorläufig\nDiese Wertung beruht auf einem Entwurf" in to_text(paper)


def test_a_final_sheet_does_not_say_preliminary() -> None:
    paper = sheet(sample())

    assert "vorläufig" not in (paper.title + paper.header + to_text(paper)).lower()


def test_an_exemption_is_stated_with_its_reason_and_source() -> None:
    document = exempt(copy_of(sample()))
    reason = document["procedure"]["open_source_exemption"]["reason"]
    paper = sheet(document)

    assert f"Ausnahme vom Zuschlagskriterium Open Source\nBegründung: {reason} [" in to_text(paper)
    assert "Ausnahme Open Source" in paper.header


def test_a_published_matrix_is_stated_with_its_source() -> None:
    document = copy_of(sample())
    document["procedure"]["published"] = True
    paper = sheet(document)

    assert "Bewertungsmatrix veröffentlicht\nDie Bewertungsmatrix ist veröffentlicht" in to_text(paper)
    assert "C-6/15 (Dimarso)]" in to_text(paper)
    assert "Bewertungsmatrix veröffentlicht" in paper.header


def test_every_score_stands_with_reason_and_place() -> None:
    document = demo("richtwert-erweitert")
    paper = text(document)

    for offer in document["bids"]:
        for id_, entry in offer["scores"].items():
            line = next(line for line in _section(paper, offer["id"]) if line.startswith(f"{id_} "))
            points, reason, place = line.split(" | ")[1:]
            assert points == entry["points"].replace(".", ",")
            assert reason == (entry.get("reason") or "–")
            assert place == (entry.get("source") or "–")


def _section(paper: str, bid_id: str) -> list[str]:
    return paper.split(f"Wertung von Angebot {bid_id}\n")[1].split("\n\n", maxsplit=1)[0].splitlines()


def test_every_warning_stands_with_its_source() -> None:
    document = demo("richtwert-erweitert")
    paper = text(document)
    warnings = build_result(outcome_of(document))["warnings"]

    assert warnings
    for warning in warnings:
        source = f" [{warning['legal_source']}]" if warning["legal_source"] else ""
        assert f"• | {warning['text']}{source}\n" in paper


def test_excluded_bids_stand_with_ground_reason_and_source() -> None:
    row = next(line for line in text(demo("richtwert-erweitert")).splitlines() if line.startswith("E | "))

    assert row == (
        "E | Bieter E | A-Kriterium nicht erfüllt: A2 Teilnahme im Browser ohne Installation (WebRTC oder "
        "gleichwertig) | Teilnahme nur mit installierter App; eine gleichwertige Lösung im Browser ist nicht angeboten"
        " | § 57 Abs. 1 VgV; UfAB 2018, A-Kriterien"
    )


def test_a_bid_below_the_minimum_shows_points_and_need() -> None:
    row = next(line for line in text(demo("richtwert-erweitert")).splitlines() if line.startswith("D | "))

    assert row.split(" | ")[3] == "U1: 3 Punkte, nötig sind 4"


def test_a_tie_is_not_broken() -> None:
    document = evaluation(bids=[bid("A", "100", {"Q": "5", "O": "5"}), bid("B", "100", {"Q": "5", "O": "5"})])

    assert "Auf Rang 1 besteht Gleichstand der Angebote A, B." in text(document)


def test_without_valid_bids_there_is_a_sheet() -> None:
    document = copy_of(sample())
    for offer in document["bids"]:
        offer["exclusion"] = {"code": "late", "reason": "um 12:01 Uhr eingegangen"}
    paper = text(document)

    assert "Kein Angebot ist in der Wertung." in paper
    assert "Rangfolge der Angebote" not in paper
    assert "Angebot zu spät eingegangen | um 12:01 Uhr eingegangen" in paper


def test_bars_and_table_show_the_same_numbers() -> None:
    paper = sheet(demo("richtwert-erweitert"))
    figure = next(block for block in paper.blocks if isinstance(block, Figure))
    table = next(block for block in paper.blocks if isinstance(block, Table) and block.caption == "Beiträge je Angebot")
    sums = [plain(cell) for cell in table.groups[0].rows[-1][1:]]

    assert all(f": {value}" in figure.alt for value in sums)
    assert paper.blocks.index(table) == paper.blocks.index(figure) + 1


def test_many_bids_get_several_figures_and_one_table() -> None:
    offers = [bid(f"B{number:02}", str(1000 + number), {"Q": "5", "O": "5"}) for number in range(30)]
    paper = sheet(evaluation(bids=offers))
    tables = [block for block in paper.blocks if isinstance(block, Table) and block.caption == "Beiträge je Angebot"]

    assert sum(isinstance(block, Figure) for block in paper.blocks) == 3
    assert len(tables) == 1
    assert len(tables[0].groups) == 30


def test_markup_in_a_name_is_text() -> None:
    document = copy_of(sample())
    document["bids"][0]["tenderer"] = "Meier <Firma GmbH> & Co"

    assert "Meier <Firma GmbH> & Co" in set(reading_order(sheet(document)))


def test_a_mean_of_a_draft_says_what_it_is() -> None:
    document = copy_of(sample()) | {"draft": True}
    offer = document["bids"][0]
    points = offer.pop("scores")
    offer["evaluations"] = [{"evaluator": name, "scores": points} for name in ("eins", "zwei")]
    paper = text(document)

    assert "Mittelwert der Einzelwertungen; die Konsenswertung steht aus." in paper
    assert "eins" not in paper.split("Begründungen")[1]
