"""Two procedures of the demo city: one in preparation, one that two officers have published."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.house import House
from infra.clock import official_day
from infra.fields.model import Edit, FieldValue
from infra.identity.demo import DEMO_CITY, DEMO_CITY_NAME, DEMO_PEOPLE, demo_office, demo_person
from infra.policy.model import Actor
from procurement.errors import ReferenceTakenError
from procurement.model import Procedure, ProcedurePlan, ProcedureType
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.stages import Step
from procurement.services.demo import demo_documents
from procurement.services.procedures import Wish
from scoring.intake import parse_evaluation

IN_PREPARATION, PUBLISHED = "VG-2026-047", "VG-2026-048"

_DAYS = 60
_NOON = 11
_LOT = "Videoberatung"
_TEXTS = {
    TextField.SUBJECT: "Videoberatung für die Bürgerämter: Termine mit Bild und Ton, Dokumente gemeinsam ansehen.",
    TextField.OPEN_SOURCE_CHECK: (
        "Zwei quelloffene Lösungen erfüllen die Anforderungen; sie können angeboten werden. Open Source ist Kriterium."
    ),
    TextField.CLAUSES: "Der Auftragnehmer übergibt mit jeder Lieferung eine Stückliste der Software (SBOM).",
    TextField.TIE_RULE: "Bei Gleichstand entscheidet der niedrigere Preis, danach das Los.",
}


def add_procedures(house: House) -> None:
    """Create both where they are missing."""
    documents = [json.loads(document) for document in demo_documents()]
    asker, releaser = actor_of("vergabestelle"), actor_of("vergabestelle2")
    for reference, document in zip((IN_PREPARATION, PUBLISHED), documents, strict=True):
        deadline = noon(house.transactions.clock.now() + timedelta(days=_DAYS))
        procedure = prepared(house, asker, reference, document, deadline)
        if procedure is not None and reference == PUBLISHED:
            publish(house, asker, releaser, procedure)


def edits_of(held: Mapping[str, FieldValue], values: Mapping[str, str]) -> list[Edit]:
    """Return what somebody writes into fields whose newest versions they have seen."""
    return [Edit(field=name, value=text, base_version=held[name].version) for name, text in values.items()]


def actor_of(account: str) -> Actor:
    """Return a demo person as an actor; their rows were added before."""
    person = DEMO_PEOPLE[account]
    return Actor(
        city=DEMO_CITY,
        person=demo_person(account),
        name=person.name,
        office=demo_office(person.office),
        roles=person.roles,
        city_name=DEMO_CITY_NAME,
    )


def prepared(  # noqa: PLR0913 - what differs between the demo procedures
    house: House,
    actor: Actor,
    reference: str,
    document: Mapping[str, Any],
    deadline: datetime | None,
    *,
    two_envelopes: bool = False,
    requests_due: datetime | None = None,
) -> Procedure | None:
    """Return a procedure that is ready for release; None where there is one of this number already.

    With a deadline for requests to participate it begins with a Teilnahmewettbewerb, and lacks only what that needs.
    """
    now = house.transactions.clock.now()
    plan = ProcedurePlan(
        title="Videoberatung für Bürgerämter",
        office=demo_office("buergeramt"),
        kind=ProcedureType.NEGOTIATED_WITH_CALL if requests_due else ProcedureType.OPEN,
        bid_deadline=deadline,
        participation_deadline=requests_due,
        two_envelopes=two_envelopes,
    )
    try:
        procedure = house.drafting.create(actor, reference, plan)
    except ReferenceTakenError:
        return None
    slug = procedure.slug
    procedure = house.drafting.save_need(actor, slug, procedure.version, _need(now))
    procedure = house.lot_drafting.put_lot(actor, slug, procedure.version, None, _LOT)
    matrix = parse_evaluation({**document, "bids": []}, bids_required=False)
    procedure = house.lot_drafting.set_matrix(actor, slug, procedure.version, 1, matrix)
    house.drafting.save_texts(
        actor, slug, [Edit(field=name, value=text, base_version=0) for name, text in _TEXTS.items()]
    )
    return procedure


def publish(house: House, asker: Actor, releaser: Actor, procedure: Procedure) -> None:
    """Let two officers release a procedure."""
    for actor, step in ((asker, Step.REQUEST_RELEASE), (releaser, Step.RELEASE)):
        seal = house.procedures.open(actor, procedure.slug).facts.content_digest
        procedure = house.stepping.take(actor, procedure.slug, Wish(step=step, version=procedure.version, seen=seal))


def noon(moment: datetime) -> datetime:
    """Return noon in winter time on the day of a moment."""
    return moment.replace(hour=_NOON, minute=0, second=0, microsecond=0)


def _need(now: datetime) -> dict[str, Any]:
    lines = [
        ("one-off", "60000.00", "Einrichtung und Schulung nach Markterkundung"),
        ("monthly", "4500.00", "Mittel aus drei Preislisten, unbefristet"),
        ("exit", "8000.00", "Ausleitung der Daten in offenen Formaten"),
    ]
    return {
        "publication_day": official_day(now).isoformat(),
        "purchase": "cloud",
        "lots": [
            {
                "name": _LOT,
                "lines": [{"kind": kind, "amount_net_eur": amount, "reason": reason} for kind, amount, reason in lines],
            }
        ],
    }
