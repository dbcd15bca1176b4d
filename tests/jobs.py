"""Jobs for tests: kinds made of plain functions, on a database with the demo people."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from infra.database import Database
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.jobs.model import Job
from infra.jobs.runner import Runner
from infra.jobs.services import Jobs
from infra.policy.table import Action
from infra.transactions import Transactions
from tests.fakes import StoppedClock
from tests.people import actor

AUDITOR = actor("revision")
ADMINISTRATOR = actor("verwaltung")
LEASE = timedelta(seconds=20)

Function = Callable[[JobContext, Payload], Mapping[str, Any] | None]


class Bench:
    """A database, a clock that stands still, one kind of job, and a runner without threads."""

    def __init__(self, database: Database, work: Function, *, attempts: int = 3, daily_at: time | None = None) -> None:
        self.clock = StoppedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
        self.transactions = Transactions(database, self.clock)
        action = Action.RUN_MAINTENANCE if daily_at else Action.VERIFY_AUDIT_LOG
        kind = JobKind(name="count", action=action, work=work, attempts=attempts, daily_at=daily_at)
        self.jobs = Jobs(self.transactions, [kind])
        self.runner = Runner(self.jobs, lease=LEASE)

    def ask(self, payload: Payload | None = None) -> int:
        return self.jobs.start(AUDITOR, "count", payload).id

    def job(self, number: int) -> Job:
        return self.jobs.get(AUDITOR, number)

    def later(self, **by: float) -> None:
        self.clock.moment += timedelta(**by)

    def another(self) -> Runner:
        """Return a runner as another process has it: it shares nothing with this one but the database."""
        transactions = Transactions(self.transactions.database, self.clock)
        return Runner(Jobs(transactions, self.jobs.kinds.values()), lease=LEASE)
