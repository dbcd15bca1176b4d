"""All dated data that these rules need, read once from parsed files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from core.legal import LegalSource
from core.parameters import DatedParameter, ParameterNotValidError, ParameterSet, legal_source
from procurement.model import ProcedureType, Regime
from procurement.rules.evb_it import EvbItContract
from procurement.rules.periods import Stage


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of value valid on ``day``, net of VAT; every one carries its source.

    Args:
        day: Day on which they are valid: that of sending the notice (§ 3 Abs. 3 VgV).
        eu_threshold_eur: From this value on the VgV applies.
        open_ended_months: Months that count for an open-ended contract.
        small_lot_below_eur: A lot below may be left out of the EU procedure …
        small_lots_percent: … as long as all such lots together do not exceed this share.
        wertgrenzen: Limits up to which a national kind is admissible, by name.
        announced: A limit announced but not known to be in force; never applied.
    """

    day: date
    eu_threshold_eur: DatedParameter
    open_ended_months: DatedParameter
    small_lot_below_eur: DatedParameter
    small_lots_percent: DatedParameter
    wertgrenzen: Mapping[str, DatedParameter]
    announced: DatedParameter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """One kind of procedure.

    Args:
        kind: Its code.
        regime: EU law or national law.
        title: German name.
        limit: Name of the Wertgrenze up to which it is admissible without further reason; None if there is none.
        choice: It is always at hand.
        stages: Stages with a period of their own.
        minimum_bids: Number of bids to ask for; None where the law names none.
        basis: Legal source.
        conditions: German sentences: what to keep to.
        cases: German sentences: in which cases it is admissible otherwise; empty: in none.
    """

    kind: ProcedureType
    regime: Regime
    title: str
    limit: str | None
    choice: bool
    stages: tuple[Stage, ...]
    minimum_bids: int | None
    basis: LegalSource
    conditions: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Dated data of procurement.

    Args:
        limits: Thresholds and limits of value.
        periods: Minimum periods.
        kinds: Kinds of procedure, least effort first.
        contracts: EVB-IT contracts.
    """

    limits: ParameterSet
    periods: ParameterSet
    kinds: tuple[KindRow, ...]
    contracts: tuple[EvbItContract, ...]

    @classmethod
    def from_data(
        cls,
        limits: Mapping[str, Any],
        periods: Mapping[str, Any],
        kinds: Sequence[Mapping[str, Any]],
        contracts: Sequence[Mapping[str, Any]],
    ) -> Self:
        """Read the four parsed files.

        Raises:
            KeyError: A required key is missing, e.g. the status of a source.
            ValueError: A value is not of its form, a source has no ``as_of``, or a kind names an unknown limit.
        """
        book = cls(
            ParameterSet.from_mapping(limits),
            ParameterSet.from_mapping(periods),
            tuple(_kind(raw) for raw in kinds),
            tuple(EvbItContract.from_mapping(raw) for raw in contracts),
        )
        book.check()
        return book

    def check(self) -> None:
        """Refuse a source without ``as_of`` and a kind with an unknown limit.

        Raises:
            ValueError: There is one.
        """
        entries = [entry.source for entry in (*self.limits.entries, *self.periods.entries)]
        rows = [row.basis for row in self.kinds] + [row.source for row in self.contracts]
        for source in entries + rows:
            if source.as_of is None:
                raise ValueError(f"{source.citation}: as_of is missing")
        names = {entry.name for entry in self.limits.entries}
        if unknown := {row.limit for row in self.kinds if row.limit} - names:
            raise ValueError(f"unknown limits: {sorted(unknown)}")

    def thresholds(self, day: date) -> Thresholds:
        """Return the limits valid on a day.

        Raises:
            ParameterNotValidError: One has no entry for the day.
        """
        on = self.limits.on
        return Thresholds(
            day=day,
            eu_threshold_eur=on("eu_threshold_eur", day),
            open_ended_months=on("open_ended_months", day),
            small_lot_below_eur=on("small_lot_below_eur", day),
            small_lots_percent=on("small_lots_percent", day),
            wertgrenzen={row.limit: on(row.limit, day) for row in self.kinds if row.limit},
            announced=_if_valid(self.limits, "hvtg_announced_direct_award_eur", day),
        )

    def known_days(self) -> tuple[date, date]:
        """Return the first and the last day for which an EU threshold is known."""
        entries = [entry for entry in self.limits.entries if entry.name == "eu_threshold_eur"]
        return min(entry.valid_from for entry in entries), max(entry.valid_to or date.max for entry in entries)


def _if_valid(parameters: ParameterSet, name: str, day: date) -> DatedParameter | None:
    try:
        return parameters.on(name, day)
    except ParameterNotValidError:
        return None


def _kind(raw: Mapping[str, Any]) -> KindRow:
    return KindRow(
        kind=ProcedureType(raw["kind"]),
        regime=Regime(raw["regime"]),
        title=raw["title"],
        limit=raw.get("limit"),
        choice=raw["choice"],
        stages=tuple(Stage(stage) for stage in raw["stages"]),
        minimum_bids=raw.get("minimum_bids"),
        basis=legal_source(raw["basis"]),
        conditions=tuple(raw["conditions"]),
        cases=tuple(raw["cases"]),
    )
