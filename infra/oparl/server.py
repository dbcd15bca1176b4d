"""One council system: gives objects and files, slowly, and nothing that is not what was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import InputError
from infra.documents.reading import read_document
from infra.http.client import AllowListClient, Fetched
from infra.oparl.errors import CouncilUnreadableError, Unreadable
from infra.oparl.links import followed
from infra.oparl.pace import Pace

PATIENT_SECONDS = 120.0
"""Some council systems need more than half a minute for one page."""

Object = Mapping[str, Any]
_OK = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered.

    Args:
        value: Its JSON: an object or a list.
        url: Address that answered, after redirects: links are relative to it.
    """

    value: object
    url: str


class CouncilServer:
    """Reads from one council system.

    Args:
        client: Fetches from the host of the system and from nowhere else.
        pace: Lets requests through.
        read: Turns bytes into a JSON value; the usual one does so in a limited child process.
    """

    def __init__(self, client: AllowListClient, pace: Pace, *, read: Callable[[bytes], object] = read_document) -> None:
        self._client = client
        self._pace = pace
        self._read = read

    def answer(self, url: str) -> Answer:
        """Return the JSON of an address.

        Raises:
            FetchRefusedError: Nothing could be fetched.
            CouncilUnreadableError: The answer is none, or an error, with whatever status.
        """
        fetched = self._fetched(url)
        try:
            value = self._read(fetched.body)
        except InputError as error:
            raise CouncilUnreadableError(Unreadable.NOT_JSON, url) from error
        if isinstance(value, Mapping) and type_of(value) == "Error":
            raise CouncilUnreadableError(Unreadable.ERROR_OBJECT, url, str(value.get("message", "")))
        return Answer(value, fetched.final_url)

    def object(self, url: str, kind: str) -> tuple[Object, str]:
        """Return an object of a kind and the address that answered.

        A system may answer an unknown path with status 200 and something else; then nothing is taken from it.

        Raises:
            FetchRefusedError: Nothing could be fetched.
            CouncilUnreadableError: It is no object of that kind.
        """
        answer = self.answer(url)
        if not isinstance(answer.value, Mapping) or type_of(answer.value) != kind:
            raise CouncilUnreadableError(Unreadable.OTHER_TYPE, url, _named(answer.value))
        return answer.value, answer.url

    def file(self, link: str, base: str) -> bytes | None:
        """Return the bytes of a file of this system; None where its address leads elsewhere.

        Args:
            link: Address of the file, as an object names it.
            base: Address of the system.

        Raises:
            FetchRefusedError: Nothing could be fetched.
            CouncilUnreadableError: There is no such file.
        """
        url = followed(link, base)
        return None if url is None else self._fetched(url).body

    def _fetched(self, url: str) -> Fetched:
        self._pace.wait()
        fetched = self._client.fetch(url)
        if fetched.status != _OK:
            raise CouncilUnreadableError(Unreadable.STATUS, url, str(fetched.status))
        return fetched


def type_of(value: Object) -> str:
    """Return the kind of an object without schema and version, e.g. ``Paper``; empty where it has none."""
    kind = value.get("type")
    return kind.rstrip("/").rpartition("/")[2] if isinstance(kind, str) else ""


def _named(value: object) -> str:
    return type_of(value) if isinstance(value, Mapping) else type(value).__name__
