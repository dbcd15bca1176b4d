"""How services of procedures and of their bids find a procedure, hold it, and name it to the policy and the log."""

from infra.audit.model import Subject
from infra.policy.decision import Resource
from infra.transactions import Reading, Writing
from procurement.errors import ProcedureNotFoundError
from procurement.model import Procedure
from procurement.repository import ProcedureRepository
from procurement.services.naming import is_slug

PROCEDURE = "procedure"


def found(reading: Reading, slug: str) -> Procedure:
    """Return a procedure.

    Raises:
        ProcedureNotFoundError: There is none of this name.
    """
    procedure = ProcedureRepository(reading.session).find(slug) if is_slug(slug) else None
    if procedure is None:
        raise ProcedureNotFoundError(slug)
    return procedure


def held(writing: Writing, slug: str) -> Procedure:
    """Return a procedure that nobody else changes until the transaction ends; its version stays.

    Raises:
        ProcedureNotFoundError: There is none of this name.
    """
    if not is_slug(slug):
        raise ProcedureNotFoundError(slug)
    return ProcedureRepository(writing.session).hold(slug)


def resource(reading: Reading, procedure: Procedure, owner: str | None = None) -> Resource:
    """Return a procedure as the policy sees it.

    Args:
        reading: The transaction.
        procedure: Which.
        owner: Id of the evaluator whose bids are meant; None where nobody owns what is asked for.
    """
    return Resource(
        kind=PROCEDURE,
        id=procedure.slug,
        city=reading.city,
        state=procedure.stage.value,
        office=procedure.plan.office,
        owner=owner,
    )


def subject_of(procedure: Procedure) -> Subject:
    """Return a procedure as the audit log names it."""
    return Subject(kind=PROCEDURE, id=procedure.slug)
