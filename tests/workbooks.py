"""Evaluations with every field that a workbook can carry, and ways to fill workbooks in."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl

from core.cells import CellStyle, Workbook
from infra.spreadsheet.xlsx_writer import write_xlsx
from scoring.intake import parse_evaluation
from scoring.model import Evaluation
from scoring.workbook.build import evaluation_workbook
from tests.factories import Json, criterion, evaluation, house_rules, method

POINTS = {"Q1": "8.5", "Q2": "10", "O": "6", "Z": "7"}


def _score(points: str, who: str = "") -> Json:
    return {"points": points, "reason": f"Mangel {who}: „nur teilweise“\n2. Absatz", "source": "S. 3–5"}


def rich(name: str = "preis_linear") -> Json:
    """Return an evaluation that uses every field of the format."""
    price = name.startswith("preis")
    degrees = [{"points": "10", "label": "voll", "text": "alles\nbelegt"}, {"points": "0", "label": "nicht"}]
    children = [
        criterion("Q1", "33.333333333", minimum_points="2.5", degrees=degrees, subject_link="§ 127 Abs. 3 GWB"),
        criterion("Qi", kind="I", evidence="Prospekt"),
        criterion("Q2", "66.666666667", evidence="=Anlage 1", expectation="Kurze Wege,\nauch ohne Maus"),
    ]
    criteria = [
        criterion(
            "A1", kind="A", children=[criterion("A1.1", kind="A", evidence="Erklärung"), criterion("A1.2", kind="A")]
        ),
        criterion("Q", "40" if price else "80", children=children, minimum_points="1"),
        criterion("I1", kind="I"),
        criterion("O", "10", role="open_source"),
        criterion("Z", "10"),
    ]
    lines = [
        {
            "item": "Lizenz",
            "quantity": "2",
            "unit_price_eur": "1000.005",
            "period": "year",
            "periods": 4,
            "vat_percent": "19",
        },
        {"item": "Option", "quantity": "1", "unit_price_eur": "5", "vat_percent": "7", "option": True, "scored": False},
        {
            "item": "Schulung",
            "quantity": "0.5",
            "unit_price_eur": "100",
            "vat_percent": "0",
            "option": True,
            "scored": True,
        },
    ]
    answers = {"A1.1": {"met": True, "source": "Anlage 7"}, "A1.2": {"met": True}}
    scored = {key: _score(value) for key, value in POINTS.items()}
    singles = [
        {"evaluator": who, "scores": {key: _score(value, who) for key, value in POINTS.items()}}
        for who in ("Ada", "Ben")
    ]
    bids: list[Json] = [
        {"id": "A", "tenderer": "=HYPERLINK(1)", "price_gross_eur": "9570.05", "price_sheet": lines, "scores": scored},
        {
            "id": "B",
            "tenderer": "B & Söhne <GmbH>",
            "price_gross_eur": "9000",
            "evaluations": singles,
            "consensus": scored,
        },
        {"id": "C", "tenderer": "C", "price_gross_eur": "1", "exclusion": {"code": "late", "reason": "nach Frist"}},
        {"id": "D", "tenderer": "D", "price_gross_eur": "8000.5", "scores": scored},
    ]
    bids = [{**bid, "a_criteria": answers} for bid in bids]
    bids[3]["a_criteria"] = {"A1.1": {"met": False, "reason": "fehlt", "source": "S. 1"}, "A1.2": {"met": True}}
    fields: Json = {"zero_at": "3", "rounding": {"mode": "half_up", "digits": 2}} if name == "preis_linear" else {}
    document = evaluation(bids, method(name, **fields), criteria, minimum_leistungspunkte="12.5")
    document["matrix"]["scale"]["step"] = "0.5"
    if price:
        document["matrix"]["price"] = {"weight_percent": "40"}
    document["procedure"] |= {
        "procedure_type": "OFFENES_VERFAHREN",
        "estimated_value_net_eur": "260000.005",
        "lot": "Los 2",
        "published": True,
        "open_source_exemption": {"reason": "Beschluss vom 03.02.2026"},
    }
    return document


def parsed(document: Json) -> Evaluation:
    return parse_evaluation(document, bids_required=False)


def workbook_of(document: Json) -> Workbook:
    """Return the workbook of an evaluation with all that is filled in."""
    return evaluation_workbook(parsed(document), house_rules())


def fill_in(template: bytes, full: Workbook) -> bytes:
    """Type every entry of a filled workbook into the input cells of a template, as a script does with Excel's files.

    The script knows formulas, but computes none: their values are gone when it has saved.
    """
    book = openpyxl.load_workbook(io.BytesIO(template))
    for sheet in full.sheets:
        for position, style in sheet.layout.styles.items():
            if CellStyle(style).is_input and position in sheet.cells:
                put(book, sheet.name, position, sheet.cells[position].value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def put(book: Any, sheet: str, position: tuple[int, int], value: object) -> None:  # noqa: ANN401 - openpyxl's workbook
    row, column = position
    cell = book[sheet].cell(row + 1, column + 1)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def edited(workbook: Workbook, edit: Callable[[Any], object]) -> bytes:
    """Return the XLSX of a workbook after a script has changed it."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(workbook)))
    edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
