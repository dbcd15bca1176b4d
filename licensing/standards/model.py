"""A standard as data: what it is for, who maintains it, and which facts about its openness were read where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.legal import VerificationStatus


class StandardDomain(StrEnum):
    """What a standard is used for; each domain is one file of the catalogue."""

    DOCUMENT = "document"
    DATA = "data"
    API = "api"
    GROUPWARE = "groupware"
    IDENTITY = "identity"
    SECURITY = "security"
    GEO = "geo"
    ADMINISTRATION = "administration"
    PAYMENT = "payment"
    ACCESS = "access"
    IOT = "iot"
    SUPPLY_CHAIN = "supply_chain"


class FactName(StrEnum):
    """A question about the openness of a standard.

    ``SPEC_FREE``: the text is public, free of charge, without signature or membership. ``PATENTS_FREE``: patents of
    those who wrote it are free of royalties, or they promise not to assert them. ``PATENTS_FAIR``: they are at least
    licensed on fair, reasonable and non-discriminatory terms. ``PROCESS_OPEN``: everybody concerned can take part or
    comment before a decision. ``BODY_NONPROFIT``: a non-profit or public body decides. ``OPEN_IMPLEMENTATION``: there
    is an implementation under an open-source licence. ``MACHINE_TEST``: a program can test conformity in part.
    """

    SPEC_FREE = "spec_free"
    PATENTS_FREE = "patents_free"
    PATENTS_FAIR = "patents_fair"
    PROCESS_OPEN = "process_open"
    BODY_NONPROFIT = "body_nonprofit"
    OPEN_IMPLEMENTATION = "open_implementation"
    MACHINE_TEST = "machine_test"


class FactValue(StrEnum):
    """The answer to a question; ``UNKNOWN`` where no source was read."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StandardSource:
    """A page or file that was read.

    Args:
        id: Its name in the catalogue.
        title: What it is.
        address: Where it stands.
        read_on: Day on which it was read.
        status: ``VERIFIED`` where it is the body's own text, ``SECONDARY`` where others tell it.
        says: What was read there, in own German words.
    """

    id: str
    title: str
    address: str
    read_on: date
    status: VerificationStatus
    says: str


@dataclass(frozen=True, slots=True)
class StandardFact:
    """One fact about a standard.

    Args:
        name: The question.
        value: The answer.
        source: Where it was read; None only where the answer is unknown.
    """

    name: FactName
    value: FactValue
    source: StandardSource | None = None

    def __post_init__(self) -> None:
        """Refuse an answer without a source, and a source without an answer."""
        if (self.value is FactValue.UNKNOWN) != (self.source is None):
            raise ValueError(f"{self.name}: an answer needs a source, and a source an answer")


@dataclass(frozen=True, slots=True)
class Recognition:
    """Somebody who demands or recommends a standard.

    Args:
        by: Who.
        source: Where that was read.
    """

    by: str
    source: StandardSource


@dataclass(frozen=True, slots=True)
class StandardBody:
    """Who maintains a standard.

    Args:
        id: Its name in the catalogue.
        name: What it is called.
        facts: What holds for all its standards; a standard may say otherwise for itself.
    """

    id: str
    name: str
    facts: Mapping[FactName, StandardFact]


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard.

    Args:
        id: Its name in the catalogue and for the probes: small letters, digits, hyphens.
        name: What it is called.
        purpose: What it is for, one German line.
        body: Who maintains it.
        versions: Versions that tenders meet, the newest last; empty where it has none or they were not checked.
        domain: What it is used for.
        file_types: Endings of its files.
        media_types: Media types of its files.
        facts: One answer to every question.
        recognised_by: Who demands or recommends it, as far as that was read.
        depends_on: Standards of the catalogue that nobody can do without who implements it.
    """

    id: str
    name: str
    purpose: str
    body: StandardBody
    versions: tuple[str, ...]
    domain: StandardDomain
    file_types: tuple[str, ...]
    media_types: tuple[str, ...]
    facts: Mapping[FactName, StandardFact]
    recognised_by: tuple[Recognition, ...]
    depends_on: tuple[str, ...]

    def answer(self, name: FactName) -> FactValue:
        """Return the answer to a question."""
        return self.facts[name].value

    @property
    def sources(self) -> tuple[StandardSource, ...]:
        """Every source of the standard, each once, by its name."""
        named = [fact.source for fact in self.facts.values() if fact.source] + [
            one.source for one in self.recognised_by
        ]
        return tuple(sorted({one.id: one for one in named}.values(), key=lambda one: one.id))


@dataclass(frozen=True, slots=True)
class StandardsCatalogue:
    """All standards of one version of the data.

    Args:
        version: Version of the data.
        standards: Every standard by its id, in the order of the files.
        sources: Every source by its id.
    """

    version: str
    standards: Mapping[str, Standard]
    sources: Mapping[str, StandardSource]

    def of(self, domain: StandardDomain) -> tuple[Standard, ...]:
        """Return the standards of a domain in their order."""
        return tuple(one for one in self.standards.values() if one.domain is domain)
