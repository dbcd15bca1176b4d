"""``/role-supply``, ``/role-staffing``, ``/external-pools``: what roles can work."""

from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api import role_supply_view as views
from api.content import content_of
from api.once import answer_once, presented
from capacity.services.staffing import LONGEST_NAME, PoolWish, Staffing, StaffingWish
from capacity.services.supplying import LONGEST_ROLE, Supplying, SupplyWish
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]
Desk = NamedDependency[Staffing]
_LONGEST_FILE = 7_000_000
_AMOUNT, _PERIOD = 20, 8
_ROLE = "Rolle, geschrieben wie in den Schätzungen"


class SupplyInput(BaseModel):
    """What a role can give."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(max_length=LONGEST_ROLE, description=_ROLE)
    period: str = Field(max_length=_PERIOD, description="Quartal oder Woche, zum Beispiel 2027-Q1 oder 2027-W05")
    person_days: str = Field(max_length=_AMOUNT, description="Personentage, zum Beispiel 120 oder 12,5")


class SupplyRemoval(BaseModel):
    """What is taken back."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(max_length=LONGEST_ROLE, description="Rolle")
    period: str = Field(max_length=_PERIOD, description="Quartal oder Woche")


class SupplyTable(BaseModel):
    """A table of sums."""

    model_config = ConfigDict(extra="forbid")

    content: str = Field(
        max_length=_LONGEST_FILE,
        description="Tabelle (XLSX, ODS, CSV) mit den Spalten Rolle, Zeitraum, Personentage; base64",
    )


class StaffingInput(BaseModel):
    """How a role is staffed."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(max_length=LONGEST_ROLE, description=_ROLE)
    fte: str = Field(max_length=_AMOUNT, description="Vollzeitäquivalente, zum Beispiel 2 oder 1,5")
    base_percent: int = Field(ge=0, le=100, description="Anteil des laufenden Betriebs in Prozent")
    valid_from: date = Field(description="Erster Tag")


class StaffingRemoval(BaseModel):
    """A staffing to take back."""

    model_config = ConfigDict(extra="forbid")

    role: str = Field(max_length=LONGEST_ROLE, description="Rolle")
    valid_from: date = Field(description="Erster Tag")


class PoolInput(BaseModel):
    """An external pool."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=LONGEST_NAME, description="Wessen Personentage es sind")
    role: str = Field(max_length=LONGEST_ROLE, description=_ROLE)
    begins: date = Field(description="Erster Tag")
    ends: date = Field(description="Letzter Tag")
    person_days: str = Field(max_length=_AMOUNT, description="Personentage")
    budget_eur: str = Field(default="", max_length=_AMOUNT, description="Budget in Euro; leer, wenn nicht bekannt")


class PoolRemoval(BaseModel):
    """An external pool to take back."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=LONGEST_NAME, description="Wessen Personentage es sind")
    role: str = Field(max_length=LONGEST_ROLE, description="Rolle")
    begins: date = Field(description="Erster Tag")


@get(
    "/role-supply",
    operation_id="list_role_supply",
    summary="Eingetragene Kapazität der Rollen je Quartal oder Woche",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def list_supply(actor: NamedDependency[Actor], supplying: NamedDependency[Supplying]) -> list[views.SupplyView]:
    """Return the sums that were entered."""
    return [views.supply_view(one) for one in supplying.all(actor)]


@get(
    "/role-weeks",
    operation_id="list_role_weeks",
    summary="Kapazität der Rollen je Woche, aus Besetzung, externer Kapazität und Summen",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def list_weeks(actor: NamedDependency[Actor], supplying: NamedDependency[Supplying]) -> list[views.RoleWeekView]:
    """Return the weeks of whole quarters, as far as the plan reaches."""
    return views.week_views(supplying.weeks(actor))


@post(
    "/role-supply",
    operation_id="enter_role_supply",
    summary="Kapazität einer Rolle in einem Quartal oder einer Woche eintragen oder ändern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def enter_supply(
    request: Call, actor: NamedDependency[Actor], supplying: NamedDependency[Supplying], data: JSONBody[SupplyInput]
) -> Response[views.SupplyView]:
    """Enter what a role can work."""
    wish = SupplyWish(role=data.role, period=data.period, days=data.person_days)
    return answer_once(request, lambda once: supplying.put(actor, wish, once), views.kept_supply)


@post(
    "/role-supply/removals",
    operation_id="remove_role_supply",
    summary="Kapazität einer Rolle in einem Quartal oder einer Woche zurücknehmen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def remove_supply(
    request: Call, actor: NamedDependency[Actor], supplying: NamedDependency[Supplying], data: JSONBody[SupplyRemoval]
) -> Response[None]:
    """Take it back."""
    return answer_once(request, lambda once: supplying.drop(actor, data.role, data.period, once), _nothing)


@post(
    "/role-supply/tables",
    operation_id="import_role_supply",
    summary="Kapazität der Rollen aus einer Tabelle eintragen",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def import_supply(
    request: Call, actor: NamedDependency[Actor], supplying: NamedDependency[Supplying], data: JSONBody[SupplyTable]
) -> Response[views.ImportedSupplyView]:
    """Enter all sums of a table, or none."""
    content = content_of(data.content, "/content")
    return answer_once(request, lambda once: supplying.take_in(actor, content, once), views.kept_import)


@get(
    "/role-staffing",
    operation_id="list_role_staffing",
    summary="Besetzung der Rollen",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def list_staffing(actor: NamedDependency[Actor], role_staffing: Desk) -> list[views.StaffingView]:
    """Return how roles are staffed."""
    return [views.staffing_view(one) for one in role_staffing.all(actor)]


@post(
    "/role-staffing",
    operation_id="enter_role_staffing",
    summary="Besetzung einer Rolle ab einem Tag eintragen oder ändern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def enter_staffing(
    request: Call,
    actor: NamedDependency[Actor],
    role_staffing: Desk,
    data: JSONBody[StaffingInput],
) -> Response[views.StaffingView]:
    """Enter how a role is staffed."""
    wish = StaffingWish(
        role=data.role, fte=data.fte, base_percent=str(data.base_percent), valid_from=data.valid_from.isoformat()
    )
    return answer_once(request, lambda once: role_staffing.put(actor, wish, once), views.kept_staffing)


@post(
    "/role-staffing/removals",
    operation_id="remove_role_staffing",
    summary="Besetzung einer Rolle ab einem Tag zurücknehmen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def remove_staffing(
    request: Call,
    actor: NamedDependency[Actor],
    role_staffing: Desk,
    data: JSONBody[StaffingRemoval],
) -> Response[None]:
    """Take it back."""
    return answer_once(request, lambda once: role_staffing.drop(actor, data.role, data.valid_from, once), _nothing)


@get(
    "/external-pools",
    operation_id="list_external_pools",
    summary="Externe Kapazität mit ihrem Budget",
    sync_to_thread=True,
    action=Action.READ_RANKING,
)
def list_pools(actor: NamedDependency[Actor], role_staffing: Desk) -> list[views.PoolView]:
    """Return external pools."""
    return [views.pool_view(one) for one in role_staffing.pools(actor)]


@post(
    "/external-pools",
    operation_id="enter_external_pool",
    summary="Externe Kapazität eintragen oder ändern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def enter_pool(
    request: Call, actor: NamedDependency[Actor], role_staffing: Desk, data: JSONBody[PoolInput]
) -> Response[views.PoolView]:
    """Enter an external pool."""
    wish = PoolWish(
        name=data.name,
        role=data.role,
        begins=data.begins.isoformat(),
        ends=data.ends.isoformat(),
        days=data.person_days,
        budget_eur=data.budget_eur,
    )
    return answer_once(request, lambda once: role_staffing.put_pool(actor, wish, once), views.kept_pool)


@post(
    "/external-pools/removals",
    operation_id="remove_external_pool",
    summary="Externe Kapazität zurücknehmen",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    action=Action.MANAGE_SUPPLY,
)
def remove_pool(
    request: Call, actor: NamedDependency[Actor], role_staffing: Desk, data: JSONBody[PoolRemoval]
) -> Response[None]:
    """Take it back."""
    return answer_once(
        request, lambda once: role_staffing.drop_pool(actor, data.name, data.role, data.begins, once), _nothing
    )


def _nothing(_: None) -> KeptAnswer:
    return presented(None, status=HTTP_204_NO_CONTENT)


HANDLERS = (
    list_supply,
    list_weeks,
    enter_supply,
    remove_supply,
    import_supply,
    list_staffing,
    enter_staffing,
    remove_staffing,
    list_pools,
    enter_pool,
    remove_pool,
)
