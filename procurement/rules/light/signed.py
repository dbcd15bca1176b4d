"""What is signed of a Kurzbewertung: one document that says the same when offices, people and dated data change."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from core.parameters import legal_source
from procurement.model import LightRoute
from procurement.rules.digest import canonical
from procurement.rules.light.book import LightBook, RouteRule
from procurement.rules.light.judging import Judgement, weighed
from procurement.rules.light.reading import route_of

FORMAT = "pruefstand/short-assessment/2"
_FIRST = "pruefstand/short-assessment/1"  # held no rule of its route; what was signed in it is read for good


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPage:
    """What was signed.

    Args:
        number: Number of the Kurzbewertung.
        office: Name of the office that buys.
        day: Day of the signature.
        asked_by: Name of the person who handed it in.
        asked_on: Day of that; None where nobody noted it.
        signed_by: Name of the second person.
        values: What stood in its fields, by name; empty ones are left out.
        rule: What its route rested on; None in documents of the first format.
    """

    number: int
    office: str
    day: date
    asked_by: str
    asked_on: date | None
    signed_by: str
    values: Mapping[str, str]
    rule: RouteRule | None


def written_page(page: SignedPage) -> str:
    """Return what is signed as canonical JSON."""
    return canonical(
        {
            "format": FORMAT,
            "number": page.number,
            "office": page.office,
            "day": page.day.isoformat(),
            "asked_by": page.asked_by,
            "asked_on": page.asked_on.isoformat() if page.asked_on else "",
            "signed_by": page.signed_by,
            "values": dict(page.values),
            "rule": None if page.rule is None else _written_rule(page.rule),
        }
    )


def read_page(document: str) -> SignedPage:
    """Return what was signed, in this format or the first one.

    Raises:
        KeyError: It is no such document.
        ValueError: Likewise.
    """
    raw = json.loads(document)
    if raw["format"] not in {_FIRST, FORMAT}:
        raise ValueError("a signed page in a format of its own")
    rule = raw.get("rule")
    return SignedPage(
        number=int(raw["number"]),
        office=raw["office"],
        day=date.fromisoformat(raw["day"]),
        asked_by=raw["asked_by"],
        asked_on=_day(raw["asked_on"]),
        signed_by=raw["signed_by"],
        values=dict(raw["values"]),
        rule=None if rule is None else _read_rule(rule),
    )


def judgement_of(page: SignedPage, book: LightBook) -> Judgement:
    """Return what the rules said of what was signed: nothing was missing, or nobody could have signed it.

    Args:
        page: What was signed.
        book: Dated data; asked for the day of the signature, and only where the document does not hold the rule.
    """
    route = route_of(page.values)
    if page.rule is not None or route is None:
        return weighed(page.values, page.rule)
    return weighed(page.values, book.rule(route, page.day))


def _written_rule(rule: RouteRule) -> dict[str, Any]:
    source = asdict(rule.source) | {"as_of": rule.source.as_of.isoformat() if rule.source.as_of else ""}
    return asdict(rule) | {
        "valid_from": rule.valid_from.isoformat(),
        "source": source,
        "conditions": list(rule.conditions),
    }


def _read_rule(raw: Mapping[str, Any]) -> RouteRule:
    return RouteRule(
        route=LightRoute(raw["route"]),
        reference=raw["reference"],
        limit=raw["limit"],
        valid_from=date.fromisoformat(raw["valid_from"]),
        source=legal_source({**raw["source"], "as_of": _day(raw["source"]["as_of"])}),
        conditions=tuple(raw["conditions"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
