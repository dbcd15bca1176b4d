"""Licence lists as bidders bring them, through the gate: workbooks of 50,000 rows, a table of 250,000 rows as text."""

from collections.abc import Iterator
from functools import partial

from app.licences.gate import judge_file, list_file
from bench.measuring import Row
from bench.workbook import cpu_seconds
from core.cells import Cell, CellKind, Sheet, Workbook
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.xlsx_writer import write_xlsx

ROWS, MOST_ROWS = 50_000, 250_000
_SECONDS_OF_A_BOOK, _SECONDS_OF_A_TEXT, _ROUNDS = 5.0, 15.0, 3
_HEADINGS = ("Komponente", "Version", "Lizenz", "Hersteller", "purl", "SHA-256", "Homepage")
_LICENCES = (
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "GPL-2.0-only",
    "Apache License 2.0",
    "MIT OR Apache-2.0",
    "proprietär",
)
_ASKED = {"day": "2026-11-22", "outbound": "EUPL-1.2", "use": "link"}
_LISTED = {**_ASKED, "scenario": "distribution", "columns": ""}


def _row(number: int) -> tuple[str, ...]:
    version, licence = f"{number % 9}.{number % 13}.{number % 7}", _LICENCES[number % len(_LICENCES)]
    where = f"https://example.org/p/{number}"
    name = f"package-{number}"
    return (name, version, licence, f"Hersteller {number % 300}", f"pkg:npm/{name}@{version}", f"{number:064x}", where)


def _book() -> Workbook:
    rows = (_HEADINGS, *map(_row, range(ROWS)))
    cells = {(at, column): Cell(CellKind.TEXT, text) for at, row in enumerate(rows) for column, text in enumerate(row)}
    return Workbook((Sheet("Lizenzen", cells),))


def rows() -> Iterator[Row]:
    """Yield the rows of this part: processor time with the child process in which the file is read."""
    book = _book()
    for name, data in (("XLSX", write_xlsx(book)), ("ODS", write_ods(book))):
        yield _measured(f"licence list of 50,000 × 7 cells, {name}, judged", data, _SECONDS_OF_A_BOOK)
    table = "\n".join(map(";".join, (_HEADINGS, *map(_row, range(MOST_ROWS))))).encode()
    yield _measured("licence list of 250,000 × 7 cells, CSV, judged", table, _SECONDS_OF_A_TEXT)
    seconds = cpu_seconds(partial(list_file, table, _LISTED), _ROUNDS)
    yield Row("the same with a row for each component", f"{seconds:.2f} s", "", seconds, _SECONDS_OF_A_TEXT, "s")


def _measured(what: str, data: bytes, most: float) -> Row:
    seconds = cpu_seconds(partial(judge_file, data, _ASKED), _ROUNDS)
    return Row(what, f"{seconds:.2f} s", "", seconds, most, "s")
