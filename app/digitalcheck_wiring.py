"""The services of the Digital-Check and of requests for IT capacity."""

from dataclasses import dataclass, fields
from typing import Any

from capacity.services import CapacityRequests
from digitalcheck.services.checks import Checks
from digitalcheck.services.course import Course
from digitalcheck.services.filling import Filling
from digitalcheck.services.handing import Handing
from digitalcheck.services.meetings import Meetings
from digitalcheck.services.questions import Questions
from digitalcheck.services.releasing import Addresses
from digitalcheck.services.sheets import SheetDesk
from digitalcheck.services.verifying import Verifying
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
        course: Taking them from draft to released sheet.
        sheet_desk: Sheets as files.
        meetings: What the Magistrat reads before a meeting.
        verifying: Whether a sheet is genuine, for everybody.
        capacity_requests: What was asked for, and what is promised.
    """

    checks: Checks
    filling: Filling
    handing: Handing
    questions: Questions
    course: Course
    sheet_desk: SheetDesk
    meetings: Meetings
    verifying: Verifying
    capacity_requests: CapacityRequests


def digital_house(transactions: Transactions, public_url: str | None = None) -> DigitalHouse:
    """Build them.

    Args:
        transactions: What they open their transactions with.
        public_url: Address of this instance for everybody, for links and codes on paper.
    """
    figures, addresses = load_parameters("digitalcheck"), Addresses(public_url=public_url)
    return DigitalHouse(
        checks=Checks(transactions=transactions, figures=figures),
        filling=Filling(transactions=transactions, figures=figures),
        handing=Handing(transactions=transactions, figures=figures),
        questions=Questions(transactions=transactions),
        course=Course(transactions=transactions, figures=figures, addresses=addresses),
        sheet_desk=SheetDesk(transactions=transactions, figures=figures, addresses=addresses),
        meetings=Meetings(transactions=transactions, figures=figures),
        verifying=Verifying(transactions=transactions),
        capacity_requests=CapacityRequests(transactions=transactions),
    )


def parts_of(house: Any) -> dict[str, object]:  # noqa: ANN401 - any dataclass
    """Return the parts of a house by the name of their field."""
    return {one.name: getattr(house, one.name) for one in fields(house)}
