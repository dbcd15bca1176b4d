"""A denial inside a service, after the guard has let the request pass: refused, and told in the log exactly once."""

import json
from collections.abc import Iterator

import pytest
from litestar.types import ASGIApp

from app.demo import demo_person
from app.doors import asked_for
from app.house import House
from app.wiring import build_house
from infra.audit.model import Entry, EntryQuery
from infra.database import Database
from infra.policy.decision import Denial, decide
from infra.policy.table import Action
from infra.settings import Settings
from procurement.services.demo import demo_documents
from tests.applications import guarded
from tests.clients import TestClient
from tests.every_route import all_routes
from tests.people import OFFICER, OPERATOR, actor, cookies

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def house(demo_database: Database) -> House:
    return build_house(demo_database)


@pytest.fixture
def evaluator(house: House) -> Iterator[TestClient[ASGIApp]]:
    with TestClient(guarded(house, Settings()), base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.cookies.update(cookies(house, "wertung"))
        yield client


def draft(house: House) -> str:
    document = json.loads(demo_documents()[0]) | {"draft": True}
    document["procedure"] = document["procedure"] | {"reference": "ENTWURF-LOCKED"}
    return house.procurement.store_evaluation(OFFICER, json.dumps(document).encode()).summary.slug


def denied(house: House) -> list[Entry]:
    return list(house.audit_log.page(OPERATOR, EntryQuery(event="access-denied")).entries)


@pytest.mark.parametrize("address", ["/vergaben/{}", "/api/v1/evaluations/{}"], ids=["page", "interface"])
def test_a_draft_is_locked_for_those_who_score_it(house: House, evaluator: TestClient[ASGIApp], address: str) -> None:
    slug = draft(house)
    assert decide(actor("wertung"), Action.READ_EVALUATION) is None  # so the guard lets it pass
    answer = evaluator.get(address.format(slug))

    assert answer.status_code == 403, answer.text[:300]
    (line,) = denied(house)
    assert (line.actor, line.subject.id) == (demo_person("wertung"), slug)
    assert line.details == {"action": "read-evaluation", "reason": Denial.LOCKED.value}


WHO = demo_person("wertung")


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("/vergaben/vg-2026-031-preis-quotient/dateien/pruefpaket", ("evaluation", "vg-2026-031-preis-quotient")),
        ("/api/v1/procedures/vg-1/publications/1", ("procedure", "vg-1")),
        (f"/verwaltung/personen/{WHO}", ("person", WHO)),
        (f"/api/v1/people/{WHO}", ("person", WHO)),
        ("/api/v1/people", ("action", "read-people")),
        ("/api/v1/people/%3Cscript%3E", ("action", "read-people")),
        ("/api/v1/people/" + 200 * "x", ("action", "read-people")),
    ],
)
def test_a_denial_at_the_door_names_what_was_asked_for(
    house: House, evaluator: TestClient[ASGIApp], address: str, subject: tuple[str, str]
) -> None:
    evaluator.cookies.update(cookies(house, "adit"))
    assert evaluator.get(address, follow_redirects=False).status_code == 403
    (line,) = denied(house)
    assert (line.subject.kind, line.subject.id) == subject
    assert line.details["reason"] == Denial.ROLE.value


def test_every_thing_that_an_address_names_has_its_kind() -> None:
    parts = {
        "draft_field",
        "part",
        "part_id",
        "bid_id",
        "criterion_id",
        "entry",
        "field",
        "kind",
        "name",
        "number",
        "path",
        "subject_id",
        "text",
    }
    parts |= {
        "bid",
        "offer_round",
        "file_name",
        "inquiry",
        "joint_field",
        "openness_file",
        "request_number",
        "score_field",
        "signal",
    }  # of a procedure, which is named before them
    parts |= {
        "component_number",
        "file_number",
        "place",
        "result_number",
        "snapshot_number",
        "alternative_number",
        "alternative_field",
        "light_field",
    }  # of an analysis likewise
    parts |= {"standard"}  # of the catalogue that ships: it belongs to no city
    parts |= {"check_field", "check_page", "question", "question_version"}  # of a Digital-Check and its questions
    parts |= {"attachment_number", "request_field", "request_page"}  # of a request for capacity
    parts |= {"check_number"}  # of an entry of the contract register
    parts |= {"access_link", "calendar_key", "table_kind"}  # secrets, and a format
    parts |= {
        "award_field",
        "award_paper",
        "hold",
        "letter",
        "letter_field",
        "objection",
        "vermerk_field",
    }  # of an award
    parts |= {"city", "code", "sheet"}  # of a sheet, which everybody may ask about or whose check is named before it
    named = {one for route in all_routes() for one in route.parameters}
    assert {one for one in named if asked_for({one: "1"}) is None} == parts & named
