"""What is to be said about a single licence of an expression."""

from licensing.expression.reading import Remark
from licensing.expression.term import Addition, AdditionKind, Term, TermKind
from licensing.expression.tree import Operand

_ADDITIONS = {
    AdditionKind.DOES_NOT_FIT: "exception_does_not_fit",
    AdditionKind.UNCHECKED: "exception_unchecked",
    AdditionKind.REFERENCE: "addition_reference",
    AdditionKind.UNKNOWN: "exception_unknown",
}
_TERMS = {
    TermKind.REFERENCE: "reference",
    TermKind.UNKNOWN: "licence_unknown",
    TermKind.NOTHING: "nothing_inside",
    TermKind.DECLARED_PROPRIETARY: "declared_proprietary",
}


def remarks_on(term: Term, operand: Operand) -> tuple[Remark, ...]:
    """Return what is to be said about one licence, in a fixed order."""
    written = " ".join(operand.words)
    remarks: list[Remark] = []
    if term.mapped_from and term.kind is not TermKind.DECLARED_PROPRIETARY:
        remarks.append(Remark("mapped", {"written": written, "id": str(term)}))
    elif not term.mapped_from:
        remarks += case_remark(written.removesuffix("+") if term.or_later else written, term.id)
    if term.deprecated:
        kind = "deprecated" if term.recommended else "deprecated_alone"
        remarks.append(Remark(kind, {"id": term.id, "recommended": term.recommended}))
    if term.or_later and term.id.endswith(("-only", "-or-later")):
        remarks.append(Remark("plus_beside_version", {"id": term.id}))
    if term.kind in _TERMS:
        remarks.append(Remark(_TERMS[term.kind], {"id": term.id}))
    if term.addition is not None:
        remarks += _on_addition(term.addition, term, " ".join(operand.addition))
    return tuple(remarks)


def _on_addition(addition: Addition, term: Term, written: str) -> list[Remark]:
    remarks = list(case_remark(written, addition.id))
    if addition.kind in _ADDITIONS:
        remarks.append(Remark(_ADDITIONS[addition.kind], {"exception": addition.id, "id": term.id}))
    return remarks


def case_remark(written: str, listed: str) -> tuple[Remark, ...]:
    """Return the remark that an identifier is spelled in another case than the list does; none where it is not."""
    return () if written == listed else (Remark("identifier_case", {"written": written, "id": listed}),)


def unknown_addition(term: Term) -> bool:
    """Tell whether something stands after ``WITH`` that no list knows."""
    return term.addition is not None and term.addition.kind is AdditionKind.UNKNOWN
