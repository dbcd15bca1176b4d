"""The report on a need over the interface: open to all, complete, and every fault with its place."""

from typing import Any

import jsonschema
import pytest
from litestar.types import ASGIApp

from procurement.services import Services
from tests.clients import TestClient
from tests.factories import as_bytes
from tests.people import OFFICER

Client = TestClient[ASGIApp]
ADDRESS = "/api/v1/procedure-kind"


def need(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    lots = [{"name": "Auftrag", "lines": list(lines or ({"kind": "monthly", "amount_net_eur": "1000"},))}]
    return {"publication_day": "2026-11-30", "purchase": "cloud", "lots": lots} | changes


def posted(client: Client, document: object) -> tuple[int, dict[str, Any]]:
    answer = client.post(ADDRESS, content=as_bytes(document))
    return answer.status_code, answer.json()


def test_nobody_needs_to_sign_in(client: Client) -> None:
    kept = dict(client.cookies)
    client.cookies.clear()
    try:
        status, report = posted(client, need())
    finally:
        client.cookies.update(kept)

    assert status == 200
    assert report["format"] == "pruefstand/procedure-kind/1"


def test_value_kinds_periods_and_contracts_come_with_their_sources(client: Client, services: Services) -> None:
    status, report = posted(client, need())

    assert status == 200
    assert report["value"]["value_net_eur"] == "48000.00"
    assert report["threshold"]["regime"] == "national"
    first = report["kinds"][0]
    assert first["kind"] == "verhandlungsvergabe-ohne-teilnahmewettbewerb"
    assert first["minimum_bids"] == 3
    assert "nicht geprüft, Stand 11.02.2026; bitte die Vergabestelle fragen" in first["caution"]
    assert {source["status"] for source in first["sources"]} == {"secondary", "unverified"}
    assert [contract["name"] for contract in report["contracts"]] == ["EVB-IT Cloud"]
    assert services.list_evaluations(OFFICER).total == 2


def test_above_the_threshold_periods_have_dates(client: Client) -> None:
    _, report = posted(client, need({"kind": "one-off", "amount_net_eur": "216000"}))

    [period] = report["kinds"][0]["periods"]
    assert (period["days"], period["first_day"], period["last_day"]) == (30, "2026-12-01", "2026-12-30")
    assert "Ende der Frist: Mittwoch, 30.12.2026, 24 Uhr." in period["steps"][-1]


def test_the_answer_is_as_described(client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    schema = {"$ref": "#/components/schemas/ProcedureKindReport", "components": description["components"]}
    _, report = posted(client, need())

    jsonschema.Draft202012Validator(schema).validate(report)


def test_the_described_request_is_the_accepted_one(client: Client) -> None:
    description = client.get("/api/v1/openapi.json").json()
    schema = {"$ref": "#/components/schemas/Need", "components": description["components"]}
    validator = jsonschema.Draft202012Validator(schema)

    assert validator.is_valid(need())
    assert not validator.is_valid(need(surplus=1))


@pytest.mark.parametrize(
    ("document", "pointer", "text"),
    [
        (need(surplus=1), "/surplus", "Unbekanntes Feld"),
        (
            need({"kind": "one-off", "amount_net_eur": "0"}),
            "/lots",
            "Bitte mindestens einen Betrag über 0 Euro angeben.",
        ),
        (
            need(publication_day="2028-01-01"),
            "/publication_day",
            "Für den 01.01.2028 ist kein EU-Schwellenwert hinterlegt. Bitte einen Tag vom 01.01.2024 bis",
        ),
        (need(publication_day="2023-12-31"), "/publication_day", "Für den 31.12.2023 ist kein EU-Schwellenwert"),
        ([], "", "JSON-Objekt"),
    ],
)
def test_faults_are_problems_with_their_place(client: Client, document: object, pointer: str, text: str) -> None:
    status, problem = posted(client, document)

    assert status == 422
    assert problem["type"] == "/errors/scoring/invalid-input"
    assert problem["faults"][0]["pointer"] == pointer
    assert text in problem["faults"][0]["text"]
