"""Format ``pruefstand/criteria/1``: reusable criteria with degrees, evidence, sources and standard clauses."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, StringConstraints, TypeAdapter, ValidationError

from core.errors import Fault, InputError, pointer
from core.legal import LegalSource, VerificationStatus
from procurement.rules.need import CalendarDay
from scoring.checks.tree import RESERVED_IDS
from scoring.fields import Format, Identifier, Name, Percent, PositiveMeasure, Text, Title
from scoring.model import OPEN_SOURCE_ROLE, CriterionKind, Degree

FORMAT = "pruefstand/criteria/1"
MOST_ENTRIES = 1000
MOST_FAULTS = 100
HIGHEST_POINTS = Decimal(10)
"""Degrees of a catalogue are stated on 0 to 10."""

Day = Annotated[CalendarDay, PlainSerializer(date.isoformat, return_type=str, when_used="unless-none")]
"""A day, written as it was read: ``2026-01-31``."""

CatalogueId = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Name of a catalogue, the same in every city: small ASCII letters, digits, hyphens."""


class Source(Format):
    """Where a criterion or clause comes from, and how far that was checked."""

    citation: Title
    status: Annotated[VerificationStatus, Field(strict=False)]
    note: Text = ""
    as_of: Day | None = None

    @property
    def legal(self) -> LegalSource:
        """The source as the rest of the house knows it."""
        return LegalSource(self.citation, self.status, self.note, self.as_of)


Sources = Annotated[tuple[Source, ...], Field(strict=False, max_length=20)]


class CatalogueGroup(Format):
    """A main group that criteria belong to (UfAB: Kriterienhauptgruppe)."""

    id: Identifier
    title: Name
    role: Literal["open_source"] | None = Field(default=None, description="Marks the open-source main group.")


class Clause(Format):
    """A standard clause for contract or documents."""

    id: Identifier
    title: Name
    text: Title = Field(description="Text to be put into the documents.")
    valid_from: Day
    sources: Sources = ()


class CatalogueEntry(Format):
    """One reusable criterion."""

    id: Identifier
    group: Identifier
    name: Title
    kind: Annotated[CriterionKind, Field(strict=False)]
    description: Text = Field(default="", description="What is expected and why (Erwartungshaltung).")
    degrees: tuple[Degree, ...] = Field(
        default=(), strict=False, max_length=11, description="B only; whole points from 0 to 10, rising."
    )
    weight_percent: Percent | None = Field(default=None, description="B only; proposal: share of its group.")
    minimum_points: PositiveMeasure | None = Field(default=None, description="B only; proposal, on 0 to 10.")
    evidence: Text | None = Field(default=None, description="What the bidder hands in as proof.")
    subject_link: Text | None = Field(default=None, description="Proposal for the link to the subject of the contract.")
    clauses: tuple[Identifier, ...] = Field(default=(), strict=False, max_length=20)
    sources: Sources = ()


class BasedOn(Format):
    """The version, perhaps of another city, that a catalogue was made from."""

    catalogue: CatalogueId
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    digest: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
    publisher: Name | None = None


class Catalogue(Format):
    """A catalogue of reusable criteria in one version. A published version never changes."""

    format: Literal["pruefstand/criteria/1"]
    id: CatalogueId
    title: Name
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    date: Day
    licence: Name = Field(description="SPDX identifier of the licence the texts may be passed on under.")
    publisher: Name | None = Field(default=None, description="City that maintains the catalogue.")
    based_on: BasedOn | None = None
    groups: tuple[CatalogueGroup, ...] = Field(strict=False, min_length=1, max_length=50)
    entries: tuple[CatalogueEntry, ...] = Field(strict=False, min_length=1, max_length=MOST_ENTRIES)
    clauses: tuple[Clause, ...] = Field(default=(), strict=False, max_length=200)

    def entry(self, entry_id: str) -> CatalogueEntry | None:
        """Return the entry with this id, or None."""
        return next((one for one in self.entries if one.id == entry_id), None)

    def of_group(self, group_id: str) -> tuple[CatalogueEntry, ...]:
        """Return the entries of a group in their order."""
        return tuple(one for one in self.entries if one.group == group_id)

    def clauses_of(self, entries: tuple[CatalogueEntry, ...]) -> tuple[Clause, ...]:
        """Return the clauses that some entries name, each once, in the order of the catalogue."""
        named = {clause for entry in entries for clause in entry.clauses}
        return tuple(clause for clause in self.clauses if clause.id in named)


_CATALOGUE = TypeAdapter(Catalogue)


def parse_catalogue(raw: object) -> Catalogue:
    """Return the catalogue in a JSON value.

    Raises:
        InputError: Every fault with its JSON pointer, at most 100 of them listed.
    """
    if not isinstance(raw, dict):
        raise InputError([Fault("object_expected", "")])
    try:
        catalogue = _CATALOGUE.validate_python(raw)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise _listed([_format_fault(detail) for detail in details]) from error
    if faults := list(_faults(catalogue)):
        raise _listed(faults)
    return catalogue


def document_of(catalogue: Catalogue) -> dict[str, Any]:
    """Return a catalogue as the JSON value that ``parse_catalogue`` reads; one catalogue, one value."""
    return catalogue.model_dump(mode="json", exclude_none=True)


def _listed(faults: list[Fault]) -> InputError:
    return InputError(faults[:MOST_FAULTS], omitted=max(0, len(faults) - MOST_FAULTS))


def _format_fault(detail: Mapping[str, Any]) -> Fault:
    properties = {key: str(value) for key, value in (detail.get("ctx") or {}).items()}
    return Fault(f"format_{detail['type']}", pointer(*detail["loc"]), properties=properties)


def _faults(catalogue: Catalogue) -> Iterator[Fault]:
    yield from _id_faults(catalogue)
    yield from _role_faults(catalogue)
    groups, clauses = {one.id for one in catalogue.groups}, {one.id for one in catalogue.clauses}
    for index, entry in enumerate(catalogue.entries):
        if entry.group not in groups:
            yield Fault("catalogue_group_unknown", pointer("entries", index, "group"), properties={"id": entry.group})
        for place, clause in enumerate(entry.clauses):
            if clause not in clauses:
                at = pointer("entries", index, "clauses", place)
                yield Fault("catalogue_clause_unknown", at, properties={"id": clause})
        yield from _degree_faults(index, entry)
        yield from _proposal_faults(index, entry)


def _id_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Groups and criteria become one tree: their ids must differ; clauses stand for themselves."""
    in_tree = [(("groups", i, "id"), one.id) for i, one in enumerate(catalogue.groups)]
    in_tree += [(("entries", i, "id"), one.id) for i, one in enumerate(catalogue.entries)]
    beside = [(("clauses", i, "id"), one.id) for i, one in enumerate(catalogue.clauses)]
    for named in (in_tree, beside):
        seen = Counter[str]()
        for place, id_ in named:
            seen[id_] += 1
            if seen[id_] > 1:
                yield Fault("duplicate_id", pointer(*place), properties={"id": id_})
            if id_ in RESERVED_IDS:
                yield Fault("reserved_id", pointer(*place), properties={"id": id_})


def _role_faults(catalogue: Catalogue) -> Iterator[Fault]:
    marked = [index for index, group in enumerate(catalogue.groups) if group.role == OPEN_SOURCE_ROLE]
    for index in marked[1:]:
        yield Fault("catalogue_role_twice", pointer("groups", index, "role"))


def _degree_faults(index: int, entry: CatalogueEntry) -> Iterator[Fault]:
    place = pointer("entries", index, "degrees")
    if entry.degrees and entry.kind is not CriterionKind.B_KRITERIUM:
        yield Fault("catalogue_degrees_not_scored", place, properties={"id": entry.id, "kind": entry.kind.value})
    points = [degree.points for degree in entry.degrees]
    if points != sorted(set(points)):
        yield Fault("catalogue_degrees_order", place, properties={"id": entry.id})
    if any(not 0 <= one <= HIGHEST_POINTS or one % 1 for one in points):
        yield Fault("catalogue_degrees_range", place, properties={"id": entry.id})


def _proposal_faults(index: int, entry: CatalogueEntry) -> Iterator[Fault]:
    for name in ("weight_percent", "minimum_points"):
        if getattr(entry, name) is not None and entry.kind is not CriterionKind.B_KRITERIUM:
            place = pointer("entries", index, name)
            yield Fault("catalogue_proposal_not_scored", place, properties={"id": entry.id, "kind": entry.kind.value})
    if entry.minimum_points is not None and entry.minimum_points > HIGHEST_POINTS:
        yield Fault("catalogue_minimum_range", pointer("entries", index, "minimum_points"), properties={"id": entry.id})
