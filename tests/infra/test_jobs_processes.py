"""Real processes with real threads on one database: they share jobs, and one that is killed loses none."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from infra.clock import SystemClock
from infra.database import Database
from infra.jobs.model import JobState
from infra.jobs.services import Jobs
from infra.transactions import Transactions
from tests.architecture.sources import ROOT
from tests.jobs import AUDITOR
from tests.jobs_process import KIND, LEASE_SECONDS

Waiting = Callable[[], bool]


@contextmanager
def process(database: Database, journal: Path) -> Iterator[subprocess.Popen[bytes]]:
    address = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.jobs_process", address, str(journal)]
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        yield running
    finally:
        if running.poll() is None:
            running.send_signal(signal.SIGTERM)
        running.wait(60)


def wait_until(condition: Waiting, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def lines(journal: Path) -> list[list[str]]:
    """Return job, step and process of every step that was done."""
    return [line.split() for line in journal.read_text().splitlines()] if journal.exists() else []


@pytest.fixture
def jobs(database: Database) -> Jobs:
    return Jobs(Transactions(database, SystemClock()), [KIND])


def states(jobs: Jobs, numbers: list[int]) -> set[JobState]:
    return {jobs.get(AUDITOR, number).state for number in numbers}


def test_a_killed_job_is_resumed_and_completes_once(database: Database, jobs: Jobs, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    number = jobs.start(AUDITOR, KIND.name, {"steps": 40}).id
    with process(database, journal) as first:
        wait_until(lambda: len(lines(journal)) >= 5)
        os.kill(first.pid, signal.SIGKILL)
        first.wait(10)
    assert jobs.get(AUDITOR, number).state is JobState.RUNNING
    with process(database, journal) as second:
        wait_until(lambda: jobs.get(AUDITOR, number).state is JobState.DONE, LEASE_SECONDS + 20)
    job = jobs.get(AUDITOR, number)
    assert (job.attempts, job.result) == (2, {"pid": second.pid})
    assert Counter(pid for _, _, pid in lines(journal))[str(second.pid)] == 40


def test_two_processes_share_the_work_and_do_nothing_twice(database: Database, jobs: Jobs, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    with process(database, journal) as first, process(database, journal) as second:
        numbers = [jobs.start(AUDITOR, KIND.name, {"steps": 3}).id for _ in range(30)]
        wait_until(lambda: states(jobs, numbers) == {JobState.DONE}, 60)
    steps = Counter((job, step) for job, step, _ in lines(journal))
    assert set(steps.values()) == {1}
    assert len(steps) == 90
    assert {int(pid) for *_, pid in lines(journal)} == {first.pid, second.pid}


def test_a_process_that_is_asked_to_stop_hands_its_job_over_at_once(
    database: Database, jobs: Jobs, tmp_path: Path
) -> None:
    journal = tmp_path / "journal"
    number = jobs.start(AUDITOR, KIND.name, {"steps": 40}).id
    with process(database, journal) as running:
        wait_until(lambda: len(lines(journal)) >= 3)
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) == 0
    job = jobs.get(AUDITOR, number)
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


def test_progress_is_visible_within_a_second(database: Database, jobs: Jobs, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    delays: list[float] = []
    number = jobs.start(AUDITOR, KIND.name, {"steps": 60}).id

    def is_over() -> bool:
        done = len(lines(journal))
        job: Any = jobs.get(AUDITOR, number)
        if job.state is JobState.RUNNING and done > job.progress.done:
            since = time.time() - float(journal.with_suffix(".times").read_text().split()[job.progress.done])
            delays.append(since)
        return bool(job.state is JobState.DONE)

    with process(database, journal):
        wait_until(is_over, 60)
    assert len(delays) > 5  # how often it was seen depends on the load, how late it was seen does not
    assert max(delays) < 1
