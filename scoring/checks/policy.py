"""What house and law forbid in a matrix: too small a share for open source, too wide a Schwankungsbereich."""

from collections.abc import Iterator
from decimal import Decimal

from core.errors import Fault, Severity, pointer
from core.numbers import decimal_string
from scoring.house_rules import HouseRules
from scoring.methods import METHODS, RichtwertErweitert
from scoring.model import OPEN_SOURCE_ROLE, Criterion, Evaluation, Matrix


def policy_faults(evaluation: Evaluation, rules: HouseRules) -> list[Fault]:
    """Return what the policy forbids; a reasoned exemption turns it into a warning elsewhere.

    So does a published matrix, which nobody may change any more. Only an award on the price alone still needs the
    exemption: its reason can be written at any time.
    """
    head = evaluation.procedure
    faults = list(_band_faults(evaluation.matrix, rules))
    frozen = head.published and METHODS[evaluation.matrix.method.name].uses_quality
    if head.open_source_exemption is None and not frozen:
        faults += open_source_faults(evaluation.matrix, rules)
    return faults


def _band_faults(matrix: Matrix, rules: HouseRules) -> Iterator[Fault]:
    maximum = rules.band_percent_maximum
    method = matrix.method
    if isinstance(method, RichtwertErweitert) and method.band_percent > maximum.number:
        properties = {"band": decimal_string(method.band_percent, 9), "maximum": decimal_string(maximum.number, 9)}
        place = pointer("matrix", "method", "band_percent")
        yield Fault("band_too_wide", place, Severity.FORBIDDEN, properties, str(maximum.source))


def open_source_groups(matrix: Matrix) -> list[Criterion]:
    """Return the main groups marked as the open-source criterion."""
    return [group for group in matrix.main_groups if group.role == OPEN_SOURCE_ROLE]


def open_source_share(matrix: Matrix) -> Decimal:
    """Return the share of the open-source main group in percent.

    It is a share of the whole, or of the points where the price has no weight in the tree; 0 where no or more than one
    main group is marked, or where points do not count.
    """
    groups = open_source_groups(matrix)
    if len(groups) != 1 or not METHODS[matrix.method.name].uses_quality:
        return Decimal(0)
    return groups[0].weight_percent or Decimal(0)


def open_source_faults(matrix: Matrix, rules: HouseRules) -> list[Fault]:
    """Return the fault of a matrix whose open-source share is missing or below the policy.

    Legal source:
        Digitalstadt vision paper, building block #1 (dated parameter ``open_source_share``)
    """
    policy = rules.open_source_share
    share = open_source_share(matrix)
    if share >= policy.number:
        return []
    found = len(open_source_groups(matrix))
    kind = "open_source_missing" if found != 1 or share == 0 else "open_source_too_low"
    properties = {"share": decimal_string(share, 9), "policy": decimal_string(policy.number, 9), "groups": str(found)}
    return [Fault(kind, pointer("matrix", "criteria"), Severity.FORBIDDEN, properties, str(policy.source))]
