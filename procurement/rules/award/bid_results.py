"""What a stored result says about each bid: the source of letters, and of what no letter may tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_NUMBERS = ("leistungspunkte", "kennzahl_z", "quality", "price_points", "total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a bid got for a criterion.

    Args:
        title: What the criterion is called.
        points: Points as a decimal string.
        maximum: Most points, likewise.
        reason: Why, as the evaluators agreed; may be empty.
    """

    title: str
    points: str
    maximum: str
    reason: str

    @property
    def is_full(self) -> bool:
        """Nothing is missing."""
        return self.points == self.maximum


@dataclass(frozen=True, slots=True, kw_only=True)
class BidResult:
    """What a stored result says about one bid.

    Args:
        bid: Its id.
        tenderer: Who made it.
        rank: Its rank; None where it is not in the ranking.
        price_eur: Price that counted, gross, as a decimal string; empty where it did not.
        totals: Points, Kennzahl and other sums, as decimal strings.
        scores: Criterion by criterion.
        exclusion: Why it is not in the ranking; empty where it is.
    """

    bid: str
    tenderer: str
    rank: int | None
    price_eur: str
    totals: tuple[str, ...]
    scores: tuple[Scored, ...]
    exclusion: str

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every text that somebody wrote about it."""
        texts = [*(one.reason for one in self.scores), self.exclusion]
        return tuple(text for text in texts if text.strip())


def bid_results(document: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, BidResult]:
    """Return what a stored evaluation says about each bid, by its id.

    Args:
        document: The evaluation ``pruefstand/evaluation/1``.
        result: Its result ``pruefstand/result/1``.
    """
    ranked = {one["bid"]: one for one in result["ranking"]}
    excluded = {one["bid"]: one for one in result["excluded"]}
    maximum = document["matrix"]["scale"]["maximum"]
    titles = dict(_titles(document["matrix"]["criteria"]))
    return {one["id"]: _bid(one, ranked, excluded, titles, maximum) for one in document["bids"]}


def _bid(
    bid: Mapping[str, Any],
    ranked: Mapping[str, Mapping[str, Any]],
    excluded: Mapping[str, Mapping[str, Any]],
    titles: Mapping[str, str],
    maximum: str,
) -> BidResult:
    row, out = ranked.get(bid["id"], {}), excluded.get(bid["id"], {})
    given = bid.get("consensus") or bid.get("scores") or {}
    return BidResult(
        bid=bid["id"],
        tenderer=bid["tenderer"],
        rank=row.get("rank"),
        price_eur=bid.get("price_gross_eur") or "",
        totals=tuple(row[name] for name in _NUMBERS if row.get(name) is not None),
        scores=tuple(
            Scored(title=title, points=given[key]["points"], maximum=maximum, reason=given[key].get("reason") or "")
            for key, title in titles.items()
            if key in given
        ),
        exclusion=_why(out, titles),
    )


def _why(out: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    if not out:
        return ""
    named = ", ".join(titles.get(one, one) for one in out["criteria"])
    return out["reason"] or (f"Nicht erfüllt: {named}." if named else "Das Angebot nimmt nicht an der Wertung teil.")


def _titles(criteria: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in criteria:
        yield one["id"], one["title"]
        yield from _titles(one.get("children") or [])
