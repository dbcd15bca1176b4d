"""Who may do what with requests for IT capacity, by the value of the action; ``table`` takes these rules in."""

from collections.abc import Mapping

from infra.policy.grants import Grant, Rule, to
from infra.policy.model import Role
from infra.policy.states import (
    REQUEST_ADVISED,
    REQUEST_DRAFT,
    REQUEST_OPEN,
    REQUEST_PLACED,
    REQUEST_PROPOSED,
    REQUEST_SEEN,
)

_OWN_OFFICE = to(Role.DEPARTMENT, own_office=True)
_ADVISERS = (Role.ADIT, Role.DATA_PROTECTION, Role.INFORMATION_SECURITY, Role.PROCUREMENT_OFFICER)
_DRAFTING = to(Role.DEPARTMENT, states=REQUEST_DRAFT, own_office=True)
_CLASSIFYING = to(Role.ADIT, Role.DIGITALDEZERNAT, states=REQUEST_OPEN)


def _advised_by(role: Role) -> Rule:
    return Rule(grants=(to(role, states=REQUEST_ADVISED),))


def _own_or(*others: Grant) -> Rule:
    return Rule(grants=(_OWN_OFFICE, *others))


REQUEST_RULES: Mapping[str, Rule] = {
    "read-capacity": Rule(
        grants=(
            to(Role.DEPARTMENT, Role.OFFICE_HEAD, own_office=True),
            to(*_ADVISERS, Role.DIGITALDEZERNAT, Role.AUDITOR, states=REQUEST_SEEN),
        )
    ),
    "decide-capacity": Rule(grants=(to(Role.DIGITALDEZERNAT),)),  # by another person than asked: a guard of the step
    "write-request": Rule(grants=(_DRAFTING,)),
    "fill-in-request": Rule(grants=(_DRAFTING, _CLASSIFYING)),  # whose each field is: the two actions beside
    "classify-request": Rule(grants=(_CLASSIFYING,)),
    "steer-request": Rule(grants=(_OWN_OFFICE,)),
    "handle-request": Rule(grants=(to(Role.ADIT),)),
    "advise-request": Rule(grants=(to(*_ADVISERS, states=REQUEST_ADVISED),)),  # whose each check is: the four below
    "review-privacy": _advised_by(Role.DATA_PROTECTION),
    "review-security": _advised_by(Role.INFORMATION_SECURITY),
    "review-architecture": _advised_by(Role.ADIT),
    "review-procurement": _advised_by(Role.PROCUREMENT_OFFICER),
    "discuss-request": _own_or(to(*_ADVISERS, Role.DIGITALDEZERNAT, states=REQUEST_OPEN)),
    "prove-request": _own_or(to(Role.ADIT, Role.DATA_PROTECTION, states=REQUEST_ADVISED)),
    "attach-to-request": Rule(
        grants=(
            to(Role.DEPARTMENT, states=REQUEST_DRAFT | REQUEST_OPEN, own_office=True),
            to(*_ADVISERS, Role.DIGITALDEZERNAT, states=REQUEST_OPEN),
        )
    ),
    "manage-closing-days": Rule(grants=(to(Role.ADIT, Role.DIGITALDEZERNAT),)),
    "read-ranking": Rule(grants=(to(*_ADVISERS, Role.DIGITALDEZERNAT, Role.AUDITOR),)),  # titles of all offices
    "set-rank": Rule(grants=(to(Role.DIGITALDEZERNAT, states=REQUEST_PROPOSED),)),
    "place-request": Rule(grants=(to(Role.ADIT, states=REQUEST_PLACED),)),
    "decide-scenario": Rule(grants=(to(Role.DIGITALDEZERNAT),)),
    "manage-supply": Rule(grants=(to(Role.ADIT, Role.DIGITALDEZERNAT),)),
    "manage-choices": Rule(grants=(to(Role.ADMINISTRATOR, Role.ADIT, Role.DIGITALDEZERNAT),)),
    "open-round": Rule(grants=(to(Role.ADIT, Role.DIGITALDEZERNAT),)),
    "close-round": Rule(grants=(to(Role.DIGITALDEZERNAT),)),
    "run-clocks": Rule(operator=True),
    "plan-queue": Rule(grants=(to(Role.ADIT, Role.DIGITALDEZERNAT),), operator=True),
}
