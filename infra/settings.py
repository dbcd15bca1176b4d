"""Settings from the environment; every one has a default that works on a bare machine."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_MEBIBYTE = 1024 * 1024


class Settings(BaseSettings):
    """How this process runs.

    All names carry the prefix ``PRUEFSTAND_``, except ``DATABASE_URL``, which hosting platforms set by that name.

    Args:
        database_url: ``sqlite:///path`` or ``postgresql://user@host/name``.
        host: Address to listen on.
        port: Port to listen on, 1 to 65535.
        allowed_hosts: Host names this service answers to, without port; comma-separated in the environment.
        max_upload_bytes: Largest request body, 1 KiB to 256 MiB.
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
    max_upload_bytes: int = Field(default=16 * _MEBIBYTE, ge=1024, le=256 * _MEBIBYTE)

    trusted_proxies: int = Field(default=0, ge=0, le=5)
    secret_key: SecretStr | None = Field(default=None, min_length=32)
    secret_key_file: Path | None = None

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(host.strip().lower() for host in value.split(",") if host.strip())
        return value
