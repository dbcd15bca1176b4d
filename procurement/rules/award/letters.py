"""Letters to bidders: what one says by itself, and what none may tell of a rival."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from core.german import german_euro, german_number
from procurement.rules.award.bid_results import BidResult

_SHORTEST_REASON = 12
"""Shorter reasons (»gut«, »Beleg«) are anybody's words."""
_SHORTEST_NAME = 3
_NUMBER = re.compile(r"\d[\d.,'\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE} ]*")
_FILLING = re.compile(r"[\s'\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]+")


class LeakKind(StrEnum):
    """What of a rival a text tells."""

    NAME = "name"
    PRICE = "price"
    POINTS = "points"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Leak:
    """Something of a rival in a letter to somebody else.

    Args:
        kind: What it is.
        text: As it stands there.
    """

    kind: LeakKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidential:
    """What a letter may not tell.

    Args:
        own: The bid that the letter is about.
        rivals: All other bids of the lot, that of the winner too.
        winner: Name of the bidder who is to get the contract: the only name that may stand there.
    """

    own: BidResult
    rivals: tuple[BidResult, ...]
    winner: str


def reasons_by_itself(own: BidResult) -> str:
    """Return why a bid does not get the contract, from what is stored about this bid alone.

    Args:
        own: What the result says about it.

    Legal source:
        § 134 Abs. 1 GWB, § 62 Abs. 2 VgV, § 46 Abs. 1 UVgO
    """
    if own.exclusion:
        return f"Ihr Angebot ist von der Wertung ausgeschlossen. {own.exclusion}"
    lines = [f"Nach den veröffentlichten Zuschlagskriterien liegt Ihr Angebot auf Rang {own.rank}."]
    if own.price_eur:
        lines.append(f"Gewertet wurde es mit einem Preis von {german_euro(own.price_eur)}.")
    short = [one for one in own.scores if not one.is_full]
    if not short:
        return "\n".join([*lines, "Bei allen gewerteten Kriterien erreichte es die volle Punktzahl."])
    lines.append("Nicht die volle Punktzahl erreichte es bei:")
    for one in short:
        points = f"{german_number(one.points)} von {german_number(one.maximum)} Punkten"
        lines.append(f"{one.title}: {points}. {one.reason}".strip())
    return "\n".join(lines)


def leaks(text: str, about: Confidential) -> tuple[Leak, ...]:
    """Return what of rivals a text tells: names, prices, sums of points, reasons.

    Numbers are compared by their value, however they are written; those that also belong to the own bid tell nothing.
    Whole numbers of points are not looked for: everybody has them.

    Args:
        text: All that somebody would read.
        about: What it may not tell.
    """
    folded = _folded(text)
    told = folded
    for name in sorted((_folded(about.winner), _folded(about.own.tenderer)), key=len, reverse=True):
        told = told.replace(name, " ") if name else told
    return (
        *(Leak(LeakKind.NAME, one) for one in _names(about) if _folded(one) in told),
        *_numbers(text, about),
        *(Leak(LeakKind.REASON, one) for one in _reasons(about) if _folded(one) in folded),
    )


def _names(about: Confidential) -> Iterator[str]:
    allowed = {_folded(about.winner), _folded(about.own.tenderer)}
    names = dict.fromkeys(one.tenderer for one in about.rivals)
    return (one for one in names if len(one) >= _SHORTEST_NAME and _folded(one) not in allowed)


def _reasons(about: Confidential) -> Iterator[str]:
    own = {_folded(one) for one in about.own.reasons}
    texts = dict.fromkeys(text for one in about.rivals for text in one.reasons)
    return (one for one in texts if len(one.strip()) >= _SHORTEST_REASON and _folded(one) not in own)


def _numbers(text: str, about: Confidential) -> Iterator[Leak]:
    own = _values([about.own.price_eur, *_points(about.own)])
    own |= _values(one.maximum for one in about.own.scores)
    prices = _values(one.price_eur for one in about.rivals) - own
    points = _fractional(_values(number for one in about.rivals for number in _points(one))) - own
    for written in dict.fromkeys(one.strip(" .,'") for one in _NUMBER.findall(text)):
        values = _read(written)
        if values & prices:
            yield Leak(LeakKind.PRICE, written)
        elif values & points:
            yield Leak(LeakKind.POINTS, written)


def _points(one: BidResult) -> list[str]:
    return [*one.totals, *(score.points for score in one.scores)]


def _fractional(values: Iterable[Decimal]) -> set[Decimal]:
    return {one for one in values if one != one.to_integral_value()}


def _values(texts: Iterable[str]) -> set[Decimal]:
    return {value for text in texts if text for value in _decimal(text)}


def _read(written: str) -> set[Decimal]:
    """Return what a number can mean: with a decimal comma, or with a decimal point."""
    bare = _FILLING.sub("", written)
    return {
        *_decimal(bare.replace(".", "").replace(",", ".")),
        *_decimal(bare.replace(",", "")),
    }


def _decimal(text: str) -> Iterator[Decimal]:
    try:
        yield Decimal(text)
    except InvalidOperation:
        return


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
