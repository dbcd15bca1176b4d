"""The styles of XLSX: the number format of each style of cells, and which conditional formats have one."""

import zipfile
from dataclasses import dataclass, field

from core.cells import CellKind
from infra.spreadsheet.number_formats import GENERAL, built_in, format_kind
from infra.spreadsheet.parts import Attributes, main_name, read_part


@dataclass(slots=True)
class Styles:
    """Formats by their position in the file.

    Args:
        codes: Number format of each style of cells.
        kinds: What each of them shows.
        conditional: Whether each conditional format shows values in a format of its own.
    """

    codes: list[str] = field(default_factory=list)
    kinds: list[CellKind] = field(default_factory=list)
    conditional: list[bool] = field(default_factory=list)

    def code(self, style: str) -> str:
        """Return the number format of a cell."""
        index = int(style) if style.isdecimal() else 0
        return self.codes[index] if index < len(self.codes) else GENERAL

    def kind(self, style: str) -> CellKind:
        """Return what the number format of a cell shows."""
        index = int(style) if style.isdecimal() else 0
        return self.kinds[index] if index < len(self.kinds) else CellKind.NUMBER

    def changes_display(self, conditional: str) -> bool:
        """Tell whether a conditional format shows values in a format of its own; an unknown one may."""
        if not conditional:
            return False
        index = int(conditional) if conditional.isdecimal() else -1
        return not 0 <= index < len(self.conditional) or self.conditional[index]


def read_styles(archive: zipfile.ZipFile, part: str) -> Styles:
    """Return the styles of a workbook.

    Raises:
        InspectionError: The part is damaged.
    """
    parser = _StylesParser()
    read_part(archive, part, parser.start, parser.end, names=main_name)
    return parser.styles


class _StylesParser:
    """Follows the events of the styles; what stands where the standard does not put it counts for nothing."""

    def __init__(self) -> None:
        self.styles = Styles()
        self._own: dict[str, str] = {}
        self._path: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        self._path.append(tag)
        match self._path[1:]:
            case ["numFmts", "numFmt"]:
                self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case ["cellXfs", "xf"]:
                number = attributes.get("numFmtId", "0")
                code = self._own[number] if number in self._own else built_in(number)
                self.styles.codes.append(code)
                self.styles.kinds.append(format_kind(code))
            case ["dxfs", "dxf"]:
                self.styles.conditional.append(False)
            case ["dxfs", "dxf", "numFmt"]:
                self.styles.conditional[-1] = True

    def end(self, _: str) -> None:
        self._path.pop()
