"""Deadlines around a Rüge: until when a bidder can object, and until when the Vergabekammer can be asked."""

from dataclasses import dataclass
from datetime import date

from core.legal import LegalSource, VerificationStatus
from core.parameters import DatedParameter, ParameterSet
from procurement.rules.periods import Counted, Holiday, count_days

DECLARED = LegalSource(
    "§ 193 BGB",
    VerificationStatus.UNVERIFIED,
    "eine Erklärung ist noch am nächsten Werktag rechtzeitig, wenn der letzte keiner ist; vor Verwendung prüfen",
    date(2026, 11, 23),
)
"""Why these deadlines move to the next working day: somebody has to declare something on the last one."""


@dataclass(frozen=True, slots=True)
class ObjectionDeadline:
    """A deadline of a bidder.

    Args:
        length: The entry that sets its length.
        counted: Its days; the deadline ends with the last one.
    """

    length: DatedParameter
    counted: Counted


def objection_deadline(known_on: date, parameters: ParameterSet, holiday: Holiday) -> ObjectionDeadline:
    """Return until when a bidder has to object to a breach that they have noticed.

    Args:
        known_on: Day on which the bidder noticed it.
        parameters: Dated entry ``ruege_days``.
        holiday: Public holidays at the seat of the authority.

    Raises:
        ParameterNotValidError: No entry covers the day.

    Legal source:
        § 160 Abs. 3 Satz 1 Nr. 1 GWB
    """
    return _counted("ruege_days", known_on, parameters, holiday)


def review_deadline(refused_on: date, parameters: ParameterSet, holiday: Holiday) -> ObjectionDeadline:
    """Return until when the Vergabekammer can be asked after a Rüge was not remedied.

    Args:
        refused_on: Day on which the bidder received the message that it is not remedied.
        parameters: Dated entry ``review_after_refusal_days``.
        holiday: Public holidays at the seat of the authority.

    Raises:
        ParameterNotValidError: No entry covers the day.

    Legal source:
        § 160 Abs. 3 Satz 1 Nr. 4 GWB
    """
    return _counted("review_after_refusal_days", refused_on, parameters, holiday)


def _counted(name: str, event: date, parameters: ParameterSet, holiday: Holiday) -> ObjectionDeadline:
    length = parameters.on(name, event)
    return ObjectionDeadline(length, count_days(event, int(length.number), holiday))
