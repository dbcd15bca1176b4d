"""Which remarks, answers and rulings become findings, how severe, and in which words."""

from collections.abc import Iterator, Mapping

from licensing.compatibility.answer import CompatibilityAnswer
from licensing.compatibility.cells import Compatible, Use
from licensing.expression.reading import ReadAs, Reading
from licensing.expression.wording import remark_sentence, shortened
from licensing.judgement import FindingSeverity, JudgedExpression, LicenceFinding, Question
from licensing.policy.rules_file import Ruling

_SEVERITIES: Mapping[str, FindingSeverity] = {
    "identifier_case": FindingSeverity.NOTE,
    "operator_case": FindingSeverity.NOTE,
    "deprecated": FindingSeverity.NOTE,
    "deprecated_alone": FindingSeverity.NOTE,
    "more_remarks": FindingSeverity.NOTE,
    "declared_proprietary": FindingSeverity.NOTE,
    "mapped": FindingSeverity.NOTE,
    "no_statement": FindingSeverity.NOTE,
    "exception_unchecked": FindingSeverity.NOTE,
    "licence_missing": FindingSeverity.ERROR,
    "operator_missing": FindingSeverity.ERROR,
    "parenthesis_open": FindingSeverity.ERROR,
    "parenthesis_closed": FindingSeverity.ERROR,
    "too_deep": FindingSeverity.ERROR,
    "too_long": FindingSeverity.ERROR,
}
"""Severity of a remark; those not named are a warning."""

USES: Mapping[Use, str] = {
    Use.SEPARATE: "eigenständig neben dem Produkt",
    Use.LINK: "als Bibliothek verbunden",
    Use.MERGE: "in den Code übernommen",
    Use.MODIFY: "verändert und unter die Lizenz des Produkts gestellt",
}


def reading_findings(reading: Reading, place: int | None, component: str) -> Iterator[LicenceFinding]:
    """Yield a finding for each remark; a text that could not be read is an error whatever was remarked."""
    for remark in reading.remarks:
        severity = _SEVERITIES.get(remark.type, FindingSeverity.WARNING)
        if reading.read_as is ReadAs.MALFORMED:
            severity = FindingSeverity.ERROR
        kind = "expression_malformed" if reading.read_as is ReadAs.MALFORMED else remark.type
        sentence = remark_sentence(remark)
        if reading.read_as is ReadAs.MALFORMED:
            sentence = f"„{shortened(reading.text)}“ ist kein lesbarer Lizenzausdruck. {sentence}"
        yield LicenceFinding(kind, severity, place, component, sentence)


def expression_findings(judged: JudgedExpression, place: int, question: Question) -> Iterator[LicenceFinding]:
    """Yield the findings of one expression: how it reads, whether it goes with the product, what the house says."""
    component = judged.stated.component
    yield from reading_findings(judged.reading, place, component)
    if judged.compatibility is not None:
        yield from _compatibility(judged.compatibility, place, component, question)
    for role, given in judged.rulings.items():
        if given.ruling is not Ruling.ALLOW and given.reason:
            severity = FindingSeverity.ERROR if given.ruling is Ruling.DENY else FindingSeverity.WARNING
            text = f"Regel „{given.rule}“ zu „{shortened(given.licence)}“: {given.reason}"
            yield LicenceFinding(f"policy_{given.ruling.value}_{role.value}", severity, place, component, text)


def _compatibility(
    answer: CompatibilityAnswer, place: int, component: str, question: Question
) -> Iterator[LicenceFinding]:
    """Yield a finding where the table says no, or says why it is unclear; that it is silent stands in the answers."""
    no = answer.answer is Compatible.NO
    if answer.answer is Compatible.YES or answer.cell is None:
        return
    pair = f"„{shortened(answer.inbound)}“ in einem Produkt unter „{shortened(answer.outbound)}“"
    text = f"{pair}, {USES[question.use]}: {'nicht vereinbar' if no else 'nicht geklärt'}. {answer.reason}"
    kind = "incompatible" if no else "compatibility_unclear"
    yield LicenceFinding(kind, FindingSeverity.WARNING if no else FindingSeverity.NOTE, place, component, text)
