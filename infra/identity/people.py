"""Managing people: by administrators and by the operator at the command line."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

from core.errors import VersionConflictError
from core.listing import Page, Stretch, stretch_of
from infra.audit.model import Event, Subject
from infra.identity.errors import LastAdministratorError, OwnRecoveryError, PersonNotFoundError, Refusal
from infra.identity.fields import account_of, account_refusal, name_refusal, refuse, roles_refusal
from infra.identity.limits import Limits
from infra.identity.model import NewAccess, Person, PersonDraft
from infra.identity.passwords import Passwords, one_time_password
from infra.identity.repository import CredentialsRepository, IdentityRepository, SessionRepository
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.once.model import Once
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from infra.transactions import Transactions, Writing

ONE_TIME_PASSWORD_LASTS = timedelta(days=3)
_ID = re.compile(r"[0-9a-f-]{36}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of a city.

    Args:
        transactions: Opens the city's accounts.
        passwords: Makes hashes.
        limits: Counts failures.
    """

    transactions: Transactions
    passwords: Passwords
    limits: Limits

    def page(self, actor: Actor, query: str = "", *, page: int, size: int) -> Page[Person]:
        """Return one page of the people whose name or account holds every word of ``query``."""
        with self.transactions.read(actor, Action.READ_PEOPLE) as reading:
            items, total = IdentityRepository(reading.session).page(query, page=page, size=size)
            return Page(items=items, page=page, size=size, total=total)

    def walk(self, actor: Actor, query: str, *, after: str | None, size: int) -> Stretch[Person]:
        """Return the people of the same list that come after the one with the id ``after``.

        Raises:
            PersonNotFoundError: There is none of this id.
        """
        with self.transactions.read(actor, Action.READ_PEOPLE) as reading:
            identity = IdentityRepository(reading.session)
            place = None if after is None else _existing(identity, after).id
            found = identity.people_after(place, query, size + 1)
            return stretch_of(found, size, lambda one: one.id)

    def get(self, actor: Actor, person: str) -> Person:
        """Return a person.

        Raises:
            PersonNotFoundError: There is none of this id.
        """
        with self.transactions.read(actor, Action.READ_PEOPLE) as reading:
            return _existing(IdentityRepository(reading.session), person)

    def find_account(self, actor: Actor, account: str) -> Person:
        """Return the person with an account.

        Raises:
            PersonNotFoundError: There is none.
        """
        with self.transactions.read(actor, Action.READ_PEOPLE) as reading:
            found = CredentialsRepository(reading.session).of_account(account_of(account))
            return _existing(IdentityRepository(reading.session), found.person if found else "")

    def add(self, actor: Actor, account: str, draft: PersonDraft) -> NewAccess:
        """Add a person with a one-time password. It is in no kept answer: this cannot be asked for twice.

        Raises:
            FieldsRefusedError: A field cannot be stored as it is.
        """
        account, password = account_of(account), one_time_password()
        refuse({"account": account_refusal(account), **_refusals(draft)})
        made, person = self.passwords.hash(password), str(uuid4())
        with self.transactions.write(actor, Action.MANAGE_PEOPLE) as writing:
            identity, credentials = IdentityRepository(writing.session), CredentialsRepository(writing.session)
            taken = credentials.of_account(account) is not None
            first = _first_refusal(identity, draft)
            office = _office_refusal(identity, draft.office)
            refuse({"account": Refusal.TAKEN if taken else None, "office": office, "roles": first})
            identity.add_person(person, account, draft.name.strip(), draft.roles, at=writing.now, office=draft.office)
            credentials.set_one_time_password(person, made, until=writing.now + ONE_TIME_PASSWORD_LASTS)
            roles = _values(draft.roles)
            writing.record(Event.PERSON_ADDED, _subject(person), after={"roles": roles, "office": draft.office})
            return NewAccess(person=_existing(identity, person), one_time_password=password)

    def change(
        self,
        actor: Actor,
        person: str,
        draft: PersonDraft,
        *,
        expected_version: int | None = None,
        once: Once | None = None,
    ) -> Person:
        """Change name, office and roles of a person; they count from the next request on. Nobody changes the own roles.

        Raises:
            FieldsRefusedError: A field cannot be stored as it is.
            LastAdministratorError: Afterwards nobody could manage people.
            PersonNotFoundError: There is none of this id.
            VersionConflictError: Somebody else has changed the person since.
        """
        refuse(_refusals(draft))
        with self.transactions.write(actor, Action.MANAGE_PEOPLE, once) as writing:
            identity = IdentityRepository(writing.session)
            before = _existing(identity, person, expected_version)
            own = _own_refusal(writing.actor, before, draft)
            refuse({"office": _office_refusal(identity, draft.office), "roles": own})
            if Role.ADMINISTRATOR not in draft.roles:
                _require_other_administrator(identity, before)
            draft = replace(draft, name=draft.name.strip())
            if draft == PersonDraft(name=before.name, roles=frozenset(before.roles), office=before.office):
                return writing.done(before)
            identity.change_person(person, draft)
            after = _existing(identity, person)
            _record_change(writing, before, after)
            return writing.done(after)

    def set_locked(
        self,
        actor: Actor,
        person: str,
        *,
        locked: bool,
        expected_version: int | None = None,
        once: Once | None = None,
    ) -> Person:
        """Lock a person out at once, or let them in again.

        Raises:
            LastAdministratorError: Afterwards nobody could manage people.
            PersonNotFoundError: There is none of this id.
            VersionConflictError: Somebody else has changed the person since.
        """
        with self.transactions.write(actor, Action.MANAGE_PEOPLE, once) as writing:
            identity = IdentityRepository(writing.session)
            before = _existing(identity, person, expected_version)
            if before.is_locked == locked:
                return writing.done(before)
            if locked:
                _require_other_administrator(identity, before)
                SessionRepository(writing.session).close_all(person)
            identity.set_locked(person, locked=locked)
            writing.record(Event.ACCOUNT_LOCKED if locked else Event.ACCOUNT_UNLOCKED, _subject(person))
            return writing.done(_existing(identity, person))

    def recover(self, actor: Actor, person: str) -> NewAccess:
        """Give a person a one-time password; the second factor goes, all sessions end, earlier failures are forgotten.

        It is in no kept answer: this cannot be asked for twice. Nobody recovers the own account.

        Raises:
            OwnRecoveryError: It is the account of who asks.
            PersonNotFoundError: There is none of this id.
        """
        self.get(actor, person)
        password = one_time_password()
        made = self.passwords.hash(password)
        with self.transactions.write(actor, Action.MANAGE_PEOPLE) as writing:
            identity, credentials = IdentityRepository(writing.session), CredentialsRepository(writing.session)
            before = _existing(identity, person)
            if writing.actor.person == before.id:
                raise OwnRecoveryError
            self.limits.forgive(writing.session, self.limits.source(writing.city, before.account, ""))
            credentials.set_one_time_password(person, made, until=writing.now + ONE_TIME_PASSWORD_LASTS)
            credentials.set_second_factor(person, None)
            closed = SessionRepository(writing.session).close_all(person)
            had = before.has_second_factor
            writing.record(Event.ACCOUNT_RECOVERED, _subject(person), second_factor_removed=had, sessions_closed=closed)
            Notices.tell(writing, person, NoticeKind.ACCOUNT_RECOVERED)
            return NewAccess(person=_existing(identity, person), one_time_password=password)


def _office_refusal(identity: IdentityRepository, office: str | None) -> Refusal | None:
    known = office is None or (_ID.fullmatch(office) is not None and identity.office(office) is not None)
    return None if known else Refusal.UNKNOWN


def _refusals(draft: PersonDraft) -> dict[str, Refusal | None]:
    """Return what can be told to be wrong without looking at others."""
    return {"name": name_refusal(draft.name), "roles": roles_refusal(draft.roles)}


def _first_refusal(identity: IdentityRepository, draft: PersonDraft) -> Refusal | None:
    """Let a city begin with somebody who runs the system and does nothing else; all others come from there."""
    alone = draft.roles == {Role.ADMINISTRATOR}
    return None if alone or identity.people_after(None, "", 1) else Refusal.FIRST_PERSON


def _own_refusal(actor: Actor, before: Person, draft: PersonDraft) -> Refusal | None:
    same = frozenset(before.roles) == draft.roles
    return None if same or actor.person != before.id else Refusal.OWN_ROLES


def _existing(identity: IdentityRepository, person: str, expected_version: int | None = None) -> Person:
    found = identity.person(person) if _ID.fullmatch(person) else None
    if found is None:
        raise PersonNotFoundError
    if expected_version is not None and expected_version != found.version:
        raise VersionConflictError(found.version)
    return found


def _require_other_administrator(identity: IdentityRepository, person: Person) -> None:
    if person.is_locked or Role.ADMINISTRATOR not in person.roles:
        return
    if not identity.other_administrators(person.id):
        raise LastAdministratorError


def _record_change(writing: Writing, before: Person, after: Person) -> None:
    """Write what changed. A name stands with the person only, so that it can be erased there: here that it changed."""
    if before.roles != after.roles:
        roles = {"before": _values(before.roles), "after": _values(after.roles)}
        writing.record(Event.ROLES_CHANGED, _subject(after.id), **roles)
        Notices.tell(writing, after.id, NoticeKind.ROLES_CHANGED)
    if (before.name, before.office) != (after.name, after.office):
        offices = {"before": {"office": before.office}, "after": {"office": after.office}}
        writing.record(Event.PERSON_CHANGED, _subject(after.id), name_changed=before.name != after.name, **offices)


def _values(roles: frozenset[Role] | tuple[Role, ...]) -> list[str]:
    return sorted(role.value for role in roles)


def _subject(person: str) -> Subject:
    return Subject(kind="person", id=person)
