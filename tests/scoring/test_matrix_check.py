"""The document of the probe: sums, open source, price share, form."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import TypeAdapter, ValidationError

from core.errors import InputError
from core.numbers import MEASURE_PATTERN
from scoring.intake import parse_evaluation
from scoring.matrix_check import FORMAT, Probe, probe
from scoring.matrix_check.weight_sums import weight_sums
from scoring.methods import METHODS
from scoring.result import digest_of
from tests.factories import Json, bid, criterion, exempt, house_rules, method
from tests.scoring.matrix_probe import matrix, of, report, types
from tests.strategies import evaluations, matrices

FORM = TypeAdapter(Probe)
MEASURED = re.compile(r"(_percent|_eur|^euro|^sum|^value|leistungspunkte|^lowest|^highest)$")


def measures(value: object, key: str = "") -> Iterator[str]:
    """Yield every measured value of a document."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from measures(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from measures(inner)
    elif isinstance(value, str) and MEASURED.search(key):
        yield value


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(evaluations(bids=(0, 3)))
def test_every_report_has_the_agreed_form(document: Json) -> None:
    found = report(document)
    assert found["format"] == FORMAT
    assert FORM.validate_python(json.loads(json.dumps(found)), strict=True) == found
    assert all(re.fullmatch(MEASURE_PATTERN, value) for value in measures(found))
    assert found["digest"] == digest_of(found)
    assert [entry["severity"] for entry in found["findings"]] == sorted(
        (entry["severity"] for entry in found["findings"]), key=["verstoss", "warnung", "hinweis"].index
    )


def test_the_form_is_closed() -> None:
    with pytest.raises(ValidationError):
        FORM.validate_python({**report(matrix()), "extra": 1})


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(matrices())
def test_every_level_of_a_valid_matrix_sums_to_100(document: Json) -> None:
    whole = exempt(
        {"format": "pruefstand/evaluation/1", "procedure": {"reference": "V", "title": "T"}, "matrix": document}
    )
    sums = weight_sums(parse_evaluation(whole, bids_required=False).matrix)

    assert all(level["exact"] and level["sum"] == "100" for level in sums)
    assert sums[0]["place"] == "/matrix/criteria"


def test_the_levels_are_told_with_their_place() -> None:
    inner = criterion("Q", "50", children=[criterion("Q1", "33.3"), criterion("Q2", "66.7")])
    found = report(matrix("preis_quotient", [inner, criterion("O", "10", role="open_source")]))

    assert [(level["place"], level["criterion"], level["parts"]) for level in found["weight_sums"]] == [
        ("/matrix/criteria", None, 3),
        ("/matrix/criteria/0/children", "Q", 2),
    ]
    assert found["weight_sums"][0]["title"] == "Hauptgruppen und Preis"


def test_the_weights_of_the_method_are_a_level() -> None:
    sums = report(matrix("gewichtet_median"))["weight_sums"]

    assert [level["place"] for level in sums] == ["/matrix/criteria", "/matrix/method"]


def test_a_wrong_sum_is_never_called_exact() -> None:
    valid = parse_evaluation(matrix(), bids_required=False).matrix
    heavier = valid.criteria[0].model_copy(update={"weight_percent": Decimal("90.000000001")})
    broken = valid.model_copy(update={"criteria": (heavier, *valid.criteria[1:])})

    assert [(level["sum"], level["exact"]) for level in weight_sums(broken)] == [("100.000000001", False)]


def test_a_matrix_without_weights_has_no_levels() -> None:
    assert report(exempt(matrix("niedrigster_preis", [])))["weight_sums"] == []


def test_open_source_as_the_policy_wants_it() -> None:
    found = report(matrix())

    assert found["open_source"]["fulfilled"]
    assert found["open_source"]["share_percent"] == found["open_source"]["policy_percent"] == "10"
    assert found["open_source"]["groups"] == ["O"]
    assert not {kind for kind in types(found) if kind.startswith("open_source")}


def groups(share: str) -> list[Json]:
    return [criterion("Q", str(100 - int(share))), criterion("O", share, role="open_source")]


@pytest.mark.parametrize(("share", "kind"), [("0", "open_source_missing"), ("9", "open_source_too_low")])
def test_too_little_open_source(share: str, kind: str) -> None:
    document = matrix(criteria=groups(share))
    published = {**document, "procedure": {**document["procedure"], "published": True}}
    found, frozen, reasoned = report(document), report(published), report(exempt(document))

    assert not found["open_source"]["fulfilled"]
    assert [entry["severity"] for entry in of(found, kind)] == ["verstoss"]
    assert of(found, kind)[0]["legal_source"] == found["open_source"]["legal_source"]
    assert [entry["severity"] for entry in of(frozen, kind)] == ["warnung"]
    assert "127 Abs. 5 GWB" in (of(frozen, kind)[0]["legal_source"] or "")
    assert of(reasoned, kind) == []
    assert [entry["severity"] for entry in of(reasoned, "open_source_exemption")] == ["hinweis"]
    texts = {found["open_source"]["text"], frozen["open_source"]["text"], reasoned["open_source"]["text"]}
    assert len(texts) == 3


def test_more_open_source_than_the_policy() -> None:
    assert of(report(matrix(criteria=groups("11"))), "open_source_high")[0]["severity"] == "warnung"


def test_open_source_as_the_only_criterion_beside_the_price() -> None:
    alone = [criterion("O", "60", role="open_source")]
    beside = [criterion("O", "60", role="open_source"), criterion("Q", "0")]

    assert report(matrix("preis_quotient", alone))["open_source"]["only_non_price_criterion"]
    assert "open_source_only" in types(report(matrix("preis_quotient", beside)))
    assert "open_source_only" not in types(report(matrix("preis_quotient")))
    assert "open_source_only" not in types(report(exempt(matrix("niedrigster_preis", [criterion("O", "100")]))))


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("richtwert_einfach", None),
        ("richtwert_erweitert", None),
        ("richtwert_verschoben", None),
        ("richtwert_exponent", None),
        ("gewichtet_referenzwert", "40"),
        ("gewichtet_median", "40"),
        ("preis_quotient", "40"),
        ("preis_linear", "40"),
        ("preis_festbereich", "40"),
        ("festpreis", "0"),
        ("niedrigster_preis", "100"),
    ],
)
def test_price_share_of_every_method(name: str, share: str | None) -> None:
    part = report(exempt(matrix(name)))["price_quality"]

    assert part["price_share_percent"] == share
    assert part["quality_share_percent"] == (None if share is None else str(100 - int(share)))
    assert part["text"]
    assert bool(part["one_percent_of_price"]) == (name not in {"festpreis", "niedrigster_preis"})


def test_a_price_share_at_the_dated_notice() -> None:
    def priced(percent: str) -> Json:
        rest = criterion("O", str(100 - Decimal(percent)), role="open_source")
        return matrix("preis_linear", [rest], price={"weight_percent": percent})

    assert of(report(priced("90")), "price_share_high")[0]["place"] == "/matrix/price"
    assert "price_share_high" not in types(report(priced("89.999")))
    weighted = method("gewichtet_median", weight_quality_percent="5", weight_price_percent="95")
    assert of(report(matrix(weighted)), "price_share_high")[0]["place"] == "/matrix/method"
    assert "price_share_high" not in types(report(matrix("richtwert_einfach")))


def test_four_methods_are_offered_first() -> None:
    choice = report(matrix())["method_choice"]

    assert choice["offered_first"] == ["richtwert_einfach", "richtwert_erweitert", "preis_quotient", "festpreis"]
    assert sorted(choice["offered_first"] + choice["others"]) == sorted(METHODS)


def test_head_of_a_draft_and_of_a_lot() -> None:
    document = matrix()
    plain, lot = report(document), {**document, "draft": True, "procedure": {**document["procedure"], "lot": "Los 2"}}

    assert "preliminary" not in plain
    assert "lot" not in plain
    assert report(lot)["preliminary"]
    assert report(lot)["lot"] == "Los 2"
    assert report(lot)["digest"] != plain["digest"]


def test_excluded_bids_are_counted_and_left_out() -> None:
    bids = [bid("A", "100.00", {"Q": "8", "O": "2"}), bid("B", "1.00", {"Q": "1", "O": "9"})]
    bids[1]["exclusion"] = {"code": "late", "reason": "nach Fristende"}
    found = report({**matrix(), "bids": bids})

    assert found["bids"] == {"given": 2, "valid": 1}
    assert found["euro_per_point"]["reference_price_eur"] == "100.00"


def test_a_median_of_zero_points_is_a_fault() -> None:
    document = {**matrix("gewichtet_median"), "bids": [bid("A", "100.00", {"Q": "0", "O": "0"})]}
    with pytest.raises(InputError, match="median_of_points_zero"):
        report(document)


def test_without_word_lists_the_report_says_so() -> None:
    found = probe(parse_evaluation(matrix(), bids_required=False), house_rules())

    assert "product_names_not_checked" in types(found)
    assert "product_names_not_checked" not in types(report(matrix()))


def test_the_worked_example_of_the_rule_page() -> None:
    criteria = [criterion("Q", "60"), criterion("O", "10", role="open_source")]
    found = report(matrix("preis_quotient", criteria, price={"weight_percent": "30"}))
    example = found["flip"]["counter_example"]

    assert example is not None
    assert [(one["id"], one["price_gross_eur"], one["points"]["Q"]) for one in example["bids"]] == [
        ("X", "100000.00", "10"),
        ("Y", "73000.00", "9"),
        ("Neu", "58000.00", "8"),
    ]
    assert [(one["bid"], one["value"]) for one in example["before"]] == [("Y", "93"), ("X", "91.9")]
    assert [(one["bid"], one["value"]) for one in example["after"]] == [("X", "87.4"), ("Y", "86.836"), ("Neu", "86")]
    assert [one["euro"] for one in found["euro_per_point"]["criteria"]] == ["25000.00", "3448.28"]
    shares = [one["influence_percent"] for one in found["influence"]["criteria"]]
    assert shares == ["70.588", "11.765", "17.647"]
