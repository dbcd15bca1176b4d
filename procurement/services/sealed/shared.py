"""How services of sealed intakes find one, and what counts for it."""

import json
from datetime import datetime

from infra.audit.model import Subject
from infra.transactions import Reading
from procurement.errors import SealedIntakeNotFoundError
from procurement.model import Procedure, SealedIntake
from procurement.repository import ProcedureRepository, SealedIntakeRepository
from procurement.rules.procedure.publication import bid_deadline_in
from procurement.rules.sealed.moments import takes_bids
from procurement.services.gathering import published
from procurement.services.request_facts import published_eligibility

INTAKE = "sealed-intake"


def last_intake(reading: Reading, slug: str) -> SealedIntake:
    """Return the newest intake of a procedure.

    Raises:
        SealedIntakeNotFoundError: It has none.
    """
    found = SealedIntakeRepository(reading.session).last(slug)
    if found is None:
        raise SealedIntakeNotFoundError
    return found


def due_at(reading: Reading, procedure: Procedure) -> datetime | None:
    """Return the published deadline of the present round: what is drafted of a change does not count yet."""
    if procedure.round_deadline or not procedure.publications:
        return procedure.round_deadline
    return bid_deadline_in(json.loads(published(reading, procedure).document))


def is_taking(reading: Reading, procedure: Procedure) -> bool:
    """Tell whether bids can be handed in at the stage of a procedure."""
    publications = ProcedureRepository(reading.session).publications(procedure.slug)
    return bool(publications) and takes_bids(
        procedure.stage, requests_first=published_eligibility(publications) is not None
    )


def lots_of(reading: Reading, procedure: Procedure) -> dict[int, str]:
    """Return the published lots: number and title."""
    document = json.loads(published(reading, procedure).document)
    return {lot["number"]: lot["title"] for lot in document["lots"]}


def subject_of(intake: SealedIntake) -> Subject:
    """Return how the audit log names an intake."""
    return Subject(kind=INTAKE, id=f"{intake.slug}/{intake.number}")
