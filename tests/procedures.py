"""Tender procedures for tests, made through the services by the demo officers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.house import House
from infra.fields.model import Edit
from infra.policy.model import Actor
from procurement.model import Procedure, ProcedurePlan, ProcedureType
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.stages import Step
from procurement.services.procedures import OpenedProcedure, Wish
from scoring.intake import parse_evaluation
from scoring.model import Evaluation
from tests.documents import demo
from tests.people import actor

ASKER, RELEASER = actor("vergabestelle"), actor("vergabestelle2")
DEADLINE = datetime(2027, 1, 20, 11, 0, tzinfo=UTC)
TEXTS: Mapping[TextField, str] = {
    TextField.OPEN_SOURCE_CHECK: "Geprüft.",
    TextField.TIE_RULE: "Losentscheid.",
    TextField.CLAUSES: "SBOM.",
}


def plan(**changes: Any) -> ProcedurePlan:  # noqa: ANN401 - fields of any type
    values: dict[str, Any] = {"title": "Videoberatung", "kind": ProcedureType.OPEN, "bid_deadline": DEADLINE}
    return ProcedurePlan(**values | changes)


def need(amount: str = "300000", *names: str) -> dict[str, Any]:
    """Return a need with one lot for each name."""
    lines = [
        {"kind": "one-off", "amount_net_eur": amount, "reason": "Angebot von 2025"},
        {"kind": "exit", "amount_net_eur": "0", "reason": "offene Formate"},
    ]
    lots = [{"name": name, "lines": lines} for name in names or ("Gesamt",)]
    return {"publication_day": "2026-11-23", "purchase": "cloud", "lots": lots}


def matrix(**changes: object) -> Evaluation:
    """Return the demo matrix; ``changes`` replace parts of it."""
    document = demo() | {"bids": []}
    document["matrix"] |= changes
    return parse_evaluation(document, bids_required=False)


def prepared(
    house: House,
    reference: str = "VG-1",
    by: Actor = ASKER,
    *,
    given: Evaluation | None = None,
    planned: ProcedurePlan | None = None,
) -> Procedure:
    """Return a procedure that nothing stands against; ``given`` is the matrix of its only lot."""
    drafting, lots = house.drafting, house.lot_drafting
    found = drafting.create(by, reference, planned or plan())
    found = drafting.save_need(by, found.slug, found.version, need())
    found = lots.put_lot(by, found.slug, found.version, None, "Gesamt")
    drafting.save_texts(by, found.slug, [Edit(field=name, value=text, base_version=0) for name, text in TEXTS.items()])
    return lots.set_matrix(by, found.slug, found.version, 1, given or matrix())


def opened(house: House, slug: str, by: Actor = ASKER) -> OpenedProcedure:
    return house.procedures.open(by, slug)


def take(house: House, slug: str, step: Step, by: Actor = ASKER, reason: str = "") -> Procedure:
    """Take a step having seen everything as it is."""
    seen = opened(house, slug, by)
    wish = Wish(step=step, version=seen.procedure.version, seen=seen.facts.content_digest, reason=reason)
    return house.stepping.take(by, slug, wish)


def published(house: House, reference: str = "VG-1") -> Procedure:
    """Return a procedure that one officer asked to release and another one released."""
    slug = prepared(house, reference).slug
    take(house, slug, Step.REQUEST_RELEASE)
    return take(house, slug, Step.RELEASE, RELEASER)
