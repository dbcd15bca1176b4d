"""Matrix probe: stress-tests a Bewertungsmatrix before publication, with or without (fictitious) bids.

One module a question; ``docs/rules/probe.md`` tells officers and review bodies what is computed and how.
"""

from scoring.house_rules import HouseRules
from scoring.matrix_check.document import FORMAT, Finding, MethodChoice, Probe
from scoring.matrix_check.euro import euro_per_point
from scoring.matrix_check.findings import by_severity
from scoring.matrix_check.flip import flip, flip_findings
from scoring.matrix_check.influence import influence, influence_findings
from scoring.matrix_check.legal import method_findings, text_findings, violations
from scoring.matrix_check.open_source import open_source, open_source_findings
from scoring.matrix_check.price_quality import price_quality, price_share_findings
from scoring.matrix_check.product_names import ProductNames, product_findings
from scoring.matrix_check.subject import Subject, subject_of
from scoring.matrix_check.weight_sums import weight_sums
from scoring.methods import METHODS
from scoring.model import Evaluation
from scoring.result import digest_of


def probe(evaluation: Evaluation, rules: HouseRules, names: ProductNames | None = None) -> Probe:
    """Return the report on a matrix.

    Args:
        evaluation: A structurally valid evaluation (``intake.parse_evaluation``); bids are optional, what rules forbid
            becomes a finding.
        rules: Dated numbers valid on the day of the probe.
        names: Dated word lists of product names; without them the report says that texts were not compared.

    Raises:
        InputError: The method has no value for the given bids (median of the points is 0).
    """
    subject = subject_of(evaluation, rules)
    head = evaluation.procedure
    flips = flip(subject)
    document: Probe = {
        "format": FORMAT,
        "reference": head.reference,
        "published": head.published,
        "method": subject.matrix.method.name,
        "method_choice": _choice(),
        "bids": {"given": len(evaluation.bids), "valid": len(subject.outcome.bids)},
        "weight_sums": weight_sums(subject.matrix),
        "open_source": open_source(subject),
        "price_quality": price_quality(subject),
        "flip": flips,
        "influence": influence(subject),
        "euro_per_point": euro_per_point(subject),
        "findings": by_severity([*_findings(subject, names), *flip_findings(flips)]),
        "digest": "",
    }
    if head.lot is not None:
        document["lot"] = head.lot
    if evaluation.draft:
        document["preliminary"] = True
    document["digest"] = digest_of(document)
    return document


def _choice() -> MethodChoice:
    return {
        "offered_first": [name for name, method in METHODS.items() if method.offered_first],
        "others": [name for name, method in METHODS.items() if not method.offered_first],
    }


def _findings(subject: Subject, names: ProductNames | None) -> list[Finding]:
    return [
        *violations(subject),
        *open_source_findings(subject),
        *price_share_findings(subject),
        *method_findings(subject),
        *influence_findings(subject),
        *text_findings(subject.matrix),
        *product_findings(subject.matrix, names),
    ]


__all__ = ["FORMAT", "Probe", "ProductNames", "probe"]
