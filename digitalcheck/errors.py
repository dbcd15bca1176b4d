"""What can stop work on a Digital-Check."""

from typing import ClassVar

from core.errors import PruefstandError


class DigitalCheckError(PruefstandError):
    """Root of the errors of this package.

    Args:
        properties: Values that the sentence about the error needs.
    """

    type: ClassVar[str]

    def __init__(self, **properties: str) -> None:
        super().__init__(f"{self.type}: {properties}")
        self.properties = properties


class CheckNotFoundError(DigitalCheckError):
    """There is no check of this number."""

    type = "digitalcheck/check-not-found"


class CheckClosedError(DigitalCheckError):
    """In its state nothing of this part changes."""

    type = "digitalcheck/check-closed"


class OfficeMissingError(DigitalCheckError):
    """Whoever begins a check belongs to no office."""

    type = "digitalcheck/office-missing"


class QuestionNotFoundError(DigitalCheckError):
    """The catalogue of the check has no such question, step or section."""

    type = "digitalcheck/question-not-found"


class QuestionsNotFoundError(DigitalCheckError):
    """There is no catalogue of questions of this name."""

    type = "digitalcheck/questions-not-found"


class QuestionsPublishedError(DigitalCheckError):
    """This version of the catalogue is published and says something else."""

    type = "digitalcheck/questions-published"


class CheckChangedError(DigitalCheckError):
    """What a check rests on has changed since it was read, e.g. the state of its capacity request."""

    type = "digitalcheck/check-changed"


class NotReleasedError(DigitalCheckError):
    """The check is not released."""

    type = "digitalcheck/not-released"


class SheetMissingError(DigitalCheckError):
    """There is no such sheet: without digital relation there is none, and not every one is for everybody."""

    type = "digitalcheck/sheet-missing"


class SheetPublishedError(DigitalCheckError):
    """The public version of the sheet is everybody's already."""

    type = "digitalcheck/sheet-published"


class MeetingEmptyError(DigitalCheckError):
    """No released check is dealt with on this day."""

    type = "digitalcheck/meeting-empty"


class CheckPlaceNotFoundError(DigitalCheckError):
    """This list has no check of this number."""

    type = "digitalcheck/place-not-found"


class CouncilMissingError(DigitalCheckError):
    """The settings name no council system for this city."""

    type = "digitalcheck/council-missing"


class CouncilPaperNotFoundError(DigitalCheckError):
    """The council system, as it was read, has no paper of this number."""

    type = "digitalcheck/council-paper-not-found"


class AgendaNotFoundError(DigitalCheckError):
    """There is no agenda of this number."""

    type = "digitalcheck/agenda-not-found"
