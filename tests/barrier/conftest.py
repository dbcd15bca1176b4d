"""Fixtures that these tests share."""

import pytest

from infra import database as database_module
from tests.databases import database, empty_database, empty_postgres

__all__ = ["database", "empty_database", "empty_postgres"]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let writers wait for each other as long as a busy machine needs: who is first is asked here, not how fast."""
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 300)
