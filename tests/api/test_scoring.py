import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from litestar.types import ASGIApp

from core.json_text import collector_paused
from procurement.services import Services
from tests.clients import TestClient
from tests.documents import as_bytes, demo
from tests.people import OFFICER

Client = TestClient[ASGIApp]

MEBIBYTE = 1024 * 1024


def post(client: Client, body: bytes) -> tuple[int, dict[str, Any]]:
    response = client.post("/api/v1/scoring", content=body, headers={"content-type": "application/json"})
    return response.status_code, response.json()


def test_a_document_is_scored_and_not_stored(client: Client, services: Services) -> None:
    document = demo("richtwert-erweitert")
    document["procedure"]["reference"] = "NEU"
    status, result = post(client, as_bytes(document))
    assert status == 200
    assert (result["reference"], result["winner"]) == ("NEU", "C")
    assert services.list_evaluations(OFFICER, "neu").total == 0


def test_faults_name_their_place(client: Client) -> None:
    document = demo()
    document["matrix"]["price"]["weight_percent"] = "41"
    document["bids"][0]["scores"]["F1"]["points"] = "11"
    status, problem = post(client, as_bytes(document))
    assert status == 422
    assert problem["type"] == "/errors/scoring/invalid-input"
    places = {fault["pointer"]: fault for fault in problem["faults"]}
    assert "/bids/0/scores/F1/points" in places
    assert all(fault["text"] and fault["type"] for fault in problem["faults"])
    assert "101" in json.dumps(problem["faults"])


def test_a_rule_forbids_with_its_source(client: Client) -> None:
    document = demo()
    document["matrix"]["method"] = {"name": "min_max"}
    status, problem = post(client, as_bytes(document))
    assert status == 409
    assert problem["type"] == "/errors/scoring/forbidden-by-rule"
    assert "Verg 35/23" in problem["legal_source"]


def test_faults_beyond_a_hundred_are_counted(client: Client) -> None:
    document = demo()
    document["bids"] = [{"id": str(number)} for number in range(150)]
    status, problem = post(client, as_bytes(document))
    assert status == 422
    assert len(problem["faults"]) == 100
    assert problem["omitted"] > 0


def huge_number(document: bytes) -> bytes:
    return document.replace(b'"214200.00"', b"1e400")


def not_a_number(document: bytes) -> bytes:
    return document.replace(b'"214200.00"', b"NaN")


def surrogate(document: bytes) -> bytes:
    return document.replace(b"VG-2026-031", b"\\ud800")


def twice(document: bytes) -> bytes:
    return document.replace(b'"procedure"', b'"bids": [], "bids": [], "procedure"', 1)


@pytest.mark.parametrize(
    "harm",
    [
        huge_number,
        not_a_number,
        surrogate,
        twice,
        lambda _: b"",
        lambda _: b"null",
        lambda _: b"[]",
        lambda _: b"\x00\xff\xfe",
        lambda _: b"[" * MEBIBYTE,
        lambda _: b'{"a":' * 100_000,
        lambda _: b"[" + b"[]," * 300_000 + b"1]",
        lambda _: b'{"bids":[' + b"{}," * 300_000 + b"{}]}",
        lambda _: b'{"matrix":{"criteria":[' + b"{}," * 300_000 + b"{}]}}",
        lambda _: b'{"x":"' + b"a" * 900_000 + b'"}',
        lambda _: b"9" * 900_000,
    ],
)
def test_hostile_documents_are_refused_quickly(client: Client, harm: Callable[[bytes], bytes]) -> None:
    body = harm(as_bytes(demo()))
    assert body != as_bytes(demo())
    with collector_paused():  # it would walk through what all tests before have left
        started = time.process_time()
        status, problem = post(client, body)
        assert time.process_time() - started < 2
    assert status == 422
    assert problem["faults"]


def test_a_body_above_the_limit_is_refused(client: Client) -> None:
    status, problem = post(client, b" " * (MEBIBYTE + 1))
    assert status == 413
    assert problem["type"] == "/errors/http/content-too-large"


def test_a_chunked_body_above_the_limit_is_refused(client: Client) -> None:
    response = client.post("/api/v1/scoring", content=(b" " * 65_536 for _ in range(20)))
    assert response.status_code == 413


def test_no_field_reaches_the_database_from_outside(client: Client, services: Services) -> None:
    before = services.list_evaluations(OFFICER)
    for field in ("id", "slug", "state", "stored_at", "winner"):
        status, problem = post(client, as_bytes(demo() | {field: "x"}))
        assert status == 422
        assert problem["faults"][0]["pointer"] == f"/{field}"
    assert services.list_evaluations(OFFICER) == before
