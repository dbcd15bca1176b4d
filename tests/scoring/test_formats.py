"""The published schemas and the reader refuse and accept the same; a refusal is a document of its own."""

from collections.abc import Sequence

import pytest
from jsonschema import Draft202012Validator

from core.errors import Fault, InputError, Severity
from scoring.formats import FORMATS, format_schema
from scoring.intake import read_evaluation
from scoring.refusal import build_refusal
from tests.factories import Json, as_bytes, bid, evaluation, house_rules, method, sample
from tests.scoring.test_bad_input import FULL, put

EVALUATION = Draft202012Validator(format_schema("pruefstand/evaluation/1"))
REFUSAL = Draft202012Validator(format_schema("pruefstand/faults/1"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_schema_names_itself(name: str) -> None:
    schema = format_schema(name)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:" + name.replace("/", ":")
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert schema["properties"]["format"]["const"] == name
    Draft202012Validator.check_schema(schema)


def test_an_unknown_format_has_no_schema() -> None:
    with pytest.raises(KeyError):
        format_schema("pruefstand/evaluation/2")


def at(place: str, values: Sequence[object]) -> list[tuple[str, object]]:
    """Return each value with the place where it is tried."""
    return [(place, value) for value in values]


def rounding(mode: str, digits: int) -> Json:
    return {"mode": mode, "digits": digits}


PRICES: list[object] = [
    "5",
    "5.123456789",
    "0005",
    5,
    10**12 - 1,
    10**12,
    "1234567890123",
    "5.",
    "5,0",
    5.5,
    True,
    None,
    [],
    "٥",
]
SHAPES = [
    *at("/bids/0/price_gross_eur", PRICES),
    *at("/bids/0/id", ["A", "a b", "", "x" * 64, "x" * 65, "\t", 5, "ä/~", "\u00a0"]),
    *at("/procedure/title", ["x", "", "x" * 2000, "x" * 2001, 5, None]),
    *at("/bids/1/exclusion/code", ["late", "own_reason-2", "-x", "Late", "", "x" * 64, "x" * 65]),
    *at("/bids/0/price_sheet/0/periods", [1, 1200, 0, 1201, "1", True, 1.5]),
    *at("/bids/0/price_sheet/0/period", ["once", "month", "year", "week", "ONCE", 1]),
    *at("/bids/0/price_sheet/0/scored", [True, False, None, "true", 1]),
    *at("/bids/0/a_criteria/Z", [True, {"met": True}, {"met": "ja"}, {}, 1, "true", {"met": True, "x": 1}]),
    *at("/matrix/criteria/0/kind", ["B", "C", "b", 1]),
    *at("/matrix/criteria/0/role", ["open_source", None, "OPEN_SOURCE"]),
    *at("/matrix/method/rounding", [None, rounding("half_up", 0), rounding("half_up", 10), rounding("up", 1), {}]),
    *at("/matrix/method", [method("richtwert_exponent"), method("richtwert_verschoben"), {"name": "bestbieter"}, {}]),
    *at("/matrix/method", [*(method("richtwert_exponent", exponent=a) for a in ("1/0", "1/101", "10/100"))]),
    *at("/matrix/method", [method("richtwert_verschoben", shift="100/3"), method("richtwert_verschoben", shift="x")]),
    *at("/format", ["pruefstand/evaluation/1", "pruefstand/evaluation/2", 1]),
]


@pytest.mark.parametrize(("place", "value"), SHAPES, ids=map(str, range(len(SHAPES))))
def test_schema_and_reader_agree(place: str, value: object) -> None:
    document = put(FULL, place, value)
    try:
        read_evaluation(as_bytes(document), house_rules())
    except InputError as error:
        formal = any(f.type.startswith("format_") and f.pointer.startswith(place) for f in error.faults)
    else:
        formal = False

    assert EVALUATION.is_valid(document) is not formal


def refused(document: Json) -> InputError:
    with pytest.raises(InputError) as refusal:
        read_evaluation(as_bytes(document), house_rules())
    return refusal.value


def test_a_refusal_lists_its_faults() -> None:
    document = build_refusal(refused({**sample(), "zusatz": 1}), "wertung.json")

    REFUSAL.validate(document)
    assert document == {
        "format": "pruefstand/faults/1",
        "file": "wertung.json",
        "faults": [
            {
                "type": "format_extra_forbidden",
                "pointer": "/zusatz",
                "severity": "invalid",
                "text": "Unbekanntes Feld. Bitte entfernen oder die Schreibweise prüfen.",
                "legal_source": None,
            }
        ],
        "omitted": 0,
    }


def test_a_refusal_names_rule_and_source() -> None:
    document = build_refusal(refused(evaluation([bid("A", "1", {"Q": "5", "O": "5"})], {"name": "min_max"})), "-")

    REFUSAL.validate(document)
    [fault] = document["faults"]
    assert (fault["severity"], fault["legal_source"]) == ("forbidden", "OLG Düsseldorf, 29.05.2024, Verg 35/23")


def test_a_refusal_counts_what_it_leaves_out() -> None:
    error = InputError([Fault("bids_empty", "/bids"), Fault("x", "", Severity.FORBIDDEN, {}, "§ 1")], omitted=7)
    document = build_refusal(error, "a")

    assert document["omitted"] == 7
    assert [fault["type"] for fault in document["faults"]] == ["bids_empty", "x"]
