"""The audit log: what happened, to what, by whom; whether the log is whole; the log to take away."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect, Stream

from core.numbers import LARGEST_NUMBER
from infra.audit.wording import finding_sentence, place, reach_sentence
from infra.jobs.model import job_address
from infra.jobs.services import Jobs
from infra.oversight.export import VERIFIER, verifier
from infra.oversight.report import read_report, report_address
from infra.oversight.service import AuditLog
from infra.policy.table import Action
from web.addresses import audit_log, audited, identifier
from web.events import ACTORS, EVENTS, SUBJECTS
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE
from web.views.audit import entry_view, subject_title
from web.views.audit_query import NAMES, Asked, read_question

_CHUNK = 64 * 1024

Connection = Request[Any, Any, Any]
Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]


@get("/pruefprotokoll", sync_to_thread=True, action=Action.READ_AUDIT_LOG)
def show_log(request: Connection, audit_log: NamedDependency[AuditLog], before: Before = None) -> Response[str]:
    """Show the newest entries, or those that were asked for."""
    asked = read_question({name: request.query_params.get(name, "").strip()[:200] for name in NAMES}, before)
    person = asked.typed["person"]
    people = audit_log.choices(request.user) | audit_log.names(request.user, {person})
    chosen = {"ereignis": _events(), "person": _with(person, {**ACTORS, **people}), "art": _kinds()}
    return _list(request, audit_log, asked, choices=chosen, subject=None)


@get("/pruefprotokoll/{kind:str}/{subject_id:path}", sync_to_thread=True, action=Action.READ_AUDIT_LOG)
def show_subject(
    request: Connection,
    audit_log: NamedDependency[AuditLog],
    kind: FromPath[str],
    subject_id: FromPath[Path],
    before: Before = None,
) -> Response[str]:
    """Show everything that happened to one thing."""
    typed = dict.fromkeys(NAMES, "") | {
        "art": identifier(kind),
        "kennung": identifier(str(subject_id).removeprefix("/")),
    }
    asked, named = read_question(typed, before), audit_log.names(request.user, {typed["kennung"]})
    subject = subject_title(typed["art"], typed["kennung"], named)
    return _list(request, audit_log, asked, choices={}, subject=subject)


@get("/pruefprotokoll/pruefung/{job:int}", sync_to_thread=True, action=Action.VERIFY_AUDIT_LOG)
def show_report(request: Connection, jobs: NamedDependency[Jobs], job: FromPath[int]) -> Response[str] | Redirect:
    """Show what a verification has found; one that is not over, or failed, leads to where it stands."""
    asked = jobs.get(request.user, job)
    if asked.result is None or asked.result.get("link") != report_address(job):
        return Redirect(job_address(job), status_code=SEE_OTHER)
    report = read_report(asked.result)
    findings = [(place(one), finding_sentence(one), one.is_notice) for one in report.found.findings]
    reach = reach_sentence(report.found)
    return render(request, "pruefprotokoll/pruefung.html", report=report, job=asked, findings=findings, reach=reach)


@post("/pruefprotokoll/export", status_code=200, sync_to_thread=True, action=Action.READ_AUDIT_LOG)
def send_export(request: Connection, audit_log: NamedDependency[AuditLog]) -> Stream:
    """Send the log with everything that is needed to check it elsewhere."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - open until it has been sent
    try:
        last = audit_log.export(request.user, file)
    except BaseException:
        file.close()
        raise
    name = f"pruefprotokoll-{last.city}-{last.sequence}.zip"
    return Stream(_content(file), media_type="application/zip", headers=_attachment(name))


@get("/pruefprotokoll/pruefprogramm", sync_to_thread=True, action=Action.USE_PUBLIC_TOOLS)
def send_verifier() -> Response[bytes]:
    """Send the program that checks exports."""
    return Response(verifier(), media_type="text/x-python", headers=_attachment(VERIFIER))


def _list(
    request: Connection,
    log: AuditLog,
    asked: Asked,
    *,
    choices: Mapping[str, Mapping[str, str]],
    subject: str | None,
) -> Response[str]:
    page = None if asked.faults else log.page(request.user, asked.query)
    entries = page.entries if page else ()
    people = log.names(request.user, {name for one in entries for name in (one.actor, one.subject.id)})
    base = audit_log(asked.typed) if subject is None else audited(asked.typed["art"], asked.typed["kennung"])
    older = None
    if page and page.following:
        older = f"{base}{'&' if '?' in base else '?'}vor={page.following}"
    return render(
        request,
        "pruefprotokoll/liste.html",
        status=UNREADABLE if asked.faults else 200,
        asked=asked,
        choices=choices,
        subject=subject,
        entries=[entry_view(one, people) for one in entries],
        newest=base if asked.query.before else None,
        older=older,
    )


def _events() -> dict[str, str]:
    return dict(sorted(((event.value, name) for event, name in EVENTS.items()), key=lambda pair: pair[1]))


def _kinds() -> dict[str, str]:
    return dict(sorted(SUBJECTS.items(), key=lambda pair: pair[1]))


def _with(chosen: str, options: Mapping[str, str]) -> dict[str, str]:
    """Return the options, and the one that was chosen by a link though it is none of them any more."""
    return dict(options) | ({chosen: f"unbekannte Person {chosen}"} if chosen and chosen not in options else {})


def _content(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}


HANDLERS = (show_log, show_report, send_export, send_verifier, show_subject)
