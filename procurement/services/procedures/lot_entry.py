"""One criterion of a catalogue for a lot that has its Bewertungsmatrix already."""

import json
from dataclasses import dataclass, replace
from decimal import Decimal

from core.errors import Fault, InputError
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from procurement.errors import LotNotFoundError
from procurement.model import CriterionOrigin, Procedure
from procurement.rules.criteria.adding import with_entry
from procurement.rules.procedure.lot_terms import nodes_of, texts_digest
from procurement.rules.procedure.publication import digest_of
from procurement.services.criteria import Criteria
from procurement.services.procedures.editing import editing, saved
from procurement.services.procedures.lots import lot_document
from scoring.intake import parse_evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWish:
    """A criterion that somebody wants in the matrix of a lot.

    Args:
        catalogue: Id of the catalogue.
        number: Version of it; None for the newest.
        entry: Id of the criterion in it.
        criterion: Id that it gets in the matrix; empty for the same.
        group: Id of the group in the matrix, for a scored criterion.
        weight: Its weight in percent of the group, for a scored criterion.
    """

    catalogue: str
    number: int | None
    entry: str
    criterion: str = ""
    group: str = ""
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTaking:
    """Puts single criteria into matrices; calls name the version that the person has seen.

    Args:
        transactions: Opens procedures to those who may prepare them.
        criteria: The catalogues.
    """

    transactions: Transactions
    criteria: Criteria

    def take(
        self, actor: Actor, slug: str, version: int, number: int, wish: EntryWish, once: Once | None = None
    ) -> Procedure:
        """Put a criterion into the Bewertungsmatrix of a lot; it keeps where it came from.

        Raises:
            CatalogueNotFoundError: There is no such version.
            CatalogueEntryNotFoundError: It has no such criterion.
            InputError: The lot has no matrix, or the criterion does not fit into it.
            LotNotFoundError: There is no lot of this number.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        self.transactions.require(actor, Action.PREPARE_PROCEDURE)
        opened = self.criteria.open(actor, wish.catalogue, wish.number)
        entry, criterion = opened.entry(wish.entry), wish.criterion.strip() or wish.entry
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            lot = next((one for one in procedure.lots if one.number == number), None)
            if lot is None:
                raise LotNotFoundError(number)
            if lot.document is None:
                raise InputError([Fault("criterion_without_matrix", "/entry")])
            raw = with_entry(json.loads(lot.document), entry, criterion, wish.group, wish.weight)
            document = lot_document(procedure, parse_evaluation(raw, bids_required=False))
            summary = opened.summary
            origin = CriterionOrigin(
                criterion=criterion,
                catalogue=summary.catalogue,
                title=summary.title,
                number=summary.number,
                digest=summary.digest,
                entry=entry.id,
                taken=texts_digest(nodes_of(json.loads(document))[criterion]),
            )
            after = replace(lot, document=document, terms=replace(lot.terms, origins=(*lot.terms.origins, origin)))
            lots = tuple(after if one.number == number else one for one in procedure.lots)
            base = f"{summary.catalogue} {summary.number} {entry.id}"
            told = {"lot": lot.title, "matrix": digest_of(document), "criterion": criterion, "base": base}
            before = {"lot": lot.title, "matrix": digest_of(lot.document)}
            return saved(writing, procedure, replace(procedure, lots=lots), before, told)
