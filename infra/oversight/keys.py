"""The key with which this instance signs: made from its secret, never stored. Its public half is kept as a file."""

from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from core.errors import PruefstandError
from infra.audit.checkpoint import key_id
from infra.files import write_once
from infra.secrets import Secrets

_PURPOSE = "audit-checkpoint"


class KeyUnusableError(PruefstandError):
    """The file of a public key is damaged, cannot be read or cannot be written.

    Args:
        file: Which one.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(f"unusable key file: {file.name}")
        self.file = file


class Keys:
    """The keys of checkpoints. Public keys of former secrets stay, so that old checkpoints can still be checked.

    Args:
        secrets: What the signing key is made from.
        folder: Where public keys are kept.
    """

    def __init__(self, secrets: Secrets, folder: Path) -> None:
        self._secrets = secrets
        self._folder = folder

    def signing_key(self) -> Ed25519PrivateKey:
        """Return the key to sign with; its public half is kept from the first time on.

        Raises:
            KeyUnusableError: The public half cannot be kept.
            SecretKeyFileError: The secret cannot be read or made.
        """
        key = Ed25519PrivateKey.from_private_bytes(self._secrets.key(_PURPOSE))
        file = self._folder / f"pruefpunkte.{key_id(key.public_key())[:16]}.pem"
        try:
            self._publish(file, public_pem(key.public_key()))
        except OSError as error:
            raise KeyUnusableError(file) from error
        return key

    def public_keys(self) -> dict[str, Ed25519PublicKey]:
        """Return all public keys by the name that checkpoints give them; none before the first signature.

        Raises:
            KeyUnusableError: One cannot be read.
        """
        keys = [_public_key(file) for file in sorted(self._folder.glob("*.pem"))]
        return {key_id(key): key for key in keys}

    def _publish(self, file: Path, key: bytes) -> None:
        if file.exists():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # another process was faster
            write_once(file, key)


def public_pem(key: Ed25519PublicKey) -> bytes:
    """Return a public key as a file that other programs read."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _public_key(file: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyUnusableError(file) from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnusableError(file)
    return key
