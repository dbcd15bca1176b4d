import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from core.errors import InputError
from core.parameters import ParameterNotValidError
from procurement.errors import EvaluationAlreadyStoredError, EvaluationNotFoundError
from procurement.model import EvaluationState
from procurement.services import Services
from scoring.result import digest_of
from tests.documents import as_bytes, demo, with_head
from tests.fakes import StoppedClock
from tests.people import OFFICER, OPERATOR


def references(services: Services, query: str = "", page: int = 1, size: int = 25) -> list[str]:
    return [item.reference for item in services.list_evaluations(OFFICER, query, page=page, size=size).items]


def test_the_demo_city_has_both_examples_of_one_reference(services: Services) -> None:
    first = services.load_demo(OPERATOR)
    assert [record.summary.slug for record in first] == [
        "vg-2026-031-preis-quotient",
        "vg-2026-031-richtwert-erweitert",
    ]
    assert {record.summary.reference for record in first} == {"VG-2026-031"}


def test_loading_the_demo_city_again_changes_nothing(services: Services, clock: StoppedClock) -> None:
    first = services.load_demo(OPERATOR)
    clock.moment = datetime(2027, 1, 1, tzinfo=UTC)
    assert services.load_demo(OPERATOR) == first
    assert services.list_evaluations(OFFICER).total == 2


def test_the_demo_city_leaves_an_older_wording_alone(services: Services) -> None:
    older = services.store_evaluation(OFFICER, with_head(title="Videoberatung"))
    assert services.load_demo(OPERATOR)[0] == older
    assert services.list_evaluations(OFFICER).total == 2


def test_what_is_stored_can_be_proved(services: Services) -> None:
    stored = services.store_evaluation(OFFICER, as_bytes(demo()))
    found = services.get_evaluation(OFFICER, "vg-2026-031-preis-quotient")
    assert found == stored
    assert json.loads(found.document) == demo()
    result = services.get_result(OFFICER, found.summary.slug)
    assert result["winner"] == "A"
    assert digest_of(result) == result["digest"] == found.summary.result_digest
    assert found.summary.state is EvaluationState.FINAL
    assert found.summary.tenderers == 5
    assert found.summary.stored_at == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def test_order_and_white_space_do_not_make_another_document(services: Services) -> None:
    stored = services.store_evaluation(OFFICER, as_bytes(demo()))
    reordered = dict(reversed(demo().items()))
    assert services.store_evaluation(OFFICER, json.dumps(reordered, indent=3).encode()) == stored


def test_a_stored_evaluation_is_never_replaced(services: Services) -> None:
    stored = services.store_evaluation(OFFICER, as_bytes(demo()))
    with pytest.raises(EvaluationAlreadyStoredError) as caught:
        services.store_evaluation(OFFICER, with_head(title="Anders"))
    assert caught.value.properties == {"reference": "VG-2026-031", "slug": "vg-2026-031-preis-quotient"}
    assert services.get_evaluation(OFFICER, stored.summary.slug) == stored


def test_lots_of_one_procedure_are_kept_apart(services: Services) -> None:
    for lot in ("Los 1", "Los 2"):
        services.store_evaluation(OFFICER, with_head(lot=lot))
    services.store_evaluation(OFFICER, as_bytes(demo()))
    assert [item.lot for item in services.list_evaluations(OFFICER).items] == [None, "Los 2", "Los 1"]


def test_references_that_look_alike_get_different_slugs(services: Services) -> None:
    slugs = [
        services.store_evaluation(OFFICER, with_head(reference=name)).summary.slug for name in ("A-1", "A/1", "A 1")
    ]
    assert slugs == ["a-1-preis-quotient", "a-1-preis-quotient-2", "a-1-preis-quotient-3"]


def break_a_weight(document: dict[str, Any]) -> None:
    document["matrix"]["price"]["weight_percent"] = "41"


def leave_out_a_reason(document: dict[str, Any]) -> None:
    del document["bids"][0]["scores"]["F1"]["reason"]


def lengthen_the_reference(document: dict[str, Any]) -> None:
    document["procedure"]["reference"] = "x" * 201


@pytest.mark.parametrize("harm", [break_a_weight, leave_out_a_reason, lengthen_the_reference, dict.clear])
def test_nothing_is_written_of_what_cannot_be_evaluated(
    services: Services, harm: Callable[[dict[str, Any]], None]
) -> None:
    document = demo()
    harm(document)
    with pytest.raises(InputError):
        services.store_evaluation(OFFICER, as_bytes(document))
    assert services.list_evaluations(OFFICER).total == 0


def test_the_stability_of_a_final_result_is_stored_outside_its_digest(services: Services) -> None:
    record = services.store_evaluation(OFFICER, as_bytes(demo("richtwert-erweitert")))
    result = services.get_result(OFFICER, record.summary.slug)
    assert result["robustness"]["rank_acceptability"]
    assert digest_of(result) == result["digest"]


def test_a_draft_is_stored_as_preliminary(services: Services) -> None:
    document = demo() | {"draft": True}
    del document["bids"][0]["scores"]["F1"]
    record = services.store_evaluation(OFFICER, as_bytes(document))
    assert record.summary.state is EvaluationState.DRAFT
    result = services.get_result(OFFICER, record.summary.slug)
    assert result["preliminary"] is True
    assert "robustness" not in result


def test_text_that_postgresql_cannot_hold_is_kept_in_the_document(services: Services) -> None:
    record = services.store_evaluation(OFFICER, with_head(title="Eins\0Zwei", reference="N\0UL"))
    assert (record.summary.reference, record.summary.title) == ("NUL", "EinsZwei")
    assert (
        json.loads(services.get_evaluation(OFFICER, record.summary.slug).document)["procedure"]["title"] == "Eins\0Zwei"
    )


@pytest.mark.parametrize("slug", ["nix", "", "\0", "Ä", "x" * 10_000, "' OR 1=1 --"])
def test_what_is_not_stored_is_not_found(services: Services, slug: str) -> None:
    with pytest.raises(EvaluationNotFoundError):
        services.get_evaluation(OFFICER, slug)


def test_opening_uses_the_numbers_of_the_day_of_storing(services: Services, clock: StoppedClock) -> None:
    services.store_evaluation(OFFICER, as_bytes(demo()))
    clock.moment = datetime(2030, 1, 1, tzinfo=UTC)
    opened = services.open_evaluation(OFFICER, "vg-2026-031-preis-quotient")
    assert opened.outcome.rules.day == date(2026, 11, 21)
    assert opened.outcome.winner is not None
    assert opened.outcome.winner.id == opened.result["winner"] == "A"
    assert opened.outcome.rules.open_source_share.number == Decimal(10)


def test_the_day_is_the_german_one(services: Services, clock: StoppedClock) -> None:
    clock.moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert services.score_document(OFFICER, as_bytes(demo())).outcome.rules.day == date(2027, 1, 1)


def test_a_day_before_all_rules_is_not_guessed(services: Services, clock: StoppedClock) -> None:
    clock.moment = datetime(1990, 1, 1, tzinfo=UTC)
    with pytest.raises(ParameterNotValidError):
        services.score_document(OFFICER, as_bytes(demo()))


def test_scoring_stores_nothing(services: Services) -> None:
    assert services.score_document(OFFICER, as_bytes(demo("richtwert-erweitert"))).result["winner"] == "C"
    assert services.list_evaluations(OFFICER).total == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["VG-3", "VG-2", "VG-1"]),
        ("vg-2", ["VG-2"]),
        ("STRASSE", ["VG-1"]),
        ("straße", ["VG-1"]),
        ("amt für", ["VG-3", "VG-1"]),
        ("für amt", ["VG-3", "VG-1"]),
        ("100%", ["VG-2"]),
        ("100_", []),
        ("los_a", ["VG-3"]),
        ("\0", ["VG-3", "VG-2", "VG-1"]),
        ("' OR '1'='1", []),
    ],
)
def test_search_is_by_every_word_in_any_case(services: Services, query: str, found: list[str]) -> None:
    services.store_evaluation(OFFICER, with_head(reference="VG-1", title="Amt für Straßen"))
    services.store_evaluation(OFFICER, with_head(reference="VG-2", title="100% Cloud"))
    services.store_evaluation(OFFICER, with_head(reference="VG-3", title="Amt für Bäder", lot="Los_A"))
    assert references(services, query) == found


def test_sixteen_threads_store_one_document_once(services: Services) -> None:
    with ThreadPoolExecutor(16) as pool:
        records = list(pool.map(lambda _: services.store_evaluation(OFFICER, as_bytes(demo())), range(16)))
    assert len({record.summary.slug for record in records}) == 1
    assert services.list_evaluations(OFFICER).total == 1


def test_sixteen_threads_store_different_lots_under_different_names(services: Services) -> None:
    lots = [f"{number}{sign}" for number in range(8) for sign in "+-"]
    with ThreadPoolExecutor(16) as pool:
        slugs = list(pool.map(lambda lot: services.store_evaluation(OFFICER, with_head(lot=lot)).summary.slug, lots))
    assert len(set(slugs)) == 16
    assert services.list_evaluations(OFFICER).total == 16
