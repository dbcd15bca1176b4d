"""A clause for a standard as a criterion of a Bewertungsmatrix, in the one way that criteria go into matrices."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.listing import Page
from infra.once.model import Once
from infra.policy.decision import Scope
from infra.policy.model import Actor
from infra.policy.table import Action
from licensing.standards.clauses import entry_id
from procurement.errors import CatalogueNotFoundError
from procurement.model import Procedure
from procurement.repository import ProcedureRepository
from procurement.rules.procedure.stages import EDITABLE
from procurement.services.criteria import Criteria
from procurement.services.procedures.lot_entry import EntryTaking, EntryWish
from scoring.model import CriterionKind

_PREPARED = (Scope(frozenset(stage.value for stage in EDITABLE), None),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWish:
    """A clause that somebody wants as a criterion of a lot.

    Args:
        clause: Its id.
        kind: To be met (A) or to be scored (B).
        criterion: Id that it gets in the matrix; empty for that of the catalogue.
        group: Id of the group in the matrix, for a scored criterion.
        weight: Its weight in percent of the group, for a scored criterion.
    """

    clause: str
    kind: CriterionKind
    criterion: str = ""
    group: str = ""
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTaking:
    """Puts clauses into matrices.

    Args:
        criteria: The city's catalogues of criteria.
        entry_taking: Puts their criteria into matrices.
        shipped: The clauses as a catalogue of criteria, as they ship: a JSON value.
    """

    criteria: Criteria
    entry_taking: EntryTaking
    shipped: Mapping[str, Any]

    def take(
        self, actor: Actor, slug: str, version: int, number: int, wish: ClauseWish, once: Once | None = None
    ) -> Procedure:
        """Put a clause as a criterion into the Bewertungsmatrix of a lot; it keeps where it came from.

        The catalogue of these criteria is imported first where the city does not have it in this version: what a
        criterion says can be looked up there for as long as the city keeps its catalogues.

        Raises:
            CatalogueEntryNotFoundError: There is no such clause.
            InputError: The lot has no matrix, or the criterion does not fit into it.
            LotNotFoundError: There is no lot of this number.
            ProcedureNotFoundError: There is no procedure of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        self.criteria.transactions.require(actor, Action.PREPARE_PROCEDURE)
        entry = EntryWish(
            catalogue=str(self.shipped["id"]),
            number=self._stored(actor),
            entry=entry_id(wish.clause, wish.kind.value),
            criterion=wish.criterion,
            group=wish.group,
            weight=wish.weight,
        )
        return self.entry_taking.take(actor, slug, version, number, entry, once)

    def prepared(self, actor: Actor, query: str = "", *, page: int = 1, size: int = 10) -> Page[Procedure]:
        """Return one page of the procedures whose content may be changed now, with their lots, the newest first."""
        with self.criteria.transactions.read(actor, Action.PREPARE_PROCEDURE) as reading:
            repository = ProcedureRepository(reading.session)
            found = repository.page(query, _PREPARED, page=page, size=size)
            opened = [repository.find(one.slug) for one in found.items]
            items = tuple(one for one in opened if one is not None)
            return Page(items=items, page=found.page, size=found.size, total=found.total)

    def _stored(self, actor: Actor) -> int:
        """Return the version of the catalogue to take from: as it ships, or what the city has made of it since."""
        name, number = str(self.shipped["id"]), int(self.shipped["version"])
        try:
            newest = self.criteria.open(actor, name).summary.number
        except CatalogueNotFoundError:
            newest = 0
        if newest >= number or name in self.criteria.own(actor):
            return newest
        return self.criteria.import_catalogue(actor, json.dumps(self.shipped).encode()).number
