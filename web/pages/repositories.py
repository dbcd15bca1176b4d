"""Repositories that a bid names: the list, one entry with its snapshots, entering, correcting, fetching, handing in."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.table import Action
from procurement.errors import (
    EvidenceClosedError,
    RepositoryFetchingError,
    RepositoryNotFoundError,
    RepositoryWithdrawnError,
)
from procurement.services.repositories import RepositoryDesk, RepositoryNaming, RepositoryTaking
from procurement.services.repositories.desk import BidRepositories, SeenRepository
from procurement.services.repositories.naming import NewRepository
from web import addresses
from web import repository_words as words
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import file_in, form_of, megabytes, text_in
from web.views.repository import NAMED, PLACES, lines_of, parts_of, typed_of
from web.views.typed import NOTHING, Typed, faults_at, values_in

_REFUSALS: Mapping[type[Exception], str] = {
    EvidenceClosedError: "Die Leistungswertung steht fest oder die Runde ist beendet. Es ist nichts gespeichert.",
    RepositoryWithdrawnError: "Der Eintrag wurde inzwischen zurückgenommen. Es ist nichts gespeichert.",
    RepositoryFetchingError: "Ein Stand wird gerade abgerufen. Bitte warten Sie, bis er da ist.",
}
_TROUBLES: tuple[type[Exception], ...] = (InputError, *_REFUSALS)
_NO_FILE = "Bitte wählen Sie ein Archiv."
_CONFLICT = 409
_LARGEST_BODY = 200_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/repositorien",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def show_repositories(
    request: Connection,
    repository_desk: NamedDependency[RepositoryDesk],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Response[str]:
    """Show what repositories a bid names, and the form for another one."""
    return _list(request, repository_desk, procedure, addresses.identifier(bid))


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/repositorien",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def name_repository(
    request: Connection,
    repository_desk: NamedDependency[RepositoryDesk],
    repository_naming: NamedDependency[RepositoryNaming],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Answer:
    """Enter a repository."""
    typed, wanted = values_in(await form_of(request), NAMED), addresses.identifier(bid)
    sent = Typed(form="neu", values=typed)

    def name() -> Answer:
        try:
            made = repository_naming.name(request.user, procedure, wanted, _new(typed))
        except _TROUBLES as error:
            return _list(request, repository_desk, procedure, wanted, _refused(sent, error))
        return Redirect(addresses.repository(procedure, wanted, made.id), status_code=SEE_OTHER)

    return await asyncio.to_thread(name)


@get(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/repositorien/{repository:int}",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def show_repository(
    request: Connection,
    repository_desk: NamedDependency[RepositoryDesk],
    procedure: FromPath[str],
    bid: FromPath[str],
    repository: FromPath[int],
) -> Response[str]:
    """Show one entry with its snapshots."""
    return _entry(request, repository_desk, (procedure, addresses.identifier(bid), repository))


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/repositorien/{repository:int}/abruf",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def fetch_repository(
    request: Connection,
    repository_desk: NamedDependency[RepositoryDesk],
    repository_taking: NamedDependency[RepositoryTaking],
    procedure: FromPath[str],
    bid: FromPath[str],
    repository: FromPath[int],
) -> Answer:
    """Ask for a snapshot."""
    await form_of(request)
    place = (procedure, addresses.identifier(bid), repository)
    sent = Typed(form="abruf", values={})
    call = lambda: repository_taking.fetch(request.user, repository)  # noqa: E731 - one of four
    return await asyncio.to_thread(_do, request, repository_desk, place, sent, call)


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/repositorien/{repository:int}/archiv",
    status_code=SEE_OTHER,
    action=Action.GATHER_EVIDENCE,
)
async def hand_in_archive(
    request: Connection,
    repository_desk: NamedDependency[RepositoryDesk],
    repository_taking: NamedDependency[RepositoryTaking],
    procedure: FromPath[str],
    bid: FromPath[str],
    repository: FromPath[int],
) -> Answer:
    """Take an archive in."""
    form, place = await form_of(request), (procedure, addresses.identifier(bid), repository)
    typed, (name, content) = values_in(form, ("stand",)), await file_in(form)
    sent = Typed(form="archiv", values=typed)
    if not name:
        missing = replace(sent, faults={"datei": _NO_FILE})
        return await asyncio.to_thread(_entry, request, repository_desk, place, missing)
    call = lambda: repository_taking.hand_in(request.user, repository, typed["stand"], name, content)  # noqa: E731
    return await asyncio.to_thread(_do, request, repository_desk, place, sent, call)


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/repositorien/{repository:int}/berichtigung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def correct_repository(
    request: Connection,
    repository_desk: NamedDependency[RepositoryDesk],
    repository_naming: NamedDependency[RepositoryNaming],
    procedure: FromPath[str],
    bid: FromPath[str],
    repository: FromPath[int],
) -> Answer:
    """Take an entry back and make the right one."""
    form, place = await form_of(request), (procedure, addresses.identifier(bid), repository)
    typed = values_in(form, (*NAMED, "grund"))
    sent = Typed(form="berichtigung", values=typed)

    def correct() -> Answer:
        try:
            made = repository_naming.correct(request.user, repository, _new(typed), typed["grund"])
        except _TROUBLES as error:
            return _entry(request, repository_desk, place, _refused(sent, error))
        return Redirect(addresses.repository(*place[:2], made.id), status_code=SEE_OTHER)

    return await asyncio.to_thread(correct)


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/repositorien/{repository:int}/ruecknahme",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.GATHER_EVIDENCE,
)
async def withdraw_repository(
    request: Connection,
    repository_desk: NamedDependency[RepositoryDesk],
    repository_naming: NamedDependency[RepositoryNaming],
    procedure: FromPath[str],
    bid: FromPath[str],
    repository: FromPath[int],
) -> Answer:
    """Take an entry back."""
    form, place = await form_of(request), (procedure, addresses.identifier(bid), repository)
    reason = text_in(form, "ruecknahme")
    sent = Typed(form="ruecknahme", values={"ruecknahme": reason})
    call = lambda: repository_naming.withdraw(request.user, repository, reason)  # noqa: E731
    return await asyncio.to_thread(_do, request, repository_desk, place, sent, call)


@get(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/repositorien/{repository:int}/archive/{snapshot_number:int}",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def download_archive(
    request: Connection,
    repository_desk: NamedDependency[RepositoryDesk],
    procedure: FromPath[str],
    bid: FromPath[str],
    repository: FromPath[int],
    snapshot_number: FromPath[int],
) -> Response[bytes]:
    """Give a stored archive."""
    _found(repository_desk.of_bid(request.user, procedure, addresses.identifier(bid)), repository)
    return attachment(repository_desk.archive(request.user, repository, snapshot_number))


def _do(
    request: Connection, desk: RepositoryDesk, place: tuple[str, str, int], sent: Typed, call: Callable[[], object]
) -> Answer:
    try:
        call()
    except _TROUBLES as error:
        return _entry(request, desk, place, _refused(sent, error))
    return Redirect(addresses.repository(*place), status_code=SEE_OTHER)


def _refused(sent: Typed, error: Exception) -> Typed:
    if isinstance(error, InputError):
        places = {**PLACES, "/reason": "ruecknahme"} if sent.form == "ruecknahme" else PLACES
        return replace(sent, faults=faults_at(error, places))
    return replace(sent, sentence=_REFUSALS[type(error)], status=_CONFLICT)


def _list(request: Connection, desk: RepositoryDesk, procedure: str, bid: str, typed: Typed = NOTHING) -> Response[str]:
    seen = desk.of_bid(request.user, procedure, bid)
    return render(
        request,
        "repositorien/liste.html",
        status=typed.status,
        seen=seen,
        procedure=seen.procedure,
        bid=seen.bid,
        lines=lines_of(seen),
        typed=typed,
        labels=words.LABELS,
    )


def _entry(
    request: Connection, desk: RepositoryDesk, place: tuple[str, str, int], typed: Typed = NOTHING
) -> Response[str]:
    seen = desk.of_bid(request.user, *place[:2])
    one = _found(seen, place[2])
    return render(
        request,
        "repositorien/eintrag.html",
        status=typed.status,
        seen=seen,
        one=one,
        procedure=seen.procedure,
        bid=seen.bid,
        address=addresses.repository(*place),
        parts=parts_of(one, seen),
        typed=typed,
        now=typed.values if typed.form == "berichtigung" else typed_of(one) | {"grund": ""},
        labels=words.LABELS,
        megabytes=megabytes(request),
    )


def _found(seen: BidRepositories, number: int) -> SeenRepository:
    one = next((entry for entry in seen.entries if entry.named.id == number), None)
    if one is None:
        raise RepositoryNotFoundError(number)
    return one


def _new(typed: Mapping[str, str]) -> NewRepository:
    url, place, offered, product, licence = (typed[name] for name in NAMED)
    return NewRepository(url=url, place=place, offered=offered, product=product, licence=licence)


HANDLERS = (
    show_repositories,
    name_repository,
    show_repository,
    fetch_repository,
    hand_in_archive,
    correct_repository,
    withdraw_repository,
    download_archive,
)
