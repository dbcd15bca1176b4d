"""Rules about what comes from the Magistrat and from federal catalogues: mostly public, the agendas are not."""

from collections.abc import Mapping

from infra.policy.grants import Audience, Rule, to
from infra.policy.model import Role

_SIGNED_IN = Rule(audience=Audience.SIGNED_IN)

COUNCIL_RULES: Mapping[str, Rule] = {
    "read-council": _SIGNED_IN,  # what is there is public
    "sync-council": Rule(grants=(to(Role.ADIT, Role.DIGITALDEZERNAT, Role.COMMITTEE_OFFICE),), operator=True),
    "read-agendas": Rule(  # the Magistrat sits non-publicly
        grants=(to(Role.MAGISTRAT, Role.COMMITTEE_OFFICE, Role.DIGITALDEZERNAT, Role.ADIT, Role.AUDITOR),)
    ),
    "import-agendas": Rule(grants=(to(Role.COMMITTEE_OFFICE, Role.DIGITALDEZERNAT),)),
    "read-services": _SIGNED_IN,  # the federal catalogue is public
    "import-services": Rule(grants=(to(Role.ADIT, Role.DIGITALDEZERNAT),)),
}
