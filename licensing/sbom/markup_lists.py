"""Licence lists in markup: Maven's ``licenses.xml`` and tables of web pages."""

import re
from html.parser import HTMLParser

from licensing.model import Component, Sbom, Weight
from licensing.sbom.column_fields import MOST_COLUMNS
from licensing.sbom.notes import Notes
from licensing.sbom.opening import MOST_COMPONENTS, MOST_ROWS, refused
from licensing.sbom.rows import Chosen, Placed, read_rows
from licensing.sbom.used_by_pages import read_used_by
from licensing.sbom.xml_tree import Node

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html\b|html\b|table\b)", re.IGNORECASE | re.DOTALL
)
_HEAD_CHARACTERS = 4_000
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style"})


def is_page(text: str) -> bool:
    """Tell whether a text is a web page or a table of one."""
    return bool(_PAGE.match(text[:_HEAD_CHARACTERS]))


def read_page(text: str, notes: Notes, chosen: Chosen = None) -> Sbom:
    """Return the list in the largest table of a web page, else of what licences are used by; further tables are told.

    Raises:
        InputError: There is neither, or its columns cannot be told.
    """
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.tables if table]
    if not tables:
        if (used := read_used_by(text, notes)) is not None:
            return used
        raise refused("sbom_unknown", line="1", column="1")
    largest = max(tables, key=len)
    for table in tables:
        if table is not largest:
            notes.warn("table_skipped", table[0][0], written=" | ".join(table[0][1])[:80])
    return read_rows(largest, "html", notes, chosen)


class _Tables(HTMLParser):
    """Collects the cells of tables; a table within a cell ends the one around it nowhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Placed]] = []
        self._row: list[str] = []
        self._parts: list[str] | None = None
        self._silent = 0
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser hands them over
        """Begin a table, row or cell; what is open before it ends."""
        if tag == "table":
            self._end_row()
            self.tables.append([])
        elif tag == "tr":
            self._end_row()
        elif tag in _CELLS:
            self._end_cell()
            self._parts = []
        elif tag in _SILENT:
            self._silent += 1
        elif self._parts is not None:
            self._parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a cell, row or table."""
        if tag in _CELLS:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_row()
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        """Take the text of a cell."""
        if self._parts is not None and not self._silent:
            self._parts.append(data)

    def close(self) -> None:
        """End what the page leaves open."""
        super().close()
        self._end_row()

    def _end_cell(self) -> None:
        if self._parts is not None and len(self._row) < MOST_COLUMNS:
            self._row.append(" ".join("".join(self._parts).split()))
        self._parts = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row and self.tables:
            self._count += 1
            if self._count > MOST_ROWS:
                raise refused("sbom_too_many", maximum=str(MOST_COMPONENTS))
            self.tables[-1].append((f"Zeile {self.getpos()[0]}", self._row))
        self._row = []


def is_maven_summary(root: Node) -> bool:
    """Tell whether a document is what the licence plugin of Maven writes."""
    return root.name == "licenseSummary"


def read_maven_summary(root: Node, notes: Notes) -> Sbom:
    """Return the dependencies with the names of their licences, else their addresses."""
    holder = root.child("dependencies")
    found = [_dependency(one) for one in (holder.all("dependency") if holder else [])]
    if any(len(one.declared) > 1 for one in found):
        notes.add("several_licences", Weight.NOTE)
    return Sbom("list", "", "xml", components=tuple(found))


def _dependency(node: Node) -> Component:
    holder = node.child("licenses")
    licences = [_text(one, "name") or _text(one, "url") for one in (holder.all("license") if holder else [])]
    name = ":".join(filter(None, (_text(node, "groupId"), _text(node, "artifactId"))))
    declared = tuple(dict.fromkeys(filter(None, licences)))
    return Component("", name, _text(node, "version"), declared=declared, place=node.place)


def _text(node: Node, name: str) -> str:
    child = node.child(name)
    return child.text if child else ""
