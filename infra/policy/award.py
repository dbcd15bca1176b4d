"""Rules about awards and the end of files: the Vergabestelle decides, holds and deletes; auditors read along."""

from collections.abc import Mapping

from infra.policy.grants import Rule, to
from infra.policy.model import Role
from infra.policy.states import AWARD_READ

_OFFICER = Rule(grants=(to(Role.PROCUREMENT_OFFICER),))

AWARD_RULES: Mapping[str, Rule] = {
    "read-award": Rule(grants=(to(Role.PROCUREMENT_OFFICER, Role.AUDITOR, states=AWARD_READ),)),
    "prepare-award": _OFFICER,
    "decide-award": _OFFICER,  # asked for and decided by two people: a guard of the step
    "record-objections": _OFFICER,
    "read-disposal": Rule(grants=(to(Role.PROCUREMENT_OFFICER, Role.AUDITOR),)),
    "prepare-disposal": _OFFICER,
    "dispose-file": _OFFICER,  # asked for and decided by two people: the service and the database see to that
}
