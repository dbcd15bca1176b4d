"""The styles of written ODS files."""

from collections.abc import Sequence

from core.cells import CellStyle

_BORDER = 'fo:border="0.5pt solid #808080" fo:wrap-option="wrap" style:vertical-align="top" fo:padding="0.03in"'
_LOCKED, _OPEN = 'style:cell-protect="protected"', 'style:cell-protect="none"'
_TEXT, _NUMBER, _COMPUTED, _EURO = "nt", "nn", "nc", "ne"
_MILLIMETRES_A_CHARACTER = 2
_STANDARD_WIDTH = 25

_DATA_STYLES = (
    f'<number:text-style style:name="{_TEXT}"><number:text-content/></number:text-style>'
    f'<number:number-style style:name="{_NUMBER}"><number:number number:decimal-places="9" '
    'number:min-decimal-places="0" number:min-integer-digits="1"/></number:number-style>'
    f'<number:number-style style:name="{_COMPUTED}"><number:number number:decimal-places="3" '
    'number:min-decimal-places="0" number:min-integer-digits="1"/></number:number-style>'
    f'<number:number-style style:name="{_EURO}"><number:number number:decimal-places="8" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
)


def _cell(style: CellStyle, data: str, cell: str, text: str = "") -> str:
    return (
        f'<style:style style:name="{style_name(style)}" style:family="table-cell" style:data-style-name="{data}">'
        f"<style:table-cell-properties {cell}/>"
        f'<style:text-properties fo:font-family="Liberation Sans" fo:font-size="10pt" {text}/></style:style>'
    )


def style_name(style: CellStyle) -> str:
    """Return the name of a style inside the file."""
    return f"c-{style.value.replace('_', '-')}"


STYLES = _DATA_STYLES + "".join(
    (
        _cell(CellStyle.TITLE, _TEXT, _LOCKED, 'fo:font-weight="bold"'),
        _cell(CellStyle.NOTE, _TEXT, _LOCKED, 'fo:font-style="italic"'),
        _cell(CellStyle.HEADING, _TEXT, f'{_LOCKED} fo:background-color="#d9e2ec" {_BORDER}', 'fo:font-weight="bold"'),
        _cell(CellStyle.FIXED, _TEXT, f'{_LOCKED} fo:background-color="#f2f2f2" {_BORDER}'),
        _cell(CellStyle.GROUP, _TEXT, f'{_LOCKED} fo:background-color="#e6e6e6" {_BORDER}', 'fo:font-weight="bold"'),
        _cell(CellStyle.COMPUTED, _COMPUTED, f'{_LOCKED} fo:background-color="#f2f2f2" {_BORDER}'),
        _cell(CellStyle.COMPUTED_EURO, _EURO, f'{_LOCKED} fo:background-color="#f2f2f2" {_BORDER}'),
        _cell(CellStyle.INPUT_TEXT, _TEXT, f"{_OPEN} {_BORDER}"),
        _cell(CellStyle.INPUT_NUMBER, _NUMBER, f"{_OPEN} {_BORDER}"),
        _cell(CellStyle.INPUT_EURO, _EURO, f"{_OPEN} {_BORDER}"),
    )
)


def width_styles(widths: Sequence[int]) -> str:
    """Return a column style for each width in characters, and the standard one."""
    sizes = {0: _STANDARD_WIDTH} | {width: width * _MILLIMETRES_A_CHARACTER for width in widths}
    return "".join(
        f'<style:style style:name="co{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{size}mm"/></style:style>'
        for width, size in sizes.items()
    )
