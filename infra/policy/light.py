"""Rules about Kurzbewertungen: whoever buys writes, a second person of the office or of the Vergabestelle signs."""

from collections.abc import Mapping

from infra.policy.grants import Rule, to
from infra.policy.model import Role

_DRAFT, _ASKED = frozenset({"entwurf"}), frozenset({"vorgelegt"})

LIGHT_RULES: Mapping[str, Rule] = {
    "read-short-assessment": Rule(
        grants=(
            to(Role.PROCUREMENT_OFFICER, Role.ADIT, Role.AUDITOR),
            to(Role.DEPARTMENT, Role.OFFICE_HEAD, own_office=True),
        )
    ),
    "write-short-assessment": Rule(
        grants=(to(Role.PROCUREMENT_OFFICER, states=_DRAFT), to(Role.DEPARTMENT, states=_DRAFT, own_office=True))
    ),
    "sign-short-assessment": Rule(  # by another person than wrote or asked: the service sees to that
        grants=(to(Role.PROCUREMENT_OFFICER, states=_ASKED), to(Role.OFFICE_HEAD, states=_ASKED, own_office=True))
    ),
}
