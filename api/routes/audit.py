"""``/audit``: what happened, and whether the log of it is whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import ValidationException
from litestar.params import QueryParameter
from litestar.status_codes import HTTP_201_CREATED

from api.listing import Cursor, Limit, Listing, listed, place_in
from api.once import answer_once, presented
from infra.audit.model import Entry, EntryQuery
from infra.jobs.model import Job
from infra.jobs.services import Jobs
from infra.once.model import KeptAnswer
from infra.oversight.report import VERIFICATION
from infra.oversight.service import AuditLog
from infra.policy.model import Actor
from infra.policy.table import Action

EventName = Annotated[str | None, QueryParameter(max_length=40, description="Ereignis, zum Beispiel access-denied")]
Person = Annotated[
    str | None, QueryParameter(max_length=40, description="Kennung der Person, auch „operator“ oder „nobody“")
]
SubjectKind = Annotated[str | None, QueryParameter(max_length=40, description="Art des Gegenstands")]
SubjectId = Annotated[str | None, QueryParameter(max_length=200, description="Kennung des Gegenstands")]
Since = Annotated[datetime | None, QueryParameter(description="Ab diesem Zeitpunkt, mit Zeitzone")]
Until = Annotated[datetime | None, QueryParameter(description="Vor diesem Zeitpunkt, mit Zeitzone")]

Call = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectView:
    """What an entry is about.

    Args:
        kind: Kind of thing.
        id: Its id.
    """

    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry of the audit log.

    Args:
        sequence: Its number.
        at: When, UTC.
        actor: Id of the person, ``operator`` or ``nobody``.
        event: What happened.
        subject: What it happened to.
        details: What changed.
        previous: Hash of the entry before.
        hash: Hash of this entry.
    """

    sequence: int
    at: datetime
    actor: str
    event: str
    subject: SubjectView
    details: Mapping[str, Any]
    previous: str
    hash: str


@get(
    "/audit",
    operation_id="list_audit_entries",
    summary="Prüfprotokoll lesen",
    sync_to_thread=True,
    action=Action.READ_AUDIT_LOG,
)
def list_entries(  # noqa: PLR0913 - one argument a parameter of the address
    request: Call,
    actor: NamedDependency[Actor],
    audit_log: NamedDependency[AuditLog],
    *,
    event: EventName = None,
    person: Person = None,
    subject_kind: SubjectKind = None,
    subject_id: SubjectId = None,
    since: Since = None,
    until: Until = None,
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `place_in`
    limit: Limit = 50,
) -> Response[Listing[EntryView]]:
    """Return some entries, the newest first."""
    place = place_in(request)
    query = EntryQuery(
        event=event,
        actor=person,
        subject_kind=subject_kind,
        subject_id=subject_id,
        since=_moment("since", since),
        until=_moment("until", until),
        before=place if isinstance(place, int) else None,
    )
    page = audit_log.page(actor, query, limit)
    return listed(request, map(_entry, page.entries), page.following)


@post(
    "/audit/verification",
    operation_id="verify_audit_log",
    summary="Prüfprotokoll prüfen",
    description="Rechnet alle Einträge der Stadt in einem Auftrag nach; sein Ergebnis nennt die Befunde. "
    "Die Prüfung selbst wird ein Eintrag.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    action=Action.VERIFY_AUDIT_LOG,
)
def verify_log(request: Call, actor: NamedDependency[Actor], jobs: NamedDependency[Jobs]) -> Response[Job]:
    """Ask for a verification of the log of the actor's city, or lead to the one that the actor has asked for."""
    return answer_once(request, lambda once: jobs.start(actor, VERIFICATION, once=once), _asked)


def _asked(job: Job) -> KeptAnswer:
    return presented(job, status=HTTP_201_CREATED, location=f"/api/v1/jobs/{job.id}")


def _moment(name: str, given: datetime | None) -> datetime | None:
    try:
        if given is None or given.tzinfo is not None:
            return given and given.astimezone(UTC)
    except OverflowError:
        pass
    raise ValidationException(extra=[{"key": name, "message": "no moment"}])


def _entry(entry: Entry) -> EntryView:
    return EntryView(
        sequence=entry.sequence,
        at=entry.at,
        actor=entry.actor,
        event=entry.event,
        subject=SubjectView(kind=entry.subject.kind, id=entry.subject.id),
        details=entry.details,
        previous=entry.previous,
        hash=entry.hash,
    )


HANDLERS = (list_entries, verify_log)
