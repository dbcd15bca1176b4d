"""Why a step was not taken."""

from capacity.errors import CapacityError
from capacity.rules.course.facts import Reason


class StepRefusedError(CapacityError):
    """Something stands against a step.

    Args:
        reasons: All of it.
    """

    type = "capacity/step-refused"

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__(reasons=", ".join(one.type for one in reasons))
        self.reasons = reasons
