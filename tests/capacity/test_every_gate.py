"""Gates through the services, exhaustively: every stage of a request, every role, with and without an exception.

What is expected is written out here and not asked of the rules. One database is enough: neither looks at stage or role.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from app.house import House
from app.wiring import build_house
from capacity.model import RequestStage
from capacity.rules.course.refusal import StepRefusedError
from capacity.rules.course.steps import RequestStep, capacity_state
from capacity.services.gathering import StepWish
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PEOPLE
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor, Role
from infra.settings import Settings
from procurement.errors import ProcedureNotFoundError
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.services.procedures import Wish
from tests.capacity.test_requests import DEZERNAT, submitted
from tests.databases import with_people
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import opened, plan, prepared
from tests.procedures import take as step_on
from tests.procurement.test_tendering import OFFICER, signed
from tests.released_checks import NOW
from tests.templates import Templates

S, T = RequestStage, RequestStep
TODAY, UNTIL = NOW.date(), date(2027, 3, 31)
DONE, REFUSED, DENIED = "done", "refused", "denied"
WAITING = {
    S.EINGEREICHT,
    S.VORPRUEFUNG,
    S.PRUEFUNG,
    S.BEWERTUNG,
    S.PRIORISIERT,
    S.VORBEHALT,
    S.ZURUECKGESTELLT,
    S.ABGELEHNT,
}
AGREED = {S.VORBEHALT, S.FREIGEGEBEN, S.EINGEPLANT, S.BLOCKIERT, S.IN_UMSETZUNG, S.ABNAHME, S.ABGESCHLOSSEN}
NOBODY, STRANGER = "nobody", "stranger"
"""Nobody signed in, and a department of another office."""

Outcome = Mapping[tuple[RequestStage, str], str]


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that a gate keeps from happening.

    Args:
        who: Accounts that it is for.
        open_in: Stages in which it goes through without an exception.
        lifted_in: Stages in which it goes through while one holds.
    """

    who: frozenset[str]
    open_in: frozenset[RequestStage]
    lifted_in: frozenset[RequestStage]

    def expected(self, stage: RequestStage, account: str, *, is_lifted: bool) -> str:
        if account not in self.who:
            return DENIED
        return DONE if stage in (self.lifted_in if is_lifted else self.open_in) else REFUSED


BEGIN = Gate(frozenset({"adit"}), frozenset({S.EINGEPLANT}), frozenset({S.EINGEPLANT, *WAITING}))
PUBLISH = Gate(frozenset({"vergabestelle", "vergabestelle2", "vergabestelle3"}), frozenset(AGREED), frozenset(S))
LIFT = Gate(frozenset({"dezernat"}), frozenset(WAITING), frozenset(WAITING))
GO_LIVE = Gate(frozenset({"fachamt"}), frozenset(), frozenset())
"""Nothing of what it asks for is there, and no exception stands in for that."""


def everybody() -> Mapping[str, Actor]:
    """Return somebody of each role, the second officer, nobody, and a department of another office."""
    stranger = Actor(city=DEMO_CITY, person="fremd", office="anderes", roles=frozenset({Role.DEPARTMENT}))
    return {**{one: actor(one) for one in DEMO_PEOPLE}, NOBODY: Actor(city=DEMO_CITY), STRANGER: stranger}


@pytest.fixture
def house(tmp_path: Path, templates: Templates) -> Iterator[House]:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    templates.copy("people", with_people, database)
    address = database.engine.url.render_as_string(hide_password=False)
    yield build_house(database, clock=StoppedClock(NOW), settings=Settings(DATABASE_URL=address))
    database.close()


def put(house: House, number: int, stage: RequestStage) -> None:
    """Put a request into a stage, its slot begun today."""
    values = {"id": number, "stage": stage.value, "state": capacity_state(stage).value, "today": TODAY, "until": UNTIL}
    with house.transactions.database.write(DEMO_CITY) as session:
        session.connection().execute(
            text("UPDATE capacity_request SET state = :state, until = :until WHERE id = :id"), values
        )
        session.connection().execute(
            text("UPDATE capacity_standing SET stage = :stage, window_from = :today WHERE request_id = :id"), values
        )


def version_of(house: House, number: int) -> int:
    with house.transactions.database.read(DEMO_CITY) as session:
        asked = text("SELECT version FROM capacity_request WHERE id = :id")
        return int(session.connection().execute(asked, {"id": number}).scalar_one())


def outcome(act: Callable[[], object]) -> str:
    """Tell how a try ended; anything else is a fault."""
    try:
        act()
    except AccessDeniedError:
        return DENIED
    except StepRefusedError:
        return REFUSED
    return DONE


def tried(house: House, number: int, step: RequestStep) -> Outcome:
    """Try a step of a request in every stage as everybody; the office of the request is that of the department."""
    found = {}
    for stage in S:
        put(house, number, stage)
        version = version_of(house, number)
        for account, who in everybody().items():
            wish = StepWish(step=step, version=version, reason="Weil.", day=TODAY, until=UNTIL, line="Ausnahme.")
            found[stage, account] = outcome(partial(house.digital.request_course.take, who, number, wish))
            if found[stage, account] == DONE:
                put(house, number, stage)
                version = version_of(house, number)
    return found


def lift(house: House, number: int) -> None:
    put(house, number, S.EINGEREICHT)
    version = version_of(house, number)
    wish = StepWish(step=T.LIFT, version=version, reason="Weil.", until=UNTIL, line="Ausnahme.")
    house.digital.request_course.take(DEZERNAT, number, wish)


def expected(gate: Gate, *, is_lifted: bool) -> Outcome:
    return {(stage, one): gate.expected(stage, one, is_lifted=is_lifted) for stage in S for one in everybody()}


def test_work_begins_and_goes_live_behind_its_gates(house: House) -> None:
    number = submitted(house)
    for is_lifted in (False, True):
        if is_lifted:
            lift(house, number)
        assert tried(house, number, T.START) == expected(BEGIN, is_lifted=is_lifted)
        assert tried(house, number, T.ACCEPT) == expected(GO_LIVE, is_lifted=is_lifted)


def test_only_the_digitaldezernat_lifts_and_only_what_waits(house: House) -> None:
    number = submitted(house)
    for step in (T.LIFT, T.LIFT_RESOLVED):
        assert tried(house, number, step) == expected(LIFT, is_lifted=False)


def kept_from_publishing(
    house: House, request: int, slug: str, step: Step, people: Mapping[str, Actor] | None = None
) -> Outcome:
    """Try a step of a tender that something else stands against, too: all reasons come at once, and nothing happens."""
    seen, found = opened(house, slug, OFFICER), {}
    wish = Wish(step=step, version=seen.procedure.version, seen=seen.facts.content_digest)
    for stage in S:
        put(house, request, stage)
        for account, who in (people or everybody()).items():
            try:
                house.stepping.take(who, slug, wish)
            except (AccessDeniedError, ProcedureNotFoundError):
                found[stage, account] = DENIED
            except StepNotPossibleError as refused:
                shut = {"capacity-awaited", "capacity-missing"} & {one.type for one in refused.reasons}
                found[stage, account] = REFUSED if shut else DONE
    return found


def test_a_tender_is_published_behind_its_gate(house: House) -> None:
    slug = house.drafting.create(OFFICER, "VG-2026-810", plan()).slug  # nothing of what a release needs is there
    request = house.digital.check_linking.link(OFFICER, signed(house), slug).request
    assert request is not None
    for is_lifted in (False, True):
        if is_lifted:
            lift(house, request)
        found = kept_from_publishing(house, request, slug, Step.REQUEST_RELEASE)
        assert found == expected(PUBLISH, is_lifted=is_lifted)


def test_a_release_that_was_asked_for_stops_at_the_same_gate(house: House) -> None:
    slug = prepared(house, "VG-2026-811").slug
    request = house.digital.check_linking.link(OFFICER, signed(house), slug).request
    assert request is not None
    put(house, request, S.EINGEPLANT)
    step_on(house, slug, Step.REQUEST_RELEASE)
    for is_lifted in (False, True):
        if is_lifted:
            lift(house, request)
        asked = {"vergabestelle": actor("vergabestelle")}  # who asked does not release: nothing happens
        found = kept_from_publishing(house, request, slug, Step.RELEASE, asked)
        assert found == {key: one for key, one in expected(PUBLISH, is_lifted=is_lifted).items() if key[1] in asked}
