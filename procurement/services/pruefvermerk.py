"""The auditors' Prüfvermerke: one's own draft is saved field by field; completed, it is frozen and others read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import rfc8785

from core.digest import checksum
from infra.audit.model import Event, Subject
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldRule, FieldValue, Record, Saved
from infra.fields.services import FieldStore
from infra.identity.repository import IdentityRepository
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.once.model import Once
from infra.policy.decision import Resource, decide
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import EvaluationNotFoundError, PruefvermerkCompletedError, PruefvermerkEmptyError
from procurement.model import EvaluationSummary, Pruefvermerk
from procurement.repository import EvaluationRepository, PruefvermerkRepository
from procurement.services.naming import is_slug

PRUEFVERMERK = "pruefvermerk"
COMPLETED = "final"

FINDING, EVIDENCE, ADVICE = "feststellung", "beleg", "empfehlung"
FIELDS = FieldStore(PRUEFVERMERK, (FieldRule(name=FINDING), FieldRule(name=EVIDENCE), FieldRule(name=ADVICE)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruefvermerke:
    """What somebody sees of the Prüfvermerke on one procedure.

    Args:
        summary: The procedure.
        draft: The own draft, field by field; None for those who write none, and once it is completed.
        completed: All completed ones, oldest first.
    """

    summary: EvaluationSummary
    draft: Mapping[str, FieldValue] | None
    completed: tuple[Pruefvermerk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """How completing ended.

    Args:
        outcomes: How saving each field ended that came with the wish.
        completed: The Prüfvermerk; None when a field was in conflict.
    """

    outcomes: Mapping[str, Saved | Conflict]
    completed: Pruefvermerk | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDesk:
    """Where auditors write.

    Args:
        transactions: Opens drafts to their owner, completed ones to those who may read them.
    """

    transactions: Transactions

    def open(self, actor: Actor, slug: str) -> Pruefvermerke:
        """Return what ``actor`` sees on a procedure.

        Raises:
            EvaluationNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_PRUEFVERMERK) as reading:
            summary = _procedure(reading, slug)
            reading.require(Action.READ_PRUEFVERMERK, _resource(reading, slug, state=COMPLETED))
            repository = PruefvermerkRepository(reading.session)
            completed = repository.of(slug, IdentityRepository(reading.session).names)
            writes = decide(actor, Action.WRITE_PRUEFVERMERK, _own(reading, slug)) is None
            has_draft = writes and not any(one.person == actor.person for one in completed)
            draft = FIELDS.values(reading, _record(reading, slug)) if has_draft else None
            return Pruefvermerke(summary=summary, draft=draft, completed=completed)

    def save(self, actor: Actor, slug: str, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save fields of the own draft, each for itself, and return how each one ended.

        Raises:
            EvaluationNotFoundError: There is no procedure of this name.
            PruefvermerkCompletedError: The own Prüfvermerk is completed.
            UnknownFieldError: A Prüfvermerk has no such field.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.WRITE_PRUEFVERMERK) as writing:
            record = _open_draft(writing, slug)
            return {edit.field: FIELDS.save(writing, record, edit) for edit in edits}

    def change(self, actor: Actor, slug: str, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field of the own draft.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            EvaluationNotFoundError: There is no procedure of this name.
            PruefvermerkCompletedError: The own Prüfvermerk is completed.
            UnknownFieldError: A Prüfvermerk has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.WRITE_PRUEFVERMERK, once) as writing:
            outcome = FIELDS.save(writing, _open_draft(writing, slug), edit)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def complete(self, actor: Actor, slug: str, edits: Sequence[Edit] = (), once: Once | None = None) -> Completion:
        """Save fields, and unless one of them is in conflict freeze the own draft for good.

        Raises:
            EvaluationNotFoundError: There is no procedure of this name.
            PruefvermerkCompletedError: It is completed already.
            PruefvermerkEmptyError: It holds no finding; the fields are not saved either.
            UnknownFieldError: A Prüfvermerk has no such field.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.WRITE_PRUEFVERMERK, once) as writing:
            record = _open_draft(writing, slug)
            outcomes = {edit.field: FIELDS.save(writing, record, edit) for edit in edits}
            if any(isinstance(one, Conflict) for one in outcomes.values()):
                return writing.done(Completion(outcomes=outcomes, completed=None))
            completed = _freeze(writing, record, slug)
            return writing.done(Completion(outcomes=outcomes, completed=completed))


def _open_draft(writing: Writing, slug: str) -> Record:
    if not is_slug(slug) or not EvaluationRepository(writing.session).has_slug(slug):
        raise EvaluationNotFoundError(slug)
    writing.require(Action.WRITE_PRUEFVERMERK, _own(writing, slug))
    if PruefvermerkRepository(writing.session).has(slug, str(writing.actor.person)):
        raise PruefvermerkCompletedError(slug)
    return _record(writing, slug)


def _freeze(writing: Writing, record: Record, slug: str) -> Pruefvermerk:
    texts = {name: held.value for name, held in FIELDS.values(writing, record).items()}
    if not texts[FINDING].strip():
        raise PruefvermerkEmptyError(slug)
    summary = _procedure(writing, slug)
    document = _document(summary, str(writing.actor.person), texts, writing.now)
    completed = Pruefvermerk(
        slug=slug,
        person=str(writing.actor.person),
        author=writing.actor.name,
        fields=texts,
        completed_at=writing.now,
        document=document.decode(),
        digest=checksum(document),
    )
    PruefvermerkRepository(writing.session).add(completed)
    FIELDS.drop(writing, record)
    subject = Subject(kind=PRUEFVERMERK, id=slug)
    writing.record(Event.PRUEFVERMERK_WRITTEN, subject, after={"digest": completed.digest})
    _tell(writing, summary)
    return completed


def _tell(writing: Writing, summary: EvaluationSummary) -> None:
    """Tell those who may read it that it is there."""
    for person in IdentityRepository(writing.session).people_with(Role.PROCUREMENT_OFFICER):
        properties = {"reference": summary.reference}
        Notices.tell(writing, person, NoticeKind.PRUEFVERMERK_COMPLETED, properties, f"/vergaben/{summary.slug}")


def _document(summary: EvaluationSummary, person: str, texts: Mapping[str, str], at: datetime) -> bytes:
    """Return the canonical document: it names by digest what the auditor had before the eyes."""
    return rfc8785.dumps(
        {
            "format": "pruefstand/pruefvermerk/1",
            "procedure": summary.slug,
            "evaluation_digest": summary.document_digest,
            "result_digest": summary.result_digest,
            "person": person,
            "completed_at": at.isoformat(timespec="microseconds"),
            "fields": dict(texts),
        }
    )


def _procedure(reading: Reading, slug: str) -> EvaluationSummary:
    found = EvaluationRepository(reading.session).find(slug) if is_slug(slug) else None
    if found is None:
        raise EvaluationNotFoundError(slug)
    return found.summary


def _record(reading: Reading, slug: str) -> Record:
    person = str(reading.actor.person)
    return FIELDS.record(f"{slug}/{person}", owner=person)


def _own(reading: Reading, slug: str) -> Resource:
    return Resource(kind=PRUEFVERMERK, id=slug, city=reading.city, owner=reading.actor.person)


def _resource(reading: Reading, slug: str, *, state: str) -> Resource:
    return Resource(kind=PRUEFVERMERK, id=slug, city=reading.city, state=state)
