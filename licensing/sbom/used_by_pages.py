"""Web pages with a heading for each licence and below it what it is used by, as cargo-about writes them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from licensing.model import Component, Sbom, Weight
from licensing.sbom.columns import looks_like_licence
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, refused

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_USED_BY = re.compile(r"(?:used by|verwendet (?:von|in))\b", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>\S+)[ @]v?(?P<version>\d\S*)")


def read_used_by(text: str, notes: Notes) -> Sbom | None:
    """Return the list of a page; None where it says of nothing what it is used by.

    A package that stands below several licences is one component under all of them: no duty is overlooked.
    """
    parser = _UsedBy()
    parser.feed(text)
    parser.close()
    if not parser.found:
        return None
    if any(len(licences) > 1 for _, licences in parser.found.values()):
        notes.add("several_licences", Weight.NOTE)
    return Sbom("list", "", "html", components=tuple(_components(parser.found)))


def _components(found: dict[str, tuple[int, list[str]]]) -> Iterator[Component]:
    for written, (line, licences) in found.items():
        split = _NAMED.fullmatch(written)
        name, version = (split["name"], split["version"]) if split else (written, "")
        yield Component("", name, version, declared=tuple(licences), place=f"Zeile {line}")


class _UsedBy(HTMLParser):
    """Collects what stands in lists below "Used by", each with its line and the licences above."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, tuple[int, list[str]]] = {}
        self._licence = ""
        self._anchor = ""
        self._line = 0
        self._listing = False
        self._parts: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a heading, or an entry of a list that counts."""
        if tag in _HEADINGS:
            self._listing, self._parts = False, []
            self._anchor = str(dict(attrs).get("id") or "")
        elif tag == "li" and self._listing:
            self._end_entry()
            self._parts, self._line = [], self.getpos()[0]

    def handle_endtag(self, tag: str) -> None:
        """End a heading, an entry or a list."""
        if tag in _HEADINGS:
            self._end_heading()
        elif tag == "li" and self._listing:
            self._end_entry()
        elif tag in {"ul", "ol"} and self._listing:
            self._end_entry()
            self._listing = False

    def handle_data(self, data: str) -> None:
        """Take the text of a heading or an entry."""
        if self._parts is not None:
            self._parts.append(data)

    def _taken(self) -> str:
        text = " ".join("".join(self._parts or ()).split())
        self._parts = None
        return text

    def _end_heading(self) -> None:
        text = self._taken()
        if _USED_BY.match(text):
            self._listing = bool(self._licence)
        else:
            self._licence = self._anchor if looks_like_licence(self._anchor) else text

    def _end_entry(self) -> None:
        written = self._taken()
        if not written:
            return
        _, licences = self.found.setdefault(written, (self._line, []))
        if self._licence not in licences:
            licences.append(self._licence)
        if len(self.found) > MOST_COMPONENTS:
            raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
