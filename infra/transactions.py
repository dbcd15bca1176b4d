"""One request or job, one transaction: the actor's right, the city's rows, the change and its audit entry in one piece.

Services open their transactions here and nowhere else. A denial leaves its own line, in a transaction of its own,
because the one that was denied is rolled back.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from infra.audit.model import Event, Subject
from infra.audit.repository import AuditRepository
from infra.clock import Clock
from infra.database import Database
from infra.once.model import Once
from infra.once.repository import AnswerRepository
from infra.policy.decision import AccessDeniedError, Resource, require
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.rows import city_of

Outcome = TypeVar("Outcome")

Present = Callable[[Session, Actor], Actor]
"""Tells what is left of an actor at this moment: roles can be taken away while a request is under way."""


class Reading:
    """A transaction that reads.

    Args:
        session: For repositories.
        actor: Who reads.
    """

    def __init__(self, session: Session, actor: Actor) -> None:
        self.session = session
        self.actor = actor

    @property
    def city(self) -> str:
        """Id of the city whose rows are seen."""
        return str(city_of(self.session))

    def require(self, action: Action, resource: Resource) -> None:
        """Do nothing when the actor may do this to that thing.

        Raises:
            AccessDeniedError: The policy does not allow it.
        """
        require(self.actor, action, resource)


class Writing(Reading):
    """A transaction that changes something.

    Args:
        session: For repositories.
        actor: Who changes.
        now: The moment of the change.
        once: The wish that it happens only once, if any.
    """

    def __init__(self, session: Session, actor: Actor, now: datetime, once: Once | None) -> None:
        super().__init__(session, actor)
        self.now = now
        self._once = once

    def record(self, event: Event, subject: Subject, **details: object) -> None:
        """Write what happens into the audit log."""
        AuditRepository(self.session).append(event, subject, details, actor=actor_id(self.actor), at=self.now)

    def on_behalf_of(self, actor: Actor) -> "Writing":
        """Return the same transaction with another actor: somebody has just proved who they are."""
        return Writing(self.session, actor, self.now, None)

    def done(self, outcome: Outcome) -> Outcome:
        """Return what the service returns; a request that may come again gets its answer kept."""
        if self._once is not None:
            answer = self._once.present(outcome)
            AnswerRepository(self.session).keep(actor_id(self.actor), self._once, answer, at=self.now)
            self._once = None
        return outcome

    def check_done(self) -> None:
        """Stop a service that forgot to keep its answer before anything is committed."""
        if self._once is not None:
            raise AssertionError("a service that takes `once` returns through `done`")


class Transactions:
    """Opens transactions for actors.

    Args:
        database: Where to.
        clock: Tells the moment of changes.
        present: Asked again within every writing transaction; without it actors are taken as they come.
    """

    def __init__(self, database: Database, clock: Clock, present: Present | None = None) -> None:
        self.database = database
        self.clock = clock
        self._present = present

    def require(self, actor: Actor, action: Action) -> None:
        """Do nothing when the actor may do this at all; for work that touches no row.

        Raises:
            AccessDeniedError: The policy does not allow it; a line about it is written.
        """
        with self._denials_recorded(actor):
            require(actor, action)

    @contextmanager
    def read(self, actor: Actor, action: Action) -> Iterator[Reading]:
        """Open a transaction that sees one state of the city's rows and cannot change them.

        Raises:
            AccessDeniedError: The policy does not allow it; a line about it is written.
            DatabaseUnavailableError: The database did not answer.
        """
        with self._denials_recorded(actor):
            require(actor, action)
            with self.database.read(actor.city) as session:
                yield Reading(session, actor)

    @contextmanager
    def write(self, actor: Actor, action: Action, once: Once | None = None) -> Iterator[Writing]:
        """Open the one writing transaction; committed at the end of the block, rolled back on any exception.

        Raises:
            AccessDeniedError: The policy does not allow it; a line about it is written.
            AlreadyDoneError: The request was carried out before.
            KeyReusedError: The key of ``once`` was used for another request.
            DatabaseUnavailableError: The database did not answer or is busy.
        """
        with self._denials_recorded(actor):
            require(actor, action)
            with self.database.write(actor.city) as session:
                actor = self._still(session, actor)
                require(actor, action)
                if once is not None:
                    AnswerRepository(session).raise_if_done(actor_id(actor), once)
                writing = Writing(session, actor, self.clock.now(), once)
                yield writing
                writing.check_done()

    def _still(self, session: Session, actor: Actor) -> Actor:
        return self._present(session, actor) if self._present else actor

    @contextmanager
    def _denials_recorded(self, actor: Actor) -> Iterator[None]:
        try:
            yield
        except AccessDeniedError as denied:
            self.record_denial(actor, denied)
            raise

    def record_denial(self, actor: Actor, denied: AccessDeniedError, asked: Subject | None = None) -> None:
        """Write a line about a denial; nobody known belongs to no city and has no log to write to.

        Args:
            actor: Who was denied.
            denied: What.
            asked: What it was about, where the policy refused before anybody looked for that.
        """
        if actor.city is None:
            return
        resource = denied.resource
        known = Subject(kind=resource.kind, id=resource.id) if resource else asked
        subject = known or Subject(kind="action", id=denied.action)
        details: Mapping[str, object] = {"action": denied.action.value, "reason": denied.denial.value}
        with self.database.write(actor.city) as session:
            now = self.clock.now()
            AuditRepository(session).append(Event.ACCESS_DENIED, subject, details, actor=actor_id(actor), at=now)


def actor_id(actor: Actor) -> str:
    """Return how the audit log names an actor."""
    if actor.person is not None:
        return actor.person
    return "operator" if actor.is_operator else "nobody"
