"""Embedded fonts: which characters they have, how wide these are, and how they lead back to Unicode."""

import re
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from core.errors import IncompleteInstallationError

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
REGULAR, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"

_LINE_ENDS = re.compile(r"\r\n?")
_BLOCK = 100
"""A CMap may list at most 100 characters in a row."""

# Controls, private use, surrogates and unassigned code points have no meaning that all readers share. The byte order
# mark and its mirror must not stand in a tagged file (ISO 14289-1, 7.21.7).
_MEANINGLESS = frozenset({"Cc", "Co", "Cs", "Cn"})
_FORBIDDEN = frozenset("\ufeff\ufffe")


class _Font(TTFont):  # type: ignore[misc]  # the package ships no types
    """A TrueType font whose subsets map every character, also those beyond the basic plane, back to Unicode."""

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - reportlab calls it
        subsets = self.state[doc].subsets
        before = set(doc.idToObject)
        super().addObjects(doc)
        made = [name for name in doc.idToObject if name.startswith("toUnicodeCMap:") and name not in before]
        for name, subset in zip(made, subsets, strict=True):
            doc.idToObject[name].content = unicode_map(subset)


def unicode_map(subset: list[int]) -> str:
    """Return the CMap that leads from the codes of a subset to Unicode; code 0 means no character and has no entry."""
    entries = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(subset) if char
    ]
    blocks = [entries[start : start + _BLOCK] for start in range(0, len(entries), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


@cache
def widths(font: str) -> dict[str, float]:
    """Load a font once and return the width of every character it has, in parts of the font size.

    Raises:
        IncompleteInstallationError: The fonts were not fetched; ``make setup`` brings them.
    """
    path = FOLDER / f"{font}.ttf"
    if not path.is_file():
        raise IncompleteInstallationError(path.name)
    loaded = _Font(font, str(path), asciiReadable=False)
    pdfmetrics.registerFont(loaded)
    return {
        chr(code): width / 1000 for code, width in loaded.face.charWidths.items() if code in loaded.face.charToGlyph
    }


class _Visible(dict[int, int | str]):
    """What stands for each code point on paper: itself, or its number in brackets where no font has it."""

    def __missing__(self, code: int) -> int | str:
        char = chr(code)
        meaningless = unicodedata.category(char) in _MEANINGLESS or char in _FORBIDDEN
        self[code] = code if char in widths(REGULAR) and not meaningless else f"⟨U+{code:04X}⟩"
        return self[code]


_visible = _Visible({ord("\n"): "\n", ord("\t"): "\t"})


def visible(text: str) -> str:
    """Return text as a paper shows it: NFC, line ends as line feeds, what has no meaning or glyph as ``⟨U+XXXX⟩``.

    The brackets tell where the number ends, and no mark that follows composes with them.
    """
    if text.isascii() and text.isprintable():
        return text
    return _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)).translate(_visible)


def font_runs(text: str, font: str) -> list[tuple[str, str]]:
    """Split visible text into stretches of one font: the wanted one, else the regular one, which has all."""
    known = widths(font)
    if all(map(known.__contains__, text)):
        return [(font, text)]
    stretches = groupby(text, key=lambda char: font if char in known else REGULAR)
    return [(chosen, "".join(chars)) for chosen, chars in stretches]
