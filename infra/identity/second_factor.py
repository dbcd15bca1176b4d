"""The second factor: codes of six digits from an app, each good for one sign-in (TOTP, RFC 6238)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
import segno

from infra.secrets import Secrets, SecretUnreadableError

STEP_SECONDS = 30
OFFER_LASTS = timedelta(minutes=10)
_SECRET_LETTERS = 32  # base32: 160 bits, RFC 4226 section 4
_PURPOSE = "second-factor"
_OFFERED = "second-factor-offer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A second factor that is offered and not yet in use.

    Args:
        secret: To type into the app, base32 in groups of four.
        drawing: The same as a QR code, an SVG image as ``data:`` address.
        sealed: Comes back with the first code; nobody but this person can use it.
    """

    secret: str
    drawing: str
    sealed: str

    def __repr__(self) -> str:
        """Keep the secret out of logs."""
        return "Enrolment(…)"


def offer(secrets: Secrets, person: str, account: str, city_name: str, now: datetime) -> Enrolment:
    """Return a new secret for a person, good for ``OFFER_LASTS``."""
    secret = pyotp.random_base32(_SECRET_LETTERS)
    sealed = secrets.seal(_OFFERED, f"{int(now.timestamp())} {secret}".encode(), context=person)
    return _enrolment(secret, sealed, account, city_name)


def offered_again(secrets: Secrets, sealed: str, person: str, account: str, city_name: str, now: datetime) -> Enrolment:
    """Return an offer once more, after a wrong code; it ends when it would have ended.

    Raises:
        SecretUnreadableError: It was made for somebody else, or not here, or it has ended.
    """
    return _enrolment(accepted(secrets, sealed, person, now), sealed, account, city_name)


def accepted(secrets: Secrets, sealed: str, person: str, now: datetime) -> str:
    """Return the secret of an offer.

    Raises:
        SecretUnreadableError: It was made for somebody else, or not here, or it has ended.
    """
    made, _, secret = secrets.unseal(_OFFERED, sealed, context=person).decode().partition(" ")
    if not secret or not 0 <= now.timestamp() - int(made) <= OFFER_LASTS.total_seconds():
        raise SecretUnreadableError
    return secret


def sealed_for_keeping(secrets: Secrets, secret: str, person: str) -> str:
    """Return a secret as it is kept in the database."""
    return secrets.seal(_PURPOSE, secret.encode(), context=person)


def fitting_step(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """Return the time step that a code belongs to, or None.

    One step of clock difference is allowed either way (RFC 6238, section 5.2). A step up to ``after`` was used before.
    """
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdecimal()):
        return None
    generator, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    for step in (current, current - 1, current + 1):
        if step > after and pyotp.utils.strings_equal(digits, generator.generate_otp(step)):
            return step
    return None


def kept_secret(secrets: Secrets, kept: str, person: str) -> str:
    """Return the secret that is kept in the database.

    Raises:
        SecretUnreadableError: The instance has another key than the one it was sealed with.
    """
    return secrets.unseal(_PURPOSE, kept, context=person).decode()


def _enrolment(secret: str, sealed: str, account: str, city_name: str) -> Enrolment:
    address = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=f"Prüfstand {city_name}")
    grouped = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    drawing = segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="white")
    return Enrolment(secret=grouped, drawing=drawing, sealed=sealed)
