"""Why something was not fetched."""

from enum import StrEnum

from core.errors import PruefstandError


class Refusal(StrEnum):
    """Why an address is not fetched, or an answer not taken."""

    ANSWER_CODED = "answer_coded"
    ANSWER_TOO_LARGE = "answer_too_large"
    NOT_PUBLIC = "not_public"
    NO_ADDRESS = "no_address"
    NUMBER = "number"
    OFF_LIST = "off_list"
    PORT = "port"
    REDIRECTS = "redirects"
    SCHEME = "scheme"
    TOO_LONG = "too_long"
    TOO_SLOW = "too_slow"
    UNREACHABLE = "unreachable"
    USERINFO = "userinfo"
    WRITTEN = "written"


class FetchRefusedError(PruefstandError):
    """Nothing was fetched. The address itself is not told: it may carry what should stand in no log.

    Args:
        reason: Why.
    """

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason
