"""Contents of files as the interface takes them."""

import base64
import binascii

from core.errors import Fault, InputError


def content_of(text: str, pointer: str) -> bytes:
    """Return the bytes that a base64 text of the interface stands for.

    Raises:
        InputError: It is none.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError([Fault("bid_file_content", pointer)]) from error
