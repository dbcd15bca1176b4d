"""Walking a list with its cursor."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from litestar.types import ASGIApp

from infra.database import Database
from infra.identity.demo import DEMO_CITY
from procurement.model import EvaluationRecord
from procurement.repository import EvaluationRepository
from tests.api.conftest import client_of, demo_city
from tests.clients import TestClient
from tests.people import OFFICER

Client = TestClient[ASGIApp]

ROWS = 10_000
PATH = "/api/v1/evaluations"


def walk(client: Client, address: str) -> Iterator[list[str]]:
    """Follow the header ``Link`` to the end."""
    while address:
        answer = client.get(address)
        assert answer.status_code == 200
        yield [item["slug"] for item in answer.json()["items"]]
        link = answer.headers.get("link", "")
        assert (answer.json()["next"] is None) == (link == "")
        assert link == "" or link.endswith('>; rel="next"')
        address = link.partition(">")[0].lstrip("<")


def add(database: Database, pattern: EvaluationRecord, names: list[str]) -> None:
    with database.write(DEMO_CITY) as session:
        repository = EvaluationRepository(session)
        for name in names:
            repository.add(replace(pattern, summary=replace(pattern.summary, slug=name, reference=name)))


def test_ten_thousand_rows_are_walked_while_others_are_added(demo_database: Database) -> None:
    house = demo_city(demo_database)
    pattern = replace(house.procurement.get_evaluation(OFFICER, "vg-2026-031-preis-quotient"), document="", result="")
    add(demo_database, pattern, [f"zeile-{number}" for number in range(ROWS)])
    with client_of(house) as client:
        seen = list[str]()
        for number, part in enumerate(walk(client, f"{PATH}?limit=100&search=zeile")):
            seen += part
            add(demo_database, pattern, [f"zeile-neu-{number}"])
    assert seen == [f"zeile-{number}" for number in reversed(range(ROWS))]


def first_cursor(client: Client, query: str = "limit=1") -> str:
    return str(client.get(f"{PATH}?{query}").json()["next"])


def packed(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content, separators=(",", ":")).encode()).decode().rstrip("=")


def test_a_cursor_leads_on(client: Client) -> None:
    assert list(walk(client, f"{PATH}?limit=1")) == [
        ["vg-2026-031-richtwert-erweitert"],
        ["vg-2026-031-preis-quotient"],
    ]
    assert [len(part) for part in walk(client, f"{PATH}?limit=1&search=B%C3%BCrger")] == [1, 1]


def test_the_limit_may_change_on_the_way(client: Client) -> None:
    assert client.get(PATH, params={"cursor": first_cursor(client), "limit": 7}).status_code == 200


def test_a_cursor_belongs_to_its_search(client: Client) -> None:
    answer = client.get(PATH, params={"cursor": first_cursor(client), "search": "video"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/errors/http/broken-cursor")


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "====", "ä", "%00", packed([]), packed(["", "", ""]), packed({"a": 1, "b": 2}), packed(["x", 1.5]),
     packed(["x", True]), packed(["x", None]), packed(["0" * 12, "vg-2026-031-preis-quotient"]), "W" * 999],
)  # fmt: skip
def test_what_is_no_cursor(client: Client, cursor: str) -> None:
    answer = client.get(PATH, params={"cursor": cursor})
    assert (answer.status_code, answer.json()["type"]) == (400, "/errors/http/broken-cursor")


def test_a_changed_cursor_is_noticed(client: Client) -> None:
    cursor = first_cursor(client)
    for place in range(len(cursor)):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        assert client.get(PATH, params={"cursor": changed}).status_code == 400


def test_a_place_that_the_reader_may_not_see_is_none(demo_database: Database) -> None:
    """An evaluator sees no drafts, and cannot find them out by cursors either."""
    house = demo_city(demo_database)
    with client_of(house) as officer, client_of(house, "wertung") as evaluator:
        cursor = first_cursor(officer)
        with demo_database.write(DEMO_CITY) as session:
            session.connection().exec_driver_sql(
                "UPDATE procurement_evaluation SET state = 'draft' WHERE slug = 'vg-2026-031-richtwert-erweitert'"
            )
        assert officer.get(PATH, params={"cursor": cursor}).status_code == 200
        assert evaluator.get(PATH, params={"cursor": cursor}).status_code == 400
