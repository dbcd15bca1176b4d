"""``/criteria-drafts/…/steps``: from a draft of a catalogue to a version, by two people."""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.catalogue_draft_view import DraftReceipt, changed_draft, released
from api.etag import expected_version
from api.once import answer_once
from api.problems import responses
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.criteria.model import CatalogueSummary
from procurement.services.cataloguing import CatalogueReleasing

Call = Request[Any, Any, Any]


class SeenInput(BaseModel):
    """What two people agree on."""

    model_config = ConfigDict(extra="forbid")

    digest: str = Field(max_length=71, description="Prüfsumme des Inhalts, wie er zu sehen war")


class ReasonInput(BaseModel):
    """Why."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(max_length=2_000, description="Grund")


@post(
    "/criteria-drafts/{draft:str}/steps/request",
    operation_id="request_catalogue_release",
    summary="Die Freigabe eines Entwurfs erbitten",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.WRITE_CRITERIA,
)
def request_release(
    request: Call,
    actor: NamedDependency[Actor],
    catalogue_releasing: NamedDependency[CatalogueReleasing],
    draft: FromPath[str],
    data: JSONBody[SeenInput],
) -> Response[DraftReceipt]:
    """Ask another person to release a draft."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: catalogue_releasing.ask(actor, draft, seen, data.digest, once), changed_draft
    )


@post(
    "/criteria-drafts/{draft:str}/steps/hand-back",
    operation_id="hand_back_catalogue",
    summary="Einen Entwurf zur Änderung zurückgeben",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.RELEASE_CRITERIA,
)
def hand_back(
    request: Call,
    actor: NamedDependency[Actor],
    catalogue_releasing: NamedDependency[CatalogueReleasing],
    draft: FromPath[str],
    data: JSONBody[ReasonInput],
) -> Response[DraftReceipt]:
    """Hand a draft back."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: catalogue_releasing.hand_back(actor, draft, seen, data.reason, once), changed_draft
    )


@post(
    "/criteria-drafts/{draft:str}/steps/release",
    operation_id="release_catalogue",
    summary="Einen Entwurf als Fassung freigeben; das tut eine andere Person",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.RELEASE_CRITERIA,
)
def release(
    request: Call,
    actor: NamedDependency[Actor],
    catalogue_releasing: NamedDependency[CatalogueReleasing],
    draft: FromPath[str],
    data: JSONBody[SeenInput],
) -> Response[CatalogueSummary]:
    """Make a draft the next version."""
    seen = expected_version(request)
    return answer_once(
        request, lambda once: catalogue_releasing.release(actor, draft, seen, data.digest, once), released
    )


HANDLERS = (request_release, hand_back, release)
