"""The Teilnahmewettbewerb through the services on both databases."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from app.house import House
from app.procurement_wiring import load_rulebook
from app.wiring import build_house
from core.errors import InputError, VersionConflictError
from infra.audit.model import Event
from infra.database import Database
from infra.policy.decision import AccessDeniedError
from procurement.errors import ProcedureFrozenError, RequestNotFoundError, RequestsNotAcceptedError
from procurement.model import BidState, CheckAnswer, Decision, Finding, ProcedureStage, RequestOutcome
from procurement.rules.examination.refusal import ExaminationRefusedError
from procurement.rules.examination.wording import examination_sentence
from procurement.rules.participation.matrix import parse_eligibility
from procurement.rules.periods import Stage
from procurement.rules.procedure.participation_guards import WITH_REQUESTS
from procurement.rules.procedure.publication import evaluation_of
from procurement.rules.procedure.refusal import StepNotPossibleError
from procurement.rules.procedure.stages import Step
from procurement.services.intake.importing import GivenBid
from procurement.services.intake.opening import OpeningRecord
from procurement.services.participation.qualifying import Examined
from procurement.services.participation.recording import GivenRequest
from procurement.services.procedures import Wish
from tests.architecture.sources import ROOT
from tests.audit_lines import lines_of
from tests.bids import AUTUMN, at
from tests.fakes import StoppedClock
from tests.participation import (
    BIDS_DUE,
    OPENED,
    POINTS,
    REQUESTS_DUE,
    add,
    choose,
    drafted,
    eligibility,
    examine,
    examined,
    findings,
    invite,
    invited,
    open_requests,
    published,
)
from tests.people import actor
from tests.procedures import ASKER, RELEASER, opened, take

BY_LOT = "das Los entschied zwischen gleich bewerteten Bewerbern"


@pytest.fixture
def house(demo_database: Database, clock: StoppedClock) -> House:
    return build_house(demo_database, clock=clock)


def reasons(call: Callable[[], object]) -> list[str]:
    try:
        call()
    except (StepNotPossibleError, ExaminationRefusedError) as refused:
        error = refused
    else:
        pytest.fail("nothing was refused")
    if isinstance(error, ExaminationRefusedError):
        assert all(examination_sentence(one) for one in error.reasons)
    return [one.type for one in error.reasons]


def faults(call: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as refused:
        call()
    return [(one.type, one.pointer) for one in refused.value.faults]


def test_the_matrix_is_published_and_frozen_with_the_notice(house: House) -> None:
    autumn = at(house, AUTUMN)
    found = drafted(autumn)
    assert reasons(lambda: take(autumn, found.slug, Step.REQUEST_RELEASE)) == ["eligibility-missing"]
    version = opened(autumn, found.slug).procedure.version
    few = autumn.drafting.save_eligibility(ASKER, found.slug, version, eligibility(least=2))
    assert reasons(lambda: take(autumn, found.slug, Step.REQUEST_RELEASE)) == ["eligibility-too-few"]
    autumn.drafting.save_eligibility(ASKER, found.slug, few.version, eligibility())
    take(autumn, found.slug, Step.REQUEST_RELEASE)
    after = take(autumn, found.slug, Step.RELEASE, RELEASER)

    document = json.loads(opened(house, found.slug).publications[0].document)
    assert document["eligibility"] == json.loads(str(after.eligibility))
    with pytest.raises(ProcedureFrozenError):
        autumn.drafting.save_eligibility(ASKER, found.slug, after.version, eligibility(most=4))
    take(autumn, found.slug, Step.START_CHANGE, reason="Höchstzahl")
    version = opened(autumn, found.slug).procedure.version
    autumn.drafting.save_eligibility(ASKER, found.slug, version, eligibility(most=4))
    (change,) = opened(autumn, found.slug).changes
    assert (change.path, change.essential) == (("eligibility", "most"), True)
    back = take(autumn, found.slug, Step.WITHDRAW_CHANGE)
    assert back.eligibility == after.eligibility


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"criteria": []}, ("eligibility_empty", "/criteria")),
        ({"most": 2}, ("eligibility_most", "/most")),
        ({"criteria": [eligibility()["criteria"][0]]}, ("eligibility_unscored", "/most")),
        ({"criteria": eligibility()["criteria"][:2]}, ("weight_sum", "/criteria")),
        ({"price": "1"}, ("format_extra_forbidden", "/price")),
        ({"criteria": [{**eligibility()["criteria"][0], "kind": "I"}]}, ("format_literal_error", "/criteria/0/kind")),
    ],
)
def test_a_matrix_with_faults_is_refused(changes: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults(lambda: parse_eligibility(eligibility(**changes)))[0][1].startswith(fault[1])


def test_requests_come_in_after_their_deadline_and_opening(house: House) -> None:
    slug = published(house)
    version = opened(house, slug).procedure.version
    early = at(house, REQUESTS_DUE - timedelta(seconds=1))
    assert reasons(lambda: open_requests(early, slug)) == ["requests-not-due"]
    same = OpeningRecord(opened_at=REQUESTS_DUE, first_person="Erika", second_person=" erika ")
    before = replace(OPENED, opened_at=REQUESTS_DUE - timedelta(seconds=1))
    for record, fault in ((same, "opening_same_person"), (before, "opening_before_deadline")):
        assert faults(partial(house.requesting.record_opening, ASKER, slug, version, record))[0][0] == fault
    with pytest.raises(RequestsNotAcceptedError):
        add(house, slug, "Alpha")
    for stranger in ("wertung", "fachamt", "revision", "verwaltung"):
        with pytest.raises(AccessDeniedError):
            open_requests(house, slug, actor(stranger))
    assert "participation-first" in reasons(partial(house.bid_opening.record, ASKER, slug, version, OPENED))
    open_requests(house, slug)

    assert opened(house, slug).procedure.stage is ProcedureStage.PARTICIPATION
    assert house.bids.all(ASKER, slug).openings == ()


def test_a_late_request_is_recorded_and_takes_no_part(house: House) -> None:
    slug = published(house)
    open_requests(house, slug)
    assert [add(house, slug, "Alpha"), add(house, slug, "Zu spät AG", late=True)] == [1, 2]
    seen = house.qualifying.open(ASKER, slug)
    assert [one.state for one in seen.requests] == [BidState.RECEIVED, BidState.LATE]
    assert seen.opening is not None
    assert faults(lambda: add(house, slug, " ALPHA ")) == [("request_known", "/candidate")]
    future = GivenRequest(candidate="B", received_at=datetime(2026, 11, 22, tzinfo=UTC))
    now = opened(house, slug).procedure.version
    assert faults(lambda: house.requesting.add(ASKER, slug, now, future)) == [
        ("bid_received_in_future", "/received_at")
    ]
    late = Examined(version=1, findings=findings(house, slug, ("1", "1")), decision=Decision.ADMITTED)
    assert reasons(lambda: house.qualifying.examine(ASKER, slug, 2, late)) == ["request-not-valid"]
    with pytest.raises(AccessDeniedError):
        house.qualifying.open(actor("wertung"), slug)
    assert house.qualifying.open(actor("revision"), slug).is_open is False


def test_only_who_meets_everything_with_reasons_is_suitable(house: House) -> None:
    slug = published(house)
    open_requests(house, slug)
    add(house, slug, "Alpha GmbH")
    whole = findings(house, slug, ("7", "8"))

    def given(decision: Decision = Decision.ADMITTED, code: str = "", reason: str = "", **changes: Finding) -> Examined:
        named = {name.replace("a_", "a:"): one for name, one in changes.items()}
        return Examined(
            version=1,
            findings=whole | named,
            decision=decision,
            exclusion_code=code,
            exclusion_reason=reason,
        )

    unmet = Finding(answer=CheckAnswer.NOT_MET, note="Deckung nur 1 Mio. Euro")
    for wish, wrong in (
        (given(a_E1=unmet), ["eligibility-unmet"]),
        (given(a_E1=Finding()), ["eligibility-open"]),
        (given(E2=Finding(note="fehlt")), ["eligibility-unscored"]),
        (given(E2=Finding(points=Decimal(7))), ["eligibility-note-missing"]),
        (given(E2=Finding(points=Decimal("7.5"), note="x")), ["eligibility-points-off"]),
        (given(a_E1=Finding(answer=CheckAnswer.NOT_APPLICABLE, note="x")), ["a-criterion-applies"]),
        (given(Decision.EXCLUDED, "abnormally_low", "x"), ["ground-unknown"]),
        (given(Decision.EXCLUDED, "unsuitable", " "), ["exclusion-reason-missing"]),
    ):
        assert reasons(partial(house.qualifying.examine, ASKER, slug, 1, wish)) == wrong
    assert house.qualifying.open(ASKER, slug).one(1).version == 1
    after = house.qualifying.examine(ASKER, slug, 1, given(Decision.EXCLUDED, "unsuitable", "Deckung", a_E1=unmet))
    assert (after.decision, after.exclusion_code, after.version) == (Decision.EXCLUDED, "unsuitable", 2)
    with pytest.raises(VersionConflictError):
        house.qualifying.examine(ASKER, slug, 1, given())
    with pytest.raises(RequestNotFoundError):
        house.qualifying.examine(ASKER, slug, 9, given())
    told = [one["details"] for one in lines_of(house.transactions.database, str(ASKER.city))]
    assert "1 Mio" not in json.dumps(told)
    ask = opened(house, slug).offer(Step.REQUEST_SELECTION)
    assert ask is not None
    assert [one.type for one in ask.hindrances] == ["no-candidates"]


def test_the_best_are_chosen_and_equal_ones_by_lot(house: House) -> None:
    slug = examined(house)
    ranking = house.qualifying.open(ASKER, slug).ranking
    assert ranking is not None
    assert [(one.request.number, one.rank, int(one.points), one.is_invited) for one in ranking.ranked] == [
        (1, 1, 950, True),
        (2, 2, 800, True),
        (3, 3, 650, False),
        (4, 3, 650, False),
    ]
    assert reasons(lambda: choose(house, slug)) == ["candidates-tied"]
    for numbers, how, wrong in (
        ([3, 4], "Los", "draw-places"),
        ([1], "Los", "draw-places"),
        ([3], " ", "drawing-missing"),
    ):
        assert wrong in reasons(partial(house.qualifying.draw, ASKER, slug, numbers, how))
    house.qualifying.draw(ASKER, slug, [4], "Zettel, gezogen von Mira Novak.")
    examine(house, slug, 3, ("6", "7"))
    assert reasons(lambda: choose(house, slug)) == ["candidates-tied"]
    house.qualifying.draw(ASKER, slug, [3], "Zettel, gezogen von Mira Novak.")
    seen = opened(house, slug)
    for end, wrong in ((None, "deadline-missing"), (BIDS_DUE - timedelta(days=6), "deadline-too-early")):
        wish = Wish(step=Step.REQUEST_SELECTION, version=seen.procedure.version, seen=seen.facts.participation.digest)
        ends = replace(wish, bid_deadline=end)
        assert reasons(partial(house.stepping.take, ASKER, slug, ends)) == [wrong]


def test_another_person_confirms_the_choice_and_only_those_chosen_bid(house: House) -> None:
    slug = examined(house)
    add(house, slug, "Zu spät AG", late=True)
    house.qualifying.draw(ASKER, slug, [3], "Zettel, gezogen von Mira Novak.")
    choose(house, slug)
    assert reasons(lambda: invite(house, slug, ASKER)) == ["same-person"]
    weeks_later = at(house, datetime(2026, 12, 10, 9, 0, tzinfo=UTC))
    assert reasons(lambda: invite(weeks_later, slug)) == ["deadline-too-early"]
    take(house, slug, Step.HAND_BACK_SELECTION, RELEASER, "Bitte Referenzen prüfen")
    choose(house, slug)
    after = invite(house, slug)

    assert (after.stage, after.bids_due) == (ProcedureStage.INVITED, BIDS_DUE)
    outcomes = {one.candidate: (one.outcome, one.outcome_reason) for one in house.qualifying.open(ASKER, slug).requests}
    assert outcomes == {
        "Alpha GmbH": (RequestOutcome.INVITED, "Rang 1 von 4 mit 950 Eignungspunkten."),
        "Beta AG": (RequestOutcome.INVITED, "Rang 2 von 4 mit 800 Eignungspunkten."),
        "Gamma eG": (RequestOutcome.INVITED, "Rang 3 von 4 mit 650 Eignungspunkten, durch Los."),
        "Delta KG": (
            RequestOutcome.DECLINED,
            f"Rang 3 von 4 mit 650 Eignungspunkten; aufgefordert werden 3, {BY_LOT}.",
        ),
        "Zu spät AG": (RequestOutcome.DECLINED, "Der Teilnahmeantrag ging nach dem Ende der Teilnahmefrist ein."),
    }
    (told,) = (
        one["details"]["after"]
        for one in lines_of(house.transactions.database, str(ASKER.city))
        if one["event"] == Event.CANDIDATES_INVITED.value
    )
    assert told["invited"] == [1, 2, 3]
    with pytest.raises(RequestsNotAcceptedError):
        add(house, slug, "Neu AG")
    _bid(house, slug)


def _bid(house: House, slug: str) -> None:
    due = at(house, BIDS_DUE + timedelta(hours=1))
    record = OpeningRecord(opened_at=BIDS_DUE, first_person="Erika Muster", second_person="Max Muster")
    version = due.bid_opening.record(ASKER, slug, opened(due, slug).procedure.version, record).version
    given = GivenBid(lot=1, tenderer="Delta KG", received_at=BIDS_DUE)
    assert faults(lambda: due.bid_import.add(ASKER, slug, version, given)) == [("bid_not_invited", "/tenderer")]
    (bid,) = due.bid_import.add(ASKER, slug, version, replace(given, tenderer="gamma EG")).bids
    assert bid.state is BidState.RECEIVED


def test_a_reset_asks_for_a_new_publication_and_new_requests(house: House) -> None:
    slug = invited(house)
    reset = take(house, slug, Step.RESET, reason="Fehler in der Eignungsmatrix")

    assert (reset.stage, reset.round_deadline) == (ProcedureStage.CHANGE, None)
    assert "bids-opened" in reasons(lambda: take(house, slug, Step.WITHDRAW_CHANGE))
    house.drafting.save_plan(ASKER, slug, reset.version, replace(reset.plan, kind=None))
    assert len(house.qualifying.open(ASKER, slug).requests) == len(POINTS)


def test_no_point_of_eligibility_reaches_the_award(house: House) -> None:
    """What ``scoring`` ranks bids by is made of the lots alone; no code of the award knows the Teilnahmewettbewerb."""
    document = json.loads(opened(house, invited(house)).publications[-1].document)
    without = {name: value for name, value in document.items() if name != "eligibility"}

    assert document["eligibility"]["criteria"]
    assert evaluation_of(document, 1) == evaluation_of(without, 1)
    award = [
        *(ROOT / "scoring").rglob("*.py"),
        *(ROOT / "procurement" / "services" / "results").rglob("*.py"),
        *(ROOT / "procurement" / "services" / "bids").rglob("*.py"),
        ROOT / "procurement" / "rules" / "procedure" / "evaluation_document.py",
    ]
    assert [path.name for path in award if "articipation" in path.read_text(encoding="utf-8")] == []


def test_kinds_with_requests_are_those_of_the_dated_list() -> None:
    assert {row.kind for row in load_rulebook().kinds if Stage.PARTICIPATION in row.stages} == WITH_REQUESTS
