"""The dated numbers that scoring needs, taken from the parameter set for one day."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from core.parameters import DatedParameter, ParameterSet


@dataclass(frozen=True, slots=True)
class HouseRules:
    """Numbers of law and policy valid on ``day``; every one carries its source.

    Args:
        day: Day on which the numbers are valid.
        open_source_share: Share of the open-source main group in percent.
        band_percent_maximum: Largest lawful Schwankungsbereich in percent.
        abnormally_low_base: What the gap of the cheapest bid is measured against (code).
        abnormally_low_trigger_percent: Gap in percent from which a bid is flagged as ungewöhnlich niedrig.
        abnormally_low_notice_percent: Gap in percent from which a notice is given.
        evaluator_spread_discussion_points: Spread in points above which a criterion is marked "besprechen".
        price_share_notice_percent: Price share in percent from which the probe warns.
    """

    day: date
    open_source_share: DatedParameter
    band_percent_maximum: DatedParameter
    abnormally_low_base: DatedParameter
    abnormally_low_trigger_percent: DatedParameter
    abnormally_low_notice_percent: DatedParameter
    evaluator_spread_discussion_points: DatedParameter
    price_share_notice_percent: DatedParameter

    @classmethod
    def on(cls, parameters: ParameterSet, day: date) -> Self:
        """Take the entries valid on ``day``.

        Raises:
            ParameterNotValidError: A number has no entry for the day.
        """
        names = [name for name in cls.__slots__ if name != "day"]
        return cls(day=day, **{name: parameters.on(name, day) for name in names})
