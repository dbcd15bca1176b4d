"""What the notice and the documents say about the award criteria: a German text, and the block for eForms.

Main groups only: thirty criteria in XML help nobody, the catalogue of criteria stands in the documents (an annex).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from procurement.rules.procedure import notice_words as words
from procurement.rules.procedure.notice_methods import method_sentences, rounding_sentences
from procurement.rules.procedure.notice_terms import NoticeTerms, eligibility_lines, rubric_lines, variant_lines
from scoring.methods import METHODS, GewichtetMedian, GewichtetReferenzwert, RichtwertMethod
from scoring.model import Criterion, Evaluation, Matrix

NAME_LENGTH = 400
"""Most characters of BT-734 (eForms SDK 1.15.1)."""
DESCRIPTION_LENGTH = 6000
"""Most characters of BT-540."""
CALCULATION_LENGTH = 1000
"""Most characters of BT-543."""
TIE_RULE_LENGTH = 2000
"""Most characters of a rule for ties."""

_HUNDRED = Decimal(100)
_POINTS_PER_PERCENT = 10


class CriterionType(StrEnum):
    """Type of an award criterion (BT-539)."""

    PRICE = "price"
    COST = "cost"
    QUALITY = "quality"


class PriceKind(StrEnum):
    """Whether the scored price is a price or covers the whole life cycle (BT-539)."""

    PRICE = "price"
    COST = "cost"


class WeightUnit(StrEnum):
    """How weights are stated (BT-5421): in percent, or as weighting points of 1,000."""

    PERCENT = "per-exa"
    POINTS = "poi-exa"


class Gap(StrEnum):
    """What a notice still lacks."""

    TIE_RULE = "tie-rule"
    SELECTION_CODE = "selection-code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the buyer decides beside the matrix.

    Args:
        tie_rule: What happens when two bids are equal on rank 1, in German; empty where it is not decided yet.
        price: What the scored price covers.
        unit: How weights are stated.
        clauses: Title and words of the clauses of the lot.
        terms: What was published besides; None for a matrix that belongs to no lot yet.
    """

    tie_rule: str = ""
    price: PriceKind = PriceKind.PRICE
    unit: WeightUnit = WeightUnit.PERCENT
    clauses: tuple[tuple[str, str], ...] = ()
    terms: NoticeTerms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCriterion:
    """One award criterion as the notice names it.

    Args:
        type: BT-539.
        name: BT-734, at most 400 characters.
        description: BT-540, at most 6,000 characters.
        weight: BT-541 in the unit of ``AwardCriteria``; None where a formula decides.
        minimum_score: BT-541 with BT-5423 ``min-score``; None where there is none or a formula decides.
    """

    type: CriterionType
    name: str
    description: str
    weight: Decimal | None = None
    minimum_score: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCriteria:
    """The award criteria of one lot: either every criterion has a number, or one formula stands for all of them.

    Args:
        criteria: Price first, then the main groups in their order.
        unit: What the weights are stated in.
        calculation: BT-543, at most 1,000 characters; None where the weights say it all.
    """

    criteria: tuple[NoticeCriterion, ...]
    unit: WeightUnit
    calculation: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText:
    """The German text with what it lacks."""

    text: str
    gaps: tuple[Gap, ...]


def needs_formula(matrix: Matrix) -> bool:
    """Tell whether the method is more than a weighted sum, so that numbers alone would say something else.

    In ``Z = L / P`` and in the index against reference values the price has no weight that could be added to others.
    """
    return isinstance(matrix.method, RichtwertMethod | GewichtetReferenzwert | GewichtetMedian)


def award_criteria(matrix: Matrix, wishes: Wishes) -> AwardCriteria:
    """Return the award criteria of a matrix as eForms wants them.

    Args:
        matrix: Structurally valid: weights sum to exactly 100.
        wishes: Kind of price and unit of weights.

    Legal source:
        eForms SDK 1.15.1: BT-539, BT-540, BT-541, BT-5421, BT-5423, BT-543, BT-734
    """
    method, formula = METHODS[matrix.method.name], needs_formula(matrix)
    found: list[NoticeCriterion] = []
    if method.weights_price_in_tree or formula or not method.uses_quality:
        found.append(_price(matrix, wishes, formula=formula))
    if method.uses_quality:
        found += [_group(matrix, group, wishes.unit, formula=formula) for group in matrix.main_groups]
    calculation = " ".join(method_sentences(matrix)) if formula else None
    return AwardCriteria(
        criteria=tuple(found),
        unit=wishes.unit,
        calculation=None if calculation is None else words.shortened(calculation, CALCULATION_LENGTH),
    )


def notice_text(evaluation: Evaluation, wishes: Wishes) -> NoticeText:
    """Return what the notice and the documents say about the award, in German.

    Legal source:
        § 127 Abs. 5 GWB, § 58 Abs. 3 VgV (criteria and weights are published)
    """
    matrix = evaluation.matrix
    terms = wishes.terms
    sections = (
        (words.HEADINGS["criteria"], words.criteria_lines(matrix, is_life_cycle=wishes.price is PriceKind.COST)),
        (words.HEADINGS["exclusion"], words.exclusion_lines(matrix)),
        (words.HEADINGS["scale"], words.scale_lines(matrix)),
        (words.HEADINGS["method"], method_sentences(matrix)),
        (words.HEADINGS["rounding"], rounding_sentences(matrix)),
        (words.HEADINGS["tie"], (words.line(wishes.tie_rule) or words.TIE_RULE_MISSING,)),
        (words.HEADINGS["rubric"], rubric_lines(terms) if terms else ()),
        (words.HEADINGS["variants"], variant_lines(terms) if terms else ()),
        (words.HEADINGS["eligibility"], eligibility_lines(terms) if terms else ()),
        (words.HEADINGS["clauses"], words.clause_lines(wishes.clauses)),
    )
    filled = [(heading, lines) for heading, lines in sections if lines]
    parts = ["\n".join(words.head_lines(evaluation.procedure))]
    parts += ["\n".join((f"{number}. {heading}", *lines)) for number, (heading, lines) in enumerate(filled, start=1)]
    return NoticeText(text="\n\n".join(parts) + "\n", gaps=_gaps(wishes))


def _gaps(wishes: Wishes) -> tuple[Gap, ...]:
    tie = () if words.line(wishes.tie_rule) else (Gap.TIE_RULE,)
    return (*tie, *((Gap.SELECTION_CODE,) if wishes.terms and wishes.terms.uncoded else ()))


def _price(matrix: Matrix, wishes: Wishes, *, formula: bool) -> NoticeCriterion:
    weight = matrix.price.weight_percent if matrix.price else _HUNDRED
    is_cost = wishes.price is PriceKind.COST
    return NoticeCriterion(
        type=CriterionType(wishes.price.value),
        name=words.COST if is_cost else words.PRICE,
        description=words.price_description(is_life_cycle=is_cost),
        weight=None if formula else _stated(weight, wishes.unit),
    )


def _group(matrix: Matrix, group: Criterion, unit: WeightUnit, *, formula: bool) -> NoticeCriterion:
    title = words.line(group.title)
    name = words.shortened(title, NAME_LENGTH)
    described = words.group_description(matrix, group, states_share=formula)
    return NoticeCriterion(
        type=CriterionType.QUALITY,
        name=name,
        description=words.shortened(f"{title}. {described}" if name != title else described, DESCRIPTION_LENGTH),
        weight=None if formula else _stated(group.weight_percent or Decimal(0), unit),
        minimum_score=None if formula else group.minimum_points,
    )


def _stated(weight_percent: Decimal, unit: WeightUnit) -> Decimal:
    return weight_percent * _POINTS_PER_PERCENT if unit is WeightUnit.POINTS else weight_percent
