"""Rules about sealed intakes: whoever has a code hands in; two of one office open, with their keys."""

from collections.abc import Mapping

from infra.policy.grants import Audience, Rule, to
from infra.policy.model import Role

_KEY_HOLDERS = Rule(grants=(to(Role.PROCUREMENT_OFFICER, Role.AUDITOR),))

SEALED_RULES: Mapping[str, Rule] = {
    "hand-in-bid": Rule(audience=Audience.PUBLIC),  # the code is the right: nobody signs in
    "keep-seal-key": _KEY_HOLDERS,
    "set-up-intake": Rule(grants=(to(Role.PROCUREMENT_OFFICER),)),
    "open-sealed-bids": _KEY_HOLDERS,  # two of them, after the deadline, each with a key: the service sees to that
}
