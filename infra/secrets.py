"""Keys of this instance: one root secret, and from it a key of its own for every purpose (HKDF, RFC 5869).

The root comes from the environment or from a file that only the service may read. It is not in the database: whoever
holds a copy of the database alone can neither read a second factor nor guess what a keyed digest stands for.
"""

import base64
import hashlib
import hmac
import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.errors import PruefstandError
from infra.database import Database
from infra.files import write_once
from infra.settings import Settings

KEY_BYTES = 32
_NONCE_BYTES = 12
_SHORTEST_ROOT = 32


class SecretUnreadableError(PruefstandError):
    """What was sealed does not open: another key, another context, or it was changed."""


class SecretKeyFileError(PruefstandError):
    """The file of the root secret cannot be read, made, or does not hold one."""


class Secrets:
    """Derives keys from the root secret, which is looked up at its first use.

    Args:
        file: Where the root is kept; made on first use.
        given: The root itself; then no file is touched.
    """

    def __init__(self, file: Path, given: str | None = None) -> None:
        self._file = file
        self._given = given

    def key(self, purpose: str) -> bytes:
        """Return the 32 bytes for one purpose, always the same on this instance."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self._root)

    def seal(self, purpose: str, plain: bytes, *, context: str) -> str:
        """Return ``plain`` encrypted and authenticated (AES-256-GCM) together with where it belongs."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self.key(purpose)).encrypt(nonce, plain, context.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def unseal(self, purpose: str, sealed: str, *, context: str) -> bytes:
        """Return what was sealed for this purpose and context.

        Raises:
            SecretUnreadableError: It was not, or not with this root.
        """
        try:
            data = base64.urlsafe_b64decode(sealed.encode())
            return AESGCM(self.key(purpose)).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], context.encode())
        except (ValueError, InvalidTag) as error:
            raise SecretUnreadableError from error

    def digest(self, purpose: str, text: str) -> str:
        """Return a keyed digest, 64 hexadecimal digits: equal for equal texts, and nothing to guess from."""
        return hmac.new(self.key(purpose), text.encode(errors="replace"), hashlib.sha256).hexdigest()

    @cached_property
    def _root(self) -> bytes:
        return (self._given or _root_in(self._file)).encode()


def secrets_of(database: Database, settings: Settings) -> Secrets:
    """Return the keys that go with a database; nothing is read or made yet."""
    given = settings.secret_key.get_secret_value() if settings.secret_key else None
    return Secrets(settings.secret_key_file or _beside(database), given)


def _beside(database: Database) -> Path:
    if database.backend == "sqlite":
        return Path(str(database.engine.url.database)).with_suffix(".key")
    return Path("var") / "pruefstand.key"


def _root_in(file: Path) -> str:
    try:
        if not file.exists():
            _make(file)
        root = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretKeyFileError(file.name) from error
    if len(root) < _SHORTEST_ROOT:
        raise SecretKeyFileError(file.name)
    return root


def _make(file: Path) -> None:
    """Make the file for its owner only; of several processes at once the first one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        write_once(file, secrets.token_urlsafe(KEY_BYTES).encode() + b"\n", mode=0o600)
