"""A process that does jobs until asked to stop: ``python -m tests.jobs_process DATABASE JOURNAL LEASE STANDS_AT``.

At the step ``STANDS_AT`` of a job it gets no further; 0 is nowhere.
"""

import os
import signal
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

from infra.clock import SystemClock
from infra.database import Database
from infra.jobs.context import JobContext
from infra.jobs.kinds import JobKind, Payload
from infra.jobs.runner import Runner
from infra.jobs.services import Jobs
from infra.policy.table import Action
from infra.transactions import Transactions

STEP_SECONDS = 0.05


def walk(context: JobContext, payload: Payload) -> Mapping[str, Any]:
    """Write a line into the journal at every step."""
    journal, stands_at = Path(sys.argv[2]), int(sys.argv[4])
    for step in range(int(payload["steps"])):
        with journal.open("a") as lines, journal.with_suffix(".times").open("a") as times:
            times.write(f"{time.time()}\n")
            times.flush()
            lines.write(f"{context.job} {step} {os.getpid()}\n")
        context.progress(step + 1, int(payload["steps"]))
        time.sleep(STEP_SECONDS)
        while step + 1 == stands_at:
            context.progress(step + 1, int(payload["steps"]))
            time.sleep(STEP_SECONDS)
    return {"pid": os.getpid()}


KIND = JobKind(name="walk", action=Action.VERIFY_AUDIT_LOG, work=walk)


def main() -> None:
    """Do jobs until SIGTERM."""
    database = Database(sys.argv[1])
    runner = Runner(Jobs(Transactions(database, SystemClock()), [KIND]), lease=timedelta(seconds=float(sys.argv[3])))
    asked = Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    runner.start()
    asked.wait()
    runner.stop()
    database.close()


if __name__ == "__main__":
    main()
