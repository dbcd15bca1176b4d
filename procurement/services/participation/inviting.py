"""What the invitation does besides: every request gets its outcome, with the reason for a later letter."""

from collections.abc import Mapping
from dataclasses import replace

from infra.transactions import Writing
from procurement.model import Procedure, RequestOutcome
from procurement.repository import ParticipationRepository, ProcedureRepository
from procurement.rules.participation.ranking import outcome_of, ranking_of
from procurement.services.request_facts import published_eligibility


def invite(writing: Writing, procedure: Procedure) -> Mapping[str, object]:
    """Store the outcome of every request, and return what the audit log tells of it.

    Args:
        writing: The transaction.
        procedure: As it stood before the step.
    """
    matrix = published_eligibility(ProcedureRepository(writing.session).publications(procedure.slug))
    if matrix is None:
        raise AssertionError("the guards let through only a published Teilnahmewettbewerb")
    repository = ParticipationRepository(writing.session)
    requests = repository.requests(procedure.slug, procedure.publications)
    ranking = ranking_of(matrix, requests)
    invited = list[int]()
    for one in requests:
        outcome, why = outcome_of(one, ranking)
        repository.put(procedure.slug, replace(one, outcome=outcome, outcome_reason=why, version=one.version + 1))
        if outcome is RequestOutcome.INVITED:
            invited.append(one.number)
    deadline = procedure.round_deadline
    return {"invited": invited, "bid_deadline": deadline and deadline.isoformat()}
