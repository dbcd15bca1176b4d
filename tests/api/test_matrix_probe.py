import json
from typing import Any

import pytest
from litestar.types import ASGIApp

from procurement.services import Services
from tests.clients import TestClient
from tests.documents import as_bytes, demo
from tests.people import OFFICER

Client = TestClient[ASGIApp]


def probe(client: Client, document: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    response = client.post("/api/v1/matrix-probe", content=as_bytes(document))
    return response.status_code, response.json()


def test_a_matrix_without_bids_is_probed(client: Client, services: Services) -> None:
    document = demo() | {"bids": []}
    status, report = probe(client, document)
    assert status == 200
    assert report["format"] == "pruefstand/probe/1"
    assert report["bids"] == {"given": 0, "valid": 0}
    assert all(level["exact"] for level in report["weight_sums"])
    assert services.list_evaluations(OFFICER).total == 2


def test_what_a_rule_forbids_is_a_finding(client: Client) -> None:
    document = demo("richtwert-erweitert") | {"bids": []}
    document["matrix"]["method"]["band_percent"] = "11"
    status, report = probe(client, document)
    assert status == 200
    assert "verstoss" in {finding["severity"] for finding in report["findings"]}


def test_texts_are_compared_with_product_names(client: Client) -> None:
    document = demo() | {"bids": []}
    document["matrix"]["criteria"][0]["title"] = "Anbindung an Microsoft Teams"
    _, report = probe(client, document)
    assert any(finding["place"] == "/matrix/criteria/0/title" for finding in report["findings"])
    assert "product_names_not_checked" not in {finding["type"] for finding in report["findings"]}


@pytest.mark.parametrize("body", [b"", b"[" * 100_000, b'{"bids": NaN}', json.dumps({"bids": []}).encode()])
def test_what_is_no_matrix_is_refused(client: Client, body: bytes) -> None:
    response = client.post("/api/v1/matrix-probe", content=body)
    assert response.status_code == 422
    assert response.json()["faults"]
