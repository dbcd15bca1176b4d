"""From the fixed result to the award: checks, decision by two, letters, standstill, objections; on both databases."""

import json
from datetime import date, timedelta

import pytest

from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from core.package import unpack
from infra.database import Database
from infra.fields.model import Conflict, FieldConflictError, Saved
from infra.policy.decision import AccessDeniedError
from procurement.errors import BidNotFoundError, ContentChangedError, ObjectionNotFoundError, ProcedureFrozenError
from procurement.model import AwardKind, LetterKind, ObjectionKind, ObjectionOutcome, ProcedureStage
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.services.awarding import AwardPaper, LettersWish, ObjectionAnswer, ObjectionWish
from procurement.services.awarding.fields import ADVANTAGES, ANNULMENT, GROUNDS, REASON, STATE
from procurement.services.awarding.letters import said
from procurement.services.procedures import Wish
from tests.awards import awarded, checked, edit, later, sent, today
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import opened
from tests.results import ASKER, RELEASER, take_result

LOSERS = ["1-1-1-2", "1-1-1-3", "1-1-1-4", "1-1-1-5"]
WHEN = date(2026, 11, 20)
DECIDED, FIXED, PRICED = "vg-9", "vg-8", "vg-7"


@pytest.fixture
def house(award_database: Database, clock: StoppedClock) -> House:
    """Return services on a database in which the award of VG-9 is decided on, and the result of VG-8 is fixed."""
    return build_house(award_database, clock=clock)


def reasons(house: House, slug: str, step: Step, by: object = ASKER) -> list[str]:
    with pytest.raises(StepNotPossibleError) as refused:
        take_result(house, slug, step, by)  # type: ignore[arg-type]  # an actor
    return sorted(one.type for one in refused.value.reasons)


def ruege(kind: ObjectionKind = ObjectionKind.RUEGE, **more: object) -> ObjectionWish:
    given = {"tenderer": "Nord GmbH", "subject": "Wertung", "text": "Die Punkte stimmen nicht.", "received_on": WHEN}
    return ObjectionWish(kind=kind, **(given | more))  # type: ignore[arg-type]  # fields of several types


def test_nothing_is_decided_before_everything_is_checked_and_reasoned(house: House) -> None:
    slug = FIXED
    gates = len(house.award.award_desk.open(ASKER, slug).known.gates)

    expected = [*(["award-gate-open"] * gates), "award-reason-missing", "award-resolution-missing"]
    assert reasons(house, slug, Step.REQUEST_AWARD) == expected
    assert gates == 7

    checked(house, slug)
    house.award.award_desk.save(ASKER, slug, [edit("russland" + STATE, "vielleicht", 1)])
    assert reasons(house, slug, Step.REQUEST_AWARD) == ["award-gate-open"]


def test_two_people_decide_on_what_both_have_seen(house: House) -> None:
    slug = FIXED
    checked(house, slug)
    asked = take_result(house, slug, Step.REQUEST_AWARD)

    assert asked.stage is ProcedureStage.AWARD_REQUESTED
    with pytest.raises(ProcedureFrozenError):
        house.award.award_desk.save(ASKER, slug, [edit(REASON, "anders", 1)])
    assert reasons(house, slug, Step.DECIDE_AWARD) == ["same-person"]
    wish = Wish(step=Step.DECIDE_AWARD, version=asked.version, seen="sha256:0")
    with pytest.raises(ContentChangedError):
        house.stepping.take(RELEASER, slug, wish)

    take_result(house, slug, Step.DECIDE_AWARD, RELEASER)
    (entry,) = house.award.award_desk.open(ASKER, slug).entries
    told = json.loads(entry.document)
    assert (entry.kind, entry.asked_by, entry.decided_by) == (AwardKind.DECISION, ASKER.person, RELEASER.person)
    assert told["lots"][0]["bid"] == "1-1-1-1"
    assert (told["signed_by"], len(told["gates"])) == ("magistrat", 7)


def test_an_award_is_handed_back_and_asked_for_anew(house: House) -> None:
    slug = FIXED
    checked(house, slug)
    asked = take_result(house, slug, Step.REQUEST_AWARD)
    wish = Wish(step=Step.HAND_BACK_AWARD, version=asked.version, reason="Blatt fehlt")
    back = house.stepping.take(RELEASER, slug, wish)
    assert (back.stage, back.handed_back) == (ProcedureStage.RESULT_FIXED, "Blatt fehlt")
    assert house.results.open(ASKER, slug).stored


def test_the_award_waits_for_letters_and_the_standstill(house: House) -> None:
    slug = DECIDED

    assert set(reasons(house, slug, Step.AWARD)) == {"letter-missing"}
    letters = sent(house, slug)
    assert [one.bid for one in letters] == LOSERS
    assert reasons(house, slug, Step.AWARD) == ["standstill-running"]
    assert reasons(later(house, 10), slug, Step.AWARD) == ["standstill-running"]

    then = later(house, 11)
    assert take_result(then, slug, Step.AWARD).stage is ProcedureStage.AWARDED
    decision, award = then.award.award_desk.open(ASKER, slug).entries
    assert json.loads(award.document)["decision"] == decision.digest
    assert json.loads(award.document)["standstill_ended"] == (today(house) + timedelta(days=10)).isoformat()
    assert opened(then, slug).steps == ()


def test_letters_by_post_wait_longer_and_the_last_one_counts(house: House) -> None:
    slug = DECIDED
    sent(house, slug)
    wish = LettersWish(kind=LetterKind.BEFORE_AWARD, sent_on=today(house), is_electronic=False, bids=(LOSERS[2],))
    house.award.letters.send(ASKER, slug, wish)

    known = house.award.award_desk.open(ASKER, slug).known
    assert known.last is not None
    assert known.last.last == today(house) + timedelta(days=15)
    assert reasons(later(house, 11), slug, Step.AWARD) == ["standstill-running"]


def test_a_letter_tells_the_own_reasons_the_winner_and_the_earliest_day(house: House) -> None:
    slug = DECIDED
    house.award.letters.save(ASKER, slug, LOSERS[0], [edit(GROUNDS, "Ihnen fehlt der Nachweis zur Barrierefreiheit.")])
    first, second, *_ = map(said, sent(house, slug))

    assert first["grounds"] == "Ihnen fehlt der Nachweis zur Barrierefreiheit."
    assert first["earliest"] == (today(house) + timedelta(days=11)).isoformat()
    drafts = {one.bid.id: one for one in house.award.letters.drafts(ASKER, slug)}
    assert second["grounds"] == drafts[LOSERS[1]].by_itself
    assert second["winner"] == drafts[LOSERS[1]].lot.winner.tenderer  # type: ignore[union-attr]  # there is one


@pytest.mark.parametrize("what", ["name", "price", "reason"])
def test_a_letter_that_tells_of_a_rival_is_not_recorded(house: House, what: str) -> None:
    slug = DECIDED
    drafts = {one.bid.id: one for one in house.award.letters.drafts(ASKER, slug)}
    rival = drafts[LOSERS[1]].lot.result(drafts[LOSERS[1]].bid)
    planted = {
        "name": rival.tenderer,
        "price": rival.price_eur.replace(".", ","),
        "reason": max(rival.reasons, key=len),
    }[what]
    house.award.letters.save(ASKER, slug, LOSERS[0], [edit(GROUNDS, f"Anders als bei Ihnen: {planted}")])

    with pytest.raises(InputError) as refused:
        sent(house, slug)
    assert {one.type for one in refused.value.faults} == {f"letter_leak_{what}"}
    assert house.award.award_desk.open(ASKER, slug).known.letters == {}


def test_letters_go_out_only_when_they_may(house: House) -> None:
    slug = FIXED
    with pytest.raises(ProcedureFrozenError):
        sent(house, slug)
    checked(house, slug)
    take_result(house, slug, Step.REQUEST_AWARD)
    take_result(house, slug, Step.DECIDE_AWARD, RELEASER)
    with pytest.raises(ProcedureFrozenError):
        sent(house, slug, LetterKind.AFTER_AWARD)
    for day in (today(house) - timedelta(days=1), today(house) + timedelta(days=1)):
        wish = LettersWish(kind=LetterKind.BEFORE_AWARD, sent_on=day, is_electronic=True)
        with pytest.raises(InputError, match="letter_day"):
            house.award.letters.send(ASKER, slug, wish)
    with pytest.raises(BidNotFoundError):
        house.award.letters.save(ASKER, slug, "1-1-1-1", [edit(GROUNDS, "der Sieger")])


def test_after_the_award_bidders_are_told_and_can_ask(house: House) -> None:
    then, slug = awarded(house, DECIDED), DECIDED
    assert [said(one)["earliest"] for one in sent(then, slug, LetterKind.AFTER_AWARD)] == [""] * len(LOSERS)
    wish = LettersWish(kind=LetterKind.ON_REQUEST, sent_on=today(then), is_electronic=True, bids=(LOSERS[0],))
    with pytest.raises(InputError, match="letter_advantages"):
        then.award.letters.send(ASKER, slug, wish)
    then.award.letters.save(ASKER, slug, LOSERS[0], [edit(ADVANTAGES, "Es deckt mehr Abläufe ab.")])
    (answer,) = then.award.letters.send(ASKER, slug, wish)
    assert said(answer)["advantages"] == "Es deckt mehr Abläufe ab."


def test_a_ruege_stops_the_award_until_it_is_answered_and_a_review_too(house: House) -> None:
    slug = DECIDED
    sent(house, slug)
    then = later(house, 11)
    recorded = then.award.objections.record(ASKER, slug, ruege(known_on=date(2026, 11, 5)))
    review = then.award.objections.record(ASKER, slug, ruege(ObjectionKind.REVIEW))
    assert reasons(then, slug, Step.AWARD) == ["objections-open", "reviews-open"]

    answer = ObjectionAnswer(outcome=ObjectionOutcome.REFUSED, answer="Geprüft.", answered_on=date(2026, 11, 24))
    then.award.objections.answer(ASKER, slug, recorded.number, 1, answer)
    with pytest.raises(ProcedureFrozenError):
        then.award.objections.answer(ASKER, slug, recorded.number, 2, answer)
    then.award.objections.answer(ASKER, slug, review.number, 1, answer)

    first, second = then.award.objections.open(ASKER, slug).entries
    assert first.is_late
    assert first.review is not None
    assert first.review.counted.last == date(2026, 12, 9)
    assert (second.due, second.review) == (None, None)
    assert take_result(then, slug, Step.AWARD).stage is ProcedureStage.AWARDED


def test_what_is_wrong_with_an_objection_is_said(house: House) -> None:
    slug = DECIDED
    log = house.award.objections
    for wrong in ({"text": " "}, {"received_on": date(2026, 12, 1)}, {"known_on": date(2026, 11, 21)}):
        with pytest.raises(InputError):
            log.record(ASKER, slug, ruege(**wrong))
    log.record(ASKER, slug, ruege())
    answer = ObjectionAnswer(outcome=ObjectionOutcome.OPEN, answer="x", answered_on=WHEN)
    with pytest.raises(InputError, match="objection_outcome"):
        log.answer(ASKER, slug, 1, 1, answer)
    with pytest.raises(ObjectionNotFoundError):
        log.answer(ASKER, slug, 9, 1, answer)
    with pytest.raises(VersionConflictError):
        log.answer(ASKER, slug, 1, 7, answer)


def test_only_officers_write_and_only_they_and_auditors_read(house: House) -> None:
    slug = FIXED
    assert not house.award.award_desk.open(actor("revision"), slug).may_write
    for account in ("fachamt", "wertung", "adit", "magistrat"):
        with pytest.raises(AccessDeniedError):
            house.award.award_desk.open(actor(account), slug)
    with pytest.raises(AccessDeniedError):
        house.award.award_desk.save(actor("revision"), slug, [edit(REASON, "x")])
    with pytest.raises(AccessDeniedError):
        house.award.award_desk.open(ASKER, PRICED)


def test_two_forms_do_not_overwrite_each_other(house: House) -> None:
    slug = FIXED
    desk = house.award.award_desk
    assert isinstance(desk.save(ASKER, slug, [edit(REASON, "eins")])[REASON], Saved)
    assert isinstance(desk.save(RELEASER, slug, [edit(REASON, "zwei")])[REASON], Conflict)
    with pytest.raises(FieldConflictError):
        desk.change(RELEASER, slug, edit(REASON, "zwei"))
    assert desk.change_note(RELEASER, slug, edit("vermerk-1", "Musterstadt, Rathausplatz 1")).version == 1


def test_a_reset_puts_the_award_aside(house: House) -> None:
    slug = DECIDED
    version = opened(house, slug).procedure.version
    house.stepping.take(ASKER, slug, Wish(step=Step.RESET, version=version, reason="Fehler in der Wertung"))
    with pytest.raises(AccessDeniedError):
        house.award.award_desk.open(ASKER, slug)


def test_everybody_is_told_of_an_annulment_and_why_and_nothing_of_anybody_else(house: House) -> None:
    then = annulled(house, DECIDED, "Der Bedarf ist entfallen.")
    drafts = then.award.letters.drafts(ASKER, DECIDED)
    assert [one.bid.id for one in drafts] == ["1-1-1-1", *LOSERS]
    assert {one.grounds for one in drafts} == {"Der Bedarf ist entfallen."}
    assert [list(one.fields) for one in drafts] == [[ANNULMENT]] * len(drafts)

    rival = drafts[0].lot.result(drafts[0].bid)
    then.award.letters.save(ASKER, DECIDED, LOSERS[0], [edit(ANNULMENT, f"{rival.tenderer} war zu teuer.")])
    with pytest.raises(InputError, match="letter_leak_name"):
        sent(then, DECIDED, LetterKind.ANNULMENT)
    told = then.award.letters.change(ASKER, DECIDED, LOSERS[0], edit(ANNULMENT, "Die Mittel fehlen.", 1))
    assert told.version == 2

    letters = sent(then, DECIDED, LetterKind.ANNULMENT)
    assert [said(one)["grounds"] for one in letters][:2] == ["Der Bedarf ist entfallen.", "Die Mittel fehlen."]
    assert {(said(one)["winner"], said(one)["earliest"], said(one)["advantages"]) for one in letters} == {("", "", "")}
    packed = then.award.award_papers.paper(ASKER, DECIDED, AwardPaper.FILE).data
    assert {f"schreiben-{one.number}.pdf" for one in letters} <= unpack(packed).keys()


def test_letters_about_an_annulment_go_out_after_it_alone(house: House) -> None:
    with pytest.raises(ProcedureFrozenError):
        sent(house, DECIDED, LetterKind.ANNULMENT)
    then = annulled(house, DECIDED, "Der Bedarf ist entfallen.")
    for kind in (LetterKind.BEFORE_AWARD, LetterKind.AFTER_AWARD, LetterKind.ON_REQUEST):
        with pytest.raises(ProcedureFrozenError):
            sent(then, DECIDED, kind)
    early = LettersWish(kind=LetterKind.ANNULMENT, sent_on=today(then) - timedelta(days=2), is_electronic=True)
    with pytest.raises(InputError, match="letter_day"):
        then.award.letters.send(ASKER, DECIDED, early)
    with pytest.raises(AccessDeniedError):
        then.award.letters.drafts(actor("fachamt"), DECIDED)


def test_names_are_looked_for_where_no_result_was_fixed_too(house: House) -> None:
    then = annulled(house, PRICED, "Kein Ergebnis.")
    drafts = then.award.letters.drafts(ASKER, PRICED)
    other = next(one.bid.tenderer for one in drafts if one.bid.tenderer != drafts[0].bid.tenderer)
    then.award.letters.save(ASKER, PRICED, drafts[0].bid.id, [edit(ANNULMENT, f"Auch {other} war zu teuer.")])
    (first, *_) = then.award.letters.drafts(ASKER, PRICED)
    assert [one.text for one in first.leaks] == [other]


def annulled(house: House, slug: str, reason: str) -> House:
    """Annul a procedure, and return services on the next day."""
    wish = Wish(step=Step.ANNUL, version=opened(house, slug).procedure.version, reason=reason)
    house.stepping.take(ASKER, slug, wish)
    return later(house, 1)
