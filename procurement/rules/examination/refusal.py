"""Work with bids that a rule does not let through."""

from procurement.errors import ProcurementError
from procurement.rules.procedure.facts import Reason


class ExaminationRefusedError(ProcurementError):
    """A rule stands against it; nothing was changed.

    Args:
        reasons: Everything that stands against it, at least one reason.
    """

    type = "procurement/examination-refused"

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__(reasons=", ".join(one.type for one in reasons))
        self.reasons = reasons


def require_none(reasons: tuple[Reason, ...]) -> None:
    """Do nothing where no rule stands against it.

    Raises:
        ExaminationRefusedError: One does.
    """
    if reasons:
        raise ExaminationRefusedError(reasons)
