"""XLSX to sheets in one pass: values, formulas, dates, merged and hidden cells, notes. Runs in the child process."""

import posixpath
import zipfile
from dataclasses import dataclass, field

from core.cells import MAXIMUM_COLUMNS, MAXIMUM_ROWS, Sheet
from infra.inspect.errors import InspectionError
from infra.spreadsheet.grid import Bounds, Budget, SheetBuilder, check_formula
from infra.spreadsheet.parts import Attributes, bare, main_name, read_part
from infra.spreadsheet.shared_strings import StringsParser
from infra.spreadsheet.xlsx_sheet import Shared, SheetParser, span_of
from infra.spreadsheet.xlsx_styles import read_styles

_NOTES = {"comments": "comment", "threadedComment": "threadedComment"}
"""Kinds of parts with notes, and the element of each note."""


@dataclass(slots=True)
class _Book:
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    shared: Shared = field(default_factory=Shared)


def read_xlsx(archive: zipfile.ZipFile, bounds: Bounds) -> list[Sheet]:
    """Return the sheets of a workbook.

    Raises:
        InspectionError: A part is missing or damaged, or the workbook is larger than what is read.
    """
    targets = _relations(archive, "")
    main = next((target for kind, target in targets.values() if kind == "officeDocument"), None)
    if main is None:
        raise InspectionError("file_damaged", detail="Arbeitsmappe fehlt")
    book, related = _Book(), _relations(archive, main)
    _read_sheet_list(archive, main, related, book)
    for kind, target in related.values():
        if kind == "sharedStrings":
            parser = StringsParser(book.shared.strings)
            read_part(archive, target, parser.start, parser.end, parser.text, names=main_name)
        elif kind == "styles":
            book.shared.styles = read_styles(archive, target)
    budget = Budget(bounds)
    return [_read_sheet(archive, part, name, book.shared, budget, hidden) for name, part, hidden in book.sheets]


def _relations(archive: zipfile.ZipFile, part: str, *, optional: bool = False) -> dict[str, tuple[str, str]]:
    """Return kind and target of each relation of a part by its id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], target.lstrip("/")

    if not optional or path in archive.namelist():
        read_part(archive, path, start)
    return found


def _read_sheet_list(archive: zipfile.ZipFile, main: str, related: dict[str, tuple[str, str]], book: _Book) -> None:
    names: list[str] = []
    path: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        path.append(tag)
        if path == ["workbook", "sheets", "sheet"]:
            kind, target = related.get(attributes.get("id", ""), ("", ""))
            if kind == "worksheet":
                hidden = attributes.get("state", "visible") != "visible"
                book.sheets.append((attributes.get("name", ""), target, hidden))
        elif bare(tag) == "definedName":
            names.append("")

    def text(data: str) -> None:
        if names:
            names[-1] += data

    read_part(archive, main, start, lambda _: path.__delitem__(-1), text, names=main_name)
    for formula in names:
        check_formula(formula, "")


def _read_sheet(
    archive: zipfile.ZipFile,
    part: str,
    name: str,
    shared: Shared,
    budget: Budget,
    hidden: bool,  # noqa: FBT001
) -> Sheet:
    builder = SheetBuilder(name, budget, hidden=hidden)
    parser = SheetParser(builder, shared)
    read_part(archive, part, parser.start, parser.end, parser.text, names=main_name)
    parser.finish()
    for kind, target in _relations(archive, part, optional=True).values():
        if kind in _NOTES:
            _read_notes(archive, target, _NOTES[kind], builder)
        elif kind == "drawing":
            _read_text_boxes(archive, target, builder)
    return builder.build()


def _read_notes(archive: zipfile.ZipFile, part: str, element: str, builder: SheetBuilder) -> None:
    """Remember the cells that have a note."""

    def start(tag: str, attributes: Attributes) -> None:
        if tag == element:
            span = span_of(attributes.get("ref", ""))
            builder.notes.add((span.top, span.left))

    read_part(archive, part, start)


def _read_text_boxes(archive: zipfile.ZipFile, part: str, builder: SheetBuilder) -> None:
    """Remember the cells on which a box with text lies: like a note it can be seen and would not be read."""
    path: list[str] = []
    place: dict[str, str] = {}

    def start(tag: str, _: Attributes) -> None:
        path.append(tag)
        if tag.endswith("Anchor"):
            place.clear()

    def text(data: str) -> None:
        if path[-2:-1] == ["from"] and path[-1] in {"row", "col"}:
            place[path[-1]] = place.get(path[-1], "") + data.strip()
        elif path[-1] == "t" and "txBody" in path and data.strip():
            row, column = (int(found) if (found := place.get(name, "")).isdecimal() else 0 for name in ("row", "col"))
            builder.notes.add((min(row, MAXIMUM_ROWS - 1), min(column, MAXIMUM_COLUMNS - 1)))

    read_part(archive, part, start, lambda _: path.__delitem__(-1), text)
