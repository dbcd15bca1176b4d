"""Our block in a real notice, judged by the 624 official rules on award criteria of the eForms SDK 1.15.1."""

import json
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
from elementpath import XPath2Parser, XPathContext, XPathToken

from procurement.rules.procedure.notice import PriceKind, WeightUnit, Wishes, award_criteria
from procurement.rules.procedure.notice_xml import NAMESPACES, notice_xml
from scoring.intake import parse_evaluation
from scoring.methods import METHODS
from tests.optional_data import optional_data
from tests.procurement.test_notice import matrix_document

DOCUMENTS = {"cn": "ContractNotice", "can": "ContractAwardNotice", "pin": "PriorInformationNotice"}
PREFIXES = NAMESPACES | {
    prefix: f"urn:oasis:names:specification:ubl:schema:xsd:{name}-2" for prefix, name in DOCUMENTS.items()
}
TERMS = "cac:ProcurementProjectLot/cac:TenderingTerms/cac:AwardingTerms"
RULES = 624


@dataclass(frozen=True)
class Rule:
    """One rule: its test must hold at every node that its context finds."""

    id: str
    context: XPathToken
    test: XPathToken


@dataclass(frozen=True)
class Judge:
    """The official rules and the notice that they judge a block in."""

    rules: list[Rule]
    notice: bytes

    def broken(self, block: str) -> set[str]:
        """Return the ids of the rules that the notice breaks with ``block`` as its award criteria."""
        root = ET.fromstring(self.notice)  # noqa: S314 - a file of the test data
        terms = cast("ET.Element", root.find(TERMS, NAMESPACES))
        for old in terms.findall("cac:AwardingCriterion", NAMESPACES):
            terms.remove(old)
        terms.append(ET.fromstring(block))  # noqa: S314 - made here
        variables: dict[str, Any] = {"noticeSubType": root.findtext(".//cbc:SubTypeCode", namespaces=NAMESPACES)}
        whole = XPathContext(ET.ElementTree(root), namespaces=PREFIXES, variables=variables)
        found = set()
        for rule in self.rules:
            for node in list(rule.context.select(copy(whole))):
                here = XPathContext(whole.root, namespaces=PREFIXES, item=node, variables=variables)
                if not rule.test.evaluate(here):
                    found.add(rule.id)
        return found


@pytest.fixture(scope="module")
def judge(request: pytest.FixtureRequest) -> Judge:
    folder: Path = optional_data(request.config, "eforms")
    raw = json.loads((folder / "award-rules-sdk-1.15.1.json").read_text(encoding="utf-8"))
    assert len(raw) == RULES
    parser = XPath2Parser(namespaces=PREFIXES, variable_types={"noticeSubType": "xs:string"})
    rules = [Rule(one["id"], parser.parse(one["context"]), parser.parse(f"boolean({one['test']})")) for one in raw]
    notice = (folder / "notice-numbers.xml").read_text(encoding="utf-8")
    return Judge(rules, notice.replace(">ENG<", ">DEU<").replace('"ENG"', '"DEU"').encode())  # as a German buyer's


def block_of(method: str, wishes: Wishes | None = None) -> str:
    document = matrix_document(method)
    next(node for node in document["matrix"]["criteria"] if node["kind"] == "B")["minimum_points"] = "5"
    evaluation = parse_evaluation(document, bids_required=False)
    return notice_xml(award_criteria(evaluation.matrix, wishes or Wishes()))


@pytest.mark.parametrize("method", METHODS)
def test_the_block_of_every_method_passes(judge: Judge, method: str) -> None:
    assert judge.broken(block_of(method)) == set()


def test_weighting_points_and_life_cycle_cost_pass(judge: Judge) -> None:
    wishes = Wishes(unit=WeightUnit.POINTS, price=PriceKind.COST)

    assert judge.broken(block_of("preis_linear", wishes)) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (">per-exa<", ">prozent<", "BR-BT-05421-0104"),
        (">26<", ">11<", "BR-BT-00539-0200"),
        ("<cbc:Description ", "<cbc:Note ", "BR-BT-00540-0074"),
        (">quality<", ">qualitaet<", "BR-BT-00539-0104"),
    ],
)
def test_a_planted_fault_is_found(judge: Judge, old: str, new: str, rule: str) -> None:
    block = block_of("preis_quotient").replace(old, new)
    block = block.replace("</cbc:Description>", "</cbc:Note>") if "Note" in new else block

    assert rule in judge.broken(block)


def test_numbers_beside_a_formula_are_found(judge: Judge) -> None:
    formula = '<cbc:CalculationExpression languageID="DEU">Z = L / P</cbc:CalculationExpression>'
    start, _, rest = block_of("preis_quotient").partition("\n")

    assert "BR-BT-00543-0074" in judge.broken(f"{start}\n{formula}\n{rest}")
