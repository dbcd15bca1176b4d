"""``/account``: the own account, its password, its second factor, its sessions.

Whatever hashes a password does so at the desk: it is slow on purpose.
"""

from litestar import Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT
from pydantic import BaseModel, ConfigDict, Field

from api.once import answer_once, presented
from api.problems import responses
from api.routes.session import Connection, address_of, cookie
from infra.identity.desk import Desk
from infra.identity.model import OwnAccount
from infra.identity.own_account import OwnAccounts
from infra.identity.passwords import LONGEST
from infra.identity.second_factor import Enrolment
from infra.once.model import KeptAnswer
from infra.policy.model import Actor
from infra.policy.table import Action

_LONGEST_OFFER = 1_000
_LONGEST_CODE = 10


class PasswordInput(BaseModel):
    """Another password."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    old: str = Field(max_length=LONGEST, repr=False, description="Jetziges Kennwort")
    new: str = Field(max_length=LONGEST, repr=False, description="Neues Kennwort")


class ProofInput(BaseModel):
    """What a change of the second factor asks for again."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    password: str = Field(max_length=LONGEST, repr=False, description="Kennwort")
    code: str = Field(max_length=_LONGEST_CODE, repr=False, description="Code aus der App")


class SecondFactorInput(ProofInput):
    """A second factor that was offered, with its first code."""

    sealed: str = Field(max_length=_LONGEST_OFFER, repr=False, description="„sealed“ aus dem Angebot")


@get(
    "/account",
    operation_id="get_account",
    summary="Das eigene Konto",
    sync_to_thread=True,
    action=Action.USE_OWN_ACCOUNT,
)
def get_account(actor: NamedDependency[Actor], accounts: NamedDependency[OwnAccounts]) -> OwnAccount:
    """Return the own account."""
    return accounts.show(actor)


@put(
    "/account/password",
    operation_id="change_password",
    summary="Das eigene Kennwort ändern",
    status_code=HTTP_204_NO_CONTENT,
    responses=responses(400, 401, 403, 422, 429, 503),
    action=Action.USE_OWN_ACCOUNT,
    repeatable=False,
)
async def change_password(
    request: Connection,
    data: JSONBody[PasswordInput],
    accounts: NamedDependency[OwnAccounts],
    desk: NamedDependency[Desk],
) -> Response[None]:
    """Set another password; all sessions end, this client gets a new one."""
    token = await desk.serve(
        lambda: accounts.change_password(request.user, old=data.old, new=data.new, address=address_of(request))
    )
    return Response(None, cookies=[cookie(request, token)])


@post(
    "/account/second-factor/offer",
    operation_id="offer_second_factor",
    summary="Einen zweiten Faktor anbieten; eingerichtet ist er damit noch nicht",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.USE_OWN_ACCOUNT,
    repeatable=False,
)
def offer_second_factor(actor: NamedDependency[Actor], accounts: NamedDependency[OwnAccounts]) -> Enrolment:
    """Return a new secret for an app. Nothing changes until it comes back with its first code."""
    return accounts.offer_second_factor(actor)


@put(
    "/account/second-factor",
    operation_id="add_second_factor",
    summary="Den angebotenen zweiten Faktor einrichten",
    status_code=HTTP_204_NO_CONTENT,
    responses=responses(400, 401, 403, 409, 422, 429, 503),
    action=Action.USE_OWN_ACCOUNT,
    repeatable=False,
)
async def add_second_factor(
    request: Connection,
    data: JSONBody[SecondFactorInput],
    accounts: NamedDependency[OwnAccounts],
    desk: NamedDependency[Desk],
) -> None:
    """Take the offered second factor into use: signing in asks for a code from now on."""
    await desk.serve(
        lambda: accounts.add_second_factor(
            request.user, sealed=data.sealed, code=data.code, password=data.password, address=address_of(request)
        )
    )


@post(
    "/account/second-factor/removal",
    operation_id="remove_second_factor",
    summary="Den zweiten Faktor entfernen",
    status_code=HTTP_204_NO_CONTENT,
    responses=responses(400, 401, 403, 422, 429, 503),
    action=Action.USE_OWN_ACCOUNT,
    repeatable=False,
)
async def remove_second_factor(
    request: Connection,
    data: JSONBody[ProofInput],
    accounts: NamedDependency[OwnAccounts],
    desk: NamedDependency[Desk],
) -> None:
    """Sign in without a second factor from now on."""
    await desk.serve(
        lambda: accounts.remove_second_factor(
            request.user, code=data.code, password=data.password, address=address_of(request)
        )
    )


@delete(
    "/account/other-sessions",
    operation_id="close_other_sessions",
    summary="Alle anderen eigenen Sitzungen beenden",
    status_code=HTTP_204_NO_CONTENT,
    sync_to_thread=True,
    responses=responses(401, 403),
    action=Action.USE_OWN_ACCOUNT,
)
def close_other_sessions(request: Connection, accounts: NamedDependency[OwnAccounts]) -> Response[None]:
    """End all sessions of the person but the one that asks."""
    return answer_once(request, lambda once: accounts.close_other_sessions(request.user, request.auth, once), _closed)


def _closed(_number: int) -> KeptAnswer:
    return presented(status=HTTP_204_NO_CONTENT)


HANDLERS = (
    get_account,
    change_password,
    offer_second_factor,
    add_second_factor,
    remove_second_factor,
    close_other_sessions,
)
