"""Writing Kurzbewertungen: a draft of the own office, field by field, with products of the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldValue, Saved
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing, actor_id
from procurement.errors import ProductNotFoundError, ShortAssessmentOfficeMissingError
from procurement.model import CatalogueProduct, LightRoute, ShortAssessment, ShortAssessmentStage
from procurement.repository import ProductRepository, ShortAssessmentRepository
from procurement.rules.light import form
from procurement.rules.light.book import LightBook
from procurement.rules.light.renewal import prefilled
from procurement.services.light.shared import FORM, found, note_writer, require, resource, subject_of, texts_of
from procurement.services.register.shared import found as found_entry
from procurement.services.register.shared import resource as resource_of_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class LightDrafting:
    """Writes Kurzbewertungen.

    Args:
        transactions: Opens them to those who may write them.
        book: Dated data: the weights that a form begins with.
    """

    transactions: Transactions
    book: LightBook

    def begin(
        self, actor: Actor, title: str, route: LightRoute, once: Once | None = None, *, entry: int | None = None
    ) -> ShortAssessment:
        """Begin a Kurzbewertung of the actor's own office.

        Args:
            actor: Who.
            title: What is bought.
            route: On which way.
            once: Key of the request.
            entry: Number of the entry of the register that it is about; None for something new.

        Raises:
            ShortAssessmentOfficeMissingError: The actor belongs to no office.
            InputError: The title says nothing or is too long.
            RegisterEntryNotFoundError: The register has none of this number.
            AccessDeniedError: That entry is not theirs to read.
        """
        with self.transactions.write(actor, Action.WRITE_SHORT_ASSESSMENT, once) as writing:
            if writing.actor.office is None:
                raise ShortAssessmentOfficeMissingError
            one = _draft(writing, _checked(title), writing.actor.office)
            writing.require(Action.WRITE_SHORT_ASSESSMENT, resource(writing, one))
            one = replace(one, number=ShortAssessmentRepository(writing.session).add(one))
            first = {
                form.TITLE: one.title,
                form.ROUTE: route.value,
                **self._weights(writing),
                **_of_register(writing, entry),
            }
            _put(writing, one.number, first)
            writing.record(
                Event.SHORT_ASSESSMENT_BEGUN, subject_of(one), after={"title": one.title, "register_entry": entry}
            )
            return writing.done(one)

    def _weights(self, writing: Writing) -> Mapping[str, str]:
        """Return the weights of today that a form begins with, as they are typed."""
        day = official_day(writing.now)
        weights = {
            form.PERFORMANCE_WEIGHT: self.book.performance_weight(day),
            form.OPEN_WEIGHT: self.book.open_share(day),
        }
        return {name: format(value, "f") for name, value in weights.items()}

    def save(self, actor: Actor, number: int, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save fields, each for itself, and return how each one ended.

        Raises:
            ShortAssessmentNotFoundError: There is none of this number.
            ShortAssessmentClosedError: It is handed in or signed.
            AccessDeniedError: It is not theirs to write.
            UnknownFieldError: The form has no such field.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.WRITE_SHORT_ASSESSMENT) as writing:
            return _save(writing, number, edits)

    def change(self, actor: Actor, number: int, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field.

        Raises:
            FieldConflictError: Somebody else changed it in between; nothing was saved. Else as ``save``.
        """
        with self.transactions.write(actor, Action.WRITE_SHORT_ASSESSMENT, once) as writing:
            outcome = _save(writing, number, [edit])[edit.field]
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def take(self, actor: Actor, number: int, product: int, once: Once | None = None) -> int:
        """Put a product of the catalogue into the first free place and return that.

        Raises:
            ProductNotFoundError: The catalogue has none of this number.
            InputError: Every place has a name.
            ShortAssessmentNotFoundError: There is none of this number.
            ShortAssessmentClosedError: It is handed in or signed.
        """
        with self.transactions.write(actor, Action.WRITE_SHORT_ASSESSMENT, once) as writing:
            require(writing, Action.WRITE_SHORT_ASSESSMENT, found(writing, number))
            known = ProductRepository(writing.session).find(product)
            if known is None:
                raise ProductNotFoundError(product)
            values = texts_of(writing, number)
            places = range(1, form.MOST_OPTIONS + 1)
            free = next((one for one in places if not values[f"name-{one}"].strip()), None)
            if free is None:
                raise InputError([Fault("light_full", "/product", properties={"maximum": str(form.MOST_OPTIONS)})])
            _put(writing, number, _of_catalogue(known, free))
            return writing.done(free)


def _draft(writing: Writing, title: str, office: str) -> ShortAssessment:
    """Return a new Kurzbewertung that has no number yet."""
    return ShortAssessment(
        number=0,
        title=title,
        office=office,
        stage=ShortAssessmentStage.DRAFT,
        version=1,
        created_by=str(writing.actor.person),
        created_at=writing.now,
        changed_at=writing.now,
    )


def _save(writing: Writing, number: int, edits: Sequence[Edit]) -> dict[str, Saved | Conflict]:
    one = found(writing, number)
    require(writing, Action.WRITE_SHORT_ASSESSMENT, one)
    record, person = FORM.record(str(number)), actor_id(writing.actor)
    outcomes = {edit.field: FORM.save(writing, record, edit) for edit in edits}
    if any(isinstance(each, Saved) and each.now.changed_by == person for each in outcomes.values()):
        note_writer(writing, number)
    held = outcomes.get(form.TITLE)
    if isinstance(held, Saved) and (title := held.now.value.strip()) and title != one.title:
        ShortAssessmentRepository(writing.session).name(number, title)
    return outcomes


def _put(writing: Writing, number: int, texts: Mapping[str, str]) -> None:
    record = FORM.record(str(number))
    held = FORM.values(writing, record)
    for name, text in texts.items():
        FORM.save(writing, record, Edit(field=name, value=text, base_version=held[name].version))
    note_writer(writing, number)


def _of_register(writing: Writing, entry: int | None) -> dict[str, str]:
    """Return what the register knows of what it is about; nothing for something new."""
    if entry is None:
        return {}
    known = found_entry(writing, entry)
    writing.require(Action.READ_REGISTER, resource_of_entry(writing, known))
    return prefilled(known.facts)


def _of_catalogue(known: CatalogueProduct, place: int) -> dict[str, str]:
    texts = {"name": known.product.name, "art": form.Openness.OPEN.value, "lizenz": known.product.licence}
    named = {f"{name}-{place}": " ".join(text.split()) for name, text in texts.items()}
    return {name: text[: form.FIELDS[name].longest] for name, text in named.items()}


def _checked(title: str) -> str:
    text = " ".join(plain_text(title).split())
    if not text or len(text) > form.LONGEST_TITLE:
        raise InputError([Fault("light_title", "/title", properties={"maximum": str(form.LONGEST_TITLE)})])
    return text
