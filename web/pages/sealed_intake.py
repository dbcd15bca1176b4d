"""The sealed intake of a procedure: setting up, who holds keys, opening by two."""

import asyncio
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from core.german import exact_moment
from infra.policy.table import Action
from procurement.errors import (
    SealedIntakeExistsError,
    SealedIntakeNotPossibleError,
    SealedOpeningRefusedError,
    SealKeysMissingError,
    SealKeyWrongError,
)
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.wording import reason_sentence
from procurement.rules.sealed.moments import FEWEST_SLOTS, MOST_SLOTS, PRESENT_FOR, SIZES_MIB, SealRefusal
from procurement.rules.sealed.wording import GROUPS, REFUSALS
from procurement.rules.wording import fault_sentence
from procurement.services.sealed import IntakeSize, SealedOpening, SettingUp
from web import addresses
from web.pages.seal_key import SECRET
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in

_LARGEST_BODY, _CONFLICT = 10_000, 409
_LARGEST_NUMBER = 3
_PLACES = {"/slots": "plaetze", "/mib": "groesse"}
_WRONG = (
    "Das ist nicht Ihr Siegelschlüssel für diese Annahme. Es zählt der Schlüssel, der bestätigt war, als die Annahme "
    "eingerichtet wurde. Ihr Versuch steht im Prüfprotokoll."
)
_TROUBLES = {
    SealedIntakeExistsError: "Es gibt schon eine versiegelte Annahme, die noch nicht geöffnet ist.",
    SealedIntakeNotPossibleError: "Die Annahme lässt sich nur während der laufenden Angebotsfrist einrichten.",
    SealKeysMissingError: "Es fehlen bestätigte Siegelschlüssel. Eingerichtet ist nichts.",
}

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/annahme", sync_to_thread=True, action=Action.OPEN_SEALED_BIDS)
def show_intake(request: Connection, setting_up: NamedDependency[SettingUp], procedure: FromPath[str]) -> Response[str]:
    """Show what may be known of the intake, and what can be done now."""
    return _page(request, setting_up, procedure)


@post(
    "/vergabeverfahren/{procedure:str}/annahme/einrichten",
    status_code=200,
    request_max_body_size=_LARGEST_BODY,
    action=Action.SET_UP_INTAKE,
)
async def set_up_intake(
    request: Connection, setting_up: NamedDependency[SettingUp], procedure: FromPath[str]
) -> Answer:
    """Set the intake up and show its links, once."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in ("plaetze", "groesse")}

    def set_up() -> Answer:
        size = IntakeSize(slots=_number(typed["plaetze"]), mib=_number(typed["groesse"]))
        try:
            done = setting_up.set_up(request.user, procedure, size)
        except InputError as error:
            faults = {_PLACES[one.pointer]: fault_sentence(one) for one in error.faults}
            return _page(request, setting_up, procedure, typed=typed, faults=faults)
        except (SealedIntakeExistsError, SealedIntakeNotPossibleError, SealKeysMissingError) as error:
            return _page(request, setting_up, procedure, conflict=_TROUBLES[type(error)])
        base, city = str(request.base_url).rstrip("/"), request.user.city
        page = render(
            request,
            "annahme/zugaenge.html",
            procedure=setting_up.see(request.user, procedure).procedure,
            links=[f"{base}{addresses.access_link(city, one)}" for one in done.links],
        )
        page.headers["Cache-Control"] = "no-store"
        return page

    return await asyncio.to_thread(set_up)


@post(
    "/vergabeverfahren/{procedure:str}/annahme",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.OPEN_SEALED_BIDS,
)
async def open_intake(
    request: Connection,
    setting_up: NamedDependency[SettingUp],
    sealed_opening: NamedDependency[SealedOpening],
    procedure: FromPath[str],
) -> Answer:
    """Show a key: be present, or open as the second person; or be present no longer."""
    form = await form_of(request)
    wish, secret = text_in(form, "wahl"), text_in(form, SECRET)

    def show() -> Answer:
        try:
            if wish == "gehen":
                sealed_opening.leave(request.user, procedure)
            else:
                sealed_opening.show(request.user, procedure, secret)
        except SealKeyWrongError:
            return _page(request, setting_up, procedure, faults={SECRET: _WRONG})
        except SealedOpeningRefusedError as error:
            refused = REFUSALS[SealRefusal(error.properties["reason"])]
            return _page(request, setting_up, procedure, conflict=refused)
        except StepNotPossibleError as error:
            told = " ".join(map(reason_sentence, error.reasons))
            return _page(request, setting_up, procedure, conflict=told)
        return Redirect(f"{addresses.sealed_intake(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(show)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LARGEST_NUMBER else 0


def _page(
    request: Connection,
    setting_up: SettingUp,
    slug: str,
    *,
    typed: dict[str, str] | None = None,
    faults: dict[str, str] | None = None,
    conflict: str = "",
) -> Response[str]:
    seen = setting_up.see(request.user, slug)
    mine = [one for one in seen.present if one.person == request.user.person]
    others = [one for one in seen.present if one.partner == request.user.person]
    return render(
        request,
        "annahme/seite.html",
        status=_CONFLICT if conflict else UNREADABLE if faults else 200,
        procedure=seen.procedure,
        seen=seen,
        mine=mine[:1],
        others=others,
        until=[one.present_at + PRESENT_FOR for one in (*mine, *others)],
        groups=GROUPS,
        typed=typed or {"plaetze": "12", "groesse": "4"},
        faults=faults or {},
        ids={"plaetze": ("plaetze", "Plätze"), "groesse": ("groesse", "Größe"), SECRET: (SECRET, "Siegelschlüssel")},
        sizes=[(str(one), f"{one} MiB") for one in SIZES_MIB],
        fewest=FEWEST_SLOTS,
        most=MOST_SLOTS,
        field=SECRET,
        exact=exact_moment,
        conflict=conflict,
    )


HANDLERS = (show_intake, set_up_intake, open_intake)
