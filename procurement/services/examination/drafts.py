"""What somebody is writing about a bid: kept for this person alone until it is a finding or a decision."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from infra.fields.model import Conflict, Edit, FieldConflictError, FieldRule, FieldValue
from infra.fields.services import FieldStore
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from procurement.errors import CheckPointNotFoundError
from procurement.model import Decision
from procurement.rules.examination.examining import EXCLUDING
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.variants import with_requirements
from procurement.rules.procedure.bid_guards import EXAMINATION
from procurement.rules.procedure.facts import Reason
from procurement.services.examination.shared import (
    LONGEST_TEXT,
    Law,
    bid_named,
    bids_now,
    seeing,
    variants_now,
    working,
)

NOTE = "note"
ADMISSION, EXCLUSION = "admission", "exclusion"
"""What the reasons of the two decisions are called among the points."""

DECISIONS: Mapping[Decision, str] = {Decision.ADMITTED: ADMISSION, Decision.EXCLUDED: EXCLUSION}
_DRAFTS = FieldStore("examination-draft", (FieldRule(name=NOTE, longest=LONGEST_TEXT),))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationDrafts:
    """Keeps drafts of findings and reasons. They are no record: nobody else sees them, and no log tells of them.

    Args:
        transactions: Opens procedures to those who may examine bids.
        law: Dated points.
    """

    transactions: Transactions
    law: Law

    def own(self, actor: Actor, slug: str, bid: str) -> Mapping[str, FieldValue]:
        """Return the drafts of the reader about a bid, by the id of their point.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with seeing(self.transactions, actor, slug) as (reading, _):
            prefix = _record_id(slug, bid, "")
            found = _DRAFTS.values_under(reading, prefix, _person(reading))
            return {record.removeprefix(prefix): fields[NOTE] for record, fields in found.items()}

    def change(self, actor: Actor, slug: str, bid: str, item: str, edit: Edit, once: Once | None = None) -> FieldValue:
        """Keep a draft.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            BidNotFoundError: It has no such bid.
            CheckPointNotFoundError: It is about no point of the bid.
            ExaminationRefusedError: Bids are not examined now.
            FieldConflictError: Another form of this person changed it in between; nothing was saved.
            FieldTooLongError: The text is too long; nothing was saved.
        """
        with working(self.transactions, actor, Action.EXAMINE_BIDS, slug, once) as (writing, procedure):
            one = bid_named(bids_now(writing, procedure), bid)
            if procedure.stage not in EXCLUDING:
                raise ExaminationRefusedError((Reason(type="not-examined-now", source=EXAMINATION),))
            lot = one.place.lot
            points = with_requirements(
                self.law.points(writing, procedure)[lot], one, variants_now(writing, procedure)[lot]
            )
            if item not in {ADMISSION, EXCLUSION, *(point.id for point in points)}:
                raise CheckPointNotFoundError(item)
            record = _DRAFTS.record(_record_id(slug, bid, item), _person(writing))
            outcome = _DRAFTS.save(writing, record, edit)
            if isinstance(outcome, Conflict):
                raise FieldConflictError(outcome.now)
            return writing.done(outcome.now)


def forget(writing: Writing, slug: str, bid: str, items: Collection[str]) -> None:
    """Forget the writer's drafts of what is stored now."""
    for item in items:
        _DRAFTS.drop(writing, _DRAFTS.record(_record_id(slug, bid, item), _person(writing)))


def _record_id(slug: str, bid: str, item: str) -> str:
    return f"{slug}/{bid}/{item}"


def _person(reading: Reading) -> str:
    return str(reading.actor.person)
