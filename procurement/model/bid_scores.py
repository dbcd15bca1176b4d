"""What this package tells about the scores of bids: who scores, what they found, how equal bids are told apart."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    """Somebody who scores the bids of a lot in a round.

    Args:
        publication: Number of the published version.
        round: Round of offers.
        lot: Number of the lot.
        person: Id of the person.
        appointed_by: Id of the officer.
        appointed_at: When, UTC.
        submitted_at: When the own sheet was handed in, UTC; None until then.
    """

    publication: int
    round: int
    lot: int
    person: str
    appointed_by: str
    appointed_at: datetime
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclaration:
    """What somebody declared about a bidder (§ 6 VgV); a later one does not change an earlier one.

    Args:
        bid: Id of the bid.
        person: Id of the person.
        number: Counts the person's declarations about this bid, from 1; the last one counts.
        has_conflict: There is an interest that stands against taking part.
        text: Which; empty without one.
        declared_at: When, UTC.
    """

    bid: str
    person: str
    number: int
    has_conflict: bool
    text: str
    declared_at: datetime


CONSENSUS = "consensus"
"""Stands for the person in scores that all evaluators agreed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenScore:
    """Points that nobody changes any more: a sheet that was handed in, or the consensus once it is fixed.

    Args:
        bid: Id of the bid.
        criterion: Id of the criterion in the Bewertungsmatrix.
        person: Id of the evaluator; ``CONSENSUS`` for the joint points.
        points: On the scale of the matrix.
        reason: Why; may be empty only for points that need none.
        source: Place in the bid.
        frozen_at: When, UTC.
    """

    bid: str
    criterion: str
    person: str
    points: Decimal
    reason: str
    source: str
    frozen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """Teststellung or presentation of a bidder by the published script: same tasks and time for all.

    Args:
        bid: Id of the bid.
        held_at: When, UTC.
        minutes_taken: Length in minutes.
        attendees: Who took part.
        minutes: What was seen.
        criteria: Ids of the criteria whose points it supports.
        changed_by: Id of the person.
        changed_at: When, UTC.
        version: Counts changes, from 1.
    """

    bid: str
    held_at: datetime
    minutes_taken: int
    attendees: str
    minutes: str
    criteria: tuple[str, ...]
    changed_by: str
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDraw:
    """Decision by lot between equal bids (Losentscheid): procedure first, outcome afterwards.

    Args:
        publication: Number of the published version.
        round: Round of offers.
        lot: Number of the lot.
        plan: Canonical JSON: who takes part, how is drawn, what randomness; fixed before.
        plan_digest: ``sha256:…`` of the plan.
        planned_by: Id of the person.
        planned_at: When, UTC.
        outcome: Canonical JSON: order of the bids, who drew, minutes; None until drawn.
        drawn_at: When, UTC.
    """

    publication: int
    round: int
    lot: int
    plan: str
    plan_digest: str
    planned_by: str
    planned_at: datetime
    outcome: str | None
    drawn_at: datetime | None
