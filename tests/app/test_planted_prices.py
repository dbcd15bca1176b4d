"""A price and the text of a price file, planted in a bid: while they are locked they are nowhere but sealed."""

import base64
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from litestar.types import ASGIApp
from sqlalchemy import select

from app.backup.make import make_backup
from app.demo import load_demo
from app.house import House
from app.migrations import METADATA, upgrade
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.logging import configure
from infra.settings import Settings
from procurement.model import ProcedureStage
from tests.applications import guarded
from tests.audit_lines import lines_of
from tests.bid_files import PRICE, PRICE_TEXT, archive, row
from tests.bids import OPENED_AT, awaiting_bids
from tests.clients import TestClient
from tests.every_route import Route, all_routes
from tests.fakes import StoppedClock
from tests.people import cookies
from tests.procurement.test_bid_intake import put

ORIGIN = "http://127.0.0.1:8000"
SECRETS = (PRICE, "123.456,78", "123456,78", "Angebot 119000", "4711-Kanarienvogel")
READERS = ("vergabestelle2", "revision", "wertung", "fachamt", "verwaltung")
LOCKED = {ProcedureStage.OPENED: READERS, ProcedureStage.QUALITY_FIXED: READERS[:2]}
Client = TestClient[ASGIApp]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(database)
    built = build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))
    load_demo(built)
    yield built
    database.close()


def client_of(house: House, account: str) -> Client:
    application = guarded(house, Settings())
    return TestClient(application, base_url=ORIGIN, cookies=cookies(house, account), raise_server_exceptions=False)


def planted(house: House) -> str:
    """Open a procedure and import a bid over the interface, its price in every place where bidders write one."""
    slug = awaiting_bids(house).slug
    address, officer = f"/api/v1/procedures/{slug}", client_of(house, "vergabestelle")

    def send(where: str, body: dict[str, object], **headers: str) -> dict[str, str]:
        seen = officer.get(address).headers["etag"]
        given = {"If-Match": seen, "Sec-Fetch-Site": "same-origin"} | headers
        answer = officer.post(f"{address}/{where}", json=body, headers=given)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    send("opening", {"opened_at": OPENED_AT.isoformat(), "first_person": "Erika Muster", "second_person": "Max Muster"})
    name = "Angebot 119000.txt"
    data = archive({f"alpha/{name}": PRICE_TEXT, "alpha/konzept.pdf": b"%PDF"}, row(preisdatei=name))
    file = {"file": base64.b64encode(data).decode()}
    seal = send("bid-import-preview", dict(file))["seal"]
    send("bid-import", {**file, "seal": seal}, **{"Idempotency-Key": "planted"})
    by_hand = {
        "lot": 1,
        "tenderer": "Beta AG",
        "received_at": "2026-11-10T11:00:00+01:00",
        "price_gross_eur": PRICE,
        "files": [{"name": name, "content": base64.b64encode(PRICE_TEXT).decode(), "with_price": True}],
    }
    send("bids", by_hand, **{"Idempotency-Key": "by-hand"})
    return slug


def rows_of(database: Database) -> str:
    """Return everything that stands in any table, as text."""
    with database.read(DEMO_CITY) as session:
        return "\n".join(
            str(tuple(one)) for table in METADATA.sorted_tables for one in session.connection().execute(select(table))
        )


def hits(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_neither_database_nor_backup_nor_log_nor_audit_log_tells_a_price(
    house: House, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure()
    planted(house)
    logging.captureWarnings(capture=False)
    root.handlers = handlers
    root.setLevel(level)
    said = capfd.readouterr()
    database = house.transactions.database
    copy = tmp_path / "backup.zip"
    make_backup(database, copy, house.transactions.clock.now(), lambda _part, _done: None)
    with ZipFile(copy) as packed:
        parts = "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())

    assert hits(rows_of(database)) == []
    assert "Preisdatei 1.txt" in parts
    assert hits(parts) == []
    assert hits(said.err + said.out) == []
    assert '"event": "request"' in said.err
    assert hits(str(lines_of(database, DEMO_CITY))) == []


def is_of_it(route: Route) -> bool:
    return route.method == "GET" and "{procedure}" in route.template


def address_of(route: Route, slug: str, bid: str, name: str) -> str:
    address = route.template.replace("{procedure}", slug).replace("{bid}", bid).replace("{file_name}", name)
    return address.replace("{number}", "1").replace("{text}", "klauseln")


def test_no_address_tells_a_locked_price_to_anybody_else(house: House) -> None:
    slug = planted(house)
    routes = [one for one in all_routes() if is_of_it(one)]
    assert len(routes) > 20
    reader = client_of(house, READERS[0])
    for stage, accounts in LOCKED.items():
        put(house, slug, stage)
        reached = [_reached(house, reader, account, slug, routes) for account in accounts]
        assert min(reached[:2]) >= 8, "officers and auditors read everything but prices"


def _reached(house: House, reader: Client, account: str, slug: str, routes: list[Route]) -> int:
    reader.cookies.clear()
    reader.cookies.update(cookies(house, account))
    reached = 0
    for route in routes:
        for name in ("Preisdatei 1.txt", "konzept.pdf") if "{file_name}" in route.template else ("",):
            answer = reader.get(address_of(route, slug, "1-1-1-1", name))
            reached += answer.status_code == 200
            assert hits(answer.text) == [], (account, str(route), name)
    assert slug not in reader.get("/vergabeverfahren", params={"suche": PRICE}).text
    return reached


def test_the_search_would_find_a_price(house: House) -> None:
    slug = planted(house)
    officer = client_of(house, "vergabestelle")

    assert hits(officer.get(f"/api/v1/procedures/{slug}/bids/1-1-1-1/price").text) == [PRICE]
    assert hits(officer.get(f"/api/v1/procedures/{slug}/bids/1-1-1-1/files/Preisdatei 1.txt").text)
    assert hits(officer.get(f"/vergabeverfahren/{slug}/angebote").text) == ["123.456,78"]
