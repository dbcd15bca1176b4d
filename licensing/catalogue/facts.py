"""Facts of a licence as three-valued answers, and how they join in an expression."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What a list says: yes, no, or nothing that could be relied on."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Strength(StrEnum):
    """What a licence asks of who passes the work on, from the least to the most.

    ``UNKNOWN`` stands between the free licences and the others: who may choose takes a free licence rather than an
    unknown one, and a work with an unknown part is no better than unknown. ``RESTRICTED`` is free of charge and open
    to read, but forbids some use or some users.
    """

    PUBLIC_DOMAIN = "public_domain"
    PERMISSIVE = "permissive"
    WEAK_COPYLEFT = "weak_copyleft"
    COPYLEFT = "copyleft"
    UNKNOWN = "unknown"
    RESTRICTED = "restricted"
    SOURCE_AVAILABLE = "source_available"
    PROPRIETARY = "proprietary"


STRICTNESS = {strength: place for place, strength in enumerate(Strength)}
_FREEDOM = {Answer.NO: 0, Answer.UNKNOWN: 1, Answer.YES: 2}


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one licence, or of a whole expression.

    Args:
        osi: Approved by the Open Source Initiative.
        fsf: Called free by the Free Software Foundation; its silence is unknown, not no.
        strength: Strength of copyleft, or why the licence is none of free software.
    """

    osi: Answer
    fsf: Answer
    strength: Strength


NOTHING_KNOWN = Facts(Answer.UNKNOWN, Answer.UNKNOWN, Strength.UNKNOWN)
NOT_FREE = Facts(Answer.NO, Answer.NO, Strength.PROPRIETARY)


def strictest(one: Facts, other: Facts) -> Facts:
    """Return the facts of a work under both (``AND``): each the stricter of the two."""
    return Facts(
        min(one.osi, other.osi, key=_FREEDOM.__getitem__),
        min(one.fsf, other.fsf, key=_FREEDOM.__getitem__),
        max(one.strength, other.strength, key=STRICTNESS.__getitem__),
    )


def best(one: Facts, other: Facts) -> Facts:
    """Return the facts of a work under either (``OR``): the licensee chooses, so each the better of the two."""
    return Facts(
        max(one.osi, other.osi, key=_FREEDOM.__getitem__),
        max(one.fsf, other.fsf, key=_FREEDOM.__getitem__),
        min(one.strength, other.strength, key=STRICTNESS.__getitem__),
    )
