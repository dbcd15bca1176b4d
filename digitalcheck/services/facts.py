"""What the guards of a step look at, gathered within the transaction of the step."""

from digitalcheck.model import CheckStatus, CheckStep, StoredCheck
from digitalcheck.rules.course.facts import CourseFacts, Successor
from digitalcheck.rules.facts import efforts
from digitalcheck.rules.slots import ADIT_ROW
from digitalcheck.services.shared import OpenedCheck, readable
from infra.transactions import Reading


def facts_of(reading: Reading, seen: OpenedCheck, steps: tuple[CheckStep, ...], successor: int | None) -> CourseFacts:
    """Return what the guards of a step look at.

    Args:
        reading: The transaction.
        seen: The check as it stands.
        steps: What happened to it so far.
        successor: Number of the check that shall take its place; None for none.

    Raises:
        CheckNotFoundError: There is no such successor.
        AccessDeniedError: The successor is not theirs to read.
    """
    judgement = seen.judgement
    missing = [one for one in judgement.missing if (one.question, one.field) != ("", "vorlagen_nr")]
    return CourseFacts(
        status=seen.check.status,
        precheck=judgement.precheck,
        depth=judgement.depth,
        has_number=bool((judgement.check.head.vorlagen_nr or "").strip()),
        missing=len(missing) + len(seen.filled.faults),
        statement=judgement.check.statement,
        needs_days=bool(efforts(judgement.answers)) or judgement.answers.get("V4", {}).get("value") == "ja",
        has_days=any(held.value.strip() for name, held in seen.values.items() if name.startswith(f"K1.{ADIT_ROW}")),
        actor=reading.actor.person,
        signed_by=_last(steps, CheckStatus.GEZEICHNET),
        cosigned_by=_last(steps, CheckStatus.MITGEZEICHNET) if seen.check.status is CheckStatus.MITGEZEICHNET else None,
        successor=None if successor is None else _successor(reading, seen.check, successor),
    )


def _last(steps: tuple[CheckStep, ...], status: CheckStatus) -> str | None:
    """Return who brought the check into a state last."""
    return next((one.person for one in reversed(steps) if one.after is status), None)


def _successor(reading: Reading, check: StoredCheck, number: int) -> Successor:
    other = readable(reading, number)
    return Successor(
        status=other.status, is_same=other.number == check.number, is_same_office=other.office == check.office
    )
