"""The shared strings of XLSX."""

import re

from infra.spreadsheet.parts import Attributes

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXTS = (["sst", "si", "t"], ["sst", "si", "r", "t"])


class StringsParser:
    """Follows the events of the shared strings; phonetic runs and extensions are not part of the text."""

    def __init__(self, strings: list[str]) -> None:
        self._strings = strings
        self._parts: list[str] = []
        self._path: list[str] = []
        self._inside = False

    def start(self, tag: str, _: Attributes) -> None:
        self._path.append(tag)
        self._inside = tag == "t" and self._path in _TEXTS
        if tag == "si":
            self._parts.clear()

    def end(self, tag: str) -> None:
        if tag == "si" and len(self._path) == 2:  # noqa: PLR2004 - directly in the list
            self._strings.append(unescape("".join(self._parts)))
        self._path.pop()
        self._inside = False

    def text(self, data: str) -> None:
        if self._inside:
            self._parts.append(data)


def unescape(text: str) -> str:
    """Return the text behind ``_xHHHH_``, the format's way to write control characters."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
