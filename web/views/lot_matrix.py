"""A Bewertungsmatrix without bids as a page shows it: one table with what each criterion weighs in the end."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.explain.criterion import weight_paths
from scoring.methods import METHODS
from scoring.model import Criterion, CriterionKind, Evaluation
from web.formats import number, percent

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
        return tuple(node for node in nodes if node.degrees or node.evidence or node.subject_link)


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
    matrix, exemption = evaluation.matrix, evaluation.procedure.open_source_exemption
    scale = f"{number(matrix.scale.minimum)} bis {number(matrix.scale.maximum)} Punkte"
    if matrix.scale.step != Decimal(1):
        scale += f" in Schritten von {number(matrix.scale.step)}"
    return (
        ("Wertungsmethode", METHODS[matrix.method.name].title),
        ("Bewertungsskala", scale),
        ("Gewicht des Preises", percent(matrix.price.weight_percent, 9) if matrix.price else ""),
        (
            "Mindestzahl an Leistungspunkten",
            "" if matrix.minimum_leistungspunkte is None else number(matrix.minimum_leistungspunkte),
        ),
        ("Ausnahme vom Kriterium Open Source", exemption.reason if exemption else ""),
    )
