"""Declaring conflicts of interest before any access (§ 6 VgV). Evaluators see names of bidders, nothing else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infra.audit.model import Event
from infra.identity.repository import IdentityRepository
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.once.model import Once
from infra.policy.decision import Resource
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.model import Bid, ConflictDeclaration, Evaluator, Procedure
from procurement.repository import EvaluatorRepository
from procurement.rules.examination.refusal import require_none
from procurement.rules.examination.team import DECLARING, declaration_hindrances
from procurement.rules.procedure.access import bid_owner
from procurement.rules.procedure.facts import Reason
from procurement.services.examination.shared import bid_named, bids_now, link_to, written
from procurement.services.gathering import published
from procurement.services.procedures.editing import held, subject_of
from procurement.services.procedures.shared import PROCEDURE, found
from procurement.services.score_fields import SHEET, draft_id

Last = Mapping[str, ConflictDeclaration]
"""A person's last declaration by bid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What somebody declares about a bidder.

    Args:
        bid: Id of the bid.
        has_conflict: There is an interest that stands against taking part.
        text: Which; empty without one.
    """

    bid: str
    has_conflict: bool
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredLot:
    """A lot that somebody is appointed for.

    Args:
        number: Its number.
        title: What it is called.
        tenderers: Names of the bidders by the id of their bid.
        has_access: Nothing stands between the person and the bids of the lot.
    """

    number: int
    title: str
    tenderers: Mapping[str, str]
    has_access: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarations:
    """What somebody has to declare, and what they declared last.

    Args:
        slug: Name of the procedure.
        reference: Its reference number.
        title: What is bought.
        lots: Lots that the person is appointed for.
        last: Their last declaration by bid.
        is_open: Something can be declared now.
    """

    slug: str
    reference: str
    title: str
    lots: tuple[DeclaredLot, ...]
    last: Last
    is_open: bool

    @property
    def undeclared(self) -> int:
        """Number of bidders about whom nothing was declared yet."""
        return sum(bid not in self.last for lot in self.lots for bid in lot.tenderers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaring:
    """Takes declarations.

    Args:
        transactions: Opens them to the person they belong to.
    """

    transactions: Transactions

    def open(self, actor: Actor, slug: str) -> Declarations:
        """Return what the actor has to declare.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.DECLARE_CONFLICTS) as reading:
            procedure = found(reading, slug)
            appointed = _appointed(reading, procedure)
            return _declarations(reading, procedure, appointed)

    def declare(
        self, actor: Actor, slug: str, declarations: Sequence[Declaration], once: Once | None = None
    ) -> Declarations:
        """Add declarations; a conflict closes all bids of the lot at once, and the person's drafts about them are gone.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            BidNotFoundError: The person is appointed for no lot with such a bid.
            ExaminationRefusedError: A rule stands against it; nothing was declared then.
        """
        with self.transactions.write(actor, Action.DECLARE_CONFLICTS, once) as writing:
            procedure = held(writing, slug)
            appointed = _appointed(writing, procedure)
            lots = {one.lot for one in appointed}
            bids = tuple(bid for bid in bids_now(writing, procedure) if bid.place.lot in lots)
            last = _last(writing, slug)
            wanted = {bid_named(bids, one.bid): one for one in declarations}
            require_none(_against(procedure, wanted, last))
            for bid, one in wanted.items():
                _declare(writing, procedure, bid, one, last.get(bid.id))
            _drop_drafts(writing, procedure, bids, {bid.place.lot for bid, one in wanted.items() if one.has_conflict})
            if any(one.has_conflict or (bid.id in last) for bid, one in wanted.items()):
                _tell_officers(writing, procedure)
            return writing.done(_declarations(writing, procedure, appointed))


def _appointed(reading: Reading, procedure: Procedure) -> tuple[Evaluator, ...]:
    """Return what the actor is appointed for in the present round.

    Raises:
        AccessDeniedError: Nothing.
    """
    place = (procedure.publications, procedure.round)
    team = EvaluatorRepository(reading.session).evaluators(procedure.slug, *place)
    own = tuple(one for one in team if one.person == reading.actor.person)
    owner = reading.actor.person if own else None
    theirs = Resource(kind=PROCEDURE, id=procedure.slug, city=reading.city, state=procedure.stage.value, owner=owner)
    reading.require(Action.DECLARE_CONFLICTS, theirs)
    return own


def _last(reading: Reading, slug: str) -> Last:
    declarations = EvaluatorRepository(reading.session).declarations(slug)
    return {one.bid: one for one in declarations if one.person == reading.actor.person}


def _declarations(reading: Reading, procedure: Procedure, appointed: tuple[Evaluator, ...]) -> Declarations:
    repository, bids = EvaluatorRepository(reading.session), bids_now(reading, procedure)
    declared = repository.declarations(procedure.slug)
    document = json.loads(published(reading, procedure).document)
    titles = {lot["number"]: lot["title"] for lot in document["lots"]}
    lots = []
    for one in appointed:
        of_lot = [bid for bid in bids if bid.place.lot == one.lot]
        lots.append(
            DeclaredLot(
                number=one.lot,
                title=titles.get(one.lot, ""),
                tenderers={bid.id: bid.title for bid in of_lot if bid.is_valid},
                has_access=bool(of_lot) and bid_owner(one.person, appointed, declared, of_lot) is not None,
            )
        )
    return Declarations(
        slug=procedure.slug,
        reference=procedure.reference,
        title=document["title"],
        lots=tuple(lots),
        last=_last(reading, procedure.slug),
        is_open=procedure.stage in DECLARING,
    )


def _against(procedure: Procedure, wanted: Mapping[Bid, Declaration], last: Last) -> tuple[Reason, ...]:
    if not wanted:
        return (Reason(type="nothing-declared"),)
    return tuple(
        reason
        for bid, one in wanted.items()
        for reason in declaration_hindrances(
            procedure.stage, bid, last.get(bid.id), _text(one), has_conflict=one.has_conflict
        )
    )


def _text(declaration: Declaration) -> str:
    return written(declaration.text) if declaration.has_conflict else ""


def _declare(
    writing: Writing, procedure: Procedure, bid: Bid, one: Declaration, last: ConflictDeclaration | None
) -> None:
    person, repository = str(writing.actor.person), EvaluatorRepository(writing.session)
    made = ConflictDeclaration(
        bid=bid.id,
        person=person,
        number=repository.next_declaration(procedure.slug, bid.id, person),
        has_conflict=one.has_conflict,
        text=_text(one),
        declared_at=writing.now,
    )
    repository.add_declaration(procedure.slug, made)
    place = {"bid": bid.id, "lot": bid.place.lot}
    before = {**place, "has_conflict": last.has_conflict if last else None}
    after = {**place, "has_conflict": made.has_conflict, "number": made.number}
    writing.record(Event.CONFLICT_DECLARED, subject_of(procedure), before=before, after=after)


def _drop_drafts(writing: Writing, procedure: Procedure, bids: tuple[Bid, ...], lots: set[int]) -> None:
    """Forget the person's drafts about all bids of a lot: a conflict with one bidder closes all of them."""
    for bid in bids:
        if bid.place.lot in lots:
            SHEET.drop_under(
                writing, draft_id(procedure.slug, str(writing.actor.person), bid.id, ""), writing.actor.person
            )


def _tell_officers(writing: Writing, procedure: Procedure) -> None:
    told = {"reference": procedure.reference}
    for person in IdentityRepository(writing.session).people_with(Role.PROCUREMENT_OFFICER):
        if person != writing.actor.person:
            Notices.tell(writing, person, NoticeKind.CONFLICT_DECLARED, told, link_to(procedure, "wertende"))
