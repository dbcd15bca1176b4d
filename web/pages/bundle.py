"""Recompute an uploaded bundle and say what differs. Nothing is stored."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from core.digest import checksum
from core.errors import InputError
from infra.policy.table import Action
from procurement.services import Services
from scoring.bundle.wording import finding_sentence, remark_sentences, verdict
from web.rendering import render
from web.upload import NOTHING_CHOSEN, UNREADABLE, FaultList, faults_of, form_of, megabytes, one_fault, submitted


@get("/pruefpaket", sync_to_thread=False, action=Action.USE_PUBLIC_TOOLS)
def show_form(request: Request[Any, Any, Any]) -> Response[str]:
    """Show the empty form."""
    return _form(request)


@post("/pruefpaket", status_code=200, action=Action.USE_PUBLIC_TOOLS)
async def verify_bundle(request: Request[Any, Any, Any], services: NamedDependency[Services]) -> Response[str]:
    """Recompute the bundle; show the report, or the form where it is none."""
    data = (await submitted(await form_of(request))).data
    return await asyncio.to_thread(_answer, request, services, data)


def _answer(request: Request[Any, Any, Any], services: Services, data: bytes) -> Response[str]:
    if not data:
        return _form(request, one_fault(NOTHING_CHOSEN))
    try:
        found = services.verify_bundle(request.user, data)
    except InputError as error:
        return _form(request, faults_of(error))
    findings = [(one.file, one.pointer, finding_sentence(one)) for one in found.findings]
    remarks = remark_sentences(found)
    said = {"findings": findings, "remarks": remarks, "judgement": verdict(found), "checksum": checksum(data)}
    return render(request, "pruefpaket/bericht.html", found=found, said=said)


def _form(request: Request[Any, Any, Any], faults: FaultList | None = None) -> Response[str]:
    status = UNREADABLE if faults else 200
    return render(request, "pruefpaket/formular.html", status=status, faults=faults, megabytes=megabytes(request))


HANDLERS = (show_form, verify_bundle)
