"""Steps that are not possible."""

from procurement.errors import ProcurementError
from procurement.rules.procedure.facts import Reason
from procurement.rules.procedure.stages import Step


class StepNotPossibleError(ProcurementError):
    """Something stands against the step; nothing was changed.

    Args:
        step: What somebody wanted to do.
        reasons: Everything that stands against it, at least one reason.
    """

    type = "procurement/step-not-possible"

    def __init__(self, step: Step, reasons: tuple[Reason, ...]) -> None:
        super().__init__(step=step.value)
        self.step = step
        self.reasons = reasons
