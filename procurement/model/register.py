"""What this package tells about the register of contracts and systems: what runs, until when, what comes after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class LicenceKind(StrEnum):
    """On what terms a city uses a product."""

    UNKNOWN = "unbekannt"
    OPEN_SOURCE = "quelloffen"
    BOUGHT = "kauf"
    RENTED = "miete"
    SERVICE = "dienst"
    OWN = "eigen"


class BrowserUse(StrEnum):
    """Whether a product runs in a browser, without anything installed at the workplace."""

    UNKNOWN = "unbekannt"
    YES = "ja"
    PARTLY = "teilweise"
    NO = "nein"


class RegisterOrigin(StrEnum):
    """How an entry came into the register."""

    HAND = "hand"
    TABLE = "tabelle"
    AWARD = "zuschlag"
    SHORT_ASSESSMENT = "kurzbewertung"


class EndKind(StrEnum):
    """What ends."""

    CONTRACT = "vertrag"
    SUPPORT = "unterstuetzung"
    SWITCH_OFF = "abschaltung"


class CheckOutcome(StrEnum):
    """What an alternative check comes to."""

    EXTEND = "verlaengern"
    REPLACE = "ersetzen"
    TENDER = "ausschreiben"
    STOP = "beenden"


class RegisterView(StrEnum):
    """What a list of the register can be cut down to."""

    ENDING = "endet"
    CHECK_OPEN = "pruefung"
    LEGACY = "altsystem"
    UNDATED_LEGACY = "altsystem-ohne-termin"
    INCOMPLETE = "unvollstaendig"
    OUT_OF_USE = "ausser-betrieb"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFacts:
    """What people enter about a product in use.

    Args:
        product: Its name.
        purpose: What it is for, in words that a search for alternatives finds something by; may be empty.
        office: Id of the responsible office; None where none is named yet.
        supplier: Who supplies it; may be empty.
        contract: Number of the contract; may be empty.
        licence_kind: On what terms it is used.
        licence: Licence as stated, an SPDX expression where there is one; may be empty.
        browser: Whether it runs in a browser.
        product_version: Version in use; may be empty.
        support_end: Last day on which the maker supports this version; None where not known.
        contract_end: Last day of the contract; None where it has none or it is not known.
        notice_months: Notice period before the end of the contract; None where there is none.
        is_legacy: It is to be switched off.
        switch_off: Day on which it is to be switched off; None where none is set.
        out_of_use: Day since which it is not used any more; None while it is.
        note: Anything else; may be empty.
    """

    product: str
    purpose: str = ""
    office: str | None = None
    supplier: str = ""
    contract: str = ""
    licence_kind: LicenceKind = LicenceKind.UNKNOWN
    licence: str = ""
    browser: BrowserUse = BrowserUse.UNKNOWN
    product_version: str = ""
    support_end: date | None = None
    contract_end: date | None = None
    notice_months: int | None = None
    is_legacy: bool = False
    switch_off: date | None = None
    out_of_use: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """An entry of the register.

    Args:
        number: Its number; 0 before it is stored.
        version: Counts changes, from 1.
        facts: What was entered.
        origin: How it came there.
        source: Slug of the procedure, or number of the Kurzbewertung; None where people entered it.
        lot: Number of the lot of that procedure; 0 without one.
        created_at: When, UTC.
        changed_at: When it changed last, UTC.
    """

    number: int
    version: int
    facts: RegisterFacts
    origin: RegisterOrigin
    source: str | None
    lot: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """One state of an entry; it never changes.

    Args:
        version: Version that the entry had after it.
        changes: Earlier and later value of each fact that changed, by its name.
        changed_by: Id of the person.
        changed_at: When, UTC.
    """

    version: int
    changes: Mapping[str, tuple[str, str]]
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAlarm:
    """An alarm that was given; each is given once.

    Args:
        entry: Number of the entry.
        kind: What ends.
        ends_on: When.
        months: How many months before.
        given_at: When it was given, UTC.
    """

    entry: int
    kind: EndKind
    ends_on: date
    months: int
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeCheck:
    """A check of alternatives that an alarm opened; once decided it never changes.

    Args:
        number: Counts those of an entry, from 1.
        kind: What ends.
        ends_on: When.
        words: What the catalogue of products was searched for.
        found: How many open-source products were found.
        sources: Day of each collection that was searched, by its name.
        opened_at: When, UTC.
        outcome: What it came to; None while it is open.
        reason: Why.
        decided_by: Id of the person who decided; None while it is open.
        decided_at: When, UTC.
    """

    number: int
    kind: EndKind
    ends_on: date
    words: str
    found: int
    sources: Mapping[str, date]
    opened_at: datetime
    outcome: CheckOutcome | None = None
    reason: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuery:
    """What a list of the register is asked for.

    Args:
        text: Words from product, purpose, supplier, contract, or the number.
        view: Cut down to these; None for everything in use.
        browser: Only with this answer; None for any.
        office: Only of this office; None for any.
        ending_by: Last day that counts as ending soon.
    """

    text: str = ""
    view: RegisterView | None = None
    browser: BrowserUse | None = None
    office: str | None = None
    ending_by: date
