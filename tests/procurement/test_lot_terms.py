"""What a lot takes from catalogues and dated data: kept with its origin, frozen with the publication, compared."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from infra.database import Database
from infra.fields.model import Edit
from procurement.model import Procedure
from procurement.rules.criteria.adding import with_entry
from procurement.rules.criteria.catalogue import parse_catalogue
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.notice import PriceKind, WeightUnit
from procurement.rules.procedure.stages import Step
from procurement.services.procedures.lot_terms import ClauseKey
from scoring.intake import parse_evaluation
from tests.documents import as_bytes, catalogue
from tests.fakes import StoppedClock
from tests.procedures import ASKER, RELEASER, prepared, take

SELECTION: dict[str, Any] = {
    "reference": "egal",
    "title": "egal",
    "method": {"name": "richtwert_einfach"},
    "groups": [{"group": "S", "weight_percent": "90"}, {"group": "O", "weight_percent": "10"}],
    "criteria": [
        {"entry": "S1", "weight_percent": "60"},
        {"entry": "S2", "weight_percent": "40"},
        {"entry": "O1", "weight_percent": "100"},
        {"entry": "A1"},
    ],
}
KEY = ClauseKey(catalogue="probe", number=1, id="K1")


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))


@pytest.fixture
def taken(house: House) -> Procedure:
    """Return a procedure whose only lot took criteria, a clause and the suggested contract."""
    house.criteria.import_catalogue(ASKER, as_bytes(catalogue()))
    found = prepared(house)
    found = house.lot_taking.take_criteria(ASKER, found.slug, found.version, 1, "probe", 1, SELECTION)
    found = house.lot_taking.set_clauses(ASKER, found.slug, found.version, 1, [KEY])
    return house.lot_taking.set_contract(ASKER, found.slug, found.version, 1, "EVB-IT Cloud")


def published_lot(house: House, slug: str, number: int = 1) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(house.procedures.publication(ASKER, slug, number).document)
    lot: dict[str, Any] = document["lots"][0]
    return lot


def changed_matrix(house: House, procedure: Procedure, **texts: str) -> Procedure:
    """Change texts of criterion S1 by hand."""
    now = house.procedures.open(ASKER, procedure.slug).procedure
    document = json.loads(now.lots[0].document or "")
    group = next(one for one in document["matrix"]["criteria"] if one["id"] == "S")
    group["children"][0] |= texts
    matrix = parse_evaluation(document, bids_required=False)
    return house.lot_drafting.set_matrix(ASKER, now.slug, now.version, 1, matrix)


def test_the_publication_names_catalogue_version_and_digest(house: House, taken: Procedure) -> None:
    digest = house.criteria.open(ASKER, "probe", 1).summary.digest
    changed_matrix(house, taken, evidence="Anderes")
    edit = Edit(field=TextField.DIGITAL_CHECK, value="Vorlage 2026/17", base_version=0)
    house.drafting.save_texts(ASKER, taken.slug, [edit])
    take(house, taken.slug, Step.REQUEST_RELEASE)
    take(house, taken.slug, Step.RELEASE, RELEASER)

    lot = published_lot(house, taken.slug)
    sources = {one["id"]: one for one in lot["criteria_sources"]}
    assert {(one["catalogue"], one["number"], one["digest"]) for one in sources.values()} == {("probe", 1, digest)}
    assert {name: one["changed"] for name, one in sources.items()} == {
        "O1": False,
        "S1": True,
        "S2": False,
        "A1": False,
    }
    assert (lot["clauses"][0]["id"], lot["clauses"][0]["digest"]) == ("K1", digest)
    assert (lot["contract"]["kind"], lot["contract"]["open_source"]) == ("EVB-IT Cloud", "not-ready")
    notice = house.procedures.notices(ASKER, taken.slug, 1, PriceKind.PRICE, WeightUnit.PERCENT)[0].notice
    assert lot["clauses"][0]["text"] in notice.text
    stored = house.procedures.open(ASKER, taken.slug).publications[0]
    assert json.loads(stored.internal)["links"] == [{"kind": "digital-check", "reference": "Vorlage 2026/17"}]


def test_a_new_publication_shows_them_and_a_withdrawn_one_restores_them(house: House, taken: Procedure) -> None:
    second = catalogue(version=2, word="Zwei")
    take(house, taken.slug, Step.REQUEST_RELEASE)
    take(house, taken.slug, Step.RELEASE, RELEASER)
    before = house.procedures.open(ASKER, taken.slug).procedure.lots[0].terms
    house.criteria.import_catalogue(ASKER, as_bytes(second))
    take(house, taken.slug, Step.START_CHANGE, reason="Neue Fassung")
    now = house.procedures.open(ASKER, taken.slug).procedure
    now = house.lot_taking.take_criteria(ASKER, now.slug, now.version, 1, "probe", None, SELECTION)
    house.lot_taking.set_clauses(ASKER, now.slug, now.version, 1, [])

    changes = house.procedures.open(ASKER, taken.slug).facts.changes
    places = {(one.path[2:], one.essential) for one in changes if one.path[:1] == ("lots",)}
    assert (("criteria_sources", "S1", "number"), False) in places
    assert (("clauses",), True) in places
    take(house, taken.slug, Step.WITHDRAW_CHANGE)
    assert house.procedures.open(ASKER, taken.slug).procedure.lots[0].terms == before


def test_a_newer_version_is_told_and_an_origin_ends_with_its_criterion(house: House, taken: Procedure) -> None:
    terms = taken.lots[0].terms
    assert house.lot_taking.newer(ASKER, terms) == {}
    second = catalogue(version=2)
    second["entries"] = [one | ({"evidence": "neu"} if one["id"] == "S1" else {}) for one in second["entries"]]
    second["entries"] = [one for one in second["entries"] if one["id"] != "S2"]
    house.criteria.import_catalogue(ASKER, as_bytes(second))
    newer = house.lot_taking.newer(ASKER, terms)
    assert {name: (one.is_gone, one.is_changed) for name, one in newer.items()} == {
        "O1": (False, False),
        "S1": (False, True),
        "S2": (True, False),
        "A1": (False, False),
    }

    after = changed_matrix(house, taken, title="Etwas ganz anderes")
    assert [one.criterion for one in after.lots[0].terms.origins] == ["O1", "S2", "A1"]
    assert after.lots[0].terms.clauses == terms.clauses


def test_another_contract_than_suggested_wants_a_reason(house: House, taken: Procedure) -> None:
    taking = house.lot_taking
    with pytest.raises(InputError):
        taking.set_contract(ASKER, taken.slug, taken.version, 1, "EVB-IT System", "  ")
    with pytest.raises(InputError):
        taking.set_contract(ASKER, taken.slug, taken.version, 1, "EVB-IT Phantasie")
    found = taking.set_contract(ASKER, taken.slug, taken.version, 1, "EVB-IT System", "Ein Werk")
    contract = found.lots[0].terms.contract
    assert contract is not None
    assert contract.reason == "Ein Werk"
    take(house, taken.slug, Step.REQUEST_RELEASE)
    take(house, taken.slug, Step.RELEASE, RELEASER)
    assert "reason" not in published_lot(house, taken.slug)["contract"]
    internal = json.loads(house.procedures.open(ASKER, taken.slug).publications[0].internal)
    assert internal["contract_reasons"] == [{"lot": 1, "reason": "Ein Werk"}]


@pytest.mark.parametrize(
    "keys",
    [
        [KEY, KEY],
        [ClauseKey(catalogue="probe", number=1, id="K9")],
        [ClauseKey(catalogue="fehlt", number=1, id="K1")],
        [ClauseKey(catalogue="../x", number=0, id="K1")],
    ],
)
def test_clauses_that_are_none(house: House, taken: Procedure, keys: list[ClauseKey]) -> None:
    with pytest.raises(InputError):
        house.lot_taking.set_clauses(ASKER, taken.slug, taken.version, 1, keys)


@pytest.mark.parametrize(
    ("group", "weight", "fault"),
    [
        ("fehlt", "20", "criterion_group_unknown"),
        ("O", None, "criterion_weight"),
        ("O", "100", "criterion_weight"),
        ("O", "33.333333333", "criterion_weight_digits"),
    ],
)
def test_a_criterion_that_does_not_fit_is_refused(group: str, weight: str | None, fault: str) -> None:
    document: dict[str, Any] = {
        "matrix": {
            "criteria": [
                {
                    "id": "O",
                    "title": "Offen",
                    "kind": "B",
                    "weight_percent": "100",
                    "children": [{"id": "O1", "title": "x", "kind": "B", "weight_percent": "12.5"}],
                }
            ]
        }
    }
    entry = next(one for one in parse_catalogue(catalogue()).entries if one.id == "S1")
    with pytest.raises(InputError) as refused:
        with_entry(document, entry, "N1", group, None if weight is None else Decimal(weight))
    assert [one.type for one in refused.value.faults] == [fault]
