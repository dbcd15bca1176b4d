"""Decisions that something else makes obsolete at the same moment: none of them is carried out on what was."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from sqlalchemy import delete
from sqlmodel import col, select

from app.house import House
from app.wiring import build_house
from infra.audit.model import Event as Happening
from infra.audit.model import Subject
from infra.audit.tables import AuditRow
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.identity.tables import PersonRoleRow, PersonRow
from infra.policy.decision import AccessDeniedError, Denial
from infra.policy.model import operator
from infra.policy.table import Action
from procurement.errors import EvaluationAlreadyStoredError
from tests.barrier.test_lost_updates import together
from tests.factories import Json, as_bytes, sample
from tests.people import OFFICER

RACERS = 12


def document(**changes: str) -> Json:
    made = sample()
    return {**made, "procedure": {**made["procedure"], "reference": "WETTLAUF", **changes}}


def log(database: Database) -> list[AuditRow]:
    with database.read(DEMO_CITY) as session:
        return list(session.exec(select(AuditRow).order_by(col(AuditRow.sequence))))


def test_one_of_many_gets_the_place(database: Database) -> None:
    house = build_house(database)

    def store(number: int) -> str:
        try:
            return house.procurement.store_evaluation(OFFICER, as_bytes(document(title=f"Titel {number}"))).summary.slug
        except EvaluationAlreadyStoredError as stored:
            return f"already {stored.properties['slug']}"

    told = Counter(together(RACERS, store))
    slug = next(name for name in told if not name.startswith("already"))
    assert told == {slug: 1, f"already {slug}": RACERS - 1}
    assert [row.event for row in log(database)].count(Happening.EVALUATION_STORED) == 1


def test_the_same_document_many_times_is_one_evaluation(database: Database) -> None:
    house, data = build_house(database), as_bytes(document())
    slugs = set(together(RACERS, lambda _: house.procurement.store_evaluation(OFFICER, data).summary.slug))
    assert len(slugs) == 1
    assert [row.event for row in log(database)].count(Happening.EVALUATION_STORED) == 1


def take_roles_away(house: House) -> None:
    with house.transactions.write(operator(DEMO_CITY), Action.MANAGE_PEOPLE) as writing:
        writing.session.execute(delete(PersonRoleRow).where(col(PersonRoleRow.person_id) == OFFICER.person))
        writing.record(Happening.ROLES_CHANGED, Subject(kind="person", id=str(OFFICER.person)))


def lock_out(house: House) -> None:
    with house.transactions.write(operator(DEMO_CITY), Action.MANAGE_PEOPLE) as writing:
        writing.session.exec(select(PersonRow).where(col(PersonRow.id) == OFFICER.person)).one().is_locked = True
        writing.record(Happening.ROLES_CHANGED, Subject(kind="person", id=str(OFFICER.person)))


@pytest.mark.parametrize(("change", "denial"), [(take_roles_away, Denial.ROLE), (lock_out, Denial.NOT_SIGNED_IN)])
def test_a_request_that_waits_while_its_right_goes_is_denied(database: Database, change: Any, denial: Denial) -> None:  # noqa: ANN401 - one of the two above
    """The request has passed the door with its roles; the change of roles is ahead of it in the line of writers."""
    house, waiting, changed = build_house(database), Event(), Event()

    def export() -> None:
        waiting.set()
        assert changed.wait(60)
        with house.transactions.write(OFFICER, Action.EXPORT_EVALUATION) as writing:
            writing.record(Happening.EVALUATION_EXPORTED, Subject(kind="evaluation", id="x"))

    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(export)
        assert waiting.wait(60)
        change(house)
        changed.set()
        with pytest.raises(AccessDeniedError) as caught:
            asked.result()
    assert caught.value.denial is denial
    assert [row.event for row in log(database)][-2:] == [Happening.ROLES_CHANGED, Happening.ACCESS_DENIED]


def test_nothing_is_done_with_a_right_after_it_is_gone(database: Database) -> None:
    """Requests in full flow; the log is in the order of the commits."""
    house, flowing = build_house(database), Barrier(5)

    def export(_number: int) -> int:
        done = 0
        flowing.wait()
        try:
            while True:
                with house.transactions.write(OFFICER, Action.EXPORT_EVALUATION) as writing:
                    writing.record(Happening.EVALUATION_EXPORTED, Subject(kind="evaluation", id="x"))
                done += 1
        except AccessDeniedError:
            return done

    with ThreadPoolExecutor(4) as pool:
        exporting = [pool.submit(export, number) for number in range(4)]
        flowing.wait()
        while len(log(database)) < 10:
            pass
        take_roles_away(house)
        done = sum(one.result() for one in exporting)
    events = [row.event for row in log(database)]
    gone = events.index(Happening.ROLES_CHANGED)
    assert events[:gone].count(Happening.EVALUATION_EXPORTED) == done
    assert set(events[gone + 1 :]) == {Happening.ACCESS_DENIED}
