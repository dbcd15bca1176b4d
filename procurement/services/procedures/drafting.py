"""Writing procedures: only while nobody decides on them, and every change with its entry in the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from infra.audit.model import Event
from infra.documents.reading import read_document
from infra.fields.model import Conflict, Edit, FieldConflictError, FieldValue, Saved
from infra.identity.errors import OfficeNotFoundError
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import ReferenceTakenError
from procurement.model import Lot, Procedure, ProcedurePlan
from procurement.repository import ProcedureRepository
from procurement.rules.participation.matrix import parse_eligibility
from procurement.rules.procedure.publication import canonical, digest_of
from procurement.rules.procedure.stages import FIRST
from procurement.services.naming import free_slug
from procurement.services.preparation import parse_need
from procurement.services.procedures.editing import (
    LONGEST_NAME,
    LONGEST_TITLE,
    editing,
    held,
    named,
    require_editable,
    saved,
    subject_of,
    whole_second,
)
from procurement.services.procedures.shared import FIELDS, PROCEDURE, record_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a procedure begins with.

    Args:
        reference: Reference number.
        plan: What is known as a whole.
        lots: Lots, if they are known already.
        need: The need as JSON value likewise.
        check: Number of the Digital-Check it comes from; None for none.
    """

    reference: str
    plan: ProcedurePlan
    lots: tuple[Lot, ...] = ()
    need: object = None
    check: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Prepares procedures.

    Every call that takes a ``version`` names the one that the person has seen, and returns the procedure as it became.

    Args:
        transactions: Opens them to those who may prepare them.
    """

    transactions: Transactions

    def create(self, actor: Actor, reference: str, plan: ProcedurePlan, once: Once | None = None) -> Procedure:
        """Begin a procedure.

        Raises:
            InputError: Reference number or title says nothing or is too long.
            ReferenceTakenError: The city has another one of this reference number.
            OfficeNotFoundError: There is no such office.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            return writing.done(begun(writing, Beginning(reference=reference, plan=plan)))

    def save_plan(
        self, actor: Actor, slug: str, version: int, plan: ProcedurePlan, once: Once | None = None
    ) -> Procedure:
        """Save title, office, kind and deadlines.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
            InputError: The title says nothing or is too long.
            OfficeNotFoundError: There is no such office.
        """
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            after = replace(procedure, plan=_checked(writing, plan))
            before_plan, after_plan = _plan_details(procedure.plan), _plan_details(after.plan)
            changed = [name for name in after_plan if after_plan[name] != before_plan[name]]
            details = [{name: one[name] for name in changed} for one in (before_plan, after_plan)]
            return saved(writing, procedure, after, *details)

    def save_need(self, actor: Actor, slug: str, version: int, raw: object, once: Once | None = None) -> Procedure:
        """Save the need ``pruefstand/need/1``, given as a JSON value.

        Raises:
            InputError: Every fault with its JSON pointer.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        self.transactions.require(actor, Action.PREPARE_PROCEDURE)
        need = canonical(parse_need(raw).model_dump(mode="json"))
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            before, after = ({"need": one and digest_of(one)} for one in (procedure.need, need))
            return saved(writing, procedure, replace(procedure, need=need), before, after)

    def save_need_document(
        self, actor: Actor, slug: str, version: int, data: bytes, once: Once | None = None
    ) -> Procedure:
        """Read a need from JSON and save it, as ``save_need`` does."""
        self.transactions.require(actor, Action.PREPARE_PROCEDURE)
        return self.save_need(actor, slug, version, read_document(data), once)

    def save_eligibility(
        self, actor: Actor, slug: str, version: int, raw: object, once: Once | None = None
    ) -> Procedure:
        """Save the eligibility matrix ``pruefstand/eligibility/1``, given as a JSON value.

        Raises:
            InputError: Every fault with its JSON pointer.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        self.transactions.require(actor, Action.PREPARE_PROCEDURE)
        matrix = canonical(parse_eligibility(raw).model_dump(mode="json", exclude_none=True))
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            before, after = ({"eligibility": one and digest_of(one)} for one in (procedure.eligibility, matrix))
            return saved(writing, procedure, replace(procedure, eligibility=matrix), before, after)

    def save_texts(self, actor: Actor, slug: str, edits: Sequence[Edit]) -> Mapping[str, Saved | Conflict]:
        """Save texts, each for itself, and return how each one ended. They have versions of their own.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
            UnknownFieldError: A procedure has no such field.
            FieldTooLongError: A text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE) as writing:
            require_editable(writing, held(writing, slug))
            return {edit.field: FIELDS.save(writing, record_of(slug), edit) for edit in edits}

    def change_text(self, actor: Actor, slug: str, edit: Edit, once: Once | None = None) -> FieldValue:
        """Save one text.

        Raises:
            FieldConflictError: Another form changed it in between; nothing was saved.
            ProcedureNotFoundError: There is none of this name.
            ProcedureFrozenError: In its stage nothing changes.
            UnknownFieldError: A procedure has no such field.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with self.transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
            require_editable(writing, held(writing, slug))
            outcome = FIELDS.save(writing, record_of(slug), edit)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)


def begun(writing: Writing, beginning: Beginning) -> Procedure:
    """Store a procedure that begins, with its entry in the audit log; the caller has asked the policy.

    Raises:
        InputError: Reference number or title says nothing or is too long, or the need is none.
        ReferenceTakenError: The city has another one of this reference number.
        OfficeNotFoundError: There is no such office.
    """
    repository, reference = ProcedureRepository(writing.session), named(beginning.reference, "/reference", LONGEST_NAME)
    if repository.has_reference(reference):
        raise ReferenceTakenError(reference)
    need = None if beginning.need is None else canonical(parse_need(beginning.need).model_dump(mode="json"))
    procedure = Procedure(
        slug=free_slug(reference, None, "", repository.has_slug) or free_slug(PROCEDURE, None, "", repository.has_slug),
        reference=reference,
        stage=FIRST,
        version=1,
        plan=_checked(writing, beginning.plan),
        lots=beginning.lots,
        need=need,
        eligibility=None,
        asked_by=None,
        asked_at=None,
        asked_digest=None,
        publications=0,
        round=1,
        round_deadline=None,
        opened=None,
        reason="",
        handed_back="",
        created_by=str(writing.actor.person),
        created_at=writing.now,
        changed_at=writing.now,
    )
    repository.add(procedure)
    carried = {"check": beginning.check, "need": need and digest_of(need)} if beginning.check is not None else {}
    after = {"reference": reference, "stage": procedure.stage.value, **_plan_details(procedure.plan), **carried}
    writing.record(Event.PROCEDURE_CREATED, subject_of(procedure), after=after)
    return procedure


def _checked(writing: Writing, plan: ProcedurePlan) -> ProcedurePlan:
    if plan.office is not None and IdentityRepository(writing.session).office(plan.office) is None:
        raise OfficeNotFoundError
    return replace(
        plan,
        title=named(plan.title, "/title", LONGEST_TITLE),
        bid_deadline=whole_second(plan.bid_deadline, "/bid_deadline"),
        participation_deadline=whole_second(plan.participation_deadline, "/participation_deadline"),
    )


def _plan_details(plan: ProcedurePlan) -> dict[str, object]:
    moments = {"bid_deadline": plan.bid_deadline, "participation_deadline": plan.participation_deadline}
    return {
        "title": plan.title,
        "office": plan.office,
        "kind": plan.kind and plan.kind.value,
        "two_envelopes": plan.two_envelopes,
        **{name: moment and moment.isoformat() for name, moment in moments.items()},
    }
