"""Reading procedures: lists, one with everything a page needs, published versions and what changed between them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.errors import InputError
from core.listing import Page, Stretch
from core.parameters import ParameterSet
from infra.clock import official_day
from infra.exported_file import ExportedFile
from infra.holidays import holiday_in_hesse
from infra.identity.model import Office
from infra.identity.repository import IdentityRepository
from infra.policy.decision import Denial, decide, scopes
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import LotNotFoundError, PublicationNotFoundError
from procurement.model import (
    Procedure,
    ProcedureSummary,
    ProcedureType,
    Publication,
    PublicVersion,
)
from procurement.repository import ProcedureRepository
from procurement.rules.need import Need
from procurement.rules.procedure.changes import Change, diff
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.notice import PriceKind, WeightUnit
from procurement.rules.procedure.stages import EDITABLE, Step, hindrances, steps_from
from procurement.rules.report import ProcedureKindReport, report
from procurement.rules.rulebook import KindRow
from procurement.services.exporting import WorkbookKind, matrix_workbook
from procurement.services.gathering import Gathering
from procurement.services.naming import plain_name
from procurement.services.notice import LotNotice, notices_of
from procurement.services.procedures.judging import Judge, Judgement
from procurement.services.procedures.listing import as_known
from procurement.services.procedures.opened import OpenedProcedure, StepOffer
from procurement.services.procedures.shared import FIELDS, case_of, found, record_of, resource
from scoring.house_rules import HouseRules
from scoring.matrix_check import Probe, ProductNames, probe
from scoring.model import Evaluation

ACTIONS: Mapping[Step, Action] = {
    Step.REQUEST_RELEASE: Action.PREPARE_PROCEDURE,
    Step.HAND_BACK: Action.RELEASE_PROCEDURE,
    Step.RELEASE: Action.RELEASE_PROCEDURE,
    Step.START_CHANGE: Action.PREPARE_PROCEDURE,
    Step.WITHDRAW_CHANGE: Action.PREPARE_PROCEDURE,
    Step.ABANDON: Action.END_PROCEDURE,
    Step.ANNUL: Action.END_PROCEDURE,
    Step.OPEN_REQUESTS: Action.OPEN_BIDS,
    Step.REQUEST_SELECTION: Action.SELECT_CANDIDATES,
    Step.HAND_BACK_SELECTION: Action.SELECT_CANDIDATES,
    Step.INVITE: Action.SELECT_CANDIDATES,
    Step.OPEN_BIDS: Action.OPEN_BIDS,
    Step.START_EXAMINATION: Action.EXAMINE_BIDS,
    Step.START_SCORING: Action.EXAMINE_BIDS,
    Step.START_CONSENSUS: Action.MANAGE_EVALUATORS,
    Step.FIX_QUALITY: Action.FIX_QUALITY,
    Step.UNLOCK_PRICES: Action.UNLOCK_PRICES,
    Step.NEXT_ROUND: Action.OPEN_BIDS,
    Step.REQUEST_RESULT: Action.FIX_RESULT,
    Step.HAND_BACK_RESULT: Action.FIX_RESULT,
    Step.FIX_RESULT: Action.FIX_RESULT,
    Step.REQUEST_AWARD: Action.PREPARE_AWARD,
    Step.HAND_BACK_AWARD: Action.DECIDE_AWARD,
    Step.DECIDE_AWARD: Action.DECIDE_AWARD,
    Step.AWARD: Action.DECIDE_AWARD,
    Step.RESET: Action.END_PROCEDURE,
}
"""What the policy calls each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedures:
    """Reads procedures.

    Args:
        transactions: Opens them to those who may see them.
        judge: Dated data.
        product_names: Dated word lists for the probe.
        gathering: What is known about bids.
    """

    transactions: Transactions
    judge: Judge
    product_names: ParameterSet
    gathering: Gathering

    @property
    def kinds(self) -> tuple[KindRow, ...]:
        """All kinds of procedure that the rules know, least effort first."""
        return self.judge.rulebook.kinds

    def offices(self, actor: Actor) -> tuple[Office, ...]:
        """Return the offices that a procedure can be for: each Dezernat before the Ämter, in the order of names."""
        with self.transactions.read(actor, Action.PREPARE_PROCEDURE) as reading:
            return IdentityRepository(reading.session).offices()

    @property
    def kind_titles(self) -> Mapping[ProcedureType, str]:
        """German names of the kinds of procedure."""
        return {row.kind: row.title for row in self.judge.rulebook.kinds}

    def page(self, actor: Actor, query: str = "", *, page: int = 1, size: int = 25) -> Page[ProcedureSummary]:
        """Return one page of the procedures whose reference or title holds every word of ``query``."""
        with self.transactions.read(actor, Action.LIST_PROCEDURES) as reading:
            seen = scopes(actor, Action.LIST_PROCEDURES)
            found_page = ProcedureRepository(reading.session).page(query, seen, page=page, size=size)
            return replace(found_page, items=as_known(reading, found_page.items))

    def walk(self, actor: Actor, query: str, *, after: str | None, size: int) -> Stretch[ProcedureSummary]:
        """Return the procedures of the same list that come after the one named ``after``.

        Raises:
            PlaceNotFoundError: The list has none of this name.
        """
        with self.transactions.read(actor, Action.LIST_PROCEDURES) as reading:
            seen = scopes(actor, Action.LIST_PROCEDURES)
            stretch = ProcedureRepository(reading.session).stretch(query, seen, after=after, size=size)
            return replace(stretch, items=as_known(reading, stretch.items))

    def open(self, actor: Actor, slug: str) -> OpenedProcedure:
        """Return a procedure with everything that a page about it needs.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_PROCEDURE) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_PROCEDURE, resource(reading, procedure))
            case = case_of(reading, procedure, self.gathering)
            texts = {TextField(name): held for name, held in FIELDS.values(reading, record_of(slug)).items()}
            identity = IdentityRepository(reading.session)
            office = identity.office(procedure.plan.office) if procedure.plan.office else None
            judgement = self.judge.judge(case, actor.person, self.transactions.clock.now())
            return OpenedProcedure(
                procedure=procedure,
                office_name=office.name if office else "",
                texts=texts,
                need=judgement.need,
                report=self._report(judgement.need),
                matrices=judgement.matrices,
                facts=judgement.facts,
                composed=judgement.composed,
                publications=case.publications,
                steps=_offers(reading, procedure, judgement),
                names=identity.names(_people(procedure, case.publications)),
                is_editable=procedure.stage in EDITABLE and _denial(reading, procedure, Step.REQUEST_RELEASE) is None,
            )

    def probe_lot(self, actor: Actor, slug: str, number: int) -> Probe:
        """Stress-test the Bewertungsmatrix of a lot.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            LotNotFoundError: It has no such lot, or the lot no matrix yet.
        """
        matrix, day = self._matrix(actor, slug, number), official_day(self.transactions.clock.now())
        return probe(matrix, HouseRules.on(self.judge.parameters, day), ProductNames.on(self.product_names, day))

    def lot_workbook(self, actor: Actor, slug: str, number: int, kind: WorkbookKind) -> ExportedFile:
        """Return the Bewertungsmatrix of a lot as a workbook that can be changed and handed in again.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            LotNotFoundError: It has no such lot, or the lot no matrix yet.
            InputError: It does not fit into a workbook.
        """
        matrix = self._matrix(actor, slug, number)
        rules = HouseRules.on(self.judge.parameters, official_day(self.transactions.clock.now()))
        name = plain_name("bewertungsmatrix", slug, f"los-{number}")
        return ExportedFile(f"{name}.{kind.value}", matrix_workbook(matrix, kind, rules))

    def _matrix(self, actor: Actor, slug: str, number: int) -> Evaluation:
        matrices = self.open(actor, slug).matrices
        if number not in matrices:
            raise LotNotFoundError(number)
        return matrices[number]

    def publications(self, actor: Actor, slug: str) -> tuple[PublicVersion, ...]:
        """Return what everybody may know of the published versions of a procedure, oldest first.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_PUBLICATION) as reading:
            procedure = found(reading, slug)
            reading.require(Action.READ_PUBLICATION, resource(reading, procedure))
            return tuple(map(_public, ProcedureRepository(reading.session).publications(slug)))

    def publication(self, actor: Actor, slug: str, number: int) -> PublicVersion:
        """Return one of them.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            PublicationNotFoundError: It has no such version.
        """
        wanted = next((one for one in self.publications(actor, slug) if one.number == number), None)
        if wanted is None:
            raise PublicationNotFoundError(number)
        return wanted

    def notices(
        self, actor: Actor, slug: str, number: int, price: PriceKind, unit: WeightUnit
    ) -> tuple[LotNotice, ...]:
        """Return text and eForms block about the award criteria of each lot of a published version.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            PublicationNotFoundError: It has no such version.
        """
        return notices_of(self.publication(actor, slug, number), price, unit)

    def differences(self, actor: Actor, slug: str, number: int) -> tuple[Change, ...]:
        """Return what a published version changed in the one before it; nothing for the first.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            PublicationNotFoundError: It has no such version.
        """
        versions = {one.number: one for one in self.publications(actor, slug)}
        if number not in versions:
            raise PublicationNotFoundError(number)
        if number - 1 not in versions:
            return ()
        return diff(json.loads(versions[number - 1].document), json.loads(versions[number].document))

    def _report(self, need: Need | None) -> ProcedureKindReport | None:
        try:
            return None if need is None else report(need, self.judge.rulebook, holiday_in_hesse)
        except InputError:  # no amount above 0, or a day without thresholds: the steps say so
            return None


def _offers(reading: Reading, procedure: Procedure, judgement: Judgement) -> tuple[StepOffer, ...]:
    return tuple(
        StepOffer(
            step=one.step,
            target=one.target,
            needs_reason=one.needs_reason,
            needs_deadline=one.needs_deadline,
            denial=_denial(reading, procedure, one.step),
            hindrances=hindrances(judgement.facts, one.step),
        )
        for one in steps_from(procedure.stage)
    )


def _denial(reading: Reading, procedure: Procedure, step: Step) -> Denial | None:
    return decide(reading.actor, ACTIONS[step], resource(reading, procedure))


def _people(procedure: Procedure, publications: tuple[Publication, ...]) -> set[str]:
    named = {procedure.created_by, procedure.asked_by}
    return {one for one in named.union(*({one.asked_by, one.released_by} for one in publications)) if one}


def _public(publication: Publication) -> PublicVersion:
    return PublicVersion(**{name: getattr(publication, name) for name in PublicVersion.__dataclass_fields__})
