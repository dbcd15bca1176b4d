"""The page of one request for capacity, worked out from what is stored and what somebody has just typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from capacity.model import CapacityRequest, Party, ProofKind, ReviewLight
from capacity.rules.clocks import ClockState
from capacity.rules.course.steps import RequestStep
from capacity.rules.form import FIELDS, depends_on
from capacity.rules.gates import LONGEST_LINE as PUBLIC_LINE
from capacity.services.attaching import MOST_FILES
from capacity.services.course import STEP_ACTIONS
from capacity.services.desk import SeenRequest
from capacity.services.gathering import LONGEST_REASON
from capacity.services.queue_planning import SeenPlan
from capacity.services.ranking import SeenPriority
from capacity.services.reviewing import LONGEST_LINE, LONGEST_TEXT
from capacity.services.shared import parties_of
from infra.inspect.attachments import ENDINGS, MOST_BYTES
from infra.policy.model import Actor
from infra.policy.table import Action
from web import addresses, plan_words, rank_words, request_words
from web.views.evidence_forms import size_of

ROUTES: Mapping[Action, str] = {
    Action.STEER_REQUEST: "fachamt",
    Action.HANDLE_REQUEST: "adit",
    Action.DECIDE_CAPACITY: "dezernat",
}
"""Where the form of a step is sent to, behind the address of the request."""

_ATTACHED = (
    f"Höchstens {MOST_BYTES // 2**20} MiB, höchstens {MOST_FILES} Anlagen. "
    f"Angenommen werden {', '.join(one.upper() for one in ENDINGS)}. "
    "Wer die Anforderung lesen darf, darf auch die Anlagen lesen."
)

ATTACHMENT = "Anlage"
TYPED = (
    "schritt",
    "grund",
    "tag",
    "bis",
    "andere",
    "zeile",
    "art",
    "ampel",
    "text",
    "auflage",
    "stelle",
    "frage",
    "noetig",
    "rang",
)
"""Fields of all forms on the page."""

SLOT, UNTIL, DAY, OTHER, LIFT = "slot", "until", "day", "other", "lift"
NEEDS: Mapping[RequestStep, str] = {
    RequestStep.SCHEDULE: SLOT,
    RequestStep.UNBLOCK: SLOT,
    RequestStep.RESERVE: UNTIL,
    RequestStep.RULE: UNTIL,
    RequestStep.RULE_RESERVED: UNTIL,
    RequestStep.RULE_PART: UNTIL,
    RequestStep.DEFER: DAY,
    RequestStep.MERGE: OTHER,
    RequestStep.LIFT: LIFT,
    RequestStep.LIFT_RESOLVED: LIFT,
}
"""What the form of a step asks for besides a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something that was not done, with what was typed.

    Args:
        title: What somebody wanted to do.
        sentences: Why not.
        typed: What they wrote, by the name of the field.
        step: Which step; None for anything else.
    """

    title: str
    sentences: tuple[str, ...]
    typed: Mapping[str, str]
    step: RequestStep | None = None


def shown(
    actor: Actor,
    seen: SeenRequest,
    place: SeenPriority | None = None,
    alike: tuple[CapacityRequest, ...] = (),
    when: SeenPlan | None = None,
    refused: Refused | None = None,
) -> dict[str, Any]:
    """Return what the page of a request shows."""
    mine = parties_of(actor, seen.request)
    return {
        "seen": seen,
        "one": seen.request,
        "city": actor.city,
        "me": actor.person,
        "file_size": size_of,
        "attachment_hint": _ATTACHED,
        "attachment_endings": ",".join(f".{one}" for one in ENDINGS),
        "alike": alike,
        "place": place,
        "when": when,
        "plan_words": plan_words,
        "rank_words": rank_words,
        "missing": _missing(seen),
        "unknown": _unknown(seen),
        "running": [one for one in seen.clocks if one.stored.clock.state is ClockState.RUNNING],
        "mine": mine,
        "parties": [(party.value, request_words.PARTIES[party]) for party in Party if party not in mine],
        "lights": [(one.value, request_words.LIGHTS[one]) for one in ReviewLight if one is not ReviewLight.FEHLT],
        "proofs": [(kind.value, request_words.PROOFS[kind]) for kind in ProofKind],
        "proved": {one.kind: one for one in seen.proofs},
        "form_pages": list(request_words.PAGES.items()),
        "routes": {step: ROUTES[action] for step, action in STEP_ACTIONS.items() if action in ROUTES},
        "needs": NEEDS,
        "refused": refused,
        "is_attaching": refused is not None and refused.title == ATTACHMENT,
        "typed": {**dict.fromkeys(TYPED, ""), **(refused.typed if refused else {})},
        "longest": {"reason": LONGEST_REASON, "line": LONGEST_LINE, "text": LONGEST_TEXT, "public": PUBLIC_LINE},
        "words": request_words,
    }


def _missing(seen: SeenRequest) -> list[tuple[str, str]]:
    """Return where each field is that keeps the form from being handed in, with its label."""
    wanted = ((one, addresses.capacity_request_form(seen.request.number, one.page)) for one in FIELDS if one.page)
    return [(f"{address}#{one.name}", one.label) for one, address in wanted if one.name in seen.faults]


def _unknown(seen: SeenRequest) -> list[int]:
    """Return the numbers typed as dependencies that name no other request."""
    typed = depends_on({name: one.value for name, one in seen.values.items()})
    return [one for one in typed if one not in seen.depends_on]
