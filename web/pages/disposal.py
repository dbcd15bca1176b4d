"""The end of a procedure's file: until when it is kept, holds, the offer to the archive, deletion by two."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from core.german import read_day
from infra.policy.table import Action
from procurement.errors import (
    DisposalBlockedError,
    DisposalNotAskedError,
    DisposalSamePersonError,
    HoldNotFoundError,
)
from procurement.model import ArchiveAnswer, HoldReason
from procurement.rules.award.disposal import ARCHIVE_OFFER, grounds
from procurement.rules.wording import checked, fault_sentence
from procurement.services.disposal import DisposalDesk, FileDeleting, OfferWish, ReplyWish
from procurement.services.disposal.desk import LONGEST_NOTE
from web import addresses, disposal_words
from web.local_time import NO_DAY
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.versions import version_in

_CONFLICT = 409
_LARGEST_BODY = 50_000
_ARCHIVE = frozenset({"anbieten", "antwort"})
_UNCLEAR = "Bitte wählen Sie aus, was gelten soll."
_FIELDS = ("grund", "angaben", "tag", "ergebnis", "wahl")
_SENTENCES: Mapping[type[Exception], str] = {
    DisposalBlockedError: "Das geht noch nicht. Oben auf der Seite steht, was die Akte hält.",
    DisposalNotAskedError: "Um die Löschung hat niemand gebeten.",
    DisposalSamePersonError: "Über die Löschung entscheidet eine andere Person als die, die darum gebeten hat.",
    HoldNotFoundError: "Diese Sperre ist schon aufgehoben.",
    VersionConflictError: "Der Stand wurde inzwischen geändert. Bitte sehen Sie ihn nach.",
}
_TROUBLES: tuple[type[Exception], ...] = tuple(_SENTENCES)

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Texts = Mapping[str, str]


@get("/vergabeverfahren/{procedure:str}/aussonderung", sync_to_thread=True, action=Action.READ_DISPOSAL)
def show_disposal(
    request: Connection, disposal_desk: NamedDependency[DisposalDesk], procedure: FromPath[str]
) -> Response[str]:
    """Show until when the file is kept, and what keeps it."""
    return _page(request, disposal_desk, procedure)


@post(
    "/vergabeverfahren/{procedure:str}/aussonderung/sperren",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_DISPOSAL,
)
async def hold_file(
    request: Connection, disposal_desk: NamedDependency[DisposalDesk], procedure: FromPath[str]
) -> Answer:
    """Set a hold."""
    typed = _texts(await form_of(request), "sperren")
    if typed["grund"] not in set(HoldReason):
        return await _unclear(request, disposal_desk, procedure, typed, "grund")
    reason = HoldReason(typed["grund"])
    return await _done(
        request,
        disposal_desk,
        procedure,
        typed,
        lambda: disposal_desk.hold(request.user, procedure, reason, typed["angaben"]),
    )


@post(
    "/vergabeverfahren/{procedure:str}/aussonderung/sperren/{hold:int}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_DISPOSAL,
)
async def lift_hold(
    request: Connection, disposal_desk: NamedDependency[DisposalDesk], procedure: FromPath[str], hold: FromPath[int]
) -> Answer:
    """Lift a hold."""
    typed = _texts(await form_of(request), f"sperre-{hold}")
    return await _done(
        request,
        disposal_desk,
        procedure,
        typed,
        lambda: disposal_desk.lift(request.user, procedure, hold, typed["angaben"]),
    )


@post(
    "/vergabeverfahren/{procedure:str}/aussonderung/archiv",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_DISPOSAL,
)
async def ask_archive(
    request: Connection, disposal_desk: NamedDependency[DisposalDesk], procedure: FromPath[str]
) -> Answer:
    """Keep that the file was offered to the archive, or what the archive said."""
    form = await form_of(request)
    typed, version = _texts(form, "archiv"), version_in(form)
    day = read_day(typed["tag"])
    if day is None:
        return await asyncio.to_thread(_page, request, disposal_desk, procedure, typed, {"tag": NO_DAY}, UNREADABLE)
    if typed["wahl"] not in _ARCHIVE:
        return await _unclear(request, disposal_desk, procedure, typed, "")
    if typed["wahl"] == "antwort":
        if typed["ergebnis"] not in set(ArchiveAnswer):
            return await _unclear(request, disposal_desk, procedure, typed, "ergebnis")
        reply = ReplyWish(answer=ArchiveAnswer(typed["ergebnis"]), day=day, note=typed["angaben"])
        act: Callable[[], object] = partial(disposal_desk.reply, request.user, procedure, version, reply)
    else:
        offer = OfferWish(day=day, note=typed["angaben"])
        act = partial(disposal_desk.offer, request.user, procedure, version, offer)
    return await _done(request, disposal_desk, procedure, typed, act)


@post(
    "/vergabeverfahren/{procedure:str}/aussonderung/loeschung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_DISPOSAL,
)
async def ask_deletion(
    request: Connection,
    disposal_desk: NamedDependency[DisposalDesk],
    file_deleting: NamedDependency[FileDeleting],
    procedure: FromPath[str],
) -> Answer:
    """Ask for the deletion, or take that back."""
    form = await form_of(request)
    typed, version = _texts(form, "loeschung"), version_in(form)
    acts = {"zurueck": file_deleting.hand_back, "bitten": file_deleting.ask}
    if (act := acts.get(typed["wahl"])) is None:
        return await _unclear(request, disposal_desk, procedure, typed, "")
    return await _done(request, disposal_desk, procedure, typed, lambda: act(request.user, procedure, version))


@post(
    "/vergabeverfahren/{procedure:str}/aussonderung/entscheidung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.DISPOSE_FILE,
)
async def delete_file(
    request: Connection,
    disposal_desk: NamedDependency[DisposalDesk],
    file_deleting: NamedDependency[FileDeleting],
    procedure: FromPath[str],
) -> Answer:
    """Delete the file; its proof is what remains."""
    form = await form_of(request)
    version, to = version_in(form), addresses.proof(procedure)
    return await _done(
        request,
        disposal_desk,
        procedure,
        _texts(form, "loeschung"),
        lambda: file_deleting.delete(request.user, procedure, version),
        to,
    )


async def _unclear(request: Connection, desk: DisposalDesk, slug: str, typed: Texts, field: str) -> Answer:
    """Do nothing and ask: what ends in a deletion is never guessed."""
    return await asyncio.to_thread(_page, request, desk, slug, typed, {field: _UNCLEAR}, UNREADABLE)


async def _done(
    request: Connection, desk: DisposalDesk, slug: str, typed: Texts, act: Callable[[], object], to: str = ""
) -> Answer:
    """Do something and lead back; what was refused leaves the page with what was typed and a sentence."""

    def work() -> Answer:
        try:
            act()
        except InputError as error:
            fields = {"/note": "angaben", "/day": "tag"}
            faults = {fields.get(one.pointer, ""): fault_sentence(one) for one in error.faults}
            return _page(request, desk, slug, typed, faults, UNREADABLE)
        except _TROUBLES as error:
            return _page(request, desk, slug, typed, {"": _SENTENCES[type(error)]}, _CONFLICT)
        return Redirect(to or f"{addresses.disposal(slug)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(work)


def _texts(form: FormMultiDict, name: str) -> dict[str, str]:
    return {"formular": name, **{one: text_in(form, one) for one in _FIELDS}}


def _page(
    request: Connection,
    desk: DisposalDesk,
    slug: str,
    typed: Texts | None = None,
    faults: Texts | None = None,
    status: int = 200,
) -> Response[str]:
    opened = desk.open(request.user, slug)
    end = opened.end
    source = grounds(end.facts, end.until) if end.until else None
    return render(
        request,
        "vergabeverfahren/aussonderung.html",
        status=status,
        opened=opened,
        end=end,
        disposition=end.facts.disposition,
        procedure=opened.procedure,
        typed=typed or {"formular": ""},
        faults=faults or {},
        words=disposal_words,
        reasons=[(one.value, title) for one, title in disposal_words.HOLDS.items()],
        answers=[(one.value, f"Das Stadtarchiv {title}") for one, title in disposal_words.ANSWERS.items()],
        longest=LONGEST_NOTE,
        grounds=source,
        grounds_checked=checked(source) if source else "",
        archive=ARCHIVE_OFFER,
        archive_checked=checked(ARCHIVE_OFFER),
    )


HANDLERS = (show_disposal, hold_file, lift_hold, ask_archive, ask_deletion, delete_file)
