"""How procedures are changed: the row first, then the question whether anything may change, then change and entry."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import ProcedureFrozenError, ProcedureNotFoundError
from procurement.model import Procedure
from procurement.repository import ProcedureRepository
from procurement.rules.procedure.stages import EDITABLE
from procurement.services.finding import held, resource, subject_of
from procurement.services.naming import is_slug
from scoring.model import is_written

__all__ = ["editing", "held", "named", "require_editable", "saved", "subject_of"]

LONGEST_NAME = 200
LONGEST_TITLE = 2_000

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


@contextmanager
def editing(
    transactions: Transactions, actor: Actor, slug: str, version: int, once: Once | None
) -> Iterator[tuple[Writing, Procedure]]:
    """Open a change of a procedure that only this transaction changes.

    Raises:
        ProcedureNotFoundError: There is none of this name.
        VersionConflictError: Somebody else has changed it.
        ProcedureFrozenError: In its stage nothing changes.
    """
    with transactions.write(actor, Action.PREPARE_PROCEDURE, once) as writing:
        if not is_slug(slug):
            raise ProcedureNotFoundError(slug)
        procedure = ProcedureRepository(writing.session).lock(slug, version, writing.now)
        require_editable(writing, procedure)
        yield writing, procedure


def require_editable(writing: Writing, procedure: Procedure) -> None:
    """Refuse changes by whoever may not make them, and in stages in which nothing changes.

    Raises:
        AccessDeniedError: The policy does not allow it.
        ProcedureFrozenError: In its stage nothing changes.
    """
    writing.require(Action.PREPARE_PROCEDURE, resource(writing, procedure))
    if procedure.stage not in EDITABLE:
        raise ProcedureFrozenError(procedure.slug)


def saved(
    writing: Writing,
    before: Procedure,
    after: Procedure,
    before_details: Mapping[str, object],
    after_details: Mapping[str, object],
) -> Procedure:
    """Store a changed procedure with its entry in the audit log and return it."""
    ProcedureRepository(writing.session).save(before, after)
    details = {"before": dict(before_details), "after": dict(after_details)}
    writing.record(Event.PROCEDURE_CHANGED, subject_of(after), **details)
    return writing.done(after)


def named(text: str, pointer: str, longest: int) -> str:
    """Return a name as it is stored.

    Raises:
        InputError: It says nothing or is too long.
    """
    plain = plain_text(text).strip()
    if not is_written(plain) or len(plain) > longest:
        raise InputError([Fault("name_expected", pointer, properties={"maximum": str(longest)})])
    return plain


def whole_second(moment: datetime | None, pointer: str) -> datetime | None:
    """Return a moment as it is stored; years that nobody plans for would break the arithmetic of days.

    Raises:
        InputError: It is out of range.
    """
    if moment is None:
        return None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        properties = {"first": str(_FIRST_YEAR), "last": str(_LAST_YEAR)}
        raise InputError([Fault("deadline_out_of_range", pointer, properties=properties)])
    return moment.astimezone(UTC).replace(microsecond=0)
