"""Fields that are saved one by one, as the interface takes and shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Request
from pydantic import BaseModel, ConfigDict, Field

from api.etag import IF_MATCH, IF_NONE_MATCH, etag_of, expected_version
from api.once import presented
from infra.fields.model import Edit, FieldValue
from infra.once.model import KeptAnswer

PRECONDITION = "Nennt in „If-Match“ die Fassung, die zu sehen war; „If-None-Match: *“ für ein nie gespeichertes Feld."


class FieldInput(BaseModel):
    """What a field shall hold."""

    model_config = ConfigDict(extra="forbid")

    value: str = Field(max_length=40_000, description="Text; Zeilen enden mit einem Zeilenvorschub")
    form: str | None = Field(default=None, min_length=1, max_length=36, description="Name des offenen Formulars")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """What a field holds.

    Args:
        value: Text.
        version: Counts changes from 1; 0 for a field never saved.
        changed_at: When it was saved last.
    """

    value: str
    version: int
    changed_at: datetime | None


def edit_of(request: Request[Any, Any, Any], field: str, data: FieldInput) -> Edit:
    """Return the wish to save a field.

    Raises:
        PreconditionMissingError: The request does not say which version was seen.
    """
    is_new = request.headers.get(IF_NONE_MATCH) == "*" and IF_MATCH not in request.headers
    return Edit(
        field=field, value=data.value, base_version=0 if is_new else expected_version(request, first=0), form=data.form
    )


def field_view(held: FieldValue) -> FieldView:
    """Return what a field holds."""
    return FieldView(value=held.value, version=held.version, changed_at=held.changed_at)


def saved_field(now: FieldValue) -> KeptAnswer:
    """Return the answer to a field that was saved."""
    return presented(field_view(now), etag=etag_of(now.version))
