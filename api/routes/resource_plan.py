"""``/resource-plan`` and ``/role-rates``: person-days and euro for the budget, and what person-days cost."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api import resource_view as views
from api.once import answer_once, presented
from api.problems import responses
from capacity.services.files import TableKind
from capacity.services.resources import RateWish, ResourceDesk, RoleRates
from capacity.services.supplying import LONGEST_ROLE
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
Year = Annotated[int | None, QueryParameter(ge=1, le=9999, description="Haushaltsjahr; ohne Angabe das erste")]
MOST_LINES = 1_000
_AMOUNT = 20
_BYTES = "application/octet-stream"


class RateInput(BaseModel):
    """What a person-day of a role costs."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(max_length=LONGEST_ROLE, description="Rolle, geschrieben wie in den Schätzungen")
    eur_per_day: str = Field(max_length=_AMOUNT, description="Euro je Personentag, zum Beispiel 640 oder 612,50")
    valid_from: date = Field(description="Erster Tag")


class RateRemoval(BaseModel):
    """A rate to take back."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(max_length=LONGEST_ROLE, description="Rolle")
    valid_from: date = Field(description="Erster Tag")


@get(
    "/resource-plan",
    operation_id="get_resource_plan",
    summary="Ressourcenplan: Personentage und Euro je Haushaltsjahr, Dezernat, Rolle, Produktkonto und MIP",
    description="Höchstens die ersten 1.000 Zeilen eines Jahres; alle stehen in der Tabelle.",
    sync_to_thread=True,
    responses=responses(404),
    action=Action.READ_RANKING,
)
def get_resources(
    actor: NamedDependency[Actor], resource_desk: NamedDependency[ResourceDesk], year: Year = None
) -> views.ResourcePlanView:
    """Return the resource plan of a year."""
    return views.resources_view(resource_desk.see(actor, year, size=MOST_LINES))


@get(
    "/resource-plan/{table_kind:str}",
    operation_id="get_resource_plan_table",
    summary="Ressourcenplan eines Haushaltsjahrs als Tabelle",
    description="Als „xlsx“, „ods“ oder „csv“, höchstens 16.000 Zeilen.",
    media_type=_BYTES,
    sync_to_thread=True,
    responses=responses(404),
    action=Action.READ_RANKING,
)
def get_resource_table(
    actor: NamedDependency[Actor],
    resource_desk: NamedDependency[ResourceDesk],
    table_kind: FromPath[TableKind],
    year: Year = None,
) -> Response[bytes]:
    """Return the resource plan of a year as a file."""
    file = resource_desk.table(actor, year, table_kind)
    named = f'attachment; filename="{file.name}"'
    return Response(file.data, media_type=_BYTES, headers={"Content-Disposition": named})


@get(
    "/role-rates",
    operation_id="list_role_rates",
    summary="Tagessätze der Rollen",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def list_rates(actor: NamedDependency[Actor], role_rates: NamedDependency[RoleRates]) -> list[views.RoleRateView]:
    """Return what person-days cost."""
    return [views.rate_view(one) for one in role_rates.all(actor)]


@post(
    "/role-rates",
    operation_id="enter_role_rate",
    summary="Tagessatz einer Rolle ab einem Tag eintragen oder ändern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def enter_rate(
    request: Call, actor: NamedDependency[Actor], role_rates: NamedDependency[RoleRates], data: JSONBody[RateInput]
) -> Response[views.RoleRateView]:
    """Enter what a person-day costs."""
    wish = RateWish(role=data.role, eur_per_day=data.eur_per_day, valid_from=data.valid_from.isoformat())
    return answer_once(request, lambda once: role_rates.put(actor, wish, once), views.kept_rate)


@post(
    "/role-rates/removals",
    operation_id="remove_role_rate",
    summary="Tagessatz einer Rolle ab einem Tag zurücknehmen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def remove_rate(
    request: Call, actor: NamedDependency[Actor], role_rates: NamedDependency[RoleRates], data: JSONBody[RateRemoval]
) -> Response[None]:
    """Take it back."""
    return answer_once(
        request,
        lambda once: role_rates.drop(actor, data.role, data.valid_from, once),
        lambda _: presented(None, status=HTTP_204_NO_CONTENT),
    )


HANDLERS = (get_resources, get_resource_table, list_rates, enter_rate, remove_rate)
