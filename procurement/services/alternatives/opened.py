"""The alternatives of a procedure as one reads them, and what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.errors import Fault
from infra.clock import official_day
from infra.fields.model import FieldRule, FieldValue, Record
from infra.fields.services import FieldStore
from infra.identity.repository import IdentityRepository
from infra.policy.decision import decide
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.model import AlternativeSearch, Procedure
from procurement.repository import AlternativeRepository, ProductRepository
from procurement.rules.alternatives import REASON, STANDING, Weighed, check_text, open_questions, standing_of
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.stages import EDITABLE
from procurement.services.procedures.shared import FIELDS as TEXTS
from procurement.services.procedures.shared import record_of, resource

ALTERNATIVE = FieldStore("alternative", (FieldRule(name=STANDING, longest=40), FieldRule(name=REASON, longest=2_000)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAlternatives:
    """The alternatives of a procedure.

    Args:
        procedure: The procedure.
        searches: Searches that were kept, the oldest first.
        alternatives: With standing and reason as they are saved.
        fields: What is in the fields of each, by its number.
        check: The documented check, a text of the procedure.
        text: What the check would say, made from what is here.
        names: Names of the people who took part, by their id.
        categories: Categories of the catalogue, to which a search can be narrowed.
        is_editable: The reader may change it now.
    """

    procedure: Procedure
    searches: tuple[AlternativeSearch, ...]
    alternatives: tuple[Weighed, ...]
    fields: Mapping[int, Mapping[str, FieldValue]]
    check: FieldValue
    text: str
    names: Mapping[str, str]
    categories: tuple[str, ...]
    is_editable: bool

    @property
    def questions(self) -> list[Fault]:
        """What is missing before the check can be documented."""
        return open_questions(self.searches, self.alternatives)


def alternative_record(slug: str, number: int) -> Record:
    """Return the record that the fields of an alternative belong to."""
    return ALTERNATIVE.record(f"{slug}/{number}")


def opened_of(reading: Reading, procedure: Procedure, transactions: Transactions) -> OpenedAlternatives:
    """Return the alternatives of a procedure; the caller has asked the policy."""
    slug, repository = procedure.slug, AlternativeRepository(reading.session)
    listed, searches = repository.all(slug), repository.searches(slug)
    values = {one.number: ALTERNATIVE.values(reading, alternative_record(slug, one.number)) for one in listed}
    weighed = tuple(
        Weighed(
            alternative=one,
            standing=standing_of(values[one.number][STANDING].value),
            reason=values[one.number][REASON].value.strip(),
        )
        for one in listed
    )
    people = {one.searched_by for one in searches} | {one.added_by for one in listed}
    may = decide(reading.actor, Action.PREPARE_PROCEDURE, resource(reading, procedure)) is None
    return OpenedAlternatives(
        procedure=procedure,
        searches=searches,
        alternatives=weighed,
        fields=values,
        check=TEXTS.values(reading, record_of(slug))[TextField.OPEN_SOURCE_CHECK.value],
        text=check_text(searches, weighed, official_day(transactions.clock.now())),
        names=IdentityRepository(reading.session).names(people),
        categories=ProductRepository(reading.session).categories(),
        is_editable=may and procedure.stage in EDITABLE,
    )
