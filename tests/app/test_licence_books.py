"""Licence lists in workbooks, through the gate: as large as bills may be, as spreadsheets hold them, at real limits."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest
import xlsxwriter

from app.licences import gate
from app.licences.gate import judge_file, limits_for_book, list_file
from app.licences.wording import refusal_sentence
from core.cells import Cell, CellKind, Sheet, Workbook
from core.errors import InputError
from infra.inspect.archive import ArchiveLimits
from infra.inspect.runner import Limits
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx
from tests.sboms import as_json, cyclonedx, spdx2
from tests.spending import little_time

OPTIONS = {"day": "2026-11-22", "outbound": "", "use": "link"}
LISTING = {**OPTIONS, "scenario": "distribution"}
MIB = 2**20
LICENCES = ("MIT", "Apache-2.0", "GPL-2.0-only")


def sheet_of(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    return Sheet(name, {(n, m): Cell(CellKind.TEXT, text) for n, row in enumerate(rows) for m, text in enumerate(row)})


def packed(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return target.getvalue()


@cache
def large(rows: int) -> bytes:
    """Return a workbook of seven columns as XlsxWriter makes it of a real list."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Lizenzen")
        sheet.write_row(0, 0, ["Nr.", "Komponente", "Version", "Lizenz", "Hersteller", "URL", "Bemerkung"])
        for n in range(1, rows + 1):
            address = f"https://example.org/{n}"
            sheet.write_row(
                n, 0, [n, f"teil-{n}", f"1.{n % 9}", LICENCES[n % 3], f"Firma {n % 40}", address, "geprüft"]
            )
    return target.getvalue()


def test_a_workbook_above_the_bound_of_others_is_read_whole() -> None:
    [verdict] = judge_file(large(30_000), OPTIONS)  # 210,000 filled cells; more than a matrix may have

    assert (verdict["components"], verdict["encoding"], verdict["member"]) == (30_000, "xlsx", "Lizenzen")
    assert verdict["licences"]["copyleft"] == 10_000


def test_limits_of_a_workbook_grow_with_what_it_unpacks_to() -> None:
    small, more = limits_for_book(packed(a=b"x")), limits_for_book(packed(a=b"x" * 64 * MIB))

    assert (small.memory_bytes, small.cpu_seconds) == (512 * MIB, 4)
    assert (more.memory_bytes, more.cpu_seconds) == ((512 + 12 * 60) * MIB, 28)


def many_cells(number: int) -> bytes:
    """Return a workbook with more cells than are read, small when packed."""
    book = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_xlsx(Workbook((sheet_of("Liste", [["a"]]),))))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    row = b"<row>" + b"<c><v>1</v></c>" * 1_000 + b"</row>"
    sheet = next(name for name in parts if name.startswith("xl/worksheets/sheet"))
    head, _, rest = parts[sheet].partition(b"<sheetData>")
    parts[sheet] = (
        head + b"<sheetData>" + row * (number // 1_000) + b"</sheetData>" + rest.partition(b"</sheetData>")[2]
    )
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return book.getvalue()


def test_far_too_many_cells_are_refused_at_once_and_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    data = many_cells(10_000_000)
    monkeypatch.setattr(gate, "_BOOK", ArchiveLimits(total=256 * MIB, ratio=10_000))  # else the ratio alone refuses it
    with little_time(), pytest.raises(InputError) as refusal:
        judge_file(data, OPTIONS)

    [fault] = refusal.value.faults
    assert (fault.type, fault.properties["maximum"]) == ("file_cells", "2000000")
    assert "als CSV speichern" in refusal_sentence(fault)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_versions_that_a_spreadsheet_holds_as_date_or_number_are_told(kind: str) -> None:
    data = dated_xlsx() if kind == "xlsx" else dated_ods()
    [verdict] = list_file(data, {**LISTING, "columns": ""})

    told = {one["component"]: one for one in verdict["findings"] if one["type"].startswith("version_")}
    assert {name: one["type"] for name, one in told.items()} == {"alpha": "version_changed", "beta": "version_number"}
    assert all("Version kann von Excel verändert sein" in one["text"] for one in told.values())
    assert [row[1] for row in verdict["rows"]] == ["2026-10-02", "2.1", "31", "2.10"]
    assert verdict["components"] == 4


def dated_xlsx() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Liste")
        sheet.write_row(0, 0, ["Komponente", "Version", "Lizenz"])
        sheet.write_column(1, 0, ["alpha", "beta", "gamma", "delta"])
        sheet.write_datetime(1, 1, date(2026, 10, 2), book.add_format({"num_format": "d. mmm"}))  # typed as 2.10
        sheet.write_number(2, 1, 2.10)
        sheet.write_number(3, 1, 31)
        sheet.write_string(4, 1, "2.10")
        sheet.write_column(1, 2, ["MIT"] * 4)
    return target.getvalue()


_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_NUMBER = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
_DATE = '<table:table-cell office:value-type="date" office:date-value="{0}"><text:p>02. Okt</text:p></table:table-cell>'


def dated_ods() -> bytes:
    """Return the list as LibreOffice writes it."""
    versions = [_DATE.format("2026-10-02"), _NUMBER.format("2.1"), _NUMBER.format("31"), _CELL.format("2.10")]
    names = ("alpha", "beta", "gamma", "delta")
    rows = "".join(
        f"<table:table-row>{_CELL.format(name)}{version}{_CELL.format('MIT')}</table:table-row>"
        for name, version in zip(names, versions, strict=True)
    )
    first = "".join(map(_CELL.format, ("Komponente", "Version", "Lizenz")))
    with zipfile.ZipFile(io.BytesIO(write_ods(Workbook((sheet_of("Liste", [["ERSATZ"]]),))))) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    content = parts["content.xml"].decode()
    start, end = content.index("<table:table-row"), content.rindex("</table:table-row>") + len("</table:table-row>")
    whole = f"{content[:start]}<table:table-row>{first}</table:table-row>{rows}{content[end:]}"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, whole.encode() if name == "content.xml" else part)
    return target.getvalue()


def test_columns_are_confirmed_by_the_sheet_of_the_workbook_in_the_archive() -> None:
    one = sheet_of("Eins", [["Name", "Lizenz", "Lizenz lt. Anbieter"], ["alpha", "MIT", "ISC"]])
    two = sheet_of("Zwei", [["Lizenz", "Komponente"], ["MIT", "beta"]])
    data = packed(
        a_xlsx=write_xlsx(Workbook((one, two))), b_csv=b"Name;Lizenz;Neu\nalpha;MIT;0BSD\n", c_json=as_json(cyclonedx())
    )
    chosen = {"a.xlsx: Eins": {"name": 0, "licence": 2}, "b.csv": {"name": 0, "licence": 2}}
    found = list_file(data, {**LISTING, "columns": json.dumps(chosen)})

    assert {one["member"]: told_of(one) for one in found if one["format"] == "list"} == {
        "b.csv": (True, ["0BSD"]),
        "a.xlsx: Eins": (True, ["ISC"]),
        "a.xlsx: Zwei": (False, ["MIT"]),
    }
    assert len(found) == 4


def test_workbooks_beyond_those_that_are_read_are_named_each() -> None:
    names = [f"liste{number:02}" for number in range(12)]
    data = packed(
        **{
            f"{name}_xlsx": write_xlsx(Workbook((sheet_of("Blatt", [["Name", "Lizenz"], [name, "MIT"]]),)))
            for name in names
        }
    )
    found = judge_file(data, OPTIONS)

    assert len(found) == 10
    skipped = {one["place"]: one["text"] for one in found[0]["findings"] if one["type"] == "member_skipped"}
    assert set(skipped) == {"liste10.xlsx", "liste11.xlsx"}
    assert all("10 Arbeitsmappen" in text for text in skipped.values())


def told_of(verdict: dict[str, Any]) -> tuple[bool, list[str]]:
    return verdict["columns"]["confirmed"], [one["expression"] for one in verdict["expressions"]]


@pytest.mark.parametrize(
    ("limits", "reason", "words"),
    [
        ({"cpu_seconds": 1}, "file_time", "Sekunden"),
        ({"wall_seconds": 0.3}, "file_time", "Sekunden"),
        ({"memory_bytes": 72 * MIB}, "file_memory", "Arbeitsspeicher"),
    ],
    ids=["processor", "clock", "memory"],
)
def test_the_child_that_reads_a_real_file_is_killed_at_its_limit_and_says_so(
    monkeypatch: pytest.MonkeyPatch, limits: dict[str, Any], reason: str, words: str
) -> None:
    """Nothing is faked but the limit: the child is a process, the reader ours, the file honest and too large for it."""
    data = large(30_000)
    monkeypatch.setattr(gate, "limits_for_book", lambda _: Limits(**limits))
    with little_time(), pytest.raises(InputError) as refusal:
        judge_file(data, OPTIONS)

    [fault] = refusal.value.faults
    assert fault.type == reason
    assert words in refusal_sentence(fault)
    monkeypatch.undo()
    assert judge_file(large(2), OPTIONS)[0]["components"] == 2  # and this process lives on


def test_where_compiled_code_gives_up_for_want_of_memory_nothing_of_our_environment_makes_it_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Asked for a backtrace, the parser of JSON asks for more memory while it has none, and then waits for ever."""
    document = spdx2()
    document["packages"] *= 40_000
    monkeypatch.setenv("RUST_BACKTRACE", "1")
    monkeypatch.setattr(gate, "limits_for", lambda _: Limits(72 * MIB, cpu_seconds=4, wall_seconds=16))
    with little_time(), pytest.raises(InputError) as refusal:
        judge_file(as_json(document), OPTIONS)

    assert refusal.value.faults[0].type == "file_memory"
