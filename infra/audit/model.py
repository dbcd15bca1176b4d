"""Entries of the audit log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Event(StrEnum):
    """Everything the audit log can tell. Closed: a new kind of change brings its word along."""

    CITY_ADDED = "city-added"
    OFFICE_ADDED = "office-added"
    OFFICE_CHANGED = "office-changed"
    PERSON_ADDED = "person-added"
    PERSON_CHANGED = "person-changed"
    ROLES_CHANGED = "roles-changed"
    ACCOUNT_RECOVERED = "account-recovered"
    ACCOUNT_LOCKED = "account-locked"
    ACCOUNT_UNLOCKED = "account-unlocked"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 - the name of an event
    SECOND_FACTOR_ADDED = "second-factor-added"
    SECOND_FACTOR_REMOVED = "second-factor-removed"
    SIGNED_IN = "signed-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    SIGNED_OUT = "signed-out"
    ACCESS_DENIED = "access-denied"

    EVALUATION_STORED = "evaluation-stored"
    EVALUATION_EXPORTED = "evaluation-exported"
    PRUEFVERMERK_WRITTEN = "pruefvermerk-written"
    CRITERIA_IMPORTED = "criteria-imported"
    CRITERIA_DRAFT_STARTED = "criteria-draft-started"
    CRITERIA_DRAFT_CHANGED = "criteria-draft-changed"
    CRITERIA_DRAFT_DISCARDED = "criteria-draft-discarded"
    CRITERIA_RELEASE_REQUESTED = "criteria-release-requested"
    CRITERIA_HANDED_BACK = "criteria-handed-back"
    CRITERIA_RELEASED = "criteria-released"

    PROCEDURE_CREATED = "procedure-created"
    PROCEDURE_CHANGED = "procedure-changed"
    RELEASE_REQUESTED = "release-requested"
    PROCEDURE_HANDED_BACK = "procedure-handed-back"
    PROCEDURE_PUBLISHED = "procedure-published"
    PROCEDURE_ABANDONED = "procedure-abandoned"
    CHANGE_STARTED = "change-started"
    CHANGE_WITHDRAWN = "change-withdrawn"
    PROCEDURE_ANNULLED = "procedure-annulled"
    PROCEDURE_RESET = "procedure-reset"

    REQUESTS_OPENED = "requests-opened"
    REQUEST_RECORDED = "request-recorded"
    REQUEST_EXAMINED = "request-examined"
    REQUEST_FILE_READ = "request-file-read"
    CANDIDATES_DRAWN = "candidates-drawn"
    SELECTION_REQUESTED = "selection-requested"
    SELECTION_HANDED_BACK = "selection-handed-back"
    CANDIDATES_INVITED = "candidates-invited"

    BIDS_OPENED = "bids-opened"
    OPENING_EXPORTED = "opening-exported"
    BIDS_IMPORTED = "bids-imported"
    BID_CHANGED = "bid-changed"
    BID_DECIDED = "bid-decided"
    BID_FILE_READ = "bid-file-read"
    EXAMINATION_STARTED = "examination-started"
    CHECK_CHANGED = "check-changed"
    INQUIRY_SENT = "inquiry-sent"
    INQUIRY_ANSWERED = "inquiry-answered"
    EVALUATOR_APPOINTED = "evaluator-appointed"
    EVALUATOR_REMOVED = "evaluator-removed"
    CONFLICT_DECLARED = "conflict-declared"
    SCORING_STARTED = "scoring-started"
    SCORES_HANDED_IN = "scores-handed-in"
    PRESENTATION_RECORDED = "presentation-recorded"
    CONSENSUS_STARTED = "consensus-started"
    QUALITY_FIXED = "quality-fixed"
    PRICES_UNLOCKED = "prices-unlocked"
    PRICE_CORRECTION_ASKED = "price-correction-asked"
    PRICE_CORRECTED = "price-corrected"
    PRICE_CORRECTION_REFUSED = "price-correction-refused"
    LOT_DRAW_PLANNED = "lot-draw-planned"
    LOT_DRAWN = "lot-drawn"
    ROUND_STARTED = "round-started"
    RESULT_REQUESTED = "result-requested"
    RESULT_HANDED_BACK = "result-handed-back"
    RESULT_FIXED = "result-fixed"
    AWARD_REQUESTED = "award-requested"
    AWARD_HANDED_BACK = "award-handed-back"
    AWARD_DECIDED = "award-decided"
    CONTRACT_AWARDED = "contract-awarded"
    AWARD_LETTERS_SENT = "award-letters-sent"
    AWARD_PAPER_EXPORTED = "award-paper-exported"
    OBJECTION_RECORDED = "objection-recorded"
    OBJECTION_ANSWERED = "objection-answered"
    FILE_HELD = "file-held"
    FILE_HOLD_LIFTED = "file-hold-lifted"
    FILE_OFFERED = "file-offered"
    ARCHIVE_ANSWERED = "archive-answered"
    FILE_DELETION_ASKED = "file-deletion-asked"
    FILE_DELETION_HANDED_BACK = "file-deletion-handed-back"
    FILE_DELETED = "file-deleted"

    CHECK_CREATED = "check-created"
    CHECK_SIGNED = "check-signed"
    CHECK_ASKED_BACK = "check-asked-back"
    CHECK_COSIGNED = "check-cosigned"
    CHECK_RELEASED = "check-released"
    CHECK_REPLACED = "check-replaced"
    SHEET_PUBLISHED = "sheet-published"
    CHECK_QUESTIONS_PUBLISHED = "check-questions-published"
    CAPACITY_REQUESTED = "capacity-requested"
    CAPACITY_DECIDED = "capacity-decided"
    CAPACITY_BEGUN = "capacity-begun"
    CAPACITY_MOVED = "capacity-moved"
    CAPACITY_REVIEWED = "capacity-reviewed"
    CAPACITY_ASKED = "capacity-asked"
    CAPACITY_ANSWERED = "capacity-answered"
    CAPACITY_PROVED = "capacity-proved"
    CAPACITY_SPENT = "capacity-spent"
    CAPACITY_PROMISED = "capacity-promised"
    ATTACHMENT_ADDED = "attachment-added"
    ATTACHMENT_REMOVED = "attachment-removed"
    CAPACITY_REMINDED = "capacity-reminded"
    QUEUE_MAIL_CHANGED = "queue-mail-changed"
    QUEUE_CALENDAR_CHANGED = "queue-calendar-changed"
    CLOSING_DAY_ADDED = "closing-day-added"
    CLOSING_DAY_REMOVED = "closing-day-removed"
    RANK_SET = "rank-set"
    RANK_LIFTED = "rank-lifted"
    PLACE_SET = "place-set"
    PLACE_LIFTED = "place-lifted"
    SCENARIO_MADE = "scenario-made"
    SCENARIO_DECIDED = "scenario-decided"
    SUPPLY_ENTERED = "supply-entered"
    SUPPLY_REMOVED = "supply-removed"
    SUPPLY_IMPORTED = "supply-imported"
    STAFFING_ENTERED = "staffing-entered"
    STAFFING_REMOVED = "staffing-removed"
    POOL_ENTERED = "pool-entered"
    POOL_REMOVED = "pool-removed"
    RATE_ENTERED = "rate-entered"
    RATE_REMOVED = "rate-removed"
    CHOICE_ENTERED = "choice-entered"
    CHOICE_REMOVED = "choice-removed"
    ROUND_OPENED = "round-opened"
    ROUND_CLOSED = "round-closed"
    COUNCIL_READ = "council-read"
    SHEET_SEEN_IN_COUNCIL = "sheet-seen-in-council"
    AGENDA_IMPORTED = "agenda-imported"
    SERVICES_IMPORTED = "services-imported"

    UPLOAD_BEGUN = "upload-begun"
    UPLOAD_REMOVED = "upload-removed"

    ANALYSIS_CREATED = "analysis-created"
    ANALYSIS_CHANGED = "analysis-changed"
    ANALYSIS_DELETED = "analysis-deleted"
    EVIDENCE_FILE_ADDED = "evidence-file-added"
    EVIDENCE_FILE_REMOVED = "evidence-file-removed"
    EVIDENCE_COLUMNS_CONFIRMED = "evidence-columns-confirmed"
    ANALYSIS_STARTED = "analysis-started"
    ANALYSIS_FINISHED = "analysis-finished"
    STANDARD_PROBE_ASKED = "standard-probe-asked"
    STANDARD_PROBE_FINISHED = "standard-probe-finished"
    STANDARD_PROBE_DELETED = "standard-probe-deleted"
    RUBRIC_ADDED = "rubric-added"
    HOUSE_RULES_ADDED = "house-rules-added"
    STATEMENT_NOTED = "statement-noted"
    ANSWER_EFFECT_NOTED = "answer-effect-noted"
    POINTS_DECIDED = "points-decided"
    OPENNESS_EXPORTED = "openness-exported"

    PRODUCTS_IMPORTED = "products-imported"
    ALTERNATIVES_SEARCHED = "alternatives-searched"
    ALTERNATIVE_ADDED = "alternative-added"
    ALTERNATIVE_REMOVED = "alternative-removed"
    ALTERNATIVES_DOCUMENTED = "alternatives-documented"
    ALTERNATIVES_EXPORTED = "alternatives-exported"
    SHORT_ASSESSMENT_BEGUN = "short-assessment-begun"
    SHORT_ASSESSMENT_ASKED = "short-assessment-asked"
    SHORT_ASSESSMENT_HANDED_BACK = "short-assessment-handed-back"
    SHORT_ASSESSMENT_SIGNED = "short-assessment-signed"
    SHORT_ASSESSMENT_EXPORTED = "short-assessment-exported"
    REGISTER_ENTRY_ADDED = "register-entry-added"
    REGISTER_ENTRY_CHANGED = "register-entry-changed"
    REGISTER_ALARM_GIVEN = "register-alarm-given"
    ALTERNATIVE_CHECK_DECIDED = "alternative-check-decided"

    SEAL_KEY_MADE = "seal-key-made"
    SEAL_KEY_CONFIRMED = "seal-key-confirmed"
    SEAL_KEY_ENDED = "seal-key-ended"
    SEALED_INTAKE_SET_UP = "sealed-intake-set-up"
    SEAL_KEY_SHOWN = "seal-key-shown"
    SEALED_OPENING_REFUSED = "sealed-opening-refused"
    SEALED_INTAKE_OPENED = "sealed-intake-opened"

    REPOSITORY_NAMED = "repository-named"
    REPOSITORY_WITHDRAWN = "repository-withdrawn"
    REPOSITORY_FETCH_ASKED = "repository-fetch-asked"
    REPOSITORY_SNAPSHOT_TAKEN = "repository-snapshot-taken"
    REPOSITORY_SNAPSHOT_MISSED = "repository-snapshot-missed"
    REPOSITORY_ARCHIVE_READ = "repository-archive-read"

    AUDIT_LOG_VERIFIED = "audit-log-verified"
    AUDIT_LOG_EXPORTED = "audit-log-exported"
    CHECKPOINT_SIGNED = "checkpoint-signed"
    BACKUP_MADE = "backup-made"
    BACKUP_RESTORED = "backup-restored"
    JOB_FAILED = "job-failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an entry is about.

    Args:
        kind: Kind of thing, e.g. ``evaluation``.
        id: Its id within the city.
    """

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as read back.

    Args:
        city: Id of the city.
        sequence: Number of the entry in the city's chain, from 1, without gaps.
        at: When it was written, UTC.
        actor: Id of the person, ``operator`` or ``nobody``. Names stand with the person only and can be erased there.
        event: What happened: an ``Event``, or whatever else was written there.
        subject: What it happened to.
        details: What changed: ``before`` and ``after`` hold the changed fields; never sealed content, only its digest.
        previous: Hash of the entry before, 64 hexadecimal digits.
        hash: Hash of this entry.
    """

    city: str
    sequence: int
    at: datetime
    actor: str
    event: str
    subject: Subject
    details: Mapping[str, object] = field(default_factory=dict)
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQuery:
    """Which entries somebody wants to read. What is None is not asked for.

    Args:
        event: What happened.
        actor: Id of the person who did it, ``operator`` or ``nobody``.
        subject_kind: Kind of thing it happened to.
        subject_id: Its id.
        since: Not before this moment.
        until: Before this moment.
        before: Only entries with a smaller sequence number: where the page before ended.
    """

    event: str | None = None
    actor: str | None = None
    subject_kind: str | None = None
    subject_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """Some entries, the newest first.

    Args:
        entries: At most as many as were asked for.
        following: ``EntryQuery.before`` of the next page; None on the last one.
    """

    entries: tuple[Entry, ...]
    following: int | None
