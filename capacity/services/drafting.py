"""Writing requests: a draft of the own office, field by field, and what is alike already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from capacity.errors import RequestOfficeMissingError
from capacity.model import CapacityRequest, CapacityState, Demand, RequestStage
from capacity.repository import CapacityRepository, ChoiceRepository, RequestSearch
from capacity.rules.choices import LABELLED, labels_of
from capacity.rules.fields import ADDED, ALL
from capacity.rules.form import LONGEST_TITLE, TITLE, TOLD, depends_on
from capacity.services.prioritising import keep_priority
from capacity.services.shared import FORM, found, readable, require, resource, save, subject_of
from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldValue, Saved, UnknownFieldError
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.parameters import load_parameters
from infra.policy.decision import scopes
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing

_CLASSIFIED = frozenset(one.name for one in ADDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDrafting:
    """Writes requests.

    Args:
        transactions: Opens them to those who may fill them in.
    """

    transactions: Transactions

    def begin(self, actor: Actor, title: str, once: Once | None = None) -> CapacityRequest:
        """Begin a request of the actor's own office.

        Raises:
            RequestOfficeMissingError: The actor belongs to no office.
            InputError: The title says nothing or is too long.
        """
        with self.transactions.write(actor, Action.WRITE_REQUEST, once) as writing:
            if writing.actor.office is None:
                raise RequestOfficeMissingError
            request = CapacityRequest(
                number=0,
                demand=Demand(title=_checked(title), office=writing.actor.office),
                state=CapacityState.KEINE,
                stage=RequestStage.ENTWURF,
                since=official_day(writing.now),
                handed_in_by=str(writing.actor.person),
                changed_at=writing.now,
                created_at=writing.now,
            )
            writing.require(Action.WRITE_REQUEST, resource(writing, request))
            repository = CapacityRepository(writing.session)
            request = replace(request, number=repository.add(request))
            edit = Edit(field=TITLE, value=request.demand.title, base_version=0)
            FORM.save(writing, FORM.record(str(request.number)), edit)
            repository.put_words(request.number, request.demand.title)
            writing.record(Event.CAPACITY_BEGUN, subject_of(request), after={"title": request.demand.title})
            return writing.done(request)

    def save(self, actor: Actor, number: int, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save fields, each for itself, and return how each one ended.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: In its stage nobody fills in one of these fields.
            AccessDeniedError: One of these fields is not theirs to fill in.
            UnknownFieldError: The form has no such field.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.FILL_IN_REQUEST) as writing:
            return _save(writing, number, edits)

    def change(self, actor: Actor, number: int, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field.

        Raises:
            FieldConflictError: Somebody else changed it in between; nothing was saved. Else as ``save``.
        """
        with self.transactions.write(actor, Action.FILL_IN_REQUEST, once) as writing:
            outcome = _save(writing, number, [edit])[edit.field]
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def alike(self, actor: Actor, text: str, besides: int | None = None) -> tuple[CapacityRequest, ...]:
        """Return requests that the actor may read and that share words with a text, the most alike first."""
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            return RequestSearch(reading.session).alike(text, besides, scopes(actor, Action.READ_CAPACITY))

    def alike_to(self, actor: Actor, number: int) -> tuple[CapacityRequest, ...]:
        """Return requests that are like one: by its title, its problem and its aim; errors as for reading it."""
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            request = readable(reading, number)
            values = FORM.values(reading, FORM.record(str(number)))
            text = " ".join((request.demand.title, *(values[name].value for name in sorted(TOLD))))
            return RequestSearch(reading.session).alike(text, number, scopes(actor, Action.READ_CAPACITY))


def _save(writing: Writing, number: int, edits: Sequence[Edit]) -> dict[str, Saved | Conflict]:
    request = found(writing, number)
    for edit in edits:
        if edit.field not in ALL:
            raise UnknownFieldError(edit.field)
        action = Action.CLASSIFY_REQUEST if edit.field in _CLASSIFIED else Action.WRITE_REQUEST
        require(writing, action, request)
    record = FORM.record(str(number))
    outcomes = {edit.field: FORM.save(writing, record, edit) for edit in edits}
    saved = {name for name, one in outcomes.items() if isinstance(one, Saved)}
    values = {name: one.value for name, one in FORM.values(writing, record).items()}
    _keep_up(writing, request, values, saved)
    return outcomes


def _keep_up(writing: Writing, request: CapacityRequest, values: Mapping[str, str], saved: set[str]) -> None:
    """Let title, words and dependencies of a request follow its form."""
    repository = CapacityRepository(writing.session)
    title = values[TITLE].strip() or request.demand.title
    if title != request.demand.title:
        save(writing, replace(request, demand=replace(request.demand, title=title)), request.version)
    if saved & TOLD:
        repository.put_words(request.number, " ".join(values[name] for name in sorted(TOLD)))
    if "abhaengig" in saved:
        repository.put_dependencies(request.number, depends_on(values))
    if saved & LABELLED:
        ChoiceRepository(writing.session).put_labels(request.number, labels_of(values))
    if saved & _CLASSIFIED:
        keep_priority(writing, request, load_parameters("capacity"))


def _checked(title: str) -> str:
    text = plain_text(title).strip()
    if not text:
        raise InputError([Fault("name_expected", f"/{TITLE}", properties={"maximum": str(LONGEST_TITLE)})])
    if len(text) > LONGEST_TITLE:
        longest = {"max_length": str(LONGEST_TITLE)}
        raise InputError([Fault("format_string_too_long", f"/{TITLE}", properties=longest)])
    return text
