"""What rules may name beside answers: computed facts, and the codes of those that are codes."""

from collections.abc import Mapping

from digitalcheck.model import CapacityState

FACTS: Mapping[str, tuple[str, ...]] = {
    "day": (),
    "capacity": tuple(CapacityState),
    "capacity_until": (),
    "transition_until": (),
    "protected_until": (),
    "e_file_until": (),
    "open_source_percent": (),
    "rough_percent": (),
    "widest_spread_percent": (),
    "person_days": (),
    "cost_total_eur": (),
    "maturity_step": ("besser", "gleich", "schlechter"),
    "maturity_end_to_end": ("ja", "nein"),
    "leika_key": ("ja", "nein"),
}
"""Codes by the name of the fact; none for numbers and days."""
