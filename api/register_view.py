"""Entries of the register of contracts and systems as the interface shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from api.etag import etag_of
from api.once import presented
from infra.once.model import KeptAnswer
from procurement.model import (
    AlternativeCheck,
    BrowserUse,
    CheckOutcome,
    EndKind,
    LicenceKind,
    RegisterEntry,
    RegisterOrigin,
)
from procurement.rules.register.licence import LicenceNote
from procurement.services.register.desk import SeenEntry
from procurement.services.register.tables import TakenTable


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntryView:
    """An entry of the register.

    Args:
        number: Its number.
        version: Counts changes, from 1.
        office: Id of the responsible office; null where none is named yet.
        source: Procedure or Kurzbewertung it came from; null where people entered it.
        lot: Lot of that procedure; 0 without one.
    """

    number: int
    version: int
    product: str
    purpose: str
    office: str | None
    supplier: str
    contract: str
    licence_kind: LicenceKind
    licence: str
    browser: BrowserUse
    product_version: str
    support_end: date | None
    contract_end: date | None
    notice_months: int | None
    is_legacy: bool
    switch_off: date | None
    out_of_use: date | None
    note: str
    origin: RegisterOrigin
    source: str | None
    lot: int
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChangeView:
    """What changed on an entry: earlier and later value of each fact."""

    version: int
    changes: Mapping[str, tuple[str, str]]
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAlarmView:
    """An alarm that was given."""

    kind: EndKind
    ends_on: date
    months: int
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeCheckView:
    """An alternative check.

    Args:
        number: Counts those of the entry, from 1.
        words: What the catalogue of products was searched for.
        found: How many open-source products were found.
        sources: Day of each collection that was searched, by its name.
        outcome: What it came to; null while it is open.
    """

    number: int
    kind: EndKind
    ends_on: date
    words: str
    found: int
    sources: Mapping[str, date]
    opened_at: datetime
    outcome: CheckOutcome | None
    reason: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLicenceView:
    """What the public lists say of the licence; an empty expression stands on none of them."""

    expression: str
    osi: str
    remarks: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRegisterEntryView:
    """An entry with what belongs to it.

    Args:
        entry: The entry.
        notice_by: Last day for giving notice; null where there is none.
        licence: What the lists say; null where no licence is stated.
        changes: The newest first.
        alarms: The newest first.
        checks: The newest first.
    """

    entry: RegisterEntryView
    notice_by: date | None
    licence: RegisterLicenceView | None
    changes: list[RegisterChangeView]
    alarms: list[RegisterAlarmView]
    checks: list[AlternativeCheckView]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTableView:
    """What came of a table."""

    added: int
    changed: int
    same: int


def listed_entry(one: RegisterEntry) -> RegisterEntryView:
    """Return an entry for a list."""
    facts = one.facts
    return RegisterEntryView(
        number=one.number,
        version=one.version,
        product=facts.product,
        purpose=facts.purpose,
        office=facts.office,
        supplier=facts.supplier,
        contract=facts.contract,
        licence_kind=facts.licence_kind,
        licence=facts.licence,
        browser=facts.browser,
        product_version=facts.product_version,
        support_end=facts.support_end,
        contract_end=facts.contract_end,
        notice_months=facts.notice_months,
        is_legacy=facts.is_legacy,
        switch_off=facts.switch_off,
        out_of_use=facts.out_of_use,
        note=facts.note,
        origin=one.origin,
        source=one.source,
        lot=one.lot,
        changed_at=one.changed_at,
    )


def check_view(one: AlternativeCheck) -> AlternativeCheckView:
    """Return an alternative check."""
    return AlternativeCheckView(
        number=one.number,
        kind=one.kind,
        ends_on=one.ends_on,
        words=one.words,
        found=one.found,
        sources=one.sources,
        opened_at=one.opened_at,
        outcome=one.outcome,
        reason=one.reason,
        decided_at=one.decided_at,
    )


def seen_entry(seen: SeenEntry) -> SeenRegisterEntryView:
    """Return an entry with what belongs to it."""
    return SeenRegisterEntryView(
        entry=listed_entry(seen.entry),
        notice_by=seen.notice_by,
        licence=None if seen.licence is None else _licence(seen.licence),
        changes=[
            RegisterChangeView(version=one.version, changes=one.changes, changed_at=one.changed_at)
            for one in seen.changes
        ],
        alarms=[
            RegisterAlarmView(kind=one.kind, ends_on=one.ends_on, months=one.months, given_at=one.given_at)
            for one in seen.alarms
        ],
        checks=[check_view(one) for one in seen.checks],
    )


def _licence(note: LicenceNote) -> RegisterLicenceView:
    return RegisterLicenceView(expression=note.expression, osi=note.osi, remarks=list(note.remarks))


def added_entry(one: RegisterEntry) -> KeptAnswer:
    """Return the answer to a new entry."""
    location = f"/api/v1/register-entries/{one.number}"
    return presented(listed_entry(one), status=201, location=location, etag=etag_of(one.version))


def changed_entry(one: RegisterEntry) -> KeptAnswer:
    """Return the answer to a change."""
    return presented(listed_entry(one), etag=etag_of(one.version))


def decided_check(one: AlternativeCheck) -> KeptAnswer:
    """Return the answer to a decision."""
    return presented(check_view(one))


def taken_table(taken: TakenTable) -> KeptAnswer:
    """Return the answer to a table."""
    return presented(TakenTableView(added=taken.added, changed=taken.changed, same=taken.same))
