"""Weighing up alternatives for a procedure: searched, listed, considered or rejected with a reason, put on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.clock import official_day
from infra.exported_file import ExportedFile
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldValue, Saved
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import AlternativeListedError, AlternativeNotFoundError, ProductNotFoundError
from procurement.model import Alternative, AlternativeOrigin, AlternativeSearch, CatalogueProduct, Procedure
from procurement.papers import AlternativeFacts
from procurement.repository import AlternativeRepository, ProductRepository
from procurement.rules.alternatives import alternative_faults
from procurement.rules.procedure.facts import TextField
from procurement.services.alternatives.opened import ALTERNATIVE, OpenedAlternatives, alternative_record, opened_of
from procurement.services.alternatives.searching import FoundProducts, found_products
from procurement.services.naming import plain_name
from procurement.services.procedures.editing import held, require_editable, subject_of
from procurement.services.procedures.shared import FIELDS as TEXTS
from procurement.services.procedures.shared import found, record_of, resource

MOST = 200
LONGEST_WORDS = 200
_LIMITS = {"name": 400, "url": 500, "licence": 400, "product_version": 100, "summary": 1000, "source": 300}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAlternative:
    """A product entered by hand.

    Args:
        name: Its name.
        url: Address of its repository or page.
        licence: Licence as stated.
        product_version: Version.
        summary: What it does.
        source: Where that was read.
    """

    name: str
    url: str = ""
    licence: str = ""
    product_version: str = ""
    summary: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """Weighs up alternatives.

    Args:
        transactions: Opens procedures to those who may prepare them.
    """

    transactions: Transactions

    def open(self, actor: Actor, slug: str) -> OpenedAlternatives:
        """Return the alternatives of a procedure.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: The procedure is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_PROCEDURE) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_PROCEDURE, resource(reading, procedure))
            return opened_of(reading, procedure, self.transactions)

    def search(self, actor: Actor, slug: str, words: str, category: str = "", *, size: int = 25) -> FoundProducts:
        """Return the products that name something of a need; nothing is kept.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: The procedure is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_PROCEDURE) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_PROCEDURE, resource(reading, procedure))
            return found_products(reading, words, category, size)

    def keep_search(
        self, actor: Actor, slug: str, words: str, category: str = "", once: Once | None = None
    ) -> AlternativeSearch:
        """Keep that somebody searched, when, where, and how much was found: nothing found is an answer too.

        Raises:
            InputError: There is neither a word nor a category.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            procedure = _editable(writing, slug)
            bare, kind = (" ".join(one.split()) for one in (words, category))
            if not (bare or kind) or max(len(bare), len(kind)) > LONGEST_WORDS:
                raise InputError([Fault("alternative_words", "/words", properties={"maximum": str(LONGEST_WORDS)})])
            seen = found_products(writing, bare, kind, 1)
            search = AlternativeSearch(
                words=bare,
                category=kind,
                found=seen.total,
                sources=seen.sources,
                searched_by=str(writing.actor.person),
                searched_at=writing.now,
            )
            AlternativeRepository(writing.session).add_search(slug, search)
            after = {"words": bare, "category": kind, "found": seen.total}
            writing.record(Event.ALTERNATIVES_SEARCHED, subject_of(procedure), before={}, after=after)
            return writing.done(search)

    def take(self, actor: Actor, slug: str, product: int, once: Once | None = None) -> Alternative:
        """List a product of the catalogue as found.

        Raises:
            ProductNotFoundError: The catalogue has none of this number.
            AlternativeListedError: It is listed already.
            InputError: The list is full.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            procedure = _editable(writing, slug)
            known = ProductRepository(writing.session).find(product)
            if known is None:
                raise ProductNotFoundError(product)
            return writing.done(_added(writing, procedure, _of_catalogue(writing, known)))

    def add_by_hand(self, actor: Actor, slug: str, new: NewAlternative, once: Once | None = None) -> Alternative:
        """List a product that the catalogue does not have.

        Raises:
            InputError: It has no name, or something is too long, or the list is full.
            AlternativeListedError: It is listed already.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            procedure = _editable(writing, slug)
            given = {name: " ".join(plain_text(getattr(new, name)).split()) for name in _LIMITS}
            if faults := alternative_faults(given, _LIMITS):
                raise InputError(faults)
            plain = Alternative(
                number=0,
                origin=AlternativeOrigin.HAND,
                digest="",
                added_by=str(writing.actor.person),
                added_at=writing.now,
                **given,
            )
            return writing.done(_added(writing, procedure, plain))

    def save(self, actor: Actor, slug: str, number: int, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save standing and reason, each for itself, and return how each one ended.

        Raises:
            AlternativeNotFoundError: There is none of this number.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
            UnknownFieldError: An alternative has no such field.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE) as writing:
            _editable(writing, slug)
            _known(writing, slug, number)
            return {edit.field: ALTERNATIVE.save(writing, alternative_record(slug, number), edit) for edit in edits}

    def change(self, actor: Actor, slug: str, number: int, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one of them.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            AlternativeNotFoundError: There is none of this number.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
            UnknownFieldError: An alternative has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            _editable(writing, slug)
            _known(writing, slug, number)
            outcome = ALTERNATIVE.save(writing, alternative_record(slug, number), edit)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)

    def remove(self, actor: Actor, slug: str, number: int, once: Once | None = None) -> None:
        """Take an alternative from the list; the audit log keeps which it was.

        Raises:
            AlternativeNotFoundError: There is none of this number.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            procedure = _editable(writing, slug)
            known = _known(writing, slug, number)
            AlternativeRepository(writing.session).remove(slug, number)
            before = {"alternative": number, "name": known.name, "url": known.url}
            writing.record(Event.ALTERNATIVE_REMOVED, subject_of(procedure), before=before, after={})
            writing.done(None)

    def document(self, actor: Actor, slug: str, base_version: int, once: Once | None = None) -> FieldValue:
        """Write what is here into the text of the procedure that documents the check, and return that.

        Raises:
            InputError: Nothing was searched or listed, or an alternative still has no standing or reason.
            FieldConflictError: Somebody has changed the text in between; nothing was saved.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            procedure = _editable(writing, slug)
            opened = opened_of(writing, procedure, self.transactions)
            if faults := opened.questions:
                raise InputError(faults)
            edit = Edit(field=TextField.OPEN_SOURCE_CHECK.value, value=opened.text, base_version=base_version)
            outcome = TEXTS.save(writing, record_of(slug), edit)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            after = {"alternatives": len(opened.alternatives), "searches": len(opened.searches)}
            writing.record(Event.ALTERNATIVES_DOCUMENTED, subject_of(procedure), before={}, after=after)
            return writing.done(outcome.now)

    def paper(self, actor: Actor, slug: str) -> ExportedFile:
        """Return one page for the file as PDF, with a line about it in the audit log.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: The procedure is not theirs to read.
        """
        with self.transactions.write(actor, Action.READ_PROCEDURE) as writing:
            procedure = found(writing, slug)
            writing.require(Action.READ_PROCEDURE, resource(writing, procedure))
            opened = opened_of(writing, procedure, self.transactions)
            facts = AlternativeFacts(
                reference=procedure.reference,
                title=procedure.plan.title,
                day=official_day(writing.now),
                searches=opened.searches,
                weighed=opened.alternatives,
                check=opened.check.value,
                names=opened.names,
            )
            writing.record(Event.ALTERNATIVES_EXPORTED, subject_of(procedure), before={}, after={})
        from procurement import exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        return ExportedFile(f"{plain_name(procedure.reference)}-alternativen.pdf", exports.alternatives_of(facts))


def _editable(writing: Writing, slug: str) -> Procedure:
    procedure = held(writing, slug)
    require_editable(writing, procedure)
    return procedure


def _known(reading: Reading, slug: str, number: int) -> Alternative:
    known = next((one for one in AlternativeRepository(reading.session).all(slug) if one.number == number), None)
    if known is None:
        raise AlternativeNotFoundError(number)
    return known


def _of_catalogue(writing: Writing, known: CatalogueProduct) -> Alternative:
    product = known.product
    plain = {name: getattr(product, name)[: _LIMITS[name]] for name in ("name", "url", "licence", "summary")}
    return Alternative(
        **plain,
        number=0,
        origin=AlternativeOrigin.CATALOGUE,
        product_version=product.version[: _LIMITS["product_version"]],
        source=f"{known.source}, {known.dated.isoformat()}"[: _LIMITS["source"]],
        digest=product.sha256,
        added_by=str(writing.actor.person),
        added_at=writing.now,
    )


def _added(writing: Writing, procedure: Procedure, new: Alternative) -> Alternative:
    repository = AlternativeRepository(writing.session)
    listed = repository.all(procedure.slug)
    if len(listed) >= MOST:
        raise InputError([Fault("alternatives_too_many", "", properties={"maximum": str(MOST)})])
    if any(_same(one, new) for one in listed):
        raise AlternativeListedError
    added = repository.add(procedure.slug, new)
    after = {"alternative": added.number, "name": added.name, "url": added.url, "origin": added.origin.value}
    writing.record(Event.ALTERNATIVE_ADDED, subject_of(procedure), before={}, after=after)
    return added


def _same(one: Alternative, other: Alternative) -> bool:
    return (one.url.casefold(), one.name.casefold()) == (other.url.casefold(), other.name.casefold())
