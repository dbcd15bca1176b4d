"""What can stop work with requests for capacity."""

from typing import ClassVar

from core.errors import PruefstandError


class CapacityError(PruefstandError):
    """Root of the errors of this package.

    Args:
        properties: Values that the sentence about the error needs.
    """

    type: ClassVar[str]

    def __init__(self, **properties: str) -> None:
        super().__init__(f"{self.type}: {properties}")
        self.properties = properties


class RequestNotFoundError(CapacityError):
    """There is no request of this number."""

    type = "capacity/request-not-found"


class RequestPlaceNotFoundError(CapacityError):
    """The list has no request of this number."""

    type = "capacity/request-place-not-found"


class RequestClosedError(CapacityError):
    """In its stage nobody does this."""

    type = "capacity/request-closed"


class RequestOfficeMissingError(CapacityError):
    """Whoever asks belongs to no office."""

    type = "capacity/office-missing"


class QuestionNotFoundError(CapacityError):
    """There is no open question of this number."""

    type = "capacity/question-not-found"


class NotAskedError(CapacityError):
    """The question is not theirs to ask or to answer."""

    type = "capacity/not-asked"


class AttachmentNotFoundError(CapacityError):
    """The request has no such file, or somebody else attached it."""

    type = "capacity/attachment-not-found"


class ClosingDayTakenError(CapacityError):
    """The day is a closing day already, a public holiday or a weekend."""

    type = "capacity/closing-day-taken"


class RequestNotRankedError(CapacityError):
    """The request is not being assessed and waits for no decision."""

    type = "capacity/request-not-ranked"


class QueuePlanMissingError(CapacityError):
    """The request is not in the plan of the queue, or none was made yet."""

    type = "capacity/queue-plan-missing"


class PlaceRefusedError(CapacityError):
    """The request cannot begin in this week; the properties say what stands against it."""

    type = "capacity/place-refused"


class ScenarioNotFoundError(CapacityError):
    """There is no scenario of this number."""

    type = "capacity/scenario-not-found"


class ScenarioClosedError(CapacityError):
    """In its state nobody decides on the scenario like this."""

    type = "capacity/scenario-closed"


class ScenarioOutdatedError(CapacityError):
    """What stands by now leaves no room for the scenario."""

    type = "capacity/scenario-outdated"


class RankTakenError(CapacityError):
    """Another request was set to this rank."""

    type = "capacity/rank-taken"


class RoundNotFoundError(CapacityError):
    """There is no round of this number."""

    type = "capacity/round-not-found"


class RoundOpenError(CapacityError):
    """Another round of this kind is open."""

    type = "capacity/round-open"


class RoundClosedError(CapacityError):
    """The round is closed already."""

    type = "capacity/round-closed"


class RoundStillOpenError(CapacityError):
    """The round is not closed yet: there are no minutes."""

    type = "capacity/round-still-open"


class FigureYearError(CapacityError):
    """There can be no figures of this year."""

    type = "capacity/no-figures"


class CalendarNotFoundError(CapacityError):
    """Nobody has a calendar with this key."""

    type = "capacity/calendar-not-found"


class MailAddressError(CapacityError):
    """It is no address of a mailbox."""

    type = "capacity/mail-address"
