"""Format ``pruefstand/digitalcheck-catalogue/1``: questions, answers, rules and sentences of the Digital-Check."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

import rfc8785
from pydantic import Field, PlainSerializer, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from core.digest import checksum
from core.legal import LegalSource, VerificationStatus
from digitalcheck.model import Light
from digitalcheck.rules.catalogue.condition import Condition
from scoring.fields import Format, Identifier, Name, Text

FORMAT = "pruefstand/digitalcheck-catalogue/1"
LONGEST_SENTENCE = 150
"""Characters of a sentence on the sheet: two lines, so that ten findings and the resources fit one page."""
UNSURE = "unsicher"
"""Code that every choice allows; it makes a finding open and names an office, and is never green."""
COMMON = ("value", "reason", "until", "owner")
"""Fields that every answer may have."""


def _calendar_day(value: object) -> date:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _day(value)
    except ValueError:
        raise PydanticCustomError("calendar_day", "not a day as 2026-01-31") from None


def _day(value: object) -> date:
    if type(value) is date:
        return value
    raise ValueError("no day")


Day = Annotated[
    date,
    PlainValidator(_calendar_day),
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A day, written as ``2026-01-31``."""

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_SENTENCE)]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[A-Z][1-9]\d?$")]
FieldName = Annotated[str, StringConstraints(max_length=36, pattern=r"^[a-z][a-z_]*$")]


class FieldKind(StrEnum):
    """What is typed into a field of an answer."""

    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    EFFORT = "effort"


class SourceEntry(Format):
    """What questions rest on, and how far that was checked."""

    id: Identifier
    citation: Name
    status: Annotated[VerificationStatus, Field(strict=False)]
    note: Text = ""

    @property
    def legal(self) -> LegalSource:
        """The source as the rest of the house knows it."""
        return LegalSource(self.citation, self.status, self.note)


class Office(Format):
    """An office that answers what somebody is unsure of."""

    id: Identifier
    name: Name


class Section(Format):
    """Questions that stand together and have one light."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    title: Name


class Option(Format):
    """One value of a choice. ``level`` is set on steps of a maturity model, which the code names too."""

    code: Identifier
    label: Name
    level: int | None = Field(default=None, ge=0, le=20)


class AnswerField(Format):
    """One thing that is typed or chosen in an answer. ``value`` is the answer itself."""

    name: FieldName
    label: Name
    kind: Annotated[FieldKind, Field(strict=False)]
    options: tuple[Option, ...] = Field(default=(), strict=False, max_length=50)
    maximum: int | None = Field(default=None, ge=1, le=2_000, description="Characters of a text.")
    optional: bool = False


class Rule(Format):
    """What a light and a sentence follow from. The first rule of a question that holds counts."""

    id: Identifier
    when: Condition | None = None
    light: Annotated[Light, Field(strict=False)]
    sentence: Sentence


class Question(Format):
    """One question."""

    id: QuestionId
    section: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    text: Name
    help: Text
    basis: tuple[Identifier, ...] = Field(strict=False, min_length=1, max_length=10)
    answered: Literal["here", "head", "queue"] = Field(
        default="here", description="Whether the answer is given here, in the head, or read from the capacity queue."
    )
    short: bool = Field(default=False, description="Asked in the Kurz-Check too.")
    own: bool = Field(default=False, description="Belongs to one proposal alone and is never filled in beforehand.")
    office: Identifier = Field(description="Whom to ask when unsure.")
    when: Condition | None = None
    fields: tuple[AnswerField, ...] = Field(default=(), strict=False, max_length=20)
    rules: tuple[Rule, ...] = Field(default=(), strict=False, max_length=30)
    public_rules: tuple[Rule, ...] | None = Field(
        default=None,
        strict=False,
        max_length=10,
        description="Told in public instead of the rules; empty: nothing is told.",
    )

    def field(self, name: str) -> AnswerField | None:
        """Return the field of this name, or None."""
        return next((one for one in self.fields if one.name == name), None)

    def veils(self, *, explaining: bool) -> bool:
        """Tell whether the public would learn from what is missing here what only the house knows.

        Args:
            explaining: A reason, a date or an office is missing: it is asked for where a light is yellow or red.
        """
        return self.public_rules is not None and (explaining or not self.public_rules)


class Remark(Format):
    """A contradiction between answers. It is pointed out and blocks nothing."""

    id: Identifier
    when: Condition
    questions: tuple[QuestionId, ...] = Field(strict=False, min_length=1, max_length=10)
    text: Name


class Exclusion(Format):
    """A kind of proposal that needs no Vorprüfung; ``reason`` ends the negative sentence."""

    id: Identifier
    label: Name
    reason: Annotated[str, StringConstraints(min_length=20, max_length=500)]


class QuestionCatalogue(Format):
    """A catalogue in one version. A published version never changes; a check keeps the one it was made with."""

    format: Literal["pruefstand/digitalcheck-catalogue/1"]
    id: Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    version: Annotated[str, StringConstraints(pattern=r"^\d{1,3}\.\d{1,3}$")]
    title: Name
    date: Day
    offices: tuple[Office, ...] = Field(strict=False, min_length=1, max_length=30)
    sources: tuple[SourceEntry, ...] = Field(strict=False, min_length=1, max_length=100)
    roles: tuple[Option, ...] = Field(strict=False, min_length=1, max_length=30)
    sections: tuple[Section, ...] = Field(strict=False, min_length=2, max_length=20)
    questions: tuple[Question, ...] = Field(strict=False, min_length=1, max_length=100)
    notices: tuple[Remark, ...] = Field(default=(), strict=False, max_length=50)
    exclusions: tuple[Exclusion, ...] = Field(default=(), strict=False, max_length=50)

    @property
    def name(self) -> str:
        """Id and version as answers name them, e.g. ``digital-check/1.1``."""
        return f"{self.id}/{self.version}"

    @property
    def document(self) -> dict[str, Any]:
        """The JSON value it was read from; one catalogue, one value."""
        return self.model_dump(mode="json", exclude_none=True, by_alias=True)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its RFC 8785 form. Every check names it, so it is computed once."""
        return checksum(rfc8785.dumps(self.document))

    @property
    def veiled_sections(self) -> frozenset[str]:
        """Ids of the sections of which the public is told less than the house."""
        return frozenset(one.section for one in self.questions if one.public_rules is not None)

    def question(self, id_: str) -> Question | None:
        """Return the question with this id, or None."""
        return next((one for one in self.questions if one.id == id_), None)

    def office(self, id_: str) -> str:
        """Return the name of an office."""
        return next(one.name for one in self.offices if one.id == id_)

    def role(self, code: str) -> str:
        """Return the name of a role."""
        return next(one.label for one in self.roles if one.code == code)

    def citations(self, question: Question) -> tuple[str, ...]:
        """Return the citations of what a question rests on."""
        by_id = {one.id: one.citation for one in self.sources}
        return tuple(by_id[one] for one in question.basis)


PRECHECK_SECTION = "V"
"""Section of the Vorprüfung; it has no light."""
