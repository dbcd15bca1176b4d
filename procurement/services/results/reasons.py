"""Reasons that somebody writes about a price."""

from core.errors import Fault, InputError
from infra.fields.services import plain_text
from scoring.model import is_written


def written(text: str, pointer: str, longest: int) -> str:
    """Return a reason as it is stored.

    Raises:
        InputError: It says nothing or is too long.
    """
    plain = plain_text(text).strip()
    if not is_written(plain) or len(plain) > longest:
        raise InputError([Fault("name_expected", pointer, properties={"maximum": str(longest)})])
    return plain
