"""All that is said about a need: value, kinds, periods, contracts, with every sentence and every source."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from core.errors import Fault, InputError
from core.german import german_date
from core.legal import LegalSource
from core.numbers import money_string
from core.parameters import ParameterNotValidError
from procurement.model import ProcedureType, Regime
from procurement.rules import wording
from procurement.rules.estimated_value import VALUE, EstimatedValue, LotValue, estimated_value, small_lots
from procurement.rules.evb_it import OpenSourceReadiness, candidates
from procurement.rules.need import LineKind, Need
from procurement.rules.periods import (
    APPROPRIATE_EU,
    APPROPRIATE_NATIONAL,
    COUNTING,
    Circumstances,
    Holiday,
    Period,
    Plan,
    Stage,
    periods,
)
from procurement.rules.procedure_kind import KindOption, Standing, Suggestion, suggest
from procurement.rules.rulebook import Rulebook, Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A legal source with how far it was checked, in words."""

    citation: str
    status: str
    as_of: date | None
    note: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReport:
    """One line of the estimate. Amounts are decimal strings in euro net."""

    kind: LineKind
    title: str
    amount_net_eur: str
    months: int | None
    value_net_eur: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LotReport:
    """One lot of the estimate."""

    name: str
    lines: tuple[LineReport, ...]
    value_net_eur: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueReport:
    """The estimated value."""

    lots: tuple[LotReport, ...]
    value_net_eur: str
    text: str
    notices: tuple[str, ...]
    sources: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdReport:
    """The EU threshold and what follows; also what it means for small lots, and what is announced."""

    threshold_net_eur: str
    regime: Regime
    text: str
    source: Basis
    small_lots: str | None
    small_lots_source: Basis | None
    announced: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReport:
    """One stage with its minimum period; days are None where the law names none."""

    stage: Stage
    title: str
    days: int | None
    first_day: date | None
    last_day: date | None
    text: str
    steps: tuple[str, ...]
    assumption: str | None
    sources: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindReport:
    """One kind of procedure."""

    kind: ProcedureType
    title: str
    standing: Standing
    standing_text: str
    needs_reason: bool
    text: str
    caution: str | None
    conditions: tuple[str, ...]
    cases: tuple[str, ...]
    minimum_bids: int | None
    limit_net_eur: str | None
    sources: tuple[Basis, ...]
    periods: tuple[PeriodReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractReport:
    """One EVB-IT contract that comes into question."""

    name: str
    purpose: str
    open_source: OpenSourceReadiness
    remark: str
    source: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureKindReport:
    """The whole report, format ``pruefstand/procedure-kind/1``. It suggests; the Vergabestelle decides."""

    format: Literal["pruefstand/procedure-kind/1"]
    publication_day: date
    value: ValueReport
    threshold: ThresholdReport
    kinds: tuple[KindReport, ...]
    contracts: tuple[ContractReport, ...]


def report(need: Need, rulebook: Rulebook, holiday: Holiday) -> ProcedureKindReport:
    """Return everything that the rules say about a need.

    Args:
        need: What is to be bought.
        rulebook: Dated data.
        holiday: Public holidays at the seat of the authority.

    Raises:
        InputError: No threshold is known for the day, or every amount is 0.
    """
    thresholds = _thresholds(need, rulebook)
    estimate = estimated_value(need.lots, thresholds, total_price_stated=need.total_price_stated)
    if not estimate.value:
        raise InputError([Fault("value_zero", "/lots")])
    suggestion = suggest(estimate.value, thresholds, rulebook.kinds)
    return ProcedureKindReport(
        format="pruefstand/procedure-kind/1",
        publication_day=need.publication_day,
        value=_value(estimate, thresholds),
        threshold=_threshold(suggestion, estimate, thresholds),
        kinds=tuple(_kind(option, need, rulebook, holiday) for option in suggestion.options),
        contracts=_contracts(need, rulebook),
    )


def _thresholds(need: Need, rulebook: Rulebook) -> Thresholds:
    try:
        return rulebook.thresholds(need.publication_day)
    except ParameterNotValidError as error:
        days = (need.publication_day, *rulebook.known_days())
        properties = dict(zip(("day", "first", "last"), map(german_date, days), strict=True))
        raise InputError([Fault("threshold_unknown", "/publication_day", properties=properties)]) from error


def _basis(source: LegalSource) -> Basis:
    return Basis(
        citation=source.citation,
        status=source.status.value,
        as_of=source.as_of,
        note=source.note,
        text=wording.checked(source),
    )


def _value(estimate: EstimatedValue, thresholds: Thresholds) -> ValueReport:
    return ValueReport(
        lots=tuple(_lot(lot) for lot in estimate.lots),
        value_net_eur=money_string(estimate.value),
        text=wording.value_sentence(estimate),
        notices=tuple(notice for lot in estimate.lots for notice in wording.lot_notices(lot)),
        sources=(_basis(VALUE), _basis(thresholds.open_ended_months.source)),
    )


def _lot(lot: LotValue) -> LotReport:
    lines = tuple(
        LineReport(
            kind=line.line.kind,
            title=wording.LINES[line.line.kind],
            amount_net_eur=money_string(line.line.amount_net_eur),
            months=line.months,
            value_net_eur=money_string(line.value),
            text=wording.line_sentence(line),
            reason=line.line.reason.strip(),
        )
        for line in lot.lines
    )
    return LotReport(name=lot.name, lines=lines, value_net_eur=money_string(lot.value))


def _threshold(suggestion: Suggestion, estimate: EstimatedValue, thresholds: Thresholds) -> ThresholdReport:
    small = small_lots(estimate, thresholds)
    return ThresholdReport(
        threshold_net_eur=money_string(suggestion.threshold.number),
        regime=suggestion.regime,
        text=wording.threshold_sentence(suggestion),
        source=_basis(suggestion.threshold.source),
        small_lots=wording.small_lots_sentence(small, thresholds) if small else None,
        small_lots_source=_basis(thresholds.small_lots_percent.source) if small else None,
        announced=wording.announced_sentence(suggestion),
    )


def _kind(option: KindOption, need: Need, rulebook: Rulebook, holiday: Holiday) -> KindReport:
    row = option.row
    appropriate = APPROPRIATE_EU if row.regime is Regime.EU else APPROPRIATE_NATIONAL
    circumstances = Circumstances(
        electronic_bids=need.electronic_bids, urgent=need.urgent, prior_information=need.prior_information
    )
    plan = Plan(row.kind, row.stages, appropriate, need.publication_day, circumstances)
    return KindReport(
        kind=row.kind,
        title=row.title,
        standing=option.standing,
        standing_text=wording.STANDINGS[option.standing],
        needs_reason=option.needs_reason,
        text=wording.option_sentence(option),
        caution=wording.caution(option),
        conditions=row.conditions,
        cases=row.cases if option.needs_reason else (),
        minimum_bids=row.minimum_bids,
        limit_net_eur=money_string(option.limit.number) if option.limit else None,
        sources=tuple(_basis(source) for source in option.sources),
        periods=tuple(_period(period) for period in periods(plan, rulebook.periods, holiday)),
    )


def _period(period: Period) -> PeriodReport:
    counted = period.counted
    return PeriodReport(
        stage=period.stage,
        title=wording.STAGES[period.stage],
        days=period.length.days if period.length else None,
        first_day=counted.first if counted else None,
        last_day=counted.last if counted else None,
        text=wording.period_sentence(period),
        steps=wording.counted_sentences(counted) if counted else (),
        assumption=wording.assumption_sentence(period),
        sources=tuple(_basis(source) for source in ((period.source, COUNTING) if counted else (period.source,))),
    )


def _contracts(need: Need, rulebook: Rulebook) -> tuple[ContractReport, ...]:
    return tuple(
        ContractReport(
            name=contract.name,
            purpose=contract.purpose,
            open_source=contract.open_source,
            remark=contract.remark,
            source=_basis(contract.source),
        )
        for contract in candidates(need.purchase, rulebook.contracts)
    )
