"""The Prüfvermerk over the interface: fields one by one, conflicts with the present text, freezing, whose it is."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from infra.audit.tables import AuditRow
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from tests.api.conftest import Client, client_of, demo_city
from tests.people import cookies

ADDRESS = "/api/v1/evaluations/vg-2026-031-preis-quotient/pruefvermerk"
FIELD = f"{ADDRESS}/fields/feststellung"
NEW = {"If-None-Match": "*"}


@pytest.fixture
def auditor(demo_database: Database) -> Iterator[Client]:
    with client_of(demo_city(demo_database), "revision") as client:
        yield client


def change(client: Client, value: str, seen: dict[str, str], field: str = FIELD) -> tuple[int, str | None]:
    answer = client.patch(field, json={"value": value}, headers=seen)
    return answer.status_code, answer.headers.get("etag")


def test_fields_are_saved_one_by_one(auditor: Client) -> None:
    assert change(auditor, "Die Preise stimmen.", {"If-Match": '"0"'}) == (200, '"1"')
    assert change(auditor, "Alle Preise stimmen.", {"If-Match": '"1"'}) == (200, '"2"')
    draft = auditor.get(ADDRESS).json()["draft"]
    assert draft["feststellung"]["value"] == "Alle Preise stimmen."
    assert draft["beleg"] == {"value": "", "version": 0, "changed_at": None}


def test_a_conflict_brings_the_present_text_along(auditor: Client) -> None:
    change(auditor, "erste", NEW)
    answer = auditor.patch(FIELD, json={"value": "zweite"}, headers=NEW)
    assert (answer.status_code, answer.headers["etag"]) == (412, '"1"')
    assert answer.json()["current_value"] == "erste"
    assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize(
    ("field", "body", "seen", "status"),
    [
        ("feststellung", {"value": "x"}, {}, 428),
        ("feststellung", {"value": "x" * 20_001}, NEW, 422),
        ("feststellung", {"value": "x", "owner": "y"}, NEW, 400),
        ("erfunden", {"value": "x"}, NEW, 404),
    ],
)
def test_what_is_not_saved(
    auditor: Client, field: str, body: dict[str, str], seen: dict[str, str], status: int
) -> None:
    answer = auditor.patch(f"{ADDRESS}/fields/{field}", json=body, headers=seen)
    assert answer.status_code in ({status, 422} if status == 400 else {status})
    assert auditor.get(ADDRESS).json()["draft"]["feststellung"]["version"] == 0


def test_completed_it_stays_and_leaves_one_line(demo_database: Database) -> None:
    house = demo_city(demo_database)
    with client_of(house, "revision") as auditor:
        assert auditor.post(f"{ADDRESS}/completion").json()["type"].endswith("pruefvermerk-empty")
        change(auditor, "Keine Beanstandung.", NEW)
        completed = auditor.post(f"{ADDRESS}/completion").json()
        assert completed["fields"] == {"feststellung": "Keine Beanstandung.", "beleg": "", "empfehlung": ""}
        assert auditor.post(f"{ADDRESS}/completion").status_code == 409
        assert change(auditor, "doch", {"If-Match": '"1"'})[0] == 409
        assert auditor.get(ADDRESS).json()["draft"] is None
        auditor.cookies.clear()
        auditor.cookies.update(cookies(house, "vergabestelle"))
        seen = auditor.get(ADDRESS).json()
    assert (seen["draft"], seen["completed"]) == (None, [completed])
    with demo_database.read(DEMO_CITY) as session:
        lines = session.exec(select(AuditRow).where(AuditRow.event == "pruefvermerk-written")).all()
    assert [completed["digest"] in line.body for line in lines] == [True]


def test_drafts_are_for_nobody_else(demo_database: Database) -> None:
    house = demo_city(demo_database)
    with client_of(house, "revision") as client:
        change(client, "vertraulich", NEW)
        for account, status in (("vergabestelle", 200), ("wertung", 403), ("verwaltung", 403)):
            client.cookies.clear()
            client.cookies.update(cookies(house, account))
            answer = client.get(ADDRESS)
            assert answer.status_code == status
            assert "vertraulich" not in answer.text
            assert change(client, "fremd", {"If-Match": '"1"'})[0] == 403
