"""Links and codes that lead to a slot: made by chance, kept as digests, too long to guess."""

import base64
import hashlib
import secrets
from enum import StrEnum

_RANDOM_BYTES = 20
_GROUP = 4
LONGEST_CODE = 80


class Access(StrEnum):
    """What leads to a slot: the link that was handed out, or the code that its bidder got for it."""

    LINK = "link"
    CODE = "code"


def new_code() -> str:
    """Return a new code, in groups of four."""
    text = base64.b32encode(secrets.token_bytes(_RANDOM_BYTES)).decode()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def digest_of_code(kind: Access, code: str) -> str:
    """Return what is stored of a code; nothing can be guessed from it, the code is 160 bits of chance."""
    plain = "".join(code[:LONGEST_CODE].upper().replace("-", " ").split())
    return hashlib.sha256(f"{kind.value}:{plain}".encode(errors="replace")).hexdigest()
