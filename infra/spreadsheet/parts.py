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

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def _nothing(*_: object) -> None:
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


class _Names:
    """Names of elements and attributes without their namespace, looked up once each."""

    def __init__(self) -> None:
        self._bare: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        return self._bare.get(name) or self._bare.setdefault(name, name.rpartition(" ")[2])


def read_part(archive: zipfile.ZipFile, name: str, start: Start, end: End = _nothing, text: Text = _nothing) -> None:
    """Send the XML events of one part to functions; names come without their namespace.

    Raises:
        InspectionError: The part is missing, has a document type or is nested too deeply.
    """
    names = _Names()
    depth = 0

    def started(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MAXIMUM_DEPTH:
            raise InspectionError("file_nested", part=name)
        start(names[tag], {names[key]: value for key, value in attributes.items()})

    def ended(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(names[tag])

    def doctype(*_: object) -> None:
        raise InspectionError("file_doctype", part=name)

    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    _feed(parser, archive, name)


def _feed(parser: XMLParserType, archive: zipfile.ZipFile, name: str) -> None:
    try:
        part = archive.open(name)
    except KeyError as error:
        raise InspectionError("file_damaged", detail=f"{name} fehlt") from error
    with part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 - the parser takes no keyword
    parser.Parse(b"", True)  # noqa: FBT003 - see above
