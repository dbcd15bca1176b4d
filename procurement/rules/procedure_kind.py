"""Which kinds of procedure a value admits: suggested in order, each with its basis, never decided silently."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.legal import LegalSource
from core.parameters import DatedParameter
from procurement.model import Regime
from procurement.rules.rulebook import KindRow, Thresholds


class Standing(StrEnum):
    """Why a kind is admissible: its limit of value is kept, it is always at hand, or only with a reason of its own."""

    LIMIT = "limit"
    CHOICE = "choice"
    CASES = "cases"


_ORDER = tuple(Standing)


@dataclass(frozen=True, slots=True)
class KindOption:
    """One kind that is admissible or can be made so.

    Args:
        row: The kind.
        standing: Why it is admissible.
        limit: The limit of value it was held against; None where it has none.
    """

    row: KindRow
    standing: Standing
    limit: DatedParameter | None

    @property
    def needs_reason(self) -> bool:
        """It may be chosen only in one of its cases, with the reason in the Vergabevermerk."""
        return self.standing is Standing.CASES

    @property
    def sources(self) -> tuple[LegalSource, ...]:
        """Everything it rests on."""
        return (self.row.basis, self.limit.source) if self.limit else (self.row.basis,)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a value admits.

    Args:
        value: Estimated value in euro net.
        regime: EU law from the threshold on, else national law.
        threshold: The EU threshold it was held against.
        options: Kinds, the suggested ones first; those that need a reason last.
        announced: A limit announced but not known to be in force that would matter here; it was not applied.
    """

    value: Decimal
    regime: Regime
    threshold: DatedParameter
    options: tuple[KindOption, ...]
    announced: DatedParameter | None

    @property
    def suggested(self) -> tuple[KindOption, ...]:
        """Kinds that need no reason beyond the value."""
        return tuple(option for option in self.options if not option.needs_reason)


def suggest(value: Decimal, thresholds: Thresholds, kinds: Iterable[KindRow]) -> Suggestion:
    """Return the kinds of procedure that a value admits.

    A value at the EU threshold falls under EU law; a value at a Wertgrenze still keeps it.

    Args:
        value: Estimated value of all lots in euro net, 0 or more.
        thresholds: Numbers valid on the day of publication.
        kinds: All kinds, least effort first.

    Legal source:
        § 106 GWB, §§ 14 and 19 VgV; §§ 1 and 12 HVTG, § 8 UVgO
    """
    threshold = thresholds.eu_threshold_eur
    regime = Regime.EU if value >= threshold.number else Regime.NATIONAL
    found = [_option(row, value, thresholds) for row in kinds if row.regime is regime]
    options = sorted((option for option in found if option), key=lambda option: _ORDER.index(option.standing))
    return Suggestion(value, regime, threshold, tuple(options), _announced(value, regime, thresholds))


def _option(row: KindRow, value: Decimal, thresholds: Thresholds) -> KindOption | None:
    limit = thresholds.wertgrenzen[row.limit] if row.limit else None
    if limit and value <= limit.number:
        return KindOption(row, Standing.LIMIT, limit)
    if row.choice:
        return KindOption(row, Standing.CHOICE, limit)
    return KindOption(row, Standing.CASES, limit) if row.cases else None


def _announced(value: Decimal, regime: Regime, thresholds: Thresholds) -> DatedParameter | None:
    announced = thresholds.announced
    if announced is None or regime is Regime.EU:
        return None
    applied = thresholds.wertgrenzen["hvtg_applies_above_eur"].number
    return announced if applied < value <= announced.number else None
