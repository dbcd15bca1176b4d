"""Tender procedures through their services, on both databases: prepared, released by two people, changed, ended."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.house import House
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.audit.model import EntryQuery, Event
from infra.audit.repository import AuditRepository
from infra.database import Database
from infra.fields.model import Edit, FieldConflictError, FieldTooLongError, Saved, UnknownFieldError
from infra.identity.demo import DEMO_CITY, demo_office
from infra.identity.errors import OfficeNotFoundError
from infra.identity.model import PersonDraft
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Role, operator
from procurement.errors import (
    ContentChangedError,
    LotNotFoundError,
    PlaceNotFoundError,
    ProcedureFrozenError,
    ProcedureNotFoundError,
    PublicationNotFoundError,
    ReferenceTakenError,
)
from procurement.model import ProcedureStage, ProcedureType
from procurement.rules.procedure.changes import ChangeKind
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.publication import compose, digest_of, evaluation_of, restore
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import TRANSITIONS, WITH_BIDS, Step
from procurement.rules.wording import fault_sentence
from procurement.services.procedures import Wish
from scoring.bundle.manifest import canonical
from scoring.intake import parse_evaluation
from tests.documents import as_bytes, demo
from tests.fakes import StoppedClock
from tests.people import actor
from tests.procedures import ASKER, DEADLINE, RELEASER, TEXTS, matrix, need, opened, plan, prepared, published, take

AUDITOR, EVALUATOR, DEPARTMENT = actor("revision"), actor("wertung"), actor("fachamt")
BUERGERAMT = demo_office("buergeramt")


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))


@pytest.fixture
def house(database: Database, clock: StoppedClock) -> House:
    return build_house(database, clock=clock)


def log(house: House) -> list[tuple[str, dict[str, Any]]]:
    """Return what the audit log tells about procedures, oldest first."""
    with house.transactions.database.read(DEMO_CITY) as session:
        entries = AuditRepository(session).page(EntryQuery(subject_kind="procedure"), size=100).entries
    return [(one.event, dict(one.details)) for one in reversed(entries)]


def stopped_by(house: House, slug: str, step: Step, **wish: Any) -> list[str]:  # noqa: ANN401 - fields of a wish
    """Return the reasons for which a step is refused."""
    seen = opened(house, slug)
    with pytest.raises(StepNotPossibleError) as refused:
        house.stepping.take(
            wish.pop("by", ASKER),
            slug,
            Wish(step=step, version=seen.procedure.version, seen=seen.facts.content_digest, **wish),
        )
    return [one.type for one in refused.value.reasons]


def test_from_the_first_line_to_the_notice(house: House, clock: StoppedClock) -> None:
    begun = house.drafting.create(ASKER, " VG-1 ", plan(title=" Videoberatung ", office=BUERGERAMT))
    assert (begun.slug, begun.reference, begun.plan.title, begun.version) == ("vg-1", "VG-1", "Videoberatung", 1)
    assert stopped_by(house, "vg-1", Step.REQUEST_RELEASE) == [
        "no-lots",
        "need-missing",
        "open-source-check-missing",
        "tie-rule-missing",
    ]
    prepared_one = prepared(house, "VG-2")
    asked = take(house, "vg-2", Step.REQUEST_RELEASE)
    assert (asked.stage, asked.asked_by, asked.asked_at) == (
        ProcedureStage.RELEASE_REQUESTED,
        ASKER.person,
        clock.moment,
    )
    assert asked.version == prepared_one.version + 1 == opened(house, "vg-2").procedure.version
    done = take(house, "vg-2", Step.RELEASE, RELEASER)
    assert (done.stage, done.publications, done.asked_by) == (ProcedureStage.PUBLISHED, 1, None)
    (publication,) = opened(house, "vg-2").publications
    assert (publication.asked_by, publication.released_by) == (ASKER.person, RELEASER.person)
    assert publication.digest == digest_of(publication.document)
    assert canonical(json.loads(publication.document)).decode() == publication.document
    assert opened(house, "vg-2").changes == ()


def test_the_notice_tells_the_criteria_and_nothing_internal(house: House) -> None:
    slug = published(house).slug
    version = house.procedures.publication(EVALUATOR, slug, 1)
    document = json.loads(version.document)
    assert document["lots"][0]["matrix"] == json.loads(
        as_bytes(matrix().matrix.model_dump(mode="json", exclude_none=True))
    )
    assert (document["bid_deadline"], document["procedure_type"]) == ("2027-01-20T11:00:00Z", "open")
    assert {one["name"] for one in document["parameters"]} == {"open_source_share", "band_percent_maximum"}
    assert "300000" not in version.document
    assert "Geprüft." not in version.document
    internal = json.loads(opened(house, slug).publications[0].internal)
    assert (internal["estimated_value_net_eur"], internal["open_source_check"]) == ("300000.00", "Geprüft.")
    taken = parse_evaluation(evaluation_of(document, 1), bids_required=False)
    assert (taken.procedure.published, taken.procedure.reference, taken.matrix) == (True, "VG-1", matrix().matrix)
    with pytest.raises(KeyError):
        evaluation_of(document, 2)


@pytest.mark.parametrize(
    "roles", [[Role.PROCUREMENT_OFFICER], [role for role in Role if role is not Role.ADMINISTRATOR]]
)
def test_nobody_releases_alone_whatever_their_roles(house: House, roles: list[Role]) -> None:
    draft = PersonDraft(name="Jonas Keller", roles=frozenset(roles))
    house.people.change(actor("verwaltung"), str(ASKER.person), draft)
    alone = replace(ASKER, roles=frozenset(roles))
    slug = prepared(house, by=alone).slug
    take(house, slug, Step.REQUEST_RELEASE, alone)
    assert stopped_by(house, slug, Step.RELEASE, by=alone) == ["same-person"]


def test_nobody_releases_alone_by_asking_changing_and_releasing(house: House) -> None:
    slug = prepared(house).slug
    asked = take(house, slug, Step.REQUEST_RELEASE)
    for change in every_change(house, slug, asked.version):
        with pytest.raises(ProcedureFrozenError):
            change()
    take(house, slug, Step.HAND_BACK, reason="doch noch etwas")
    house.drafting.change_text(ASKER, slug, Edit(field="klauseln", value="Andere.", base_version=1))
    take(house, slug, Step.REQUEST_RELEASE)
    assert stopped_by(house, slug, Step.RELEASE) == ["same-person"]
    assert opened(house, slug).publications == ()


def test_the_database_itself_refuses_a_single_person(house: House) -> None:
    slug = published(house).slug
    with pytest.raises(IntegrityError), house.transactions.database.write(DEMO_CITY) as session:
        session.execute(
            text(
                "INSERT INTO procurement_publication SELECT city_id, slug, 2, digest, internal_digest, asked_by,"
                " asked_by, published_at, reason, document, internal FROM procurement_publication WHERE slug = :slug"
            ),
            {"slug": slug},
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procurement_publication SET digest = digest",
        "DELETE FROM procurement_publication",
        "INSERT OR REPLACE INTO procurement_publication SELECT * FROM procurement_publication",
        "TRUNCATE procurement_publication",
    ],
)
@pytest.mark.parametrize("as_owner", [False, True])
def test_what_is_published_never_changes(house: House, statement: str, *, as_owner: bool) -> None:
    published(house)
    database = house.transactions.database
    door = database.maintain() if as_owner else database.write(DEMO_CITY)
    if database.backend == "sqlite" and statement.startswith("TRUNCATE"):
        statement = "REPLACE INTO procurement_publication SELECT * FROM procurement_publication"
    with pytest.raises((DBAPIError, AssertionError)), door as session:
        session.execute(text(statement))
    assert len(opened(house, "vg-1").publications) == 1


def every_change(house: House, slug: str, version: int) -> list[Any]:
    """Return every way to change the content of a procedure."""
    drafting, lots = house.drafting, house.lot_drafting
    edit = Edit(field="klauseln", value="x", base_version=1)
    return [
        lambda: drafting.save_plan(RELEASER, slug, version, plan(title="Anders")),
        lambda: drafting.save_need(RELEASER, slug, version, need("1")),
        lambda: drafting.save_texts(RELEASER, slug, [edit]),
        lambda: drafting.change_text(RELEASER, slug, edit),
        lambda: lots.put_lot(RELEASER, slug, version, None, "Neu"),
        lambda: lots.put_lot(RELEASER, slug, version, 1, "Anders"),
        lambda: lots.remove_lot(RELEASER, slug, version, 1),
        lambda: lots.set_matrix(RELEASER, slug, version, 1, matrix()),
    ]


@pytest.mark.parametrize("step", [None, Step.ANNUL])
def test_what_is_public_or_over_is_changed_by_nobody(house: House, step: Step | None) -> None:
    slug = published(house).slug
    if step:
        take(house, slug, step, reason="kein Bedarf mehr")
    before = opened(house, slug)
    for change in every_change(house, slug, before.procedure.version):
        with pytest.raises(ProcedureFrozenError):
            change()
    assert opened(house, slug) == before


def test_a_stale_version_is_refused_everywhere(house: House) -> None:
    slug = prepared(house).slug
    stale = opened(house, slug).procedure.version - 1
    wish = Wish(step=Step.ABANDON, version=stale, reason="x")
    with_version = [one for number, one in enumerate(every_change(house, slug, stale)) if number not in {2, 3}]
    for change in [*with_version, lambda: house.stepping.take(ASKER, slug, wish)]:
        with pytest.raises(VersionConflictError) as refused:
            change()
        assert refused.value.current_version == stale + 1
    with pytest.raises(FieldConflictError):
        house.drafting.change_text(ASKER, slug, Edit(field="klauseln", value="Neu", base_version=0))


def test_what_was_not_seen_is_neither_asked_for_nor_released(house: House) -> None:
    slug = prepared(house).slug
    seen = opened(house, slug)
    house.drafting.change_text(RELEASER, slug, Edit(field="klauseln", value="Andere.", base_version=1))
    wish = Wish(step=Step.REQUEST_RELEASE, version=seen.procedure.version, seen=seen.facts.content_digest)
    with pytest.raises(ContentChangedError):
        house.stepping.take(ASKER, slug, wish)
    asked = take(house, slug, Step.REQUEST_RELEASE)
    with pytest.raises(ContentChangedError):
        house.stepping.take(RELEASER, slug, Wish(step=Step.RELEASE, version=asked.version))


def test_a_release_is_judged_by_its_own_day(house: House, clock: StoppedClock) -> None:
    slug = prepared(house).slug
    seen = opened(house, slug).procedure
    house.drafting.save_plan(ASKER, slug, seen.version, plan(bid_deadline=datetime(2026, 12, 24, 11, 0, tzinfo=UTC)))
    take(house, slug, Step.REQUEST_RELEASE)
    clock.moment += timedelta(days=1)
    assert stopped_by(house, slug, Step.RELEASE, by=RELEASER) == ["deadline-too-early"]
    take(house, slug, Step.HAND_BACK, RELEASER, "Frist zu kurz")
    assert opened(house, slug).procedure.handed_back == "Frist zu kurz"


def test_a_two_stage_kind_needs_the_first_deadline_and_counts_the_second_from_it(house: House) -> None:
    slug = prepared(house).slug
    day = date(2026, 12, 29)
    for participation, bid, reasons in (
        (None, None, ["deadline-missing"]),
        (day - timedelta(days=6), None, ["deadline-too-early"]),
        (day, day + timedelta(days=20), ["deadline-too-early"]),
        (day, day, ["deadline-order", "deadline-too-early"]),
    ):
        moments = {
            "participation_deadline": participation and datetime(*participation.timetuple()[:3], 11, tzinfo=UTC),
            "bid_deadline": bid and datetime(*bid.timetuple()[:3], 11, tzinfo=UTC),
        }
        version = opened(house, slug).procedure.version
        house.drafting.save_plan(ASKER, slug, version, plan(kind=ProcedureType.RESTRICTED, **moments))
        found = stopped_by(house, slug, Step.REQUEST_RELEASE)
        assert [one for one in found if one != "eligibility-missing"] == reasons, (participation, bid)


def test_every_fault_of_a_matrix_stands_against_the_release(house: House) -> None:
    slug = prepared(house).slug
    document = demo() | {"bids": []}
    for group in document["matrix"]["criteria"]:
        group.pop("role", None)
    without = parse_evaluation(document, bids_required=False)
    house.lot_drafting.set_matrix(ASKER, slug, opened(house, slug).procedure.version, 1, without)
    assert stopped_by(house, slug, Step.REQUEST_RELEASE) == ["matrix-fault"]
    assert opened(house, slug).facts.lots[0].faults[0].type == "open_source_missing"
    assert house.procedures.probe_lot(ASKER, slug, 1)["findings"]
    with pytest.raises(LotNotFoundError):
        house.procedures.probe_lot(ASKER, slug, 2)


def test_a_change_is_a_new_version_by_two_people_with_a_longer_period(house: House, clock: StoppedClock) -> None:
    slug = published(house).slug
    clock.moment += timedelta(days=10)
    take(house, slug, Step.START_CHANGE, reason="Gewichte berichtigt")
    assert stopped_by(house, slug, Step.REQUEST_RELEASE) == ["nothing-changed"]
    house.drafting.change_text(ASKER, slug, Edit(field="klauseln", value="SBOM und EUPL.", base_version=1))
    assert stopped_by(house, slug, Step.REQUEST_RELEASE) == ["deadline-not-extended"]
    version = opened(house, slug).procedure.version
    house.drafting.save_plan(ASKER, slug, version, plan(bid_deadline=DEADLINE + timedelta(days=7)))
    take(house, slug, Step.REQUEST_RELEASE)
    assert stopped_by(house, slug, Step.RELEASE) == ["same-person"]
    done = take(house, slug, Step.RELEASE, RELEASER)
    assert (done.stage, done.publications, done.reason) == (ProcedureStage.PUBLISHED, 2, "")
    first, second = house.procedures.publications(AUDITOR, slug)
    assert (first.reason, second.reason) == ("", "Gewichte berichtigt")
    changes = house.procedures.differences(EVALUATOR, slug, 2)
    assert {(one.path, one.kind, one.essential) for one in changes} == {
        (("bid_deadline",), ChangeKind.CHANGED, False),
        (("clauses",), ChangeKind.CHANGED, True),
    }
    assert house.procedures.differences(EVALUATOR, slug, 1) == ()
    for number in (0, 3):
        with pytest.raises(PublicationNotFoundError):
            house.procedures.differences(EVALUATOR, slug, number)
        with pytest.raises(PublicationNotFoundError):
            house.procedures.publication(EVALUATOR, slug, number)


def test_after_the_deadline_nothing_is_changed_any_more(house: House, clock: StoppedClock) -> None:
    slug, other = published(house).slug, published(house, "VG-9").slug
    take(house, slug, Step.START_CHANGE, reason="Titel")
    version = opened(house, slug).procedure.version
    house.drafting.save_plan(ASKER, slug, version, plan(title="Anders", bid_deadline=DEADLINE + timedelta(days=30)))
    clock.moment = DEADLINE
    assert stopped_by(house, slug, Step.REQUEST_RELEASE) == ["bids-are-due"]
    assert stopped_by(house, other, Step.START_CHANGE, reason="x") == ["bids-are-due"]
    before = opened(house, slug).publications[-1]
    withdrawn = take(house, slug, Step.WITHDRAW_CHANGE)
    assert (withdrawn.stage, withdrawn.plan.title, withdrawn.plan.bid_deadline) == (
        ProcedureStage.PUBLISHED,
        "Videoberatung",
        DEADLINE,
    )
    assert opened(house, slug).changes == ()
    assert opened(house, slug).publications == (before,)


def test_a_withdrawn_change_leaves_everything_as_published(house: House) -> None:
    slug = published(house).slug
    take(house, slug, Step.START_CHANGE, reason="alles anders")
    version = opened(house, slug).procedure.version
    house.drafting.save_need(ASKER, slug, version, need("250000"))
    house.lot_drafting.put_lot(ASKER, slug, version + 1, 1, "Anders")
    house.lot_drafting.put_lot(ASKER, slug, version + 2, None, "Neu")
    house.lot_drafting.remove_lot(ASKER, slug, version + 3, 1)
    edits = [Edit(field=name, value="anders", base_version=len(TEXTS.get(name, "")) and 1) for name in TextField]
    assert all(isinstance(one, Saved) for one in house.drafting.save_texts(RELEASER, slug, edits).values())
    take(house, slug, Step.WITHDRAW_CHANGE)
    now = opened(house, slug)
    assert now.composed is not None
    last, again = now.publications[-1], now.composed
    assert json.loads(again.document) | {"number": 1} == json.loads(last.document)
    assert json.loads(again.internal) | {"number": 1} == json.loads(last.internal)
    assert {name: now.texts[name].value for name in TextField} == {name: TEXTS.get(name, "") for name in TextField}


def test_what_is_restored_composes_to_the_same(house: House) -> None:
    slug = published(house).slug
    publication = opened(house, slug).publications[0]
    restored = restore(json.loads(publication.document), json.loads(publication.internal))
    assert restored.plan == plan()
    assert compose.__doc__
    assert [(lot.number, lot.title) for lot in restored.lots] == [(1, "Gesamt")]


def test_a_reason_is_needed_where_the_machine_says_so(house: House) -> None:
    slug = prepared(house).slug
    assert stopped_by(house, slug, Step.ABANDON, reason=" \n") == ["reason-missing"]
    done = take(house, slug, Step.ABANDON, reason="kein Bedarf")
    assert (done.stage, done.reason) == (ProcedureStage.ABANDONED, "kein Bedarf")
    assert stopped_by(house, slug, Step.REQUEST_RELEASE) == ["wrong-stage"]


def test_every_transition_before_the_opening_happens(house: House) -> None:
    def through(reference: str, *steps: Step) -> list[tuple[Step, ProcedureStage, ProcedureStage]]:
        slug, told = prepared(house, reference).slug, []
        for step in steps:
            before = opened(house, slug).procedure
            if step is Step.REQUEST_RELEASE and before.stage is ProcedureStage.CHANGE:
                later = replace(before.plan, bid_deadline=DEADLINE + timedelta(days=9))
                house.drafting.save_plan(ASKER, slug, before.version, later)
            by = RELEASER if step is Step.RELEASE else ASKER
            told.append((step, before.stage, take(house, slug, step, by, "Grund").stage))
        return told

    ask, release, back, change = Step.REQUEST_RELEASE, Step.RELEASE, Step.HAND_BACK, Step.START_CHANGE
    walked = [
        *through(
            "A", ask, back, ask, release, change, ask, back, Step.WITHDRAW_CHANGE, change, ask, release, Step.ANNUL
        ),
        *through("B", Step.ABANDON),
        *through("C", ask, Step.ABANDON),
        *through("D", ask, release, change, Step.ANNUL),
        *through("E", ask, release, change, ask, Step.ANNUL),
    ]
    between = {ProcedureStage.PARTICIPATION, ProcedureStage.SELECTION_REQUESTED, ProcedureStage.INVITED}
    before_bids = set(ProcedureStage) - WITH_BIDS - between  # these: test_bid_stages.py, test_participation.py
    assert set(walked) == {
        (one.step, one.source, one.target) for one in TRANSITIONS if {one.source, one.target} <= before_bids
    }


def test_the_log_tells_every_change_with_before_and_after(house: House) -> None:
    slug = published(house).slug
    take(house, slug, Step.ANNUL, reason="kein Bedarf")
    told = log(house)
    assert [event for event, _ in told] == [
        Event.PROCEDURE_CREATED,
        Event.PROCEDURE_CHANGED,
        Event.PROCEDURE_CHANGED,
        Event.PROCEDURE_CHANGED,
        Event.RELEASE_REQUESTED,
        Event.PROCEDURE_PUBLISHED,
        Event.PROCEDURE_ANNULLED,
    ]
    document = opened(house, slug).procedure.lots[0].document
    assert told[3][1] == {
        "before": {"lot": "Gesamt", "matrix": None},
        "after": {"lot": "Gesamt", "matrix": digest_of(str(document))},
    }
    publication = opened(house, slug).publications[0]
    digests = {"publication": 1, "digest": publication.digest, "internal": publication.internal_digest}
    assert told[5][1] == {"before": {"stage": "release-requested"}, "after": {"stage": "published", **digests}}
    assert told[6][1] == {"before": {"stage": "published"}, "after": {"stage": "annulled", "reason": "kein Bedarf"}}


def test_those_who_wait_are_told(house: House) -> None:
    slug = prepared(house).slug
    take(house, slug, Step.REQUEST_RELEASE)
    take(house, slug, Step.HAND_BACK, RELEASER, "so nicht")
    take(house, slug, Step.REQUEST_RELEASE)
    take(house, slug, Step.RELEASE, RELEASER)
    assert [one.kind for one in house.notices.page(RELEASER).items] == ["release-requested"] * 2
    assert [one.kind for one in house.notices.page(ASKER).items] == ["procedure-published", "procedure-handed-back"]


@pytest.mark.parametrize("ending", [None, Step.REQUEST_RELEASE, Step.ANNUL])
def test_lists_tell_a_change_only_to_those_who_may_read_it(house: House, ending: Step | None) -> None:
    slug = published(house).slug
    take(house, slug, Step.START_CHANGE, reason="x")
    seen, later = opened(house, slug).procedure, DEADLINE + timedelta(days=30)
    changed = replace(seen.plan, title="Entwurf", bid_deadline=later)
    house.drafting.save_plan(ASKER, slug, seen.version, changed)
    if ending is not None:
        take(house, slug, ending, reason="y")
    for person, expected in (
        ("vergabestelle", ("Entwurf", later)),
        ("revision", ("Entwurf", later)),
        ("wertung", ("Videoberatung", DEADLINE)),
    ):
        by = actor(person)
        lists = (house.procedures.page(by).items, house.procedures.walk(by, "", after=None, size=5).items)
        assert [(one.title, one.bid_deadline) for items in lists for one in items] == [expected] * 2


def test_lists_show_each_what_they_may_see(house: House) -> None:
    prepared(house, "VG-1")
    published(house, "VG-2")
    version = opened(house, published(house, "VG-3").slug).procedure.version
    house.stepping.take(ASKER, "vg-3", Wish(step=Step.START_CHANGE, version=version, reason="x"))
    seen = opened(house, "vg-3").procedure
    house.drafting.save_plan(ASKER, "vg-3", seen.version, replace(seen.plan, office=BUERGERAMT))
    house.drafting.create(ASKER, "VG-4", plan(office=BUERGERAMT))
    shown = {
        person: [one.slug for one in house.procedures.page(actor(person)).items]
        for person in ("vergabestelle", "revision", "wertung", "fachamt")
    }
    assert shown == {
        "vergabestelle": ["vg-4", "vg-3", "vg-2", "vg-1"],
        "revision": ["vg-3", "vg-2"],
        "wertung": ["vg-3", "vg-2"],
        "fachamt": ["vg-3"],
    }
    with pytest.raises(AccessDeniedError):
        house.procedures.page(actor("verwaltung"))
    found = house.procedures.page(ASKER, "vg-3 VIDEO")
    assert (found.total, found.pages, found.items[0].stage, found.items[0].publications) == (
        1,
        1,
        ProcedureStage.CHANGE,
        1,
    )
    first = house.procedures.walk(AUDITOR, "", after=None, size=1)
    assert (first.items[0].slug, first.last) == ("vg-3", "vg-3")
    assert [one.slug for one in house.procedures.walk(AUDITOR, "", after="vg-3", size=5).items] == ["vg-2"]
    with pytest.raises(PlaceNotFoundError):
        house.procedures.walk(AUDITOR, "", after="vg-1", size=5)


def test_before_publication_only_the_office_for_procurement_reads(house: House) -> None:
    slug = prepared(house).slug
    for person in (AUDITOR, EVALUATOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            house.procedures.open(person, slug)
        with pytest.raises(AccessDeniedError):
            house.procedures.publications(person, slug)
    take(house, slug, Step.REQUEST_RELEASE)
    take(house, slug, Step.RELEASE, RELEASER)
    assert house.procedures.open(AUDITOR, slug).is_editable is False
    assert len(house.procedures.publications(EVALUATOR, slug)) == 1
    for person in (EVALUATOR, DEPARTMENT):
        with pytest.raises(AccessDeniedError):
            house.procedures.open(person, slug)
    with pytest.raises(AccessDeniedError):
        house.procedures.publications(DEPARTMENT, slug)


@pytest.mark.parametrize("person", [AUDITOR, EVALUATOR, DEPARTMENT, actor("verwaltung"), operator(DEMO_CITY)])
def test_nobody_else_prepares_or_decides(house: House, person: Any) -> None:  # noqa: ANN401 - an actor
    slug = published(house).slug
    version = opened(house, slug).procedure.version
    for call in (
        lambda: house.drafting.create(person, "X", plan()),
        lambda: house.drafting.save_plan(person, slug, version, plan()),
        lambda: house.stepping.take(person, slug, Wish(step=Step.ANNUL, version=version, reason="x")),
        lambda: house.lot_drafting.read_matrix(person, b"{}"),
    ):
        with pytest.raises(AccessDeniedError):
            call()


def test_what_an_opened_procedure_tells(house: House) -> None:
    slug = prepared(house).slug
    seen = opened(house, slug)
    assert seen.report is not None
    assert seen.report.value.value_net_eur == "300000.00"
    assert seen.is_editable
    assert seen.matrices[1].matrix == matrix().matrix
    assert {one.step: one.is_possible for one in seen.steps} == {Step.REQUEST_RELEASE: True, Step.ABANDON: True}
    assert seen.offer(Step.RELEASE) is None
    take(house, slug, Step.REQUEST_RELEASE)
    mine, theirs = opened(house, slug).offer(Step.RELEASE), opened(house, slug, RELEASER).offer(Step.RELEASE)
    assert mine is not None
    assert theirs is not None
    assert ([one.type for one in mine.hindrances], theirs.is_possible) == (["same-person"], True)
    assert opened(house, slug).names == {str(ASKER.person): ASKER.name}
    house.drafting.create(ASKER, "VG-5", plan(office=BUERGERAMT, kind=None))
    assert (opened(house, "vg-5").office_name, opened(house, "vg-5").report) == ("Bürgeramt", None)


def test_lots_and_texts_that_cannot_be(house: House) -> None:
    slug, lots = prepared(house).slug, house.lot_drafting
    version = opened(house, slug).procedure.version
    for number, title in ((None, "Gesamt"), (None, " "), (1, "x" * 201)):
        with pytest.raises(InputError) as refused:
            lots.put_lot(ASKER, slug, version, number, title)
        assert fault_sentence(refused.value.faults[0]).endswith(".")
    of_no_lot: list[Callable[[], object]] = [
        lambda: lots.put_lot(ASKER, slug, version, 2, "Zwei"),
        lambda: lots.remove_lot(ASKER, slug, version, 2),
        lambda: lots.set_matrix(ASKER, slug, version, 2, matrix()),
    ]
    for call in of_no_lot:
        with pytest.raises(LotNotFoundError):
            call()
    with pytest.raises(InputError) as with_bids:
        lots.set_matrix(ASKER, slug, version, 1, parse_evaluation(demo()))
    assert with_bids.value.faults[0].type == "bids_before_publication"
    with pytest.raises(UnknownFieldError):
        house.drafting.change_text(ASKER, slug, Edit(field="gurke", value="", base_version=0))
    with pytest.raises(FieldTooLongError):
        house.drafting.change_text(ASKER, slug, Edit(field="klauseln", value="x" * 20_001, base_version=1))
    for number in range(2, 51):
        version = lots.put_lot(ASKER, slug, version, None, f"Los {number}").version
    with pytest.raises(InputError) as many:
        lots.put_lot(ASKER, slug, version, None, "Los 51")
    assert many.value.faults[0].type == "lots_too_many"


def test_lots_keep_their_numbers(house: House) -> None:
    slug, lots = prepared(house).slug, house.lot_drafting
    version = opened(house, slug).procedure.version
    lots.put_lot(ASKER, slug, version, None, "Süd")
    lots.put_lot(ASKER, slug, version + 1, 1, "Nord")
    lots.remove_lot(ASKER, slug, version + 2, 1)
    found = lots.put_lot(ASKER, slug, version + 3, None, "West")
    assert [(lot.number, lot.title, lot.document) for lot in found.lots] == [(2, "Süd", None), (3, "West", None)]
    assert opened(house, slug).procedure == found
    assert stopped_by(house, slug, Step.REQUEST_RELEASE) == [
        "matrix-missing",
        "matrix-missing",
        "lots-differ-from-value",
    ]


def test_a_matrix_is_read_from_json_and_keeps_its_exemption(house: House) -> None:
    slug = prepared(house).slug
    document = demo() | {"bids": []}
    document["procedure"]["open_source_exemption"] = {"reason": "Nur ein Anbieter."}
    read = house.lot_drafting.read_matrix(ASKER, as_bytes(document))
    found = house.lot_drafting.set_matrix(ASKER, slug, opened(house, slug).procedure.version, 1, read)
    kept = json.loads(str(found.lots[0].document))
    assert kept["procedure"] == {
        "reference": "VG-1",
        "title": "Videoberatung",
        "open_source_exemption": {"reason": "Nur ein Anbieter."},
    }
    take(house, slug, Step.REQUEST_RELEASE)
    take(house, slug, Step.RELEASE, RELEASER)
    published_lot = json.loads(house.procedures.publication(EVALUATOR, slug, 1).document)["lots"][0]
    assert published_lot["open_source_exemption"] == {"reason": "Nur ein Anbieter."}


def test_names_that_cannot_be(house: House) -> None:
    prepared(house)
    with pytest.raises(ReferenceTakenError):
        house.drafting.create(ASKER, "VG-1", plan())
    with pytest.raises(OfficeNotFoundError):
        house.drafting.create(ASKER, "VG-2", plan(office="gurke"))
    for reference, title in ((" ", "Titel"), ("x" * 201, "Titel"), ("VG-2", "\n"), ("VG-2", "x" * 2_001)):
        with pytest.raises(InputError):
            house.drafting.create(ASKER, reference, plan(title=title))
    assert house.drafting.create(ASKER, "§§", plan()).slug == "procedure"


@pytest.mark.parametrize("slug", ["VG-1", "vg-77", "x" * 300])
def test_a_name_that_nobody_has(house: House, slug: str) -> None:
    prepared(house)
    for call in (
        lambda: house.procedures.open(ASKER, slug),
        lambda: house.procedures.publications(ASKER, slug),
        lambda: house.drafting.save_plan(ASKER, slug, 1, plan()),
        lambda: house.drafting.save_texts(ASKER, slug, []),
        lambda: house.stepping.take(ASKER, slug, Wish(step=Step.ANNUL, version=1)),
    ):
        with pytest.raises(ProcedureNotFoundError):
            call()


def test_deadlines_are_whole_seconds_of_years_that_somebody_plans_for(house: House) -> None:
    half = DEADLINE.replace(microsecond=500_000)
    assert house.drafting.create(ASKER, "VG-1", plan(bid_deadline=half)).plan.bid_deadline == DEADLINE
    for year in (1, 1999, 2200, 9999):
        with pytest.raises(InputError) as refused:
            house.drafting.create(ASKER, "VG-2", plan(participation_deadline=DEADLINE.replace(year=year)))
        assert refused.value.faults[0].pointer == "/participation_deadline"
        assert "2000 bis 2199" in fault_sentence(refused.value.faults[0])


def test_what_fails_leaves_nothing_behind(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    slug = prepared(house).slug
    before, told = opened(house, slug), log(house)

    def broken(*_arguments: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(AuditRepository, "append", broken)
    with pytest.raises(RuntimeError):
        take(house, slug, Step.REQUEST_RELEASE)
    monkeypatch.undo()
    assert (opened(house, slug), log(house)) == (before, told)
