"""How services find a check, show it to the policy, hold it, and tell what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from capacity.model import CapacityRequest, CapacityState
from capacity.repository import CapacityRepository
from core.numbers import LARGEST_NUMBER
from core.parameters import ParameterSet
from digitalcheck.errors import CheckClosedError, CheckNotFoundError
from digitalcheck.model import CheckStatus, Part, StoredCheck
from digitalcheck.repository import CheckRepository
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.facts import Figures
from digitalcheck.rules.findings import Judgement, judge
from digitalcheck.rules.reading import Around, FilledIn, check_of, fill_in
from digitalcheck.rules.slots import slots_of
from digitalcheck.services.questions import named
from infra.audit.model import Subject
from infra.fields.model import FieldRule, FieldValue
from infra.fields.services import FieldStore
from infra.identity.repository import IdentityRepository
from infra.policy.decision import AccessDeniedError, Denial, Resource, decide
from infra.policy.table import Action
from infra.transactions import Reading, Writing

KIND = "digital-check"
PART_ACTIONS: Mapping[Part, Action] = {
    Part.FACHAMT: Action.WRITE_CHECK,
    Part.ADIT: Action.ESTIMATE_CHECK,
    Part.DATENSCHUTZ: Action.ADVISE_DATA_PROTECTION,
    Part.SICHERHEIT: Action.ADVISE_SECURITY,
}
"""The action that filling in a part is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCheck:
    """A check with all that follows from it today.

    Args:
        check: The check.
        catalogue: Its catalogue.
        office: Name of the office that proposes.
        values: What stands in its fields.
        filled: What that means, with the fields nobody can read.
        judgement: What follows from it.
        request: Its capacity request; None before it was handed in.
        parts: What the actor may fill in now.
    """

    check: StoredCheck
    catalogue: QuestionCatalogue
    office: str
    values: Mapping[str, FieldValue]
    filled: FilledIn
    judgement: Judgement
    request: CapacityRequest | None
    parts: frozenset[Part]


def found(reading: Reading, number: int) -> StoredCheck:
    """Return a check.

    Raises:
        CheckNotFoundError: There is none of this number.
    """
    check = CheckRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if check is None:
        raise CheckNotFoundError
    return check


def readable(reading: Reading, number: int) -> StoredCheck:
    """Return a check that the actor may read.

    Raises:
        CheckNotFoundError: There is none of this number.
        AccessDeniedError: It is not theirs to read.
    """
    check = found(reading, number)
    reading.require(Action.READ_CHECK, resource(reading, check))
    return check


def held(writing: Writing, number: int, action: Action, version: int | None = None) -> StoredCheck:
    """Return a check that the actor may do something to, and that nobody else changes meanwhile.

    Args:
        writing: The transaction.
        number: Number of the check.
        action: What shall be done.
        version: Its version as it was seen; None where fields with versions of their own change.

    Raises:
        CheckNotFoundError: There is none of this number.
        CheckClosedError: In its state nobody does this.
        AccessDeniedError: It is not theirs to do.
        VersionConflictError: Somebody else has changed it.
    """
    require(writing, action, found(writing, number))
    check = CheckRepository(writing.session).hold(number, writing.now, version)
    require(writing, action, check)  # its state may have changed before it was held
    return check


def require(reading: Reading, action: Action, check: StoredCheck) -> None:
    """Do nothing when the actor may do this to the check now.

    Raises:
        CheckClosedError: In its state nobody does this; the action as such is theirs.
        AccessDeniedError: It is not theirs.
    """
    denial = decide(reading.actor, action, resource(reading, check))
    if denial is Denial.LOCKED:
        raise CheckClosedError
    if denial is not None:
        raise AccessDeniedError(action, denial, resource(reading, check))


def resource(reading: Reading, check: StoredCheck) -> Resource:
    """Return a check as the policy sees it."""
    return Resource(kind=KIND, id=str(check.number), city=reading.city, state=check.status.value, office=check.office)


def subject_of(check: StoredCheck) -> Subject:
    """Return how the audit log names a check."""
    return Subject(kind=KIND, id=str(check.number))


def store_of(catalogue: QuestionCatalogue) -> FieldStore:
    """Return the fields of checks with this catalogue."""
    return FieldStore(
        KIND, tuple(FieldRule(name=one.name, longest=one.longest) for one in slots_of(catalogue).values())
    )


def opened(reading: Reading, check: StoredCheck, figures: ParameterSet, day: date) -> OpenedCheck:
    """Return a check with all that follows from it on a day; the caller has asked whether it may be read."""
    catalogue = named(reading, check.catalogue)
    store = store_of(catalogue)
    values = store.values(reading, store.record(str(check.number)))
    filled = fill_in({name: held.value for name, held in values.items()}, catalogue)
    request = None if check.request is None else CapacityRepository(reading.session).find(check.request)
    office = office_name(reading, check.office)
    around = Around(
        office=office,
        status=check.status,
        capacity=request.state if request else CapacityState.KEINE,
        since=request.since if request else None,
        until=request.until if request else None,
    )
    return OpenedCheck(
        check=check,
        catalogue=catalogue,
        office=office,
        values=values,
        filled=filled,
        judgement=judge(check_of(filled, catalogue, around), catalogue, Figures.on(figures, day), day),
        request=request,
        parts=parts_of(reading, check),
    )


def parts_of(reading: Reading, check: StoredCheck) -> frozenset[Part]:
    """Return the parts of a check that the actor may fill in now."""
    asked = resource(reading, check)
    return frozenset(part for part, action in PART_ACTIONS.items() if decide(reading.actor, action, asked) is None)


def office_name(reading: Reading, office: str) -> str:
    """Return what an office is called."""
    known = IdentityRepository(reading.session).office(office)
    return known.name if known else "–"


def is_open(check: StoredCheck) -> bool:
    """Tell whether the proposing office still fills it in."""
    return check.status in {CheckStatus.ENTWURF, CheckStatus.RUECKFRAGE}
