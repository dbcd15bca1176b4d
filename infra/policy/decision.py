"""The one decision about every access: deny by default, pure, with its reason.

A thing of another city does not exist for the one who asks. A thing of the own city that is not for them exists and is
refused: the refusal leaves its line in the audit log, as every attempt does.

The interface, the pages, search, exports and jobs all ask here. What is allowed stands in ``table``.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import PruefstandError
from infra.policy.grants import Audience, Grant, Rule
from infra.policy.model import Actor, Role
from infra.policy.table import RULES, Action


class Denial(StrEnum):
    """Why something is not allowed, the first that applies."""

    NOT_SIGNED_IN = "not-signed-in"
    OTHER_CITY = "other-city"
    PASSWORD_DUE = "password-due"  # noqa: S105 - a reason, no password
    ROLE = "role"
    LOCKED = "locked"
    OTHER_OFFICE = "other-office"
    OTHER_PERSON = "other-person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What an action is about.

    Args:
        kind: Kind of thing, e.g. ``evaluation``.
        id: Its id within the city.
        city: The city it belongs to.
        state: Its state, where rules depend on it.
        office: The office it belongs to, if any.
        owner: Id of the person it belongs to, if any.
    """

    kind: str
    id: str
    city: str
    state: str | None = None
    office: str | None = None
    owner: str | None = None


class AccessDeniedError(PruefstandError):
    """The policy does not allow it.

    Args:
        action: What was asked for.
        denial: Why not.
        resource: What it was about; None where the action as such is not allowed.
    """

    def __init__(self, action: Action, denial: Denial, resource: Resource | None = None) -> None:
        super().__init__(f"{action}: {denial}")
        self.action = action
        self.denial = denial
        self.resource = resource


def decide(actor: Actor, action: Action, resource: Resource | None = None) -> Denial | None:
    """Return why ``actor`` may not do ``action``, or None when it is allowed.

    Args:
        actor: Who asks.
        action: What for.
        resource: What about. Without one the answer is whether the action is allowed on anything at all.
    """
    rule = RULES[action]
    if resource is not None and resource.city != actor.city and rule.audience is not Audience.PUBLIC:
        return Denial.OTHER_CITY if actor.is_known else Denial.NOT_SIGNED_IN
    match rule.audience:
        case Audience.PUBLIC:
            return None
        case _ if actor.is_operator:
            return None if rule.operator else Denial.ROLE
        case _ if not actor.is_known:
            return Denial.NOT_SIGNED_IN
    return _granted(rule, actor, resource)


def require(actor: Actor, action: Action, resource: Resource | None = None) -> None:
    """Do nothing when it is allowed.

    Raises:
        AccessDeniedError: It is not.
    """
    if denial := decide(actor, action, resource):
        raise AccessDeniedError(action, denial, resource)


def readable_states(actor: Actor, action: Action) -> frozenset[str] | None:
    """Return the states in which things are open to the actor, for lists that filter; None for all states.

    The empty set is the answer for somebody who may see none.
    """
    if decide(actor, action):
        return frozenset()
    if actor.is_operator or RULES[action].audience is not Audience.ROLES:
        return None
    states = [grant.states for grant in _for_roles(RULES[action], actor.roles)]
    if None in states:
        return None
    return frozenset().union(*(known for known in states if known is not None))


@dataclass(frozen=True, slots=True)
class Scope:
    """Things that somebody may see in a list.

    Args:
        states: In one of these states; None for any.
        office: Of this office; None for all.
    """

    states: frozenset[str] | None
    office: str | None


def scopes(actor: Actor, action: Action) -> tuple[Scope, ...]:
    """Return what a list shows the actor: things in any of these scopes, for rules that look at states and offices.

    Nothing is the answer for somebody who may see none.
    """
    if decide(actor, action):
        return ()
    if actor.is_operator or RULES[action].audience is not Audience.ROLES:
        return (Scope(None, None),)
    grants = _for_roles(RULES[action], actor.roles)
    return tuple(
        Scope(grant.states, actor.office if grant.only_own_office else None)
        for grant in grants
        if actor.office is not None or not grant.only_own_office
    )


def _granted(rule: Rule, actor: Actor, resource: Resource | None) -> Denial | None:
    if rule.audience is Audience.SIGNED_IN:
        others = resource is not None and resource.owner not in (None, actor.person)
        return Denial.OTHER_PERSON if others else None
    if actor.password_due:
        return Denial.PASSWORD_DUE
    grants = _for_roles(rule, actor.roles)
    if not grants:
        return Denial.ROLE
    if resource is None:
        return None
    denials = [_fits(grant, actor, resource) for grant in grants]
    return None if None in denials else denials[0]


def _fits(grant: Grant, actor: Actor, resource: Resource) -> Denial | None:
    if grant.states is not None and resource.state not in grant.states:
        return Denial.LOCKED
    if grant.only_own_office and (resource.office is None or resource.office != actor.office):
        return Denial.OTHER_OFFICE
    if grant.only_own and resource.owner != actor.person:
        return Denial.OTHER_PERSON
    return None


def _for_roles(rule: Rule, roles: frozenset[Role]) -> list[Grant]:
    return [grant for grant in rule.grants if grant.roles & roles]
