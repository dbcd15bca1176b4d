"""Settings from the environment; every one has a default that works on a bare machine."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from infra.mail import Encryption, Login

_MEBIBYTE = 1024 * 1024
_SYSTEM = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[!-~]*")
_ADDRESS = r"^[^@\s<>,]+@[^@\s<>,]+$"


class Settings(BaseSettings):
    """How this process runs.

    All names carry the prefix ``PRUEFSTAND_``, except ``DATABASE_URL``, which hosting platforms set by that name.

    Args:
        database_url: ``sqlite:///path`` or ``postgresql://user@host/name``.
        host: Address to listen on.
        port: Port to listen on, 1 to 65535.
        allowed_hosts: Host names this service answers to, without port; comma-separated in the environment.
        public_url: Address of this service for everybody, as papers name it; without one they have no link and no code.
        demo_public: Whether people of invented cities, whose password is published, may sign in over a network.
        max_upload_bytes: Largest request body, 1 KiB to 256 MiB.
        max_file_bytes: Largest file that is uploaded in pieces, such as licence evidence, 1 MiB to 1 GiB.
        max_daily_bytes: What one person may upload in pieces within a day, 1 MiB to 1 TiB.
        key_folder: Where public keys are kept; else ``schluessel`` beside the SQLite file or in ``var``.
        checkpoint_folder: Where checkpoints of the audit log are put; else ``pruefpunkte`` in the same place.
        checkpoint_mail: Who gets checkpoints by mail; nobody without it.
        smtp: Mail server, ``host:port``; no mail without it.
        smtp_user: Account to sign in with at the mail server; nobody signs in without it.
        smtp_password: Its password.
        smtp_password_file: Where the password is kept instead, read for each mail.
        smtp_tls: ``starttls``, ``tls`` from the first byte on, or ``none``; without a word ``none`` to this machine and
            ``starttls`` to any other. With an account ``none`` is for this machine alone.
        mail_sender: Sender of mails.
        fetch_hosts: Hosts that public repositories may be fetched from, comma-separated in the environment; without
            them nothing is ever fetched, and archives are handed in instead.
        fetch_bytes: Largest answer that is fetched, 1 KiB to 256 MiB.
        council_systems: Council systems that may be read, ``city=https://host/oparl/system``, comma-separated in the
            environment: one a city, by the city's id.
        verapdf: JAR files of veraPDF, with colons; without a word what its installer put on the path, empty for none.
        chromium: Browser that looks at the accessibility of pages; without a word what is on the path, empty for none.
        trusted_proxies: How many proxies of the city stand in front of this service, 0 to 5. So many hops of
            ``X-Forwarded-For`` are believed, from the right.
        secret_key: Secret of the instance, at least 32 characters; without one it is kept in ``secret_key_file``.
        secret_key_file: Where the secret is kept; without one beside the SQLite file, on PostgreSQL in ``var``.
    """

    model_config = SettingsConfigDict(env_prefix="PRUEFSTAND_", frozen=True)

    database_url: str = Field(default="sqlite:///var/pruefstand.db", validation_alias="DATABASE_URL")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "localhost", "[::1]")
    public_url: str | None = Field(
        default=None, pattern=r"^https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*[A-Za-z0-9_~-])?$"
    )
    demo_public: bool = False
    max_upload_bytes: int = Field(default=16 * _MEBIBYTE, ge=1024, le=256 * _MEBIBYTE)

    max_file_bytes: int = Field(default=256 * _MEBIBYTE, ge=_MEBIBYTE, le=1024 * _MEBIBYTE)
    max_daily_bytes: int = Field(default=2048 * _MEBIBYTE, ge=_MEBIBYTE, le=1024 * 1024 * _MEBIBYTE)

    key_folder: Path = Field(default_factory=lambda data: _beside_database(data, "schluessel"))
    checkpoint_folder: Path = Field(default_factory=lambda data: _beside_database(data, "pruefpunkte"))
    checkpoint_mail: str | None = Field(default=None, pattern=_ADDRESS)
    smtp: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.:\[\]-]+:[0-9]{1,5}$")
    smtp_user: str | None = Field(default=None, min_length=1)
    smtp_password: SecretStr | None = Field(default=None, min_length=1)
    smtp_password_file: Path | None = Field(default=None, validate_default=True)
    smtp_tls: Encryption | None = None
    mail_sender: str = Field(default="pruefstand@localhost", pattern=_ADDRESS)

    fetch_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    fetch_bytes: int = Field(default=32 * _MEBIBYTE, ge=1024, le=256 * _MEBIBYTE)

    council_systems: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)

    verapdf: str | None = None
    chromium: str | None = None

    trusted_proxies: int = Field(default=0, ge=0, le=5)
    secret_key: SecretStr | None = Field(default=None, min_length=32)
    secret_key_file: Path | None = None

    @property
    def lets_demo_in(self) -> bool:
        """Whether people with a published password may sign in: without permission on this machine alone."""
        return self.demo_public or (_is_loopback(self.host) and not self.trusted_proxies)

    @property
    def smtp_encryption(self) -> Encryption:
        """How to encrypt the way to the mail server."""
        return self.smtp_tls or (Encryption.NONE if _is_loopback(_host(self.smtp)) else Encryption.STARTTLS)

    @property
    def smtp_login(self) -> Login | None:
        """As whom to sign in to the mail server."""
        return None if self.smtp_user is None else Login(self.smtp_user, self._smtp_password)

    def _smtp_password(self) -> str:
        if self.smtp_password is not None:
            return self.smtp_password.get_secret_value()
        if self.smtp_password_file is None:
            raise AssertionError("an account without a password was refused")
        return self.smtp_password_file.read_text(encoding="utf-8").strip()

    @field_validator("smtp_password_file")
    @classmethod
    def _require_password(cls, value: Path | None, others: ValidationInfo) -> Path | None:
        given = value is not None or others.data.get("smtp_password") is not None
        if given is not (others.data.get("smtp_user") is not None):
            raise ValueError("an account and its password come together")
        return value

    @field_validator("smtp_tls")
    @classmethod
    def _keep_password_secret(cls, value: Encryption | None, others: ValidationInfo) -> Encryption | None:
        away = not _is_loopback(_host(others.data.get("smtp")))
        if value is Encryption.NONE and others.data.get("smtp_user") is not None and away:
            raise ValueError("a password does not travel in the clear")
        return value

    @field_validator("council_systems", mode="before")
    @classmethod
    def _split_systems(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [one.strip().partition("=") for one in value.split(",") if one.strip()]
        systems = {city.strip(): url.strip() for city, _, url in pairs}
        if len(systems) < len(pairs):
            raise ValueError("a city has one council system")
        return systems

    @field_validator("council_systems")
    @classmethod
    def _require_tls(cls, value: dict[str, str]) -> dict[str, str]:
        if not all(_SYSTEM.fullmatch(url) for url in value.values()):
            raise ValueError("an address of a council system begins with https:// and a host in small letters")
        return value

    @field_validator("allowed_hosts", "fetch_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(host.strip().lower() for host in value.split(",") if host.strip())
        return value


def _host(server: str | None) -> str:
    return (server or "").rpartition(":")[0]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _beside_database(settings: dict[str, object], name: str) -> Path:
    """Return a folder beside the SQLite file; in ``var`` where the database is elsewhere."""
    try:
        url = make_url(str(settings.get("database_url")))
    except ArgumentError:
        return Path("var", name)
    in_file = url.get_backend_name() == "sqlite" and url.database
    return (Path(url.database).parent if in_file and url.database else Path("var")) / name
