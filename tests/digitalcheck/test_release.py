"""From draft to released sheet, and what everybody may know of it, through the services on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.house import House
from app.wiring import build_house
from capacity.model import CapacityState
from core.digest import checksum
from core.errors import VersionConflictError
from digitalcheck.errors import (
    CheckChangedError,
    CheckClosedError,
    MeetingEmptyError,
    NotReleasedError,
    SheetMissingError,
    SheetPublishedError,
)
from digitalcheck.model import CheckStatus, Headline
from digitalcheck.rules.course.refusal import StepRefusedError
from digitalcheck.rules.course.release import SheetForm, SheetVersion, judged_again
from digitalcheck.rules.course.response import Responder
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.rules.facts import Figures
from digitalcheck.services.course import Course, StepWish
from digitalcheck.services.meetings import MeetingFilter
from digitalcheck.services.releasing import Addresses, files_of
from digitalcheck.services.shipped import load_catalogue
from digitalcheck.services.verifying import Authenticity
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.parameters import load_parameters
from infra.policy.decision import AccessDeniedError
from infra.policy.model import Role
from infra.settings import Settings
from infra.transactions import Transactions
from tests.audit_lines import lines_of
from tests.fakes import StoppedClock
from tests.people import actor
from tests.released_checks import (
    ADIT,
    ANSWERS,
    COMMITTEE,
    DEPARTMENT,
    DEZERNAT,
    ESTIMATE,
    HEAD,
    MAGISTRAT,
    NO_RELATION,
    NOW,
    PUBLIC_URL,
    begun,
    cosigned,
    fill,
    released,
    signed,
    step,
)

PRIVACY, OFFICER = actor("datenschutz"), actor("vergabestelle")
MEETING = date(2026, 12, 9)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def house(database: Database, clock: StoppedClock) -> House:
    address = database.engine.url.render_as_string(hide_password=False)
    return build_house(database, clock=clock, settings=Settings(DATABASE_URL=address, public_url=PUBLIC_URL))


def sheet(
    house: House, number: int, version: SheetVersion = SheetVersion.PUBLIC, form: SheetForm = SheetForm.PDF
) -> bytes:
    return house.digital.sheet_desk.file(DEPARTMENT, number, version, form).data


def code_of(house: House, number: int, version: SheetVersion = SheetVersion.PUBLIC) -> str:
    found = house.digital.sheet_desk.release(DEPARTMENT, number).sheet(version)
    assert found is not None
    return found.code


def trusting(house: House) -> Course:
    """Return the course that takes actors as they come, also those that no demo person is."""
    kept = Transactions(house.transactions.database, house.transactions.clock)
    return Course(transactions=kept, figures=load_parameters("digitalcheck"), addresses=Addresses())


def why(refused: pytest.ExceptionInfo[StepRefusedError]) -> list[str]:
    return [one.type for one in refused.value.reasons]


def test_a_check_goes_from_draft_to_released_and_every_step_is_kept(house: House) -> None:
    number = begun(house).number
    with pytest.raises(StepRefusedError) as refused:
        step(house, number, HEAD, CourseStep.SIGN)
    assert why(refused) == ["relation-unclear", "answers-missing"]
    fill(house, number, ANSWERS)
    assert step(house, number, HEAD, CourseStep.SIGN).status is CheckStatus.GEZEICHNET
    with pytest.raises(StepRefusedError) as refused:
        step(house, number, ADIT, CourseStep.COSIGN)
    assert why(refused) == ["days-missing", "statement-missing"]
    step(house, number, ADIT, CourseStep.ASK_BACK, "Wer betreut die Termine danach?")
    fill(house, number, {"A2": "Termine gibt es online, das Bürgeramt betreut sie."})
    step(house, number, HEAD, CourseStep.SIGN)
    fill(house, number, ESTIMATE, ADIT)
    step(house, number, ADIT, CourseStep.COSIGN)
    step(house, number, DEZERNAT, CourseStep.RELEASE)
    seen = house.digital.course.see(DEPARTMENT, number)
    assert [one.after for one in seen.steps] == [
        CheckStatus.GEZEICHNET,
        CheckStatus.RUECKFRAGE,
        CheckStatus.GEZEICHNET,
        CheckStatus.MITGEZEICHNET,
        CheckStatus.FREIGEGEBEN,
    ]
    assert [one.reason for one in seen.steps if one.reason] == ["Wer betreut die Termine danach?"]
    assert seen.names[str(HEAD.person)] == "Konrad Linde"
    lines = [
        one for one in lines_of(house.transactions.database, DEMO_CITY) if one["subject"]["kind"] == "digital-check"
    ]
    assert [one["event"] for one in lines] == [
        "check-created",
        "check-signed",
        "check-asked-back",
        "check-signed",
        "check-cosigned",
        "check-released",
    ]
    assert seen.release is not None
    assert lines[-1]["details"]["after"]["digest"] == seen.release.digest


def test_signing_asks_for_the_capacity_and_the_headline_follows_the_queue(house: House) -> None:
    number = signed(house)
    check = house.digital.course.see(ADIT, number).opened
    assert check.judgement.headline is Headline.ABSTIMMUNG_LAEUFT
    assert check.request is not None
    fill(house, number, ESTIMATE, ADIT)
    step(house, number, ADIT, CourseStep.COSIGN)
    request = house.digital.capacity_requests.get(ADIT, check.request.number)
    house.digital.capacity_requests.decide(
        DEZERNAT, request.number, request.version, CapacityState.ZUGESAGT, until=date(2027, 3, 31), reason="Eilfall"
    )
    step(house, number, DEZERNAT, CourseStep.RELEASE)
    assert house.digital.sheet_desk.release(DEPARTMENT, number).headline is Headline.ABGESTIMMT


def test_each_step_is_for_its_office_alone(house: House) -> None:
    number = signed(house)
    for who, taken in (
        (DEPARTMENT, CourseStep.SIGN),
        (HEAD, CourseStep.COSIGN),
        (ADIT, CourseStep.RELEASE),
        (DEPARTMENT, CourseStep.ASK_BACK),
        (OFFICER, CourseStep.RELEASE),
        (MAGISTRAT, CourseStep.COSIGN),
        (COMMITTEE, CourseStep.REPLACE),
    ):
        with pytest.raises(AccessDeniedError):
            step(house, number, who, taken, "Grund")
    with pytest.raises(AccessDeniedError):
        trusting(house).take(replace(HEAD, office=ADIT.office), number, StepWish(step=CourseStep.SIGN, version=1))
    step(house, number, PRIVACY, CourseStep.ASK_BACK, "Bitte die Rechtsgrundlage nennen.")
    with pytest.raises(CheckClosedError):
        step(house, number, ADIT, CourseStep.ASK_BACK, "Grund")


def test_whoever_signed_or_cosigned_does_not_release(house: House) -> None:
    number = cosigned(house)
    both = replace(ADIT, roles=ADIT.roles | {Role.DIGITALDEZERNAT})
    version = house.digital.course.see(ADIT, number).opened.check.version
    with pytest.raises(StepRefusedError) as refused:
        trusting(house).take(both, number, StepWish(step=CourseStep.RELEASE, version=version))
    assert why(refused) == ["same-person"]


def test_nobody_decides_on_what_they_have_not_seen(house: House) -> None:
    number = signed(house)
    version = house.digital.course.see(ADIT, number).opened.check.version
    fill(house, number, ESTIMATE, ADIT)
    with pytest.raises(VersionConflictError):
        house.digital.course.take(ADIT, number, StepWish(step=CourseStep.COSIGN, version=version))


def test_what_changes_while_the_sheet_is_drawn_is_not_released(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    number = cosigned(house)
    freeze = house.digital.course._frozen  # noqa: SLF001 - the moment between drawing and keeping

    def meanwhile(*arguments: object) -> object:
        kept = freeze(*arguments)  # type: ignore[arg-type]
        request = house.digital.course.see(ADIT, number).opened.request
        assert request is not None
        house.digital.capacity_requests.decide(
            DEZERNAT,
            request.number,
            request.version,
            CapacityState.VORBEHALT,
            until=date(2027, 3, 31),
            reason="Beschluss steht aus",
        )
        return kept

    monkeypatch.setattr(Course, "_frozen", lambda _, *arguments: meanwhile(*arguments))
    with pytest.raises(CheckChangedError):
        step(house, number, DEZERNAT, CourseStep.RELEASE)
    with pytest.raises(NotReleasedError):
        house.digital.sheet_desk.release(DEPARTMENT, number)


def test_a_draft_says_so_and_a_released_sheet_is_the_frozen_one(house: House, clock: StoppedClock) -> None:
    number = cosigned(house)
    assert b"Entwurf" in sheet(house, number, form=SheetForm.TEXT)
    step(house, number, DEZERNAT, CourseStep.RELEASE)
    first = sheet(house, number)
    clock.moment += timedelta(days=400)
    assert sheet(house, number) == first
    words = sheet(house, number, form=SheetForm.TEXT).decode()
    assert "Entwurf" not in words
    assert f"{PUBLIC_URL}/pruefcode/{DEMO_CITY}/{code_of(house, number)}" in words
    assert code_of(house, number) in house.digital.sheet_desk.paragraph(DEPARTMENT, number)


def test_the_files_can_be_drawn_again_from_the_record_byte_for_byte(house: House) -> None:
    number = released(house)
    release = house.digital.sheet_desk.release(DEPARTMENT, number)
    assert checksum(release.record.encode()) == release.digest
    figures = Figures.on(load_parameters("digitalcheck"), release.day)
    judgement = judged_again(release.record, load_catalogue(release.catalogue), figures)
    for version in SheetVersion:
        again = files_of(judgement, version, DEMO_CITY, Addresses(public_url=PUBLIC_URL))
        assert {form: sheet(house, number, version, form) for form in SheetForm} == again
    assert len({one.pdf_digest for one in release.sheets} | {one.code for one in release.sheets}) == 4


def test_money_stays_inside(house: House) -> None:
    number = released(house)
    for form in (SheetForm.TEXT, SheetForm.HTML, SheetForm.JSON):
        assert b"900" in sheet(house, number, SheetVersion.INTERNAL, form)
        assert b"900" not in sheet(house, number, SheetVersion.PUBLIC, form)


def test_without_digital_relation_there_is_one_sentence_and_no_sheet(house: House) -> None:
    number = begun(house).number
    fill(house, number, NO_RELATION)
    step(house, number, HEAD, CourseStep.SIGN)
    step(house, number, DEZERNAT, CourseStep.RELEASE)
    release = house.digital.sheet_desk.release(DEPARTMENT, number)
    assert (release.sheets, release.headline) == ((), None)
    assert release.paragraph.startswith("Digital-Check Nr. ")
    with pytest.raises(SheetMissingError):
        sheet(house, number)
    with pytest.raises(SheetMissingError):
        house.digital.sheet_desk.publish(COMMITTEE, number)


def test_what_is_released_never_changes(house: House) -> None:
    number = released(house)
    house.digital.sheet_desk.publish(COMMITTEE, number)
    for statement in (
        "UPDATE digitalcheck_release SET title = 'x'",
        "UPDATE digitalcheck_sheet_file SET content = NULL",
        "DELETE FROM digitalcheck_sheet_publication",
        "DELETE FROM digitalcheck_committee",
    ):
        with pytest.raises(DBAPIError), house.transactions.database.write(DEMO_CITY) as session:
            session.execute(text(statement))
    with pytest.raises(CheckClosedError):
        fill(house, number, {"A2": "Etwas anderes."})


def test_only_the_committee_office_gives_a_sheet_to_everybody(house: House) -> None:
    number = cosigned(house)
    with pytest.raises(AccessDeniedError):
        house.digital.sheet_desk.publish(COMMITTEE, number)
    step(house, number, DEZERNAT, CourseStep.RELEASE)
    for who in (DEPARTMENT, HEAD, ADIT, DEZERNAT, MAGISTRAT):
        with pytest.raises(AccessDeniedError):
            house.digital.sheet_desk.publish(who, number)
    code = code_of(house, number)
    with pytest.raises(SheetMissingError):
        house.digital.verifying.public_sheet(DEMO_CITY, code, SheetForm.PDF)
    house.digital.sheet_desk.publish(COMMITTEE, number)
    assert house.digital.verifying.public_sheet(DEMO_CITY, code, SheetForm.PDF).data == sheet(house, number)
    internal = code_of(house, number, SheetVersion.INTERNAL)
    with pytest.raises(SheetMissingError):
        house.digital.verifying.public_sheet(DEMO_CITY, internal, SheetForm.PDF)
    with pytest.raises(SheetPublishedError):
        house.digital.sheet_desk.publish(COMMITTEE, number)


def test_the_magistrat_sees_no_draft(house: House) -> None:
    number = cosigned(house)
    for who in (MAGISTRAT, COMMITTEE):
        with pytest.raises(CheckClosedError):
            house.digital.sheet_desk.file(who, number, SheetVersion.INTERNAL, SheetForm.PDF)
    step(house, number, DEZERNAT, CourseStep.RELEASE)
    shown = house.digital.sheet_desk.file(MAGISTRAT, number, SheetVersion.INTERNAL, SheetForm.PDF)
    assert (shown.name, shown.data) == (
        "digital-check-2026-0417-intern.pdf",
        sheet(house, number, SheetVersion.INTERNAL),
    )


def repacked(data: bytes, change: Callable[[pikepdf.Pdf], object] = lambda _: None) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target, linearize=True)
    return target.getvalue()


def test_everybody_can_tell_whether_a_sheet_is_genuine(house: House) -> None:
    number = released(house)
    verify, code, file = house.digital.verifying, code_of(house, number), sheet(house, number)
    typed = code.replace("-", " ").lower().replace("0", "o")
    for found in (verify.by_code(DEMO_CITY, code), verify.by_code(DEMO_CITY, typed), verify.by_file(DEMO_CITY, file)):
        assert (found.authenticity, found.code, found.version) == (Authenticity.GENUINE, code, SheetVersion.PUBLIC)
        assert (found.is_public, found.title, found.reference, found.released_at) == (False, "", "", NOW)
    assert verify.by_file(DEMO_CITY, repacked(file)).authenticity is Authenticity.REPACKED
    forged = repacked(file, lambda pdf: pdf.add_blank_page())
    assert verify.by_file(DEMO_CITY, forged).authenticity is Authenticity.UNKNOWN
    unknown = verify.by_code(DEMO_CITY, "0000-0000-0000")
    assert (unknown.authenticity, unknown.code, unknown.released_at) == (Authenticity.UNKNOWN, "", None)
    assert verify.by_code(DEMO_CITY, "\0" + "x" * 5_000).authenticity is Authenticity.UNKNOWN
    house.digital.sheet_desk.publish(COMMITTEE, number)
    public = verify.by_code(DEMO_CITY, code)
    assert (public.is_public, public.reference) == (True, "2026/0417")


def test_a_replaced_sheet_is_genuine_and_superseded(house: House) -> None:
    old, draft, new = released(house), begun(house, "2026/0418").number, released(house, "2026/0419")
    for successor, reason in ((None, "successor-missing"), (old, "successor-same"), (draft, "successor-not-released")):
        with pytest.raises(StepRefusedError) as refused:
            step(house, old, DEZERNAT, CourseStep.REPLACE, successor=successor)
        assert why(refused) == [reason]
    assert step(house, old, DEZERNAT, CourseStep.REPLACE, successor=new).status is CheckStatus.ERSETZT
    found = house.digital.verifying.by_code(DEMO_CITY, code_of(house, old))
    assert (found.authenticity, found.is_superseded, found.successor) == (Authenticity.GENUINE, True, "")
    house.digital.sheet_desk.publish(COMMITTEE, new)
    assert house.digital.verifying.by_code(DEMO_CITY, code_of(house, old)).successor == code_of(house, new)
    assert [one.check for one in house.digital.meetings.read(MAGISTRAT, MEETING, MeetingFilter()).releases.items] == [
        new
    ]


def test_the_magistrat_reads_the_next_meeting(house: House, clock: StoppedClock) -> None:
    first = released(house, "2026/0417")
    negative = begun(house, "2026/0420").number
    fill(house, negative, NO_RELATION | {"gremienlauf": "Magistrat; 09.12.2026"})
    step(house, negative, HEAD, CourseStep.SIGN)
    step(house, negative, DEZERNAT, CourseStep.RELEASE)
    cosigned(house, "2026/0421")
    seen = house.digital.meetings.read(MAGISTRAT, None, MeetingFilter())
    assert (seen.day, seen.days) == (MEETING, (MEETING,))
    assert [one.check for one in seen.releases.items] == [first, negative]
    assert dict(seen.lines) == {Headline.ABSTIMMUNG_LAEUFT: 1, None: 1}
    wanted = MeetingFilter(headline=Headline.ABSTIMMUNG_LAEUFT, dezernat="Dezernat IV")
    assert [one.check for one in house.digital.meetings.read(MAGISTRAT, MEETING, wanted).releases.items] == [first]
    assert not house.digital.meetings.read(MAGISTRAT, MEETING, MeetingFilter(with_reds=True)).releases.items
    paper = house.digital.meetings.collection(MAGISTRAT, MEETING)
    assert paper.name == "digital-checks-2026-12-09.pdf"
    with pikepdf.open(BytesIO(paper.data)) as pdf:
        assert len(pdf.pages) == 2
    with pytest.raises(MeetingEmptyError):
        house.digital.meetings.collection(MAGISTRAT, date(2026, 12, 10))
    with pytest.raises(AccessDeniedError):
        house.digital.meetings.read(DEPARTMENT, None, MeetingFilter())
    clock.moment += timedelta(days=60)
    assert house.digital.meetings.read(MAGISTRAT, None, MeetingFilter()).day == MEETING


def test_answers_are_timed_in_working_days(house: House, clock: StoppedClock) -> None:
    number = signed(house)
    clock.moment += timedelta(days=4)  # Friday
    step(house, number, ADIT, CourseStep.ASK_BACK, "Wer betreut die Termine?")
    clock.moment += timedelta(days=3)  # Monday
    times = house.digital.course.see(DEPARTMENT, number).times
    assert [(one.responder, one.working_days, one.until is None) for one in times] == [
        (Responder.ADIT, 4, False),
        (Responder.DEPARTMENT, 1, True),
    ]


def test_a_page_offers_what_the_reader_may_do(house: House) -> None:
    number = signed(house)
    offered = {
        name: [one.step for one in house.digital.course.see(who, number).offered]
        for name, who in (("fachamt", DEPARTMENT), ("adit", ADIT), ("dsb", PRIVACY), ("dezernat", DEZERNAT))
    }
    assert offered == {
        "fachamt": [],
        "adit": [CourseStep.ASK_BACK, CourseStep.COSIGN],
        "dsb": [CourseStep.ASK_BACK],
        "dezernat": [CourseStep.ASK_BACK, CourseStep.RELEASE],
    }
