"""The course of a check: every step there is, what stands against it, and how long offices took to answer."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.parameters import ParameterSet
from digitalcheck.model import CheckStatus, Depth, PreCheck
from digitalcheck.rules.course.facts import CourseFacts, Reason, Successor
from digitalcheck.rules.course.response import (
    Entered,
    Responder,
    response_times,
    targets_on,
    working_days_after,
)
from digitalcheck.rules.course.steps import FIRST, FROZEN, TRANSITIONS, CourseStep, check_transition, drawn, hindrances
from digitalcheck.rules.course.wording import RESPONDERS, STEPS, reason_sentence
from infra.parameters import load_parameters

ROOT = Path(__file__).resolve().parents[2]
FIGURES: ParameterSet = load_parameters("digitalcheck")
COMPLETE = CourseFacts(
    status=CheckStatus.ENTWURF,
    precheck=PreCheck.VOLLPRUEFUNG,
    depth=Depth.VOLL,
    has_number=True,
    missing=0,
    statement="Einverstanden.",
    needs_days=True,
    has_days=True,
    actor="dezernat",
    signed_by="amtsleitung",
    cosigned_by="adit",
    successor=Successor(status=CheckStatus.FREIGEGEBEN, is_same=False, is_same_office=True),
)
HOUSE_RULE = "wording.md: Entwurf, gezeichnet (Amtsleitung), mitgezeichnet (ADIT), freigegeben (Dezernat), ersetzt"
VISION = "Politische Vision, Baustein #6: Personalressourcen vor dem Beschluss abgestimmt"
FOUR_EYES = "Vier-Augen-Prinzip der Stadt"
S, R = CheckStatus, CourseStep
GOLDEN: tuple[tuple[str, CheckStatus, CourseStep, dict[str, object], tuple[str, ...]], ...] = (
    (HOUSE_RULE, S.ENTWURF, R.SIGN, {}, ()),
    (HOUSE_RULE, S.ENTWURF, R.SIGN, {"has_number": False, "statement": "", "has_days": False}, ()),
    (HOUSE_RULE, S.ENTWURF, R.SIGN, {"missing": 2}, ("answers-missing",)),
    (HOUSE_RULE, S.ENTWURF, R.SIGN, {"precheck": PreCheck.KLAERUNG}, ("relation-unclear",)),
    (HOUSE_RULE, S.ENTWURF, R.RELEASE, {}, ("wrong-state",)),
    (HOUSE_RULE, S.GEZEICHNET, R.SIGN, {}, ("wrong-state",)),
    (HOUSE_RULE, S.GEZEICHNET, R.ASK_BACK, {}, ("reason-missing",)),
    (VISION, S.GEZEICHNET, R.COSIGN, {}, ()),
    (VISION, S.GEZEICHNET, R.COSIGN, {"statement": "  "}, ("statement-missing",)),
    (VISION, S.GEZEICHNET, R.COSIGN, {"statement": "x" * 301}, ("statement-too-long",)),
    (VISION, S.GEZEICHNET, R.COSIGN, {"statement": "x" * 300}, ()),
    (VISION, S.GEZEICHNET, R.COSIGN, {"has_days": False}, ("days-missing",)),
    (VISION, S.GEZEICHNET, R.COSIGN, {"has_days": False, "needs_days": False}, ()),
    (VISION, S.GEZEICHNET, R.RELEASE, {}, ("not-cosigned",)),
    (VISION, S.GEZEICHNET, R.RELEASE, {"depth": Depth.NEGATIV, "statement": "", "cosigned_by": None}, ()),
    (FOUR_EYES, S.MITGEZEICHNET, R.RELEASE, {}, ()),
    (FOUR_EYES, S.MITGEZEICHNET, R.RELEASE, {"actor": "amtsleitung"}, ("same-person",)),
    (FOUR_EYES, S.MITGEZEICHNET, R.RELEASE, {"actor": "adit"}, ("same-person",)),
    (HOUSE_RULE, S.MITGEZEICHNET, R.RELEASE, {"has_number": False}, ("number-missing",)),
    (HOUSE_RULE, S.FREIGEGEBEN, R.ASK_BACK, {}, ("wrong-state",)),
    (HOUSE_RULE, S.FREIGEGEBEN, R.REPLACE, {}, ()),
    (HOUSE_RULE, S.FREIGEGEBEN, R.REPLACE, {"successor": None}, ("successor-missing",)),
    (
        HOUSE_RULE,
        S.FREIGEGEBEN,
        R.REPLACE,
        {"successor": Successor(status=S.ENTWURF, is_same=False, is_same_office=False)},
        ("successor-of-other-office", "successor-not-released"),
    ),
    (
        HOUSE_RULE,
        S.FREIGEGEBEN,
        R.REPLACE,
        {"successor": Successor(status=S.FREIGEGEBEN, is_same=True, is_same_office=True)},
        ("successor-same",),
    ),
    (HOUSE_RULE, S.ERSETZT, R.REPLACE, {}, ("wrong-state",)),
)


def types(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(one.type for one in reasons)


@pytest.mark.parametrize(("source", "status", "step", "change", "expected"), GOLDEN)
def test_golden_course(
    source: str, status: CheckStatus, step: CourseStep, change: dict[str, object], expected: tuple[str, ...]
) -> None:
    facts = replace(COMPLETE, status=status, **change)  # type: ignore[arg-type]  # fields by name

    assert source
    assert types(hindrances(facts, step)) == expected
    assert all(reason_sentence(one) for one in hindrances(facts, step))


@given(st.sampled_from(CheckStatus), st.sampled_from(CourseStep), st.text(max_size=5))
def test_a_step_is_possible_only_where_the_table_has_it(status: CheckStatus, step: CourseStep, reason: str) -> None:
    reasons = hindrances(replace(COMPLETE, status=status), step, reason)
    found = check_transition(status, step)

    assert ("wrong-state" in types(reasons)) == (found is None)
    if found is not None and found.needs_reason:
        assert ("reason-missing" in types(reasons)) == (not reason.strip())


@given(st.builds(CourseFacts, missing=st.integers(0, 3)))
def test_nothing_is_released_that_is_incomplete_or_signed_by_the_same_person(facts: CourseFacts) -> None:
    if not hindrances(facts, CourseStep.RELEASE):
        assert (facts.missing, facts.has_number, facts.precheck is PreCheck.KLAERUNG) == (0, True, False)
        assert facts.actor not in {facts.signed_by, facts.cosigned_by} or facts.depth is Depth.NEGATIV
        assert facts.actor != facts.signed_by
        assert facts.depth is Depth.NEGATIV or 0 < len(facts.statement.strip()) <= 300


def test_every_state_is_reached_and_a_released_check_goes_nowhere_but_to_replaced() -> None:
    reached = {FIRST}
    while further := {one.target for one in TRANSITIONS if one.source in reached} - reached:
        reached |= further

    assert reached == set(CheckStatus)
    assert {(one.source, one.target) for one in TRANSITIONS if one.source in FROZEN} == {
        (CheckStatus.FREIGEGEBEN, CheckStatus.ERSETZT)
    }
    assert set(STEPS) == set(CourseStep) == {one.step for one in TRANSITIONS}
    assert set(RESPONDERS) == set(Responder)


def test_the_picture_of_the_course_is_drawn_from_the_table() -> None:
    page = (ROOT / "docs" / "rules" / "check_course.md").read_text(encoding="utf-8")
    found = re.search(r"```mermaid\n(.*?)\n```", page, re.DOTALL)

    assert found is not None
    assert found[1] == drawn()
    targets = targets_on(FIGURES, date(2026, 11, 23))
    assert {one: f"| `response_working_days_{one.value}` |" in page for one in Responder} == dict.fromkeys(
        Responder, True
    )
    assert [re.search(rf"`response_working_days_{one.value}` \|.*\| (\d+) \|", page)[1] for one in Responder] == [  # type: ignore[index]
        str(targets[one]) for one in Responder
    ]


CHRISTMAS = {date(2026, 12, 25): "1. Weihnachtstag", date(2026, 12, 26): "2. Weihnachtstag"}


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), 0),  # asked and answered on the same Monday
        (date(2026, 11, 23), date(2026, 11, 24), 1),
        (date(2026, 11, 27), date(2026, 11, 30), 1),  # from Friday to Monday
        (date(2026, 12, 23), date(2026, 12, 28), 2),  # Christmas Day is a Friday
        (date(2026, 11, 24), date(2026, 11, 23), 0),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(start: date, end: date, days: int) -> None:
    assert working_days_after(start, end, CHRISTMAS.get) == days


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)

    assert working_days_after(start, end, CHRISTMAS.get) == (
        working_days_after(start, middle, CHRISTMAS.get) + working_days_after(middle, end, CHRISTMAS.get)
    )


def test_each_answer_has_its_clock() -> None:
    course = [
        Entered(CheckStatus.ENTWURF, date(2026, 10, 1)),
        Entered(CheckStatus.GEZEICHNET, date(2026, 11, 2)),
        Entered(CheckStatus.RUECKFRAGE, date(2026, 11, 4)),
        Entered(CheckStatus.GEZEICHNET, date(2026, 11, 6)),
        Entered(CheckStatus.MITGEZEICHNET, date(2026, 11, 9)),
    ]
    targets = targets_on(FIGURES, date(2026, 11, 23))
    found = response_times(course, date(2026, 11, 17), targets, CHRISTMAS.get)

    assert [(one.responder, one.working_days, one.until is None, one.is_late) for one in found] == [
        (Responder.ADIT, 2, False, False),
        (Responder.DEPARTMENT, 2, False, False),
        (Responder.ADIT, 1, False, False),
        (Responder.DEZERNAT, 6, True, True),
    ]
    released = [*course, Entered(CheckStatus.FREIGEGEBEN, date(2026, 11, 10))]
    assert response_times(released, date(2027, 1, 1), targets, CHRISTMAS.get)[-1].working_days == 1
