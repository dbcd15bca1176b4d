"""Reading drafts of catalogues: all of them, one with everything a page needs, the fields of one part."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import Fault
from infra.clock import official_day
from infra.fields.model import FieldValue
from infra.identity.repository import IdentityRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import CatalogueDraftNotFoundError
from procurement.repository.drafts import CatalogueDraftRepository
from procurement.rules.criteria.catalogue import parse_catalogue
from procurement.rules.criteria.changes import CatalogueChange, changes
from procurement.rules.criteria.draft import CatalogueDraft, DraftContent, DraftPart, Place, place_of
from procurement.services.cataloguing.shared import Made, content_of, held_fields, made_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDraft:
    """A draft, ready to be shown.

    Args:
        draft: As it stands.
        content: Everything that it says.
        made: The next version that it makes, or what is wrong with it.
        head: Fields of its head.
        asked_by: Name of the person who asks for the release; empty while nobody does.
        changes: What the next version changes in what it began with.
    """

    draft: CatalogueDraft
    content: DraftContent
    made: Made
    head: Mapping[str, FieldValue]
    asked_by: str
    changes: tuple[CatalogueChange, ...]

    @property
    def is_editable(self) -> bool:
        """Nobody asks for its release."""
        return self.draft.asked_by is None

    @property
    def faults(self) -> tuple[tuple[Place, Fault], ...]:
        """What is wrong, each with its place."""
        return tuple((place_of(self.draft, fault), fault) for fault in self.made.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDrafts:
    """Reads drafts.

    Args:
        transactions: Opens them to those who may write them.
    """

    transactions: Transactions

    def drafts(self, actor: Actor) -> tuple[CatalogueDraft, ...]:
        """Return all drafts of the city in the order of their catalogues."""
        with self.transactions.read(actor, Action.WRITE_CRITERIA) as reading:
            return CatalogueDraftRepository(reading.session).all()

    def open(self, actor: Actor, catalogue: str) -> OpenedDraft:
        """Return the draft of a catalogue with everything that a page about it needs.

        Raises:
            CatalogueDraftNotFoundError: It has none.
        """
        with self.transactions.read(actor, Action.WRITE_CRITERIA) as reading:
            draft = _found(reading, catalogue)
            content = content_of(reading, draft)
            made = made_of(reading, content, official_day(self.transactions.clock.now()))
            names = IdentityRepository(reading.session).names({draft.asked_by} if draft.asked_by else set())
            before = parse_catalogue(content.base) if content.base else None
            return OpenedDraft(
                draft=draft,
                content=content,
                made=made,
                head=held_fields(reading, draft, DraftPart.HEAD, ""),
                asked_by=names.get(str(draft.asked_by), ""),
                changes=changes(before, made.catalogue) if before and made.catalogue else (),
            )

    def fields(self, actor: Actor, catalogue: str, part: DraftPart, id_: str = "") -> Mapping[str, FieldValue]:
        """Return the fields of a part of a draft.

        Raises:
            CatalogueDraftNotFoundError: There is no such draft, or no such part in it.
        """
        with self.transactions.read(actor, Action.WRITE_CRITERIA) as reading:
            draft = _found(reading, catalogue)
            if id_ not in draft.ids(part):
                raise CatalogueDraftNotFoundError(catalogue)
            return held_fields(reading, draft, part, id_)


def _found(reading: Reading, catalogue: str) -> CatalogueDraft:
    found = CatalogueDraftRepository(reading.session).find(catalogue)
    if found is None:
        raise CatalogueDraftNotFoundError(catalogue)
    return found
