"""Proofs of deletion: the list, one of them, and the document as it is stored."""

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from infra.policy.table import Action
from procurement.services.disposal import DisposalProofs
from web import addresses, disposal_words
from web.downloads import attachment
from web.rendering import render
from web.views.disposal import hold_lines, proof_rows

PAGE_SIZE = 25
_LARGEST_PAGE = 1_000_000

Search = Annotated[str, QueryParameter(name="suche", max_length=200)]
PageNumber = Annotated[int, QueryParameter(name="seite", ge=1, le=_LARGEST_PAGE)]
Connection = Request[Any, Any, Any]


@get("/aussonderungen", sync_to_thread=True, action=Action.READ_DISPOSAL)
def show_proofs(
    request: Connection, disposal_proofs: NamedDependency[DisposalProofs], search: Search = "", number: PageNumber = 1
) -> Response[str]:
    """Show one page of the list."""
    found = disposal_proofs.page(request.user, search, page=number, size=PAGE_SIZE)
    return render(request, "aussonderungen/liste.html", found=found, search=search.strip(), to=addresses.proofs)


@get("/aussonderungen/{disposal:str}", sync_to_thread=True, action=Action.READ_DISPOSAL)
def show_proof(
    request: Connection, disposal_proofs: NamedDependency[DisposalProofs], disposal: FromPath[str]
) -> Response[str]:
    """Show one of them."""
    shown = disposal_proofs.see(request.user, disposal)
    return render(
        request,
        "aussonderungen/seite.html",
        proof=shown.proof,
        told=shown.told,
        rows=proof_rows(shown),
        holds=hold_lines(shown.told),
        words=disposal_words,
    )


@get("/aussonderungen/{disposal:str}/loeschnachweis.json", sync_to_thread=True, action=Action.READ_DISPOSAL)
def download_proof(
    request: Connection, disposal_proofs: NamedDependency[DisposalProofs], disposal: FromPath[str]
) -> Response[bytes]:
    """Return one as it is stored."""
    return attachment(disposal_proofs.file(request.user, disposal))


HANDLERS = (show_proofs, show_proof, download_proof)
