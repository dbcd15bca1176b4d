"""An artefact, opened as far as a probe asks: parts of an archive, text, JSON or YAML, XML; each bounded."""

import codecs
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from core.errors import InputError
from core.json_text import read_json
from licensing.sbom.notes import Notes
from licensing.sbom.opening import refused
from licensing.sbom.yaml_tree import read_yaml

MAXIMUM_BYTES = 64 * 2**20
_PART = 64 * 2**20
_YAML = 4 * 2**20
_PIECE = 2**20
_HEAD = 1024

Element = Any
"""lxml ships no types."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What probes need from outside.

    Args:
        load: Returns a file that an installed package brings: name of the package, path in it.
        query: Runs queries on the bytes of an SQLite file and returns the rows of each.
    """

    load: Callable[[str, str], bytes]
    query: Callable[[bytes, list[str]], list[list[tuple[Any, ...]]]]


class Artefact:
    """A file that somebody handed over.

    Args:
        name: Its name; a hint at what it claims to be, never more.
        data: Its bytes.
        tools: What probes need from outside.
    """

    def __init__(self, name: str, data: bytes, tools: Tools) -> None:
        self.name, self.data, self.tools = name, data, tools

    @property
    def ending(self) -> str:
        """The ending of the name in small letters, without the dot."""
        return self.name.rpartition(".")[2].casefold() if "." in self.name else ""

    @cached_property
    def members(self) -> tuple[zipfile.ZipInfo, ...]:
        """The directory of a ZIP archive; empty for anything else."""
        if not self.data.startswith(b"PK\x03\x04"):
            return ()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return tuple(archive.infolist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            return ()

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of the parts of an archive."""
        return frozenset(one.filename for one in self.members)

    def part(self, name: str) -> bytes:
        """Return a part of the archive, empty where there is none or it is damaged; counted while it unpacks.

        Raises:
            InputError: It would take too much.
        """
        if name not in self.names:
            return b""
        found = bytearray()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive, archive.open(name) as stream:
                while piece := stream.read(_PIECE):
                    found += piece
                    if len(found) > _PART:
                        raise refused("file_expands", part=name[:80])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            return b""
        return bytes(found)

    @cached_property
    def text(self) -> str | None:
        """The text in UTF-8 without its mark; None where it is none."""
        try:
            return self.data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        except UnicodeDecodeError:
            return None

    @cached_property
    def document(self) -> object:
        """The value of a JSON document, else of a short YAML one; None where it is neither."""
        start = self.data.removeprefix(codecs.BOM_UTF8)[:_HEAD].lstrip()[:1]
        try:
            if start in {b"{", b"["}:
                return read_json(self.data)
            if self.text is not None and len(self.data) <= _YAML and start not in {b"<", b""}:
                found = read_yaml(self.data, Notes())
                return found if isinstance(found, dict) else None
        except InputError:
            return None
        return None

    @cached_property
    def is_json(self) -> bool:
        """Whether the document is written as JSON."""
        return self.data.removeprefix(codecs.BOM_UTF8)[:_HEAD].lstrip()[:1] in {b"{", b"["}

    @property
    def fields(self) -> dict[str, Any]:
        """The document where it is an object, else empty."""
        return self.document if isinstance(self.document, dict) else {}

    @cached_property
    def root(self) -> Element:
        """The root element of an XML document; None where it is none."""
        start = self.data.removeprefix(codecs.BOM_UTF8)[:_HEAD].lstrip()[:1]
        wide = self.data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
        return xml_root(self.data) if start == b"<" or wide else None

    @property
    def root_name(self) -> str:
        """Namespace and name of the root element as ``{namespace}name``; empty without one."""
        return "" if self.root is None else str(self.root.tag)


def xml_root(data: bytes) -> Element | None:
    """Return the root element; None where it is no well-formed XML. Nothing is loaded and no entity is replaced."""
    try:
        return _parsed(data)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _parsed(data: bytes) -> Element:
    """Return the root element. A value of xml:id that stands twice is no want of well-formedness."""
    safe: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        return etree.fromstring(data, etree.XMLParser(**safe))
    except etree.XMLSyntaxError as error:
        if error.code != etree.ErrorTypes.DTD_ID_REDEFINED:
            raise
        return etree.fromstring(data, etree.XMLParser(**safe, collect_ids=False))


def repeated_ids(root: Element) -> list[str]:
    """Return the values of xml:id that stand more than once."""
    counted = Counter(map(str, root.xpath("//@xml:id", smart_strings=False)))
    return [value for value, count in counted.items() if count > 1]


def xml_fault(data: bytes) -> tuple[str, str]:
    """Return line and reason why bytes are no well-formed XML; empty where they are."""
    try:
        _parsed(data)
    except etree.XMLSyntaxError as error:
        return str(error.lineno or "–"), str(error.msg or "")[:100]
    except ValueError:
        return "–", "encoding"
    return "", ""


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for comments."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def space(element: Element) -> str:
    """Return the namespace of an element; empty without one."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""
