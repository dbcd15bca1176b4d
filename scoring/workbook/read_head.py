"""Read the sheet about the procedure."""

from fractions import Fraction

from core.errors import Fault, pointer
from core.numbers import fraction_string
from scoring.methods import METHODS
from scoring.workbook.draft import Draft, Json
from scoring.workbook.head_fields import DECISIONS, Entry, HeadField, head_fields
from scoring.workbook.names import FORMAT, HEAD
from scoring.workbook.source import SheetSource

_LABEL, _VALUE = 0, 1
_METHOD = "Wertungsmethode"


def has_format(draft: Draft) -> bool:
    """Tell whether the workbook says that it is one of Prüfstand."""
    source = draft.sources.get(HEAD)
    row = source.header("Format") if source else None
    return source is not None and row is not None and source.fixed(row, _VALUE) == FORMAT


def read_head(draft: Draft) -> Json:
    """Return procedure, scale and method as JSON values."""
    document: Json = {"procedure": {}, "matrix": {"scale": {}, "method": {}}}
    source = draft.source(HEAD)
    if source is None:
        return document
    labels = {label: row for row in source.rows_below(0) if (label := _label(source, row))}
    method = _method_name(source, labels)
    fields = {field.label: field for field in head_fields(method if method in METHODS else next(iter(METHODS)))}
    for label, field in fields.items():
        if label in labels:
            _read_field(draft, source, labels[label], field, document)
    if "digits" in document["matrix"]["method"].get("rounding", {}):
        document["matrix"]["method"]["rounding"]["mode"] = "half_up"
    draft.places.setdefault("", HEAD)
    return document


def _label(source: SheetSource, row: int) -> str:
    cell = source.sheet.cells.get((row, _LABEL))
    return str(cell.value).strip() if cell is not None and cell.value is not None else ""


def _method_name(source: SheetSource, labels: dict[str, int]) -> str:
    typed = source.fixed(labels[_METHOD], _VALUE) if _METHOD in labels else None
    titles = {method.title: name for name, method in METHODS.items()}
    return titles.get(typed or "", typed or "")


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
            return _method_name(source, {_METHOD: row}) or None
    text = source.text(row, _VALUE)
    decisions = {german: name for name, german in DECISIONS.items()}
    return decisions.get(text or "", text) if field.entry is Entry.DECISION else text


def whole(value: str | None) -> int | str | None:
    """Return a whole number; what is none stays text and is refused with the format."""
    return int(value) if value is not None and value.removeprefix("-").isdecimal() else value


def _ratio(source: SheetSource, row: int, field: HeadField) -> str | None:
    cell = source.sheet.cells.get((row, _VALUE))
    if cell is not None and cell.formula is None and isinstance(cell.value, str) and "/" in cell.value:
        text = source.text(row, _VALUE)
        return text.replace(" ", "") if text else None
    value = source.measure(row, _VALUE)
    return fraction_string(Fraction(value)) if value is not None and field.path[-1] == "exponent" else value


def format_fault() -> Fault:
    """Return the fault of a workbook that is not one of Prüfstand."""
    return Fault("workbook_format", HEAD, properties={"format": FORMAT})
