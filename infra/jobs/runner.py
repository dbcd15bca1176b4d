"""Works through jobs in the background of a serving process, next to any number of other processes.

A few threads take jobs and do them. One more keeps their leases, stores their progress, and asks for what is due every
day. A process that dies simply stops extending its leases; whoever looks next takes its jobs over.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event as Bell
from threading import Lock, Thread

from infra.database import DatabaseUnavailableError
from infra.identity.repository import IdentityRepository
from infra.jobs.attempt import Worker
from infra.jobs.context import Attempt
from infra.jobs.errors import Stop
from infra.jobs.kinds import JobKind
from infra.jobs.repository import JobRepository
from infra.jobs.schedule import latest_due
from infra.jobs.services import Jobs
from infra.logging import log_database, log_defect
from infra.policy.model import operator

THREADS = 2
LOOK_SECONDS = 1.0
KEEP_SECONDS = 0.25
PLAN_SECONDS = 30.0
STOP_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 8.0
"""While the database is away pauses double up to this: short enough to keep a lease when it is back."""
# Longer than a renewal that had to wait for other writers (infra.database.BUSY_SECONDS) plus the time between two.
LEASE = timedelta(seconds=20)
RENEWALS_IN_A_LEASE = 5


class Runner:
    """The background of one process.

    Args:
        jobs: What there is to do.
        threads: How many jobs are done at a time.
        lease: How long a job belongs to a process that shows no sign of life; crashed jobs are resumed after it.
    """

    def __init__(self, jobs: Jobs, *, threads: int = THREADS, lease: timedelta = LEASE) -> None:
        self._jobs = jobs
        self._transactions = jobs.transactions
        self._worker = Worker(jobs.transactions, jobs.kinds, lease=lease)
        self._renew_seconds = lease.total_seconds() / RENEWALS_IN_A_LEASE
        self._stopping = Bell()
        self._lock = Lock()
        self._running: dict[Attempt, float] = {}
        self._planned: set[tuple[str, str]] = set()
        self._is_cut_off = False
        self._threads = [Thread(target=self._do_jobs, name=f"jobs-{n}", daemon=True) for n in range(threads)]
        self._threads.append(Thread(target=self._keep_house, name="jobs-keeper", daemon=True))

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let running jobs end at their next step and go back into the queue; wait for them, but not for ever."""
        self._stopping.set()
        self._jobs.bell.set()
        with self._lock:
            for attempt in self._running:
                attempt.stop(Stop.INTERRUPTED)
        deadline = time.monotonic() + STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def work_once(self) -> bool:
        """Do one job that is due, in this thread; say whether there was one."""
        attempt = self._worker.claim()
        if attempt is None:
            return False
        with self._lock:
            self._running[attempt] = time.monotonic()
            if self._stopping.is_set():
                attempt.stop(Stop.INTERRUPTED)
        try:
            self._worker.carry_out(attempt)
        finally:
            with self._lock:
                del self._running[attempt]
        return True

    def keep_once(self) -> None:
        """Extend the leases of running jobs and store their progress."""
        with self._lock:
            running = list(self._running.items())
        for attempt, renewed in running:
            now = time.monotonic()
            if self._worker.keep(attempt, is_renewal_due=now - renewed >= self._renew_seconds):
                with self._lock:
                    if attempt in self._running:
                        self._running[attempt] = now

    def plan_once(self) -> None:
        """Ask for what is due today in every city and was not asked for: once, however many processes there are."""
        with self._transactions.database.read() as session:
            cities = IdentityRepository(session).cities_added()
        for kind in self._jobs.kinds.values():
            if kind.daily_at is None:
                continue
            day, moment = latest_due(kind.daily_at, self._transactions.clock.now())
            for city in (one for one, added_at in cities if added_at < moment):
                self._plan(kind, city, f"{kind.name}@{day.isoformat()}")

    def _plan(self, kind: JobKind, city: str, key: str) -> None:
        if (city, key) in self._planned:
            return
        with self._transactions.database.read(city) as session:
            is_asked = JobRepository(session).find_key(key) is not None
        if not is_asked:
            with self._transactions.write(operator(city), kind.action) as writing:
                self._jobs.enqueue(writing, kind.name, key=key)
        self._planned.add((city, key))

    def _do_jobs(self) -> None:
        pause = LOOK_SECONDS
        while not self._stopping.is_set():
            done = self._safely(self.work_once)
            if done is not None:
                self._tell_database(is_there=True)
            pause = longer(pause) if done is None else LOOK_SECONDS
            if not done:
                self._jobs.bell.wait(pause)
                self._jobs.bell.clear()

    def _keep_house(self) -> None:
        planned, pause = -PLAN_SECONDS, KEEP_SECONDS
        while not self._stopping.wait(pause):
            done = self._safely(self.keep_once)
            if time.monotonic() - planned >= PLAN_SECONDS:
                done = self._safely(self.plan_once)
                planned = time.monotonic()
            pause = longer(pause) if done is None else KEEP_SECONDS

    def _safely(self, work: Callable[[], bool | None]) -> bool | None:
        """Work on whatever happens: a thread that ended would end unnoticed. None where the database is away."""
        try:
            return bool(work())
        except DatabaseUnavailableError:
            self._tell_database(is_there=False)
            return None
        except Exception as error:  # noqa: BLE001 - see above
            log_defect(error)
        return False

    def _tell_database(self, *, is_there: bool) -> None:
        """Write one line when the database goes and one when it is back, however many threads notice."""
        with self._lock:
            if self._is_cut_off is not is_there:
                return
            self._is_cut_off = not is_there
        log_database(is_there=is_there)


def longer(pause: float) -> float:
    """Return the next pause while the database is away."""
    return min(pause * 2, LONGEST_PAUSE_SECONDS)
