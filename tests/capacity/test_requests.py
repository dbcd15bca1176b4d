"""Requests from draft to start of operation, through the services on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.digitalcheck_wiring import reminders
from app.house import House
from app.wiring import build_house
from capacity.errors import ClosingDayTakenError, NotAskedError, RequestClosedError, RequestNotFoundError
from capacity.model import (
    CapacityRequest,
    CapacityState,
    Party,
    ProofKind,
    RequestQuery,
    RequestStage,
    ReviewKind,
    ReviewLight,
)
from capacity.rules.clocks import ClockState
from capacity.rules.course.refusal import StepRefusedError
from capacity.rules.course.steps import RequestStep
from capacity.services.gathering import StepWish
from capacity.services.reviewing import ProofWish, ReviewWish
from core.errors import InputError, VersionConflictError
from infra.database import Database
from infra.fields.model import Edit
from infra.identity.demo import DEMO_CITY
from infra.identity.model import PersonDraft
from infra.identity.repository import IdentityRepository
from infra.jobs.context import JobContext
from infra.jobs.runner import Runner
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Writing
from tests.audit_lines import lines_of
from tests.fakes import StoppedClock
from tests.people import OPERATOR, actor

DEPARTMENT, HEAD, ADIT, DEZERNAT, PRIVACY, SECURITY, OFFICER, AUDITOR = (
    actor(one)
    for one in ("fachamt", "amtsleitung", "adit", "dezernat", "datenschutz", "sicherheit", "vergabestelle", "revision")
)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
COMPLETE = {
    "kontakt": "Zimmer 12",
    "problem": "Termine werden am Telefon vergeben.",
    "ziel": "Termine lassen sich online buchen.",
    "art": "neu",
    "anlass": "keiner",
    "prozess": "teils",
    "personenbezug": "ja",
    "beschaffung": "nein",
    "eigene-tage": "12,5",
}
S, T = RequestStage, RequestStep
GIVEN = {"reason": "Weil es gebraucht wird.", "day": date(2026, 11, 23), "until": date(2027, 3, 31)}


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def fill(house: House, number: int, who: Actor = DEPARTMENT, **values: str) -> None:
    held = house.digital.request_desk.see(who, number).values
    edits = [Edit(field=name, value=one, base_version=held[name].version) for name, one in values.items()]
    house.digital.request_drafting.save(who, number, edits)


def begun(house: House, title: str = "Online-Termine im Bürgeramt") -> CapacityRequest:
    return house.digital.request_drafting.begin(DEPARTMENT, title)


def take(house: House, number: int, step: RequestStep, who: Actor, **more: object) -> CapacityRequest:
    version = house.digital.capacity_requests.get(who, number).version
    wish = StepWish(step=step, version=version, **(GIVEN | more))  # type: ignore[arg-type]  # fields by name
    return house.digital.request_course.take(who, number, wish)


def submitted(house: House, title: str = "Online-Termine im Bürgeramt") -> int:
    number = begun(house, title).number
    fill(house, number, DEPARTMENT, **COMPLETE)
    take(house, number, T.SUBMIT, DEPARTMENT)
    return number


def in_review(house: House) -> int:
    number = submitted(house)
    take(house, number, T.RECEIVE, ADIT)
    take(house, number, T.FORWARD, ADIT)
    return number


def reviewed(house: House) -> int:
    number = in_review(house)
    review_all(house, number)
    return number


def review_all(house: House, number: int) -> None:
    for kind, who in (
        (ReviewKind.DATENSCHUTZ, PRIVACY),
        (ReviewKind.SICHERHEIT, SECURITY),
        (ReviewKind.ORGANISATION, ADIT),
        (ReviewKind.ARCHITEKTUR, ADIT),
        (ReviewKind.VERGABEWEG, OFFICER),
    ):
        house.digital.request_discussion.review(who, number, ReviewWish(kind=kind, light=ReviewLight.GRUEN))


def running(house: House, number: int) -> dict[str, date]:
    seen = house.digital.request_desk.see(ADIT, number).clocks
    return {
        one.stored.clock.topic: one.stored.clock.due for one in seen if one.stored.clock.state is ClockState.RUNNING
    }


class Directly(JobContext):
    """What a job gets, without a job: nobody else can take it over."""

    def __init__(self, house: House) -> None:
        self.actor, self.transactions = OPERATOR, house.transactions

    def progress(self, done: int, total: int | None = None, step: str = "") -> None:
        assert (done, step) >= (0, "")
        assert total

    @contextmanager
    def read(self, action: Action) -> Iterator[Reading]:
        with self.transactions.read(self.actor, action) as reading:
            yield reading

    @contextmanager
    def write(self, action: Action) -> Iterator[Writing]:
        with self.transactions.write(self.actor, action) as writing:
            yield writing


def remind(house: House, at: datetime) -> None:
    """Let the job of a morning run, whether or not it ran on this day before."""
    house.transactions.clock.moment = at  # type: ignore[attr-defined]  # a stopped clock
    reminders(house.transactions.clock).work(Directly(house), {})


def test_from_draft_to_start_of_operation(house: House) -> None:
    number = reviewed(house)
    take(house, number, T.ASSESS, ADIT)
    fill(house, number, ADIT, aufwand="Projektleitung; 2027-Q1; 10; 15", handlungsfeld="Prozesse", klasse="c")
    proposed = take(house, number, T.PROPOSE, ADIT)
    assert (proposed.stage, str(proposed.person_days)) == (S.PRIORISIERT, "15")
    assert take(house, number, T.APPROVE, DEZERNAT).state is CapacityState.TEILWEISE
    planned = take(house, number, T.SCHEDULE, ADIT)
    assert (planned.state, planned.window_from, planned.until) == (
        CapacityState.ZUGESAGT,
        date(2026, 11, 23),
        date(2027, 3, 31),
    )
    take(house, number, T.START, ADIT)
    take(house, number, T.DELIVER, ADIT)
    with pytest.raises(StepRefusedError) as refused:
        take(house, number, T.ACCEPT, DEPARTMENT)
    assert {one.type for one in refused.value.reasons} == {"proof-missing"}
    for kind in ProofKind:
        wish = ProofWish(kind=kind, is_needed=kind is not ProofKind.DSFA, reference="Akte 12.3")
        house.digital.request_discussion.prove(PRIVACY, number, wish)
    assert take(house, number, T.ACCEPT, DEPARTMENT).stage is S.ABGESCHLOSSEN
    seen = house.digital.request_desk.see(AUDITOR, number)
    assert [one.after for one in seen.events] == [
        S.EINGEREICHT,
        S.VORPRUEFUNG,
        S.PRUEFUNG,
        S.BEWERTUNG,
        S.PRIORISIERT,
        S.FREIGEGEBEN,
        S.EINGEPLANT,
        S.IN_UMSETZUNG,
        S.ABNAHME,
        S.ABGESCHLOSSEN,
    ]
    assert running(house, number) == {}
    lines = [one["event"] for one in lines_of(house.transactions.database, DEMO_CITY)]
    assert lines.count("capacity-moved") + lines.count("capacity-decided") == len(seen.events)


def test_a_draft_is_its_offices_and_what_is_missing_is_named(house: House) -> None:
    number = begun(house).number
    for who in (ADIT, DEZERNAT, PRIVACY, AUDITOR):
        with pytest.raises(AccessDeniedError):
            house.digital.request_desk.see(who, number)
    with pytest.raises(StepRefusedError) as refused:
        take(house, number, T.SUBMIT, DEPARTMENT)
    assert refused.value.reasons[0].properties["count"] == str(len(COMPLETE))
    fill(house, number, DEPARTMENT, **COMPLETE, titel="Neuer Titel", faelle="viele", termin="bald")
    assert set(house.digital.request_desk.see(DEPARTMENT, number).faults) == {"faelle", "termin"}
    fill(house, number, faelle="1.500", termin="31.12.2027")
    assert take(house, number, T.SUBMIT, DEPARTMENT).demand.title == "Neuer Titel"
    with pytest.raises(RequestClosedError):
        fill(house, number, ziel="etwas anderes")
    with pytest.raises(AccessDeniedError):
        fill(house, number, DEPARTMENT, klasse="a")


def test_clocks_stand_still_for_a_named_question_and_start_the_others(house: House) -> None:
    number = in_review(house)
    due = date(2026, 12, 7)
    assert running(house, number) == dict.fromkeys(ReviewKind, due)
    talk = house.digital.request_discussion
    asked = talk.ask(PRIVACY, number, Party.FACHAMT, "Welche Daten genau?")
    clocks = running(house, number)
    assert "datenschutz" not in clocks
    assert clocks["question-1"] == due
    with pytest.raises(StepRefusedError):
        take(house, number, T.ASSESS, ADIT)
    with pytest.raises(NotAskedError):
        talk.answer(ADIT, number, asked.number, "Weiß ich nicht.")
    with pytest.raises(NotAskedError):
        talk.ask(PRIVACY, number, Party.DATENSCHUTZ, "Was meine ich?")
    house.transactions.clock.moment = MONDAY + timedelta(days=9)  # type: ignore[attr-defined]  # Wednesday
    talk.answer(DEPARTMENT, number, asked.number, "Namen und Anschriften.")
    assert running(house, number)["datenschutz"] == date(2026, 12, 16)
    assert "question-1" not in running(house, number)


def test_closing_days_move_new_clocks_and_no_running_one(house: House) -> None:
    first = submitted(house)
    house.digital.request_desk.close(ADIT, date(2026, 11, 24), "Betriebsversammlung")
    second = submitted(house, "Digitale Bauakte")
    assert running(house, first) == {"eingereicht": date(2026, 11, 25)}
    assert running(house, second) == {"eingereicht": date(2026, 11, 26)}
    for day in (date(2026, 11, 24), date(2026, 12, 25), date(2026, 11, 28)):
        with pytest.raises(ClosingDayTakenError):
            house.digital.request_desk.close(ADIT, day, "Betriebsruhe")
    house.digital.request_desk.reopen(ADIT, date(2026, 11, 24))
    assert house.digital.request_desk.closing_days(ADIT) == ()
    with pytest.raises(AccessDeniedError):
        house.digital.request_desk.close(DEPARTMENT, date(2026, 12, 24), "Heiligabend")


def test_what_is_alike_is_found_by_its_words(house: House) -> None:
    number = submitted(house, "Terminvergabe online im Bürgeramt")
    draft = begun(house, "Onlinetermine und Terminvergaben im Standesamt")
    alike = house.digital.request_drafting.alike_to(DEPARTMENT, draft.number)
    assert [one.number for one in house.digital.request_drafting.alike(ADIT, "Bürgeramt: Terminvergabe?")] == [number]
    assert [one.number for one in alike] in ([], [number])
    assert house.digital.request_drafting.alike(ADIT, "Straßenbeleuchtung") == ()
    assert house.digital.request_drafting.alike(ADIT, "") == ()


def test_lists_filter_by_turn_stage_and_words_in_the_database(house: House) -> None:
    first, second = in_review(house), submitted(house, "Digitale Bauakte")
    desk = house.digital.request_desk

    def numbers(who: Actor, **query: object) -> list[int]:
        return [one.number for one in desk.page(who, RequestQuery(**query)).page.items]  # type: ignore[arg-type]  # by name

    assert numbers(ADIT) == [second, first]
    assert numbers(ADIT, turn=Party.DATENSCHUTZ) == [first]
    assert numbers(ADIT, stage=S.EINGEREICHT) == [second]
    assert numbers(ADIT, text="bauakte") == [second]
    listed = desk.page(ADIT, RequestQuery())
    assert (listed.awaited[second].stored.clock.party, listed.awaited[second].left) == (Party.ADIT, 2)
    assert [one.number for one in desk.stretch(ADIT, RequestQuery(), after=second).items] == [first]


def test_versions_and_unknown_numbers(house: House) -> None:
    number = submitted(house)
    with pytest.raises(VersionConflictError):
        house.digital.request_course.take(ADIT, number, StepWish(step=T.RECEIVE, version=1))
    with pytest.raises(RequestNotFoundError):
        house.digital.request_desk.see(ADIT, number + 1)
    with pytest.raises(InputError):
        house.digital.request_drafting.begin(DEPARTMENT, "  ")


def test_merging_waiting_and_withdrawing(house: House) -> None:
    first, second = submitted(house), submitted(house, "Noch einmal Termine")
    take(house, second, T.RECEIVE, ADIT)
    with pytest.raises(StepRefusedError):
        take(house, second, T.MERGE, ADIT, other=second)
    merged = take(house, second, T.MERGE, ADIT, other=first)
    assert (merged.stage, merged.merged_into) == (S.ZUSAMMENGEFUEHRT, first)
    third = begun(house, "Danach")
    fill(house, third.number, DEPARTMENT, **COMPLETE, abhaengig=f"{first}, {third.number}, 999")
    assert house.digital.request_desk.see(DEPARTMENT, third.number).depends_on == (first,)
    take(house, third.number, T.SUBMIT, DEPARTMENT)
    house.digital.capacity_requests.decide(
        DEZERNAT,
        third.number,
        house.digital.capacity_requests.get(DEZERNAT, third.number).version,
        CapacityState.ZUGESAGT,
        until=date(2027, 6, 30),
        reason="Eilfall",
    )
    take(house, first, T.WITHDRAW, DEPARTMENT)
    assert house.digital.capacity_requests.get(DEPARTMENT, first).state is CapacityState.KEINE


def test_silence_is_reminded_of_once_and_becomes_an_open_condition(house: House) -> None:
    number = in_review(house)

    def notices(who: Actor) -> int:
        found = house.notices.page(who, size=100).items
        return sum(one.kind.value == "capacity-late" for one in found)

    for day in (8, 8, 9, 14):  # due on the seventh; the period of grace ends on the fourteenth
        remind(house, MONDAY.replace(month=12, day=day))
        assert notices(PRIVACY) == 1
    remind(house, MONDAY.replace(month=12, day=15))
    remind(house, MONDAY.replace(month=12, day=16))
    assert notices(PRIVACY) == 2
    seen = house.digital.request_desk.see(ADIT, number)
    assert {one.light for one in seen.reviews} == {ReviewLight.FEHLT}
    assert take(house, number, T.ASSESS, ADIT).stage is S.BEWERTUNG
    house.digital.request_discussion.review(
        PRIVACY, number, ReviewWish(kind=ReviewKind.DATENSCHUTZ, light=ReviewLight.GELB, note="Nachgereicht.")
    )
    late = {one.kind: one.light for one in house.digital.request_desk.see(ADIT, number).reviews}
    assert late[ReviewKind.DATENSCHUTZ] is ReviewLight.GELB


def test_a_department_that_is_late_has_its_head_reminded_and_a_reservation_runs_out(house: House) -> None:
    number = submitted(house)
    house.digital.request_discussion.ask(ADIT, number, Party.FACHAMT, "Wozu genau?")
    remind(house, MONDAY.replace(month=12, day=8))
    assert [one.kind.value for one in house.notices.page(HEAD).items] == ["capacity-late"]
    other = submitted(house, "Vorbehalten")
    version = house.digital.capacity_requests.get(DEZERNAT, other).version
    house.digital.capacity_requests.decide(
        DEZERNAT, other, version, CapacityState.VORBEHALT, until=date(2026, 12, 20), reason="Beschluss im Dezember"
    )
    remind(house, MONDAY.replace(month=12, day=20))
    assert house.digital.capacity_requests.get(ADIT, other).stage is S.VORBEHALT
    remind(house, MONDAY.replace(month=12, day=21))
    lapsed = house.digital.capacity_requests.get(ADIT, other)
    assert (lapsed.stage, lapsed.until) == (S.PRIORISIERT, None)


def test_a_reminder_that_is_cut_off_is_sent_by_the_next_one_and_never_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(house)

    class Killed(BaseException):
        pass

    def killed(*_given: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("capacity.services.reminding.remind", killed)
        with pytest.raises(Killed):
            remind(house, MONDAY.replace(day=27))
    assert house.notices.unread(ADIT) == 1  # that it was handed in
    remind(house, MONDAY.replace(day=27))
    remind(house, MONDAY.replace(day=27))
    assert house.notices.unread(ADIT) == 2


def test_the_morning_job_comes_by_itself_once_a_day(house: House) -> None:
    submitted(house)
    house.transactions.clock.moment = MONDAY.replace(day=27)  # type: ignore[attr-defined]  # a stopped clock
    runner = Runner(house.jobs)
    for _ in range(2):
        runner.plan_once()
        while runner.work_once():
            pass
    late = [one for one in house.notices.page(ADIT).items if one.kind.value == "capacity-late"]
    assert len(late) == 1
    assert late[0].link == "/anforderungen/1"


def test_a_single_decision_needs_its_reason_and_another_person(house: House) -> None:
    number = submitted(house)
    version = house.digital.capacity_requests.get(DEZERNAT, number).version
    with pytest.raises(InputError):
        house.digital.capacity_requests.decide(
            DEZERNAT, number, version, CapacityState.ZUGESAGT, until=date(2027, 1, 1)
        )
    with pytest.raises(InputError):
        house.digital.capacity_requests.decide(DEZERNAT, number, version, CapacityState.ZUGESAGT, reason="Eilfall")
    both = replace(DEPARTMENT, roles=DEPARTMENT.roles | DEZERNAT.roles)
    with house.transactions.database.write(DEMO_CITY) as session:
        identity = IdentityRepository(session)
        person = identity.person(str(both.person))
        assert person
        identity.change_person(person.id, PersonDraft(name=person.name, office=person.office, roles=both.roles))
    with pytest.raises(StepRefusedError) as refused:
        house.digital.capacity_requests.decide(
            both, number, version, CapacityState.ZUGESAGT, until=date(2027, 1, 1), reason="Eilfall"
        )
    assert [one.type for one in refused.value.reasons] == ["same-person"]


def test_a_list_of_what_waits_for_a_party_shows_its_own_clocks(house: House) -> None:
    number = in_review(house)
    for party in (Party.DATENSCHUTZ, Party.SICHERHEIT, Party.VERGABE, Party.ADIT):
        found = house.digital.request_desk.page(ADIT, RequestQuery(turn=party))
        assert [one.number for one in found.page.items] == [number]
        assert found.awaited[number].stored.clock.party is party
    assert house.digital.request_desk.count(ADIT, RequestQuery(turn=Party.VERGABE)) == 1
    assert house.digital.request_desk.count(ADIT, RequestQuery(turn=Party.DEZERNAT)) == 0
