"""Examination, document requests and conflicts: every golden case comes out as worked out, every rule has its page."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.procurement_wiring import load_examination_book, load_rulebook
from core.legal import VerificationStatus
from infra.parameters import load_data
from procurement.model import (
    Bid,
    BidPlace,
    BidState,
    Check,
    CheckAnswer,
    ConflictDeclaration,
    Decision,
    Evaluator,
    ProcedureStage,
    Regime,
    VariantTerms,
)
from procurement.rules.examination.book import Concern, ExaminationBook, Paper, Point, PointGroup
from procurement.rules.examination.document_request import (
    UnitPriceStatement,
    papers_of,
    request_hindrances,
)
from procurement.rules.examination.examining import (
    admission_hindrances,
    exclusion_hindrances,
    points_of,
    progress_of,
    proposal_of,
)
from procurement.rules.examination.variants import main_bid_of, variant_hindrances, with_requirements
from procurement.rules.examination.wording import GROUPS, examination_sentence
from procurement.rules.procedure.access import bid_owner
from procurement.services.examination import ExaminedBid
from scoring.exclusion import SOURCES
from scoring.model import Matrix
from tests.architecture.sources import ROOT
from tests.golden.examination_rules import RULES
from tests.golden.test_procurement import HEADINGS
from tests.procedures import matrix

FOLDER = Path(__file__).parent / "examination"
CASES: dict[str, list[dict[str, Any]]] = {
    rule: yaml.safe_load((FOLDER / f"{rule}.yaml").read_text(encoding="utf-8")) for rule in RULES
}
PAGES = {rule: (ROOT / "docs" / "rules" / f"{rule}.md").read_text(encoding="utf-8") for rule in RULES}
BOOK, DAY = load_examination_book(), date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
POINTS = {one.id: one for one in BOOK.points_on(Regime.EU, DAY)}
STATUS = {
    VerificationStatus.VERIFIED: "geprüft",
    VerificationStatus.SECONDARY: "aus Sekundärquelle",
    VerificationStatus.UNVERIFIED: "ungeprüft",
}


def bid(name: str = "A", state: str = "received") -> Bid:
    return Bid(
        place=BidPlace(publication=1, round=1, lot=1, number=ord(name[0])),
        tenderer=name,
        received_at=NOW,
        receipt_digest="sha256:0",
        state=BidState(state),
        decision=Decision.UNDECIDED,
        exclusion_code="",
        exclusion_reason="",
        imported_by="x",
        imported_at=NOW,
        version=1,
    )


def point(item: str) -> Point:
    if item in POINTS:
        return POINTS[item]
    return Point(id=item, group=PointGroup.A_CRITERIA, text=item, code="a_criterion", basis=SOURCES["a_criterion"])


def check(item: str, answer: str) -> Check:
    return Check(bid="A", item=item, answer=CheckAnswer(answer), note="N", changed_by="x", changed_at=NOW, version=1)


@pytest.mark.parametrize("case", CASES["examination"], ids=lambda case: case["id"])
def test_a_decision_comes_out_as_worked_out(case: dict[str, Any]) -> None:
    points = [point(item) for item in case["points"]]
    checks = {item: check(item, answer) for item, answer in case["points"].items()}
    stage, wish, one = ProcedureStage(case["stage"]), case["wish"], bid(state=case.get("state", "received"))
    progress, proposal = progress_of(points, checks), proposal_of(points, checks)
    reason = wish.get("reason", "")
    if wish["decision"] == "admitted":
        fails = any(item.startswith("a:") for item in progress.not_met)
        found = admission_hindrances(stage, one, progress, reason, fails_a_criterion=fails)
    else:
        found = exclusion_hindrances(stage, one, BOOK.grounds_on(Regime.EU, DAY), wish["code"], reason)

    assert {
        "answered": progress.answered,
        "total": progress.total,
        "reasons": sorted(one.type for one in found),
        "proposal": proposal and proposal.code,
    } == case["expect"]
    assert all(examination_sentence(one).endswith(".") for one in found)


def with_evidence(text: str) -> Matrix:
    """Return the demo matrix; ``text`` is the evidence of every scored criterion."""
    raw = matrix().matrix.model_dump(mode="json", exclude_none=True)

    def put(nodes: list[dict[str, Any]]) -> None:
        for node in nodes:
            if node.get("children"):
                put(node["children"])
            elif node["kind"] == "B":
                node["evidence"] = text

    put(raw["criteria"])
    return Matrix.model_validate(raw)


@pytest.mark.parametrize("case", CASES["document_request"], ids=lambda case: case["id"])
def test_a_request_comes_out_as_worked_out(case: dict[str, Any]) -> None:
    raw = case["paper"]
    paper = Paper(id="x", title=raw["title"], concerns=Concern(raw["concerns"]), point="complete")
    if "evidence" in case:
        asked_by = replace(POINTS["complete"], papers=(paper,))
        paper = next(one for one in papers_of([asked_by], with_evidence(case["evidence"])) if one.id == "x")
    lacking = [bid(name) for name in case["lacking"]]
    asked = {bid(name).id for name in case["asked"]}
    stated = UnitPriceStatement(**case.get("stated", {}))
    found = request_hindrances(paper, asked, lacking, case.get("alone", ""), stated)

    assert [one.type for one in found] == case["expect"]
    assert all(one.source is not None and examination_sentence(one).endswith(".") for one in found)


@pytest.mark.parametrize("case", CASES["variants"], ids=lambda case: case["id"])
def test_a_variant_comes_out_as_worked_out(case: dict[str, Any]) -> None:
    raw = case["published"]
    told = raw and {**raw, "requirements": tuple(raw["requirements"]), "scoring": "wie Hauptangebote"}
    terms = VariantTerms(**told) if told else None
    bids = [replace(bid(name, one["state"]), tenderer=one["tenderer"]) for name, one in case["others"].items()]
    wanted = replace(bid("V"), tenderer="Muster GmbH", variant=case.get("variant", "Mietmodell"))
    points = with_requirements((POINTS["complete"],), wanted, terms)
    checks = {item: check(item, answer) for item, answer in case["found"].items()}
    main = main_bid_of(wanted, bids)
    examined = ExaminedBid(bid=wanted, points=points, checks=checks, variants=terms, main_bid=main)
    found = variant_hindrances(wanted, terms, checks, bids)

    assert {
        "points": len(points),
        "main_bid": main and chr(main.place.number),
        "reasons": [one.type for one in found],
        "proposal": examined.proposal and examined.proposal.code,
    } == case["expect"]
    assert all(one.source is not None and examination_sentence(one).endswith(".") for one in found)


@pytest.mark.parametrize("case", CASES["conflict_declaration"], ids=lambda case: case["id"])
def test_access_comes_out_as_worked_out(case: dict[str, Any]) -> None:
    bids = [bid(name, state) for name, state in case["bids"].items()]
    appointed = Evaluator(
        publication=1, round=1, lot=1, person="eins", appointed_by="x", appointed_at=NOW, submitted_at=None
    )
    declared = [
        ConflictDeclaration(
            bid=bid(name).id, person="eins", number=number, has_conflict=said == "conflict", text="", declared_at=NOW
        )
        for name, some in case["declared"].items()
        for number, said in enumerate(some, start=1)
    ]
    team = [appointed] if case["appointed"] else []

    assert bid_owner("eins", team, declared, bids) == ("eins" if case["expect"] else None)
    assert bid_owner("zwei", team, declared, bids) is None
    assert bid_owner(None, team, declared, bids) is None


def test_scored_criteria_and_the_price_sheet_are_never_asked_for() -> None:
    published = matrix().matrix
    papers = papers_of(points_of(tuple(POINTS.values()), published), published)
    award = {one.id for one in papers if one.concerns is Concern.AWARD}
    scored = {f"b:{leaf.id}" for _, leaf in published.walk() if leaf.kind == "B" and not leaf.children}

    assert award == scored | {"price-sheet"}
    assert [one.concerns is Concern.AWARD for one in papers] == sorted(one.concerns is Concern.AWARD for one in papers)
    assert len({one.id for one in papers}) == len(papers)


@pytest.mark.parametrize("rule", RULES)
def test_every_page_has_the_same_headings_and_names_its_cases(rule: str) -> None:
    assert re.findall(r"^## (.+)$", PAGES[rule], re.MULTILINE) == HEADINGS
    assert set(re.findall(rf"`({rule}-\w+)`", PAGES[rule])) == {case["id"] for case in CASES[rule]}
    example = PAGES[rule].split("## Durchgerechnetes Beispiel\n")[1].split("\n## ")[0]
    assert re.search(rf"`{rule}-\w+`", example)


@pytest.mark.parametrize("rule", RULES)
def test_every_case_says_where_it_comes_from_and_how_far_it_was_checked(rule: str) -> None:
    for case in CASES[rule]:
        assert case["id"].startswith(f"{rule}-")
        assert re.search("geprüft|Sekundärquelle|Hausregel", case["source"]), case["id"]


@pytest.mark.parametrize("regime", list(Regime))
def test_the_page_lists_every_point_and_ground_with_its_source(regime: Regime) -> None:
    text = PAGES["examination"]
    rows = {row[0]: row for row in re.findall(r"^\| `([\w-]+)` \| (.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)}
    listed = [(one.id, one.basis) for one in BOOK.points_on(regime, DAY)]
    listed += [(one.code, one.basis) for one in BOOK.grounds_on(regime, DAY)]

    column = 1 if regime is Regime.EU else 2
    assert [name for name, basis in listed if rows.get(name, ("",) * 4)[column] != basis.citation] == []
    assert set(rows) == {one.raw["id"] for one in BOOK.points} | {one.raw["code"] for one in BOOK.grounds}
    for name, basis in listed:
        assert STATUS[basis.status] in rows[name][3], name


def test_what_was_read_at_third_parties_is_not_called_verified() -> None:
    sources = [basis for one in (*BOOK.points, *BOOK.grounds) for basis in one.raw["basis"].values()]
    read_there = [one for one in sources if re.search(r"wiedergegeben|\w\.de\b", one["note"])]
    assert read_there
    assert {one["status"] for one in read_there} == {"secondary"}


def test_known_codes_are_those_of_scoring() -> None:
    codes = {one.code for one in BOOK.grounds_on(Regime.EU, DAY)}
    by_machine = {"minimum_points", "minimum_leistungspunkte"}

    assert set(SOURCES) - by_machine <= codes
    assert codes.isdisjoint(by_machine)


def test_every_kind_of_procedure_has_points_and_grounds() -> None:
    for regime in {Regime(row.regime) for row in load_rulebook().kinds}:
        assert {one.group for one in BOOK.points_on(regime, DAY)} >= {PointGroup.FORM, PointGroup.SUITABILITY}
        assert BOOK.grounds_on(regime, DAY)
    assert BOOK.points_on(Regime.EU, date(2010, 1, 1)) == ()
    assert set(GROUPS) == set(PointGroup)


RAW: dict[str, Any] = load_data("procurement", "pruefpunkte")


def broken(change: str) -> dict[str, Any]:
    raw = deepcopy(RAW)
    first, ground = raw["points"][0], raw["exclusion_codes"][0]
    match change:
        case "no status":
            del first["basis"]["eu"]["status"]
        case "no date":
            del ground["basis"]["eu"]["as_of"]
        case "no basis":
            first["basis"] = {}
        case "no code":
            ground["code"] = "Groß"
        case "unknown code":
            first["code"] = "erfunden"
        case "unknown group":
            first["group"] = "erfunden"
    return raw


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("no status", KeyError),
        ("no date", ValueError),
        ("no basis", ValueError),
        ("no code", ValueError),
        ("unknown code", ValueError),
        ("unknown group", ValueError),
    ],
)
def test_a_row_without_source_status_or_date_does_not_load(change: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        ExaminationBook.from_data(broken(change))
