"""Files held against open standards: the lists, free-standing or of a bid, and one with what came of it."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from core.numbers import LARGEST_NUMBER
from infra.policy.table import Action
from infra.uploads.services import Uploads
from licensing.standards.probes.artefact import MAXIMUM_BYTES
from procurement.errors import TenderBidNotFoundError
from procurement.services.intake.reading import Bids
from procurement.services.standards import Standards
from web import addresses
from web import standards as words
from web.pages.evidence import offer
from web.rendering import render
from web.upload import UNREADABLE, FaultList
from web.views.evidence_forms import bid_files
from web.views.standard_probes import answers_of, faults_in

HEADING = "Dateien gegen Standards prüfen"
PAGE_SIZE = 25

Connection = Request[Any, Any, Any]
Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]


@get("/standards/pruefung", sync_to_thread=True, action=Action.READ_STANDARD_PROBES)
def show_probes(
    request: Connection,
    standards: NamedDependency[Standards],
    uploads: NamedDependency[Uploads],
    before: Before = None,
) -> Response[str]:
    """Show the free-standing probes and the form for new ones."""
    return list_page(request, standards, uploads, before=before)


@get(
    "/vergabeverfahren/{procedure:str}/angebote/{bid:str}/standards",
    sync_to_thread=True,
    action=Action.READ_STANDARD_PROBES,
)
def show_bid_probes(  # noqa: PLR0913, PLR0917 - what the page asks
    request: Connection,
    standards: NamedDependency[Standards],
    uploads: NamedDependency[Uploads],
    bids: NamedDependency[Bids],
    procedure: FromPath[str],
    bid: FromPath[str],
    before: Before = None,
) -> Response[str]:
    """Show the probes of a bid and the form for new ones."""
    of_bid = (procedure, addresses.identifier(bid))
    return list_page(request, standards, uploads, bids=bids, of_bid=of_bid, before=before)


@get("/standards/pruefung/{standard_probe:int}", sync_to_thread=True, action=Action.READ_STANDARD_PROBES)
def show_probe(
    request: Connection, standards: NamedDependency[Standards], standard_probe: FromPath[int]
) -> Response[str]:
    """Show what came of a file."""
    opened = standards.probes.open(request.user, standard_probe)
    return render(
        request,
        "standards/pruefung.html",
        opened=opened,
        probe=opened.probe,
        answers=answers_of(opened.answer, standards.shelf.catalogue),
        refusals=faults_in(opened.answer),
        fresh=False,
        words=words,
    )


@get("/standards/pruefung/{standard_probe:int}/stand", sync_to_thread=True, action=Action.READ_STANDARD_PROBES)
def show_probe_progress(
    request: Connection, standards: NamedDependency[Standards], standard_probe: FromPath[int]
) -> Response[str]:
    """Show the part of the page that changes; it asks again until the answer is there."""
    opened = standards.probes.open(request.user, standard_probe)
    return render(request, "standards/stand.html", opened=opened, probe=opened.probe, fresh=True, words=words)


def list_page(  # noqa: PLR0913 - both lists, as they are or with what is wrong
    request: Connection,
    standards: Standards,
    uploads: Uploads,
    *,
    bids: Bids | None = None,
    of_bid: tuple[str, str] | None = None,
    before: int | None = None,
    faults: FaultList | None = None,
) -> Response[str]:
    """Return the page of a list, with what is wrong with the files that were handed in."""
    actor = request.user
    if of_bid is None:
        found = standards.probes.free(actor, before=before, size=PAGE_SIZE)
    else:
        found = standards.probes.of_bid(actor, *of_bid, before=before, size=PAGE_SIZE)
    seen = bids.all(actor, of_bid[0]) if bids and of_bid else None
    bid = next((one for one in seen.bids if of_bid and one.bid.id == of_bid[1]), None) if seen else None
    if of_bid and bid is None:
        raise TenderBidNotFoundError(of_bid[1])
    purpose = purpose_of(of_bid)
    return render(
        request,
        "standards/pruefungen.html",
        status=UNREADABLE if faults else 200,
        heading="Standards des Angebots" if of_bid else HEADING,
        found=found,
        is_first=before is None,
        procedure=seen.procedure if seen else None,
        bid=bid.bid if bid else None,
        bid_files=bid_files(bid) if bid else (),
        offer=offer(request, uploads, purpose, MAXIMUM_BYTES),
        purpose=purpose,
        names={one.id: one.name for one in standards.shelf.catalogue.standards.values()},
        faults=faults,
        words=words,
    )


def purpose_of(of_bid: tuple[str, str] | None) -> str:
    """Return what uploads are for: a bid, or no bid."""
    return f"standards/{'/'.join(of_bid)}" if of_bid else "standards"


HANDLERS = (show_probes, show_bid_probes, show_probe, show_probe_progress)
