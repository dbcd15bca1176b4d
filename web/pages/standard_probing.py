"""Handing in files to be held against open standards: in pieces, with the form, or from the bid; taking one away."""

import asyncio
from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.uploads.errors import UploadNotFoundError, UploadUnfinishedError
from infra.uploads.services import Uploads
from procurement.model import StandardProbe
from procurement.services.intake.reading import Bids
from procurement.services.standards import Standards
from procurement.services.standards.probing import NewProbe
from web import addresses
from web.pages.evidence_changes import NOTHING, Handed, handed_in, trouble
from web.pages.standard_probes import list_page
from web.rendering import SEE_OTHER
from web.upload import one_fault

_TROUBLES = (InputError, UploadNotFoundError, UploadUnfinishedError)

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@post("/standards/pruefung", status_code=SEE_OTHER, action=Action.PROBE_STANDARDS)
async def probe_files(
    request: Connection, standards: NamedDependency[Standards], uploads: NamedDependency[Uploads]
) -> Answer:
    """Ask for files that belong to no bid."""
    handed = await handed_in(request)
    return await asyncio.to_thread(_asked, request, standards, uploads, None, None, handed)


@post(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/standards",
    status_code=SEE_OTHER,
    action=Action.PROBE_STANDARDS,
)
async def probe_bid_files(
    request: Connection,
    standards: NamedDependency[Standards],
    uploads: NamedDependency[Uploads],
    bids: NamedDependency[Bids],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Answer:
    """Ask for files of a bid."""
    handed, of_bid = await handed_in(request), (procedure, addresses.identifier(bid))
    return await asyncio.to_thread(_asked, request, standards, uploads, bids, of_bid, handed)


@post("/standards/pruefung/{standard_probe:int}/loeschen", status_code=SEE_OTHER, action=Action.PROBE_STANDARDS)
async def delete_probe(
    request: Connection, standards: NamedDependency[Standards], standard_probe: FromPath[int]
) -> Redirect:
    """Take a free-standing probe away."""
    await asyncio.to_thread(standards.probing.delete, request.user, standard_probe)
    return Redirect(addresses.standard_probes(), status_code=SEE_OTHER)


def _asked(
    request: Connection,
    standards: Standards,
    uploads: Uploads,
    bids: Bids | None,
    of_bid: tuple[str, str] | None,
    handed: Handed,
) -> Answer:
    if handed.is_empty:
        return list_page(request, standards, uploads, bids=bids, of_bid=of_bid, faults=one_fault(NOTHING))
    try:
        made = _all(request.user, standards, of_bid, handed)
    except _TROUBLES as error:
        return list_page(request, standards, uploads, bids=bids, of_bid=of_bid, faults=trouble(error))
    if len(made) == 1:
        return Redirect(addresses.standard_probe(made[0].id), status_code=SEE_OTHER)
    back = addresses.bid_standard_probes(*of_bid) if of_bid else addresses.standard_probes()
    return Redirect(back, status_code=SEE_OTHER)


def _all(actor: Actor, standards: Standards, of_bid: tuple[str, str] | None, handed: Handed) -> list[StandardProbe]:
    """Ask for every file, one change each.

    Raises:
        InputError: A file cannot be taken; those before it are.
        UploadNotFoundError: An upload is gone.
        UploadUnfinishedError: Something of an upload is missing.
    """
    slug, bid = of_bid or (None, None)
    probing, new = standards.probing, NewProbe(name="", slug=slug, bid=bid)
    made = [probing.ask_upload(actor, new, upload) for upload in handed.uploads]
    named = [(NewProbe(name=name, slug=slug, bid=bid), content) for name, content in handed.contents]
    made += [probing.ask(actor, one, content) for one, content in named]
    return made + [probing.ask_from_bid(actor, NewProbe(name=name, slug=slug, bid=bid)) for name in handed.of_bid]


HANDLERS = (probe_files, probe_bid_files, delete_probe)
