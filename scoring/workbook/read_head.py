"""Read the sheet about the procedure."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from core.errors import Fault, pointer
from core.numbers import fraction_string
from scoring.methods import METHODS
from scoring.workbook.draft import Draft, Json
from scoring.workbook.head_fields import DECISIONS, Entry, HeadField, every_head_field, head_fields
from scoring.workbook.names import EVALUATORS_COLUMN, EVALUATORS_STATED, FORMAT, HEAD, HEAD_HEADINGS
from scoring.workbook.source import SheetSource

_LABEL, _VALUE, _HELP, _RATIO = range(4)
_METHOD = "Wertungsmethode"
_FORMAT = "Format"
_SHOWN = 40
_MOST_DIGITS = 2


def format_row(source: SheetSource) -> int | None:
    """Return the row that names the format; the headings stand in the next one."""
    return source.row_of({_FORMAT})


def has_format(source: SheetSource) -> bool:
    """Tell whether the workbook says that it is one of Prüfstand."""
    row = format_row(source)
    return row is not None and source.fixed(row, _VALUE) == FORMAT


def stated_evaluators(draft: Draft) -> int:
    """Return how many sheets of evaluators the workbook says it has, 0 where it says nothing."""
    source = draft.sources.get(HEAD)
    row = None if source is None else format_row(source)
    if source is None or row is None or source.label(row, EVALUATORS_COLUMN - 1) != EVALUATORS_STATED:
        return 0
    number = source.shown(row, EVALUATORS_COLUMN)
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS else 0


def find_labels(draft: Draft) -> Iterator[Fault]:
    """Find the row of every entry; yield the labels that are missing, unknown or there twice, and columns too many."""
    source = draft.sources[HEAD]
    heading = (format_row(source) or 0) + 1
    for column, title in enumerate(HEAD_HEADINGS):
        if source.label(heading, column) != title:
            yield _fault(source, "workbook_heading_missing", heading, column, heading=title)
    rows = {row: source.label(row, _LABEL) for row in source.rows_below(heading)}
    method = _method_in(source, rows)
    known = {field.label for name in ([method] if method else METHODS) for field in head_fields(name)}
    for row in reversed(rows):
        if rows[row] in known:
            draft.labels[rows[row]] = row
    lost = _lost_labels(heading, draft.labels, [field.label for field in _fields(method)])
    yield from (_fault(source, "workbook_label_missing", row, _LABEL, label=label) for row, label in lost.items())
    stray = rows.keys() - lost.keys() - set(draft.labels.values())
    yield from (_stray_row(source, row, rows[row], twice=rows[row] in known) for row in stray)
    filled = source.filled_columns(heading)
    yield from (_fault(source, "workbook_column_unnamed", filled[at], at) for at in filled if at > _RATIO)


def _lost_labels(heading: int, found: Mapping[str, int], wanted: Sequence[str]) -> dict[int, str]:
    """Return each missing label by the row in which it would stand: below the one before it."""
    lost: dict[int, str] = {}
    taken, row = set(found.values()), heading
    for label in wanted:
        row = found.get(label, row + 1)
        if label not in found:
            while row in taken:
                row += 1
            lost[row] = label
    return lost


def _fields(method: str | None) -> Iterator[HeadField]:
    """Return the entries for a method; for an unknown one those that all methods have."""
    return head_fields(method) if method else every_head_field()


def _method_in(source: SheetSource, rows: Mapping[int, str]) -> str | None:
    """Return the method that the sheet names, None where it names none."""
    row = next((row for row, label in rows.items() if label == _METHOD), None)
    name = None if row is None else _method_name(source.label(row, _VALUE))
    return name if name in METHODS else None


def _method_name(typed: str) -> str:
    return next((name for name, method in METHODS.items() if method.title == typed), typed)


def _stray_row(source: SheetSource, row: int, label: str, *, twice: bool) -> Fault:
    if not label:
        return _fault(source, "workbook_label_unnamed", row, _LABEL)
    return _fault(source, "workbook_label_twice" if twice else "workbook_label_unknown", row, _LABEL, label=label)


def _fault(source: SheetSource, type_: str, row: int, column: int, **properties: str) -> Fault:
    shown = {name: text[:_SHOWN] for name, text in properties.items()}
    return Fault(type_, source.place(row, column), properties=shown)


def read_head(draft: Draft) -> Json:
    """Return procedure, scale and method as JSON values."""
    document: Json = {"procedure": {}, "matrix": {"scale": {}, "method": {}}}
    source = draft.sources[HEAD]
    method = _method_in(source, {row: label for label, row in draft.labels.items()})
    for field in _fields(method):
        if field.label in draft.labels:
            _read_field(draft, source, draft.labels[field.label], field, document)
    if "digits" in document["matrix"]["method"].get("rounding", {}):
        document["matrix"]["method"]["rounding"]["mode"] = "half_up"
    draft.places.setdefault("", HEAD)
    return document


def _read_field(draft: Draft, source: SheetSource, row: int, field: HeadField, document: Json) -> None:
    value = _value(source, row, field)
    place = source.place(row, _VALUE)
    target = document
    draft.places[pointer(*field.path)] = place
    if field.path == ("matrix", "method", "name"):
        draft.places[pointer("matrix", "method")] = place
    if value is None:
        return
    for part in field.path[:-1]:
        target = target.setdefault(part, {})
    target[field.path[-1]] = value


def _value(source: SheetSource, row: int, field: HeadField) -> object:
    match field.entry:
        case Entry.MEASURE:
            return source.percent(row, _VALUE) if field.label.endswith("%") else source.measure(row, _VALUE)
        case Entry.INTEGER:
            return whole(source.measure(row, _VALUE))
        case Entry.FLAG:
            return source.flag(row, _VALUE)
        case Entry.RATIO:
            return _ratio(source, row, field)
        case Entry.METHOD:
            return _method_name(source.fixed(row, _VALUE) or "") or None
    text = source.text(row, _VALUE)
    decisions = {german: name for name, german in DECISIONS.items()}
    return decisions.get(text or "", text) if field.entry is Entry.DECISION else text


def whole(value: str | None) -> int | str | None:
    """Return a whole number; what is none stays text and is refused with the format."""
    return int(value) if value is not None and value.removeprefix("-").isdecimal() else value


def _ratio(source: SheetSource, row: int, field: HeadField) -> str | None:
    cell = source.cells.get((row, _VALUE))
    if cell is not None and cell.formula is None and isinstance(cell.value, str) and "/" in cell.value:
        text = source.text(row, _VALUE)
        return text.replace(" ", "") if text else None
    value = source.measure(row, _VALUE)
    return fraction_string(Fraction(value)) if value is not None and field.path[-1] == "exponent" else value


def format_fault() -> Fault:
    """Return the fault of a workbook that is not one of Prüfstand."""
    return Fault("workbook_format", HEAD, properties={"format": FORMAT})
