"""Ask the table about whole expressions: of an ``OR`` the best branch, of an ``AND`` the worst part."""

from dataclasses import dataclass, replace

from licensing.compatibility.cells import PROPRIETARY, Cell, CompatibilityTable, Compatible, Use
from licensing.expression.read import ExpressionReader, successor_of
from licensing.expression.reading import Reading
from licensing.expression.term import AdditionKind, Term, TermKind

_RANKS = {answer: place for place, answer in enumerate(Compatible)}
_INBOUND = {TermKind.LISTED, TermKind.CATALOGUED, TermKind.DECLARED_PROPRIETARY}
_OUTBOUND = {*_INBOUND, TermKind.REFERENCE}
_MOST_OUTBOUND = 20
_MOST_REMEMBERED = 50_000
_SILENT = "Dazu enthält die Tabelle keine belegte Angabe."
_SAME = "Bestandteil und Produkt stehen unter derselben Lizenz."
_LINKING = "Die Ausnahme {exception} erlaubt das Verbinden mit Werken unter anderen Lizenzen."


@dataclass(frozen=True, slots=True)
class CompatibilityAnswer:
    """The answer about two licences or expressions.

    Args:
        answer: Yes, no or unclear.
        outbound: Licence of the product that decided.
        inbound: Licence of the part that decided.
        reason: German sentence that says why.
        cell: Cell of the table; None where no cell was needed, or none is there.
    """

    answer: Compatible
    outbound: str
    inbound: str
    reason: str
    cell: Cell | None = None


def worst(one: CompatibilityAnswer, other: CompatibilityAnswer) -> CompatibilityAnswer:
    """Return the worse answer: a work under both licences has to satisfy both."""
    return max(one, other, key=lambda given: _RANKS[given.answer])


def best(one: CompatibilityAnswer, other: CompatibilityAnswer) -> CompatibilityAnswer:
    """Return the better answer: the licensee chooses."""
    return min(one, other, key=lambda given: _RANKS[given.answer])


class Compatibility:
    """Answers questions of compatibility and remembers those about two licences.

    Args:
        table: The dated table.
        reader: What reads the expressions.
    """

    def __init__(self, table: CompatibilityTable, reader: ExpressionReader) -> None:
        self.table = table
        self._reader = reader
        self._known: dict[tuple[Term, Term, Use], CompatibilityAnswer] = {}

    def ask(self, outbound: Reading, inbound: Reading, use: Use) -> CompatibilityAnswer:
        """Tell whether a part may go into the product.

        Args:
            outbound: Licence of the product. Offered under a choice (``OR``), it has to be possible under each.
            inbound: Licence of the part. Under a choice the best branch counts, under several (``AND``) the worst.
            use: How the part is used.
        """
        unread = CompatibilityAnswer(Compatible.UNCLEAR, outbound.canonical, inbound.canonical, _SILENT)
        if not outbound.terms or not inbound.terms or len(outbound.terms) > _MOST_OUTBOUND:
            return unread
        found = outbound.fold(lambda term: self._into(term, inbound, use), _agreed, worst)
        return found or unread

    def _into(self, outbound: Term, inbound: Reading, use: Use) -> CompatibilityAnswer:
        if len(inbound.terms) == 1:
            return self.pair(outbound, inbound.terms[0], use)
        found = inbound.fold(lambda term: self.pair(outbound, term, use), worst, best)
        return found or _unclear(outbound, outbound)

    def pair(self, outbound: Term, inbound: Term, use: Use) -> CompatibilityAnswer:
        """Answer about two single licences; see ``ask``."""
        key = (outbound, inbound, use)
        if key not in self._known:
            if len(self._known) > _MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = self._answered(outbound, inbound, use)
        return self._known[key]

    def _answered(self, outbound: Term, inbound: Term, use: Use) -> CompatibilityAnswer:
        if outbound.kind not in _OUTBOUND or inbound.kind not in _INBOUND:
            return _unclear(outbound, inbound)
        into, part = self._current(outbound), self._current(inbound)
        if part == into and part.kind is TermKind.LISTED:
            return CompatibilityAnswer(Compatible.YES, str(outbound), str(inbound), _SAME)
        if part.addition is not None:
            special = self._with_addition(into, part, use)
            if special is not None:
                return special
        options = [part.id, *self.table.later.get(f"{part.id}+" if part.or_later else part.id, ())]
        given = [self._plain(into, option, use, shown=part) for option in options]
        return min(given, key=lambda answer: _RANKS[answer.answer])

    def _current(self, term: Term) -> Term:
        """Return the licence under the identifier that the list recommends: the table knows only those."""
        successor = successor_of(term, self._reader)
        if successor is None or len(successor.terms) != 1:
            return term
        [current] = successor.terms
        return replace(current, addition=current.addition or term.addition)

    def _with_addition(self, into: Term, part: Term, use: Use) -> CompatibilityAnswer | None:
        """Return the answer that an exception gives; None where the licence itself decides."""
        addition = part.addition
        cell = self.table.cell(_key(into), str(part), use)
        if cell is not None:
            return _told(cell, into, part)
        if addition is None or addition.kind is not AdditionKind.FITS:
            return _unclear(into, part)
        if use is Use.LINK and self._reader.names.bases.frees_linking(addition.id):
            reason = _LINKING.format(exception=addition.id)
            return CompatibilityAnswer(Compatible.YES, str(into), str(part), reason)
        return None

    def _plain(self, into: Term, inbound: str, use: Use, *, shown: Term) -> CompatibilityAnswer:
        if into.kind is TermKind.LISTED and inbound == into.id and into.addition is None and inbound != PROPRIETARY:
            return CompatibilityAnswer(Compatible.YES, str(into), str(shown), _SAME)
        cell = self.table.cell(_key(into), inbound, use)
        if cell is None:
            return _unclear(into, shown)
        if cell.answer is Compatible.NO and into.kind is TermKind.REFERENCE:
            return _unclear(into, shown)
        if cell.answer is Compatible.YES and into.addition is not None and cell is not self._for_any(inbound, use):
            return _unclear(into, shown)
        return _told(cell, into, shown)

    def _for_any(self, inbound: str, use: Use) -> Cell | None:
        return self.table.cell("", inbound, use)


def _key(term: Term) -> str:
    return PROPRIETARY if term.kind is TermKind.DECLARED_PROPRIETARY else term.id


def _agreed(one: CompatibilityAnswer, other: CompatibilityAnswer) -> CompatibilityAnswer:
    """Return the common answer of a product whose parts stand under different licences; unclear where they differ."""
    if one.answer is other.answer or one.answer is Compatible.UNCLEAR:
        return one
    if other.answer is Compatible.UNCLEAR:
        return other
    no = one if one.answer is Compatible.NO else other
    return CompatibilityAnswer(Compatible.UNCLEAR, no.outbound, no.inbound, no.reason, no.cell)


def _unclear(outbound: Term, inbound: Term) -> CompatibilityAnswer:
    return CompatibilityAnswer(Compatible.UNCLEAR, str(outbound), str(inbound), _SILENT)


def _told(cell: Cell, outbound: Term, inbound: Term) -> CompatibilityAnswer:
    return CompatibilityAnswer(cell.answer, str(outbound), str(inbound), cell.reason, cell)
