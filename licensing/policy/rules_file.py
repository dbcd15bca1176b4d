"""Rules of the house: which licences a city allows, refuses or wants to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from core.legal import LegalSource
from core.parameters import legal_source
from licensing.catalogue.facts import Answer, Strength
from licensing.catalogue.obligations import Scenario


class Role(StrEnum):
    """What a licence belongs to: the offered product itself, or a part of it."""

    CORE = "core"
    COMPONENT = "component"


class Ruling(StrEnum):
    """What the house says of a licence; ``REVIEW`` is a question for people."""

    ALLOW = "allow"
    REVIEW = "review"
    DENY = "deny"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a licence must be for a rule to speak; all that is stated has to hold, of each list one entry.

    Args:
        licences: Identifiers; empty for any.
        osi: Answer of the OSI; None for any.
        fsf: Answer of the FSF; None for any.
        strengths: Strengths; empty for any.
    """

    licences: tuple[str, ...]
    osi: Answer | None
    fsf: Answer | None
    strengths: tuple[Strength, ...]

    @property
    def empty(self) -> bool:
        """Nothing is stated: the rule speaks of every licence."""
        return not (self.licences or self.strengths) and self.osi is None and self.fsf is None

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "Condition":
        """Build the condition from a checked file."""
        osi, fsf = (None if raw.get(name) is None else Answer(raw[name]) for name in ("osi", "fsf"))
        return cls(tuple(raw.get("licences", ())), osi, fsf, tuple(map(Strength, raw.get("strengths", ()))))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the first that fits decides.

    Args:
        id: Its name.
        roles: What it speaks of.
        scenarios: Situations in which it speaks.
        when: Condition on the licence.
        ruling: What the house says.
        reason: Why, in German.
    """

    id: str
    roles: tuple[Role, ...]
    scenarios: tuple[Scenario, ...]
    when: Condition
    ruling: Ruling
    reason: str

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "Rule":
        """Build the rule from a checked file."""
        roles, scenarios = tuple(map(Role, raw["roles"])), tuple(map(Scenario, raw["scenarios"]))
        return cls(
            raw["id"], roles, scenarios, Condition.from_mapping(raw["when"]), Ruling(raw["ruling"]), raw["reason"]
        )


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What holds where no rule speaks, nothing is readable, or the part does not go with the product."""

    core: Ruling
    component: Ruling
    unreadable: Ruling
    incompatible: Ruling


@dataclass(frozen=True, slots=True)
class HousePolicy:
    """The rules of a city in one version.

    Args:
        version: Name of the version.
        valid_from: Day from which it holds.
        title: Its title.
        source: Who decided on it.
        rules: The rules in their order.
        otherwise: What holds where no rule speaks.
    """

    version: str
    valid_from: date
    title: str
    source: LegalSource
    rules: tuple[Rule, ...]
    otherwise: Otherwise

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> "HousePolicy":
        """Build the policy from a file that ``checking`` has let pass, or that ships with the program.

        Raises:
            KeyError: A required key is missing.
            ValueError: A value is not of its form.
        """
        return cls(
            raw["version"],
            raw["valid_from"],
            raw["title"],
            legal_source(raw["source"]),
            tuple(map(Rule.from_mapping, raw["rules"])),
            Otherwise(**{name: Ruling(raw["otherwise"][name]) for name in Otherwise.__slots__}),
        )
