"""Filling in Digital-Checks together: every field is saved for itself, and nobody overwrites anybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import Fault, InputError
from core.parameters import ParameterSet
from digitalcheck.errors import CheckClosedError, OfficeMissingError
from digitalcheck.model import CheckStatus, Part, StoredCheck
from digitalcheck.repository import CheckRepository
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.prefill import RawAnswers, prefilled
from digitalcheck.rules.reading import fill_in, texts_of
from digitalcheck.rules.slots import DEZERNAT, HEAD, KIND, REFERENCE, TITLE, slots_of
from digitalcheck.services.questions import named, newest
from digitalcheck.services.shared import (
    PART_ACTIONS,
    found,
    parts_of,
    readable,
    resource,
    store_of,
    subject_of,
)
from infra.audit.model import Event
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldRule, FieldValue, Saved, UnknownFieldError
from infra.fields.services import FieldStore, plain_text
from infra.once.model import Once
from infra.policy.decision import AccessDeniedError, Denial, decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing

OFFICE_KIND = "digital-check-office"
"""Kind of the record of what is the same in every check of an office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCheck:
    """What a check begins with.

    Args:
        title: What it is about.
        reference: Number of the Magistratsvorlage; empty while there is none.
        dezernat: The Dezernat.
        kind: Id of an exclusion of the catalogue; empty for any other proposal.
        earlier: Number of an earlier check whose answers are taken over; None for none.
    """

    title: str
    reference: str = ""
    dezernat: str = ""
    kind: str = ""
    earlier: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Writes checks.

    Args:
        transactions: Opens them to those who may fill them in.
        figures: The dated figures of the Digital-Check.
    """

    transactions: Transactions
    figures: ParameterSet

    def create(self, actor: Actor, new: NewCheck, once: Once | None = None) -> StoredCheck:
        """Begin a check of the actor's own office with the newest catalogue.

        Answers are filled in beforehand where nobody has answered yet: from an earlier check, then from what is the
        same in every check of the office. They stay marked until somebody confirms them.

        Raises:
            OfficeMissingError: The actor belongs to no office.
            InputError: The title says nothing, or a text is too long.
            CheckNotFoundError: There is no earlier check of this number.
            AccessDeniedError: The earlier one is not theirs to read.
        """
        with self.transactions.write(actor, Action.WRITE_CHECK, once) as writing:
            if writing.actor.office is None:
                raise OfficeMissingError
            catalogue = newest(writing)
            head = _checked_head(new)
            check = _new_check(writing, head, catalogue, new.earlier)
            writing.require(Action.WRITE_CHECK, resource(writing, check))
            texts = _taken_over(writing, check, catalogue)
            check = replace(check, prefilled=frozenset(texts) - {name for name, text in head.items() if text})
            check = replace(check, number=CheckRepository(writing.session).add(check))
            store, record = store_of(catalogue), store_of(catalogue).record(str(check.number))
            for name, text in (texts | {name: text for name, text in head.items() if text}).items():
                store.save(writing, record, Edit(field=name, value=text, base_version=0))
            after = {"title": check.title, "catalogue": check.catalogue, "copied_from": check.copied_from}
            writing.record(Event.CHECK_CREATED, subject_of(check), after=after)
            return writing.done(check)

    def save(self, actor: Actor, number: int, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save fields, each for itself, and return how each one ended.

        Raises:
            CheckNotFoundError: There is none of this number.
            CheckClosedError: In its state nobody fills in one of these parts.
            AccessDeniedError: One of these fields is not theirs to fill in.
            UnknownFieldError: The catalogue has no such field.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.FILL_IN_CHECK) as writing:
            return _save(writing, number, edits)

    def change(self, actor: Actor, number: int, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field.

        Raises:
            FieldConflictError: Somebody else changed it in between; nothing was saved. Else as ``save``.
        """
        with self.transactions.write(actor, Action.FILL_IN_CHECK, once) as writing:
            outcome = _save(writing, number, [edit])[edit.field]
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def office_answers(self, actor: Actor) -> tuple[QuestionCatalogue, Mapping[str, FieldValue]]:
        """Return what is the same in every check of the actor's own office, with the catalogue that asks for it.

        Raises:
            OfficeMissingError: The actor belongs to no office.
        """
        with self.transactions.read(actor, Action.WRITE_CHECK) as reading:
            catalogue = newest(reading)
            store = office_store(catalogue)
            return catalogue, store.values(reading, store.record(_own_office(reading)))

    def save_office_answers(self, actor: Actor, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save what is the same in every check of the actor's own office; new checks begin with it.

        Raises:
            OfficeMissingError: The actor belongs to no office.
            UnknownFieldError: The catalogue has no such field, or it belongs to one proposal alone.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.WRITE_CHECK) as writing:
            store = office_store(newest(writing))
            record = store.record(_own_office(writing))
            return {edit.field: store.save(writing, record, edit) for edit in edits}

    def change_office_answer(self, actor: Actor, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field likewise.

        Raises:
            FieldConflictError: Somebody else changed it in between; nothing was saved. Else as above.
        """
        with self.transactions.write(actor, Action.WRITE_CHECK, once) as writing:
            store = office_store(newest(writing))
            outcome = store.save(writing, store.record(_own_office(writing)), edit)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)


def office_store(catalogue: QuestionCatalogue) -> FieldStore:
    """Return the fields that an office can fill in for all its checks: none that belong to one proposal alone."""
    own = {one.id for one in catalogue.questions if one.own}
    slots = [one for one in slots_of(catalogue).values() if one.field is not None and one.question not in own]
    rules = [FieldRule(name=one.name, longest=one.longest) for one in slots]
    return FieldStore(OFFICE_KIND, (FieldRule(name=DEZERNAT, longest=HEAD[DEZERNAT]), *rules))


def _own_office(reading: Reading) -> str:
    if reading.actor.office is None:
        raise OfficeMissingError
    return reading.actor.office


def _save(writing: Writing, number: int, edits: Sequence[Edit]) -> dict[str, Saved | Conflict]:
    check = found(writing, number)
    catalogue = named(writing, check.catalogue)
    _require_fields(writing, check, catalogue, edits)
    check = CheckRepository(writing.session).hold(number, writing.now)
    _require_fields(writing, check, catalogue, edits)  # its state may have changed before it was held
    store = store_of(catalogue)
    record = store.record(str(number))
    outcomes = {edit.field: store.save(writing, record, edit) for edit in edits}
    saved = {name: one.now.value for name, one in outcomes.items() if isinstance(one, Saved)}
    after = replace(
        check,
        title=saved.get(TITLE, check.title).strip() or check.title,
        reference=saved.get(REFERENCE, check.reference).strip(),
        prefilled=check.prefilled - saved.keys(),
    )
    if after != check:
        CheckRepository(writing.session).save(after)
    return outcomes


def _require_fields(writing: Writing, check: StoredCheck, catalogue: QuestionCatalogue, edits: Sequence[Edit]) -> None:
    """Refuse fields that are not the actor's to fill in.

    Raises:
        UnknownFieldError: The catalogue has no such field.
        CheckClosedError: In its state nobody fills in one of these parts.
        AccessDeniedError: One of them is not theirs.
    """
    slots, mine = slots_of(catalogue), parts_of(writing, check)
    for edit in edits:
        if (slot := slots.get(edit.field)) is None:
            raise UnknownFieldError(edit.field)
        if not slot.parts & mine:
            _refuse(writing, check, slot.parts)


def _refuse(writing: Writing, check: StoredCheck, parts: frozenset[Part]) -> None:
    """Raise why none of these parts is the actor's to fill in now; that it is closed is the better answer."""
    asked = resource(writing, check)
    denials = [(one, decide(writing.actor, one, asked)) for one in (PART_ACTIONS[part] for part in sorted(parts))]
    if any(denial is Denial.LOCKED for _, denial in denials):
        raise CheckClosedError
    raise next(AccessDeniedError(action, denial, asked) for action, denial in denials if denial)


def _checked_head(new: NewCheck) -> dict[str, str]:
    """Return the fields of the head.

    Raises:
        InputError: The title says nothing, or a text is too long.
    """
    texts = {TITLE: new.title, REFERENCE: new.reference, DEZERNAT: new.dezernat, KIND: new.kind}
    head = {name: plain_text(text).strip() for name, text in texts.items()}
    faults = [
        Fault("format_string_too_long", f"/{name}", properties={"max_length": str(HEAD[name])})
        for name, text in head.items()
        if len(text) > HEAD[name]
    ]
    if not head[TITLE]:
        faults.insert(0, Fault("name_expected", f"/{TITLE}", properties={"maximum": str(HEAD[TITLE])}))
    if faults:
        raise InputError(faults)
    return head


def _new_check(
    writing: Writing, head: Mapping[str, str], catalogue: QuestionCatalogue, earlier: int | None
) -> StoredCheck:
    return StoredCheck(
        number=0,
        office=_own_office(writing),
        title=head[TITLE],
        reference=head[REFERENCE],
        catalogue=catalogue.name,
        status=CheckStatus.ENTWURF,
        copied_from=earlier,
        prefilled=frozenset(),
        request=None,
        created_by=str(writing.actor.person),
        created_at=writing.now,
        changed_at=writing.now,
        version=1,
    )


def _taken_over(writing: Writing, check: StoredCheck, catalogue: QuestionCatalogue) -> dict[str, str]:
    """Return the texts of fields that are filled in beforehand."""
    answers: RawAnswers = {}
    sources = []
    if check.copied_from is not None:
        earlier = readable(writing, check.copied_from)
        sources.append((store_of(named(writing, earlier.catalogue)), str(earlier.number), earlier.catalogue))
    sources.append((office_store(catalogue), check.office, catalogue.name))
    dezernat = ""
    for store, record, name in sources:
        known = {field: held.value for field, held in store.values(writing, store.record(record)).items()}
        dezernat = dezernat or known[DEZERNAT]
        source = fill_in(known, named(writing, name)).answers
        answers = prefilled(answers, source, catalogue).answers
    return texts_of(answers, catalogue) | ({DEZERNAT: dezernat} if dezernat else {})
