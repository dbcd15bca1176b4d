"""Thousands of requests that nobody would write, by everybody: the interface answers each as its description says.

``PRUEFSTAND_CASES`` says how many; `make soak` sends twenty times as many as `make test`.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.types import ASGIApp
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from infra.settings import Settings
from tests.applications import guarded
from tests.every_route import COMMON, NAMED_BY, all_routes, names_in
from tests.templates import Templates
from tests.two_cities import OTHER, Cities, two_cities

CASES = int(os.environ.get("PRUEFSTAND_CASES", "1000"))
CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
SETTINGS = Settings(allowed_hosts=("testserver",))
EVERYBODY = (None, *DEMO_PEOPLE)

Case = schemathesis.Case[Any]

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


@dataclass
class Sent:
    """What has been sent so far.

    Args:
        cities: Where the senders live.
        schema: What they read before.
        sessions: Their cookies, as long as they are good.
        answers: How often each status came, by operation and account.
    """

    cities: Cities
    schema: schemathesis.BaseSchema
    sessions: dict[str | None, dict[str, str]] = field(default_factory=dict)
    answers: dict[tuple[str, str | None, int], int] = field(default_factory=dict)

    def send(self, case: Case, account: str | None) -> None:
        cookies = self.sessions.setdefault(account, self.cities.cookies(account))
        case.cookies = {}
        answer = case.call_and_validate(checks=CHECKS, cookies=cookies)
        if answer.status_code == 401:
            del self.sessions[account]  # signed out, locked or never signed in
        key = (f"{case.method} {case.path}", account, answer.status_code)
        self.answers[key] = self.answers.get(key, 0) + 1

    def names(self, parameter: str) -> list[str]:
        """Return what both cities call things of this kind."""
        if parameter in COMMON and parameter not in NAMED_BY:
            return [COMMON[parameter]]
        database = self.cities.house.transactions.database
        return [name for city in (DEMO_CITY, OTHER) for name in names_in(database, city, parameter)]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Iterator[Sent]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('any_request') / 'test.db'}")
    with two_cities(database, templates) as cities:
        application = kept_running(guarded(cities.house, SETTINGS))
        yield Sent(cities, schemathesis.openapi.from_asgi("/api/v1/openapi.json", application))
    database.close()


def kept_running(application: ASGIApp) -> ASGIApp:
    """Keep the application from being stopped after each request, as this client would."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - passed on as they are
        if scope["type"] != "lifespan":
            await application(scope, receive, send)
            return
        for phase in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{phase}.complete"})

    return answer


def described() -> list[tuple[str, str]]:
    """Return method and path of every route that belongs into the description."""
    hidden = {"/api/v1/docs"}
    return sorted(
        (route.method, route.template)
        for route in all_routes()
        if route.template.startswith(("/api/v1", "/health")) and "openapi.json" not in route.template
        and route.template not in hidden
    )  # fmt: skip


OPERATIONS = described()
TAKE_DOCUMENTS = frozenset(
    {
        "/api/v1/evaluations",
        "/api/v1/matrix-probe",
        "/api/v1/procedure-kind",
        "/api/v1/procedures/{procedure}/lots/{number}/matrix",
        "/api/v1/procedures/{procedure}/need",
        "/api/v1/scoring",
    }
)
FOR_DOCUMENTS = max(10, CASES // 200)  # making one up takes thirty times as long as sending it
FOR_FIXED = 2 * len(EVERYBODY)  # nothing in them can be made up


def share(method: str, path: str) -> int:
    """Return how many cases an operation gets so that all together are at least ``CASES``."""
    fixed = [one for one in OPERATIONS if _is_fixed(*one)]
    documents = [one for one in OPERATIONS if _takes_document(*one)]
    if (method, path) in fixed:
        return FOR_FIXED
    if (method, path) in documents:
        return FOR_DOCUMENTS
    others = len(OPERATIONS) - len(fixed) - len(documents)
    return -(-(CASES - FOR_DOCUMENTS * len(documents)) // others)


def _is_fixed(method: str, path: str) -> bool:
    return method == "GET" and path.startswith("/health")


def _takes_document(method: str, path: str) -> bool:
    return method in {"POST", "PUT"} and path in TAKE_DOCUMENTS


def test_every_route_of_the_interface_is_described(sent: Sent) -> None:
    found = [one.ok() for one in sent.schema.get_all_operations() if isinstance(one, Ok)]
    assert sorted((operation.method.upper(), operation.path) for operation in found) == OPERATIONS


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_any_request_of_anybody_is_answered_as_described(sent: Sent, method: str, path: str) -> None:
    operation = sent.schema[path][method]
    modes = [operation.as_strategy(generation_mode=mode) for mode in _modes(operation)]
    before = sum(sent.answers.values())

    @given(case=st.one_of(modes), account=st.sampled_from(EVERYBODY), data=st.data())
    @settings(
        max_examples=share(method, path),
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Case, account: str | None, data: st.DataObject) -> None:
        for parameter in case.path_parameters or {}:
            if data.draw(st.booleans()):  # things that exist lead further than made-up names
                case.path_parameters[parameter] = data.draw(st.sampled_from(sent.names(parameter)))
        sent.send(case, account)

    send()
    assert sum(sent.answers.values()) - before >= share(method, path) or _is_fixed(method, path)


def _modes(operation: Any) -> list[GenerationMode]:  # noqa: ANN401 - an operation of any version of OpenAPI
    """A request without anything to fill in cannot be filled in wrongly."""
    can_be_wrong = operation.body or operation.query or operation.path_parameters
    return [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if can_be_wrong else [GenerationMode.POSITIVE]
