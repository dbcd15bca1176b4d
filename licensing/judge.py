"""The one entry of the room for licences: expressions of components in, a judgement with its sources out."""

from collections import Counter
from collections.abc import Iterable

from core.json_text import collector_paused
from licensing.case import Case
from licensing.compatibility.answer import Compatibility
from licensing.expression.read import ExpressionReader
from licensing.expression.reading import Reading
from licensing.expression.several import together
from licensing.expression.weigh import Weighing
from licensing.findings import expression_findings, reading_findings
from licensing.judgement import Judgement, LicenceFinding, Question, Stated, counts_of
from licensing.knowledge import Knowledge
from licensing.policy.rules_file import HousePolicy
from licensing.policy.ruling import HouseRules

_MOST_REMEMBERED = 50_000


class LicenceJudge:
    """Judges licences by one version of the lists and rules, and remembers each expression that it has read.

    Args:
        knowledge: Lists and dated files.
        policy: Rules of the house.
    """

    def __init__(self, knowledge: Knowledge, policy: HousePolicy) -> None:
        self.knowledge = knowledge
        self.policy = policy
        self._reader = ExpressionReader(knowledge.names)
        self._weighing = Weighing(self._reader)
        self._compatibility = Compatibility(knowledge.table, self._reader)
        self._rules = HouseRules(policy, self._weighing)
        self._readings: dict[tuple[str, ...], Reading] = {}

    def judge(self, stated: Iterable[Stated], question: Question) -> Judgement:
        """Return what is to be said about the licences of components.

        Args:
            stated: What components state; the same statement may come again and is counted together.
            question: Licence of the product, use and scenario.
        """
        with collector_paused():
            return self._judged(stated, question)

    def judge_expressions(self, expressions: Iterable[str | None], question: Question) -> Judgement:
        """Return the judgement on components that state one expression each, or None; see ``judge``."""
        counted = Counter(expressions)
        stated = (Stated(() if text is None else (text,), number) for text, number in counted.items())
        return self.judge(stated, question)

    def _judged(self, stated: Iterable[Stated], question: Question) -> Judgement:
        outbound = None if question.outbound is None else self.read((question.outbound,))
        case = self._case(question, outbound)
        judged = [case.judged(self.read(one.licences), one) for one in _together(stated)]
        findings: list[LicenceFinding] = [*reading_findings(outbound, None, "")] if outbound else []
        for place, expression in enumerate(judged):
            findings += expression_findings(expression, place, question)
        counts = counts_of([(expression.facts, expression.stated.components) for expression in judged])
        versions = {**self.knowledge.versions, "policy": self.policy.version}
        return Judgement(outbound, question, tuple(judged), counts, tuple(findings), versions)

    def _case(self, question: Question, outbound: Reading | None) -> Case:
        return Case(
            question,
            outbound,
            weighing=self._weighing,
            compatibility=self._compatibility,
            rules=self._rules,
            obligations=self.knowledge.obligations,
        )

    def read(self, licences: tuple[str, ...]) -> Reading:
        """Return how licences that all apply together read; the same are read once."""
        reading = self._readings.get(licences)
        if reading is None:
            if len(self._readings) >= _MOST_REMEMBERED:
                self._readings.clear()
            reading = self._readings[licences] = together([self._reader.read(text) for text in licences])
        return reading


def _together(stated: Iterable[Stated]) -> Iterable[Stated]:
    """Return each statement once, with the components of all who make it."""
    found: dict[tuple[str, ...], Stated] = {}
    for one in stated:
        held = found.get(one.licences)
        if held is not None:
            both = (held.components + one.components, held.core + one.core)
            one = Stated(one.licences, *both, held.component)  # noqa: PLW2901 - one statement out of two
        found[one.licences] = one
    return found.values()
