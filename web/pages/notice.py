"""What the notice says about the award criteria of a matrix: text and XML to copy or take away. Nothing is stored.

The matrix travels in the form. What comes back is read like any other file from outside.
"""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency

from core.errors import InputError
from infra.policy.table import Action
from procurement.rules.procedure.notice import TIE_RULE_LENGTH, PriceKind, WeightUnit, Wishes
from procurement.rules.procedure.notice_words import TIE_RULE_PROPOSAL
from procurement.services.notice import Announcing, MadeNotice
from web.downloads import attachment
from web.rendering import render
from web.upload import (
    NOTHING_SUBMITTED,
    UNREADABLE,
    FaultList,
    Submitted,
    carried,
    faults_of,
    form_of,
    megabytes,
    one_fault,
    room_for,
    submitted,
    text_in,
)

DOCUMENT = "bewertungsmatrix"
TIE_RULE, PRICE, UNIT, FILE = "gleichstand", "preis", "gewichte", "herunterladen"
AS_TEXT, AS_XML = "text", "xml"

Connection = Request[Any, Any, Any]


@get("/bekanntmachung", sync_to_thread=False, action=Action.USE_PUBLIC_TOOLS)
def show_form(request: Connection) -> Response[str]:
    """Show the empty form."""
    return _form(request, Wishes(tie_rule=TIE_RULE_PROPOSAL))


@post("/bekanntmachung", status_code=200, action=Action.USE_PUBLIC_TOOLS)
async def announce_award(request: Connection, announcing: NamedDependency[Announcing]) -> Response[Any]:
    """Show text and block of a file, or of the matrix that the form carries; with a wish for a file send that."""
    form = await form_of(request)
    handed_in = carried(text_in(form, DOCUMENT)) if DOCUMENT in form else await submitted(form)
    wishes, wanted = _wishes(form), text_in(form, FILE)
    return await asyncio.to_thread(_answer, request, announcing, handed_in, wishes, wanted)


def _wishes(form: FormMultiDict) -> Wishes:
    price, unit = text_in(form, PRICE), text_in(form, UNIT)
    rule = text_in(form, TIE_RULE) if TIE_RULE in form else TIE_RULE_PROPOSAL
    return Wishes(
        tie_rule=rule[:TIE_RULE_LENGTH],
        price=PriceKind(price) if price in set(PriceKind) else PriceKind.PRICE,
        unit=WeightUnit(unit) if unit in set(WeightUnit) else WeightUnit.PERCENT,
    )


def _answer(
    request: Connection, announcing: Announcing, handed_in: Submitted, wishes: Wishes, wanted: str
) -> Response[Any]:
    if not handed_in.data:
        return _form(request, wishes, handed_in, one_fault(NOTHING_SUBMITTED))
    try:
        made = announcing.announce(request.user, handed_in.data, wishes)
    except InputError as error:
        return _form(request, wishes, handed_in, faults_of(error))
    if wanted in {AS_TEXT, AS_XML}:
        return attachment(made.text_file if wanted == AS_TEXT else made.xml_file)
    return _result(request, made, wishes)


def _result(request: Connection, made: MadeNotice, wishes: Wishes) -> Response[str]:
    carriable = len(made.document.encode()) <= room_for(request)
    return render(
        request,
        "bekanntmachung/ergebnis.html",
        made=made,
        head=made.evaluation.procedure,
        wishes=wishes,
        document=made.document if carriable else None,
        longest=TIE_RULE_LENGTH,
    )


def _form(
    request: Connection, wishes: Wishes, handed_in: Submitted | None = None, faults: FaultList | None = None
) -> Response[str]:
    return render(
        request,
        "bekanntmachung/formular.html",
        status=UNREADABLE if faults else 200,
        faults=faults,
        submitted=handed_in,
        wishes=wishes,
        longest=TIE_RULE_LENGTH,
        megabytes=megabytes(request),
    )


HANDLERS = (show_form, announce_award)
