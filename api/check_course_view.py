"""The course of a Digital-Check, its release and its sheet as the interface shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from api.etag import etag_of
from api.once import presented
from digitalcheck.model import CheckStatus, Depth, Headline, StoredCheck
from digitalcheck.rules.course.release import Release, SheetVersion
from digitalcheck.rules.course.response import Responder
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.rules.course.wording import reason_sentence
from digitalcheck.services.course import SeenCourse
from digitalcheck.services.verifying import Authenticity, Verified
from infra.once.model import KeptAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenStepView:
    """A step that was taken.

    Args:
        before: State before it.
        after: State after it.
        reason: Why; empty where none is needed.
        by: Name of the person.
        at: When.
    """

    before: CheckStatus
    after: CheckStatus
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedStepView:
    """A step that the one who asks may take in this state.

    Args:
        step: Which.
        needs_reason: It is taken only with a written reason.
        hindrances: Why it is not possible now, in German; empty where it is.
    """

    step: CourseStep
    needs_reason: bool
    hindrances: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTimeView:
    """How long an answer took.

    Args:
        responder: Whose turn it was.
        since: Day on which it came to them.
        until: Day of the answer; null while it is awaited.
        working_days: Working days it took, or takes so far.
        target: Within how many it should come.
        is_late: It took, or takes, longer.
    """

    responder: Responder
    since: date
    until: date | None
    working_days: int
    target: int
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """The course of a check.

    Args:
        check: Number of the check.
        status: Where it stands.
        version: Version of the check; ``If-Match`` of the steps.
        steps: What happened so far, oldest first.
        times: How long each answer took.
        offered: What the one who asks may do in this state.
    """

    check: int
    status: CheckStatus
    version: int
    steps: list[TakenStepView]
    times: list[ResponseTimeView]
    offered: list[OfferedStepView]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReceipt:
    """A check after a step.

    Args:
        check: Its number.
        status: Where it stands now.
        version: Its version now.
    """

    check: int
    status: CheckStatus
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A version of a released sheet.

    Args:
        version: For whom it is.
        code: Its Prüfcode.
        digest: ``sha256:…`` of its twin for machines.
        pdf_digest: ``sha256:…`` of the bytes of its PDF.
    """

    version: SheetVersion
    code: str
    digest: str
    pdf_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """What is kept of a released check.

    Args:
        check: Its number.
        title: What it is about.
        reference: Number of the Vorlage.
        dezernat: The Dezernat.
        office: Name of the office.
        catalogue: Name of the catalogue.
        depth: How much was asked.
        headline: Whether it is agreed; null without digital relation.
        reds: How many findings are red.
        day: Day of the judgement.
        digest: ``sha256:…`` of the frozen record.
        paragraph: What is pasted into the Vorlage.
        released_at: When it was released.
        published_at: When everybody got the public version; null while nobody has.
        successor: Number of the check that has taken its place; null while none has.
        sheets: Its versions; none without digital relation.
    """

    check: int
    title: str
    reference: str
    dezernat: str
    office: str
    catalogue: str
    depth: Depth
    headline: Headline | None
    reds: int
    day: date
    digest: str
    paragraph: str
    released_at: datetime
    published_at: datetime | None
    successor: int | None
    sheets: list[SheetView]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedView:
    """What everybody may know of a sheet.

    Args:
        authenticity: Whether it is what was released.
        code: Its Prüfcode; empty for an unknown one.
        version: For whom it is; null for an unknown one.
        released_at: When it was released; null likewise.
        is_superseded: Another check has taken the place of its check.
        is_public: The committee office gave the public version to everybody; only then follows what it is about.
        title: What it is about; empty where that is not public.
        reference: Number of the Vorlage likewise.
        successor: Prüfcode of the public sheet that has taken its place; empty where there is none in public.
    """

    authenticity: Authenticity
    code: str
    version: SheetVersion | None
    released_at: datetime | None
    is_superseded: bool
    is_public: bool
    title: str
    reference: str
    successor: str


def course_view(seen: SeenCourse) -> CourseView:
    """Return the course of a check as it is shown."""
    return CourseView(
        check=seen.opened.check.number,
        status=seen.opened.check.status,
        version=seen.opened.check.version,
        steps=[
            TakenStepView(
                before=one.before, after=one.after, reason=one.reason, by=seen.names.get(one.person, ""), at=one.at
            )
            for one in seen.steps
        ],
        times=[
            ResponseTimeView(**{name: getattr(one, name) for name in ResponseTimeView.__dataclass_fields__})
            for one in seen.times
        ],
        offered=[
            OfferedStepView(
                step=one.step, needs_reason=one.needs_reason, hindrances=[reason_sentence(why) for why in one.reasons]
            )
            for one in seen.offered
        ],
    )


def release_view(release: Release) -> ReleaseView:
    """Return what is kept of a released check as it is shown."""
    plain = {name: getattr(release, name) for name in ReleaseView.__dataclass_fields__ if name != "sheets"}
    sheets = [
        SheetView(version=one.version, code=one.code, digest=one.digest, pdf_digest=one.pdf_digest)
        for one in release.sheets
    ]
    return ReleaseView(**plain, sheets=sheets)


def verified_view(found: Verified) -> VerifiedView:
    """Return what everybody may know of a sheet."""
    return VerifiedView(**{name: getattr(found, name) for name in VerifiedView.__dataclass_fields__})


def stepped(check: StoredCheck) -> KeptAnswer:
    """Return the answer to a step."""
    receipt = StepReceipt(check=check.number, status=check.status, version=check.version)
    return presented(receipt, etag=etag_of(check.version))


def published(release: Release) -> KeptAnswer:
    """Return the answer to a sheet that was given to everybody."""
    return presented(release_view(release))
