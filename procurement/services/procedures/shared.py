"""What all services of procedures share: their texts, how they are found, what the policy is asked about."""

from infra.fields.model import FieldRule, Record
from infra.fields.services import FieldStore
from infra.transactions import Reading
from procurement.model import Procedure
from procurement.repository import ProcedureRepository
from procurement.rules.procedure.facts import TextField
from procurement.services.agreements import capacity_behind
from procurement.services.finding import PROCEDURE, found, resource
from procurement.services.gathering import Gathering
from procurement.services.procedures.judging import Case
from procurement.services.request_facts import about_requests

__all__ = ["FIELDS", "PROCEDURE", "case_of", "found", "record_of", "resource"]

FIELDS = FieldStore(PROCEDURE, tuple(FieldRule(name=name.value) for name in TextField))


def record_of(slug: str) -> Record:
    """Return the record that the texts of a procedure belong to: all who prepare it write on the same."""
    return FIELDS.record(slug)


def case_of(reading: Reading, procedure: Procedure, gathering: Gathering) -> Case:
    """Return a procedure with its texts, published versions and what is known about its bids."""
    held = FIELDS.values(reading, record_of(procedure.slug))
    texts = {TextField(name): value.value for name, value in held.items()}
    publications = ProcedureRepository(reading.session).publications(procedure.slug)
    about_bids = gathering.about_bids(reading, procedure)
    requests = about_requests(reading, procedure, publications)
    award = gathering.judge_award(reading, procedure, publications)
    capacity = capacity_behind(reading, procedure)
    return Case(procedure, texts, publications, about_bids, requests, award, capacity)
