"""Sheets to ODS, written as the standard lays it down (OpenDocument 1.3, part 3)."""

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from core.cells import Cell, CellKind, CellStyle, InputRule, Position, Sheet, Workbook, cell_name
from infra.spreadsheet.formulas import open_formula
from infra.spreadsheet.ods_styles import STYLES, style_name, width_styles

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_STAMP = (1980, 1, 1, 0, 0, 0)
_SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_SPACES}{name}"'
    for prefix, name in (
        ("office", "office:1.0"),
        ("table", "table:1.0"),
        ("text", "text:1.0"),
        ("style", "style:1.0"),
        ("number", "datastyle:1.0"),
        ("fo", "xsl-fo-compatible:1.0"),
        ("of", "of:1.2"),
        ("config", "config:1.0"),
    )
)
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_SPACES}manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_SPACES_THAT_COLLAPSE = re.compile(r"^ +| {2,}| +$|(?<=\t) +")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_ods(workbook: Workbook) -> bytes:
    """Return the workbook as ODS, byte for byte the same for the same content.

    Texts are written as texts, also those that begin like a formula.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in (
            ("mimetype", _TYPE),
            ("META-INF/manifest.xml", _HEAD + _MANIFEST),
            ("settings.xml", _HEAD + "".join(_settings(workbook))),
            ("content.xml", _HEAD + "".join(_content(workbook))),
        ):
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    return target.getvalue()


def _content(workbook: Workbook) -> Iterator[str]:
    widths = sorted({width for sheet in workbook.sheets for width in sheet.layout.widths.values()})
    yield f'<office:document-content {_NAMESPACES} office:version="1.3">'
    yield f"<office:automatic-styles>{STYLES}{width_styles(widths)}</office:automatic-styles>"
    yield '<office:body><office:spreadsheet table:structure-protected="true">'
    yield from _validations(workbook)
    for index, sheet in enumerate(workbook.sheets):
        yield from _sheet(index, sheet)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _sheet(index: int, sheet: Sheet) -> Iterator[str]:
    rules = {
        (row, column): _rule_name(index, number)
        for number, rule in enumerate(sheet.layout.rules)
        for row in range(rule.span.top, rule.span.bottom + 1)
        for column in range(rule.span.left, rule.span.right + 1)
    }
    yield f'<table:table table:name={quoteattr(sheet.name)} table:protected="true">'
    used = sorted({*sheet.cells, *sheet.layout.styles, *rules})
    for column in range(max((column for _, column in used), default=0) + 1):
        yield f'<table:table-column table:style-name="co{sheet.layout.widths.get(column, 0)}"/>'
    row, column = -1, 0
    for position in used:
        if position[0] != row:
            yield "</table:table-row>" if row >= 0 else ""
            if skipped := position[0] - row - 1:
                yield f'<table:table-row table:number-rows-repeated="{skipped}"><table:table-cell/></table:table-row>'
            yield "<table:table-row>"
            row, column = position[0], 0
        if gap := position[1] - column:
            yield f'<table:table-cell table:number-columns-repeated="{gap}"/>'
        yield _cell(sheet, position, rules.get(position))
        column = position[1] + 1
    yield (
        "</table:table-row></table:table>"
        if row >= 0
        else "<table:table-row><table:table-cell/></table:table-row></table:table>"
    )


def _cell(sheet: Sheet, position: Position, rule: str | None) -> str:
    style = f' table:style-name="{style_name(sheet.layout.styles.get(position, CellStyle.NOTE))}"'
    checked = f' table:content-validation-name="{rule}"' if rule else ""
    cell = sheet.cells.get(position)
    if cell is None:
        return f"<table:table-cell{style}{checked}/>"
    formula = f" table:formula={quoteattr(open_formula(cell.formula))}" if cell.formula is not None else ""
    kind, content = _value(cell)
    return f"<table:table-cell{style}{checked}{formula}{kind}>{content}</table:table-cell>"


def _value(cell: Cell) -> tuple[str, str]:
    """Return the attributes and the visible text of a value."""
    if isinstance(cell.value, bool):
        value = "true" if cell.value else "false"
        return f' office:value-type="boolean" office:boolean-value="{value}"', f"<text:p>{value.upper()}</text:p>"
    if isinstance(cell.value, Decimal) and cell.kind in {CellKind.NUMBER, CellKind.PERCENT}:
        kind = "float" if cell.kind is CellKind.NUMBER else "percentage"
        text = format(cell.value, "f")
        return f' office:value-type="{kind}" office:value="{text}"', f"<text:p>{text}</text:p>"
    text = "" if cell.value is None else str(cell.value)
    return ' office:value-type="string"', "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))


def _spaced(line: str) -> str:
    """Return text with its tabs and runs of spaces as elements: plain white space would collapse."""
    spaced = _SPACES_THAT_COLLAPSE.sub(lambda match: f'<text:s text:c="{len(match[0])}"/>', escape(line))
    return spaced.replace("\t", "<text:tab/>")


def _rule_name(sheet: int, number: int) -> str:
    return f"rule-{sheet}-{number}"


def _validations(workbook: Workbook) -> Iterator[str]:
    if not any(sheet.layout.rules for sheet in workbook.sheets):
        return  # the schema of ODF allows no empty list
    yield "<table:content-validations>"
    for index, sheet in enumerate(workbook.sheets):
        for number, rule in enumerate(sheet.layout.rules):
            base = f"$'{sheet.name}'.{cell_name(rule.span.top, rule.span.left)}"
            help_ = f"table:title={quoteattr(rule.title)} table:display="
            text = f"<text:p>{escape(rule.message)}</text:p>"
            yield (
                f'<table:content-validation table:name="{_rule_name(index, number)}"{_condition(rule)} '
                f'table:allow-empty-cell="true" table:base-cell-address={quoteattr(base)}>'
                f'<table:help-message {help_}"true">{text}</table:help-message>'
                f'<table:error-message {help_}"true" table:message-type="stop">{text}</table:error-message>'
                "</table:content-validation>"
            )
    yield "</table:content-validations>"


def _condition(rule: InputRule) -> str:
    if rule.choices:
        condition = "of:cell-content-is-in-list({})".format(";".join(f'"{choice}"' for choice in rule.choices))
    elif rule.minimum is None:
        return ""
    elif rule.maximum is None:
        condition = f"of:cell-content-is-decimal-number() and cell-content()>={rule.minimum:f}"
    else:
        bounds = f"{rule.minimum:f},{rule.maximum:f}"
        condition = f"of:cell-content-is-decimal-number() and cell-content-is-between({bounds})"
    return f" table:condition={quoteattr(condition)}"


def _settings(workbook: Workbook) -> Iterator[str]:
    """Freeze the heads of the sheets."""
    yield f'<office:document-settings {_NAMESPACES} office:version="1.3"><office:settings>'
    yield '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
    yield '<config:config-item-map-entry><config:config-item-map-named config:name="Tables">'
    for sheet in workbook.sheets:
        rows, columns = sheet.layout.frozen
        yield f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>"
        for name, kind, value in (
            ("HorizontalSplitMode", "short", 2 if columns else 0),
            ("VerticalSplitMode", "short", 2 if rows else 0),
            ("HorizontalSplitPosition", "int", columns),
            ("VerticalSplitPosition", "int", rows),
            ("PositionRight", "int", columns),
            ("PositionBottom", "int", rows),
        ):
            yield f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        yield "</config:config-item-map-entry>"
    yield "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
    yield "</config:config-item-set></office:settings></office:document-settings>"
