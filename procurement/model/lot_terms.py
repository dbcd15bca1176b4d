"""What a lot takes from catalogues and dated data besides its Bewertungsmatrix."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionOrigin:
    """Where a criterion of a Bewertungsmatrix was taken from.

    Args:
        criterion: Its id in the matrix.
        catalogue: Id of the catalogue.
        title: What the catalogue is called.
        number: Version of the catalogue.
        digest: ``sha256:…`` of that version.
        entry: Id of the criterion in it.
        taken: ``sha256:…`` of the texts as they were taken: other texts now mean that somebody changed them.
    """

    criterion: str
    catalogue: str
    title: str
    number: int
    digest: str
    entry: str
    taken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenClause:
    """A standard clause that was chosen for a lot, word for word as the catalogue had it.

    Args:
        id: Its id in the catalogue.
        title: What it is about.
        text: Its words.
        valid_from: Day since which they hold, as ISO date.
        sources: Citations.
        catalogue: Id of the catalogue.
        number: Version of the catalogue.
        digest: ``sha256:…`` of that version.
    """

    id: str
    title: str
    text: str
    valid_from: str
    sources: tuple[str, ...]
    catalogue: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenContract:
    """The kind of EVB-IT contract of a lot.

    Args:
        name: Official name.
        open_source: Whether its published form knows open-source software.
        source: Where that is said.
        as_of: Day of which it is known to be true, as ISO date; empty where that was not recorded.
        reason: Why it is another one than suggested; empty where it is not. Internal.
    """

    name: str
    open_source: str
    source: str
    as_of: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantTerms:
    """What is published about variants (Nebenangebote) of a lot that admits them.

    Args:
        requirements: Minimum requirements, each in its own words; at least one.
        scoring: How variants are scored.
        with_main_bid: A variant counts only beside a main bid of the same bidder.
    """

    requirements: tuple[str, ...]
    scoring: str
    with_main_bid: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRubric:
    """The rubric (Bewertungsschlüssel) that points of an open-source criterion are suggested by, whole.

    Args:
        criterion: Id of the criterion in the matrix.
        number: Number of the version in the city.
        digest: ``sha256:…`` of the document.
        document: The document ``pruefstand/openness-rubric/1`` as JSON values.
    """

    criterion: str
    number: int
    digest: str
    document: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LotTerms:
    """All of it.

    Args:
        origins: Of the criteria that come from a catalogue.
        clauses: In the order of their choice.
        contract: None until one is chosen.
        variants: None where variants are not admitted: without a word about them they are not.
        rubric: None where points of its open-source criterion are not suggested.
    """

    origins: tuple[CriterionOrigin, ...] = ()
    clauses: tuple[ChosenClause, ...] = ()
    contract: ChosenContract | None = None
    variants: VariantTerms | None = None
    rubric: ChosenRubric | None = None
