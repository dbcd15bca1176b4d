"""People, offices and cities as the rest of the house sees them. None of these holds a password, a hash or a secret."""

from dataclasses import dataclass, field
from datetime import datetime

from infra.policy.model import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city on this instance.

    Args:
        id: Its id, which also stands in addresses and files.
        name: As shown on pages.
        is_demo: Invented: its people sign in with a published password.
    """

    id: str
    name: str
    is_demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An Amt or Dezernat.

    Args:
        id: Its id.
        name: As shown on pages, unique in the city.
        is_dezernat: A Dezernat, not an Amt.
        version: Counts its changes, from 1.
    """

    id: str
    name: str
    is_dezernat: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person with a local account.

    Args:
        id: Its id; the audit log names people by it.
        account: Name to sign in with.
        name: As shown on pages.
        office: Id of the office, if any.
        office_name: Its name; empty without one.
        roles: In alphabetical order.
        is_locked: Cannot sign in.
        has_second_factor: Signs in with a code besides the password.
        password_due: Has to choose a password at the next sign-in.
        version: Counts changes of name, office, roles and lock, from 1.
        added_at: When the account was added.
    """

    id: str
    account: str
    name: str
    office: str | None
    office_name: str
    roles: tuple[Role, ...]
    is_locked: bool
    has_second_factor: bool
    password_due: bool
    version: int
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """A person as an administrator describes one.

    Args:
        name: As shown on pages.
        roles: What the person is there for; may be empty.
        office: Id of the office, if any.
    """

    name: str
    roles: frozenset[Role]
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccess:
    """A person and the one-time password that is shown once.

    Args:
        person: Whose it is.
        one_time_password: To be handed over in person; stored only as a hash.
    """

    person: Person
    one_time_password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody says to sign in.

    Args:
        account: Name of the account.
        password: The password.
        code: Code of the second factor; empty where none is set up.
        city: Id of the city; None where the instance has only one.
        address: Network address it comes from.
        old_token: Token of the session this browser still has, if any; it ends.
    """

    account: str = field(repr=False)
    password: str = field(repr=False)
    code: str = field(default="", repr=False)
    city: str | None = None
    address: str = field(default="", repr=False)
    old_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """Somebody's own account.

    Args:
        person: Who.
        city_name: Name of the city.
        sessions: Number of open sessions, this one included.
    """

    person: Person
    city_name: str
    sessions: int
