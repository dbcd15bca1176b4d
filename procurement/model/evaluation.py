"""What this package tells about stored evaluations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EvaluationState(StrEnum):
    """Whether the stored evaluation is preliminary (a draft) or final."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSummary:
    """One line of the list of stored evaluations: the evaluation of one lot by one method.

    Args:
        slug: Stable name in addresses.
        reference: Reference number of the procedure (Vergabenummer).
        lot: Name of the lot; None where the procedure has no lots.
        title: What is bought.
        method: Name of the evaluation method.
        state: Preliminary or final.
        tenderers: Number of bids in the evaluation, excluded ones included.
        stored_at: Moment of storing, UTC; the dated numbers of this day were used.
        document_digest: ``sha256:…`` of the canonical input.
        result_digest: Digest that the result states of itself.
    """

    slug: str
    reference: str
    lot: str | None
    title: str
    method: str
    state: EvaluationState
    tenderers: int
    stored_at: datetime
    document_digest: str
    result_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRecord:
    """A stored evaluation with its documents.

    Args:
        summary: Its line in the list.
        document: Input, canonical JSON (RFC 8785) of ``pruefstand/evaluation/1``.
        result: Result, JSON of ``pruefstand/result/1``.
    """

    summary: EvaluationSummary
    document: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruefvermerk:
    """What an auditor found about a procedure, completed and never changed again.

    Args:
        slug: Name of the procedure's stored evaluation.
        person: Id of the auditor.
        author: Name of the auditor today; it stands with the person, not in the document.
        fields: Texts by the name of their field.
        completed_at: When it was completed, UTC.
        document: Canonical JSON (RFC 8785) of ``pruefstand/pruefvermerk/1``, with the digests of what was looked at.
        digest: ``sha256:…`` of the document; the audit log holds it too.
    """

    slug: str
    person: str
    author: str
    fields: Mapping[str, str]
    completed_at: datetime
    document: str
    digest: str
