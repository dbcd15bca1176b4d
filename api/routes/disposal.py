"""``/procedures/…/disposal`` and ``/disposal-proofs``: holds, the offer to the archive, deletion by two, its proof."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.disposal_view import (
    DisposalView,
    DispositionView,
    HoldView,
    ProofView,
    ShownProofView,
    disposal_view,
    kept_disposition,
    kept_hold,
    kept_proof,
    proof_in_list,
    shown_proof,
)
from api.etag import etag_of_view, expected_version
from api.listing import Cursor, Limit, Listing, listed, place_in
from api.once import answer_once
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import ArchiveAnswer, HoldReason
from procurement.services.disposal import DisposalDesk, DisposalProofs, FileDeleting, OfferWish, ReplyWish
from procurement.services.disposal.desk import LONGEST_NOTE

Call = Request[Any, Any, Any]
Search = Annotated[str, QueryParameter(max_length=200, description="Teil der Vergabenummer")]
_SEEN = '„If-Match“ nennt die Fassung, die zu sehen war; "0", solange noch nichts begonnen ist.'


class NoteInput(BaseModel):
    """Why, or where it is on file."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field(max_length=LONGEST_NOTE, description="Angaben dazu")


class HoldInput(NoteInput):
    """A hold."""

    reason: HoldReason = Field(description="Grund der Sperre")


class OfferInput(NoteInput):
    """That a file was offered to the archive."""

    day: date = Field(description="Tag der Anbietung")


class ReplyInput(NoteInput):
    """What the archive said."""

    answer: ArchiveAnswer = Field(description="Antwort des Archivs")
    day: date = Field(description="Tag der Antwort")


@get(
    "/procedures/{procedure:str}/disposal",
    operation_id="get_disposal",
    summary="Bis wann eine Vergabeakte bleibt, und was sie hält",
    sync_to_thread=True,
    action=Action.READ_DISPOSAL,
)
def get_disposal(
    actor: NamedDependency[Actor], disposal_desk: NamedDependency[DisposalDesk], procedure: FromPath[str]
) -> Response[DisposalView]:
    """Return the end of a file."""
    view = disposal_view(disposal_desk.open(actor, procedure))
    return Response(view, headers={"ETag": etag_of_view(view.disposition.version, view)})


@post(
    "/procedures/{procedure:str}/holds",
    operation_id="hold_file",
    summary="Eine Vergabeakte vor der Löschung sperren",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PREPARE_DISPOSAL,
)
def hold_file(
    request: Call,
    actor: NamedDependency[Actor],
    disposal_desk: NamedDependency[DisposalDesk],
    procedure: FromPath[str],
    data: JSONBody[HoldInput],
) -> Response[HoldView]:
    """Set a hold."""
    return answer_once(
        request, lambda once: disposal_desk.hold(actor, procedure, data.reason, data.note, once), kept_hold
    )


@post(
    "/procedures/{procedure:str}/holds/{hold:int}/lifting",
    operation_id="lift_hold",
    summary="Eine Sperre aufheben",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PREPARE_DISPOSAL,
)
def lift_hold(
    request: Call,
    actor: NamedDependency[Actor],
    disposal_desk: NamedDependency[DisposalDesk],
    procedure: FromPath[str],
    hold: FromPath[int],
    data: JSONBody[NoteInput],
) -> Response[HoldView]:
    """Lift a hold."""
    return answer_once(request, lambda once: disposal_desk.lift(actor, procedure, hold, data.note, once), kept_hold)


@post(
    "/procedures/{procedure:str}/archive-offer",
    operation_id="offer_file",
    summary="Festhalten, dass die Akte dem Stadtarchiv angeboten wurde",
    description=_SEEN,
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_DISPOSAL,
)
def offer_file(
    request: Call,
    actor: NamedDependency[Actor],
    disposal_desk: NamedDependency[DisposalDesk],
    procedure: FromPath[str],
    data: JSONBody[OfferInput],
) -> Response[DispositionView]:
    """Keep the offer."""
    seen, wish = expected_version(request, first=0), OfferWish(day=data.day, note=data.note)
    return answer_once(request, lambda once: disposal_desk.offer(actor, procedure, seen, wish, once), kept_disposition)


@post(
    "/procedures/{procedure:str}/archive-reply",
    operation_id="keep_archive_reply",
    summary="Festhalten, was das Stadtarchiv geantwortet hat",
    description=_SEEN,
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_DISPOSAL,
)
def keep_reply(
    request: Call,
    actor: NamedDependency[Actor],
    disposal_desk: NamedDependency[DisposalDesk],
    procedure: FromPath[str],
    data: JSONBody[ReplyInput],
) -> Response[DispositionView]:
    """Keep the answer."""
    seen, wish = expected_version(request, first=0), ReplyWish(answer=data.answer, day=data.day, note=data.note)
    return answer_once(request, lambda once: disposal_desk.reply(actor, procedure, seen, wish, once), kept_disposition)


@post(
    "/procedures/{procedure:str}/deletion-request",
    operation_id="request_deletion",
    summary="Um die Löschung einer Vergabeakte bitten",
    description=_SEEN,
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_DISPOSAL,
)
def request_deletion(
    request: Call,
    actor: NamedDependency[Actor],
    file_deleting: NamedDependency[FileDeleting],
    procedure: FromPath[str],
) -> Response[DispositionView]:
    """Ask for the deletion."""
    seen = expected_version(request, first=0)
    return answer_once(request, lambda once: file_deleting.ask(actor, procedure, seen, once), kept_disposition)


@post(
    "/procedures/{procedure:str}/deletion-return",
    operation_id="return_deletion",
    summary="Die Bitte um Löschung zurückgeben oder zurücknehmen",
    description=_SEEN,
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.PREPARE_DISPOSAL,
)
def return_deletion(
    request: Call,
    actor: NamedDependency[Actor],
    file_deleting: NamedDependency[FileDeleting],
    procedure: FromPath[str],
) -> Response[DispositionView]:
    """Take the wish for the deletion back."""
    seen = expected_version(request, first=0)
    return answer_once(request, lambda once: file_deleting.hand_back(actor, procedure, seen, once), kept_disposition)


@post(
    "/procedures/{procedure:str}/deletion",
    operation_id="delete_file",
    summary="Eine Vergabeakte als zweite Person löschen; der Löschnachweis bleibt",
    description=_SEEN,
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.DISPOSE_FILE,
)
def delete_file(
    request: Call,
    actor: NamedDependency[Actor],
    file_deleting: NamedDependency[FileDeleting],
    procedure: FromPath[str],
) -> Response[ProofView]:
    """Delete the file."""
    seen = expected_version(request, first=0)
    return answer_once(request, lambda once: file_deleting.delete(actor, procedure, seen, once), kept_proof)


@get(
    "/disposal-proofs",
    operation_id="list_disposal_proofs",
    summary="Löschnachweise auflisten und suchen, die neuesten zuerst",
    sync_to_thread=True,
    action=Action.READ_DISPOSAL,
)
def list_proofs(
    request: Call,
    actor: NamedDependency[Actor],
    disposal_proofs: NamedDependency[DisposalProofs],
    search: Search = "",
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `place_in`
    limit: Limit = 25,
) -> Response[Listing[ProofView]]:
    """Return a part of the list."""
    place = place_in(request)
    found = disposal_proofs.stretch(actor, search, after=None if place is None else str(place), size=limit)
    return listed(request, map(proof_in_list, found.items), found.last)


@get(
    "/disposal-proofs/{disposal:str}",
    operation_id="get_disposal_proof",
    summary="Ein Löschnachweis mit dem, was er sagt",
    sync_to_thread=True,
    action=Action.READ_DISPOSAL,
)
def get_proof(
    actor: NamedDependency[Actor], disposal_proofs: NamedDependency[DisposalProofs], disposal: FromPath[str]
) -> ShownProofView:
    """Return a proof."""
    return shown_proof(disposal_proofs.see(actor, disposal))


HANDLERS = (
    get_disposal,
    hold_file,
    lift_hold,
    offer_file,
    keep_reply,
    request_deletion,
    return_deletion,
    delete_file,
    list_proofs,
    get_proof,
)
