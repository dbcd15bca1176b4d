"""What somebody wants to buy, as handed in: costs by lot, purpose, day of publication."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from scoring.fields import Format, Name, NotNegative

LARGEST_MONTHS = 600
LARGEST_REASON = 1_000
MOST_LINES = 50
MOST_LOTS = 50

T = TypeVar("T")

_CENT = Decimal("0.01")
_CENTS_PATTERN = r"^[0-9]{1,12}(\.[0-9]{1,2})?$"


class LineKind(StrEnum):
    """What a line of costs is: paid once, every month, as an option, in a renewal, or for getting out again."""

    ONE_OFF = "one-off"
    MONTHLY = "monthly"
    OPTION = "option"
    RENEWAL = "renewal"
    EXIT = "exit"


class PurchaseKind(StrEnum):
    """What is bought; it decides which EVB-IT contracts come into question."""

    BUY = "buy"
    RENT = "rent"
    CLOUD = "cloud"
    SERVICE = "service"
    DEVELOPMENT = "development"
    CARE = "care"


def _whole_cents(value: Decimal) -> Decimal:
    if value % _CENT:
        raise PydanticCustomError("cents", "at most two decimals")
    return value


def _calendar_day(value: object) -> date:
    if type(value) is date:
        return value
    try:
        if isinstance(value, str) and len(value) == len("2026-01-31"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "not a calendar day")


Amount = Annotated[
    NotNegative,
    AfterValidator(_whole_cents),
    WithJsonSchema({"type": "string", "pattern": _CENTS_PATTERN}),
]
"""Euro net of VAT, 0 or more, at most two decimals."""

CalendarDay = Annotated[
    date,
    PlainValidator(_calendar_day),
    PlainSerializer(date.isoformat, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A day in Germany as ``2026-01-31``."""


def _not_empty(found: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse an empty list; ``min_length`` would also complain of lists whose entries are all wrong."""
    if not found:
        raise PydanticCustomError("list_empty", "at least one entry")
    return found


class CostLine(Format):
    """One line of the estimate."""

    kind: Annotated[LineKind, Field(strict=False)]
    amount_net_eur: Amount = Field(description="Net of VAT; of monthly lines and renewals the amount for one month.")
    months: int | None = Field(
        default=None,
        ge=1,
        le=LARGEST_MONTHS,
        description="Term of a monthly line, null for an open-ended one; months of a renewal.",
    )
    reason: str = Field(default="", max_length=LARGEST_REASON, description="Where the amount comes from.")

    @model_validator(mode="after")
    def _months_fit(self) -> Self:
        if self.kind is LineKind.RENEWAL and self.months is None:
            raise PydanticCustomError("renewal_months", "a renewal has a length")
        if self.months is not None and self.kind not in {LineKind.MONTHLY, LineKind.RENEWAL}:
            raise PydanticCustomError("months_not_allowed", "months belong to monthly lines and renewals")
        return self


class LotNeed(Format):
    """One lot; a contract without lots is one."""

    name: Name
    lines: Annotated[tuple[CostLine, ...], AfterValidator(_not_empty)] = Field(
        strict=False, max_length=MOST_LINES, json_schema_extra={"minItems": 1}
    )


class Need(Format):
    """What is to be bought, format ``pruefstand/need/1``."""

    publication_day: CalendarDay = Field(description="Day on which the notice is sent or the procedure starts.")
    purchase: Annotated[PurchaseKind, Field(strict=False)]
    lots: Annotated[tuple[LotNeed, ...], AfterValidator(_not_empty)] = Field(
        strict=False, max_length=MOST_LOTS, json_schema_extra={"minItems": 1}
    )
    total_price_stated: bool = Field(
        default=False,
        description="The contract states a total price: then the full term counts.",
    )
    electronic_bids: bool = Field(default=True, description="Bids are accepted electronically.")
    urgent: bool = Field(
        default=False, description="Sufficiently reasoned urgency makes the regular period impossible."
    )
    prior_information: bool = Field(default=False, description="A prior information notice was sent in time.")
