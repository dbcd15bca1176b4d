"""Examining bids, deciding about them and asking bidders, on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import VersionConflictError
from infra.audit.model import EntryQuery, Event
from infra.audit.repository import AuditRepository
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.policy.decision import AccessDeniedError
from infra.policy.table import Action
from procurement.errors import BidNotFoundError, CheckPointNotFoundError, InquiryNotFoundError
from procurement.model import (
    Check,
    CheckAnswer,
    Decision,
    InquiryKind,
    InquiryOutcome,
    ProcedureStage,
)
from procurement.repository import ExaminationRepository, ProcedureRepository
from procurement.rules.examination.document_request import UNIT_PRICE, UnitPriceStatement
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.services.examination import Finding, InquiryWish, Reply, Verdict
from tests.bids import ASKER, EVALUATOR, with_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import RELEASER, published

AUDITOR, DEPARTMENT = actor("revision"), actor("fachamt")
FIRST, SECOND, THIRD = "1-1-1-1", "1-1-1-2", "1-1-1-3"
EXAMINATION = ProcedureStage.EXAMINATION
SECRET = "Geheimnis des Bieters"


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


@pytest.fixture
def slug(house: House) -> str:
    return with_bids(house, stage=EXAMINATION).slug


def log(house: House, event: Event) -> list[dict[str, Any]]:
    """Return what the audit log tells about an event, oldest first."""
    with house.transactions.database.read(DEMO_CITY) as session:
        entries = AuditRepository(session).page(EntryQuery(event=event), size=100).entries
    return [dict(one.details) for one in reversed(entries)]


def put_into(house: House, slug: str, stage: ProcedureStage) -> None:
    with house.transactions.write(ASKER, Action.EXAMINE_BIDS) as writing:
        procedures = ProcedureRepository(writing.session)
        before = procedures.hold(slug)
        procedures.save(before, replace(before, stage=stage))


def finding(item: str, answer: CheckAnswer = CheckAnswer.MET, note: str = "", version: int = 0) -> Finding:
    return Finding(item=item, answer=answer, note=note, version=version)


def answer_all(house: House, slug: str, bid: str = FIRST) -> None:
    """Let every point of a bid be met."""
    points = house.examining.open(ASKER, slug).one(bid).points
    outcomes = house.examining.note_all(ASKER, slug, bid, [finding(one.id) for one in points])
    assert all(one.is_stored for one in outcomes.values())


def admission(reason: str = "", version: int = 1) -> Verdict:
    return Verdict(decision=Decision.ADMITTED, reason=reason, version=version)


def exclusion(code: str = "late", reason: str = "zu spät", version: int = 1) -> Verdict:
    return Verdict(decision=Decision.EXCLUDED, code=code, reason=reason, version=version)


def refused(house: House, slug: str, verdict: Verdict, bid: str = FIRST) -> list[str]:
    with pytest.raises(ExaminationRefusedError) as error:
        house.examining.decide(ASKER, slug, bid, verdict)
    return [one.type for one in error.value.reasons]


def test_a_bid_is_examined_by_the_points_of_the_law_and_its_a_criteria(house: House, slug: str) -> None:
    examined = house.examining.open(ASKER, slug).one(FIRST)
    ids = [one.id for one in examined.points]

    assert {"in-time", "sanctions", "prices-complete"} <= set(ids)
    assert [one for one in ids if one.startswith("a:")]
    assert (examined.progress.answered, examined.progress.total) == (0, len(ids))


def test_a_finding_is_kept_with_before_and_after(house: House, slug: str) -> None:
    check = house.examining.note(ASKER, slug, FIRST, finding("in-time", CheckAnswer.NOT_MET, "Eingang 12:01 Uhr"))
    again = house.examining.note(ASKER, slug, FIRST, finding("in-time", version=1))

    assert (check.version, again.version) == (1, 2)
    assert house.examining.open(AUDITOR, slug).one(FIRST).checks["in-time"] == again
    last = log(house, Event.CHECK_CHANGED)[-1]
    assert (last["before"]["answer"], last["after"]["answer"]) == ("not-met", "met")
    assert last["before"]["note"] == "Eingang 12:01 Uhr"


def test_a_conflict_keeps_what_was_stored_and_tells_it(house: House, slug: str) -> None:
    house.examining.note(ASKER, slug, FIRST, finding("in-time", CheckAnswer.NOT_MET, "A"))
    outcome = house.examining.note_all(
        RELEASER, slug, FIRST, [finding("in-time", CheckAnswer.NOT_MET, "B"), finding("complete")]
    )

    assert outcome["in-time"].is_conflict
    assert outcome["in-time"].now is not None
    assert outcome["in-time"].now.note == "A"
    assert outcome["complete"].is_stored
    with pytest.raises(VersionConflictError) as conflict:
        house.examining.note(RELEASER, slug, FIRST, finding("in-time", CheckAnswer.MET))
    assert conflict.value.current_version == 1


def test_saving_the_same_again_is_no_conflict(house: House, slug: str) -> None:
    first = house.examining.note(ASKER, slug, FIRST, finding("in-time"))

    assert house.examining.note(ASKER, slug, FIRST, finding("in-time")) == first
    assert len(log(house, Event.CHECK_CHANGED)) == 1


def test_what_is_not_met_needs_its_reason_and_an_a_criterion_always_applies(house: House, slug: str) -> None:
    item = next(one.id for one in house.examining.open(ASKER, slug).one(FIRST).points if one.id.startswith("a:"))
    for wanted, types in (
        (finding("in-time", CheckAnswer.NOT_MET), ["note-missing"]),
        (finding(item, CheckAnswer.NOT_APPLICABLE, "warum"), ["a-criterion-applies"]),
    ):
        with pytest.raises(ExaminationRefusedError) as error:
            house.examining.note(ASKER, slug, FIRST, wanted)
        assert [one.type for one in error.value.reasons] == types


def test_a_bid_is_admitted_when_everything_is_met_else_with_a_reason(house: House, slug: str) -> None:
    assert refused(house, slug, admission()) == ["admission-reason-missing"]
    answer_all(house, slug)
    bid = house.examining.decide(ASKER, slug, FIRST, admission())
    house.examining.note(ASKER, slug, SECOND, finding("permission", CheckAnswer.NOT_MET, "x"))
    other = house.examining.decide(ASKER, slug, SECOND, admission("Nachweis ist unterwegs"))
    assert (bid.decision_reason, other.decision_reason) == ("", "Nachweis ist unterwegs")

    assert (bid.decision, bid.version, other.decision) == (Decision.ADMITTED, 2, Decision.ADMITTED)
    entries = log(house, Event.BID_DECIDED)
    assert (entries[0]["before"]["decision"], entries[0]["after"]["decision"]) == ("undecided", "admitted")
    assert entries[1]["after"]["reason"] == "Nachweis ist unterwegs"


def test_an_unmet_a_criterion_proposes_the_exclusion_and_stops_the_admission(house: House, slug: str) -> None:
    answer_all(house, slug)
    item = next(one.id for one in house.examining.open(ASKER, slug).one(FIRST).points if one.id.startswith("a:"))
    house.examining.note(ASKER, slug, FIRST, finding(item, CheckAnswer.NOT_MET, "keine Schnittstelle", version=1))
    proposal = house.examining.open(ASKER, slug).one(FIRST).proposal

    assert proposal is not None
    assert (proposal.code, "keine Schnittstelle" in proposal.reason) == ("a_criterion", True)
    assert "a-criterion-not-met" in refused(house, slug, admission("trotzdem"))


@pytest.mark.parametrize("stage", list(ProcedureStage))
def test_bids_leave_only_before_a_result_is_asked_for(house: House, stage: ProcedureStage) -> None:
    slug = with_bids(house, stage=stage).slug
    allowed = {"examination", "scoring", "consensus", "pricing"}
    if stage in {
        "change",
        "change-requested",
        "published",
        "preparation",
        "release-requested",
        "abandoned",
        "annulled",
        "participation",
        "selection-requested",
        "invited",
    }:
        with pytest.raises(BidNotFoundError):
            house.examining.decide(ASKER, slug, FIRST, exclusion())
    elif stage.value in allowed:
        assert house.examining.decide(ASKER, slug, FIRST, exclusion()).exclusion_code == "late"
    else:
        expected = "exclusion-too-late" if stage.value.startswith(("result", "award")) else "not-examined-now"
        assert refused(house, slug, exclusion()) == [expected]
    if stage.value in allowed - {"examination"}:
        assert "not-examined-now" in refused(house, slug, admission("x"), SECOND)


def test_an_excluded_bid_stays_listed_and_can_come_back_while_it_is_examined(house: House, slug: str) -> None:
    out = house.examining.decide(ASKER, slug, FIRST, exclusion())
    assert refused(house, slug, exclusion(version=2)) == ["already-excluded"]
    assert refused(house, slug, exclusion("erfunden", "x", version=2)) == ["ground-unknown"]
    assert refused(house, slug, exclusion("late", " ", version=2)) == ["exclusion-reason-missing"]
    listed = house.examining.open(ASKER, slug).one(FIRST).bid
    back = house.examining.decide(ASKER, slug, FIRST, admission("Uhr ging vor", version=2))

    assert listed == out
    assert (back.decision, back.exclusion_code, back.exclusion_reason) == (Decision.ADMITTED, "", "")
    with pytest.raises(VersionConflictError):
        house.examining.decide(RELEASER, slug, FIRST, exclusion(version=2))


def test_only_officers_examine_auditors_read_and_others_do_neither(house: House, slug: str) -> None:
    assert not house.examining.open(AUDITOR, slug).is_open
    for who in (EVALUATOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            house.examining.open(who, slug)
        with pytest.raises(AccessDeniedError):
            house.inquiring.open(who, slug)
    for who in (AUDITOR, EVALUATOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            house.examining.note(who, slug, FIRST, finding("in-time"))
        with pytest.raises(AccessDeniedError):
            house.examining.decide(who, slug, FIRST, exclusion())


def test_what_is_not_there_is_not_found(house: House, slug: str) -> None:
    with pytest.raises(BidNotFoundError):
        house.examining.note(ASKER, slug, "9-9-9-9", finding("in-time"))
    with pytest.raises(CheckPointNotFoundError):
        house.examining.note(ASKER, slug, FIRST, finding("gibt-es-nicht"))
    with pytest.raises(InquiryNotFoundError):
        house.inquiring.close(ASKER, slug, 7, 1)
    early = published(house, "VG-8")
    assert house.examining.open(ASKER, early.slug).bids == ()
    assert house.inquiring.open(ASKER, early.slug).papers == {}


def test_the_longest_a_criterion_fits(house: House, slug: str) -> None:
    with house.transactions.write(ASKER, Action.EXAMINE_BIDS) as writing:
        check = Check(
            bid=FIRST,
            item="a:" + 64 * "x",
            answer=CheckAnswer.MET,
            note="",
            changed_by=str(ASKER.person),
            changed_at=writing.now,
            version=1,
        )
        ExaminationRepository(writing.session).put_check(slug, check)


def wish(house: House, **changes: Any) -> InquiryWish:  # noqa: ANN401 - fields of any type
    values: dict[str, Any] = {
        "kind": InquiryKind.DOCUMENT_REQUEST,
        "bids": (FIRST,),
        "subject": "register",
        "text": "Bitte reichen Sie den Auszug nach.",
        "due_at": house.transactions.clock.now() + timedelta(days=6),
    }
    return InquiryWish(**values | changes)


def stopped(house: House, slug: str, **changes: Any) -> list[str]:  # noqa: ANN401 - fields of any type
    with pytest.raises(ExaminationRefusedError) as error:
        house.inquiring.ask(ASKER, slug, wish(house, **changes))
    return [one.type for one in error.value.reasons]


def test_papers_are_asked_for_and_answered(house: House, slug: str, clock: StoppedClock) -> None:
    first, second = house.inquiring.ask(ASKER, slug, wish(house, bids=(FIRST, SECOND)))
    assert (first.number, second.number, first.outcome) == (1, 2, InquiryOutcome.OPEN)
    assert stopped(house, slug) == ["asked-before"]
    answered = house.inquiring.answer(
        ASKER,
        slug,
        1,
        1,
        Reply(text=SECRET, answered_at=clock.now()),
    )
    assert (answered.outcome, answered.answer, answered.version) == (InquiryOutcome.ANSWERED, SECRET, 2)
    with pytest.raises(VersionConflictError):
        house.inquiring.close(ASKER, slug, 1, 1)
    with pytest.raises(ExaminationRefusedError):
        house.inquiring.close(ASKER, slug, 2, 1)
    assert SECRET not in str(log(house, Event.INQUIRY_ANSWERED))
    assert log(house, Event.INQUIRY_SENT)[0]["after"]["subject"] == "register"


def test_what_concerns_the_award_is_never_asked_for(house: House, slug: str) -> None:
    papers = house.inquiring.open(ASKER, slug).papers[1]
    award = [one.id for one in papers if one.concerns == "award"]

    assert "price-sheet" in award
    assert len([one for one in award if one.startswith("b:")]) >= 1
    for paper in award:
        assert stopped(house, slug, subject=paper) == ["award-paper"]


def test_a_unit_price_is_asked_for_only_where_it_changes_nothing(house: House, slug: str) -> None:
    half = UnitPriceStatement(is_insignificant=True, total_stays=True)
    assert stopped(house, slug, subject=UNIT_PRICE, unit_price=half) == ["unit-price-matters"]
    whole = UnitPriceStatement(is_insignificant=True, total_stays=True, order_stays=True)
    (asked,) = house.inquiring.ask(ASKER, slug, wish(house, subject=UNIT_PRICE, unit_price=whole))
    assert asked.subject == UNIT_PRICE
    assert log(house, Event.INQUIRY_SENT)[0]["after"]["unit_price"] == "insignificant"


def test_all_who_lack_a_paper_are_asked_alike(house: House, slug: str) -> None:
    for bid in (FIRST, SECOND):
        house.examining.note(ASKER, slug, bid, finding("permission", CheckAnswer.NOT_MET, "fehlt"))

    assert house.inquiring.open(ASKER, slug).lacking["register"] == (FIRST, SECOND)
    assert stopped(house, slug) == ["others-lack-it"]
    house.inquiring.ask(ASKER, slug, wish(house, alone="liegt schon in der Akte"))
    assert log(house, Event.INQUIRY_SENT)[0]["after"]["alone"] == "liegt schon in der Akte"
    house.inquiring.ask(ASKER, slug, wish(house, bids=(SECOND,)))


@pytest.mark.parametrize(
    ("changes", "types"),
    [
        ({"due_at": None}, ["due-missing"]),
        ({"text": " "}, ["text-missing"]),
        ({"bids": ()}, ["bid-missing"]),
        ({"subject": "erfunden"}, ["paper-unknown"]),
        ({"kind": InquiryKind.CLARIFICATION, "subject": ""}, ["subject-missing"]),
        ({"kind": InquiryKind.PRICE_CLARIFICATION, "due_at": None}, ["due-missing", "price-locked"]),
    ],
)
def test_an_inquiry_is_stopped(house: House, slug: str, changes: dict[str, Any], types: list[str]) -> None:
    assert stopped(house, slug, **changes) == types
    assert house.inquiring.open(ASKER, slug).inquiries == ()


def test_a_late_answer_counts_as_none_and_is_kept(house: House, slug: str, clock: StoppedClock) -> None:
    due = clock.now() + timedelta(hours=1)
    for _ in range(2):
        question = wish(house, kind=InquiryKind.CLARIFICATION, subject="Betrieb", due_at=due)
        house.inquiring.ask(ASKER, slug, question)
    clock.moment = due + timedelta(hours=1)
    late = house.inquiring.answer(ASKER, slug, 1, 1, Reply(text="doch noch", answered_at=due + timedelta(seconds=1)))
    just = house.inquiring.answer(ASKER, slug, 2, 1, Reply(text="gerade noch", answered_at=due))

    assert (late.outcome, late.answer) == (InquiryOutcome.UNANSWERED, "doch noch")
    assert just.outcome is InquiryOutcome.ANSWERED


def test_before_the_opening_bidders_ask_and_nobody_is_asked(house: House) -> None:
    awaited = published(house, "VG-FRAGEN").slug
    asked = wish(house, kind=InquiryKind.QUESTION, bids=(), subject="Format", due_at=None)
    (question,) = house.inquiring.ask(ASKER, awaited, asked)
    reply = Reply(text="ODF oder gleichwertig.", answered_at=house.transactions.clock.now())
    answered = house.inquiring.answer(ASKER, awaited, question.number, question.version, reply)

    assert (answered.bid, answered.outcome) == (None, InquiryOutcome.ANSWERED)
    for kind in set(InquiryKind) - {InquiryKind.QUESTION}:
        with pytest.raises(ExaminationRefusedError) as refused:
            house.inquiring.ask(ASKER, awaited, replace(asked, kind=kind))
        assert "not-asked-now" in {one.type for one in refused.value.reasons}


def test_bidders_ask_without_a_deadline_and_nobody_asks_once_the_result_is_asked_for(house: House, slug: str) -> None:
    (question,) = house.inquiring.ask(
        ASKER, slug, wish(house, kind=InquiryKind.QUESTION, bids=(), subject="Frage", due_at=None)
    )
    assert house.inquiring.close(ASKER, slug, question.number, 1).outcome is InquiryOutcome.UNANSWERED
    put_into(house, slug, ProcedureStage.RESULT_REQUESTED)
    assert "not-asked-now" in stopped(house, slug, kind=InquiryKind.CLARIFICATION)
