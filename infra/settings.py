"""Settings from the environment; every one has a default that works on a bare machine."""

from typing import Annotated

from pydantic import Field, field_validator
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
    """

    model_config = SettingsConfigDict(env_prefix="PRUEFSTAND_", frozen=True)

    database_url: str = Field(default="sqlite:///var/pruefstand.db", validation_alias="DATABASE_URL")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "localhost", "[::1]")
    max_upload_bytes: int = Field(default=16 * _MEBIBYTE, ge=1024, le=256 * _MEBIBYTE)

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(host.strip().lower() for host in value.split(",") if host.strip())
        return value
