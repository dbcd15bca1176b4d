"""A decision about a tie, planned or made, as a page shows it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from procurement.model import LotDraw
from procurement.rules.procedure.lot_decision import DrawKind, lot_of

KINDS: Mapping[str, str] = {
    DrawKind.RULE: "Die veröffentlichte Regel entscheidet",
    DrawKind.SLIPS: "Losentscheid mit verdeckten Zetteln",
    DrawKind.ELECTRONIC: "Losentscheid nach einem späteren öffentlichen Ereignis",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBid:
    """One bid that takes part.

    Args:
        id: Id of the bid.
        tenderer: Name of the bidder.
        lot: Its lot, recomputed; empty unless drawn electronically.
    """

    id: str
    tenderer: str
    lot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawView:
    """A decision about a tie.

    Args:
        kind: Code.
        title: What kind of decision it is.
        procedure: How it is made.
        people: Who draws.
        event: Public event; empty without one.
        event_at: When it is.
        algorithm: How lots are computed; empty without an event.
        digest: Of the plan.
        planned_by: Name of the person.
        planned_at: When it was fixed.
        bids: In the order that came out; until then by their ids.
        value: Published value; empty without an event and until then.
        drawn_at: When it was decided; None until then.
        minutes: What happened.
    """

    kind: str
    title: str
    procedure: str
    people: tuple[str, ...]
    event: str
    event_at: datetime | None
    algorithm: str
    digest: str
    planned_by: str
    planned_at: datetime
    bids: tuple[DrawnBid, ...]
    value: str
    drawn_at: datetime | None
    minutes: str


def draw_view(draw: LotDraw, names: Mapping[str, str]) -> DrawView:
    """Return a decision with names of people put in."""
    plan, outcome = json.loads(draw.plan), json.loads(draw.outcome) if draw.outcome else {}
    tenderers = {one["id"]: one["tenderer"] for one in plan["bids"]}
    value = outcome.get("value", "")
    return DrawView(
        kind=plan["kind"],
        title=KINDS[plan["kind"]],
        procedure=plan["procedure"],
        people=tuple(plan.get("people", ())),
        event=plan.get("event", ""),
        event_at=datetime.fromisoformat(plan["event_at"]) if "event_at" in plan else None,
        algorithm=plan.get("algorithm", ""),
        digest=draw.plan_digest,
        planned_by=names.get(draw.planned_by, "nicht mehr bekannt"),
        planned_at=draw.planned_at,
        bids=tuple(
            DrawnBid(id=bid, tenderer=tenderers[bid], lot=lot_of(draw.plan_digest, value, bid) if value else "")
            for bid in outcome.get("order", tenderers)
        ),
        value=value,
        drawn_at=draw.drawn_at,
        minutes=outcome.get("minutes", ""),
    )
