"""The services of sealed intakes."""

from dataclasses import dataclass

from procurement.services.bids.prices import PriceBox
from procurement.services.procedures import Stepping
from procurement.services.sealed import HandingIn, SealedOpening, SealKeys, SettingUp


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedHouse:
    """These services; routes ask for them by the name of their field.

    Args:
        seal_keys: People's own keys.
        setting_up: Intakes and what may be known of them.
        handing_in: Bids on their way in.
        sealed_opening: Opening by two.
    """

    seal_keys: SealKeys
    setting_up: SettingUp
    handing_in: HandingIn
    sealed_opening: SealedOpening


def sealed_house(stepping: Stepping, box: PriceBox) -> SealedHouse:
    """Build them."""
    transactions = stepping.transactions
    return SealedHouse(
        seal_keys=SealKeys(transactions=transactions),
        setting_up=SettingUp(transactions=transactions),
        handing_in=HandingIn(transactions=transactions),
        sealed_opening=SealedOpening(transactions=transactions, stepping=stepping, box=box),
    )
