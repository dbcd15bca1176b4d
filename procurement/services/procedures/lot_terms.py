"""What a lot takes from catalogues and dated data: criteria with their origin, clauses, the kind of contract."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import Fault, InputError
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import CatalogueNotFoundError, LotNotFoundError
from procurement.model import ChosenClause, ChosenContract, CriterionOrigin, Lot, LotTerms, Procedure
from procurement.repository.criteria import CatalogueRepository
from procurement.rules.criteria.catalogue import Catalogue, Clause, parse_catalogue
from procurement.rules.evb_it import EvbItContract, candidates
from procurement.rules.need import Need
from procurement.rules.procedure.lot_terms import kept_rubric, nodes_of, texts_digest
from procurement.rules.procedure.publication import digest_of
from procurement.rules.rulebook import Rulebook
from procurement.services.criteria import OpenedCatalogue
from procurement.services.naming import is_slug
from procurement.services.preparation import parse_need
from procurement.services.procedures.editing import editing, saved
from procurement.services.procedures.lots import lot_document
from procurement.services.selecting import Selecting
from scoring.model import is_written

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseKey:
    """Names a clause.

    Args:
        catalogue: Id of the catalogue.
        number: Version of the catalogue.
        id: Id of the clause in it.
    """

    catalogue: str
    number: int
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerEntry:
    """A newer version of a catalogue that a criterion was taken from.

    Args:
        number: Its newest version.
        is_gone: It has the criterion no longer.
        is_changed: It says something else of the criterion.
    """

    number: int
    is_gone: bool
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LotTaking:
    """Gives lots what they take; calls name the version that the person has seen.

    Args:
        transactions: Opens procedures to those who may prepare them.
        selecting: Makes matrices of criteria.
        rulebook: Dated data of procurement.
    """

    transactions: Transactions
    selecting: Selecting
    rulebook: Rulebook

    def take_criteria(  # noqa: PLR0913, PLR0917 - lot, catalogue and selection are three things
        self,
        actor: Actor,
        slug: str,
        version: int,
        number: int,
        catalogue: str,
        catalogue_number: int | None,
        raw: object,
        once: Once | None = None,
    ) -> Procedure:
        """Make the Bewertungsmatrix of a lot of criteria of a catalogue; each keeps where it came from.

        Args:
            actor: Who wants it.
            slug: Name of the procedure.
            version: As the person has seen it.
            number: Number of the lot.
            catalogue: Id of the catalogue.
            catalogue_number: Version of it; None for the newest.
            raw: The selection as a JSON value.
            once: The wish that it happens only once, if any.

        Raises:
            CatalogueNotFoundError: There is no such version.
            InputError: The selection is not of its form, or the matrix is wrong, e.g. weights that miss 100.
            LotNotFoundError: There is no lot of this number.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        self.transactions.require(actor, Action.PREPARE_PROCEDURE)
        made = self.selecting.make(actor, catalogue, catalogue_number, raw)
        opened = self.selecting.criteria.open(actor, catalogue, catalogue_number)
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            lot = _lot(procedure, number)
            document = lot_document(procedure, made.evaluation)
            before = {"lot": lot.title, "matrix": lot.document and digest_of(lot.document)}
            told = {"lot": lot.title, "matrix": digest_of(document), "base": f"{catalogue} {opened.summary.number}"}
            return saved(writing, procedure, _with(procedure, _taken(lot, document, opened)), before, told)

    def set_clauses(
        self,
        actor: Actor,
        slug: str,
        version: int,
        number: int,
        keys: Sequence[ClauseKey],
        once: Once | None = None,
    ) -> Procedure:
        """Choose the clauses of a lot, in this order; they are kept word for word.

        Raises:
            InputError: There is no such clause, or the same twice.
            LotNotFoundError: There is no lot of this number.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            lot = _lot(procedure, number)
            chosen = _chosen(writing, keys)
            after = replace(lot, terms=replace(lot.terms, clauses=chosen))
            told = [
                {"lot": lot.title, "clauses": [f"{one.catalogue} {one.number} {one.id}" for one in found]}
                for found in (lot.terms.clauses, chosen)
            ]
            return saved(writing, procedure, _with(procedure, after), told[0], told[1])

    def set_contract(  # noqa: PLR0913, PLR0917 - a place, a choice and its reason
        self,
        actor: Actor,
        slug: str,
        version: int,
        number: int,
        name: str | None,
        reason: str = "",
        once: Once | None = None,
    ) -> Procedure:
        """Choose the kind of EVB-IT contract of a lot; None for no choice yet.

        Raises:
            InputError: There is no such kind, or it is not the suggested one and nobody says why.
            LotNotFoundError: There is no lot of this number.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            lot = _lot(procedure, number)
            contract = None if name is None else self._contract(procedure, name, plain_text(reason).strip())
            after = replace(lot, terms=replace(lot.terms, contract=contract))
            told = [{"lot": lot.title, "contract": one and one.name} for one in (lot.terms.contract, contract)]
            return saved(writing, procedure, _with(procedure, after), told[0], told[1])

    def suggested(self, need: Need | None) -> tuple[EvbItContract, ...]:
        """Return the contracts that come into question, the suggested one first; none without a need."""
        return candidates(need.purchase, self.rulebook.contracts) if need else ()

    @property
    def contracts(self) -> tuple[EvbItContract, ...]:
        """All known contracts."""
        return self.rulebook.contracts

    def newer(self, actor: Actor, terms: LotTerms) -> Mapping[str, NewerEntry]:
        """Return for which criteria of a lot the catalogue has a newer version, by their id in the matrix."""
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            repository, found = CatalogueRepository(reading.session), dict[str, NewerEntry]()
            catalogues = {(one.catalogue, one.number) for one in terms.origins}
            for name, number in sorted(catalogues):
                newest = repository.find(name)
                taken = repository.find(name, number)
                if newest is None or taken is None or newest.summary.number <= number:
                    continue
                old, new = (parse_catalogue(json.loads(one.document)) for one in (taken, newest))
                for one in terms.origins:
                    if (one.catalogue, one.number) == (name, number):
                        entry = new.entry(one.entry)
                        found[one.criterion] = NewerEntry(
                            number=newest.summary.number,
                            is_gone=entry is None,
                            is_changed=entry is not None and entry != old.entry(one.entry),
                        )
            return found

    def clauses(self, actor: Actor) -> tuple[ChosenClause, ...]:
        """Return the clauses of the newest versions of all catalogues."""
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            repository = CatalogueRepository(reading.session)
            return tuple(
                _clause(clause, one.catalogue, one.number, one.digest)
                for one in repository.newest(after=None, size=100)
                for clause in _catalogue(reading, one.catalogue, one.number)[0].clauses
            )

    def _contract(self, procedure: Procedure, name: str, reason: str) -> ChosenContract:
        found = next((one for one in self.rulebook.contracts if one.name == name), None)
        if found is None:
            raise InputError([Fault("contract_unknown", "/name")])
        need = parse_need(json.loads(procedure.need)) if procedure.need else None
        deviates = bool(suggested := self.suggested(need)) and suggested[0].name != name
        if deviates and not is_written(reason):
            raise InputError([Fault("contract_reason", "/reason", properties={"suggested": suggested[0].name})])
        if len(reason) > LONGEST_REASON:
            raise InputError([Fault("name_expected", "/reason", properties={"maximum": str(LONGEST_REASON)})])
        return ChosenContract(
            name=found.name,
            open_source=found.open_source.value,
            source=found.source.citation,
            as_of=found.source.as_of.isoformat() if found.source.as_of else "",
            reason=reason if deviates else "",
        )


def _lot(procedure: Procedure, number: int) -> Lot:
    found = next((lot for lot in procedure.lots if lot.number == number), None)
    if found is None:
        raise LotNotFoundError(number)
    return found


def _with(procedure: Procedure, lot: Lot) -> Procedure:
    return replace(procedure, lots=tuple(lot if one.number == lot.number else one for one in procedure.lots))


def _taken(lot: Lot, document: str, opened: OpenedCatalogue) -> Lot:
    terms = replace(kept_rubric(lot.terms, document), origins=_origins(opened, document))
    return replace(lot, document=document, terms=terms)


def _origins(opened: OpenedCatalogue, document: str) -> tuple[CriterionOrigin, ...]:
    """Return where the criteria of a matrix come from that was just made of a catalogue."""
    nodes, summary = nodes_of(json.loads(document)), opened.summary
    return tuple(
        CriterionOrigin(
            criterion=entry.id,
            catalogue=summary.catalogue,
            title=summary.title,
            number=summary.number,
            digest=summary.digest,
            entry=entry.id,
            taken=texts_digest(nodes[entry.id]),
        )
        for entry in opened.catalogue.entries
        if entry.id in nodes
    )


def _chosen(reading: Reading, keys: Sequence[ClauseKey]) -> tuple[ChosenClause, ...]:
    found, faults = list[ChosenClause](), list[Fault]()
    for index, key in enumerate(keys):
        try:
            catalogue, digest = _catalogue(reading, key.catalogue, key.number)
        except CatalogueNotFoundError:
            catalogue, digest = None, ""
        clause = next((one for one in catalogue.clauses if one.id == key.id), None) if catalogue else None
        if clause is None:
            faults.append(Fault("clause_unknown", f"/clauses/{index}", properties={"id": key.id}))
        elif any(one.id == key.id for one in found):
            faults.append(Fault("clause_twice", f"/clauses/{index}", properties={"id": key.id}))
        else:
            found.append(_clause(clause, key.catalogue, key.number, digest))
    if faults:
        raise InputError(faults)
    return tuple(found)


def _catalogue(reading: Reading, name: str, number: int) -> tuple[Catalogue, str]:
    found = CatalogueRepository(reading.session).find(name, number) if is_slug(name) else None
    if found is None:
        raise CatalogueNotFoundError(name)
    return parse_catalogue(json.loads(found.document)), found.summary.digest


def _clause(clause: Clause, catalogue: str, number: int, digest: str) -> ChosenClause:
    return ChosenClause(
        id=clause.id,
        title=clause.title,
        text=clause.text,
        valid_from=clause.valid_from.isoformat(),
        sources=tuple(one.citation for one in clause.sources),
        catalogue=catalogue,
        number=number,
        digest=digest,
    )
