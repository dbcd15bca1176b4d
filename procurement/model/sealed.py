"""What this package tells about the sealed intake of bids (versiegelte Annahme)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SealGroup(StrEnum):
    """Whose keys open together: two of the Vergabestelle, or, if those are lost, two of the audit office."""

    OFFICERS = "officers"
    AUDITORS = "auditors"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealKey:
    """The public half of a person's key (Siegelschlüssel); the secret half is with the person alone.

    Args:
        person: Id of the person.
        number: Counts the keys of the person, from 1.
        group: With whom this key opens.
        recipient: ``age1…``.
        made_at: When, UTC.
        confirmed_at: When the person has shown that the secret is kept, UTC; None until then.
        ended_at: When it was given up, UTC; None while it counts.
    """

    person: str
    number: int
    group: SealGroup
    recipient: str
    made_at: datetime
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """New intakes are sealed for it."""
        return self.confirmed_at is not None and self.ended_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedIntake:
    """A sealed intake of one opening.

    Args:
        slug: Name of the procedure.
        number: Counts those of the procedure, from 1.
        recipient: Public half of its key; the secret half exists wrapped for pairs of people only.
        slots: Number of its slots, as many as bids at most, used or not.
        slot_bytes: Size of each of them, used or not.
        made_by: Id of the person.
        made_at: When, UTC.
        opened_at: When it was opened, UTC; None until then.
    """

    slug: str
    number: int
    recipient: str
    slots: int
    slot_bytes: int
    made_by: str
    made_at: datetime
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealWrap:
    """The key of an intake wrapped for one ordered pair: the first takes the outer layer off, the second the inner.

    Args:
        first: Id of the person who comes first.
        second: Id of the person who comes second.
        group: Of which both are.
        recipient: Public key of the first person.
        wrapped: Both layers.
    """

    first: str
    second: str
    group: SealGroup
    recipient: str
    wrapped: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealPresence:
    """Somebody is there to open: the outer layer is off, for whoever comes second.

    Args:
        person: Id of the person who is there.
        partner: Id of the person who can open now.
        group: Of which both are.
        present_at: Since when, UTC.
        inner: What is left, sealed for the partner.
    """

    person: str
    partner: str
    group: SealGroup
    present_at: datetime
    inner: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFile:
    """A file of a bid that is handed in.

    Args:
        name: As the bidder named it.
        content: Its bytes.
        with_price: It tells the price.
    """

    name: str
    content: bytes = field(repr=False)
    with_price: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedOffer:
    """What a slot holds: a bid as it was handed in.

    Args:
        received_at: When it was complete, UTC.
        lot: Number of the lot.
        tenderer: Name of the bidder.
        variant: Name of the variant; empty for a main bid.
        gross_eur: Price as decimal string; None where none is named.
        files: Its files.
    """

    received_at: datetime
    lot: int
    tenderer: str = field(repr=False)
    variant: str = field(repr=False)
    gross_eur: str | None = field(repr=False)
    files: tuple[OfferedFile, ...] = field(repr=False)

    @property
    def told(self) -> Mapping[str, object]:
        """What stands in the head of the slot, besides the files."""
        return {
            "received_at": self.received_at.isoformat(),
            "lot": self.lot,
            "tenderer": self.tenderer,
            "variant": self.variant,
            "gross_eur": self.gross_eur,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeSlot:
    """A slot of an intake as it is stored: nothing shows whether a bid is in it.

    Args:
        slot: Its name, made by chance.
        access: Digest of the link or code that leads to it.
        content: Sealed, always of the same size.
    """

    slot: str
    access: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeOpening:
    """The opening of an intake; it never changes.

    Args:
        opened_at: When, UTC.
        first_person: Id of the person who came first.
        second_person: Id of the person who came second and opened.
        group: Whose keys.
        bids: Number of bids that were in it.
        unreadable: Number of slots whose content had been changed.
    """

    opened_at: datetime
    first_person: str
    second_person: str
    group: SealGroup
    bids: int
    unreadable: int
