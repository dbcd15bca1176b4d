"""Answers kept for requests that may come again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.errors import PruefstandError


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer as it was given.

    Args:
        status: HTTP status.
        headers: Header fields that belong to the outcome, such as ``Location`` and ``ETag``.
        body: Its bytes.
    """

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """The wish that a write happens only once.

    Args:
        key: What the client calls the request, 1 to 200 characters.
        request_digest: SHA-256 of method, address and body: the same key must come with the same request.
        present: Makes the answer from what the service returns; called within the transaction, must be pure.
    """

    key: str
    request_digest: str
    present: Callable[[Any], KeptAnswer]


class AlreadyDoneError(PruefstandError):
    """The request was carried out before; ``answer`` is what it got."""

    def __init__(self, answer: KeptAnswer) -> None:
        super().__init__("already done")
        self.answer = answer


class KeyReusedError(PruefstandError):
    """The same key came with another request. Nothing was done."""
