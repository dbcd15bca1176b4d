"""Parts of an office archive as streams of XML events: no document type, no entities, no deep nesting, no tree."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pyexpat import ExpatError, ParserCreate, XMLParserType
from typing import IO

from infra.inspect.errors import InspectionError

MAXIMUM_DEPTH = 64
_CHUNK = 1 << 18

_SPREADSHEET = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
)

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]
Naming = Callable[[str], str]


def _skip(*_: object) -> None:
    return


@contextmanager
def opened(data: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Open the archive; what is broken in it comes out as one kind of error.

    Raises:
        InspectionError: The archive or a part in it is damaged.
    """
    try:
        with zipfile.ZipFile(data) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InspectionError("file_damaged", detail="Archiv") from error
    except ExpatError as error:
        raise InspectionError("file_damaged", detail=f"XML, Zeile {error.lineno}") from error


def bare(name: str) -> str:
    """Return the name of an element or attribute of any namespace without it."""
    return name.rpartition(" ")[2]


def main_name(name: str) -> str:
    """Return the name of what belongs to a spreadsheet of XLSX without its namespace, else with it.

    Programs skip what comes from other namespaces: it must not be mistaken for what they show.
    """
    space, divided, own = name.rpartition(" ")
    return own if space in _SPREADSHEET or not divided else name


class _Names(dict[str, str]):
    """Names as a reader wants them, looked up once each."""

    def __init__(self, wanted: Naming) -> None:
        super().__init__()
        self._wanted = wanted

    def __missing__(self, name: str) -> str:
        return self.setdefault(name, self._wanted(name))


def read_part(
    archive: zipfile.ZipFile, name: str, start: Start, end: End = _skip, text: Text = _skip, *, names: Naming = bare
) -> None:
    """Send the XML events of one part to functions.

    Args:
        archive: The archive.
        name: The part.
        start: Called with the name and the attributes of each element.
        end: Called with the name of each element that ends.
        text: Called with the text between them.
        names: What becomes of a name with its namespace before it, divided by a blank; an attribute may have neither.

    Raises:
        InspectionError: The part is missing, has a document type or is nested too deeply.
    """
    elements, wanted = _Names(lambda tag: names(tag if " " in tag else f" {tag}")), _Names(names)
    depth = 0

    def started(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MAXIMUM_DEPTH:
            raise InspectionError("file_nested", part=name)
        start(elements[tag], {wanted[key]: value for key, value in attributes.items()} if attributes else attributes)

    def ended(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(elements[tag])

    parser = _new_parser(name, text)
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    _feed(parser, archive, name)


def _new_parser(name: str, text: Text) -> XMLParserType:
    """Return a parser of a part that refuses document types."""

    def doctype(*_: object) -> None:
        raise InspectionError("file_doctype", part=name)

    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    return parser


def _feed(parser: XMLParserType, archive: zipfile.ZipFile, name: str) -> None:
    try:
        part = archive.open(name)
    except KeyError as error:
        raise InspectionError("file_damaged", detail=f"{name} fehlt") from error
    with part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - the parser takes no keyword
    parser.Parse(b"", True)  # noqa: FBT003 - see above
