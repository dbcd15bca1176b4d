"""Who may do what with the register of contracts and systems: Vergabestelle and ADIT keep it, others read."""

from collections.abc import Mapping

from infra.policy.grants import Rule, to
from infra.policy.model import Role

_KEEPERS = to(Role.PROCUREMENT_OFFICER, Role.ADIT)

REGISTER_RULES: Mapping[str, Rule] = {
    "read-register": Rule(
        grants=(
            _KEEPERS,
            to(Role.DIGITALDEZERNAT, Role.DATA_PROTECTION, Role.INFORMATION_SECURITY, Role.AUDITOR),
            to(Role.DEPARTMENT, Role.OFFICE_HEAD, own_office=True),
        )
    ),
    "keep-register": Rule(grants=(_KEEPERS,)),
    "watch-register": Rule(operator=True),
}
