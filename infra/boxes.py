"""Contents from outside: compressed and sealed in parts with a key that is not in the database."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from infra.secrets import Secrets

_PART = 1024 * 1024
_FAST = 1


@dataclass(frozen=True, slots=True)
class Box:
    """Seals contents and opens them.

    Args:
        secrets: Keys of this instance.
        purpose: What the contents are for: another purpose, another key.
    """

    secrets: Secrets
    purpose: str

    def seal(self, city: str, key: str, pieces: Iterable[bytes]) -> list[str]:
        """Return a content as it is stored, in parts of one mebibyte.

        Args:
            city: City it belongs to.
            key: What the parts are bound to.
            pieces: The content in pieces of any size.
        """
        return [
            self.secrets.seal(self.purpose, zlib.compress(part, _FAST), context=f"{city}/{key}/{number}")
            for number, part in enumerate(_parts(pieces), start=1)
        ]

    def unseal(self, city: str, key: str, sealed: Iterable[str]) -> bytes:
        """Return a content.

        Raises:
            SecretUnreadableError: It was sealed on another instance, for another file, or it was changed.
        """
        opened = BytesIO()  # a join would hold all parts beside the whole
        for number, part in enumerate(sealed, start=1):
            plain = self.secrets.unseal(self.purpose, part, context=f"{city}/{key}/{number}")
            opened.write(zlib.decompress(plain))
        return opened.getvalue()


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= _PART:
            yield bytes(held[:_PART])
            del held[:_PART]
    if held:
        yield bytes(held)
