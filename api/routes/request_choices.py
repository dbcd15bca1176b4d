"""``/request-choices``: lists that requests are classified by, as the city keeps them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.once import answer_once, presented
from capacity.model import Choice, ChoiceList
from capacity.rules.choices import LONGEST_VALUE
from capacity.services.choosing import ChoiceWish, RequestChoices
from infra.policy.model import Actor
from infra.policy.table import Action

Call = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """Something to choose, and from when until when; until is null while it has no last day."""

    list: ChoiceList
    value: str
    since: date
    until: date | None


class ChoiceInput(BaseModel):
    """Something to choose."""

    model_config = ConfigDict(extra="forbid")

    list: ChoiceList = Field(description="Welche Liste")
    value: str = Field(max_length=LONGEST_VALUE, description="Was zur Auswahl steht")
    since: date | None = Field(default=None, description="Erster Tag; leer: heute")
    until: date | None = Field(default=None, description="Letzter Tag; leer: keiner")


class ChoiceRemoval(BaseModel):
    """What is taken away."""

    model_config = ConfigDict(extra="forbid")

    list: ChoiceList = Field(description="Welche Liste")
    value: str = Field(max_length=LONGEST_VALUE, description="Was zur Auswahl stand")


@get(
    "/request-choices",
    operation_id="list_request_choices",
    summary="Auswahllisten der IT-Anforderungen",
    sync_to_thread=True,
    action=Action.MANAGE_CHOICES,
)
def list_choices(actor: NamedDependency[Actor], request_choices: NamedDependency[RequestChoices]) -> list[ChoiceView]:
    """Return all entries, also those that are offered no more."""
    return [_view(one) for one in request_choices.all(actor)]


@post(
    "/request-choices",
    operation_id="enter_request_choice",
    summary="Einen Eintrag einer Auswahlliste eintragen oder ändern",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    action=Action.MANAGE_CHOICES,
)
def enter_choice(
    request: Call,
    actor: NamedDependency[Actor],
    request_choices: NamedDependency[RequestChoices],
    data: JSONBody[ChoiceInput],
) -> Response[ChoiceView]:
    """Enter something to choose, or change its days."""
    wish = ChoiceWish(list=data.list, value=data.value, since=data.since, until=data.until)
    return answer_once(request, lambda once: request_choices.put(actor, wish, once), lambda one: presented(_view(one)))


@post(
    "/request-choices/removals",
    operation_id="remove_request_choice",
    summary="Einen Eintrag einer Auswahlliste streichen; Anforderungen behalten ihn",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    action=Action.MANAGE_CHOICES,
)
def remove_choice(
    request: Call,
    actor: NamedDependency[Actor],
    request_choices: NamedDependency[RequestChoices],
    data: JSONBody[ChoiceRemoval],
) -> Response[None]:
    """Take it away."""
    return answer_once(
        request,
        lambda once: request_choices.drop(actor, data.list, data.value, once),
        lambda _: presented(None, status=204),
    )


def _view(one: Choice) -> ChoiceView:
    return ChoiceView(list=one.list, value=one.value, since=one.since, until=one.until)


HANDLERS = (list_choices, enter_choice, remove_choice)
