"""What can stop work with accounts: facts with a type; German sentences stand in ``infra.identity.wording``."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import ClassVar

from core.errors import PruefstandError


class IdentityError(PruefstandError):
    """Root of the errors of this room.

    Args:
        properties: Values that the sentence about the error needs.
    """

    type: ClassVar[str]

    def __init__(self, **properties: str) -> None:
        super().__init__(self.type)
        self.properties = properties


class SignInRefusedError(IdentityError):
    """Account, password or code do not fit. Which one is told to nobody but the audit log."""

    type = "identity/sign-in-refused"


class TooManyAttemptsError(IdentityError):
    """Too many failures of this account or from this address.

    Args:
        seconds: How long to wait.
    """

    type = "identity/too-many-attempts"

    def __init__(self, until: datetime, now: datetime) -> None:
        super().__init__()
        self.seconds = max(1, ceil((until - now).total_seconds()))


class TooBusyError(IdentityError):
    """So many people sign in at once that the queue is full."""

    type = "identity/too-busy"


class OtherPersonError(IdentityError):
    """What was sent was typed on a page that was shown to another person."""

    type = "identity/other-person"


class PersonNotFoundError(IdentityError):
    """There is no person with this id."""

    type = "identity/person-not-found"


class OfficeNotFoundError(IdentityError):
    """There is no office with this id."""

    type = "identity/office-not-found"


class CityNotFoundError(IdentityError):
    """There is no such city, or there are several and none was named."""

    type = "identity/city-not-found"


class LastAdministratorError(IdentityError):
    """Afterwards nobody could manage people any more."""

    type = "identity/last-administrator"


class OwnRecoveryError(IdentityError):
    """Nobody recovers the own account: an open session alone would be enough to take it over."""

    type = "identity/own-recovery"


class SecondFactorInUseError(IdentityError):
    """There is a second factor already; it is removed first."""

    type = "identity/second-factor-in-use"


class SecondFactorOfferError(IdentityError):
    """The offered second factor is not one of this person and this instance, or has ended."""

    type = "identity/second-factor-offer"


class Refusal(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    CHARACTERS = "characters"
    TAKEN = "taken"
    UNKNOWN = "unknown"
    ROLES_INCOMPATIBLE = "roles-incompatible"
    OWN_ROLES = "own-roles"
    FIRST_PERSON = "first-person"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - a reason, no password
    WRONG_CODE = "wrong-code"
    UNCHANGED = "unchanged"
    PASSWORD_TOO_SHORT = "password-too-short"  # noqa: S105 - the same
    PASSWORD_TOO_LONG = "password-too-long"  # noqa: S105 - the same
    PASSWORD_LIKE_ACCOUNT = "password-like-account"  # noqa: S105 - the same
    PASSWORD_COMMON = "password-common"  # noqa: S105 - the same


class FieldsRefusedError(IdentityError):
    """Fields cannot be stored as they are.

    Args:
        faults: What is wrong, by the name of the field; never what was typed.
    """

    type = "identity/fields-refused"

    def __init__(self, faults: Mapping[str, Refusal]) -> None:
        super().__init__()
        self.faults = dict(faults)
