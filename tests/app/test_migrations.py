import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import inspect

from app.migrations import downgrade, drift, is_current, upgrade
from infra.database import Database

ROOT = Path(__file__).parents[2]


def tables(database: Database) -> set[str]:
    with database.maintain(read_only=True) as session:
        return set(inspect(session.connection()).get_table_names())


def test_up_down_and_up_again(empty_database: Database) -> None:
    assert not is_current(empty_database)
    upgrade(empty_database)
    assert is_current(empty_database)
    assert "procurement_evaluation" in tables(empty_database)
    downgrade(empty_database, "base")
    assert tables(empty_database) <= {"alembic_version"}
    assert not is_current(empty_database)
    upgrade(empty_database)
    upgrade(empty_database)
    assert is_current(empty_database)


def test_code_and_migrations_describe_the_same_tables(database: Database) -> None:
    assert drift(database) == []


def test_drift_is_noticed(database: Database) -> None:
    with database.maintain() as session:
        session.connection().exec_driver_sql("ALTER TABLE procurement_evaluation ADD COLUMN surplus integer")
    assert drift(database) != []


def test_upgrade_works_from_any_folder(tmp_path: Path) -> None:
    code = "from app.migrations import upgrade; from infra.database import Database; upgrade(Database('sqlite:///here.db'))"
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        timeout=300,
    )
    assert (tmp_path / "here.db").stat().st_size > 0


def alembic(*arguments: str, address: str) -> str:
    """Run the developers' command as they do, in the root of the project."""
    done = subprocess.run(
        [sys.executable, "-m", "alembic", *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"DATABASE_URL": address},
        timeout=300,
    )
    return done.stdout


def test_developers_have_the_alembic_command(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'test.db'}"
    alembic("upgrade", "head", address=address)
    assert "No new upgrade operations" in alembic("check", address=address)


def test_a_database_administrator_can_read_the_statements_first() -> None:
    statements = alembic("upgrade", "head", "--sql", address="postgresql://nowhere.invalid/pruefstand")
    assert "CREATE TABLE procurement_evaluation" in statements
    assert "COMMIT" in statements
