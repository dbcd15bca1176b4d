"""Field types shared by the formats: measured values, fractions, identifiers, texts."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from core.numbers import (
    LARGEST_MEASURE,
    MEASURE_PATTERN,
    decimal_string,
    fraction_string,
    parse_fraction,
    parse_measure,
)


def _measure(value: object) -> Decimal:
    try:
        return parse_measure(value)
    except ValueError:
        raise PydanticCustomError("measure", "not a decimal string or integer") from None


def _fraction(value: object) -> Fraction:
    try:
        return parse_fraction(value)
    except ValueError:
        raise PydanticCustomError("fraction", "not a fraction string p/q with q up to 100") from None


def _measure_or_fraction(value: object) -> Fraction:
    try:
        return Fraction(parse_measure(value))
    except ValueError:
        return _fraction(value)


_HUNDRED = 100

_MEASURE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "pattern": MEASURE_PATTERN},
        {"type": "integer", "exclusiveMinimum": -LARGEST_MEASURE, "exclusiveMaximum": LARGEST_MEASURE},
    ]
}
_FRACTION_SCHEMA: dict[str, Any] = {"type": "string", "pattern": r"^-?[0-9]{1,12}/([1-9][0-9]?|100)$"}

Measure = Annotated[
    Decimal,
    PlainValidator(_measure),
    PlainSerializer(lambda value: decimal_string(value, 9), return_type=str),
    WithJsonSchema(_MEASURE_SCHEMA),
]
"""Money, points or percent: a decimal string or an integer in, a decimal string out; never a float."""

Ratio = Annotated[
    Fraction,
    PlainValidator(_fraction),
    PlainSerializer(fraction_string, return_type=str),
    WithJsonSchema(_FRACTION_SCHEMA),
]
"""An exact fraction ``"p/q"`` with q from 1 to 100."""

MeasureOrRatio = Annotated[
    Fraction,
    PlainValidator(_measure_or_fraction),
    PlainSerializer(fraction_string, return_type=str),
    WithJsonSchema({"anyOf": [*_MEASURE_SCHEMA["anyOf"], _FRACTION_SCHEMA]}),
]
"""A measured value or an exact fraction."""


def _above_zero(value: Decimal) -> Decimal:
    if value <= 0:
        raise PydanticCustomError("above_zero", "must be above 0")
    return value


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise PydanticCustomError("not_negative", "must be 0 or more")
    return value


def _percent(value: Decimal) -> Decimal:
    if not 0 <= value <= _HUNDRED:
        raise PydanticCustomError("percent_range", "must lie between 0 and 100")
    return value


NotNegative = Annotated[Measure, AfterValidator(_not_negative)]
"""A measured value of 0 or more."""

Percent = Annotated[Measure, AfterValidator(_percent)]
"""A measured value from 0 to 100."""

PositiveMeasure = Annotated[Measure, AfterValidator(_above_zero)]
"""A measured value above 0."""

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\s\x00-\x1f\x7f]+$")]
"""Name of a criterion or bid inside one file: no white space, at most 64 characters."""

Text = Annotated[str, StringConstraints(max_length=100_000)]
"""Free text as typed."""

_VISIBLE = r"\S"

Name = Annotated[str, StringConstraints(max_length=200, pattern=_VISIBLE)]
"""A short text that something is found by; not only white space."""

Title = Annotated[str, StringConstraints(max_length=2_000, pattern=_VISIBLE)]
"""A text that must not be empty or only white space."""


class Format(BaseModel):
    """Base of every input format: frozen, unknown fields refused, nothing coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
