"""Figures of the queue: golden cases, nothing about few people, what is counted through the services, tables."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from statistics import median as plain_median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.house import House
from app.wiring import build_house
from capacity.errors import FigureYearError
from capacity.model import Behind, ClockCount, FigureRule, Party, RequestQuery, ReviewKind, StepFigures
from capacity.papers.tables import figures_workbook, rounded, topic_words, zone_words
from capacity.repository import ClockRepository
from capacity.rules.figures import TOPICS, ages, median, step_figures
from capacity.services.files import TableKind
from core.cells import Cell, CellKind, Sheet
from infra.database import Database
from infra.identity.repository import IdentityRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.spreadsheet.csv_writer import write_csv
from infra.spreadsheet.reading import read_workbook
from tests.capacity.ranking import proposed
from tests.capacity.test_requests import ADIT, DEPARTMENT, DEZERNAT, MONDAY, PRIVACY, begun, reviewed, submitted, take
from tests.capacity.test_requests import T as Step
from tests.fakes import StoppedClock
from tests.golden.capacity_cases import cases_of
from tests.people import actor

PARTIES = tuple(Party)
RULE = FigureRule(least=5, most_percent=85, borders=(4, 13, 26))


def given_case(case: dict[str, Any]) -> tuple[list[ClockCount], Behind]:
    """Return the clocks of a case, a party for each topic, and who stands behind them."""
    topics = list(dict.fromkeys(topic for topic, *_ in case["clocks"]))
    parties = dict(zip(topics, PARTIES, strict=False))
    counts = [
        ClockCount(
            topic=topic,
            party=parties[topic],
            was_missed=missed,
            used=None if used in {None, -1} else used,
            is_open=used is None,
            count=count,
            is_answered=used is not None and not left,
        )
        for topic, _, missed, used, count, *left in case["clocks"]
    ]
    who = {topic: who if isinstance(who, list) else [who, who] for topic, who, *_ in case["clocks"]}
    return counts, Behind(
        answered={topic: crowd(topic, answered) for topic, (answered, _) in who.items()},
        asked={parties[topic]: crowd(topic, asked) for topic, (_, asked) in who.items()},
    )


def crowd(topic: str, size: int) -> frozenset[str]:
    return frozenset(f"{topic}{one}" for one in range(size))


def told(step: StepFigures) -> dict[str, object] | None:
    if not step.is_told:
        assert (step.cases, step.kept, step.median, step.running, step.late) == (0, 0, None, 0, 0)
        return None
    assert step.share is not None
    assert step.median is not None
    shown = {"percent": str(rounded(step.share * 100)), "median": str(rounded(step.median))}
    return {"cases": step.cases, "kept": step.kept, **shown, "running": step.running, "late": step.late}


@pytest.mark.parametrize("case", cases_of("queue_figures").values(), ids=lambda case: case["id"])
def test_golden_figures(case: dict[str, Any]) -> None:
    steps, together = step_figures(*given_case(case), RULE.least)

    assert told(next(one for one in steps if one.topic == case["step"])) == case["told"]
    assert together.is_told == case["together"]


_COUNTS = st.lists(
    st.builds(
        ClockCount,
        topic=st.sampled_from(TOPICS[:4]),
        party=st.sampled_from(PARTIES),
        was_missed=st.booleans(),
        used=st.integers(0, 30),
        is_open=st.booleans(),
        count=st.integers(1, 6),
        is_answered=st.booleans(),
    ),
    max_size=12,
)
_CROWD = st.frozensets(st.sampled_from("abcdefgh"), max_size=6)
_PEOPLE = st.builds(
    Behind,
    answered=st.fixed_dictionaries(dict.fromkeys(TOPICS[:4], _CROWD)),
    asked=st.fixed_dictionaries(dict.fromkeys(PARTIES, _CROWD)),
)


def are_many(clocks: list[ClockCount], people: Behind) -> bool:
    """Tell what the rule says in another way: the cases are counted, and each set of people that stands behind some."""
    answered = {who for one in clocks if not one.is_open for who in people.answered[one.topic]}
    asked = {who for one in clocks if one.is_open for who in people.asked[one.party]}
    enough = [len(answered) >= RULE.least or all(one.is_open for one in clocks)]
    enough += [len(asked) >= RULE.least or not any(one.is_open for one in clocks)]
    return all(enough) and sum(one.count for one in clocks) >= RULE.least


@given(_COUNTS, _PEOPLE)
def test_nothing_is_told_about_few_people_nor_to_be_computed(counts: list[ClockCount], people: Behind) -> None:
    steps, together = step_figures(counts, people, RULE.least)
    hidden = list[ClockCount]()
    for one in steps:
        mine = [clock for clock in counts if clock.topic == one.topic and clock.counts]
        assert one.is_told == (bool(mine) and are_many(mine, people))
        if not one.is_told:
            hidden += mine
    if together.is_told and hidden:
        assert are_many(hidden, people)


@given(_COUNTS, _PEOPLE, _PEOPLE)
def test_who_speaks_for_a_party_later_moves_no_finished_year(
    counts: list[ClockCount], people: Behind, later: Behind
) -> None:
    over = [replace(one, is_open=False) for one in counts]
    changed = replace(people, asked=later.asked)
    assert step_figures(over, changed, RULE.least) == step_figures(over, people, RULE.least)


@given(_COUNTS, _PEOPLE)
def test_what_was_taken_back_in_time_changes_no_figure(counts: list[ClockCount], people: Behind) -> None:
    gone = [replace(one, is_open=False, is_answered=False, was_missed=False) for one in counts]
    assert step_figures([*counts, *gone], people, RULE.least) == step_figures(counts, people, RULE.least)


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 9), min_size=1, max_size=20))
def test_ages_agree_with_plain_lists(days: dict[int, int]) -> None:
    listed = sorted(day for day, count in days.items() for _ in range(count))
    found = ages(days, RULE)
    assert median(days) == Fraction(plain_median(listed)).limit_denominator(2)
    assert found.is_told == (len(listed) >= RULE.least)
    if found.is_told:
        assert sum(found.zones) == found.total == len(listed)
        assert found.zones[0] == sum(day <= 28 for day in listed)
        assert found.zones[-1] == sum(day > 182 for day in listed)
        assert found.most is not None
        assert sum(day <= found.most for day in listed) * 100 >= 85 * len(listed)
        assert sum(day < found.most for day in listed) * 100 < 85 * len(listed)


def test_every_step_and_zone_has_words() -> None:
    assert len({topic_words(one) for one in (*TOPICS, None)}) == len(TOPICS) + 1
    assert {*ReviewKind} < {*TOPICS}
    assert zone_words((4, 13)) == ("bis 4 Wochen", "über 4 bis 13 Wochen", "über 13 Wochen")


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(MONDAY))


def move_to(house: House, moment: datetime) -> None:
    house.transactions.clock.moment = moment  # type: ignore[attr-defined]  # a stopped clock


def hired(house: House, count: int) -> list[Actor]:
    """Add more people of ADIT."""
    people = [replace(ADIT, person=f"{one:08}{str(ADIT.person)[8:]}") for one in range(count)]
    with house.transactions.database.write(ADIT.city) as session:
        for one in people:
            account, day = f"adit-{str(one.person)[:8]}", house.transactions.clock.now()
            IdentityRepository(session).add_person(str(one.person), account, account, one.roles, at=day)
    return people


def test_answers_are_counted_without_pauses_and_ages_in_days(house: House) -> None:
    numbers = [submitted(house, f"Vorhaben {one}") for one in range(5)]
    move_to(house, datetime(2026, 11, 25, 9, tzinfo=UTC))
    colleagues = hired(house, 4)
    for number, who in zip(numbers[:3], colleagues[:3], strict=True):
        take(house, number, Step.RECEIVE, who)
    asked = house.digital.request_discussion.ask(ADIT, numbers[0], Party.FACHAMT, "Wozu?")
    move_to(house, datetime(2026, 11, 27, 9, tzinfo=UTC))
    house.digital.request_discussion.answer(DEPARTMENT, numbers[0], asked.number, "Für Termine.")
    move_to(house, datetime(2026, 12, 1, 9, tzinfo=UTC))
    take(house, numbers[0], Step.FORWARD, colleagues[0])
    assert not house.queue.figure_desk.of(ADIT).together.is_told  # five answers: three of ADIT and the department
    take(house, numbers[1], Step.FORWARD, colleagues[3])
    found = house.queue.figure_desk.of(ADIT)
    assert not any(one.is_told for one in found.steps)  # at most three people a step
    # in time: 3 received, 2 forwarded, 1 answer; 2 not received are late; 10 checks and 1 precheck run
    told_ = found.together
    assert (told_.cases, told_.kept, told_.late, told_.running) == (8, 6, 2, 11)
    assert told_.median == 2  # 2, 2, 2 to receive; 2 to answer; 4 without and 2 with the pause of two days
    assert (found.waiting.is_told, found.waiting.total, found.waiting.zones) == (True, 5, (5, 0, 0, 0))
    assert found.waiting.median == 8
    assert not found.decided.is_told
    move_to(house, datetime(2027, 3, 1, 9, tzinfo=UTC))
    before = house.queue.figure_desk.of(ADIT, 2026)
    assert (before.together.cases, before.together.kept) == (6, 6)  # five people answered, all in time
    assert before.waiting.zones == (0, 0, 5, 0)
    with pytest.raises(FigureYearError):
        house.queue.figure_desk.of(ADIT, 2028)


def test_the_first_decision_counts_and_stays(house: House) -> None:
    numbers = [proposed(house, DEPARTMENT, f"Vorhaben {one}") for one in range(5)]
    move_to(house, datetime(2026, 12, 3, 9, tzinfo=UTC))
    for number in numbers:
        take(house, number, Step.APPROVE, DEZERNAT)
    before = house.queue.figure_desk.of(ADIT).decided
    assert (before.total, before.zones, before.median) == (5, (5, 0, 0, 0), Fraction(10))
    move_to(house, datetime(2027, 2, 1, 9, tzinfo=UTC))
    for number in numbers[:3]:
        take(house, number, Step.REOPEN, DEZERNAT)
        take(house, number, Step.REJECT, DEZERNAT)
    desk = house.queue.figure_desk
    assert desk.of(ADIT, 2026).decided == before
    assert not desk.of(ADIT, 2027).decided.is_told


def test_only_the_step_of_whoever_is_asked_is_an_answer(house: House) -> None:
    def who(number: int) -> list[tuple[str, str | None]]:
        with house.transactions.read(ADIT, Action.READ_CAPACITY) as reading:
            clocks = [one.clock for one in ClockRepository(reading.session).of(number)]
        return [(one.topic, one.answered_by) for one in clocks if one.ended_on is not None]

    adit, privacy = ADIT.person, PRIVACY.person
    withdrawn, ruled, checked = submitted(house), submitted(house), reviewed(house)
    take(house, withdrawn, Step.WITHDRAW, DEPARTMENT)
    take(house, ruled, Step.RULE, DEZERNAT)
    take(house, checked, Step.ASSESS, ADIT)
    take(house, checked, Step.DEFER, DEZERNAT, day=date(2027, 1, 4))
    assert who(withdrawn) == [("eingereicht", None)]
    assert who(ruled) == [("eingereicht", None)]
    assert who(checked)[:3] == [("eingereicht", adit), ("vorpruefung", adit), ("datenschutz", privacy)]
    assert who(checked)[-1] == ("bewertung", None)
    decided = proposed(house, DEPARTMENT, "Wartet")
    asked = house.digital.request_discussion.ask(ADIT, withdrawn_later := submitted(house), Party.FACHAMT, "Wozu?")
    take(house, withdrawn_later, Step.WITHDRAW, DEPARTMENT)
    assert (asked.number, who(withdrawn_later)) == (1, [("eingereicht", None), ("question-1", None)])
    take(house, decided, Step.APPROVE, DEZERNAT)
    take(house, decided, Step.SCHEDULE, ADIT)
    assert who(decided) == [("freigegeben", adit)]


def test_tables_hold_what_the_reader_may_see_and_no_formula(house: House) -> None:
    draft = begun(house, "Noch ein Entwurf").number
    hostile = proposed(house, DEPARTMENT, '=HYPERLINK("http://192.0.2.1";"Gewinn")')
    late = submitted(house)
    files = house.queue.queue_files
    for kind in (TableKind.XLSX, TableKind.ODS):
        cells = read_workbook(files.requests_of(ADIT, RequestQuery(), kind).data).sheets[0].cells
        assert [cells[row, 0].value for row in (1, 2)] == [late, hostile]
        assert (cells[2, 1].value, cells[2, 1].formula) == ('=HYPERLINK("http://192.0.2.1";"Gewinn")', None)
        assert (cells[1, 6].value, cells[1, 7].value) == (date(2026, 11, 25).isoformat(), 2)
    file = files.requests_of(DEPARTMENT, RequestQuery(), TableKind.CSV)
    rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["Nr.", str(late), str(hostile), str(draft)]
    assert rows[2][1].startswith("'=HYPERLINK")
    none = files.requests_of(actor("revision"), RequestQuery(text="gibt es nicht"), TableKind.CSV)
    assert none.data.decode("utf-8-sig").count("\n") == 1


def test_figures_as_a_table(house: House) -> None:
    for one in range(5):
        submitted(house, f"Vorhaben {one}")
    cells = figures_workbook(house.queue.figure_desk.of(ADIT)).sheets[0].cells
    lines = {(cells[row, 0].value, cells[row, 1].value): cells[row, 2].value for row, column in cells if column == 2}
    assert lines["Kennzahlen", "Jahr"] == 2026
    assert lines["Alter: warten auf eine Entscheidung", "bis 4 Wochen"] == 5
    assert lines["Anforderung eingereicht", "Antworten"] == "keine Angabe"
    assert house.queue.queue_files.figures_of(ADIT, 2026, TableKind.CSV).name == "kennzahlen-2026.csv"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "\n=1", "＝1"])
def test_csv_keeps_a_text_a_text(text: str) -> None:
    written = write_csv(Sheet("Blatt", {(0, 0): Cell(CellKind.TEXT, text)})).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(written, newline=""), delimiter=";")) == [f"'{text}"]
