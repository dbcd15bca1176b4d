"""How services find a Kurzbewertung, show it to the policy, and freeze it."""

from collections.abc import Mapping

from core.numbers import LARGEST_NUMBER
from infra.audit.model import Subject
from infra.clock import official_day
from infra.fields.model import FieldRule
from infra.fields.services import FieldStore
from infra.identity.repository import IdentityRepository
from infra.policy.decision import AccessDeniedError, Denial, Resource, decide
from infra.policy.table import Action
from infra.transactions import Reading, Writing, actor_id
from procurement.errors import ShortAssessmentClosedError, ShortAssessmentNotFoundError
from procurement.model import ShortAssessment
from procurement.repository import ShortAssessmentRepository
from procurement.rules.light.book import RouteRule
from procurement.rules.light.form import FIELDS
from procurement.rules.light.signed import SignedPage

KIND = "short-assessment"
NONE = "–"
FORM = FieldStore(KIND, tuple(FieldRule(name=one.name, longest=one.longest) for one in FIELDS.values()))
"""The fields of Kurzbewertungen."""


def found(reading: Reading, number: int) -> ShortAssessment:
    """Return a Kurzbewertung.

    Raises:
        ShortAssessmentNotFoundError: There is none of this number.
    """
    one = ShortAssessmentRepository(reading.session).find(number) if 0 < number <= LARGEST_NUMBER else None
    if one is None:
        raise ShortAssessmentNotFoundError
    return one


def require(reading: Reading, action: Action, one: ShortAssessment) -> None:
    """Do nothing when the actor may do this to it now.

    Raises:
        ShortAssessmentClosedError: In its stage nobody does this; the action as such is theirs.
        AccessDeniedError: It is not theirs.
    """
    asked = resource(reading, one)
    denial = decide(reading.actor, action, asked)
    if denial is Denial.LOCKED and decide(reading.actor, Action.READ_SHORT_ASSESSMENT, asked) is None:
        raise ShortAssessmentClosedError
    if denial is not None:
        raise AccessDeniedError(action, denial, asked)


def resource(reading: Reading, one: ShortAssessment) -> Resource:
    """Return a Kurzbewertung as the policy sees it."""
    return Resource(kind=KIND, id=str(one.number), city=reading.city, state=one.stage.value, office=one.office)


def subject_of(one: ShortAssessment) -> Subject:
    """Return how the audit log names it."""
    return Subject(kind=KIND, id=str(one.number))


def texts_of(reading: Reading, number: int) -> dict[str, str]:
    """Return what stands in its fields."""
    return {name: one.value for name, one in FORM.values(reading, FORM.record(str(number))).items()}


def note_writer(writing: Writing, number: int) -> None:
    """Keep for good that the actor had a hand in it: fields forget whose words were overwritten."""
    ShortAssessmentRepository(writing.session).add_writer(number, actor_id(writing.actor), writing.now)


def has_written(reading: Reading, number: int) -> bool:
    """Tell whether the actor began it, ever handed it in, or ever wrote any of its fields: then they do not sign it."""
    return actor_id(reading.actor) in ShortAssessmentRepository(reading.session).writers(number)


def page_of(writing: Writing, one: ShortAssessment, values: Mapping[str, str], rule: RouteRule | None) -> SignedPage:
    """Return what the actor signs: every field, the day, the office and the people by their names, and the rule."""
    identity, signer = IdentityRepository(writing.session), str(writing.actor.person)
    names = identity.names({one.asked_by or "", signer})
    office = identity.office(one.office)
    return SignedPage(
        number=one.number,
        office=office.name if office else NONE,
        day=official_day(writing.now),
        asked_by=names.get(one.asked_by or "", NONE),
        asked_on=official_day(one.asked_at) if one.asked_at else None,
        signed_by=names.get(signer, NONE),
        values={name: text for name, text in values.items() if text.strip()},
        rule=rule,
    )
