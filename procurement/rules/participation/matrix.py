"""The eligibility matrix ``pruefstand/eligibility/1``: what candidates must meet, and by what the best are found."""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from core.errors import Fault, InputError
from core.validated import validated
from procurement.rules.procedure.notice_terms import CandidateChoice, SelectionCode, SuitabilityCriterion
from scoring.fields import Format, Identifier, Measure, Text, Title
from scoring.intake import parse_evaluation
from scoring.model import FORMAT as EVALUATION_FORMAT
from scoring.model import Degree, Matrix, Scale

FORMAT = "pruefstand/eligibility/1"
MOST_CRITERIA = 200
MOST_CANDIDATES = 200

_INSIDE = "/matrix"


class EligibilityCriterion(Format):
    """A suitability criterion (BT-809) about the candidate, never about the offer. A must be met, B is scored."""

    id: Identifier
    title: Title
    kind: Literal["A", "B"]
    weight_percent: Measure | None = Field(default=None, description="B only: all of them sum to 100.")
    evidence: Text | None = Field(default=None, description="What the candidate hands in as proof.")
    code: SelectionCode | None = Field(default=None, strict=False, description="BT-809, for the notice.")
    degrees: tuple[Degree, ...] = Field(default=(), strict=False, max_length=1001)


class EligibilityMatrix(Format):
    """What is published about the choice of candidates; frozen with the notice."""

    format: Literal["pruefstand/eligibility/1"]
    least: Annotated[int, Field(ge=1, le=MOST_CANDIDATES)]
    most: Annotated[int, Field(ge=1, le=MOST_CANDIDATES)] | None = None
    scale: Scale
    criteria: tuple[EligibilityCriterion, ...] = Field(strict=False, max_length=MOST_CRITERIA)

    @property
    def required(self) -> tuple[EligibilityCriterion, ...]:
        """Minimum requirements (A)."""
        return tuple(one for one in self.criteria if one.kind == "A")

    @property
    def scored(self) -> tuple[EligibilityCriterion, ...]:
        """Criteria with points (B)."""
        return tuple(one for one in self.criteria if one.kind == "B")


_MATRIX = TypeAdapter(EligibilityMatrix)


def parse_eligibility(raw: object) -> EligibilityMatrix:
    """Return the eligibility matrix in a JSON value; weights, degrees and ids are checked as ``scoring`` checks them.

    Raises:
        InputError: Every fault with its JSON pointer.

    Legal source:
        § 122 Abs. 4 GWB, § 51 Abs. 1 VgV, § 36 Abs. 1 UVgO
    """
    if not isinstance(raw, dict):
        raise InputError([Fault("object_expected", "")])
    matrix = validated(_MATRIX, raw)
    faults = list[Fault]()
    if not matrix.criteria:
        faults.append(Fault("eligibility_empty", "/criteria"))
    if matrix.most is not None and matrix.most < matrix.least:
        faults.append(Fault("eligibility_most", "/most"))
    if matrix.most is not None and not matrix.scored:
        faults.append(Fault("eligibility_unscored", "/most"))
    if faults:
        raise InputError(faults)
    scoring_matrix(matrix)
    return matrix


def scoring_matrix(matrix: EligibilityMatrix) -> Matrix:
    """Return it as ``scoring`` knows a matrix, so that weights are checked and points added up in one way.

    Raises:
        InputError: Every fault, with its pointer in the eligibility matrix.
    """
    method = "festpreis" if matrix.scored else "niedrigster_preis"  # no price is ever put in
    document: dict[str, Any] = {
        "format": EVALUATION_FORMAT,
        "procedure": {"reference": "Eignung", "title": "Eignung"},
        "matrix": {
            "method": {"name": method},
            "scale": matrix.scale.model_dump(mode="json"),
            "criteria": [one.model_dump(mode="json", exclude_none=True, exclude={"code"}) for one in matrix.criteria],
        },
        "bids": [],
    }
    try:
        return parse_evaluation(document, bids_required=False).matrix
    except InputError as error:
        faults = [Fault(one.type, one.pointer.removeprefix(_INSIDE), properties=one.properties) for one in error.faults]
        raise InputError(faults, omitted=error.omitted) from error


def announced_choice(matrix: EligibilityMatrix) -> CandidateChoice:
    """Return what the notice says about the choice of candidates."""
    return CandidateChoice(
        least=matrix.least,
        most=matrix.most,
        highest=matrix.scale.maximum,
        criteria=tuple(
            SuitabilityCriterion(
                id=one.id,
                title=one.title,
                is_scored=one.kind == "B",
                weight_percent=one.weight_percent,
                evidence=one.evidence or "",
                degrees=tuple((degree.points, degree.label) for degree in one.degrees),
                code=one.code,
            )
            for one in matrix.criteria
        ),
    )
