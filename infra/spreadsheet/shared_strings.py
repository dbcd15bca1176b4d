"""The shared strings of XLSX."""

import re

from infra.spreadsheet.parts import Attributes

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class StringsParser:
    """Follows the events of the shared strings; phonetic runs are not part of the text."""

    def __init__(self, strings: list[str]) -> None:
        self._strings = strings
        self._parts: list[str] = []
        self._inside: list[str] = []

    def start(self, tag: str, _: Attributes) -> None:
        if tag == "si":
            self._parts.clear()
        elif tag in {"t", "rPh"}:
            self._inside.append(tag)

    def end(self, tag: str) -> None:
        if tag == "si":
            self._strings.append(unescape("".join(self._parts)))
        elif tag in {"t", "rPh"}:
            self._inside.pop()

    def text(self, data: str) -> None:
        if self._inside == ["t"]:
            self._parts.append(data)


def unescape(text: str) -> str:
    """Return the text behind ``_xHHHH_``, the format's way to write control characters."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
