"""Drafts of catalogues of criteria, and who released what came of them, within one transaction."""

import json
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from core.errors import VersionConflictError
from infra.rows import city_of
from procurement.errors import CatalogueDraftNotFoundError
from procurement.rules.criteria.draft import CatalogueDraft, DraftBase
from procurement.tables import CatalogueDraftRow, CatalogueReleaseRow

MOST = 200
"""Most drafts that a list shows: a city writes a handful at a time."""


class CatalogueDraftRepository:
    """Drafts as seen and changed within one transaction.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, draft: CatalogueDraft) -> None:
        """Store a new draft. The caller has made sure that the catalogue has none."""
        row = {"city_id": city_of(self._session), "catalogue": draft.catalogue, "version": draft.version}
        self._session.add(CatalogueDraftRow.model_validate(row | _values(draft)))
        self._session.flush()

    def find(self, catalogue: str) -> CatalogueDraft | None:
        """Return the draft of a catalogue, or None."""
        here = select(CatalogueDraftRow).where(col(CatalogueDraftRow.catalogue) == catalogue)
        row = self._session.execute(here.execution_options(populate_existing=True)).scalar_one_or_none()
        return None if row is None else _draft(row)

    def all(self) -> tuple[CatalogueDraft, ...]:
        """Return all drafts in the order of their catalogues."""
        rows = self._session.execute(select(CatalogueDraftRow).order_by(col(CatalogueDraftRow.catalogue)).limit(MOST))
        return tuple(map(_draft, rows.scalars()))

    def hold(self, catalogue: str) -> CatalogueDraft:
        """Return a draft that nobody else changes until this transaction ends; its version stays.

        Raises:
            CatalogueDraftNotFoundError: The catalogue has none.
        """
        here = select(col(CatalogueDraftRow.version)).where(col(CatalogueDraftRow.catalogue) == catalogue)
        held = self._session.execute(here.with_for_update()).one_or_none()
        if held is None or (found := self.find(catalogue)) is None:
            raise CatalogueDraftNotFoundError(catalogue)
        return found

    def lock(self, catalogue: str, version: int, at: datetime) -> CatalogueDraft:
        """Count a change of a draft and return it as it was read by nobody else since: the first thing to do.

        Raises:
            CatalogueDraftNotFoundError: The catalogue has none.
            VersionConflictError: Its version is another one.
        """
        here = col(CatalogueDraftRow.catalogue) == catalogue
        counted = (
            update(CatalogueDraftRow)
            .where(here, col(CatalogueDraftRow.version) == version)
            .values(version=version + 1, changed_at=at)
            .execution_options(synchronize_session=False)
        )
        changed = self._session.execute(counted).rowcount  # type: ignore[attr-defined]  # a cursor's result
        found = self.find(catalogue)
        if found is None:
            raise CatalogueDraftNotFoundError(catalogue)
        if changed != 1:
            raise VersionConflictError(found.version)
        return found

    def save(self, draft: CatalogueDraft) -> None:
        """Store a draft as it became; its version was counted by ``lock``."""
        change = update(CatalogueDraftRow).where(col(CatalogueDraftRow.catalogue) == draft.catalogue)
        self._session.execute(change.values(**_values(draft)).execution_options(synchronize_session=False))

    def remove(self, catalogue: str) -> None:
        """Forget a draft, once it is released or nobody wants it any more."""
        gone = delete(CatalogueDraftRow).where(col(CatalogueDraftRow.catalogue) == catalogue)
        self._session.execute(gone.execution_options(synchronize_session=False))

    def add_release(self, draft: CatalogueDraft, number: int, released_by: str, at: datetime) -> None:
        """Store for good who asked for the release of a version and who released it."""
        row = {
            "city_id": city_of(self._session),
            "catalogue": draft.catalogue,
            "number": number,
            "asked_by": draft.asked_by,
            "released_by": released_by,
            "released_at": at,
        }
        self._session.add(CatalogueReleaseRow.model_validate(row))
        self._session.flush()

    def is_own(self, catalogue: str) -> bool:
        """Tell whether the catalogue is maintained in this city: released here, or written here for the first time."""
        if self.find(catalogue) is not None:
            return True
        here = select(col(CatalogueReleaseRow.number)).where(col(CatalogueReleaseRow.catalogue) == catalogue)
        return self._session.execute(here.limit(1)).first() is not None

    def own(self) -> frozenset[str]:
        """Return the catalogues of which a version was released in this city."""
        return frozenset(self._session.execute(select(col(CatalogueReleaseRow.catalogue)).distinct()).scalars())


def _values(draft: CatalogueDraft) -> dict[str, object]:
    return {
        "base_catalogue": draft.base.catalogue if draft.base else None,
        "base_number": draft.base.number if draft.base else None,
        "entries": json.dumps(draft.entries, ensure_ascii=False),
        "clauses": json.dumps(draft.clauses, ensure_ascii=False),
        "asked_by": draft.asked_by,
        "asked_at": draft.asked_at,
        "asked_digest": draft.asked_digest,
        "handed_back": draft.handed_back,
        "created_by": draft.created_by,
        "changed_at": draft.changed_at,
    }


def _draft(row: CatalogueDraftRow) -> CatalogueDraft:
    base = None
    if row.base_catalogue is not None and row.base_number is not None:
        base = DraftBase(catalogue=row.base_catalogue, number=row.base_number)
    return CatalogueDraft(
        catalogue=row.catalogue,
        version=row.version,
        base=base,
        entries=tuple(json.loads(row.entries)),
        clauses=tuple(json.loads(row.clauses)),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        asked_digest=row.asked_digest,
        handed_back=row.handed_back,
        created_by=row.created_by,
        changed_at=row.changed_at,
    )
