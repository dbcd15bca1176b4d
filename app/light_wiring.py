"""The services of light routes and the dated data that they work by."""

from dataclasses import dataclass
from functools import cache

from infra.parameters import load_data, load_parameters
from infra.transactions import Transactions
from procurement.rules.light.book import LightBook
from procurement.services.light import LightDesk, LightDrafting, LightSigning


@dataclass(frozen=True, slots=True, kw_only=True)
class LightHouse:
    """These services; routes ask for them by the name of their field.

    Args:
        light_desk: Reading Kurzbewertungen.
        light_drafting: Writing them.
        light_signing: Handing them in and signing them.
    """

    light_desk: LightDesk
    light_drafting: LightDrafting
    light_signing: LightSigning


def light_house(transactions: Transactions) -> LightHouse:
    """Build these services."""
    book = load_light_book()
    return LightHouse(
        light_desk=LightDesk(transactions=transactions, book=book),
        light_drafting=LightDrafting(transactions=transactions, book=book),
        light_signing=LightSigning(transactions=transactions, book=book),
    )


@cache
def load_light_book() -> LightBook:
    """Read the dated data of light routes, with limits of value and the share of the open-source criterion."""
    others = load_parameters("procurement"), load_parameters("scoring")
    return LightBook.from_data(load_data("procurement", "kurzbewertung"), *others)
