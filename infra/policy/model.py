"""People of a city as the rest of the house sees them."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is there for. A person can have several; the policy says what each may do."""

    DEPARTMENT = "department"
    OFFICE_HEAD = "office-head"
    PROCUREMENT_OFFICER = "procurement-officer"
    EVALUATOR = "evaluator"
    ADIT = "adit"
    DIGITALDEZERNAT = "digitaldezernat"
    DATA_PROTECTION = "data-protection"
    INFORMATION_SECURITY = "information-security"
    MAGISTRAT = "magistrat"
    COMMITTEE_OFFICE = "committee-office"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks for something: a person signed in, nobody known, or the operator at the machine's command line.

    Args:
        city: Id of the city whose rows can be seen at all; None for nobody known.
        person: Id of the person; None for nobody known and for the operator.
        name: Name as shown on pages; never written to logs or the audit log.
        office: Id of the person's office (Amt or Dezernat), if any.
        roles: Roles of the person at this moment.
        is_operator: The command line of the machine, or the service itself.
        city_name: Name of the city as shown on pages.
        password_due: The person still has a password that somebody else has read and has to choose a new one first.
    """

    city: str | None
    person: str | None = None
    name: str = ""
    office: str | None = None
    roles: frozenset[Role] = frozenset()
    is_operator: bool = False
    city_name: str = ""
    password_due: bool = False

    @property
    def is_known(self) -> bool:
        """A person signed in, or the operator."""
        return self.person is not None or self.is_operator


NOBODY = Actor(city=None)


def operator(city: str) -> Actor:
    """Return the operator at work for one city."""
    return Actor(city=city, is_operator=True)
