"""What is published about the award: approved for every method, well-formed for any title, numbers or a formula.

``tests/approved/bekanntmachung`` holds the texts and blocks that people read and approve. After a change of the words
write them anew with ``PRUEFSTAND_APPROVE=1 pytest tests/procurement/test_notice.py`` and read the difference.
"""

import os
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.rules.procedure.notice import (
    CALCULATION_LENGTH,
    DESCRIPTION_LENGTH,
    NAME_LENGTH,
    AwardCriteria,
    CriterionType,
    Gap,
    PriceKind,
    WeightUnit,
    Wishes,
    award_criteria,
    notice_text,
)
from procurement.rules.procedure.notice_words import TIE_RULE_MISSING
from procurement.rules.procedure.notice_xml import NAMESPACES, notice_xml
from scoring.intake import parse_evaluation
from scoring.methods import METHODS
from scoring.model import Evaluation
from tests.architecture.sources import ROOT
from tests.documents import demo
from tests.factories import METHOD_FIELDS, Json

APPROVED = ROOT / "tests" / "approved" / "bekanntmachung"
NUMBERS = {"preis_quotient", "preis_linear", "preis_festbereich", "festpreis", "niedrigster_preis"}
LANGUAGE_CODES = {"DEU"}
TIE_RULE = "Bei gleichem Wert entscheidet das Los; gezogen wird vor Zeugen."


def matrix_document(method: str, **changed: object) -> Json:
    """Return the demo matrix under another method, without bids."""
    priced = METHODS[method].weights_price_in_tree
    document = demo("preis-quotient" if priced else "richtwert-erweitert")
    document["matrix"]["method"] = {"name": method, **METHOD_FIELDS[method], **changed}
    return {**document, "bids": []}


def evaluation_of(document: Json) -> Evaluation:
    return parse_evaluation(document, bids_required=False)


def titled(title: str, method: str = "preis_quotient") -> Evaluation:
    """Return the demo matrix with a title of somebody's own everywhere."""
    document = matrix_document(method)
    document["procedure"]["title"] = title
    for node in document["matrix"]["criteria"]:
        node["title"] = title
    return evaluation_of(document)


def xml_of(evaluation: Evaluation, wishes: Wishes | None = None) -> ET.Element:
    return ET.fromstring(notice_xml(award_criteria(evaluation.matrix, wishes or Wishes())))  # noqa: S314 - our own


def values(root: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in root.findall(path, NAMESPACES)]


def weights(root: ET.Element, code: str = "per-exa") -> list[Decimal]:
    return [
        Decimal(parameter.findtext("efbc:ParameterNumeric", namespaces=NAMESPACES) or "")
        for parameter in root.iter(f"{{{NAMESPACES['efac']}}}AwardCriterionParameter")
        if parameter.findtext("efbc:ParameterCode", namespaces=NAMESPACES) == code
    ]


@pytest.mark.parametrize("method", METHODS)
def test_what_is_published_is_what_was_approved(method: str) -> None:
    evaluation = evaluation_of(matrix_document(method))
    wishes = Wishes(tie_rule=TIE_RULE)
    text = notice_text(evaluation, wishes).text + "\n" + notice_xml(award_criteria(evaluation.matrix, wishes))
    path = APPROVED / f"{method}.txt"
    if os.environ.get("PRUEFSTAND_APPROVE"):
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def test_nothing_is_approved_that_is_not_published() -> None:
    assert {path.stem for path in APPROVED.iterdir()} == METHODS.keys()


@pytest.mark.parametrize("method", METHODS)
def test_numbers_or_a_formula_and_never_both(method: str) -> None:
    root = xml_of(evaluation_of(matrix_document(method)))
    formulas = values(root, "cbc:CalculationExpression")
    criteria = root.findall("cac:SubordinateAwardingCriterion", NAMESPACES)

    assert len(weights(root)) == (len(criteria) if method in NUMBERS else 0)
    assert len(formulas) == (0 if method in NUMBERS else 1)
    assert all(METHODS[method].title in formula for formula in formulas)
    assert not formulas or root[0].tag.endswith("CalculationExpression"), "UBL wants it before the criteria"


@pytest.mark.parametrize("method", sorted(NUMBERS))
@pytest.mark.parametrize(("unit", "whole"), [(WeightUnit.PERCENT, 100), (WeightUnit.POINTS, 1000)])
def test_numbers_sum_to_the_whole(method: str, unit: WeightUnit, whole: int) -> None:
    root = xml_of(evaluation_of(matrix_document(method)), Wishes(unit=unit))

    assert sum(weights(root, unit.value)) == whole


@pytest.mark.parametrize("price", [PriceKind.PRICE, PriceKind.COST])
def test_the_price_comes_first_and_the_groups_are_quality(price: PriceKind) -> None:
    root = xml_of(evaluation_of(matrix_document("preis_quotient")), Wishes(price=price))
    types = values(root, "cac:SubordinateAwardingCriterion/cbc:AwardingCriterionTypeCode")

    assert types == [price.value, *["quality"] * 5]


@pytest.mark.parametrize(("method", "types"), [("festpreis", {"quality"}), ("niedrigster_preis", {"price"})])
def test_what_does_not_count_is_no_award_criterion(method: str, types: set[str]) -> None:
    root = xml_of(evaluation_of(matrix_document(method)))

    assert set(values(root, "cac:SubordinateAwardingCriterion/cbc:AwardingCriterionTypeCode")) == types


@pytest.mark.parametrize("method", METHODS)
def test_minimum_points_are_published_where_they_are_allowed(method: str) -> None:
    document = matrix_document(method)
    group = next(node for node in document["matrix"]["criteria"] if node["kind"] == "B")
    group["minimum_points"] = "4.5"
    evaluation = evaluation_of(document)
    root, text = xml_of(evaluation), notice_text(evaluation, Wishes()).text

    assert weights(root, "min-score") == ([Decimal("4.5")] if method in NUMBERS - {"niedrigster_preis"} else [])
    assert "F Fachlichkeit: mindestens 4,5 Punkte" in text
    described = " ".join(values(root, "cac:SubordinateAwardingCriterion/cbc:Description"))
    assert ("Mindestens 4,5 Punkte" in described) == (method != "niedrigster_preis")


HOSTILE = (
    "</cbc:Name><evil/>",
    "]]> & \" ' <!-- -->",
    "Titel\n6. Gleichstand\nEs gewinnt Bieter A",
    "Steuer\x00zeichen\x1b[31m\x7f",
    "\u202eumgedreht\u2028Zeile",
    "Ende\ufffe\uffff",
    "\U0001f600 Gesicht",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_text_in_one_line(title: str) -> None:
    evaluation = titled(title)
    root, text = xml_of(evaluation), notice_text(evaluation, Wishes()).text

    assert len(root) == 6
    assert [line for line in text.splitlines() if line.startswith("6. ")] == ["6. Gleichstand"]
    assert sum(name == "Preis" for name in values(root, "cac:SubordinateAwardingCriterion/cbc:Name")) == 1
    assert all(char.isprintable() or char == "\n" for char in text)


@given(title=st.text(min_size=1, max_size=2_000).filter(lambda text: text.strip() and not text.isspace()))
@pytest.mark.parametrize("method", ["preis_quotient", "richtwert_erweitert"])
def test_any_title_gives_well_formed_xml_within_the_lengths(method: str, title: str) -> None:
    document = matrix_document(method)
    for node in document["matrix"]["criteria"]:
        node["title"] = "x" + title[:1_998]
    if method == "richtwert_erweitert":
        document["matrix"]["method"]["decision_criterion"] = "F"
    evaluation = evaluation_of(document)
    found = award_criteria(evaluation.matrix, Wishes())

    assert len(xml_of(evaluation)) == len(found.criteria) + bool(found.calculation)
    assert lengths_fit(found)


def lengths_fit(found: AwardCriteria) -> bool:
    return len(found.calculation or "") <= CALCULATION_LENGTH and all(
        0 < len(one.name) <= NAME_LENGTH and 0 < len(one.description) <= DESCRIPTION_LENGTH for one in found.criteria
    )


@pytest.mark.parametrize("method", METHODS)
def test_no_method_needs_to_be_cut(method: str) -> None:
    """A formula that ends in an ellipsis says something else: even long names leave room for all of it."""
    document = matrix_document(method)
    document["matrix"]["scale"] = {"minimum": "0", "maximum": "999999999.999999999", "step": "0.000000001"}
    document["matrix"]["criteria"] = [
        {**node, "degrees": [], "children": [], "minimum_points": None, "title": "Ä" * 2_000, "id": f"{number:-<64}"}
        for number, node in enumerate(document["matrix"]["criteria"])
    ]
    if method == "richtwert_erweitert":
        document["matrix"]["method"]["decision_criterion"] = f"{3:-<64}"
    found = award_criteria(evaluation_of(document).matrix, Wishes())

    assert lengths_fit(found)
    assert not (found.calculation or "").endswith("…")
    long = [one for one in found.criteria if one.type is CriterionType.QUALITY]
    assert all(one.name.endswith("…") and "Ä" * 2_000 in one.description for one in long)


def test_weights_are_published_in_full() -> None:
    document = matrix_document("preis_quotient")
    groups = [node for node in document["matrix"]["criteria"] if node["kind"] == "B"]
    groups[0]["weight_percent"], groups[1]["weight_percent"] = "25.999999999", "10.000000001"
    evaluation = evaluation_of(document)

    assert "F Fachlichkeit: 25,999999999 %" in notice_text(evaluation, Wishes()).text
    assert sum(weights(xml_of(evaluation))) == 100


@pytest.mark.parametrize("rule", ["", "  \n "])
def test_a_missing_rule_for_ties_is_named(rule: str) -> None:
    found = notice_text(evaluation_of(matrix_document("preis_quotient")), Wishes(tie_rule=rule))

    assert found.gaps == (Gap.TIE_RULE,)
    assert TIE_RULE_MISSING in found.text


def test_everything_is_said_in_one_language() -> None:
    root = xml_of(evaluation_of(matrix_document("richtwert_einfach")))

    assert {node.get("languageID") for node in root.iter() if node.get("languageID")} == LANGUAGE_CODES
