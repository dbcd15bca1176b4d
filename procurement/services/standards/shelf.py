"""The catalogue of open standards: filtered, opened, taken away as a file. It ships; nothing of it is stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from core.listing import Page
from infra.clock import official_day
from infra.exported_file import ExportedFile
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from licensing.standards.clauses import StandardClause, clauses_naming
from licensing.standards.export import catalogue_csv, catalogue_json
from licensing.standards.listing import JudgedStandard, StandardQuery, judged, matching
from licensing.standards.model import StandardBody, StandardDomain, StandardsCatalogue
from licensing.standards.openness import OpennessDefinition
from procurement.errors import StandardNotFoundError

Item = TypeVar("Item")


class CatalogueFile(StrEnum):
    """What the catalogue can be taken away as; the value ends the name of the file."""

    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedStandard:
    """A standard with everything that a page about it needs.

    Args:
        judged: The standard with what follows from its facts.
        clauses: Clauses that name it, the one for it alone last.
        depends_on: Standards that it cannot do without.
        needed_by: Standards that cannot do without it.
    """

    judged: JudgedStandard
    clauses: tuple[StandardClause, ...]
    depends_on: tuple[JudgedStandard, ...]
    needed_by: tuple[JudgedStandard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardsShelf:
    """Reads the catalogue.

    Args:
        transactions: Asks the policy, and knows the day.
        catalogue: The standards.
        definitions: Returns the definitions of an open standard that count on a day.
        clauses: All clauses, by group and for each standard alone.
    """

    transactions: Transactions
    catalogue: StandardsCatalogue
    definitions: Callable[[date], list[OpennessDefinition]]
    clauses: tuple[StandardClause, ...]

    @property
    def today(self) -> date:
        """The day whose definitions count."""
        return official_day(self.transactions.clock.now())

    def page(self, actor: Actor, query: StandardQuery, *, page: int = 1, size: int = 25) -> Page[JudgedStandard]:
        """Return one page of the standards that a query asks for, by name."""
        found = self._found(actor, query)
        return _page(found, page, size)

    def stretch(self, actor: Actor, query: StandardQuery, *, after: int, size: int) -> tuple[JudgedStandard, ...]:
        """Return standards of the same list that come after so many, at most one more than ``size``."""
        return self._found(actor, query)[after : after + size + 1]

    def open(self, actor: Actor, standard: str) -> OpenedStandard:
        """Return one standard.

        Raises:
            StandardNotFoundError: The catalogue has none of this id.
        """
        every = self._found(actor, StandardQuery())
        wanted = next((one for one in every if one.standard.id == standard), None)
        if wanted is None:
            raise StandardNotFoundError(standard)
        return OpenedStandard(
            judged=wanted,
            clauses=clauses_naming(self.clauses, standard),
            depends_on=tuple(one for one in every if one.standard.id in wanted.standard.depends_on),
            needed_by=tuple(one for one in every if standard in one.standard.depends_on),
        )

    def bodies(self, actor: Actor) -> tuple[StandardBody, ...]:
        """Return who maintains at least one standard, by name."""
        found = {one.standard.body.id: one.standard.body for one in self._found(actor, StandardQuery())}
        return tuple(sorted(found.values(), key=lambda one: one.name.casefold()))

    def offered(
        self, actor: Actor, domain: StandardDomain | None, text: str, *, page: int = 1, size: int = 10
    ) -> Page[StandardClause]:
        """Return one page of the clauses of a domain in which all words of a text stand; None for all domains."""
        return _page(self._offered(actor, domain, text), page, size)

    def clause_stretch(
        self, actor: Actor, domain: StandardDomain | None, text: str, *, after: int, size: int
    ) -> tuple[StandardClause, ...]:
        """Return clauses of the same list that come after so many, at most one more than ``size``."""
        return self._offered(actor, domain, text)[after : after + size + 1]

    def clause(self, actor: Actor, clause: str) -> StandardClause | None:
        """Return one clause, or None."""
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        return next((one for one in self.clauses if one.id == clause), None)

    def domain_of(self, clause: StandardClause) -> StandardDomain:
        """Return the domain of a clause: that of the first standard it names."""
        return self.catalogue.standards[clause.standards[0]].domain

    def file(self, actor: Actor, query: StandardQuery, kind: CatalogueFile) -> ExportedFile:
        """Return the standards that a query asks for as a file."""
        found, day = self._found(actor, query), self.today
        name = f"standards-{self.catalogue.version}-{day.isoformat()}.{kind.value}"
        if kind is CatalogueFile.CSV:
            return ExportedFile(name, catalogue_csv(found))
        return ExportedFile(name, catalogue_json(self.catalogue.version, day, found))

    def _offered(self, actor: Actor, domain: StandardDomain | None, text: str) -> tuple[StandardClause, ...]:
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        words = text.casefold().split()
        return tuple(one for one in self.clauses if domain in {None, self.domain_of(one)} and _has(one, words))

    def _found(self, actor: Actor, query: StandardQuery) -> tuple[JudgedStandard, ...]:
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        return matching(judged(self.catalogue, self.definitions(self.today)), query)


def _has(clause: StandardClause, words: Sequence[str]) -> bool:
    told = " ".join((clause.id, clause.title, clause.requirement, clause.text, *clause.standards)).casefold()
    return all(word in told for word in words)


def _page(found: Sequence[Item], page: int, size: int) -> Page[Item]:
    first = (page - 1) * size
    return Page(items=tuple(found[first : first + size]), page=page, size=size, total=len(found))
