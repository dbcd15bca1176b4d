"""Format ``pruefstand/licence-policy/1`` as it is checked: nothing unknown, nothing missing, nothing coerced."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from licensing.catalogue.facts import Answer, Strength
from licensing.catalogue.obligations import Scenario
from licensing.form import Part, SourceForm, Text
from licensing.policy.rules_file import Role, Ruling

MOST_RULES = 500

Slug = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
LicenceId = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ConditionForm(Part):
    """What a licence must be for a rule to speak; all that is stated has to hold, of each list one entry."""

    licences: Annotated[tuple[LicenceId, ...], Field(strict=False)] = ()
    osi: Annotated[Answer, Field(strict=False)] | None = None
    fsf: Annotated[Answer, Field(strict=False)] | None = None
    strengths: Annotated[tuple[Annotated[Strength, Field(strict=False)], ...], Field(strict=False)] = ()


class RuleForm(Part):
    """One rule; the first that fits decides."""

    id: Slug
    roles: Annotated[tuple[Annotated[Role, Field(strict=False)], ...], Field(strict=False, min_length=1)]
    scenarios: Annotated[tuple[Annotated[Scenario, Field(strict=False)], ...], Field(strict=False, min_length=1)]
    when: ConditionForm
    ruling: Annotated[Ruling, Field(strict=False)]
    reason: Text


class OtherwiseForm(Part):
    """What holds where no rule speaks, nothing is readable, or the part does not go with the product."""

    core: Annotated[Ruling, Field(strict=False)]
    component: Annotated[Ruling, Field(strict=False)]
    unreadable: Annotated[Ruling, Field(strict=False)]
    incompatible: Annotated[Ruling, Field(strict=False)]


class PolicyForm(Part):
    """The rules of a city in one version."""

    format: Literal["pruefstand/licence-policy/1"]
    version: Text
    valid_from: date
    title: Text
    source: SourceForm
    rules: Annotated[tuple[RuleForm, ...], Field(strict=False, max_length=MOST_RULES)]
    otherwise: OtherwiseForm
