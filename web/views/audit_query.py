"""What a reader of the audit log has typed: words to a query, faults to sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.german import OFFICIAL_ZONE
from infra.audit.model import EntryQuery

NAMES = ("ereignis", "person", "art", "kennung", "von", "bis")

DAY_WRONG = "Bitte einen Tag als TT.MM.JJJJ angeben, zum Beispiel 21.11.2026."
ORDER_WRONG = "Dieser Tag liegt vor dem Beginn des Zeitraums."


@dataclass(frozen=True, slots=True)
class Asked:
    """A form as it was filled in.

    Args:
        typed: Answers by the name of the field.
        query: What they mean; days that cannot be read are left out.
        faults: What is wrong, by the name of the field.
    """

    typed: Mapping[str, str]
    query: EntryQuery
    faults: Mapping[str, str]

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for."""
        return any(self.typed.values())


def read_question(typed: Mapping[str, str], before: int | None) -> Asked:
    """Return what was asked for. Days are days in Germany, the last one included."""
    faults: dict[str, str] = {}
    first, last = (_day(typed["von"], "von", faults), _day(typed["bis"], "bis", faults))
    if first and last and last < first:
        faults["bis"] = ORDER_WRONG
    query = EntryQuery(
        event=typed["ereignis"] or None,
        actor=typed["person"] or None,
        subject_kind=typed["art"] or None,
        subject_id=typed["kennung"] or None,
        since=_midnight(first) if first else None,
        until=_midnight(last + timedelta(days=1)) if last else None,
        before=before,
    )
    return Asked(typed, query, faults)


def _day(text: str, name: str, faults: dict[str, str]) -> date | None:
    """Return a day as browsers send it or as people write it."""
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if date(2000, 1, 1) <= found < date(2200, 1, 1):
            return found
    faults[name] = DAY_WRONG
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), OFFICIAL_ZONE)
