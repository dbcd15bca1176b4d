"""Lots of a procedure and their Bewertungsmatrizen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.errors import Fault, InputError
from infra.documents.reading import read_document
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.spreadsheet.magic import is_office_file
from infra.spreadsheet.reading import read_workbook
from infra.transactions import Transactions
from procurement.errors import LotNotFoundError
from procurement.model import Lot, Procedure
from procurement.rules.need import MOST_LOTS
from procurement.rules.procedure.lot_terms import kept_origins
from procurement.rules.procedure.publication import canonical, digest_of
from procurement.services.procedures.editing import LONGEST_NAME, editing, named, saved
from scoring.intake import parse_evaluation
from scoring.model import FORMAT, Evaluation
from scoring.workbook.read import parse_evaluation_workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDrafting:
    """Prepares lots; calls name the version that the person has seen, and return the procedure as it became.

    Args:
        transactions: Opens procedures to those who may prepare them.
    """

    transactions: Transactions

    def put_lot(
        self, actor: Actor, slug: str, version: int, number: int | None, title: str, once: Once | None = None
    ) -> Procedure:
        """Add a lot, or give one another title.

        Args:
            actor: Who wants it.
            slug: Name of the procedure.
            version: As the person has seen it.
            number: Number of the lot; None for a new one, which gets the next.
            title: What it is called.
            once: The wish that it happens only once, if any.

        Raises:
            InputError: The title says nothing, is too long or taken; or there are too many lots.
            LotNotFoundError: There is no lot of this number.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        title = named(title, "/title", LONGEST_NAME)
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            known = {lot.number: lot for lot in procedure.lots}
            lot = Lot(number=max(known, default=0) + 1, title=title) if number is None else _lot(known, number)
            before = {"lot": lot.title if number else None}
            known[lot.number] = replace(lot, title=title)
            _check_lots(known, lot.number)
            after = replace(procedure, lots=tuple(known[one] for one in sorted(known)))
            return saved(writing, procedure, after, before, {"lot": title})

    def remove_lot(self, actor: Actor, slug: str, version: int, number: int, once: Once | None = None) -> Procedure:
        """Remove a lot with its Bewertungsmatrix; the others keep their numbers.

        Raises:
            LotNotFoundError: There is no lot of this number.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            gone = _lot({lot.number: lot for lot in procedure.lots}, number)
            after = replace(procedure, lots=tuple(lot for lot in procedure.lots if lot.number != number))
            before = {"lot": gone.title, "matrix": gone.document and digest_of(gone.document)}
            return saved(writing, procedure, after, before, {"lot": None, "matrix": None})

    def read_matrix(self, actor: Actor, data: bytes) -> Evaluation:
        """Return the Bewertungsmatrix in a JSON file or workbook, as an evaluation without bids; nothing is stored.

        Raises:
            InputError: Every fault with its JSON pointer or cell; what rules forbid is a hindrance of the release.
        """
        self.transactions.require(actor, Action.PREPARE_PROCEDURE)
        if is_office_file(data):
            return parse_evaluation_workbook(read_workbook(data), bids_required=False).evaluation
        return parse_evaluation(read_document(data), bids_required=False)

    def set_matrix(
        self, actor: Actor, slug: str, version: int, number: int, matrix: Evaluation, once: Once | None = None
    ) -> Procedure:
        """Give a lot its Bewertungsmatrix, see ``read_matrix``; of the head only the exemption is kept.

        Criteria that came from a catalogue and are still there keep their origin.

        Raises:
            InputError: It holds bids.
            LotNotFoundError: There is no lot of this number.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        if matrix.bids:
            raise InputError([Fault("bids_before_publication", "/bids")])
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            known = {lot.number: lot for lot in procedure.lots}
            before = _lot(known, number)
            document = lot_document(procedure, matrix)
            terms = kept_origins(before.terms, before.document, document)
            known[number] = replace(before, document=document, terms=terms)
            after = replace(procedure, lots=tuple(known[one] for one in sorted(known)))
            digests = (
                {"lot": one.title, "matrix": one.document and digest_of(one.document)}
                for one in (before, known[number])
            )
            return saved(writing, procedure, after, *digests)


def _lot(known: Mapping[int, Lot], number: int) -> Lot:
    if number not in known:
        raise LotNotFoundError(number)
    return known[number]


def _check_lots(lots: Mapping[int, Lot], changed: int) -> None:
    if len(lots) > MOST_LOTS:
        raise InputError([Fault("lots_too_many", "/title", properties={"maximum": str(MOST_LOTS)})])
    if any(lot.title == lots[changed].title for number, lot in lots.items() if number != changed):
        raise InputError([Fault("lot_title_taken", "/title")])


def lot_document(procedure: Procedure, evaluation: Evaluation) -> str:
    """Return what is kept of a matrix: head and estimated value of the file it came from are somebody else's."""
    head: dict[str, object] = {"reference": procedure.reference, "title": procedure.plan.title}
    if exemption := evaluation.procedure.open_source_exemption:
        head["open_source_exemption"] = exemption.model_dump(mode="json")
    matrix = evaluation.matrix.model_dump(mode="json", exclude_none=True)
    return canonical({"format": FORMAT, "procedure": head, "matrix": matrix, "bids": []})
