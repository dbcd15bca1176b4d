"""The services of the Digital-Check and of requests for IT capacity."""

from dataclasses import dataclass, fields
from typing import Any

from capacity.services import CapacityRequests
from digitalcheck.services.checks import Checks
from digitalcheck.services.filling import Filling
from digitalcheck.services.handing import Handing
from digitalcheck.services.questions import Questions
from infra.parameters import load_parameters
from infra.transactions import Transactions


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalHouse:
    """These services; routes ask for them by the name of their field.

    Args:
        checks: Reading checks.
        filling: Filling them in.
        handing: Asking for the capacity they need.
        questions: Catalogues of their questions.
        capacity_requests: What was asked for, and what is promised.
    """

    checks: Checks
    filling: Filling
    handing: Handing
    questions: Questions
    capacity_requests: CapacityRequests


def digital_house(transactions: Transactions) -> DigitalHouse:
    """Build them."""
    figures = load_parameters("digitalcheck")
    return DigitalHouse(
        checks=Checks(transactions=transactions, figures=figures),
        filling=Filling(transactions=transactions, figures=figures),
        handing=Handing(transactions=transactions, figures=figures),
        questions=Questions(transactions=transactions),
        capacity_requests=CapacityRequests(transactions=transactions),
    )


def parts_of(house: Any) -> dict[str, object]:  # noqa: ANN401 - any dataclass
    """Return the parts of a house by the name of their field."""
    return {one.name: getattr(house, one.name) for one in fields(house)}
