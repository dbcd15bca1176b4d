"""The Digital-Check of a procedure: as much of it as a procedure tells, and the texts of the procedure that name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.parameters import ParameterSet
from digitalcheck.model import CheckStatus
from digitalcheck.rules.purchase import Purchase, purchase_of
from digitalcheck.rules.wording import STATES, headline_words
from digitalcheck.services import shared as checks
from infra.fields.model import Edit
from infra.transactions import Reading, Writing
from procurement.model import LinkedProcedure
from procurement.repository import CheckLinkRepository
from procurement.rules.check_lines import purchase_lines
from procurement.rules.procedure.facts import TextField
from procurement.services.procedures.shared import FIELDS, record_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedCheck:
    """As much of a check as a procedure tells, and whoever may begin one from it.

    Args:
        number: Its number.
        title: What it is about.
        reference: Number of the Magistratsvorlage; empty while there is none.
        status: How far it has come.
        headline: Whether it is agreed, in words; empty without digital relation.
        office: Id of the office that proposes.
        office_name: What that is called.
        purchase: What it says about buying; None where nothing is bought any more.
        request: Number of its capacity request; None before there is one.
        procedures: The procedures that it is linked to.
    """

    number: int
    title: str
    reference: str
    status: CheckStatus
    headline: str
    office: str
    office_name: str
    purchase: Purchase | None
    request: int | None
    procedures: tuple[LinkedProcedure, ...]

    @property
    def name(self) -> str:
        """How papers and texts name it."""
        return f"Digital-Check Nr. {self.number}" + (f", Vorlage {self.reference}" if self.reference else "")

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What it says about buying, by what it is called."""
        return purchase_lines(self.purchase, self.office_name)

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What a paper tells of it, by what it is called."""
        agreed = (("Mit dem Amt für Digitalisierung und IT (ADIT)", self.headline),) if self.headline else ()
        return (("Digital-Check", f"{self.name} ({STATES[self.status]})"), *agreed, *self.lines)


def linked_check(reading: Reading, number: int, figures: ParameterSet, day: date) -> LinkedCheck:
    """Return a check as procedures see it; the caller has asked whether that may be.

    Raises:
        CheckNotFoundError: There is none of this number.
    """
    opened = checks.opened(reading, checks.found(reading, number), figures, day)
    check = opened.check
    return LinkedCheck(
        number=check.number,
        title=check.title,
        reference=check.reference,
        status=check.status,
        headline=headline_words(opened.judgement) or "",
        office=check.office,
        office_name=opened.office,
        purchase=purchase_of(opened.judgement),
        request=check.request,
        procedures=CheckLinkRepository(reading.session).procedures_of(number),
    )


def check_of(reading: Reading, slug: str, figures: ParameterSet, day: date) -> LinkedCheck | None:
    """Return the check that a procedure is linked to; None where it is linked to none."""
    number = CheckLinkRepository(reading.session).check_of(slug)
    return None if number is None else linked_check(reading, number, figures, day)


def name_check(writing: Writing, slug: str, check: LinkedCheck) -> None:
    """Fill the empty texts of a procedure that refer to its check, so that nobody types what is known."""
    _exchange(writing, slug, {field: ("", text) for field, text in _references(check).items()})


def unname_check(writing: Writing, slug: str, check: LinkedCheck) -> None:
    """Empty the texts that ``name_check`` filled; what somebody wrote stays."""
    _exchange(writing, slug, {field: (text, "") for field, text in _references(check).items()})


def _references(check: LinkedCheck) -> Mapping[TextField, str]:
    request = {} if check.request is None else {TextField.CAPACITY: f"IT-Anforderung Nr. {check.request}"}
    return {TextField.DIGITAL_CHECK: check.name, **request}


def _exchange(writing: Writing, slug: str, texts: Mapping[TextField, tuple[str, str]]) -> None:
    record = record_of(slug)
    held = FIELDS.values(writing, record)
    for field, (before, after) in texts.items():
        if held[field].value == before:
            FIELDS.save(writing, record, Edit(field=field, value=after, base_version=held[field].version))
