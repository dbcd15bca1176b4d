"""Presentations: the same time for all, with minutes; only while bids are examined or scored."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.database import Database
from infra.fields.model import Edit
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from procurement.errors import BidNotFoundError, PresentationLengthError, ProcedureFrozenError
from procurement.model import Decision, ProcedureStage
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.publication import restore
from procurement.rules.procedure.stages import Step
from procurement.services.bids.presentations import Held
from tests.audit_lines import lines_of
from tests.bids import EVALUATOR, with_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, RELEASER, prepared, take
from tests.sheets import FIRST_BID, scoring, stage

SECOND_BID = "1-1-1-2"
HELD = Held(
    held_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    minutes_taken=60,
    attendees="Mira Novak, zwei Personen des Bieters",
    minutes="Alle Aufgaben wurden gezeigt.",
    criteria=("F2", "F1"),
)


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def test_the_same_time_for_all(house: House, database: Database) -> None:
    slug = scoring(house).slug
    record = house.presentations.record
    first = record(ASKER, slug, FIRST_BID, 0, HELD)
    assert (first.version, first.criteria) == (1, ("F1", "F2"))
    with pytest.raises(PresentationLengthError) as refused:
        record(ASKER, slug, SECOND_BID, 0, replace(HELD, minutes_taken=90))
    assert refused.value.properties == {"minutes": "60"}
    record(ASKER, slug, SECOND_BID, 0, replace(HELD, minutes_taken=90, accepts_other_length=True))
    with pytest.raises(VersionConflictError):
        record(ASKER, slug, FIRST_BID, 0, HELD)
    lines = [
        one["details"]["after"] for one in lines_of(database, DEMO_CITY) if one["event"] == "presentation-recorded"
    ]
    assert [(one["bid"], one["accepts_other_length"]) for one in lines] == [(FIRST_BID, False), (SECOND_BID, True)]
    assert "gezeigt" not in json.dumps(lines)
    assert house.sheets.open(EVALUATOR, slug, 1).presentations[FIRST_BID].minutes == HELD.minutes


def test_only_officers_record_and_only_in_time(house: House) -> None:
    slug = with_bids(house, stage=ProcedureStage.EXAMINATION, decision=Decision.ADMITTED).slug
    for account in ("wertung", "revision", "verwaltung"):
        with pytest.raises(AccessDeniedError):
            house.presentations.record(actor(account), slug, FIRST_BID, 0, HELD)
    with pytest.raises(BidNotFoundError):
        house.presentations.record(ASKER, slug, "1-1-1-9", 0, HELD)
    house.presentations.record(ASKER, slug, FIRST_BID, 0, HELD)
    for target in (ProcedureStage.OPENED, ProcedureStage.CONSENSUS, ProcedureStage.PRICING):
        stage(house, slug, target)
        with pytest.raises(ProcedureFrozenError):
            house.presentations.record(ASKER, slug, FIRST_BID, 1, HELD)
    assert not house.presentations.open(actor("revision"), slug).is_open


@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        (replace(HELD, minutes=" "), "/minutes"),
        (replace(HELD, attendees=""), "/attendees"),
        (replace(HELD, minutes_taken=0), "/minutes_taken"),
        (replace(HELD, criteria=("A1",)), "/criteria"),
        (replace(HELD, held_at=datetime(1999, 1, 1, tzinfo=UTC)), "/held_at"),
    ],
)
def test_what_is_missing_is_told(house: House, wish: Held, pointer: str) -> None:
    slug = scoring(house).slug
    with pytest.raises(InputError) as refused:
        house.presentations.record(ASKER, slug, FIRST_BID, 0, wish)
    assert [one.pointer for one in refused.value.faults] == [pointer]


def test_the_script_is_published_and_restored(house: House) -> None:
    slug = prepared(house, "VG-77").slug
    script = "60 Minuten je Bieter: Termin buchen, Termin absagen."
    house.drafting.save_texts(ASKER, slug, [Edit(field=TextField.PRESENTATION, value=script, base_version=0)])
    take(house, slug, Step.REQUEST_RELEASE)
    take(house, slug, Step.RELEASE, RELEASER)
    document = json.loads(house.procedures.publication(ASKER, slug, 1).document)

    assert document["presentation"] == script
    internal = {"need": {}, "kind_reason": "", "open_source_check": ""}
    assert restore(document, internal).texts[TextField.PRESENTATION] == script
