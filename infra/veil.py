"""Files that come in: what of them has to wait on the disk is unreadable there, for its key is in memory alone.

No seal: nothing tells a changed byte. It keeps what is on its way out of folders for temporary files, out of what is
left on a disk, and out of copies of both. Whoever takes the file checks and keeps it by its own means.
"""

import secrets
from tempfile import SpooledTemporaryFile

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

IN_MEMORY = 2**20
"""Up to so many bytes a file does not touch the disk at all."""

_KEY_BYTES, _NONCE_BYTES, _COUNTER_BYTES = 32, 12, 4
_BLOCK = 64


class VeiledFile:
    """A temporary file for one reader, written once from its beginning to its end.

    Args:
        in_memory: Bytes from which on it lies on the disk.
    """

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._file = SpooledTemporaryFile[bytes](max_size=in_memory)
        self._key, self._nonce = secrets.token_bytes(_KEY_BYTES), secrets.token_bytes(_NONCE_BYTES)

    @property
    def closed(self) -> bool:
        """It is gone."""
        return self._file.closed

    @property
    def _rolled(self) -> bool:
        """Litestar asks a file by this name whether it lies on the disk; then it is read off the event loop."""
        return bool(getattr(self._file, "_rolled", False))

    def write(self, data: bytes | bytearray) -> int:
        """Write on, unreadable."""
        return self._file.write(self._veiled(self._file.tell(), bytes(data)))

    def read(self, size: int = -1) -> bytes:
        """Read on, readable."""
        place = self._file.tell()
        return self._veiled(place, self._file.read(size))

    def seek(self, offset: int) -> int:
        """Go to a place."""
        return self._file.seek(offset)

    def close(self) -> None:
        """Give it up; nothing is left of it."""
        self._file.close()

    def _veiled(self, place: int, data: bytes) -> bytes:
        counter = (place // _BLOCK).to_bytes(_COUNTER_BYTES, "little")
        veil = Cipher(ChaCha20(self._key, counter + self._nonce), mode=None).encryptor()
        veil.update(bytes(place % _BLOCK))
        return veil.update(data)
