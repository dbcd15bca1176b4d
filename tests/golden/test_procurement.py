"""The rules before a procedure: every golden case comes out as worked out, every rule has its page and its sources."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.procurement_wiring import load_rulebook
from core.german import german_date, german_number
from core.legal import LegalSource, VerificationStatus
from core.numbers import money_string
from infra.holidays import holiday_in_hesse
from infra.parameters import load_data
from procurement.model import Alternative, AlternativeOrigin, AlternativeSearch, ProcedureType, Regime
from procurement.rules.alternatives import Weighed, check_text, open_questions, standing_of
from procurement.rules.estimated_value import estimated_value, small_lots
from procurement.rules.evb_it import candidates
from procurement.rules.need import LotNeed, PurchaseKind
from procurement.rules.periods import APPROPRIATE_EU, Circumstances, Period, Plan, periods
from procurement.rules.procedure_kind import KindOption, Standing, suggest
from procurement.rules.rulebook import Rulebook
from procurement.rules.wording import caution
from tests.architecture.sources import ROOT
from tests.factories import Json
from tests.golden.procurement_cases import FOLDER, RULES, cases_of

BOOK = load_rulebook()
_MOMENT, _JUDGED = datetime(2026, 11, 21, 9, tzinfo=UTC), frozenset({"standing", "reason"})
FILES = ("parameters", "fristen", "verfahrensarten", "evb_it")
SOURCE = re.compile(r"§|VO 1182/71|EVB-IT|CIO Bund|heise")
CHECKED = re.compile(r"geprüft|aus zweiter Hand|von Hand|ungeprüft")
HEADINGS = [
    "Begriff und Definition",
    "Verfahren",
    "Durchgerechnetes Beispiel",
    "Ausschlüsse und Grenzen",
    "Annahmen",
    "Rechtliche Grundlage und Quellen",
    "Parameter",
    "Prüffälle",
]
PAGES = {rule: (ROOT / "docs" / "rules" / f"{rule}.md").read_text(encoding="utf-8") for rule in RULES}


@pytest.mark.parametrize("case", cases_of("estimated_value").values(), ids=lambda case: case["id"])
def test_a_value_comes_out_as_worked_out(case: Json) -> None:
    thresholds = BOOK.thresholds(BOOK.known_days()[1])
    lots = [LotNeed.model_validate(lot) for lot in case["lots"]]
    estimate = estimated_value(lots, thresholds, total_price_stated=case.get("total_price_stated", False))
    small, expect = small_lots(estimate, thresholds), case["expect"]

    assert money_string(estimate.value) == expect["value"]
    assert [[money_string(line.value) for line in lot.lines] for lot in estimate.lots] == expect["lines"]
    assert (small is None) == ("small_lots" not in expect)
    if small:
        assert {
            "names": [lot.name for lot in small.lots],
            "value": money_string(small.value),
            "allowance": money_string(small.allowance),
            "all_fit": small.all_fit,
        } == expect["small_lots"]


@pytest.mark.parametrize("case", cases_of("procedure_kind").values(), ids=lambda case: case["id"])
def test_kinds_come_out_as_worked_out(case: Json) -> None:
    found = suggest(Decimal(case["value"]), BOOK.thresholds(case["day"]), BOOK.kinds)
    announced = found.announced.number if found.announced else None
    actual = {
        "regime": found.regime,
        "suggested": [option.row.kind for option in found.suggested],
        "with_reason": [option.row.kind for option in found.options if option.needs_reason],
        "with_caution": [option.row.kind for option in found.options if caution(option)],
        "announced": announced and str(announced),
    }

    assert {key: actual[key] for key in case["expect"]} == case["expect"]


def test_nothing_is_called_checked_that_was_not_read() -> None:
    sources = [one.source for one in (*BOOK.limits.entries, *BOOK.periods.entries)] + [row.basis for row in BOOK.kinds]
    claimed = [one for one in sources if one.status is VerificationStatus.VERIFIED]
    assert [
        one.citation for one in claimed if re.search(r"nicht gelesen|UVgO nicht|nur nach|zweiter Hand", one.note)
    ] == []


@pytest.mark.parametrize("status", VerificationStatus)
def test_what_was_not_read_in_the_original_comes_with_a_caution(status: VerificationStatus) -> None:
    row = replace(BOOK.kinds[0], basis=LegalSource("§ 1 MusterG", status, as_of=date(2026, 1, 2)))
    said = caution(KindOption(row, Standing.CHOICE, None))
    assert {
        VerificationStatus.SECONDARY: "§ 1 MusterG: aus zweiter Hand gelesen, Stand 02.01.2026; Original zu prüfen. "
        "Prüfstand entscheidet das nicht.",
        VerificationStatus.UNVERIFIED: "§ 1 MusterG: nicht geprüft, Stand 02.01.2026; bitte die Vergabestelle fragen. "
        "Prüfstand entscheidet das nicht.",
    }.get(status) == said


@pytest.mark.parametrize("case", cases_of("periods").values(), ids=lambda case: case["id"])
def test_periods_come_out_as_counted(case: Json) -> None:
    row = next(row for row in BOOK.kinds if row.kind == case["kind"])
    plan = Plan(row.kind, row.stages, APPROPRIATE_EU, case["sent"], Circumstances(**case["circumstances"]))
    found = periods(plan, BOOK.periods, holiday_in_hesse)

    for period, expect in zip(found, case["expect"], strict=True):
        actual = period_in_short(period)
        assert {key: actual[key] for key in expect} == expect


def period_in_short(period: Period) -> Json:
    short: Json = {"stage": period.stage, "days": None, "assumed": period.is_assumed}
    if period.length and period.counted:
        short |= {"days": period.length.days, "case": period.length.case, "first": period.counted.first}
        short |= {"last": period.counted.last, "skipped": len(period.counted.skipped)}
    return short


@pytest.mark.parametrize("case", cases_of("evb_it").values(), ids=lambda case: case["id"])
def test_contracts_come_out_as_listed(case: Json) -> None:
    found = candidates(PurchaseKind(case["purchase"]), BOOK.contracts)

    assert [(one.name, one.open_source) for one in found] == list(case["expect"].items())


@pytest.mark.parametrize("case", cases_of("alternatives").values(), ids=lambda case: case["id"])
def test_checks_of_alternatives_come_out_as_documented(case: Json) -> None:
    searches = tuple(_searched(one) for one in case["searches"])
    weighed = tuple(_weighed(number, one) for number, one in enumerate(case["alternatives"], 1))
    missing = [[fault.type, fault.properties.get("name", "")] for fault in open_questions(searches, weighed)]

    assert missing == case["expect"]["missing"]
    if not missing:
        assert check_text(searches, weighed, case["day"]).split("\n") == case["expect"]["text"]


def _searched(raw: Json) -> AlternativeSearch:
    return AlternativeSearch(**raw, searched_by="p", searched_at=_MOMENT)


def _weighed(number: int, raw: Json) -> Weighed:
    told = {"url": "", "licence": "", "product_version": ""} | {key: raw[key] for key in raw if key not in _JUDGED}
    listed = Alternative(
        number=number,
        origin=AlternativeOrigin.HAND,
        summary="",
        source="",
        digest="",
        added_by="p",
        added_at=_MOMENT,
        **told,
    )
    return Weighed(alternative=listed, standing=standing_of(raw["standing"]), reason=raw["reason"])


def test_every_purchase_has_a_contract() -> None:
    assert all(candidates(purchase, BOOK.contracts) for purchase in PurchaseKind)


@pytest.mark.parametrize("rule", RULES)
def test_every_case_says_where_it_comes_from_and_how_far_it_was_checked(rule: str) -> None:
    for key, case in cases_of(rule).items():
        assert key.startswith(f"{rule}-")
        assert SOURCE.search(case["source"]), key
        assert CHECKED.search(case["source"]) or rule == "evb_it", key
        assert case["calculation"].strip(), key


def test_every_rule_has_a_page_and_cases() -> None:
    shared = {"__init__", "bid_faults", "digest", "need", "report", "rulebook", "wording"}
    shared |= {"repository_wording"}  # sentences
    shared |= {"consensus", "points", "price_check", "reasons", "sheet", "sheet_warnings"}  # help that decides nothing
    shared |= {"check_lines", "first_need"}  # facts of a check carried over, nothing decided
    modules = {path.stem for path in (ROOT / "procurement" / "rules").glob("*.py")} - shared

    assert modules == set(RULES) == {path.stem for path in FOLDER.glob("*.yaml")}


@pytest.mark.parametrize("rule", RULES)
def test_every_page_has_the_same_headings_and_names_its_cases(rule: str) -> None:
    text = PAGES[rule]
    named = set(re.findall(rf"`({rule}-[\w.]+)`", text))

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert named == cases_of(rule).keys()


@pytest.mark.parametrize("rule", RULES)
def test_the_worked_example_is_a_golden_case(rule: str) -> None:
    example = PAGES[rule].split("## Durchgerechnetes Beispiel\n")[1].split("\n## ")[0]
    found = re.search(rf"`({rule}-[\w.]+)`", example)
    assert found
    case = cases_of(rule)[found[1]]
    shown = {
        "estimated_value": lambda: [
            german_number(one) for one in sum(case["expect"]["lines"], [case["expect"]["value"]])
        ],
        "procedure_kind": lambda: [german_number(case["value"]), german_date(case["day"])],
        "periods": lambda: [german_date(case["sent"]), german_date(case["expect"][0]["last"])],
        "evb_it": lambda: [str(len(case["expect"]))],
        "alternatives": lambda: [f"„{line}“" for line in case["expect"]["text"]],
    }[rule]()

    assert [one for one in shown if one not in example] == []


@pytest.mark.parametrize("rule", ["estimated_value", "procedure_kind"])
def test_dated_parameters_stand_with_their_value_of_today(rule: str) -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| .+? \| (\d+) \|$", PAGES[rule], re.MULTILINE))
    last = {entry.name: str(entry.value) for entry in BOOK.limits.entries}

    assert table
    assert table == {name: last[name] for name in table}


def test_every_limit_stands_on_a_page() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "rules").glob("*.md"))
    assert [entry.name for entry in BOOK.limits.entries if f"`{entry.name}`" not in pages] == []


def test_every_kind_is_known_to_the_data_once() -> None:
    assert sorted(row.kind for row in BOOK.kinds) == sorted(ProcedureType)
    assert {row.regime for row in BOOK.kinds} == set(Regime)


def sources_in(raw: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - parsed YAML
    """Yield the path of every source in a parsed file."""
    if isinstance(raw, dict) and "citation" in raw:
        yield path
    elif isinstance(raw, dict | list):
        for key, value in raw.items() if isinstance(raw, dict) else enumerate(raw):
            yield from sources_in(value, (*path, key))


def without(raw: Any, path: tuple[Any, ...], key: str) -> Any:  # noqa: ANN401 - parsed YAML
    """Return a copy of a parsed file in which one source lacks a key."""
    changed = deepcopy(raw)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = {name: value for name, value in place[path[-1]].items() if name != key}
    return changed


@pytest.mark.parametrize(("key", "refusal"), [("status", KeyError), ("citation", KeyError), ("as_of", ValueError)])
@pytest.mark.parametrize("name", FILES)
def test_a_row_without_source_status_or_date_does_not_load(name: str, key: str, refusal: type[Exception]) -> None:
    data = {one: load_data("procurement", one) for one in FILES}
    found = list(sources_in(data[name]))

    assert found
    for path in found:
        with pytest.raises(refusal):
            Rulebook.from_data(*(data | {name: without(data[name], path, key)}).values())
