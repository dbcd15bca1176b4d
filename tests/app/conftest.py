"""Fixtures that these tests share."""

import os
from pathlib import Path

import pytest

from app.cli import main
from infra.database import Database
from tests.databases import database, demo_database, demo_file, empty_database, empty_postgres
from tests.libreoffice import libreoffice
from tests.templates import Build, Templates

__all__ = ["database", "demo_database", "demo_file", "empty_database", "empty_postgres", "libreoffice"]

DEFAULT_DATABASE = "var/pruefstand.db"


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder to which commands are called, without any setting."""
    for name in [name for name in os.environ if name.startswith("PRUEFSTAND_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def upgraded_folder(empty_folder: Path, templates: Templates) -> Path:
    """Return a folder in which ``db upgrade`` was called."""
    return _with(empty_folder, templates, "upgraded", _upgraded)


@pytest.fixture
def demo_folder(empty_folder: Path, templates: Templates) -> Path:
    """Return a folder in which ``db upgrade`` and ``demo load`` were called."""
    return _with(empty_folder, templates, "demo loaded", _with_demo)


def _with(folder: Path, templates: Templates, name: str, build: Build) -> Path:
    target = folder / DEFAULT_DATABASE
    target.parent.mkdir()
    templates.copy(name, build, Database(f"sqlite:///{target}"))
    return folder


def _upgraded(database: Database) -> None:
    _call(database, "db", "upgrade")


def _with_demo(database: Database) -> None:
    _upgraded(database)
    _call(database, "demo", "load")


def _call(database: Database, *arguments: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
        assert main(arguments) == 0
