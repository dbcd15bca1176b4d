"""What a form hands in, and faults as pages list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.exceptions import ClientException

from core.errors import InputError, Severity
from procurement.rules.wording import fault_sentence

FILE = "datei"
TEXT = "eingabe"
UNREADABLE = 422
NOTHING_SUBMITTED = "Es fehlt eine Datei. Bitte wählen Sie eine Datei oder fügen Sie ihren Inhalt ein."
NOTHING_CHOSEN = "Es fehlt eine Datei. Bitte wählen Sie eine Datei."

_LONGEST_ECHO = 200_000
_FRAME_BYTES = 65_536  # what a form carries besides a document

Connection = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Submitted:
    """What somebody handed in.

    Args:
        data: The file or text as bytes; empty when nothing was chosen.
        text: Text to keep in the field so that it can be corrected; empty where it is too long or no text.
        field: Id of the field it came from.
    """

    data: bytes
    text: str
    field: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault as a page lists it."""

    place: str
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class FaultList:
    """All faults of one file.

    Args:
        lines: At least one.
        omitted: Number of further ones.
        forbidden: The file is readable, but a rule forbids it.
    """

    lines: Sequence[FaultLine]
    omitted: int = 0
    forbidden: bool = False


def faults_of(error: InputError) -> FaultList:
    """Return the faults of an error in German."""
    lines = [FaultLine(one.pointer, fault_sentence(one), one.legal_source) for one in error.faults]
    return FaultList(lines, error.omitted, error.severity is Severity.FORBIDDEN)


def one_fault(text: str) -> FaultList:
    """Return a list of one fault without a place."""
    return FaultList([FaultLine("", text)])


def megabytes(request: Connection) -> int:
    """Return how large a file may be; 0 where there is no limit."""
    limit = request.app.request_max_body_size
    return limit // 1_000_000 if isinstance(limit, int) else 0


def room_for(request: Connection) -> float:
    """Return how many bytes a document may have so that a form can carry it back."""
    limit = request.app.request_max_body_size
    return limit - _FRAME_BYTES if isinstance(limit, int) else inf


async def form_of(request: Connection) -> FormMultiDict:
    """Return the fields of a form.

    Raises:
        ClientException: The body is no form.
    """
    try:
        return await request.form()
    except (UnicodeDecodeError, LookupError) as error:  # text that is none, in a charset that does not exist
        raise ClientException from error


async def submitted(form: FormMultiDict) -> Submitted:
    """Return the file if one was chosen, else the pasted text. What was pasted stays unless the file is text itself."""
    file, text = form.get(FILE), form.get("inhalt")
    pasted = carried(text if isinstance(text, str) else "")
    if isinstance(file, UploadFile):
        data = await file.read()
        if data or file.filename:
            return Submitted(data, _echo(data) or pasted.text, FILE)
    return pasted


def carried(text: str) -> Submitted:
    """Return text that came as text: typed, or carried by a form of ours."""
    return Submitted(text.strip().encode("utf-8", "replace"), text if len(text) <= _LONGEST_ECHO else "", TEXT)


async def file_in(form: FormMultiDict) -> tuple[str, bytes]:
    """Return name and content of the file that was chosen; both empty where none was."""
    file = form.get(FILE)
    return (file.filename or "", await file.read()) if isinstance(file, UploadFile) else ("", b"")


def text_in(form: FormMultiDict, name: str) -> str:
    """Return a field of text; empty where there is none."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _echo(data: bytes) -> str:
    if len(data) > _LONGEST_ECHO:
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text
