"""Format ``pruefstand/licence-policy/1``: which licences a city allows, refuses or wants to look at."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from core.legal import VerificationStatus
from licensing.catalogue.facts import Answer, Strength
from licensing.catalogue.obligations import Scenario

FORMAT = "pruefstand/licence-policy/1"
MOST_RULES = 500

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Slug = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LicenceId = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Role(StrEnum):
    """What a licence belongs to: the offered product itself, or a part of it."""

    CORE = "core"
    COMPONENT = "component"


class Ruling(StrEnum):
    """What the house says of a licence; ``REVIEW`` is a question for people."""

    ALLOW = "allow"
    REVIEW = "review"
    DENY = "deny"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Source(_Part):
    """Who made the rules, and how far that was checked."""

    citation: Text
    status: Annotated[VerificationStatus, Field(strict=False)]
    note: str = ""


class Condition(_Part):
    """What a licence must be for a rule to speak; all that is stated has to hold, of each list one entry."""

    licences: Annotated[tuple[LicenceId, ...], Field(strict=False)] = ()
    osi: Annotated[Answer, Field(strict=False)] | None = None
    fsf: Annotated[Answer, Field(strict=False)] | None = None
    strengths: Annotated[tuple[Annotated[Strength, Field(strict=False)], ...], Field(strict=False)] = ()

    @property
    def empty(self) -> bool:
        """Nothing is stated: the rule would speak of every licence."""
        return not (self.licences or self.strengths) and self.osi is None and self.fsf is None


class Rule(_Part):
    """One rule; the first that fits decides."""

    id: Slug
    roles: Annotated[tuple[Annotated[Role, Field(strict=False)], ...], Field(strict=False, min_length=1)]
    scenarios: Annotated[tuple[Annotated[Scenario, Field(strict=False)], ...], Field(strict=False, min_length=1)]
    when: Condition
    ruling: Annotated[Ruling, Field(strict=False)]
    reason: Text


class Otherwise(_Part):
    """What holds where no rule speaks, nothing is readable, or the part does not go with the product."""

    core: Annotated[Ruling, Field(strict=False)]
    component: Annotated[Ruling, Field(strict=False)]
    unreadable: Annotated[Ruling, Field(strict=False)]
    incompatible: Annotated[Ruling, Field(strict=False)]


class HousePolicy(_Part):
    """The rules of a city in one version."""

    format: Literal["pruefstand/licence-policy/1"]
    version: Text
    valid_from: date
    title: Text
    source: Source
    rules: Annotated[tuple[Rule, ...], Field(strict=False, max_length=MOST_RULES)]
    otherwise: Otherwise
