"""``/repositories``: what repositories a bid names, snapshots of them fetched or handed in, and their archives."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.content import content_of
from api.once import answer_once
from api.problems import responses
from api.repository_receipts import (
    FetchReceipt,
    RepositoryReceipt,
    SnapshotReceipt,
    asked_fetch,
    named_repository,
    stored_snapshot,
    withdrawn_repository,
)
from api.repository_view import RepositoriesView, repositories_view
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.services.repositories import RepositoryDesk, RepositoryNaming, RepositoryTaking
from procurement.services.repositories.naming import (
    LONGEST_ADDRESS,
    LONGEST_LICENCE,
    LONGEST_PLACE,
    LONGEST_PRODUCT,
    LONGEST_REASON,
    LONGEST_VERSION,
    NewRepository,
)
from procurement.services.repositories.taking import LONGEST_REFERENCE

Call = Request[Any, Any, Any]
_LONGEST_FILE = 60_000_000
_LONGEST_NAME = 400


class RepositoryInput(BaseModel):
    """What a bid says about a repository."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=LONGEST_ADDRESS, description="Adresse, wie sie im Angebot steht")
    place: str = Field(max_length=LONGEST_PLACE, description="Stelle im Angebot: Datei und Seite")
    offered: str = Field(max_length=LONGEST_VERSION, description="Angebotene Version oder genannter Commit")
    product: str = Field(default="", max_length=LONGEST_PRODUCT, description="Produkt; leer: das angebotene")
    licence: str = Field(
        default="", max_length=LONGEST_LICENCE, description="Lizenz, die das Angebot nennt, als SPDX-Ausdruck"
    )

    def new(self) -> NewRepository:
        """Return it as the service takes it."""
        return NewRepository(
            url=self.url, place=self.place, offered=self.offered, product=self.product, licence=self.licence
        )


class CorrectionInput(RepositoryInput):
    """What is right, and why the entry was wrong."""

    reason: str = Field(max_length=LONGEST_REASON, description="Grund der Berichtigung")


class WithdrawalInput(BaseModel):
    """Why an entry is taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=LONGEST_REASON, description="Grund der Rücknahme")


class ArchiveInput(BaseModel):
    """An archive with its content."""

    model_config = ConfigDict(extra="forbid")

    reference: str = Field(max_length=LONGEST_REFERENCE, description="Tag oder Commit, dessen Dateien es enthält")
    name: str = Field(max_length=_LONGEST_NAME, description="Name der Datei")
    content: str = Field(max_length=_LONGEST_FILE, description="ZIP-Archiv, base64; größere über „/uploads“")


class ArchiveUploadInput(BaseModel):
    """An archive that arrived in pieces."""

    model_config = ConfigDict(extra="forbid")

    reference: str = Field(max_length=LONGEST_REFERENCE, description="Tag oder Commit, dessen Dateien es enthält")
    upload: str = Field(max_length=40, description="Kennung des abgeschlossenen Hochladens")


@get(
    "/procedures/{procedure:str}/bids/{bid:str}/repositories",
    operation_id="list_repositories_of_bid",
    summary="Repositorien, die ein Angebot nennt, mit ihren Ständen",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def list_repositories(
    actor: NamedDependency[Actor],
    repository_desk: NamedDependency[RepositoryDesk],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> RepositoriesView:
    """Return all entries of a bid."""
    return repositories_view(repository_desk.of_bid(actor, procedure, bid))


@post(
    "/procedures/{procedure:str}/bids/{bid:str}/repositories",
    operation_id="name_repository",
    summary="Ein Repositorium eintragen, das ein Angebot nennt",
    description="Von der Öffnung bis zur Feststellung der Leistungswertung.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def name_repository(
    request: Call,
    actor: NamedDependency[Actor],
    repository_naming: NamedDependency[RepositoryNaming],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[RepositoryInput],
) -> Response[RepositoryReceipt]:
    """Enter a repository."""
    return answer_once(
        request, lambda once: repository_naming.name(actor, procedure, bid, data.new(), once), named_repository
    )


@post(
    "/repositories/{repository:int}/correction",
    operation_id="correct_repository",
    summary="Ein falsch eingetragenes Repositorium berichtigen",
    description="Der falsche Eintrag bleibt lesbar und zählt nicht mehr; der richtige wird neu eingetragen.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def correct_repository(
    request: Call,
    actor: NamedDependency[Actor],
    repository_naming: NamedDependency[RepositoryNaming],
    repository: FromPath[int],
    data: JSONBody[CorrectionInput],
) -> Response[RepositoryReceipt]:
    """Take an entry back and make another one."""
    return answer_once(
        request,
        lambda once: repository_naming.correct(actor, repository, data.new(), data.reason, once),
        named_repository,
    )


@post(
    "/repositories/{repository:int}/withdrawal",
    operation_id="withdraw_repository",
    summary="Den Eintrag eines Repositoriums zurücknehmen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def withdraw_repository(
    request: Call,
    actor: NamedDependency[Actor],
    repository_naming: NamedDependency[RepositoryNaming],
    repository: FromPath[int],
    data: JSONBody[WithdrawalInput],
) -> Response[RepositoryReceipt]:
    """Take an entry back; it stays readable."""
    return answer_once(
        request, lambda once: repository_naming.withdraw(actor, repository, data.reason, once), withdrawn_repository
    )


@post(
    "/repositories/{repository:int}/fetches",
    operation_id="fetch_repository",
    summary="Den Stand eines Repositoriums abrufen lassen",
    description="Er entsteht im Hintergrund, nur von Diensten der Liste und nur zur angebotenen Version.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def fetch_repository(
    request: Call,
    actor: NamedDependency[Actor],
    repository_taking: NamedDependency[RepositoryTaking],
    repository: FromPath[int],
) -> Response[FetchReceipt]:
    """Ask for a snapshot."""
    return answer_once(request, lambda once: repository_taking.fetch(actor, repository, once), asked_fetch)


@post(
    "/repositories/{repository:int}/snapshots",
    operation_id="hand_in_repository",
    summary="Das Archiv eines Repositoriums hochladen",
    description="Ein hochgeladenes Archiv ist ein gleichwertiger Nachweis.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def hand_in_repository(
    request: Call,
    actor: NamedDependency[Actor],
    repository_taking: NamedDependency[RepositoryTaking],
    repository: FromPath[int],
    data: JSONBody[ArchiveInput],
) -> Response[SnapshotReceipt]:
    """Take an archive in that comes with the request."""
    content = content_of(data.content, "/content")
    return answer_once(
        request,
        lambda once: repository_taking.hand_in(actor, repository, data.reference, data.name, content, once),
        stored_snapshot,
    )


@post(
    "/repositories/{repository:int}/snapshots-from-upload",
    operation_id="hand_in_repository_upload",
    summary="Ein in Teilen hochgeladenes Archiv eines Repositoriums übernehmen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.GATHER_EVIDENCE,
)
def hand_in_repository_upload(
    request: Call,
    actor: NamedDependency[Actor],
    repository_taking: NamedDependency[RepositoryTaking],
    repository: FromPath[int],
    data: JSONBody[ArchiveUploadInput],
) -> Response[SnapshotReceipt]:
    """Take an archive in that has arrived in pieces."""
    return answer_once(
        request,
        lambda once: repository_taking.hand_in_upload(actor, repository, data.reference, data.upload, once),
        stored_snapshot,
    )


@get(
    "/repositories/{repository:int}/snapshots/{snapshot_number:int}/archive",
    operation_id="get_repository_archive",
    summary="Das gespeicherte Archiv eines Repositoriums",
    media_type="application/zip",
    sync_to_thread=True,
    action=Action.READ_EVIDENCE,
)
def get_repository_archive(
    actor: NamedDependency[Actor],
    repository_desk: NamedDependency[RepositoryDesk],
    repository: FromPath[int],
    snapshot_number: FromPath[int],
) -> Response[bytes]:
    """Return an archive as it was stored."""
    file = repository_desk.archive(actor, repository, snapshot_number)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)


HANDLERS = (
    list_repositories,
    name_repository,
    correct_repository,
    withdraw_repository,
    fetch_repository,
    hand_in_repository,
    hand_in_repository_upload,
    get_repository_archive,
)
