"""``/standard-probes``: files held against open standards, of a bid or free-standing."""

from collections.abc import Callable
from typing import Any

from litestar import Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_201_CREATED, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.content import content_of
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once, presented
from api.problems import responses
from api.standards_view import (
    ListedProbeView,
    ProbeReceipt,
    ProbeView,
    asked_probe,
    listed_probe,
    probe_view,
)
from core.errors import Fault, InputError
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import StandardProbe
from procurement.services.standards import Standards
from procurement.services.standards.probing import NewProbe, StandardProbing

Call = Request[Any, Any, Any]
_LONGEST_FILE = 60_000_000
_LONGEST_NAME = 400


class ProbeInput(BaseModel):
    """A file, in one of three ways: with the request, from an upload, or, for a bid, by its name in the bid."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(default="", max_length=_LONGEST_NAME, description="Name der Datei")
    content: str | None = Field(
        default=None, max_length=_LONGEST_FILE, description="Inhalt, base64; größere Dateien über „/uploads“"
    )
    upload: str | None = Field(default=None, max_length=40, description="Kennung des abgeschlossenen Hochladens")
    from_bid: bool = Field(default=False, description="„name“ ist eine Datei, die mit dem Angebot kam")

    def asking(
        self, probing: StandardProbing, actor: Actor, of_bid: tuple[str, str] | None
    ) -> Callable[[Once | None], StandardProbe]:
        """Return what asks for the probe.

        Raises:
            InputError: The file comes in no way or in several, or its content is no base64.
        """
        if [self.content is not None, self.upload is not None, self.from_bid].count(True) != 1:
            raise InputError([Fault("probe_one_way", "")])
        slug, bid = of_bid or (None, None)
        new = NewProbe(name=self.name, slug=slug, bid=bid)
        if self.upload is not None:
            upload = self.upload
            return lambda once: probing.ask_upload(actor, new, upload, once)
        if self.from_bid:
            return lambda once: probing.ask_from_bid(actor, new, once)
        content = content_of(self.content or "", "/content")
        return lambda once: probing.ask(actor, new, content, once)


@get(
    "/standard-probes",
    operation_id="list_standard_probes",
    summary="Freie Standardprüfungen auflisten, die neuesten zuerst",
    description="Die eigenen; Vergabestelle und Revision sehen alle der Stadt.",
    sync_to_thread=True,
    action=Action.READ_STANDARD_PROBES,
)
def list_probes(
    request: Call,
    actor: NamedDependency[Actor],
    standards: NamedDependency[Standards],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ListedProbeView]]:
    """Return a part of the list."""
    page = standards.probes.free(actor, before=number_in(request), size=limit)
    return listed(request, [listed_probe(one) for one in page.items], page.before)


@get(
    "/procedures/{procedure:str}/bids/{bid:str}/standard-probes",
    operation_id="list_standard_probes_of_bid",
    summary="Standardprüfungen zu einem Angebot auflisten, die neuesten zuerst",
    sync_to_thread=True,
    action=Action.READ_STANDARD_PROBES,
)
def list_probes_of_bid(  # noqa: PLR0913 - who, which bid, from where on
    request: Call,
    *,
    actor: NamedDependency[Actor],
    standards: NamedDependency[Standards],
    procedure: FromPath[str],
    bid: FromPath[str],
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ListedProbeView]]:
    """Return a part of the list."""
    page = standards.probes.of_bid(actor, procedure, bid, before=number_in(request), size=limit)
    return listed(request, [listed_probe(one) for one in page.items], page.before)


@post(
    "/standard-probes",
    operation_id="ask_standard_probe",
    summary="Eine Datei gegen Standards prüfen lassen",
    description="Das Ergebnis entsteht im Hintergrund; „GET /standard-probes/{standard_probe}“ zeigt, wie weit es ist.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    action=Action.PROBE_STANDARDS,
)
def ask_probe(
    request: Call, actor: NamedDependency[Actor], standards: NamedDependency[Standards], data: JSONBody[ProbeInput]
) -> Response[ProbeReceipt]:
    """Ask for a file that belongs to no bid."""
    return answer_once(request, data.asking(standards.probing, actor, None), asked_probe)


@post(
    "/procedures/{procedure:str}/bids/{bid:str}/standard-probes",
    operation_id="ask_standard_probe_of_bid",
    summary="Eine Datei zu einem Angebot gegen Standards prüfen lassen",
    description="Von der Öffnung bis zur Feststellung der Leistungswertung. Dateien, in denen der Preis steht, nie.",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PROBE_STANDARDS,
)
def ask_probe_of_bid(
    request: Call,
    actor: NamedDependency[Actor],
    standards: NamedDependency[Standards],
    procedure: FromPath[str],
    bid: FromPath[str],
    data: JSONBody[ProbeInput],
) -> Response[ProbeReceipt]:
    """Ask for a file of a bid."""
    return answer_once(request, data.asking(standards.probing, actor, (procedure, bid)), asked_probe)


@get(
    "/standard-probes/{standard_probe:int}",
    operation_id="get_standard_probe",
    summary="Eine Standardprüfung mit allem, was dabei herauskam",
    sync_to_thread=True,
    action=Action.READ_STANDARD_PROBES,
)
def get_probe(
    actor: NamedDependency[Actor], standards: NamedDependency[Standards], standard_probe: FromPath[int]
) -> ProbeView:
    """Return one probe."""
    return probe_view(standards.probes.open(actor, standard_probe))


@delete(
    "/standard-probes/{standard_probe:int}",
    operation_id="delete_standard_probe",
    summary="Eine freie Standardprüfung löschen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.PROBE_STANDARDS,
)
def delete_probe(
    request: Call,
    actor: NamedDependency[Actor],
    standards: NamedDependency[Standards],
    standard_probe: FromPath[int],
) -> Response[None]:
    """Take a free-standing probe away."""
    return answer_once(
        request,
        lambda once: standards.probing.delete(actor, standard_probe, once),
        lambda _: presented(status=HTTP_204_NO_CONTENT),
    )


HANDLERS = (list_probes, list_probes_of_bid, ask_probe, ask_probe_of_bid, get_probe, delete_probe)
