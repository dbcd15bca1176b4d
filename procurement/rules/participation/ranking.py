"""The order of suitable candidates by exact points, and who is invited. Points stay here: nothing of them is award."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import rfc8785

from core.german import german_number
from core.numbers import common_scale, decimal_string, fraction_string
from procurement.model import BidState, Decision, Finding, RequestOutcome, RequestToParticipate
from procurement.rules.participation.matrix import EligibilityMatrix, scoring_matrix
from scoring.grid import build_grid
from scoring.points import PointsTable
from scoring.quality import weigh

_POINT_DIGITS = 9
_SHOWN_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A suitable candidate in the order of points.

    Args:
        request: The request.
        points: Weighted points, exact, on the scale of the matrix times 100.
        rank: From 1; equal points share a rank.
        is_invited: Is to be invited as things stand.
        is_tied: Stands equal with others for fewer places: decided by lot.
    """

    request: RequestToParticipate
    points: Fraction
    rank: int
    is_invited: bool
    is_tied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The suitable candidates, best first, equal ones in the order of their numbers.

    Args:
        ranked: All of them.
        places: How many are invited.
        open_places: Places among equal candidates that are still to be decided by lot.
    """

    ranked: tuple[Ranked, ...]
    places: int
    open_places: int

    @property
    def tied(self) -> tuple[Ranked, ...]:
        """Equal candidates for fewer places."""
        return tuple(one for one in self.ranked if one.is_tied)


def ranking_of(matrix: EligibilityMatrix, requests: Sequence[RequestToParticipate]) -> Ranking:
    """Rank the suitable candidates whose points are complete; where no most number is published all are invited.

    Args:
        matrix: Published eligibility matrix.
        requests: All requests; those that are late, excluded or undecided take no part.

    Legal source:
        § 51 Abs. 1 und 3 VgV, § 36 Abs. 1 und 2 UVgO
    """
    suitable = [one for one in requests if one.is_suitable and is_scored(matrix, one)]
    points = _points(matrix, suitable)
    order = sorted(suitable, key=lambda one: (-points[one.number], one.number))
    places = len(order) if matrix.most is None else min(matrix.most, len(order))
    edge = points[order[places - 1].number] if order else Fraction(0)
    equal = [one for one in order if points[one.number] == edge]
    above = sum(points[one.number] > edge for one in order)
    left = places - above
    is_decided_by_lot = len(equal) > left
    drawn = sum(one.is_drawn for one in equal) if is_decided_by_lot else left
    ranked = tuple(
        Ranked(
            request=one,
            points=points[one.number],
            rank=1 + sum(other > points[one.number] for other in points.values()),
            is_invited=points[one.number] > edge
            or (points[one.number] == edge and (one.is_drawn or not is_decided_by_lot)),
            is_tied=is_decided_by_lot and points[one.number] == edge,
        )
        for one in order
    )
    return Ranking(ranked=ranked, places=places, open_places=left - drawn)


def is_scored(matrix: EligibilityMatrix, request: RequestToParticipate) -> bool:
    """Tell whether a request has points on every scored criterion."""
    return all(request.findings.get(one.id, Finding()).points is not None for one in matrix.scored)


def _points(matrix: EligibilityMatrix, requests: Sequence[RequestToParticipate]) -> Mapping[int, Fraction]:
    """Return the weighted points of each request by its number, added up as ``scoring`` adds up Leistungspunkte."""
    if not matrix.scored:
        return {one.number: Fraction(0) for one in requests}
    grid = build_grid(scoring_matrix(matrix))
    given = [[one.findings[name].points for name in grid.criteria] for one in requests]
    scale = common_scale([points for row in given for points in row if points is not None])
    rows = tuple(tuple(int(Fraction(points or 0) * scale) for points in row) for row in given)
    quality = weigh(grid, PointsTable(rows, scale, tuple(frozenset() for _ in rows)))
    return dict(zip((one.number for one in requests), quality.leistungspunkte(), strict=True))


def outcome_of(request: RequestToParticipate, ranking: Ranking) -> tuple[RequestOutcome, str]:
    """Return what becomes of a request once candidates are invited, with the reason for a later letter.

    Args:
        request: The request.
        ranking: Of all.
    """
    if request.state is BidState.LATE:
        return RequestOutcome.DECLINED, "Der Teilnahmeantrag ging nach dem Ende der Teilnahmefrist ein."
    if request.state is BidState.WITHDRAWN:
        return RequestOutcome.DECLINED, "Der Teilnahmeantrag wurde zurückgezogen."
    if request.decision is Decision.EXCLUDED:
        return RequestOutcome.DECLINED, request.exclusion_reason
    place = next(one for one in ranking.ranked if one.request.number == request.number)
    stands = f"Rang {place.rank} von {len(ranking.ranked)} mit {shown(place.points)} Eignungspunkten"
    if place.is_invited:
        return RequestOutcome.INVITED, f"{stands}{', durch Los' if place.is_tied else ''}."
    why = "das Los entschied zwischen gleich bewerteten Bewerbern" if place.is_tied else "andere waren besser geeignet"
    return RequestOutcome.DECLINED, f"{stands}; aufgefordert werden {ranking.places}, {why}."


def shown(points: Fraction) -> str:
    """Return points as people read them, rounded to three digits for show alone."""
    return german_number(decimal_string(points, _SHOWN_DIGITS))


def selection_digest(matrix: EligibilityMatrix, requests: Sequence[RequestToParticipate]) -> str:
    """Return ``sha256:…`` of everything that the choice follows from: what two people agree on.

    Args:
        matrix: Published eligibility matrix.
        requests: All requests.
    """
    ranking = ranking_of(matrix, requests)
    document = {
        "requests": [_sealed(one) for one in sorted(requests, key=lambda one: one.number)],
        "ranking": [
            {"number": one.request.number, "points": fraction_string(one.points), "invited": one.is_invited}
            for one in ranking.ranked
        ],
    }
    return "sha256:" + hashlib.sha256(rfc8785.dumps(document)).hexdigest()


def _sealed(request: RequestToParticipate) -> dict[str, Any]:
    return {
        "number": request.number,
        "candidate": request.candidate,
        "state": request.state.value,
        "decision": request.decision.value,
        "exclusion": [request.exclusion_code, request.exclusion_reason],
        "drawn": [request.is_drawn, request.drawing],
        "findings": written_findings(request.findings),
    }


def written_findings(findings: Mapping[str, Finding]) -> dict[str, Any]:
    """Return findings as a JSON value."""
    return {
        name: {
            "answer": one.answer.value,
            "note": one.note,
            **({} if one.points is None else {"points": decimal_string(one.points, _POINT_DIGITS)}),
        }
        for name, one in sorted(findings.items())
    }
