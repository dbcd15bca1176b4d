"""The table of roles in the handbook says no more than the policy, and no less."""

import re

from infra.identity.wording import ROLES
from infra.policy.model import Role
from infra.policy.table import RULES
from web.markdown import HANDBOOK

NOTHING = "noch nichts Weiteres"


def told() -> dict[str, tuple[str, str]]:
    """Return name and rights by the name of the role in commands."""
    text = (HANDBOOK / "verwaltung.md").read_text(encoding="utf-8")
    return {
        role: (name, rights)
        for name, role, rights in re.findall(r"^\| (.+?) \| `(.+?)` \| (.+?) \|$", text, re.MULTILINE)
    }


def has_rights(role: Role) -> bool:
    """Tell whether a role may do more than everybody signed in, beyond what is one's own."""
    common = frozenset(Role)
    return any(role in grant.roles != common for rule in RULES.values() for grant in rule.grants)


def test_every_role_is_told_by_its_name() -> None:
    assert {role: name for role, (name, _) in told().items()} == {role.value: ROLES[role] for role in Role}


def test_a_role_without_rights_is_said_to_have_none() -> None:
    assert {role for role, (_, rights) in told().items() if rights != NOTHING} == {
        role.value for role in Role if has_rights(role)
    }
