"""German words of what roles can work on pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from capacity.rules.role_weeks import quarter_of
from capacity.services.role_weeks import RoleWeeks

LABELS: Mapping[str, tuple[str, str]] = {
    name: (name, label)
    for name, label in (
        ("rolle", "Rolle"),
        ("zeitraum", "Quartal oder Woche"),
        ("tage", "Personentage"),
        ("besetzung-rolle", "Rolle"),
        ("vze", "Vollzeitstellen"),
        ("grundlast", "Laufender Betrieb in Prozent"),
        ("ab", "Gilt ab"),
        ("extern-name", "Name"),
        ("extern-rolle", "Rolle"),
        ("extern-von", "Erster Tag"),
        ("extern-bis", "Letzter Tag"),
        ("extern-tage", "Personentage"),
        ("extern-budget", "Budget in Euro"),
    )
}
"""Anchor and label of each input, by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyOverview:
    """Person-days by role and quarter, as a table.

    Args:
        quarters: The columns.
        rows: Role, and person-days in each quarter.
    """

    quarters: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Decimal, ...]], ...]


def overview(weeks: RoleWeeks) -> SupplyOverview:
    """Return what roles can give by quarter."""
    quarters = tuple(dict.fromkeys(map(quarter_of, weeks.mondays)))
    rows = tuple(
        (role, tuple(weeks.quarters.get((role, quarter), Decimal(0)) for quarter in quarters)) for role in weeks.by_role
    )
    return SupplyOverview(quarters=quarters, rows=rows)
