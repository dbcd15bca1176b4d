"""Turning an evaluation into a record that can be proved years later."""

import json
from datetime import datetime

from core.digest import checksum
from procurement.errors import EvaluationAlreadyStoredError, ReferenceDeletedError
from procurement.model import EvaluationRecord, EvaluationState, EvaluationSummary
from procurement.repository import EvaluationRepository
from procurement.services.naming import free_slug
from procurement.services.scoring import ScoredDocument, evaluation_of
from scoring.model import Evaluation

_LONGEST_LOT = 200
_SHORT = 12


def store(
    repository: EvaluationRepository, document: bytes, scored: ScoredDocument, stored_at: datetime
) -> tuple[EvaluationRecord, bool]:
    """Store a scored document in canonical form and tell whether it is new; the same again returns what is stored.

    Raises:
        EvaluationAlreadyStoredError: The lot has another evaluation by this method.
        ReferenceDeletedError: The file of this reference number is deleted.
    """
    head = scored.outcome.evaluation.procedure
    reference, lot, method = _place(scored.outcome.evaluation)
    digest = checksum(document)
    if found := repository.find_lot(reference, lot, method):
        if not says_the_same(found, scored.outcome.evaluation):
            raise EvaluationAlreadyStoredError(reference, found.summary.slug)
        return found, False
    if repository.was_deleted(reference):
        raise ReferenceDeletedError(reference)
    record = EvaluationRecord(
        summary=EvaluationSummary(
            slug=free_slug(reference, lot, method, repository.has_slug),
            reference=reference,
            lot=lot,
            title=_storable(head.title),
            method=method,
            state=EvaluationState.DRAFT if scored.outcome.evaluation.draft else EvaluationState.FINAL,
            tenderers=len(scored.outcome.evaluation.bids),
            stored_at=stored_at,
            document_digest=digest,
            result_digest=scored.result["digest"],
        ),
        document=document.decode(),
        result=json.dumps(scored.result, ensure_ascii=False, separators=(",", ":")),
    )
    repository.add(record)
    return record, True


def make_room(repository: EvaluationRepository, evaluation: Evaluation) -> str | None:
    """Let what stands where a fixed result belongs give way to it, and return its name; None where nothing does.

    Whatever was stored there before, from a file or by an earlier run of the procedure, stays readable under its
    address and says in lists that it was replaced. What says the same stays where it is.
    """
    found = find_stored(repository, evaluation)
    if found is None or says_the_same(found, evaluation):
        return None
    give_way(repository, found, "ersetzt")
    return found.summary.slug


def give_way(repository: EvaluationRepository, record: EvaluationRecord, why: str) -> None:
    """Let a record give up its place; it stays readable, and lists say why it does not count any more."""
    ending = f"{why}, {record.summary.document_digest[-_SHORT:]}"
    lot = record.summary.lot
    repository.move_aside(record, f"{lot[: _LONGEST_LOT - len(ending) - 3]} · {ending}" if lot else ending)


def find_stored(repository: EvaluationRepository, evaluation: Evaluation) -> EvaluationRecord | None:
    """Return what stands where the evaluation would be stored, or None."""
    return repository.find_lot(*_place(evaluation))


def says_the_same(record: EvaluationRecord, evaluation: Evaluation) -> bool:
    """Tell whether a stored document says what ``evaluation`` does; numbers and defaults may be written otherwise."""
    return evaluation_of(record) == evaluation


def _place(evaluation: Evaluation) -> tuple[str, str | None, str]:
    """Return reference, lot and method: one evaluation is stored for each."""
    head = evaluation.procedure
    return _storable(head.reference), _storable(head.lot or "") or None, evaluation.matrix.method.name


def _storable(text: str) -> str:
    """Drop NUL, which PostgreSQL cannot hold; the stored document keeps it, escaped."""
    return text.replace("\0", "")
