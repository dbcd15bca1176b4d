"""Jobs on both databases, step by step: no threads, a clock that stands still."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from infra.audit.model import Event
from infra.database import Database, DatabaseUnavailableError
from infra.jobs.context import JobContext
from infra.jobs.errors import JobNotFoundError, JobOverError, JobStoppedError, RetryLaterError, Stop
from infra.jobs.kinds import JobKind, Payload, by_name
from infra.jobs.model import Job, JobFailure, JobProgress, JobState
from infra.jobs.runner import longer
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor
from infra.policy.table import Action
from tests.audit_lines import lines_of
from tests.jobs import ADMINISTRATOR, AUDITOR, Bench
from tests.people import OFFICER


def nothing(_context: JobContext, _payload: Payload) -> None:
    return None


def events(database: Database) -> list[str]:
    with database.read(AUDITOR.city) as session:
        return list(session.execute(text("SELECT event FROM audit_entry ORDER BY sequence")).scalars())


def test_a_job_is_done_and_its_owner_told(database: Database) -> None:
    def count(context: JobContext, payload: Payload) -> Mapping[str, Any]:
        context.progress(3, 3, "fertig")
        return {"counted": payload["upto"], "by": context.actor.person}

    bench = Bench(database, count)
    number = bench.ask({"upto": 3})
    assert bench.job(number).state is JobState.WAITING
    assert bench.runner.work_once()
    assert not bench.runner.work_once()
    job = bench.job(number)
    assert (job.state, job.attempts, job.failure) == (JobState.DONE, 1, None)
    assert job.result == {"counted": 3, "by": AUDITOR.person}
    assert job.progress == JobProgress(done=3, total=3, step="fertig")
    (notice,) = Notices(bench.transactions).page(AUDITOR).items
    assert (notice.kind, notice.link) == (NoticeKind.JOB_FINISHED, f"/auftraege/{number}")
    assert notice.properties == {"kind": "count", "job": str(number)}


def test_an_outage_is_told_once_with_words_and_pauses_grow(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> bool:
        raise DatabaseUnavailableError

    runner = Bench(database, nothing).runner
    with caplog.at_level(logging.INFO, "pruefstand"):
        assert [runner._safely(broken) for _ in range(5)] == [None] * 5  # noqa: SLF001 - what its threads do
        for _ in range(2):
            runner._tell_database(is_there=True)  # noqa: SLF001 - the same
    told = [line.msg["text"] for line in caplog.records if isinstance(line.msg, dict) and "text" in line.msg]
    assert told == ["the database does not answer; jobs wait for it", "the database answers again; jobs go on"]
    assert [longer(1.0), longer(4.0), longer(8.0)] == [2.0, 8.0, 8.0]


def test_a_job_exists_if_and_only_if_the_change_commits(database: Database) -> None:
    bench = Bench(database, nothing)

    def change_and_fail() -> None:
        with bench.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
            bench.jobs.enqueue(writing, "count")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert not bench.jobs.bell.is_set()
    assert not bench.runner.work_once()
    with bench.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
        bench.jobs.enqueue(writing, "count")
        assert not bench.jobs.bell.is_set()
    assert bench.jobs.bell.is_set()
    assert bench.runner.work_once()


def test_not_before_its_time(database: Database) -> None:
    bench = Bench(database, nothing)
    with bench.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
        number = bench.jobs.enqueue(writing, "count", not_before=bench.clock.now() + timedelta(hours=1))
    bench.later(minutes=59)
    assert not bench.runner.work_once()
    bench.later(minutes=1)
    assert bench.runner.work_once()
    assert bench.job(number).state is JobState.DONE


def test_the_same_key_gives_the_same_job_even_when_it_is_over(database: Database) -> None:
    bench = Bench(database, nothing)
    numbers = []
    for _ in range(2):
        with bench.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
            numbers += [bench.jobs.enqueue(writing, "count", key="once") for _ in range(2)]
        bench.runner.work_once()
    assert len(set(numbers)) == 1


def test_a_single_kind_has_one_open_job_for_each_person(database: Database) -> None:
    bench = Bench(database, nothing)
    kind = JobKind(name="single", action=Action.VERIFY_AUDIT_LOG, work=nothing, is_single=True)
    bench.jobs.kinds["single"] = kind
    first = bench.jobs.start(AUDITOR, "single")
    assert bench.jobs.start(AUDITOR, "single").id == first.id
    assert bench.jobs.start(ADMINISTRATOR, "single").id != first.id  # the other's job may not be theirs to read
    bench.runner.work_once()
    assert bench.jobs.start(AUDITOR, "single").id != first.id


def test_two_processes_do_not_do_one_job_twice(database: Database) -> None:
    done: list[int] = []
    bench = Bench(database, lambda context, _payload: done.append(context.job))
    other = bench.another()
    numbers = [bench.ask() for _ in range(6)]
    claims = [runner._worker.claim() for runner in (bench.runner, other) * 4]  # noqa: SLF001 - both look before one works
    held = [attempt for attempt in claims if attempt is not None]
    assert sorted(attempt.claim.job for attempt in held) == numbers
    for attempt in held:
        bench.runner._worker.carry_out(attempt)  # noqa: SLF001 - see above
    assert sorted(done) == numbers


def test_a_transient_fault_is_tried_again_later_each_time(database: Database) -> None:
    tried = []

    def sometimes(_context: JobContext, _payload: Payload) -> None:
        tried.append(bench.clock.now())
        if len(tried) < 3:
            raise RetryLaterError if len(tried) == 1 else DatabaseUnavailableError

    bench = Bench(database, sometimes)
    number = bench.ask()
    assert bench.runner.work_once()
    assert not bench.runner.work_once()
    bench.later(seconds=5)
    assert bench.runner.work_once()
    bench.later(seconds=5)
    assert not bench.runner.work_once()
    bench.later(seconds=5)
    assert bench.runner.work_once()
    assert (bench.job(number).state, bench.job(number).attempts) == (JobState.DONE, 3)


def test_in_the_end_it_gives_up(database: Database) -> None:
    def never(_context: JobContext, _payload: Payload) -> None:
        raise RetryLaterError

    bench = Bench(database, never, attempts=2)
    number = bench.ask()
    for _ in range(2):
        bench.runner.work_once()
        bench.later(hours=1)
    assert not bench.runner.work_once()
    assert (bench.job(number).state, bench.job(number).failure) == (JobState.FAILED, JobFailure.GAVE_UP)


def told(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """Return the lines of the log as they are before they become text."""
    return [record.msg for record in caplog.records if isinstance(record.msg, dict)]


def test_a_defect_fails_at_once_leaves_a_line_and_tells_the_owner(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_context: JobContext, _payload: Payload) -> None:
        message = "Angebot von Meier GmbH"
        raise ValueError(message)

    caplog.set_level(logging.INFO, "pruefstand")
    bench = Bench(database, broken)
    number = bench.ask()
    bench.runner.work_once()
    assert (bench.job(number).state, bench.job(number).failure) == (JobState.FAILED, JobFailure.DEFECT)
    assert events(database) == [Event.JOB_FAILED]
    assert [one.kind for one in Notices(bench.transactions).page(AUDITOR).items] == [NoticeKind.JOB_FAILED]
    defect, over = told(caplog)
    assert (defect["event"], defect["kind"], defect["job"]) == ("defect", "ValueError", number)
    assert defect["places"][-1].endswith(f"test_jobs.py:{broken.__code__.co_firstlineno + 2} broken")
    assert (over["event"], over["name"], over["job"], over["code"]) == ("job", "count", number, None)
    assert lines_of(database, str(AUDITOR.city))[-1]["details"]["log_reference"] == defect["reference"]
    assert "Meier" not in caplog.text


def test_a_job_that_is_done_leaves_its_line(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "pruefstand")
    bench = Bench(database, nothing)
    number = bench.ask()
    bench.runner.work_once()
    (line,) = told(caplog)
    assert (line["event"], line["name"], line["job"], line["code"]) == ("job", "count", number, 0)
    assert line["milliseconds"] >= 0


def test_a_job_of_a_kind_that_is_no_more_fails(database: Database) -> None:
    bench = Bench(database, nothing)
    number = bench.ask()
    bench.jobs.kinds.clear()
    bench.runner.work_once()
    assert bench.job(number).failure is JobFailure.UNKNOWN_KIND


def test_it_runs_with_the_rights_of_now(database: Database) -> None:
    done: list[int] = []
    bench = Bench(database, lambda context, _payload: done.append(context.job))
    number = bench.ask()
    with database.write(AUDITOR.city) as session:
        session.execute(text("DELETE FROM identity_person_role WHERE person_id = :person"), {"person": AUDITOR.person})
    bench.runner.work_once()
    assert done == []
    assert bench.job(number).failure is JobFailure.NOT_ALLOWED
    assert events(database) == [Event.ACCESS_DENIED, Event.JOB_FAILED]


def test_nobody_asks_for_what_they_may_not_do(database: Database) -> None:
    bench = Bench(database, nothing)
    with pytest.raises(AccessDeniedError):
        bench.jobs.start(OFFICER, "count")
    assert not bench.runner.work_once()


def test_a_payload_is_small(database: Database) -> None:
    bench = Bench(database, nothing)
    with pytest.raises(ValueError, match="payload"):
        bench.ask({"text": "x" * 10_000})
    assert not bench.runner.work_once()


def test_a_waiting_job_is_cancelled_at_once(database: Database) -> None:
    bench = Bench(database, nothing)
    number = bench.ask()
    assert bench.jobs.cancel(AUDITOR, number).state is JobState.CANCELLED
    assert not bench.runner.work_once()
    with pytest.raises(JobOverError):
        bench.jobs.cancel(AUDITOR, number)


def test_a_running_job_is_cancelled_at_its_next_step(database: Database) -> None:
    steps: list[int] = []

    def long(context: JobContext, _payload: Payload) -> None:
        for step in range(9):
            context.progress(step, 9)
            bench.runner.keep_once()
            steps.append(step)
            if step == 4:
                assert bench.jobs.cancel(ADMINISTRATOR, number).is_cancel_requested

    bench = Bench(database, long)
    number = bench.ask()
    bench.runner.work_once()
    assert bench.job(number).state is JobState.CANCELLED
    assert steps == [0, 1, 2, 3, 4, 5]
    assert Notices(bench.transactions).page(AUDITOR).items == ()


def test_progress_is_stored_while_the_job_runs(database: Database) -> None:
    seen: list[Job] = []

    def long(context: JobContext, _payload: Payload) -> None:
        context.progress(1, 4, "x" * 300)
        bench.runner.keep_once()
        seen.append(bench.job(number))

    bench = Bench(database, long)
    number = bench.ask()
    bench.runner.work_once()
    assert seen[0].state is JobState.RUNNING
    assert seen[0].progress == JobProgress(done=1, total=4, step="x" * 200)


def test_what_a_dead_process_held_is_taken_over_after_its_lease(database: Database) -> None:
    done: list[int] = []
    bench = Bench(database, lambda context, _payload: done.append(context.job))
    number = bench.ask()
    assert bench.another()._worker.claim() is not None  # noqa: SLF001 - and then that process dies
    bench.later(seconds=19)
    assert not bench.runner.work_once()
    bench.later(seconds=1)
    assert bench.runner.work_once()
    assert (bench.job(number).state, bench.job(number).attempts) == (JobState.DONE, 2)


def test_a_process_that_dies_of_a_job_every_time_does_not_do_so_for_ever(database: Database) -> None:
    bench = Bench(database, nothing, attempts=3)
    number = bench.ask()
    for _ in range(3):
        assert bench.another()._worker.claim() is not None  # noqa: SLF001 - and then that process dies
        bench.later(seconds=20)
    assert bench.runner.work_once()
    assert bench.job(number).failure is JobFailure.GAVE_UP


def test_an_attempt_that_was_taken_over_commits_nothing(database: Database) -> None:
    stopped: list[Stop] = []

    def slow(context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        if stopped:
            return {"by": "second"}
        stopped.append(Stop.LOST)
        bench.later(seconds=20)  # this process slept: no sign of life for as long as the lease
        assert bench.another().work_once()
        with pytest.raises(JobStoppedError), context.write(Action.VERIFY_AUDIT_LOG):
            pytest.fail("wrote without holding the job")
        bench.runner.keep_once()
        context.progress(1)
        return {"by": "first"}

    bench = Bench(database, slow)
    number = bench.ask()
    bench.runner.work_once()
    assert bench.job(number).result == {"by": "second"}
    assert len(Notices(bench.transactions).page(AUDITOR).items) == 1


def test_a_process_that_stops_puts_its_job_back_uncounted(database: Database) -> None:
    def long(context: JobContext, _payload: Payload) -> None:
        bench.runner.stop()
        context.progress(1)

    bench = Bench(database, long)
    bench.runner._threads.clear()  # noqa: SLF001 - this test is the only thread
    number = bench.ask()
    bench.runner.work_once()
    assert (bench.job(number).state, bench.job(number).attempts) == (JobState.WAITING, 0)


def test_leases_of_running_jobs_are_extended(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def long(_context: JobContext, _payload: Payload) -> None:
        for _ in range(3):
            bench.later(seconds=15)
            bench.runner.keep_once()
            assert bench.another()._worker.claim() is None  # noqa: SLF001 - nothing to take over

    bench = Bench(database, long)
    monkeypatch.setattr(bench.runner, "_renew_seconds", 0.0)
    number = bench.ask()
    bench.runner.work_once()
    assert bench.job(number).state is JobState.DONE


def test_people_see_their_own_jobs_and_administrators_all(database: Database) -> None:
    bench = Bench(database, nothing)
    mine, theirs = bench.ask(), bench.jobs.start(ADMINISTRATOR, "count").id
    assert [job.id for job in bench.jobs.page(AUDITOR).items] == [mine]
    assert [job.id for job in bench.jobs.page(ADMINISTRATOR).items] == [theirs, mine]
    with pytest.raises(AccessDeniedError):
        bench.jobs.get(AUDITOR, theirs)
    with pytest.raises(AccessDeniedError):
        bench.jobs.cancel(AUDITOR, theirs)
    assert bench.jobs.get(ADMINISTRATOR, mine).owner == AUDITOR.person


def test_the_list_goes_on_where_it_ended(database: Database) -> None:
    bench = Bench(database, nothing)
    numbers = [bench.ask() for _ in range(5)]
    first = bench.jobs.page(AUDITOR, size=2)
    second = bench.jobs.page(AUDITOR, before=first.before, size=2)
    third = bench.jobs.page(AUDITOR, before=second.before, size=2)
    assert [job.id for page in (first, second, third) for job in page.items] == numbers[::-1]
    assert third.before is None


def test_another_city_sees_and_stops_nothing(database: Database) -> None:
    bench = Bench(database, nothing)
    number = bench.ask()
    with database.write(AUDITOR.city) as session:
        session.execute(
            text("INSERT INTO identity_city VALUES ('anderstadt', 'Anderstadt', true, '2026-11-21 09:00:00+00:00')")
        )
    stranger = Actor(city="anderstadt", person=ADMINISTRATOR.person, roles=ADMINISTRATOR.roles)
    assert bench.jobs.page(stranger).items == ()
    with pytest.raises(JobNotFoundError):
        bench.jobs.get(stranger, number)
    with pytest.raises(JobNotFoundError):
        bench.jobs.cancel(stranger, number)
    assert bench.runner.work_once()


def test_names_of_kinds_are_unique() -> None:
    kind = JobKind(name="count", action=Action.VERIFY_AUDIT_LOG, work=nothing)
    with pytest.raises(ValueError, match="same name"):
        by_name([kind, kind])
