"""What is kept of a council system: as little as a Digital-Check needs, no full texts and no persons."""

from typing import Annotated

from pydantic import Field, StringConstraints

from digitalcheck.rules.catalogue.form import Day
from scoring.fields import Format

LONGEST_ADDRESS, LONGEST_LINE = 2_000, 500
Address = Annotated[str, StringConstraints(max_length=LONGEST_ADDRESS)]
"""Address of an object, which is its id too; empty where there is none."""
Line = Annotated[str, StringConstraints(max_length=LONGEST_LINE)]
"""Words of the council system on one line."""
Addresses = Annotated[tuple[Address, ...], Field(strict=False)]
Sha512 = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{128})?$")]
"""Checksum in small hexadecimal digits; empty where the system states none."""


class CouncilOrganization(Format):
    """A committee or an office."""

    id: Address
    name: Line


class CouncilMeeting(Format):
    """A meeting of a committee; what is on its agenda as ids."""

    id: Address
    name: Line
    day: Day | None
    organizations: Addresses
    agenda_items: Addresses


class CouncilConsultation(Format):
    """One committee's turn with a paper; the first organization is in the lead."""

    organizations: Addresses
    agenda_item: Address
    meeting: Address
    role: Line


class CouncilFile(Format):
    """A file that goes with a paper."""

    id: Address
    name: Line
    file_name: Line
    address: Address
    sha512: Sha512


class CouncilPaper(Format):
    """A paper, e.g. a Magistratsvorlage that has become public."""

    id: Address
    reference: Line
    name: Line
    day: Day | None
    kind: Line
    offices: Addresses
    consultations: tuple[CouncilConsultation, ...] = Field(strict=False)
    annexes: tuple[CouncilFile, ...] = Field(strict=False)
