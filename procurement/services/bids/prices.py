"""Prices of bids: kept sealed with a key that is not in the database, opened for whoever may read them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from core.digest import checksum
from infra.once.model import Once
from infra.secrets import Secrets
from procurement.rules.bids.receipt import KEYED
from procurement.rules.procedure.publication import canonical

_PURPOSE = "bid-price"
_FILE = "bid-file"
_AMENDMENT = "bid-price-correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class BidPrice:
    """What a bid costs.

    Args:
        gross_eur: Scored price (Wertungspreis) in euro, gross, as decimal string.
        price_sheet: Lines of the price sheet as in ``pruefstand/evaluation/1``; may be empty.
    """

    gross_eur: str
    price_sheet: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceAmendment:
    """How a price was corrected for an arithmetical error of its sheet, or is to be.

    Args:
        stated_eur: What the bidder named, in euro, gross, as decimal string.
        corrected_eur: What it is by the rule.
        reason: Why.
    """

    stated_eur: str
    corrected_eur: str
    reason: str


@dataclass(frozen=True, slots=True)
class PriceBox:
    """Seals prices and files, and opens them.

    Who may open is the policy's to say (``Action.READ_PRICES`` on the bid, its state by
    ``procurement.rules.procedure.locking``): ask it first.

    Args:
        secrets: Keys of this instance.
    """

    secrets: Secrets

    def seal(self, city: str, slug: str, bid: str, price: BidPrice) -> str:
        """Return a price as it is stored."""
        plain = canonical({"gross_eur": price.gross_eur, "price_sheet": list(price.price_sheet)})
        return self.secrets.seal(_PURPOSE, plain.encode(), context=f"{city}/{slug}/{bid}")

    def unseal(self, city: str, slug: str, bid: str, sealed: str) -> BidPrice:
        """Return a price as it was imported.

        Raises:
            SecretUnreadableError: It was sealed on another instance, for another bid, or it was changed.
        """
        value = json.loads(self.secrets.unseal(_PURPOSE, sealed, context=f"{city}/{slug}/{bid}"))
        return BidPrice(gross_eur=value["gross_eur"], price_sheet=tuple(value["price_sheet"]))

    def seal_amendment(self, city: str, slug: str, bid: str, amendment: PriceAmendment) -> str:
        """Return a correction as it is stored."""
        plain = canonical(asdict(amendment)).encode()
        return self.secrets.seal(_AMENDMENT, plain, context=f"{city}/{slug}/{bid}")

    def unseal_amendment(self, city: str, slug: str, bid: str, sealed: str) -> PriceAmendment:
        """Return a correction as it was asked for.

        Raises:
            SecretUnreadableError: It was sealed on another instance, for another bid, or it was changed.
        """
        plain = self.secrets.unseal(_AMENDMENT, sealed, context=f"{city}/{slug}/{bid}")
        return PriceAmendment(**json.loads(plain))

    def seal_file(self, city: str, slug: str, bid: str, name: str, content: bytes) -> str:
        """Return the content of a file as it is stored."""
        return self.secrets.seal(_FILE, content, context=f"{city}/{slug}/{bid}/{name}")

    def unseal_file(self, city: str, slug: str, bid: str, name: str, sealed: str) -> bytes:
        """Return the content of a file as it was imported.

        Raises:
            SecretUnreadableError: It was sealed on another instance, for another file, or it was changed.
        """
        return self.secrets.unseal(_FILE, sealed, context=f"{city}/{slug}/{bid}/{name}")

    def keyed_digest(self, city: str, slug: str, content: bytes) -> str:
        """Return a checksum of a price, or of a file that tells one, from which nobody finds it by trying."""
        return KEYED + self.secrets.digest("bid-receipt", f"{city}/{slug}/{checksum(content)}")

    def preview_seal(self, *parts: str) -> str:
        """Return what shows that somebody has seen the preview of exactly this."""
        return self.secrets.digest("bid-preview", "/".join(parts))

    def unguessable(self, once: Once | None) -> Once | None:
        """Return a wish whose stored digest of the request, a price in it, tells nothing without the key."""
        return once and replace(once, request_digest=self.secrets.digest("bid-request", once.request_digest))
