"""A procedure goes from its deadline to the fixed result by the acts of people alone, and stays what it was."""

import json
from pathlib import Path

import pytest

from app.wiring import House, build_house
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from infra.policy.model import NOBODY
from procurement.model import ProcedureStage
from procurement.services.exporting import ExportKind
from tests.bids import ASKER, awaiting_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.whole_way import EVALUATORS, PRICES, Way


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def test_from_the_deadline_to_the_fixed_result(house: House, tmp_path: Path) -> None:
    way = Way(house, awaiting_bids(house).slug)
    way.to_examination()
    way.to_scoring()
    with pytest.raises(AccessDeniedError):
        house.bids.price(actor("vergabestelle2"), way.slug, way.bids[0].id)
    way.to_consensus()
    way.to_result()

    assert way.procedure.stage is ProcedureStage.RESULT_FIXED
    (summary,) = house.procurement.list_evaluations(ASKER, "VG-9").items
    document = json.loads(house.procurement.get_evaluation(ASKER, summary.slug).document)
    assert {bid["tenderer"]: bid["price_gross_eur"] for bid in document["bids"]} == PRICES
    assert all(len(bid["evaluations"]) == len(EVALUATORS) for bid in document["bids"])
    bundle = house.procurement.export(ASKER, summary.slug, ExportKind.BUNDLE)
    assert not house.procurement.verify_bundle(NOBODY, bundle.data).findings
    assert house.audit_log.verify(actor("revision"), checkpoints=tmp_path).holds
