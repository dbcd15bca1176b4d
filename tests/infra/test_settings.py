import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from infra.mail import Encryption
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


ACCOUNT = {"smtp_user": "pruefstand", "smtp_password": "geheim"}


@pytest.mark.parametrize(
    ("given", "encryption"),
    [
        ({"smtp": "mail.example.org:587"}, Encryption.STARTTLS),
        ({"smtp": "192.0.2.1:25"}, Encryption.STARTTLS),
        ({"smtp": "localhost:25"}, Encryption.NONE),
        ({"smtp": "[::1]:25", **ACCOUNT}, Encryption.NONE),
        ({"smtp": "mail.example.org:25", "smtp_tls": "none"}, Encryption.NONE),
        ({"smtp": "mail.example.org:465", "smtp_tls": "tls", **ACCOUNT}, Encryption.TLS),
        ({"smtp": "localhost:25", "smtp_tls": "starttls"}, Encryption.STARTTLS),
    ],
)
def test_mail_is_encrypted_unless_it_stays_here(given: dict[str, Any], encryption: Encryption) -> None:
    assert Settings(**given).smtp_encryption is encryption


@pytest.mark.parametrize(
    "given",
    [
        {"smtp": "mail.example.org:25", "smtp_tls": "none", **ACCOUNT},
        {"smtp_user": "pruefstand"},
        {"smtp_password": "geheim"},
        {"smtp_password_file": "file"},
        {"smtp_tls": "ssl"},
    ],
)
def test_a_password_never_travels_in_the_clear_and_belongs_to_an_account(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings(**given)


def test_the_password_of_mail_comes_from_a_file_too_and_shows_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("geheim\n")
    kept = Settings(smtp_user="pruefstand", smtp_password_file=file)
    given = Settings(**ACCOUNT)  # type: ignore[arg-type]  # pydantic wraps it
    for settings in (kept, given):
        assert settings.smtp_login is not None
        assert (settings.smtp_login.user, settings.smtp_login.password()) == ("pruefstand", "geheim")
        assert "geheim" not in repr(settings) + str(settings.smtp_login)
    assert Settings().smtp_login is None


def test_a_city_has_one_council_system(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = "a=https://rat.example.org/oparl/system", " b = https://info.example.org/oparl?x=1 "
    monkeypatch.setenv("PRUEFSTAND_COUNCIL_SYSTEMS", f"{first},{second},")

    assert Settings().council_systems == {
        "a": "https://rat.example.org/oparl/system",
        "b": "https://info.example.org/oparl?x=1",
    }
    for wrong in (f"{first},{first}", "a", "a=http://rat.example.org/x", "a=https://u@rat.example.org/x"):
        monkeypatch.setenv("PRUEFSTAND_COUNCIL_SYSTEMS", wrong)
        with pytest.raises(ValidationError):
            Settings()
