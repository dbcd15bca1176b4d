"""Objects of OParl as values: tolerant, because what one system leaves out another fills with something else."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core.german import OFFICIAL_ZONE
from digitalcheck.rules.council.objects import (
    LONGEST_ADDRESS,
    LONGEST_LINE,
    CouncilConsultation,
    CouncilFile,
    CouncilMeeting,
    CouncilOrganization,
    CouncilPaper,
)

_MOST_PARTS = 200
_SHA512 = re.compile(r"[0-9a-f]{128}", re.ASCII)
_BREAKS, _UNSEEN = frozenset({"Cc", "Zl", "Zp"}), frozenset({"Cf", "Cs", "Co", "Cn"})
Raw = Mapping[str, Any]


def organization_of(raw: Raw) -> CouncilOrganization | None:
    """Return an organization; None without id or name, or where it was deleted."""
    name = line(raw.get("name")) or line(raw.get("shortName"))
    return CouncilOrganization(id=id_of(raw), name=name) if name and is_there(raw) else None


def meeting_of(raw: Raw) -> CouncilMeeting | None:
    """Return a meeting; None without id, or where it was deleted or is not held."""
    if not is_there(raw) or raw.get("cancelled") is True:
        return None
    return CouncilMeeting(
        id=id_of(raw),
        name=line(raw.get("name")),
        day=_day(raw.get("start")),
        organizations=_ids(raw.get("organization")),
        agenda_items=_ids(raw.get("agendaItem")),
    )


def paper_of(raw: Raw) -> CouncilPaper | None:
    """Return a paper; None without id, or where it was deleted."""
    if not is_there(raw):
        return None
    return CouncilPaper(
        id=id_of(raw),
        reference=line(raw.get("reference")),
        name=line(raw.get("name")),
        day=_day(raw.get("date")),
        kind=line(raw.get("paperType")),
        offices=_ids(raw.get("underDirectionOf")),
        consultations=tuple(_consultation(one) for one in _objects(raw.get("consultation")) if not _deleted(one)),
        annexes=tuple(_file(one) for one in _objects(raw.get("auxiliaryFile")) if not _deleted(one)),
    )


def is_there(raw: Raw) -> bool:
    """Tell whether an object has an id and was not deleted."""
    return bool(id_of(raw)) and not _deleted(raw)


def id_of(raw: Raw) -> str:
    """Return the id of an object; empty where it has none."""
    return _address(raw.get("id"))


def line(value: object) -> str:
    """Return words of another system on one line, without anything unseen; empty where there are none."""
    text = str(value) if isinstance(value, str | int) and value is not True else ""
    return " ".join("".join(map(_seen, text)).split())[:LONGEST_LINE]


def _consultation(raw: Raw) -> CouncilConsultation:
    return CouncilConsultation(
        organizations=_ids(raw.get("organization")),
        agenda_item=_id(raw.get("agendaItem")),
        meeting=_id(raw.get("meeting")),
        role=line(raw.get("role")),
    )


def _file(raw: Raw) -> CouncilFile:
    stated = raw.get("sha512Checksum")
    checksum = stated.strip().lower() if isinstance(stated, str) else ""
    return CouncilFile(
        id=id_of(raw),
        name=line(raw.get("name")),
        file_name=line(raw.get("fileName")),
        address=_address(raw.get("downloadUrl")) or _address(raw.get("accessUrl")),
        sha512=checksum if _SHA512.fullmatch(checksum) else "",
    )


def _deleted(raw: Raw) -> bool:
    return raw.get("deleted") is True


def _address(value: object) -> str:
    """Return an address as it is; nothing where it is longer than any, or holds what nobody sees."""
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS:
        return ""
    return value if "".join(map(_seen, value)) == value else ""


def _seen(char: str) -> str:
    """Return a character as a reader sees it: a blank for one that breaks the line, nothing for one unseen."""
    category = unicodedata.category(char)
    return " " if category in _BREAKS else "" if category in _UNSEEN else char


def _id(value: object) -> str:
    """Return the id of what is named by its id or put in whole."""
    return id_of(value) if isinstance(value, Mapping) else _address(value)


def _ids(value: object) -> tuple[str, ...]:
    """Return the ids of a list, also where there is one thing instead of a list."""
    given = value if isinstance(value, list) else [value]
    return tuple(found for one in given[:_MOST_PARTS] if (found := _id(one)))


def _objects(value: object) -> list[Raw]:
    given = value if isinstance(value, list) else [value]
    return [one for one in given[:_MOST_PARTS] if isinstance(one, Mapping)]


def _day(value: object) -> date | None:
    """Return the German day of a date or a moment."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return (moment.astimezone(OFFICIAL_ZONE) if moment.tzinfo else moment).date()
