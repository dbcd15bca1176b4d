"""What the rules of the house say of an expression."""

from collections.abc import Sequence
from dataclasses import dataclass

from licensing.catalogue.facts import Facts
from licensing.catalogue.obligations import Scenario
from licensing.expression.reading import Reading
from licensing.expression.term import Term
from licensing.expression.weigh import Weighing
from licensing.policy.rules_file import Condition, HousePolicy, Role, Rule, Ruling

_MOST_REMEMBERED = 50_000
RANKS = {ruling: place for place, ruling in enumerate(Ruling)}


@dataclass(frozen=True, slots=True)
class RulingGiven:
    """What the house says, and by which rule.

    Args:
        ruling: Allow, review or deny.
        rule: Identifier of the rule; ``otherwise`` where no rule spoke, ``unreadable`` or ``incompatible``.
        reason: German reason of the rule; empty where no rule spoke.
        licence: Licence that decided.
    """

    ruling: Ruling
    rule: str
    reason: str = ""
    licence: str = ""


class HouseRules:
    """Applies a policy to expressions and remembers what it says of each licence.

    Args:
        policy: Rules of the house.
        weighing: Facts of licences.
    """

    def __init__(self, policy: HousePolicy, weighing: Weighing) -> None:
        self.policy = policy
        self._weighing = weighing
        self._given: dict[tuple[Term, Role, Scenario], RulingGiven] = {}
        self._rules = {
            (role, scenario): [rule for rule in policy.rules if role in rule.roles and scenario in rule.scenarios]
            for role in Role
            for scenario in Scenario
        }

    def on(self, reading: Reading, role: Role, scenario: Scenario) -> RulingGiven:
        """Return what the house says: of each ``OR`` the better branch, of each ``AND`` the stricter part."""
        given = reading.fold(lambda term: self.on_term(term, role, scenario), stricter, milder)
        return given or RulingGiven(self.policy.otherwise.unreadable, "unreadable")

    def on_term(self, term: Term, role: Role, scenario: Scenario) -> RulingGiven:
        """Return what the house says of one licence: the first rule that fits."""
        key = (term, role, scenario)
        given = self._given.get(key)
        if given is None:
            if len(self._given) >= _MOST_REMEMBERED:
                self._given.clear()
            given = self._given[key] = self._first(term, self._rules[role, scenario], role)
        return given

    def _first(self, term: Term, rules: Sequence[Rule], role: Role) -> RulingGiven:
        facts = self._weighing.facts_of_term(term)
        for rule in rules:
            if _holds(rule.when, term, facts):
                return RulingGiven(rule.ruling, rule.id, rule.reason, str(term))
        otherwise = self.policy.otherwise.core if role is Role.CORE else self.policy.otherwise.component
        return RulingGiven(otherwise, "otherwise", licence=str(term))


def stricter(one: RulingGiven, other: RulingGiven) -> RulingGiven:
    """Return the stricter of two rulings, the first where they are equal."""
    return max(one, other, key=lambda given: RANKS[given.ruling])


def milder(one: RulingGiven, other: RulingGiven) -> RulingGiven:
    """Return the milder of two rulings, the first where they are equal."""
    return min(one, other, key=lambda given: RANKS[given.ruling])


def _holds(condition: Condition, term: Term, facts: Facts) -> bool:
    return (
        (not condition.licences or term.id in condition.licences)
        and (not condition.strengths or facts.strength in condition.strengths)
        and condition.osi in {None, facts.osi}
        and condition.fsf in {None, facts.fsf}
    )
