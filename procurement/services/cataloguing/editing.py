"""Writing drafts: begin, add and remove criteria and clauses, save texts, discard. Nothing of it is a version yet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldValue, Saved
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import (
    CatalogueDraftExistsError,
    CatalogueDraftFrozenError,
    CatalogueDraftNotFoundError,
    CatalogueForeignError,
    CatalogueNotFoundError,
)
from procurement.repository.criteria import CatalogueRepository
from procurement.repository.drafts import CatalogueDraftRepository
from procurement.rules.criteria.catalogue import MOST_ENTRIES
from procurement.rules.criteria.draft import CatalogueDraft, DraftBase, DraftPart
from procurement.services.cataloguing.shared import STORES, base_of, held_fields, record_of, subject_of
from scoring.checks.tree import RESERVED_IDS

_LONGEST_NAME = 80
_MOST = {DraftPart.ENTRY: MOST_ENTRIES, DraftPart.CLAUSE: 200}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_ID = re.compile(r"[^\s/\x00-\x1f\x7f]{1,64}")
_TOLD = {DraftPart.ENTRY: "criterion", DraftPart.CLAUSE: "clause"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDrafting:
    """Writes drafts; calls that take a ``version`` name the one that the person has seen.

    Args:
        transactions: Opens them to those who may write them.
    """

    transactions: Transactions

    def start(
        self, actor: Actor, catalogue: str, base: DraftBase | None = None, once: Once | None = None
    ) -> CatalogueDraft:
        """Begin the next version of a catalogue.

        One that the city maintains goes on from its newest version. One from elsewhere keeps its versions; what is
        made from it here gets a name of its own.

        Args:
            actor: Who wants it.
            catalogue: Id of the catalogue.
            base: Stored version to begin with; None for the newest one, or for an empty catalogue where there is none.
            once: The wish that it happens only once, if any.

        Raises:
            InputError: The id is none.
            CatalogueNotFoundError: There is no such version to begin with.
            CatalogueForeignError: The catalogue came from elsewhere.
            CatalogueDraftExistsError: Somebody writes it already.
        """
        with self.transactions.write(actor, Action.WRITE_CRITERIA, once) as writing:
            if not _NAME.fullmatch(catalogue) or len(catalogue) > _LONGEST_NAME:
                raise InputError([Fault("draft_catalogue_id", "/catalogue")])
            drafts = CatalogueDraftRepository(writing.session)
            if drafts.find(catalogue) is not None:
                raise CatalogueDraftExistsError(catalogue)
            draft = _begun(writing, catalogue, _checked_base(writing, catalogue, base))
            drafts.add(draft)
            told = f"{draft.base.catalogue} {draft.base.number}" if draft.base else None
            writing.record(Event.CRITERIA_DRAFT_STARTED, subject_of(catalogue), after={"base": told})
            return writing.done(draft)

    def add_part(
        self, actor: Actor, catalogue: str, version: int, part: DraftPart, id_: str, once: Once | None = None
    ) -> CatalogueDraft:
        """Add an empty criterion or clause at the end.

        Raises:
            InputError: The id is none or taken, or there are too many.
            CatalogueDraftNotFoundError: There is no such draft.
            CatalogueDraftFrozenError: Its release is asked for.
            VersionConflictError: Somebody else has changed it.
        """
        with self._changing(actor, catalogue, version, once) as (writing, draft):
            _require_list(draft, part)
            if len(draft.ids(part)) >= _MOST[part]:
                raise InputError([Fault("draft_full", "/id", properties={"maximum": str(_MOST[part])})])
            if not _ID.fullmatch(id_) or id_ in RESERVED_IDS or id_ in draft.ids(part):
                raise InputError([Fault("draft_id", "/id")])
            return _changed(writing, draft, part, (*draft.ids(part), id_), {_TOLD[part]: None}, {_TOLD[part]: id_})

    def remove_part(
        self, actor: Actor, catalogue: str, version: int, part: DraftPart, id_: str, once: Once | None = None
    ) -> CatalogueDraft:
        """Take a criterion or clause out, with what was typed about it.

        Raises:
            CatalogueDraftNotFoundError: There is no such draft, or no such part in it.
            CatalogueDraftFrozenError: Its release is asked for.
            VersionConflictError: Somebody else has changed it.
        """
        with self._changing(actor, catalogue, version, once) as (writing, draft):
            _require_list(draft, part)
            _require_part(draft, part, id_)
            STORES[part].drop(writing, record_of(catalogue, part, id_))
            left = tuple(one for one in draft.ids(part) if one != id_)
            return _changed(writing, draft, part, left, {_TOLD[part]: id_}, {_TOLD[part]: None})

    def save_texts(
        self, actor: Actor, catalogue: str, part: DraftPart, id_: str, edits: Sequence[Edit]
    ) -> Mapping[str, Saved | Conflict]:
        """Save texts of a part, each for itself, and return how each one ended. They have versions of their own.

        Raises:
            CatalogueDraftNotFoundError: There is no such draft, or no such part in it.
            CatalogueDraftFrozenError: Its release is asked for.
            UnknownFieldError: Such a part has no such field.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.WRITE_CRITERIA) as writing:
            draft = _writable(writing, catalogue, part, id_)
            return _save(writing, draft, part, id_, edits)

    def change_text(
        self, actor: Actor, catalogue: str, part: DraftPart, id_: str, edit: Edit, once: Once | None = None
    ) -> FieldValue:
        """Save one text.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            CatalogueDraftNotFoundError: There is no such draft, or no such part in it.
            CatalogueDraftFrozenError: Its release is asked for.
            UnknownFieldError: Such a part has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.WRITE_CRITERIA, once) as writing:
            draft = _writable(writing, catalogue, part, id_)
            outcome = _save(writing, draft, part, id_, [edit])[edit.field]
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def discard(self, actor: Actor, catalogue: str, version: int, once: Once | None = None) -> CatalogueDraft:
        """Forget a draft with everything in it; stored versions stay.

        Raises:
            CatalogueDraftNotFoundError: There is no such draft.
            CatalogueDraftFrozenError: Its release is asked for.
            VersionConflictError: Somebody else has changed it.
        """
        with self._changing(actor, catalogue, version, once) as (writing, draft):
            forget(writing, catalogue)
            counts = {"entries": len(draft.entries)}
            writing.record(Event.CRITERIA_DRAFT_DISCARDED, subject_of(catalogue), before=counts)
            return writing.done(draft)

    @contextmanager
    def _changing(
        self, actor: Actor, catalogue: str, version: int, once: Once | None
    ) -> Iterator[tuple[Writing, CatalogueDraft]]:
        with self.transactions.write(actor, Action.WRITE_CRITERIA, once) as writing:
            draft = CatalogueDraftRepository(writing.session).lock(catalogue, version, writing.now)
            _require_open(draft)
            yield writing, draft


def forget(writing: Writing, catalogue: str) -> None:
    """Remove a draft with its texts."""
    for store in STORES.values():
        store.drop_under(writing, f"{catalogue}/")
    CatalogueDraftRepository(writing.session).remove(catalogue)


def _checked_base(writing: Writing, catalogue: str, base: DraftBase | None) -> DraftBase | None:
    repository = CatalogueRepository(writing.session)
    newest = repository.find(catalogue)
    if newest is None:
        if base is not None and repository.find(base.catalogue, base.number) is None:
            raise CatalogueNotFoundError(base.catalogue)
        return base
    if not CatalogueDraftRepository(writing.session).is_own(catalogue):
        raise CatalogueForeignError(catalogue)
    return DraftBase(catalogue=catalogue, number=newest.summary.number)


def _begun(writing: Writing, catalogue: str, base: DraftBase | None) -> CatalogueDraft:
    empty = CatalogueDraft(
        catalogue=catalogue,
        version=1,
        base=base,
        entries=(),
        clauses=(),
        asked_by=None,
        asked_at=None,
        asked_digest=None,
        handed_back="",
        created_by=str(writing.actor.person),
        changed_at=writing.now,
    )
    document = base_of(writing, empty) or {}
    entries, clauses = (tuple(one["id"] for one in document.get(name, ())) for name in ("entries", "clauses"))
    return replace(empty, entries=entries, clauses=clauses)


def _changed(
    writing: Writing,
    draft: CatalogueDraft,
    part: DraftPart,
    ids: tuple[str, ...],
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> CatalogueDraft:
    now = replace(draft, entries=ids) if part is DraftPart.ENTRY else replace(draft, clauses=ids)
    CatalogueDraftRepository(writing.session).save(now)
    writing.record(Event.CRITERIA_DRAFT_CHANGED, subject_of(draft.catalogue), before=before, after=after)
    return writing.done(now)


def _writable(writing: Writing, catalogue: str, part: DraftPart, id_: str) -> CatalogueDraft:
    draft = CatalogueDraftRepository(writing.session).hold(catalogue)
    _require_open(draft)
    _require_part(draft, part, id_)
    return draft


def _require_open(draft: CatalogueDraft) -> None:
    if draft.asked_by is not None:
        raise CatalogueDraftFrozenError(draft.catalogue)


def _require_list(draft: CatalogueDraft, part: DraftPart) -> None:
    """Refuse to add or remove the head: a draft has one, always."""
    if part not in _MOST:
        raise CatalogueDraftNotFoundError(draft.catalogue)


def _require_part(draft: CatalogueDraft, part: DraftPart, id_: str) -> None:
    if id_ not in draft.ids(part):
        raise CatalogueDraftNotFoundError(draft.catalogue)


def _save(
    writing: Writing, draft: CatalogueDraft, part: DraftPart, id_: str, edits: Sequence[Edit]
) -> dict[str, Saved | Conflict]:
    """Save texts; before the first one of a part what the base says of it is saved, as forms show it."""
    store, record = STORES[part], record_of(draft.catalogue, part, id_)
    for edit in edits:
        store.checked(edit)
    if not any(one.version for one in store.values(writing, record).values()):
        for name, shown in held_fields(writing, draft, part, id_).items():
            if shown.value:
                store.save(writing, record, Edit(field=name, value=shown.value, base_version=0))
    return {edit.field: store.save(writing, record, edit) for edit in edits}
