"""The alarms of the contract register against cases worked out by hand."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.register_wiring import load_alarm_months
from core.legal import VerificationStatus
from procurement.model import EndKind, RegisterFacts
from procurement.rules.register.ends import AlarmMonths, ends_of, notice_by
from procurement.rules.register.wording import BROWSER, ENDS, FAULTS, LABELS, LICENCE_KINDS, ORIGINS, OUTCOMES, VIEWS
from tests.factories import Json

HERE = Path(__file__).parent
PAGE = (HERE.parents[1] / "docs" / "rules" / "contract_register.md").read_text(encoding="utf-8")
CASES = {
    case["id"]: case
    for case in cast(
        "list[Json]", yaml.safe_load((HERE / "register" / "register_alarm.yaml").read_text(encoding="utf-8"))
    )
}
CHECKED = re.compile(r"geprüft|ungeprüft|Hausregel|aus zweiter Hand")
DAY = date(2026, 11, 23)
MONTHS = AlarmMonths.on(load_alarm_months(), DAY)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize("key", CASES)
def test_the_rules_say_what_was_worked_out_by_hand(key: str) -> None:
    case = CASES[key]

    assert MONTHS.due(case["ends_on"], case["day"]) == case["expect"]


def test_every_case_has_a_source_and_stands_on_the_page() -> None:
    assert all(CHECKED.search(case["source"]) and case["calculation"].strip() for case in CASES.values())
    assert set(re.findall(r"`(register-\w+)`", PAGE)) == CASES.keys()


def test_the_months_are_dated_with_their_source() -> None:
    assert (MONTHS.first, MONTHS.second, MONTHS.last) == (18, 12, 6)
    assert {one.source.status for one in load_alarm_months().entries} == {VerificationStatus.HOUSE_RULE}
    with pytest.raises(ValueError, match="one after the other"):
        AlarmMonths(first=6, second=12, last=18)


@given(ends_on=DAYS, day=DAYS)
def test_whatever_is_due_is_within_what_is_looked_at(ends_on: date, day: date) -> None:
    due = MONTHS.due(ends_on, day)

    if due is not None:
        assert ends_on <= MONTHS.horizon(day)
    if ends_on <= MONTHS.near(day):
        assert due == MONTHS.last


@given(ends_on=DAYS)
def test_each_level_comes_on_one_day_and_they_come_in_order(ends_on: date) -> None:
    days = (ends_on - timedelta(days=600 - one) for one in range(601))
    levels = [MONTHS.due(ends_on, day) for day in days]

    assert [one for place, one in enumerate(levels) if one != levels[place - 1] or not place] == [None, 18, 12, 6]


def test_notice_and_ends() -> None:
    facts = RegisterFacts(product="A", contract_end=date(2027, 5, 31), notice_months=3, support_end=date(2028, 1, 1))
    gone = RegisterFacts(product="A", contract_end=date(2027, 5, 31), out_of_use=DAY)

    assert notice_by(facts) == date(2027, 2, 28)
    assert notice_by(gone) is None
    assert dict(ends_of(facts)) == {EndKind.CONTRACT: date(2027, 5, 31), EndKind.SUPPORT: date(2028, 1, 1)}
    assert not ends_of(gone)


def test_every_word_is_there() -> None:
    for words in (BROWSER, ENDS, LICENCE_KINDS, ORIGINS, OUTCOMES, VIEWS):
        kind = type(next(iter(words)))
        assert set(words) == set(kind)
    assert all(sentence.endswith((".", "}.")) for sentence in FAULTS.values())
    assert len(set(LABELS.values())) == len(LABELS)
