"""Equal bids on the first rank: how the tie is to be decided stands first, what came of it is checked against that."""

import hashlib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.errors import Fault, InputError
from core.legal import LegalSource, VerificationStatus
from scoring.model import is_written

PLAN_FORMAT, OUTCOME_FORMAT = "pruefstand/losentscheid-plan/1", "pruefstand/losentscheid/1"
ALGORITHM = "sha256(plan_digest LF value LF bid), ascending"
FEWEST_DRAWERS = 2
LONGEST_NAME, LONGEST_TEXT, LONGEST_VALUE = 200, 20_000, 2_000

SOURCE = LegalSource(
    "OLG Hamburg, 20.03.2020, 1 Verg 1/19", VerificationStatus.SECONDARY, "Losentscheid bei Gleichstand"
)


class DrawKind(StrEnum):
    """How a tie is decided."""

    RULE = "rule"
    SLIPS = "slips"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """How a tie is to be decided, fixed before it is.

    Args:
        kind: By the published rule alone, by closed slips, or by a later public event.
        procedure: How, in words.
        people: Who draws the slips: at least two, neither evaluator nor recorder. Empty for the other kinds.
        event: The later public event whose published value decides. Empty for the other kinds.
        event_at: When it happens, after the plan was fixed; None for the other kinds.
    """

    kind: DrawKind
    procedure: str
    people: tuple[str, ...] = ()
    event: str = ""
    event_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOutcome:
    """What came of it.

    Args:
        order: Ids of all bids that took part, the first one decided for; for an electronic draw it may be left out.
        value: What the public event gave, as published; empty for the other kinds.
        drawn_at: The moment.
        minutes: What happened.
    """

    order: tuple[str, ...]
    value: str
    drawn_at: datetime
    minutes: str


def checked_plan(plan: DrawPlan, involved: Collection[str], now: datetime) -> DrawPlan:
    """Return a plan as it is kept.

    Args:
        plan: As somebody wrote it.
        involved: Names of the evaluators and of whoever records.
        now: The moment at which it is fixed.

    Raises:
        InputError: It does not say how, who draws is missing, involved or named twice, or the event is not to come.

    Legal source:
        OLG Hamburg, 20.03.2020, 1 Verg 1/19
    """
    plan = DrawPlan(
        kind=plan.kind,
        procedure=plan.procedure.strip(),
        people=tuple(one.strip() for one in plan.people if is_written(one)) if plan.kind is DrawKind.SLIPS else (),
        event=plan.event.strip() if plan.kind is DrawKind.ELECTRONIC else "",
        event_at=plan.event_at if plan.kind is DrawKind.ELECTRONIC else None,
    )
    faults = _text_faults(plan.procedure, "/procedure")
    if plan.kind is DrawKind.SLIPS:
        faults += _people_faults(plan.people, {_folded(one) for one in involved})
    if plan.kind is DrawKind.ELECTRONIC:
        faults += _text_faults(plan.event, "/event", LONGEST_VALUE)
        if plan.event_at is None or plan.event_at <= now:
            faults.append(Fault("draw_event_not_later", "/event_at"))
    if faults:
        raise InputError(faults)
    return plan


def plan_document(plan: DrawPlan, place: Mapping[str, Any], bids: Mapping[str, str]) -> dict[str, Any]:
    """Return the plan as it is fixed: who takes part, in the order of their ids, and how is drawn.

    Args:
        plan: As ``checked_plan`` gives it.
        place: Reference, publication, round and lot.
        bids: Names of the bidders on the first rank by the id of their bid.
    """
    more: dict[str, Any] = {}
    if plan.kind is DrawKind.SLIPS:
        more = {"people": list(plan.people)}
    if plan.kind is DrawKind.ELECTRONIC and plan.event_at is not None:
        more = {"event": plan.event, "event_at": plan.event_at.isoformat(), "algorithm": ALGORITHM}
    return {
        "format": PLAN_FORMAT,
        **place,
        "kind": plan.kind.value,
        "bids": [{"id": bid, "tenderer": bids[bid]} for bid in sorted(bids)],
        "procedure": plan.procedure,
        **more,
    }


def drawn_order(plan_digest: str, value: str, bids: Sequence[str]) -> tuple[str, ...]:
    """Return the order that a published value gives. Anybody can recompute it.

    Each bid gets the SHA-256 of plan digest, value and its own id, each on a line of its own; the smallest comes
    first. Neither the plan, which was fixed before the event, nor the value can be chosen to please anybody.

    Args:
        plan_digest: ``sha256:…`` of the plan.
        value: What the event gave, as published, without space around it.
        bids: Ids of the bids that take part.
    """
    return tuple(sorted(bids, key=lambda bid: (lot_of(plan_digest, value, bid), bid)))


def lot_of(plan_digest: str, value: str, bid: str) -> str:
    """Return the lot of one bid: 64 hexadecimal digits."""
    return hashlib.sha256(f"{plan_digest}\n{value}\n{bid}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPlan:
    """A plan that nobody changes any more.

    Args:
        document: As ``plan_document`` gives it.
        digest: ``sha256:…`` of it.
        planned_at: When it was fixed.
    """

    document: Mapping[str, Any]
    digest: str
    planned_at: datetime


def outcome_document(fixed: FixedPlan, outcome: DrawOutcome, recorder: str, now: datetime) -> dict[str, Any]:
    """Return the outcome as it is kept, checked against the plan; an electronic one is recomputed.

    Args:
        fixed: The plan.
        outcome: As somebody recorded it.
        recorder: Name of whoever records it.
        now: The present moment.

    Raises:
        InputError: It does not name exactly the planned bids, is no outcome of the published value, lies before the
            plan or the event or in the future, has no minutes, or was recorded by somebody who drew.
    """
    plan = fixed.document
    kind, bids = DrawKind(plan["kind"]), [one["id"] for one in plan["bids"]]
    value, order = outcome.value.strip(), outcome.order
    faults = _text_faults(outcome.minutes.strip(), "/minutes")
    if _folded(recorder) in {_folded(one) for one in plan.get("people", ())}:
        faults.append(Fault("draw_person_involved", "/minutes", properties={"person": recorder}))
    earliest = datetime.fromisoformat(plan["event_at"]) if kind is DrawKind.ELECTRONIC else fixed.planned_at
    if not earliest <= outcome.drawn_at <= now:
        faults.append(Fault("draw_moment", "/drawn_at"))
    if kind is DrawKind.ELECTRONIC:
        computed = drawn_order(fixed.digest, value, bids)
        faults += _text_faults(value, "/value", LONGEST_VALUE)
        if order and order != computed:
            faults.append(Fault("draw_not_recomputed", "/order"))
        order = computed
    elif sorted(order) != bids:
        faults.append(Fault("draw_order", "/order"))
    if faults:
        raise InputError(faults)
    return {
        "format": OUTCOME_FORMAT,
        "plan_digest": fixed.digest,
        "order": list(order),
        "drawn_at": outcome.drawn_at.isoformat(),
        "minutes": outcome.minutes.strip(),
        **({"value": value} if kind is DrawKind.ELECTRONIC else {}),
    }


def first_drawn(outcome: Mapping[str, Any] | None, tied: Collection[str]) -> str | None:
    """Return the bid that a recorded outcome decides for; None where it says nothing about all that are tied."""
    order = outcome["order"] if outcome else []
    return next((bid for bid in order if bid in tied), None) if set(tied) <= set(order) else None


def _people_faults(people: Sequence[str], involved: Collection[str]) -> list[Fault]:
    folded = [_folded(one) for one in people]
    if len(set(folded)) < FEWEST_DRAWERS or len(set(folded)) != len(folded):
        return [Fault("draw_people_missing", "/people", properties={"fewest": str(FEWEST_DRAWERS)})]
    if any(len(one) > LONGEST_NAME for one in people):
        return [Fault("name_expected", "/people", properties={"maximum": str(LONGEST_NAME)})]
    return [
        Fault("draw_person_involved", "/people", properties={"person": one})
        for one in people
        if _folded(one) in involved
    ]


def _text_faults(text: str, pointer: str, longest: int = LONGEST_TEXT) -> list[Fault]:
    if is_written(text) and len(text) <= longest:
        return []
    return [Fault("name_expected", pointer, properties={"maximum": str(longest)})]


def _folded(name: str) -> str:
    """Return a name so that another spelling of spaces or capitals does not make another person of it."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
