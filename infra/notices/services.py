"""What can be done with notices. People see their own and nobody else's, whatever their roles."""

from collections.abc import Mapping

from core.numbers import LARGEST_NUMBER
from infra.notices.errors import NoticeNotFoundError
from infra.notices.model import NoticeKind, NoticePage
from infra.notices.repository import NoticeRepository
from infra.once.model import Once
from infra.policy.decision import Resource
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing

MANY = 100
"""Where counting of unread notices stops."""

RESOURCE = "notice"


class Notices:
    """A person's notices.

    Args:
        transactions: Opens them to the person.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    @staticmethod
    def tell(
        writing: Writing,
        person: str,
        kind: NoticeKind,
        properties: Mapping[str, str] | None = None,
        link: str | None = None,
    ) -> None:
        """Tell a person of the city something if and only if the transaction commits.

        Args:
            writing: The transaction of what is told about.
            person: Id of the person.
            kind: What it is about.
            properties: Values for its sentence; no names of people, no sealed content.
            link: Path of the page where it is seen.
        """
        NoticeRepository(writing.session).add(person, kind, properties or {}, link, at=writing.now)

    def unread(self, actor: Actor) -> int:
        """Count what the actor has not read, up to ``MANY``; nothing is asked for whoever is no person."""
        if actor.person is None:
            return 0
        with self._transactions.read(actor, Action.USE_OWN_ACCOUNT) as reading:
            return NoticeRepository(reading.session).unread(actor.person, MANY)

    def page(self, actor: Actor, *, before: int | None = None, size: int = 25) -> NoticePage:
        """Return the newest notices of the actor with a number below ``before``."""
        with self._transactions.read(actor, Action.USE_OWN_ACCOUNT) as reading:
            return NoticeRepository(reading.session).page(str(actor.person), before, size)

    def mark_read(self, actor: Actor, notice: int, once: Once | None = None) -> None:
        """Mark one notice as read; again changes nothing.

        Raises:
            NoticeNotFoundError: There is none with this number.
            AccessDeniedError: It is somebody else's.
        """
        with self._transactions.write(actor, Action.USE_OWN_ACCOUNT, once) as writing:
            repository = NoticeRepository(writing.session)
            owner = repository.owner(notice) if notice <= LARGEST_NUMBER else None
            if owner is None:
                raise NoticeNotFoundError
            resource = Resource(kind=RESOURCE, id=str(notice), city=writing.city, owner=owner)
            writing.require(Action.USE_OWN_ACCOUNT, resource)
            repository.mark_read(owner, notice, at=writing.now)
            writing.done(None)

    def mark_all_read(self, actor: Actor, once: Once | None = None) -> None:
        """Mark all notices of the actor as read."""
        with self._transactions.write(actor, Action.USE_OWN_ACCOUNT, once) as writing:
            NoticeRepository(writing.session).mark_read(str(actor.person), None, at=writing.now)
            writing.done(None)
