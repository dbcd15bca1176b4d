"""When a bid is taken, and when two people may open: values in, a reason out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from procurement.model import ProcedureStage, SealGroup, SealPresence

SETTLING = timedelta(minutes=1)
"""Between deadline and opening: what was complete in time is sealed and stored meanwhile."""

PRESENT_FOR = timedelta(minutes=15)
"""How long somebody who has shown a key counts as present."""

FEWEST_SLOTS, MOST_SLOTS = 4, 50
FEWEST_OFFICERS, SAFE_OFFICERS, ESCROW = 2, 3, 2
"""People who hold keys: two open, a third or a pair of the audit office stands in for a lost one."""

MOST_OFFICERS = 12
SIZES_MIB = (1, 4, 8, 16)
MOST_MIB = 256

_TAKING = frozenset({ProcedureStage.PUBLISHED, ProcedureStage.CHANGE, ProcedureStage.CHANGE_REQUESTED})


class SealRefusal(StrEnum):
    """Why an opening is refused."""

    NOT_DUE = "not-due"
    NOT_PRESENT = "not-present"
    NOT_A_PAIR = "not-a-pair"
    TOO_LATE = "too-late"
    NO_RIGHT = "no-right"
    OPENED = "opened"


def takes_bids(stage: ProcedureStage, *, requests_first: bool) -> bool:
    """Tell whether bids can be handed in at this stage; with requests to participate only the invited bid."""
    return stage is ProcedureStage.INVITED or (stage in _TAKING and not requests_first)


def is_in_time(received_at: datetime, deadline: datetime, stored_at: datetime) -> bool:
    """Tell whether a bid is taken: complete by the deadline itself, and stored before anybody may open.

    Legal source:
        § 57 Abs. 1 Nr. 1 VgV, § 42 Abs. 1 Nr. 1 UVgO
    """
    return received_at <= deadline and stored_at < opens_at(deadline)


def opens_at(deadline: datetime) -> datetime:
    """Return the first moment at which bids may be opened."""
    return deadline + SETTLING


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningAttempt:
    """Somebody wants to open as the second person.

    Args:
        person: Id of the person.
        group: Of the key that was shown.
        now: When.
        deadline: Of the bids.
        is_opened: The intake was opened before.
        present: Who is there, for this person.
        entitled: Ids of those who may still open at this moment.
    """

    person: str
    group: SealGroup
    now: datetime
    deadline: datetime
    is_opened: bool
    present: tuple[SealPresence, ...]
    entitled: frozenset[str]


def opening_refusal(attempt: OpeningAttempt) -> SealRefusal | None:
    """Return why the intake stays closed; None where two different people of one group are there in time.

    Legal source:
        § 55 Abs. 2 VgV, § 40 Abs. 2 UVgO
    """
    if attempt.is_opened:
        return SealRefusal.OPENED
    if attempt.now < opens_at(attempt.deadline):
        return SealRefusal.NOT_DUE
    if attempt.person not in attempt.entitled:
        return SealRefusal.NO_RIGHT
    return _missing(attempt)


def _missing(attempt: OpeningAttempt) -> SealRefusal | None:
    others = [one for one in attempt.present if one.person != attempt.person]
    if not others:
        return SealRefusal.NOT_PRESENT
    pairs = [one for one in others if one.partner == attempt.person and one.group is attempt.group]
    if not pairs:
        return SealRefusal.NOT_A_PAIR
    in_time = [one for one in pairs if is_present(one, attempt.now) and one.present_at >= opens_at(attempt.deadline)]
    if not in_time:
        return SealRefusal.TOO_LATE
    return None if any(one.person in attempt.entitled for one in in_time) else SealRefusal.NO_RIGHT


def is_present(presence: SealPresence, now: datetime) -> bool:
    """Tell whether somebody who has shown a key still counts as present."""
    return presence.present_at <= now <= presence.present_at + PRESENT_FOR


def partner_of(attempt: OpeningAttempt) -> SealPresence:
    """Return who opens together with the second person of an attempt that nothing stands against."""
    found = (one for one in attempt.present if one.partner == attempt.person and one.group is attempt.group)
    valid = [one for one in found if is_present(one, attempt.now) and one.person in attempt.entitled]
    return max(valid, key=lambda one: one.present_at)


def key_holders_suffice(officers: int, auditors: int) -> bool:
    """Tell whether a lost key loses no bids: three officers, or two and a pair of the audit office."""
    return officers >= SAFE_OFFICERS or (officers >= FEWEST_OFFICERS and auditors >= ESCROW)


def pairs_of(people: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return every ordered pair of different people: whoever comes first takes the outer layer off."""
    known = tuple(dict.fromkeys(people))
    return tuple((first, second) for first in known for second in known if first != second)
