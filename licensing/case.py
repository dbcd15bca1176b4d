"""One question of one judgement: what is asked stays the same, so each licence is looked at once."""

from itertools import islice

from licensing.catalogue.facts import STRICTNESS
from licensing.catalogue.obligations import Obligation, arising
from licensing.compatibility.answer import Compatibility, CompatibilityAnswer
from licensing.compatibility.cells import Compatible
from licensing.expression.exceptions import family
from licensing.expression.read import ExpressionReader
from licensing.expression.reading import Reading
from licensing.expression.term import Term
from licensing.expression.tree import Join
from licensing.expression.weigh import Weighing
from licensing.judgement import Branch, JudgedExpression, Question, Stated
from licensing.policy.rules_file import Role
from licensing.policy.ruling import RANKS, HouseRules, RulingGiven, stricter

_MOST_CHOSEN = 1_000
_MOST_BRANCHES, _MOST_IN_BRANCHES = 20, 60
_ANSWERS = {answer: place for place, answer in enumerate(Compatible)}

_Rank = tuple[int, int, int]
_Ranked = tuple[_Rank, tuple[Term, ...]]


class Case:
    """Judges single expressions for one question.

    Args:
        question: What is asked.
        outbound: Licence of the product as it was read; None where it is not known.
        weighing: Facts of licences.
        compatibility: Answers about two licences.
        rules: Rules of the house.
        obligations: Duties of licences.
    """

    def __init__(
        self,
        question: Question,
        outbound: Reading | None,
        *,
        weighing: Weighing,
        compatibility: Compatibility,
        rules: HouseRules,
        obligations: tuple[Obligation, ...],
    ) -> None:
        self._question = question
        self._outbound = outbound
        self._weighing = weighing
        self._compatibility = compatibility
        self._rules = rules
        self._all_duties = obligations
        self._ranks: dict[Term, _Ranked] = {}
        self._duties: dict[Term, tuple[Obligation, ...]] = {}

    def judged(self, reading: Reading, stated: Stated) -> JudgedExpression:
        """Return everything that is known of an expression.

        Args:
            reading: The expression.
            stated: Who states it.
        """
        answer, is_part = None, stated.components > stated.core
        if self._outbound is not None and is_part:
            answer = self._compatibility.ask(self._outbound, reading, self._question.use)
        rulings = {Role.CORE: self._rules.on(reading, Role.CORE, self._question.scenario)} if stated.core else {}
        if is_part:
            rulings[Role.COMPONENT] = self._ruling(reading, answer)
        chosen = self._chosen(reading)
        facts = self._weighing.facts_of(reading)
        duties, branches = self._obligations(chosen), self._branches(reading)
        return JudgedExpression(reading, facts, stated, chosen, duties, answer, rulings, branches)

    def _chosen(self, reading: Reading) -> tuple[Term, ...]:
        """Return the licences that remain when of each ``OR`` the better branch is taken.

        Better is what goes with the product's licence, then what the house allows, then the weaker copyleft. Of an
        expression with more than 1,000 licences nothing is chosen: all count.
        """
        if len(reading.terms) > _MOST_CHOSEN:
            return tuple(reading.licences)
        ranked = reading.fold(self._ranked, _both, _better)
        return tuple(dict.fromkeys(ranked[1])) if ranked else ()

    def _branches(self, reading: Reading) -> tuple[Branch, ...]:
        """Return every way to choose; an expression with so many licences that nobody would read them has none."""
        if reading.tree is None or Join.OR not in reading.tree.steps or len(reading.terms) > _MOST_IN_BRANCHES:
            return ()
        ways = reading.fold(lambda term: ((term,),), _each_with_each, _one_or_other) or ()
        return tuple(Branch(way, self._obligations(way)) for way in ways)

    def _ruling(self, reading: Reading, answer: CompatibilityAnswer | None) -> RulingGiven:
        given = self._rules.on(reading, Role.COMPONENT, self._question.scenario)
        if answer is None or answer.answer is not Compatible.NO:
            return given
        return stricter(
            given, RulingGiven(self._rules.policy.otherwise.incompatible, "incompatible", licence=answer.inbound)
        )

    def _obligations(self, chosen: tuple[Term, ...]) -> tuple[Obligation, ...]:
        """Return the duties of licences, each once."""
        if len(chosen) == 1:
            return self._duties_of(chosen[0])
        return tuple({duty.id: duty for term in chosen for duty in self._duties_of(term)}.values())

    def _duties_of(self, term: Term) -> tuple[Obligation, ...]:
        duties = self._duties.get(term)
        if duties is None:
            strength = self._weighing.facts_of_term(term).strength
            duties = self._duties[term] = arising(self._all_duties, family(term.id), strength, self._question.scenario)
        return duties

    def _ranked(self, term: Term) -> _Ranked:
        ranked = self._ranks.get(term)
        if ranked is None:
            answer = Compatible.UNCLEAR
            if self._outbound is not None:
                answer = self._compatibility.ask(
                    self._outbound, ExpressionReader.alone(term), self._question.use
                ).answer
            ruling = self._rules.on_term(term, Role.COMPONENT, self._question.scenario).ruling
            strength = self._weighing.facts_of_term(term).strength
            ranked = self._ranks[term] = ((_ANSWERS[answer], RANKS[ruling], STRICTNESS[strength]), (term,))
        return ranked


_Ways = tuple[tuple[Term, ...], ...]


def _each_with_each(some: _Ways, others: _Ways) -> _Ways:
    pairs = (tuple(dict.fromkeys(one + other)) for one in some for other in others)
    return tuple(islice(dict.fromkeys(pairs), _MOST_BRANCHES))


def _one_or_other(some: _Ways, others: _Ways) -> _Ways:
    return tuple(dict.fromkeys(some + others))[:_MOST_BRANCHES]


def _both(one: _Ranked, other: _Ranked) -> _Ranked:
    return max(one[0], other[0]), one[1] + other[1]


def _better(one: _Ranked, other: _Ranked) -> _Ranked:
    return one if one[0] <= other[0] else other
