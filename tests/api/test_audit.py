"""``/api/v1/audit``: the log for programs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.audit.model import EntryQuery
from infra.database import Database
from infra.jobs.runner import Runner
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient
from tests.people import OPERATOR, cookies
from tests.watching import happen, watched

ORIGIN = "http://127.0.0.1:8000"
PATH = "/api/v1/audit"


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    built = watched(database, tmp_path)
    built.procurement.load_demo(OPERATOR)
    return built


@pytest.fixture
def client(house: House) -> Iterator[TestClient[ASGIApp]]:
    with TestClient(guarded(house, Settings()), base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.cookies.update(cookies(house, "revision"))
        yield client


def test_the_list_is_walked_without_gap_or_repetition(house: House, client: TestClient[ASGIApp]) -> None:
    happen(house, 8)
    numbers, cursor = list[int](), ""
    while True:
        answer = client.get(f"{PATH}?limit=4&person=operator{f'&cursor={cursor}' if cursor else ''}")
        assert answer.status_code == 200
        numbers += [one["sequence"] for one in answer.json()["items"]]
        cursor = answer.json()["next"]
        if cursor is None:
            break

    assert numbers == list(range(10, 0, -1))


def test_an_entry_tells_all_it_knows(client: TestClient[ASGIApp]) -> None:
    entry = client.get(PATH, params={"limit": 1}).json()["items"][0]

    assert entry.keys() == {"sequence", "at", "actor", "event", "subject", "details", "previous", "hash"}
    assert (entry["actor"], entry["event"]) == ("operator", "evaluation-stored")
    assert entry["subject"]["kind"] == "evaluation"
    assert entry["details"]["after"]["state"] == "final"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"event": "evaluation-stored"}, 2),
        ({"event": "signed-in"}, 0),
        ({"subject_kind": "evaluation", "subject_id": "vg-2026-031-preis-quotient"}, 1),
        ({"since": "2026-11-21T00:00:00+01:00"}, 2),
        ({"since": "2026-11-22T00:00:00Z"}, 0),
        ({"until": "2026-11-21T00:00:00Z"}, 0),
        ({"person": "a\0b"}, 0),
    ],
)
def test_what_is_asked_is_found(client: TestClient[ASGIApp], asked: dict[str, str], expected: int) -> None:
    assert len(client.get(PATH, params=asked).json()["items"]) == expected


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "2026-11-21T00:00:00"},
        {"since": "gestern"},
        {"until": "0001-01-01T00:00:00+14:00"},
        {"limit": "0"},
        {"limit": "1000"},
        {"cursor": "x"},
        {"event": "x" * 41},
    ],
)
def test_what_cannot_be_asked_is_refused(client: TestClient[ASGIApp], asked: dict[str, str]) -> None:
    answer = client.get(PATH, params=asked)

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def verification(house: House, client: TestClient[ASGIApp], **headers: str) -> dict[str, Any]:
    asked = client.post(f"{PATH}/verification", headers={"Origin": ORIGIN, **headers})
    assert asked.status_code == 201, asked.text
    while Runner(house.jobs).work_once():
        pass
    answer = client.get(asked.headers["location"])
    assert (answer.status_code, answer.json()["state"]) == (200, "done")
    result = answer.json()["result"]
    assert isinstance(result, dict)
    return result


def test_the_log_is_verified(house: House, client: TestClient[ASGIApp]) -> None:
    house.audit_log.sign_checkpoints()
    found = verification(house, client)

    assert (found["holds"], found["findings"], found["omitted"]) == (True, [], 0)
    assert (found["entries"], found["reach"]["sequence"], found["checkpoints"]) == (3, 2, 1)


def test_a_verification_sent_twice_is_recorded_once(house: House, client: TestClient[ASGIApp]) -> None:
    first = verification(house, client, **{"Idempotency-Key": "eins"})

    assert verification(house, client, **{"Idempotency-Key": "eins"}) == first
    assert len(house.audit_log.page(OPERATOR, EntryQuery(event="audit-log-verified")).entries) == 1


@pytest.mark.parametrize("account", ["vergabestelle", "wertung", "magistrat"])
def test_nobody_else_reads_or_verifies_and_each_attempt_is_one_line(
    house: House, client: TestClient[ASGIApp], account: str
) -> None:
    client.cookies.clear()
    client.cookies.update(cookies(house, account))

    assert client.get(PATH).status_code == 403
    assert client.post(f"{PATH}/verification", headers={"Origin": ORIGIN}).status_code == 403
    denied = house.audit_log.page(OPERATOR, EntryQuery(event="access-denied")).entries
    assert [one.subject.id for one in denied] == ["verify-audit-log", "read-audit-log"]
