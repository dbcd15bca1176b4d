"""The register as a table: a line for each entry. What was written can be changed in a spreadsheet and read again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.cells import Cell, CellKind, CellStyle, Layout, Sheet, Workbook
from core.errors import Fault, InputError
from core.german import read_day
from procurement.model import BrowserUse, LicenceKind, RegisterEntry, RegisterFacts
from procurement.rules.register.checking import entry_faults
from procurement.rules.register.wording import BROWSER, LABELS, LICENCE_KINDS, NO, YES

NUMBER, VERSION, PRODUCT = "Nr.", "Fassung", LABELS["product"]
MOST_ROWS = 2_000
_SERIAL_START = date(1899, 12, 30)  # spreadsheets count days from here, since 1 March 1900 correctly
_LARGEST_SERIAL = 2_958_465
_MOST_FAULTS, _LONGEST_NUMBER = 100, 9
_APOSTROPHE = "'"
_NAMES = tuple(LABELS)
_DAYS = frozenset({"support_end", "contract_end", "switch_off", "out_of_use"})
_WORDS: Mapping[str, Mapping[Any, str]] = {"licence_kind": LICENCE_KINDS, "browser": BROWSER}
_KINDS: Mapping[str, type[StrEnum]] = {"licence_kind": LicenceKind, "browser": BrowserUse}
_WIDTHS = {"product": 40, "purpose": 40, "office": 30, "supplier": 30, "note": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A line of a table.

    Args:
        place: Number of the line in its file, from 1.
        number: Number of the entry that it changes; None for a new one.
        version: Version of that entry that the line was written from; None for a new one.
        values: What it says, by the name of the fact; columns that the table lacks are missing.
        office: Name of the responsible office, as written; None where the table lacks the column.
    """

    place: int
    number: int | None
    version: int | None
    values: Mapping[str, Any]
    office: str | None

    def facts(self, before: RegisterFacts | None, office: str | None) -> RegisterFacts:
        """Return what the entry says then: what the table lacks stays as it was.

        Args:
            before: What it said; None for a new one.
            office: Id of the office that the line names.
        """
        named: dict[str, Any] = {} if self.office is None else {"office": office}
        return replace(before or RegisterFacts(product=""), **self.values, **named)

    def faults(self, facts: RegisterFacts) -> Iterator[Fault]:
        """Yield what is wrong with it, at its line and column."""
        for one in entry_faults(facts):
            yield replace(one, pointer=pointer(self.place, one.pointer.removeprefix("/")))


def pointer(place: int, name: str) -> str:
    """Return where a fact stands: line and column."""
    return f"/{place}/{LABELS[name]}"


def written(entries: Iterable[RegisterEntry], offices: Mapping[str, str]) -> Workbook:
    """Return entries as a table.

    Args:
        entries: In the order of the lines.
        offices: Names of offices by their ids.
    """
    titles = (NUMBER, VERSION, *LABELS.values())
    cells = {(0, place): Cell(CellKind.TEXT, title) for place, title in enumerate(titles)}
    styles = dict.fromkeys(cells, CellStyle.HEADING)
    for line, entry in enumerate(entries, 1):
        values = (str(entry.number), str(entry.version), *(_text(entry.facts, name, offices) for name in _NAMES))
        for place, value in enumerate(values):
            if value:
                cells[line, place] = Cell(CellKind.TEXT, value)
                styles[line, place] = CellStyle.FIXED
    widths = {place: _WIDTHS.get(name, 16) for place, name in enumerate(("", "", *_NAMES))}
    layout = Layout(styles=styles, widths=widths, frozen=(1, 0))
    return Workbook((Sheet("Vertragsregister", cells, layout=layout),))


def shown(facts: RegisterFacts, name: str, offices: Mapping[str, str]) -> str:
    """Return a fact as text; empty where nothing was entered."""
    return _text(facts, name, offices)


def read(workbook: Workbook) -> tuple[TableLine, ...]:
    """Return the lines of the first sheet.

    Raises:
        InputError: Columns are missing, there are none or too many lines, or one says what no entry may say.
    """
    rows = _rows(workbook.sheets[0]) if workbook.sheets else {}
    columns = _columns(rows.pop(0, {}))
    if not 0 < len(rows) <= MOST_ROWS:
        raise InputError([Fault("register_rows", "/content", properties={"maximum": str(MOST_ROWS)})])
    lines, faults = [], list[Fault]()
    for row, cells in sorted(rows.items()):
        read_line, wrong = _line(row + 1, {name: cells.get(column, "") for name, column in columns.items()})
        lines.append(read_line)
        faults += wrong
    times = Counter(one.number for one in lines if one.number is not None)
    twice = (one for one in lines if one.number is not None and times[one.number] > 1)
    refuse([*faults, *(Fault("register_twice", f"/{one.place}/{NUMBER}") for one in twice)])
    return tuple(lines)


def refuse(faults: Sequence[Fault]) -> None:
    """Do nothing where nothing is wrong.

    Raises:
        InputError: Something is; the first faults are listed.
    """
    if faults:
        raise InputError(list(faults[:_MOST_FAULTS]), omitted=max(0, len(faults) - _MOST_FAULTS))


def _text(facts: RegisterFacts, name: str, offices: Mapping[str, str]) -> str:
    value = getattr(facts, name)
    if value is None:
        return ""
    if name == "office":
        return offices.get(value, "")
    if name in _WORDS:
        return _WORDS[name][value]
    if isinstance(value, bool):
        return YES if value else NO
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def _rows(sheet: Sheet) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheet.cells.items():
        if text := _plain(cell):
            found.setdefault(row, {})[column] = text
    return found


def _plain(cell: Cell) -> str:
    """Return a cell as somebody reads it, without the apostrophe that CSV needs before what looks like a formula."""
    value = cell.value
    if cell.kind is CellKind.DATE and isinstance(value, Decimal):
        is_day = 0 < value < _LARGEST_SERIAL
        return (_SERIAL_START + timedelta(days=int(value))).isoformat() if is_day else str(value)
    if cell.kind is CellKind.DATE:
        return str(value)[:10]
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    text = " ".join(str(value or "").split())
    return text[1:] if text.startswith(_APOSTROPHE) else text


def _columns(head: Mapping[int, str]) -> dict[str, int]:
    names = {title.casefold(): name for name, title in (*LABELS.items(), (NUMBER, NUMBER), (VERSION, VERSION))}
    found: dict[str, int] = {}
    for column, title in sorted(head.items()):
        name = names.get(title.casefold())
        if name in found:
            raise InputError([Fault("register_column_twice", "/content", properties={"column": title[:80]})])
        if name is not None:
            found[name] = column
    if "product" not in found:
        raise InputError([Fault("register_columns", "/content", properties={"column": PRODUCT})])
    return found


def _line(place: int, texts: Mapping[str, str]) -> tuple[TableLine, list[Fault]]:
    read_values = {
        name: value_of(name, text, pointer(place, name))
        for name, text in texts.items()
        if name in LABELS and name != "office"
    }
    faults = [value for value in read_values.values() if isinstance(value, Fault)]
    values = {name: value for name, value in read_values.items() if not isinstance(value, Fault)}
    number, version = (_number(texts.get(name, "")) for name in (NUMBER, VERSION))
    if texts.get(NUMBER) and number is None:
        faults.append(Fault("register_number", f"/{place}/{NUMBER}"))
    return TableLine(place=place, number=number, version=version, values=values, office=texts.get("office")), faults


def value_of(name: str, text: str, at: str) -> Any:  # noqa: ANN401 - what a field of the facts holds, or its fault
    """Return what a text says about a fact, or the fault where it says nothing that could be understood.

    Args:
        name: Name of the fact.
        text: As typed, without spaces around it.
        at: Where it stands.
    """
    if name in _DAYS:
        day = read_day(text) if text else None
        return Fault("register_day", at) if text and day is None else day
    if name in _WORDS:
        return _choice(name, text, at)
    if name == "is_legacy":
        known = {"": False, NO: False, YES: True}
        wrong = Fault("register_choice", at, properties={"values": f"{YES}, {NO}"})
        return known.get(text.casefold(), wrong)
    if name == "notice_months":
        months = _number(text)
        return Fault("register_notice", at, properties={"maximum": "60"}) if text and months is None else months
    return text


def _choice(name: str, text: str, at: str) -> StrEnum | Fault:
    words = _WORDS[name]
    by_word = {word.casefold(): value for value, word in words.items()} | {str(one): one for one in words}
    if not text:
        return _KINDS[name]("unbekannt")
    found = by_word.get(text.casefold())
    return (
        found if found is not None else Fault("register_choice", at, properties={"values": ", ".join(words.values())})
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER else None
