"""Sealed intakes through the services on both databases: keys, slots, handing in, opening by two."""

from datetime import UTC, datetime, timedelta

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor
from infra.sealing import new_key
from procurement.errors import (
    AccessCodeWrongError,
    BidRefusedLateError,
    BidTooLargeError,
    SealedIntakeExistsError,
    SealedIntakeNotFoundError,
    SealedIntakeNotPossibleError,
    SealedOpeningNeededError,
    SealedOpeningRefusedError,
    SealKeyNotFoundError,
    SealKeysMissingError,
    SealKeyWrongError,
)
from procurement.model import ProcedureStage, SealGroup
from procurement.services.intake.opening import OpeningRecord
from procurement.services.sealed import IntakeSize
from procurement.services.sealed.codes import Access
from tests.audit_lines import lines_of
from tests.bids import awaiting_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import opened
from tests.sealed import (
    ASKER,
    AUDITOR,
    DUE,
    OCTOBER,
    RELEASER,
    SECOND_AUDITOR,
    SETTLED,
    SMALL,
    THIRD,
    Sealed,
    at,
    awaiting_sealed_bids,
    claimed,
    handed_in,
    keys_of,
    offer,
    sealed,
    with_people,
)

ONE_US = timedelta(microseconds=1)


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def locked(house: House, one: Actor) -> None:
    person = house.people.get(actor("verwaltung"), str(one.person))
    house.people.set_locked(actor("verwaltung"), person.id, locked=True)


def both(
    house: House, world: Sealed, first: Actor = ASKER, second: Actor = RELEASER, moment: datetime = SETTLED
) -> int | None:
    """Let two people show their keys and return how many bids came out."""
    opening = at(house, moment).sealed.sealed_opening
    assert opening.show(first, world.slug, world.key(first)).until == moment + timedelta(minutes=15)
    return opening.show(second, world.slug, world.key(second)).bids


@pytest.fixture
def opened_by_two(house: House) -> Sealed:
    world = sealed(house)
    first, second, third = (claimed(house, world, number) for number in range(3))
    handed_in(house, first, "Gamma eG", "90000.00")
    handed_in(house, second, "Alpha GmbH", "100000.00")
    handed_in(house, second, "Alpha GmbH", "95000.00", OCTOBER + timedelta(days=1))
    handed_in(house, third, "Beta AG")
    at(house, OCTOBER).sealed.handing_in.withdraw(DEMO_CITY, third)

    assert both(house, world) == 2
    return world


def test_what_two_people_open_stands_like_any_opened_bid(house: House, opened_by_two: Sealed) -> None:
    world = opened_by_two
    now = at(house, SETTLED)
    seen = now.bids.all(ASKER, world.slug)
    assert [one.bid.tenderer for one in seen.bids] == ["Gamma eG", "Alpha GmbH"]
    assert all(one.gross_eur is None and one.is_locked for one in seen.bids)  # two envelopes: opened, not priced
    assert [one.name for one in seen.bids[0].files] == ["Preisdatei 1.pdf", "konzept.pdf"]
    content = now.bids.file(ASKER, world.slug, seen.bids[0].bid.id, "konzept.pdf").content
    assert content == b"Konzept"


def test_an_opening_is_told_and_never_done_again(house: House, opened_by_two: Sealed) -> None:
    world, now = opened_by_two, at(house, SETTLED)
    (opening,) = now.bids.all(ASKER, world.slug).openings
    assert {opening.first_person, opening.second_person} == {"Jonas Keller", "Ingrid Sørensen"}
    assert opening.opened_at == SETTLED
    assert "versiegelten Annahme" in opening.note
    assert opened(house, world.slug).procedure.stage is ProcedureStage.OPENED
    assert now.opening_paper.draw(ASKER, world.slug, 1, 1).data.startswith(b"%PDF")
    intake = now.sealed.setting_up.see(ASKER, world.slug)
    assert intake.opening is not None
    assert (intake.opening.bids, intake.opening.unreadable, intake.present) == (2, 0, ())
    with pytest.raises(SealedOpeningRefusedError, match="opened"):
        now.sealed.sealed_opening.show(THIRD, world.slug, world.key(THIRD))


def test_a_lost_key_is_no_lost_bid_and_the_audit_office_opens_in_need(house: House) -> None:
    world = sealed(house)
    handed_in(house, claimed(house, world))
    house.sealed.seal_keys.give_up(ASKER)  # lost: two others open

    assert both(house, world, RELEASER, THIRD) == 1


def test_a_pair_of_the_audit_office_opens_and_never_together_with_an_officer(house: House) -> None:
    world = sealed(house, escrow=True)
    handed_in(house, claimed(house, world))
    opening = at(house, SETTLED).sealed.sealed_opening
    opening.show(ASKER, world.slug, world.key(ASKER))

    assert opening.show(AUDITOR, world.slug, world.key(AUDITOR)).bids is None
    assert opening.show(SECOND_AUDITOR, world.slug, world.key(SECOND_AUDITOR)).bids == 1
    (told,) = at(house, SETTLED).bids.all(ASKER, world.slug).openings
    assert "Prüfungsamts" in told.note


def test_wrong_attempts_stay_closed_and_are_written_down(house: House, demo_database: Database) -> None:
    world = sealed(house)
    handed_in(house, claimed(house, world), "Kanarienvogel GmbH", "123456.78")
    early = at(house, SETTLED - ONE_US).sealed.sealed_opening
    on_time = at(house, SETTLED).sealed.sealed_opening
    late = at(house, SETTLED + timedelta(minutes=15) + ONE_US).sealed.sealed_opening

    with pytest.raises(SealedOpeningRefusedError, match="not-due"):
        early.show(ASKER, world.slug, world.key(ASKER))
    for wrong in ("", "AGE-SECRET-KEY-1", new_key().secret, world.key(RELEASER)):
        with pytest.raises(SealKeyWrongError):
            on_time.show(ASKER, world.slug, wrong)
    for _ in range(2):  # the same person twice is one person
        assert on_time.show(ASKER, world.slug, world.key(ASKER)).bids is None
    assert late.show(RELEASER, world.slug, world.key(RELEASER)).bids is None  # the first has left meanwhile
    late.leave(RELEASER, world.slug)
    assert late.show(THIRD, world.slug, world.key(THIRD)).bids is None
    with pytest.raises(AccessDeniedError):
        on_time.show(actor("fachamt"), world.slug, "")
    assert house.bids.all(ASKER, world.slug).bids == ()

    lines = lines_of(demo_database, DEMO_CITY)
    refused = [one for one in lines if one["event"] == "sealed-opening-refused"]
    assert [one["details"]["after"]["reason"] for one in refused] == ["not-due", *["wrong-key"] * 4]
    assert not any("Kanarienvogel" in str(one) or "123456" in str(one) for one in lines)


def test_a_role_taken_away_or_a_locked_account_opens_nothing(house: House) -> None:
    world = sealed(house)
    handed_in(house, claimed(house, world))
    now = at(house, SETTLED)
    now.sealed.sealed_opening.show(ASKER, world.slug, world.key(ASKER))
    locked(now, ASKER)

    with pytest.raises(SealedOpeningRefusedError, match="no-right"):
        now.sealed.sealed_opening.show(RELEASER, world.slug, world.key(RELEASER))


@pytest.mark.parametrize(
    "due",
    [
        DUE,
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 02:30 in Germany, for the first time in this night
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 02:30 for the second time
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),  # 03:00, a moment after 01:59
    ],
)
def test_the_deadline_itself_is_in_time_and_nothing_after_it(house: House, due: datetime) -> None:
    world = sealed(house, due=due)
    code, other = claimed(house, world, 0), claimed(house, world, 1)
    late, settled = at(house, due + ONE_US).sealed.handing_in, due + timedelta(minutes=1)

    assert handed_in(house, code, moment=due).received_at == due
    assert handed_in(house, code, moment=due - ONE_US).received_at == due - ONE_US
    for act in (
        lambda: late.hand_in(DEMO_CITY, offer(other)),
        lambda: late.withdraw(DEMO_CITY, code),
        lambda: late.claim(DEMO_CITY, world.links[2]),
    ):
        with pytest.raises(BidRefusedLateError):
            act()
    with pytest.raises(SealedOpeningRefusedError, match="not-due"):
        at(house, settled - ONE_US).sealed.sealed_opening.show(ASKER, world.slug, world.key(ASKER))
    assert both(house, world, moment=settled) == 1
    with pytest.raises(BidRefusedLateError):
        handed_in(house, code)


def test_a_link_works_once_and_a_code_leads_to_its_own_slot_alone(house: House) -> None:
    world = sealed(house)
    code = claimed(house, world)
    door = at(house, OCTOBER).sealed.handing_in

    for wrong, kind in (
        (world.links[0], Access.LINK),
        (code, Access.LINK),
        (world.links[1], Access.CODE),
        ("", Access.CODE),
    ):
        with pytest.raises(AccessCodeWrongError):
            door.look(DEMO_CITY, wrong, kind)
    with pytest.raises(AccessCodeWrongError):
        door.claim(DEMO_CITY, world.links[0])
    seen = door.look(DEMO_CITY, code.lower().replace("-", " "), Access.CODE)
    assert (seen.reference, seen.is_open, seen.lots) == ("VG-9", True, ((1, "Gesamt"),))
    with pytest.raises(BidTooLargeError):
        handed_in(house, code, content=bytes(seen.room))
    handed_in(house, code, content=bytes(seen.room - 1))
    with pytest.raises(InputError):
        handed_in(house, code, price="-1")


def test_a_key_counts_once_it_was_shown_back(house: House) -> None:
    keys = house.sealed.seal_keys
    with pytest.raises(SealKeyNotFoundError):
        keys.confirm(ASKER, "")
    secret = keys.make(ASKER)
    with pytest.raises(SealKeyWrongError):
        keys.confirm(ASKER, new_key().secret)
    keys.confirm(ASKER, secret.lower())
    found = keys.own(ASKER)
    assert found is not None
    assert found.counts


def test_an_intake_is_set_up_below_the_threshold_by_people_whose_keys_cannot_all_be_lost(house: House) -> None:
    slug, setting_up = awaiting_sealed_bids(house).slug, at(house, OCTOBER).sealed.setting_up
    with_people(house)
    keys_of(house, ASKER, RELEASER, AUDITOR)
    house.sealed.seal_keys.make(SECOND_AUDITOR)  # not confirmed: does not count
    with pytest.raises(SealKeysMissingError):
        setting_up.set_up(ASKER, slug, SMALL)
    keys_of(house, SECOND_AUDITOR)
    for size in (IntakeSize(slots=3, mib=1), IntakeSize(slots=4, mib=3), IntakeSize(slots=50, mib=16)):
        with pytest.raises(InputError):
            setting_up.set_up(ASKER, slug, size)
    with pytest.raises(AccessDeniedError):
        setting_up.set_up(AUDITOR, slug, SMALL)
    with pytest.raises(SealedIntakeNotFoundError):
        at(house, SETTLED).sealed.sealed_opening.show(ASKER, slug, "")
    assert setting_up.see(ASKER, slug).may_set_up
    setting_up.set_up(ASKER, slug, SMALL)
    with pytest.raises(SealedIntakeExistsError):
        setting_up.set_up(ASKER, slug, SMALL)
    seen = setting_up.see(ASKER, slug)
    assert {group: len(people) for group, people in seen.holders.items()} == {
        SealGroup.OFFICERS: 2,
        SealGroup.AUDITORS: 2,
    }
    with pytest.raises(SealedIntakeNotPossibleError):  # from the EU threshold on bids come by a platform
        setting_up.set_up(ASKER, awaiting_bids(house, "VG-10").slug, SMALL)


def test_nobody_types_an_opening_past_the_keys(house: House) -> None:
    slug, due = sealed(house).slug, at(house, SETTLED)
    record = OpeningRecord(opened_at=SETTLED, first_person="Erika Muster", second_person="Max Muster")
    with pytest.raises(SealedOpeningNeededError):
        due.bid_opening.record(ASKER, slug, opened(due, slug).procedure.version, record)
