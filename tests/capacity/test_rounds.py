"""Rounds through the services, on both databases; their minutes as paper."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.house import House
from app.wiring import build_house
from capacity.errors import RoundClosedError, RoundNotFoundError, RoundOpenError, RoundStillOpenError
from capacity.model import RoundKind
from capacity.papers.minutes import minutes_paper
from capacity.rules.course.steps import RequestStep
from capacity.rules.round import digest_of, read_basis, read_minutes, written_basis, written_minutes
from capacity.services.gathering import StepWish
from capacity.services.supplying import SupplyWish
from core.document import to_text
from core.errors import InputError
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from tests.audit_lines import lines_of
from tests.capacity.ranking import proposed
from tests.fakes import StoppedClock
from tests.people import actor
from tests.rounds import DIGEST, round_minutes

DEPARTMENT, ADIT, DEZERNAT, OFFICER, AUDITOR, HEAD = (
    actor(one) for one in ("fachamt", "adit", "dezernat", "vergabestelle", "revision", "amtsleitung")
)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MONTH, WEEK = RoundKind.MONAT, RoundKind.WOCHE


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def later(house: House, **more: int) -> None:
    house.transactions.clock.moment += timedelta(**more)  # type: ignore[attr-defined]  # a stopped clock


def decide(house: House, number: int, step: RequestStep = RequestStep.APPROVE, reason: str = "Beschlossen.") -> None:
    later(house, minutes=1)
    version = house.digital.capacity_requests.get(DEZERNAT, number).version
    wish = StepWish(step=step, version=version, reason=reason, day=date(2027, 3, 1), until=date(2027, 3, 31))
    house.digital.request_course.take(DEZERNAT, number, wish)


def waiting(house: House, *days: int) -> list[int]:
    house.digital.supplying.put(ADIT, SupplyWish(role="Projektleitung", period="2027-Q1", days="60"))
    return [proposed(house, DEPARTMENT, f"Vorhaben {one}", str(one)) for one in days]


def test_a_round_keeps_what_lay_before_it_and_names_who_is_displaced(house: House) -> None:
    first, second, third = waiting(house, 10, 20, 30)
    number = house.digital.round_desk.open(ADIT, MONTH).number
    seen = house.digital.round_desk.see(AUDITOR, number)
    assert [(row.rank, row.number, row.before) for row in seen.basis.rows] == [
        (1, first, None),
        (2, second, None),
        (3, third, None),
    ]
    assert (seen.line, seen.would_displace) == (2, {first: (), second: (first,), third: (first, second)})
    assert [(one.role, Decimal(one.days)) for one in seen.basis.left] == [("Projektleitung", Decimal(48))]
    trial = house.digital.round_desk.see(ADIT, number, frozenset({second}))
    assert (trial.line, sorted(trial.lacks)) == (None, [first, third])
    decide(house, third, reason="Der Vertrag endet.")
    decide(house, first, RequestStep.DEFER, "Später.")
    seen = house.digital.round_desk.see(ADIT, number)
    assert [(one.number, one.rank, one.step, one.displaced) for one in seen.decisions] == [
        (third, 3, "approve", (first, second)),
        (first, 1, "defer", ()),
    ]
    decide(house, second)
    assert house.digital.round_desk.see(ADIT, number).decisions[0].displaced == (first,), "the second got something too"


def test_closing_freezes_decisions_and_the_next_round_tells_what_changed(house: House) -> None:
    first, second, third = waiting(house, 10, 20, 30)
    number = house.digital.round_desk.open(DEZERNAT, MONTH).number
    decide(house, first)
    with pytest.raises(RoundStillOpenError):
        house.digital.round_desk.minutes(ADIT, number)
    with pytest.raises(InputError):
        house.digital.round_desk.close(DEZERNAT, number, "x" * 2_001)
    record = house.digital.round_desk.close(DEZERNAT, number, "Einstimmig.")
    with pytest.raises(RoundClosedError):
        house.digital.round_desk.close(DEZERNAT, number)
    decide(house, second)
    seen = house.digital.round_desk.see(ADIT, number)
    assert seen.minutes
    assert ([one.number for one in seen.decisions], seen.minutes.undecided) == ([first], (second, third))
    assert (seen.is_genuine, seen.minutes.note, record.digest) == (True, "Einstimmig.", digest_of(record.document))
    assert house.digital.round_desk.minutes(AUDITOR, number).data.startswith(b"%PDF-")
    fourth = proposed(house, DEPARTMENT, "Ganz neu", "1")
    following = house.digital.round_desk.open(ADIT, MONTH).number
    basis = house.digital.round_desk.see(ADIT, following).basis
    assert [(row.number, row.before) for row in basis.rows] == [(fourth, None), (third, 3)]
    assert basis.gone == (first, second)
    lines = [one["event"] for one in lines_of(house.transactions.database, DEMO_CITY)]
    assert (lines.count("round-opened"), lines.count("round-closed")) == (2, 1)
    listed = house.digital.round_desk.page(AUDITOR)
    assert ([one.number for one in listed.page.items], set(listed.records)) == ([following, number], {number})


def test_what_was_taken_back_in_the_same_round_is_no_decision(house: House) -> None:
    (first,) = waiting(house, 10)
    number = house.digital.round_desk.open(ADIT, MONTH).number
    decide(house, first)
    decide(house, first, RequestStep.REOPEN, "Ein Irrtum.")
    assert house.digital.round_desk.see(ADIT, number).decisions == ()


def test_the_weekly_round_has_the_small_ones_and_the_monthly_what_was_decided_beside_the_order(house: House) -> None:
    small, large = waiting(house, 15, 16)
    beside = waiting(house, 5)[0]
    week = house.digital.round_desk.open(ADIT, WEEK).number
    month = house.digital.round_desk.open(ADIT, MONTH).number
    assert {row.number for row in house.digital.round_desk.see(ADIT, week).basis.rows} == {small, beside}
    late = proposed(house, DEPARTMENT, "Eilfall", "3")
    decide(house, large)
    decide(house, late, RequestStep.RULE, "Eilfall.")
    assert house.digital.round_desk.see(ADIT, week).decisions == ()
    found = house.digital.round_desk.see(ADIT, month).decisions
    assert [(one.number, one.rank, set(one.displaced)) for one in found] == [
        (large, 3, {small, beside}),
        (late, None, {small, beside}),
    ]


def test_the_line_of_a_weekly_round_counts_what_larger_requests_before_it_need(house: House) -> None:
    large, small, last = waiting(house, 40, 6, 5)
    house.digital.rank_desk.set(DEZERNAT, large, 1, "Zuerst.")
    house.digital.rank_desk.set(DEZERNAT, small, 2, "Dann.")
    week = house.digital.round_desk.open(ADIT, WEEK).number
    seen = house.digital.round_desk.see(ADIT, week)
    assert [(row.rank, row.number) for row in seen.basis.rows] == [(2, small), (3, last)]
    assert [(one.rank, one.number) for one in seen.basis.others] == [(1, large)]
    assert ({number: len(lacks) for number, lacks in seen.lacks.items()}, seen.line) == ({small: 0, last: 1}, 2)
    assert seen.would_displace == {small: (large,), last: (large, small)}
    assert house.digital.round_desk.see(ADIT, week, frozenset({large})).line is None
    house.digital.round_desk.close(DEZERNAT, week)
    minutes = house.digital.round_desk.see(ADIT, week).minutes
    assert minutes
    assert f"ist abgezogen: Nr. {large}." in to_text(minutes_paper(minutes, DIGEST))
    assert read_minutes(written_minutes(minutes)) == minutes
    old = json.loads(written_basis(minutes.basis))
    del old["others"]
    assert read_basis(json.dumps(old)) == replace(minutes.basis, others=())


def test_who_opens_and_who_closes(house: House) -> None:
    for who in (DEPARTMENT, HEAD, OFFICER, AUDITOR):
        with pytest.raises(AccessDeniedError):
            house.digital.round_desk.open(who, MONTH)
    number = house.digital.round_desk.open(ADIT, MONTH).number
    with pytest.raises(RoundOpenError):
        house.digital.round_desk.open(DEZERNAT, MONTH)
    for who in (DEPARTMENT, HEAD, ADIT, OFFICER, AUDITOR):
        with pytest.raises(AccessDeniedError):
            house.digital.round_desk.close(who, number)
    for who in (DEPARTMENT, HEAD):
        with pytest.raises(AccessDeniedError):
            house.digital.round_desk.see(who, number)
    for missing in (0, number + 1, 2**40):
        with pytest.raises(RoundNotFoundError):
            house.digital.round_desk.see(ADIT, missing)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE capacity_round SET basis = '{}'",
        "DELETE FROM capacity_round_record",
        "UPDATE capacity_round_record SET digest = document",
    ],
)
def test_the_database_refuses_to_change_a_round(house: House, statement: str) -> None:
    number = house.digital.round_desk.open(ADIT, MONTH).number
    house.digital.round_desk.close(DEZERNAT, number)
    with (
        pytest.raises(DatabaseError),
        house.transactions.database.write(DEMO_CITY) as session,
    ):
        session.connection().execute(text(statement))
    assert house.digital.round_desk.see(ADIT, number).is_genuine


def test_a_document_is_read_as_it_was_written() -> None:
    minutes = round_minutes()
    document = written_minutes(minutes)
    assert read_minutes(document) == minutes
    assert read_basis(written_basis(minutes.basis)) == minutes.basis
    assert json.loads(document)["format"] == "pruefstand/capacity-round/1"
    assert digest_of(written_minutes(replace(minutes, note="anders"))) != digest_of(document)


def test_the_minutes_say_everything() -> None:
    minutes = round_minutes()
    told = to_text(minutes_paper(minutes, DIGEST))
    for words in ("Freigeben (Erika Muster)", "Der Vertrag endet.", "außerhalb der Rangfolge", "Nr. 11, Nr. 13"):
        assert words in told
    for words in (DIGEST, "2 (von Hand)", "reicht nicht", "neu", "Einstimmig.", "nicht mehr dabei: Nr. 7"):
        assert words in told
    nothing = replace(minutes, decisions=(), undecided=(), note="", basis=replace(minutes.basis, rows=(), left=()))
    told = to_text(minutes_paper(nothing, DIGEST))
    for words in ("Es wurde nichts entschieden.", "Keine Anforderung wartete.", "Keine Anforderung wartet weiter."):
        assert words in told
    unknown = replace(minutes, basis=replace(minutes.basis, left=()))
    assert "reicht" not in to_text(minutes_paper(unknown, DIGEST))
