"""What may be typed as account and name."""

from collections.abc import Mapping

from infra.identity.errors import FieldsRefusedError, Refusal
from infra.policy.model import Role
from infra.policy.roles import are_compatible

LONGEST = 120
_ACCOUNT_SIGNS = "._-@+"


def account_of(typed: str) -> str:
    """Return the name of an account as it is kept; too long a text fits none."""
    return typed.replace("\0", " ").strip().casefold()[: LONGEST + 1]


def account_refusal(account: str) -> Refusal | None:
    """Return what is wrong with the name of an account, or None."""
    if not account:
        return Refusal.MISSING
    if len(account) > LONGEST:
        return Refusal.TOO_LONG
    fits = all(sign.isalnum() or sign in _ACCOUNT_SIGNS for sign in account)
    return None if fits else Refusal.CHARACTERS


def name_refusal(name: str) -> Refusal | None:
    """Return what is wrong with the name of a person, office or city, or None."""
    if not name.strip() or not name.isprintable():
        return Refusal.MISSING
    return Refusal.TOO_LONG if len(name.strip()) > LONGEST else None


def roles_refusal(roles: frozenset[Role]) -> Refusal | None:
    """Return what is wrong with the roles of a person, or None."""
    return None if are_compatible(roles) else Refusal.ROLES_INCOMPATIBLE


def refuse(found: Mapping[str, Refusal | None]) -> None:
    """Do nothing where there is nothing wrong.

    Raises:
        FieldsRefusedError: There is.
    """
    if faults := {field: refusal for field, refusal in found.items() if refusal is not None}:
        raise FieldsRefusedError(faults)
