"""The open-source policy: share, target, exemption, and whether anything else but the price is scored."""

from collections.abc import Iterator

from core.errors import pointer
from core.german import german_number
from core.numbers import decimal_string
from scoring.checks.policy import open_source_faults, open_source_groups, open_source_share
from scoring.matrix_check.document import Finding, OpenSource
from scoring.matrix_check.findings import finding
from scoring.matrix_check.subject import Subject
from scoring.matrix_check.wording import OPEN_SOURCE
from scoring.methods import METHODS
from scoring.model import OPEN_SOURCE_ROLE, Matrix

_PLACE = pointer("matrix", "criteria")


def open_source(subject: Subject) -> OpenSource:
    """Return how far the matrix meets the policy.

    Legal source:
        Dated parameter ``open_source_share``
    """
    head, matrix, policy = subject.evaluation.procedure, subject.matrix, subject.rules.open_source_share
    share = open_source_share(matrix)
    exemption = head.open_source_exemption.reason if head.open_source_exemption else None
    fulfilled = not open_source_faults(matrix, subject.rules)
    state = "fulfilled" if fulfilled else "exemption" if exemption else "published" if head.published else "missed"
    return {
        "share_percent": decimal_string(share, 9),
        "policy_percent": decimal_string(policy.number, 9),
        "groups": [group.id for group in open_source_groups(matrix)],
        "fulfilled": fulfilled,
        "exemption": exemption,
        "published": head.published,
        "only_non_price_criterion": _only(matrix),
        "text": OPEN_SOURCE[state].format(share=german_number(share), policy=german_number(policy.number)),
        "legal_source": str(policy.source),
    }


def open_source_findings(subject: Subject) -> Iterator[Finding]:
    """Yield what is to be said about the policy short of a violation, which ``checks.policy`` finds."""
    head, matrix, policy = subject.evaluation.procedure, subject.matrix, subject.rules.open_source_share
    share = open_source_share(matrix)
    values = {"share": german_number(share), "policy": german_number(policy.number)}
    if head.open_source_exemption is not None:
        reason, place = head.open_source_exemption.reason, pointer("procedure", "open_source_exemption")
        yield finding("open_source_exemption", place, policy.source, reason=reason)
    elif head.published and (faults := open_source_faults(matrix, subject.rules)):
        yield finding(faults[0].type, _PLACE, None, **values)
    if share > policy.number:
        yield finding("open_source_high", _PLACE, policy.source, **values)
    if _only(matrix):
        yield finding("open_source_only", _PLACE)


def _only(matrix: Matrix) -> bool:
    """Tell whether open source is the only main group that carries weight."""
    weighty = [group for group in matrix.main_groups if group.weight_percent]
    counts = METHODS[matrix.method.name].uses_quality
    return counts and bool(weighty) and all(group.role == OPEN_SOURCE_ROLE for group in weighty)
