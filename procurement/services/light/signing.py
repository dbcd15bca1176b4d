"""Handing a Kurzbewertung to a second person, who signs it or hands it back."""

from dataclasses import dataclass, replace

from core.errors import Fault, InputError, VersionConflictError
from infra.audit.model import Event
from infra.clock import official_day
from infra.fields.services import plain_text
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import ShortAssessmentSamePersonError
from procurement.model import ShortAssessment, ShortAssessmentRecord, ShortAssessmentStage
from procurement.repository import ShortAssessmentRepository
from procurement.rules.digest import digest_of
from procurement.rules.light.book import LightBook
from procurement.rules.light.judging import Judgement, judge
from procurement.rules.light.signed import written_page
from procurement.services.light.shared import (
    found,
    has_written,
    note_writer,
    page_of,
    require,
    subject_of,
    texts_of,
)
from procurement.services.register.filling import enter_assessment

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LightSigning:
    """Takes Kurzbewertungen from a draft to the signature of a second person.

    Every call names the version that the person has seen, and returns it as it became.

    Args:
        transactions: Opens them to those who may write or sign them.
        book: Dated data.
    """

    transactions: Transactions
    book: LightBook

    def ask(self, actor: Actor, number: int, version: int, once: Once | None = None) -> ShortAssessment:
        """Hand a draft in; nothing changes on it from now on.

        Raises:
            InputError: Something is missing or does not fit.
            ShortAssessmentNotFoundError: There is none of this number.
            ShortAssessmentClosedError: It is no draft.
            VersionConflictError: Somebody else has taken a step.
        """
        with self.transactions.write(actor, Action.WRITE_SHORT_ASSESSMENT, once) as writing:
            one = _seen(writing, Action.WRITE_SHORT_ASSESSMENT, number, version)
            self._require_whole(writing, number)
            after = replace(
                one,
                stage=ShortAssessmentStage.ASKED,
                asked_by=str(writing.actor.person),
                asked_at=writing.now,
                handed_back="",
            )
            note_writer(writing, number)
            writing.record(Event.SHORT_ASSESSMENT_ASKED, subject_of(one), after={"title": one.title})
            return writing.done(_saved(writing, after))

    def hand_back(
        self, actor: Actor, number: int, version: int, note: str, once: Once | None = None
    ) -> ShortAssessment:
        """Hand it back with what is to change; it is a draft again.

        Raises:
            InputError: The note says nothing or is too long.
            ShortAssessmentNotFoundError: There is none of this number.
            ShortAssessmentClosedError: Nobody has handed it in, or it is signed.
            VersionConflictError: Somebody else has taken a step.
        """
        with self.transactions.write(actor, Action.SIGN_SHORT_ASSESSMENT, once) as writing:
            one = _seen(writing, Action.SIGN_SHORT_ASSESSMENT, number, version)
            text = plain_text(note).strip()
            if not text or len(text) > LONGEST_NOTE:
                raise InputError([Fault("light_handed_back", "/note", properties={"maximum": str(LONGEST_NOTE)})])
            after = replace(one, stage=ShortAssessmentStage.DRAFT, asked_by=None, asked_at=None, handed_back=text)
            writing.record(Event.SHORT_ASSESSMENT_HANDED_BACK, subject_of(one), after={"reason": text})
            return writing.done(_saved(writing, after))

    def sign(self, actor: Actor, number: int, version: int, once: Once | None = None) -> ShortAssessment:
        """Sign what was handed in; it stays as it is for good, and what it chose stands in the register.

        Raises:
            ShortAssessmentSamePersonError: The actor wrote something of it.
            InputError: Something does not fit any more, e.g. a limit that fell meanwhile.
            ShortAssessmentNotFoundError: There is none of this number.
            ShortAssessmentClosedError: Nobody has handed it in, or it is signed.
            VersionConflictError: Somebody else has taken a step.
        """
        with self.transactions.write(actor, Action.SIGN_SHORT_ASSESSMENT, once) as writing:
            one = _seen(writing, Action.SIGN_SHORT_ASSESSMENT, number, version)
            if has_written(writing, number):
                raise ShortAssessmentSamePersonError
            judged, values = self._require_whole(writing, number), texts_of(writing, number)
            document = written_page(page_of(writing, one, values, judged.rule))
            record = ShortAssessmentRecord(
                number=number,
                document=document,
                digest=digest_of(document),
                signed_by=str(writing.actor.person),
                signed_at=writing.now,
            )
            ShortAssessmentRepository(writing.session).put_record(record)
            enter_assessment(writing, one, values)
            writing.record(Event.SHORT_ASSESSMENT_SIGNED, subject_of(one), after={"digest": record.digest})
            return writing.done(_saved(writing, replace(one, stage=ShortAssessmentStage.SIGNED)))

    def _require_whole(self, writing: Writing, number: int) -> Judgement:
        judged = judge(texts_of(writing, number), self.book, official_day(writing.now))
        if judged.faults:
            raise InputError(list(judged.faults))
        return judged


def _seen(writing: Writing, action: Action, number: int, version: int) -> ShortAssessment:
    one = found(writing, number)
    require(writing, action, one)
    if one.version != version:
        raise VersionConflictError(one.version)
    return one


def _saved(writing: Writing, after: ShortAssessment) -> ShortAssessment:
    now = replace(after, version=after.version + 1, changed_at=writing.now)
    ShortAssessmentRepository(writing.session).save(now, after.version)
    return now
