"""A denial inside a service, after the guard has let the request pass: refused, and told in the log exactly once."""

import json
from collections.abc import Iterator

import pytest
from litestar.testing import TestClient
from litestar.types import ASGIApp

from app.demo import demo_person, load_demo
from app.main import guarded
from app.wiring import House, build_house
from infra.audit.model import Entry, EntryQuery
from infra.database import Database
from infra.policy.decision import Denial, decide
from infra.policy.table import Action
from infra.settings import Settings
from procurement.services.demo import demo_documents
from tests.people import OFFICER, OPERATOR, actor, cookies

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def house(database: Database) -> House:
    built = build_house(database)
    load_demo(built)
    return built


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
