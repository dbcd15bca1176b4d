"""Format ``pruefstand/bundle/1``: the list of what is in a bundle, with a checksum for each file and for itself."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

import rfc8785
from pydantic import Field

from scoring.fields import Format, Text, Title
from scoring.result import digest_of

FORMAT: Literal["pruefstand/bundle/1"] = "pruefstand/bundle/1"

MANIFEST = "manifest.json"
README = "LIESMICH.txt"
SCORE_SHEET = "wertungsuebersicht.pdf"
EVALUATION = "evaluation.json"
PARAMETERS = "parameters.json"
RESULT = "result.json"
OWN_FILES = (MANIFEST, README, EVALUATION, PARAMETERS, RESULT)
"""Files that every bundle has, in their order; further ones follow by name."""

LARGEST_EXACT = 2**53 - 1
"""Largest whole number that RFC 8785 can write."""

T = TypeVar("T")

Checksum = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class BundleFile(Format):
    """A file of the bundle."""

    name: Title
    bytes: Annotated[int, Field(ge=0, le=LARGEST_EXACT)]
    sha256: Checksum


class RuleState(Format):
    """A rule and the day of its state."""

    rule: Title
    state: Title


class Manifest(Format):
    """What a bundle says of itself. ``digest`` covers all other fields in their RFC 8785 form."""

    format: Literal["pruefstand/bundle/1"]
    program: Title = Field(description="Name and version of the program that made the bundle.")
    drawn_with: Title | None = Field(
        default=None, description="Libraries that drew the papers; with others the same paper may have other bytes."
    )
    rules: tuple[RuleState, ...] = Field(
        default=(), strict=False, description="Rules the result rests on, with their state; bundles of old lack them."
    )
    day: Annotated[date, Field(strict=False)] = Field(description="Day for which the parameters were taken.")
    reference: Title
    lot: Title | None = None
    method: Title
    preliminary: bool = Field(description="The evaluation is a draft.")
    notes: tuple[Text, ...] = Field(strict=False, description="What must be said beside the result, in German.")
    result_digest: Checksum
    files: tuple[BundleFile, ...] = Field(strict=False)
    digest: Checksum


def canonical(document: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Return the RFC 8785 form of a JSON value: one value, one sequence of bytes."""
    return rfc8785.dumps(document)


def in_order(files: Mapping[str, T]) -> dict[str, T]:
    """Return files in the order of a bundle: its own first, further ones by name."""
    own = [name for name in OWN_FILES if name in files]
    return {name: files[name] for name in [*own, *sorted(files.keys() - set(own))]}


def signed(document: dict[str, Any]) -> bytes:
    """Return a manifest with its own digest, as bytes."""
    return canonical({**document, "digest": digest_of(document)})
