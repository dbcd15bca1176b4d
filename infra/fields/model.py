"""Fields, what is in them, and how saving one ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from core.errors import PruefstandError, VersionConflictError


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """A field that records of a kind have.

    Args:
        name: Name in addresses and forms: lower-case ASCII letters and hyphens.
        longest: Most characters it holds, 1 to 100,000.
    """

    name: str
    longest: int = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What fields belong to.

    Args:
        kind: Kind of thing, e.g. ``pruefvermerk``.
        id: Its id within the city, 1 to 320 characters.
        owner: Id of the person whose draft it is and who alone may see it; None for a shared record.
    """

    kind: str
    id: str
    owner: str | None = None


class FieldValue(NamedTuple):
    """What a field holds; a sheet has thousands, and tuples are made fastest.

    Args:
        value: Text; lines end with a line feed.
        version: Counts changes from 1; 0 for a field never saved.
        changed_by: Id of the person; None for a field never saved.
        changed_at: When it was saved last, UTC.
    """

    value: str = ""
    version: int = 0
    changed_by: str | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A wish to save a field.

    Args:
        field: Its name.
        value: What it shall hold.
        base_version: Version that the person was looking at.
        form: Names the open form that it comes from, 1 to 36 characters: what this form saved itself is no conflict
            for it, even when the answer to that got lost on the way. None where nobody knows.
    """

    field: str
    value: str
    base_version: int
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """The field holds the wish.

    Args:
        now: What it holds.
    """

    now: FieldValue


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something else was saved since the person looked; nothing was changed.

    Args:
        now: What the field holds.
    """

    now: FieldValue


class FieldConflictError(VersionConflictError):
    """Something else was saved since the person looked; nothing was changed.

    Args:
        now: What the field holds.
    """

    def __init__(self, now: FieldValue) -> None:
        super().__init__(now.version)
        self.now = now


class UnknownFieldError(PruefstandError):
    """Records of this kind have no such field.

    Args:
        field: The name asked for.
    """

    def __init__(self, field: str) -> None:
        super().__init__("unknown field")
        self.field = field


class FieldTooLongError(PruefstandError):
    """The text has more characters than the field holds. Nothing was saved.

    Args:
        field: Name of the field.
        longest: Most characters it holds.
    """

    def __init__(self, field: str, longest: int) -> None:
        super().__init__(f"{field}: more than {longest} characters")
        self.field = field
        self.longest = longest


class OtherOwnerError(AssertionError):
    """A personal draft was about to be used by somebody else: a defect of ours, stopped before anything is read."""
