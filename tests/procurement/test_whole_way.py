"""A procedure goes from its deadline to the fixed result by the acts of people alone, and stays what it was."""

import json
from pathlib import Path

import pytest

from app.house import House
from app.wiring import build_house
from infra.database import Database
from infra.notices.model import NoticeKind
from infra.policy.decision import AccessDeniedError
from infra.policy.model import NOBODY
from procurement.model import ProcedureStage
from procurement.services.exporting import ExportKind
from tests.bids import ASKER, awaiting_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import RELEASER
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
    told = {who: [one.kind for one in house.notices.page(who, size=50).items] for who in (ASKER, RELEASER, *EVALUATORS)}
    assert set(told[RELEASER]) >= {NoticeKind.BIDS_OPENED, NoticeKind.PRICES_TO_UNLOCK, NoticeKind.RESULT_REQUESTED}
    assert set(told[ASKER]) >= {NoticeKind.SHEETS_COMPLETE, NoticeKind.PRICES_UNLOCKED, NoticeKind.RESULT_FIXED}
    assert told[ASKER].count(NoticeKind.SHEETS_COMPLETE) == 1
    for who in EVALUATORS:
        assert set(told[who]) >= {NoticeKind.SCORING_STARTED, NoticeKind.CONSENSUS_STARTED}
    (summary,) = house.procurement.list_evaluations(ASKER, "VG-9").items
    document = json.loads(house.procurement.get_evaluation(ASKER, summary.slug).document)
    assert {bid["tenderer"]: bid["price_gross_eur"] for bid in document["bids"]} == PRICES
    assert all(len(bid["evaluations"]) == len(EVALUATORS) for bid in document["bids"])
    bundle = house.procurement.export(ASKER, summary.slug, ExportKind.BUNDLE)
    assert not house.procurement.verify_bundle(NOBODY, bundle.data).findings
    assert house.audit_log.verify(actor("revision"), checkpoints=tmp_path).holds
