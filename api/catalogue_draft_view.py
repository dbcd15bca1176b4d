"""Drafts of catalogues as the interface shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from api.etag import etag_of
from api.once import presented
from api.problem import ProblemFault
from infra.once.model import KeptAnswer
from procurement.rules.criteria.catalogue import document_of
from procurement.rules.criteria.changes import CatalogueChange
from procurement.rules.criteria.draft import CatalogueDraft, DraftBase
from procurement.rules.criteria.model import CatalogueSummary
from procurement.rules.wording import fault_sentence
from procurement.services.cataloguing import OpenedDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReceipt:
    """How a draft stands.

    Args:
        catalogue: Id of its catalogue.
        version: Counts its changes, from 1; texts have versions of their own.
        base: Stored version that it began with.
        entries: Ids of its criteria in their order.
        clauses: Ids of its clauses in their order.
        asked_at: When its release was asked for; null while nobody asks.
        handed_back: Why it was handed back last.
        changed_at: When it was changed last.
    """

    catalogue: str
    version: int
    base: DraftBase | None
    entries: list[str]
    clauses: list[str]
    asked_at: datetime | None
    handed_back: str
    changed_at: datetime

    @classmethod
    def of(cls, draft: CatalogueDraft) -> Self:
        """Return how a draft stands."""
        return cls(
            catalogue=draft.catalogue,
            version=draft.version,
            base=draft.base,
            entries=list(draft.entries),
            clauses=list(draft.clauses),
            asked_at=draft.asked_at,
            handed_back=draft.handed_back,
            changed_at=draft.changed_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft with what it makes.

    Args:
        draft: How it stands.
        document: ``pruefstand/criteria/1`` as it would be released; null while something is wrong with it.
        digest: Digest of the document: asking for the release and releasing name it.
        faults: What is wrong, each with its JSON pointer.
        changes: What the next version changes.
    """

    draft: DraftReceipt
    document: dict[str, Any] | None
    digest: str
    faults: list[ProblemFault]
    changes: list[CatalogueChange]


def draft_view(opened: OpenedDraft) -> DraftView:
    """Return a draft as it is shown."""
    made = opened.made
    return DraftView(
        draft=DraftReceipt.of(opened.draft),
        document=document_of(made.catalogue) if made.catalogue else None,
        digest=made.digest,
        faults=[ProblemFault(pointer=one.pointer, type=one.type, text=fault_sentence(one)) for one in made.faults],
        changes=list(opened.changes),
    )


def started(draft: CatalogueDraft) -> KeptAnswer:
    """Return the answer to a draft that was begun."""
    location = f"/api/v1/criteria-drafts/{draft.catalogue}"
    return presented(DraftReceipt.of(draft), status=201, location=location, etag=etag_of(draft.version))


def changed_draft(draft: CatalogueDraft) -> KeptAnswer:
    """Return the answer to a draft that was changed."""
    return presented(DraftReceipt.of(draft), etag=etag_of(draft.version))


def released(summary: CatalogueSummary) -> KeptAnswer:
    """Return the answer to a version that was released."""
    location = f"/api/v1/criteria-catalogues/{summary.catalogue}/versions/{summary.number}"
    return presented(summary, status=201, location=location, etag=etag_of(summary.digest))
