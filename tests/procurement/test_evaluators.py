"""Appointing evaluators and declaring conflicts of interest, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from app.house import House
from app.wiring import build_house
from infra.audit.model import EntryQuery, Event
from infra.audit.repository import AuditRepository
from infra.database import Database
from infra.fields.model import Edit
from infra.identity.demo import DEMO_CITY
from infra.identity.model import PersonDraft
from infra.identity.repository import IdentityRepository
from infra.notices.model import NoticeKind
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from procurement.errors import BidNotFoundError
from procurement.model import Decision, ProcedureStage
from procurement.repository import BidRepository, EvaluatorRepository, ProcedureRepository
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.services.examination import Declaration, TaskKind
from procurement.services.score_fields import FOUND, POINTS, SHEET, draft_id
from tests.bids import ASKER, EVALUATOR, appoint, with_bids
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import RELEASER

AUDITOR, DEPARTMENT = actor("revision"), actor("fachamt")
FIRST, SECOND, THIRD = "1-1-1-1", "1-1-1-2", "1-1-1-3"
BIDS = (FIRST, SECOND, THIRD)
STAGE = ProcedureStage


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def log(house: House, event: Event) -> list[dict[str, Any]]:
    with house.transactions.database.read(DEMO_CITY) as session:
        entries = AuditRepository(session).page(EntryQuery(event=event), size=100).entries
    return [dict(one.details) for one in reversed(entries)]


def told(house: House, who: Actor) -> list[NoticeKind]:
    return [one.kind for one in house.notices.page(who).items]


def refused(call: Any) -> list[str]:  # noqa: ANN401 - any call of a service
    with pytest.raises(ExaminationRefusedError) as error:
        call()
    return [one.type for one in error.value.reasons]


def none_of(*bids: str) -> list[Declaration]:
    return [Declaration(bid=bid, has_conflict=False) for bid in bids]


def write_draft(house: House, slug: str, bid: str, who: Actor = EVALUATOR) -> None:
    with house.transactions.write(who, Action.SCORE_BIDS) as writing:
        record = SHEET.record(draft_id(slug, str(who.person), bid, "F1"), who.person)
        SHEET.save(writing, record, Edit(field=FOUND, value="steht da", base_version=0))
        SHEET.save(writing, record, Edit(field=POINTS, value="8", base_version=0))


def drafts(house: House, slug: str, who: Actor = EVALUATOR) -> set[str]:
    with house.transactions.read(who, Action.SCORE_BIDS) as reading:
        return {one.split("/")[2] for one in SHEET.values_under(reading, f"{slug}/", who.person)}


def put_into(house: House, slug: str, stage: STAGE) -> None:
    with house.transactions.write(ASKER, Action.EXAMINE_BIDS) as writing:
        procedures = ProcedureRepository(writing.session)
        before = procedures.hold(slug)
        procedures.save(before, replace(before, stage=stage))


def test_somebody_is_appointed_told_and_removed(house: House) -> None:
    slug = with_bids(house).slug
    made = house.staffing.appoint(ASKER, slug, 1, str(EVALUATOR.person))
    assert made.person == EVALUATOR.person
    assert refused(lambda: house.staffing.appoint(RELEASER, slug, 1, str(EVALUATOR.person))) == ["appointed-before"]
    team = house.staffing.open(AUDITOR, slug)
    assert [(one.lot, one.undeclared) for one in team.sheets] == [(1, 3)]
    house.staffing.remove(ASKER, slug, 1, str(EVALUATOR.person))

    assert house.staffing.open(ASKER, slug).evaluators == ()
    assert told(house, EVALUATOR)[:2] == [NoticeKind.EVALUATOR_REMOVED, NoticeKind.EVALUATOR_APPOINTED]
    assert log(house, Event.EVALUATOR_APPOINTED)[0]["after"] == {"lot": 1, "evaluator": EVALUATOR.person}
    assert log(house, Event.EVALUATOR_REMOVED)[0]["before"]["evaluator"] == EVALUATOR.person
    assert refused(lambda: house.staffing.remove(ASKER, slug, 1, str(EVALUATOR.person))) == ["not-appointed"]


def test_who_cannot_be_appointed(house: House) -> None:
    slug = with_bids(house).slug

    assert refused(lambda: house.staffing.appoint(ASKER, slug, 1, str(DEPARTMENT.person))) == ["no-evaluator"]
    assert refused(lambda: house.staffing.appoint(ASKER, slug, 1, "niemand")) == ["no-evaluator"]
    assert refused(lambda: house.staffing.appoint(ASKER, slug, 7, str(EVALUATOR.person))) == ["lot-unknown"]
    assert refused(lambda: house.staffing.copy(ASKER, slug, 1)) == ["nobody-to-copy"]


def test_whoever_knows_a_locked_price_scores_nothing(house: House) -> None:
    slug = with_bids(house).slug
    with house.transactions.write(actor("verwaltung"), Action.MANAGE_PEOPLE) as writing:
        repository = IdentityRepository(writing.session)
        person = repository.person(str(ASKER.person))
        assert person is not None
        both = PersonDraft(name=person.name, office=person.office, roles=frozenset({*person.roles, Role.EVALUATOR}))
        repository.change_person(person.id, both)

    assert refused(lambda: house.staffing.appoint(RELEASER, slug, 1, str(ASKER.person))) == ["knows-prices"]
    open_prices = with_bids(house, "VG-10", two_envelopes=False).slug
    assert house.staffing.appoint(RELEASER, open_prices, 1, str(ASKER.person)).person == ASKER.person


@pytest.mark.parametrize("stage", [STAGE.CONSENSUS, STAGE.PRICING, STAGE.RESULT_FIXED])
def test_the_team_is_closed_with_the_scoring(house: House, stage: STAGE) -> None:
    slug = with_bids(house, stage=stage).slug
    assert refused(lambda: house.staffing.appoint(ASKER, slug, 1, str(EVALUATOR.person))) == ["not-staffed-now"]


def test_whoever_has_handed_in_stays_on_record(house: House) -> None:
    slug = with_bids(house, stage=STAGE.SCORING).slug
    appoint(house, slug, EVALUATOR)
    with house.transactions.write(EVALUATOR, Action.SCORE_BIDS) as writing:
        (own,) = EvaluatorRepository(writing.session).evaluators(slug, 1, 1)
        EvaluatorRepository(writing.session).hand_in(slug, own, writing.now)

    assert refused(lambda: house.staffing.remove(ASKER, slug, 1, str(EVALUATOR.person))) == ["sheet-handed-in"]


def test_names_and_nothing_else_are_seen_before_the_declaration(house: House) -> None:
    slug = with_bids(house).slug
    appoint(house, slug, EVALUATOR, declare=False)
    found = house.declaring.open(EVALUATOR, slug)

    assert [lot.tenderers for lot in found.lots] == [{FIRST: "Alpha GmbH", SECOND: "Beta AG", THIRD: "Gamma eG"}]
    assert (found.undeclared, found.lots[0].has_access) == (3, False)
    half = house.declaring.declare(EVALUATOR, slug, none_of(FIRST, SECOND))
    assert (half.undeclared, half.lots[0].has_access) == (1, False)
    whole = house.declaring.declare(EVALUATOR, slug, none_of(THIRD))
    assert (whole.undeclared, whole.lots[0].has_access) == (0, True)
    assert NoticeKind.CONFLICT_DECLARED not in told(house, ASKER)


def test_a_conflict_closes_the_lot_at_once_drops_drafts_and_leaves_a_trace(house: House) -> None:
    slug = with_bids(house, stage=STAGE.SCORING, decision=Decision.ADMITTED).slug
    appoint(house, slug, EVALUATOR)
    other = with_bids(house, "VG-10", stage=STAGE.SCORING, decision=Decision.ADMITTED).slug
    for place in (slug, other):
        for bid in BIDS:
            write_draft(house, place, bid)
    conflict = Declaration(bid=SECOND, has_conflict=True, text="Meine Schwester leitet dort den Vertrieb.")
    after = house.declaring.declare(EVALUATOR, slug, [conflict])

    assert not after.lots[0].has_access
    assert drafts(house, slug) == set()
    assert drafts(house, other) == set(BIDS)
    assert told(house, ASKER)[0] is NoticeKind.CONFLICT_DECLARED
    (line,) = log(house, Event.CONFLICT_DECLARED)
    assert (line["before"]["has_conflict"], line["after"]["has_conflict"]) == (False, True)
    assert "Schwester" not in str(line)
    seen = house.staffing.open(ASKER, slug)
    assert seen.sheets[0].has_conflict
    assert seen.declared[SECOND, str(EVALUATOR.person)].text.startswith("Meine Schwester")


def test_the_last_declaration_counts_and_earlier_ones_stay(house: House) -> None:
    slug = with_bids(house).slug
    appoint(house, slug, EVALUATOR)
    house.declaring.declare(EVALUATOR, slug, [Declaration(bid=FIRST, has_conflict=True, text="Aktien")])
    after = house.declaring.declare(EVALUATOR, slug, none_of(FIRST))

    assert after.lots[0].has_access
    with house.transactions.read(ASKER, Action.READ_BIDS) as reading:
        every = EvaluatorRepository(reading.session).declarations(slug)
    assert [(one.number, one.has_conflict) for one in every if one.bid == FIRST] == [
        (1, False),
        (2, True),
        (3, False),
    ]
    assert told(house, ASKER).count(NoticeKind.CONFLICT_DECLARED) == 2


def test_what_cannot_be_declared(house: House) -> None:
    slug = with_bids(house).slug
    appoint(house, slug, EVALUATOR, declare=False)
    empty = [Declaration(bid=FIRST, has_conflict=True, text=" ")]
    assert refused(lambda: house.declaring.declare(EVALUATOR, slug, empty)) == ["conflict-text-missing"]
    assert refused(lambda: house.declaring.declare(EVALUATOR, slug, [])) == ["nothing-declared"]
    house.declaring.declare(EVALUATOR, slug, none_of(FIRST))
    assert refused(lambda: house.declaring.declare(EVALUATOR, slug, none_of(FIRST))) == ["declared-before"]
    with pytest.raises(BidNotFoundError):
        house.declaring.declare(EVALUATOR, slug, none_of("1-1-2-1"))
    put_into(house, slug, STAGE.RESULT_FIXED)
    assert "not-declared-now" in refused(lambda: house.declaring.declare(EVALUATOR, slug, none_of(SECOND)))


def test_only_whoever_is_appointed_declares(house: House) -> None:
    slug = with_bids(house).slug
    for who in (EVALUATOR, ASKER, AUDITOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            house.declaring.open(who, slug)
        with pytest.raises(AccessDeniedError):
            house.declaring.declare(who, slug, none_of(FIRST))
    with pytest.raises(AccessDeniedError):
        house.staffing.open(EVALUATOR, slug)


def test_evaluators_are_told_what_waits_for_them(house: House) -> None:
    slug = with_bids(house, stage=STAGE.SCORING, decision=Decision.ADMITTED).slug
    assert house.waiting.of(EVALUATOR) == ()
    appoint(house, slug, EVALUATOR, declare=False)
    assert [(one.kind, one.slug, one.lots) for one in house.waiting.of(EVALUATOR)] == [
        (TaskKind.DECLARATION, slug, (1,))
    ]
    house.declaring.declare(EVALUATOR, slug, none_of(*BIDS))
    assert [one.kind for one in house.waiting.of(EVALUATOR)] == [TaskKind.SHEET]
    house.declaring.declare(EVALUATOR, slug, [Declaration(bid=FIRST, has_conflict=True, text="Aktien")])
    assert house.waiting.of(EVALUATOR) == ()
    assert house.waiting.of(ASKER) == ()


def test_a_team_is_copied_to_all_lots(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    slug = with_bids(house).slug
    house.staffing.appoint(ASKER, slug, 1, str(EVALUATOR.person))
    monkeypatch.setattr("procurement.services.examination.team._lots", lambda *_: {1: "A", 2: "B", 3: "C"})
    made = house.staffing.copy(ASKER, slug, 1)

    assert [one.lot for one in made] == [2, 3]
    assert refused(lambda: house.staffing.copy(ASKER, slug, 1)) == ["nobody-to-copy"]


def test_bids_that_take_no_part_need_no_declaration(house: House) -> None:
    slug = with_bids(house).slug
    appoint(house, slug, EVALUATOR, declare=False)
    with house.transactions.write(ASKER, Action.IMPORT_BIDS) as writing:
        repository = BidRepository(writing.session)
        bid = repository.find(slug, THIRD)
        assert bid is not None
        repository.change(slug, bid, replace(bid, state=type(bid.state).WITHDRAWN))

    assert house.declaring.declare(EVALUATOR, slug, none_of(FIRST, SECOND)).lots[0].has_access
