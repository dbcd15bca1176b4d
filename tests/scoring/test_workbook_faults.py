"""Every fault of a workbook is named with its cell, and nothing is taken before all are gone.

What people are told of each is approved: after a wanted change write it anew with
``PRUEFSTAND_APPROVE=1 pytest tests/scoring/test_workbook_faults.py`` and read the difference.
"""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from core.cells import Cell, CellKind, Sheet, Span, Workbook
from core.errors import Fault, InputError, Severity
from infra.spreadsheet.ods_writer import write_ods
from infra.spreadsheet.reading import read_workbook
from infra.spreadsheet.xlsx_writer import write_xlsx
from scoring import wording
from scoring.wording import fault_sentence
from scoring.workbook import names
from scoring.workbook.draft import Draft
from scoring.workbook.read import parse_evaluation_workbook, read_evaluation_workbook
from tests.factories import Json, copy_of, criterion, evaluation, house_rules, sample
from tests.killers import changed, number, text
from tests.workbooks import rich, workbook_of

APPROVED = Path(__file__).resolve().parents[1] / "approved" / "arbeitsmappen" / "saetze.txt"

HEAD, CRITERIA, BIDS, SCORES = names.HEAD, names.CRITERIA, names.BIDS, names.SCORES


TRUE = Cell(CellKind.BOOLEAN, value=True)


def simple() -> Workbook:
    """Return the workbook of two bids on the criteria Q and O: points in G6 and G7, and in J6 and J7."""
    return workbook_of(sample())


def with_answers() -> Workbook:
    document = copy_of(sample())
    document["matrix"]["criteria"].insert(0, criterion("A1", kind="A"))
    for bid in document["bids"]:
        bid["a_criteria"] = {"A1": True}
    return workbook_of(document)


def faults_of(workbook: Workbook) -> list[Fault]:
    with pytest.raises(InputError) as refusal:
        read_evaluation_workbook(workbook, house_rules())
    return refusal.value.faults


def told(faults: list[Fault]) -> str:
    """Return what people read, a line for each fault."""
    return "".join(f"{fault.pointer}: {fault_sentence(fault)}\n" for fault in faults)


def check_sentences(name: str, faults: list[Fault]) -> None:
    """Compare what people read with what is approved under a name."""
    approved = dict(part.split("\n", 1) for part in APPROVED.read_text(encoding="utf-8").split("== ")[1:])
    if os.environ.get("PRUEFSTAND_APPROVE"):
        approved[name] = told(faults)
        parts = (f"== {one}\n{approved[one]}" for one in sorted(approved))
        APPROVED.write_text("".join(parts), encoding="utf-8")
    assert told(faults) == approved[name]


def set_(sheet: str, row: int, column: int, cell: Cell | None, base: Callable[[], Workbook] = simple) -> Workbook:
    return changed(base(), sheet, (row, column), cell)


def sheet_with(name: str, base: Callable[[], Workbook] = simple, **fields: object) -> Workbook:
    return Workbook(
        tuple(replace(sheet, **fields) if sheet.name == name else sheet for sheet in base().sheets)  # type: ignore[arg-type]
    )


def renamed(name: str, new: str) -> Workbook:
    return Workbook(tuple(replace(sheet, name=new) if sheet.name == name else sheet for sheet in simple().sheets))


def without_column(name: str, column: int) -> Workbook:
    return Workbook(
        tuple(
            replace(sheet, cells={at: cell for at, cell in sheet.cells.items() if at[1] != column})
            if sheet.name == name
            else sheet
            for sheet in simple().sheets
        )
    )


def without(name: str) -> Workbook:
    return Workbook(tuple(sheet for sheet in simple().sheets if sheet.name != name))


def formula(value: str = "8") -> Cell:
    return Cell(CellKind.NUMBER, Decimal(value), "4+4")


def row_of(label: str, workbook: Workbook) -> int:
    sheet = workbook.sheet(HEAD)
    assert sheet is not None
    [row] = [row for (row, column), cell in sheet.cells.items() if column == 0 and cell.value == label]
    return row


def in_head(label: str, cell: Cell | None, base: Callable[[], Workbook] = simple) -> Workbook:
    return set_(HEAD, row_of(label, base()), 1, cell, base)


# What is done to a workbook: the fault it must raise and the cell it must name.
BAD: dict[str, tuple[Callable[[], Workbook], str, str]] = {
    "no workbook of ours": (lambda: Workbook((Sheet("Tabelle1", {(0, 0): text("x")}),)), "workbook_format", "Vergabe"),
    "another version": (lambda: set_(HEAD, 1, 1, text("pruefstand/arbeitsmappe/2")), "workbook_format", "Vergabe"),
    "a sheet is gone": (lambda: without(CRITERIA), "workbook_sheet_missing", "Kriterien"),
    "the bids are gone": (lambda: without(BIDS), "workbook_sheet_missing", "Angebote"),
    "a heading is gone": (lambda: set_(CRITERIA, 4, 4, None), "workbook_heading_missing", "Kriterien!E5"),
    "a sheet was renamed": (lambda: renamed(SCORES, "Wertung neu"), "workbook_sheet_missing", "Wertung"),
    "the first sheet was renamed": (lambda: renamed(HEAD, "Verfahren"), "workbook_sheet_missing", "Vergabe"),
    "a sheet nobody asked for": (
        lambda: Workbook((*simple().sheets, Sheet("Notizen", {(0, 0): text("bitte prüfen")}))),
        "workbook_sheet_unknown",
        "Notizen",
    ),
    "a sheet twice but for a blank": (
        lambda: Workbook((*simple().sheets, replace(simple().sheets[3], name="Wertung "))),
        "workbook_sheet_unknown",
        "Wertung ",
    ),
    "a heading changed": (
        lambda: set_(CRITERIA, 4, 11, text("Mindestwert")),
        "workbook_column_unknown",
        "Kriterien!L5",
    ),
    "a heading twice": (lambda: set_(BIDS, 4, 5, text("Bieter")), "workbook_heading_twice", "Angebote!F5"),
    "a note beside the entries": (
        lambda: set_(CRITERIA, 20, 20, text("bitte prüfen")),
        "workbook_column_unnamed",
        "Kriterien!U21",
    ),
    "a note beside the head": (lambda: set_(HEAD, 6, 7, text("prüfen")), "workbook_column_unnamed", "Vergabe!H7"),
    "another heading of the head": (lambda: set_(HEAD, 2, 1, text("Wert")), "workbook_heading_missing", "Vergabe!B3"),
    "no column of reasons": (lambda: set_(SCORES, 4, 7, None), "workbook_heading_missing", "Wertung!H5"),
    "no column of points": (lambda: set_(SCORES, 4, 6, text("Pkt.")), "workbook_heading_missing", "Wertung!G5"),
    "a block without bid and headings": (
        lambda: changed(changed(set_(SCORES, 3, 9, None), SCORES, (4, 9), None), SCORES, (4, 11), None),
        "workbook_column_unnamed",
        "Wertung!J6",
    ),
    "a label changed": (
        lambda: set_(HEAD, row_of("Punkteskala: Schritt", simple()), 0, text("Schritt")),
        "workbook_label_missing",
        "Vergabe!A14",
    ),
    "a label too many": (lambda: set_(HEAD, 30, 0, text("Ort")), "workbook_label_unknown", "Vergabe!A31"),
    "a label twice": (lambda: set_(HEAD, 30, 0, text("Teillos")), "workbook_label_twice", "Vergabe!A31"),
    "an entry without label": (lambda: set_(HEAD, 30, 1, text("Darmstadt")), "workbook_label_unnamed", "Vergabe!A31"),
    "a bid without columns": (
        lambda: changed(changed(set_(BIDS, 7, 0, text("C")), BIDS, (7, 1), text("Neu")), BIDS, (7, 2), number("1")),
        "workbook_bid_columns",
        "Angebote!A8",
    ),
    "points without a criterion": (lambda: set_(SCORES, 7, 6, number("3")), "workbook_number_missing", "Wertung!A8"),
    "all headings are gone": (lambda: set_(BIDS, 4, 0, text("Kennung")), "workbook_heading_missing", "Angebote!A5"),
    "a formula as points": (lambda: set_(SCORES, 5, 6, formula()), "workbook_formula", "Wertung!G6"),
    "a formula as price": (lambda: set_(BIDS, 5, 2, formula()), "workbook_formula", "Angebote!C6"),
    "a formula as weight": (lambda: set_(CRITERIA, 5, 4, formula("90")), "workbook_formula", "Kriterien!E6"),
    "a link as tenderer": (
        lambda: set_(BIDS, 5, 1, Cell(CellKind.TEXT, "Bieter A", 'HYPERLINK("http://192.0.2.1","Bieter A")')),
        "workbook_formula",
        "Angebote!B6",
    ),
    "a formula as number of a criterion": (
        lambda: set_(CRITERIA, 5, 0, Cell(CellKind.TEXT, "Q", "Z1")),
        "workbook_formula",
        "Kriterien!A6",
    ),
    "words as points": (lambda: set_(SCORES, 5, 6, text("acht")), "workbook_not_number", "Wertung!G6"),
    "English decimals as points": (lambda: set_(SCORES, 5, 6, text("7.5")), "workbook_not_number", "Wertung!G6"),
    "thousands in a price": (lambda: set_(BIDS, 5, 2, text("190.000,00")), "workbook_not_number", "Angebote!C6"),
    "a flag as points": (lambda: set_(SCORES, 5, 6, TRUE), "workbook_not_number", "Wertung!G6"),
    "a percentage as points": (
        lambda: set_(SCORES, 5, 6, Cell(CellKind.PERCENT, Decimal("0.8"))),
        "workbook_percent",
        "Wertung!G6",
    ),
    "points that became a date": (
        lambda: set_(SCORES, 5, 6, Cell(CellKind.DATE, "46149")),
        "workbook_date",
        "Wertung!G6",
    ),
    "an error as points": (lambda: set_(SCORES, 5, 6, Cell(CellKind.ERROR, "#REF!")), "workbook_error", "Wertung!G6"),
    "a flag as tenderer": (lambda: set_(BIDS, 5, 1, TRUE), "workbook_kind", "Angebote!B6"),
    "a third": (lambda: set_(CRITERIA, 5, 4, number("33.3333333333333")), "workbook_digits", "Kriterien!E6"),
    "neither yes nor no": (lambda: set_(CRITERIA, 6, 10, text("vielleicht")), "workbook_flag", "Kriterien!K7"),
    "a criterion without number": (
        lambda: set_(CRITERIA, 7, 2, text("Neu")),
        "workbook_number_missing",
        "Kriterien!A8",
    ),
    "a bid without number": (lambda: set_(BIDS, 7, 1, text("Neu")), "workbook_number_missing", "Angebote!A8"),
    "an unknown group": (lambda: set_(CRITERIA, 5, 1, text("X")), "workbook_group_unknown", "Kriterien!B6"),
    "its own group": (lambda: set_(CRITERIA, 5, 1, text("Q")), "workbook_group_unknown", "Kriterien!B6"),
    "a degree for nothing": (
        lambda: changed(set_(names.DEGREES, 5, 0, text("X")), names.DEGREES, (5, 1), number("1")),
        "workbook_unknown_criterion",
        "Erfüllungsgrade!A6",
    ),
    "points for an unknown bid": (lambda: set_(SCORES, 3, 6, text("X")), "workbook_unknown_bid", "Wertung!G4"),
    "a line for an unknown bid": (
        lambda: set_(names.PRICES, 5, 0, text("X"), lambda: workbook_of(rich())),
        "workbook_unknown_bid",
        "Preisblatt!A6",
    ),
    "a reason without points": (lambda: set_(SCORES, 5, 6, None), "workbook_points_missing", "Wertung!G6"),
    "a reason without an answer": (
        lambda: changed(set_(names.ANSWERS, 5, 3, None, with_answers), names.ANSWERS, (5, 4), text("x")),
        "workbook_answer_missing",
        "A-Kriterien!D6",
    ),
    "merged points": (lambda: sheet_with(SCORES, merged=(Span(5, 6, 6, 6),)), "workbook_merged", "Wertung!G6"),
    "a hidden row": (lambda: sheet_with(SCORES, hidden_rows=frozenset({6})), "workbook_hidden_row", "Wertung!A7"),
    "a hidden column": (
        lambda: sheet_with(SCORES, hidden_columns=frozenset({6})),
        "workbook_hidden_column",
        "Wertung!G4",
    ),
    "hidden points": (
        lambda: sheet_with(SCORES, hidden_cells=frozenset({(5, 6)})),
        "workbook_hidden_cell",
        "Wertung!G6",
    ),
    "a note at the points": (lambda: sheet_with(SCORES, notes=frozenset({(5, 6)})), "workbook_note", "Wertung!G6"),
    "a note on the guide sheet": (
        lambda: sheet_with(names.GUIDE, notes=frozenset({(40, 2)})),
        "workbook_note",
        "Hinweise!C41",
    ),
    "a hidden sheet": (lambda: sheet_with(SCORES, hidden=True), "workbook_hidden_sheet", "Wertung"),
    "a bid twice": (lambda: set_(BIDS, 6, 0, text("A")), "duplicate_id", "Angebote!A7"),
    "a criterion twice": (lambda: set_(CRITERIA, 6, 0, text("Q")), "duplicate_id", "Kriterien!A7"),
    "a criterion of another kind": (
        lambda: set_(CRITERIA, 5, 3, text("I")),
        "workbook_wrong_kind",
        "Wertung!A6",
    ),
    "a criterion scored twice": (lambda: set_(SCORES, 6, 0, text("Q")), "duplicate_id", "Wertung!A7"),
    # what the checks of the format find, at its cell
    "points missing": (
        lambda: changed(set_(SCORES, 5, 6, None), SCORES, (5, 7), None),
        "score_missing",
        "Wertung!G6",
    ),
    "points off the scale": (lambda: set_(SCORES, 5, 6, number("11")), "points_off_scale", "Wertung!G6"),
    "wrong sum": (lambda: set_(CRITERIA, 5, 4, number("89")), "weights_sum", "Kriterien!E3"),
    "weight missing": (lambda: set_(CRITERIA, 5, 4, None), "weight_missing", "Kriterien!E6"),
    "price missing": (lambda: set_(BIDS, 5, 2, None), "format_missing", "Angebote!C6"),
    "price zero": (lambda: set_(BIDS, 5, 2, number("0")), "format_above_zero", "Angebote!C6"),
    "title missing": (lambda: set_(CRITERIA, 5, 2, None), "format_missing", "Kriterien!C6"),
    "another kind": (lambda: set_(CRITERIA, 5, 3, text("C")), "format_enum", "Kriterien!D6"),
    "minimum off the scale": (lambda: set_(CRITERIA, 5, 7, number("12")), "minimum_off_scale", "Kriterien!H6"),
    "reference missing": (lambda: in_head("Aktenzeichen", None), "format_missing", "Vergabe!B4"),
    "answer missing": (
        lambda: set_(names.ANSWERS, 5, 3, None, with_answers),
        "a_criterion_unanswered",
        "A-Kriterien!D6",
    ),
    "unknown method": (lambda: in_head("Wertungsmethode", text("x")), "format_union_tag_invalid", "Vergabe!B16"),
    "unknown criterion": (lambda: set_(SCORES, 5, 0, text("X")), "workbook_contradiction", "Wertung!A6"),
    "price sheet off": (
        lambda: set_(BIDS, 5, 2, number("1"), lambda: workbook_of(rich())),
        "price_sheet_sum",
        "Angebote!C6",
    ),
    "sum of a group": (
        lambda: set_(CRITERIA, 9, 4, number("1"), lambda: workbook_of(rich())),
        "weights_sum",
        "Kriterien!L9",
    ),
    "degree off the scale": (
        lambda: set_(names.DEGREES, 5, 1, number("11"), lambda: workbook_of(rich())),
        "points_off_scale",
        "Erfüllungsgrade!B6",
    ),
    "two degrees for the same points": (
        lambda: set_(names.DEGREES, 6, 1, number("10"), lambda: workbook_of(rich())),
        "workbook_degree_twice",
        "Erfüllungsgrade!B7",
    ),
    "points typed for a group": (
        lambda: set_(SCORES, 5, 6, number("5"), lambda: workbook_of(rich())),
        "unknown_criterion",
        "Wertung!G6",
    ),
    "evaluator without name": (
        lambda: set_("Einzelwertung 1", 1, 2, None, lambda: workbook_of(rich())),
        "format_missing",
        "Einzelwertung 1!C2",
    ),
    "evaluator twice": (
        lambda: set_("Einzelwertung 2", 1, 2, text("Ada"), lambda: workbook_of(rich())),
        "duplicate_evaluator",
        "Einzelwertung 2!C2",
    ),
    "evaluator twice but for capitals and blanks": (
        lambda: set_("Einzelwertung 2", 1, 2, text(" aDA "), lambda: workbook_of(rich())),
        "duplicate_evaluator",
        "Einzelwertung 2!C2",
    ),
    "number of periods": (
        lambda: set_(names.PRICES, 5, 5, number("1.5"), lambda: workbook_of(rich())),
        "format_int_type",
        "Preisblatt!F6",
    ),
    # what is told beside it is approved, too
    "no number above the points": (lambda: set_(SCORES, 3, 6, None), "workbook_unknown_bid", "Wertung!G4"),
    "no number above the answers": (
        lambda: set_(names.ANSWERS, 3, 3, None, with_answers),
        "workbook_unknown_bid",
        "A-Kriterien!D4",
    ),
    "merged points and a price that is none": (
        lambda: changed(sheet_with(SCORES, merged=(Span(5, 6, 6, 6),)), BIDS, (5, 2), text("x")),
        "workbook_not_number",
        "Angebote!C6",
    ),
    "words as points in a hidden row": (
        lambda: changed(sheet_with(SCORES, hidden_rows=frozenset({5})), SCORES, (5, 6), text("acht")),
        "workbook_hidden_row",
        "Wertung!A6",
    ),
    "words as points in a hidden sheet": (
        lambda: changed(sheet_with(SCORES, hidden=True), SCORES, (5, 6), text("acht")),
        "workbook_not_number",
        "Wertung!G6",
    ),
    "another heading of the result": (
        lambda: set_(names.RESULT, 4, 1, text("x")),
        "workbook_unread",
        "Ergebnis!B5",
    ),
    # what a rule forbids, at its cell
    "reason missing": (lambda: set_(SCORES, 5, 7, None), "reason_missing", "Wertung!H6"),
    "open source gone": (lambda: set_(CRITERIA, 6, 10, None), "open_source_missing", "Kriterien!E3"),
}

SWAPPED: dict[str, tuple[Callable[[], Workbook], list[str]]] = {
    "bids above their points": (lambda: swapped(simple(), SCORES, (3, 6), (3, 9)), ["Wertung!G4", "Wertung!J4"]),
    "bids above their answers": (
        lambda: swapped(with_answers(), names.ANSWERS, (3, 3), (3, 6)),
        ["A-Kriterien!D4", "A-Kriterien!G4"],
    ),
    "bids on their own sheet": (
        lambda: swapped(simple(), BIDS, (5, 0), (6, 0)),
        ["A-Kriterien!D4", "A-Kriterien!G4", "Wertung!G4", "Wertung!J4"],
    ),
    "criteria on the sheet of points": (
        lambda: swapped(simple(), SCORES, (5, 0), (6, 0)),
        ["Wertung!A6", "Wertung!A7"],
    ),
    "criteria on their own sheet": (lambda: swapped(simple(), CRITERIA, (5, 0), (6, 0)), ["Wertung!A6", "Wertung!A7"]),
    "criteria of one evaluator": (
        lambda: swapped(workbook_of(rich()), "Einzelwertung 2", (6, 0), (7, 0)),
        ["Einzelwertung 2!A7", "Einzelwertung 2!A8"],
    ),
    "bids of the result": (
        lambda: swapped(simple(), names.RESULT, (5, 1), (6, 1)),
        ["Ergebnis!B6", "Ergebnis!B7"],
    ),
    "groups of the result": (
        lambda: swapped(simple(), names.RESULT, (4, 17), (4, 18)),
        ["Ergebnis!R5", "Ergebnis!S5"],
    ),
    "bids where the tenderers are gone": (
        lambda: changed(
            changed(swapped(simple(), SCORES, (3, 6), (3, 9)), SCORES, (3, 7), None), SCORES, (3, 10), None
        ),
        ["Ergebnis!B6", "Ergebnis!B7"],
    ),
    "bids whose means stay": (
        lambda: without_tenderers(swapped(two_by_evaluators(), "Einzelwertung 2", (3, 6), (3, 9))),
        ["Konsenswertung!G4", "Konsenswertung!L4"],
    ),
    "a number longer than what is told": (
        lambda: set_(SCORES, 5, 0, text("N" * 41)),
        ["Wertung!A6"],
    ),
    "criteria whose means stay": (
        lambda: without_captions(swapped(workbook_of(rich()), "Einzelwertung 1", (6, 0), (7, 0)), "Einzelwertung 1"),
        ["Konsenswertung!A7"],
    ),
}


def swapped(workbook: Workbook, sheet: str, one: tuple[int, int], other: tuple[int, int]) -> Workbook:
    """Exchange two cells."""
    found = workbook.sheet(sheet)
    assert found is not None
    return changed(changed(workbook, sheet, one, found.cells[other]), sheet, other, found.cells[one])


def two_by_evaluators() -> Workbook:
    document = rich()
    document["bids"][2] = {**document["bids"][1], "id": "C"}
    return workbook_of(document)


def without_tenderers(workbook: Workbook) -> Workbook:
    """Empty what shows the tenderers above the points of the second evaluator."""
    for column in (7, 10):
        workbook = changed(workbook, "Einzelwertung 2", (3, column), None)
    return workbook


def without_captions(workbook: Workbook, name: str) -> Workbook:
    """Empty the cells that show what the sheet of criteria says."""
    for row, column in ((row, column) for row in range(5, 9) for column in range(2, 6)):
        workbook = changed(workbook, name, (row, column), None)
    return workbook


@pytest.mark.parametrize("name", SWAPPED)
def test_a_number_beside_what_belongs_to_another_is_a_fault(name: str) -> None:
    make, places = SWAPPED[name]

    faults = faults_of(make())

    assert [(fault.type, fault.pointer) for fault in faults] == [("workbook_contradiction", place) for place in places]
    check_sentences(name, faults)


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_numbers_are_compared_in_files_of_both_formats(write: Callable[[Workbook], bytes]) -> None:
    """Also where the names of sheets lost their quotes, as Excel and LibreOffice write them."""
    for full in (simple(), workbook_of(rich())):
        parse_evaluation_workbook(read_workbook(write(full)))

    faults = faults_of(read_workbook(write(swapped(simple(), SCORES, (3, 6), (3, 9)))))

    assert [fault.pointer for fault in faults] == ["Wertung!G4", "Wertung!J4"]
    bare = swapped(simple(), SCORES, (3, 6), (3, 9))
    for sheet in bare.sheets:
        for position, cell in sheet.cells.items():
            if cell.formula:
                bare = changed(
                    bare, sheet.name, position, replace(cell, formula=cell.formula.replace("'Angebote'", "Angebote"))
                )
    assert [fault.pointer for fault in faults_of(bare)] == ["Wertung!G4", "Wertung!J4"]


def test_what_people_may_change_contradicts_nothing() -> None:
    """Tenderers and titles stand in one place only: what a program has stored of them elsewhere may be older."""
    workbook = changed(changed(simple(), BIDS, (5, 1), text("Umbenannt")), CRITERIA, (5, 2), text("Anders"))

    assert parse_evaluation_workbook(workbook).evaluation.bids[0].tenderer == "Umbenannt"


FORBIDDEN = {"reason_missing", "open_source_missing"}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_names_its_cell(name: str) -> None:
    make, kind, place = BAD[name]

    faults = faults_of(make())

    assert (kind, place) in {(fault.type, fault.pointer) for fault in faults}
    [found] = [fault for fault in faults if (fault.type, fault.pointer) == (kind, place)]
    assert found.severity is (Severity.FORBIDDEN if kind in FORBIDDEN else Severity.INVALID)
    assert not fault_sentence(found).endswith("–.")
    assert fault_sentence(found) != "Der Wert ist nicht zulässig."
    check_sentences(name, faults)


def test_every_sentence_about_workbooks_has_a_fault_that_fires() -> None:
    elsewhere = {"paper_too_long", "workbook_text", "workbook_too_large"}
    fired = {kind for _, kind, _ in (*BAD.values(), *NEVER_READ.values()) if kind.startswith("workbook_")}

    assert fired | elsewhere == set(wording._OFFICE_FAULTS)  # noqa: SLF001 - the list is the promise


def test_all_faults_are_told_in_the_order_of_the_sheets() -> None:
    workbook = simple()
    for sheet, position, cell in (
        (SCORES, (6, 9), text("x")),
        (SCORES, (5, 6), formula()),
        (BIDS, (6, 2), None),
        (CRITERIA, (5, 4), text("neunzig")),
    ):
        workbook = changed(workbook, sheet, position, cell)

    assert [fault.pointer for fault in faults_of(workbook)] == [
        "Kriterien!E6",
        "Angebote!C7",
        "Wertung!G6",
        "Wertung!J7",
    ]


def test_of_a_renamed_sheet_nothing_is_told_but_its_name() -> None:
    """Points are missing, and so on: all of that only follows."""
    found = [(fault.type, fault.pointer) for fault in faults_of(renamed(SCORES, "Punkte"))]

    assert found == [("workbook_sheet_missing", "Wertung"), ("workbook_sheet_unknown", "Punkte")]


def test_a_renamed_sheet_is_named_in_a_draft_too() -> None:
    draft = workbook_of({**sample(), "draft": True})
    other = Workbook(tuple(replace(one, name="x") if one.name == SCORES else one for one in draft.sheets))

    assert [fault.type for fault in faults_of(other)] == ["workbook_sheet_missing", "workbook_sheet_unknown"]


@pytest.mark.parametrize("lost", ["Preisblatt", "Einzelwertung 1", "Konsenswertung", "Erfüllungsgrade", "A-Kriterien"])
def test_every_sheet_with_entries_is_missed(lost: str) -> None:
    full = workbook_of(rich())
    both = {"Einzelwertung 1", "Einzelwertung 2"} if lost == "Einzelwertung 1" else {lost}
    less = Workbook(tuple(sheet for sheet in full.sheets if sheet.name not in both))

    assert [(fault.type, fault.pointer) for fault in faults_of(less)] == [
        ("workbook_sheet_missing", name) for name in sorted({*both, lost})
    ]


def test_a_deleted_sheet_of_the_last_evaluator_is_missed() -> None:
    document = rich()
    document["bids"][1]["evaluations"].append({**document["bids"][1]["evaluations"][0], "evaluator": "Cem"})
    full = workbook_of(document)

    for lost in ("Einzelwertung 1", "Einzelwertung 2", "Einzelwertung 3"):
        less = Workbook(tuple(sheet for sheet in full.sheets if sheet.name != lost))
        assert [(fault.type, fault.pointer) for fault in faults_of(less)] == [("workbook_sheet_missing", lost)]


def test_a_gap_between_evaluators_is_missed_in_a_workbook_that_does_not_state_their_number() -> None:
    full = changed(changed(workbook_of(rich()), HEAD, (1, 2), None), HEAD, (1, 3), None)
    gap = Workbook(
        tuple(replace(one, name="Einzelwertung 3") if one.name == "Einzelwertung 2" else one for one in full.sheets)
    )

    assert ("workbook_sheet_missing", "Einzelwertung 2") in {(fault.type, fault.pointer) for fault in faults_of(gap)}


NEVER_READ: dict[str, tuple[Callable[[], Workbook], str, str]] = {
    name: (partial(set_, *at, cell), kind, place)
    for name, at, cell, kind, place in (
        ("a note under the title", (SCORES, 1, 0), text("C raus"), "workbook_unread", "Wertung!A2"),
        ("a note beside the bids", (SCORES, 3, 1), text("x"), "workbook_unread", "Wertung!B4"),
        ("another title", (SCORES, 0, 0), text("Titel"), "workbook_unread", "Wertung!A1"),
        ("a formula as note", (SCORES, 1, 3), Cell(CellKind.TEXT, "x", '"x"&A1'), "workbook_unread", "Wertung!D2"),
        ("a note instead of the help", (HEAD, 3, 2), text("Ref"), "workbook_unread", "Vergabe!C4"),
        ("a note behind the help", (HEAD, 3, 3), text("extra"), "workbook_unread", "Vergabe!D4"),
        ("a note beside the format", (HEAD, 1, 2), text("neu"), "workbook_unread", "Vergabe!C2"),
        ("a note over the title of the head", (HEAD, 0, 0), text("neu"), "workbook_unread", "Vergabe!A1"),
        ("a note above the criteria", (CRITERIA, 2, 0), text("x"), "workbook_unread", "Kriterien!A3"),
        ("a number above the criteria", (CRITERIA, 2, 4), number("100"), "workbook_overwritten", "Kriterien!E3"),
        ("another scale of a row", (CRITERIA, 5, 6), text("0–5"), "workbook_overwritten", "Kriterien!G6"),
        ("a share", (CRITERIA, 5, 5), number("3"), "workbook_overwritten", "Kriterien!F6"),
        ("a number of a criterion alone", (CRITERIA, 29, 0), text("Summe"), "workbook_unread", "Kriterien!A30"),
        ("a number of a bid alone", (BIDS, 29, 0), text("Summe"), "workbook_unread", "Angebote!A30"),
        ("a number to score alone", (SCORES, 29, 0), text("F9"), "workbook_unknown_criterion", "Wertung!A30"),
        ("a weight on the sheet of points", (SCORES, 5, 3), number("99"), "workbook_overwritten", "Wertung!D6"),
        (
            "a constant as formula",
            (SCORES, 5, 3),
            Cell(CellKind.NUMBER, Decimal(99), "99"),
            "workbook_overwritten",
            "Wertung!D6",
        ),
        ("a minimum on the sheet of points", (SCORES, 5, 4), number("9"), "workbook_overwritten", "Wertung!E6"),
        ("another criterion", (SCORES, 5, 2), text("anderes"), "workbook_overwritten", "Wertung!C6"),
        ("another group", (SCORES, 5, 1), text("U"), "workbook_contradiction", "Wertung!B6"),
        ("a sum of points", (SCORES, 2, 6), number("3"), "workbook_overwritten", "Wertung!G3"),
        ("a note on the result", (names.RESULT, 19, 2), text("B ausschließen"), "workbook_overwritten", "Ergebnis!C20"),
        ("a note above the result", (names.RESULT, 2, 2), text("x"), "workbook_unread", "Ergebnis!C3"),
        ("a column of the result", (names.RESULT, 4, 30), text("x"), "workbook_unread", "Ergebnis!AE5"),
        ("a rank", (names.RESULT, 5, 0), number("9"), "workbook_overwritten", "Ergebnis!A6"),
        ("a note on the guide", (names.GUIDE, 19, 0), text("C verspätet"), "workbook_unread", "Hinweise!A20"),
        ("a note above the columns", (CRITERIA, 0, 20), text("bitte prüfen"), "workbook_unread", "Kriterien!U1"),
    )
}


@pytest.mark.parametrize("name", NEVER_READ)
def test_what_is_never_read_is_no_silent_loss(name: str) -> None:
    make, kind, place = NEVER_READ[name]

    faults = faults_of(make())

    assert [(fault.type, fault.pointer) for fault in faults] == [(kind, place)]
    check_sentences(name, faults)


def test_any_text_in_any_cell_that_is_no_entry_is_a_fault() -> None:
    """Of every cell that a workbook fills and of those around them, none takes a note in silence."""
    full = workbook_of(rich())
    read = parse_evaluation_workbook(full).evaluation
    for sheet in full.sheets:
        rows, columns = max(row for row, _ in sheet.cells) + 2, max(column for _, column in sheet.cells) + 2
        for row, column in {(row, (row * 7) % columns) for row in range(rows)} | set(sheet.cells):
            with suppress(InputError):
                got = parse_evaluation_workbook(changed(full, sheet.name, (row, column), text("Notiz"))).evaluation
                assert got != read, sheet.place(row, column)


@pytest.mark.parametrize(
    "sheet", [CRITERIA, BIDS, names.DEGREES, names.PRICES, names.ANSWERS, SCORES, "Konsenswertung"]
)
def test_every_changed_heading_is_named(sheet: str) -> None:
    full = workbook_of(rich())
    source = full.sheet(sheet)
    assert source is not None
    columns = [column for (row, column), cell in source.cells.items() if row == names.HEADER_ROW]

    for column in columns:
        faults = faults_of(changed(full, sheet, (names.HEADER_ROW, column), text("x")))
        place = source.place(names.HEADER_ROW, column)
        assert [fault.pointer for fault in faults] == [place]
        assert faults[0].type in {"workbook_heading_missing", "workbook_column_unknown"}


def test_every_changed_label_is_named() -> None:
    full = workbook_of(rich())
    source = full.sheet(HEAD)
    assert source is not None
    rows = [row for (row, column) in source.cells if column == 0 and row > 2]

    for row in rows:
        faults = faults_of(changed(full, HEAD, (row, 0), text("x")))
        assert [(fault.type, fault.pointer) for fault in faults] == [("workbook_label_missing", f"Vergabe!A{row + 1}")]


ALONE: dict[str, tuple[Callable[[], Workbook], str]] = {
    "a weight that is no number": (
        lambda: set_(CRITERIA, 5, 4, text("90 %")),
        "Kriterien!E6",
    ),
    "a weight with too many digits": (lambda: set_(CRITERIA, 5, 4, number("33.3333333333333")), "Kriterien!E6"),
    "a merged block of points": (
        lambda: changed(sheet_with(SCORES, merged=(Span(5, 6, 6, 6),)), SCORES, (6, 6), None),
        "Wertung!G6",
    ),
    "an unclear number in a price sheet": (
        lambda: set_(names.PRICES, 5, 3, text("1.000,005"), lambda: workbook_of(rich())),
        "Preisblatt!D6",
    ),
}


@pytest.mark.parametrize("name", ALONE)
def test_only_the_cause_is_told(name: str) -> None:
    make, place = ALONE[name]

    assert [fault.pointer for fault in faults_of(make()) if fault.type != "format_missing"] == [place]


def test_the_name_of_an_evaluator_is_told_once_however_many_bids_there_are() -> None:
    document = rich()
    document["bids"].append({**document["bids"][1], "id": "E"})

    for name in ("Ada", None):
        workbook = changed(workbook_of(document), "Einzelwertung 2", (1, 2), text(name) if name else None)
        assert [fault.pointer for fault in faults_of(workbook)] == ["Einzelwertung 2!C2"]


def test_sentences_at_cells_speak_the_words_of_the_sheets() -> None:
    machine = re.compile(r"[a-z]+_[a-z]+|\b(scores|evaluations|draft|price|procedure|True|False)\b")
    for kind in wording._AT_CELLS:  # noqa: SLF001 - every one of them
        sentence = fault_sentence(Fault(kind, "Vergabe!B10", properties={"bid": "A", "id": "F"}))
        assert not machine.search(sentence), sentence
        assert sentence != fault_sentence(Fault(kind, "/matrix"))
    assert "„WAHR“" in fault_sentence(faults_of(set_(SCORES, 5, 6, TRUE))[0])
    percentage = set_(SCORES, 5, 6, Cell(CellKind.PERCENT, Decimal("0.08")))
    assert "„8 %“" in fault_sentence(faults_of(percentage)[0])


def test_a_wrong_key_hides_what_only_follows_from_it() -> None:
    """Above the points of A stands X: that A has no points is no fault of its own."""
    found = [(fault.type, fault.pointer) for fault in faults_of(set_(SCORES, 3, 6, text("X")))]

    assert ("workbook_unknown_bid", "Wertung!G4") in found
    assert not [type_ for type_, _ in found if type_ in {"score_missing", "workbook_bid_columns"}]


READ_RIGHT: dict[str, Callable[[], Workbook]] = {
    "a number typed as text": lambda: set_(SCORES, 5, 6, text(" 8 ")),
    "a price typed as text": lambda: set_(BIDS, 5, 2, text("190000,00")),
    "a weight shown as percentage": lambda: set_(CRITERIA, 5, 4, Cell(CellKind.PERCENT, Decimal("0.9"))),
    "capitals": lambda: set_(CRITERIA, 6, 10, text("JA ")),
    "a true flag": lambda: set_(CRITERIA, 6, 10, TRUE),
    "merged headings": lambda: sheet_with(SCORES, merged=(Span(0, 0, 1, 9),)),
    "merged cells beside the entries": lambda: sheet_with(SCORES, merged=(Span(20, 0, 30, 3),)),
    "a hidden row without entries": lambda: sheet_with(SCORES, hidden_rows=frozenset({0})),
    "another sheet without entries": lambda: Workbook((*simple().sheets, Sheet("Tabelle1", {(3, 3): text("  ")}))),
    "a blank beside the entries": lambda: set_(CRITERIA, 20, 20, text(" ")),
    "a row of blanks": lambda: changed(set_(BIDS, 8, 0, text(" ")), BIDS, (8, 1), text("\N{NO-BREAK SPACE}")),
    "blanks instead of a minimum": lambda: set_(CRITERIA, 5, 7, text("   ")),
    "a column less that only shows something": lambda: without_column(CRITERIA, 5),
    "a result computed anew": lambda: set_(names.RESULT, 5, 0, Cell(CellKind.NUMBER, Decimal(9), "[.A1]")),
    "an emptied number of the result": lambda: set_(names.RESULT, 5, 1, None),
    "no result": lambda: without(names.RESULT),
    "an emptied computed cell": lambda: set_(SCORES, 5, 3, None),
    "method by its name in the format": lambda: in_head("Wertungsmethode", text("richtwert_einfach")),
}


@pytest.mark.parametrize("name", READ_RIGHT)
def test_what_is_clear_is_read_right(name: str) -> None:
    expected = parse_evaluation_workbook(simple()).evaluation

    assert read_evaluation_workbook(READ_RIGHT[name](), house_rules()) == expected


def test_a_circle_of_groups_is_named() -> None:
    document: Json = evaluation(
        [],
        criteria=[
            criterion("P", "90", children=[criterion("P1", "100", children=[criterion("P2", "100")])]),
            criterion("O", "10"),
        ],
    )
    workbook = changed(workbook_of(document), CRITERIA, (5, 1), text("P2"))

    found = {(fault.type, fault.pointer) for fault in faults_of(workbook)}

    assert {("workbook_group_unknown", f"Kriterien!B{row}") for row in (6, 7, 8)} <= found


def test_a_value_stands_in_its_cell_or_that_of_the_entry_above_it() -> None:
    draft = Draft(Workbook(()))
    draft.places |= {"/bids/0": "Angebote!A6", "/bids/0/price": "Angebote!C6"}

    places = [draft.place_of(one) for one in ("/bids/0/price/0", "/bids/0/tenderer", "/bids", "")]

    assert places == ["Angebote!C6", "Angebote!A6", "", ""]
