"""The award: every golden case comes out as worked out, and every day of ten years as a plain calendar says."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.award_wiring import load_award_book
from infra.holidays import holiday_in_hesse
from infra.parameters import load_data
from procurement.model import ArchiveAnswer, Disposition, ProcedureStage, Regime
from procurement.rules.award.book import AwardBook
from procurement.rules.award.disposal import DisposalFacts, blockers, kept
from procurement.rules.award.informing import letters_in
from procurement.rules.award.objection import objection_deadline, review_deadline
from procurement.rules.award.retention import retention
from procurement.rules.award.standstill import StandstillPeriods, standstill
from tests.architecture.sources import ROOT
from tests.golden.award_rules import RULES
from tests.golden.test_procurement import CHECKED, HEADINGS

FOLDER = Path(__file__).parent / "award"
CASES: dict[str, list[dict[str, Any]]] = {
    rule: yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8")) for rule in RULES
}
PAGES = {rule: (ROOT / "docs" / "rules" / f"{rule}.md").read_text(encoding="utf-8") for rule in RULES}
BOOK = load_award_book()
DAY = timedelta(days=1)
TEN_YEARS = [date(2020, 1, 1) + number * DAY for number in range(3_653)]


def periods(day: date) -> StandstillPeriods:
    return StandstillPeriods.on(BOOK.parameters, day)


@pytest.mark.parametrize("case", CASES["standstill"], ids=lambda case: case["id"])
def test_a_standstill_comes_out_as_counted(case: dict[str, Any]) -> None:
    sent = case["sent"]
    found = standstill(sent, electronic=case["electronic"], periods=periods(sent), holiday=holiday_in_hesse)

    assert {name: getattr(found, name) for name in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", CASES["objection"], ids=lambda case: case["id"])
def test_a_deadline_of_a_bidder_comes_out_as_counted(case: dict[str, Any]) -> None:
    rule = objection_deadline if case["kind"] == "known" else review_deadline
    found = rule(case["event"], BOOK.parameters, holiday_in_hesse)

    assert {
        "days": int(found.length.number),
        "last": found.counted.last,
        "skipped": len(found.counted.skipped),
    } == case["expect"]


@pytest.mark.parametrize("case", CASES["award"], ids=lambda case: case["id"])
def test_gates_and_powers_come_out_as_worked_out(case: dict[str, Any]) -> None:
    regime, value, day = Regime(case["regime"]), Decimal(case["value"]), case["day"]
    power = BOOK.power_for(value, day)

    assert {
        "gates": [gate.id for gate in BOOK.gates_for(regime, value, day)],
        "office": power and power.office.value,
    } == case["expect"]


@pytest.mark.parametrize("case", CASES["letters"], ids=lambda case: case["id"])
def test_letters_go_out_when_the_law_says_so(case: dict[str, Any]) -> None:
    duties = BOOK.letters_for(Regime(case["regime"]), case["day"])
    sources = {one.kind: one.source.citation for one in duties}

    assert {
        "letters": {kind.value: sources[kind] for kind in letters_in(ProcedureStage(case["stage"]), duties)},
    } == case["expect"]


def test_the_page_about_letters_names_every_duty() -> None:
    assert [one.source.citation for one in BOOK.letters if one.source.citation not in PAGES["letters"]] == []


@pytest.mark.parametrize("case", CASES["disposal"], ids=lambda case: case["id"])
def test_a_file_goes_when_it_is_worked_out_to_go(case: dict[str, Any]) -> None:
    given = {"awarded_on": None, "annulled_on": None, "contract_ends": None, "open_holds": 0, "open_objections": 0}
    said = {name: case["facts"].get(name) for name in ("offered_on", "answer")}
    disposition = Disposition(
        offered_on=said["offered_on"], answer=ArchiveAnswer(said["answer"]) if said["answer"] else None
    )
    plain = {name: value for name, value in case["facts"].items() if name not in said}
    facts = DisposalFacts(**(given | plain), disposition=disposition)
    until = kept(facts, BOOK.parameters)

    assert {
        "until": until and until.last,
        "blockers": [one.value for one in blockers(facts, BOOK.parameters)],
    } == case["expect"]


def test_a_hold_and_an_open_objection_keep_every_file_on_every_day() -> None:
    """Whatever else is known: with a hold or an open objection there is always something that keeps it."""
    done = Disposition(offered_on=date(2020, 1, 1), answer=ArchiveAnswer.DECLINED)
    for day in TEN_YEARS[::7]:
        for holds, objections in ((0, 0), (1, 0), (0, 1), (2, 3)):
            facts = DisposalFacts(
                today=day,
                awarded_on=date(2016, 5, 1),
                annulled_on=None,
                contract_ends=date(2024, 12, 31),
                open_holds=holds,
                open_objections=objections,
                disposition=done,
            )
            is_over = day > date(2024, 12, 31)
            assert (blockers(facts, BOOK.parameters) == ()) == (is_over and not holds and not objections), day


def is_working(day: date) -> bool:
    return day.strftime("%a") not in {"Sat", "Sun"} and holiday_in_hesse(day) is None


def walked(start: date, days: int) -> date:
    """Walk day by day, as one counts on the fingers."""
    day = start
    for _ in range(days):
        day += DAY
    return day


@pytest.mark.parametrize(("electronic", "days"), [(True, 10), (False, 15)])
def test_ten_years_of_standstills_are_as_on_the_calendar(electronic: bool, days: int) -> None:  # noqa: FBT001 - a case
    lengths = periods(TEN_YEARS[0])
    for sent in TEN_YEARS:
        found = standstill(sent, electronic=electronic, periods=lengths, holiday=holiday_in_hesse)
        assert found.last == walked(sent, days)
        assert found.earliest == walked(sent, days + 1)
        working = [day for day in (walked(sent, one) for one in range(1, days + 1)) if is_working(day)]
        assert (found.working_days, found.is_short) == (len(working), len(working) < 6)


@pytest.mark.parametrize(("rule", "days"), [(objection_deadline, 10), (review_deadline, 15)])
def test_ten_years_of_deadlines_are_as_on_the_calendar(rule: Any, days: int) -> None:  # noqa: ANN401 - two functions
    for day in TEN_YEARS:
        last = walked(day, days)
        while not is_working(last):
            last += DAY
        assert rule(day, BOOK.parameters, holiday_in_hesse).counted.last == last


def test_holidays_matter_where_somebody_has_to_declare_something_and_nowhere_else() -> None:
    """Otherwise the two rules could be one, and the walk over ten years would prove nothing about holidays."""
    moved = [
        day for day in TEN_YEARS if len(objection_deadline(day, BOOK.parameters, holiday_in_hesse).counted.skipped) > 2
    ]
    assert len(moved) > 40


def test_the_file_is_kept_for_three_years_and_to_the_end_of_the_contract() -> None:
    awarded = date(2028, 2, 29)
    assert retention(awarded, None, BOOK.parameters).last == date(2031, 2, 28)
    assert retention(awarded, date(2030, 12, 31), BOOK.parameters).last == date(2031, 2, 28)
    assert retention(awarded, date(2032, 12, 31), BOOK.parameters).last == date(2032, 12, 31)


def test_a_table_of_powers_that_leaves_somebody_out_is_refused() -> None:
    raw = load_data("procurement", "zuschlag")
    lines = raw["powers"][0]["lines"]
    for wrong in ([], lines[:2], [lines[1], lines[0], lines[2]], [*lines, lines[2]]):
        with pytest.raises(ValueError, match="signing powers"):
            AwardBook.from_data({**raw, "powers": [{**raw["powers"][0], "lines": wrong}]})
    with pytest.raises(ValueError, match="two gates"):
        AwardBook.from_data({**raw, "gates": [*raw["gates"], raw["gates"][0]]})


def test_every_number_says_since_when_and_where_it_was_read() -> None:
    sources = [entry.source for entry in BOOK.parameters.entries] + [gate.source for gate in BOOK.gates]
    sources += [line.source for _, lines in BOOK.powers for line in lines]
    assert [one.citation for one in sources if one.as_of is None or not one.note] == []


@pytest.mark.parametrize("rule", RULES)
def test_every_case_says_where_it_comes_from(rule: str) -> None:
    for case in CASES[rule]:
        assert case["id"].startswith(f"{rule}-")
        assert CHECKED.search(case["source"]) or "Hausregel" in case["source"], case["id"]
        assert case["calculation"].strip()


@pytest.mark.parametrize("rule", RULES)
def test_a_page_has_the_headings_names_its_cases_and_its_numbers(rule: str) -> None:
    page = PAGES[rule]
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == HEADINGS
    assert set(re.findall(rf"`({rule}-\w+)`", page)) == {case["id"] for case in CASES[rule]}
    for name in re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE):
        entry = BOOK.parameters.on(name, date(2026, 11, 23))
        assert f"| `{name}` | {entry.value} |" in page


def test_the_page_names_every_gate_with_its_source() -> None:
    assert [gate.id for gate in BOOK.gates if f"| {gate.title} | {gate.source.citation} |" not in PAGES["award"]] == []
