"""A backup put back: older checkpoints no longer fit, and that is told and explained; a cut behind it is not."""

from pathlib import Path

import pytest

from app.backup.restore import restore_backup
from app.backup.services import back_up
from app.house import House
from infra.audit.model import Event, Subject
from infra.audit.verification import FindingKind
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.oversight import verify_log
from infra.policy.model import operator
from infra.policy.table import Action
from tests.people import OPERATOR
from tests.watching import happen, watched


def quiet(_part: str, _done: float) -> None:
    pass


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    """Return a house whose log ended with entry 3 when it was backed up, and went on behind two checkpoints."""
    house = watched(database, tmp_path)
    happen(house, 3)
    back_up(house.transactions, tmp_path / "backup.zip", quiet)
    for _ in range(2):
        happen(house, 2)
        house.audit_log.sign_checkpoints()
    return house


def put_back(house: House, tmp_path: Path) -> str:
    at = house.transactions.clock.now()
    return restore_backup(house.transactions.database, tmp_path / "backup.zip", at, quiet, replace=True)[1]


def kinds(house: House) -> list[FindingKind]:
    return [one.kind for one in house.audit_log.verify(OPERATOR).findings]


def outsiders(house: House, tmp_path: Path) -> int:
    file = tmp_path / "export.zip"
    file.unlink(missing_ok=True)
    house.audit_log.export(OPERATOR, file)
    return verify_log.main([str(file)])


def test_a_confirmed_restore_is_a_notice_and_a_later_cut_is_found(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = put_back(house, tmp_path)
    assert house.audit_log.sign_checkpoints().checkpoints == ()  # the daily job confirms nothing
    (confirmed,) = house.audit_log.confirm_restorations().checkpoints
    assert confirmed.sequence == 4
    found = house.audit_log.verify(OPERATOR)
    assert found.holds
    (notice,) = found.findings
    assert (notice.kind, notice.sequence) == (FindingKind.RESTORED, 4)
    assert {"digest": digest, "head": "3", "count": "2", "last": "9"}.items() <= notice.properties.items()
    assert outsiders(house, tmp_path) == 0
    assert "– Hinweis: Prüfpunkt vom " in capsys.readouterr().out

    happen(house, 9)
    assert kinds(house) == [FindingKind.RESTORED]
    house.audit_log.sign_checkpoints()
    put_back(house, tmp_path)  # somebody does it again behind our back
    assert {FindingKind.CUT_OFF, FindingKind.CHECKPOINT_DIFFERS} & set(kinds(house))


def test_a_restore_that_nobody_confirmed_stays_a_finding(house: House, tmp_path: Path) -> None:
    put_back(house, tmp_path)
    happen(house, 1)
    house.audit_log.sign_checkpoints()
    assert kinds(house) == [
        FindingKind.CHECKPOINT_DIFFERS,
        FindingKind.CUT_OFF,
        FindingKind.RESTORATION_UNCONFIRMED,
    ]
    assert outsiders(house, tmp_path) == 4

    house.audit_log.confirm_restorations()
    assert house.audit_log.verify(OPERATOR).holds
    assert outsiders(house, tmp_path) == 0


def test_a_copy_put_back_with_an_entry_made_up_stays_a_finding(house: House, tmp_path: Path) -> None:
    put_back(house, tmp_path)
    with house.transactions.write(operator(DEMO_CITY), Action.RUN_MAINTENANCE) as writing:
        writing.record(Event.BACKUP_RESTORED, Subject(kind="backup", id="made up"))
    house.audit_log.sign_checkpoints()
    happen(house, 1)
    house.audit_log.sign_checkpoints()

    assert not house.audit_log.verify(OPERATOR).holds


def test_a_checkpoint_that_the_log_names_is_missed(house: House, tmp_path: Path) -> None:
    file = min((tmp_path / "pruefpunkte").iterdir())
    file.unlink()
    found = house.audit_log.verify(OPERATOR)

    assert found.holds
    assert [(one.kind, one.properties) for one in found.findings] == [
        (FindingKind.CHECKPOINTS_ABSENT, {"count": "1", "file": file.name})
    ]


def test_a_guard_that_is_gone_or_off_is_told(house: House) -> None:
    database = house.transactions.database
    switch_off = {
        "sqlite": "DROP TRIGGER audit_entry_no_delete",
        "postgresql": "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_truncate",
    }
    assert kinds(house) == []
    with database.maintain() as session:
        session.connection().exec_driver_sql(switch_off[database.backend])

    assert kinds(house) == [FindingKind.UNGUARDED]
