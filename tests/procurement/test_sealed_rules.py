"""Sealed intakes as pure rules: ten thousand wrong attempts, moments around a deadline, slots that tell nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.sealing import FRAME_BYTES, SealKeyUnreadableError, SealNotOpenedError, new_key, recipient_of, seal, unseal
from procurement.model import OfferedFile, ProcedureStage, SealedOffer, SealGroup, SealPresence
from procurement.rules.sealed.moments import (
    PRESENT_FOR,
    SETTLING,
    SIZES_MIB,
    OpeningAttempt,
    SealRefusal,
    is_in_time,
    key_holders_suffice,
    opening_refusal,
    opens_at,
    pairs_of,
    partner_of,
    takes_bids,
)
from procurement.rules.sealed.slot import HEAD_BYTES, SlotUnreadableError, empty_slot, packed, room_of, unpacked

DUE = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
ONE_US = timedelta(microseconds=1)
# Ends of summer and winter time in Germany, in UTC, with the same hour twice or not at all.
NIGHTS = (
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
)
OFFICERS, AUDITORS = ("a", "b", "c"), ("x", "y")
GROUP = dict.fromkeys(OFFICERS, SealGroup.OFFICERS) | dict.fromkeys(AUDITORS, SealGroup.AUDITORS)
ATTEMPTS = 10_000
SIZE = HEAD_BYTES + 64


def presences(person: str, at: datetime) -> list[SealPresence]:
    others = [one for one in GROUP if one != person and GROUP[one] is GROUP[person]]
    return [SealPresence(person=person, partner=one, group=GROUP[person], present_at=at, inner=b"") for one in others]


def attempt(person: str, first: str, came: timedelta, now: timedelta) -> OpeningAttempt:
    """Return an attempt; moments count from the first one at which may be opened."""
    return OpeningAttempt(
        person=person,
        group=GROUP[person],
        now=opens_at(DUE) + now,
        deadline=DUE,
        is_opened=False,
        present=tuple(presences(first, opens_at(DUE) + came)),
        entitled=frozenset(GROUP),
    )


def spoiled(chance: Random, right: OpeningAttempt) -> OpeningAttempt:
    """Return an attempt that lacks exactly one thing, chosen by chance."""
    far = timedelta(microseconds=chance.randint(1, 10**9))
    first = right.present[0].person
    late = tuple(replace(one, present_at=right.now - PRESENT_FOR - far) for one in right.present)
    foreign = next(iter(one for one in GROUP if GROUP[one] is not right.group))
    return chance.choice(
        (
            replace(right, now=opens_at(DUE) - far),
            replace(right, is_opened=True),
            replace(right, present=()),
            replace(right, present=late),
            replace(right, present=tuple(presences(right.person, right.now))),
            replace(right, present=tuple(presences(foreign, right.now))),
            replace(right, entitled=right.entitled - {right.person}),
            replace(right, entitled=right.entitled - {first}),
            replace(right, present=tuple(replace(one, present_at=DUE) for one in right.present)),
            replace(right, present=tuple(replace(one, present_at=right.now + far) for one in right.present)),
        )
    )


def test_no_wrong_attempt_opens_and_every_right_one_does() -> None:
    chance = Random(71)  # noqa: S311 - a seed, so that the same attempts are made every time
    pairs = pairs_of(OFFICERS) + pairs_of(AUDITORS)
    for _ in range(ATTEMPTS):
        first, second = chance.choice(pairs)
        came = timedelta(microseconds=chance.randint(0, 10**9))
        wait = timedelta(microseconds=chance.randint(0, PRESENT_FOR // ONE_US))
        right = attempt(second, first, came, came + wait)
        assert opening_refusal(right) is None
        assert partner_of(right).person == first
        assert opening_refusal(spoiled(chance, right)) is not None


def test_who_opens_with_whom() -> None:
    now = timedelta(0)
    for first, second in product(GROUP, GROUP):
        refusal = opening_refusal(attempt(second, first, now, now))
        is_pair = first != second and GROUP[first] is GROUP[second]
        assert (refusal is None) == is_pair
        assert refusal in ({None} if is_pair else {SealRefusal.NOT_PRESENT, SealRefusal.NOT_A_PAIR})


@pytest.mark.parametrize("due", [DUE, *NIGHTS])
def test_the_deadline_ends_with_its_own_moment_on_every_day(due: datetime) -> None:
    assert is_in_time(due, due, due)
    assert is_in_time(due - ONE_US, due, due + SETTLING - ONE_US)  # complete before, sealed afterwards
    assert not is_in_time(due + ONE_US, due, due + ONE_US)
    assert not is_in_time(due, due, due + SETTLING)  # whoever opens finds nothing still on its way
    shown = opens_at(due)
    one = OpeningAttempt(
        person="b",
        group=SealGroup.OFFICERS,
        now=shown,
        deadline=due,
        is_opened=False,
        present=tuple(presences("a", shown)),
        entitled=frozenset(GROUP),
    )
    assert opening_refusal(one) is None
    assert opening_refusal(replace(one, now=shown - ONE_US)) is SealRefusal.NOT_DUE
    assert opening_refusal(replace(one, now=shown + PRESENT_FOR)) is None
    assert opening_refusal(replace(one, now=shown + PRESENT_FOR + ONE_US)) is SealRefusal.TOO_LATE


def test_stages_that_take_bids() -> None:
    taking = {stage for stage in ProcedureStage if takes_bids(stage, requests_first=False)}
    assert taking == {
        ProcedureStage.PUBLISHED,
        ProcedureStage.CHANGE,
        ProcedureStage.CHANGE_REQUESTED,
        ProcedureStage.INVITED,
    }
    assert [one for one in ProcedureStage if takes_bids(one, requests_first=True)] == [ProcedureStage.INVITED]


def test_one_lost_key_loses_nothing() -> None:
    enough = {(a, b) for a in range(5) for b in range(4) if key_holders_suffice(a, b)}
    assert enough == {(2, 2), (2, 3), *((a, b) for a in (3, 4) for b in range(4))}


OFFERS = st.builds(
    SealedOffer,
    received_at=st.datetimes(min_value=datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - made aware
    lot=st.integers(1, 999),
    tenderer=st.text(st.characters(codec="utf-8"), max_size=40),
    variant=st.text(st.characters(codec="utf-8"), max_size=20),
    gross_eur=st.none() | st.just("100000.00"),
    files=st.lists(
        st.builds(
            OfferedFile,
            name=st.text(st.characters(codec="utf-8"), max_size=20),
            content=st.binary(max_size=20),
            with_price=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
)


@settings(max_examples=20)
@given(OFFERS)
def test_a_slot_gives_back_what_was_put_in_and_is_always_as_large(offer: SealedOffer) -> None:
    content = packed(offer, "platz", SIZE)

    assert content is not None
    assert len(content) == len(empty_slot(SIZE)) == SIZE
    assert unpacked(content, "platz") == offer
    with pytest.raises(SlotUnreadableError):
        unpacked(content, "anderer platz")
    assert unpacked(empty_slot(SIZE), "platz") is None


def test_what_does_not_fit_or_was_changed_is_told() -> None:
    file = OfferedFile(name="a", content=bytes(room_of(SIZE)), with_price=False)
    offer = SealedOffer(received_at=DUE, lot=1, tenderer="A", variant="", gross_eur=None, files=(file,))
    content = packed(offer, "platz", SIZE)
    assert content is not None
    assert packed(offer, "platz", SIZE - 1) is None
    assert packed(replace(offer, tenderer="A" * HEAD_BYTES), "platz", SIZE) is None
    for changed in (content[:-1] + b"1", b"\0\0\0\2{}" + content[6:], b"\0\0\0\2xx" + content[6:]):
        with pytest.raises(SlotUnreadableError):
            unpacked(changed, "platz")


@pytest.mark.parametrize("mib", SIZES_MIB)
def test_every_size_that_can_be_chosen_is_sealed_at_one_length_with_little_more(mib: int) -> None:
    content, mine = empty_slot(mib * 2**20), new_key()
    one, other = seal(content, mine.recipient), seal(b"1" * len(content), mine.recipient)
    assert len(one) == len(other) < len(content) + 10_000
    assert unseal(one, mine.secret) == content


def test_a_seal_opens_for_its_owner_alone_and_is_always_as_long() -> None:
    mine, other = new_key(), new_key()
    sealed = {len(seal(content, mine.recipient)) for content in (bytes(100), b"1" * 100) for _ in range(50)}
    assert sealed == {100 + FRAME_BYTES}
    one = seal(b"geheim", mine.recipient)
    assert unseal(one, mine.secret.lower()) == b"geheim"
    assert recipient_of(f" {mine.secret}\n") == mine.recipient
    for wrong in (one[:-900] + b"\1" * 900, b"", one[:50]):
        with pytest.raises(SealNotOpenedError):
            unseal(wrong if wrong != one else b"", mine.secret)
    with pytest.raises(SealNotOpenedError):
        unseal(one, other.secret)
    for nothing in ("", "AGE-SECRET-KEY-1", mine.recipient):
        with pytest.raises(SealKeyUnreadableError):
            unseal(one, nothing)
    with pytest.raises(SealKeyUnreadableError):
        seal(b"", "age1")
