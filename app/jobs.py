"""All kinds of jobs there are. A room that brings one is wired here."""

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from sqlalchemy import text

from infra.audit.chain import GENESIS, chained
from infra.audit.model import Event, Subject
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.maintenance import sweep
from infra.policy.table import Action

VERIFY_AUDIT_LOG = "verify-audit-log"
SIGN_CHECKPOINTS = "sign-checkpoints"
MAINTENANCE = "maintenance"

CHUNK = 500
_ENTRIES = text(
    "SELECT sequence, previous, hash, body FROM audit_entry "
    "WHERE city_id = :city AND sequence > :after ORDER BY sequence LIMIT :most"
)
_LAST = text("SELECT coalesce(max(sequence), 0) FROM audit_entry WHERE city_id = :city")

SignCheckpoints = Callable[[JobContext], Mapping[str, Any] | None]


def kinds(sign_checkpoints: SignCheckpoints | None = None) -> tuple[JobKind, ...]:
    """Return all kinds.

    Args:
        sign_checkpoints: Signs the end of the city's audit log; None where there is no key to sign with.
    """
    known = (
        JobKind(
            name=VERIFY_AUDIT_LOG,
            action=Action.VERIFY_AUDIT_LOG,
            work=verify_audit_log,
            is_single=True,
        ),
        JobKind(
            name=MAINTENANCE,
            action=Action.RUN_MAINTENANCE,
            work=sweep,
            daily_at=time(3, 0),
        ),
    )
    if sign_checkpoints is None:
        return known
    sign = sign_checkpoints
    signing = JobKind(
        name=SIGN_CHECKPOINTS,
        action=Action.SIGN_CHECKPOINT,
        work=lambda context, _payload: sign(context),
        daily_at=time(3, 30),
    )
    return (*known, signing)


def verify_audit_log(context: JobContext, _payload: Payload) -> Mapping[str, Any]:
    """Recompute the chain of the city's audit log, and write into it that this was done."""
    city = {"city": context.actor.city}
    with context.read(Action.VERIFY_AUDIT_LOG) as reading:
        total = int(reading.session.execute(_LAST, city).scalar_one())
    checked, previous, broken = 0, GENESIS, None
    while checked < total and broken is None:
        context.progress(checked, total)
        with context.read(Action.VERIFY_AUDIT_LOG) as reading:
            rows = reading.session.execute(
                _ENTRIES, {**city, "after": checked, "most": min(CHUNK, total - checked)}
            ).all()
        for row in rows:
            if row.sequence != checked + 1 or row.previous != previous or row.hash != chained(previous, row.body):
                broken = checked + 1
                break
            checked, previous = row.sequence, row.hash
        if not rows:
            broken = checked + 1
    context.progress(checked, total)
    result = {"entries": checked, "holds": broken is None}
    with context.write(Action.VERIFY_AUDIT_LOG) as writing:
        writing.record(Event.AUDIT_LOG_VERIFIED, Subject(kind="audit-log", id=writing.city), **result)
    return result
