"""The own account: who I am here, my password, my second factor, my sessions."""

import asyncio
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from infra.identity.errors import FieldsRefusedError, SecondFactorOfferError, TooManyAttemptsError
from infra.identity.own_account import OwnAccounts
from infra.identity.second_factor import Enrolment
from infra.identity.wording import field_sentence, sentence
from infra.policy.table import Action
from web.entrance import kept_page
from web.kept import LARGEST_BODY, Kept, from_json
from web.rendering import SEE_OTHER, render
from web.signed_in import address_of, cookie
from web.upload import UNREADABLE, form_of, text_in

_LARGEST_BODY = 20_000
OWN = Action.USE_OWN_ACCOUNT

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Faults = dict[str, str]


@get("/konto", sync_to_thread=True, action=OWN)
def show_account(request: Connection, accounts: NamedDependency[OwnAccounts]) -> Response[str]:
    """Show the own account."""
    return render(request, "konto/seite.html", account=accounts.show(request.user))


@get("/konto/passwort", sync_to_thread=True, action=OWN)
def show_password(request: Connection, accounts: NamedDependency[OwnAccounts]) -> Response[str]:
    """Show the form for another password."""
    return _password_form(request, accounts, {}, None)


@post("/konto/passwort", status_code=SEE_OTHER, request_max_body_size=LARGEST_BODY, action=OWN)
async def change_password(request: Connection, accounts: NamedDependency[OwnAccounts]) -> Answer:
    """Set another password; all other sessions end and this one gets a new token."""
    form = await form_of(request)
    old, new, again = (text_in(form, name) for name in ("altes_kennwort", "neues_kennwort", "wiederholung"))
    kept = from_json(text_in(form, "gemerkt"))
    if new != again:
        faults = {"again": "Die beiden Eingaben sind verschieden."}
        return await asyncio.to_thread(_password_form, request, accounts, faults, kept)
    return await asyncio.to_thread(_change_password, request, accounts, old, new, kept)


def _change_password(request: Connection, accounts: OwnAccounts, old: str, new: str, kept: Kept | None) -> Answer:
    try:
        token = accounts.change_password(request.user, old=old, new=new, address=address_of(request))
    except FieldsRefusedError as error:
        return _password_form(request, accounts, _sentences(error), kept)
    except TooManyAttemptsError as error:
        return _password_form(request, accounts, {"old": sentence(error)}, kept)
    if kept is not None:
        request.scope["user"] = replace(request.user, password_due=False)
        page = kept_page(request, kept)
        page.set_cookie(cookie(request, token))
        return page
    return Redirect("/konto?geaendert=ja", status_code=SEE_OTHER, cookies=[cookie(request, token)])


@get("/konto/zweiter-faktor", sync_to_thread=True, action=OWN)
def show_second_factor(request: Connection, accounts: NamedDependency[OwnAccounts]) -> Response[str]:
    """Offer a second factor, or show how to remove the one in use."""
    if accounts.show(request.user).person.has_second_factor:
        return _factor_form(request, accounts, None, {})
    return _factor_form(request, accounts, accounts.offer_second_factor(request.user), {})


@post("/konto/zweiter-faktor", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=OWN)
async def add_second_factor(request: Connection, accounts: NamedDependency[OwnAccounts]) -> Answer:
    """Take the offered second factor into use."""
    form = await form_of(request)
    sealed, code, password = (text_in(form, name) for name in ("angebot", "code", "kennwort"))
    return await asyncio.to_thread(_add_factor, request, accounts, sealed, code, password)


def _add_factor(request: Connection, accounts: OwnAccounts, sealed: str, code: str, password: str) -> Answer:
    try:
        accounts.add_second_factor(
            request.user, sealed=sealed, code=code, password=password, address=address_of(request)
        )
    except FieldsRefusedError as error:
        return _factor_form(request, accounts, accounts.offer_second_factor(request.user, sealed), _sentences(error))
    except TooManyAttemptsError as error:
        offer = accounts.offer_second_factor(request.user, sealed)
        return _factor_form(request, accounts, offer, {"password": sentence(error)})
    except SecondFactorOfferError as error:
        return _factor_form(request, accounts, accounts.offer_second_factor(request.user), {"code": sentence(error)})
    return Redirect("/konto?geaendert=ja", status_code=SEE_OTHER)


@post("/konto/zweiter-faktor/entfernen", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=OWN)
async def remove_second_factor(request: Connection, accounts: NamedDependency[OwnAccounts]) -> Answer:
    """Sign in without a second factor from now on."""
    form = await form_of(request)
    return await asyncio.to_thread(_remove_factor, request, accounts, text_in(form, "code"), text_in(form, "kennwort"))


def _remove_factor(request: Connection, accounts: OwnAccounts, code: str, password: str) -> Answer:
    try:
        accounts.remove_second_factor(request.user, code=code, password=password, address=address_of(request))
    except FieldsRefusedError as error:
        return _factor_form(request, accounts, None, _sentences(error))
    except TooManyAttemptsError as error:
        return _factor_form(request, accounts, None, {"password": sentence(error)})
    return Redirect("/konto?geaendert=ja", status_code=SEE_OTHER)


@post("/konto/sitzungen", status_code=SEE_OTHER, sync_to_thread=True, action=OWN)
def close_sessions(request: Connection, accounts: NamedDependency[OwnAccounts]) -> Redirect:
    """End all other sessions."""
    accounts.close_other_sessions(request.user, str(request.auth))
    return Redirect("/konto?geaendert=ja", status_code=SEE_OTHER)


def _password_form(request: Connection, accounts: OwnAccounts, faults: Faults, kept: Kept | None) -> Response[str]:
    return _own_form(request, accounts, "konto/passwort.html", faults, kept=kept)


def _factor_form(request: Connection, accounts: OwnAccounts, offer: Enrolment | None, faults: Faults) -> Response[str]:
    return _own_form(request, accounts, "konto/zweiter_faktor.html", faults, offer=offer)


def _own_form(
    request: Connection, accounts: OwnAccounts, template: str, faults: Faults, **more: object
) -> Response[str]:
    account = accounts.show(request.user).person.account
    return render(request, template, status=UNREADABLE if faults else 200, account=account, faults=faults, **more)


def _sentences(error: FieldsRefusedError) -> Faults:
    return {field: field_sentence(refusal) for field, refusal in error.faults.items()}


HANDLERS = (
    show_account,
    show_password,
    change_password,
    show_second_factor,
    add_second_factor,
    remove_second_factor,
    close_sessions,
)
