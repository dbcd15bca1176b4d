"""The queue of the demo city: made once, every stage of the beginning in it, one round closed and one open."""

import pytest

from app.demo import add_people
from app.demo_queue import add_queue
from app.demo_running import founding
from app.house import House
from app.wiring import build_house
from capacity.model import RequestQuery, RequestStage
from infra.database import Database
from tests.databases import database, empty_database, empty_postgres
from tests.people import actor

__all__ = ["database", "empty_database", "empty_postgres"]

DEPARTMENT, ADIT, DEZERNAT = actor("fachamt"), actor("adit"), actor("dezernat")


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database)


def test_the_queue_is_loaded_once(house: House) -> None:
    add_people(founding(house))
    add_queue(house)
    add_queue(house)

    assert [stage_of(house, number) for number in range(1, 9)] == [
        RequestStage.EINGEPLANT,
        RequestStage.PRIORISIERT,
        RequestStage.PRIORISIERT,
        RequestStage.BEWERTUNG,
        RequestStage.PRUEFUNG,
        RequestStage.VORPRUEFUNG,
        RequestStage.EINGEREICHT,
        RequestStage.ENTWURF,
    ]
    assert house.digital.request_desk.page(DEPARTMENT, RequestQuery(), size=1).page.total == 8
    assert house.digital.request_desk.see(DEPARTMENT, 6).questions
    places = [house.digital.rank_desk.see(DEZERNAT, number) for number in (2, 3)]
    assert sorted(one.rank for one in places) == [1, 2]
    rounds = house.digital.round_desk.page(ADIT)
    assert [(one.kind.value, one.number in rounds.records) for one in rounds.page.items] == [
        ("woche", False),
        ("monat", True),
    ]
    assert house.audit_log.verify(actor("revision")).holds


def stage_of(house: House, number: int) -> RequestStage:
    return house.digital.capacity_requests.get(DEPARTMENT, number).stage
