"""Why a step was not taken."""

from digitalcheck.errors import DigitalCheckError
from digitalcheck.rules.course.facts import Reason


class StepRefusedError(DigitalCheckError):
    """Something stands against a step.

    Args:
        reasons: All of it.
    """

    type = "digitalcheck/step-refused"

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__(reasons=", ".join(one.type for one in reasons))
        self.reasons = reasons
