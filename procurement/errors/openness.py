"""What can stop work with openness of bids."""

from procurement.errors.base import ProcurementError


class RubricNotFoundError(ProcurementError):
    """There is no rubric of this number."""

    type = "procurement/rubric-not-found"

    def __init__(self, number: int) -> None:
        super().__init__(number=str(number))


class RubricVersionTakenError(ProcurementError):
    """A version of this name is stored already and says something else: a stored version never changes."""

    type = "procurement/rubric-version-taken"

    def __init__(self, version: str, number: int) -> None:
        super().__init__(version=version, number=str(number))


class NoRubricError(ProcurementError):
    """With this lot no rubric was published: nothing is suggested."""

    type = "procurement/no-rubric"


class AnswerRaisesPointsError(ProcurementError):
    """What came after the deadline would give more than the bid did, or is of a kind that changes nothing."""

    type = "procurement/answer-raises-points"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class SuggestionChangedError(ProcurementError):
    """The suggestion has changed since it was looked at; nothing was decided."""

    type = "procurement/suggestion-changed"
