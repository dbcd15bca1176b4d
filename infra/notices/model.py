"""What people are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """Everything somebody can be told. Closed: a new kind brings its German sentence along (``web.notices``)."""

    JOB_FINISHED = "job-finished"
    JOB_FAILED = "job-failed"
    ROLES_CHANGED = "roles-changed"
    ACCOUNT_RECOVERED = "account-recovered"
    PRUEFVERMERK_COMPLETED = "pruefvermerk-completed"
    RELEASE_REQUESTED = "release-requested"
    PROCEDURE_HANDED_BACK = "procedure-handed-back"
    PROCEDURE_PUBLISHED = "procedure-published"
    EVALUATOR_APPOINTED = "evaluator-appointed"
    EVALUATOR_REMOVED = "evaluator-removed"
    CONFLICT_DECLARED = "conflict-declared"
    BIDS_OPENED = "bids-opened"
    SCORING_STARTED = "scoring-started"
    SHEETS_COMPLETE = "sheets-complete"
    CONSENSUS_STARTED = "consensus-started"
    PRICES_TO_UNLOCK = "prices-to-unlock"
    PRICES_UNLOCKED = "prices-unlocked"
    PRICE_CORRECTION_ASKED = "price-correction-asked"
    RESULT_REQUESTED = "result-requested"
    RESULT_HANDED_BACK = "result-handed-back"
    RESULT_FIXED = "result-fixed"
    CRITERIA_RELEASED = "criteria-released"
    CRITERIA_HANDED_BACK = "criteria-handed-back"
    CHECK_TO_SIGN = "check-to-sign"
    CHECK_TO_COSIGN = "check-to-cosign"
    CHECK_TO_ADVISE = "check-to-advise"
    CHECK_TO_TENDER = "check-to-tender"
    CHECK_TO_RELEASE = "check-to-release"
    CHECK_ASKED_BACK = "check-asked-back"
    CHECK_RELEASED = "check-released"
    CHECK_REPLACED = "check-replaced"
    SHEET_TO_PUBLISH = "sheet-to-publish"
    CAPACITY_MOVED = "capacity-moved"
    CAPACITY_SPENT_MISSING = "capacity-spent-missing"
    CAPACITY_ASKED = "capacity-asked"
    CAPACITY_ANSWERED = "capacity-answered"
    CAPACITY_LATE = "capacity-late"
    QUEUE_MAIL_UNSURE = "queue-mail-unsure"
    REGISTER_ENDING = "register-ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that one person is told.

    Args:
        id: Its number.
        at: When it was told, UTC.
        kind: What it is about.
        properties: Values for its sentence; no names of people, no sealed content.
        link: Path of the page where it is seen; None where there is none.
        read_at: When the person marked it as read; None while unread.
    """

    id: int
    at: datetime
    kind: NoticeKind
    properties: Mapping[str, str]
    link: str | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """One page of a person's notices, newest first.

    Args:
        items: Notices on this page.
        before: What to ask for next: notices with a smaller number; None on the last page.
    """

    items: tuple[Notice, ...]
    before: int | None
