"""What every act on the end of a file asks first."""

from core.errors import VersionConflictError
from infra.policy.table import Action
from infra.transactions import Writing
from procurement.errors import DisposalBlockedError
from procurement.model import Procedure
from procurement.rules.award.disposal import Blocker
from procurement.services.finding import held, resource


def working_on(writing: Writing, action: Action, slug: str) -> Procedure:
    """Return a procedure whose end is worked on, held so that nobody takes a step meanwhile.

    Raises:
        ProcedureNotFoundError: There is none of this name.
        AccessDeniedError: It is not theirs.
    """
    procedure = held(writing, slug)
    writing.require(action, resource(writing, procedure))
    return procedure


def require_version(now: int, seen: int) -> None:
    """Do nothing when the person has seen the newest version.

    Raises:
        VersionConflictError: Somebody else has changed it.
    """
    if now != seen:
        raise VersionConflictError(now)


def require_none(found: tuple[Blocker, ...]) -> None:
    """Do nothing when nothing keeps the file.

    Raises:
        DisposalBlockedError: Something does.
    """
    if found:
        raise DisposalBlockedError(tuple(one.value for one in found))
