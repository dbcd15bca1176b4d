"""A Bewertungsmatrix without bids as a page shows it: one table with what each criterion weighs in the end."""

from dataclasses import dataclass
from fractions import Fraction

from scoring.explain.criterion import weight_paths
from scoring.model import Criterion, CriterionKind, Evaluation
from web.views.method import method_view

KINDS = {
    CriterionKind.A_KRITERIUM: "A-Kriterium: muss erfüllt sein",
    CriterionKind.B_KRITERIUM: "B-Kriterium: wird bewertet",
    CriterionKind.INFORMATION: "Information: ohne Bewertung",
}
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One node of the tree.

    Args:
        criterion: The node.
        level: Depth, 1 for a main group.
        kind: In German; a group says so.
        effective: What it weighs in the whole valuation in percent; None for groups and what is not scored.
    """

    criterion: Criterion
    level: int
    kind: str
    effective: Fraction | None


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The whole matrix.

    Args:
        facts: What holds for all criteria: label and text.
        rows: The tree, from its root down.
    """

    facts: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]

    @property
    def explained(self) -> tuple[Criterion, ...]:
        """Criteria that say more than fits into the table."""
        nodes = (row.criterion for row in self.rows)
        return tuple(node for node in nodes if node.expectation or node.degrees or node.evidence or node.subject_link)


def matrix_view(evaluation: Evaluation) -> MatrixView:
    """Return what a page shows of the matrix of a lot."""
    matrix = evaluation.matrix
    shares = {node: path[-1].share for node, path in weight_paths(matrix).items()}
    price = Fraction(matrix.price.weight_percent) if matrix.price else Fraction(0)
    return MatrixView(
        facts=_facts(evaluation),
        rows=tuple(
            MatrixRow(
                criterion=node,
                level=len(path),
                kind="Gruppe" if node.children else KINDS[node.kind],
                effective=shares[node.id] * (_HUNDRED - price) if node.id in shares else None,
            )
            for path, node in matrix.walk()
        ),
    )


def _facts(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    method, exemption = method_view(evaluation.matrix), evaluation.procedure.open_source_exemption
    return (
        ("Wertungsmethode", method.title),
        ("Formel", method.formula),
        *method.parameters,
        ("Rundung", method.rounding),
        ("Ausnahme vom Kriterium Open Source", exemption.reason if exemption else ""),
    )
