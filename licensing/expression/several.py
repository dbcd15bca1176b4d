"""Several statements about one component read as one: all of them apply."""

from collections.abc import Sequence

from licensing.expression.reading import ReadAs, Reading
from licensing.expression.tree import Join, Tree

_AND = " AND "
_LEAST_CERTAIN_FIRST = (
    ReadAs.MALFORMED,
    ReadAs.TOO_LONG,
    ReadAs.UNKNOWN,
    ReadAs.MISSING,
    ReadAs.NOASSERTION,
    ReadAs.NONE,
    ReadAs.MAPPED,
    ReadAs.NORMALISED,
    ReadAs.EXACT,
)


def together(readings: Sequence[Reading]) -> Reading:
    """Return the statements joined by ``AND``; as soon as one cannot be read, nothing is known of the whole."""
    if not readings:
        return Reading("", ReadAs.MISSING)
    if len(readings) == 1:
        return readings[0]
    text = _AND.join(reading.text for reading in readings)
    read_as = min((reading.read_as for reading in readings), key=_LEAST_CERTAIN_FIRST.index)
    remarks = tuple(dict.fromkeys(remark for reading in readings for remark in reading.remarks))
    if any(reading.tree is None for reading in readings):
        return Reading(text, read_as, remarks=remarks)
    terms = tuple(term for reading in readings for term in reading.terms)
    return Reading(text, read_as, _AND.join(map(_bracketed, readings)), remarks, _joined(readings), terms)


def _bracketed(reading: Reading) -> str:
    return f"({reading.canonical})" if len(reading.terms) > 1 else reading.canonical


def _joined(readings: Sequence[Reading]) -> Tree:
    trees = [reading.tree for reading in readings if reading.tree is not None]
    steps: list[int | Join] = []
    before = 0
    for place, tree in enumerate(trees):
        steps += [step + before if isinstance(step, int) else step for step in tree.steps]
        if place:
            steps.append(Join.AND)
        before += len(tree.operands)
    return Tree(tuple(operand for tree in trees for operand in tree.operands), tuple(steps))
