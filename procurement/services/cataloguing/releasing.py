"""From a draft to a version that never changes: one person asks, another one releases or hands back."""

from dataclasses import dataclass, replace

from core.errors import InputError
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import (
    CatalogueDraftChangedError,
    CatalogueDraftFrozenError,
    CatalogueNotAskedError,
    CatalogueSamePersonError,
)
from procurement.repository.criteria import CatalogueRepository
from procurement.repository.drafts import CatalogueDraftRepository
from procurement.rules.criteria.draft import CatalogueDraft
from procurement.rules.criteria.model import CatalogueSummary
from procurement.services.cataloguing.editing import forget
from procurement.services.cataloguing.shared import Made, content_of, made_of, subject_of
from procurement.services.criteria import store_version

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueReleasing:
    """Releases drafts.

    Args:
        transactions: Opens them to those who may.
    """

    transactions: Transactions

    def ask(self, actor: Actor, catalogue: str, version: int, seen: str, once: Once | None = None) -> CatalogueDraft:
        """Ask another person to release a draft; until then nothing in it changes.

        Args:
            actor: Who asks.
            catalogue: Id of the catalogue.
            version: Version of the draft that the person has seen.
            seen: Digest of what would be released, as the person has seen it.
            once: The wish that it happens only once, if any.

        Raises:
            CatalogueDraftNotFoundError: There is no such draft.
            VersionConflictError: Somebody else has changed it.
            CatalogueDraftFrozenError: Somebody asks already.
            InputError: The draft is no catalogue yet: every fault with its JSON pointer.
            CatalogueDraftChangedError: It says something else than the person has seen.
        """
        with self.transactions.write(actor, Action.WRITE_CRITERIA, once) as writing:
            draft = CatalogueDraftRepository(writing.session).lock(catalogue, version, writing.now)
            if draft.asked_by is not None:
                raise CatalogueDraftFrozenError(catalogue)
            made = _whole(writing, draft, seen)
            asked = replace(
                draft,
                asked_by=str(writing.actor.person),
                asked_at=writing.now,
                asked_digest=made.digest,
                handed_back="",
            )
            CatalogueDraftRepository(writing.session).save(asked)
            after = {"digest": made.digest}
            writing.record(Event.CRITERIA_RELEASE_REQUESTED, subject_of(catalogue), after=after)
            return writing.done(asked)

    def hand_back(
        self, actor: Actor, catalogue: str, version: int, reason: str, once: Once | None = None
    ) -> CatalogueDraft:
        """Hand a draft back so that it can be changed; whoever asked may do so too.

        Raises:
            CatalogueDraftNotFoundError: There is no such draft.
            VersionConflictError: Somebody else has changed it.
            CatalogueNotAskedError: Nobody asks for its release.
        """
        with self.transactions.write(actor, Action.RELEASE_CRITERIA, once) as writing:
            draft = _asked(writing, catalogue, version)
            told = plain_text(reason).strip()[:LONGEST_REASON]
            back = replace(draft, asked_by=None, asked_at=None, asked_digest=None, handed_back=told)
            CatalogueDraftRepository(writing.session).save(back)
            _tell(writing, draft, NoticeKind.CRITERIA_HANDED_BACK, f"/kriterien/entwuerfe/{catalogue}")
            writing.record(Event.CRITERIA_HANDED_BACK, subject_of(catalogue), after={"reason": told})
            return writing.done(back)

    def release(
        self, actor: Actor, catalogue: str, version: int, seen: str, once: Once | None = None
    ) -> CatalogueSummary:
        """Make a draft the next version of its catalogue, for good.

        Raises:
            CatalogueDraftNotFoundError: There is no such draft.
            VersionConflictError: Somebody else has changed it.
            CatalogueNotAskedError: Nobody asks for its release.
            CatalogueSamePersonError: The same person asks for it.
            CatalogueDraftChangedError: It says something else than was asked for, or than the person has seen.
        """
        with self.transactions.write(actor, Action.RELEASE_CRITERIA, once) as writing:
            draft = _asked(writing, catalogue, version)
            if draft.asked_by == writing.actor.person:
                raise CatalogueSamePersonError(catalogue)
            made = _whole(writing, draft, seen)
            if made.digest != draft.asked_digest or made.catalogue is None:
                raise CatalogueDraftChangedError(catalogue)
            summary = store_version(CatalogueRepository(writing.session), made.catalogue, writing.now)
            drafts = CatalogueDraftRepository(writing.session)
            drafts.add_release(draft, summary.number, str(writing.actor.person), writing.now)
            forget(writing, catalogue)
            after = {"number": summary.number, "digest": summary.digest}
            _tell(writing, draft, NoticeKind.CRITERIA_RELEASED, f"/kriterien/kataloge/{catalogue}")
            writing.record(Event.CRITERIA_RELEASED, subject_of(catalogue), after=after)
            return writing.done(summary)


def _asked(writing: Writing, catalogue: str, version: int) -> CatalogueDraft:
    draft = CatalogueDraftRepository(writing.session).lock(catalogue, version, writing.now)
    if draft.asked_by is None:
        raise CatalogueNotAskedError(catalogue)
    return draft


def _tell(writing: Writing, draft: CatalogueDraft, kind: NoticeKind, link: str) -> None:
    """Tell whoever asked for the release how it was decided; who decides about the own wish knows it."""
    if draft.asked_by is not None and draft.asked_by != writing.actor.person:
        Notices.tell(writing, draft.asked_by, kind, {"reference": draft.catalogue}, link)


def _whole(writing: Writing, draft: CatalogueDraft, seen: str) -> Made:
    """Return what a draft makes, as the person has seen it."""
    made = made_of(writing, content_of(writing, draft), official_day(writing.now))
    if made.catalogue is None:
        raise InputError(list(made.faults), omitted=made.omitted)
    if made.digest != seen:
        raise CatalogueDraftChangedError(draft.catalogue)
    return made
