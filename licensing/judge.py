"""The one entry of the room for licences: expressions of components in, a judgement with its sources out."""

from collections import Counter
from collections.abc import Iterable

from core.json_text import collector_paused
from licensing.case import Case
from licensing.compatibility.answer import Compatibility
from licensing.expression.read import ExpressionReader
from licensing.expression.reading import Reading
from licensing.expression.weigh import Weighing
from licensing.findings import expression_findings, reading_findings
from licensing.judgement import Judgement, LicenceFinding, Question, counts_of
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
        self._readings: dict[str | None, Reading] = {}

    def judge(self, expressions: Iterable[str | None], question: Question) -> Judgement:
        """Return what is to be said about the licences of components.

        Args:
            expressions: For each component its licence as it stands in the document; None where there is none.
            question: Licence of the product, use, scenario, and which components are the product itself.
        """
        with collector_paused():
            return self._judged(expressions, question)

    def _judged(self, expressions: Iterable[str | None], question: Question) -> Judgement:
        places: dict[str | None, int] = {}
        of_component = tuple([places.setdefault(text, len(places)) for text in expressions])
        carriers = Counter(of_component)
        core = Counter(of_component[place] for place in question.core if 0 <= place < len(of_component))
        outbound = None if question.outbound is None else self.read(question.outbound)
        case = self.case(question)
        judged = [case.judged(self.read(text), carriers[place], core[place]) for text, place in places.items()]
        findings: list[LicenceFinding] = [*reading_findings(outbound, None)] if outbound else []
        for place, expression in enumerate(judged):
            findings += expression_findings(expression, place, question)
        counts = counts_of([(expression.facts, expression.components) for expression in judged])
        versions = {**self.knowledge.versions, "policy": self.policy.version}
        return Judgement(outbound, question, tuple(judged), of_component, counts, tuple(findings), versions)

    def case(self, question: Question) -> Case:
        """Return what judges single expressions for one question."""
        return Case(
            question,
            None if question.outbound is None else self.read(question.outbound),
            weighing=self._weighing,
            compatibility=self._compatibility,
            rules=self._rules,
            obligations=self.knowledge.obligations,
        )

    def read(self, text: str | None) -> Reading:
        """Return how an expression reads; the same text is read once."""
        reading = self._readings.get(text)
        if reading is None:
            if len(self._readings) >= _MOST_REMEMBERED:
                self._readings.clear()
            reading = self._readings[text] = self._reader.read(text)
        return reading
