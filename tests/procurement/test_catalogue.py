"""Format of the criteria catalogue: what it refuses and where, what changed, what becomes a matrix. Pure."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.commands.schema import FORMATS
from core.errors import InputError
from core.legal import VerificationStatus
from infra.parameters import load_data
from procurement.rules.criteria.catalogue import FORMAT, Catalogue, document_of, parse_catalogue
from procurement.rules.criteria.changes import ChangeKind, Part, changes
from procurement.rules.criteria.selection import Selection, even_shares, matrix_document, suggested_weights
from procurement.rules.wording import fault_sentence
from procurement.services.selecting import parse_selection
from scoring.formats import format_schema
from scoring.intake import parse_evaluation
from scoring.model import CriterionKind
from tests.documents import catalogue

SHIPPED = parse_catalogue(load_data("procurement", "kriterien"))
SCHEMA = Draft202012Validator(format_schema(FORMAT, FORMATS))


def put(path: str, value: object) -> dict[str, Any]:
    """Return the small catalogue with another value at a JSON pointer."""
    document = catalogue()
    place: Any = document
    *steps, last = path.strip("/").split("/")
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return document


def refused(document: object) -> dict[str, str]:
    """Return place and type of every fault."""
    with pytest.raises(InputError) as caught:
        parse_catalogue(document)
    assert all(fault_sentence(fault) for fault in caught.value.faults)
    return {fault.pointer: fault.type for fault in caught.value.faults}


FAULTS = [
    ("/gurke", 1, "format_extra_forbidden"),
    ("/entries/0/gurke", 1, "format_extra_forbidden"),
    ("/format", "pruefstand/criteria/2", "format_literal_error"),
    ("/id", "Große Worte", "format_string_pattern_mismatch"),
    ("/version", 0, "format_greater_than_equal"),
    ("/version", "1", "format_int_type"),
    ("/date", "20.11.2026", "format_day"),
    ("/entries/0/kind", "Z", "format_enum"),
    ("/entries/0/degrees/0/points", 1.5, "format_measure"),
    ("/entries/0/sources/0/status", "wahr", "format_enum"),
    ("/entries", [], "format_too_short"),
    ("/entries/3/weight_percent", "10", "catalogue_proposal_not_scored"),
    ("/entries/1/minimum_points", "11", "catalogue_minimum_range"),
    ("/entries/0/group", "Z", "catalogue_group_unknown"),
    ("/entries/0/clauses/0", "Z", "catalogue_clause_unknown"),
    ("/entries/1/id", "O1", "duplicate_id"),
    ("/entries/1/id", "O", "duplicate_id"),
    ("/entries/1/id", "price", "reserved_id"),
    ("/groups/1/role", "open_source", "catalogue_role_twice"),
]


@pytest.mark.parametrize(("path", "value", "type_"), FAULTS)
def test_every_fault_has_its_place_and_a_sentence(path: str, value: object, type_: str) -> None:
    assert refused(put(path, value))[path] == type_


@pytest.mark.parametrize(
    ("points", "type_"),
    [(["5", "5"], "order"), (["10", "0"], "order"), (["0", "11"], "range"), (["0", "0.5"], "range")],
)
def test_degrees_rise_in_whole_points(points: list[str], type_: str) -> None:
    document = put("/entries/0/degrees", [{"points": one, "label": "Grad"} for one in points])
    assert f"catalogue_degrees_{type_}" in refused(document).values()


def test_only_scored_criteria_have_degrees() -> None:
    assert refused(put("/entries/0/kind", "A"))["/entries/0/degrees"] == "catalogue_degrees_not_scored"


@pytest.mark.parametrize("value", [None, [], "x", 7])
def test_what_is_no_object_is_refused(value: object) -> None:
    assert refused(value) == {"": "object_expected"}


@pytest.mark.parametrize(("path", "value", "type_"), FAULTS)
def test_schema_and_reader_refuse_the_same(path: str, value: object, type_: str) -> None:
    """What spans several places only the reader sees."""
    beyond = type_.startswith("catalogue_") or type_.endswith("_id")
    assert SCHEMA.is_valid(put(path, value)) == beyond or path == "/date"


def test_the_schema_accepts_what_is_shipped() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)
    assert SCHEMA.is_valid(document_of(SHIPPED))
    assert SCHEMA.is_valid(catalogue())


WORDS = st.text(min_size=1, max_size=40).filter(lambda text: bool(text.strip()) and "\ud800" not in text)


@given(names=st.lists(WORDS, min_size=1, max_size=6), kinds=st.data(), description=st.text(max_size=80))
def test_reading_what_was_written_gives_the_same(names: list[str], kinds: st.DataObject, description: str) -> None:
    document = catalogue()
    document["entries"] = [
        {
            "id": f"E{number}",
            "group": "S",
            "name": f"x{name}",
            "kind": kinds.draw(st.sampled_from("ABI")),
            "description": description,
        }
        for number, name in enumerate(names)
    ]
    found = parse_catalogue(document)

    assert parse_catalogue(document_of(found)) == found
    assert document_of(parse_catalogue(document_of(found))) == document_of(found)


def test_changes_tell_what_was_added_removed_and_changed() -> None:
    before, after = catalogue(), catalogue(version=2)
    after["entries"][0]["name"] = "Andere Lizenz"
    after["entries"][1] = {"id": "S9", "group": "S", "name": "Neu", "kind": "B"}
    after["licence"] = "CC-BY-4.0"
    found = changes(parse_catalogue(before), parse_catalogue(after))

    assert [(one.part, one.kind, one.id) for one in found] == [
        (Part.HEAD, ChangeKind.CHANGED, "probe"),
        (Part.ENTRY, ChangeKind.CHANGED, "O1"),
        (Part.ENTRY, ChangeKind.ADDED, "S9"),
        (Part.ENTRY, ChangeKind.REMOVED, "S1"),
    ]
    assert [(one.field, one.before, one.after) for one in found[1].fields] == [
        ("name", "Freie Lizenz Wort", "Andere Lizenz")
    ]
    assert changes(parse_catalogue(before), parse_catalogue(deepcopy(before))) == ()


def selection(**changed: object) -> dict[str, Any]:
    raw: dict[str, Any] = {
        "reference": "VG-1",
        "title": "Probe",
        "method": {"name": "richtwert_einfach"},
        "groups": [{"group": "S", "weight_percent": "90"}, {"group": "O", "weight_percent": "10"}],
        "criteria": [
            {"entry": "S1", "weight_percent": "60"},
            {"entry": "S2", "weight_percent": "40"},
            {"entry": "O1", "weight_percent": "100"},
            {"entry": "A1"},
            {"entry": "I1"},
        ],
    }
    return raw | changed


def made(raw: dict[str, Any]) -> dict[str, Any]:
    return matrix_document(parse_catalogue(catalogue()), parse_selection(raw))


def test_a_selection_becomes_a_valid_matrix_in_its_own_order() -> None:
    matrix = parse_evaluation(made(selection()), bids_required=False).matrix

    assert [node.id for node in matrix.criteria] == ["A1", "S", "O", "I1"]
    assert [(one.id, one.weight_percent) for one in matrix.criteria[1].children] == [
        ("S1", Decimal(60)),
        ("S2", Decimal(40)),
    ]
    scored = matrix.criteria[2].children[0]
    assert (scored.expectation, scored.evidence) == ("Erwartet wird eine freie Lizenz.", "Lizenztext")
    assert (scored.subject_link, len(scored.degrees)) == ("Prüfbarkeit der Software", 2)
    assert matrix.criteria[2].role == "open_source"


@pytest.mark.parametrize(
    ("changed", "type_"),
    [
        ({"criteria": []}, "selection_empty"),
        ({"criteria": [{"entry": "A1"}], "groups": []}, "selection_unscored"),
        ({"criteria": [{"entry": "GURKE"}]}, "selection_unknown"),
        ({"criteria": [{"entry": "O1"}, {"entry": "O1"}]}, "selection_twice"),
        ({"groups": [{"group": "S", "weight_percent": "100"}]}, "selection_group_missing"),
        ({"groups": [{"group": "Z", "weight_percent": "100"}]}, "selection_group_unused"),
    ],
)
def test_a_selection_that_makes_no_matrix(changed: dict[str, Any], type_: str) -> None:
    with pytest.raises(InputError) as caught:
        made(selection(**changed))

    found = {fault.type: fault for fault in caught.value.faults}
    assert fault_sentence(found[type_]) != "Der Wert ist nicht zulässig."


@given(count=st.integers(1, 60), total=st.decimals(1, 100, places=2))
def test_even_shares_sum_exactly(count: int, total: Decimal) -> None:
    shares = even_shares(count, total)

    assert sum(shares) == total
    assert len(shares) == count
    assert max(shares) - min(shares) <= 1


@given(numbers=st.sets(st.integers(0, 10), min_size=1), total=st.sampled_from([100, 60, 5]))
def test_suggested_weights_sum_to_the_whole_and_heed_the_policy(numbers: set[int], total: int) -> None:
    groups = [SHIPPED.groups[number] for number in sorted(numbers)]
    weights = suggested_weights(groups, Decimal(total), Decimal(10))

    assert sum(weights.values()) == total
    assert list(weights) == [group.id for group in groups]
    if "O" in weights:
        assert weights["O"] == (min(10, total) if len(groups) > 1 else total)


NORMS = (
    "EN 301 549",
    "WCAG",
    "ISO 27001",
    "OpenAPI",
    "SCIM",
    "OpenID",
    "CycloneDX",
    "PDF/UA",
    "IT-Grundschutz",
    "CSAF",
)


def texts(found: Catalogue) -> list[tuple[str, str]]:
    """Return every text that ends up in documents of a tender, with the id of its part."""
    told = [(one.id, one.text) for one in found.clauses]
    for entry in found.entries:
        told += [(entry.id, entry.name), (entry.id, entry.description), (entry.id, entry.subject_link or "")]
        told += [(entry.id, degree.text) for degree in entry.degrees]
    return told


def test_the_shipped_catalogue_names_no_standard_without_an_equivalent() -> None:
    named = [(id_, text) for id_, text in texts(SHIPPED) if any(norm in text for norm in NORMS)]

    assert named
    assert [(id_, text) for id_, text in named if "gleichwertig" not in text] == []


def test_the_shipped_catalogue_is_ready_for_use() -> None:
    scored = [one for one in SHIPPED.entries if one.kind is CriterionKind.B_KRITERIUM]

    assert len(SHIPPED.entries) >= 40
    assert all({degree.points for degree in one.degrees} >= {0, 10} for one in scored)
    assert all(one.sources and one.evidence for one in SHIPPED.entries)
    assert all(one.subject_link for one in SHIPPED.entries if one.kind is not CriterionKind.INFORMATION)
    assert {clause for one in SHIPPED.entries for clause in one.clauses} == {one.id for one in SHIPPED.clauses}
    assert all(one.note for entry in SHIPPED.entries for one in entry.sources if is_unverified(one.status))


def is_unverified(status: VerificationStatus) -> bool:
    return status is VerificationStatus.UNVERIFIED


def test_selection_is_a_format_of_its_own() -> None:
    with pytest.raises(InputError) as caught:
        parse_selection(selection(gurke=1))

    assert caught.value.faults[0].pointer == "/gurke"
    assert isinstance(parse_selection(selection()), Selection)
