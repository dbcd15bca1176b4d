"""Format ``pruefstand/evaluation/1``: the matrix, the bids and what was scored."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from scoring.fields import Format, Identifier, Measure, Name, NotNegative, Percent, PositiveMeasure, Text, Title
from scoring.methods import AnyMethod

FORMAT = "pruefstand/evaluation/1"
MAXIMUM_BIDS = 200
MAXIMUM_CRITERIA = 2000
MAXIMUM_EVALUATORS = 50
OPEN_SOURCE_ROLE = "open_source"


def is_written(text: str | None) -> bool:
    """Tell whether a text says something: at least one visible character."""
    return bool(text) and any(char.isprintable() and not char.isspace() for char in text or "")


class CriterionKind(StrEnum):
    """A: must be met · B: scored · I: information, no score."""

    A_KRITERIUM = "A"
    B_KRITERIUM = "B"
    INFORMATION = "I"


class Degree(Format):
    """A degree of fulfilment (Erfüllungsgrad): what a number of points stands for."""

    points: Measure
    label: Title
    text: Text = ""


class Criterion(Format):
    """A node of the criteria tree (UfAB: Kriterienhauptgruppe, Kriteriengruppe, Kriterium)."""

    id: Identifier
    title: Title
    kind: Annotated[CriterionKind, Field(strict=False)]
    weight_percent: Measure | None = Field(
        default=None, description="B only: share of the parent, siblings sum to 100."
    )
    minimum_points: Measure | None = Field(
        default=None, description="A bid below is excluded; of a group the weighted mean."
    )
    role: Literal["open_source"] | None = Field(default=None, description="Marks the open-source main group.")
    expectation: Text | None = Field(default=None, description="What is expected and why (Erwartungshaltung).")
    subject_link: Text | None = Field(default=None, description="Written link to the subject of the contract.")
    evidence: Text | None = Field(default=None, description="What the bidder hands in as proof.")
    degrees: tuple[Degree, ...] = Field(default=(), strict=False, max_length=1001)
    children: tuple["Criterion", ...] = Field(default=(), strict=False)

    @property
    def scored_children(self) -> tuple["Criterion", ...]:
        """The children that carry weight (kind B)."""
        return tuple(child for child in self.children if child.kind is CriterionKind.B_KRITERIUM)


class Scale(Format):
    """Points allowed: from minimum to maximum in equal steps."""

    minimum: Measure
    maximum: Measure
    step: PositiveMeasure = Decimal(1)

    def allows(self, points: Decimal) -> bool:
        """Tell whether ``points`` lies on the scale and on a step."""
        return self.minimum <= points <= self.maximum and (points - self.minimum) % self.step == 0


class PriceWeight(Format):
    """Weight of the price beside the main groups; only in methods that weight it in the tree."""

    weight_percent: Measure


class Matrix(Format):
    """Bewertungsmatrix: method, scale, criteria tree, minimum requirements."""

    method: AnyMethod
    scale: Scale
    criteria: tuple[Criterion, ...] = Field(strict=False)
    price: PriceWeight | None = None
    minimum_leistungspunkte: Measure | None = Field(default=None, description="A bid with fewer is excluded.")

    @property
    def main_groups(self) -> tuple[Criterion, ...]:
        """The scored nodes directly below the root."""
        return tuple(node for node in self.criteria if node.kind is CriterionKind.B_KRITERIUM)

    def walk(self) -> Iterator[tuple[tuple[int, ...], Criterion]]:
        """Yield every criterion with its path of indexes, in tree order."""
        stack: list[tuple[tuple[int, ...], Criterion]] = []
        stack.extend([((i,), node) for i, node in enumerate(self.criteria)][::-1])
        while stack:
            path, node = stack.pop()
            yield path, node
            stack.extend([((*path, i), child) for i, child in enumerate(node.children)][::-1])

    def leaves(self, kind: CriterionKind) -> Iterator[Criterion]:
        """Yield the criteria of one kind that have no children, in tree order."""
        return (node for _, node in self.walk() if node.kind is kind and not node.children)


class OpenSourceExemption(Format):
    """Why this procedure departs from the open-source policy."""

    reason: Title


class ProcedureHead(Format):
    """What the result needs to know of the tender procedure. One file is one lot."""

    reference: Name
    title: Title
    procedure_type: Title | None = None
    estimated_value_net_eur: PositiveMeasure | None = None
    lot: Name | None = None
    published: bool = Field(default=False, description="The matrix is public: policy faults can only be warned about.")
    open_source_exemption: OpenSourceExemption | None = None


class Score(Format):
    """Points for one criterion with their reason and the place in the bid that supports them."""

    points: Measure
    reason: Text | None = None
    source: Text | None = None

    @property
    def has_reason(self) -> bool:
        """Whether a reason was written."""
        return is_written(self.reason)


class Answer(Format):
    """Whether an A criterion is met, with the reason where it is not."""

    met: bool
    reason: Text | None = None
    source: Text | None = None


def _long_form(value: object) -> object:
    if isinstance(value, bool):
        return {"met": value}
    if isinstance(value, dict | Answer):
        return value
    raise PydanticCustomError("answer", "neither true, false nor an object")


AnswerOrFlag = Annotated[Answer, BeforeValidator(_long_form, json_schema_input_type=bool | Answer)]
"""An answer to an A criterion; ``true`` and ``false`` are its short form."""


class IndividualEvaluation(Format):
    """What one evaluator scored alone (Einzelwertung)."""

    evaluator: Title
    scores: dict[Identifier, Score]


class PricePeriod(StrEnum):
    """How often a line of the price sheet falls due."""

    ONCE = "once"
    MONTH = "month"
    YEAR = "year"


class PriceLine(Format):
    """A line of the price sheet. Unit prices are net; the line is rounded to the cent after tax."""

    item: Title
    quantity: NotNegative
    unit_price_eur: Measure
    period: Annotated[PricePeriod, Field(strict=False)] = PricePeriod.ONCE
    periods: Annotated[int, Field(ge=1, le=1200)] = 1
    vat_percent: Percent
    option: bool = False
    scored: bool | None = Field(default=None, description="Options count only with true; other lines always count.")


class PriceCorrection(Format):
    """The scored price was corrected for an arithmetical error; what the bidder had named, by what rule, and why."""

    stated_gross_eur: NotNegative
    rule: Title
    reason: Title


class Exclusion(Format):
    """A reason outside the matrix that takes the bid out before anything is computed."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    reason: Title


class Bid(Format):
    """One bid (Angebot) with its scored price, its answers to A criteria and its points."""

    id: Identifier
    tenderer: Title
    price_gross_eur: PositiveMeasure
    price_sheet: tuple[PriceLine, ...] = Field(default=(), strict=False, max_length=2000)
    a_criteria: dict[Identifier, AnswerOrFlag] = Field(default_factory=dict)
    scores: dict[Identifier, Score] = Field(default_factory=dict)
    evaluations: tuple[IndividualEvaluation, ...] = Field(default=(), strict=False, max_length=MAXIMUM_EVALUATORS)
    consensus: dict[Identifier, Score] = Field(default_factory=dict)
    exclusion: Exclusion | None = None
    price_correction: PriceCorrection | None = None
    admission_reason: Title | None = None

    @property
    def counted(self) -> dict[str, Score]:
        """The scores that count: the consensus where several evaluated, else the scores themselves."""
        return self.consensus if self.evaluations else self.scores


class Evaluation(Format):
    """A whole evaluation: procedure, matrix, bids. ``draft`` lets scores and reasons be missing."""

    format: Literal["pruefstand/evaluation/1"]
    draft: bool = False
    procedure: ProcedureHead
    matrix: Matrix
    bids: tuple[Bid, ...] = Field(default=(), strict=False, max_length=MAXIMUM_BIDS)
