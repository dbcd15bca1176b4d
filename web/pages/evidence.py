"""Analyses of licences: the lists, free-standing or of a bid, and one analysis with its newest result."""

import json
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from core.numbers import LARGEST_NUMBER
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.uploads.services import Uploads
from licensing.sbom.opening import MAXIMUM_BYTES
from procurement.errors import TenderBidNotFoundError
from procurement.model import AnalysisChoice
from procurement.services.evidence import EvidenceDesk
from procurement.services.evidence.desk import OpenedAnalysis, OpenedResult
from procurement.services.intake.reading import Bids, SeenBid
from web import addresses
from web import evidence as words
from web.rendering import render
from web.upload import UNREADABLE, FaultList
from web.views.evidence import overview, texts
from web.views.evidence_forms import Offer, bid_files, evidence_lines, offer_of, typed_of
from web.views.evidence_quality import qualities

HEADING = "Lizenzen und Stücklisten prüfen"
PAGE_SIZE = 25

Connection = Request[Any, Any, Any]
Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]


@get("/analysen", sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_analyses(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    uploads: NamedDependency[Uploads],
    before: Before = None,
) -> Response[str]:
    """Show the free-standing analyses and the form for a new one."""
    return list_page(request, evidence_desk, uploads, before=before)


@get("/vergabeverfahren/{procedure:str}/angebote/{bid:str}/analysen", sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_bid_analyses(  # noqa: PLR0913, PLR0917 - what the page asks
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    uploads: NamedDependency[Uploads],
    bids: NamedDependency[Bids],
    procedure: FromPath[str],
    bid: FromPath[str],
    before: Before = None,
) -> Response[str]:
    """Show the analyses of a bid and the form for a new one."""
    wanted = (procedure, addresses.identifier(bid))
    return list_page(request, evidence_desk, uploads, bids=bids, of_bid=wanted, before=before)


def list_page(  # noqa: PLR0913 - both lists, as they are or with what is wrong
    request: Connection,
    desk: EvidenceDesk,
    uploads: Uploads,
    *,
    bids: Bids | None = None,
    of_bid: tuple[str, str] | None = None,
    before: int | None = None,
    typed: dict[str, str] | None = None,
    faults: FaultList | None = None,
) -> Response[str]:
    """Return the page of a list, with what was typed and what is wrong with it."""
    actor = request.user
    if of_bid is None:
        found, purpose, heading = desk.free(actor, before=before, size=PAGE_SIZE), purpose_of(None), HEADING
    else:
        found, purpose = desk.of_bid(actor, *of_bid, before=before, size=PAGE_SIZE), purpose_of(of_bid)
        heading = "Lizenzen des Angebots"
    seen = bids.all(actor, of_bid[0]) if bids and of_bid else None
    bid = next((one for one in seen.bids if of_bid and one.bid.id == of_bid[1]), None) if seen else None
    if of_bid and bid is None:
        raise TenderBidNotFoundError(of_bid[1])
    return render(
        request,
        "lizenzen/liste.html",
        status=UNREADABLE if faults else 200,
        heading=heading,
        found=found,
        is_first=before is None,
        procedure=seen.procedure if seen else None,
        bid=bid.bid if bid else None,
        bid_files=bid_files(bid) if bid else (),
        offer=offer(request, uploads, purpose),
        purpose=purpose,
        typed=typed or typed_of(AnalysisChoice()),
        rules=found.rules,
        faults=faults,
        words=words,
    )


@get("/analysen/{analysis:int}", sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_analysis(
    request: Connection,
    evidence_desk: NamedDependency[EvidenceDesk],
    uploads: NamedDependency[Uploads],
    bids: NamedDependency[Bids],
    analysis: FromPath[int],
) -> Response[str]:
    """Show an analysis with its newest result."""
    return analysis_page(request, evidence_desk, uploads, bids, analysis)


@get("/analysen/{analysis:int}/stand", sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_analysis_progress(
    request: Connection, evidence_desk: NamedDependency[EvidenceDesk], analysis: FromPath[int]
) -> Response[str]:
    """Show the part of the page that changes; it asks again until the result is there."""
    opened = evidence_desk.open(request.user, analysis)
    return render(request, "lizenzen/stand.html", opened=opened, fresh=True, words=words)


def analysis_page(  # noqa: PLR0913, PLR0917 - as it is, or with what is wrong
    request: Connection,
    desk: EvidenceDesk,
    uploads: Uploads,
    bids: Bids,
    number: int,
    typed: dict[str, str] | None = None,
    faults: FaultList | None = None,
) -> Response[str]:
    """Return the page of an analysis, with what was typed and what is wrong with it."""
    opened = desk.open(request.user, number)
    seen = desk.result(request.user, number, opened.results[0].number) if opened.results else None
    purpose = purpose_of(number)
    bid = _bid_of(request.user, bids, opened) if opened.may_change else None
    return render(
        request,
        "lizenzen/analyse.html",
        status=UNREADABLE if faults else 200,
        opened=opened,
        files=evidence_lines(number, opened.files, seen.verdicts if seen else ()),
        bid_files=bid_files(bid) if bid else (),
        offer=offer(request, uploads, purpose),
        purpose=purpose,
        typed=typed_of(opened.analysis.choice) | (typed or {}),
        faults=faults,
        fresh=False,
        words=words,
        **(told(request.user, desk, seen) if seen else {"seen": None}),
    )


def told(actor: Actor, desk: EvidenceDesk, seen: OpenedResult) -> dict[str, Any]:
    """Return what the part of a page about a result shows."""
    documents = [json.loads(one) for one in desk.documents(actor, seen.analysis.id, seen.result.number)]
    return {
        "seen": seen,
        "view": overview(seen.verdicts, documents),
        "qualities": qualities(seen.verdicts, documents),
        "texts": texts(seen.verdicts, documents),
        "lists": ", ".join(f"{name} {version}" for name, version in sorted(seen.result.lists.items())),
    }


def purpose_of(thing: tuple[str, str] | int | None) -> str:
    """Return what uploads are for: a bid, an analysis, or a new free-standing one."""
    if thing is None:
        return "analyse"
    return f"analyse/{thing}" if isinstance(thing, int) else f"angebot/{'/'.join(thing)}"


def offer(request: Connection, uploads: Uploads, purpose: str, most: int = MAXIMUM_BYTES) -> Offer:
    """Return what the upload area of a page offers; nothing to whoever may not upload."""
    may = decide(request.user, Action.UPLOAD_FILES) is None
    limit = request.app.request_max_body_size
    request_bytes = limit if isinstance(limit, int) else uploads.limits.file_bytes
    return offer_of(uploads.mine(request.user, purpose) if may else (), uploads.limits.file_bytes, request_bytes, most)


def _bid_of(actor: Actor, bids: Bids, opened: OpenedAnalysis) -> SeenBid | None:
    slug, bid = opened.analysis.slug, opened.analysis.bid
    if slug is None:
        return None
    return next((one for one in bids.all(actor, slug).bids if one.bid.id == bid), None)


HANDLERS = (show_analyses, show_bid_analyses, show_analysis, show_analysis_progress)
