"""What a rule of the policy consists of."""

from dataclasses import dataclass
from enum import StrEnum

from infra.policy.model import Role


class Audience(StrEnum):
    """Whom a rule is about: everybody, everybody signed in for what is theirs, or those with a grant."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"
    ROLES = "roles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Allows an action to some roles.

    Args:
        roles: To whom.
        states: Only for things in one of these states; None for any.
        only_own_office: Only for things of the person's own office.
        only_own: Only for things that belong to the person.
    """

    roles: frozenset[Role]
    states: frozenset[str] | None = None
    only_own_office: bool = False
    only_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """All that allows one action.

    Args:
        audience: Everybody, everybody signed in, or those with a grant.
        grants: Any one that fits is enough.
        operator: The command line may do it too.
    """

    audience: Audience = Audience.ROLES
    grants: tuple[Grant, ...] = ()
    operator: bool = False


def to(*roles: Role, states: frozenset[str] | None = None, own: bool = False, own_office: bool = False) -> Grant:
    """Return a grant to some roles."""
    return Grant(roles=frozenset(roles), states=states, only_own=own, only_own_office=own_office)
