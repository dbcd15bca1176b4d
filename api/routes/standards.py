"""``/standards`` and ``/standard-clauses``: the catalogue of open standards, and clauses for matrices."""

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK
from pydantic import BaseModel, ConfigDict, Field

from api.etag import expected_version
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once
from api.problems import responses
from api.procedure_answers import changed
from api.procedure_view import ProcedureReceipt
from api.standards_view import ClauseView, clause_view
from core.numbers import MEASURE_PATTERN, parse_measure
from infra.policy.model import Actor
from infra.policy.table import Action
from licensing.standards.export import StandardEntry, entry_of
from licensing.standards.listing import StandardQuery
from licensing.standards.model import StandardDomain
from licensing.standards.openness import Openness
from procurement.services.standards import Standards
from procurement.services.standards.taking import ClauseWish
from scoring.model import CriterionKind

Call = Request[Any, Any, Any]
Words = Annotated[str, QueryParameter(max_length=200, description="Wörter, die alle vorkommen")]
Domain = Annotated[StandardDomain | None, QueryParameter(description="Nur dieser Bereich")]
Class = Annotated[Openness | None, QueryParameter(description="Nur diese Stufe der Offenheit")]
Maintainer = Annotated[
    str, QueryParameter(name="body", max_length=80, description="Nur Standards der Stelle mit dieser Kennung")
]


class StandardClauseInput(BaseModel):
    """A clause that is to become a criterion."""

    model_config = ConfigDict(extra="forbid")

    clause: str = Field(max_length=80, description="Kennung der Klausel")
    kind: CriterionKind = Field(description="A: muss erfüllt sein; B: wird bewertet")
    id: str = Field(default="", max_length=64, description="Kennung in der Bewertungsmatrix; leer: wie im Katalog")
    group: str = Field(default="", max_length=64, description="Gruppe der Bewertungsmatrix, bei B-Kriterien")
    weight_percent: str | None = Field(
        default=None, pattern=MEASURE_PATTERN, description="Gewicht in der Gruppe, bei B-Kriterien"
    )

    def wish(self) -> ClauseWish:
        """Return it as the services take it."""
        weight = None if self.weight_percent is None else parse_measure(self.weight_percent)
        return ClauseWish(clause=self.clause, kind=self.kind, criterion=self.id, group=self.group, weight=weight)


@get(
    "/standards",
    operation_id="list_standards",
    summary="Offene Standards mit Tatsachen, Quellen und abgeleiteter Offenheit auflisten",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def list_standards(  # noqa: PLR0913 - each filter is an argument
    request: Call,
    *,
    actor: NamedDependency[Actor],
    standards: NamedDependency[Standards],
    q: Words = "",
    domain: Domain = None,
    openness: Class = None,
    maintainer: Maintainer = "",
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[StandardEntry]]:
    """Return a part of the list."""
    query = StandardQuery(domain=domain, openness=openness, body=maintainer, text=q)
    after = number_in(request) or 0
    found = standards.shelf.stretch(actor, query, after=after, size=limit)
    shown = found[:limit]
    return listed(request, [entry_of(one) for one in shown], after + limit if len(found) > limit else None)


@get(
    "/standards/{standard:str}",
    operation_id="get_standard",
    summary="Einen Standard mit Tatsachen, Quellen und abgeleiteter Offenheit zeigen",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def get_standard(
    actor: NamedDependency[Actor], standards: NamedDependency[Standards], standard: FromPath[str]
) -> StandardEntry:
    """Return one standard."""
    return entry_of(standards.shelf.open(actor, standard).judged)


@get(
    "/standard-clauses",
    operation_id="list_standard_clauses",
    summary="Fertige Klauseln zu Standards auflisten",
    description="Jede lässt Gleichwertiges zu. In eine Bewertungsmatrix kommt sie als A- oder als B-Kriterium.",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def list_clauses(  # noqa: PLR0913 - each filter is an argument
    request: Call,
    *,
    actor: NamedDependency[Actor],
    standards: NamedDependency[Standards],
    q: Words = "",
    domain: Domain = None,
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[ClauseView]]:
    """Return a part of the list."""
    shelf, after = standards.shelf, number_in(request) or 0
    found = shelf.clause_stretch(actor, domain, q, after=after, size=limit)
    views = [clause_view(one, shelf.domain_of(one)) for one in found[:limit]]
    return listed(request, views, after + limit if len(found) > limit else None)


@post(
    "/procedures/{procedure:str}/lots/{number:int}/standard-criteria",
    operation_id="take_standard_clause",
    summary="Eine Klausel zu einem Standard als Kriterium in die Bewertungsmatrix eines Loses übernehmen",
    description="Bei B-Kriterien werden die übrigen Gewichte der Gruppe im gleichen Verhältnis kleiner.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409, 428),
    action=Action.PREPARE_PROCEDURE,
)
def take_clause(
    request: Call,
    actor: NamedDependency[Actor],
    standards: NamedDependency[Standards],
    procedure: FromPath[str],
    number: FromPath[int],
    data: JSONBody[StandardClauseInput],
) -> Response[ProcedureReceipt]:
    """Put a clause into the matrix of a lot."""
    seen, wish = expected_version(request), data.wish()
    return answer_once(request, lambda once: standards.taking.take(actor, procedure, seen, number, wish, once), changed)


HANDLERS = (list_standards, get_standard, list_clauses, take_clause)
