"""What can stop work with bids, from their opening to the fixed result."""

from procurement.errors.base import ProcurementError


class TenderBidNotFoundError(ProcurementError):
    """The procedure has no such bid."""

    type = "procurement/tender-bid-not-found"

    def __init__(self, bid: str) -> None:
        super().__init__(bid=bid)


class BidNotLowError(ProcurementError):
    """Nothing about the price of this bid asks for a decision."""

    type = "procurement/bid-not-low"

    def __init__(self, bid: str) -> None:
        super().__init__(bid=bid)


class BidFileNotFoundError(ProcurementError):
    """The bid has no file of this name."""

    type = "procurement/bid-file-not-found"


class BidPriceMissingError(ProcurementError):
    """No price is known of this bid."""

    type = "procurement/bid-price-missing"


class BidSealBrokenError(ProcurementError):
    """What was sealed does not open here: it was sealed with the key of another instance, or somebody changed it."""

    type = "procurement/bid-seal-broken"


class BidsNotAcceptedError(ProcurementError):
    """Bids come in after their opening is recorded and before their examination begins, and change only then."""

    type = "procurement/bids-not-accepted"


class RequestsNotAcceptedError(ProcurementError):
    """Requests to participate are recorded after their opening and before candidates are chosen, and only then."""

    type = "procurement/requests-not-accepted"


class RequestNotFoundError(ProcurementError):
    """The procedure has no request to participate of this number."""

    type = "procurement/request-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class OpeningRecordedError(ProcurementError):
    """The opening of this round is recorded; it never changes."""

    type = "procurement/opening-recorded"


class OpeningNotFoundError(ProcurementError):
    """No opening of this publication and round is recorded."""

    type = "procurement/opening-not-found"


class CheckPointNotFoundError(ProcurementError):
    """The examination of the bid has no such point."""

    type = "procurement/check-point-not-found"

    def __init__(self, point: str) -> None:
        super().__init__(point=point)


class InquiryNotFoundError(ProcurementError):
    """The procedure has no inquiry of this number."""

    type = "procurement/inquiry-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class NothingToCorrectError(ProcurementError):
    """The price sheet of this bid adds up or cannot be read, a correction is being decided, or none is asked for."""

    type = "procurement/nothing-to-correct"

    def __init__(self, bid: str) -> None:
        super().__init__(bid=bid)


class SamePersonDecidesError(ProcurementError):
    """Whoever asked for it does not decide about it."""

    type = "procurement/same-person-decides"


class PriceNotAskedError(ProcurementError):
    """The bidder was not asked about the price yet, or the answer is awaited (§ 60 Abs. 1 VgV)."""

    type = "procurement/price-not-asked"

    def __init__(self, bid: str) -> None:
        super().__init__(bid=bid)


class SheetHandedInError(ProcurementError):
    """The own sheet was handed in and stays as it is."""

    type = "procurement/sheet-handed-in"


class SheetIncompleteError(ProcurementError):
    """A score lacks points, a reason or a source: the sheet cannot be handed in."""

    type = "procurement/sheet-incomplete"

    def __init__(self, count: int) -> None:
        super().__init__(count=str(count))


class PointsDifferError(ProcurementError):
    """The evaluators did not all give the same points: there is nothing to take over."""

    type = "procurement/points-differ"


class PresentationLengthError(ProcurementError):
    """Another bidder of the lot had another length: the same time for all."""

    type = "procurement/presentation-length"

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes=str(minutes))


class NoTieError(ProcurementError):
    """The first rank of this lot is not tied, or something is to be clarified before it can be decided."""

    type = "procurement/no-tie"

    def __init__(self, lot: int) -> None:
        super().__init__(lot=str(lot))


class DrawPlannedError(ProcurementError):
    """How the tie on this lot is decided is fixed: neither that nor who takes part in it changes any more."""

    type = "procurement/draw-planned"

    def __init__(self, lot: int) -> None:
        super().__init__(lot=str(lot))


class DrawNotPlannedError(ProcurementError):
    """How the tie on this lot is to be decided is not fixed yet."""

    type = "procurement/draw-not-planned"

    def __init__(self, lot: int) -> None:
        super().__init__(lot=str(lot))


class AlreadyDrawnError(ProcurementError):
    """The tie on this lot is decided; that stays."""

    type = "procurement/already-drawn"

    def __init__(self, lot: int) -> None:
        super().__init__(lot=str(lot))
