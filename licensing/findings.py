"""Which remarks, answers and rulings become findings, how severe, and in which words."""

from collections.abc import Iterator, Mapping

from licensing.compatibility.cells import Compatible, Use
from licensing.expression.reading import ReadAs, Reading
from licensing.expression.wording import remark_sentence, shortened
from licensing.judgement import FindingSeverity, JudgedExpression, LicenceFinding, Question
from licensing.policy.rules_file import Ruling

_SEVERITIES: Mapping[str, FindingSeverity] = {
    "identifier_case": FindingSeverity.NOTICE,
    "operator_case": FindingSeverity.NOTICE,
    "deprecated": FindingSeverity.NOTICE,
    "more_remarks": FindingSeverity.NOTICE,
    "declared_proprietary": FindingSeverity.NOTICE,
    "exception_unchecked": FindingSeverity.NOTICE,
    "licence_missing": FindingSeverity.ERROR,
    "operator_missing": FindingSeverity.ERROR,
    "parenthesis_open": FindingSeverity.ERROR,
    "parenthesis_closed": FindingSeverity.ERROR,
    "too_deep": FindingSeverity.ERROR,
    "too_long": FindingSeverity.ERROR,
}
"""Severity of a remark; those not named are a question to the bidder."""

USES: Mapping[Use, str] = {
    Use.SEPARATE: "eigenständig neben dem Produkt",
    Use.LINK: "als Bibliothek verbunden",
    Use.MERGE: "in den Code übernommen",
    Use.MODIFY: "verändert und unter die Lizenz des Produkts gestellt",
}


def reading_findings(reading: Reading, place: int | None) -> Iterator[LicenceFinding]:
    """Yield a finding for each remark; a text that could not be read is an error whatever was remarked."""
    for remark in reading.remarks:
        severity = _SEVERITIES.get(remark.type, FindingSeverity.QUESTION)
        if reading.read_as is ReadAs.MALFORMED:
            severity = FindingSeverity.ERROR
        kind = "expression_malformed" if reading.read_as is ReadAs.MALFORMED else remark.type
        sentence = remark_sentence(remark)
        if reading.read_as is ReadAs.MALFORMED:
            sentence = f"„{shortened(reading.text)}“ ist kein lesbarer Lizenzausdruck. {sentence}"
        yield LicenceFinding(kind, severity, place, sentence)


def expression_findings(judged: JudgedExpression, place: int, question: Question) -> Iterator[LicenceFinding]:
    """Yield the findings of one expression: how it reads, whether it goes with the product, what the house says."""
    yield from reading_findings(judged.reading, place)
    answer = judged.compatibility
    if answer is not None and judged.reading.terms and answer.answer is not Compatible.YES:
        no = answer.answer is Compatible.NO
        pair = f"„{shortened(answer.inbound)}“ in einem Produkt unter „{shortened(answer.outbound)}“"
        text = f"{pair}, {USES[question.use]}: {'nicht vereinbar' if no else 'nicht geklärt'}. {answer.reason}"
        kind = "incompatible" if no else "compatibility_unclear"
        yield LicenceFinding(kind, FindingSeverity.QUESTION if no else FindingSeverity.NOTICE, place, text)
    for role, given in judged.rulings.items():
        if given.ruling is not Ruling.ALLOW and given.reason:
            severity = FindingSeverity.ERROR if given.ruling is Ruling.DENY else FindingSeverity.QUESTION
            text = f"Regel „{given.rule}“ zu „{shortened(given.licence)}“: {given.reason}"
            yield LicenceFinding(f"policy_{given.ruling.value}_{role.value}", severity, place, text)
