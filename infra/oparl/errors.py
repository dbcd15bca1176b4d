"""Why an answer of a council system cannot be used."""

from enum import StrEnum

from core.errors import PruefstandError


class Unreadable(StrEnum):
    """What is wrong with an answer."""

    BODY_UNKNOWN = "body_unknown"
    ERROR_OBJECT = "error_object"
    LIST_MISSING = "list_missing"
    NOT_JSON = "not_json"
    OTHER_HOST = "other_host"
    OTHER_TYPE = "other_type"
    STATUS = "status"


class CouncilUnreadableError(PruefstandError):
    """The council system answered, but not with what was asked for.

    Args:
        reason: What is wrong.
        url: What was asked for.
        detail: What came instead, in the words of the other side; empty where it said nothing.
    """

    def __init__(self, reason: Unreadable, url: str, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {url}")
        self.reason = reason
        self.url = url
        self.detail = " ".join(detail.split())[:200]
