"""Effective influence, and what no bid could differ on."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from scoring.matrix_check.document import CriterionInfluence
from scoring.matrix_check.latitude import latitudes
from tests.factories import Json, bid, criterion, exempt, method, score
from tests.scoring.matrix_probe import matrix, of, report, subject, types, written
from tests.strategies import evaluations


def entries(document: Json) -> dict[str, CriterionInfluence]:
    return {entry["criterion"]: entry for entry in report(document)["influence"]["criteria"]}


def with_bids(document: Json, *points: tuple[str, str, str]) -> Json:
    bids = [bid(f"B{n}", price, {"Q": q, "O": o}) for n, (price, q, o) in enumerate(points)]
    return {**document, "bids": bids}


def test_influence_of_the_given_bids() -> None:
    # Q: range 2 · 90 %, O: range 9 · 10 %: 1.8 to 0.9
    document = with_bids(matrix(), ("100", "8", "1"), ("100", "6", "10"), ("100", "7", "5"))
    found = entries(document)

    assert report(document)["influence"]["basis"] == "bids"
    assert [found[key]["influence_percent"] for key in ("Q", "O")] == ["66.667", "33.333"]
    assert (found["Q"]["lowest"], found["Q"]["highest"]) == ("6", "8")
    assert (found["Q"]["share_percent"], found["Q"]["share_exact"]) == ("90", "9/10")


def test_influence_with_the_price_in_the_tree() -> None:
    # Q: 2/10 · 50 % = 10, O: 0, price: 100 − 100 · 100/125 = 20 points · 40 % = 8
    found = entries(with_bids(matrix("preis_quotient"), ("100", "8", "5"), ("125", "6", "5")))

    assert [found[key]["influence_percent"] for key in ("Q", "O", "price")] == ["55.556", "0", "44.444"]
    assert [found[key]["share_percent"] for key in ("Q", "O", "price")] == ["50", "10", "40"]
    assert (found["price"]["lowest"], found["price"]["highest"]) == ("80", "100")


@pytest.mark.parametrize("bids", [0, 1])
def test_fictitious_bids_use_the_whole_range(bids: int) -> None:
    given_bids = [bid("A", "100", {"Q": "8", "O": "8"})][:bids]
    criteria = [criterion("Q", "90", minimum_points="5"), criterion("O", "10", role="open_source")]
    document = {**matrix(criteria=criteria), "bids": given_bids}
    found = entries(document)

    assert report(document)["influence"]["basis"] == "fictitious"
    assert (found["Q"]["lowest"], found["Q"]["highest"]) == ("5", "10")
    assert [found[key]["influence_percent"] for key in ("Q", "O")] == ["81.818", "18.182"]
    assert "criterion_without_influence" not in types(report(document))


@pytest.mark.parametrize(
    ("name", "lowest"), [("preis_quotient", "50"), ("preis_linear", "0"), ("preis_festbereich", "0")]
)
def test_fictitious_prices(name: str, lowest: str) -> None:
    assert entries(matrix(name))["price"]["lowest"] == lowest
    assert entries(matrix(name))["price"]["highest"] == "100"


def test_equal_bids_have_no_influence_to_share() -> None:
    found = entries(with_bids(matrix(), ("100", "8", "5"), ("125", "8", "5")))

    assert {entry["influence_percent"] for entry in found.values()} == {None}


def test_a_criterion_on_which_all_bids_are_equal() -> None:
    found = report(with_bids(matrix(), ("100", "8", "5"), ("100", "6", "5")))

    assert [entry["place"] for entry in of(found, "criterion_without_influence")] == ["/matrix/criteria/1"]
    assert "5 Punkte" in of(found, "criterion_without_influence")[0]["text"]
    assert "criterion_without_influence" not in types(report(with_bids(matrix(), ("1", "8", "5"), ("1", "6", "4"))))


def test_missing_points_of_a_draft_are_no_zeros() -> None:
    document = with_bids(matrix(), ("100", "8", "5"), ("100", "6", "5"))
    document["draft"] = True
    del document["bids"][0]["scores"]["O"]
    found = entries(document)

    assert (found["O"]["lowest"], found["O"]["highest"], found["O"]["influence_percent"]) == (None, None, "0")
    assert "criterion_without_influence" not in types(report(document))


def test_means_of_evaluators_count_in_a_draft() -> None:
    document = with_bids(matrix(), ("100", "8", "5"), ("100", "6", "5"))
    document["draft"] = True
    document["bids"][0] = {
        **bid("B0", "100"),
        "evaluations": [
            {"evaluator": name, "scores": {"Q": score(points), "O": score("5")}}
            for name, points in (("Amt", "8"), ("Stelle", "9"))
        ],
    }

    assert entries(document)["Q"]["highest"] == "8.5"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"degrees": [{"points": "10", "label": "erfüllt"}]}, "Erfüllungsgrade"),
        ({"minimum_points": "10"}, "Mindestpunkte"),
        ({"minimum_points": "9.5"}, "Mindestpunkte"),
        ({"minimum_points": "6", "degrees": [{"points": p, "label": p} for p in ("0", "5", "10")]}, "Mindestpunkte"),
    ],
)
def test_criteria_no_bid_could_differ_on(fields: Json, reason: str) -> None:
    children = [criterion("Q1", "40", **fields), criterion("Q2", "60")]
    found = report(matrix(criteria=[criterion("Q", "90", children=children), criterion("O", "10", role="open_source")]))
    [entry] = of(found, "criterion_cannot_differ")

    assert entry["place"] == "/matrix/criteria/0/children/0"
    assert reason in entry["text"]


@pytest.mark.parametrize("fields", [{"minimum_points": "9"}, {"degrees": [{"points": p, "label": p} for p in "19"]}])
def test_criteria_that_leave_two_values(fields: Json) -> None:
    children = [criterion("Q1", "40", **fields), criterion("Q2", "60")]
    document = matrix(criteria=[criterion("Q", "90", children=children), criterion("O", "10", role="open_source")])

    assert "criterion_cannot_differ" not in types(report(document))


@pytest.mark.parametrize("place", ["own", "above"])
def test_criteria_without_weight(place: str) -> None:
    own, above = ("0", "90") if place == "own" else ("50", "0")
    children = [criterion("Q1", own), criterion("Q2", str(100 - int(own)))]
    rest = [criterion("R", str(90 - int(above))), criterion("O", "10", role="open_source")]
    found = report(matrix(criteria=[criterion("Q", above, children=children), *rest]))
    told = of(found, "criterion_cannot_differ")

    assert all("kein Gewicht" in entry["text"] for entry in told)
    assert "/matrix/criteria/0/children/0" in {entry["place"] for entry in told}


def test_a_minimum_of_the_group_can_fix_its_criteria() -> None:
    children = [criterion("Q1", "90"), criterion("Q2", "10")]
    group = criterion("Q", "90", minimum_points="9.95", children=children)
    found = report(matrix(criteria=[group, criterion("O", "10", role="open_source")]))

    # Q1 at 9 would leave the group at 9.1 at most; Q2 may fall to 9.5, which the scale does not have
    assert [entry["place"] for entry in of(found, "criterion_cannot_differ")] == [
        "/matrix/criteria/0/children/0",
        "/matrix/criteria/0/children/1",
    ]


def test_a_minimum_of_the_whole_narrows_the_range() -> None:
    found = entries(matrix(minimum_leistungspunkte="500"))

    assert (found["Q"]["lowest"], found["O"]["lowest"]) == ("5", "0")


def test_minima_out_of_reach() -> None:
    graded = {"degrees": [{"points": p, "label": p} for p in ("0", "5")]}
    criteria = [criterion("Q", "90", minimum_points="6", **graded), criterion("O", "10", role="open_source")]
    found = report(matrix(criteria=criteria))
    whole = report(
        matrix(criteria=[{**criteria[0], "minimum_points": "5"}, criteria[1]], minimum_leistungspunkte="951")
    )

    assert [entry["place"] for entry in of(found, "minimum_unreachable")] == ["/matrix/criteria/0/minimum_points"]
    assert [entry["place"] for entry in of(whole, "minimum_unreachable")] == ["/matrix/minimum_leistungspunkte"]
    assert "minimum_unreachable" not in types(report(matrix(minimum_leistungspunkte="1000")))


def test_points_that_do_not_count() -> None:
    found = report(exempt(matrix("niedrigster_preis")))

    assert of(found, "points_do_not_count")[0]["legal_source"] == "VK Sachsen, 1/SVK/016-15"
    assert "criterion_cannot_differ" not in types(found)
    assert {entry["share_percent"] for entry in found["influence"]["criteria"]} == {"0"}
    assert "points_do_not_count" not in types(report(exempt(matrix("niedrigster_preis", []))))
    assert "points_do_not_count" not in types(report(matrix(method("festpreis"))))


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(evaluations(bids=(2, 4), leaving=False))
def test_shares_of_influence_sum_to_100(document: Json) -> None:
    shown = [entry["influence_percent"] for entry in report(document)["influence"]["criteria"]]
    known = [Decimal(value) for value in shown if value is not None]

    assert not known or abs(sum(known, Decimal(0)) - 100) <= Decimal("0.0005") * len(known)
    assert all(value >= 0 for value in known)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(evaluations(bids=(1, 4), leaving=False))
def test_points_of_valid_bids_lie_within_what_is_possible(document: Json) -> None:
    probed = subject(document)
    possible = latitudes(probed.matrix, probed.grid)
    for row in probed.outcome.points.rows:
        for points, room in zip(row, possible.criteria, strict=True):
            assert room.lowest * probed.outcome.points.denominator <= points * possible.unit
            assert points * possible.unit <= room.highest * probed.outcome.points.denominator


def test_written_criteria_differ_on_their_degrees() -> None:
    found = entries(matrix(criteria=[written("Q", "90"), written("O", "10", role="open_source")]))

    assert (found["Q"]["lowest"], found["Q"]["highest"]) == ("0", "10")
