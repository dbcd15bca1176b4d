"""Opening, import, files and prices of bids, through the services on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.audit.model import Event
from infra.database import Database
from infra.policy.decision import AccessDeniedError, Denial
from infra.policy.model import Actor
from procurement.errors import (
    BidFileNotFoundError,
    BidPriceMissingError,
    BidsNotAcceptedError,
    OpeningRecordedError,
    PreviewChangedError,
    TenderBidNotFoundError,
)
from procurement.model import BidState, Procedure, ProcedureStage, ProcedureType
from procurement.repository import ProcedureRepository
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.rules.procedure.wording import reason_sentence
from procurement.services.intake.changing import NewState
from procurement.services.intake.importing import GivenBid, GivenFile, Imported
from procurement.services.intake.opening import OpeningRecord
from procurement.services.procedures import Wish
from tests.audit_lines import lines_of
from tests.bid_files import LATE, PRICE, PRICE_TEXT, alone, archive, csv, ods, row, whole, xlsx
from tests.bids import AUTUMN, DEADLINE, OPENED_AT, appoint, at, awaiting_bids, with_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, RELEASER, opened, take

TWO = OpeningRecord(opened_at=OPENED_AT, first_person="Erika Muster", second_person="Max Muster", note="Ohne Vorfall.")
EVALUATOR, AUDITOR, DEPARTMENT = actor("wertung"), actor("revision"), actor("fachamt")


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def recorded(house: House, *, two_envelopes: bool = True) -> Procedure:
    procedure = awaiting_bids(house, two_envelopes=two_envelopes)
    return house.bid_opening.record(ASKER, procedure.slug, procedure.version, TWO)


def taken(house: House, data: bytes, *, two_envelopes: bool = True) -> Imported:
    procedure = recorded(house, two_envelopes=two_envelopes)
    seal = house.bid_import.preview(ASKER, procedure.slug, data).seal
    return house.bid_import.confirm(ASKER, procedure.slug, procedure.version, data, seal)


def put(house: House, slug: str, stage: ProcedureStage, **changes: object) -> Procedure:
    """Put a procedure into a stage without asking any guard."""
    with house.transactions.database.write(ASKER.city) as session:
        repository = ProcedureRepository(session)
        before = repository.hold(slug)
        after = replace(before, stage=stage, **changes)  # type: ignore[arg-type]
        repository.save(before, after)
        return after


def told(house: House, event: Event) -> list[dict[str, Any]]:
    lines = lines_of(house.transactions.database, str(ASKER.city))
    return [one["details"] for one in lines if one["event"] == event.value]


def faults_of(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        call()
    return [(one.type, one.pointer) for one in refused.value.faults]


def test_two_people_open_the_bids_of_a_published_procedure(house: House) -> None:
    before = awaiting_bids(house)
    after = house.bid_opening.record(ASKER, before.slug, before.version, TWO)
    seen = house.bids.all(ASKER, before.slug)

    assert (after.stage, after.opened, after.version) == (ProcedureStage.OPENED, 1, before.version + 1)
    (opening,) = seen.openings
    assert (opening.first_person, opening.second_person, opening.opened_at) == ("Erika Muster", "Max Muster", OPENED_AT)
    assert told(house, Event.BIDS_OPENED)[-1]["after"] == {"stage": "opened", "opened_at": OPENED_AT.isoformat()}
    with pytest.raises(OpeningRecordedError):
        house.bid_opening.record(ASKER, before.slug, after.version, TWO)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"second_person": " erika  MUSTER "}, ("opening_same_person", "/second_person")),
        ({"second_person": "\u200b "}, ("name_expected", "/second_person")),
        ({"opened_at": datetime(2026, 11, 10, 10, 59, 59, tzinfo=UTC)}, ("opening_before_deadline", "/opened_at")),
        ({"opened_at": datetime(2026, 11, 21, 9, 30, 1, tzinfo=UTC)}, ("opening_in_future", "/opened_at")),
    ],
)
def test_what_cannot_be_an_opening_leaves_everything_as_it_is(
    house: House, changes: dict[str, object], fault: tuple[str, str]
) -> None:
    before = awaiting_bids(house)
    given = replace(TWO, **changes)  # type: ignore[arg-type]

    assert faults_of(lambda: house.bid_opening.record(ASKER, before.slug, before.version, given)) == [fault]
    assert opened(house, before.slug).procedure == before
    assert house.bids.all(ASKER, before.slug).openings == ()


def test_nothing_is_opened_before_the_deadline_by_others_or_twice_at_once(house: House) -> None:
    before = awaiting_bids(house)
    early = at(house, datetime(2026, 11, 10, 10, 59, tzinfo=UTC))
    with pytest.raises(StepNotPossibleError):
        early.bid_opening.record(ASKER, before.slug, before.version, TWO)
    with pytest.raises(VersionConflictError):
        house.bid_opening.record(ASKER, before.slug, before.version - 1, TWO)
    for other in (EVALUATOR, AUDITOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            house.bid_opening.record(other, before.slug, before.version, TWO)
    assert opened(house, before.slug).procedure.stage is ProcedureStage.PUBLISHED


def test_a_later_round_has_a_deadline_of_its_own(house: House) -> None:
    slug = recorded(house).slug
    end = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    now = put(house, slug, ProcedureStage.INVITED, round=2, round_deadline=end)
    with pytest.raises(BidsNotAcceptedError):
        house.bid_import.preview(ASKER, slug, csv(alone()))
    assert faults_of(lambda: house.bid_opening.record(ASKER, slug, now.version, TWO)) == [
        ("opening_before_deadline", "/opened_at")
    ]
    with pytest.raises(StepNotPossibleError) as early:
        at(house, end - timedelta(seconds=1)).bid_opening.record(ASKER, slug, now.version, TWO)
    assert [one.type for one in early.value.reasons] == ["bids-not-due"]
    after = house.bid_opening.record(RELEASER, slug, now.version, replace(TWO, opened_at=end))

    assert (after.stage, after.round) == (ProcedureStage.OPENED, 2)
    assert [one.round for one in house.bids.all(ASKER, slug).openings] == [1, 2]
    moments = (end, end + timedelta(seconds=1))
    given = [GivenBid(lot=1, tenderer=f"Alpha {at}", received_at=at) for at in moments]
    version = after.version
    for one in given:
        version = house.bid_import.add(ASKER, slug, version, one).procedure.version
    assert [(one.bid.id, one.bid.state) for one in house.bids.all(ASKER, slug).current] == [
        ("1-2-1-1", BidState.RECEIVED),
        ("1-2-1-2", BidState.LATE),
    ]


def test_a_later_round_begins_with_its_deadline(house: House) -> None:
    slug = recorded(house).slug
    kind = replace(opened(house, slug).procedure.plan, kind=ProcedureType.NEGOTIATED_WITHOUT_CALL)
    put(house, slug, ProcedureStage.PRICING, plan=kind)
    stepping = replace(house.stepping, effects={})

    def begin(end: datetime | None) -> list[str] | Procedure:
        wish = Wish(step=Step.NEXT_ROUND, version=opened(house, slug).procedure.version, reason="Verhandelt")
        try:
            return stepping.take(ASKER, slug, replace(wish, bid_deadline=end))
        except StepNotPossibleError as refused:
            return [reason_sentence(one) for one in refused.reasons]

    assert begin(None) == ["Die Angebotsfrist fehlt."]
    assert begin(datetime(2026, 11, 21, 9, 0, tzinfo=UTC)) == ["Die Angebotsfrist liegt nicht in der Zukunft."]
    assert begin(datetime(2026, 12, 1, 11, 0, tzinfo=UTC)) == [
        "Die Angebotsfrist ist zu kurz: Die Mindestfrist läuft bis zum 01.12.2026, 24 Uhr."
    ]
    end = datetime(2026, 12, 2, 11, 0, tzinfo=UTC)
    after = begin(end)
    assert isinstance(after, Procedure)
    assert (after.stage, after.round, after.bids_due) == (ProcedureStage.INVITED, 2, end)
    assert told(house, Event.ROUND_STARTED)[-1]["after"]["bid_deadline"] == end.isoformat()
    reset = take(house, slug, Step.RESET, reason="Fehler")
    assert (reset.round_deadline, reset.bids_due) == (None, DEADLINE)


@pytest.mark.parametrize("write", [xlsx, ods, csv])
def test_a_list_alone_is_taken_over(house: House, write: Callable[..., bytes]) -> None:
    data = write(alone(), alone(bieter="Beta AG", eingang=LATE, preis=""), alone(bieter="C", stand="zurückgezogen"))
    done = taken(house, data)

    assert [(one.id, one.tenderer, one.state) for one in done.bids] == [
        ("1-1-1-1", "Alpha GmbH", BidState.RECEIVED),
        ("1-1-1-2", "Beta AG", BidState.LATE),
        ("1-1-1-3", "C", BidState.WITHDRAWN),
    ]
    assert house.bids.price(ASKER, done.procedure.slug, "1-1-1-1").gross_eur == PRICE
    with pytest.raises(BidPriceMissingError):
        house.bids.price(ASKER, done.procedure.slug, "1-1-1-2")
    assert done.bids[0].received_at == datetime(2026, 11, 10, 10, 5, 9, tzinfo=UTC)


def test_an_archive_is_taken_over_with_its_files(house: House) -> None:
    done = taken(house, whole())
    slug = done.procedure.slug
    alpha, beta = house.bids.all(ASKER, slug).bids

    assert [(one.name, one.with_price, one.digest[:7]) for one in alpha.files] == [
        ("Preisdatei 1.txt", True, "hs-256:"),
        ("konzept.pdf", False, "sha256:"),
    ]
    assert [one.name for one in beta.files] == ["angebot.pdf"]
    assert house.bids.file(ASKER, slug, alpha.bid.id, "Preisdatei 1.txt").content == PRICE_TEXT
    assert house.bids.file(AUDITOR, slug, alpha.bid.id, "konzept.pdf").content.startswith(b"%PDF")
    assert len(told(house, Event.BID_FILE_READ)) == 2
    with pytest.raises(BidFileNotFoundError):
        house.bids.file(ASKER, slug, alpha.bid.id, "../konzept.pdf")
    (entry,) = told(house, Event.BIDS_IMPORTED)
    assert [one["receipt"] for one in entry["after"]["bids"]] == [one.receipt_digest for one in done.bids]


def test_only_the_previewed_bytes_are_stored_once_by_whoever_saw_them(house: House) -> None:
    procedure = recorded(house)
    slug, data, other = procedure.slug, csv(alone()), csv(alone(preis="1"))
    seal = house.bid_import.preview(ASKER, slug, data).seal
    for by, content, given in ((ASKER, other, seal), (RELEASER, data, seal), (ASKER, data, "0" * 64)):
        with pytest.raises(PreviewChangedError):
            house.bid_import.confirm(by, slug, procedure.version, content, given)
    assert house.bids.all(ASKER, slug).bids == ()
    after = house.bid_import.confirm(ASKER, slug, procedure.version, data, seal).procedure
    with pytest.raises(VersionConflictError):
        house.bid_import.confirm(ASKER, slug, procedure.version, data, seal)
    again = faults_of(lambda: house.bid_import.confirm(ASKER, slug, after.version, data, seal))
    assert again == [("bid_known", "CSV!B2")]
    assert len(house.bids.all(ASKER, slug).bids) == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"los": "7"}, ("bid_lot_unknown", "Angebote!A2")),
        ({"los": "x"}, ("bid_lot_number", "Angebote!A2")),
        ({"bieter": ""}, ("name_expected", "Angebote!B2")),
        ({"bieter": "x" * 401}, ("name_expected", "Angebote!B2")),
        ({"eingang": "gestern"}, ("bid_moment", "Angebote!C2")),
        ({"eingang": "21.11.2026 10:30:01"}, ("bid_received_in_future", "Angebote!C2")),
        ({"eingang": "01.08.2026 10:00"}, ("bid_received_early", "Angebote!C2")),
        ({"stand": "vielleicht"}, ("bid_state_word", "Angebote!D2")),
        ({"stand": "verspätet"}, ("bid_listed_late", "Angebote!D2")),
        ({"preis": "teuer"}, ("workbook_not_number", "Angebote!E2")),
        ({"preis": "-1"}, ("bid_price_range", "Angebote!E2")),
        ({"preis": "1,234"}, ("format_cents", "Angebote!E2")),
        ({"ordner": "alpha"}, ("bid_folder_without_archive", "Angebote!F2")),
        ({"preisdatei": "preis.txt"}, ("bid_price_file_without_folder", "Angebote!G2")),
    ],
)
def test_every_fault_of_a_list_has_its_cell(house: House, changes: dict[str, str], fault: tuple[str, str]) -> None:
    slug = recorded(house).slug

    assert faults_of(lambda: house.bid_import.preview(ASKER, slug, xlsx(alone(**changes)))) == [fault]


PLAIN = [("alpha/konzept.pdf", b"x"), ("alpha/preis.txt", b"y")]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (archive([("alpha/a.pdf", b"x")]), "bid_list_missing"),
        (archive([("angebote.csv", b"x"), *PLAIN], row()), "bid_list_twice"),
        (archive([("brief.pdf", b"x"), *PLAIN], row()), "bid_file_outside"),
        (archive(PLAIN, row(ordner="beta")), "bid_folder_missing"),
        (archive([("beta/a.pdf", b"x"), *PLAIN], row()), "bid_folder_unlisted"),
        (archive([("ALPHA/a.pdf", b"x"), *PLAIN], row()), "bid_folder_alike"),
        (archive([("al\u202epha/a.pdf", b"x"), *PLAIN], row()), "bid_folder_alike"),
        (archive(PLAIN, row(), row(bieter="Beta")), "bid_folder_twice"),
        (archive(PLAIN, row(preisdatei="")), "bid_price_file_unsaid"),
        (archive(PLAIN, row(preisdatei="andere.txt")), "bid_price_file_missing"),
        (archive([("alpha/bombe", bytes(60 * 2**20)), *PLAIN], row()), "file_expands"),
        (archive([(f"alpha/{n}", b"") for n in range(1_001)]), "file_entries"),
        (archive(PLAIN, row())[:-40], "file_damaged"),
        (b"%PDF-1.7", "bid_list_empty"),
        (b"PK\x03\x04" + b"x" * 500, "file_damaged"),
        (b"\x00" * 100, "bid_list_kind"),
        (b"", "file_empty"),
    ],
)
def test_a_bad_archive_is_refused_with_its_reason(house: House, data: bytes, fault: str) -> None:
    slug = recorded(house).slug
    found = faults_of(lambda: house.bid_import.preview(ASKER, slug, data))

    assert fault in [kind for kind, _ in found] or (
        fault == "bid_list_empty" and found[0][0] == "workbook_heading_missing"
    )


def test_hostile_names_become_harmless_and_are_shown(house: House) -> None:
    names = [
        "../../etc/passwd",
        "a\u202efdp.exe",
        "ä" * 120 + ".pdf",
        "A.pdf",
        "a.pdf",
        "sub/a.pdf",
        "con.txt",
        "preis.txt",
    ]
    files = [(f"alpha/{name}", b"x") for name in names] + [("__MACOSX/alpha/._a", b"x"), (".DS_Store", b"x")]
    data = archive(files, row())
    slug = recorded(house).slug
    preview = house.bid_import.preview(ASKER, slug, data)
    stored = {one.given: one.name for one in preview.bids[0].new.files}

    assert stored["a\u202efdp.exe"] == "afdp.exe"
    assert stored["etc/passwd"] == "etc - passwd"
    assert stored["a.pdf"] == "a (2).pdf"
    assert len(set(stored.values())) == len(names)
    assert len(preview.left_out) == 2
    done = house.bid_import.confirm(ASKER, slug, preview.procedure.version, data, preview.seal)
    for name in stored.values():
        assert house.bids.file(ASKER, slug, done.bids[0].id, name).content == b"x"


def test_one_bid_is_added_by_hand(house: House) -> None:
    procedure = recorded(house)
    files = [GivenFile(name="x.pdf", content=b"x"), GivenFile(name="x.pdf", content=b"y")]
    given = GivenBid(lot=1, tenderer=" Alpha  GmbH ", received_at=DEADLINE, gross_eur="5.50", files=files)
    (bid,) = house.bid_import.add(ASKER, procedure.slug, procedure.version, given).bids

    assert (bid.tenderer, bid.state) == ("Alpha GmbH", BidState.RECEIVED)
    (seen,) = house.bids.all(ASKER, procedure.slug).bids
    assert [one.name for one in seen.files] == ["x (2).pdf", "x.pdf"]
    bad = replace(given, gross_eur="5.555")
    assert faults_of(lambda: house.bid_import.add(ASKER, procedure.slug, procedure.version + 1, bad)) == [
        ("format_cents", "/price_gross_eur")
    ]


def test_bids_come_in_only_between_opening_and_examination_and_from_officers(house: House) -> None:
    procedure = recorded(house)
    for other in (EVALUATOR, AUDITOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            house.bid_import.preview(other, procedure.slug, csv(alone()))
    put(house, procedure.slug, ProcedureStage.EXAMINATION)
    with pytest.raises(BidsNotAcceptedError):
        house.bid_import.preview(ASKER, procedure.slug, csv(alone()))
    early = at(house, AUTUMN)
    with pytest.raises(BidsNotAcceptedError):
        early.bid_import.present(ASKER, "vg-2026-048")


def test_a_state_changes_with_its_reason_and_version(house: House) -> None:
    slug = taken(house, csv(alone(), alone(eingang="10.11.2026 11:30"), alone(bieter="Z", eingang=LATE))).procedure.slug
    wanted = NewState(version=1, state=BidState.REPLACED, reason="Späteres Angebot.")
    after = house.bid_changes.set_state(ASKER, slug, "1-1-1-1", wanted)

    assert (after.state, after.version) == (BidState.REPLACED, 2)
    assert told(house, Event.BID_CHANGED) == [
        {"before": {"state": "received"}, "after": {"state": "replaced", "reason": "Späteres Angebot."}}
    ]
    with pytest.raises(VersionConflictError):
        house.bid_changes.set_state(ASKER, slug, "1-1-1-1", wanted)
    late = replace(wanted, state=BidState.WITHDRAWN)
    assert faults_of(lambda: house.bid_changes.set_state(ASKER, slug, "1-1-1-3", late)) == [
        ("bid_late_is_fact", "/state")
    ]
    unsaid = replace(late, reason=" ")
    assert faults_of(lambda: house.bid_changes.set_state(ASKER, slug, "1-1-1-2", unsaid)) == [
        ("reason_expected", "/reason")
    ]
    with pytest.raises(TenderBidNotFoundError):
        house.bid_changes.set_state(ASKER, slug, "9-9-9-9", late)


def denied(call: Callable[[], object]) -> Denial:
    with pytest.raises(AccessDeniedError) as refused:
        call()
    return refused.value.denial


@pytest.mark.parametrize(
    ("reader", "denial"),
    [(RELEASER, Denial.LOCKED), (AUDITOR, Denial.LOCKED), (EVALUATOR, Denial.ROLE), (DEPARTMENT, Denial.ROLE)],
)
def test_a_locked_price_is_read_by_nobody_but_the_importer(house: House, reader: Actor, denial: Denial) -> None:
    slug = taken(house, whole()).procedure.slug
    for stage in (ProcedureStage.OPENED, ProcedureStage.SCORING, ProcedureStage.QUALITY_FIXED):
        put(house, slug, stage)
        assert denied(lambda: house.bids.price(reader, slug, "1-1-1-1")) is denial
        assert house.bids.price(ASKER, slug, "1-1-1-1").gross_eur == PRICE
    assert told(house, Event.ACCESS_DENIED)[-1] == {"action": "read-prices", "reason": denial.value}
    denied(lambda: house.bids.file(reader, slug, "1-1-1-1", "Preisdatei 1.txt"))


def test_an_unlocked_price_is_read_by_officers_and_auditors_only(house: House) -> None:
    slug = taken(house, whole()).procedure.slug
    put(house, slug, ProcedureStage.PRICING)
    for reader in (RELEASER, AUDITOR):
        assert house.bids.price(reader, slug, "1-1-1-1").gross_eur == PRICE
        assert house.bids.file(reader, slug, "1-1-1-1", "Preisdatei 1.txt").content == PRICE_TEXT
    assert denied(lambda: house.bids.price(EVALUATOR, slug, "1-1-1-1")) is Denial.ROLE


def test_without_two_envelopes_officers_read_prices_from_the_opening_on(house: House) -> None:
    slug = taken(house, whole(), two_envelopes=False).procedure.slug

    assert house.bids.price(RELEASER, slug, "1-1-1-1").gross_eur == PRICE
    assert denied(lambda: house.bids.price(EVALUATOR, slug, "1-1-1-1")) is Denial.ROLE


def test_evaluators_see_the_bids_of_their_lots_without_conflict_and_no_price(house: House) -> None:
    slug = with_bids(house, stage=ProcedureStage.SCORING).slug
    assert denied(lambda: house.bids.all(EVALUATOR, slug)) is Denial.OTHER_PERSON
    appoint(house, slug, EVALUATOR, declare=False)
    assert denied(lambda: house.bids.all(EVALUATOR, slug)) is Denial.OTHER_PERSON


def test_evaluators_who_declared_no_conflict_see_the_bids_of_their_lots(house: House) -> None:
    slug = with_bids(house, stage=ProcedureStage.SCORING).slug
    appoint(house, slug, EVALUATOR)
    seen = house.bids.all(EVALUATOR, slug)

    assert len(seen.bids) == 3
    assert seen.openings == ()
    assert {one.gross_eur for one in seen.bids} == {None}
