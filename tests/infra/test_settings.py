import re

import pytest
from pydantic import ValidationError

from infra.settings import Settings


def test_defaults_need_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = Settings()
    assert settings.database_url == "sqlite:///var/pruefstand.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert "localhost" in settings.allowed_hosts


def test_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/pruefstand")
    monkeypatch.setenv("PRUEFSTAND_PORT", "9000")
    monkeypatch.setenv("PRUEFSTAND_ALLOWED_HOSTS", "Vergabe.Darmstadt.example, localhost")
    settings = Settings()
    assert settings.database_url == "postgresql://db/pruefstand"
    assert settings.port == 9000
    assert settings.allowed_hosts == ("vergabe.darmstadt.example", "localhost")


@pytest.mark.parametrize(("name", "value"), [("PORT", "0"), ("PORT", "x"), ("MAX_UPLOAD_BYTES", "10")])
def test_nonsense_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"PRUEFSTAND_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_no_setting_moves_today() -> None:
    assert [name for name in Settings.model_fields if re.search("today|day|clock|time|now|zone", name)] == []
