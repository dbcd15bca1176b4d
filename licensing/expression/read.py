"""Read an expression: exactly first, then as free text, and say what it was."""

import re
from dataclasses import replace

from licensing.expression.enumerations import as_enumeration
from licensing.expression.names import Names
from licensing.expression.nothing import says_nothing
from licensing.expression.reading import ReadAs, Reading, Remark
from licensing.expression.remarks import case_remark, remarks_on, unknown_addition
from licensing.expression.term import Term, TermKind
from licensing.expression.tokens import Mark, Token, is_running_text, tokens_of, without_small_operators
from licensing.expression.tree import MalformedExpressionError, Operand, Tree, parse

MOST_CHARACTERS = 131_072
MOST_REMARKS = 20
_MOST_REMEMBERED = 50_000
_SEPARATOR = re.compile(r"[^A-Za-z0-9.-]+")


class ExpressionReader:
    """Reads expressions and remembers each licence it met: the same few come again and again.

    Args:
        names: What turns words into licences.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self._met: dict[Operand, tuple[Term | None, tuple[Remark, ...]]] = {}

    def read(self, text: str | None) -> Reading:
        """Return what a text says about licences. Whatever the text, the answer comes at once and is no exception.

        Args:
            text: The expression or name as it stands in the document; None where the document has none.
        """
        bare = (text or "").strip()
        if text is None or not bare:
            return Reading(text or "", ReadAs.MISSING)
        if len(bare) > MOST_CHARACTERS:
            return Reading(text, ReadAs.TOO_LONG, remarks=(Remark("too_long", {"characters": str(len(bare))}),))
        if bare.upper() in {"NONE", "NOASSERTION"}:
            return Reading(text, ReadAs(bare.lower()), bare.upper(), case_remark(bare, bare.upper()))
        if says_nothing(bare):
            return Reading(text, ReadAs.NOASSERTION, "NOASSERTION", (Remark("no_statement", {"written": bare}),))
        found = self._expression(text, bare)
        if found.read_as not in {ReadAs.UNKNOWN, ReadAs.MALFORMED}:
            return found
        listed = as_enumeration(bare, lambda piece: self._expression(piece, piece), self.alone)
        return found if listed is None else replace(listed, text=text, remarks=_distinct(list(listed.remarks)))

    def _expression(self, text: str, bare: str) -> Reading:
        """Return how an expression or one name reads."""
        tokens = tokens_of(bare)
        try:
            tree = parse(tokens)
        except MalformedExpressionError as error:
            fault = Remark(error.fault, {"place": str(error.place + 1)})
            named = self._as_name(text) or self._as_unknown_name(text, tokens)
            return named or Reading(text, ReadAs.MALFORMED, remarks=(fault,))
        return self._read(text, tokens, tree)

    @staticmethod
    def alone(term: Term) -> Reading:
        """Return one licence as a reading of its own."""
        return Reading(str(term), ReadAs.EXACT, str(term), (), Tree((Operand((term.id,)),), (0,)), (term,))

    def _read(self, text: str, tokens: list[Token], tree: Tree) -> Reading:
        met = [self._strict(operand) for operand in tree.operands]
        if None in [term for term, _ in met]:
            named = self._as_name(text)
            if named is not None:
                return named
            tokens, tree = _by_capitals(tokens, tree)
            met = [self._strict(operand) for operand in tree.operands]
            met = [
                self._loose(operand) if known[0] is None else known
                for operand, known in zip(tree.operands, met, strict=True)
            ]
        remarks = [Remark("operator_case", {"written": token.text}) for token in tokens if token.odd_case]
        for _, said in met:
            remarks += said
        shown = _distinct(remarks)
        terms = tuple([term for term, _ in met if term])
        if all(term.kind is TermKind.UNKNOWN for term in terms) and (named := self._as_unknown_name(text, tokens)):
            return named
        if any(self._is_unreadable(term) for term in terms):
            return Reading(text, ReadAs.MALFORMED, remarks=shown)
        canonical = _canonical(tokens, terms)
        return Reading(text, _how(terms, canonical, tokens), canonical, shown, tree, terms)

    def _strict(self, operand: Operand) -> tuple[Term | None, tuple[Remark, ...]]:
        """Return the licence that an operand names by identifiers, None where it does not, and what is to be said."""
        known = self._met.get(operand)
        if known is not None:
            return known
        term = self.names.identifier(operand.words[0]) if len(operand.words) == 1 else None
        if term and operand.addition:
            term = self.names.with_addition(term, operand.addition[0]) if len(operand.addition) == 1 else None
        if len(self._met) >= _MOST_REMEMBERED:
            self._met.clear()
        found = self._met[operand] = (term, remarks_on(term, operand) if term else ())
        return found

    def _loose(self, operand: Operand) -> tuple[Term, tuple[Remark, ...]]:
        """Return the licence that the words of an operand name together, or an unknown one."""
        written = " ".join(operand.words)
        term = self.names.identifier(written) or self.names.named(written) or Term(written, TermKind.UNKNOWN)
        if operand.addition:
            term = self.names.with_addition(term, " ".join(operand.addition))
        return term, remarks_on(term, operand)

    def _as_name(self, text: str) -> Reading | None:
        """Return the whole text read as one free-text name; None where no list knows it."""
        words = tuple(text.split())
        term = self.names.named(" ".join(words))
        if term is None:
            return None
        operand = Operand(words)
        return Reading(text, ReadAs.MAPPED, str(term), remarks_on(term, operand), Tree((operand,), (0,)), (term,))

    def _as_unknown_name(self, text: str, tokens: list[Token]) -> Reading | None:
        """Return running text read as one name that no list knows; None where it was meant as an expression."""
        capitals = any(token.operator_in_capitals for token in tokens)
        if not is_running_text(tokens) or (capitals and any(self._is_identifier(token.text) for token in tokens)):
            return None
        name = " ".join(text.split())
        term = Term(name, TermKind.UNKNOWN)
        if self._is_unreadable(term):
            return None
        operand = Operand((name,))
        return Reading(text, ReadAs.UNKNOWN, name, remarks_on(term, operand), Tree((operand,), (0,)), (term,))

    def _is_unreadable(self, term: Term) -> bool:
        """Tell whether identifiers stand side by side that no operator joins: "MIT, Apache-2.0"."""
        if term.kind is not TermKind.UNKNOWN:
            return False
        words = [word for word in _SEPARATOR.split(term.id) if word]
        return bool(words) and all(map(self._is_identifier, words))

    def _is_identifier(self, word: str) -> bool:
        return word.lower() in self.names.lists.licences


def _by_capitals(tokens: list[Token], tree: Tree) -> tuple[list[Token], Tree]:
    """Return the expression by its operators in capitals alone, where it has both: the small ones belong to names."""
    if not any(token.operator_in_capitals for token in tokens):
        return tokens, tree
    capitals = without_small_operators(tokens)
    try:
        return capitals, parse(capitals)
    except MalformedExpressionError:
        return tokens, tree


def _distinct(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Return each remark once; of very many the first, and that there are more."""
    distinct = list({(remark.type, *remark.properties.items()): remark for remark in remarks}.values())
    if len(distinct) <= MOST_REMARKS:
        return tuple(distinct)
    return (*distinct[:MOST_REMARKS], Remark("more_remarks", {"number": str(len(distinct) - MOST_REMARKS)}))


def _how(terms: tuple[Term, ...], canonical: str, tokens: list[Token]) -> ReadAs:
    if any(term.kind is TermKind.UNKNOWN or unknown_addition(term) for term in terms):
        return ReadAs.UNKNOWN
    if any(term.mapped_from for term in terms):
        return ReadAs.MAPPED
    return ReadAs.EXACT if canonical == _joined([token.text for token in tokens]) else ReadAs.NORMALISED


def _canonical(tokens: list[Token], terms: tuple[Term, ...]) -> str:
    """Return the expression with its own parentheses, operators in capitals, licences as the lists spell them."""
    parts: list[str] = []
    left = iter(terms)
    inside = False
    for token in tokens:
        names_licence = token.mark is None or token.mark is Mark.WITH
        if names_licence and not inside:
            parts.append(str(next(left)))
        elif token.mark is not None and not names_licence:
            parts.append(token.mark.value)
        inside = names_licence
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    return " ".join(parts).replace("( ", "(").replace(" )", ")")


def successor_of(term: Term, reader: ExpressionReader) -> Reading | None:
    """Return what the list recommends instead of an outdated identifier; None where it is none or nothing is known."""
    return reader.read(term.recommended) if term.recommended else None
