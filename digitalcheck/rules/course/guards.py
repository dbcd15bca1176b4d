"""Guards of the steps: each looks at the facts and returns every reason why not; none means go on."""

from collections.abc import Callable
from datetime import date

from core.legal import LegalSource, VerificationStatus
from digitalcheck.model import CheckStatus, Depth, PreCheck
from digitalcheck.rules.course.facts import CourseFacts, Reason

Guard = Callable[[CourseFacts], tuple[Reason, ...]]
"""Returns the reasons why a step is not possible; empty where nothing stands against it."""

LONGEST_STATEMENT = 300

AGREED = LegalSource(
    "Quo vadis, Digitalstadt? Politische Vision für ein digitales Darmstadt in 2030, Baustein #6",
    VerificationStatus.HOUSE_RULE,
    "Personalressourcen werden vor dem Beschluss mit dem IT-Amt abgestimmt",
    date(2024, 1, 1),
)
TWO_PEOPLE = LegalSource(
    "Vier-Augen-Prinzip der Stadt",
    VerificationStatus.HOUSE_RULE,
    "wer gezeichnet oder mitgezeichnet hat, gibt nicht selbst frei",
    date(2026, 11, 23),
)


def relation_is_clear(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse a check of which nobody knows whether there is a digital relation."""
    return (Reason(type="relation-unclear"),) if facts.precheck is PreCheck.KLAERUNG else ()


def answers_are_complete(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse a check in which answers, reasons or dates are missing."""
    return (Reason(type="answers-missing", properties={"count": str(facts.missing)}),) if facts.missing else ()


def has_number(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse a check whose Vorlage has no number yet: nobody could find the Vorlage by the sheet."""
    return () if facts.has_number else (Reason(type="number-missing"),)


def days_are_given(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse a check that needs days of the house while ADIT has not said how many."""
    needed = facts.needs_days and facts.depth is not Depth.NEGATIV
    return (Reason(type="days-missing", source=AGREED),) if needed and not facts.has_days else ()


def statement_is_given(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse a check without a statement of ADIT, or with one that the sheet does not hold."""
    if facts.depth is Depth.NEGATIV:
        return ()
    length = len(facts.statement.strip())
    if not length:
        return (Reason(type="statement-missing", source=AGREED),)
    longest = {"longest": str(LONGEST_STATEMENT)}
    return (Reason(type="statement-too-long", properties=longest),) if length > LONGEST_STATEMENT else ()


def another_than_signed(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse whoever signed the check before."""
    return (Reason(type="same-person", source=TWO_PEOPLE),) if facts.actor == facts.signed_by else ()


def another_than_cosigned(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse whoever cosigned the check; what was not cosigned has nobody."""
    same = facts.cosigned_by is not None and facts.actor == facts.cosigned_by
    return (Reason(type="same-person", source=TWO_PEOPLE),) if same else ()


def has_no_relation(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse to go past ADIT with anything but the one sentence for proposals without digital relation."""
    return () if facts.depth is Depth.NEGATIV else (Reason(type="not-cosigned", source=AGREED),)


def successor_fits(facts: CourseFacts) -> tuple[Reason, ...]:
    """Refuse a successor that is missing, not released, of another office or the check itself."""
    found = facts.successor
    if found is None:
        return (Reason(type="successor-missing"),)
    if found.is_same:
        return (Reason(type="successor-same"),)
    reasons = [] if found.is_same_office else [Reason(type="successor-of-other-office")]
    if found.status is not CheckStatus.FREIGEGEBEN:
        reasons.append(Reason(type="successor-not-released"))
    return tuple(reasons)
