"""The jobs of the house: the night's sweeping, and the audit log proved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.house import House
from app.jobs import MAINTENANCE, SIGN_CHECKPOINTS
from app.wiring import build_house
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.identity.tables import SignInFailureRow
from infra.jobs.model import JobState
from infra.jobs.runner import Runner
from infra.notices.model import NoticeKind
from infra.notices.services import Notices
from infra.once.model import KeptAnswer, Once
from infra.oversight.report import VERIFICATION, read_report, report_address
from infra.policy.table import Action
from infra.settings import Settings
from procurement.services.demo import demo_documents
from tests.fakes import StoppedClock
from tests.jobs import ADMINISTRATOR, AUDITOR
from tests.people import OFFICER, OPERATOR, cookies

BEGIN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(BEGIN)


@pytest.fixture
def house(database: Database, clock: StoppedClock, tmp_path: Path) -> House:
    settings = Settings(checkpoint_folder=tmp_path / "pruefpunkte", key_folder=tmp_path / "schluessel")
    return build_house(database, clock=clock, settings=settings)


def rows(house: House, table: str) -> int:
    with house.transactions.database.read(AUDITOR.city) as session:
        return int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - names from here


def fill(house: House) -> None:
    """Leave one of everything that the night sweeps out."""
    answer = KeptAnswer(status=201, headers={}, body=b"{}")
    once = Once(key="k", request_digest="0" * 64, present=lambda _outcome: answer)
    with house.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG, once) as writing:
        Notices.tell(writing, str(AUDITOR.person), NoticeKind.ROLES_CHANGED)
        writing.session.add(
            SignInFailureRow(city_id=writing.city, account_digest="0" * 64, address_digest="0" * 64, at=BEGIN)
        )
        writing.done(None)
    house.uploads.append(OFFICER, house.uploads.begin(OFFICER, "a.json", 3).id, 0, b"abc")
    house.notices.mark_all_read(AUDITOR)
    cookies(house, "revision")
    house.jobs.start(AUDITOR, VERIFICATION)
    assert Runner(house.jobs).work_once()
    house.notices.mark_all_read(AUDITOR)


TABLES = {
    "once_answer": timedelta(hours=48),
    "identity_session": timedelta(minutes=30),
    "identity_sign_in_failure": timedelta(days=1),
    "job": timedelta(days=90),
    "upload_piece": timedelta(days=1) - timedelta(seconds=1),
    "notice": timedelta(days=90),
}


@pytest.mark.parametrize("table", TABLES)
def test_the_night_sweeps_out_what_is_too_old_and_nothing_else(house: House, clock: StoppedClock, table: str) -> None:
    fill(house)
    runner = Runner(house.jobs)
    before = rows(house, table)
    assert before >= 1
    clock.moment = BEGIN + TABLES[table]
    with house.transactions.write(OPERATOR, Action.RUN_MAINTENANCE) as writing:
        first = house.jobs.enqueue(writing, MAINTENANCE)
    assert runner.work_once()
    assert house.jobs.get(ADMINISTRATOR, first).state is JobState.DONE
    assert rows(house, table) == before + (table == "job")
    clock.moment += timedelta(seconds=1)
    with house.transactions.write(OPERATOR, Action.RUN_MAINTENANCE) as writing:
        house.jobs.enqueue(writing, MAINTENANCE)
    assert runner.work_once()
    assert rows(house, table) == (2 if table == "job" else 0)


def test_unread_notices_are_kept(house: House, clock: StoppedClock) -> None:
    with house.transactions.write(AUDITOR, Action.VERIFY_AUDIT_LOG) as writing:
        Notices.tell(writing, str(AUDITOR.person), NoticeKind.ROLES_CHANGED)
    clock.moment += timedelta(days=400)
    with house.transactions.write(OPERATOR, Action.RUN_MAINTENANCE) as writing:
        house.jobs.enqueue(writing, MAINTENANCE)
    assert Runner(house.jobs).work_once()
    assert house.notices.unread(AUDITOR) == 1


def verified(house: House) -> tuple[int, bool]:
    job = house.jobs.start(AUDITOR, VERIFICATION)
    assert Runner(house.jobs).work_once()
    result = house.jobs.get(AUDITOR, job.id).result
    assert result is not None
    assert result["link"] == report_address(job.id)
    report = read_report(result)
    assert report.found.findings == ()
    return report.found.entries, report.holds


def test_the_audit_log_is_proved_and_the_proof_written_into_it(house: House) -> None:
    for document in demo_documents():
        house.procurement.store_evaluation(OFFICER, document)
    assert verified(house) == (2, True)
    assert verified(house) == (3, True)


def test_checkpoints_are_signed_every_day(house: House, tmp_path: Path) -> None:
    for document in demo_documents():
        house.procurement.store_evaluation(OFFICER, document)
    assert house.jobs.kinds[SIGN_CHECKPOINTS].daily_at is not None
    with house.transactions.write(OPERATOR, Action.SIGN_CHECKPOINT) as writing:
        number = house.jobs.enqueue(writing, SIGN_CHECKPOINTS)
    assert Runner(house.jobs).work_once()
    assert house.jobs.get(ADMINISTRATOR, number).result == {"sequences": [2], "mailed": None}
    assert len([file for file in tmp_path.rglob("*") if DEMO_CITY in str(file) and file.is_file()]) == 1


def test_a_folder_that_cannot_be_written_is_tried_again(house: House, tmp_path: Path) -> None:
    house.procurement.store_evaluation(OFFICER, demo_documents()[0])
    folder = tmp_path / "pruefpunkte"
    folder.write_text("a file where the folder should be")
    with house.transactions.write(OPERATOR, Action.SIGN_CHECKPOINT) as writing:
        number = house.jobs.enqueue(writing, SIGN_CHECKPOINTS)
    assert Runner(house.jobs).work_once()
    assert house.jobs.get(ADMINISTRATOR, number).state is JobState.WAITING
