"""The key with which this instance signs, in a file of its own outside the database."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from core.errors import PruefstandError
from infra.audit.checkpoint import key_id
from infra.files import write_once

PRIVATE = "pruefpunkte.geheim.pem"
PUBLIC = "pruefpunkte.{key}.pem"


class KeyUnusableError(PruefstandError):
    """A key file is damaged, cannot be read or cannot be written.

    Args:
        file: Which one.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(f"unusable key file: {file.name}")
        self.file = file


class Keys:
    """The keys in one folder. Public keys of former private ones stay, so that old checkpoints can be checked.

    Args:
        folder: Where they lie; made on first use, open to its owner alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def signing_key(self) -> Ed25519PrivateKey:
        """Return the key to sign with; the first call makes it.

        Raises:
            KeyUnusableError: It cannot be read or made.
        """
        file = self._folder / PRIVATE
        try:
            if not file.exists():
                self._make(file)
            key = load_pem_private_key(file.read_bytes(), password=None)
        except (OSError, ValueError, TypeError) as error:
            raise KeyUnusableError(file) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyUnusableError(file)
        self._publish(key.public_key())
        return key

    def public_keys(self) -> dict[str, Ed25519PublicKey]:
        """Return all public keys by the name that checkpoints give them; none before the first signature.

        Raises:
            KeyUnusableError: One cannot be read.
        """
        found = {}
        for file in sorted(self._folder.glob(PUBLIC.format(key="*"))):
            if file.name == PRIVATE:
                continue
            try:
                key = load_pem_public_key(file.read_bytes())
            except (OSError, ValueError) as error:
                raise KeyUnusableError(file) from error
            if not isinstance(key, Ed25519PublicKey):
                raise KeyUnusableError(file)
            found[key_id(key)] = key
        return found

    def _make(self, file: Path) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            write_once(file, made, mode=0o600)
        except FileExistsError:
            return  # another process was faster: its key is the one

    def _publish(self, key: Ed25519PublicKey) -> None:
        file = self._folder / PUBLIC.format(key=key_id(key)[:16])
        try:
            if not file.exists():
                write_once(file, public_pem(key))
        except FileExistsError:
            return
        except OSError as error:
            raise KeyUnusableError(file) from error


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Return a public key as a file that other programs read."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
