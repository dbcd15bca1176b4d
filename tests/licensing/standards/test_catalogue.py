"""The catalogue of standards keeps its word: every answer has a source, nothing contradicts itself."""

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from app.standards_wiring import openness_definitions, standards_catalogue
from core.legal import VerificationStatus
from infra.parameters import load_data
from licensing.standards.model import FactName, FactValue, StandardDomain, StandardFact
from licensing.standards.openness import Openness, is_fully_sourced, openness_of
from licensing.standards.reading import FILES, catalogue_of
from licensing.standards.wording import DOMAIN_TITLES, FACT_QUESTIONS, OPENNESS_WORDS, VALUE_WORDS

CATALOGUE = standards_catalogue()
DAY = date(2026, 11, 22)
VERDICTS = {
    name: openness_of(standard, CATALOGUE, openness_definitions(DAY)) for name, standard in CATALOGUE.standards.items()
}


def raw_files() -> dict[str, Any]:
    """Return a copy of every file, to be broken."""
    return {name: deepcopy(load_data("licensing", f"standards/{name}")) for name in FILES}


def test_there_are_enough_standards_and_enough_of_them_with_every_fact_that_decides() -> None:
    assert len(CATALOGUE.standards) >= 60
    assert sum(is_fully_sourced(verdict) for verdict in VERDICTS.values()) >= 25
    assert {standard.domain for standard in CATALOGUE.standards.values()} == set(StandardDomain)
    assert {verdict.openness for verdict in VERDICTS.values()} == set(Openness)


def test_every_answer_has_a_source_that_was_read_and_every_source_is_used() -> None:
    facts = [fact for standard in CATALOGUE.standards.values() for fact in standard.facts.values()]
    used = {source.id for standard in CATALOGUE.standards.values() for source in standard.sources}

    assert all((fact.value is FactValue.UNKNOWN) == (fact.source is None) for fact in facts)
    assert used == CATALOGUE.sources.keys()
    assert all(type(source.read_on) is date for source in CATALOGUE.sources.values())
    assert {source.status for source in CATALOGUE.sources.values()} <= {
        VerificationStatus.VERIFIED,
        VerificationStatus.SECONDARY,
    }


def test_every_standard_says_in_one_line_what_it_is_for() -> None:
    standards = CATALOGUE.standards.values()
    names = Counter(standard.name for standard in standards)

    assert [name for name, count in names.items() if count > 1] == []
    assert all(len(standard.facts) == len(FactName) for standard in standards)
    assert [one.id for one in standards if not 5 <= len(one.purpose) <= 80 or one.purpose.endswith(".")] == []
    assert [one.id for one in standards if any(not re.fullmatch(r"[a-z0-9]+", end) for end in one.file_types)] == []
    assert [one.id for one in standards if any("/" not in media for media in one.media_types)] == []


def test_what_is_undecided_says_what_is_missing_and_what_is_decided_does_not() -> None:
    assert all(bool(verdict.missing) == (verdict.openness is Openness.UNDECIDED) for verdict in VERDICTS.values())
    assert VERDICTS["odf"].openness is Openness.OPEN
    assert VERDICTS["pdf-a"].openness is Openness.RESTRICTED
    assert VERDICTS["shapefile"].openness is Openness.VENDOR
    assert FactName.PATENTS_FREE in VERDICTS["icalendar"].missing


def test_every_word_is_there_in_german() -> None:
    assert DOMAIN_TITLES.keys() == set(StandardDomain)
    assert FACT_QUESTIONS.keys() == set(FactName)
    assert VALUE_WORDS.keys() == set(FactValue)
    assert OPENNESS_WORDS.keys() == set(Openness)


def test_a_definition_counts_from_its_day() -> None:
    assert [one.id for one in openness_definitions(date(2010, 1, 1))] == ["osr"]
    assert [one.id for one in openness_definitions(DAY)] == ["osr", "eif"]


def an_answer_without_a_source(files: dict[str, Any]) -> None:
    files["geo"]["standards"][0]["facts"] = {"patents_free": {"value": "yes"}}


def a_source_without_an_answer(files: dict[str, Any]) -> None:
    files["geo"]["standards"][0]["facts"] = {"patents_free": {"value": "unknown", "source": "ogc-faq"}}


def a_source_that_is_not_there(files: dict[str, Any]) -> None:
    files["bodies"]["bodies"][0]["facts"]["spec_free"]["source"] = "recalled"


def a_source_that_was_not_read(files: dict[str, Any]) -> None:
    files["sources"]["sources"][0]["status"] = "unverified"


def a_source_without_an_address(files: dict[str, Any]) -> None:
    files["sources"]["sources"][0]["address"] = "im Netz"


def a_standard_twice(files: dict[str, Any]) -> None:
    files["iot"]["standards"].append(files["data"]["standards"][0])


def an_unknown_key(files: dict[str, Any]) -> None:
    files["iot"]["standards"][0]["open"] = True


def an_unknown_question(files: dict[str, Any]) -> None:
    files["iot"]["standards"][0]["facts"] = {"modern": {"value": "yes", "source": "mqtt-ipr"}}


def an_unknown_body(files: dict[str, Any]) -> None:
    files["iot"]["standards"][0]["body"] = "somebody"


def a_circle(files: dict[str, Any]) -> None:
    files["data"]["standards"][0]["depends_on"] = ["xsd"]


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (an_answer_without_a_source, "needs a source"),
        (a_source_without_an_answer, "needs a source"),
        (a_source_that_is_not_there, "recalled is not there"),
        (a_source_that_was_not_read, "not read is no source"),
        (a_source_without_an_address, "a title, an address"),
        (a_standard_twice, "or twice"),
        (an_unknown_key, "missing or unknown"),
        (an_unknown_question, "not a valid FactName"),
        (an_unknown_body, "somebody is not there"),
        (a_circle, "a circle"),
    ],
)
def test_what_contradicts_itself_does_not_load(break_it: Callable[[dict[str, Any]], None], said: str) -> None:
    files = raw_files()
    break_it(files)

    with pytest.raises(ValueError, match=said):
        catalogue_of(files)


def test_a_fact_cannot_be_made_without_its_source() -> None:
    with pytest.raises(ValueError, match="needs a source"):
        StandardFact(FactName.SPEC_FREE, FactValue.YES)
