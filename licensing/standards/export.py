"""Format ``pruefstand/standard-catalogue/1``: standards with their facts, sources and what follows; and as a table."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any, Literal

from pydantic import TypeAdapter

from core.legal import VerificationStatus
from licensing.standards.listing import JudgedStandard
from licensing.standards.model import FactName, FactValue, StandardDomain, StandardFact, StandardSource
from licensing.standards.openness import Openness, OpennessReason
from licensing.standards.wording import DOMAIN_TITLES, FACT_QUESTIONS, OPENNESS_WORDS, VALUE_WORDS

FORMAT: Literal["pruefstand/standard-catalogue/1"] = "pruefstand/standard-catalogue/1"
_BYTE_ORDER_MARK = "\ufeff"
_COLUMNS = ("Kennung", "Name", "Zweck", "Bereich", "Stelle", "Fassungen", "Offenheit")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardSourceEntry:
    """A page or file that was read: its address, the day, and what was read there, in German."""

    id: str
    title: str
    address: str
    read_on: date
    status: VerificationStatus
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry:
    """The answer to one question; ``source`` is null where it is unknown."""

    name: FactName
    question: str
    value: FactValue
    source: StandardSourceEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionEntry:
    """Who demands or recommends the standard."""

    by: str
    source: StandardSourceEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonEntry:
    """How one requirement of a definition came out, and by which facts or standards it depends on."""

    definition: str
    requirement: str
    met: FactValue
    facts: tuple[FactName, ...]
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardEntry:
    """A standard with its facts and what follows from them; ``missing`` are facts without which nothing is decided."""

    id: str
    name: str
    purpose: str
    domain: StandardDomain
    body: str
    body_name: str
    versions: tuple[str, ...]
    file_types: tuple[str, ...]
    media_types: tuple[str, ...]
    openness: Openness
    missing: tuple[FactName, ...]
    reasons: tuple[ReasonEntry, ...]
    facts: tuple[FactEntry, ...]
    recognised_by: tuple[RecognitionEntry, ...]
    depends_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardCatalogueFile:
    """The catalogue, or a part of it, in one version of its data; ``as_of`` is the day whose criteria count."""

    format: Literal["pruefstand/standard-catalogue/1"]
    version: str
    as_of: date
    standards: tuple[StandardEntry, ...]


_FILE = TypeAdapter(StandardCatalogueFile)


def entry_of(one: JudgedStandard) -> StandardEntry:
    """Return a standard as it is told to programs."""
    standard, verdict = one.standard, one.verdict
    return StandardEntry(
        id=standard.id,
        name=standard.name,
        purpose=standard.purpose,
        domain=standard.domain,
        body=standard.body.id,
        body_name=standard.body.name,
        versions=standard.versions,
        file_types=standard.file_types,
        media_types=standard.media_types,
        openness=verdict.openness,
        missing=verdict.missing,
        reasons=tuple(map(_reason, verdict.reasons)),
        facts=tuple(_fact(standard.facts[name]) for name in FactName),
        recognised_by=tuple(
            RecognitionEntry(by=found.by, source=_source(found.source)) for found in standard.recognised_by
        ),
        depends_on=standard.depends_on,
    )


def catalogue_json(version: str, day: date, standards: Sequence[JudgedStandard]) -> bytes:
    """Return standards as a file of the format."""
    told = StandardCatalogueFile(
        format=FORMAT, version=version, as_of=day, standards=tuple(entry_of(one) for one in standards)
    )
    return _FILE.dump_json(told, indent=1) + b"\n"


def catalogue_csv(standards: Sequence[JudgedStandard]) -> bytes:
    """Return standards as a table that spreadsheets open: semicolons, a byte order mark, one column a question."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    writer.writerow([*_COLUMNS, *(FACT_QUESTIONS[name] for name in FactName), "Anerkannt von", "Quellen"])
    writer.writerows(_row(one) for one in standards)
    return (_BYTE_ORDER_MARK + target.getvalue()).encode()


def _row(one: JudgedStandard) -> list[str]:
    standard = one.standard
    head = [standard.id, standard.name, standard.purpose, DOMAIN_TITLES[standard.domain], standard.body.name]
    derived = [", ".join(standard.versions), OPENNESS_WORDS[one.verdict.openness]]
    answers = [VALUE_WORDS[standard.answer(name)] for name in FactName]
    recognised = ", ".join(found.by for found in standard.recognised_by)
    return [*head, *derived, *answers, recognised, " ".join(source.address for source in standard.sources)]


def _fact(fact: StandardFact) -> FactEntry:
    source = _source(fact.source) if fact.source else None
    return FactEntry(name=fact.name, question=FACT_QUESTIONS[fact.name], value=fact.value, source=source)


def _source(source: StandardSource) -> StandardSourceEntry:
    values: dict[str, Any] = {name: getattr(source, name) for name in StandardSourceEntry.__dataclass_fields__}
    return StandardSourceEntry(**values)


def _reason(reason: OpennessReason) -> ReasonEntry:
    return ReasonEntry(
        definition=reason.definition.title,
        requirement=reason.requirement.title,
        met=reason.met,
        facts=reason.facts,
        standards=reason.standards,
    )
