"""What is known about a check at one moment: all that guards may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.legal import LegalSource
from digitalcheck.model import CheckStatus, Depth, PreCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a step is not possible: a fact with its properties; the German sentence stands in ``wording``.

    Args:
        type: Slug of the reason.
        properties: Values for the sentence.
        source: Rule that it comes from; None where it is no rule of anybody's.
    """

    type: str
    properties: Mapping[str, str] = field(default_factory=dict)
    source: LegalSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """A check, as its steps see it.

    Args:
        status: Where it stands.
        precheck: Result of the Vorprüfung.
        depth: How much is asked.
        has_number: The Vorlage has a number.
        missing: How many answers, reasons or dates are still missing, the number of the Vorlage not counted.
        statement: Statement of ADIT.
        needs_days: Person-days of the house are asked for.
        has_days: ADIT has filled in the days per role.
        actor: Who wants to take a step.
        signed_by: Who signed for the Amtsleitung; None while nobody has.
        cosigned_by: Who cosigned for ADIT; None while nobody has.
        successor: The check that is to take its place; None where none is named.
    """

    status: CheckStatus
    precheck: PreCheck
    depth: Depth
    has_number: bool
    missing: int
    statement: str = ""
    needs_days: bool = False
    has_days: bool = False
    actor: str | None = None
    signed_by: str | None = None
    cosigned_by: str | None = None
    successor: "Successor | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """A check that is to take the place of another.

    Args:
        status: Where it stands.
        is_same: It is the check itself.
        is_same_office: It belongs to the same office.
    """

    status: CheckStatus
    is_same: bool
    is_same_office: bool
