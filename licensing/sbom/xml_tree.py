"""XML as a plain tree: no document type, no entities, nothing loaded from anywhere, bounded in depth and size."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from xml.parsers import expat

from licensing.sbom.notes import Notes
from licensing.sbom.opening import refused

_MOST_DEEP = 200
_MOST_NODES = 4_000_000
_CUT = frozenset({3, 5, 13, 20})
"""Faults of expat that mean: the file ends too early."""
_PIECE = 2**20
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Node:
    """One element.

    Args:
        space: Namespace.
        name: Local name.
        attributes: By local name.
        line: Where it begins.
    """

    __slots__ = ("attributes", "children", "line", "name", "space", "texts")

    def __init__(self, space: str, name: str, attributes: Mapping[str, str], line: int) -> None:
        self.space, self.name, self.attributes, self.line = space, name, attributes, line
        self.children: Sequence[Node] = ()  # a list from the first child on: most elements have none
        self.texts: Sequence[str] = ()

    @property
    def text(self) -> str:
        """The text directly inside, without white space around."""
        return "".join(self.texts).strip()

    def child(self, name: str) -> "Node | None":
        """Return the first element of a name."""
        return next((one for one in self.children if one.name == name), None)

    def all(self, name: str) -> "list[Node]":
        """Return every element of a name."""
        return [one for one in self.children if one.name == name]

    @property
    def place(self) -> str:
        """Where it begins, as people read it."""
        return f"Zeile {self.line}"


def read_tree(data: bytes, notes: Notes) -> Node:
    """Return the root element; a file that ends too early gives what stands in front of its end.

    Raises:
        InputError: No XML, with a document type, or too deep or too large; with line and column.
    """
    builder = _Builder()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.StartDoctypeDeclHandler = builder.doctype
    builder.parser = parser
    try:
        for at in range(0, len(data), _PIECE):
            parser.Parse(data[at : at + _PIECE], False)  # noqa: FBT003 - expat takes it by place
        parser.Parse(b"", True)  # noqa: FBT003 - the same
    except expat.ExpatError as error:
        place = {"line": str(error.lineno), "column": str(error.offset + 1)}
        if error.code not in _CUT or builder.root is None:
            raise refused("sbom_no_xml", **place) from error
        notes.error("file_cut_off", f"Zeile {place['line']}, Spalte {place['column']}")
    if builder.root is None:
        raise refused("sbom_no_xml", line="1", column="1")
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0
        self._names: dict[str, tuple[str, str]] = {}
        self.parser: Any = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        line = self.parser.CurrentLineNumber
        self._count += 1
        if len(self._open) >= _MOST_DEEP:
            raise refused("sbom_too_deep", line=str(line), column=str(self.parser.CurrentColumnNumber + 1))
        if self._count > _MOST_NODES:
            raise refused("sbom_too_large")
        space, local = self._names.get(name) or self._split(name)
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()} if attributes else _NO_ATTRIBUTES
        node = Node(space, local, own, line)
        if self._open:
            above = self._open[-1]
            if isinstance(above.children, list):
                above.children.append(node)
            else:
                above.children = [node]
        elif self.root is None:
            self.root = node
        self._open.append(node)

    def _split(self, name: str) -> tuple[str, str]:
        """Return namespace and local name, kept once for all elements of the name."""
        space, _, local = name.rpartition(" ")
        return self._names.setdefault(name, (space, local))

    def end(self, _name: str) -> None:
        """End an element."""
        self._open.pop()

    def characters(self, text: str) -> None:
        """Take text."""
        if self._open:
            above = self._open[-1]
            if isinstance(above.texts, list):
                above.texts.append(text)
            else:
                above.texts = [text]

    def doctype(self, *_: object) -> None:
        """Refuse a document type: it is where entities come from."""
        raise refused("sbom_doctype", line=str(self.parser.CurrentLineNumber))
