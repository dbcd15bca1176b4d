"""Opening, import and reading of bids over the interface: statuses, problems, repetition, denials."""

import base64
from typing import Any

import pytest
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from tests.api.conftest import client_of, demo_city
from tests.audit_lines import lines_of
from tests.bid_files import PRICE, PRICE_TEXT, alone, csv, whole
from tests.bids import OPENED_AT, awaiting_bids
from tests.clients import TestClient

Client = TestClient[ASGIApp]
OPENING = {"opened_at": OPENED_AT.isoformat(), "first_person": "Erika Muster", "second_person": "Max Muster"}
BID = {"lot": 1, "tenderer": "Gamma eG", "received_at": "2026-11-10T11:05:00+01:00", "price_gross_eur": "77777.77"}


@pytest.fixture
def house(database: Database) -> House:
    return demo_city(database)


@pytest.fixture
def officer(house: House) -> Client:
    return client_of(house)


@pytest.fixture
def address(house: House) -> str:
    return f"/api/v1/procedures/{awaiting_bids(house).slug}"


def send(client: Client, address: str, body: Any, **headers: str) -> Any:  # noqa: ANN401 - JSON and answers
    root = "/".join(address.split("/")[:5])
    given = {"If-Match": client.get(root).headers["etag"], "Sec-Fetch-Site": "same-origin"} | headers
    return client.post(address, json=body, headers=given)


def file(data: bytes) -> dict[str, str]:
    return {"file": base64.b64encode(data).decode()}


def test_bids_are_opened_previewed_imported_and_read(officer: Client, address: str) -> None:
    done = send(officer, f"{address}/opening", OPENING)
    assert (done.status_code, done.json()["stage"]) == (200, "opened")
    preview = send(officer, f"{address}/bid-import-preview", file(whole()))
    assert preview.status_code == 200, preview.text
    assert PRICE not in preview.text
    assert officer.get(f"{address}/bids").json()["bids"] == []
    stored = send(officer, f"{address}/bid-import", file(whole()) | {"seal": preview.json()["seal"]})
    assert [one["id"] for one in stored.json()["bids"]] == ["1-1-1-1", "1-1-1-2"]
    listed = officer.get(f"{address}/bids").json()
    assert [one["second_person"] for one in listed["openings"]] == ["Max Muster"]
    assert listed["bids"][0] == officer.get(f"{address}/bids/1-1-1-1").json()
    assert listed["bids"][0]["receipt_digest"] == stored.json()["bids"][0]["receipt_digest"]
    assert officer.get(f"{address}/bids/1-1-1-1/price").json() == {"gross_eur": PRICE}
    sent = officer.get(f"{address}/bids/1-1-1-1/files/Preisdatei 1.txt")
    assert sent.content == PRICE_TEXT
    assert sent.headers["content-disposition"].startswith("attachment;")
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["content-type"] == "application/octet-stream"


def test_a_locked_price_is_refused_with_a_line_in_the_log(house: House, officer: Client, address: str) -> None:
    send(officer, f"{address}/opening", OPENING)
    assert send(officer, f"{address}/bids", BID).status_code == 200
    for account in ("vergabestelle2", "revision"):
        refused = client_of(house, account).get(f"{address}/bids/1-1-1-1/price")
        assert (refused.status_code, refused.json()["type"]) == (403, "/errors/identity/access-denied")
        last = lines_of(house.transactions.database, DEMO_CITY)[-1]
        assert (last["event"], last["details"]["reason"]) == ("access-denied", "locked")
        assert last["subject"]["id"].endswith("/1-1-1-1")
    assert officer.get(f"{address}/bids/9-9-9-9/price").status_code == 404
    assert client_of(house, "fachamt").get(f"{address}/bids").status_code == 403
    assert client_of(house, "wertung").get(f"{address}/bids").status_code == 403


def test_a_repeated_request_adds_one_bid_and_its_kept_answer_and_digest_tell_no_price(
    officer: Client, address: str
) -> None:
    send(officer, f"{address}/opening", OPENING)
    tag = officer.get(address).headers["etag"]
    one, two = (send(officer, f"{address}/bids", BID, **{"Idempotency-Key": "k1", "If-Match": tag}) for _ in range(2))

    assert (one.status_code, two.status_code, one.content) == (200, 200, two.content)
    assert two.headers["idempotent-replayed"] == "true"
    assert len(officer.get(f"{address}/bids").json()["bids"]) == 1
    other = send(officer, f"{address}/bids", BID | {"tenderer": "X"}, **{"Idempotency-Key": "k1", "If-Match": tag})
    assert (other.status_code, other.json()["type"]) == (422, "/errors/http/key-reused")


@pytest.mark.parametrize(
    ("where", "body", "status", "kind"),
    [
        ("bids", BID, 409, "/errors/procurement/bids-not-accepted"),
        ("bid-import-preview", file(csv(alone())), 409, "/errors/procurement/bids-not-accepted"),
        ("opening", OPENING | {"second_person": "ERIKA muster"}, 422, "/errors/scoring/invalid-input"),
        ("opening", OPENING | {"opened_at": "2026-11-10T11:59:59+01:00"}, 422, "/errors/scoring/invalid-input"),
        ("opening", OPENING | {"opened_at": "2026-11-10T12:05:00"}, 400, "/errors/http/bad-request"),
        ("bids", BID | {"price_gross_eur": "1,5"}, 400, "/errors/http/bad-request"),
        ("bids", BID | {"files": [{"name": "x", "content": "!"}]}, 422, "/errors/scoring/invalid-input"),
    ],
)
def test_what_is_refused_says_why(officer: Client, address: str, where: str, body: Any, status: int, kind: str) -> None:  # noqa: ANN401 - JSON; a table
    answer = send(officer, f"{address}/{where}", body)

    assert (answer.status_code, answer.json()["type"]) == (status, kind)


def test_a_state_is_changed_with_the_version_seen(officer: Client, address: str) -> None:
    send(officer, f"{address}/opening", OPENING)
    send(officer, f"{address}/bids", BID)
    one = f"{address}/bids/1-1-1-1"
    headers = {"If-Match": officer.get(one).headers["etag"], "Sec-Fetch-Site": "same-origin"}
    body = {"state": "withdrawn", "reason": "Schreiben vom 9.11."}
    done = officer.put(f"{one}/state", json=body, headers=headers)
    assert (done.status_code, done.json()["state"], done.headers["etag"]) == (200, "withdrawn", '"2"')
    assert officer.put(f"{one}/state", json=body, headers=headers).status_code == 412
    assert officer.put(f"{one}/state", json=body, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 428
