"""What is known about a procedure at this moment, and what would be published of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from core.parameters import ParameterNotValidError, ParameterSet
from infra.clock import official_day
from infra.holidays import holiday_in_hesse
from procurement.model import Lot, Procedure, ProcedureStage, Publication
from procurement.rules.estimated_value import estimated_value
from procurement.rules.need import Need
from procurement.rules.periods import (
    APPROPRIATE_EU,
    APPROPRIATE_NATIONAL,
    Circumstances,
    Length,
    Period,
    Plan,
    Stage,
    count_days,
    minimum_length,
    next_working_day,
    periods,
)
from procurement.rules.periods import Case as TimeCase
from procurement.rules.procedure.agreement import CapacityBehind, agreement_facts
from procurement.rules.procedure.award_facts import AwardFacts
from procurement.rules.procedure.bid_facts import BidFacts
from procurement.rules.procedure.changes import Change, diff
from procurement.rules.procedure.facts import Deadline, Facts, LotFacts, Released, TextField
from procurement.rules.procedure.participation_facts import ParticipationFacts
from procurement.rules.procedure.publication import DEADLINES, Composed, Content, compose, deadline_in
from procurement.rules.procedure.stages import EDITED_AGAIN
from procurement.rules.procedure_kind import suggest
from procurement.rules.rulebook import KindRow, Rulebook
from procurement.services.preparation import parse_need
from scoring.checks import forbidden_faults
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation
from scoring.model import Evaluation, is_written

_CHOOSING = frozenset({ProcedureStage.PARTICIPATION, ProcedureStage.SELECTION_REQUESTED})


@dataclass(frozen=True, slots=True)
class Case:
    """A procedure with everything that belongs to it.

    Args:
        procedure: As it stands.
        texts: By the name of their field.
        publications: Published versions, oldest first.
        about_bids: What is known about its bids.
        participation: What is known about its Teilnahmewettbewerb.
        award: What is known about its award.
        capacity: The capacity request of its check; None where no check is linked.
    """

    procedure: Procedure
    texts: Mapping[TextField, str]
    publications: tuple[Publication, ...]
    about_bids: BidFacts = field(default_factory=BidFacts)
    participation: ParticipationFacts = field(default_factory=ParticipationFacts)
    award: AwardFacts = field(default_factory=AwardFacts)
    capacity: CapacityBehind | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known about a case.

    Args:
        facts: For the guards of steps.
        composed: What would be published; None while something is missing for that.
        need: The need as it was saved.
        matrices: The evaluation without bids of each lot that has one, by its number.
    """

    facts: Facts
    composed: Composed | None
    need: Need | None
    matrices: Mapping[int, Evaluation]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges cases by dated data.

    Args:
        rulebook: Of procurement.
        parameters: Of scoring.
    """

    rulebook: Rulebook
    parameters: ParameterSet

    def judge(self, case: Case, actor: str | None, now: datetime) -> Judgement:
        """Return what is known about a case.

        Thresholds and periods are those of the first publication, until then of today (§ 3 Abs. 3 VgV).

        Args:
            case: The procedure.
            actor: Id of the person who asks; None for the operator.
            now: The moment.
        """
        procedure = case.procedure
        day = official_day(case.publications[0].published_at if case.publications else now)
        need = parse_need(json.loads(procedure.need)) if procedure.need else None
        rules = HouseRules.on(self.parameters, day)
        matrices = {
            lot.number: parse_evaluation(json.loads(lot.document), bids_required=False)
            for lot in procedure.lots
            if lot.document
        }
        facts = Facts(
            stage=procedure.stage,
            now=now,
            actor=actor,
            asked_by=procedure.asked_by,
            asked_digest=procedure.asked_digest,
            lots=tuple(_lot_facts(lot, matrices.get(lot.number), rules) for lot in procedure.lots),
            priced_lots=tuple(lot.name for lot in need.lots) if need else None,
            kind=procedure.plan.kind,
            written=frozenset(name for name, text in case.texts.items() if is_written(text)),
            was_reset=procedure.stage in EDITED_AGAIN and procedure.opened == procedure.publications,
            about_bids=case.about_bids,
            participation=case.participation,
            award=case.award,
            agreement=agreement_facts(case.capacity, official_day(now)) if case.capacity else None,
        )
        facts = self._planned(self._valued(facts, need, day), procedure, need, day)
        composed = _composed(case, facts, need, rules)
        return Judgement(self._compared(facts, case, composed, day), composed, need, matrices)

    def _valued(self, facts: Facts, need: Need | None, day: date) -> Facts:
        try:
            thresholds = self.rulebook.thresholds(day)
        except ParameterNotValidError:
            return facts
        if need is None:
            return facts
        estimate = estimated_value(need.lots, thresholds, total_price_stated=need.total_price_stated)
        suggestion = suggest(estimate.value, thresholds, self.rulebook.kinds) if estimate.value else None
        return replace(facts, estimate=estimate, suggestion=suggestion)

    def _planned(self, facts: Facts, procedure: Procedure, need: Need | None, day: date) -> Facts:
        row = next((one for one in self.rulebook.kinds if one.kind is procedure.plan.kind), None)
        if row is None:
            return facts
        moments = {stage: getattr(procedure.plan, DEADLINES[stage]) for stage in row.stages}
        moments |= {Stage.BID: procedure.round_deadline} if procedure.round_deadline else {}
        deadlines = {
            stage: Deadline(moment=moment, day=official_day(moment)) for stage, moment in moments.items() if moment
        }
        return replace(
            facts,
            deadlines=deadlines,
            periods=self._periods(row, need, day, deadlines),
            invitation=self._invitation(procedure, row, need, official_day(facts.now)),
            participation=self._participation(procedure, row, facts.participation, day),
        )

    def _participation(
        self, procedure: Procedure, row: KindRow, known: ParticipationFacts, day: date
    ) -> ParticipationFacts:
        """Add what the kind asks for, and what was prepared for it."""
        if Stage.PARTICIPATION not in row.stages:
            return known
        name = {"restricted": "least_candidates_restricted"}.get(row.kind.value, f"least_candidates_{row.regime}")
        matrix = json.loads(procedure.eligibility) if procedure.eligibility else None
        return replace(
            known,
            is_needed=True,
            least=matrix["least"] if matrix else None,
            minimum=self.rulebook.limits.on(name, day),
        )

    def _invitation(self, procedure: Procedure, row: KindRow, need: Need | None, today: date) -> Period | None:
        """Return the minimum period of an invitation sent today: to chosen candidates, or to a later round."""
        if procedure.stage in _CHOOSING:
            circumstances = circumstances_of(need)
            found = minimum_length(row.kind, Stage.BID, today, circumstances, self.rulebook.periods)
            if found is None:
                return None
            source = (found.shortened or found.regular).source
            counted = count_days(today, found.days, holiday_in_hesse)
            return Period(Stage.BID, found, counted, is_assumed=False, source=source)
        if procedure.stage is not ProcedureStage.PRICING:
            return None
        least = self.rulebook.limits.on("later_round_minimum_days", today)
        length = Length(int(least.number), TimeCase.REGULAR, least, None)
        counted = count_days(today, length.days, holiday_in_hesse)
        return Period(Stage.BID, length, counted, is_assumed=False, source=least.source)

    def _periods(
        self, row: KindRow, need: Need | None, day: date, deadlines: Mapping[Stage, Deadline]
    ) -> tuple[Period, ...]:
        circumstances = circumstances_of(need)
        appropriate = APPROPRIATE_EU if row.regime == "eu" else APPROPRIATE_NATIONAL
        plan = Plan(row.kind, row.stages, appropriate, day, circumstances)
        found = periods(plan, self.rulebook.periods, holiday_in_hesse)
        return tuple(_from_deadline(period, deadlines) for period in found)

    def _compared(self, facts: Facts, case: Case, composed: Composed | None, day: date) -> Facts:
        seal = composed.seal if composed else None
        if not case.publications:
            return replace(facts, content_digest=seal)
        last = json.loads(case.publications[-1].document)
        changes: tuple[Change, ...] = diff(last, json.loads(composed.document)) if composed else ()
        return replace(facts, content_digest=seal, changes=changes, released=self._released(last, day))

    def _released(self, document: Mapping[str, object], day: date) -> Released:
        extension, moment = self.rulebook.limits.on("change_extension_days", day), deadline_in(document)
        if moment is None:
            return Released(deadline=None, extension=extension, earliest=None)
        ends = official_day(moment)
        return Released(
            deadline=Deadline(moment=moment, day=ends),
            extension=extension,
            earliest=ends + timedelta(days=int(extension.number)),
        )


def circumstances_of(need: Need | None) -> Circumstances:
    """Return what makes periods of a procedure shorter."""
    if need is None:
        return Circumstances()
    return Circumstances(
        electronic_bids=need.electronic_bids, urgent=need.urgent, prior_information=need.prior_information
    )


def _lot_facts(lot: Lot, evaluation: Evaluation | None, rules: HouseRules) -> LotFacts:
    faults = tuple(forbidden_faults(evaluation, rules)) if evaluation else ()
    return LotFacts(title=lot.title, has_matrix=evaluation is not None, faults=faults)


def _from_deadline(period: Period, deadlines: Mapping[Stage, Deadline]) -> Period:
    """Count a later stage from the deadline before it, where one is set, instead of an assumed day."""
    before = deadlines.get(Stage.PARTICIPATION)
    if not period.is_assumed or period.length is None or before is None:
        return period
    start = next_working_day(before.day, holiday_in_hesse)
    return replace(period, counted=count_days(start, period.length.days, holiday_in_hesse))


def _composed(case: Case, facts: Facts, need: Need | None, rules: HouseRules) -> Composed | None:
    procedure, option = case.procedure, facts.option
    whole = procedure.lots and all(lot.document for lot in procedure.lots)
    if not whole or need is None or facts.suggestion is None or option is None:
        return None
    return compose(
        Content(
            reference=procedure.reference,
            number=len(case.publications) + 1,
            plan=procedure.plan,
            lots=procedure.lots,
            texts=case.texts,
            need=need.model_dump(mode="json"),
            suggestion=facts.suggestion,
            option=option,
            parameters=(rules.open_source_share, rules.band_percent_maximum),
            eligibility=_eligibility(procedure, facts),
        )
    )


def _eligibility(procedure: Procedure, facts: Facts) -> Mapping[str, object] | None:
    """Return the eligibility matrix that is published: only where the kind has requests to participate."""
    if not facts.participation.is_needed or procedure.eligibility is None:
        return None
    found: Mapping[str, object] = json.loads(procedure.eligibility)
    return found
