"""Reading Kurzbewertungen: lists, one with what it still lacks, products to weigh up, and the page for the file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.listing import Page, Stretch
from infra.audit.model import Event
from infra.clock import official_day
from infra.exported_file import ExportedFile
from infra.fields.model import FieldValue
from infra.identity.repository import IdentityRepository
from infra.policy.decision import decide, scopes
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.model import ShortAssessment, ShortAssessmentRecord, ShortAssessmentStage
from procurement.papers import LightFacts
from procurement.repository import ShortAssessmentRepository
from procurement.rules.digest import digest_of
from procurement.rules.light.book import LightBook
from procurement.rules.light.form import TITLE
from procurement.rules.light.judging import Judgement, judge
from procurement.rules.light.signed import SignedPage, judgement_of, read_page
from procurement.services.alternatives.searching import FoundProducts, found_products
from procurement.services.light.shared import FORM, NONE, found, has_written, require, resource, subject_of

_MOST_HITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLight:
    """A page of Kurzbewertungen with the names of their offices by id."""

    page: Page[ShortAssessment]
    offices: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenLight:
    """A Kurzbewertung as somebody sees it.

    Args:
        one: The Kurzbewertung.
        office: Name of its office.
        values: What stands in its form.
        judgement: What the rules say of it today; of a signed one, what they said then.
        names: Name of whoever handed it in, by their id.
        may_write: The reader may write and hand in now.
        may_sign: The reader may sign or hand back now.
        may_hand_back: The reader may hand it back now; whoever wrote in it may do no more than that.
        record: What was signed; None before.
        page: What stands in that; title, office, values and judgement are taken from it.
        is_genuine: What was signed has the checksum that was noted with it.
    """

    one: ShortAssessment
    office: str
    values: Mapping[str, FieldValue]
    judgement: Judgement
    names: Mapping[str, str]
    may_write: bool
    may_sign: bool
    may_hand_back: bool
    record: ShortAssessmentRecord | None = None
    page: SignedPage | None = None
    is_genuine: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LightDesk:
    """Reads Kurzbewertungen.

    Args:
        transactions: Opens them to those who may read them.
        book: Dated data.
    """

    transactions: Transactions
    book: LightBook

    def page(
        self, actor: Actor, text: str = "", stage: ShortAssessmentStage | None = None, *, page: int = 1, size: int = 25
    ) -> ListedLight:
        """Return one page of those the actor may read, newest first; filtered in the database."""
        with self.transactions.read(actor, Action.READ_SHORT_ASSESSMENT) as reading:
            seen = scopes(actor, Action.READ_SHORT_ASSESSMENT)
            found_page = ShortAssessmentRepository(reading.session).page(text, stage, seen, page=page, size=size)
            offices = IdentityRepository(reading.session).offices()
            return ListedLight(page=found_page, offices={one.id: one.name for one in offices})

    def stretch(
        self,
        actor: Actor,
        text: str = "",
        stage: ShortAssessmentStage | None = None,
        *,
        after: int | None = None,
        size: int = 25,
    ) -> Stretch[ShortAssessment]:
        """Return those after a place of the same list.

        Raises:
            PlaceNotFoundError: The list has none of this number.
        """
        with self.transactions.read(actor, Action.READ_SHORT_ASSESSMENT) as reading:
            seen = scopes(actor, Action.READ_SHORT_ASSESSMENT)
            return ShortAssessmentRepository(reading.session).stretch(text, stage, seen, after=after, size=size)

    def see(self, actor: Actor, number: int) -> SeenLight:
        """Return a Kurzbewertung with what it still lacks.

        Raises:
            ShortAssessmentNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_SHORT_ASSESSMENT) as reading:
            one = found(reading, number)
            require(reading, Action.READ_SHORT_ASSESSMENT, one)
            return self._seen(reading, one)

    def products(self, actor: Actor, words: str, category: str = "") -> FoundProducts:
        """Return open-source products of the catalogue that name something of a need; nothing is kept."""
        with self.transactions.read(actor, Action.READ_PRODUCTS) as reading:
            return found_products(reading, words, category, _MOST_HITS)

    def paper(self, actor: Actor, number: int) -> ExportedFile:
        """Return the page for the file as PDF: signed, or as a draft that says so; with a line in the audit log.

        Raises:
            ShortAssessmentNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.write(actor, Action.READ_SHORT_ASSESSMENT) as writing:
            one = found(writing, number)
            require(writing, Action.READ_SHORT_ASSESSMENT, one)
            facts = self._facts(self._seen(writing, one))
            writing.record(Event.SHORT_ASSESSMENT_EXPORTED, subject_of(one), before={}, after={})
        from procurement import exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        return ExportedFile(f"kurzbewertung-{number}.pdf", exports.light_of(facts))

    def _seen(self, reading: Reading, one: ShortAssessment) -> SeenLight:
        asked, number = resource(reading, one), one.number
        identity = IdentityRepository(reading.session)
        held = FORM.values(reading, FORM.record(str(number)))
        office = identity.office(one.office)
        may_end = decide(reading.actor, Action.SIGN_SHORT_ASSESSMENT, asked) is None
        seen = SeenLight(
            one=one,
            office=office.name if office else NONE,
            values=held,
            judgement=judge(_texts(held), self.book, official_day(self.transactions.clock.now())),
            names=identity.names({one.asked_by} if one.asked_by else set()),
            may_write=decide(reading.actor, Action.WRITE_SHORT_ASSESSMENT, asked) is None,
            may_sign=may_end and not has_written(reading, number),
            may_hand_back=may_end,
        )
        record = ShortAssessmentRepository(reading.session).record(number)
        return seen if record is None else _as_signed(seen, record, self.book)

    def _facts(self, seen: SeenLight) -> LightFacts:
        page, record = seen.page, seen.record
        return LightFacts(
            number=seen.one.number,
            office=seen.office,
            day=page.day if page else official_day(self.transactions.clock.now()),
            values=_texts(seen.values),
            judgement=seen.judgement,
            asked_by=page.asked_by if page else seen.names.get(seen.one.asked_by or "", ""),
            signed_by=page.signed_by if page else "",
            digest=record.digest if record else "",
            is_genuine=seen.is_genuine,
        )


def _as_signed(seen: SeenLight, record: ShortAssessmentRecord, book: LightBook) -> SeenLight:
    """Return it as the record tells it, and nothing that could have changed since; fields tell who wrote them last."""
    page = read_page(record.document)
    return replace(
        seen,
        one=replace(seen.one, title=" ".join(page.values.get(TITLE, "").split()) or seen.one.title),
        office=page.office,
        values={name: held._replace(value=page.values.get(name, "")) for name, held in seen.values.items()},
        judgement=judgement_of(page, book),
        record=record,
        page=page,
        is_genuine=digest_of(record.document) == record.digest,
    )


def _texts(held: Mapping[str, FieldValue]) -> dict[str, str]:
    return {name: one.value for name, one in held.items()}
