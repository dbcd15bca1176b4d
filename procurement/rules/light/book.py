"""Dated data of light routes, read once from its parsed file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from core.legal import LegalSource
from core.parameters import DatedParameter, ParameterNotValidError, ParameterSet, legal_source
from procurement.model import LightRoute

OPEN_SHARE, PERFORMANCE_WEIGHT = "open_source_share", "short_assessment_performance_weight_percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRule:
    """What a light route rests on.

    Args:
        route: Which.
        reference: What has to be named for it; empty for nothing.
        limit: Name of the limit of value; None where the value does not decide.
        valid_from: First day on which this holds.
        source: Where it comes from.
        conditions: What whoever signs looks at.
    """

    route: LightRoute
    reference: str
    limit: str | None
    valid_from: date
    source: LegalSource
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LightBook:
    """Dated data of light routes.

    Args:
        rules: The routes, later ones of the same name after earlier ones.
        figures: Figures of the form, limits of value, and the share of the open-source criterion.
    """

    rules: tuple[RouteRule, ...]
    figures: ParameterSet

    @classmethod
    def from_data(cls, raw: Mapping[str, Any], *others: ParameterSet) -> Self:
        """Read the parsed file.

        Args:
            raw: The file.
            others: Sets that hold the limits of value and the share of the open-source criterion.

        Raises:
            KeyError: A required key is missing, e.g. the status of a source.
            ValueError: A value is not of its form, or a route is missing.
        """
        rules = tuple(sorted((_rule(one) for one in raw["routes"]), key=lambda one: one.valid_from))
        if {one.route for one in rules} != set(LightRoute):
            raise ValueError("every light route has its rule")
        own = ParameterSet.from_mapping(raw["parameters"])
        return cls(rules, ParameterSet([entry for one in (own, *others) for entry in one.entries]))

    def rule(self, route: LightRoute, day: date) -> RouteRule:
        """Return what holds for a route on a day.

        Raises:
            ParameterNotValidError: Nothing holds on that day yet.
        """
        found = [one for one in self.rules if one.route is route and one.valid_from <= day]
        if not found:
            raise ParameterNotValidError(route.value, day)
        return found[-1]

    def limit(self, rule: RouteRule, day: date) -> DatedParameter | None:
        """Return the limit of value of a route; None where the value does not decide."""
        return None if rule.limit is None else self.figures.on(rule.limit, day)

    def open_share(self, day: date) -> Decimal:
        """Return the least weight of the open-source criterion in percent."""
        return self.figures.on(OPEN_SHARE, day).number

    def performance_weight(self, day: date) -> Decimal:
        """Return the weight of performance in percent that a form begins with."""
        return self.figures.on(PERFORMANCE_WEIGHT, day).number


def _rule(raw: Mapping[str, Any]) -> RouteRule:
    return RouteRule(
        route=LightRoute(raw["route"]),
        reference=raw.get("reference", ""),
        limit=raw.get("limit"),
        valid_from=raw["valid_from"],
        source=legal_source(raw["source"]),
        conditions=tuple(raw["conditions"]),
    )
