"""Whatever arrives is read or refused: with its place, a German sentence, and in less than two seconds."""

import ast
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.console import read_input, scoring_rules
from app.licences import wording as licence_wording
from core.errors import Fault, InputError, Severity
from core.json_text import MAXIMUM_BYTES, MAXIMUM_CONTAINERS, collector_paused
from core.validated import MAXIMUM_LISTED_FAULTS
from digitalcheck.rules.wording import FAULTS as CHECK_FAULTS
from scoring import wording
from scoring.evaluate import evaluate
from scoring.intake import read_evaluation
from scoring.methods import METHODS
from scoring.wording import fault_sentence
from tests.factories import (
    METHOD_FIELDS,
    Json,
    as_bytes,
    bid,
    copy_of,
    criterion,
    evaluation,
    exempt,
    house_rules,
    result_of,
    sample,
    score,
    scores,
    two_groups,
)

SECONDS = 2.0
ROOT = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(
    r"\b(expected|should|must|invalid|input|value|error|line|column|or|and|not|the|of)\b", re.IGNORECASE
)
GERMAN = re.compile(r"[A-ZÄÖÜ„\d-].*[.]$", re.DOTALL)


def read(data: bytes) -> None:
    """Read and evaluate as the command line does."""
    evaluate(read_evaluation(data, house_rules()), house_rules())


def refusal_of(data: bytes) -> InputError:
    """Return the refusal of the data, which must come in time."""
    with collector_paused():  # it would walk through what all tests before have left
        started = time.process_time()
        with pytest.raises(InputError) as refusal:
            read(data)
        assert time.process_time() - started < SECONDS
    check_sentences(refusal.value)
    return refusal.value


def check_sentences(error: InputError) -> None:
    assert 1 <= len(error.faults) <= MAXIMUM_LISTED_FAULTS
    for fault in error.faults:
        sentence = fault_sentence(fault)
        assert fault.type in wording._FAULTS, fault.type  # noqa: SLF001 - the general sentence is for the unforeseen
        assert GERMAN.fullmatch(sentence), sentence
        assert not re.search(r"[{}]", re.sub(r"„[^“]*“", "", sentence)), sentence
        assert not ENGLISH.search(re.sub(r"„[^“]*“|\([^)]*\)", "", sentence)), sentence
        assert len(sentence) < 600


def types(error: InputError) -> set[tuple[str, str]]:
    return {(fault.type, fault.pointer) for fault in error.faults}


def put(document: Json, place: str, value: object) -> Json:
    """Return the document with the value at a JSON pointer."""
    changed: Any = copy_of({"": document})
    *path, last = ["", *place.split("/")[1:]]
    node = changed
    for part in path:
        node = node[int(part)] if isinstance(node, list) else node[part]
    if isinstance(node, list):
        node[int(last)] = value
    else:
        node[last] = value
    whole: Json = changed[""]
    return whole


def without(document: Json, *path: str) -> Json:
    """Return the document without a field."""
    changed = copy_of(document)
    node = changed
    for part in path[:-1]:
        node = node[part]
    del node[path[-1]]
    return changed


# --- the bytes -------------------------------------------------------------------------------------------------------

VALID = as_bytes(sample())

BYTES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "file_empty"),
    "white space": (b" \n\t ", "file_empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "not_json"),
    "binary": (bytes(range(256)) * 100, "not_utf8"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00", "not_utf8"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not_utf8"),
    "UTF-16": (VALID.decode().encode("utf-16"), "not_utf8"),
    "UTF-16 without mark": (VALID.decode().encode("utf-16-le"), "not_utf8"),
    "UTF-32": (VALID.decode().encode("utf-32"), "not_utf8"),
    "Latin-1": ('{"format": "Prüfstand"}'.encode("latin-1"), "not_utf8"),
    "an encoded surrogate": (b'{"format": "\xed\xa0\x80"}', "not_utf8"),
    "an escaped lone surrogate": (rb'{"format": "\ud800"}', "not_json"),
    "an escaped lone low surrogate": (rb'{"format": "\udc00 "}', "not_json"),
    "NaN": (b'{"format": NaN}', "not_json"),
    "Infinity": (b'{"format": -Infinity}', "not_json"),
    "a cut file": (VALID[:-2], "not_json"),
    "two documents": (VALID + VALID, "not_json"),
    "a control character": (b'{"format": "\x01"}', "not_json"),
    "a trailing comma": (b'{"format": "x",}', "not_json"),
    "duplicate keys": (VALID.replace(b'"bids":', b'"bids": [], "bids":'), "json_duplicate_key"),
    "duplicate keys deep inside": (VALID.replace(b'"points":', b'"points": "1", "points":', 1), "json_duplicate_key"),
    "a key that says recursion limit": (b'{"recursion limit": 1, "recursion limit": 2}', "json_duplicate_key"),
    "a number of 5,000 digits": (b'{"format": ' + b"9" * 5000 + b"}", "not_json"),
    "202 levels": (b"[" * 202 + b"]" * 202, "json_too_deep"),
    "100,000 levels": (b"[" * 100_000 + b"]" * 100_000, "json_too_deep"),
    "50 MB of nested lists": (b"[" * 25_000_000 + b"]" * 25_000_000, "file_too_large"),
    "50 MB of nested objects": (b'{"a":' * 8_000_000 + b"1" + b"}" * 8_000_000, "file_too_large"),
    "50 MB of one text": (b'"' + b"x" * 50_000_000 + b'"', "file_too_large"),
    "39 MB of small lists": (b"[" + b"[]," * 13_000_000 + b"[]]", "file_too_large"),
    "39 MB of one text": (b'"' + b"x" * 39_000_000 + b'"', "object_expected"),
    "39 MB of numbers": (b"[" + b"1234567," * 4_800_000 + b"1]", "object_expected"),
    "a list": (b"[]", "object_expected"),
    "a text": (b'"pruefstand/evaluation/1"', "object_expected"),
    "null": (b"null", "object_expected"),
    "1e400": (b"1e400", "object_expected"),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_evaluation(name: str) -> None:
    data, kind = BYTES[name]
    error = refusal_of(data)

    assert types(error) == {(kind, "")}
    assert error.severity is Severity.INVALID


def test_a_byte_order_mark_is_no_fault() -> None:
    read(b"\xef\xbb\xbf" + VALID)


def test_the_place_of_broken_json_is_named() -> None:
    [fault] = refusal_of(b'{"format": "x",\n "bids": [1 2]}').faults

    assert "(Zeile 2, Spalte 13)" in fault_sentence(fault)


def test_the_limits_hold_to_the_byte() -> None:
    document = as_bytes(sample())
    read(document + b" " * (MAXIMUM_BYTES - len(document)))

    assert types(refusal_of(document + b" " * (MAXIMUM_BYTES - len(document) + 1))) == {("file_too_large", "")}


def wide(size: int) -> bytes:
    """Return an evaluation blown up to ``size`` bytes with one unknown field after the other."""
    head = VALID[:-1]
    fields: list[bytes] = []
    position = 0
    while position < size - len(head):
        field = b', "u%07d": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"' % len(fields)
        fields.append(field)
        position += len(field)
    return head + b"".join(fields) + b"}"


def many_scores() -> bytes:
    """Return 39 MB of points for unknown criteria."""
    points = b",".join(b'"c%06d": {"points": "1", "reason": "%b"}' % (i, b"x" * 74) for i in range(345_000))
    return VALID.replace(b'"scores": {', b'"scores": {' + points + b",", 1)


BIG: dict[str, tuple[Callable[[], bytes], str]] = {
    "39 MB of unknown fields": (lambda: wide(39_000_000), "format_extra_forbidden"),
    "39 MB of unknown scores": (many_scores, "too_many_entries"),
    "a million empty bids": (
        lambda: as_bytes({**sample(), "bids": []}).replace(b'"bids": []', b'"bids": [' + b"{}," * 999_999 + b"{}]"),
        "too_many_bids",
    ),
    "a million empty criteria": (
        lambda: as_bytes(put(sample(), "/matrix/criteria", [])).replace(
            b'"criteria": []', b'"criteria": [' + b"{}," * 999_999 + b"{}]"
        ),
        "too_many_criteria",
    ),
    "200 empty bids": (lambda: as_bytes({**sample(), "bids": [{}] * 200}), "format_missing"),
    "a method with a name of 30 MB": (
        lambda: as_bytes(put(sample(), "/matrix/method", {"name": "x" * 30_000_000})),
        "format_union_tag_invalid",
    ),
    "ids of 1 MB": (
        lambda: as_bytes(put(sample(), "/bids/0/scores", {"x" * 1_000_000: score("1")})),
        "format_string_too_long",
    ),
}


@pytest.mark.parametrize("name", BIG)
def test_big_files_are_refused_in_time(name: str) -> None:
    build, kind = BIG[name]
    error = refusal_of(build())

    assert kind in {fault.type for fault in error.faults}
    assert error.severity is Severity.INVALID


def test_unknown_fields_beyond_the_hundredth_are_counted() -> None:
    error = refusal_of(as_bytes({**sample(), **{f"u{index}": 1 for index in range(250)}}))

    assert (len(error.faults), error.omitted) == (100, 150)


def test_faults_of_many_bids_are_listed_up_to_the_hundredth() -> None:
    error = refusal_of(as_bytes({**sample(), "bids": [{"id": "A", "tenderer": "A"}] * 99 + [{"id": "A"}] * 3}))

    assert (len(error.faults), error.omitted) == (100, 1)
    assert error.faults[-1].pointer == "/bids/99/tenderer"


@pytest.mark.parametrize("place", ["scores", "consensus", "evaluations/0/scores", "evaluations/1/scores"])
def test_more_scores_than_a_matrix_can_ask_for(place: str) -> None:
    document = put(sample(), "/bids/0/evaluations", [{"evaluator": "Ada", "scores": {}}, {"evaluator": "Ben"}])
    document = put(document, f"/bids/0/{place}", {f"C{index}": score("1") for index in range(2001)})

    assert types(refusal_of(as_bytes(document))) == {("too_many_entries", f"/bids/0/{place}")}


def test_faults_beyond_the_hundredth_are_counted() -> None:
    criteria = [criterion(f"C{index}", "1") for index in range(100)]
    error = refusal_of(as_bytes(evaluation([bid("A", "1", {}), bid("B", "1", {})], criteria=criteria)))

    assert len(error.faults) == 100
    assert error.omitted == 100
    assert {fault.type for fault in error.faults} == {"score_missing"}


# --- nesting at every field ------------------------------------------------------------------------------------------


def places(node: object, place: str = "") -> Iterator[str]:
    """Yield the JSON pointer of every value."""
    if place:
        yield place
    if isinstance(node, dict):
        for key, value in node.items():
            yield from places(value, f"{place}/{key}")
    if isinstance(node, list):
        for index, value in enumerate(node):
            yield from places(value, f"{place}/{index}")


def full() -> Json:
    """Return an evaluation that uses nearly every field of the format."""
    line = {
        "item": "Lizenz",
        "quantity": "1",
        "unit_price_eur": "190000",
        "period": "once",
        "periods": 1,
        "vat_percent": "0",
        "option": False,
        "scored": True,
    }
    document = sample("preis_quotient")
    document["draft"] = False
    document["procedure"] |= {"procedure_type": "OFFENES_VERFAHREN", "estimated_value_net_eur": "1", "lot": "1"}
    document["procedure"] |= {"published": False, "open_source_exemption": {"reason": "x"}}
    document["matrix"]["method"] |= {"rounding": {"mode": "half_up", "digits": 3}, "price_points_maximum": "30"}
    document["matrix"]["minimum_leistungspunkte"] = "1"
    document["matrix"]["criteria"][0] |= {"minimum_points": "1", "subject_link": "x", "evidence": "x"}
    document["matrix"]["criteria"][0]["degrees"] = [{"points": "1", "label": "x", "text": "x"}]
    document["matrix"]["criteria"].append(criterion("Z", kind="A"))
    document["bids"][0] |= {"price_sheet": [line], "a_criteria": {"Z": {"met": True, "reason": "x", "source": "x"}}}
    document["bids"][1] |= {"exclusion": {"code": "late", "reason": "x"}}
    single = [{"evaluator": "Ada", "scores": scores({"Q": "1", "O": "1"})}]
    consensus = scores({"Q": "5", "O": "5"})
    document["bids"].append(bid("C", "5", a_criteria={"Z": True}, evaluations=single, consensus=consensus))
    read(as_bytes(document))
    return document


FULL = full()
SAMPLES = {name: sample(name) for name in METHOD_FIELDS}


@pytest.mark.parametrize("place", list(places(FULL)))
def test_deep_nesting_at_every_field(place: str) -> None:
    nested: object = 1
    for level in range(150):
        nested = [nested] if level % 2 else {"children": nested}

    assert refusal_of(as_bytes(put(FULL, place, nested))).severity is Severity.INVALID


def test_criteria_nested_to_the_limit_are_read() -> None:
    node = criterion("C0", "100")
    for level in range(1, 90):
        node = criterion(f"C{level}", "100", children=[node])
    document = evaluation([bid("A", "1", {"C0": "5"})], criteria=[node])

    assert result_of(exempt(document))["ranking"][0]["leistungspunkte"] == "500"


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=70)
    | st.sampled_from(["1", "-1", "0", "1.5", "1e5", "1/3", "A", "B", "I", "month", "min_max", "Q", "O", "[key]"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.just("name"), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.sampled_from([FULL, *SAMPLES.values()]), st.data())
def test_anything_anywhere_is_read_or_refused(document: Json, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(list(places(document))))
    changed = put(document, place, data.draw(JUNK))

    try:
        read(as_bytes(changed))
    except InputError as error:
        check_sentences(error)
        nowhere = [fault for fault in error.faults if not exists(changed, fault.pointer)]
    else:
        nowhere = []
    assert nowhere == []


def exists(document: object, place: str) -> bool:
    """Tell whether the pointer leads to a value of the document, or to one that is missing from an object."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in place.split("/")[1:]]
    node = document
    for index, part in enumerate(parts):
        if isinstance(node, list) and part.isdigit() and int(part) < len(node):
            node = node[int(part)]
        elif isinstance(node, dict) and part in node:
            node = node[part]
        else:
            return not isinstance(node, list) and len(parts) - index <= 3
    return True


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(InputError) as refusal:
        read(data)

    check_sentences(refusal.value)


@given(st.sampled_from([FULL, *SAMPLES.values()]), st.data())
def test_a_damaged_file_is_read_or_refused(document: Json, data: st.DataObject) -> None:
    whole = bytearray(as_bytes(document))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    try:
        read(bytes(whole))
    except InputError as error:
        check_sentences(error)


# --- numbers and other single values ---------------------------------------------------------------------------------

NOT_MEASURES = [
    "",
    " 5",
    "5 ",
    "5,0",
    "+5",
    "5.",
    ".5",
    "1e3",
    "1E3",
    "0x10",
    "NaN",
    "Infinity",
    "fünf",
    "٥",
    "5\n",
    "1234567890123",
    "1.1234567891",
    "--1",
    "1/2",
    True,
    False,
    None,
    5.0,
    1e300,
    10**12,
    -(10**12),
    10**400,
    [],
    {},
    ["5"],
]


@pytest.mark.parametrize("value", NOT_MEASURES, ids=map(str, range(len(NOT_MEASURES))))
@pytest.mark.parametrize(
    "place",
    [
        "/bids/0/price_gross_eur",
        "/bids/0/scores/Q/points",
        "/matrix/scale/maximum",
        "/bids/0/price_sheet/0/quantity",
    ],
)
def test_what_is_no_measured_value(place: str, value: object) -> None:
    error = refusal_of(as_bytes(put(FULL, place, value)))

    assert ("format_measure", place) in types(error)
    assert error.severity is Severity.INVALID


def test_1e400_as_points() -> None:
    data = as_bytes(sample()).replace(b'"points": "8"', b'"points": 1e400')

    assert types(refusal_of(data)) == {("format_measure", "/bids/0/scores/Q/points")}


@pytest.mark.parametrize("price", ["0", "0.00", "-1", "-0.01", 0, -5])
def test_a_price_must_be_above_zero(price: object) -> None:
    data = as_bytes(put(sample(), "/bids/0/price_gross_eur", price))

    assert types(refusal_of(data)) == {("format_above_zero", "/bids/0/price_gross_eur")}


@pytest.mark.parametrize("points", ["-1", "11", "5.5", "10.000000001", 11])
def test_points_off_the_scale(points: object) -> None:
    data = as_bytes(put(sample(), "/bids/0/scores/Q/points", points))

    assert types(refusal_of(data)) == {("points_off_scale", "/bids/0/scores/Q/points")}


def test_integers_are_measured_values() -> None:
    document = put(put(sample(), "/bids/0/scores/Q/points", 8), "/bids/0/price_gross_eur", 190000)

    assert result_of(document) == result_of(sample())


@pytest.mark.parametrize("code", ["", "Late", "späte", "a b", "-late", "x" * 65, "late\n"])
def test_an_exclusion_code_is_a_slug(code: str) -> None:
    data = as_bytes(put(FULL, "/bids/1/exclusion/code", code))

    assert types(refusal_of(data)) == {("format_string_pattern_mismatch", "/bids/1/exclusion/code")}


@pytest.mark.parametrize("name", ["a b", "\u00a0", "\t", "a\u0000b", "\x7f"])
def test_an_id_has_no_white_space(name: str) -> None:
    data = as_bytes(put(sample(), "/bids/0/id", name))

    assert types(refusal_of(data)) == {("format_string_pattern_mismatch", "/bids/0/id")}


# --- every fault of the wording ---------------------------------------------------------------------------------------


def _criteria(*nodes: Json) -> Json:
    return put(sample(), "/matrix/criteria", list(nodes))


def _two_main(**fields: object) -> list[Json]:
    quality, open_source = two_groups()
    return [quality | fields, open_source]


def _erweitert(**fields: object) -> Json:
    document = sample("richtwert_erweitert")
    document["matrix"]["method"] |= fields
    return document


def _bid(**fields: object) -> Json:
    document = sample()
    document["bids"][0] |= fields
    return document


def _method(name: str, **fields: object) -> Json:
    document = sample(name)
    document["matrix"]["method"] |= fields
    return document


def _many_criteria(count: int) -> Json:
    weights = ["0"] * (count - 2)
    return evaluation([], criteria=[*two_groups(), *(criterion(f"C{i}", w) for i, w in enumerate(weights))])


def _medians() -> Json:
    return evaluation([bid(key, "1", {"Q": "0", "O": "0"}) for key in "AB"], "gewichtet_median")


def _published_late() -> Json:
    return put(sample(), "/matrix/method", {"name": "min_max"})


METHOD, SCORES = "/matrix/method", "/bids/0/scores"
ONE = [{"evaluator": "Ada", "scores": {}}]

PROVOKED: dict[str, tuple[Json, str]] = {
    "object_expected": ({}, ""),
    "format_missing": (without(sample(), "procedure"), "/procedure"),
    "format_extra_forbidden": (put(sample(), "/bids/0/pirce", "1"), "/bids/0/pirce"),
    "format_literal_error": (put(sample(), "/format", "pruefstand/evaluation/2"), "/format"),
    "format_enum": (put(sample(), "/matrix/criteria/0/kind", "C"), "/matrix/criteria/0/kind"),
    "format_union_tag_invalid": (put(sample(), METHOD, {"name": "bestbieter"}), METHOD + "/name"),
    "format_union_tag_not_found": (put(sample(), METHOD, {}), METHOD + "/name"),
    "format_measure": (put(sample(), SCORES + "/Q/points", "acht"), SCORES + "/Q/points"),
    "format_fraction": (_method("richtwert_exponent", exponent="1/101"), METHOD + "/exponent"),
    "format_above_zero": (_bid(price_gross_eur="0"), "/bids/0/price_gross_eur"),
    "format_above_one": (_method("preis_linear", zero_at="1"), METHOD + "/zero_at"),
    "format_not_negative": (_method("richtwert_verschoben", shift="-1"), METHOD + "/shift"),
    "format_between_zero_and_one": (_method("richtwert_exponent", exponent="1/1"), METHOD + "/exponent"),
    "format_method_weights": (_method("gewichtet_median", weight_price_percent="41"), METHOD),
    "format_percent_range": (_method("gewichtet_median", weight_price_percent="140"), METHOD + "/weight_price_percent"),
    "format_answer": (_bid(a_criteria={"A1": "ja"}), "/bids/0/a_criteria/A1"),
    "format_price_bounds": (_method("preis_festbereich", best_price_eur="300000"), METHOD),
    "format_string_type": (put(sample(), "/procedure/title", 5), "/procedure/title"),
    "format_string_too_short": (put(sample(), "/bids/0/id", ""), "/bids/0/id"),
    "format_string_too_long": (put(sample(), "/procedure/title", "x" * 2001), "/procedure/title"),
    "format_string_pattern_mismatch": (put(sample(), "/bids/0/id", "a b"), "/bids/0/id"),
    "format_bool_type": (put(sample(), "/draft", "ja"), "/draft"),
    "format_int_type": (_method("richtwert_einfach", display_factor="1"), METHOD + "/display_factor"),
    "format_greater_than_equal": (_method("richtwert_einfach", display_factor=0), METHOD + "/display_factor"),
    "format_less_than_equal": (_method("richtwert_einfach", display_factor=10**10), METHOD + "/display_factor"),
    "format_dict_type": (_bid(scores=[]), SCORES),
    "format_model_type": (put(sample(), "/procedure", []), "/procedure"),
    "format_model_attributes_type": (put(sample(), METHOD, "richtwert_einfach"), METHOD),
    "format_tuple_type": (put(sample(), "/matrix/criteria", {}), "/matrix/criteria"),
    "format_too_long": (_bid(evaluations=ONE * 51), "/bids/0/evaluations"),
    "scale_unusable": (put(sample(), "/matrix/scale", {"minimum": "0", "maximum": "10", "step": "3"}), "/matrix/scale"),
    "price_weight_missing": (without(sample("preis_linear"), "matrix", "price"), "/matrix/price"),
    "price_weight_not_allowed": (put(sample(), "/matrix/price", {"weight_percent": "40"}), "/matrix/price"),
    "price_weight_range": (
        put(sample("preis_linear"), "/matrix/price/weight_percent", "100"),
        "/matrix/price/weight_percent",
    ),
    "decision_criterion_unknown": (_erweitert(decision_criterion="F1"), METHOD + "/decision_criterion"),
    "duplicate_id": (
        _criteria(criterion("O", "90"), criterion("O", "10", role="open_source")),
        "/matrix/criteria/1/id",
    ),
    "reserved_id": (_criteria(criterion("price", "90"), criterion("O", "10")), "/matrix/criteria/0/id"),
    "weights_sum": (_criteria(criterion("Q", "91"), criterion("O", "10")), "/matrix/criteria"),
    "weight_missing": (_criteria(criterion("Q"), criterion("O", "10")), "/matrix/criteria/0/weight_percent"),
    "weight_not_allowed": (
        _criteria(*two_groups(), criterion("Z", "5", kind="A")),
        "/matrix/criteria/2/weight_percent",
    ),
    "weight_range": (_criteria(criterion("Q", "110"), criterion("O", "-10")), "/matrix/criteria/1/weight_percent"),
    "kind_below": (
        _criteria(*two_groups(), criterion("Z", kind="A", children=[criterion("Y", kind="I")])),
        "/matrix/criteria/2/children/0/kind",
    ),
    "minimum_not_allowed": (
        _criteria(*two_groups(), criterion("Z", kind="I", minimum_points="5")),
        "/matrix/criteria/2/minimum_points",
    ),
    "minimum_off_scale": (_criteria(*_two_main(minimum_points="10.1")), "/matrix/criteria/0/minimum_points"),
    "points_off_scale": (put(sample(), SCORES + "/Q/points", "8.5"), SCORES + "/Q/points"),
    "too_many_criteria": (_many_criteria(2001), "/matrix/criteria"),
    "bids_empty": ({**sample(), "bids": []}, "/bids"),
    "too_many_bids": ({**sample(), "bids": [bid(f"B{i}", "1", {"Q": "10", "O": "10"}) for i in range(201)]}, "/bids"),
    "too_many_entries": (_bid(a_criteria={f"A{i}": True for i in range(2001)}), "/bids/0/a_criteria"),
    "unknown_a_criterion": (_bid(a_criteria={"X": True}), "/bids/0/a_criteria/X"),
    "a_criterion_unanswered": (_criteria(*two_groups(), criterion("Z", kind="A")), "/bids/0/a_criteria/Z"),
    "scores_and_evaluations": (_bid(evaluations=ONE), SCORES),
    "consensus_without_evaluations": (_bid(consensus=scores({"Q": "5"})), "/bids/0/consensus"),
    "duplicate_evaluator": (_bid(evaluations=ONE * 2), "/bids/0/evaluations/1/evaluator"),
    "unknown_criterion": (put(sample(), SCORES + "/X", score("5")), SCORES + "/X"),
    "score_missing": (without(sample(), "bids", 0, "scores", "Q"), SCORES + "/Q"),  # type: ignore[arg-type]
    "price_sheet_sum": (
        _bid(price_sheet=[{"item": "x", "quantity": "1", "unit_price_eur": "190000.01", "vat_percent": "0"}]),
        "/bids/0/price_gross_eur",
    ),
    "excluded_and_admitted": (
        _bid(exclusion={"code": "late", "reason": "nach Frist"}, admission_reason="Nachweis lag vor"),
        "/bids/0/admission_reason",
    ),
    "correction_changes_nothing": (
        _bid(price_correction={"stated_gross_eur": "190000.00", "rule": "Einzelpreis", "reason": "Rechenfehler"}),
        "/bids/0/price_correction/stated_gross_eur",
    ),
    "value_too_large": (_method("richtwert_verschoben", shift="999999999999"), "/matrix"),
    "median_of_points_zero": (_medians(), "/bids"),
    "method_unlawful": (_published_late(), METHOD + "/name"),
    "band_too_wide": (_erweitert(band_percent="10.1"), METHOD + "/band_percent"),
    "reason_missing": (put(sample(), SCORES + "/Q", {"points": "8", "reason": " "}), SCORES + "/Q/reason"),
    "open_source_missing": (_criteria(criterion("Q", "90"), criterion("O", "10")), "/matrix/criteria"),
    "open_source_too_low": (
        _criteria(criterion("Q", "91"), criterion("O", "9", role="open_source")),
        "/matrix/criteria",
    ),
}

FORBIDDING = {"method_unlawful", "band_too_wide", "reason_missing", "open_source_missing", "open_source_too_low"}
OF_THE_BYTES = {kind for _, kind in BYTES.values()}


def provoked(kind: str) -> InputError:
    document, _ = PROVOKED[kind]
    return refusal_of(b"[]" if kind == "object_expected" else as_bytes(document))


@pytest.mark.parametrize("kind", PROVOKED)
def test_every_fault_fires_at_its_place(kind: str) -> None:
    assert (kind, PROVOKED[kind][1]) in types(provoked(kind))


@pytest.mark.parametrize("kind", PROVOKED)
def test_what_a_rule_forbids_carries_its_source(kind: str) -> None:
    found = [fault for fault in provoked(kind).faults if fault.type == kind]

    assert {fault.severity for fault in found} == {Severity.FORBIDDEN if kind in FORBIDDING else Severity.INVALID}
    assert all(bool(fault.legal_source) is (kind in FORBIDDING) for fault in found)


def line_of(fault: Fault) -> str:
    source = f" [{fault.legal_source}]" if fault.legal_source else ""
    return f"{fault.type} at {fault.pointer or '/'}: {fault_sentence(fault)}{source}"


def approved_lines() -> dict[str, str]:
    lines = (ROOT / "tests" / "approved" / "faults.txt").read_text(encoding="utf-8").splitlines()
    return {line.split(" at ", 1)[0]: line for line in lines}


@pytest.mark.parametrize("kind", PROVOKED)
def test_every_fault_reads_as_approved(kind: str) -> None:
    found = [line_of(fault) for fault in provoked(kind).faults if fault.type == kind]

    assert approved_lines()[kind] in found


def test_every_sentence_has_a_fault_that_fires() -> None:
    with pytest.raises(InputError) as refusal:
        read_input(str(ROOT / "there is no such file.json"))

    [unreadable] = refusal.value.faults
    assert unreadable.type == "file_unreadable"
    check_sentences(refusal.value)
    with pytest.raises(InputError) as too_early:
        scoring_rules(date(1990, 1, 1))
    [early] = too_early.value.faults
    check_sentences(too_early.value)
    assert {unreadable.type, early.type, *OF_THE_BYTES, *PROVOKED} == set(wording._FAULTS)  # noqa: SLF001 - the list is the promise


def test_every_fault_raised_has_a_sentence() -> None:
    raised = set()
    folders = ("core", "scoring/**", "app", "app/commands")
    for path in [path for folder in folders for path in ROOT.glob(f"{folder}/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    prefix = {"Fault": "", "PydanticCustomError": "format_"}.get(node.func.id)
                    raised |= {prefix + first.value} if prefix is not None else set()

    assert len(raised) > 40
    elsewhere = set(CHECK_FAULTS) | set(licence_wording.OF_THE_COMMAND)
    assert raised - set(wording._EVERY_FAULT) - elsewhere == set()  # noqa: SLF001 - the list is the promise


def test_every_placeholder_is_filled() -> None:
    for kind in PROVOKED:
        names = set(re.findall(r"{(\w+)}", wording._FAULTS[kind]))  # noqa: SLF001 - the templates themselves
        for fault in provoked(kind).faults:
            if fault.type == kind:
                assert names <= set(fault.properties), kind


def single(points: str) -> Json:
    return {"evaluator": "Ada", "scores": scores({"Q": points, "O": "5"})}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (without(sample(), "bids"), ("bids_empty", "/bids")),
        (put(sample(), "/bids/1/id", "A"), ("duplicate_id", "/bids/1/id")),
        (put(FULL, "/bids/2/consensus/X", score("5")), ("unknown_criterion", "/bids/2/consensus/X")),
        (put(FULL, "/bids/2/consensus/Q/points", "0.5"), ("points_off_scale", "/bids/2/consensus/Q/points")),
        (
            put(FULL, "/bids/2/evaluations/0", single("11")),
            ("points_off_scale", "/bids/2/evaluations/0/scores/Q/points"),
        ),
        (put(FULL, "/bids/2/consensus/Q", {"points": "5"}), ("reason_missing", "/bids/2/consensus/Q/reason")),
        (put(FULL, "/bids/0/price_sheet/0/quantity", "-1"), ("format_not_negative", "/bids/0/price_sheet/0/quantity")),
        (
            put(FULL, "/matrix/minimum_leistungspunkte", "1000.000000001"),
            ("minimum_off_scale", "/matrix/minimum_leistungspunkte"),
        ),
        (
            put(FULL, "/matrix/minimum_leistungspunkte", "-0.000000001"),
            ("minimum_off_scale", "/matrix/minimum_leistungspunkte"),
        ),
        (
            put(FULL, "/matrix/criteria/0/minimum_points", "10.1"),
            ("minimum_off_scale", "/matrix/criteria/0/minimum_points"),
        ),
        (put(FULL, "/matrix/price/weight_percent", "0"), ("price_weight_range", "/matrix/price/weight_percent")),
        (put(sample(), "/matrix/scale/minimum", "-1"), ("scale_unusable", "/matrix/scale")),
        (put(sample(), "/matrix/scale/minimum", "10"), ("scale_unusable", "/matrix/scale")),
        (put(sample(), "/matrix/scale/minimum", "11"), ("scale_unusable", "/matrix/scale")),
        (
            put(FULL, "/matrix/criteria/0/degrees/0/points", "0.25"),
            ("points_off_scale", "/matrix/criteria/0/degrees/0/points"),
        ),
    ],
    ids=map(str, range(15)),
)
def test_other_places_of_a_fault(document: Json, expected: tuple[str, str]) -> None:
    assert expected in types(refusal_of(as_bytes(document)))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("/matrix/minimum_leistungspunkte", "0"),
        ("/matrix/minimum_leistungspunkte", "1000"),
        ("/matrix/criteria/0/minimum_points", "0"),
        ("/matrix/criteria/0/minimum_points", "10"),
        ("/bids/0/price_sheet/0/unit_price_eur", 190000),
    ],
)
def test_the_ends_of_a_range_belong_to_it(place: str, value: object) -> None:
    read(as_bytes(put(FULL, place, value)))


def test_a_line_of_nothing_costs_nothing() -> None:
    line = {"item": "Reserve", "quantity": "0", "unit_price_eur": "5", "vat_percent": "19"}
    document = copy_of(FULL)
    document["bids"][0]["price_sheet"].append(line)

    read(as_bytes(document))


def test_the_maximum_needs_no_reason() -> None:
    document = put(FULL, "/bids/2/consensus/Q", {"points": "10"})

    read(as_bytes(document))


def test_numbers_in_sentences_keep_nine_decimals() -> None:
    fine = put(sample(), "/matrix/scale/step", "0.000000002")
    [fault] = refusal_of(as_bytes(put(fine, "/bids/0/scores/Q/points", "8.000000001"))).faults
    assert fault_sentence(fault).startswith("8,000000001 Punkte")

    [fault] = refusal_of(as_bytes(_erweitert(band_percent="10.000000001"))).faults
    assert "von 10,000000001 % ist zu weit" in fault_sentence(fault)

    low = _criteria(criterion("Q", "90.000000001"), criterion("O", "9.999999999", role="open_source"))
    [fault] = refusal_of(as_bytes(low)).faults
    assert "hat 9,999999999 % statt 10 %" in fault_sentence(fault)


def test_more_than_two_million_objects_are_too_many() -> None:
    error = refusal_of(b"[" + b"{}," * MAXIMUM_CONTAINERS + b"{}]")

    assert types(error) == {("file_too_large", "")}
    assert fault_sentence(error.faults[0]) == (
        "Die Datei ist zu groß (höchstens 40 MiB und zwei Millionen Listen und Objekte)."
    )


def test_two_million_lists_are_few_enough() -> None:
    assert types(refusal_of(b"[" + b"[]," * (MAXIMUM_CONTAINERS - 2) + b"[]]")) == {("object_expected", "")}


def test_an_unforeseen_fault_still_has_a_sentence() -> None:
    assert fault_sentence(Fault("format_of_a_later_version", "/x")) == "Der Wert ist nicht zulässig."


# --- pointers and severity -------------------------------------------------------------------------------------------


def test_pointers_escape_what_json_pointers_escape() -> None:
    document = put(sample(), "/bids/0/scores/Q/points", "99")
    document["bids"][0]["scores"]["a/b~c"] = score("5")

    assert ("unknown_criterion", "/bids/0/scores/a~1b~0c") in types(refusal_of(as_bytes(document)))


def test_an_id_that_looks_like_a_mark_of_the_validator_keeps_its_place() -> None:
    document = put(sample(), "/bids/0/scores/[key]", {"points": "acht"})

    assert types(refusal_of(as_bytes(document))) == {("format_measure", "/bids/0/scores/[key]/points")}


def test_a_bad_key_is_named() -> None:
    document = put(sample(), "/bids/0/scores/a b", score("5"))

    assert types(refusal_of(as_bytes(document))) == {("format_string_pattern_mismatch", "/bids/0/scores/a b")}


def test_all_faults_of_all_bids_are_listed_in_the_order_of_the_file() -> None:
    document = put(put(sample(), "/bids/0/price_gross_eur", "x"), "/bids/1/scores/O/points", [])
    document["unknown"] = 1
    error = refusal_of(as_bytes(document))

    assert [fault.pointer for fault in error.faults] == [
        "/unknown",
        "/bids/0/price_gross_eur",
        "/bids/1/scores/O/points",
    ]


def test_invalid_wins_over_forbidden() -> None:
    document = _erweitert(band_percent="11")
    document["bids"][0]["scores"]["Q"] = {"points": "8"}
    assert refusal_of(as_bytes(document)).severity is Severity.FORBIDDEN

    document["bids"][0]["scores"]["Q"] = {"points": "8.5"}
    assert refusal_of(as_bytes(document)).severity is Severity.INVALID


def test_200_bids_and_2000_criteria_are_read() -> None:
    points = {f"C{i}": "10" for i in range(1998)} | {"Q": "10", "O": "10"}
    document = _many_criteria(2000)
    document["bids"] = [bid("A", "1", points)]
    assert result_of(document)["ranking"][0]["leistungspunkte"] == "1000"

    small = {**sample(), "bids": [bid(f"B{i}", "1", {"Q": "10", "O": "10"}) for i in range(200)]}
    assert len(result_of(small)["ranking"]) == 200


@pytest.mark.parametrize("method", METHODS)
def test_methods_refuse_fields_of_others(method: str) -> None:
    document = put(sample(method), "/matrix/method/scheibenwischer", "1")

    assert types(refusal_of(as_bytes(document))) == {("format_extra_forbidden", "/matrix/method/scheibenwischer")}


def test_a_file_of_a_later_version_is_refused_by_name() -> None:
    [fault] = refusal_of(as_bytes(put(sample(), "/format", "pruefstand/evaluation/2"))).faults

    assert fault_sentence(fault) == "Unzulässiger Wert. Zulässig ist: „pruefstand/evaluation/1“."


def test_enumerations_are_german() -> None:
    [fault] = refusal_of(as_bytes(put(FULL, "/bids/0/price_sheet/0/period", "week"))).faults

    assert fault_sentence(fault) == "Unzulässiger Wert. Zulässig ist: „once“, „month“ oder „year“."


def test_numbers_in_sentences_have_a_decimal_comma() -> None:
    [fault] = refusal_of(as_bytes(put(sample(), "/bids/0/scores/Q/points", "8.5"))).faults
    assert fault_sentence(fault).startswith("8,5 Punkte")

    document = _method("gewichtet_median", weight_quality_percent="0.000000001", weight_price_percent="0")
    [fault] = refusal_of(as_bytes(document)).faults
    assert "ergeben 0,000000001 statt genau 100" in fault_sentence(fault)


def test_json_that_python_writes_is_read() -> None:
    read(json.dumps(sample(), indent=4, sort_keys=True).encode())
