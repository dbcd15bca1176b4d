"""The award of a procedure as it stands: what is open, what was decided, and what people write about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infra.fields.model import Conflict, Edit, FieldConflictError, FieldValue, Saved
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import ProcedureFrozenError
from procurement.model import DOCUMENTED, RESULT_STANDS, AwardEntry, AwardKind, Procedure, ProcedureStage
from procurement.repository import AwardRepository, ProcedureRepository
from procurement.rules.digest import canonical, digest_of
from procurement.services.awarding.fields import CONTRACT_END, VERMERK, award_id, award_store
from procurement.services.awarding.known import AwardGathering, AwardKnown
from procurement.services.finding import found, held, resource
from procurement.services.register.filling import BoughtLot, enter_award


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAward:
    """Everything that a page about an award needs.

    Args:
        known: What is known.
        entries: What was decided, oldest first.
        notes: What people wrote for the Vergabevermerk.
        names: Names of people by id.
        may_write: The reader may write about the award now.
        may_note: The reader may write for the Vergabevermerk now.
        may_send: The reader may record letters now.
    """

    known: AwardKnown
    entries: tuple[AwardEntry, ...]
    notes: Mapping[str, FieldValue]
    names: Mapping[str, str]
    may_write: bool
    may_note: bool
    may_send: bool

    @property
    def procedure(self) -> Procedure:
        """The procedure."""
        return self.known.procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDesk:
    """Reads awards and keeps what is written about them.

    Args:
        transactions: Opens them.
        gathering: Gathers what is known.
    """

    transactions: Transactions
    gathering: AwardGathering

    def open(self, actor: Actor, slug: str) -> OpenedAward:
        """Return the award of a procedure.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: Its result is not fixed yet, or the reader has no right.
        """
        with self.transactions.read(actor, Action.READ_AWARD) as reading:
            procedure = seen(reading, slug)
            entries = AwardRepository(reading.session).entries(slug)
            people = {one for entry in entries for one in (entry.asked_by, entry.decided_by) if one}
            known = known_of(reading, procedure, self.gathering)
            may = decide(actor, Action.PREPARE_AWARD, resource(reading, procedure)) is None
            return OpenedAward(
                known=known,
                entries=entries,
                notes=VERMERK.values(reading, VERMERK.record(award_id(procedure))),
                names=IdentityRepository(reading.session).names(people),
                may_write=may and procedure.stage is ProcedureStage.RESULT_FIXED,
                may_note=may,
                may_send=may and bool(known.letters_now),
            )

    def save(self, actor: Actor, slug: str, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save what is written about an award, and return how it ended.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Somebody decides on it, or has decided.
            UnknownFieldError: An award has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_AWARD) as writing:
            procedure = self._preparing(writing, slug)
            return {edit.field: self._put(writing, procedure, edit) for edit in edits}

    def change(self, actor: Actor, slug: str, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field about an award.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Somebody decides on it, or has decided.
            UnknownFieldError: An award has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_AWARD, once) as writing:
            return writing.done(_now(self._put(writing, self._preparing(writing, slug), edit)))

    def note(self, actor: Actor, slug: str, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save what is written for the Vergabevermerk, and return how it ended.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Its result is not fixed.
            UnknownFieldError: The Vergabevermerk has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_AWARD) as writing:
            procedure = working(writing, slug, DOCUMENTED)
            return {edit.field: _note(writing, procedure, edit) for edit in edits}

    def change_note(self, actor: Actor, slug: str, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one field for the Vergabevermerk.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: Its result is not fixed.
            UnknownFieldError: The Vergabevermerk has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_AWARD, once) as writing:
            return writing.done(_now(_note(writing, working(writing, slug, DOCUMENTED), edit)))

    def decided(self, writing: Writing, procedure: Procedure) -> Mapping[str, object]:
        """Keep what two people decided: an effect of the step; the guards have seen that it is what was asked for."""
        return _keep(writing, procedure, AwardKind.DECISION, known_of(writing, procedure, self.gathering).agreed)

    def awarded(self, writing: Writing, procedure: Procedure) -> Mapping[str, object]:
        """Keep that the contract was awarded, and enter what was bought in the register: an effect of the step."""
        known = known_of(writing, procedure, self.gathering)
        last = known.last
        decision = [one.digest for one in AwardRepository(writing.session).entries(procedure.slug)][-1]
        told = {
            "format": "pruefstand/award-given/1",
            "decision": decision,
            "standstill_ended": last.last.isoformat() if last else None,
            "letters": [one.digest for one in known.letters.values()],
        }
        kept = _keep(writing, procedure, AwardKind.AWARD, canonical(told))
        contract_end = VERMERK.values(writing, VERMERK.record(award_id(procedure)))[CONTRACT_END].value
        enter_award(writing, procedure, bought_lots(known), contract_end)
        return kept

    def _preparing(self, writing: Writing, slug: str) -> Procedure:
        procedure = working(writing, slug)
        if procedure.stage is not ProcedureStage.RESULT_FIXED:
            raise ProcedureFrozenError(slug)
        return procedure

    def _put(self, writing: Writing, procedure: Procedure, edit: Edit) -> Saved | Conflict:
        store = award_store(self.gathering.book)
        return store.save(writing, store.record(award_id(procedure)), edit)


def bought_lots(known: AwardKnown) -> tuple[BoughtLot, ...]:
    """Return the lots that got a contract; a lot is named by itself only where there are several."""
    title, is_alone = known.document["title"], len(known.lots) == 1
    return tuple(
        BoughtLot(number=lot.number, title=title if is_alone else f"{title}, {lot.title}", supplier=lot.winner.tenderer)
        for lot in known.lots
        if lot.winner
    )


def known_of(reading: Reading, procedure: Procedure, gathering: AwardGathering) -> AwardKnown:
    """Return everything about the award of a procedure whose result is fixed."""
    publications = ProcedureRepository(reading.session).publications(procedure.slug)
    return gathering.known(reading, procedure, publications)


def seen(reading: Reading, slug: str) -> Procedure:
    """Return a procedure whose award the actor may read.

    Raises:
        ProcedureNotFoundError: There is none of this name.
        AccessDeniedError: Its result is not fixed yet, or the reader has no right.
    """
    procedure = found(reading, slug)
    reading.require(Action.READ_AWARD, resource(reading, procedure))
    return procedure


def working(writing: Writing, slug: str, stages: frozenset[ProcedureStage] = RESULT_STANDS) -> Procedure:
    """Return a procedure whose award is worked on, held so that nobody takes a step meanwhile.

    Raises:
        ProcedureNotFoundError: There is none of this name.
        ProcedureFrozenError: It is in none of these stages.
    """
    procedure = held(writing, slug)
    writing.require(Action.PREPARE_AWARD, resource(writing, procedure))
    if procedure.stage not in stages:
        raise ProcedureFrozenError(slug)
    return procedure


def _note(writing: Writing, procedure: Procedure, edit: Edit) -> Saved | Conflict:
    return VERMERK.save(writing, VERMERK.record(award_id(procedure)), edit)


def _now(outcome: Saved | Conflict) -> FieldValue:
    if isinstance(outcome, Conflict):
        raise FieldConflictError(outcome.now)
    return outcome.now


def _keep(writing: Writing, procedure: Procedure, kind: AwardKind, document: str) -> Mapping[str, object]:
    repository = AwardRepository(writing.session)
    entry = AwardEntry(
        number=repository.next_number("entry", procedure.slug),
        kind=kind,
        publication=procedure.publications,
        round=procedure.round,
        document=document,
        digest=digest_of(document),
        asked_by=procedure.asked_by if kind is AwardKind.DECISION else None,
        decided_by=str(writing.actor.person),
        decided_at=writing.now,
    )
    repository.add_entry(procedure.slug, entry)
    return {"entry": entry.number, "digest": entry.digest}
