"""Legal notes on a matrix: what the law wants written down, and what the chosen method demands."""

from collections.abc import Iterator

from core.errors import Fault, pointer
from scoring.checks.policy import policy_faults
from scoring.checks.tree import criterion_pointer
from scoring.matrix_check.document import Finding
from scoring.matrix_check.findings import finding
from scoring.matrix_check.subject import Subject
from scoring.methods import METHODS, PreisMethod
from scoring.model import Criterion, CriterionKind, Matrix
from scoring.wording import fault_sentence


def violations(subject: Subject) -> Iterator[Finding]:
    """Yield what a rule forbids in the matrix: open-source policy, Schwankungsbereich too wide."""
    for fault in policy_faults(subject.evaluation, subject.rules):
        yield _violation(fault)


def _violation(fault: Fault) -> Finding:
    return {
        "type": fault.type,
        "severity": "verstoss",
        "place": fault.pointer,
        "text": fault_sentence(fault),
        "legal_source": fault.legal_source,
    }


def method_findings(subject: Subject) -> Iterator[Finding]:
    """Yield what officers must know of the method, a missing rounding rule, and that a published matrix is frozen.

    Legal source:
        VK Bund, VK 1-4/15; § 127 Abs. 5 GWB
    """
    method = METHODS[subject.matrix.method.name]
    if subject.evaluation.procedure.published:
        yield finding("published", pointer("procedure", "published"))
    if method.remark:
        place = pointer("matrix", "method", "name")
        yield finding("method_remark", place, method.source, title=method.title, remark=method.remark)
    if isinstance(subject.matrix.method, PreisMethod) and subject.matrix.method.rounding is None:
        yield finding("rounding_missing", pointer("matrix", "method", "rounding"))


def text_findings(matrix: Matrix) -> Iterator[Finding]:
    """Yield missing texts of every criterion without children: subject link, evidence, degrees.

    Legal source:
        § 127 Abs. 3 and 4 GWB; BGH, 04.04.2017, X ZB 3/17
    """
    for path, node in matrix.walk():
        if not node.children:
            yield from _missing(node, criterion_pointer(path))


def _missing(node: Criterion, place: str) -> Iterator[Finding]:
    scored = node.kind is CriterionKind.B_KRITERIUM
    if scored and not _written(node.subject_link):
        yield finding("subject_link_missing", place, id=node.id)
    if node.kind is not CriterionKind.INFORMATION and not _written(node.evidence):
        yield finding("evidence_missing", place, id=node.id)
    if scored and not node.degrees:
        yield finding("degrees_missing", place, id=node.id)


def _written(text: str | None) -> bool:
    return bool(text and text.strip())
