"""Who scores which lot: appointed and removed by officers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from infra.audit.model import Event
from infra.identity.repository import IdentityRepository
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.once.model import Once
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.model import Bid, ConflictDeclaration, Evaluator, Procedure
from procurement.repository import EvaluatorRepository
from procurement.rules.examination.refusal import ExaminationRefusedError, require_none
from procurement.rules.examination.team import (
    STAFFING,
    Candidate,
    appointment_hindrances,
    removal_hindrances,
)
from procurement.rules.procedure.bid_facts import SheetFacts
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.stages import WITH_BIDS
from procurement.services.examination.shared import bids_now, link_to, names_of, offers, seeing, working
from procurement.services.gathering import published, sheets
from procurement.services.procedures.editing import subject_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everybody who scores, and what they declared.

    Args:
        procedure: As it stands.
        lots: Titles of the published lots by their number.
        bids: Of the round.
        evaluators: By lot and moment.
        sheets: How far the sheet of each of them is, in the same order.
        declared: Last declaration by bid and person.
        candidates: Names of the people who may be appointed, by their id.
        names: Names of everybody appointed, by their id.
        is_open: The reader may appoint and remove people now.
    """

    procedure: Procedure
    lots: Mapping[int, str]
    bids: tuple[Bid, ...]
    evaluators: tuple[Evaluator, ...]
    sheets: tuple[SheetFacts, ...]
    declared: Mapping[tuple[str, str], ConflictDeclaration]
    candidates: Mapping[str, str]
    names: Mapping[str, str]
    is_open: bool

    def bids_of(self, lot: int) -> tuple[Bid, ...]:
        """Return the bids of a lot about whose bidders something has to be declared."""
        return tuple(bid for bid in self.bids if bid.place.lot == lot and bid.is_valid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """Appoints evaluators.

    Args:
        transactions: Opens teams to those who may form them.
    """

    transactions: Transactions

    def open(self, actor: Actor, slug: str) -> Team:
        """Return the team of the present round.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with seeing(self.transactions, actor, slug) as (reading, procedure):
            bids, evaluators = bids_now(reading, procedure), _team(reading, procedure)
            declarations = EvaluatorRepository(reading.session).declarations(slug)
            is_open = offers(reading, Action.MANAGE_EVALUATORS, procedure, STAFFING)
            possible = set(_possible(reading)) if is_open else set[str]()
            return Team(
                procedure=procedure,
                lots=_lots(reading, procedure),
                bids=bids,
                evaluators=evaluators,
                sheets=sheets(bids, evaluators, declarations),
                declared={(one.bid, one.person): one for one in declarations},
                candidates=names_of(reading, possible),
                names=names_of(reading, {one.person for one in evaluators}),
                is_open=is_open,
            )

    def appoint(self, actor: Actor, slug: str, lot: int, person: str, once: Once | None = None) -> Evaluator:
        """Appoint somebody for a lot and tell them.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ExaminationRefusedError: A rule stands against it.
        """
        with working(self.transactions, actor, Action.MANAGE_EVALUATORS, slug, once) as (writing, procedure):
            require_none(_against(writing, procedure, lot, person))
            return writing.done(_appoint(writing, procedure, lot, person))

    def copy(self, actor: Actor, slug: str, lot: int, once: Once | None = None) -> tuple[Evaluator, ...]:
        """Appoint everybody of a lot for all other lots too, where nothing stands against it.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ExaminationRefusedError: There is nobody to appoint.
        """
        with working(self.transactions, actor, Action.MANAGE_EVALUATORS, slug, once) as (writing, procedure):
            people = [one.person for one in _team(writing, procedure) if one.lot == lot]
            wanted = [(other, person) for other in _lots(writing, procedure) if other != lot for person in people]
            added = [one for one in wanted if not _against(writing, procedure, *one)]
            if not added:
                raise ExaminationRefusedError((Reason(type="nobody-to-copy"),))
            return writing.done(tuple(_appoint(writing, procedure, *one) for one in added))

    def remove(self, actor: Actor, slug: str, lot: int, person: str, once: Once | None = None) -> Evaluator:
        """Take an appointment back, tell the person, and return what it was.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            ExaminationRefusedError: A rule stands against it.
        """
        with working(self.transactions, actor, Action.MANAGE_EVALUATORS, slug, once) as (writing, procedure):
            found = next((one for one in _team(writing, procedure) if (one.lot, one.person) == (lot, person)), None)
            require_none(removal_hindrances(procedure.stage, found))
            if found is None:
                raise AssertionError("the rule refuses to remove nobody")
            EvaluatorRepository(writing.session).remove(slug, found)
            _record(writing, Event.EVALUATOR_REMOVED, procedure, before=found)
            _tell(writing, procedure, person, NoticeKind.EVALUATOR_REMOVED)
            return writing.done(found)


def _team(reading: Reading, procedure: Procedure) -> tuple[Evaluator, ...]:
    place = (procedure.publications, procedure.round)
    return EvaluatorRepository(reading.session).evaluators(procedure.slug, *place)


def _lots(reading: Reading, procedure: Procedure) -> dict[int, str]:
    if procedure.stage not in WITH_BIDS:
        return {}
    return {lot["number"]: lot["title"] for lot in json.loads(published(reading, procedure).document)["lots"]}


def _possible(reading: Reading) -> list[str]:
    return IdentityRepository(reading.session).people_with(Role.EVALUATOR)


def _against(writing: Writing, procedure: Procedure, lot: int, person: str) -> tuple[Reason, ...]:
    imported = {bid.imported_by for bid in bids_now(writing, procedure)}
    candidate = Candidate(
        person=person,
        is_evaluator=person in _possible(writing),
        knows_prices=procedure.plan.two_envelopes and person in imported,
    )
    team = _team(writing, procedure)
    return appointment_hindrances(procedure.stage, lot, _lots(writing, procedure).keys(), candidate, team)


def _appoint(writing: Writing, procedure: Procedure, lot: int, person: str) -> Evaluator:
    appointed = Evaluator(
        publication=procedure.publications,
        round=procedure.round,
        lot=lot,
        person=person,
        appointed_by=str(writing.actor.person),
        appointed_at=writing.now,
        submitted_at=None,
    )
    EvaluatorRepository(writing.session).add(procedure.slug, appointed)
    _record(writing, Event.EVALUATOR_APPOINTED, procedure, after=appointed)
    _tell(writing, procedure, person, NoticeKind.EVALUATOR_APPOINTED)
    return appointed


def _record(
    writing: Writing,
    event: Event,
    procedure: Procedure,
    *,
    before: Evaluator | None = None,
    after: Evaluator | None = None,
) -> None:
    told = [{"lot": one.lot, "evaluator": one.person} if one else {"evaluator": None} for one in (before, after)]
    writing.record(event, subject_of(procedure), before=told[0], after=told[1])


def _tell(writing: Writing, procedure: Procedure, person: str, kind: NoticeKind) -> None:
    link = link_to(procedure, "erklaerung") if kind is NoticeKind.EVALUATOR_APPOINTED else None
    Notices.tell(writing, person, kind, {"reference": procedure.reference}, link)
