"""The facts of a whole expression from the facts of its licences."""

from licensing.catalogue.facts import NOT_FREE, NOTHING_KNOWN, STRICTNESS, Facts, Strength, best, strictest
from licensing.expression.names import Names
from licensing.expression.read import ExpressionReader, successor_of
from licensing.expression.reading import Reading
from licensing.expression.term import Addition, AdditionKind, Term, TermKind

_COPYLEFT = {Strength.COPYLEFT, Strength.WEAK_COPYLEFT}
_MOST_REMEMBERED = 50_000


class Weighing:
    """Facts of expressions; remembers those of each licence.

    Args:
        reader: What read the expressions.
    """

    def __init__(self, reader: ExpressionReader) -> None:
        self._reader = reader
        self._facts: dict[Term, Facts] = {}

    def facts_of(self, reading: Reading) -> Facts:
        """Return the facts of an expression: of each ``OR`` the better branch, of each ``AND`` the stricter part.

        Without a readable expression nothing is known; ``NONE`` is a statement about a licence, not a licence.
        """
        return reading.fold(self.facts_of_term, strictest, best) or NOTHING_KNOWN

    def facts_of_term(self, term: Term) -> Facts:
        """Return the facts of one licence with its exception.

        A deprecated identifier that names a licence with its exception has the facts of what the list recommends.
        """
        facts = self._facts.get(term)
        if facts is None:
            if len(self._facts) >= _MOST_REMEMBERED:
                self._facts.clear()
            facts = self._facts[term] = self._with_addition(term)
        return facts

    def _with_addition(self, term: Term) -> Facts:
        facts = self._plain(term)
        return facts if term.addition is None else _loosened(facts, term.addition, self._reader.names)

    def _plain(self, term: Term) -> Facts:
        lists = self._reader.names.lists
        if term.kind is TermKind.LISTED:
            successor = successor_of(term, self._reader)
            composed = successor is not None and successor.terms and successor.terms[0].addition is not None
            return self.facts_of(successor) if successor and composed else lists.facts_of(term.id)
        if term.kind is TermKind.CATALOGUED:
            return lists.facts_of_key(term.id)
        return NOT_FREE if term.kind is TermKind.DECLARED_PROPRIETARY else NOTHING_KNOWN


def _loosened(facts: Facts, addition: Addition, names: Names) -> Facts:
    """Return the facts with an exception: one that fits only grants more; anything else may also take away."""
    if addition.kind in {AdditionKind.REFERENCE, AdditionKind.UNKNOWN}:
        return NOTHING_KNOWN
    fits = addition.kind is AdditionKind.FITS and names.bases.frees_linking(addition.id)
    if not fits or facts.strength not in _COPYLEFT:
        return facts
    looser = names.lists.strength_of_exception(addition.id)
    return Facts(facts.osi, facts.fsf, min(facts.strength, looser, key=STRICTNESS.__getitem__))
