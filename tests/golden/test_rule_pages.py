"""The rule pages say what the code does: formula, parameters, sources, and examples equal to golden cases."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.german import german_number
from core.legal import LegalSource, VerificationStatus
from infra.parameters import load_parameters
from scoring.exclusion import SOURCES
from scoring.methods import METHODS, Method
from tests.factories import Json, house_rules
from tests.golden.award_rules import RULES as AWARD
from tests.golden.capacity_cases import RULES as CAPACITY
from tests.golden.cases import all_cases, price_sheets
from tests.golden.examination_rules import RULES as EXAMINATION
from tests.golden.licensing_cases import RULES as LICENSING
from tests.golden.procurement_cases import RULES as PREPARATION

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "rules"
HEADINGS = [
    "Begriff und Definition",
    "Formel",
    "Durchgerechnetes Beispiel",
    "Umkippverhalten",
    "Ausschlüsse und Grenzen",
    "Rechtliche Grundlage und Quellen",
    "Parameter",
    "Prüffälle",
]
RULES = (
    "abnormally_low",
    "evaluators",
    "exclusion",
    "minimum_points",
    "open_source_criterion",
    "price_sheet",
    "rounding_and_exactness",
    "ties",
)
AFTERWARDS = ("lot_decision", "result_of_procedure")
PAGES = (*METHODS, "min_max", *RULES)
STATUS = {
    VerificationStatus.VERIFIED: "geprüft",
    VerificationStatus.SECONDARY: "aus Sekundärquelle",
    VerificationStatus.UNVERIFIED: "ungeprüft",
    VerificationStatus.HOUSE_RULE: "Hausregel",
}
CASES: dict[str, Json] = all_cases() | {case["id"]: {**case, "rule": "price_sheet"} for case in price_sheets()}
TODAY = date(2026, 11, 23)
FIGURE_IN_A_TABLE = re.compile(r"^\| `(\w+)` \| .+? \| ([\d,]+) \|$", re.MULTILINE)
FIGURE_IN_A_SENTENCE = re.compile(r"(\d+) % \(`(\w+)`\)")
SHOWN = ("leistungspunkte", "quality", "price_points", "total", "kennzahl_z")


def text_of(page: str) -> str:
    return (FOLDER / f"{page}.md").read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    body = text_of(page).split(f"\n## {heading}\n", 1)[1]
    return body.split("\n## ", 1)[0]


def named_cases(text: str) -> Iterator[str]:
    """Yield the golden cases a text names; "`x-1` bis `x-3`" names three."""
    rules = "|".join(sorted({re.escape(case["rule"]) for case in CASES.values()}, key=len, reverse=True))
    case = rf"`((?:{rules})-[\w.-]+)`"
    for first, last in re.findall(rf"{case}(?: bis\s+{case})?", text):
        yield first
        if last:
            stem, start = first.rsplit("-", 1)
            yield from (f"{stem}-{number}" for number in range(int(start) + 1, int(last.rsplit("-", 1)[1]) + 1))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_the_same_headings(page: str) -> None:
    assert re.findall(r"^## (.+)$", text_of(page), re.MULTILINE) == HEADINGS
    assert len(re.findall(r"^# ", text_of(page), re.MULTILINE)) == 1
    assert [heading for heading in HEADINGS if not section(page, heading).strip()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_case_named_exists_and_every_case_of_the_rule_is_named(page: str) -> None:
    named = set(named_cases(text_of(page)))
    own = {key for key, case in CASES.items() if case["rule"] == page}

    assert named - CASES.keys() == set()
    assert own - named == set()


@pytest.mark.parametrize("page", PAGES)
def test_the_worked_example_is_a_golden_case(page: str) -> None:
    example = section(page, "Durchgerechnetes Beispiel")
    first = next(named_cases(example))
    case = CASES[first]

    assert case["rule"] == page
    values = [
        german_number(entry[key])
        for entry in case["expect"].get("ranking", [])
        for key in SHOWN
        if entry.get(key) is not None
    ]
    assert [value for value in values if value not in example] == []
    assert re.search(r"\d", example)


@pytest.mark.parametrize("page", ["price_sheet"])
def test_the_worked_price_sheet_is_the_golden_one(page: str) -> None:
    example = section(page, "Durchgerechnetes Beispiel")
    expect: dict[str, Any] = CASES[next(named_cases(example))]["expect"]
    amounts = [*expect["gross"], *(expect[name] for name in ("total", "once", "running", "options", "tax"))]

    assert [german_number(amount) for amount in amounts if german_number(amount) not in example] == []
    assert f"{expect['months']} Monate" in example


@pytest.mark.parametrize(("name", "method"), METHODS.items())
def test_a_method_page_says_what_the_method_says(name: str, method: type[Method]) -> None:
    parameters = set(re.findall(r"^\| `(\w+)`", section(name, "Parameter"), re.MULTILINE))

    assert section(name, "Formel").strip().splitlines()[0] == method.formula
    assert parameters == method.model_fields.keys() - {"name"}
    flips = section(name, "Umkippverhalten").strip()
    assert flips.startswith("Kann kippen") if method.can_flip else flips.startswith("Kippt nie")


def figure_today(name: str) -> str:
    """Return the value of a dated figure of the queue on the day of the pages."""
    return german_number(load_parameters("capacity").on(name, TODAY).number)


def cited(page: str, source: LegalSource) -> bool:
    """Tell whether the page cites the source together with how far it was checked."""
    words = re.escape(source.citation).replace(r"\ ", r"\s+")
    found = re.search(rf"{words}(?:\s*\([^)]*\))?\s*[–|]\s*(\w+(?: Sekundärquelle)?)", section(page, HEADINGS[5]))
    return bool(found and re.sub(r"\s+", " ", found[1]).startswith(STATUS[source.status]))


@pytest.mark.parametrize(("name", "method"), METHODS.items())
def test_a_method_page_cites_the_source_and_how_far_it_was_checked(name: str, method: type[Method]) -> None:
    assert cited(name, method.source)


def test_the_exclusion_page_lists_every_code_with_its_source() -> None:
    rows = re.findall(r"^\| (`.+?`(?:, `.+?`)*) \| (.+?) \| (.+?) \|$", section("exclusion", HEADINGS[5]), re.MULTILINE)
    listed = {code: (basis, status) for codes, basis, status in rows for code in re.findall(r"`(\w+)`", codes)}

    assert listed == {code: (source.citation, STATUS[source.status]) for code, source in SOURCES.items()}


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("abnormally_low", ("base", "trigger_percent", "notice_percent")),
        ("open_source_criterion", ("open_source_share",)),
        ("evaluators", ("evaluator_spread_discussion_points",)),
    ],
)
def test_dated_parameters_stand_with_their_value_of_today(page: str, names: tuple[str, ...]) -> None:
    table = dict(re.findall(r"^\| `(\w+)` \| .+? \| `?([\w.,]+)`? \|$", section(page, "Parameter"), re.MULTILINE))
    full = [name if "_" in name and hasattr(house_rules(), name) else f"{page}_{name}" for name in names]

    assert table == {name: str(getattr(house_rules(), name).value) for name in full}


@pytest.mark.parametrize(
    "page",
    [
        "role_weeks",
        "request_priority",
        "queue_figures",
        "queue_plan",
        "plan_places",
        "resource_plan",
        "forecast_calibration",
        "response_clocks",
        "capacity_course",
    ],
)
def test_figures_of_the_queue_stand_with_their_value_of_today(page: str) -> None:
    told = {*FIGURE_IN_A_TABLE.findall(section(page, "Parameter"))} | {
        (name, value) for value, name in FIGURE_IN_A_SENTENCE.findall(text_of(page))
    }

    assert told
    assert {(name, figure_today(name)) for name, _ in told} == told


def test_the_page_on_roles_names_every_figure_that_weeks_are_made_of() -> None:
    inputs = {"presence_percent", "presence_school_percent", "fast_lane_percent", "plannable_percent"}
    parts = ("Formel", "Parameter")

    assert [{*re.findall(r"`(\w+_percent)`", section("role_weeks", one))} for one in parts] == [inputs, inputs]


def test_the_handbook_says_from_where_on_everything_is_urgent() -> None:
    handbook = (ROOT / "docs" / "handbuch" / "it-anforderungen.md").read_text(encoding="utf-8")
    [told] = re.findall(r"mehr als (\d+) % der planbaren Kapazität", re.sub(r"\s+", " ", handbook))

    assert told == figure_today("urgent_cap_percent")


def test_the_index_links_every_page_and_nothing_else() -> None:
    linked = set(re.findall(r"\]\((\w+)\.md\)", (FOLDER / "README.md").read_text(encoding="utf-8")))

    assert linked == {
        *PAGES,
        *PREPARATION,
        "digitalcheck",
        "council",
        "check_course",
        "capacity_course",
        "response_clocks",
        "procedure_stages",
        "publication",
        "opening_of_bids",
        "sealed_intake",
        "price_correction",
        "participation",
        "criteria_catalogue",
        "sbom_quality",
        "standard_openness",
        "single_scoring",
        "consensus",
        *EXAMINATION,
        *LICENSING,
        *CAPACITY,
        "notice",
        "stabilitaet",
        "probe",
        *AFTERWARDS,
        *AWARD,
        "short_assessment",
        "contract_register",
    }


@pytest.mark.parametrize("page", [*PAGES, "README"])
def test_links_lead_to_pages(page: str) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", text_of(page))

    assert [target for target in targets if not (FOLDER / target).is_file()] == []


@pytest.mark.parametrize("page", PAGES)
def test_words_as_agreed(page: str) -> None:
    text = re.sub(r"`[^`]*`", "", text_of(page))

    assert re.findall(r"\b(Robustheit|Dumping|Scoresheet|Befangenheit|Stillhaltefrist)\b", text) == []
    assert re.findall(r"\b(du|dein|Bieterinnen|User)\b", text) == []
