"""What an ODS file shows of its cells: the same verdict as for XLSX, also after LibreOffice has saved the file."""

from decimal import Decimal

import openpyxl
import pytest
from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from core.cells import Sheet
from infra.spreadsheet.reading import read_workbook
from tests.infra.test_spreadsheet import NOT_SHOWN, SHOWN, saved
from tests.killers import members, ods, xlsx, zipped
from tests.libreoffice import Convert, libreoffice

__all__ = ["libreoffice"]

OTHERWISE_SAVED = {("8", "[Color2]0"), ("8", "0 $")}
"""LibreOffice takes a colour by its number for another one, and the dollar for the currency of the place."""

VALUE = 'office:value-type="float" office:value="{}"'


def only_sheet(data: bytes) -> Sheet:
    [sheet] = read_workbook(data).sheets
    return sheet


def test_libreoffice_saves_every_format_so_that_the_verdict_stays(libreoffice: Convert) -> None:
    rows = [(value, code) for table in (SHOWN, NOT_SHOWN) for value, codes in table.items() for code in codes]
    book = openpyxl.Workbook()
    for row, (value, code) in enumerate(rows, 1):
        book.active.cell(row, 1, value if value == "text" else float(value)).number_format = code
    written = saved(book)

    [converted] = libreoffice([written], "xlsx", "ods")

    before, after = only_sheet(written), only_sheet(converted)
    differing = {rows[row] for row, _ in before.hidden_cells ^ after.hidden_cells}
    assert differing <= OTHERWISE_SAVED
    assert before.cells == after.cells


def test_libreoffice_saves_conditions_and_zeros_left_out(libreoffice: Convert) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 5):
        sheet.cell(row, 1, 8)
    sheet["B1"] = 0
    sheet.sheet_view.showZeros = False
    hiding = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=";;;"))
    sheet.conditional_formatting.add("A2", Rule(type="expression", formula=["TRUE"], dxf=hiding))
    sheet.conditional_formatting.add("A3", DataBarRule("min", 0, "max", 9, color="FF0000", showValue=False))

    [converted] = libreoffice([saved(book)], "xlsx", "ods")

    assert only_sheet(converted).hidden_cells == {(1, 0), (2, 0), (0, 1)}


WHOLE = (
    '<number:number-style style:name="N1"><number:number number:decimal-places="0"/></number:number-style>'
    '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/>'
)


COLUMN = '<table:table-column table:default-cell-style-name="ce1"/><table:table-column/>'


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row><table:table-cell table:style-name="ce1" {VALUE}/></table:table-row>',
        f'<table:table-row><table:table-cell table:style-name="ce2" {VALUE}/></table:table-row>',
        f'<table:table-row table:default-cell-style-name="ce1"><table:table-cell {VALUE}/></table:table-row>',
        COLUMN + f"<table:table-row><table:table-cell {VALUE}/></table:table-row>",
    ],
)
def test_a_format_without_places_hides_a_fraction_wherever_it_comes_from(rows: str) -> None:
    numbers = "xmlns:number='urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0'"
    styles = WHOLE.replace("<number:number-style", f"<number:number-style {numbers}", 1)

    assert only_sheet(ods(rows.format("7.4"), styles=styles)).hidden_cells == {(0, 0)}
    assert not only_sheet(ods(rows.format("7"), styles=styles)).hidden_cells


def test_a_number_shown_without_its_percent_sign_is_told() -> None:
    numbers = "xmlns:number='urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0'"
    styles = WHOLE.replace("<number:number-style", f"<number:number-style {numbers}", 1)
    cell = '<table:table-cell table:style-name="ce1" office:value-type="percentage" office:value="45"/>'

    assert only_sheet(ods(f"<table:table-row>{cell}</table:table-row>", styles=styles)).hidden_cells == {(0, 0)}


def test_text_boxes_are_told_like_notes() -> None:
    box = (
        "<draw:custom-shape xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'>"
        "<svg:title xmlns:svg='urn:svg'>Bild</svg:title>{}</draw:custom-shape>"
    )
    said, silent = box.format("<text:p>eigentlich <text:span>3</text:span></text:p>"), box.format("<text:p/>")
    rows = (
        f"<table:table-row><table:table-cell/><table:table-cell {VALUE.format(8)}>{said}</table:table-cell>"
        f"<table:table-cell>{silent}</table:table-cell></table:table-row>"
    )

    sheet = only_sheet(ods(rows))

    assert sheet.notes == {(0, 1)}
    assert sheet.cells[0, 1].value == Decimal(8)


def test_text_boxes_in_xlsx_are_told_like_notes() -> None:
    drawing = (
        "<d:wsDr xmlns:d='urn:d' xmlns:a='urn:a'><d:twoCellAnchor><d:from><d:col>2</d:col><d:row>4</d:row></d:from>"
        "<d:sp><d:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></d:txBody></d:sp></d:twoCellAnchor></d:wsDr>"
    )
    relation = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
        "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing' "
        "Target='../drawings/drawing1.xml'/></Relationships>"
    )

    def with_box(text: str) -> bytes:
        parts = members(xlsx("<row><c><v>1</v></c></row>"))
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relation.encode()
        return zipped({**parts, "xl/drawings/drawing1.xml": drawing.format(text).encode()})

    assert only_sheet(with_box("eigentlich 3")).notes == {(4, 2)}
    assert not only_sheet(with_box(" ")).notes
