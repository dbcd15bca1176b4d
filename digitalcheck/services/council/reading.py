"""Reads a council system page by page: the work of a durable job that goes on where an earlier one stopped."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, Protocol

from digitalcheck.repository.council import CouncilRepository
from digitalcheck.rules.council.kept import CouncilReading
from digitalcheck.rules.council.reading import id_of
from digitalcheck.rules.council.register import CouncilRegister, taken_in
from digitalcheck.services.council.publishing import compare_sheets
from infra.audit.model import Event, Subject
from infra.http.errors import FetchRefusedError
from infra.jobs.context import JobContext
from infra.jobs.errors import RetryLaterError
from infra.jobs.kinds import JobKind, Payload
from infra.oparl.cursor import Cursor, ListKind
from infra.oparl.errors import CouncilUnreadableError
from infra.oparl.reader import CouncilReader, Step
from infra.oparl.server import CouncilServer
from infra.policy.table import Action

KIND = "read-council-system"
PAGE = "/ratsinformation"
SUBJECT = "council-system"
_STALE = timedelta(days=2)
"""A reading that stopped longer ago begins anew: what it has read is old."""


class CouncilSystems(Protocol):
    """Which council systems may be read, and the way to them."""

    def system_of(self, city: str) -> str | None:
        """Return the address of a city's system; None where it has none."""
        ...  # pragma: no cover

    def opened(self, system: str) -> AbstractContextManager[CouncilServer]:
        """Open the way to a system."""
        ...  # pragma: no cover


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilSyncing:
    """Carries out the job.

    Every page is kept in a transaction of its own, together with where to go on. What was read before stays the
    current state until the new reading is over.

    Args:
        systems: Leads to the systems.
    """

    systems: CouncilSystems

    def kind(self) -> JobKind:
        """Return the kind of its jobs: asked for by people, and once a night for every city that has a system."""
        return JobKind(name=KIND, action=Action.SYNC_COUNCIL, work=self.work, is_single=True, daily_at=time(2, 0))

    def work(self, context: JobContext, _payload: Payload) -> Mapping[str, Any]:
        """Read the system of the actor's city, or on where a reading of it stopped."""
        system = self.systems.system_of(str(context.actor.city))
        if system is None:
            return {}
        with self.systems.opened(system) as server:
            reader = CouncilReader(server)
            try:
                reading, cursor = _begun(context, reader, system)
                done = _read_on(context, reader, reading, cursor)
            except FetchRefusedError as error:
                _keep_failure(context, error.reason.value)
                raise RetryLaterError from error
            except CouncilUnreadableError as error:
                _keep_failure(context, f"{error.reason.value}: {error.detail}")
                raise RetryLaterError from error
            if done is None:
                return {"link": PAGE}  # another job is at work on the same reading
            compare_sheets(context, server, done)
            return {"link": PAGE, "papers": done.papers}


def _begun(context: JobContext, reader: CouncilReader, system: str) -> tuple[int, Cursor]:
    """Return the reading that stopped, or a new one."""
    with context.write(Action.SYNC_COUNCIL) as writing:
        repository = CouncilRepository(writing.session)
        left = repository.running()
        if left and left.pages and left.system == system and writing.now - left.read_at < _STALE:
            return left.id, Cursor.from_json(repository.cursor(left.id))
        if left is None:
            left_id = repository.begin(system, "", {}, writing.now)
        elif left.system == system and not left.pages:
            left_id = left.id
        else:
            repository.drop(left.id)
            left_id = repository.begin(system, "", {}, writing.now)
    cursor = reader.start(system)
    with context.write(Action.SYNC_COUNCIL) as writing:
        CouncilRepository(writing.session).named(left_id, cursor.name, cursor.to_json())
    return left_id, cursor


def _read_on(context: JobContext, reader: CouncilReader, reading: int, cursor: Cursor) -> CouncilReading | None:
    """Read to the end and return the reading; None where somebody else is at it."""
    while cursor.current is not None:
        context.progress(cursor.pages, None, f"Ratsinformationssystem: {cursor.pages} Seiten gelesen")
        step = reader.step(cursor)
        if not _kept(context, reading, cursor, step):
            return None
        cursor = step.cursor
    with context.write(Action.SYNC_COUNCIL) as writing:
        repository, whole = CouncilRepository(writing.session), cursor.whole(ListKind.PAPER)
        repository.finish(reading, writing.now, is_whole=whole)
        done = repository.current()
        after = {"papers": done.papers if done else 0, "pages": cursor.pages, "is_whole": whole}
        writing.record(Event.COUNCIL_READ, Subject(kind=SUBJECT, id=str(reading)), after=after)
    return done


def _kept(context: JobContext, reading: int, before: Cursor, step: Step) -> bool:
    """Keep a page and where to go on; False where somebody else has gone on from there meanwhile."""
    page = taken_in(CouncilRegister(system=""), step.kind.value, step.objects)
    there = {*page.organizations, *page.meetings, *page.papers}
    gone = {id_of(one) for one in step.objects} - there
    with context.write(Action.SYNC_COUNCIL) as writing:
        repository = CouncilRepository(writing.session)
        if repository.cursor(reading) != before.to_json():
            return False
        repository.keep(reading, page, gone - {""})
        repository.advance(reading, step.cursor.to_json(), step.cursor.pages, writing.now)
    return True


def _keep_failure(context: JobContext, failure: str) -> None:
    with context.write(Action.SYNC_COUNCIL) as writing:
        repository = CouncilRepository(writing.session)
        if left := repository.running():
            repository.fail(left.id, failure[:300])
