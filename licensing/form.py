"""What files that a city writes have in common as they are checked: nothing unknown, nothing coerced, one source."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from core.legal import VerificationStatus

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class Part(BaseModel):
    """A part of a file: what is not named here is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SourceForm(Part):
    """Who made the file, and how far that was checked."""

    citation: Text
    status: Annotated[VerificationStatus, Field(strict=False)]
    note: str = ""
