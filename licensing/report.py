"""A judgement as JSON values, in the words of the interface."""

from collections.abc import Sequence
from typing import Any

from licensing.catalogue.obligations import Obligation
from licensing.compatibility.answer import CompatibilityAnswer
from licensing.expression.term import Term
from licensing.expression.wording import READ_AS, remark_sentence
from licensing.judgement import JudgedExpression, Judgement, LicenceCounts, LicenceFinding


def judgement_values(judgement: Judgement) -> dict[str, Any]:
    """Return ``licences``, ``expressions``, ``compatibility``, ``findings``, ``list_versions`` and ``question``."""
    return {
        "licences": {name: getattr(judgement.counts, name) for name in LicenceCounts.__slots__},
        "expressions": [_expression(one) for one in judgement.expressions],
        "compatibility": _compatibility(judgement),
        "findings": [_finding(one) for one in judgement.findings],
        "list_versions": dict(judgement.versions),
        "question": {
            "outbound": judgement.question.outbound,
            "use": judgement.question.use.value,
            "scenario": judgement.question.scenario.value,
        },
    }


def _expression(judged: JudgedExpression) -> dict[str, Any]:
    reading = judged.reading
    return {
        "expression": reading.text,
        "read_as": reading.read_as.value,
        "read_as_text": READ_AS[reading.read_as],
        "canonical": reading.canonical,
        "components": judged.stated.components,
        "licences": [_term(term) for term in reading.licences],
        "chosen": [str(term) for term in judged.chosen],
        "osi": judged.facts.osi.value,
        "fsf_free": judged.facts.fsf.value,
        "strength": judged.facts.strength.value,
        "obligations": _duties(judged.obligations),
        "branches": [
            {"licences": [str(term) for term in one.licences], "obligations": _duties(one.obligations)}
            for one in judged.branches
        ],
        "rulings": {
            role.value: {"ruling": given.ruling.value, "rule": given.rule, "reason": given.reason}
            for role, given in judged.rulings.items()
        },
        "remarks": [{"type": remark.type, "text": remark_sentence(remark)} for remark in reading.remarks],
    }


def _duties(obligations: Sequence[Obligation]) -> list[dict[str, Any]]:
    return [{"id": duty.id, "text": duty.text, "source": str(duty.source)} for duty in obligations]


def _term(term: Term) -> dict[str, Any]:
    return {
        "id": term.id,
        "kind": term.kind.value,
        "or_later": term.or_later,
        "deprecated": term.deprecated,
        "recommended": term.recommended,
        "mapped_from": term.mapped_from,
        "exception": None if term.addition is None else {"id": term.addition.id, "state": term.addition.kind.value},
    }


def _compatibility(judgement: Judgement) -> list[dict[str, Any]]:
    """Return an entry for each expression that was asked about, with the cell that decided."""
    return [
        {
            "expression": one.reading.text,
            "components": one.stated.components - one.stated.core,
            "use": judgement.question.use.value,
            **_answer(one.compatibility),
        }
        for one in judgement.expressions
        if one.compatibility is not None
    ]


def _answer(answer: CompatibilityAnswer) -> dict[str, Any]:
    cell = answer.cell
    return {
        "outbound": answer.outbound,
        "inbound": answer.inbound,
        "answer": answer.answer.value,
        "reason": answer.reason,
        "source": None if cell is None else cell.source.citation,
        "source_status": None if cell is None else cell.source.status.value,
        "valid_from": None if cell is None else cell.valid_from.isoformat(),
    }


def _finding(finding: LicenceFinding) -> dict[str, Any]:
    return {
        "type": finding.type,
        "severity": finding.severity.value,
        "component": finding.component,
        "expression": finding.expression,
        "text": finding.text,
    }
