"""Effective influence of each criterion beside its nominal weight: what it contributes to the spread between bids."""

from collections.abc import Iterator
from fractions import Fraction

from core.german import german_number
from core.numbers import decimal_string, fraction_string
from scoring.checks.tree import criterion_pointer
from scoring.matrix_check.document import CriterionInfluence, Finding, Influence
from scoring.matrix_check.findings import finding
from scoring.matrix_check.latitude import TOTAL
from scoring.matrix_check.subject import Subject
from scoring.matrix_check.wording import CANNOT_DIFFER, INFLUENCE, PRICE, UNREACHABLE
from scoring.methods import METHODS, PreisFestbereich, PreisMethod

PRICE_ID = "price"
Range = tuple[Fraction, Fraction]


def influence(subject: Subject) -> Influence:
    """Return nominal share and influence of every scored criterion and of the price where the tree weights it.

    The influence is (range of the points · share) over the sum of these, with the given bids when at least two are
    valid, else with fictitious bids that use the whole range possible.
    """
    ranges, price = _ranges(subject), _price_range(subject)
    in_tree = 1 - subject.grid.price_share
    moved = [
        (span[1] - span[0]) / Fraction(subject.matrix.scale.maximum) * _share(subject, index) if span else Fraction(0)
        for index, span in enumerate(ranges)
    ]
    price_moved = (price[1] - price[0]) * subject.grid.price_share if price else Fraction(0)
    total = sum(moved, Fraction(0)) + price_moved
    nodes = {node.id: node for _, node in subject.matrix.walk()}
    entries = [
        _entry(id_, nodes[id_].title, Fraction(nodes[id_].weight_percent or 0), _share(subject, index), ranges[index])
        for index, id_ in enumerate(subject.grid.criteria)
    ]
    if price is not None:
        entries.append(_entry(PRICE_ID, PRICE, 100 * (1 - in_tree), 1 - in_tree, (100 * price[0], 100 * price[1])))
        moved.append(price_moved)
    for entry, part in zip(entries, moved, strict=True):
        entry["influence_percent"] = decimal_string(100 * part / total) if total else None
    return {"basis": "bids" if _with_bids(subject) else "fictitious", "criteria": entries, "text": _text(subject)}


def influence_findings(subject: Subject) -> Iterator[Finding]:
    """Yield criteria that no bid could differ on, those on which the given bids do not, and minima out of reach.

    Legal source:
        § 127 Abs. 4 GWB; VK Sachsen 1/SVK/016-15 (published criteria must be applied)
    """
    places = {node.id: criterion_pointer(path) for path, node in subject.matrix.walk()}
    for node in subject.latitudes.unreachable:
        place = "/matrix/minimum_leistungspunkte" if node == TOTAL else f"{places[node]}/minimum_points"
        what = UNREACHABLE["whole" if node == TOTAL else "criterion"].format(id=node)
        yield finding("minimum_unreachable", place, what=what)
    if not METHODS[subject.matrix.method.name].uses_quality:
        if subject.grid.criteria:
            yield finding("points_do_not_count", "/matrix/criteria")
        return
    ranges = _ranges(subject)
    for index, criterion in enumerate(subject.grid.criteria):
        fixed, span = subject.latitudes.criteria[index].fixed_by, ranges[index]
        if fixed:
            reason = CANNOT_DIFFER[fixed]
            yield finding("criterion_cannot_differ", places[criterion], id=criterion, reason=reason)
        elif _with_bids(subject) and span and span[0] == span[1]:
            points = german_number(span[0])
            yield finding("criterion_without_influence", places[criterion], id=criterion, points=points)


def _with_bids(subject: Subject) -> bool:
    return len(subject.outcome.bids) > 1


def _share(subject: Subject, index: int) -> Fraction:
    """Return the share of a criterion: of the whole where the tree weights the price, else of the Leistungspunkte."""
    if not METHODS[subject.matrix.method.name].uses_quality:
        return Fraction(0)
    return subject.grid.share(index) * (1 - subject.grid.price_share)


def _ranges(subject: Subject) -> list[Range | None]:
    """Return the fewest and most points per criterion; None where fewer than two valid bids have points (drafts)."""
    if not _with_bids(subject):
        unit = subject.latitudes.unit
        return [(Fraction(room.lowest, unit), Fraction(room.highest, unit)) for room in subject.latitudes.criteria]
    points = subject.outcome.points
    found: list[Range | None] = []
    for index, criterion in enumerate(subject.grid.criteria):
        given = [
            row[index] for row, missing in zip(points.rows, points.missing, strict=True) if criterion not in missing
        ]
        unit = points.denominator
        found.append((Fraction(min(given), unit), Fraction(max(given), unit)) if len(given) > 1 else None)
    return found


def _price_range(subject: Subject) -> Range | None:
    """Return the fewest and most price points as a share of the full ones; None where the tree has no price."""
    method = subject.matrix.method
    if not isinstance(method, PreisMethod):
        return None
    if _with_bids(subject):
        points = [standing.price_points or Fraction(0) for standing in subject.outcome.valuation.standings]
    elif isinstance(method, PreisFestbereich):
        points = method.price_points([Fraction(method.best_price_eur), Fraction(method.worst_price_eur)])
    else:
        points = method.price_points([subject.reference.price, 2 * subject.reference.price])
    full = Fraction(method.price_points_maximum)
    return min(points) / full, max(points) / full


def _entry(id_: str, title: str, weight: Fraction, share: Fraction, span: Range | None) -> CriterionInfluence:
    return {
        "criterion": id_,
        "title": title,
        "weight_percent": decimal_string(weight, 9),
        "share_percent": decimal_string(100 * share),
        "share_exact": fraction_string(share),
        "lowest": decimal_string(span[0]) if span else None,
        "highest": decimal_string(span[1]) if span else None,
        "influence_percent": None,
    }


def _text(subject: Subject) -> str:
    if _with_bids(subject):
        text = INFLUENCE["bids"]
    else:
        fixed = isinstance(subject.matrix.method, PreisFestbereich)
        priced = INFLUENCE["price_fixed" if fixed else "price_double"] if subject.grid.price_share else ""
        text = INFLUENCE["fictitious"] + priced
    ratio = METHODS[subject.matrix.method.name].uses_quality and not subject.grid.price_share
    return text + (INFLUENCE["ratio"] if ratio and subject.matrix.method.name.startswith("richtwert") else "")
