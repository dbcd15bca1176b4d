"""The award: its dated data."""

from functools import cache

from infra.parameters import load_data
from procurement.rules.award.book import AwardBook


@cache
def load_award_book() -> AwardBook:
    """Read the dated data of the award."""
    return AwardBook.from_data(load_data("procurement", "zuschlag"))
