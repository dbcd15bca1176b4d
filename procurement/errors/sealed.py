"""What can stop work on sealed intakes."""

from procurement.errors.base import ProcurementError


class SealedIntakeNotFoundError(ProcurementError):
    """The procedure has no sealed intake."""

    type = "procurement/sealed-intake-not-found"


class SealedIntakeExistsError(ProcurementError):
    """The procedure has a sealed intake that is not opened yet."""

    type = "procurement/sealed-intake-exists"


class SealedIntakeNotPossibleError(ProcurementError):
    """The procedure takes no bids now, or not here: from the EU threshold on they come by a platform."""

    type = "procurement/sealed-intake-not-possible"


class SealKeysMissingError(ProcurementError):
    """Too few people hold a key: one lost key would lose all bids."""

    type = "procurement/seal-keys-missing"


class SealKeyNotFoundError(ProcurementError):
    """The person has no key to confirm or give up."""

    type = "procurement/seal-key-not-found"


class SealKeyWrongError(ProcurementError):
    """What was shown is not the person's key for this."""

    type = "procurement/seal-key-wrong"


class SealedOpeningRefusedError(ProcurementError):
    """The intake stays closed.

    Its property ``reason`` says why, as a ``SealRefusal``.
    """

    type = "procurement/sealed-opening-refused"


class SealedOpeningNeededError(ProcurementError):
    """The bids of this round lie in a sealed intake: two people open it with their keys, nothing is typed."""

    type = "procurement/sealed-opening-needed"


class AccessCodeWrongError(ProcurementError):
    """There is no intake for this link or code: it was never given out, used up, or belongs to an opened intake."""

    type = "procurement/access-code-wrong"


class BidRefusedLateError(ProcurementError):
    """The deadline is over, or the procedure takes no bids; nothing was stored."""

    type = "procurement/bid-refused-late"


class BidTooLargeError(ProcurementError):
    """The bid does not fit; the property ``most`` says how many bytes all files may have together."""

    type = "procurement/bid-too-large"
