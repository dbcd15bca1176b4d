"""Hundreds of requests that nobody would write: the interface answers each as its description says."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.demo import load_demo
from app.main import guarded
from app.migrations import upgrade
from app.wiring import build_house
from infra.database import Database
from infra.settings import Settings


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('any_request') / 'test.db'}")
    upgrade(database)
    house = build_house(database)
    load_demo(house)
    application = guarded(house, Settings(allowed_hosts=("testserver",)))
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", application)
    database.close()


OPERATIONS = [
    ("GET", "/health"),
    ("GET", "/api/v1/procedures"),
    ("GET", "/api/v1/procedures/{slug}"),
    ("GET", "/api/v1/procedures/{slug}/result"),
    ("GET", "/api/v1/procedures/{slug}/explanation"),
    ("POST", "/api/v1/scoring"),
    ("POST", "/api/v1/matrix-probe"),
    ("POST", "/api/v1/procedure-kind"),
]
CHECKS = [content_type_conformance, not_a_server_error, response_schema_conformance, status_code_conformance]


def test_all_operations_are_tried(described: schemathesis.BaseSchema) -> None:
    found = [one.ok() for one in described.get_all_operations() if isinstance(one, Ok)]
    assert [(operation.method.upper(), operation.path) for operation in found] == OPERATIONS


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_request_in_form_is_answered_as_described(described: schemathesis.BaseSchema, method: str, path: str) -> None:
    send_many(described[path][method].as_strategy())


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/v1/procedures"), ("POST", "/api/v1/scoring"), ("POST", "/api/v1/procedure-kind")],
)
def test_a_request_out_of_form_is_answered_as_described(
    described: schemathesis.BaseSchema, method: str, path: str
) -> None:
    send_many(described[path][method].as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))


def send_many(cases: SearchStrategy[schemathesis.Case[Any]]) -> None:
    @given(case=cases)
    @settings(max_examples=40, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def send(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS)

    send()
