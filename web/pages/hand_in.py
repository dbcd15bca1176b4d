"""Where bidders hand in: a link that works once, and the code that they get for it. Nobody signs in."""

import asyncio
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath

from core.errors import InputError
from core.german import exact_moment, read_number
from infra.policy.table import Action
from procurement.errors import AccessCodeWrongError, BidRefusedLateError, BidTooLargeError
from procurement.rules.wording import fault_sentence
from procurement.services.intake.importing import GivenFile
from procurement.services.sealed import HandIn, HandingIn, Receipt
from procurement.services.sealed.codes import Access
from web.rendering import render
from web.upload import UNREADABLE, form_of, text_in

CODE, LOT, TENDERER, VARIANT, PRICE = "code-geheim", "los", "bieter", "nebenangebot", "preis-geheim"
FILES, PRICE_FILES = "dateien", "preisdateien"
NAMES = (CODE, LOT, TENDERER, VARIANT, PRICE)
IDS: Mapping[str, tuple[str, str]] = {
    CODE: (CODE, "Abgabecode"),
    LOT: (LOT, "Los"),
    TENDERER: (TENDERER, "Bieter"),
    VARIANT: (VARIANT, "Nebenangebot"),
    PRICE: (PRICE, "Angebotspreis"),
    FILES: (FILES, "Dateien ohne Preis"),
    PRICE_FILES: (PRICE_FILES, "Dateien, in denen der Preis steht"),
}
_PLACES = {"/lot": LOT, "/tenderer": TENDERER, "/variant": VARIANT, "/price_gross_eur": PRICE, "/files": FILES}
WRONG_CODE = "Diesen Abgabecode gibt es nicht. Bitte prüfen Sie, ob Sie ihn vollständig eingegeben haben."
USED_LINK = (
    "Dieser Link ist schon benutzt oder nicht vollständig. Haben Sie ihn schon benutzt? Dann geben Sie Ihr Angebot mit "
    "dem Abgabecode ab, den Sie dabei bekommen haben. Sonst fragen Sie bitte bei der Vergabestelle nach."
)
TOO_LATE = "Die Angebotsfrist ist abgelaufen. Ihre Eingabe ist nicht gespeichert."
NO_PRICE = "Bitte einen Betrag eingeben, zum Beispiel 119.000,00, oder das Feld leer lassen."
NO_LOT = "Bitte die Nummer des Loses eingeben, zum Beispiel 1."
TOO_LARGE = "Alle Dateien zusammen dürfen höchstens {most:.1f} MiB haben"
_MIB, _LONGEST_LOT = 2**20, 3
_GONE, _CONFLICT = 404, 409
_LARGEST_BODY = 10_000

Connection = Request[Any, Any, Any]
Typed = Mapping[str, str]


@get("/angebotsabgabe/{city:str}/{access_link:str}", sync_to_thread=True, action=Action.HAND_IN_BID)
def show_link(
    request: Connection, handing_in: NamedDependency[HandingIn], city: FromPath[str], access_link: FromPath[str]
) -> Response[str]:
    """Show what a link leads to; looking does not use it up."""
    try:
        door = handing_in.look(city, access_link, Access.LINK)
    except AccessCodeWrongError:
        return _form(request, city, {}, {}, conflict=USED_LINK, status=_GONE)
    return render(request, "annahme/zugang.html", door=door, city=city, code="", link=access_link, exact=exact_moment)


@post(
    "/angebotsabgabe/{city:str}/{access_link:str}",
    status_code=200,
    request_max_body_size=_LARGEST_BODY,
    action=Action.HAND_IN_BID,
)
async def claim_link(
    request: Connection, handing_in: NamedDependency[HandingIn], city: FromPath[str], access_link: FromPath[str]
) -> Response[str]:
    """Use a link up and show the bidder's own code, once."""

    def claim() -> Response[str]:
        try:
            code = handing_in.claim(city, access_link)
        except AccessCodeWrongError:
            return _form(request, city, {}, {}, conflict=USED_LINK, status=_GONE)
        except BidRefusedLateError:
            return _form(request, city, {}, {}, conflict=TOO_LATE, status=_CONFLICT)
        door = handing_in.look(city, code, Access.CODE)
        return _unkept(
            render(request, "annahme/zugang.html", door=door, city=city, code=code, link="", exact=exact_moment)
        )

    return await asyncio.to_thread(claim)


@get("/angebotsabgabe/{city:str}", sync_to_thread=False, action=Action.HAND_IN_BID)
def show_hand_in(request: Connection, city: FromPath[str]) -> Response[str]:
    """Show the form."""
    return _form(request, city, {}, {})


@post("/angebotsabgabe/{city:str}", status_code=200, action=Action.HAND_IN_BID)
async def hand_in_bid(
    request: Connection, handing_in: NamedDependency[HandingIn], city: FromPath[str]
) -> Response[str]:
    """Hand a bid in or take it back, whichever button was pressed."""
    form = await form_of(request)
    typed, wish = {name: text_in(form, name) for name in NAMES}, text_in(form, "wahl")
    files = [*await _files(form, FILES, with_price=False), *await _files(form, PRICE_FILES, with_price=True)]

    def act() -> Response[str]:
        try:
            if wish == "zurueckziehen":
                handing_in.withdraw(city, typed[CODE])
                return _receipt(request, city, None)
            if faults := _faults(typed):
                return _form(request, city, typed, faults)
            return _receipt(request, city, handing_in.hand_in(city, _given(typed, files)))
        except BidRefusedLateError:
            return _form(request, city, typed, {}, conflict=TOO_LATE, status=_CONFLICT)
        except (AccessCodeWrongError, BidTooLargeError, InputError) as error:
            return _form(request, city, typed, _told(error))

    return await asyncio.to_thread(act)


def _given(typed: Typed, files: list[GivenFile]) -> HandIn:
    return HandIn(
        code=typed[CODE],
        lot=int(typed[LOT]),
        tenderer=typed[TENDERER],
        variant=typed[VARIANT],
        gross_eur=read_number(typed[PRICE]) if typed[PRICE].strip() else None,
        files=files,
    )


def _told(error: AccessCodeWrongError | BidTooLargeError | InputError) -> dict[str, str]:
    """Return what is wrong by the name of the input."""
    if isinstance(error, AccessCodeWrongError):
        return {CODE: WRONG_CODE}
    if isinstance(error, BidTooLargeError):
        return {FILES: TOO_LARGE.format(most=int(error.properties["most"]) / _MIB).replace(".", ",")}
    return {_PLACES.get(one.pointer, FILES): fault_sentence(one) for one in error.faults}


def _receipt(request: Connection, city: str, receipt: Receipt | None) -> Response[str]:
    return _unkept(render(request, "annahme/quittung.html", receipt=receipt, city=city, exact=exact_moment))


def _faults(typed: Typed) -> dict[str, str]:
    faults = dict[str, str]()
    lot = typed[LOT].strip()
    if not (lot.isascii() and lot.isdecimal() and len(lot) <= _LONGEST_LOT):
        faults[LOT] = NO_LOT
    if typed[PRICE].strip() and read_number(typed[PRICE]) is None:
        faults[PRICE] = NO_PRICE
    return faults


async def _files(form: FormMultiDict, name: str, *, with_price: bool) -> list[GivenFile]:
    sent = [one for one in form.getall(name, []) if isinstance(one, UploadFile) and one.filename]
    return [GivenFile(name=one.filename, content=await one.read(), with_price=with_price) for one in sent]


def _form(
    request: Connection,
    city: str,
    typed: Typed,
    faults: Mapping[str, str],
    *,
    conflict: str = "",
    status: int = UNREADABLE,
) -> Response[str]:
    page = render(
        request,
        "annahme/abgabe.html",
        status=status if faults or conflict else 200,
        city=city,
        typed=dict.fromkeys(NAMES, "") | {LOT: "1"} | dict(typed),
        faults=dict(faults),
        ids=IDS,
        conflict=conflict,
    )
    return _unkept(page)


def _unkept(page: Response[str]) -> Response[str]:
    page.headers["Cache-Control"] = "no-store"
    return page


HANDLERS = (show_link, claim_link, show_hand_in, hand_in_bid)
