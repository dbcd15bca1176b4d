import re
from typing import Any

import jsonschema
import pytest
from litestar.types import ASGIApp

from api.description import PATH
from app.house import House
from app.main import build
from infra.settings import Settings
from tests.clients import TestClient
from tests.documents import demo

Client = TestClient[ASGIApp]


@pytest.fixture
def description(client: Client) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return described


def test_every_address_is_described(house: House, description: dict[str, Any]) -> None:
    served = {
        re.sub(r":\w+}", "}", route.path)
        for route in build(house, Settings()).routes
        if route.path.startswith(("/api/v1/", "/health/")) and not route.path.startswith(PATH)
    }
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) == served - {"/api/v1/docs"}


def test_references_lead_somewhere(description: dict[str, Any]) -> None:
    named = set(re.findall(r"#/components/schemas/([^']+)'", repr(description)))
    assert named
    assert named <= set(description["components"]["schemas"])


def test_the_posted_format_accepts_the_demo_and_refuses_more(description: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Evaluation", "components": description["components"]}
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(demo())
    assert not validator.is_valid(demo() | {"surplus": 1})


def test_results_are_as_described(client: Client, description: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Result", "components": description["components"]}
    result = client.get("/api/v1/evaluations/vg-2026-031-preis-quotient/result").json()
    jsonschema.Draft202012Validator(schema).validate(result)


def test_shared_choices_are_described_by_no_single_field(description: dict[str, Any]) -> None:
    """Which field came first was chance: two runs described them differently."""
    choices = {name: one for name, one in description["components"]["schemas"].items() if "enum" in one}
    assert "InquiryKind" in choices
    assert [name for name, one in choices.items() if "description" in one] == []


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("offices", "post", "201"), ("offices/{office}", "patch", "200"), ("people", "post", "201")],
)
def test_writes_announce_the_tag_they_answer_with(
    description: dict[str, Any], path: str, method: str, status: str
) -> None:
    assert "ETag" in description["paths"][f"/api/v1/{path}"][method]["responses"][status]["headers"]


def test_nothing_is_loaded_from_elsewhere(client: Client) -> None:
    for path in ("/api/v1/openapi.json", "/schema", "/api/v1", "/api/v1/openapi.json/nix"):
        text = client.get(path).text
        assert all(source.startswith("/static/") for source in re.findall(r'<script[^>]* src="([^"]*)', text))
        assert "://" not in re.sub(r'"[^"]*json-schema[^"]*"', "", text)
