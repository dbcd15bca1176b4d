"""Which roles nobody has together, as data: whoever runs the system sees no bid (separation of duties)."""

from infra.policy.model import Role

SEE_BIDS = frozenset({Role.PROCUREMENT_OFFICER, Role.EVALUATOR, Role.AUDITOR})
"""Roles that see bids, prices or points."""

INCOMPATIBLE = frozenset(frozenset({Role.ADMINISTRATOR, role}) for role in SEE_BIDS)
"""Pairs of roles that no person has at the same time."""


def are_compatible(roles: frozenset[Role]) -> bool:
    """Tell whether one person may have all these roles."""
    return not any(pair <= roles for pair in INCOMPATIBLE)
