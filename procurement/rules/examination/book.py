"""Dated lists of the examination: its points, the papers that belong to them, the grounds of exclusion."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from core.legal import LegalSource
from core.parameters import legal_source
from procurement.model import Regime

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""Form of a code of exclusion: it goes into ``scoring`` as ``Exclusion.code``."""


class PointGroup(StrEnum):
    """What a point of the examination is about."""

    FORM = "form"
    SUITABILITY = "suitability"
    EXCLUSION = "exclusion"
    SANCTIONS = "sanctions"
    A_CRITERIA = "a-criteria"
    VARIANT = "variant"


class Concern(StrEnum):
    """What a paper is about: that decides whether it may be asked for after the deadline (§ 56 Abs. 2 and 3 VgV)."""

    COMPANY = "company"
    PERFORMANCE = "performance"
    UNIT_PRICE = "unit-price"
    AWARD = "award"


ALWAYS_APPLYING = frozenset({PointGroup.A_CRITERIA, PointGroup.VARIANT})
"""Groups whose points are met or not met: none of them can be said not to apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that a bid may lack.

    Args:
        id: Its name in requests.
        title: What it is, in German.
        concerns: What it is about.
        point: Id of the point that is not met without it; empty where there is none.
    """

    id: str
    title: str
    concerns: Concern
    point: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the examination.

    Args:
        id: Its name, stored with what was found.
        group: What it is about.
        text: What has to hold, in German.
        code: Code of the ground of exclusion that it proposes where it is not met.
        basis: Where it comes from, in the law of the procedure.
        papers: What may be missing.
    """

    id: str
    group: PointGroup
    text: str
    code: str
    basis: LegalSource
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A ground of exclusion.

    Args:
        code: Slug, as ``scoring`` takes it.
        text: What it means, in German.
        basis: Where it comes from, in the law of the procedure.
    """

    code: str
    text: str
    basis: LegalSource


@dataclass(frozen=True, slots=True)
class _Dated:
    raw: Mapping[str, Any]
    basis: Mapping[Regime, LegalSource]
    valid_from: date
    valid_to: date | None

    def covers(self, regime: Regime, day: date) -> bool:
        """Tell whether the entry applies in a law on a day, both ends included."""
        return regime in self.basis and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class ExaminationBook:
    """All dated entries.

    Args:
        points: Points in the order of the form.
        grounds: Grounds of exclusion in the order of the list.
    """

    points: tuple[_Dated, ...]
    grounds: tuple[_Dated, ...]

    @classmethod
    def from_data(cls, raw: Mapping[str, Any]) -> Self:
        """Read the parsed file.

        Raises:
            KeyError: A required key is missing, e.g. the status of a source.
            ValueError: A code is not of its form or unknown, an id comes twice, or a source has no ``as_of``.
        """
        book = cls(tuple(map(_dated, raw["points"])), tuple(map(_dated, raw["exclusion_codes"])))
        codes = {one.raw["code"] for one in book.grounds}
        for code in codes:
            if not CODE.fullmatch(code):
                raise ValueError(f"{code!r} is no code of exclusion")
        if unknown := {one.raw["code"] for one in book.points} - codes:
            raise ValueError(f"unknown codes: {sorted(unknown)}")
        for one in book.points:
            _point(one, next(iter(one.basis)))
        return book

    def points_on(self, regime: Regime, day: date) -> tuple[Point, ...]:
        """Return the points that apply in a law on a day."""
        return tuple(_point(one, regime) for one in self.points if one.covers(regime, day))

    def grounds_on(self, regime: Regime, day: date) -> tuple[Ground, ...]:
        """Return the grounds of exclusion that apply in a law on a day."""
        return tuple(
            Ground(code=one.raw["code"], text=one.raw["text"], basis=one.basis[regime])
            for one in self.grounds
            if one.covers(regime, day)
        )


def _dated(raw: Mapping[str, Any]) -> _Dated:
    basis = {Regime(name): legal_source(source) for name, source in raw["basis"].items()}
    for source in basis.values():
        if source.as_of is None:
            raise ValueError(f"{source.citation}: as_of is missing")
    if not basis:
        raise ValueError("an entry without a basis")
    return _Dated(raw, basis, raw["valid_from"], raw.get("valid_to"))


def _point(one: _Dated, regime: Regime) -> Point:
    raw = one.raw
    papers = tuple(
        Paper(id=paper["id"], title=paper["title"], concerns=Concern(paper["concerns"]), point=raw["id"])
        for paper in raw.get("papers", ())
    )
    return Point(
        id=raw["id"],
        group=PointGroup(raw["group"]),
        text=raw["text"],
        code=raw["code"],
        basis=one.basis[regime],
        papers=papers,
    )
