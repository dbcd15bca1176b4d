"""Dated numbers of law: validity, sources, overlaps."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.legal import LegalSource, VerificationStatus
from core.parameters import ParameterNotValidError, ParameterSet
from infra.parameters import load_parameters
from scoring.house_rules import HouseRules

SOURCE = {"citation": "§ 1", "status": "verified"}


def entry(value: str, first: date, last: date | None = None, **source: str) -> dict[str, Any]:
    raw = {"value": value, "valid_from": first, "source": {**SOURCE, **source}}
    return raw if last is None else {**raw, "valid_to": last}


def parameters(*entries: dict[str, Any], unit: str = "percent") -> ParameterSet:
    return ParameterSet.from_mapping({"share": {"unit": unit, "entries": list(entries)}})


OLD = entry("10", date(2024, 1, 1), date(2025, 12, 31), note="alt")
NEW = entry("12.5", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2024, 1, 1), "10"), (date(2025, 12, 31), "10"), (date(2026, 1, 1), "12.5"), (date(2099, 1, 1), "12.5")],
)
def test_both_ends_of_the_validity_count(day: date, expected: str) -> None:
    found = parameters(NEW, OLD).on("share", day)

    assert (found.number, found.unit, found.name) == (Decimal(expected), "percent", "share")


def test_no_entry_for_the_day_or_the_name() -> None:
    with pytest.raises(ParameterNotValidError, match="parameter 'share' has no entry valid on 2023-12-31") as error:
        parameters(OLD).on("share", date(2023, 12, 31))
    assert (error.value.name, error.value.day) == ("share", date(2023, 12, 31))

    with pytest.raises(ParameterNotValidError):
        parameters(OLD).on("share", date(2026, 1, 1))
    with pytest.raises(ParameterNotValidError):
        parameters(OLD).on("other", date(2025, 1, 1))


def test_entries_of_one_name_must_not_overlap() -> None:
    with pytest.raises(ValueError, match="entries of 'share' overlap on 2025-12-31"):
        parameters(OLD, entry("11", date(2025, 12, 31)))
    with pytest.raises(ValueError, match="overlap on 2026-06-01"):
        parameters(entry("11", date(2026, 6, 1)), NEW)


def test_entries_of_two_names_may_share_days() -> None:
    both = ParameterSet.from_mapping({name: {"unit": "percent", "entries": [NEW]} for name in ("a", "b")})

    assert [found.name for found in both.entries] == ["a", "b"]


def test_a_code_is_not_a_number() -> None:
    found = parameters(entry("next_higher_bid", date(2024, 1, 1)), unit="code").on("share", date(2024, 1, 1))

    assert found.value == "next_higher_bid"
    with pytest.raises(TypeError, match="parameter 'share' is a code, not a number"):
        _ = found.number


def test_source_status_and_note_are_kept() -> None:
    source = parameters(OLD).on("share", date(2024, 1, 1)).source

    assert (source.citation, source.status, source.note) == ("§ 1", VerificationStatus.VERIFIED, "alt")
    assert parameters(NEW).entries[0].source.note == ""
    assert parameters(NEW).entries[0].valid_to is None


def _drop(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda raw: raw.pop(name)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (_drop("value"), KeyError),
        (_drop("valid_from"), KeyError),
        (_drop("source"), KeyError),
        (lambda raw: raw.update(value="zehn"), ValueError),
        (lambda raw: raw.update(value=10.0), ValueError),
        (lambda raw: raw["source"].update(status="glaubhaft"), ValueError),
        (lambda raw: raw["source"].update(citation=" "), ValueError),
        (lambda raw: raw["source"].pop("status"), KeyError),
    ],
)
def test_an_entry_of_another_form_is_refused(change: Callable[[dict[str, Any]], None], error: type[Exception]) -> None:
    raw = entry("10", date(2024, 1, 1))
    raw["source"] = dict(SOURCE)
    change(raw)

    with pytest.raises(error):
        parameters(raw)


def test_a_citation_stands_alone_in_a_text() -> None:
    assert str(LegalSource("§ 60 VgV", VerificationStatus.VERIFIED, "gelesen")) == "§ 60 VgV"
    with pytest.raises(ValueError, match="a legal source needs a citation"):
        LegalSource("", VerificationStatus.VERIFIED)


def test_every_house_rule_has_an_entry_and_every_entry_a_source() -> None:
    carried = load_parameters("scoring")
    rules = HouseRules.on(carried, date(2026, 11, 20))

    assert rules.day == date(2026, 11, 20)
    assert rules.open_source_share.number == 10
    assert rules.band_percent_maximum.number == 10
    assert rules.abnormally_low_base.value == "next_higher_bid"
    assert rules.abnormally_low_trigger_percent.number == 20
    assert rules.abnormally_low_notice_percent.number == 10
    assert rules.evaluator_spread_discussion_points.number == 3
    assert rules.price_share_notice_percent.number == 90
    assert all(len(found.source.citation) > 5 for found in carried.entries)


def test_before_the_policy_there_is_no_result() -> None:
    with pytest.raises(ParameterNotValidError, match="open_source_share"):
        HouseRules.on(load_parameters("scoring"), date(2023, 12, 31))
