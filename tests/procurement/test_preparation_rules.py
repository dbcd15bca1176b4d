"""Properties of the rules before a procedure: exact, monotonic, right at every boundary, deaf to clock changes."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.procurement_wiring import load_rulebook
from core.errors import Fault, InputError
from infra.holidays import holiday_in_hesse
from procurement.model import ProcedureType, Regime
from procurement.rules.estimated_value import estimated_value, small_lots
from procurement.rules.need import CostLine, LineKind, LotNeed
from procurement.rules.periods import (
    APPROPRIATE_EU,
    Circumstances,
    Plan,
    count_days,
    free_day,
    next_working_day,
    periods,
)
from procurement.rules.procedure_kind import Standing, suggest
from procurement.rules.wording import fault_sentence
from procurement.services.preparation import parse_need

BOOK = load_rulebook()
FIRST, LAST = BOOK.known_days()
DAYS = st.dates(FIRST, LAST)
CENT = Decimal("0.01")
AMOUNTS = st.decimals(0, 10**9, places=2)
KINDS = st.sampled_from([LineKind.ONE_OFF, LineKind.OPTION, LineKind.EXIT])
LINES = st.one_of(
    st.builds(CostLine, kind=KINDS, amount_net_eur=AMOUNTS),
    st.builds(
        CostLine,
        kind=st.just(LineKind.MONTHLY),
        amount_net_eur=AMOUNTS,
        months=st.none() | st.integers(1, 600),
    ),
    st.builds(CostLine, kind=st.just(LineKind.RENEWAL), amount_net_eur=AMOUNTS, months=st.integers(1, 600)),
)
LOTS = st.lists(
    st.builds(LotNeed, name=st.just("Los"), lines=st.lists(LINES, min_size=1, max_size=6).map(tuple)),
    min_size=1,
    max_size=6,
)
THRESHOLDS = BOOK.thresholds(date(2026, 1, 1))


@given(lots=LOTS, line=LINES, stated=st.booleans())
def test_another_line_never_lowers_the_value(lots: list[LotNeed], line: CostLine, *, stated: bool) -> None:
    before = estimated_value(lots, THRESHOLDS, total_price_stated=stated)
    grown = [LotNeed(name="Los", lines=(*lots[0].lines, line)), *lots[1:]]
    after = estimated_value(grown, THRESHOLDS, total_price_stated=stated)

    assert after.value >= before.value
    assert after.value - before.value == after.lots[0].lines[-1].value


@given(lots=LOTS, stated=st.booleans())
def test_a_value_is_whole_cents_and_does_not_depend_on_lots(lots: list[LotNeed], *, stated: bool) -> None:
    together = [LotNeed(name="Alles", lines=tuple(line for lot in lots for line in lot.lines))]
    value = estimated_value(lots, THRESHOLDS, total_price_stated=stated).value

    assert value % CENT == 0
    assert value == estimated_value(together, THRESHOLDS, total_price_stated=stated).value


@given(months=st.integers(1, 600), stated=st.booleans())
def test_a_longer_term_never_lowers_the_value(months: int, *, stated: bool) -> None:
    def value(term: int | None) -> Decimal:
        line = CostLine(kind=LineKind.MONTHLY, amount_net_eur=Decimal("333.33"), months=term)
        lot = LotNeed(name="Los", lines=(line,))
        return estimated_value([lot], THRESHOLDS, total_price_stated=stated).value

    assert value(months) >= value(months - 1 or 1)
    assert value(None) == 48 * Decimal("333.33")
    assert (value(months) == months * Decimal("333.33")) == (stated or months <= 48)


@given(LOTS)
def test_small_lots_are_below_the_limit_and_only_of_many(lots: list[LotNeed]) -> None:
    estimate = estimated_value(lots, THRESHOLDS)
    small = small_lots(estimate, THRESHOLDS)

    assert (small is not None) == (len(lots) > 1 and estimate.value >= 216_000)
    if small:
        assert all(lot.value < 80_000 for lot in small.lots)
        assert small.all_fit == (5 * sum(lot.value for lot in small.lots) <= estimate.value)


@given(DAYS, AMOUNTS)
def test_the_threshold_is_reached_at_its_cent(day: date, value: Decimal) -> None:
    thresholds = BOOK.thresholds(day)
    limit = thresholds.eu_threshold_eur.number

    assert limit == (221_000 if day < date(2026, 1, 1) else 216_000)
    assert (suggest(value, thresholds, BOOK.kinds).regime is Regime.EU) == (value >= limit)
    assert suggest(limit, thresholds, BOOK.kinds).regime is Regime.EU
    assert suggest(limit - CENT, thresholds, BOOK.kinds).regime is Regime.NATIONAL


@given(DAYS, AMOUNTS, AMOUNTS)
def test_a_higher_value_never_frees_a_kind_of_national_law(day: date, one: Decimal, other: Decimal) -> None:
    thresholds = BOOK.thresholds(day)
    lower, higher = (suggest(value, thresholds, BOOK.kinds) for value in sorted((one, other)))

    if higher.regime is Regime.NATIONAL:
        free = {option.row.kind for option in higher.suggested}
        assert free <= {option.row.kind for option in lower.suggested}
    else:
        assert [option.row.kind for option in higher.suggested] == [ProcedureType.OPEN, ProcedureType.RESTRICTED]


@pytest.mark.parametrize("row", [row for row in BOOK.kinds if row.limit], ids=lambda row: row.kind)
@pytest.mark.parametrize("day", [date(2026, 2, 11), date(2026, 2, 12)])
def test_a_wertgrenze_is_kept_at_its_cent(row: object, day: date) -> None:
    thresholds = BOOK.thresholds(day)
    limit = thresholds.wertgrenzen[row.limit].number  # type: ignore[attr-defined]  # a row with a limit

    def standing(value: Decimal) -> Standing | None:
        found = suggest(value, thresholds, BOOK.kinds).options
        return next((option.standing for option in found if option.row is row), None)

    assert standing(limit) is Standing.LIMIT
    assert standing(limit + CENT) is not Standing.LIMIT


@given(DAYS, AMOUNTS)
def test_something_is_always_suggested_and_reasons_come_last(day: date, value: Decimal) -> None:
    found = suggest(value, BOOK.thresholds(day), BOOK.kinds)
    needs = [option.needs_reason for option in found.options]

    assert found.suggested
    assert needs == sorted(needs)
    assert all(option.row.cases for option in found.options if option.needs_reason)
    assert any(option.standing is Standing.CHOICE for option in found.suggested)


@given(DAYS, st.integers(1, 60))
def test_a_period_ends_on_the_first_working_day_from_its_last(event: date, days: int) -> None:
    counted = count_days(event, days, holiday_in_hesse)
    passed = [counted.counted + timedelta(number) for number in range((counted.last - counted.counted).days)]

    assert counted.first == event + timedelta(1)
    assert counted.counted - event == timedelta(days)
    assert free_day(counted.last, holiday_in_hesse) is None
    assert [day for day, _ in counted.skipped] == passed
    assert all(free_day(day, holiday_in_hesse) for day in passed)


@given(DAYS, st.integers(1, 60))
def test_clock_changes_do_not_matter(event: date, days: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    counted = count_days(event, days, holiday_in_hesse)
    start = datetime.combine(event, datetime.min.time(), berlin)
    naive = (start.replace(tzinfo=None) + timedelta(days)).replace(tzinfo=berlin)

    assert naive.date() == counted.counted


@given(DAYS, st.integers(1, 59))
def test_a_longer_period_and_a_later_start_never_end_earlier(event: date, days: int) -> None:
    last = count_days(event, days, holiday_in_hesse).last

    assert count_days(event, days + 1, holiday_in_hesse).last >= last
    assert count_days(event + timedelta(1), days, holiday_in_hesse).last >= last


def test_a_period_has_a_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        count_days(date(2026, 1, 5), 0, holiday_in_hesse)


@given(sent=DAYS, electronic=st.booleans(), urgent=st.booleans(), prior=st.booleans())
def test_what_shortens_never_lengthens(sent: date, *, electronic: bool, urgent: bool, prior: bool) -> None:
    some = Circumstances(electronic_bids=electronic, urgent=urgent, prior_information=prior)
    none = Circumstances(electronic_bids=False)
    for row in BOOK.kinds:
        shorter, longest = (
            periods(Plan(row.kind, row.stages, APPROPRIATE_EU, sent, one), BOOK.periods, holiday_in_hesse)
            for one in (some, none)
        )
        for one, other in zip(shorter, longest, strict=True):
            assert (one.length is None) == (other.length is None)
            if one.length and other.length and one.counted and other.counted:
                assert 10 <= one.length.days <= other.length.days
                assert one.counted.last <= other.counted.last
        if len(shorter) > 1 and shorter[0].counted and shorter[1].counted:
            assert shorter[1].counted.event == next_working_day(shorter[0].counted.last, holiday_in_hesse)


def test_holidays_are_those_of_hesse() -> None:
    names = {holiday_in_hesse(date(2026, 1, 1) + timedelta(number)) for number in range(365)} - {None}

    assert names == {
        "Neujahr",
        "Karfreitag",
        "Ostermontag",
        "Erster Mai",
        "Christi Himmelfahrt",
        "Pfingstmontag",
        "Fronleichnam",
        "Tag der Deutschen Einheit",
        "Erster Weihnachtstag",
        "Zweiter Weihnachtstag",
    }


def need(**changes: object) -> dict[str, object]:
    line = {"kind": "one-off", "amount_net_eur": "1000"}
    plain = {"publication_day": "2026-11-30", "purchase": "buy", "lots": [{"name": "Los 1", "lines": [line]}]}
    return plain | changes


def lines(*found: dict[str, object]) -> dict[str, object]:
    return need(lots=[{"name": "Los 1", "lines": list(found)}])


@pytest.mark.parametrize(
    ("raw", "pointer", "sentence"),
    [
        (need(surplus=1), "/surplus", "Unbekanntes Feld."),
        (need(publication_day="30.11.2026"), "/publication_day", "Bitte einen Tag angeben"),
        (need(publication_day=20260101), "/publication_day", "Bitte einen Tag angeben"),
        (need(publication_day="2026-02-30"), "/publication_day", "Bitte einen Tag angeben"),
        (need(purchase="steal"), "/purchase", "Unzulässiger Wert."),
        (need(lots=[]), "/lots", "mindestens einen Eintrag"),
        (lines({"kind": "one-off", "amount_net_eur": "1.005"}), "/lots/0/lines/0/amount_net_eur", "zwei Nachkomma"),
        (lines({"kind": "one-off", "amount_net_eur": "-1"}), "/lots/0/lines/0/amount_net_eur", "nicht negativ"),
        (lines({"kind": "one-off", "amount_net_eur": 1.5}), "/lots/0/lines/0/amount_net_eur", "Keine Zahl"),
        (lines({"kind": "one-off", "amount_net_eur": "1", "months": 3}), "/lots/0/lines/0", "Monate gehören nur"),
        (lines({"kind": "renewal", "amount_net_eur": "1"}), "/lots/0/lines/0", "um wie viele Monate"),
        (lines({"kind": "monthly", "amount_net_eur": "1", "months": 0}), "/lots/0/lines/0/months", "mindestens 1"),
        (lines({"kind": "monthly", "amount_net_eur": "1", "months": 601}), "/lots/0/lines/0/months", "höchstens 600"),
    ],
)
def test_a_fault_has_its_place_and_its_sentence(raw: object, pointer: str, sentence: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_need(raw)

    [fault] = refusal.value.faults
    assert fault.pointer == pointer
    assert sentence in fault_sentence(fault)


@pytest.mark.parametrize("raw", [None, [], "x", 1])
def test_what_is_no_object_is_refused(raw: object) -> None:
    with pytest.raises(InputError) as refusal:
        parse_need(raw)

    assert refusal.value.faults == [Fault("object_expected", "")]
