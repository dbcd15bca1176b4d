"""Text as PDF operators: fonts, positions, and the text that is read where it differs from the one drawn."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

from infra.pdf.fonts import font_runs, visible
from infra.pdf.tags import text_string
from infra.pdf.typeset import Piece


class Placed(NamedTuple):
    """Pieces that follow each other on one line, from ``x`` on the base line ``y``."""

    x: float
    y: float
    pieces: Sequence[Piece]


def rule(x1: float, y1: float, x2: float, y2: float, width: float, gray: float = 0) -> str:
    """Return a straight line."""
    return f"q {width:g} w {gray:g} G {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q"


def area(x: float, y: float, width: float, height: float, gray: float) -> str:
    """Return a filled rectangle, ``x`` and ``y`` its lower left corner."""
    return f"q {gray:g} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q"


class Ink:
    """Writes text operators for one reportlab document, which keeps book of the characters used."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - the package ships no types
        self._file = file

    def block(self, placed: Iterable[Placed], size: float) -> str:
        """Return a text object with all that is placed."""
        code = ["BT"]
        font = ""
        for x, y, pieces in placed:
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for piece in pieces:
                if piece.actual is not None:
                    code.append(f"/Span <</ActualText {text_string(piece.actual)}>> BDC")
                font = self._show(piece.drawn, size, font, code)
                if piece.actual is not None:
                    code.append("EMC")
        code.append("ET")
        return "\n".join(code)

    def line(self, text: str, x: float, y: float, size: float, font: str) -> str:
        """Return a text object with one line of plain text, for what every page repeats."""
        code = ["BT", f"1 0 0 1 {x:.2f} {y:.2f} Tm"]
        self._show(font_runs(" ".join(visible(text).split()), font), size, "", code)
        return "\n".join([*code, "ET"])

    def _show(self, drawn: list[tuple[str, str]], size: float, current: str, code: list[str]) -> str:
        for name, text in drawn:
            font = pdfmetrics.getFont(name)
            for subset, codes in font.splitString(text, self._file):
                internal = font.getSubsetInternalName(subset, self._file)
                if internal != current:
                    code.append(f"{internal} {size:g} Tf")
                    current = internal
                code.append(f"<{codes.hex()}> Tj")
        return current
