"""All kinds of jobs there are. A room that brings one is wired here."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from infra.jobs.context import JobContext
from infra.jobs.errors import RetryLaterError
from infra.jobs.kinds import JobKind, Payload
from infra.maintenance import sweep
from infra.oversight.report import VERIFICATION, report_result
from infra.oversight.service import AuditLog
from infra.policy.table import Action

SIGN_CHECKPOINTS = "sign-checkpoints"
MAINTENANCE = "maintenance"


def kinds(audit_log: AuditLog) -> tuple[JobKind, ...]:
    """Return all kinds of jobs of the house."""

    def verify(context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        return report_result(audit_log.verify(context.actor, context.progress), context.job)

    def sign(context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        try:
            signed = audit_log.sign_checkpoints(only=str(context.actor.city))
        except OSError as error:  # the folder may be on another machine
            raise RetryLaterError from error
        return {"sequences": [one.sequence for one in signed.checkpoints], "mailed": signed.mailed}

    return (
        JobKind(name=VERIFICATION, action=Action.VERIFY_AUDIT_LOG, work=verify, is_single=True),
        JobKind(name=MAINTENANCE, action=Action.RUN_MAINTENANCE, work=sweep, daily_at=time(3, 0)),
        JobKind(name=SIGN_CHECKPOINTS, action=Action.SIGN_CHECKPOINT, work=sign, daily_at=time(3, 30)),
    )
